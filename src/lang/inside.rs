//! What is inside values: which values a value holds, and by which words a program gets at each. Nothing of the program's runs meanwhile.

use std::cell::RefCell;
use std::rc::Rc;

use crate::syntax::Symbol;

use super::code::{CellRef, Code};
use super::interp::Interp;
use super::program::{Class, Function, GeneratorState, Instance};
use super::value::{Key, Value};

/// The way from a value to one that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// `x[i]`
    Item(usize),
    /// `x['k']`: the text of the key.
    Key(String),
    /// `x.name`
    Attribute(Rc<str>),
    /// A variable of the functions around it, or of a generator that waits.
    Variable(Rc<str>),
    /// What it is said to have itself: an instance the members of its class.
    Itself,
    /// No words lead there.
    Hidden,
}

/// From this many items on, an object that copies them to show them is not looked into.
const MANY: usize = 1 << 12;

/// Called with each value that is held, and the way there; false ends the walk.
type Each<'a> = dyn FnMut(&dyn Fn() -> Way, &Value) -> bool + 'a;

impl Interp {
    /// Calls `each` with the values that a value holds, until it says no.
    pub fn each_inside(&self, value: &Value, each: &mut Each<'_>) -> bool {
        match value {
            Value::List(list) => list.0.try_borrow().is_ok_and(|items| each_item(&items, each)),
            Value::Tuple(items) => each_item(items, each),
            Value::Slice(parts) => parts.iter().all(|part| each(&|| Way::Hidden, part)),
            Value::Dict(dict) => dict.try_borrow().is_ok_and(|entries| {
                entries
                    .iter()
                    .all(|(key, value)| each_key(key, each) && each(&|| Way::Key(self.key_text(key)), value))
            }),
            Value::Set(set) => {
                set.items.try_borrow().is_ok_and(|items| items.iter().all(|key| each_key(key, each)))
            }
            Value::Method(method) => each(&|| Way::Attribute("__self__".into()), &method.0),
            Value::Bound(bound) => {
                each(&|| Way::Attribute("__self__".into()), &bound.this)
                    && each(&|| Way::Hidden, &bound.function)
            }
            Value::Lambda(lambda) => {
                let defaults = lambda.params.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
                let locals = lambda.locals.iter().map(|(name, value)| (name, value));
                locals.chain(defaults).all(|(name, value)| each(&|| self.variable(*name), value))
            }
            Value::Def(function) => self.inside_function(function, each),
            Value::Class(class) => self.inside_class(class, each),
            Value::Instance(instance) => self.inside_instance(instance, each),
            Value::Generator(generator) => {
                let Ok(state) = generator.state.try_borrow() else { return true };
                let GeneratorState::Waiting(waiting) = &*state else { return true };
                let code = &generator.function.code;
                waiting.registers.iter().enumerate().all(|(i, value)| match code.locals.get(i) {
                    Some(name) => each(&|| self.variable(*name), value),
                    None => each(&|| Way::Hidden, value),
                }) && self.inside_cells(code, &waiting.cells, 0, each)
                    && self.inside_cells(code, &generator.function.closure, code.own_cells, each)
            }
            Value::Loaded(module) if !module.in_library => module.bound().iter().all(|(i, value)| {
                let name = || self.interner.name_at(*i).cloned().unwrap_or_default();
                each(&|| Way::Attribute(name()), value)
            }),
            Value::Object(object) if object.len().is_none_or(|length| length < MANY) => {
                object.parts().iter().all(|part| each(&|| Way::Hidden, part))
            }
            _ => true,
        }
    }

    fn variable(&self, name: Symbol) -> Way {
        Way::Variable(Rc::clone(self.interner.name(name)))
    }

    fn inside_cells(&self, code: &Code, cells: &[CellRef], first: usize, each: &mut Each<'_>) -> bool {
        cells.iter().enumerate().all(|(i, cell)| {
            let Ok(value) = cell.try_borrow() else { return true };
            match code.cells.get(first + i) {
                Some(name) => each(&|| self.variable(*name), &value),
                None => each(&|| Way::Hidden, &value),
            }
        })
    }

    fn inside_function(&self, function: &Function, each: &mut Each<'_>) -> bool {
        let code = &function.code;
        self.inside_cells(code, &function.closure, code.own_cells, each)
            && borrowed(&function.defaults, |defaults| {
                defaults
                    .iter()
                    .enumerate()
                    .all(|(i, value)| each(&|| Way::Attribute(format!("__defaults__[{i}]").into()), value))
            })
            && borrowed(&function.keyword_defaults, |defaults| {
                defaults.iter().all(|(name, value)| {
                    each(&|| Way::Attribute(format!("__kwdefaults__['{name}']").into()), value)
                })
            })
            && borrowed(&function.members, |members| {
                members.iter().all(|(name, value)| each(&|| self.attribute_way(*name), value))
            })
    }

    fn attribute_way(&self, name: Symbol) -> Way {
        Way::Attribute(Rc::clone(self.interner.name(name)))
    }

    fn inside_class(&self, class: &Class, each: &mut Each<'_>) -> bool {
        borrowed(&class.members, |members| {
            members.iter().all(|(name, value)| each(&|| self.attribute_way(*name), value))
        }) && class.bases.iter().all(|base| each(&|| Way::Itself, base))
    }

    fn inside_instance(&self, instance: &Instance, each: &mut Each<'_>) -> bool {
        let fields = borrowed(&instance.fields, |fields| {
            fields.iter().all(|(name, value)| each(&|| self.attribute_way(*name), value))
        });
        let dict = instance.dict.try_borrow().ok().and_then(|dict| dict.clone());
        fields
            && dict.is_none_or(|dict| each(&|| Way::Attribute("__dict__".into()), &Value::Dict(dict)))
            && borrowed(&instance.payload, |payload| {
                payload.as_ref().is_none_or(|payload| each(&|| Way::Itself, payload))
            })
            && instance.raised.as_ref().is_none_or(|raised| {
                borrowed(raised, |raised| {
                    raised
                        .args
                        .iter()
                        .enumerate()
                        .all(|(i, value)| each(&|| Way::Attribute(format!("args[{i}]").into()), value))
                        && raised
                            .cause
                            .iter()
                            .all(|cause| each(&|| Way::Attribute("__cause__".into()), cause))
                        && raised
                            .context
                            .iter()
                            .all(|context| each(&|| Way::Attribute("__context__".into()), context))
                })
            })
            && borrowed(&instance.class, |class| each(&|| Way::Itself, &Value::Class(class.clone())))
    }

    /// The text of a key between the brackets of an index.
    fn key_text(&self, key: &Key) -> String {
        let value = key.value();
        match &value {
            Value::Instance(_) | Value::Object(_) => "…".to_owned(),
            _ => {
                let mut text = crate::display::Text::default();
                match self.show_repr(&value, &mut text) {
                    Ok(()) if text.plain.chars().count() <= 40 => text.plain,
                    _ => "…".to_owned(),
                }
            }
        }
    }
}

impl Value {
    /// Where a value lies that may hold others; what is met again is known by that.
    pub fn address(&self) -> Option<*const ()> {
        match self {
            Self::List(list) => Some(list.0.address()),
            Self::Tuple(items) => Some(items.address()),
            Self::Slice(parts) => Some(parts.address()),
            Self::Dict(dict) => Some(dict.address()),
            Self::Set(set) => Some(set.address()),
            Self::Method(method) => Some(method.address()),
            Self::Bound(bound) => Some(bound.address()),
            Self::Lambda(lambda) => Some(lambda.address()),
            Self::Def(function) => Some(function.address()),
            Self::Class(class) if !class.is_builtin => Some(class.address()),
            Self::Instance(instance) => Some(instance.address()),
            Self::Generator(generator) => Some(generator.address()),
            Self::Loaded(module) if !module.in_library => Some(Rc::as_ptr(module).cast()),
            Self::Object(object) => Some(Rc::as_ptr(object).cast()),
            _ => None,
        }
    }
}

/// What is being changed just now is not looked into.
fn borrowed<T>(cell: &RefCell<T>, look: impl FnOnce(&T) -> bool) -> bool {
    cell.try_borrow().map_or(true, |contents| look(&contents))
}

fn each_item(items: &[Value], each: &mut Each<'_>) -> bool {
    items.iter().enumerate().all(|(i, item)| each(&|| Way::Item(i), item))
}

fn each_key(key: &Key, each: &mut Each<'_>) -> bool {
    match key {
        Key::Other(other) => each(&|| Way::Hidden, &other.0),
        _ => true,
    }
}
