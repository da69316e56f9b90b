//! Python's own values as text: `repr` of floats, complex numbers and strings.

use crate::memory::{C128, stop_if_interrupted};

use super::float::into_string;
use super::scalar::{push_complex, push_float};

/// How many characters are written between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 16;

/// `repr(value)` and `str(value)` of a Python float: `0.1`, `1e+16`, `nan`.
pub fn float_repr(value: f64) -> String {
    let mut out = Vec::with_capacity(24);
    push_float(&mut out, value);
    into_string(out)
}

/// `repr(value)` and `str(value)` of a Python complex: `(1+2j)`, `2j`.
pub fn complex_repr(value: C128) -> String {
    let mut out = Vec::with_capacity(40);
    push_complex(&mut out, value, true);
    into_string(out)
}

/// `repr(value)` and `str(value)` of a Python bool.
pub fn bool_repr(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// `repr(value)` of a Python string: in single quotes, or in double ones if there are single ones in it and no double ones;
/// what cannot be printed is escaped.
pub fn str_repr(value: &str) -> String {
    use std::fmt::Write;

    let quote = if value.contains('\'') && !value.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(value.len() + 2);
    out.push(quote);
    for (i, c) in value.chars().enumerate() {
        if i % PATIENCE == 0 {
            stop_if_interrupted();
        }
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if is_printable(c) => out.push(c),
            c => {
                let code = c as u32;
                let _ = match code {
                    0..=0xff => write!(out, "\\x{code:02x}"),
                    0x100..=0xffff => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
        }
    }
    out.push(quote);
    out
}

/// `repr(value)` of Python's bytes: what is not printable ASCII is escaped.
pub fn bytes_repr(value: &[u8]) -> String {
    use std::fmt::Write;

    let quote = if value.contains(&b'\'') && !value.contains(&b'"') { b'"' } else { b'\'' };
    let mut out = String::with_capacity(value.len() + 3);
    out.extend(['b', char::from(quote)]);
    for (i, &byte) in value.iter().enumerate() {
        if i % PATIENCE == 0 {
            stop_if_interrupted();
        }
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if byte == quote => out.extend(['\\', char::from(byte)]),
            b' '..=b'~' => out.push(char::from(byte)),
            byte => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(char::from(quote));
    out
}

/// `str.isprintable` of one character that is not ASCII: it is not a control, a separator or unassigned.
pub fn is_printable(c: char) -> bool {
    // The standard library knows the same categories. It also escapes marks that combine, but only at the start of a string.
    let mut pair = [b'a'; 5];
    let len = 1 + c.encode_utf8(&mut pair[1..]).len();
    std::str::from_utf8(&pair[..len]).is_ok_and(|pair| pair.escape_debug().nth(1) != Some('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_choose_their_quotes() {
        for (value, text) in [
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("\"it's\"", "'\"it\\'s\"'"),
            ("a\\b\n\t\r\0\x7f", "'a\\\\b\\n\\t\\r\\x00\\x7f'"),
            (
                "é日\u{301}\u{a0}\u{200b}\u{e000}\u{1f600}\u{10ffff}",
                "'é日\u{301}\\xa0\\u200b\\ue000\u{1f600}\\U0010ffff'",
            ),
        ] {
            assert_eq!(str_repr(value), text);
        }
    }

    #[test]
    fn floats_and_complex_numbers() {
        assert_eq!(float_repr(1e16), "1e+16");
        assert_eq!(float_repr(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(complex_repr(C128::new(-0.0, 1.0)), "(-0+1j)");
        assert_eq!(complex_repr(C128::new(0.0, 2.0)), "2j");
    }
}
