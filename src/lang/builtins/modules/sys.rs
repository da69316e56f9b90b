//! `sys`

use num_traits::{Signed, ToPrimitive};

use crate::error::{Exception, Result};

use super::super::super::call::Args;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::operators::big;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::super::named::NamedClass;
use super::arguments::{index, type_error, value_error};
use super::files::FileObject;

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Sys), parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["exit"],
        "status=None, /",
        exit,
        "Ends the program with a status, by the error SystemExit.",
        "import sys; sys.exit",
    ),
    Builtin::new(
        &["exit", "quit"],
        Home::Bare,
        "code=None",
        exit,
        Returns::Nothing,
        "Ends the program with a status, by the error SystemExit.",
        "callable(exit)",
    ),
    row(
        &["getsizeof"],
        "object, default=<no value>",
        |interp, args| Ok(Value::from(size_of_object(interp, args.value("object")))),
        "How many bytes a value takes by itself, by Python's reckoning.",
        "import sys; sys.getsizeof(1)",
    ),
    row(
        &["getrecursionlimit"],
        "",
        |interp, _| Ok(Value::Int(interp.modules.recursion_limit.unwrap_or(1000))),
        "How deep calls may go, as setrecursionlimit said; arr goes deeper where there is room.",
        "import sys; sys.getrecursionlimit()",
    ),
    row(
        &["setrecursionlimit"],
        "limit, /",
        |interp, args| {
            let limit = index(interp, args.value("limit"))?;
            if !limit.is_positive() {
                return Err(value_error("recursion limit must be greater or equal than 1"));
            }
            let Some(limit) = limit.to_i32() else {
                return Err(E::IntToInt {}.into());
            };
            interp.modules.recursion_limit = Some(limit.into());
            interp.set_recursion_limit(limit.try_into().unwrap_or(usize::MAX));
            Ok(Value::None)
        },
        "Sets how deep calls may go; never deeper than arr has room for.",
        "import sys; sys.setrecursionlimit(2000)",
    ),
    row(
        &["exc_info"],
        "",
        |interp, _| {
            let handled = interp.handled_exception();
            Ok(Value::tuple(match handled {
                Some(exception @ Value::Instance(_)) => {
                    vec![super::super::super::access::class_of(&exception), exception, Value::None]
                }
                _ => vec![Value::None, Value::None, Value::None],
            }))
        },
        "The exception that is being handled: its class, itself, and None.",
        "import sys; sys.exc_info()",
    ),
    row(
        &["getdefaultencoding", "getfilesystemencoding"],
        "",
        |_, _| Ok(Value::str("utf-8")),
        "How text becomes bytes.",
        "import sys; sys.getdefaultencoding()",
    ),
    row(
        &["intern"],
        "string, /",
        |_, args| match args.value("string") {
            text @ Value::Str(_) => Ok(text.clone()),
            other => Err(type_error(format!("intern() argument must be str, not {}", other.type_name()))),
        },
        "The string itself.",
        "import sys; sys.intern('a')",
    ),
];

/// What is no row.
pub(super) const CONSTANTS: &[&str] = &[
    "byteorder",
    "executable",
    "float_info",
    "hash_info",
    "hexversion",
    "int_info",
    "maxsize",
    "maxunicode",
    "platform",
    "stderr",
    "stdin",
    "stdout",
    "version",
    "version_info",
];

static FLOAT_INFO: NamedClass = NamedClass {
    name: "sys.float_info",
    fields: &[
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ],
};
static INT_INFO: NamedClass = NamedClass {
    name: "sys.int_info",
    fields: &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
};
static HASH_INFO: NamedClass = NamedClass {
    name: "sys.hash_info",
    fields: &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
};
static VERSION_INFO: NamedClass =
    NamedClass { name: "sys.version_info", fields: &["major", "minor", "micro", "releaselevel", "serial"] };

/// `sys.name` where that is no row.
pub(super) fn member(interp: &mut Interp, name: &str) -> Option<Value> {
    let int = Value::Int;
    Some(match name {
        "stdin" | "__stdin__" => stream(interp, 0),
        "stdout" | "__stdout__" => stream(interp, 1),
        "stderr" | "__stderr__" => stream(interp, 2),
        "maxsize" => int(i64::MAX),
        "maxunicode" => int(0x10_ffff),
        "byteorder" => Value::str(if cfg!(target_endian = "little") { "little" } else { "big" }),
        "platform" => Value::str(if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }),
        "version" => Value::str("3.11.7 (arr)"),
        "hexversion" => int(0x030b_07f0),
        "executable" => Value::from(
            std::env::current_exe().map_or_else(|_| String::new(), |path| path.display().to_string()),
        ),
        "version_info" => VERSION_INFO.tuple(vec![int(3), int(11), int(7), Value::str("final"), int(0)]),
        "float_info" => FLOAT_INFO.tuple(vec![
            Value::Float(f64::MAX),
            int(1024),
            int(308),
            Value::Float(f64::MIN_POSITIVE),
            int(-1021),
            int(-307),
            int(15),
            int(53),
            Value::Float(f64::EPSILON),
            int(2),
            int(1),
        ]),
        "int_info" => INT_INFO.tuple(vec![int(30), int(4), int(4300), int(640)]),
        "hash_info" => HASH_INFO.tuple(vec![
            int(64),
            int((1 << 61) - 1),
            int(314_159),
            int(0),
            int(1_000_003),
            Value::str("siphash13"),
            int(64),
            int(128),
            int(0),
        ]),
        _ => return None,
    })
}

/// A standard stream, or what a program put in its place.
pub(super) fn stream(interp: &mut Interp, number: usize) -> Value {
    interp.modules.streams[number].get_or_insert_with(|| FileObject::standard(number)).clone()
}

/// `sys.stdout = …` and its like; false if the name cannot be set.
pub(super) fn set_member(interp: &mut Interp, name: &str, value: &Value) -> bool {
    let number = match name {
        "stdin" => 0,
        "stdout" => 1,
        "stderr" => 2,
        _ => return false,
    };
    interp.modules.streams[number] = Some(value.clone());
    interp.modules.redirected = true;
    true
}

fn exit(interp: &mut Interp, args: Args) -> Result<Value> {
    let code = match args.row().row().home {
        Home::Bare => args.get("code"),
        _ => args.get("status"),
    };
    let values = match code {
        Some(Value::None) | None => Vec::new(),
        Some(Value::Tuple(parts)) => parts.to_vec(),
        Some(code) => vec![code.clone()],
    };
    Err(interp.exception_error(Exception::SystemExit, values))
}

/// The size of an object as Python itself lays it out.
fn size_of_object(interp: &mut Interp, value: &Value) -> usize {
    match value {
        Value::None | Value::Ellipsis | Value::NotImplemented => 16,
        Value::Bool(b) => 24 + 4 * usize::from(*b),
        Value::Int(_) | Value::BigInt(_) => 24 + 4 * big(value).map_or(0, |n| n.bits().div_ceil(30)) as usize,
        Value::Float(_) => 24,
        Value::Complex(_) => 32,
        Value::Str(text) => {
            let widest = text.chars().map(u32::from).max().unwrap_or(0);
            let count = text.count(&interp.memory).unwrap_or(text.len());
            match widest {
                0..0x80 => 49 + count,
                0x80..0x100 => 73 + count,
                0x100..0x1_0000 => 74 + 2 * count,
                _ => 76 + 4 * count,
            }
        }
        Value::Bytes(bytes) => 33 + bytes.len(),
        Value::List(list) => 56 + 8 * list.len(),
        Value::Tuple(items) => 40 + 8 * items.len(),
        Value::Range(_) | Value::Instance(_) => 48,
        Value::Slice(_) => 56,
        Value::Dict(dict) => match dict.borrow().len() {
            0 => 64,
            1..=5 => 184,
            n => (n * 3 / 2).next_power_of_two() * 40,
        },
        Value::Set(set) => match set.items.borrow().len() {
            0..=4 => 216,
            n => 200 + 16 * (n * 5 / 3).next_power_of_two(),
        },
        Value::Array(array) => {
            let own = if array.base().is_none() { array.nbytes() } else { 0 };
            96 + 16 * array.ndim() + own
        }
        Value::Scalar(scalar) => 24 + scalar.dtype().itemsize(),
        _ => 48,
    }
}
