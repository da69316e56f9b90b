//! `match`: a chain of tests, each of which binds what it captures.

use crate::error::Result;
use crate::syntax::{Case, CompareOp, Expr, ExprKind, Pattern, PatternKind, Span, Symbol};

use super::super::code::{Instr, Reg, Src};
use super::super::errors::ScopeError;
use super::{Compiler, Label};

impl<'a> Compiler<'a> {
    pub(super) fn match_statement(&mut self, subject: &'a Expr, cases: &'a [Case]) -> Result<()> {
        let value = self.temp(subject.span)?;
        self.into(subject, value)?;
        let end = self.label();
        let before = self.unit().bound.clone();
        for (i, case) in cases.iter().enumerate() {
            self.check_pattern(&case.pattern, &mut Vec::new())?;
            if case.guard.is_none() && i + 1 < cases.len() {
                self.check_reachable(&case.pattern)?;
            }
            let next = self.label();
            let mark = self.mark();
            self.unit().bound.clone_from(&before);
            // Names are bound when the whole pattern holds.
            let mut captures = Vec::new();
            self.pattern(&case.pattern, value, next, &mut captures)?;
            for (name, reg) in captures {
                self.store(name, Src::take(reg), case.pattern.span);
            }
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next)?;
            }
            self.body(&case.body)?;
            self.jump(end, case.span);
            self.place(next);
            self.release(mark);
        }
        self.place(end);
        self.unit().bound = before;
        self.emit(Instr::Clear { reg: value, count: 1 }, subject.span);
        Ok(())
    }

    /// Fails if whatever comes after a pattern can never match.
    fn check_reachable(&self, pattern: &Pattern) -> Result<()> {
        match &pattern.kind {
            PatternKind::Wildcard => {
                let what = "wildcard".to_owned();
                Self::fail(ScopeError::Unreachable { what }, pattern.span)
            }
            PatternKind::Capture(name) => {
                let what = format!("name capture '{}'", self.interner.name(*name));
                Self::fail(ScopeError::Unreachable { what }, pattern.span)
            }
            PatternKind::As(inner, _) => self.check_reachable(inner),
            PatternKind::Or(items) => items.last().map_or(Ok(()), |last| self.check_reachable(last)),
            _ => Ok(()),
        }
    }

    /// Checks what Python finds in a pattern before it runs; `names` are those captured so far.
    fn check_pattern(&self, pattern: &Pattern, names: &mut Vec<Symbol>) -> Result<()> {
        let capture = |name: Symbol, names: &mut Vec<Symbol>| {
            if names.contains(&name) {
                let name = self.interner.name(name).to_string();
                return Self::fail(ScopeError::CapturedTwice { name }, pattern.span);
            }
            names.push(name);
            Ok(())
        };
        match &pattern.kind {
            PatternKind::Wildcard
            | PatternKind::Star(None)
            | PatternKind::Value(_)
            | PatternKind::Singleton(_) => Ok(()),
            PatternKind::Capture(name) | PatternKind::Star(Some(name)) => capture(*name, names),
            PatternKind::Sequence(items) => items.iter().try_for_each(|item| self.check_pattern(item, names)),
            PatternKind::Or(items) => {
                let before = names.clone();
                let mut bound: Option<Vec<Symbol>> = None;
                for (i, item) in items.iter().enumerate() {
                    let mut own = before.clone();
                    self.check_pattern(item, &mut own)?;
                    own.sort_unstable();
                    if bound.as_ref().is_some_and(|bound| *bound != own) {
                        return Self::fail(ScopeError::OtherNames {}, pattern.span);
                    }
                    if i + 1 < items.len() {
                        self.check_reachable(item)?;
                    }
                    bound = Some(own);
                }
                names.extend(bound.into_iter().flatten().filter(|name| !before.contains(name)));
                Ok(())
            }
            PatternKind::Mapping { items, rest } => {
                let text = |key: &Expr| key.span.of(&self.source.text).to_owned();
                for (i, (key, item)) in items.iter().enumerate() {
                    let literal = matches!(
                        key.kind,
                        ExprKind::Str(_) | ExprKind::Number(_) | ExprKind::None | ExprKind::Bool(_)
                    );
                    if literal && items[..i].iter().any(|(other, _)| text(other) == text(key)) {
                        return Self::fail(ScopeError::RepeatedKey { key: text(key) }, pattern.span);
                    }
                    self.check_pattern(item, names)?;
                }
                rest.map_or(Ok(()), |name| capture(name, names))
            }
            PatternKind::Class { positional, keywords, .. } => {
                positional.iter().try_for_each(|item| self.check_pattern(item, names))?;
                for (i, (name, item)) in keywords.iter().enumerate() {
                    if keywords[..i].iter().any(|(other, _)| other == name) {
                        let name = self.interner.name(*name).to_string();
                        return Self::fail(ScopeError::RepeatedAttribute { name }, item.span);
                    }
                    self.check_pattern(item, names)?;
                }
                Ok(())
            }
            PatternKind::As(inner, name) => {
                self.check_pattern(inner, names)?;
                capture(*name, names)
            }
        }
    }

    /// Jumps to `fail` unless the value in a register looks like a pattern.
    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        value: Reg,
        fail: Label,
        captures: &mut Vec<(Symbol, Reg)>,
    ) -> Result<()> {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Star(_) => {}
            PatternKind::Capture(name) => {
                let reg = self.temp(span)?;
                self.emit(Instr::Move { dst: reg, src: Src::keep(value) }, span);
                captures.push((*name, reg));
            }
            PatternKind::Value(expr) => {
                let b = self.operand(expr)?;
                let (op, a) = (CompareOp::Equal, Src::keep(value));
                self.emit(Instr::JumpCompare { op, on: false, a, b, target: fail.0 }, span);
            }
            PatternKind::Singleton(expr) => {
                let b = self.operand(expr)?;
                let (op, a) = (CompareOp::Is, Src::keep(value));
                self.emit(Instr::JumpCompare { op, on: false, a, b, target: fail.0 }, span);
            }
            PatternKind::Sequence(items) => {
                let star = items.iter().position(|item| matches!(item.kind, PatternKind::Star(_)));
                let starred = star.is_some();
                let count = (items.len() - usize::from(starred)) as u16;
                let dst = self.temp(span)?;
                self.emit(Instr::MatchSequence { dst, a: value, count, starred }, span);
                self.emit(Instr::JumpIf { on: false, a: Src::take(dst), target: fail.0 }, span);
                let start = self.temps(items.len(), span)?;
                let a = Src::keep(value);
                match star {
                    None => self.emit(Instr::Unpack { a, start, count }, span),
                    Some(before) => {
                        let after = (items.len() - before - 1) as u16;
                        self.emit(Instr::UnpackStarred { a, start, before: before as u16, after }, span);
                    }
                }
                for (i, item) in items.iter().enumerate() {
                    match item.kind {
                        PatternKind::Star(Some(name)) => captures.push((name, start + i as Reg)),
                        _ => self.pattern(item, start + i as Reg, fail, captures)?,
                    }
                }
            }
            PatternKind::Mapping { items, rest } => {
                let dst = self.temp(span)?;
                // The keys, and what is left after them.
                let start = self.temps(items.len() + 1, span)?;
                for (i, (key, _)) in items.iter().enumerate() {
                    self.into(key, start + i as Reg)?;
                }
                let count = items.len() as u16;
                let rest_wanted = rest.is_some();
                self.emit(Instr::MatchMapping { dst, a: value, start, count, rest: rest_wanted }, span);
                self.emit(Instr::JumpIf { on: false, a: Src::take(dst), target: fail.0 }, span);
                for (i, (_, item)) in items.iter().enumerate() {
                    self.pattern(item, start + i as Reg, fail, captures)?;
                }
                if let Some(name) = rest {
                    captures.push((*name, start + count));
                }
            }
            PatternKind::Class { class, positional, keywords } => {
                let dst = self.temp(span)?;
                let total = 1.max(positional.len() + keywords.len());
                let start = self.temps(total, span)?;
                self.into(class, start)?;
                let names = self.keyword_names(keywords.iter().map(|(name, _)| *name).collect());
                let count = positional.len() as u16;
                self.emit(Instr::MatchClass { dst, a: value, start, count, names }, span);
                self.emit(Instr::JumpIf { on: false, a: Src::take(dst), target: fail.0 }, span);
                let items = positional.iter().chain(keywords.iter().map(|(_, item)| item));
                for (i, item) in items.enumerate() {
                    self.pattern(item, start + i as Reg, fail, captures)?;
                }
            }
            PatternKind::Or(items) => self.alternatives(items, value, fail, captures, span)?,
            PatternKind::As(inner, name) => {
                self.pattern(inner, value, fail, captures)?;
                let reg = self.temp(span)?;
                self.emit(Instr::Move { dst: reg, src: Src::keep(value) }, span);
                captures.push((*name, reg));
            }
        }
        Ok(())
    }

    /// `a | b`: each alternative captures the same names, into the same registers.
    fn alternatives(
        &mut self,
        items: &'a [Pattern],
        value: Reg,
        fail: Label,
        captures: &mut Vec<(Symbol, Reg)>,
        span: Span,
    ) -> Result<()> {
        let done = self.label();
        let mut names: Vec<(Symbol, Reg)> = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let last = i + 1 == items.len();
            let next = if last { fail } else { self.label() };
            let mut own = Vec::new();
            self.pattern(item, value, next, &mut own)?;
            if i == 0 {
                for (name, _) in &own {
                    names.push((*name, self.temp(span)?));
                }
            }
            for (name, reg) in own {
                if let Some((_, to)) = names.iter().find(|(other, _)| *other == name) {
                    self.emit(Instr::Move { dst: *to, src: Src::take(reg) }, span);
                }
            }
            if !last {
                self.jump(done, span);
                self.place(next);
            }
        }
        self.place(done);
        captures.extend(names);
        Ok(())
    }
}
