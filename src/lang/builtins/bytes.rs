//! Python's bytes: made from arrays and values, and their methods.

use num_bigint::{BigInt, Sign};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Memory, Order, Patience};
use crate::ops::shape;

use super::super::call::Args;
use super::super::codecs::{Encoding, decode, encode};
use super::super::convert::{argument_type, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home};
use super::super::text as long;
use super::super::value::Value;
use super::byte_methods::{bytes_like, part, this};
use super::strings::row;
use super::target;

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::Array,
        &["tobytes"],
        "order='C'",
        |interp, args| {
            let a = target(interp, &args)?;
            let order = interp.order(args.some("order"), Order::C)?;
            let fortran = match order {
                Order::F => true,
                Order::A => a.is_f_contiguous() && !a.is_c_contiguous(),
                Order::C | Order::K => false,
            };
            interp.memory.check_room(a.nbytes())?;
            Ok(Value::bytes(raw(&if fortran { shape::transpose(&a, None)? } else { a })))
        },
        "The bytes of the elements, copied, in C order or another.",
        "array([1, 258], dtype='int16').tobytes()",
    ),
    row(
        Home::Bytes,
        &["hex"],
        "sep='', bytes_per_sep=1",
        |interp, args| {
            let bytes = this(&args);
            let sep = args.some("sep").map_or_else(String::new, |sep| interp.str(sep));
            if !sep.is_empty() && sep.chars().count() != 1 {
                return Err(E::Value { message: "sep must be length 1.".into() }.into());
            }
            let group = args.get("bytes_per_sep").map_or(Ok(1), super::super::convert::index_int)?;
            let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
            let mut text = String::with_capacity(2 * bytes.len());
            let patience = Patience::new(&interp.memory);
            for (i, byte) in bytes.iter().enumerate() {
                patience.spend(1)?;
                // Groups are counted from the right, or from the left for a negative size.
                let before = if group < 0 { i } else { bytes.len() - i };
                if i > 0 && size > 0 && before.is_multiple_of(size) {
                    text.push_str(&sep);
                }
                text.extend(
                    [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0')),
                );
            }
            Ok(text.into())
        },
        "The bytes as hexadecimal digits.",
        "b'\\x01\\xff'.hex()",
    ),
    row(
        Home::Bytes,
        &["decode"],
        "encoding='utf-8', errors='strict'",
        |interp, args| {
            let (encoding, how) = (encoding(&args, "decode")?, errors_of(&args, "decode")?);
            // The text as it is made, and as it is kept; the bytes are read where they stand.
            if let Value::Bytes(bytes) = args.this() {
                interp.memory.check_room(bytes.len().saturating_mul(2))?;
                return decode(bytes, encoding, &how).map(Value::from);
            }
            decode(&this(&args), encoding, &how).map(Value::from)
        },
        "The text that the bytes are the code of.",
        "b'abc'.decode()",
    ),
    row(
        Home::Bytes,
        &["fromhex"],
        "string, /",
        |_, args| from_hex(args.value("string")).map(Value::bytes),
        "The bytes that hexadecimal digits say.",
        "bytes.fromhex('01 ff')",
    ),
    row(
        Home::Object("int"),
        &["from_bytes"],
        "bytes, byteorder='big', *, signed=False",
        |interp, args| {
            let value = args.value("bytes").clone();
            let Value::Bytes(bytes) = construct(interp, Some(value), None, "bytes")? else {
                return Ok(Value::None);
            };
            let little = is_little(&args)?;
            let mut bytes = bytes.to_vec();
            if !little {
                bytes.reverse();
            }
            Ok(Value::big(if args.flag("signed", false) {
                BigInt::from_signed_bytes_le(&bytes)
            } else {
                BigInt::from_bytes_le(Sign::Plus, &bytes)
            }))
        },
        "The int that bytes say.",
        "int.from_bytes(b'\\x01\\x02', 'little')",
    ),
    row(
        Home::Number,
        &["to_bytes"],
        "length=1, byteorder='big', *, signed=False",
        |interp, args| {
            let length = args.get("length").map_or(Ok(1), super::super::convert::index_int)?;
            let length = usize::try_from(length)
                .map_err(|_| E::Value { message: "length argument must be non-negative".into() })?;
            let little = is_little(&args)?;
            let Some(n) = super::super::operators::big(args.this()) else { return Ok(Value::None) };
            let signed = args.flag("signed", false);
            if n.sign() == Sign::Minus && !signed {
                return Err(E::Overflow { message: "can't convert negative int to unsigned".into() }.into());
            }
            interp.memory.check_room(length)?;
            let mut bytes = if signed { n.to_signed_bytes_le() } else { n.to_bytes_le().1 };
            if n.sign() == Sign::NoSign {
                bytes.clear();
            }
            if bytes.len() > length {
                return Err(E::Overflow { message: "int too big to convert".into() }.into());
            }
            bytes.resize(length, if n.sign() == Sign::Minus { 0xff } else { 0 });
            if !little {
                bytes.reverse();
            }
            Ok(Value::bytes(bytes))
        },
        "The int as bytes.",
        "(258).to_bytes(2, 'little')",
    ),
    row(
        Home::Str,
        &["encode"],
        "encoding='utf-8', errors='strict'",
        |interp, args| {
            let text = interp.str(args.this());
            encode(&text, encoding(&args, "encode")?, &errors_of(&args, "encode")?).map(Value::bytes)
        },
        "The bytes that are the code of the text.",
        "'abc'.encode()",
    ),
];

/// Whether `byteorder=` puts the lowest byte first.
fn is_little(args: &Args) -> Result<bool> {
    match args.get("byteorder") {
        None => Ok(false),
        Some(Value::Str(order)) if &**order == "little" => Ok(true),
        Some(Value::Str(order)) if &**order == "big" => Ok(false),
        Some(Value::Str(_)) => {
            Err(E::Value { message: "byteorder must be either 'little' or 'big'".into() }.into())
        }
        Some(other) => {
            let name = args.function();
            let message = format!("{name}() argument 'byteorder' must be str, not {}", other.type_name());
            Err(E::Type { message }.into())
        }
    }
}

/// The code that `encoding=` names.
fn encoding(args: &Args, function: &str) -> Result<Encoding> {
    args.get("encoding").map_or(Ok(Encoding::Utf8), |value| named_encoding(value, function))
}

pub(super) fn named_encoding(value: &Value, function: &str) -> Result<Encoding> {
    match value {
        Value::Str(name) => Encoding::named(name),
        other => {
            let found = argument_type(other);
            let message = format!("{function}() argument 'encoding' must be str, not {found}");
            Err(E::Type { message }.into())
        }
    }
}

/// What `errors=` says.
fn errors_of(args: &Args, function: &str) -> Result<String> {
    match args.get("errors") {
        None => Ok("strict".to_owned()),
        Some(Value::Str(name)) => Ok(name.to_string()),
        Some(other) => {
            let message = format!("{function}() argument 'errors' must be str, not {}", argument_type(other));
            Err(E::Type { message }.into())
        }
    }
}

/// The bytes that hexadecimal digits say.
pub(super) fn from_hex(value: &Value) -> Result<Vec<u8>> {
    /// How many letters are read between two looks at Ctrl-C.
    const PIECE: usize = 1 << 12;
    let Value::Str(text) = value else {
        let message = format!("fromhex() argument must be str, not {}", argument_type(value));
        return Err(E::Type { message }.into());
    };
    let mut letters: Vec<char> = crate::memory::with_room(text.len());
    letters.extend(text.chars());
    let (mut bytes, mut at) = (crate::memory::with_room(letters.len() / 2), 0);
    while at < letters.len() {
        if bytes.len() % PIECE == 0 {
            crate::memory::stop_if_interrupted();
        }
        if letters[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let digit = |at: usize| match letters.get(at).and_then(|c| c.to_digit(16)) {
            Some(digit) => Ok(digit as u8),
            None => Err(E::Value {
                message: format!("non-hexadecimal number found in fromhex() arg at position {at}"),
            }),
        };
        bytes.push(16 * digit(at)? + digit(at + 1)?);
        at += 2;
    }
    Ok(bytes)
}

/// Bytes as they are written.
pub(super) fn shown(bytes: &[u8]) -> String {
    crate::display::bytes_repr(bytes)
}

/// `item in bytes`
pub(in super::super) fn contain(memory: &Memory, bytes: &[u8], item: &Value) -> Result<bool> {
    let part = match part(item) {
        Err(error) if matches!(error.downcast_ref::<E>(), Some(E::Type { .. })) => {
            let message = format!("a bytes-like object is required, not '{}'", item.type_name());
            return Err(E::Type { message }.into());
        }
        part => part?,
    };
    Ok(long::find(memory, bytes, &part)?.is_some())
}

/// The bytes of the elements of an array in C order.
pub(super) fn raw(array: &Array) -> Vec<u8> {
    dispatch!(array.dtype(), T => {
        let elements = array.to_vec::<T>();
        let mut bytes = crate::memory::with_room(size_of_val(elements.as_slice()));
        crate::memory::in_pieces(bytemuck::cast_slice::<T, u8>(&elements), |piece| bytes.extend_from_slice(piece));
        bytes
    })
}

/// `str(bytes, encoding, errors)`
pub(super) fn text_of(bytes: &[u8], name: &Value, how: Option<&Value>) -> Result<Value> {
    let how = match how {
        Some(Value::Str(how)) => how.to_string(),
        _ => "strict".to_owned(),
    };
    decode(bytes, named_encoding(name, "str")?, &how).map(Value::from)
}

/// `bytes(…)`, or the bytes of a `bytearray(…)`.
pub(super) fn construct(
    interp: &mut Interp,
    value: Option<Value>,
    named: Option<Value>,
    class: &str,
) -> Result<Value> {
    let Some(value) = value else { return Ok(Value::bytes(Vec::new())) };
    let type_name = value.type_name();
    match &value {
        Value::Str(text) if named.is_some() => {
            let encoding = named.as_ref().map_or(Ok(Encoding::Utf8), |name| named_encoding(name, class))?;
            return encode(text, encoding, "strict").map(Value::bytes);
        }
        Value::Str(_) => return Err(E::Type { message: "string argument without an encoding".into() }.into()),
        _ if named.is_some() => {
            return Err(E::Type { message: "encoding without a string argument".into() }.into());
        }
        Value::Bytes(_) => return Ok(value),
        Value::Array(a) if a.ndim() > 0 || !a.dtype().is_integer() => {
            interp.memory.check_room(a.nbytes())?;
            return Ok(Value::bytes(raw(a)));
        }
        Value::Scalar(scalar) if !scalar.dtype().is_integer() => {
            return Ok(Value::bytes(scalar.bytes().to_vec()));
        }
        Value::Object(_) if let Some(bytes) = bytes_like(&value) => return Ok(Value::bytes(bytes)),
        other => {
            let count = match try_index_int(other) {
                Err(_) if matches!(other, Value::BigInt(_)) => {
                    let message = "cannot fit 'int' into an index-sized integer".into();
                    return Err(E::Overflow { message }.into());
                }
                count => count?,
            };
            if let Some(n) = count {
                let n = usize::try_from(n).map_err(|_| E::Value { message: "negative count".into() })?;
                interp.memory.check_room(n)?;
                return Ok(Value::bytes(crate::memory::filled(n, 0u8)));
            }
        }
    }
    let out_of_range = || {
        let what = if class == "bytearray" { "byte" } else { "bytes" };
        E::Value { message: format!("{what} must be in range(0, 256)") }
    };
    let mut bytes = Vec::new();
    let mut walk = match interp.iter(&value) {
        Err(error) if matches!(error.downcast_ref::<E>(), Some(E::NotIterable { .. })) => {
            return Err(E::Type { message: format!("cannot convert '{type_name}' object to {class}") }.into());
        }
        walk => walk?,
    };
    while let Some(item) = walk.next(interp)? {
        interp.memory.check_interrupt()?;
        let n = match super::super::convert::index_int(&item) {
            Err(_) if matches!(item, Value::BigInt(_)) => return Err(out_of_range().into()),
            n => n?,
        };
        bytes.push(u8::try_from(n).map_err(|_| out_of_range())?);
    }
    Ok(Value::bytes(bytes))
}
