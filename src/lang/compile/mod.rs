//! The compiler: from the tree of a statement to code, with every name resolved to a register, a cell or a global before anything runs.

mod expression;
mod pattern;
mod scope;
mod statement;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};
use crate::memory::C128;
use crate::syntax::{Expr, ExprKind, Interner, Number, Span, Statement, StatementKind, Stmt, Symbol};

use super::code::{
    CallSite, Capture, Code, CodeKind, CodeParameters, CodeSource, Import, Instr, MAX_REGISTERS, Reg, Src,
    Target, Watched,
};
use super::errors::ScopeError;
use super::value::Value;
pub use scope::ModuleScope;
use scope::{Binding, ScopeId, ScopeKind, Scopes};

/// How code is compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether bracketed literals of numbers are arrays where they are bound, shown, or operands: the arr dialect.
    pub array_literals: bool,
    /// Whether annotations are kept as text and not evaluated: `from __future__ import annotations`.
    pub text_annotations: bool,
    /// Whether code says which line begins to run.
    pub lines: bool,
}

impl Options {
    /// Notes what a statement asks of those after it.
    pub fn note(&mut self, kind: &StatementKind) {
        if let StatementKind::ImportFrom { module, names, .. } = kind
            && module == "__future__"
        {
            self.text_annotations |= names.iter().any(|name| name.name == "annotations");
        }
    }
}

/// Compiles a statement at the top level.
///
/// Fails with `SyntaxError` for what Python finds before it runs anything: `return` outside a function and the like.
pub fn compile(
    statement: &Statement,
    source: &Rc<CodeSource>,
    interner: &mut Interner,
    options: Options,
) -> Result<Rc<Code>> {
    compile_after(statement, source, interner, options, None)
}

/// As [`compile`], after the statements of a program whose scope is `before`.
pub fn compile_after(
    statement: &Statement,
    source: &Rc<CodeSource>,
    interner: &mut Interner,
    options: Options,
    before: Option<&mut ModuleScope>,
) -> Result<Rc<Code>> {
    let kind = &statement.form.kind;
    let scopes = Scopes::of(kind, statement.form.span, interner, before)?;
    let names = Names {
        init: interner.intern("super"),
        class: interner.intern("__class__"),
        print: interner.intern("print"),
        qualname: interner.intern("__qualname__"),
        doc: interner.intern("__doc__"),
    };
    let mut compiler =
        Compiler { scopes, interner, numbers: &statement.numbers, source, options, units: Vec::new(), names };
    compiler.open(0, CodeKind::Module, "<module>".into(), "<module>".into());
    compiler.statement(kind, statement.form.span)?;
    compiler.close_with_none(statement.form.span)
}

/// Whether a statement is one that the machine runs: it holds others, defines something, or has an expression that closes over names.
pub fn wants_machine(kind: &StatementKind) -> bool {
    match kind {
        StatementKind::Expr(_)
        | StatementKind::Assign { .. }
        | StatementKind::AugAssign { .. }
        | StatementKind::Del(_)
        | StatementKind::Assert { .. } => {
            let mut wants = false;
            crate::syntax::expressions(kind, &mut |expr| {
                wants |= matches!(
                    expr.kind,
                    ExprKind::Lambda { .. }
                        | ExprKind::Comprehension { .. }
                        | ExprKind::Walrus { .. }
                        | ExprKind::Yield(_)
                        | ExprKind::YieldFrom(_)
                        | ExprKind::Set(_)
                        | ExprKind::Dict(_)
                );
            });
            wants
        }
        StatementKind::Pass => false,
        _ => true,
    }
}

/// The names that the compiler knows by itself.
struct Names {
    init: Symbol,
    class: Symbol,
    print: Symbol,
    qualname: Symbol,
    doc: Symbol,
}

struct Compiler<'a> {
    scopes: Scopes,
    interner: &'a mut Interner,
    numbers: &'a [Number],
    source: &'a Rc<CodeSource>,
    options: Options,
    units: Vec<Unit<'a>>,
    names: Names,
}

/// A place that jumps go to, placed or not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Label(u32);

/// What has to be done when a block is left before its end.
enum Block<'a> {
    Loop {
        next: Label,
        end: Label,
    },
    /// A `finally`: its statements.
    Finally {
        body: &'a [Stmt],
        start: Target,
        region: usize,
    },
    With {
        exit: Reg,
        start: Target,
        region: usize,
        span: Span,
    },
    /// The region of a `try` with handlers.
    Tried {
        start: Target,
        region: usize,
    },
    /// The body of a handler; what it bound is unbound.
    Handler {
        name: Option<(Symbol, Span)>,
        start: Target,
        region: usize,
    },
    /// A `finally` that runs for an exception.
    Handled,
}

/// A region that a handler watches.
struct Region {
    target: Label,
    exception: Reg,
    handled: u16,
}

/// A code object under construction.
struct Unit<'a> {
    kind: CodeKind,
    name: Rc<str>,
    qualname: Rc<str>,
    /// The scope that is compiled: the function's, or that of a comprehension in it.
    scope: ScopeId,
    instrs: Vec<Instr>,
    spans: Vec<Span>,
    consts: Vec<Value>,
    small: FxHashMap<ConstKey, u32>,
    codes: Vec<Rc<Code>>,
    imports: Vec<Import>,
    keywords: Vec<Rc<[Symbol]>>,
    parameters: CodeParameters,
    locals: Vec<Symbol>,
    slots: FxHashMap<(ScopeId, Symbol), Reg>,
    cells: Vec<Symbol>,
    cell_slots: FxHashMap<(ScopeId, Symbol), u16>,
    own_cells: usize,
    cell_parameters: Vec<(Reg, u16)>,
    captures: Vec<Capture>,
    /// The next hidden local, and the next temporary.
    hidden: usize,
    next: usize,
    most: usize,
    /// The locals that are bound for certain.
    bound: FxHashSet<Reg>,
    labels: Vec<Target>,
    blocks: Vec<Block<'a>>,
    regions: Vec<Region>,
    watched: Vec<Watched>,
    callees: Vec<(u32, Span)>,
    comprehensions: Vec<super::code::Inlined>,
    /// Where the comprehensions begin that are being compiled.
    begun: Vec<u32>,
    handled: u16,
    caches: usize,
    sites: Vec<CallSite>,
    stores: Vec<(Target, Span)>,
    doc: Option<Rc<str>>,
    first_line: usize,
    is_generator: bool,
}

/// What constants are told apart by.
#[derive(Clone, PartialEq, Eq, Hash)]
enum ConstKey {
    None,
    Bool(bool),
    Int(i64),
    Float(u64),
}

impl<'a> Compiler<'a> {
    fn unit(&mut self) -> &mut Unit<'a> {
        let last = self.units.len() - 1;
        &mut self.units[last]
    }

    /// Starts the code of a scope.
    fn open(&mut self, scope: ScopeId, kind: CodeKind, name: Rc<str>, qualname: Rc<str>) {
        let own = &self.scopes.all[scope];
        let mut unit = Unit {
            kind,
            name,
            qualname,
            scope,
            instrs: Vec::new(),
            spans: Vec::new(),
            consts: Vec::new(),
            small: FxHashMap::default(),
            codes: Vec::new(),
            imports: Vec::new(),
            keywords: Vec::new(),
            parameters: CodeParameters::default(),
            locals: Vec::new(),
            slots: FxHashMap::default(),
            cells: Vec::new(),
            cell_slots: FxHashMap::default(),
            own_cells: 0,
            cell_parameters: Vec::new(),
            captures: Vec::new(),
            hidden: 0,
            next: 0,
            most: 0,
            bound: FxHashSet::default(),
            labels: Vec::new(),
            blocks: Vec::new(),
            regions: Vec::new(),
            watched: Vec::new(),
            callees: Vec::new(),
            comprehensions: Vec::new(),
            begun: Vec::new(),
            handled: 0,
            caches: 0,
            sites: Vec::new(),
            stores: Vec::new(),
            doc: None,
            first_line: 0,
            is_generator: own.yields && own.kind == ScopeKind::Function,
        };
        if own.kind == ScopeKind::Function {
            for &name in &own.bound {
                if self.scopes.find(scope, name) == Binding::Local(scope) || own.cells.contains(&name) {
                    let reg = unit.locals.len() as Reg;
                    unit.slots.insert((scope, name), reg);
                    unit.locals.push(name);
                }
            }
        }
        // Cells: the function's own, those of the comprehensions in it, then those of functions around.
        for &name in &own.cells {
            unit.cell_slots.insert((scope, name), unit.cells.len() as u16);
            unit.cells.push(name);
        }
        for (id, other) in self.scopes.all.iter().enumerate() {
            if other.kind == ScopeKind::Comprehension && self.scopes.frame(id) == scope {
                for &name in &other.cells {
                    unit.cell_slots.insert((id, name), unit.cells.len() as u16);
                    unit.cells.push(name);
                }
            }
        }
        unit.own_cells = unit.cells.len();
        unit.cells.extend(&own.free);
        unit.hidden = unit.locals.len();
        unit.next = unit.hidden + own.hidden;
        unit.most = unit.next;
        self.units.push(unit);
    }

    /// Ends the code that is compiled with `return None`.
    fn close_with_none(&mut self, span: Span) -> Result<Rc<Code>> {
        let none = self.temp(span)?;
        self.none(none, span);
        self.emit(Instr::Return { a: Src::take(none) }, span);
        self.close(span)
    }

    /// Ends the code that is compiled.
    fn close(&mut self, span: Span) -> Result<Rc<Code>> {
        let Some(mut unit) = self.units.pop() else {
            return Err(Error::from(ScopeError::TooLarge {}).at(span));
        };
        let labels = std::mem::take(&mut unit.labels);
        for instr in &mut unit.instrs {
            match instr {
                Instr::Jump { target }
                | Instr::Loop { target }
                | Instr::JumpIf { target, .. }
                | Instr::JumpCompare { target, .. }
                | Instr::JumpCompareInt { target, .. }
                | Instr::ForIter { target, .. }
                | Instr::LeaveRaising { target, .. } => {
                    *target = labels.get(*target as usize).copied().unwrap_or(0);
                }
                _ => {}
            }
        }
        rotate_loops(&mut unit.instrs);
        for watched in &mut unit.watched {
            watched.target = labels.get(watched.target as usize).copied().unwrap_or(0);
        }
        if unit.most >= MAX_REGISTERS || unit.caches >= usize::from(u16::MAX) {
            return Err(Error::from(ScopeError::TooLarge {}).at(span));
        }
        let parameters = unit.parameters;
        let is_plain = unit.kind == CodeKind::Function
            && !unit.is_generator
            && unit.own_cells == 0
            && !parameters.varargs
            && !parameters.kwargs
            && parameters.keyword_only == 0;
        Ok(Rc::new(Code {
            id: Code::next_id(),
            kind: unit.kind,
            name: unit.name,
            qualname: unit.qualname,
            instrs: unit.instrs,
            spans: unit.spans,
            consts: unit.consts,
            codes: unit.codes,
            imports: unit.imports,
            keywords: unit.keywords,
            parameters,
            locals: unit.locals,
            registers: unit.most,
            cells: unit.cells,
            own_cells: unit.own_cells,
            cell_parameters: unit.cell_parameters,
            captures: unit.captures,
            watched: unit.watched,
            callees: unit.callees,
            comprehensions: unit.comprehensions,
            is_generator: unit.is_generator,
            is_plain,
            doc: unit.doc,
            source: Rc::clone(self.source),
            first_line: unit.first_line,
            caches: (0..unit.caches).map(|_| RefCell::default()).collect(),
            sites: unit.sites,
            stores: unit.stores,
            runs: Cell::new(0),
        }))
    }

    fn emit(&mut self, instr: Instr, span: Span) {
        let unit = self.unit();
        unit.instrs.push(instr);
        unit.spans.push(span);
    }

    fn here(&mut self) -> Target {
        self.unit().instrs.len() as Target
    }

    fn label(&mut self) -> Label {
        let unit = self.unit();
        unit.labels.push(0);
        Label(unit.labels.len() as u32 - 1)
    }

    fn place(&mut self, label: Label) {
        let here = self.here();
        self.unit().labels[label.0 as usize] = here;
    }

    fn jump(&mut self, label: Label, span: Span) {
        self.emit(Instr::Jump { target: label.0 }, span);
    }

    /// A new temporary.
    fn temp(&mut self, span: Span) -> Result<Reg> {
        self.temps(1, span)
    }

    /// So many new temporaries, one after another; the first.
    fn temps(&mut self, count: usize, span: Span) -> Result<Reg> {
        let unit = self.unit();
        let first = unit.next;
        unit.next += count;
        unit.most = unit.most.max(unit.next);
        if unit.most >= MAX_REGISTERS {
            return Err(Error::from(ScopeError::TooLarge {}).at(span));
        }
        Ok(first as Reg)
    }

    fn mark(&mut self) -> usize {
        self.unit().next
    }

    fn release(&mut self, mark: usize) {
        self.unit().next = mark;
    }

    fn none(&mut self, dst: Reg, span: Span) {
        self.constant(Value::None, dst, span);
    }

    fn constant(&mut self, value: Value, dst: Reg, span: Span) {
        let k = self.const_index(value);
        self.emit(Instr::Const { dst, k }, span);
    }

    fn const_index(&mut self, value: Value) -> u32 {
        let key = match &value {
            Value::None => Some(ConstKey::None),
            Value::Bool(b) => Some(ConstKey::Bool(*b)),
            Value::Int(n) => Some(ConstKey::Int(*n)),
            Value::Float(x) => Some(ConstKey::Float(x.to_bits())),
            _ => None,
        };
        let unit = self.unit();
        if let Some(key) = &key
            && let Some(&k) = unit.small.get(key)
        {
            return k;
        }
        let k = unit.consts.len() as u32;
        unit.consts.push(value);
        if let Some(key) = key {
            unit.small.insert(key, k);
        }
        k
    }

    fn number(&self, slot: usize) -> Value {
        match self.numbers.get(slot) {
            Some(Number::Int(n)) => Value::Int(*n),
            Some(Number::BigInt(n)) => Value::BigInt(Rc::clone(n)),
            Some(Number::Float(x)) => Value::Float(*x),
            Some(Number::Imaginary(x)) => Value::Complex(C128::new(0.0, *x)),
            None => Value::None,
        }
    }

    /// The number that an expression is, with its sign, if it is an int of this size.
    fn small_int(&self, expr: &Expr) -> Option<i32> {
        match &expr.kind {
            ExprKind::Number(slot) => match self.numbers.get(*slot) {
                Some(Number::Int(n)) => i32::try_from(*n).ok(),
                _ => None,
            },
            ExprKind::Unary { op: crate::syntax::UnaryOp::Negative, operand } => {
                let ExprKind::Number(_) = operand.kind else { return None };
                self.small_int(operand)?.checked_neg()
            }
            _ => None,
        }
    }

    /// The number of the cell of a variable that a scope of this number binds.
    fn cell(&mut self, binder: ScopeId, name: Symbol) -> u16 {
        let unit = self.unit();
        if let Some(&cell) = unit.cell_slots.get(&(binder, name)) {
            return cell;
        }
        let own = unit.own_cells;
        unit.cells[own..].iter().position(|&other| other == name).map_or(0, |at| (own + at) as u16)
    }

    fn find(&mut self, name: Symbol) -> Binding {
        let scope = self.unit().scope;
        self.scopes.find(scope, name)
    }

    /// Loads a name into a register.
    fn load(&mut self, name: Symbol, dst: Reg, span: Span) {
        match self.find(name) {
            Binding::Local(binder) => {
                let reg = self.local(binder, name, span);
                self.emit(Instr::Move { dst, src: Src::keep(reg) }, span);
            }
            Binding::Cell(binder) => {
                let cell = self.cell(binder, name);
                self.emit(Instr::LoadCell { dst, cell }, span);
            }
            Binding::Class => self.emit(Instr::LoadName { dst, name, cell: u16::MAX }, span),
            Binding::Global => self.emit(Instr::LoadGlobal { dst, name }, span),
        }
    }

    /// The register of a local variable that is read.
    fn local(&mut self, binder: ScopeId, name: Symbol, span: Span) -> Reg {
        let reg = self.unit().slots.get(&(binder, name)).copied().unwrap_or(0);
        if !self.unit().bound.contains(&reg) {
            self.emit(Instr::CheckBound { reg, name }, span);
            if !self.scopes.all[binder].deleted.contains(&name) {
                self.unit().bound.insert(reg);
            }
        }
        reg
    }

    /// Notes that a local variable is bound from here on.
    fn note_bound(&mut self, binder: ScopeId, name: Symbol, reg: Reg) {
        if !self.scopes.all[binder].deleted.contains(&name) {
            self.unit().bound.insert(reg);
        }
    }

    /// Stores to a name.
    fn store(&mut self, name: Symbol, src: Src, span: Span) {
        match self.find(name) {
            Binding::Local(binder) => {
                let dst = self.unit().slots.get(&(binder, name)).copied().unwrap_or(0);
                if src.reg() != usize::from(dst) {
                    self.emit(Instr::Move { dst, src }, span);
                }
                self.note_bound(binder, name, dst);
            }
            Binding::Cell(binder) => {
                let cell = self.cell(binder, name);
                self.emit(Instr::StoreCell { src, cell }, span);
            }
            Binding::Class => self.emit(Instr::StoreName { src, name }, span),
            Binding::Global if self.is_class_scope() => self.emit(Instr::StoreGlobal { src, name }, span),
            Binding::Global => self.emit(Instr::StoreGlobal { src, name }, span),
        }
    }

    fn is_class_scope(&mut self) -> bool {
        self.unit().kind == CodeKind::Class
    }

    /// The register to compute the new value of a name in: its own, if it is a local variable.
    fn home(&mut self, name: Symbol) -> Option<Reg> {
        match self.find(name) {
            Binding::Local(binder) => self.unit().slots.get(&(binder, name)).copied(),
            _ => None,
        }
    }

    fn delete_name(&mut self, name: Symbol, span: Span) {
        match self.find(name) {
            Binding::Local(binder) => {
                let reg = self.unit().slots.get(&(binder, name)).copied().unwrap_or(0);
                self.unit().bound.remove(&reg);
                self.emit(Instr::DeleteLocal { reg, name }, span);
            }
            Binding::Cell(binder) => {
                let cell = self.cell(binder, name);
                self.emit(Instr::DeleteCell { cell }, span);
            }
            Binding::Class => self.emit(Instr::DeleteName { name }, span),
            Binding::Global => self.emit(Instr::DeleteGlobal { name }, span),
        }
    }

    fn fail<T>(kind: ScopeError, span: Span) -> Result<T> {
        Err(Error::from(kind).at(span))
    }

    // ---- regions that handlers watch ----

    /// A new region whose handler begins at a new label, and takes the exception in `exception`.
    fn region(&mut self, exception: Reg) -> (usize, Label) {
        let target = self.label();
        let unit = self.unit();
        let handled = unit.handled;
        unit.regions.push(Region { target, exception, handled });
        (unit.regions.len() - 1, target)
    }

    /// Ends a part of a region that began at `start`.
    fn end_region(&mut self, region: usize, start: Target) {
        let end = self.here();
        let unit = self.unit();
        if start < end
            && let Some(Region { target, exception, handled }) = unit.regions.get(region)
        {
            let watched = Watched { start, end, target: target.0, exception: *exception, handled: *handled };
            unit.watched.push(watched);
        }
    }

    /// Does what leaving all blocks down to `keep` of them asks for; what comes after is still inside them.
    fn leave_blocks(&mut self, keep: usize, span: Span) -> Result<()> {
        let mut suspended: Vec<Block<'a>> = Vec::new();
        let handled = self.unit().handled;
        while self.unit().blocks.len() > keep {
            let Some(block) = self.unit().blocks.pop() else { break };
            match &block {
                Block::Loop { .. } => {}
                Block::Finally { body, start, region } => {
                    let (body, start, region) = (*body, *start, *region);
                    self.end_region(region, start);
                    self.body(body)?;
                }
                Block::With { exit, start, region, span } => {
                    let (exit, start, region, span) = (*exit, *start, *region, *span);
                    self.end_region(region, start);
                    self.emit(Instr::Leave { exit }, span);
                }
                Block::Tried { start, region } => {
                    let (start, region) = (*start, *region);
                    self.end_region(region, start);
                }
                Block::Handler { name, start, region } => {
                    let (name, start, region) = (*name, *start, *region);
                    self.end_region(region, start);
                    self.emit(Instr::PopHandled, span);
                    self.unit().handled -= 1;
                    if let Some((name, at)) = name {
                        self.unbind_handled(name, at)?;
                    }
                }
                Block::Handled => {
                    self.emit(Instr::PopHandled, span);
                    self.unit().handled -= 1;
                }
            }
            suspended.push(block);
        }
        self.unit().handled = handled;
        while let Some(block) = suspended.pop() {
            self.unit().blocks.push(block);
        }
        Ok(())
    }

    /// Starts the regions of the blocks anew, after the jump that left them.
    fn resume_regions(&mut self, keep: usize) {
        let here = self.here();
        for block in self.unit().blocks.iter_mut().skip(keep) {
            match block {
                Block::Finally { start, .. }
                | Block::With { start, .. }
                | Block::Tried { start, .. }
                | Block::Handler { start, .. } => *start = here,
                Block::Loop { .. } | Block::Handled => {}
            }
        }
    }

    /// Unbinds the name of a handler, which may be unbound already.
    fn unbind_handled(&mut self, name: Symbol, span: Span) -> Result<()> {
        let mark = self.mark();
        let none = self.temp(span)?;
        self.none(none, span);
        self.store(name, Src::take(none), span);
        self.delete_name(name, span);
        self.release(mark);
        Ok(())
    }
}

/// Lets a jump back to the head of a loop do what stands there, where the loop ends just behind it: one instruction less each time.
fn rotate_loops(instrs: &mut [Instr]) {
    for at in 0..instrs.len() {
        let Instr::Loop { target: head } = instrs[at] else { continue };
        let after = at as u32 + 1;
        let target = head + 1;
        instrs[at] = match instrs[head as usize] {
            Instr::ForIter { iter, dst, target: end } if end == after => Instr::ForLoop { iter, dst, target },
            Instr::JumpCompare { op, on, a, b, target: end } if end == after && !a.takes() && !b.takes() => {
                Instr::LoopCompare { op, on, a, b, target }
            }
            Instr::JumpCompareInt { op, on, a, n, target: end } if end == after && !a.takes() => {
                Instr::LoopCompareInt { op, on, a, n, target }
            }
            _ => continue,
        };
    }
}
