//! Modules that are programs: each has globals of its own.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::syntax::Symbol;

use super::nest::Shared;
use super::value::{Dict, Key, List, Value};

/// A module that was read from a file, or from the library inside arr.
#[derive(Debug)]
pub struct Loaded {
    /// Its number: what [`super::program::Function::module`] holds. The top level has 0.
    pub id: usize,
    /// The dotted name.
    pub name: Rc<str>,
    /// The file that it was read from; none for a module of the library, and for a directory of modules.
    pub file: Option<Rc<str>>,
    /// Whether it is of the library.
    pub in_library: bool,
    /// Where the modules of a package are looked for; none if it is no package.
    pub directory: Option<PathBuf>,
    /// Whether it has run to its end.
    pub complete: Cell<bool>,
    /// What its names are bound to, by the number of the symbol.
    globals: RefCell<Vec<Option<Value>>>,
}

impl Loaded {
    /// A module that has not begun to run.
    pub(super) fn new(id: usize, name: &str, file: Option<&Path>, directory: Option<PathBuf>) -> Self {
        Self {
            id,
            name: name.into(),
            file: file.map(|file| file.display().to_string().into()),
            in_library: false,
            directory,
            complete: Cell::new(false),
            globals: RefCell::default(),
        }
    }

    /// A module of the library.
    pub(super) fn of_library(id: usize, name: &str) -> Self {
        Self { in_library: true, ..Self::new(id, name, None, None) }
    }

    /// What a name is bound to.
    pub fn get(&self, name: Symbol) -> Option<Value> {
        self.globals.borrow().get(name.index())?.clone()
    }

    /// Binds a name, or unbinds it; what it was bound to before.
    pub(super) fn set(&self, name: Symbol, value: Option<Value>) -> Option<Value> {
        let mut globals = self.globals.borrow_mut();
        if globals.len() <= name.index() {
            globals.resize(name.index() + 1, None);
        }
        std::mem::replace(&mut globals[name.index()], value)
    }

    /// The numbers of the symbols that are bound, with what they are bound to.
    pub fn bound(&self) -> Vec<(usize, Value)> {
        let globals = self.globals.borrow();
        globals.iter().enumerate().filter_map(|(i, value)| Some((i, value.clone()?))).collect()
    }

    /// Binds every name again as [`Self::bound`] gave it.
    pub(super) fn restore(&self, bound: &[(usize, Value)]) {
        let mut globals = self.globals.borrow_mut();
        globals.fill(None);
        for (i, value) in bound {
            if let Some(slot) = globals.get_mut(*i) {
                *slot = Some(value.clone());
            }
        }
    }

    /// What `repr` gives.
    pub(super) fn repr(&self) -> String {
        match (&self.file, &self.directory) {
            (Some(file), _) => format!("<module '{}' from '{file}'>", self.name),
            (None, Some(_)) => format!("<module '{}' (namespace)>", self.name),
            (None, None) => format!("<module '{}'>", self.name),
        }
    }
}

/// The modules that were imported, and where others are looked for.
#[derive(Clone, Debug)]
pub(super) struct Imports {
    /// The modules that are programs, by their numbers less one.
    pub(super) loaded: Vec<Rc<Loaded>>,
    /// `sys.modules`
    pub(super) modules: Dict,
    /// `sys.path`
    pub(super) path: List,
    /// `sys.argv`
    pub(super) arguments: List,
    /// `__file__` at the top level.
    pub(super) script: Option<Rc<str>>,
    /// `__doc__` at the top level.
    pub(super) doc: Option<Rc<str>>,
    /// The packages that stand-ins stand for.
    pub(super) stand_ins: Vec<Rc<str>>,
    /// The packages that were told to be missing.
    pub(super) told: Vec<String>,
    /// What names of Python's own mean in modules, by the number of the symbol.
    pub(super) builtins: Vec<Option<Value>>,
}

impl Default for Imports {
    fn default() -> Self {
        Self {
            loaded: Vec::new(),
            modules: Shared::new(RefCell::default()),
            path: List::new(vec![Value::str("")]),
            arguments: List::new(vec![Value::str("")]),
            script: None,
            doc: None,
            stand_ins: Vec::new(),
            told: Vec::new(),
            builtins: Vec::new(),
        }
    }
}

impl Imports {
    /// The module whose name is in `sys.modules`.
    pub(super) fn find(&self, name: &str) -> Option<Value> {
        self.modules.borrow().get(&Key::Str(name.into())).cloned()
    }

    /// Puts a module into `sys.modules`.
    pub(super) fn add(&self, name: &str, module: Value) {
        self.modules.borrow_mut().insert(Key::Str(name.into()), module);
    }

    /// Takes a module that failed out of `sys.modules`.
    pub(super) fn remove(&self, name: &str) {
        self.modules.borrow_mut().remove(&Key::Str(name.into()));
    }
}
