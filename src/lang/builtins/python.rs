//! Python's own functions.

use crate::error::Result;
use crate::memory::Array;

use super::super::access::class_of;
use super::super::call::{Args, Given};
use super::super::convert::{first, index_int, not_an_integer, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Kept;
use super::super::operators::{big, python_number};
use super::super::table::{Builtin, Home, Returns};
use super::super::text;
use super::super::value::{Type, Value};
use super::super::walk::{ROOM, Walk};
use super::lazy;

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
        len,
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
        &["reversed"],
        "sequence, /",
        |interp, args| {
            let mut items = interp.items(&args.value("sequence").clone())?;
            items.reverse();
            Ok(Value::list(items))
        },
        "The items backwards, as a list.",
        "reversed((1, 2))",
    ),
    row(
        &["enumerate"],
        "iterable, start=0",
        |interp, args| {
            let start = args.get("start").map_or(Ok(0), index_int)?;
            let source = args.value("iterable");
            if lazy::is_wanted(interp, std::slice::from_ref(source)) {
                return lazy::pairs(interp, source, start);
            }
            let mut walk = interp.walk(&args.value("iterable").clone())?;
            let mut number = start;
            gathered(interp, |interp| {
                let Some(item) = walk.next(interp)? else { return Ok(None) };
                number += 1;
                Ok(Some(Value::tuple(vec![Value::Int(number - 1), item])))
            })
        },
        "The items with their numbers, as a list of pairs.",
        "enumerate(['a', 'b'])",
    ),
    row(
        &["zip"],
        "*iterables, strict=False",
        |interp, args| {
            if lazy::is_wanted(interp, &args.rest) {
                return lazy::tuples(interp, &args.rest, args.flag("strict", false));
            }
            let mut walks = args.rest.iter().map(|v| interp.walk(v)).collect::<Result<Vec<_>>>()?;
            gathered(interp, |interp| Ok(side_by_side(interp, &mut walks)?.map(Value::tuple)))
        },
        "The items side by side, as a list of tuples.",
        "zip([1, 2], [3, 4])",
    ),
    row(
        &["map"],
        "function, /, *iterables",
        |interp, args| {
            let function = args.value("function").clone();
            if lazy::is_wanted(interp, &args.rest) {
                return lazy::results(interp, &function, &args.rest);
            }
            let mut walks = args.rest.iter().map(|v| interp.walk(v)).collect::<Result<Vec<_>>>()?;
            gathered(interp, |interp| {
                let items = side_by_side(interp, &mut walks)?;
                items.map(|items| interp.call(&function, Given::places(items))).transpose()
            })
        },
        "A function called for each item, as a list.",
        "map(lambda x: x + 1, [1, 2])",
    ),
    row(
        &["filter"],
        "function, iterable, /",
        |interp, args| {
            let function = args.value("function").clone();
            let source = args.value("iterable");
            if lazy::is_wanted(interp, std::slice::from_ref(source)) {
                return lazy::kept(interp, &function, source);
            }
            let mut walk = interp.walk(&args.value("iterable").clone())?;
            gathered(interp, |interp| {
                while let Some(item) = walk.next(interp)? {
                    interp.memory.check_interrupt()?;
                    let keep = if matches!(function, Value::None) {
                        item.clone()
                    } else {
                        interp.call(&function, Given::places([item.clone()]))?
                    };
                    if truth(&keep)? {
                        return Ok(Some(item));
                    }
                }
                Ok(None)
            })
        },
        "The items for which a function is true, as a list.",
        "filter(lambda x: x > 1, [1, 2])",
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
            let name = interp.str(args.value("name"));
            Ok(Value::Bool(interp.attribute(&args.value("obj").clone(), &name).is_ok()))
        },
        "Whether a value has an attribute.",
        "hasattr(zeros(3), 'T')",
    ),
    row(
        &["getattr"],
        "obj, name, default=None, /",
        |interp, args| {
            let name = interp.str(args.value("name"));
            let found = interp.attribute(&args.value("obj").clone(), &name);
            match (found, args.get("default")) {
                (Err(_), Some(default)) => Ok(default.clone()),
                (found, _) => found,
            }
        },
        "An attribute by its name.",
        "getattr(zeros(3), 'size')",
    ),
    row(
        &["setattr"],
        "obj, name, value, /",
        |interp, args| {
            let name = interp.str(args.value("name"));
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
            let spec = args.get("spec").map_or_else(String::new, |v| interp.str(v));
            Ok(interp.format(&args.value("value").clone(), &spec)?.into())
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

/// A list of what `next` gives until it gives nothing.
fn gathered(
    interp: &mut Interp,
    mut next: impl FnMut(&mut Interp) -> Result<Option<Value>>,
) -> Result<Value> {
    let mut items = Kept::default();
    while let Some(item) = next(interp)? {
        interp.memory.check_interrupt()?;
        if items.len() == items.capacity() && items.len() >= ROOM {
            interp.memory.check_room(items.len() * size_of::<Value>())?;
        }
        items.push(item);
    }
    Ok(Value::list(items.take()))
}

/// The next item of each walk; `None` as soon as one has none left, or if there is no walk.
fn side_by_side(interp: &mut Interp, walks: &mut [Walk]) -> Result<Option<Vec<Value>>> {
    let mut items = Vec::with_capacity(walks.len());
    for walk in &mut *walks {
        let Some(item) = walk.next(interp)? else { return Ok(None) };
        items.push(item);
    }
    Ok((!items.is_empty()).then_some(items))
}

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
    interp.flush |= args.flag("flush", false);
    for (i, value) in args.rest.iter().enumerate() {
        if i > 0 {
            interp.out.push(&sep);
        }
        interp.render(value, false)?;
        let mut out = std::mem::take(&mut interp.out);
        let result = interp.show(value, &mut out);
        interp.out = out;
        result?;
    }
    interp.out.push(&end);
    Ok(Value::None)
}

fn len(interp: &mut Interp, args: Args) -> Result<Value> {
    let value = args.value("obj");
    let n = match value {
        Value::Set(set) => set.items.borrow().len(),
        Value::Instance(_) | Value::Class(_) => {
            let name = interp.names.len;
            if let Some(method) = interp.special(value, name) {
                let length = interp.call(&method, Given::default())?;
                return match index_int(&length)? {
                    n if n < 0 => Err(E::Value { message: "__len__() should return >= 0".into() }.into()),
                    n => Ok(Value::Int(n)),
                };
            }
            match Interp::payload(value).and_then(|payload| payload.sequence()) {
                Some(items) => items.len(),
                None => match Interp::payload(value) {
                    Some(Value::Dict(dict)) => dict.borrow().len(),
                    Some(Value::Str(text)) => text.chars().count(),
                    _ => return Err(E::NoLen { type_name: value.type_name() }.into()),
                },
            }
        }
        Value::Str(s) => text::count_chars(&interp.memory, s)?,
        Value::Bytes(bytes) => bytes.len(),
        Value::List(list) => list.len(),
        Value::Tuple(items) => items.len(),
        Value::Dict(dict) => dict.borrow().len(),
        Value::Range(range) => {
            let n = range.len();
            if i64::try_from(n).is_err() {
                let message = "Python int too large to convert to C ssize_t".into();
                return Err(E::Overflow { message }.into());
            }
            n
        }
        Value::Array(a) => a.first_len().ok_or(E::UnsizedLen {})?,
        Value::Object(o) => match o.len() {
            Some(n) => n,
            None => return Err(E::NoLen { type_name: value.type_name() }.into()),
        },
        other => return Err(E::NoLen { type_name: other.type_name() }.into()),
    };
    Ok(n.into())
}

/// Numbers for `id`: far apart for different kinds, so that they do not meet.
fn id(_: &mut Interp, args: Args) -> Result<Value> {
    const BASE: i64 = 0x7f00_0000_0000;
    let address = |p: *const ()| p as usize as i64;
    Ok(Value::Int(match args.value("obj") {
        Value::Array(a) => BASE + 0x70 * a.id() as i64,
        Value::List(list) => address(list.0.address().cast()),
        Value::Tuple(items) => address(items.as_ptr().cast()),
        Value::Dict(dict) => address(dict.address().cast()),
        Value::Set(set) => address(set.address()),
        Value::Def(function) => address(function.address()),
        Value::Class(class) => address(class.address()),
        Value::Instance(instance) => address(instance.address()),
        Value::Generator(generator) => address(generator.address()),
        Value::Int(n) => 0x5500_0000_0000 + 32 * (n & 0xff_ffff),
        Value::Str(s) => address(s.as_ptr().cast()),
        Value::None => 0x5400_0000_0000,
        Value::Bool(b) => 0x5400_0000_0010 + 32 * i64::from(*b),
        _ => 0x5400_0000_0100,
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
