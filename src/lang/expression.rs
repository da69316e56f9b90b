//! Expressions: from a tree to a value.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::BufferId;
use crate::syntax::{Arg, Clause, CompareOp, Expr, ExprKind, FPart, Number, UnaryOp};

use super::call::Given;
use super::convert::truth;
use super::errors::{CallError, ValueKindError as E};
use super::interp::{Interp, MAX_DEPTH, Wrote};
use super::iter::ROOM;
use super::key::convert_key;
use super::table::{Home, Returns};
use super::value::{Key, Lambda, Value};

impl Interp {
    /// The value of an expression.
    pub(super) fn eval(&mut self, expr: &Expr) -> Result<Value> {
        // Lambdas can nest trees in trees without end; the native stack cannot.
        if self.depth >= MAX_DEPTH {
            return Err(E::Recursion {}.into());
        }
        self.depth += 1;
        let value = self.eval_kind(expr);
        self.depth -= 1;
        let value = value?;
        // An operation that met a fault for which `seterr` asks an error has gone through, as in NumPy.
        self.memory.take_fault().map_err(|e| e.at(expr.span))?;
        Ok(value)
    }

    fn eval_kind(&mut self, expr: &Expr) -> Result<Value> {
        match &expr.kind {
            ExprKind::Number(slot) => Ok(number(&self.numbers[*slot])),
            ExprKind::Name(symbol) => self.lookup(*symbol).map_err(|e| e.at(expr.span)),
            ExprKind::Str(text) => Ok(Value::Str(Rc::clone(text).into())),
            ExprKind::Bytes(bytes) => Ok(Value::bytes(bytes.to_vec())),
            ExprKind::Bool(b) => Ok(Value::Bool(*b)),
            ExprKind::None => Ok(Value::None),
            ExprKind::Ellipsis => Ok(Value::Ellipsis),
            ExprKind::Index { object, index } => {
                let container = self.eval(object)?;
                self.get_index(&container, index).map_err(|e| e.at(expr.span))
            }
            ExprKind::Call { function, args } => self.call_expr(function, args).map_err(|e| e.at(expr.span)),
            ExprKind::Attribute { object, name, .. } => {
                let object = self.eval_object(object, *name)?;
                let name = Rc::clone(self.interner.name(*name));
                self.attribute(&object, &name).map_err(|e| e.at(expr.span))
            }
            ExprKind::Binary { op, left, right, .. } => {
                let (left, right) = self.eval_operands(left, right)?;
                self.binary(*op, &left, &right).map_err(|e| e.at(expr.span))
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                let value = self.eval(operand)?;
                truth(&value).map(|b| Value::Bool(!b)).map_err(|e| e.at(expr.span))
            }
            ExprKind::Unary { op, operand } => {
                let value = self.eval_operand(operand)?;
                self.unary(*op, &value).map_err(|e| e.at(expr.span))
            }
            ExprKind::Compare { first, rest } => self.comparison(expr, first, rest),
            ExprKind::And(left, right) => {
                let value = self.eval(left)?;
                if truth(&value).map_err(|e| e.at(left.span))? { self.eval(right) } else { Ok(value) }
            }
            ExprKind::Or(left, right) => {
                let value = self.eval(left)?;
                if truth(&value).map_err(|e| e.at(left.span))? { Ok(value) } else { self.eval(right) }
            }
            ExprKind::Conditional { test, then, otherwise } => {
                let value = self.eval(test)?;
                if truth(&value).map_err(|e| e.at(test.span))? {
                    self.eval(then)
                } else {
                    self.eval(otherwise)
                }
            }
            ExprKind::List(items) => Ok(Value::list(self.eval_items(items)?)),
            ExprKind::Tuple(items) => Ok(Value::tuple(self.eval_items(items)?)),
            ExprKind::Dict(entries) => {
                let mut dict = super::entries::Entries::new();
                for (key, value) in entries {
                    let Some(key) = key else { continue };
                    let k = self.eval(key)?;
                    let k = convert_key(&k).map_err(|e| e.at(key.span))?;
                    dict.insert(k, self.eval(value)?);
                }
                Ok(Value::Dict(super::nest::Shared::new(std::cell::RefCell::new(dict))))
            }
            ExprKind::Set(_) => Err(crate::error::Error::from(E::Type {
                message: "arr has no sets; use a list or np.unique".into(),
            })
            .at(expr.span)),
            ExprKind::FString(parts) => self.fstring(parts).map(Value::from),
            ExprKind::Slice { start, stop, step } => {
                let mut part = |e: &Option<Box<Expr>>| e.as_ref().map_or(Ok(Value::None), |e| self.eval(e));
                Ok(Value::Slice(super::nest::Shared::new([part(start)?, part(stop)?, part(step)?])))
            }
            ExprKind::Starred(_) => Err(crate::error::Error::from(E::Type {
                message: "can't use starred expression here".into(),
            })
            .at(expr.span)),
            ExprKind::Walrus { .. } | ExprKind::Yield(_) | ExprKind::YieldFrom(_) => Ok(Value::None),
            ExprKind::Lambda { parameters, body } => {
                let params = parameters
                    .positional
                    .iter()
                    .map(|p| Ok((p.name, p.default.as_ref().map(|d| self.eval(d)).transpose()?)))
                    .collect::<Result<Vec<_>>>()?;
                Ok(Value::Lambda(super::nest::Shared::new(Lambda {
                    params,
                    body: (**body).clone(),
                    numbers: Rc::clone(&self.numbers),
                    locals: self.locals.clone(),
                })))
            }
            ExprKind::Comprehension { value, clauses, .. } => {
                let depth = self.locals.len();
                let mut items = super::nest::Kept::default();
                let result = self.comprehend(value, clauses, &mut items);
                self.locals.truncate(depth);
                result.map(|()| Value::list(items.take()))
            }
        }
    }

    /// The value of an expression that is bound, printed or shown: a bracketed literal of numbers is an array there.
    pub(super) fn eval_as_array(&mut self, expr: &Expr) -> Result<Value> {
        if !self.compile_options.array_literals {
            return self.eval(expr);
        }
        match &expr.kind {
            ExprKind::List(_) => {
                let list = self.eval(expr)?;
                self.literal(list).map_err(|e| e.at(expr.span))
            }
            ExprKind::Conditional { test, then, otherwise } if is_literal(then) || is_literal(otherwise) => {
                let value = self.eval(test)?;
                let branch = if truth(&value).map_err(|e| e.at(test.span))? { then } else { otherwise };
                self.eval_as_array(branch)
            }
            _ => self.eval(expr),
        }
    }

    /// The value of an operand: the same rule holds in arithmetic.
    #[inline]
    pub(super) fn eval_operand(&mut self, expr: &Expr) -> Result<Value> {
        self.eval_as_array(expr)
    }

    /// The values of two operands: beside a list a bracketed literal is a list, and beside a text it is what the text is filled with.
    fn eval_operands(&mut self, left: &Expr, right: &Expr) -> Result<(Value, Value)> {
        if is_literal(left) && self.compile_options.array_literals {
            let literal = self.eval(left)?;
            let right = self.eval_operand(right)?;
            if matches!(right, Value::List(_)) {
                return Ok((literal, right));
            }
            return Ok((self.literal(literal).map_err(|e| e.at(left.span))?, right));
        }
        let left = self.eval_operand(left)?;
        let right = match left {
            Value::List(_) | Value::Str(_) => self.eval(right)?,
            _ => self.eval_operand(right)?,
        };
        Ok((left, right))
    }

    /// The value whose attribute is asked: a bracketed literal stays a list only for a list's own methods.
    fn eval_object(&mut self, expr: &Expr, name: crate::syntax::Symbol) -> Result<Value> {
        if is_literal(expr) {
            let method = super::table::Table::get().find(super::table::Home::List, self.interner.name(name));
            if method.is_none() {
                return self.eval_as_array(expr);
            }
        }
        self.eval(expr)
    }

    fn eval_items(&mut self, exprs: &[Expr]) -> Result<Vec<Value>> {
        let mut items = Vec::with_capacity(exprs.len());
        for expr in exprs {
            if let ExprKind::Starred(inner) = &expr.kind {
                let value = self.eval(inner)?;
                items.extend(self.items(&value).map_err(|e| match e.downcast_ref::<E>() {
                    Some(E::NotIterable { type_name }) => {
                        let message = format!("Value after * must be an iterable, not {type_name}");
                        crate::error::Error::from(E::Type { message }).at(inner.span)
                    }
                    _ => e.at(inner.span),
                })?);
            } else {
                items.push(self.eval(expr)?);
            }
        }
        Ok(items)
    }

    fn comparison(&mut self, expr: &Expr, first: &Expr, rest: &[(CompareOp, Expr)]) -> Result<Value> {
        let container =
            |op: CompareOp| matches!(op, CompareOp::In | CompareOp::NotIn | CompareOp::Is | CompareOp::IsNot);
        let single = |e: &Expr, this: &mut Self, op: CompareOp| {
            if container(op) { this.eval(e) } else { this.eval_operand(e) }
        };
        let last = rest.len() - 1;
        let mut left;
        let mut second = None;
        if container(rest[0].0) {
            left = self.eval(first)?;
        } else {
            let (value, right) = self.eval_operands(first, &rest[0].1)?;
            (left, second) = (value, Some(right));
        }
        for (i, (op, right)) in rest.iter().enumerate() {
            let right_value = match second.take() {
                Some(value) => value,
                None if matches!(left, Value::List(_)) => self.eval(right)?,
                None => single(right, self, *op)?,
            };
            let value = self.compare(*op, &left, &right_value).map_err(|e| e.at(expr.span))?;
            if i == last || !truth(&value).map_err(|e| e.at(expr.span))? {
                return Ok(value);
            }
            left = right_value;
        }
        Ok(Value::None)
    }

    fn comprehend(&mut self, value: &Expr, clauses: &[Clause], items: &mut Vec<Value>) -> Result<()> {
        let Some((clause, rest)) = clauses.split_first() else {
            items.push(self.eval(value)?);
            return Ok(());
        };
        match clause {
            Clause::If(test) => {
                let holds = self.eval(test)?;
                if truth(&holds).map_err(|e| e.at(test.span))? {
                    self.comprehend(value, rest, items)
                } else {
                    Ok(())
                }
            }
            Clause::For { target, iterable } => {
                let source = self.eval(iterable)?;
                let mut walk = self.iter(&source).map_err(|e| e.at(iterable.span))?;
                while let Some(item) = walk.next(self)? {
                    self.memory.check_interrupt()?;
                    if items.len() == items.capacity() && items.len() >= ROOM {
                        self.memory
                            .check_room(items.len() * size_of::<Value>())
                            .map_err(|e| e.at(value.span))?;
                    }
                    let depth = self.locals.len();
                    self.bind_local(target, item)?;
                    self.comprehend(value, rest, items)?;
                    self.locals.truncate(depth);
                }
                Ok(())
            }
        }
    }

    fn bind_local(&mut self, target: &Expr, value: Value) -> Result<()> {
        match &target.kind {
            ExprKind::Name(symbol) => {
                self.locals.push((*symbol, value));
                Ok(())
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let items = self.items(&value)?;
                let (got, expected) = (items.len(), targets.len());
                if got > expected {
                    return Err(E::TooManyValues { expected }.into());
                }
                if got < expected {
                    return Err(E::NotEnoughValues { expected, got }.into());
                }
                targets.iter().zip(items).try_for_each(|(target, item)| self.bind_local(target, item))
            }
            _ => self.assign_to(target, value),
        }
    }

    fn fstring(&mut self, parts: &[FPart]) -> Result<String> {
        let mut text = crate::display::Text::default();
        for part in parts {
            match part {
                FPart::Text(s) => text.push(s),
                FPart::Field { expr, conversion, spec } => {
                    let value = self.eval_as_array(expr)?;
                    let spec = self.fstring(spec)?;
                    let conversion = conversion.map_or(0, |c| c as u8);
                    let shown = self.format_field(&value, conversion, &Value::from(spec));
                    text.push(&shown.map_err(|e| e.at(expr.span))?);
                }
            }
        }
        Ok(text.plain)
    }

    fn call_expr(&mut self, function: &Expr, args: &[Arg]) -> Result<Value> {
        // A method call does not need the bound method as a value.
        if let ExprKind::Attribute { object, name, .. } = &function.kind {
            let object = self.eval_object(object, *name)?;
            let name = Rc::clone(self.interner.name(*name));
            if let Some(row) = super::access::method_row(&object, &name) {
                let given = self.eval_args(args, false)?;
                let targets = self.targets(row, args, &given);
                let this = match &object {
                    Value::Array(array) if row.row().returns == Returns::Nothing && &*name != "setflags" => {
                        Some(array.buffer().id())
                    }
                    _ => None,
                };
                let result = self.call_method(object, row, given)?;
                let receiver = written_receiver(function);
                if let (Some(buffer), Some(receiver)) = (this, receiver) {
                    self.want_buffer(receiver, buffer, Wrote::Method);
                }
                targets.into_iter().for_each(|(expr, buffer, how)| self.want_buffer(expr, buffer, how));
                return Ok(result);
            }
            let callee = self.attribute(&object, &name).map_err(|e| e.at(function.span))?;
            return self.call_value(&callee, args);
        }
        let callee = self.eval(function)?;
        self.call_value(&callee, args)
    }

    fn call_value(&mut self, callee: &Value, args: &[Arg]) -> Result<Value> {
        let printed = matches!(callee, Value::Function(row) if row.name() == "print");
        let given = self.eval_args(args, printed)?;
        let targets = match callee {
            Value::Function(row) => self.targets(*row, args, &given),
            _ => SmallVec::new(),
        };
        let result = self.call(callee, given)?;
        targets.into_iter().for_each(|(expr, buffer, how)| self.want_buffer(expr, buffer, how));
        Ok(result)
    }

    /// The arguments that a call writes to and that are no names: `out=a[mask]`, and what `copyto` and its like fill.
    fn targets<'e>(
        &self,
        row: super::table::RowId,
        args: &'e [Arg],
        given: &Given,
    ) -> SmallVec<[(&'e Expr, BufferId, Wrote); 1]> {
        let mut targets = SmallVec::new();
        let mut add = |expr: &'e Expr, value: &Value, how: Wrote| match value {
            Value::Array(array) if !matches!(expr.kind, ExprKind::Name(_)) => {
                targets.push((expr, array.buffer().id(), how));
            }
            _ => {}
        };
        let out = Wrote::Out { shown: self.depth == 1 };
        let first = match row.row().home {
            Home::Numpy => row.row().returns == Returns::Nothing,
            Home::Ufunc => row.name() == "at",
            _ => false,
        };
        let nin = row.ufunc().map_or(usize::MAX, crate::ops::ufunc::Ufunc::nin);
        let mut named = given.names.iter();
        for (i, arg) in args.iter().enumerate() {
            match arg {
                Arg::Positional(expr) if (i == 0 && first) || i >= nin => {
                    let how = if i == 0 && first { Wrote::Argument } else { out };
                    given.places.get(i).into_iter().for_each(|value| add(expr, value, how));
                }
                Arg::Keyword { value: expr, .. } => match named.next() {
                    Some((name, value)) if &**name == "out" => match (&expr.kind, value) {
                        (ExprKind::Tuple(exprs), Value::Tuple(values)) => {
                            exprs.iter().zip(values.iter()).for_each(|(expr, value)| add(expr, value, out));
                        }
                        _ => add(expr, value, out),
                    },
                    _ => {}
                },
                Arg::Starred(_) | Arg::DoubleStarred(_) => break,
                Arg::Positional(_) => {}
            }
        }
        targets
    }

    /// The arguments of a call; bracketed literals of numbers are arrays where they are `printed`.
    fn eval_args(&mut self, args: &[Arg], printed: bool) -> Result<Given> {
        let mut given = Given::default();
        for arg in args {
            match arg {
                Arg::Positional(expr) if printed => given.places.push(self.eval_as_array(expr)?),
                Arg::Positional(expr) => given.places.push(self.eval(expr)?),
                Arg::Starred(expr) => {
                    let value = self.eval(expr)?;
                    let items = self.items(&value).map_err(|error| {
                        let error = match error.downcast_ref::<E>() {
                            Some(E::NotIterable { .. }) => {
                                CallError::NotStarrable { type_name: value.type_name() }.into()
                            }
                            _ => error,
                        };
                        error.at(expr.span)
                    })?;
                    given.places.extend(items);
                }
                Arg::Keyword { name, value, .. } => {
                    let value = self.eval(value)?;
                    given.names.push((Rc::clone(self.interner.name(*name)), value));
                }
                Arg::DoubleStarred(expr) => match self.eval(expr)? {
                    Value::Dict(dict) => {
                        for (key, value) in dict.borrow().iter() {
                            match key {
                                Key::Str(name) => given.names.push((name.into(), value.clone())),
                                Key::Int(_) | Key::Other(_) | Key::Gone(_) => {
                                    let error = E::Type { message: "keywords must be strings".into() };
                                    return Err(crate::error::Error::from(error).at(expr.span));
                                }
                            }
                        }
                    }
                    other => {
                        let error = CallError::NotDoubleStarrable { type_name: other.type_name() };
                        return Err(crate::error::Error::from(error).at(expr.span));
                    }
                },
            }
        }
        Ok(given)
    }

    /// Calls a lambda.
    pub(super) fn call_lambda(
        &mut self,
        lambda: &super::nest::Shared<Lambda>,
        given: Given,
    ) -> Result<Value> {
        // Whoever calls one many times need not look at Ctrl-C itself.
        self.memory.check_interrupt()?;
        let least = lambda.params.iter().filter(|(_, d)| d.is_none()).count();
        if given.places.len() > lambda.params.len() {
            let (most, given) = (lambda.params.len(), given.places.len());
            return Err(CallError::LambdaTooMany { least, most, given }.into());
        }
        let mut values: Vec<Option<Value>> = given.places.into_iter().map(Some).collect();
        values.resize(lambda.params.len(), None);
        for (name, value) in given.names {
            let place = lambda.params.iter().position(|(symbol, _)| self.interner.name(*symbol) == &name);
            match place {
                Some(i) => values[i] = Some(value),
                None => return Err(CallError::LambdaUnexpected { name: name.to_string() }.into()),
            }
        }
        let mut locals = lambda.locals.clone();
        let mut missing = Vec::new();
        for ((symbol, default), value) in lambda.params.iter().zip(values) {
            match value.or_else(|| default.clone()) {
                Some(value) => locals.push((*symbol, value)),
                None => missing.push(format!("'{}'", self.interner.name(*symbol))),
            }
        }
        if !missing.is_empty() {
            return Err(
                CallError::LambdaMissing { count: missing.len(), names: missing.join(" and ") }.into()
            );
        }
        let outer_locals = std::mem::replace(&mut self.locals, locals);
        let outer_numbers = std::mem::replace(&mut self.numbers, Rc::clone(&lambda.numbers));
        let inside = std::mem::replace(&mut self.in_lambda, true);
        let result = self.eval(&lambda.body);
        self.in_lambda = inside;
        self.locals = outer_locals;
        self.numbers = outer_numbers;
        result
    }
}

/// The object of a method that is called.
fn written_receiver(function: &Expr) -> Option<&Expr> {
    match &function.kind {
        ExprKind::Attribute { object, .. } => Some(object),
        _ => None,
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::List(_))
}

fn number(number: &Number) -> Value {
    match number {
        Number::Int(n) => Value::Int(*n),
        Number::BigInt(n) => Value::BigInt(Rc::clone(n)),
        Number::Float(x) => Value::Float(*x),
        Number::Imaginary(x) => Value::Complex(crate::memory::C128::new(0.0, *x)),
    }
}
