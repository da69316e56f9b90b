//! `import`, and what enters and leaves a `with`.

use crate::error::{Error, Result};

use super::super::call::Given;
use super::super::code::Import;
use super::super::errors::{Hint, NameError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::modules;
use super::super::value::Value;

impl Interp {
    /// The module of an `import`.
    pub(super) fn import_module(&mut self, import: &Import) -> Result<Value> {
        let name = &import.module;
        self.imported(name);
        if modules::by_name(name).is_none() {
            return Err(Error::from(NameError::NoModule { name: name.clone() }).at(import.span));
        }
        let wanted = if import.whole { name.as_str() } else { name.split('.').next().unwrap_or(name) };
        modules::by_name(wanted)
            .map(Value::Module)
            .ok_or_else(|| Error::from(NameError::NoModule { name: name.clone() }).at(import.span))
    }

    /// `from module import name`
    pub(super) fn import_name(&mut self, module: &Value, package: &str, name: &str) -> Result<Value> {
        let Value::Module(found) = module else { return self.attribute(module, name) };
        let member = modules::member(*found, name)
            .or_else(|| modules::by_name(&format!("{package}.{name}")).map(Value::Module));
        member.ok_or_else(|| {
            let hint = super::super::suggest::nearest(name, modules::member_names(*found));
            NameError::NoName { module: found.name(), name: name.to_owned(), hint: Hint(hint) }.into()
        })
    }

    /// `from module import *`: NumPy's names are there already.
    pub(super) fn import_star(&mut self, module: &Value) -> Result<()> {
        let Value::Module(found) = module else { return Ok(()) };
        if *found == super::super::value::Module::Numpy {
            return Ok(());
        }
        let members: Vec<&'static str> = modules::member_names(*found).collect();
        for name in members {
            if !name.starts_with('_')
                && let Some(value) = modules::member(*found, name)
            {
                let symbol = self.interner.intern(name);
                self.bind(symbol, value);
            }
        }
        Ok(())
    }

    /// Enters a context: what it gives, and what leaves it.
    pub(super) fn enter_context(&mut self, context: Value) -> Result<(Value, Value)> {
        match &context {
            Value::Object(object) => {
                if object.enters_itself() {
                    return Ok((context.clone(), context));
                }
                match object.enter(self)? {
                    Some(given) => Ok((given, context)),
                    None => Err(E::NoContext { type_name: context.type_name() }.into()),
                }
            }
            Value::Instance(_) => {
                let names = self.names;
                let (Some(enter), Some(_)) =
                    (self.special(&context, names.enter), self.special(&context, names.exit))
                else {
                    return Err(E::NoContext { type_name: context.type_name() }.into());
                };
                let given = self.call(&enter, Given::default())?;
                Ok((given, context))
            }
            other => Err(E::NoContext { type_name: other.type_name() }.into()),
        }
    }

    /// Leaves a context; whether it swallows the exception that it is left for.
    pub(super) fn leave_context(&mut self, context: &Value, exception: Option<&Value>) -> Result<bool> {
        match context {
            Value::Object(object) => object.leave_for(self, exception),
            Value::Instance(_) => {
                let names = self.names;
                let Some(exit) = self.special(context, names.exit) else { return Ok(false) };
                let places = match exception {
                    Some(exception @ Value::Instance(instance)) => {
                        [Value::Class(instance.class()), exception.clone(), Value::None]
                    }
                    _ => [Value::None, Value::None, Value::None],
                };
                let result = self.call(&exit, Given::places(places))?;
                if exception.is_none() { Ok(false) } else { self.is_true(&result) }
            }
            _ => Ok(false),
        }
    }

    /// Leaves a context for an exception in a register; whether it is swallowed.
    pub(super) fn leave_raising(&mut self, r: &mut [Value], exit: u16, exception: u16) -> Result<bool> {
        let context = std::mem::replace(&mut r[exit as usize], Value::Unset);
        let raised = r[exception as usize].clone();
        self.leave_context(&context, Some(&raised))
    }
}
