//! The virtual machine: frames on the heap, so that generators can wait, recursion ends at a limit, and a traceback can be told.

// What the machine does is asked of it in one way, whether or not it looks at its own state.
#![allow(clippy::unused_self, clippy::only_used_in_recursion, clippy::self_only_used_in_recursion)]

mod call;
mod class;
mod element;
mod exception;
mod frame;
mod generator;
mod import;
mod instance;
mod iterate;
mod matching;
mod quick;
mod run;
mod slow;

pub(super) use exception::exception_class;
use frame::Stack;
pub use frame::Suspended;
pub(super) use generator::GeneratorMethod;
pub(super) use instance::Rendered;
pub(super) use slow::place_of;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::error::Exception;
use crate::syntax::Symbol;

use super::nest::Shared;
use super::program::Class;
use super::value::Value;

/// The most calls that may stand in each other, as in Python.
const RECURSION_LIMIT: usize = 1000;

/// A function that runs, and what its variables are bound to.
#[derive(Clone, Debug)]
pub struct Running {
    /// Its name.
    pub function: Rc<str>,
    /// Its variables, those of functions around among them.
    pub variables: Vec<(Symbol, Value)>,
}

/// The state of the machine that outlives a call.
#[derive(Debug)]
pub(super) struct Machine {
    /// Stacks that are not used at the moment, kept for their memory.
    spare: Vec<Stack>,
    /// The variables of the functions that run, for who asks which arrays they hold: the innermost first.
    pub(super) running: Vec<Running>,
    /// The code that ran, by its number, for who asks where something was done.
    pub(super) codes: FxHashMap<u32, std::rc::Weak<super::code::Code>>,
    /// How much of it there may be before it is looked what is gone.
    pub(super) codes_limit: usize,
    /// The statement at the top level that ran last.
    pub(super) top: Option<Rc<super::code::Code>>,
    /// The exceptions that are being handled, the outermost first.
    pub(super) handled: Vec<Value>,
    /// How many calls stand in each other.
    pub(super) calls: usize,
    /// How many may.
    pub(super) limit: usize,
    /// The next state of a class.
    versions: u64,
    /// Python's exceptions as classes, those that were asked for.
    exceptions: FxHashMap<Exception, Shared<Class>>,
    /// What is shown of instances in what is written now.
    pub(super) rendered: Rendered,
    /// Whether there are instances of programs' classes, or exceptions, that may say how they are shown.
    pub(super) has_instances: bool,
    /// How often a class was changed after it was made: what attribute accesses remember holds for one of these only.
    pub(super) epoch: u64,
    /// The instances with a hash of their own that are keys, by that and by their number among those of one hash.
    pub(super) hashed: FxHashMap<(i64, u32), Value>,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            spare: Vec::new(),
            running: Vec::new(),
            codes: FxHashMap::default(),
            codes_limit: 1 << 10,
            top: None,
            handled: Vec::new(),
            calls: 0,
            limit: RECURSION_LIMIT,
            versions: 0,
            exceptions: FxHashMap::default(),
            rendered: Rendered::default(),
            has_instances: false,
            epoch: 0,
            hashed: FxHashMap::default(),
        }
    }
}

impl Machine {
    /// A number that no other state of any class has.
    pub(super) fn version(&mut self) -> u64 {
        self.versions += 1;
        self.versions
    }

    /// Remembers code and all code inside it, as long as it is there.
    fn remember(&mut self, code: &Rc<super::code::Code>) {
        if self.codes.len() >= self.codes_limit {
            self.codes.retain(|_, code| code.strong_count() > 0);
            self.codes_limit = (2 * self.codes.len()).max(1 << 10);
        }
        self.codes.insert(code.id, Rc::downgrade(code));
        code.codes.iter().for_each(|inner| self.remember(inner));
    }

    fn stack(&mut self) -> Stack {
        self.spare.pop().unwrap_or_default()
    }

    fn give_back(&mut self, mut stack: Stack) {
        stack.frames.clear();
        stack.registers.clear();
        if self.spare.len() < 16 {
            self.spare.push(stack);
        }
    }
}

impl super::interp::Interp {
    /// No more than so many calls may stand in each other from now on: never more than there is room for.
    pub(in super::super) fn set_recursion_limit(&mut self, limit: usize) {
        self.machine.limit = limit.min(RECURSION_LIMIT);
    }
}

/// The name of a function in a traceback.
pub(super) fn function_name(name: &Rc<str>) -> Rc<str> {
    Rc::clone(name)
}
