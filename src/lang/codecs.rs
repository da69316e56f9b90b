//! Codes of text: characters to bytes and back, and what is done with what has no code.

use crate::error::Result;

use super::errors::ValueKindError as E;

/// The codes of text that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    /// Two bytes for most characters; with the name, whether the high byte comes first, and whether a mark of that comes first.
    Utf16(&'static str, bool, bool),
    /// Four bytes for each.
    Utf32(&'static str, bool, bool),
}

/// What is done with what has no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Errors {
    Strict,
    Ignore,
    Replace,
    Backslash,
    XmlCharRef,
    Name,
}

impl Encoding {
    /// The code of a name.
    pub(super) fn named(name: &str) -> Result<Self> {
        let plain: String =
            name.to_lowercase().chars().map(|c| if c == '_' || c == ' ' { '-' } else { c }).collect();
        Ok(match plain.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Self::Utf8,
            "ascii" | "us-ascii" | "646" => Self::Ascii,
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "l1" | "latin" | "cp819" => {
                Self::Latin1
            }
            "utf-16" | "utf16" | "u16" => Self::Utf16("utf-16", false, true),
            "utf-16-le" | "utf-16le" => Self::Utf16("utf-16-le", false, false),
            "utf-16-be" | "utf-16be" => Self::Utf16("utf-16-be", true, false),
            "utf-32" | "utf32" | "u32" => Self::Utf32("utf-32", false, true),
            "utf-32-le" | "utf-32le" => Self::Utf32("utf-32-le", false, false),
            "utf-32-be" | "utf-32be" => Self::Utf32("utf-32-be", true, false),
            _ => return Err(E::UnknownEncoding { name: name.to_owned() }.into()),
        })
    }
}

fn errors(name: &str) -> Result<Errors> {
    Ok(match name {
        "strict" => Errors::Strict,
        "ignore" => Errors::Ignore,
        "replace" => Errors::Replace,
        "backslashreplace" => Errors::Backslash,
        "xmlcharrefreplace" => Errors::XmlCharRef,
        "namereplace" => Errors::Name,
        _ => return Err(E::UnknownErrors { name: name.to_owned() }.into()),
    })
}

/// The bytes that are the code of a text.
pub(super) fn encode(text: &str, encoding: Encoding, how: &str) -> Result<Vec<u8>> {
    let (codec, limit) = match encoding {
        Encoding::Utf8 => return Ok(text.as_bytes().to_vec()),
        Encoding::Ascii => ("ascii", 128),
        Encoding::Latin1 => ("latin-1", 256),
        Encoding::Utf16(_, big, marked) => {
            let mark = marked.then_some(0xfeff);
            let order = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            return Ok(mark.into_iter().chain(text.encode_utf16()).flat_map(order).collect());
        }
        Encoding::Utf32(_, big, marked) => {
            let mark = marked.then_some(0xfeff);
            let order = |unit: u32| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            return Ok(mark.into_iter().chain(text.chars().map(u32::from)).flat_map(order).collect());
        }
    };
    let mut bytes = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        let code = u32::from(c);
        if code < limit {
            bytes.push(code as u8);
            continue;
        }
        match errors(how)? {
            Errors::Strict => {
                let n = text.chars().skip(at).take_while(|c| u32::from(*c) >= limit).count();
                let place = match n {
                    1 => format!("character '{}' in position {at}", escaped(code)),
                    _ => format!("characters in position {at}-{}", at + n - 1),
                };
                return Err(E::Encode { codec, place, limit }.into());
            }
            Errors::Ignore => {}
            Errors::Replace => bytes.push(b'?'),
            Errors::Backslash => bytes.extend(escaped(code).bytes()),
            Errors::XmlCharRef => bytes.extend(format!("&#{code};").bytes()),
            Errors::Name => return Err(E::UnknownErrors { name: how.to_owned() }.into()),
        }
    }
    Ok(bytes)
}

/// A character as its escape.
fn escaped(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

/// What stands at a place that is the code of no character: how many bytes it takes, and what is wrong with it.
struct Malformed {
    length: usize,
    reason: &'static str,
}

/// The text that bytes are the code of.
pub(super) fn decode(bytes: &[u8], encoding: Encoding, how: &str) -> Result<String> {
    let (codec, bytes, next): (&'static str, &[u8], Next) = match encoding {
        Encoding::Latin1 => return Ok(bytes.iter().copied().map(char::from).collect()),
        Encoding::Ascii => ("ascii", bytes, next_ascii),
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => return Ok(text.to_owned()),
            Err(_) => ("utf-8", bytes, next_utf8),
        },
        Encoding::Utf16(codec, big, marked) => match (marked, bytes) {
            (true, [0xff, 0xfe, rest @ ..]) => (codec, rest, next_utf16_le),
            (true, [0xfe, 0xff, rest @ ..]) => (codec, rest, next_utf16_be),
            _ => (codec, bytes, if big { next_utf16_be } else { next_utf16_le }),
        },
        Encoding::Utf32(codec, big, marked) => match (marked, bytes) {
            (true, [0xff, 0xfe, 0, 0, rest @ ..]) => (codec, rest, next_utf32_le),
            (true, [0, 0, 0xfe, 0xff, rest @ ..]) => (codec, rest, next_utf32_be),
            _ => (codec, bytes, if big { next_utf32_be } else { next_utf32_le }),
        },
    };
    let (mut text, mut at) = (String::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        match next(&bytes[at..]) {
            Ok((c, length)) => {
                text.push(c);
                at += length;
            }
            Err(Malformed { length, reason }) => {
                let faulty = &bytes[at..at + length];
                match errors(how)? {
                    Errors::Strict | Errors::XmlCharRef | Errors::Name => {
                        let place = match faulty {
                            [byte] => format!("byte {byte:#04x} in position {at}"),
                            _ => format!("bytes in position {at}-{}", at + length - 1),
                        };
                        return Err(E::Decode { codec, place, reason }.into());
                    }
                    Errors::Ignore => {}
                    Errors::Replace => text.push('\u{fffd}'),
                    Errors::Backslash => faulty.iter().for_each(|&byte| text.push_str(&escaped(byte.into()))),
                }
                at += length;
            }
        }
    }
    Ok(text)
}

/// The character that bytes begin with, and how many of them it takes.
type Next = fn(&[u8]) -> std::result::Result<(char, usize), Malformed>;

fn next_ascii(bytes: &[u8]) -> std::result::Result<(char, usize), Malformed> {
    match bytes[0] {
        byte @ 0..=127 => Ok((byte.into(), 1)),
        _ => Err(Malformed { length: 1, reason: "ordinal not in range(128)" }),
    }
}

fn next_utf8(bytes: &[u8]) -> std::result::Result<(char, usize), Malformed> {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Err(Malformed { length: 1, reason: "invalid start byte" }),
    };
    let piece = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(piece) {
        Ok(text) => Ok((text.chars().next().unwrap_or_default(), length)),
        Err(error) => Err(match error.error_len() {
            Some(length) => Malformed { length, reason: "invalid continuation byte" },
            None => Malformed { length: piece.len(), reason: "unexpected end of data" },
        }),
    }
}

fn next_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> std::result::Result<(char, usize), Malformed> {
    let [a, b, rest @ ..] = bytes else {
        return Err(Malformed { length: bytes.len(), reason: "truncated data" });
    };
    let first = unit([*a, *b]);
    match (first, rest) {
        (0xd800..=0xdbff, [c, d, ..]) => match char::decode_utf16([first, unit([*c, *d])]).next() {
            Some(Ok(c)) => Ok((c, 4)),
            _ => Err(Malformed { length: 2, reason: "illegal UTF-16 surrogate" }),
        },
        (0xd800..=0xdbff, _) => Err(Malformed { length: bytes.len(), reason: "unexpected end of data" }),
        (0xdc00..=0xdfff, _) => Err(Malformed { length: 2, reason: "illegal encoding" }),
        (unit, _) => Ok((char::from_u32(unit.into()).unwrap_or_default(), 2)),
    }
}

fn next_utf16_le(bytes: &[u8]) -> std::result::Result<(char, usize), Malformed> {
    next_utf16(bytes, u16::from_le_bytes)
}

fn next_utf16_be(bytes: &[u8]) -> std::result::Result<(char, usize), Malformed> {
    next_utf16(bytes, u16::from_be_bytes)
}

fn next_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> std::result::Result<(char, usize), Malformed> {
    let [a, b, c, d, ..] = bytes else {
        return Err(Malformed { length: bytes.len(), reason: "truncated data" });
    };
    match unit([*a, *b, *c, *d]) {
        0xd800..=0xdfff => {
            Err(Malformed { length: 4, reason: "code point in surrogate code point range(0xd800, 0xe000)" })
        }
        code => match char::from_u32(code) {
            Some(c) => Ok((c, 4)),
            None => Err(Malformed { length: 4, reason: "code point not in range(0x110000)" }),
        },
    }
}

fn next_utf32_le(bytes: &[u8]) -> std::result::Result<(char, usize), Malformed> {
    next_utf32(bytes, u32::from_le_bytes)
}

fn next_utf32_be(bytes: &[u8]) -> std::result::Result<(char, usize), Malformed> {
    next_utf32(bytes, u32::from_be_bytes)
}
