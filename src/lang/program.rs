//! What programs define: functions, classes, instances, exceptions, generators.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::error::{Exception, Frame as TraceFrame};
use crate::syntax::Symbol;

use super::code::{CellRef, Code};
use super::nest::{Nest, Shared, Waiting};
use super::value::{Dict, Type, Value};
use super::vm::Suspended;

/// Values by names, in the order in which they were bound.
pub type Members = IndexMap<Symbol, Value, FxBuildHasher>;

/// A function that a program defines.
#[derive(Debug)]
pub struct Function {
    /// What it runs.
    pub code: Rc<Code>,
    /// The defaults of the last parameters by position.
    pub defaults: RefCell<Box<[Value]>>,
    /// The defaults of parameters by keyword.
    pub keyword_defaults: RefCell<Vec<(Rc<str>, Value)>>,
    /// The variables of functions around that it uses.
    pub closure: Vec<CellRef>,
    /// Attributes: `__name__`, `__doc__`, `__annotations__`, and what a program sets.
    pub members: RefCell<Members>,
    /// The module whose globals it sees.
    pub module: usize,
}

impl Function {
    /// Whether a call with so many positional arguments needs nothing but a frame.
    #[inline(always)]
    pub fn takes(&self, count: usize) -> bool {
        let wanted = self.code.parameters.names.len();
        self.code.is_plain
            && (count == wanted || count < wanted && wanted - count <= self.defaults.borrow().len())
    }
}

/// A method of a program's class, bound to its object.
#[derive(Debug)]
pub struct Bound {
    /// The object.
    pub this: Value,
    /// What is called with it.
    pub function: Value,
}

/// A class that a program defines, or one of Python's exceptions.
pub struct Class {
    /// The name.
    pub name: RefCell<Rc<str>>,
    /// The bases, as written.
    pub bases: Vec<Value>,
    /// The class and all that it inherits from, in the order in which attributes are looked for.
    pub mro: RefCell<Vec<Value>>,
    /// Its own members.
    pub members: RefCell<Members>,
    /// The classes that inherit from it directly.
    pub subclasses: RefCell<Vec<std::rc::Weak<Class>>>,
    /// A number that no other state of any class has.
    pub version: Cell<u64>,
    /// The exception of Python's that it is or inherits from.
    pub exception: Option<Exception>,
    /// The class of Python's own whose values its instances hold: `list`, `dict`, `int` …
    pub native: Option<Type>,
    /// Its metaclass, if it is not `type`.
    pub metaclass: Option<Value>,
    /// Whether it is one of Python's own.
    pub is_builtin: bool,
    /// The module that it is said to be of; empty for Python's builtins.
    pub module: Rc<str>,
    /// What making and changing its instances takes, as it was when it was last asked.
    pub manners: RefCell<Manners>,
}

/// What making and changing the instances of a class takes.
#[derive(Clone, Debug)]
pub struct Manners {
    /// How often classes had been changed when this was found out; a number that never comes for not at all.
    pub epoch: u64,
    /// The `__init__` of the program's, if making an instance takes nothing else.
    pub init: Option<Shared<Function>>,
    /// Whether an attribute is set without asking anybody: no `__setattr__`, property, descriptor or `__slots__`.
    pub sets_plainly: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self { epoch: u64::MAX, init: None, sets_plainly: false }
    }
}

/// An instance of a program's class, or an exception.
#[derive(Debug)]
pub struct Instance {
    /// Its class.
    pub class: RefCell<Shared<Class>>,
    /// Its attributes.
    pub fields: RefCell<Vec<(Symbol, Value)>>,
    /// The same as a dict, once a program asked for `__dict__`: `fields` is empty from then on.
    pub dict: RefCell<Option<Dict>>,
    /// The value of Python's own class that it also is: the list of a subclass of `list`.
    pub payload: RefCell<Option<Value>>,
    /// What an exception has besides.
    pub raised: Option<RefCell<Raised>>,
}

/// What an exception carries.
#[derive(Debug, Default)]
pub struct Raised {
    /// `args`
    pub args: Vec<Value>,
    /// The message of an error of arr's own, which is not made of `args`.
    pub message: Option<String>,
    /// What is proposed with a name that is not known: told with a traceback, no part of the message.
    pub hint: String,
    /// `__cause__`
    pub cause: Option<Value>,
    /// `__context__`
    pub context: Option<Value>,
    /// `__suppress_context__`
    pub suppress: bool,
    /// The frames that it passed, the innermost first.
    pub frames: Vec<TraceFrame>,
}

/// A generator.
#[derive(Debug)]
pub struct Generator {
    /// The function that made it.
    pub function: Shared<Function>,
    /// Where it stands.
    pub state: RefCell<GeneratorState>,
}

/// Where a generator stands.
#[derive(Debug)]
pub enum GeneratorState {
    /// It waits, at its start or after a `yield`.
    Waiting(Box<Suspended>),
    /// It runs.
    Running,
    /// It ended.
    Done,
}

impl Class {
    /// The name.
    pub fn name(&self) -> Rc<str> {
        Rc::clone(&self.name.borrow())
    }

    /// The name with its module, as errors give it.
    pub fn qualified(&self) -> String {
        if self.module.is_empty() || &*self.module == "__main__" {
            self.name().to_string()
        } else {
            format!("{}.{}", self.module, self.name())
        }
    }

    /// The member of that name of the first class in the order of inheritance that has one.
    pub fn find(&self, name: Symbol) -> Option<Value> {
        if let Some(value) = self.members.borrow().get(&name) {
            return Some(value.clone());
        }
        self.mro.borrow().iter().skip(1).find_map(|class| match class {
            Value::Class(class) => class.members.borrow().get(&name).cloned(),
            _ => None,
        })
    }

    /// Whether it is another class or inherits from it.
    pub fn is_within(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || self.mro.borrow().iter().any(|class| match class {
                Value::Class(class) => std::ptr::eq(&raw const **class, other),
                _ => false,
            })
    }

    /// Whether it inherits from a class of Python's own.
    pub fn is_within_type(&self, other: Type) -> bool {
        other == Type::Object
            || self.mro.borrow().iter().any(|class| matches!(class, Value::Type(class) if *class == other))
    }
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "class {}", self.name())
    }
}

impl Instance {
    /// Its class.
    pub fn class(&self) -> Shared<Class> {
        self.class.borrow().clone()
    }
}

impl Nest for Function {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        let Some(this) = Rc::get_mut(this) else { return };
        taken.extend(std::mem::take(this.defaults.get_mut()).into_vec());
        taken.extend(this.members.get_mut().drain(..).map(|(_, value)| value));
        taken.extend(this.closure.drain(..).filter_map(|cell| Rc::into_inner(cell).map(RefCell::into_inner)));
    }
}

impl Nest for Bound {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        let Some(this) = Rc::get_mut(this) else { return };
        taken.extend([&mut this.this, &mut this.function].map(|slot| std::mem::replace(slot, Value::None)));
    }
}

impl Nest for Class {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        let Some(this) = Rc::get_mut(this) else { return };
        taken.extend(this.members.get_mut().drain(..).map(|(_, value)| value));
    }
}

impl Nest for Instance {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        let Some(this) = Rc::get_mut(this) else { return };
        taken.extend(this.fields.get_mut().drain(..).map(|(_, value)| value));
        taken.extend(this.payload.get_mut().take());
        taken.extend(this.dict.get_mut().take().map(Value::Dict));
        if let Some(raised) = &mut this.raised {
            let raised = raised.get_mut();
            taken.extend(raised.args.drain(..));
            taken.extend(raised.cause.take());
            taken.extend(raised.context.take());
        }
    }
}

impl Nest for Generator {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        let Some(this) = Rc::get_mut(this) else { return };
        if let GeneratorState::Waiting(suspended) =
            std::mem::replace(this.state.get_mut(), GeneratorState::Done)
        {
            taken.extend(suspended.registers);
        }
    }
}
