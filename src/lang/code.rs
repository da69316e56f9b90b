//! Code: what the compiler makes of a function, a class body or a statement, and the virtual machine runs.
//!
//! A frame has registers: first the parameters, then the other local variables, then temporaries. An operand names a register and says whether
//! the instruction takes the value away, so that an array that only an expression holds is let go as soon as it was used.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use crate::syntax::{BinaryOp, CompareOp, Span, Symbol, UnaryOp};

use super::value::Value;

/// A register of a frame.
pub type Reg = u16;

/// A register that is read, and whether its value is taken away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Src(u16);

/// The bit of a [`Src`] that says that the value is taken away.
const TAKE: u16 = 0x8000;

/// How many registers a frame may have.
pub const MAX_REGISTERS: usize = TAKE as usize;

impl Src {
    /// The register is read and keeps its value.
    pub fn keep(reg: Reg) -> Self {
        Self(reg)
    }

    /// The register is read for the last time.
    pub fn take(reg: Reg) -> Self {
        Self(reg | TAKE)
    }

    /// The register.
    #[inline(always)]
    pub fn reg(self) -> usize {
        (self.0 & !TAKE) as usize
    }

    /// Whether the value is taken away.
    #[inline(always)]
    pub fn takes(self) -> bool {
        self.0 & TAKE != 0
    }
}

impl fmt::Debug for Src {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}{}", self.reg(), if self.takes() { "!" } else { "" })
    }
}

/// Where a jump goes: the number of an instruction.
pub type Target = u32;

/// An instruction.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // The fields are registers, constants and targets; what each instruction does stands above it.
pub enum Instr {
    /// `dst = src`
    Move {
        dst: Reg,
        src: Src,
    },
    /// `dst = constant k`
    Const {
        dst: Reg,
        k: u32,
    },
    /// Fails with `UnboundLocalError` if the local is not bound.
    CheckBound {
        reg: Reg,
        name: Symbol,
    },
    /// Unbinds a local.
    DeleteLocal {
        reg: Reg,
        name: Symbol,
    },
    /// Lets go of what temporaries from `reg` on hold.
    Clear {
        reg: Reg,
        count: u16,
    },

    /// `dst = a global or built-in name`
    LoadGlobal {
        dst: Reg,
        name: Symbol,
    },
    StoreGlobal {
        src: Src,
        name: Symbol,
    },
    DeleteGlobal {
        name: Symbol,
    },
    /// A name in the body of a class: its own, else `cell` if there is one, else global.
    LoadName {
        dst: Reg,
        name: Symbol,
        cell: u16,
    },
    StoreName {
        src: Src,
        name: Symbol,
    },
    DeleteName {
        name: Symbol,
    },
    LoadCell {
        dst: Reg,
        cell: u16,
    },
    StoreCell {
        src: Src,
        cell: u16,
    },
    DeleteCell {
        cell: u16,
    },
    /// A new variable in the place of a cell.
    NewCell {
        cell: u16,
    },

    /// `dst = a op b`
    Binary {
        op: BinaryOp,
        dst: Reg,
        a: Src,
        b: Src,
    },
    Add {
        dst: Reg,
        a: Src,
        b: Src,
    },
    Subtract {
        dst: Reg,
        a: Src,
        b: Src,
    },
    Multiply {
        dst: Reg,
        a: Src,
        b: Src,
    },
    /// `dst = a + n`, and so on.
    AddInt {
        dst: Reg,
        a: Src,
        n: i32,
    },
    MultiplyInt {
        dst: Reg,
        a: Src,
        n: i32,
    },
    RemainderInt {
        dst: Reg,
        a: Src,
        n: i32,
    },
    FloorDivideInt {
        dst: Reg,
        a: Src,
        n: i32,
    },
    /// `dst = a op= b`
    InPlace {
        op: BinaryOp,
        dst: Reg,
        a: Src,
        b: Src,
    },
    Unary {
        op: UnaryOp,
        dst: Reg,
        a: Src,
    },
    Compare {
        op: CompareOp,
        dst: Reg,
        a: Src,
        b: Src,
    },
    /// Jumps if `a op b` is `on`.
    JumpCompare {
        op: CompareOp,
        on: bool,
        a: Src,
        b: Src,
        target: Target,
    },
    JumpCompareInt {
        op: CompareOp,
        on: bool,
        a: Src,
        n: i16,
        target: Target,
    },
    Jump {
        target: Target,
    },
    /// A jump back: the interrupt is looked at.
    Loop {
        target: Target,
    },
    /// A jump back to a comparison, made at once: to what comes after it while the loop goes on.
    LoopCompare {
        op: CompareOp,
        on: bool,
        a: Src,
        b: Src,
        target: Target,
    },
    LoopCompareInt {
        op: CompareOp,
        on: bool,
        a: Src,
        n: i16,
        target: Target,
    },
    /// A jump back to a [`Self::ForIter`], made at once: to what comes after it while there is an item.
    ForLoop {
        iter: Reg,
        dst: Reg,
        target: Target,
    },
    JumpIf {
        on: bool,
        a: Src,
        target: Target,
    },

    /// Lists, tuples, sets and dicts of `count` registers from `start` on.
    BuildList {
        dst: Reg,
        start: Reg,
        count: u16,
    },
    BuildTuple {
        dst: Reg,
        start: Reg,
        count: u16,
    },
    BuildSet {
        dst: Reg,
        start: Reg,
        count: u16,
    },
    /// Of `count` pairs.
    BuildDict {
        dst: Reg,
        start: Reg,
        count: u16,
    },
    /// Fails where a register holds what cannot be a key.
    CheckKey {
        a: Reg,
    },
    BuildSlice {
        dst: Reg,
        start: Reg,
    },
    BuildString {
        dst: Reg,
        start: Reg,
        count: u16,
    },
    ListAppend {
        list: Reg,
        a: Src,
    },
    ListExtend {
        list: Reg,
        a: Src,
    },
    ListToTuple {
        dst: Reg,
        a: Src,
    },
    SetAdd {
        set: Reg,
        a: Src,
    },
    SetUpdate {
        set: Reg,
        a: Src,
    },
    DictSet {
        dict: Reg,
        key: Src,
        value: Src,
    },
    /// `**a` in a dict display, or among the arguments of a call.
    DictUpdate {
        dict: Reg,
        a: Src,
        call: bool,
    },
    /// A bracketed literal of numbers as an array, in the arr dialect.
    Literal {
        dst: Reg,
        a: Src,
    },
    Format {
        dst: Reg,
        a: Src,
        spec: Src,
        conversion: u8,
    },

    GetItem {
        dst: Reg,
        object: Src,
        index: Src,
    },
    /// `dst = object[…]` with the items of the index in `count` registers from `start` on.
    GetItems {
        dst: Reg,
        object: Src,
        start: Reg,
        count: u8,
        keep: bool,
    },
    /// `object[…] = value`, or the store of `object[…] op= …`.
    SetItems {
        object: Src,
        start: Reg,
        count: u8,
        value: Src,
        named: bool,
        in_place: bool,
    },
    /// `named`: whether the object is a name.
    SetItem {
        object: Src,
        index: Src,
        value: Src,
        named: bool,
    },
    /// The store of `object[index] op= …`: `old` and `new` tell whether it was done in place already.
    SetItemInPlace {
        object: Src,
        index: Src,
        value: Src,
        named: bool,
    },
    DeleteItem {
        object: Src,
        index: Src,
    },
    GetAttribute {
        dst: Reg,
        object: Src,
        name: Symbol,
        cache: u16,
    },
    SetAttribute {
        object: Src,
        name: Symbol,
        value: Src,
        named: bool,
    },
    DeleteAttribute {
        object: Src,
        name: Symbol,
    },

    /// Calls the function in `base` with `count` arguments after it; the result goes to `dst`.
    Call {
        dst: Reg,
        base: Reg,
        count: u16,
        site: u16,
    },
    /// The last arguments have the names of a constant tuple.
    CallNamed {
        dst: Reg,
        base: Reg,
        count: u16,
        names: u16,
    },
    /// The positional arguments are the list in `base + 1`, the others the dict in `base + 2`.
    CallUnpacked {
        dst: Reg,
        base: Reg,
        site: u16,
    },
    /// Calls the method `name` of the object in `base`.
    CallMethod {
        dst: Reg,
        base: Reg,
        count: u16,
        name: Symbol,
        cache: u16,
    },
    Return {
        a: Src,
    },
    Yield {
        dst: Reg,
        a: Src,
    },
    /// Hands on to the iteration in `iter` what is sent, until it ends; its value goes to `dst`, which holds what is sent first.
    YieldFrom {
        dst: Reg,
        iter: Reg,
    },
    /// Begins an iteration over `a`, which takes three registers from `dst` on.
    GetIter {
        dst: Reg,
        a: Src,
    },
    /// `dst = a`, which must be iterable.
    CheckIter {
        dst: Reg,
        a: Src,
    },
    /// The next item of the iteration that `iter` and the two registers after it hold; jumps to `target` when there is none.
    ForIter {
        iter: Reg,
        dst: Reg,
        target: Target,
    },
    /// The items of `a` to `count` registers from `start` on.
    Unpack {
        a: Src,
        start: Reg,
        count: u16,
    },
    /// The same with `before` items, a list, and `after` items.
    UnpackStarred {
        a: Src,
        start: Reg,
        before: u16,
        after: u16,
    },

    /// A function of code `code`; defaults (a tuple), keyword defaults (a dict), annotations (a dict) stand from `base` on, or `None`.
    MakeFunction {
        dst: Reg,
        code: u16,
        base: Reg,
    },
    /// The class whose body is the function in `base`; its name, then `count` arguments, the last of which have the names of a constant.
    MakeClass {
        dst: Reg,
        base: Reg,
        count: u16,
        names: u16,
    },
    Import {
        dst: Reg,
        import: u16,
    },
    ImportFrom {
        dst: Reg,
        module: Reg,
        import: u16,
        index: u16,
    },
    ImportStar {
        module: Src,
    },
    Annotate {
        name: Symbol,
        a: Src,
    },

    Raise {
        exception: Src,
        cause: Src,
        parts: u8,
    },
    /// Raises again what a handler caught.
    Reraise {
        a: Reg,
    },
    /// `dst`: whether the exception in `exception` is one of `class`.
    MatchException {
        dst: Reg,
        exception: Reg,
        class: Src,
    },
    /// The exception in a register is handled from now on.
    PushHandled {
        a: Reg,
    },
    PopHandled,
    FailAssertion {
        message: Src,
        given: bool,
    },
    /// `dst` is what entering gives; the context goes to `exit`.
    Enter {
        dst: Reg,
        exit: Reg,
        context: Src,
    },
    Leave {
        exit: Reg,
    },
    /// Leaves for an exception: jumps if the context swallows it.
    LeaveRaising {
        exit: Reg,
        exception: Reg,
        target: Target,
    },

    /// `dst`: whether the subject is a sequence of `count` items, or, with `starred`, of at least so many.
    MatchSequence {
        dst: Reg,
        a: Reg,
        count: u16,
        starred: bool,
    },
    /// `dst`: whether the subject is a mapping with the keys in `count` registers from `start` on, which their values replace.
    MatchMapping {
        dst: Reg,
        a: Reg,
        start: Reg,
        count: u16,
        rest: bool,
    },
    /// `dst`: whether the subject is of the class in `start`; `count` attributes by position and those named by a constant replace it.
    MatchClass {
        dst: Reg,
        a: Reg,
        start: Reg,
        count: u16,
        names: u16,
    },

    /// A line begins to run: for whoever asks what each does.
    Line {
        line: u32,
    },
    /// Shows the value of a statement that is an expression.
    Echo {
        a: Src,
    },
}

/// A variable of a function that others inside it use, or that it uses of another.
pub type CellRef = Rc<RefCell<Value>>;

/// Where a function that is made finds a variable of the functions around it.
#[derive(Clone, Copy, Debug)]
pub enum Capture {
    /// A cell of the frame that makes it.
    Cell(u16),
}

/// A part of the code that a handler watches.
#[derive(Clone, Copy, Debug)]
pub struct Watched {
    /// Its first instruction, and one past its last.
    pub start: Target,
    /// One past its last instruction.
    pub end: Target,
    /// Where an exception goes on.
    pub target: Target,
    /// Where the exception goes; temporaries after it are let go.
    pub exception: Reg,
    /// How many exceptions of this frame are being handled there.
    pub handled: u16,
}

/// An import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The module, with its dots.
    pub module: String,
    /// The names that are imported from it.
    pub names: Vec<(String, Span)>,
    /// Whether the module itself is wanted and not the package at its top.
    pub whole: bool,
    /// Whether it stands in a `try`, where a module that is missing is missed at once.
    pub tried: bool,
    /// Where the module's name stands.
    pub span: Span,
}

/// What a code object is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A statement at the top level.
    Module,
    /// A `def` or `lambda`.
    Function,
    /// The body of a class.
    Class,
}

/// The parameters of a function, which are its first registers: those by position, those by keyword, `*args`, `**kwargs`.
#[derive(Clone, Debug, Default)]
pub struct CodeParameters {
    /// The names, in the order of the registers.
    pub names: Vec<Symbol>,
    /// How many may be given by position.
    pub positional: usize,
    /// How many of them may not be given by keyword.
    pub positional_only: usize,
    /// How many may be given by keyword only.
    pub keyword_only: usize,
    /// Whether there is a `*args`.
    pub varargs: bool,
    /// Whether there is a `**kwargs`.
    pub kwargs: bool,
}

/// The text that code was read from.
#[derive(Debug)]
pub struct CodeSource {
    /// What errors call it: a file's name, `<stdin>`; empty for the library inside arr, whose frames no traceback tells.
    pub file: Rc<str>,
    /// The statement at the top level.
    pub text: Rc<str>,
    /// The number of its first line.
    pub line: usize,
}

/// What an attribute access remembers: of which class the object was, and what was found.
#[derive(Clone, Debug, Default)]
pub struct AttributeCache {
    /// The version of the class; 0 for none.
    pub class: u64,
    /// How often classes had been changed.
    pub epoch: u64,
    /// The slot of the attribute, if it is the instance's own.
    pub slot: u32,
    /// What the class has under the name.
    pub member: Option<Value>,
}

/// Code.
pub struct Code {
    /// Its number, which no other code has.
    pub id: u32,
    /// What it is of.
    pub kind: CodeKind,
    /// The name.
    pub name: Rc<str>,
    /// The name with those of what it stands in.
    pub qualname: Rc<str>,
    /// The instructions.
    pub instrs: Vec<Instr>,
    /// The bytes of the source that each is of.
    pub spans: Vec<Span>,
    /// The constants.
    pub consts: Vec<Value>,
    /// The code of the functions and classes inside.
    pub codes: Vec<Rc<Code>>,
    /// The imports inside.
    pub imports: Vec<Import>,
    /// The names of keyword arguments of calls.
    pub keywords: Vec<Rc<[Symbol]>>,
    /// The parameters.
    pub parameters: CodeParameters,
    /// The names of the local variables, in the order of their registers; hidden ones of comprehensions have names too.
    pub locals: Vec<Symbol>,
    /// How many registers a frame has.
    pub registers: usize,
    /// The names of the variables in cells: own ones first, then those of functions around.
    pub cells: Vec<Symbol>,
    /// How many of them are its own.
    pub own_cells: usize,
    /// Which parameters go to which cells when a frame begins.
    pub cell_parameters: Vec<(Reg, u16)>,
    /// Where the others are found in the frame that makes the function.
    pub captures: Vec<Capture>,
    /// What handlers watch, inner ones first.
    pub watched: Vec<Watched>,
    /// Where the attribute stands that a call of a method reads, by the instruction that calls.
    pub callees: Vec<(Target, Span)>,
    /// The comprehensions that run in its frame, inner ones first: a traceback tells each as a frame.
    pub comprehensions: Vec<Inlined>,
    /// Whether calling it makes a generator.
    pub is_generator: bool,
    /// Whether a call with as many positional arguments as there are parameters needs nothing but a frame.
    pub is_plain: bool,
    /// The docstring.
    pub doc: Option<Rc<str>>,
    /// Where it was read from.
    pub source: Rc<CodeSource>,
    /// The line of its header.
    pub first_line: usize,
    /// What attribute accesses remember.
    pub caches: Vec<RefCell<AttributeCache>>,
    /// For each call with arguments that may be written: the spans of the arguments, and of the function.
    pub sites: Vec<CallSite>,
    /// Where the objects of stores stand.
    pub stores: Vec<(Target, Span)>,
    /// The number of times it was entered.
    pub runs: Cell<u64>,
}

/// A comprehension that runs in the frame around it.
#[derive(Clone, Copy, Debug)]
pub struct Inlined {
    /// Its first instruction, after its first iterable.
    pub start: Target,
    /// The one behind its last.
    pub end: Target,
    /// The whole of it in the source.
    pub span: Span,
    /// What Python calls its frame.
    pub name: &'static str,
}

/// The text of a call, for what is told of the arguments that it writes to.
#[derive(Clone, Debug, Default)]
pub struct CallSite {
    /// The instruction that calls.
    pub at: Target,
    /// The arguments in the order of the text: span, name of a keyword, and whether it is a name.
    pub arguments: Vec<(Span, Option<Symbol>, bool)>,
    /// The object of a method, and whether it is a name.
    pub receiver: Option<(Span, bool)>,
}

impl Code {
    /// A number for code that no other has.
    pub fn next_id() -> u32 {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1);
        NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }

    /// The number of an instruction among those of all code, for what remembers where something was done.
    #[inline]
    pub fn site(&self, pc: usize) -> u64 {
        u64::from(self.id) << 32 | pc as u64
    }

    /// The span of an instruction.
    pub fn span(&self, pc: usize) -> Span {
        self.spans.get(pc).copied().unwrap_or_default()
    }

    /// The line of an instruction, counted in the file.
    pub fn line(&self, pc: usize) -> usize {
        let start = self.span(pc).start as usize;
        self.source.line + self.source.text.get(..start).map_or(0, |before| before.matches('\n').count())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "code {} {:?}", self.qualname, self.parameters)?;
        for (i, instr) in self.instrs.iter().enumerate() {
            writeln!(f, "{i:4} {instr:?}")?;
        }
        for code in &self.codes {
            write!(f, "{code:?}")?;
        }
        Ok(())
    }
}
