//! `repr` and `str` of values, with the tags of the arrays in them.

use crate::display::{self, Text};
use crate::error::Result;
use crate::memory::{Array, Base, DType};

use super::builtins::formatter_for;
use super::call::Given;
use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::value::{Type, Value};

/// Which of the two texts of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Repr,
    Str,
}

/// How deep containers may stand in each other to be shown: as deep as in Python.
const MAX_NEST: usize = 990;

impl Interp {
    /// `repr(x)`, as a string value: without tags. Fails where Python does: an int of too many digits, values too deep in each other.
    pub(super) fn whole_repr(&self, value: &Value) -> Result<String> {
        let mut text = Text::default();
        self.write(value, Form::Repr, false, &mut Vec::new(), &mut text)?;
        Ok(text.plain)
    }

    /// `str(x)`, as a string value: without tags. Fails as [`Self::whole_repr`] does.
    pub(super) fn whole_str(&self, value: &Value) -> Result<String> {
        let mut text = Text::default();
        self.write(value, Form::Str, false, &mut Vec::new(), &mut text)?;
        Ok(text.plain)
    }

    /// `repr(x)` for a message: without tags.
    pub fn repr(&self, value: &Value) -> String {
        let mut text = Text::default();
        // What cannot be written (a Ctrl-C in the midst of it) is cut off here; whoever shows it hears of it.
        let _ = self.write(value, Form::Repr, false, &mut Vec::new(), &mut text);
        text.plain
    }

    /// `str(x)` for a message: without tags.
    pub fn str(&self, value: &Value) -> String {
        let mut text = Text::default();
        let _ = self.write(value, Form::Str, false, &mut Vec::new(), &mut text);
        text.plain
    }

    /// `str(x)` as it is shown: with tags, if they are on.
    pub fn show(&self, value: &Value, text: &mut Text) -> Result<()> {
        self.write_whole(value, Form::Str, text)
    }

    /// `repr(x)` as it is shown: with tags, if they are on.
    pub fn show_repr(&self, value: &Value, text: &mut Text) -> Result<()> {
        self.write_whole(value, Form::Repr, text)
    }

    /// The text of a value, without tags; what programs say of their instances was asked before.
    pub(super) fn write_plain(&self, value: &Value, repr: bool, text: &mut Text) -> Result<()> {
        let form = if repr { Form::Repr } else { Form::Str };
        self.write(value, form, false, &mut Vec::new(), text)
    }

    /// Either all of a value or nothing.
    fn write_whole(&self, value: &Value, form: Form, text: &mut Text) -> Result<()> {
        if !value.holds_values() {
            return self.write(value, form, self.tags, &mut Vec::new(), text);
        }
        let mut whole = Text::default();
        self.write(value, form, self.tags, &mut Vec::new(), &mut whole)?;
        text.append(&whole);
        Ok(())
    }

    /// `open` are the containers around the value: one that stands in itself is shown once.
    fn write(
        &self,
        value: &Value,
        form: Form,
        tags: bool,
        open: &mut Vec<*const ()>,
        out: &mut Text,
    ) -> Result<()> {
        let (address, closed) = match value {
            Value::List(list) => (list.0.address(), "[...]"),
            Value::Dict(dict) => (dict.address(), "{...}"),
            Value::Tuple(items) => (items.address(), "(...)"),
            Value::Slice(parts) => (parts.address(), "slice(...)"),
            Value::Object(object) => (std::rc::Rc::as_ptr(object).cast(), "..."),
            _ => return self.write_one(value, form, tags, open, out),
        };
        if open.contains(&address) {
            out.push(closed);
            return Ok(());
        }
        if open.len() >= MAX_NEST {
            return Err(E::ReprRecursion {}.into());
        }
        open.push(address);
        let result = self.write_one(value, form, tags, open, out);
        open.pop();
        result
    }

    fn write_one(
        &self,
        value: &Value,
        form: Form,
        tags: bool,
        open: &mut Vec<*const ()>,
        out: &mut Text,
    ) -> Result<()> {
        match value {
            Value::None => out.push("None"),
            Value::Ellipsis => out.push("Ellipsis"),
            Value::NotImplemented => out.push("NotImplemented"),
            Value::Bool(true) => out.push("True"),
            Value::Bool(false) => out.push("False"),
            Value::Int(n) => out.push(&n.to_string()),
            Value::BigInt(n) => out.push(&display::big_int_text(n)?),
            Value::Float(x) => out.push(&display::float_repr(*x)),
            Value::Complex(z) => out.push(&display::complex_repr(*z)),
            Value::Str(s) if form == Form::Str => out.push(s),
            Value::Str(s) => out.push(&display::str_repr(s)),
            Value::Bytes(bytes) => out.push(&display::bytes_repr(bytes)),
            Value::Scalar(s) if form == Form::Str => out.push(&display::scalar_str(s.dtype(), s.bytes())),
            Value::Scalar(s) => out.push(&display::scalar_repr(s.dtype(), s.bytes())),
            Value::Array(a) => self.write_array(a, form, tags, out)?,
            Value::List(_) => {
                self.write_items(value, ("[", "]"), tags, open, out)?;
            }
            Value::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.write_items(value, ("(", close), tags, open, out)?;
            }
            Value::Dict(dict) => {
                out.push("{");
                let mut place = 0;
                loop {
                    self.memory.check_interrupt()?;
                    let entry = dict
                        .borrow()
                        .at_or_after(place)
                        .map(|(at, key, item)| (at, key.value(), item.clone()));
                    let Some((at, key, item)) = entry else { break };
                    if place > 0 {
                        out.push(", ");
                    }
                    place = at + 1;
                    self.write(&key, Form::Repr, tags, open, out)?;
                    out.push(": ");
                    self.write(&item, Form::Repr, tags, open, out)?;
                }
                out.push("}");
            }
            Value::Slice(parts) => {
                out.push("slice");
                self.write_items(&Value::tuple(parts.to_vec()), ("(", ")"), tags, open, out)?;
            }
            Value::Range(r) => {
                let step = if r.step == 1 { String::new() } else { format!(", {}", r.step) };
                out.push(&format!("range({}, {}{step})", r.start, r.stop));
            }
            Value::DType(dtype) if form == Form::Str => out.push(dtype.name()),
            Value::DType(dtype) => out.push(&format!("dtype('{}')", dtype.name())),
            Value::Type(class) => out.push(&format!("<class '{}'>", class.qualified())),
            Value::Function(row) if row.is_ufunc() => out.push(&format!("<ufunc '{}'>", row.name())),
            Value::Function(row) => {
                let native = match row.row().home {
                    super::table::Home::Bare => true,
                    super::table::Home::In(module) => {
                        super::builtins::native_module(module, row.name()).is_some()
                    }
                    _ => false,
                };
                let kind = if native { "built-in function" } else { "function" };
                out.push(&format!("<{kind} {}>", row.name()));
            }
            Value::Method(bound) => {
                out.push(&format!("<built-in method {} of {} object>", bound.1.name(), bound.0.type_name()));
            }
            Value::Lambda(_) => out.push("<function <lambda>>"),
            Value::Set(set) => {
                let items: Vec<Value> = set.items.borrow().iter().map(super::value::Key::value).collect();
                let count = items.len();
                let items = Value::list(items);
                match (set.frozen, count == 0) {
                    (false, true) => out.push("set()"),
                    (true, true) => out.push("frozenset()"),
                    (false, false) => self.write_items(&items, ("{", "}"), tags, open, out)?,
                    (true, false) => self.write_items(&items, ("frozenset({", "})"), tags, open, out)?,
                }
            }
            Value::Def(function) => {
                out.push(&format!(
                    "<function {} at {:#x}>",
                    function.code.qualname,
                    function.address() as usize
                ));
            }
            Value::Bound(bound) => {
                let name = match &bound.function {
                    Value::Def(function) => function.code.qualname.to_string(),
                    other => class_name(other),
                };
                out.push(&format!("<bound method {name} of "));
                self.write(&bound.this, Form::Repr, false, open, out)?;
                out.push(">");
            }
            Value::Class(class)
                if let Some(text) = {
                    let key = class.address() as usize;
                    let (first, second) = ((key, form == Form::Repr), (key, form != Form::Repr));
                    let rendered = &self.machine.rendered;
                    rendered.get(&first).or_else(|| rendered.get(&second))
                } =>
            {
                out.push(text);
            }
            Value::Class(class) => {
                let name = self.class_qualname(class);
                match &*class.module {
                    "" => out.push(&format!("<class '{name}'>")),
                    module => out.push(&format!("<class '{module}.{name}'>")),
                }
            }
            Value::Instance(instance) => {
                let key = instance.address() as usize;
                let rendered = &self.machine.rendered;
                let repr = form == Form::Repr;
                match rendered.get(&(key, repr)).or_else(|| rendered.get(&(key, !repr))) {
                    Some(text) => out.push(text),
                    None => {
                        let name = self.class_qualname(&instance.class());
                        out.push(&format!("<{}.{name} object at {key:#x}>", instance.class().module));
                    }
                }
            }
            Value::Generator(generator) => {
                let name = &generator.function.code.qualname;
                out.push(&format!("<generator object {name} at {:#x}>", generator.address() as usize));
            }
            Value::Unset => out.push("<unset>"),
            Value::Module(module) => out.push(&format!("<module '{}'>", module.name())),
            Value::Loaded(module) => out.push(&module.repr()),
            Value::Object(object) if let Some(inside) = object.shown_as() => {
                out.push(value.type_of().name());
                out.push("(");
                self.write(&inside, Form::Repr, tags, open, out)?;
                out.push(")");
            }
            Value::Object(object) if object.named_items().is_some() => {
                let (names, items) = object.named_items().unwrap_or_default();
                let class = object.type_name();
                let whole = ["sys.", "time.", "os."].iter().any(|module| class.starts_with(module));
                out.push(if whole { class } else { value.type_of().name() });
                for (i, (name, item)) in names.iter().zip(items).enumerate() {
                    out.push(if i == 0 { "(" } else { ", " });
                    out.push(&format!("{name}="));
                    self.write(item, Form::Repr, tags, open, out)?;
                }
                out.push(")");
            }
            Value::Object(object) => {
                let text = if form == Form::Str { object.str(self) } else { object.repr(self) };
                out.push(&text);
            }
        }
        Ok(())
    }

    fn write_items(
        &self,
        sequence: &Value,
        ends: (&str, &str),
        tags: bool,
        open: &mut Vec<*const ()>,
        out: &mut Text,
    ) -> Result<()> {
        out.push(ends.0);
        for i in 0.. {
            self.memory.check_interrupt()?;
            let Some(item) = sequence.nth(i) else { break };
            if i > 0 {
                out.push(", ");
            }
            self.write(&item, Form::Repr, tags, open, out)?;
        }
        out.push(ends.1);
        Ok(())
    }

    fn write_array(&self, array: &Array, form: Form, tags: bool, out: &mut Text) -> Result<()> {
        let own = self.write_own(array, form)?;
        match form {
            _ if own.is_some() => out.push(&own.unwrap_or_default()),
            Form::Str => out.push(&display::array_str(array, &self.options)?),
            Form::Repr => out.push(&display::array_repr(array, &self.options)?),
        }
        if tags {
            array.make_reference();
            out.push_tag(array);
        }
        Ok(())
    }

    /// An array as the user's own functions write it, if there are some for it.
    fn write_own(&self, array: &Array, form: Form) -> Result<Option<String>> {
        if self.writers.formatter.is_none() && self.writers.repr.is_none() {
            return Ok(None);
        }
        if let (Form::Repr, Some(function)) = (form, &self.writers.repr) {
            let given = Given::places([Value::Array(array.clone())]);
            let mut beside = self.beside();
            let text = beside.call(function, given)?;
            return match &text {
                Value::Str(text) => Ok(Some(text.to_string())),
                other => {
                    let message = format!("__repr__ returned non-string (type {})", other.type_name());
                    Err(E::Type { message }.into())
                }
            };
        }
        let formatter = self.writers.formatter.as_ref();
        let Some(function) = formatter.and_then(|dict| formatter_for(dict, array.dtype().kind())) else {
            return Ok(None);
        };
        let mut beside = self.beside();
        let mut word = |scalar| super::builtins::format_element(&mut beside, &function, scalar);
        Ok(Some(match form {
            // A single element is not formatted.
            Form::Str if array.ndim() == 0 => return Ok(None),
            Form::Str => {
                display::array2string_by(array, &self.options, &display::Frame::default(), &mut word)?
            }
            Form::Repr => display::array_repr_by(array, &self.options, &mut word)?,
        }))
    }

    /// A value in a format: `format(x, spec)`.
    pub fn format(&self, value: &Value, spec: &str) -> Result<String> {
        if spec.is_empty() {
            // NumPy's scalars format as the Python number of their value, which has more digits than a short float; float64 is such a number.
            return Ok(match value {
                Value::Scalar(s)
                    if matches!(s.dtype(), DType::Float16 | DType::Float32 | DType::Complex64) =>
                {
                    self.whole_str(&super::operators::python_number(s))?
                }
                Value::Array(a) if a.ndim() == 0 => {
                    return self.format(&Value::Scalar(super::convert::first(a)), spec);
                }
                other => self.whole_str(other)?,
            });
        }
        // The text is put together of parts.
        self.memory.check_room(display::format_room(spec).saturating_mul(3))?;
        Ok(match value {
            Value::Bool(b) => display::format_bool(*b, spec)?,
            Value::Int(n) => display::format_int(*n, spec)?,
            Value::BigInt(n) => display::format_big_int(n, spec)?,
            Value::Float(x) => display::format_float(*x, spec)?,
            Value::Complex(z) => display::format_complex(*z, spec)?,
            Value::Str(s) => display::format_str(s, spec)?,
            Value::Scalar(s) => return self.format(&super::operators::python_number(s), spec),
            // A 0-d array formats as its element.
            Value::Array(a) if a.ndim() == 0 => {
                return self.format(&Value::Scalar(super::convert::first(a)), spec);
            }
            Value::Object(object) => match object.format(self, spec)? {
                Some(text) => text,
                None => return Err(display::unsupported(&value.type_name()).into()),
            },
            other => return Err(display::unsupported(&other.type_name()).into()),
        })
    }

    /// The value of `a.base`.
    pub(super) fn base_value(base: Option<Base>) -> Value {
        match base {
            None => Value::None,
            Some(Base::Array(array)) => Value::Array(array),
            Some(Base::Holder(super::bytes::BASE, array)) => Value::bytes(array.to_vec()),
            Some(Base::Holder(type_name, array)) => {
                Value::object(super::builtins::Holder { type_name, array })
            }
        }
    }
}

/// The name of a class, or of what stands for one.
pub(super) fn class_name(value: &Value) -> String {
    match value {
        Value::Class(class) => class.name().to_string(),
        Value::Type(class) => class.name().to_owned(),
        Value::Def(function) => function.code.name.to_string(),
        Value::Function(row) => row.name().to_owned(),
        other => other.type_name(),
    }
}

/// `type(x)` as text, for messages.
pub fn type_text(class: Type) -> String {
    format!("<class '{}'>", class.qualified())
}
