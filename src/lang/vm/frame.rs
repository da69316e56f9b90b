//! Frames.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::code::{CellRef, Code, Target};
use super::super::nest::Shared;
use super::super::program::{Function, Generator, Members};
use super::super::value::Value;

/// The frames of calls that stand in each other without native code between them, and their registers.
#[derive(Debug, Default)]
pub struct Stack {
    /// The frames, the innermost last.
    pub(crate) frames: Vec<Frame>,
    /// Their registers.
    pub(crate) registers: Vec<Value>,
}

/// What becomes of the value that a frame returns.
#[derive(Clone, Copy, Debug)]
pub enum Returns {
    /// It goes to a register, counted in the stack.
    To(usize),
    /// The frame is an `__init__`: its instance goes from a register to another.
    Instance {
        /// Where the instance is kept meanwhile, counted in the stack.
        made: usize,
        /// Where it goes.
        dst: usize,
    },
    /// A `for` of the frame below resumed a generator: what it yields goes to a register; when it ends, the loop does.
    Loop {
        /// The register, counted in the stack.
        dst: usize,
        /// Where the loop ends.
        end: Target,
    },
    /// A `yield from` of the frame below resumed a generator: what it yields is yielded on, what it returns goes to a register.
    Delegate {
        /// The register, counted in the stack.
        dst: usize,
    },
    /// To the native code that started the stack.
    Native,
}

/// A call that runs.
#[derive(Debug)]
pub struct Frame {
    /// What it runs.
    pub(crate) code: Rc<Code>,
    /// The next instruction.
    pub(crate) pc: usize,
    /// Its first register.
    pub(crate) base: usize,
    /// What becomes of its value.
    pub(crate) returns: Returns,
    /// Its own variables that functions share.
    pub(crate) cells: Vec<CellRef>,
    /// The function, which holds the variables of functions around it.
    pub(crate) function: Option<Shared<Function>>,
    /// The generator, if it is one's, and where its registers lie while it waits.
    pub(crate) generator: Option<(Shared<Generator>, Box<Suspended>)>,
    /// The names of the class whose body runs.
    pub(crate) namespace: Option<Rc<RefCell<Members>>>,
    /// How many exceptions were being handled when it began.
    pub(crate) handled: usize,
    /// The module whose globals were seen before it.
    pub(crate) outer_module: usize,
}

impl Frame {
    /// The variable of a cell: its own come first, then those of functions around.
    #[inline]
    pub(crate) fn cell(&self, cell: u16) -> &CellRef {
        let cell = usize::from(cell);
        match (self.cells.get(cell), &self.function) {
            (None, Some(function)) => &function.closure[cell - self.cells.len()],
            _ => &self.cells[cell],
        }
    }
}

/// A generator that waits.
#[derive(Debug)]
pub struct Suspended {
    /// Its registers.
    pub(crate) registers: Vec<Value>,
    /// Its own variables that functions share.
    pub(crate) cells: Vec<CellRef>,
    /// The next instruction.
    pub(crate) pc: usize,
    /// The exceptions that it is handling.
    pub(crate) handled: Vec<Value>,
    /// Whether it has begun.
    pub(crate) begun: bool,
}

/// How the outermost frame of a stack was left.
#[derive(Debug)]
pub enum Exit {
    /// It returned.
    Returned(Value),
    /// It yielded; it was a generator's.
    Yielded(Value),
}
