//! Python's bytes: made from arrays and values, and their methods.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Memory, Order, Patience};
use crate::ops::shape;

use super::super::bytes::ByteString;
use super::super::call::Args;
use super::super::convert::try_index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Kept;
use super::super::table::{Builtin, Home};
use super::super::text as long;
use super::super::value::Value;
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
        |_, args| {
            let encoding = encoding(args.get("encoding"))?;
            decode(&this(&args), encoding).map(Value::from)
        },
        "The text that the bytes are the code of.",
        "b'abc'.decode()",
    ),
    row(
        Home::Bytes,
        &["count"],
        "sub, /",
        |interp, args| {
            let (bytes, part) = (this(&args), part(args.value("sub"))?);
            if part.is_empty() {
                return Ok((bytes.len() + 1).into());
            }
            Ok(long::count(&interp.memory, &bytes, &part)?.into())
        },
        "How often a part occurs.",
        "b'abab'.count(b'a')",
    ),
    row(
        Home::Bytes,
        &["find"],
        "sub, /",
        |interp, args| {
            let place = long::find(&interp.memory, &this(&args), &part(args.value("sub"))?)?;
            Ok(place.map_or(Value::Int(-1), Value::from))
        },
        "Where a part stands first, or -1.",
        "b'abc'.find(b'c')",
    ),
    row(
        Home::Bytes,
        &["startswith"],
        "prefix, /",
        |_, args| Ok(Value::Bool(this(&args).starts_with(&part(args.value("prefix"))?))),
        "Whether it begins with a part.",
        "b'abc'.startswith(b'a')",
    ),
    row(
        Home::Bytes,
        &["endswith"],
        "suffix, /",
        |_, args| Ok(Value::Bool(this(&args).ends_with(&part(args.value("suffix"))?))),
        "Whether it ends with a part.",
        "b'abc'.endswith(b'c')",
    ),
    row(
        Home::Bytes,
        &["join"],
        "iterable, /",
        |interp, args| {
            let items = Kept::from(interp.items(&args.value("iterable").clone())?);
            let mut joined = long::Maker::<Vec<u8>>::new(&interp.memory);
            for (i, item) in items.iter().enumerate() {
                let Value::Bytes(part) = item else {
                    let found = item.type_name();
                    let message = format!("sequence item {i}: expected a bytes-like object, {found} found");
                    return Err(E::Type { message }.into());
                };
                if i > 0 {
                    joined.push(&this(&args))?;
                }
                joined.push(part)?;
            }
            Ok(Value::bytes(joined.finish()))
        },
        "Parts joined by these bytes.",
        "b'-'.join([b'a', b'b'])",
    ),
    row(
        Home::Object("bytes"),
        &["fromhex"],
        "string, /",
        |_, args| {
            let Value::Str(text) = args.value("string") else {
                let message =
                    format!("fromhex() argument must be str, not {}", args.value("string").type_name());
                return Err(E::Type { message }.into());
            };
            let letters: Vec<char> = text.chars().collect();
            let (mut bytes, mut at) = (Vec::new(), 0);
            while at < letters.len() {
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
            Ok(Value::bytes(bytes))
        },
        "The bytes that hexadecimal digits say.",
        "bytes.fromhex('01 ff')",
    ),
    row(
        Home::Object("int"),
        &["from_bytes"],
        "bytes, byteorder='big', *, signed=False",
        |interp, args| {
            let value = args.value("bytes").clone();
            let Value::Bytes(bytes) = construct(interp, Some(value), None)? else { return Ok(Value::None) };
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
        |_, args| {
            let length = args.get("length").map_or(Ok(1), super::super::convert::index_int)?;
            let length = usize::try_from(length)
                .map_err(|_| E::Value { message: "length argument must be non-negative".into() })?;
            let little = is_little(&args)?;
            let Some(n) = super::super::operators::big(args.this()) else { return Ok(Value::None) };
            let signed = args.flag("signed", false);
            if n.sign() == Sign::Minus && !signed {
                return Err(E::Overflow { message: "can't convert negative int to unsigned".into() }.into());
            }
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
            encode(&text, encoding(args.get("encoding"))?).map(Value::bytes)
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

/// The codes of text that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

fn encoding(value: Option<&Value>) -> Result<Encoding> {
    let Some(value) = value else { return Ok(Encoding::Utf8) };
    let Value::Str(name) = value else {
        let message = format!("argument 'encoding' must be str, not {}", value.type_name());
        return Err(E::Type { message }.into());
    };
    match name.to_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" => Ok(Encoding::Utf8),
        "ascii" | "us-ascii" => Ok(Encoding::Ascii),
        "latin-1" | "latin1" | "iso-8859-1" => Ok(Encoding::Latin1),
        _ => Err(E::UnknownEncoding { name: name.to_string() }.into()),
    }
}

fn decode(bytes: &[u8], encoding: Encoding) -> Result<String> {
    match encoding {
        Encoding::Utf8 => String::from_utf8(bytes.to_vec()).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let rest = &bytes[at..];
            let first = rest.first().copied().unwrap_or(0);
            let starts = matches!(first, 0xc2..=0xf4);
            let reason = match (starts, error.utf8_error().error_len()) {
                (false, _) => "invalid start byte",
                (true, Some(_)) => "invalid continuation byte",
                (true, None) => "unexpected end of data",
            };
            let place = match (error.utf8_error().error_len(), rest.len()) {
                (None, n) if n > 1 => format!("bytes in position {at}-{}", at + n - 1),
                (Some(n), _) if n > 1 => format!("bytes in position {at}-{}", at + n - 1),
                _ => format!("byte {first:#04x} in position {at}"),
            };
            E::Decode { codec: "utf-8", place, reason }.into()
        }),
        Encoding::Ascii => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(bytes.iter().copied().map(char::from).collect()),
            Some(at) => {
                let place = format!("byte {:#04x} in position {at}", bytes[at]);
                Err(E::Decode { codec: "ascii", place, reason: "ordinal not in range(128)" }.into())
            }
        },
        Encoding::Latin1 => Ok(bytes.iter().copied().map(char::from).collect()),
    }
}

fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>> {
    let (codec, limit) = match encoding {
        Encoding::Utf8 => return Ok(text.as_bytes().to_vec()),
        Encoding::Ascii => ("ascii", 128),
        Encoding::Latin1 => ("latin-1", 256),
    };
    let mut bytes = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        let code = u32::from(c);
        if code >= limit {
            let n = text.chars().skip(at).take_while(|c| u32::from(*c) >= limit).count();
            let place = match (n, code) {
                (1, 0..=0xff) => format!("character '\\x{code:02x}' in position {at}"),
                (1, 0x100..=0xffff) => format!("character '\\u{code:04x}' in position {at}"),
                (1, _) => format!("character '\\U{code:08x}' in position {at}"),
                _ => format!("characters in position {at}-{}", at + n - 1),
            };
            return Err(E::Encode { codec, place, limit }.into());
        }
        bytes.push(code as u8);
    }
    Ok(bytes)
}

/// The bytes whose method is called.
fn this(args: &Args) -> Rc<ByteString> {
    match args.this() {
        Value::Bytes(bytes) => Rc::clone(bytes),
        _ => Rc::new(Vec::new().into()),
    }
}

/// A part that is looked for in bytes: bytes, or one byte by its number.
fn part(value: &Value) -> Result<Vec<u8>> {
    match value {
        Value::Bytes(bytes) => Ok(bytes.to_vec()),
        other => match try_index_int(other)? {
            Some(n) => match u8::try_from(n) {
                Ok(byte) => Ok(vec![byte]),
                Err(_) => Err(E::Value { message: "byte must be in range(0, 256)".into() }.into()),
            },
            None => {
                let message = format!("a bytes-like object is required, not '{}'", other.type_name());
                Err(E::Type { message }.into())
            }
        },
    }
}

/// `item in bytes`
pub(in super::super) fn contain(memory: &Memory, bytes: &[u8], item: &Value) -> Result<bool> {
    Ok(long::find(memory, bytes, &part(item)?)?.is_some())
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

/// `str(bytes, encoding)`
pub(super) fn text_of(bytes: &[u8], name: &Value) -> Result<Value> {
    decode(bytes, encoding(Some(name))?).map(Value::from)
}

/// `bytes(…)`
pub(super) fn construct(interp: &mut Interp, value: Option<Value>, named: Option<Value>) -> Result<Value> {
    let Some(value) = value else { return Ok(Value::bytes(Vec::new())) };
    let type_name = value.type_name();
    match &value {
        Value::Str(text) if named.is_some() => {
            return encode(text, encoding(named.as_ref())?).map(Value::bytes);
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
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Object(_) | Value::Dict(_) => {}
        other => {
            let Some(n) = try_index_int(other)? else {
                return Err(
                    E::Type { message: format!("cannot convert '{type_name}' object to bytes") }.into()
                );
            };
            let n = usize::try_from(n).map_err(|_| E::Value { message: "negative count".into() })?;
            interp.memory.check_room(n)?;
            return Ok(Value::bytes(crate::memory::filled(n, 0u8)));
        }
    }
    let mut bytes = Vec::new();
    for item in interp.items(&value)? {
        let n = super::super::convert::index_int(&item)?;
        let byte =
            u8::try_from(n).map_err(|_| E::Value { message: "bytes must be in range(0, 256)".into() })?;
        bytes.push(byte);
    }
    Ok(Value::bytes(bytes))
}
