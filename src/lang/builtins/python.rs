//! Python's own functions.

use std::rc::Rc;

use crate::error::{Exception, Result};
use crate::memory::Array;

use super::super::access::class_of;
use super::super::call::{Args, Given};
use super::super::convert::{first, index_int, not_an_integer, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::operators::{big, python_number};
use super::super::string::Str;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Type, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Bare, parameters, run, Returns::Scalar, help, example)
}

const fn number(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Number, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["print"],
        Home::Bare,
        "*values, sep=' ', end='\\n', file=None, flush=False",
        print,
        Returns::Nothing,
        "Prints values, arrays with their tags.",
        "print('a', 1, sep='-')",
    ),
    row(
        &["len"],
        "obj, /",
        |interp, args| interp.len(args.value("obj")).map(Value::from),
        "How many items there are; of an array, the length of its first axis.",
        "len([1, 2, 3])",
    ),
    row(
        &["id"],
        "obj, /",
        id,
        "A number that tells objects apart; the same for aliases of one array.",
        "a = zeros(3); b = a; id(a) == id(b)",
    ),
    row(
        &["repr"],
        "obj, /",
        |interp, args| interp.text_of(args.value("obj"), true).map(Value::from),
        "The text that an echo shows, without tags.",
        "repr(zeros(2))",
    ),
    row(&["hash"], "obj, /", hash, "A number for use as a key.", "hash(1)"),
    row(
        &["sorted"],
        "iterable, /, *, key=None, reverse=False",
        sorted,
        "The items in order, as a list.",
        "sorted((3, 1, 2))",
    ),
    row(
        &["issubclass"],
        "cls, class_or_tuple, /",
        |interp, args| is_subclass(interp, args.value("cls"), args.value("class_or_tuple")).map(Value::Bool),
        "Whether a class is another or a kind of it.",
        "issubclass(int32, integer)",
    ),
    row(
        &["isinstance"],
        "obj, class_or_tuple, /",
        |interp, args| is_instance(interp, args.value("obj"), args.value("class_or_tuple")).map(Value::Bool),
        "Whether a value is of a class.",
        "isinstance(zeros(3), ndarray)",
    ),
    row(
        &["callable"],
        "obj, /",
        |interp, args| {
            let name = interp.names.call;
            let value = args.value("obj");
            Ok(Value::Bool(is_callable(value) || interp.special(value, name).is_some()))
        },
        "Whether a value can be called.",
        "callable(len)",
    ),
    row(
        &["hasattr"],
        "obj, name, /",
        |interp, args| {
            let name = attribute_name(args.value("name"))?;
            let found = interp.attribute(&args.value("obj").clone(), &name);
            known(found).map(|found| Value::Bool(found.is_some()))
        },
        "Whether a value has an attribute.",
        "hasattr(zeros(3), 'T')",
    ),
    row(
        &["getattr"],
        "obj, name, default=None, /",
        |interp, args| {
            let name = attribute_name(args.value("name"))?;
            let found = interp.attribute(&args.value("obj").clone(), &name);
            match args.get("default") {
                Some(default) => Ok(known(found)?.unwrap_or_else(|| default.clone())),
                None => found,
            }
        },
        "An attribute by its name.",
        "getattr(zeros(3), 'size')",
    ),
    row(
        &["setattr"],
        "obj, name, value, /",
        |interp, args| {
            let name = attribute_name(args.value("name"))?;
            interp.set_attribute(&args.value("obj").clone(), &name, args.value("value"))?;
            Ok(Value::None)
        },
        "Sets an attribute by its name.",
        "a = zeros(4); setattr(a, 'shape', (2, 2)); a",
    ),
    row(
        &["format"],
        "value, spec='', /",
        |interp, args| {
            let spec = match args.get("spec") {
                None => String::new(),
                Some(Value::Str(spec)) => spec.to_string(),
                Some(other) => {
                    let given = super::super::convert::argument_type(other);
                    let message = format!("format() argument 2 must be str, not {given}");
                    return Err(E::Type { message }.into());
                }
            };
            Ok(interp.format_value(&args.value("value").clone(), &spec)?.into())
        },
        "A value in a format.",
        "format(3.14159, '.2f')",
    ),
    row(
        &["chr"],
        "i, /",
        |_, args| {
            let n = index_int(args.value("i"))?;
            let c = u32::try_from(n).ok().and_then(char::from_u32);
            c.map(|c| Value::from(c.to_string()))
                .ok_or_else(|| E::Value { message: "chr() arg not in range(0x110000)".into() }.into())
        },
        "The character of a code.",
        "chr(97)",
    ),
    row(
        &["ord"],
        "c, /",
        |_, args| match args.value("c") {
            Value::Str(s) if s.chars().count() == 1 => {
                Ok(Value::Int(s.chars().next().map_or(0, |c| i64::from(u32::from(c)))))
            }
            Value::Bytes(bytes) if bytes.len() == 1 => Ok(Value::Int(bytes[0].into())),
            Value::Str(s) => Err(E::Type {
                message: format!(
                    "ord() expected a character, but string of length {} found",
                    s.chars().count()
                ),
            }
            .into()),
            other => Err(E::Type {
                message: format!("ord() expected string of length 1, but {} found", other.type_name()),
            }
            .into()),
        },
        "The code of a character.",
        "ord('a')",
    ),
    row(&["hex"], "n, /", |_, args| radix(args.value("n"), 16, "0x"), "An int in base 16.", "hex(255)"),
    row(&["oct"], "n, /", |_, args| radix(args.value("n"), 8, "0o"), "An int in base 8.", "oct(8)"),
    row(&["bin"], "n, /", |_, args| radix(args.value("n"), 2, "0b"), "An int in base 2.", "bin(5)"),
    number(
        &["bit_length"],
        "",
        |_, args| Ok(big(args.this()).map_or(0, |n| n.bits()).try_into().map_or(Value::None, Value::Int)),
        "How many bits an int takes.",
        "(5).bit_length()",
    ),
    number(
        &["bit_count"],
        "",
        |_, args| Ok(Value::Int(big(args.this()).map_or(0, |n| n.magnitude().count_ones() as i64))),
        "How many bits are set.",
        "(5).bit_count()",
    ),
    number(
        &["is_integer"],
        "",
        |_, args| {
            Ok(Value::Bool(match args.this() {
                Value::Float(x) => x.is_finite() && x.fract() == 0.0,
                _ => true,
            }))
        },
        "Whether the number is whole.",
        "(1.5).is_integer()",
    ),
    number(
        &["conjugate"],
        "",
        |_, args| {
            Ok(match args.this() {
                Value::Complex(z) => Value::Complex(z.conj()),
                other => other.clone(),
            })
        },
        "The complex conjugate.",
        "(1+2j).conjugate()",
    ),
];

fn print(interp: &mut Interp, args: Args) -> Result<Value> {
    let text = |interp: &Interp, name: &str, default: &str| -> Result<String> {
        match args.some(name) {
            None => Ok(default.to_owned()),
            Some(Value::Str(s)) => Ok(s.to_string()),
            Some(other) => {
                let _ = interp;
                Err(E::Type {
                    message: format!("{name} must be None or a string, not {}", other.type_name()),
                }
                .into())
            }
        }
    };
    let (sep, end) = (text(interp, "sep", " ")?, text(interp, "end", "\n")?);
    if let Some(file) = args.some("file").cloned().or_else(|| interp.redirected()) {
        // What goes into a file is gathered beside what is shown, and has no tags.
        let (out, tags) = (std::mem::take(&mut interp.out), std::mem::replace(&mut interp.tags, false));
        let printed = print_values(interp, &args, &sep, &end);
        interp.tags = tags;
        let text = std::mem::replace(&mut interp.out, out);
        printed?;
        interp.write_to(&file, &text.plain)?;
        return Ok(Value::None);
    }
    print_values(interp, &args, &sep, &end)?;
    if args.flag("flush", false) {
        interp.show_now();
    }
    Ok(Value::None)
}

fn print_values(interp: &mut Interp, args: &Args, sep: &str, end: &str) -> Result<()> {
    for (i, value) in args.rest.iter().enumerate() {
        if i > 0 {
            interp.out.push(sep);
        }
        interp.render(value, false)?;
        let mut out = std::mem::take(&mut interp.out);
        let result = interp.show(value, &mut out);
        interp.out = out;
        result?;
    }
    interp.out.push(end);
    Ok(())
}

/// The name of an attribute that is asked for by a string.
pub(super) fn attribute_name(name: &Value) -> Result<Str> {
    match name {
        Value::Str(name) => Ok(name.clone()),
        other => {
            let message = format!("attribute name must be string, not '{}'", other.type_name());
            Err(E::Type { message }.into())
        }
    }
}

/// An attribute, `None` if there is none of this name. Any other error stays one.
fn known(attribute: Result<Value>) -> Result<Option<Value>> {
    match attribute {
        Err(error) if error.exception() == Exception::AttributeError => Ok(None),
        found => found.map(Some),
    }
}

/// Numbers for `id`: equal where `is` holds, and far apart for different kinds, so that they do not meet.
fn id(_: &mut Interp, args: Args) -> Result<Value> {
    const BASE: i64 = 0x7f00_0000_0000;
    let address = |p: *const ()| p as usize as i64;
    // What is held without an object of its own has a number made of its value.
    let mixed = |bits: u64| {
        let mixed = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (((mixed ^ (mixed >> 29)) >> 2) | 0x2000_0000_0000_0000) as i64
    };
    let named =
        |text: String| mixed(text.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(257) ^ u64::from(byte)));
    Ok(Value::Int(match args.value("obj") {
        Value::Array(a) => BASE + 0x70 * a.id() as i64,
        Value::List(list) => address(list.0.address().cast()),
        Value::Tuple(items) if items.is_empty() => 0x5400_0000_0080,
        Value::Tuple(items) => address(items.as_ptr().cast()),
        Value::Dict(dict) => address(dict.address().cast()),
        Value::Set(set) => address(set.address()),
        Value::Slice(slice) => address(slice.address()),
        Value::Def(function) => address(function.address()),
        Value::Lambda(function) => address(function.address()),
        Value::Bound(method) => address(method.address()),
        Value::Method(method) => address(method.address()),
        Value::Class(class) => address(class.address()),
        Value::Instance(instance) => address(instance.address()),
        Value::Generator(generator) => address(generator.address()),
        Value::Object(object) => address(Rc::as_ptr(object).cast()),
        Value::Loaded(module) => address(Rc::as_ptr(module).cast()),
        Value::BigInt(n) => address(Rc::as_ptr(n).cast()),
        Value::Bytes(bytes) if bytes.len() > 1 => address(Rc::as_ptr(bytes).cast()),
        Value::Range(range) => address(Rc::as_ptr(range).cast()),
        Value::Int(n) if n.unsigned_abs() < 1 << 23 => 0x5500_0000_0000 + 32 * n,
        Value::Int(n) => mixed(n.cast_unsigned()),
        Value::Float(x) => mixed(x.to_bits() ^ 0x5555),
        Value::Str(s) => address(s.as_ptr().cast()),
        Value::None => 0x5400_0000_0000,
        Value::Bool(b) => 0x5400_0000_0010 + 32 * i64::from(*b),
        other => named(format!("{other:?}")),
    }))
}

fn hash(interp: &mut Interp, args: Args) -> Result<Value> {
    interp.hash_value(args.value("obj")).map(Value::Int)
}

fn sorted(interp: &mut Interp, args: Args) -> Result<Value> {
    let items = interp.items(&args.value("iterable").clone())?;
    Ok(Value::list(sorted_items(interp, items, &args)?))
}

/// Items in the order that `key` and `reverse` ask for.
pub(super) fn sorted_items(interp: &mut Interp, items: Vec<Value>, args: &Args) -> Result<Vec<Value>> {
    let key = args.some("key").cloned();
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        interp.memory.check_interrupt()?;
        let key = match &key {
            Some(function) => interp.call(function, Given::places([item.clone()]))?,
            None => item.clone(),
        };
        keyed.push((key, item));
    }
    let reverse = args.get("reverse").map_or(Ok(false), truth)?;
    super::super::sort::sort(interp, keyed, reverse)
}

fn radix(value: &Value, base: u32, prefix: &str) -> Result<Value> {
    let element = match value {
        Value::Array(a) if a.ndim() == 0 && a.dtype().is_integer() => Some(Value::Scalar(first(a))),
        _ => None,
    };
    let Some(n) = big(element.as_ref().unwrap_or(value)) else {
        return Err(not_an_integer(value).into());
    };
    let sign = if n.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    Ok(Value::from(format!("{sign}{prefix}{}", n.magnitude().to_str_radix(base))))
}

#[allow(clippy::only_used_in_recursion)] // As its sibling.
/// `issubclass(class, other)`; a tuple of classes means any of them.
fn is_subclass(interp: &mut Interp, class: &Value, other: &Value) -> Result<bool> {
    if let (Value::Class(_) | Value::Type(_) | Value::Function(_), Value::Class(above)) = (class, other)
        && let Some(Value::Class(meta)) = &above.metaclass
    {
        let hook = interp.interner.intern("__subclasscheck__");
        if let Some(hook) = meta.find(hook) {
            let answer = interp.call(&hook, Given::places([other.clone(), class.clone()]))?;
            return interp.is_true(&answer);
        }
    }
    if let Value::Instance(_) = other {
        let hook = interp.interner.intern("__subclasscheck__");
        if let Some(hook) = interp.special(other, hook) {
            let answer = interp.call(&hook, Given::places([class.clone()]))?;
            return interp.is_true(&answer);
        }
    }
    if let Some(parts) = super::union_parts(other) {
        return is_subclass(interp, class, &Value::tuple(parts));
    }
    if let Value::Tuple(classes) = other {
        for other in classes.iter() {
            if is_subclass(interp, class, other)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match (class, other) {
        (Value::Class(class), Value::Class(other)) => Ok(class.is_within(other)),
        (Value::Class(class), Value::Type(other)) => Ok(class.is_within_type(*other)),
        (Value::Type(_), Value::Class(_)) => Ok(false),
        (Value::Type(_), Value::Type(Type::Object)) => Ok(true),
        (Value::Type(class), Value::Type(other)) => Ok(match (*class, other) {
            (Type::Bool, Type::Int) | (Type::DTypeOf(_), Type::DType) => true,
            (Type::Scalar(crate::memory::DType::Float64), Type::Float) => true,
            (Type::Scalar(crate::memory::DType::Complex128), Type::Complex) => true,
            (Type::Scalar(dtype), Type::Abstract(other)) => other.holds(dtype),
            (Type::Abstract(class), Type::Abstract(other)) => class.is_within(*other),
            (Type::Other(class), Type::Other(other)) => {
                super::modules::class_and_bases(class).any(|class| class == *other)
            }
            (class, other) => class == *other,
        }),
        (Value::Type(_) | Value::Class(_), _) => {
            let message = "issubclass() arg 2 must be a class, a tuple of classes, or a union".into();
            Err(E::Type { message }.into())
        }
        _ => Err(E::Type { message: "issubclass() arg 1 must be a class".into() }.into()),
    }
}

/// `isinstance(value, class)`; a tuple of classes means any of them.
pub(in super::super) fn is_instance(interp: &mut Interp, value: &Value, class: &Value) -> Result<bool> {
    if let Some(parts) = super::union_parts(class) {
        return is_instance(interp, value, &Value::tuple(parts));
    }
    if let Some(answer) = interp.is_instance_of(value, class)? {
        return Ok(answer);
    }
    Ok(match class {
        Value::Tuple(classes) => {
            for class in classes.iter() {
                if is_instance(interp, value, class)? {
                    return Ok(true);
                }
            }
            false
        }
        Value::Type(class) => match (value.type_of(), class) {
            (Type::Bool, Type::Int) => true,
            // np.float64 is a float, np.complex128 a complex.
            (Type::Scalar(crate::memory::DType::Float64), Type::Float) => true,
            (Type::Scalar(crate::memory::DType::Complex128), Type::Complex) => true,
            (Type::DTypeOf(_), Type::DType) => true,
            (Type::Scalar(dtype), Type::Abstract(abstract_class)) => abstract_class.holds(dtype),
            (Type::Other(own), Type::Other(wanted)) => {
                super::modules::class_and_bases(own).any(|class| class == *wanted)
            }
            (Type::Other(_), Type::Tuple) => {
                matches!(value, Value::Object(object) if object.named_items().is_some())
            }
            (own, wanted) => own == *wanted,
        },
        // A function that stands for a class of NumPy, such as `broadcast`.
        Value::Function(row) if row.row().home == Home::Numpy => {
            value.type_of().qualified().strip_prefix("numpy.") == Some(row.name())
        }
        // One that stands for a class of Python's.
        Value::Function(row) if row.row().home == Home::Bare => value.type_of().name() == row.name(),
        Value::Instance(_)
            if let Some(hook) = {
                let name = interp.names.instancecheck;
                interp.special(class, name)
            } =>
        {
            let answer = interp.call(&hook, Given::places([value.clone()]))?;
            return interp.is_true(&answer);
        }
        _ if let Some(parts) = super::union_parts(class) => {
            return is_instance(interp, value, &Value::tuple(parts));
        }
        _ => {
            let message = "isinstance() arg 2 must be a type, a tuple of types, or a union".into();
            return Err(E::Type { message }.into());
        }
    })
}

/// `item()` of an array: one element as a Python number.
pub(super) fn item(array: &Array, index: &[Value], interp: &mut Interp) -> Result<Value> {
    let wrong = || -> Result<Value> {
        Err(E::Value { message: "incorrect number of indices for array".into() }.into())
    };
    let indices = match index {
        [Value::Tuple(items)] => &items[..],
        several => several,
    };
    if indices.len() != 1 && !index.is_empty() && indices.len() != array.ndim() {
        return wrong();
    }
    if indices.iter().any(|i| matches!(i, Value::Array(a) if a.ndim() > 0)) {
        let message = "only integer scalar arrays can be converted to a scalar index".into();
        return Err(E::Type { message }.into());
    }
    let value = match indices {
        [] if index.is_empty() => match super::super::access::only(array) {
            Some(scalar) => return Ok(python_number(&scalar)),
            None => {
                let message = "can only convert an array of size 1 to a Python scalar".into();
                return Err(E::Value { message }.into());
            }
        },
        [flat] if array.ndim() != 1 => {
            let n = array.size() as i64;
            let i = index_int(flat)?;
            let at = if i < 0 { i + n } else { i };
            if !(0..n).contains(&at) {
                let message = format!("index {i} is out of bounds for size {n}");
                return Err(E::Index { message }.into());
            }
            let mut rest = at as usize;
            let mut indices: Vec<usize> = array
                .shape()
                .iter()
                .rev()
                .map(|&len| {
                    let i = rest % len;
                    rest /= len;
                    i
                })
                .collect();
            indices.reverse();
            return Ok(python_number(&array.item(&indices)));
        }
        several => interp.get_item_value(&Value::Array(array.clone()), &Value::tuple(several.to_vec()))?,
    };
    match value {
        Value::Scalar(scalar) => Ok(python_number(&scalar)),
        _ => wrong(),
    }
}

/// `type(x)`
pub(super) fn type_of(value: &Value) -> Value {
    class_of(value)
}

/// Whether a value can be called.
pub(super) fn is_callable(value: &Value) -> bool {
    match value {
        Value::Function(_)
        | Value::Method(_)
        | Value::Lambda(_)
        | Value::Type(_)
        | Value::Def(_)
        | Value::Bound(_)
        | Value::Class(_) => true,
        Value::Object(object) => object.is_callable(),
        _ => false,
    }
}
