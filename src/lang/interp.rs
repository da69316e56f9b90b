//! The interpreter's state: names and what they are bound to, and where output goes.

use std::cell::Cell;
use std::rc::Rc;

use crate::display::{PrintOptions, Text};
use crate::error::{Error, Frame, Result};
use crate::memory::{Array, BufferId, CopyReason, Event, Memory};
use crate::span::Span;
use crate::syntax::{Expr, ExprKind, Interner, Number, Statement, StatementKind, Symbol};

use super::code::CodeSource;
use super::compile;
use super::errors::{Hint, NameError};
use super::loaded::Imports;
use super::modules;
use super::special::SpecialNames;
use super::value::{Dict, Value};
use super::vm::Machine;

/// How deep expressions, calls of lambdas and nested values may go, taken together.
pub(super) const MAX_DEPTH: usize = 5000;

/// An interpreter: one environment of names over one memory. It prints nothing itself; output gathers in [`Interp::out`].
#[allow(clippy::struct_excessive_bools)] // Each is a switch of its own.
pub struct Interp {
    /// Where arrays live.
    pub memory: Memory,
    /// The names seen so far.
    pub interner: Interner,
    /// What was printed and echoed since it was last taken.
    pub out: Text,
    /// Whether what was printed is to be seen at once: `print(…, flush=True)`. Whoever takes `out` takes it back.
    pub flush: bool,
    /// What was written to standard error where no console is there to take it.
    pub err: String,
    /// What shows output while a statement runs.
    pub(super) console: super::console::ConsoleSlot,
    /// How arrays are printed.
    pub options: PrintOptions,
    /// What of the user's own writes elements and whole arrays.
    pub(super) writers: Writers,
    /// Whether arrays are shown with their tags.
    pub tags: bool,
    /// Whether the value of a statement that is an expression is shown.
    pub echoes: bool,
    /// The symbols of special names.
    pub(super) names: SpecialNames,
    /// The machine that runs code.
    pub(super) machine: Machine,
    /// The module whose names are global now.
    pub(super) module: usize,
    /// The modules that were imported.
    pub(super) imports: Imports,
    /// How statements are compiled.
    pub(super) compile_options: compile::Options,
    /// Whether importing numpy turns to the Python dialect.
    pub follows_imports: bool,
    /// Whether that happened since it was last asked.
    turned: bool,
    /// What errors call the source.
    pub(super) file: Rc<str>,
    globals: Vec<Option<Value>>,
    builtins: Vec<Option<Value>>,
    pub(super) locals: Vec<(Symbol, Value)>,
    pub(super) numbers: Rc<[Number]>,
    pub(super) depth: usize,
    /// Whether a lambda runs: its spans are another statement's.
    pub(super) in_lambda: bool,
    /// Names bound by the statement that runs, with what they were bound to before: a failing statement binds none.
    journal: Vec<(Symbol, Option<Value>)>,
    /// The number of the statement that runs, and of the one that each name was last bound by.
    statement: u64,
    journaled: Vec<u64>,
    walks: Cell<usize>,
    /// What the statement that runs wrote to beside names: whether that was a passing copy is known when it is over.
    wanted: Vec<Wanted>,
    /// Writes in blocks and functions that the statement that runs hardly meant.
    pub(super) slips: Vec<Slip>,
    /// Augmented assignments of the statement that runs that name an element twice: the array and its index.
    pub(super) repeats: Vec<Option<(Span, Span)>>,
    /// What the modules that are native code keep.
    pub(super) modules: super::builtins::ModuleState,
    /// What tells about memory at a user's call; the session brings it.
    pub(super) teller: Option<Teller>,
}

/// What of the user's own writes arrays: `set_printoptions(formatter=…, override_repr=…)`.
#[derive(Clone, Debug, Default)]
pub(super) struct Writers {
    /// The functions for elements, by the names of kinds.
    pub(super) formatter: Option<Dict>,
    /// The function for the repr of a whole array.
    pub(super) repr: Option<Value>,
}

/// A write that the program asked for, through an expression that is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The buffer that was written.
    pub buffer: BufferId,
    /// The expression that gave the array; `None` inside a lambda, whose text is another statement's.
    pub target: Option<Span>,
    /// How it was written.
    pub how: Wrote,
}

/// How a program wrote to an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrote {
    /// `x[…] = v`, `x[…] += v`
    Items,
    /// `x.flat = v`
    Attribute,
    /// `x.sort()`
    Method,
    /// `copyto(x, …)`
    Argument,
    /// `add(…, out=x)`: the call gives back what it wrote.
    Out {
        /// Whether the statement shows the result and does nothing else with it.
        shown: bool,
    },
}

/// A write in a block or a function that is allowed and seldom meant. Each place is told once, with the number of times.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Where it stands.
    pub place: Frame,
    /// How often it happened in the statement that runs.
    pub times: u64,
    /// What it is.
    pub kind: SlipKind,
}

/// What is seldom meant about a write.
#[derive(Clone, Debug)]
pub enum SlipKind {
    /// It went into an array that was let go at once; the operation that made that a copy, and why it did.
    Lost {
        /// How it was written.
        how: Wrote,
        /// How the array was made, if it is a copy.
        origin: Option<(&'static str, CopyReason)>,
    },
    /// Its index names an element more than once.
    Repeated,
}

impl Slip {
    /// Whether it happened at this place.
    pub(super) fn is_at(&self, place: &Frame) -> bool {
        self.place.span == place.span && Rc::ptr_eq(&self.place.text, &place.text)
    }
}

/// What a user can ask about memory.
#[derive(Clone, Debug)]
pub enum Question {
    /// `why(x)`
    Why(Value),
    /// `relation(a, b)`
    Relation(Value, Value),
    /// The last step by which a value came to be, in one line.
    LastStep(Value),
    /// `mem()`
    Map,
}

/// Answers a question about memory, as text to print or to fail with.
pub type Teller = Rc<dyn Fn(&Interp, &Question) -> Text>;

/// What every name was bound to at some moment.
#[derive(Clone, Debug)]
pub struct Bindings(Vec<Option<Value>>);

impl Interp {
    /// A fresh interpreter over `memory`.
    pub fn new(memory: Memory) -> Self {
        let mut interner = Interner::default();
        let names = SpecialNames::new(&mut interner);
        Self {
            memory,
            interner,
            names,
            machine: Machine::default(),
            module: 0,
            follows_imports: false,
            turned: false,
            imports: Imports::default(),
            compile_options: compile::Options { array_literals: true, ..compile::Options::default() },
            file: "<stdin>".into(),
            out: Text::default(),
            flush: false,
            err: String::new(),
            console: super::console::ConsoleSlot::default(),
            options: PrintOptions::default(),
            writers: Writers::default(),
            tags: true,
            echoes: true,
            globals: Vec::new(),
            builtins: Vec::new(),
            locals: Vec::new(),
            numbers: Rc::new([]),
            depth: 0,
            in_lambda: false,
            journal: Vec::new(),
            statement: 1,
            journaled: Vec::new(),
            walks: Cell::new(0),
            wanted: Vec::new(),
            slips: Vec::new(),
            repeats: Vec::new(),
            modules: super::builtins::ModuleState::default(),
            teller: None,
        }
    }

    /// An interpreter beside this one, with the same names, for code that runs while a value is shown. It shows arrays plainly, so that
    /// nothing is shown without end, and what it prints or binds is lost.
    pub(super) fn beside(&self) -> Self {
        Self {
            memory: self.memory.clone(),
            interner: self.interner.clone(),
            options: self.options.clone(),
            tags: false,
            globals: self.globals.clone(),
            builtins: self.builtins.clone(),
            locals: self.locals.clone(),
            module: self.module,
            imports: self.imports.clone(),
            numbers: Rc::clone(&self.numbers),
            depth: self.depth,
            in_lambda: self.in_lambda,
            teller: self.teller.clone(),
            ..Self::new(self.memory.clone())
        }
    }

    /// Runs a statement. What it prints or echoes is added to `out`. If it fails, no name is bound.
    pub fn run(&mut self, statement: &Statement) -> Result<()> {
        self.attempt(statement, Self::statement)
    }

    /// Runs a statement as [`Self::run`] does, but an expression is not echoed: for timing.
    pub fn run_unechoed(&mut self, statement: &Statement) -> Result<()> {
        self.attempt(statement, |interp, kind| match kind {
            StatementKind::Expr(expr) => interp.eval_as_array(expr).map(drop),
            other => interp.statement(other),
        })
    }

    fn attempt(
        &mut self,
        statement: &Statement,
        run: impl FnOnce(&mut Self, &StatementKind) -> Result<()>,
    ) -> Result<()> {
        self.begin(statement);
        // Whatever did not look at Ctrl-C, or could not say that it did: the statement fails.
        let result = run(self, &statement.form.kind)
            .and_then(|()| self.memory.take_fault())
            .and_then(|()| self.memory.check_interrupt());
        if result.is_err() {
            self.roll_back();
        }
        result
    }

    fn begin(&mut self, statement: &Statement) {
        self.numbers = statement.numbers.as_slice().into();
        self.locals.clear();
        self.depth = 0;
        self.in_lambda = false;
        self.journal.clear();
        self.statement += 1;
        self.wanted.clear();
        self.repeats.clear();
        self.slips.clear();
        self.machine.top = None;
        self.memory.set_site(0);
        self.machine.rendered.clear();
        let _ = self.memory.take_fault();
    }

    /// Undoes the bindings of the statement that runs: it failed, or broke off.
    pub fn roll_back(&mut self) {
        while let Some((symbol, old)) = self.journal.pop() {
            self.globals[symbol.index()] = old;
        }
    }

    /// Whether no statement has run yet.
    pub(super) fn is_first(&self) -> bool {
        self.statement == 1
    }

    /// What every name is bound to now, for [`Self::restore`].
    pub fn bindings(&self) -> Bindings {
        Bindings(self.globals.clone())
    }

    /// Binds every name again as it was.
    pub fn restore(&mut self, bindings: Bindings) {
        self.journal.clear();
        self.globals = bindings.0;
    }

    /// Binds every name again as it was, within a statement.
    pub(super) fn rebind_all(&mut self, bindings: Bindings) {
        self.globals = bindings.0;
    }

    /// What a name is bound to by the user.
    pub fn global(&self, symbol: Symbol) -> Option<&Value> {
        self.globals.get(symbol.index())?.as_ref()
    }

    /// How often all names were gone through. A statement that touches a few of them does not do so: that would cost the more the more
    /// names there are.
    pub fn walks(&self) -> usize {
        self.walks.get()
    }

    /// Every name that is bound, in the order in which names were first seen.
    pub fn bound(&self) -> impl Iterator<Item = (&str, &Value)> + '_ {
        self.walks.set(self.walks.get() + 1);
        self.globals.iter().enumerate().filter_map(|(i, value)| {
            let value = value.as_ref()?;
            Some((&**self.interner.name_at(i)?, value))
        })
    }

    /// The functions that run, and what their variables are bound to, while one of them asks who holds what.
    pub fn running(&self) -> &[super::vm::Running] {
        &self.machine.running
    }

    /// The place in the program that a site is: see [`Memory::set_site`]. None in the library inside arr.
    pub fn place_of_site(&self, site: u64) -> Option<Frame> {
        let code = self.machine.codes.get(&u32::try_from(site >> 32).ok()?)?.upgrade()?;
        let span = code.span((site & u64::from(u32::MAX)) as usize);
        (!code.source.file.is_empty()).then(|| super::vm::place_of(&code, span))
    }

    /// Binds a name.
    pub fn bind(&mut self, symbol: Symbol, value: Value) {
        if let Some(module) = self.current_module() {
            drop(module.set(symbol, Some(value)));
            return;
        }
        let i = symbol.index();
        if self.globals.len() <= i {
            self.globals.resize(i + 1, None);
        }
        let array = match &value {
            Value::Array(array) => {
                array.make_reference();
                Some(array.id())
            }
            _ => None,
        };
        self.memory.record_detail(|| Event::Bind { name: i, array });
        let old = self.globals[i].replace(value);
        // Of what a statement binds again and again, only what was there before it is kept.
        if self.journaled.len() <= i {
            self.journaled.resize(i + 1, 0);
        }
        if std::mem::replace(&mut self.journaled[i], self.statement) != self.statement {
            self.journal.push((symbol, old));
        }
    }

    /// Unbinds a name.
    pub(super) fn unbind(&mut self, symbol: Symbol) -> Result<()> {
        if let Some(module) = self.current_module() {
            let old = module.set(symbol, None);
            return if old.is_some() { Ok(()) } else { Err(self.undefined(symbol)) };
        }
        let Some(old) = self.globals.get_mut(symbol.index()).and_then(Option::take) else {
            return Err(self.undefined(symbol));
        };
        self.memory.record_detail(|| Event::Bind { name: symbol.index(), array: None });
        self.journal.push((symbol, Some(old)));
        Ok(())
    }

    /// The names that the last statement bound or unbound, each with what it was bound to before, until [`Self::settle`].
    pub fn replaced(&self) -> &[(Symbol, Option<Value>)] {
        &self.journal
    }

    /// Binds a name as it was: for taking back a statement.
    pub fn rebind(&mut self, symbol: Symbol, value: Option<Value>) {
        if let Some(slot) = self.globals.get_mut(symbol.index()) {
            *slot = value;
        }
    }

    /// What the last statement wrote to beside names.
    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// The augmented assignments of the last statement that named an element twice: array and index, where their text is known.
    pub fn repeats(&self) -> &[Option<(Span, Span)>] {
        &self.repeats
    }

    /// The writes in blocks and functions that the last statement hardly meant.
    pub fn slips(&self) -> &[Slip] {
        &self.slips
    }

    /// Brings what answers `why(x)`, `relation(a, b)` and `mem()`.
    pub fn set_teller(&mut self, teller: Teller) {
        self.teller = Some(teller);
    }

    /// The answer to a question about memory.
    pub fn tell(&self, question: &Question) -> Text {
        if matches!(question, Question::Map) {
            super::nest::finish();
        }
        self.teller.as_ref().map_or_else(Text::default, |teller| teller(self, question))
    }

    /// Runs a statement that the machine runs: one that holds others, or defines something.
    fn run_compiled(&mut self, statement: &Statement, text: &str, line: usize) -> Result<()> {
        let text = text.get(statement.start as usize..statement.end as usize).unwrap_or_default();
        self.compile_options.note(&statement.form.kind);
        let source = Rc::new(CodeSource { file: Rc::clone(&self.file), text: text.into(), line });
        let code = compile::compile(statement, &source, &mut self.interner, self.compile_options)?;
        self.run_module(&code).map_err(|error| self.told_error(error))
    }

    /// Runs a statement of a text, whose first line has a number. What it prints or echoes is added to `out`.
    ///
    /// A simple statement that fails binds nothing; of one that holds others, those that ran before it failed stay done.
    pub fn run_in(&mut self, statement: &Statement, text: &str, line: usize) -> Result<()> {
        self.note_docstring(statement);
        if !compile::wants_machine(&statement.form.kind) {
            if self.compile_options.lines {
                self.memory.begin_line(u32::try_from(line).unwrap_or(u32::MAX));
            }
            return self.run(statement).map_err(|error| self.passed(error, statement, text, line));
        }
        self.begin(statement);
        // A statement that holds the import is read whole before any of it runs.
        let mut imports = Vec::new();
        if self.follows_imports && !self.is_python() {
            crate::syntax::imports(&statement.form.kind, &mut |name| imports.push(name.to_owned()));
        }
        for name in imports {
            self.imported(&name);
        }
        let result = self
            .run_compiled(statement, text, line)
            .and_then(|()| self.memory.take_fault())
            .and_then(|()| self.memory.check_interrupt());
        if result.is_err() && !statement.form.kind.holds_statements() {
            self.roll_back();
        }
        result
    }

    /// An error of a statement that the tree is walked for: where it passed frames of functions, it passes that of the top level too.
    fn passed(&mut self, mut error: Error, statement: &Statement, text: &str, line: usize) -> Error {
        if error.frames().is_empty() {
            return self.told_error(error);
        }
        let own = text.get(statement.start as usize..statement.end as usize).unwrap_or_default();
        let place = statement.locate(error.span().unwrap_or(statement.form.span), text);
        error.forget_span();
        let start = statement.start;
        let span = Span { start: place.start.saturating_sub(start), end: place.end.saturating_sub(start) };
        error.pass(Frame { file: Rc::clone(&self.file), text: own.into(), line, span, function: "".into() });
        self.told_error(error)
    }

    /// Turns to the Python dialect, or to arr's own: what brackets make, and whose `sum` a bare `sum` is.
    pub fn set_python(&mut self, on: bool) {
        if self.compile_options.array_literals == on {
            self.compile_options.array_literals = !on;
            self.builtins.clear();
        }
    }

    /// A module was imported by this name. Who imports numpy writes Python.
    pub(super) fn imported(&mut self, name: &str) {
        if self.follows_imports && !self.is_python() && name.split('.').next() == Some("numpy") {
            self.set_python(true);
            self.turned = true;
        }
    }

    /// Whether an import turned to the Python dialect since this was last asked.
    pub fn take_turned(&mut self) -> bool {
        std::mem::take(&mut self.turned)
    }

    /// From now on, what each line allocates, copies and frees is added up.
    pub fn set_accounting(&mut self) {
        self.compile_options.lines = true;
        self.memory.set_accounting();
    }

    /// Whether the Python dialect is spoken.
    pub fn is_python(&self) -> bool {
        !self.compile_options.array_literals
    }

    /// What errors call the source from now on.
    pub fn set_file(&mut self, file: &str) {
        self.file = file.into();
    }

    /// Notes that the array that `target` gave was written.
    pub(super) fn want(&mut self, target: &Expr, array: &Array, how: Wrote) {
        if !matches!(target.kind, ExprKind::Name(_)) {
            self.want_buffer(target, array.buffer().id(), how);
        }
    }

    /// The same, the buffer of the array being known.
    pub(super) fn want_buffer(&mut self, target: &Expr, buffer: BufferId, how: Wrote) {
        if !matches!(target.kind, ExprKind::Name(_)) {
            let target = (!self.in_lambda).then_some(target.span);
            self.wanted.push(Wanted { buffer, target, how });
        }
    }

    /// The same for a value that may be an array, or an object such as `x.flat` that wrote to one.
    pub(super) fn want_value(&mut self, target: &Expr, value: &Value, how: Wrote) {
        match value {
            Value::Array(array) => self.want(target, array, how),
            Value::Object(_) if !matches!(target.kind, ExprKind::Name(_)) => {
                let written = self.memory.events().iter().rev().find_map(|event| match event {
                    Event::Write { buffer, .. } => Some(*buffer),
                    _ => None,
                });
                let target = (!self.in_lambda).then_some(target.span);
                self.wanted.extend(written.map(|buffer| Wanted { buffer, target, how }));
            }
            _ => {}
        }
    }

    /// Lets go of what the last statement replaced. The session calls it when the statement is over.
    pub fn settle(&mut self) {
        self.journal.clear();
    }

    /// Unbinds every name: `%reset`.
    pub fn reset(&mut self) {
        self.globals.clear();
        self.journal.clear();
    }

    /// What a name means: local, global, or of the table.
    pub(super) fn lookup(&mut self, symbol: Symbol) -> Result<Value> {
        if self.module != 0 {
            return self.lookup_in_module(symbol);
        }
        if let Some((_, value)) = self.locals.iter().rev().find(|(name, _)| *name == symbol) {
            return Ok(value.clone());
        }
        if let Some(Some(value)) = self.globals.get(symbol.index()) {
            return Ok(value.clone());
        }
        if let Some(Some(value)) = self.builtins.get(symbol.index()) {
            return Ok(value.clone());
        }
        let name = Rc::clone(self.interner.name(symbol));
        // In the Python dialect the names that Python has too are Python's.
        if !self.compile_options.array_literals
            && let Some(value) = modules::member(super::value::Module::Builtins, &name)
        {
            self.builtins.resize(self.builtins.len().max(symbol.index() + 1), None);
            self.builtins[symbol.index()] = Some(value.clone());
            return Ok(value);
        }
        let exception = super::vm::exception_class(&name)
            .map(|exception| Value::Class(self.builtin_exception(exception)));
        let Some(value) = exception.or_else(|| modules::bare(&name)) else {
            return self.of_script(&name).ok_or_else(|| self.undefined(symbol));
        };
        if self.builtins.len() <= symbol.index() {
            self.builtins.resize(symbol.index() + 1, None);
        }
        self.builtins[symbol.index()] = Some(value.clone());
        Ok(value)
    }

    pub(super) fn undefined(&self, symbol: Symbol) -> crate::error::Error {
        let name = self.interner.name(symbol);
        if let Some(name) = super::known::builtin(name) {
            return NameError::NoBuiltinYet { name }.into();
        }
        let mut names: Vec<&str> = self.bound().map(|(name, _)| name).collect();
        names.extend(modules::bare_names().map(|name| -> &str { name }));
        let hint = super::suggest::nearest(name, names.into_iter());
        NameError::Undefined { name: name.to_string(), hint: Hint(hint) }.into()
    }
}

impl std::fmt::Debug for Interp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interp")
            .field("memory", &self.memory)
            .field("globals", &self.globals)
            .finish_non_exhaustive()
    }
}
