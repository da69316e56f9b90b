//! Names in modules that are programs, and what a module's attributes are.

use std::rc::Rc;

use crate::error::Result;
use crate::syntax::{ExprKind, Statement, StatementKind, Symbol};

use super::call::Given;
use super::errors::{Hint, NameError};
use super::interp::Interp;
use super::loaded::Loaded;
use super::nest::Shared;
use super::value::{Key, Module, Value};
use super::{known, modules, suggest};

impl Interp {
    /// The module whose names are global now; none at the top level.
    pub(super) fn current_module(&self) -> Option<Rc<Loaded>> {
        self.imports.loaded.get(self.module.checked_sub(1)?).cloned()
    }

    /// The name of the module that runs.
    pub(super) fn module_name(&self) -> String {
        self.name_of_module(self.module)
    }

    /// The name of a module by its number.
    pub(super) fn name_of_module(&self, id: usize) -> String {
        let loaded = id.checked_sub(1).and_then(|at| self.imports.loaded.get(at));
        loaded.map_or("__main__", |module| &module.name).to_owned()
    }

    /// What a name means in a module that is a program: there the Python dialect is spoken.
    pub(super) fn lookup_in_module(&mut self, symbol: Symbol) -> Result<Value> {
        if let Some(found) = self.current_module().and_then(|module| module.get(symbol)) {
            return Ok(found);
        }
        if let Some(Some(found)) = self.imports.builtins.get(symbol.index()) {
            return Ok(found.clone());
        }
        let name = Rc::clone(self.interner.name(symbol));
        let found = match modules::member(Module::Builtins, &name) {
            Some(found) => Some(found),
            None => match super::vm::exception_class(&name) {
                Some(exception) => Some(Value::Class(self.builtin_exception(exception))),
                None => modules::bare(&name),
            },
        };
        let Some(found) = found else { return Err(self.undefined(symbol)) };
        let names = &mut self.imports.builtins;
        names.resize(names.len().max(symbol.index() + 1), None);
        names[symbol.index()] = Some(found.clone());
        Ok(found)
    }

    /// What Python says of the script itself: `__file__`, `__doc__`.
    pub(super) fn of_script(&self, name: &str) -> Option<Value> {
        let text = |text: &Option<Rc<str>>| text.as_ref().map(|text| Value::str(text));
        match name {
            "__file__" => text(&self.imports.script),
            "__doc__" => Some(text(&self.imports.doc).unwrap_or(Value::None)),
            "__package__" | "__spec__" => Some(Value::None),
            _ => None,
        }
    }

    /// A string that is the first statement of a script is its docstring.
    pub(super) fn note_docstring(&mut self, statement: &Statement) {
        if self.is_first()
            && let StatementKind::Expr(expr) = &statement.form.kind
            && let ExprKind::Str(text) = &expr.kind
        {
            self.imports.doc = Some(text.as_ref().into());
        }
    }

    /// Says what the program is called and what it was given: `sys.argv`, `sys.path[0]`, `__file__`.
    pub fn set_program(&mut self, script: Option<&std::path::Path>, arguments: &[String]) {
        let strings = arguments.iter().map(|argument| Value::str(argument)).collect();
        *self.imports.arguments.0.borrow_mut() = strings;
        let directory = match script.map(|script| (script, std::path::absolute(script))) {
            Some((script, absolute)) => {
                let absolute = absolute.unwrap_or_else(|_| script.to_owned());
                self.imports.script = Some(absolute.display().to_string().into());
                absolute.parent().map_or_else(String::new, |parent| parent.display().to_string())
            }
            None => String::new(),
        };
        if let Some(first) = self.imports.path.0.borrow_mut().first_mut() {
            *first = Value::from(directory);
        }
    }

    /// A module that arr does not have is a stand-in from now on.
    pub fn set_stand_in(&mut self, name: &str) {
        let top = name.split('.').next().unwrap_or(name);
        self.imports.stand_ins.push(top.into());
        // What was imported before is imported anew.
        let within = format!("{top}.");
        let mut modules = self.imports.modules.borrow_mut();
        modules.retain(|key, module| {
            let known = matches!(key, Key::Str(key) if &**key == top || key.starts_with(&within));
            !(known && matches!(module, Value::Object(_)))
        });
    }

    /// `module.name` of a module of arr's own.
    pub(super) fn member_of(&mut self, module: Module, name: &str) -> Option<Value> {
        match (module, name) {
            (Module::Sys, "modules") => Some(Value::Dict(self.imports.modules.clone())),
            (Module::Sys, "path") => Some(Value::List(self.imports.path.clone())),
            (Module::Sys, "argv") => Some(Value::List(self.imports.arguments.clone())),
            _ => self.module_value(module, name).or_else(|| modules::member(module, name)),
        }
    }

    /// `module.name` of a module that is a program.
    pub(super) fn loaded_attribute(&mut self, module: &Rc<Loaded>, name: &str) -> Result<Value> {
        let symbol = self.interner.intern(name);
        if let Some(found) = module.get(symbol) {
            return Ok(found);
        }
        match name {
            "__dict__" => return Ok(self.module_dict(module)),
            "__class__" => return Ok(Value::Type(super::value::Type::Module)),
            _ => {}
        }
        let hook = self.interner.intern("__getattr__");
        if let Some(hook) = module.get(hook) {
            return self.call(&hook, Given::places([Value::str(name)]));
        }
        Err(self.no_attribute(module, name))
    }

    /// The error of an attribute that a module that is a program does not have.
    fn no_attribute(&mut self, module: &Rc<Loaded>, name: &str) -> crate::error::Error {
        let owner = module.name.to_string();
        if !module.complete.get() {
            return NameError::PartialAttribute { module: owner, name: name.to_owned() }.into();
        }
        if module.in_library && known::has(&owner, name) {
            return NameError::NotYet { name: format!("{owner}.{name}") }.into();
        }
        let names = self.names_of(module);
        let hint = suggest::nearest(name, names.iter().map(|name| &**name));
        NameError::LoadedAttribute { module: owner, name: name.to_owned(), hint: Hint(hint) }.into()
    }

    /// The names that a module that is a program binds, in the order in which they were first seen.
    pub fn names_of(&self, module: &Loaded) -> Vec<Rc<str>> {
        module.bound().into_iter().filter_map(|(i, _)| self.interner.name_at(i).cloned()).collect()
    }

    /// The names of a module that is a program with what they are bound to.
    pub(super) fn module_dict(&self, module: &Loaded) -> Value {
        let named = module
            .bound()
            .into_iter()
            .filter_map(|(i, value)| Some((Key::Str(Rc::clone(self.interner.name_at(i)?).into()), value)));
        Value::Dict(Shared::new(std::cell::RefCell::new(named.collect())))
    }
}
