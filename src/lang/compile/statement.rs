//! Statements.

use std::rc::Rc;

use crate::error::Result;
use crate::syntax::{
    Arg, BinaryOp, ClassDef, Expr, ExprKind, FunctionDef, Handler, ImportName, Span, StatementKind, Stmt,
    Symbol, WithItem,
};

use super::super::code::{CodeKind, Import, Instr, Reg, Src};
use super::super::errors::ScopeError;
use super::super::value::Value;
use super::expression::{Body, docstring, is_display, is_name};
use super::scope::Binding;
use super::{Block, Compiler};

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Result<()> {
        body.iter().try_for_each(|stmt| self.statement(&stmt.kind, stmt.span))
    }

    pub(super) fn statement(&mut self, kind: &'a StatementKind, span: Span) -> Result<()> {
        let mark = self.mark();
        if self.options.lines {
            let before = self.source.text.get(..span.start as usize).unwrap_or_default();
            let line = self.source.line + before.matches('\n').count();
            self.emit(Instr::Line { line: u32::try_from(line).unwrap_or(u32::MAX) }, span);
        }
        match kind {
            StatementKind::Expr(expr) => self.expression_statement(expr)?,
            StatementKind::Assign { targets, value } => self.assignment(targets, value)?,
            StatementKind::AugAssign { target, op, value } => self.augmented(target, *op, value, span)?,
            StatementKind::Annotated { target, annotation, value } => {
                if let Some(value) = value {
                    self.assignment(std::slice::from_ref(target), value)?;
                }
                let in_function = self.unit().kind == CodeKind::Function;
                if let (ExprKind::Name(name), false) = (&target.kind, in_function) {
                    let a = self.annotation(annotation)?;
                    self.emit(Instr::Annotate { name: *name, a }, span);
                }
            }
            StatementKind::Del(targets) => targets.iter().try_for_each(|target| self.delete(target))?,
            StatementKind::Assert { test, message } => {
                let end = self.label();
                self.jump_if(test, true, end)?;
                let temp = self.temp(span)?;
                match message {
                    Some(message) => self.into(message, temp)?,
                    None => self.none(temp, span),
                }
                let given = message.is_some();
                // As in Python, a comparison is marked, anything else is the whole statement.
                let compared = matches!(test.kind, ExprKind::Compare { .. });
                let at = if compared { test.span } else { span };
                self.emit(Instr::FailAssertion { message: Src::take(temp), given }, at);
                self.place(end);
            }
            StatementKind::Pass => {}
            StatementKind::With { items, body } => self.with(items, body, span)?,
            StatementKind::If { test, body, otherwise } => {
                let other = self.label();
                self.jump_if(test, false, other)?;
                let before = self.unit().bound.clone();
                self.body(body)?;
                if otherwise.is_empty() {
                    self.place(other);
                    self.unit().bound = before;
                } else {
                    let end = self.label();
                    self.jump(end, span);
                    self.place(other);
                    let then = std::mem::replace(&mut self.unit().bound, before);
                    self.body(otherwise)?;
                    self.unit().bound.retain(|reg| then.contains(reg));
                    self.place(end);
                }
            }
            StatementKind::While { test, body, otherwise } => {
                let (next, end, after) = (self.label(), self.label(), self.label());
                let always = matches!(test.kind, ExprKind::Bool(true));
                if !always {
                    self.jump_if(test, false, after)?;
                }
                let before = self.unit().bound.clone();
                let top = self.label();
                self.place(top);
                self.in_loop(next, end, body)?;
                self.place(next);
                // The condition stands at the end: one jump an iteration.
                if always {
                    self.emit(Instr::Loop { target: top.0 }, test.span);
                } else {
                    self.jump_if(test, false, after)?;
                    self.emit(Instr::Loop { target: top.0 }, test.span);
                }
                self.place(after);
                self.unit().bound.clone_from(&before);
                self.body(otherwise)?;
                self.place(end);
                self.unit().bound = before;
            }
            StatementKind::For { target, iterable, body, otherwise } => {
                let iter = self.temps(3, iterable.span)?;
                let a = self.operand(iterable)?;
                self.emit(Instr::GetIter { dst: iter, a }, iterable.span);
                self.release(usize::from(iter) + 3);
                let (next, end, after) = (self.label(), self.label(), self.label());
                let again = self.label();
                let before = self.unit().bound.clone();
                self.place(next);
                self.for_target(target, iter, after)?;
                self.in_loop(again, end, body)?;
                self.place(again);
                self.emit(Instr::Loop { target: next.0 }, target.span);
                self.place(after);
                self.unit().bound.clone_from(&before);
                self.body(otherwise)?;
                self.place(end);
                self.unit().bound = before;
                self.emit(Instr::Clear { reg: iter, count: 3 }, iterable.span);
            }
            StatementKind::FunctionDef(def) => self.function_def(def, span)?,
            StatementKind::ClassDef(def) => self.class_def(def, span)?,
            StatementKind::Try { body, handlers, otherwise, finally } => {
                if finally.is_empty() {
                    self.try_except(body, handlers, otherwise, span)?;
                } else {
                    self.try_finally(finally, span, |this| {
                        if handlers.is_empty() {
                            this.body(body)
                        } else {
                            this.try_except(body, handlers, otherwise, span)
                        }
                    })?;
                }
            }
            StatementKind::Match { subject, cases } => self.match_statement(subject, cases)?,
            StatementKind::Return(value) => {
                if self.unit().kind != CodeKind::Function {
                    return Self::fail(ScopeError::ReturnOutside {}, span);
                }
                let a = match value {
                    // What is left behind may change the variable.
                    Some(value) if self.unit().blocks.is_empty() => self.operand(value)?,
                    Some(value) => {
                        let temp = self.temp(span)?;
                        self.into(value, temp)?;
                        Src::take(temp)
                    }
                    None => {
                        let temp = self.temp(span)?;
                        self.none(temp, span);
                        Src::take(temp)
                    }
                };
                self.leave_blocks(0, span)?;
                self.emit(Instr::Return { a }, span);
                self.resume_regions(0);
            }
            StatementKind::Raise { exception, cause } => {
                let first = self.temps(2, span)?;
                for (i, part) in [exception, cause].into_iter().enumerate() {
                    match part {
                        Some(part) => self.into(part, first + i as Reg)?,
                        None => self.none(first + i as Reg, span),
                    }
                }
                let parts = u8::from(exception.is_some()) + u8::from(cause.is_some());
                let (exception, cause) = (Src::take(first), Src::take(first + 1));
                self.emit(Instr::Raise { exception, cause, parts }, span);
            }
            StatementKind::Break | StatementKind::Continue => self.leave_loop(kind, span)?,
            StatementKind::Global(_) | StatementKind::Nonlocal(_) => {}
            StatementKind::Import(names) => {
                names.iter().try_for_each(|name| self.import(name))?;
            }
            StatementKind::ImportFrom { module, module_span, names } => {
                self.import_from(module, *module_span, names, span)?;
            }
        }
        self.release(mark);
        Ok(())
    }

    fn expression_statement(&mut self, expr: &'a Expr) -> Result<()> {
        // As at Python's prompt, what a block at the top level works out is shown too.
        if self.unit().kind == CodeKind::Module {
            let temp = self.temp(expr.span)?;
            self.array_into(expr, temp)?;
            self.emit(Instr::Echo { a: Src::take(temp) }, expr.span);
            return Ok(());
        }
        if matches!(expr.kind, ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::Ellipsis | ExprKind::None) {
            return Ok(());
        }
        let temp = self.temp(expr.span)?;
        self.array_into(expr, temp)?;
        self.emit(Instr::Clear { reg: temp, count: 1 }, expr.span);
        Ok(())
    }

    fn assignment(&mut self, targets: &'a [Expr], value: &'a Expr) -> Result<()> {
        let binds_name = targets.iter().any(is_name);
        let literal = binds_name && self.options.array_literals && is_display(value);
        if let [Expr { kind: ExprKind::Name(name), span }] = targets
            && let Some(dst) = self.home(*name)
            && !literal
        {
            if writes_last(value) {
                self.into(value, dst)?;
                if let Binding::Local(binder) = self.find(*name) {
                    self.note_bound(binder, *name, dst);
                }
            } else {
                let temp = self.temp(*span)?;
                if binds_name {
                    self.array_into(value, temp)?;
                } else {
                    self.into(value, temp)?;
                }
                self.store(*name, Src::take(temp), *span);
            }
            return Ok(());
        }
        // `a, b = b, a`: no tuple is made where nothing is starred.
        if let ([Expr { kind: ExprKind::Tuple(parts), .. }], ExprKind::Tuple(values)) = (targets, &value.kind)
            && parts.len() == values.len()
            && parts.len() <= 4
            && parts.iter().chain(values).all(|part| !matches!(part.kind, ExprKind::Starred(_)))
        {
            let start = self.temps(values.len(), value.span)?;
            for (i, value) in values.iter().enumerate() {
                self.into(value, start + i as Reg)?;
            }
            for (i, part) in parts.iter().enumerate() {
                self.assign(part, Src::take(start + i as Reg))?;
            }
            return Ok(());
        }
        let temp = self.temp(value.span)?;
        if binds_name {
            self.array_into(value, temp)?;
        } else {
            self.into(value, temp)?;
        }
        let last = targets.len() - 1;
        for (i, target) in targets.iter().enumerate() {
            let src = if i == last { Src::take(temp) } else { Src::keep(temp) };
            self.assign(target, src)?;
        }
        Ok(())
    }

    /// `target = src`
    pub(super) fn assign(&mut self, target: &'a Expr, src: Src) -> Result<()> {
        let span = target.span;
        let mark = self.mark();
        match &target.kind {
            ExprKind::Name(name) => self.store(*name, src, span),
            ExprKind::Index { object, index } => {
                let object_src = self.operand(object)?;
                let named = is_name(object);
                if let Some((start, count)) = self.index_items(index)? {
                    self.note_store(object);
                    let object = object_src;
                    let instr = Instr::SetItems { object, start, count, value: src, named, in_place: false };
                    self.emit(instr, span);
                } else {
                    let index = self.operand(index)?;
                    self.note_store(object);
                    self.emit(Instr::SetItem { object: object_src, index, value: src, named }, span);
                }
            }
            ExprKind::Attribute { object, name, .. } => {
                let object_src = self.operand(object)?;
                self.note_store(object);
                let named = is_name(object);
                let instr = Instr::SetAttribute { object: object_src, name: *name, value: src, named };
                self.emit(instr, span);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let start = self.temps(targets.len(), span)?;
                let star = targets.iter().position(|target| matches!(target.kind, ExprKind::Starred(_)));
                match star {
                    None => {
                        let count = targets.len() as u16;
                        self.emit(Instr::Unpack { a: src, start, count }, span);
                    }
                    Some(before) => {
                        let after = (targets.len() - before - 1) as u16;
                        let before = before as u16;
                        self.emit(Instr::UnpackStarred { a: src, start, before, after }, span);
                    }
                }
                for (i, target) in targets.iter().enumerate() {
                    let part = Src::take(start + i as Reg);
                    match &target.kind {
                        ExprKind::Starred(inner) => self.assign(inner, part)?,
                        _ => self.assign(target, part)?,
                    }
                }
            }
            _ => {}
        }
        self.release(mark);
        Ok(())
    }

    /// Notes where the object of the store that is emitted next stands.
    fn note_store(&mut self, object: &Expr) {
        if !is_name(object) {
            let here = self.here();
            self.unit().stores.push((here, object.span));
        }
    }

    fn augmented(&mut self, target: &'a Expr, op: BinaryOp, value: &'a Expr, span: Span) -> Result<()> {
        match &target.kind {
            ExprKind::Name(name) => {
                let a = self.operand(target)?;
                let b = self.augmented_value(value)?;
                match self.home(*name) {
                    Some(dst) => {
                        self.emit(Instr::InPlace { op, dst, a: Src::take(dst), b }, span);
                    }
                    None => {
                        let dst = self.temp(span)?;
                        self.emit(Instr::InPlace { op, dst, a, b }, span);
                        self.store(*name, Src::take(dst), span);
                    }
                }
            }
            ExprKind::Index { object, index } => {
                let object_reg = self.kept(object)?;
                if let Some((start, count)) = self.index_items(index)? {
                    let old = self.temp(span)?;
                    let kept = Src::keep(object_reg.reg() as Reg);
                    self.emit(
                        Instr::GetItems { dst: old, object: kept, start, count, keep: true },
                        target.span,
                    );
                    let b = self.augmented_value(value)?;
                    self.emit(Instr::InPlace { op, dst: old, a: Src::take(old), b }, span);
                    self.note_store(object);
                    let (object, named) = (object_reg, is_name(object));
                    let value = Src::take(old);
                    let instr = Instr::SetItems { object, start, count, value, named, in_place: true };
                    self.emit(instr, target.span);
                    return Ok(());
                }
                let index_reg = self.kept(index)?;
                let old = self.temp(span)?;
                let get = Instr::GetItem {
                    dst: old,
                    object: Src::keep(object_reg.reg() as Reg),
                    index: Src::keep(index_reg.reg() as Reg),
                };
                self.emit(get, target.span);
                let b = self.augmented_value(value)?;
                self.emit(Instr::InPlace { op, dst: old, a: Src::take(old), b }, span);
                self.note_store(object);
                let instr = Instr::SetItemInPlace {
                    object: object_reg,
                    index: index_reg,
                    value: Src::take(old),
                    named: is_name(object),
                };
                self.emit(instr, target.span);
            }
            ExprKind::Attribute { object, name, .. } => {
                let object_reg = self.kept(object)?;
                let old = self.temp(span)?;
                let cache = self.cache();
                let object_keep = Src::keep(object_reg.reg() as Reg);
                let get = Instr::GetAttribute { dst: old, object: object_keep, name: *name, cache };
                self.emit(get, target.span);
                let b = self.augmented_value(value)?;
                self.emit(Instr::InPlace { op, dst: old, a: Src::take(old), b }, span);
                self.note_store(object);
                let instr = Instr::SetAttribute {
                    object: object_reg,
                    name: *name,
                    value: Src::take(old),
                    named: is_name(object),
                };
                self.emit(instr, target.span);
            }
            _ => {}
        }
        Ok(())
    }

    /// The right side of an augmented assignment: lists have `+=` and `*=` themselves.
    fn augmented_value(&mut self, value: &'a Expr) -> Result<Src> {
        self.operand(value)
    }

    /// An operand that stays as it is while others are evaluated.
    fn kept(&mut self, expr: &'a Expr) -> Result<Src> {
        let temp = self.temp(expr.span)?;
        self.into(expr, temp)?;
        Ok(Src::take(temp))
    }

    fn delete(&mut self, target: &'a Expr) -> Result<()> {
        let span = target.span;
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(*name, span),
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                targets.iter().try_for_each(|target| self.delete(target))?;
            }
            ExprKind::Index { object, index } => {
                let object = self.operand(object)?;
                let index = self.operand(index)?;
                self.emit(Instr::DeleteItem { object, index }, span);
            }
            ExprKind::Attribute { object, name, .. } => {
                let object = self.operand(object)?;
                self.emit(Instr::DeleteAttribute { object, name: *name }, span);
            }
            _ => {}
        }
        Ok(())
    }

    // ---- loops ----

    fn in_loop(&mut self, next: super::Label, end: super::Label, body: &'a [Stmt]) -> Result<()> {
        self.unit().blocks.push(Block::Loop { next, end });
        let result = self.body(body);
        self.unit().blocks.pop();
        result
    }

    fn leave_loop(&mut self, kind: &StatementKind, span: Span) -> Result<()> {
        let is_break = matches!(kind, StatementKind::Break);
        let found = self.unit().blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }));
        let Some(at) = found else {
            let error = if is_break { ScopeError::BreakOutside {} } else { ScopeError::ContinueOutside {} };
            return Self::fail(error, span);
        };
        let Block::Loop { next, end } = self.unit().blocks[at] else { return Ok(()) };
        self.leave_blocks(at + 1, span)?;
        if is_break {
            self.jump(end, span);
        } else {
            self.jump(next, span);
        }
        self.resume_regions(at + 1);
        Ok(())
    }

    // ---- exceptions ----

    fn try_except(
        &mut self,
        body: &'a [Stmt],
        handlers: &'a [Handler],
        otherwise: &'a [Stmt],
        span: Span,
    ) -> Result<()> {
        let exception = self.temp(span)?;
        let (region, target) = self.region(exception);
        let end = self.label();
        let before = self.unit().bound.clone();
        let start = self.here();
        self.unit().blocks.push(Block::Tried { start, region });
        let result = self.body(body);
        let block = self.unit().blocks.pop();
        result?;
        if let Some(Block::Tried { start, region }) = block {
            self.end_region(region, start);
        }
        self.body(otherwise)?;
        let mut after = self.unit().bound.clone();
        self.jump(end, span);
        self.place(target);
        self.emit(Instr::PushHandled { a: exception }, span);
        self.unit().handled += 1;
        for handler in handlers {
            let next = self.label();
            self.unit().bound.clone_from(&before);
            if let Some(class) = &handler.exception {
                let mark = self.mark();
                let dst = self.temp(handler.span)?;
                let class = self.operand(class)?;
                self.emit(Instr::MatchException { dst, exception, class }, handler.span);
                self.emit(Instr::JumpIf { on: false, a: Src::take(dst), target: next.0 }, handler.span);
                self.release(mark);
            }
            let name = handler.name.map(|name| (name, handler.span));
            if let Some((name, at)) = name {
                self.store(name, Src::keep(exception), at);
            }
            // Whatever leaves the handler unbinds its name.
            let again = self.temp(span)?;
            let (inner, inner_target) = self.region(again);
            let start = self.here();
            self.unit().blocks.push(Block::Handler { name, start, region: inner });
            let result = self.body(&handler.body);
            let block = self.unit().blocks.pop();
            result?;
            if let Some(Block::Handler { start, region, .. }) = block {
                self.end_region(region, start);
            }
            self.emit(Instr::PopHandled, handler.span);
            if let Some((name, at)) = name {
                self.unbind_handled(name, at)?;
            }
            self.emit(Instr::Clear { reg: exception, count: 1 }, handler.span);
            after.retain(|reg| self.units.last().is_some_and(|unit| unit.bound.contains(reg)));
            self.jump(end, span);
            self.place(inner_target);
            if let Some((name, at)) = name {
                self.unbind_handled(name, at)?;
            }
            self.emit(Instr::PopHandled, handler.span);
            self.emit(Instr::Reraise { a: again }, handler.span);
            self.place(next);
        }
        self.emit(Instr::PopHandled, span);
        self.emit(Instr::Reraise { a: exception }, span);
        self.unit().handled -= 1;
        self.place(end);
        self.unit().bound = after;
        Ok(())
    }

    fn try_finally(
        &mut self,
        finally: &'a [Stmt],
        span: Span,
        inner: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let exception = self.temp(span)?;
        let (region, target) = self.region(exception);
        let end = self.label();
        let before = self.unit().bound.clone();
        let start = self.here();
        self.unit().blocks.push(Block::Finally { body: finally, start, region });
        let result = inner(self);
        let block = self.unit().blocks.pop();
        result?;
        if let Some(Block::Finally { start, region, .. }) = block {
            self.end_region(region, start);
        }
        self.body(finally)?;
        let after = self.unit().bound.clone();
        self.jump(end, span);
        self.place(target);
        self.unit().bound = before;
        self.emit(Instr::PushHandled { a: exception }, span);
        self.unit().handled += 1;
        self.unit().blocks.push(Block::Handled);
        let result = self.body(finally);
        self.unit().blocks.pop();
        result?;
        self.emit(Instr::PopHandled, span);
        self.unit().handled -= 1;
        self.emit(Instr::Reraise { a: exception }, span);
        self.place(end);
        self.unit().bound = after;
        Ok(())
    }

    fn with(&mut self, items: &'a [WithItem], body: &'a [Stmt], span: Span) -> Result<()> {
        let Some((item, rest)) = items.split_first() else { return self.body(body) };
        let exit = self.temp(span)?;
        let exception = self.temp(span)?;
        let mark = self.mark();
        let entered = self.temp(span)?;
        let context = self.operand(&item.context)?;
        self.emit(Instr::Enter { dst: entered, exit, context }, item.context.span);
        let (region, target) = self.region(exception);
        let end = self.label();
        let before = self.unit().bound.clone();
        let start = self.here();
        self.unit().blocks.push(Block::With { exit, start, region, span: item.context.span });
        let result = match &item.name {
            Some(name) => self.assign(name, Src::take(entered)),
            None => {
                self.emit(Instr::Clear { reg: entered, count: 1 }, item.context.span);
                Ok(())
            }
        };
        self.release(mark);
        let result = result.and_then(|()| self.with(rest, body, span));
        let block = self.unit().blocks.pop();
        result?;
        if let Some(Block::With { start, region, .. }) = block {
            self.end_region(region, start);
        }
        self.emit(Instr::Leave { exit }, item.context.span);
        self.jump(end, span);
        self.place(target);
        self.emit(Instr::PushHandled { a: exception }, span);
        self.emit(Instr::LeaveRaising { exit, exception, target: end.0 }, item.context.span);
        self.emit(Instr::PopHandled, span);
        self.emit(Instr::Reraise { a: exception }, span);
        self.place(end);
        self.unit().bound = before;
        Ok(())
    }

    // ---- definitions ----

    fn function_def(&mut self, def: &'a Rc<FunctionDef>, span: Span) -> Result<()> {
        let count = def.decorators.len();
        let start = self.temps(count, span)?;
        for (i, decorator) in def.decorators.iter().enumerate() {
            self.into(decorator, start + i as Reg)?;
        }
        let scope = self.scopes.of_node(&**def);
        let name = Rc::clone(self.interner.name(def.name));
        let mut value = self.temp(span)?;
        self.function(
            scope,
            &name,
            &def.parameters,
            &Body::Block(&def.body),
            def.returns.as_ref(),
            value,
            span,
        )?;
        for i in (0..count).rev() {
            value = self.decorate(start + i as Reg, value, def.decorators[i].span)?;
        }
        self.store(def.name, Src::take(value), span);
        Ok(())
    }

    /// Calls a decorator with what it decorates; the register of the result.
    fn decorate(&mut self, decorator: Reg, value: Reg, span: Span) -> Result<Reg> {
        let base = self.temps(2, span)?;
        self.emit(Instr::Move { dst: base, src: Src::take(decorator) }, span);
        self.emit(Instr::Move { dst: base + 1, src: Src::take(value) }, span);
        self.emit(Instr::Call { dst: base, base, count: 1, site: u16::MAX }, span);
        Ok(base)
    }

    fn class_def(&mut self, def: &'a Rc<ClassDef>, span: Span) -> Result<()> {
        let count = def.decorators.len();
        let start = self.temps(count, span)?;
        for (i, decorator) in def.decorators.iter().enumerate() {
            self.into(decorator, start + i as Reg)?;
        }
        let value = self.temp(span)?;
        // The body, the name, and the arguments stand one after another.
        let base = self.temps(2, span)?;
        let name = Rc::clone(self.interner.name(def.name));
        let simple = def.args.iter().all(|arg| matches!(arg, Arg::Positional(_) | Arg::Keyword { .. }));
        if !simple {
            return Self::fail(ScopeError::UnpackedBases {}, span);
        }
        let args = self.temps(def.args.len(), span)?;
        let mut names: Vec<Symbol> = Vec::new();
        for (i, arg) in def.args.iter().enumerate() {
            match arg {
                Arg::Positional(value) => self.into(value, args + i as Reg)?,
                Arg::Keyword { name, value, .. } => {
                    names.push(*name);
                    self.into(value, args + i as Reg)?;
                }
                Arg::Starred(_) | Arg::DoubleStarred(_) => {}
            }
        }
        let scope = self.scopes.of_node(&**def);
        let qualname = self.qualname(&name);
        self.open(scope, CodeKind::Class, Rc::clone(&name), Rc::clone(&qualname));
        let temp = self.temp(span)?;
        self.constant(Value::Str(qualname.into()), temp, span);
        let key = self.names.qualname;
        self.emit(Instr::StoreName { src: Src::take(temp), name: key }, span);
        if let Some(doc) = docstring(&def.body) {
            self.constant(Value::Str(doc.into()), temp, span);
            let key = self.names.doc;
            self.emit(Instr::StoreName { src: Src::take(temp), name: key }, span);
        }
        self.body(&def.body)?;
        let line = self.line(span);
        self.unit().first_line = line;
        let code = self.finish_function(scope, span)?;
        let mark = self.mark();
        let nothing = self.temps(3, span)?;
        for i in 0..3 {
            self.none(nothing + i, span);
        }
        let unit = self.unit();
        unit.codes.push(code);
        let code = (unit.codes.len() - 1) as u16;
        self.emit(Instr::MakeFunction { dst: base, code, base: nothing }, span);
        self.release(mark);
        self.constant(Value::Str(name.into()), base + 1, span);
        let names = self.keyword_names(names);
        let count_args = def.args.len() as u16;
        self.emit(Instr::MakeClass { dst: value, base, count: count_args, names }, span);
        let mut value = value;
        for i in (0..count).rev() {
            value = self.decorate(start + i as Reg, value, def.decorators[i].span)?;
        }
        self.store(def.name, Src::take(value), span);
        Ok(())
    }

    /// An annotation, or its text.
    fn annotation(&mut self, annotation: &'a Expr) -> Result<Src> {
        if !self.options.text_annotations {
            return self.operand(annotation);
        }
        let temp = self.temp(annotation.span)?;
        self.annotation_text(annotation, temp);
        Ok(Src::take(temp))
    }

    /// The text of an annotation as a constant.
    pub(super) fn annotation_text(&mut self, annotation: &'a Expr, dst: Reg) {
        let Span { start, end } = annotation.span;
        let text = self.source.text.get(start as usize..end as usize).unwrap_or_default();
        self.constant(Value::str(text), dst, annotation.span);
    }

    // ---- imports ----

    fn import(&mut self, import: &'a ImportName) -> Result<()> {
        let span = import.span;
        let temp = self.temp(span)?;
        let whole = import.alias.is_some();
        let (module, tried) = (import.name.clone(), self.in_try());
        let number = self.add_import(Import { module, names: Vec::new(), whole, tried, span });
        self.emit(Instr::Import { dst: temp, import: number }, span);
        let name = import.alias.unwrap_or_else(|| {
            let top = import.name.split('.').next().unwrap_or(&import.name);
            self.interner.intern(top)
        });
        self.store(name, Src::take(temp), span);
        Ok(())
    }

    /// Whether what is compiled stands in a `try` of the same function.
    fn in_try(&mut self) -> bool {
        self.unit().blocks.iter().any(|block| matches!(block, Block::Tried { .. }))
    }

    fn add_import(&mut self, import: Import) -> u16 {
        let unit = self.unit();
        unit.imports.push(import);
        (unit.imports.len() - 1).min(usize::from(u16::MAX)) as u16
    }

    fn import_from(
        &mut self,
        module: &'a str,
        module_span: Span,
        names: &'a [ImportName],
        span: Span,
    ) -> Result<()> {
        let register = self.temp(span)?;
        let wanted = names.iter().map(|name| (name.name.clone(), name.span)).collect();
        let tried = self.in_try();
        let import =
            Import { module: module.to_owned(), names: wanted, whole: true, tried, span: module_span };
        let import = self.add_import(import);
        self.emit(Instr::Import { dst: register, import }, module_span);
        if names.is_empty() {
            self.emit(Instr::ImportStar { module: Src::take(register) }, span);
            return Ok(());
        }
        for (index, name) in names.iter().enumerate() {
            let mark = self.mark();
            let temp = self.temp(span)?;
            let index = index as u16;
            self.emit(Instr::ImportFrom { dst: temp, module: register, import, index }, name.span);
            let symbol = name.alias.unwrap_or_else(|| self.interner.intern(&name.name));
            self.store(symbol, Src::take(temp), name.span);
            self.release(mark);
        }
        self.emit(Instr::Clear { reg: register, count: 1 }, span);
        Ok(())
    }
}

/// Whether computing an expression writes its register only when all of it is read: it may then be that of a variable in it.
fn writes_last(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Bool(_)
        | ExprKind::None
        | ExprKind::Ellipsis
        | ExprKind::Name(_)
        | ExprKind::Binary { .. }
        | ExprKind::Unary { .. }
        | ExprKind::Index { .. }
        | ExprKind::Attribute { .. }
        | ExprKind::Call { .. }
        | ExprKind::Slice { .. }
        | ExprKind::List(_)
        | ExprKind::Tuple(_)
        | ExprKind::FString(_)
        | ExprKind::Lambda { .. } => true,
        ExprKind::Compare { rest, .. } => rest.len() == 1,
        _ => false,
    }
}
