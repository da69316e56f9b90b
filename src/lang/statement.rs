//! Statements: what each does to names and to memory.

use crate::error::Result;
use crate::syntax::{Expr, ExprKind, StatementKind, WithItem};

use super::errors::{NameError, ValueKindError as E};
use super::interp::{Interp, Wrote};
use super::value::Value;

impl Interp {
    pub(super) fn statement(&mut self, kind: &StatementKind) -> Result<()> {
        match kind {
            StatementKind::Expr(expr) => {
                let value = self.eval_as_array(expr)?;
                if self.echoes && !matches!(value, Value::None) {
                    let mut out = std::mem::take(&mut self.out);
                    let shown = self.show_repr(&value, &mut out);
                    if shown.is_ok() {
                        out.push("\n");
                    }
                    self.out = out;
                    shown?;
                }
                Ok(())
            }
            StatementKind::Assign { targets, value } => {
                let binds_name = targets.iter().any(|t| matches!(t.kind, ExprKind::Name(_)));
                let value = if binds_name { self.eval_as_array(value)? } else { self.eval(value)? };
                targets.iter().try_for_each(|target| self.assign_to(target, value.clone()))
            }
            StatementKind::AugAssign { target, op, value } => {
                self.augmented(target, *op, value).map_err(|e| e.at(target.span.to(value.span)))
            }
            StatementKind::Del(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StatementKind::Assert { test, message } => {
                let value = self.eval_as_array(test)?;
                if super::convert::truth(&value).map_err(|e| e.at(test.span))? {
                    return Ok(());
                }
                let message = match message {
                    Some(message) => {
                        let value = self.eval(message)?;
                        self.str(&value)
                    }
                    None => String::new(),
                };
                Err(crate::error::Error::from(E::Assertion { message }).at(test.span))
            }
            StatementKind::Pass => Ok(()),
            StatementKind::Annotated { .. }
            | StatementKind::If { .. }
            | StatementKind::While { .. }
            | StatementKind::For { .. }
            | StatementKind::FunctionDef(_)
            | StatementKind::ClassDef(_)
            | StatementKind::Try { .. }
            | StatementKind::Match { .. }
            | StatementKind::Return(_)
            | StatementKind::Raise { .. }
            | StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Global(_)
            | StatementKind::Nonlocal(_)
            | StatementKind::Import(_)
            | StatementKind::ImportFrom { .. } => Ok(()),
            StatementKind::With { items, body } => self.within(items, body),
        }
    }

    /// `with`: what was entered is left again, whatever becomes of the statements.
    fn within(&mut self, items: &[WithItem], body: &[crate::syntax::Stmt]) -> Result<()> {
        let mut entered = Vec::new();
        let entering = items.iter().try_for_each(|item| {
            let value = self.eval(&item.context)?;
            let given = match &value {
                Value::Object(object) if object.enters_itself() => Ok(Some(value.clone())),
                Value::Object(object) => object.enter(self),
                _ => Ok(None),
            };
            let given = given
                .and_then(|given| given.ok_or_else(|| E::NoContext { type_name: value.type_name() }.into()));
            let given = given.map_err(|e| e.at(item.context.span))?;
            entered.push(value);
            item.name.as_ref().map_or(Ok(()), |name| self.assign_to(name, given))
        });
        let result = entering.and_then(|()| {
            body.iter().try_for_each(|statement| {
                self.memory.check_interrupt()?;
                self.statement(&statement.kind)?;
                self.memory.take_fault()
            })
        });
        for value in entered.iter().rev() {
            if let Value::Object(object) = value {
                object.leave(self);
            }
        }
        result
    }

    /// `target = value`
    pub(super) fn assign_to(&mut self, target: &Expr, value: Value) -> Result<()> {
        match &target.kind {
            ExprKind::Name(symbol) => {
                self.bind(*symbol, value);
                Ok(())
            }
            ExprKind::Index { object, index } => {
                let container = self.eval(object)?;
                self.set_index(&container, index, value).map_err(|e| e.at(target.span))?;
                self.want_value(object, &container, Wrote::Items);
                Ok(())
            }
            ExprKind::Attribute { object, name, name_span } => {
                let owner = self.eval(object)?;
                let name = std::rc::Rc::clone(self.interner.name(*name));
                self.set_attribute(&owner, &name, &value).map_err(|e| e.at(*name_span))?;
                if matches!(&*name, "flat" | "real" | "imag") {
                    self.want_value(object, &owner, Wrote::Attribute);
                }
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let items = self.unpack(&value, targets).map_err(|e| e.at(target.span))?;
                targets.iter().zip(items).try_for_each(|(target, item)| match &target.kind {
                    ExprKind::Starred(inner) => self.assign_to(inner, item),
                    _ => self.assign_to(target, item),
                })
            }
            _ => self.eval(target).map(|_| ()),
        }
    }

    /// The items of a value for each of several targets, one of which may be starred.
    fn unpack(&mut self, value: &Value, targets: &[Expr]) -> Result<Vec<Value>> {
        if super::absent::stands_in(value) {
            return Ok(vec![value.clone(); targets.len()]);
        }
        let mut items = match self.items(value) {
            Ok(items) => items,
            Err(error) => {
                let not_iterable =
                    error.downcast_ref::<E>().is_some_and(|e| matches!(e, E::NotIterable { .. }));
                return Err(if not_iterable {
                    E::NotUnpackable { type_name: value.type_name() }.into()
                } else {
                    error
                });
            }
        };
        let (got, expected) = (items.len(), targets.len());
        match targets.iter().position(|t| matches!(t.kind, ExprKind::Starred(_))) {
            None if got > expected => Err(E::TooManyValues { expected }.into()),
            None if got < expected => Err(E::NotEnoughValues { expected, got }.into()),
            None => Ok(items),
            Some(_) if got + 1 < expected => Err(E::NotEnoughForStar { expected: expected - 1, got }.into()),
            Some(star) => {
                let taken: Vec<Value> = items.drain(star..star + got + 1 - expected).collect();
                items.insert(star, Value::list(taken));
                Ok(items)
            }
        }
    }

    fn augmented(&mut self, target: &Expr, op: crate::syntax::BinaryOp, value: &Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Index { object, index } => {
                let container = self.eval(object)?;
                let items = self.index_value(index)?;
                let old = self.get_item(&container, &items).map_err(|e| e.at(target.span))?;
                let right = self.eval_operand(value)?;
                let new = self.in_place(op, &old, &right)?;
                // The item was changed in place, through a view of the container: nothing is left to do.
                if let (Value::Array(new), Value::Array(container)) = (&new, &container)
                    && new.same_buffer(container)
                {
                    self.want(object, container, Wrote::Items);
                    return Ok(());
                }
                if let Value::Array(array) = &container {
                    self.warn_of_repeats(array, &items, object, index)?;
                }
                self.set_item(&container, &items, &new).map_err(|e| e.at(target.span))?;
                self.want_value(object, &container, Wrote::Items);
                Ok(())
            }
            ExprKind::Attribute { object, name, .. } => {
                let object = self.eval(object)?;
                let name = std::rc::Rc::clone(self.interner.name(*name));
                let old = self.attribute(&object, &name)?;
                let right = self.eval_operand(value)?;
                let new = self.in_place(op, &old, &right)?;
                self.set_attribute(&object, &name, &new)
            }
            ExprKind::Name(symbol) => {
                let old = self.lookup(*symbol).map_err(|e| e.at(target.span))?;
                let right = self.eval_operand(value)?;
                let new = self.in_place(op, &old, &right)?;
                if !new.is(&old) || !matches!(new, Value::Array(_)) {
                    self.bind(*symbol, new);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn delete(&mut self, target: &Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name(symbol) => self.unbind(*symbol).map_err(|e| e.at(target.span)),
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                targets.iter().try_for_each(|t| self.delete(t))
            }
            ExprKind::Index { object, index } => {
                let container = self.eval(object)?;
                let items = self.eval(index)?;
                self.delete_item(&container, &items).map_err(|e| e.at(target.span))
            }
            ExprKind::Attribute { name, name_span, .. } => {
                let name = self.interner.name(*name).to_string();
                Err(crate::error::Error::from(NameError::NoAttributeDeletion { name }).at(*name_span))
            }
            _ => Ok(()),
        }
    }
}
