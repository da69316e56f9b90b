//! Expressions: each to the register where its value is wanted.

use std::rc::Rc;

use crate::error::Result;
use crate::syntax::{
    Arg, BinaryOp, Clause, CompareOp, Expr, ExprKind, FPart, Makes, Parameters, Span, Stmt, Symbol, UnaryOp,
};

use super::super::code::{CallSite, Capture, CodeKind, CodeParameters, Instr, Reg, Src};
use super::super::errors::ScopeError;
use super::super::value::Value;
use super::scope::{Binding, ScopeId, ScopeKind};
use super::{Compiler, Label};

/// The body of a function.
pub(super) enum Body<'a> {
    Block(&'a [Stmt]),
    Expr(&'a Expr),
}

impl<'a> Compiler<'a> {
    /// The value of an expression as an operand: the register of a local variable, or a temporary.
    pub(super) fn operand(&mut self, expr: &'a Expr) -> Result<Src> {
        if let ExprKind::Name(name) = expr.kind
            && let Binding::Local(binder) = self.find(name)
        {
            return Ok(Src::keep(self.local(binder, name, expr.span)));
        }
        let temp = self.temp(expr.span)?;
        self.into(expr, temp)?;
        Ok(Src::take(temp))
    }

    /// The value of an operand before another that may bind names: it must not be read late.
    /// The items of an index of several, in registers: where they are ints, no tuple is made of them.
    pub(super) fn index_items(&mut self, index: &'a Expr) -> Result<Option<(Reg, u8)>> {
        let ExprKind::Tuple(items) = &index.kind else { return Ok(None) };
        if !(2..=16).contains(&items.len())
            || items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
        {
            return Ok(None);
        }
        Ok(self.all(items, index.span)?.map(|(start, count)| (start, count as u8)))
    }

    fn early_operand(&mut self, expr: &'a Expr, later: &Expr) -> Result<Src> {
        if let ExprKind::Name(_) = expr.kind
            && binds_names(later)
        {
            let temp = self.temp(expr.span)?;
            self.into(expr, temp)?;
            return Ok(Src::take(temp));
        }
        self.operand(expr)
    }

    /// The value of an expression that a bracketed literal makes an array, in the arr dialect.
    pub(super) fn array_operand(&mut self, expr: &'a Expr) -> Result<Src> {
        if !self.options.array_literals || !is_display(expr) {
            return self.operand(expr);
        }
        let temp = self.temp(expr.span)?;
        self.into(expr, temp)?;
        self.emit(Instr::Literal { dst: temp, a: Src::take(temp) }, expr.span);
        Ok(Src::take(temp))
    }

    /// The same, to a register.
    pub(super) fn array_into(&mut self, expr: &'a Expr, dst: Reg) -> Result<()> {
        if self.options.array_literals && is_display(expr) {
            self.into(expr, dst)?;
            self.emit(Instr::Literal { dst, a: Src::take(dst) }, expr.span);
            return Ok(());
        }
        if let ExprKind::Conditional { test, then, otherwise } = &expr.kind
            && self.options.array_literals
            && (is_display(then) || is_display(otherwise))
        {
            let (other, end) = (self.label(), self.label());
            self.jump_if(test, false, other)?;
            let bound = self.unit().bound.clone();
            self.array_into(then, dst)?;
            self.jump(end, expr.span);
            self.place(other);
            self.unit().bound = bound;
            self.array_into(otherwise, dst)?;
            self.place(end);
            return Ok(());
        }
        self.into(expr, dst)
    }

    /// The value of an expression, to a register that the expression itself does not read.
    pub(super) fn into(&mut self, expr: &'a Expr, dst: Reg) -> Result<()> {
        let span = expr.span;
        let mark = self.mark();
        match &expr.kind {
            ExprKind::Number(slot) => {
                let value = self.number(*slot);
                self.constant(value, dst, span);
            }
            ExprKind::Str(text) => self.constant(Value::Str(Rc::clone(text).into()), dst, span),
            ExprKind::Bytes(bytes) => self.constant(Value::bytes(bytes.to_vec()), dst, span),
            ExprKind::Bool(b) => self.constant(Value::Bool(*b), dst, span),
            ExprKind::None => self.none(dst, span),
            ExprKind::Ellipsis => self.constant(Value::Ellipsis, dst, span),
            ExprKind::Name(name) => self.load(*name, dst, span),
            ExprKind::FString(parts) => self.fstring(parts, dst, span)?,
            ExprKind::List(items) => {
                if let Some((start, count)) = self.all(items, span)? {
                    self.emit(Instr::BuildList { dst, start, count }, span);
                } else {
                    self.extended_list(items, dst, span)?;
                }
            }
            ExprKind::Tuple(items) => {
                if let Some((start, count)) = self.all(items, span)? {
                    self.emit(Instr::BuildTuple { dst, start, count }, span);
                } else {
                    let list = self.temp(span)?;
                    self.extended_list(items, list, span)?;
                    self.emit(Instr::ListToTuple { dst, a: Src::take(list) }, span);
                }
            }
            ExprKind::Set(items) => {
                if let Some((start, count)) = self.all(items, span)? {
                    // Python keeps three constants or more in a frozenset that the set is made of: the order may be another.
                    let is_constant = |item: &Expr| {
                        matches!(
                            item.kind,
                            ExprKind::Number(_) | ExprKind::Str(_) | ExprKind::None | ExprKind::Bool(_)
                        )
                    };
                    if items.len() >= 3 && items.iter().all(is_constant) {
                        self.emit(Instr::BuildSet { dst: start, start, count }, span);
                        self.emit(Instr::BuildSet { dst, start, count: 0 }, span);
                        self.emit(Instr::SetUpdate { set: dst, a: Src::take(start) }, span);
                    } else {
                        self.emit(Instr::BuildSet { dst, start, count }, span);
                    }
                } else {
                    let set = self.temp(span)?;
                    self.emit(Instr::BuildSet { dst: set, start: set, count: 0 }, span);
                    for item in items {
                        let inner = self.mark();
                        if let ExprKind::Starred(value) = &item.kind {
                            let a = self.operand(value)?;
                            self.emit(Instr::SetUpdate { set, a }, item.span);
                        } else {
                            let a = self.operand(item)?;
                            self.emit(Instr::SetAdd { set, a }, item.span);
                        }
                        self.release(inner);
                    }
                    self.emit(Instr::Move { dst, src: Src::take(set) }, span);
                }
            }
            ExprKind::Dict(pairs) => self.dict(pairs, dst, span)?,
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                let a = self.operand(operand)?;
                self.emit(Instr::Unary { op: UnaryOp::Not, dst, a }, span);
            }
            ExprKind::Unary { op, operand } => {
                if let Some(n) = self.small_int(expr) {
                    self.constant(Value::Int(n.into()), dst, span);
                } else {
                    let a = self.array_operand(operand)?;
                    self.emit(Instr::Unary { op: *op, dst, a }, span);
                }
            }
            ExprKind::Binary { op, left, right, .. } => self.binary(*op, left, right, dst, span)?,
            ExprKind::Compare { first, rest } => self.comparison(first, rest, dst, span)?,
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                let on = matches!(expr.kind, ExprKind::Or(..));
                let end = self.label();
                self.into(left, dst)?;
                self.emit(Instr::JumpIf { on, a: Src::keep(dst), target: end.0 }, left.span);
                let bound = self.unit().bound.clone();
                self.into(right, dst)?;
                self.unit().bound = bound;
                self.place(end);
            }
            ExprKind::Conditional { test, then, otherwise } => {
                let (other, end) = (self.label(), self.label());
                self.jump_if(test, false, other)?;
                let bound = self.unit().bound.clone();
                self.into(then, dst)?;
                self.jump(end, span);
                self.place(other);
                self.unit().bound.clone_from(&bound);
                self.into(otherwise, dst)?;
                self.unit().bound = bound;
                self.place(end);
            }
            ExprKind::Call { function, args } => self.call(function, args, dst, span)?,
            ExprKind::Attribute { object, name, .. } => {
                let object = self.attribute_object(object, *name)?;
                let cache = self.cache();
                self.emit(Instr::GetAttribute { dst, object, name: *name, cache }, span);
            }
            ExprKind::Index { object, index } => {
                let object = self.early_operand(object, index)?;
                if let Some((start, count)) = self.index_items(index)? {
                    self.emit(Instr::GetItems { dst, object, start, count, keep: false }, span);
                    return Ok(());
                }
                let index = self.operand(index)?;
                self.emit(Instr::GetItem { dst, object, index }, span);
            }
            ExprKind::Slice { start, stop, step } => {
                let first = self.temps(3, span)?;
                for (i, part) in [start, stop, step].into_iter().enumerate() {
                    match part {
                        Some(part) => self.into(part, first + i as Reg)?,
                        None => self.none(first + i as Reg, span),
                    }
                }
                self.emit(Instr::BuildSlice { dst, start: first }, span);
            }
            ExprKind::Starred(_) => return Self::fail(ScopeError::Starred {}, span),
            ExprKind::Comprehension { makes: Makes::Generator, value, clauses } => {
                self.generator(expr, value, clauses, dst)?;
            }
            ExprKind::Comprehension { makes, value, clauses } => {
                self.comprehension(expr, makes, value, clauses, dst)?;
            }
            ExprKind::Lambda { parameters, body } => {
                let scope = self.scopes.of_node(expr);
                let name: Rc<str> = "<lambda>".into();
                self.function(scope, &name, parameters, &Body::Expr(body), None, dst, span)?;
            }
            ExprKind::Walrus { name, value, .. } => {
                self.into(value, dst)?;
                self.store(*name, Src::keep(dst), span);
            }
            ExprKind::Yield(value) => {
                let a = match value {
                    Some(value) => self.operand(value)?,
                    None => {
                        let none = self.temp(span)?;
                        self.none(none, span);
                        Src::take(none)
                    }
                };
                self.emit(Instr::Yield { dst, a }, span);
            }
            ExprKind::YieldFrom(value) => {
                let iter = self.temps(3, span)?;
                let a = self.operand(value)?;
                self.emit(Instr::GetIter { dst: iter, a }, value.span);
                let sent = self.temp(span)?;
                self.none(sent, span);
                self.emit(Instr::YieldFrom { dst: sent, iter }, span);
                self.emit(Instr::Move { dst, src: Src::take(sent) }, span);
            }
        }
        self.release(mark);
        Ok(())
    }

    /// The values of expressions in registers one after another: the first and how many; `None` if one is starred.
    fn all(&mut self, items: &'a [Expr], span: Span) -> Result<Option<(Reg, u16)>> {
        if items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_))) || items.len() > 4096 {
            return Ok(None);
        }
        let start = self.temps(items.len(), span)?;
        for (i, item) in items.iter().enumerate() {
            self.into(item, start + i as Reg)?;
        }
        Ok(Some((start, items.len() as u16)))
    }

    /// A list that is built item by item.
    fn extended_list(&mut self, items: &'a [Expr], dst: Reg, span: Span) -> Result<()> {
        let list = self.temp(span)?;
        self.emit(Instr::BuildList { dst: list, start: list, count: 0 }, span);
        for item in items {
            let mark = self.mark();
            if let ExprKind::Starred(value) = &item.kind {
                let a = self.operand(value)?;
                self.emit(Instr::ListExtend { list, a }, value.span);
            } else {
                let a = self.operand(item)?;
                self.emit(Instr::ListAppend { list, a }, item.span);
            }
            self.release(mark);
        }
        self.emit(Instr::Move { dst, src: Src::take(list) }, span);
        Ok(())
    }

    fn dict(&mut self, pairs: &'a [(Option<Expr>, Expr)], dst: Reg, span: Span) -> Result<()> {
        if pairs.len() <= 1024 && pairs.iter().all(|(key, _)| key.is_some()) {
            let start = self.temps(2 * pairs.len(), span)?;
            for (i, (key, value)) in pairs.iter().enumerate() {
                if let Some(key) = key {
                    let at = start + 2 * i as Reg;
                    self.into(key, at)?;
                    if matches!(key.kind, ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Dict(_)) {
                        self.emit(Instr::CheckKey { a: at }, key.span);
                    }
                }
                self.into(value, start + 2 * i as Reg + 1)?;
            }
            self.emit(Instr::BuildDict { dst, start, count: pairs.len() as u16 }, span);
            return Ok(());
        }
        let dict = self.temp(span)?;
        self.emit(Instr::BuildDict { dst: dict, start: dict, count: 0 }, span);
        for (key, value) in pairs {
            let mark = self.mark();
            match key {
                Some(key) => {
                    let key = self.early_operand(key, value)?;
                    let value = self.operand(value)?;
                    self.emit(Instr::DictSet { dict, key, value }, span);
                }
                None => {
                    let a = self.operand(value)?;
                    self.emit(Instr::DictUpdate { dict, a, call: false }, value.span);
                }
            }
            self.release(mark);
        }
        self.emit(Instr::Move { dst, src: Src::take(dict) }, span);
        Ok(())
    }

    fn binary(&mut self, op: BinaryOp, left: &'a Expr, right: &'a Expr, dst: Reg, span: Span) -> Result<()> {
        // What lists have themselves they keep: `[0] * 3`, `[1] + [2]`, and `'%d' % …`.
        let own = matches!(op, BinaryOp::Add | BinaryOp::Multiply);
        let beside_text = op == BinaryOp::Remainder && matches!(left.kind, ExprKind::Str(_));
        let a = match () {
            () if own || is_name(left) && binds_names(right) => self.early_operand(left, right)?,
            () => self.array_operand(left)?,
        };
        if let Some(n) = self.small_int(right) {
            let instr = match op {
                BinaryOp::Add => Some(Instr::AddInt { dst, a, n }),
                BinaryOp::Subtract => n.checked_neg().map(|n| Instr::AddInt { dst, a, n }),
                BinaryOp::Multiply => Some(Instr::MultiplyInt { dst, a, n }),
                BinaryOp::Remainder if n > 0 => Some(Instr::RemainderInt { dst, a, n }),
                BinaryOp::FloorDivide if n > 0 => Some(Instr::FloorDivideInt { dst, a, n }),
                _ => None,
            };
            // `x - 1` of what is no int is a subtraction: the machine knows by the sign.
            if let Some(instr) = instr
                && (op != BinaryOp::Subtract || n > 0)
                && (op != BinaryOp::Add || n >= 0)
            {
                self.emit(instr, span);
                return Ok(());
            }
        }
        let b = if own || beside_text { self.operand(right)? } else { self.array_operand(right)? };
        let instr = match op {
            BinaryOp::Add => Instr::Add { dst, a, b },
            BinaryOp::Subtract => Instr::Subtract { dst, a, b },
            BinaryOp::Multiply => Instr::Multiply { dst, a, b },
            _ => Instr::Binary { op, dst, a, b },
        };
        self.emit(instr, span);
        Ok(())
    }

    fn comparison(
        &mut self,
        first: &'a Expr,
        rest: &'a [(CompareOp, Expr)],
        dst: Reg,
        span: Span,
    ) -> Result<()> {
        if let [(op, right)] = rest {
            let a = self.early_operand(first, right)?;
            let b = self.operand(right)?;
            self.emit(Instr::Compare { op: *op, dst, a, b }, span);
            return Ok(());
        }
        let end = self.label();
        let mut left = self.temp(span)?;
        self.into(first, left)?;
        for (i, (op, right)) in rest.iter().enumerate() {
            let b = self.temp(span)?;
            self.into(right, b)?;
            let last = i + 1 == rest.len();
            let b_src = if last { Src::take(b) } else { Src::keep(b) };
            self.emit(Instr::Compare { op: *op, dst, a: Src::take(left), b: b_src }, span);
            if !last {
                self.emit(Instr::JumpIf { on: false, a: Src::keep(dst), target: end.0 }, span);
            }
            left = b;
        }
        self.place(end);
        Ok(())
    }

    /// Jumps if an expression is `on`.
    pub(super) fn jump_if(&mut self, expr: &'a Expr, on: bool, target: Label) -> Result<()> {
        let span = expr.span;
        let mark = self.mark();
        match &expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.jump_if(operand, !on, target)?,
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                let or = matches!(expr.kind, ExprKind::Or(..));
                if or == on {
                    self.jump_if(left, on, target)?;
                    self.jump_if(right, on, target)?;
                } else {
                    let end = self.label();
                    self.jump_if(left, !on, end)?;
                    self.jump_if(right, on, target)?;
                    self.place(end);
                }
            }
            ExprKind::Compare { first, rest } if rest.len() == 1 => {
                let (op, right) = &rest[0];
                let a = self.early_operand(first, right)?;
                let small = self.small_int(right).and_then(|n| i16::try_from(n).ok());
                let ordered =
                    !matches!(op, CompareOp::In | CompareOp::NotIn | CompareOp::Is | CompareOp::IsNot);
                if let (Some(n), true) = (small, ordered) {
                    self.emit(Instr::JumpCompareInt { op: *op, on, a, n, target: target.0 }, span);
                } else {
                    let b = self.operand(right)?;
                    self.emit(Instr::JumpCompare { op: *op, on, a, b, target: target.0 }, span);
                }
            }
            ExprKind::Bool(value) => {
                if *value == on {
                    self.jump(target, span);
                }
            }
            _ => {
                let a = self.array_operand(expr)?;
                self.emit(Instr::JumpIf { on, a, target: target.0 }, span);
            }
        }
        self.release(mark);
        Ok(())
    }

    fn attribute_object(&mut self, object: &'a Expr, name: Symbol) -> Result<Src> {
        if is_display(object) && self.options.array_literals {
            let name = self.interner.name(name);
            if super::super::table::Table::get().find(super::super::table::Home::List, name).is_none() {
                return self.array_operand(object);
            }
        }
        self.operand(object)
    }

    pub(super) fn cache(&mut self) -> u16 {
        let unit = self.unit();
        unit.caches += 1;
        unit.caches.min(usize::from(u16::MAX)) as u16 - 1
    }

    fn fstring(&mut self, parts: &'a [FPart], dst: Reg, span: Span) -> Result<()> {
        let start = self.temps(parts.len(), span)?;
        for (i, part) in parts.iter().enumerate() {
            let to = start + i as Reg;
            match part {
                FPart::Text(text) => self.constant(Value::Str(Rc::clone(text).into()), to, span),
                FPart::Field { expr, conversion, spec } => {
                    let mark = self.mark();
                    let a = self.array_operand(expr)?;
                    let spec_reg = self.temp(span)?;
                    self.fstring(spec, spec_reg, span)?;
                    let conversion = conversion.map_or(0, |c| c as u8);
                    let spec = Src::take(spec_reg);
                    self.emit(Instr::Format { dst: to, a, spec, conversion }, expr.span);
                    self.release(mark);
                }
            }
        }
        self.emit(Instr::BuildString { dst, start, count: parts.len() as u16 }, span);
        Ok(())
    }

    // ---- calls ----

    fn call(&mut self, function: &'a Expr, args: &'a [Arg], dst: Reg, span: Span) -> Result<()> {
        let base = self.temp(span)?;
        let positional = args.iter().all(|arg| matches!(arg, Arg::Positional(_)));
        let printed = self.options.array_literals
            && matches!(function.kind, ExprKind::Name(name) if name == self.names.print);
        if let ExprKind::Name(name) = function.kind
            && name == self.names.init
            && args.is_empty()
            && self.bare_super(base, span)?
        {
            self.emit(Instr::Call { dst, base, count: 2, site: u16::MAX }, span);
            return Ok(());
        }
        if let ExprKind::Attribute { object, name, .. } = &function.kind
            && positional
            && args.len() < 255
        {
            let object_src = self.attribute_object(object, *name)?;
            self.emit(Instr::Move { dst: base, src: object_src }, object.span);
            // What the object was read from is done with.
            self.release(usize::from(base) + 1);
            let start = self.temps(args.len(), span)?;
            self.positional(args, start, false)?;
            let cache = self.cache();
            let count = args.len() as u16;
            if !is_name(object) || args.iter().any(|arg| !matches!(arg, Arg::Positional(e) if is_name(e))) {
                self.note_site(args, Some(object), span);
            }
            let unit = self.unit();
            unit.callees.push((unit.instrs.len() as u32, function.span));
            self.emit(Instr::CallMethod { dst, base, count, name: *name, cache }, span);
            return Ok(());
        }
        self.into(function, base)?;
        if positional && args.len() < 4096 {
            let start = self.temps(args.len(), span)?;
            self.positional(args, start, printed)?;
            let site = self.note_site(args, None, span);
            self.emit(Instr::Call { dst, base, count: args.len() as u16, site }, span);
            return Ok(());
        }
        let simple = args.iter().all(|arg| matches!(arg, Arg::Positional(_) | Arg::Keyword { .. }));
        let in_order = args
            .iter()
            .skip_while(|arg| matches!(arg, Arg::Positional(_)))
            .all(|arg| matches!(arg, Arg::Keyword { .. }));
        if simple && in_order && args.len() < 4096 {
            let start = self.temps(args.len(), span)?;
            let mut names = Vec::new();
            for (i, arg) in args.iter().enumerate() {
                match arg {
                    Arg::Positional(value) => self.argument(value, start + i as Reg, printed)?,
                    Arg::Keyword { name, value, .. } => {
                        names.push(*name);
                        self.into(value, start + i as Reg)?;
                    }
                    Arg::Starred(_) | Arg::DoubleStarred(_) => {}
                }
            }
            let names = self.keyword_names(names);
            self.note_site(args, receiver(function), span);
            self.emit(Instr::CallNamed { dst, base, count: args.len() as u16, names }, span);
            return Ok(());
        }
        self.unpacked_arguments(args, base, printed, span)?;
        let site = self.note_site(args, receiver(function), span);
        self.emit(Instr::CallUnpacked { dst, base, site }, span);
        Ok(())
    }

    fn positional(&mut self, args: &'a [Arg], start: Reg, printed: bool) -> Result<()> {
        for (i, arg) in args.iter().enumerate() {
            if let Arg::Positional(value) = arg {
                self.argument(value, start + i as Reg, printed)?;
            }
        }
        Ok(())
    }

    fn argument(&mut self, value: &'a Expr, dst: Reg, printed: bool) -> Result<()> {
        if printed { self.array_into(value, dst) } else { self.into(value, dst) }
    }

    /// The arguments of a call with `*` or `**`: a list and a dict, in the two registers after `base`.
    pub(super) fn unpacked_arguments(
        &mut self,
        args: &'a [Arg],
        base: Reg,
        printed: bool,
        span: Span,
    ) -> Result<()> {
        let list = self.temps(2, span)?;
        debug_assert_eq!(list, base + 1);
        let dict = list + 1;
        self.emit(Instr::BuildList { dst: list, start: list, count: 0 }, span);
        self.emit(Instr::BuildDict { dst: dict, start: dict, count: 0 }, span);
        for arg in args {
            let mark = self.mark();
            match arg {
                Arg::Positional(value) => {
                    let a = if printed { self.array_operand(value)? } else { self.operand(value)? };
                    self.emit(Instr::ListAppend { list, a }, value.span);
                }
                Arg::Starred(value) => {
                    let a = self.operand(value)?;
                    self.emit(Instr::ListExtend { list, a }, value.span);
                }
                Arg::Keyword { name, name_span, value } => {
                    let key = self.temp(span)?;
                    let text = Rc::clone(self.interner.name(*name));
                    self.constant(Value::Str(text.into()), key, *name_span);
                    let value = self.operand(value)?;
                    self.emit(Instr::DictSet { dict, key: Src::take(key), value }, span);
                }
                Arg::DoubleStarred(value) => {
                    let a = self.operand(value)?;
                    self.emit(Instr::DictUpdate { dict, a, call: true }, value.span);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn keyword_names(&mut self, names: Vec<Symbol>) -> u16 {
        let unit = self.unit();
        unit.keywords.push(names.into());
        (unit.keywords.len() - 1).min(usize::from(u16::MAX) - 1) as u16
    }

    /// Notes where the arguments of the call that is emitted next stand.
    fn note_site(&mut self, args: &[Arg], object: Option<&Expr>, _span: Span) -> u16 {
        let arguments = args
            .iter()
            .map(|arg| match arg {
                Arg::Positional(value) => (value.span, None, is_name(value)),
                Arg::Keyword { name, value, .. } => (value.span, Some(*name), is_name(value)),
                Arg::Starred(value) | Arg::DoubleStarred(value) => (value.span, None, true),
            })
            .collect();
        let receiver = object.map(|object| (object.span, is_name(object)));
        let here = self.here();
        let unit = self.unit();
        unit.sites.push(CallSite { at: here, arguments, receiver });
        (unit.sites.len() - 1).min(usize::from(u16::MAX)) as u16
    }

    /// The arguments of `super()` without arguments: the class, and the first parameter; false where it stands outside of a class.
    fn bare_super(&mut self, base: Reg, span: Span) -> Result<bool> {
        let class = self.names.class;
        let Binding::Cell(binder) = self.find(class) else { return Ok(false) };
        let scope = self.unit().scope;
        let frame = self.scopes.frame(scope);
        if self.scopes.all[frame].kind != ScopeKind::Function || self.unit().parameters.names.is_empty() {
            return Ok(false);
        }
        let name = self.names.init;
        self.load(name, base, span);
        let start = self.temps(2, span)?;
        let cell = self.cell(binder, class);
        self.emit(Instr::LoadCell { dst: start, cell }, span);
        let first = self.unit().parameters.names[0];
        let own = self.unit().scope;
        self.unit().scope = frame;
        self.load(first, start + 1, span);
        self.unit().scope = own;
        Ok(true)
    }

    // ---- functions ----

    /// Makes a function; `dst` is what it is made in.
    #[allow(clippy::too_many_arguments)] // A function is made of all these.
    pub(super) fn function(
        &mut self,
        scope: ScopeId,
        name: &Rc<str>,
        parameters: &'a Parameters,
        body: &Body<'a>,
        returns: Option<&'a Expr>,
        dst: Reg,
        span: Span,
    ) -> Result<()> {
        let base = self.temps(3, span)?;
        // Defaults by position.
        let defaults: Vec<&'a Expr> =
            parameters.positional.iter().filter_map(|p| p.default.as_ref()).collect();
        if defaults.is_empty() {
            self.none(base, span);
        } else {
            let mark = self.mark();
            let start = self.temps(defaults.len(), span)?;
            for (i, default) in defaults.iter().enumerate() {
                self.into(default, start + i as Reg)?;
            }
            self.emit(Instr::BuildTuple { dst: base, start, count: defaults.len() as u16 }, span);
            self.release(mark);
        }
        // Defaults by keyword, and annotations.
        let by_keyword = parameters.keyword_only.iter().filter_map(|p| Some((p.name, p.default.as_ref()?)));
        self.named_values(by_keyword.collect(), base + 1, span)?;
        let mut annotations: Vec<(Symbol, &'a Expr)> =
            parameters.all().filter_map(|p| Some((p.name, p.annotation.as_ref()?))).collect();
        if let Some(returns) = returns {
            annotations.push((self.interner.intern("return"), returns));
        }
        self.annotations(annotations, base + 2, span)?;
        let qualname = self.qualname(name);
        self.open(scope, CodeKind::Function, Rc::clone(name), qualname);
        self.parameters(scope, parameters, span);
        match body {
            Body::Block(block) => {
                self.unit().doc = docstring(block);
                self.body(block)?;
            }
            Body::Expr(expr) => {
                let mark = self.mark();
                let a = self.operand(expr)?;
                self.emit(Instr::Return { a }, expr.span);
                self.release(mark);
            }
        }
        let line = self.line(span);
        self.unit().first_line = line;
        let code = self.finish_function(scope, span)?;
        let unit = self.unit();
        unit.codes.push(code);
        let code = (unit.codes.len() - 1) as u16;
        self.emit(Instr::MakeFunction { dst, code, base }, span);
        Ok(())
    }

    /// Ends the code of a scope, and says where the variables that it captures are in the code around.
    pub(super) fn finish_function(&mut self, scope: ScopeId, span: Span) -> Result<Rc<super::Code>> {
        let free = self.scopes.all[scope].free.clone();
        let mut captures = Vec::new();
        let count = self.units.len();
        if count >= 2 {
            let around = &self.units[count - 2];
            let from = around.scope;
            for name in free {
                // Found from inside the scope, through those around it.
                let mut binder = self.scopes.all[scope].parent;
                let mut cell = None;
                while let Some(id) = binder {
                    if let Some(&slot) = around.cell_slots.get(&(id, name))
                        && (self.scopes.all[id].kind != ScopeKind::Class || id == from)
                    {
                        cell = Some(slot);
                        break;
                    }
                    binder = self.scopes.all[id].parent;
                }
                let cell = cell.or_else(|| {
                    let own = around.own_cells;
                    around.cells[own..].iter().position(|&other| other == name).map(|at| (own + at) as u16)
                });
                captures.push(Capture::Cell(cell.unwrap_or(0)));
            }
        }
        self.unit().captures = captures;
        self.close_with_none(span)
    }

    /// The parameters of the function whose code was just begun.
    fn parameters(&mut self, scope: ScopeId, parameters: &Parameters, _span: Span) {
        let names: Vec<Symbol> = parameters
            .positional
            .iter()
            .chain(&parameters.keyword_only)
            .chain(&parameters.varargs)
            .chain(&parameters.kwargs)
            .map(|p| p.name)
            .collect();
        let own_cells: Vec<Symbol> = self.scopes.all[scope].cells.clone();
        let unit = self.unit();
        for (i, name) in names.iter().enumerate() {
            if own_cells.contains(name) {
                if let Some(&cell) = unit.cell_slots.get(&(scope, *name)) {
                    unit.cell_parameters.push((i as Reg, cell));
                }
            } else {
                unit.bound.insert(i as Reg);
            }
        }
        unit.parameters = CodeParameters {
            names,
            positional: parameters.positional.len(),
            positional_only: parameters.positional_only,
            keyword_only: parameters.keyword_only.len(),
            varargs: parameters.varargs.is_some(),
            kwargs: parameters.kwargs.is_some(),
        };
        let deleted = self.scopes.all[scope].deleted.clone();
        for name in deleted {
            if let Some(reg) = self.unit().slots.get(&(scope, name)).copied() {
                self.unit().bound.remove(&reg);
            }
        }
    }

    /// A dict of values by names, or `None` if there are none.
    fn named_values(&mut self, values: Vec<(Symbol, &'a Expr)>, dst: Reg, span: Span) -> Result<()> {
        if values.is_empty() {
            self.none(dst, span);
            return Ok(());
        }
        let mark = self.mark();
        let start = self.temps(2 * values.len(), span)?;
        let count = values.len() as u16;
        for (i, (name, value)) in values.into_iter().enumerate() {
            let text = Rc::clone(self.interner.name(name));
            self.constant(Value::Str(text.into()), start + 2 * i as Reg, span);
            self.into(value, start + 2 * i as Reg + 1)?;
        }
        self.emit(Instr::BuildDict { dst, start, count }, span);
        self.release(mark);
        Ok(())
    }

    /// A dict of annotations, or of their texts.
    fn annotations(&mut self, annotations: Vec<(Symbol, &'a Expr)>, dst: Reg, span: Span) -> Result<()> {
        if annotations.is_empty() || !self.options.text_annotations {
            return self.named_values(annotations, dst, span);
        }
        let mark = self.mark();
        let start = self.temps(2 * annotations.len(), span)?;
        let count = annotations.len() as u16;
        for (i, (name, annotation)) in annotations.into_iter().enumerate() {
            let text = Rc::clone(self.interner.name(name));
            self.constant(Value::Str(text.into()), start + 2 * i as Reg, span);
            self.annotation_text(annotation, start + 2 * i as Reg + 1);
        }
        self.emit(Instr::BuildDict { dst, start, count }, span);
        self.release(mark);
        Ok(())
    }

    /// The name of something defined here, with those of what it stands in.
    pub(super) fn qualname(&mut self, name: &str) -> Rc<str> {
        let unit = self.unit();
        match unit.kind {
            CodeKind::Module => name.into(),
            CodeKind::Function => format!("{}.<locals>.{name}", unit.qualname).into(),
            CodeKind::Class => format!("{}.{name}", unit.qualname).into(),
        }
    }

    pub(super) fn line(&self, span: Span) -> usize {
        let before = self.source.text.get(..span.start as usize);
        self.source.line + before.map_or(0, |before| before.matches('\n').count())
    }

    // ---- comprehensions ----

    fn generator(&mut self, expr: &'a Expr, value: &'a Expr, clauses: &'a [Clause], dst: Reg) -> Result<()> {
        let scope = self.scopes.of_node(expr);
        let base = self.temps(2, expr.span)?;
        let name: Rc<str> = "<genexpr>".into();
        let Some(Clause::For { iterable, .. }) = clauses.first() else { return Ok(()) };
        self.function_of_generator(scope, &name, value, clauses, base, expr.span)?;
        let mark = self.mark();
        let a = self.operand(iterable)?;
        self.emit(Instr::CheckIter { dst: base + 1, a }, iterable.span);
        self.release(mark);
        self.emit(Instr::Call { dst, base, count: 1, site: u16::MAX }, expr.span);
        Ok(())
    }

    fn function_of_generator(
        &mut self,
        scope: ScopeId,
        name: &Rc<str>,
        value: &'a Expr,
        clauses: &'a [Clause],
        dst: Reg,
        span: Span,
    ) -> Result<()> {
        let mark = self.mark();
        let base = self.temps(3, span)?;
        for i in 0..3 {
            self.none(base + i, span);
        }
        let qualname = self.qualname(name);
        self.open(scope, CodeKind::Function, Rc::clone(name), qualname);
        let unit = self.unit();
        unit.parameters.names = unit.locals.iter().take(1).copied().collect();
        unit.parameters.positional = 1;
        unit.bound.insert(0);
        self.clauses(clauses, true, &mut |this| {
            let mark = this.mark();
            let a = this.operand(value)?;
            let sent = this.temp(value.span)?;
            this.emit(Instr::Yield { dst: sent, a }, value.span);
            this.emit(Instr::Clear { reg: sent, count: 1 }, value.span);
            this.release(mark);
            Ok(())
        })?;
        let line = self.line(span);
        self.unit().first_line = line;
        let code = self.finish_function(scope, span)?;
        let unit = self.unit();
        unit.codes.push(code);
        let code = (unit.codes.len() - 1) as u16;
        self.emit(Instr::MakeFunction { dst, code, base }, span);
        self.release(mark);
        Ok(())
    }

    fn comprehension(
        &mut self,
        expr: &'a Expr,
        makes: &'a Makes,
        value: &'a Expr,
        clauses: &'a [Clause],
        dst: Reg,
    ) -> Result<()> {
        let span = expr.span;
        let scope = self.scopes.of_node(expr);
        let result = self.temp(span)?;
        match makes {
            Makes::List | Makes::Generator => {
                self.emit(Instr::BuildList { dst: result, start: result, count: 0 }, span);
            }
            Makes::Set => self.emit(Instr::BuildSet { dst: result, start: result, count: 0 }, span),
            Makes::Dict { .. } => {
                self.emit(Instr::BuildDict { dst: result, start: result, count: 0 }, span);
            }
        }
        // Its names are hidden locals of the frame.
        let outer = self.unit().scope;
        let bound = self.unit().bound.clone();
        let names = self.scopes.all[scope].bound.clone();
        for name in names {
            if self.scopes.all[scope].cells.contains(&name) {
                let cell = self.cell(scope, name);
                self.emit(Instr::NewCell { cell }, span);
                continue;
            }
            let unit = self.unit();
            if unit.slots.contains_key(&(scope, name)) {
                continue;
            }
            let reg = unit.hidden as Reg;
            unit.hidden += 1;
            unit.slots.insert((scope, name), reg);
            unit.locals.push(name);
        }
        self.unit().begun.push(0);
        self.with_scope(scope, outer, |this| {
            this.clauses(clauses, false, &mut |this| {
                let mark = this.mark();
                match makes {
                    Makes::Dict { key } => {
                        let key = this.early_operand(key, value)?;
                        let value = this.operand(value)?;
                        this.emit(Instr::DictSet { dict: result, key, value }, span);
                    }
                    Makes::Set => {
                        let a = this.operand(value)?;
                        this.emit(Instr::SetAdd { set: result, a }, value.span);
                    }
                    Makes::List | Makes::Generator => {
                        let a = this.operand(value)?;
                        this.emit(Instr::ListAppend { list: result, a }, value.span);
                    }
                }
                this.release(mark);
                Ok(())
            })
        })?;
        let unit = self.unit();
        unit.bound = bound;
        let start = unit.begun.pop().unwrap_or_default();
        let name = match makes {
            Makes::Dict { .. } => "<dictcomp>",
            Makes::Set => "<setcomp>",
            Makes::List | Makes::Generator => "<listcomp>",
        };
        let end = unit.instrs.len() as u32;
        unit.comprehensions.push(super::super::code::Inlined { start, end, span, name });
        let (first, last) = {
            let names = &self.scopes.all[scope].bound;
            let unit = self.units.last();
            let regs: Vec<Reg> =
                names.iter().filter_map(|name| unit?.slots.get(&(scope, *name)).copied()).collect();
            (regs.iter().min().copied(), regs.iter().max().copied())
        };
        if let (Some(first), Some(last)) = (first, last) {
            self.emit(Instr::Clear { reg: first, count: last - first + 1 }, span);
        }
        self.emit(Instr::Move { dst, src: Src::take(result) }, span);
        Ok(())
    }

    fn with_scope(
        &mut self,
        scope: ScopeId,
        outer: ScopeId,
        run: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.unit().scope = scope;
        let result = run(self);
        self.unit().scope = outer;
        result
    }

    /// The loops and tests of a comprehension around `inner`; the first iterable of a generator stands in its parameter.
    fn clauses(
        &mut self,
        clauses: &'a [Clause],
        given: bool,
        inner: &mut dyn FnMut(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.clause(clauses, 0, given, None, inner)
    }

    fn clause(
        &mut self,
        clauses: &'a [Clause],
        at: usize,
        given: bool,
        next: Option<Label>,
        inner: &mut dyn FnMut(&mut Self) -> Result<()>,
    ) -> Result<()> {
        match clauses.get(at) {
            None => inner(self),
            Some(Clause::If(test)) => {
                let next = match next {
                    Some(next) => next,
                    None => self.label(),
                };
                self.jump_if(test, false, next)?;
                self.clause(clauses, at + 1, given, Some(next), inner)
            }
            Some(Clause::For { target, iterable }) => {
                let span = target.span;
                let mark = self.mark();
                let iter = self.temps(3, iterable.span)?;
                if given && at == 0 {
                    self.emit(Instr::GetIter { dst: iter, a: Src::take(0) }, iterable.span);
                } else if at == 0 {
                    // The first iterable belongs to what is around.
                    let scope = self.unit().scope;
                    let outer = self.scopes.all[scope].parent.unwrap_or(scope);
                    self.unit().scope = outer;
                    let a = self.operand(iterable)?;
                    self.unit().scope = scope;
                    self.emit(Instr::GetIter { dst: iter, a }, iterable.span);
                    let unit = self.unit();
                    let here = unit.instrs.len() as u32;
                    if let Some(begun) = unit.begun.last_mut() {
                        *begun = here;
                    }
                } else {
                    let a = self.operand(iterable)?;
                    self.emit(Instr::GetIter { dst: iter, a }, iterable.span);
                }
                self.release(usize::from(iter) + 3);
                // Every way back goes by the jump that looks at the interrupt.
                let (next, again, end) = (self.label(), self.label(), self.label());
                self.place(next);
                self.for_target(target, iter, end)?;
                self.clause(clauses, at + 1, given, Some(again), inner)?;
                self.place(again);
                self.emit(Instr::Loop { target: next.0 }, span);
                self.place(end);
                self.emit(Instr::Clear { reg: iter, count: 3 }, span);
                self.release(mark);
                Ok(())
            }
        }
    }

    /// The next item of an iteration, to its target.
    pub(super) fn for_target(&mut self, target: &'a Expr, iter: Reg, end: Label) -> Result<()> {
        let span = target.span;
        if let ExprKind::Name(name) = target.kind
            && let Some(dst) = self.home(name)
        {
            self.emit(Instr::ForIter { iter, dst, target: end.0 }, span);
            if let Binding::Local(binder) = self.find(name) {
                self.note_bound(binder, name, dst);
            }
            return Ok(());
        }
        let mark = self.mark();
        let item = self.temp(span)?;
        self.emit(Instr::ForIter { iter, dst: item, target: end.0 }, span);
        self.assign(target, Src::take(item))?;
        self.release(mark);
        Ok(())
    }
}

/// The text that a body begins with.
pub(super) fn docstring(body: &[Stmt]) -> Option<Rc<str>> {
    match &body.first()?.kind {
        crate::syntax::StatementKind::Expr(Expr { kind: ExprKind::Str(text), .. }) => Some(Rc::clone(text)),
        _ => None,
    }
}

pub(super) fn is_name(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Name(_))
}

/// The object of a method that is called.
fn receiver(function: &Expr) -> Option<&Expr> {
    match &function.kind {
        ExprKind::Attribute { object, .. } => Some(object),
        _ => None,
    }
}

/// Whether evaluating an expression may bind a local name.
fn binds_names(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Name(_)
        | ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Bool(_)
        | ExprKind::None
        | ExprKind::Ellipsis => false,
        ExprKind::Binary { left, right, .. } => binds_names(left) || binds_names(right),
        ExprKind::Index { object, index } => binds_names(object) || binds_names(index),
        ExprKind::Attribute { object, .. } => binds_names(object),
        ExprKind::Unary { operand, .. } => binds_names(operand),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().any(binds_names),
        ExprKind::Slice { start, stop, step } => {
            [start, stop, step].into_iter().flatten().any(|part| binds_names(part))
        }
        ExprKind::Call { function, args } => {
            binds_names(function)
                || args.iter().any(|arg| match arg {
                    Arg::Positional(value)
                    | Arg::Starred(value)
                    | Arg::Keyword { value, .. }
                    | Arg::DoubleStarred(value) => binds_names(value),
                })
        }
        _ => true,
    }
}

/// Whether an expression is a bracketed literal, or several joined by what lists can do themselves.
pub(super) fn is_display(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::List(_) => true,
        ExprKind::Binary { op: BinaryOp::Add, left, right, .. } => is_display(left) && is_display(right),
        ExprKind::Binary { op: BinaryOp::Multiply, left, right, .. } => {
            is_display(left) && !is_display(right) || is_display(right) && !is_display(left)
        }
        _ => false,
    }
}
