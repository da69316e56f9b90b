//! Number literals: where they end, and what they are worth.

use std::rc::Rc;

use num_bigint::BigInt;

use super::{Number, SyntaxError};

/// The most digits of a decimal integer, as in Python: the time to read them grows with their square.
const MAX_DIGITS: usize = 4300;

/// One past the last byte of the number literal that starts at `at`, by the rules of Python's tokenizer, or the
/// place of its fault and what it is.
///
/// The byte at `at` must be a digit, or a dot before a digit.
pub(super) fn end(bytes: &[u8], at: usize) -> Result<usize, (usize, SyntaxError)> {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let mut pos = at;
    let mut kind = "decimal";
    if byte(pos) == b'0' && matches!(byte(pos + 1) | 0x20, b'x' | b'o' | b'b') {
        let (base, name) = match byte(pos + 1) | 0x20 {
            b'x' => (16, "hexadecimal"),
            b'o' => (8, "octal"),
            _ => (2, "binary"),
        };
        kind = name;
        pos += 2;
        loop {
            if byte(pos) == b'_' {
                pos += 1;
            }
            if !char::from(byte(pos)).is_digit(base) {
                return Err(if byte(pos).is_ascii_digit() {
                    let digit = char::from(byte(pos));
                    (pos, SyntaxError::InvalidDigit { digit, kind: kind.into() })
                } else {
                    (pos.saturating_sub(1), SyntaxError::InvalidNumber { kind: kind.into() })
                });
            }
            while char::from(byte(pos)).is_digit(base) {
                pos += 1;
            }
            if byte(pos) != b'_' {
                break;
            }
        }
        if byte(pos).is_ascii_digit() {
            let digit = char::from(byte(pos));
            return Err((pos, SyntaxError::InvalidDigit { digit, kind: kind.into() }));
        }
    } else {
        let whole = pos;
        if byte(pos) != b'.' {
            pos = digits(bytes, pos)?;
        }
        let whole = whole..pos;
        let mut integer = true;
        if byte(pos) == b'.' {
            integer = false;
            pos += 1;
            if byte(pos).is_ascii_digit() {
                pos = digits(bytes, pos)?;
            }
        }
        if byte(pos) | 0x20 == b'e' {
            let sign = usize::from(matches!(byte(pos + 1), b'+' | b'-'));
            if byte(pos + 1 + sign).is_ascii_digit() {
                integer = false;
                pos = digits(bytes, pos + 1 + sign)?;
            } else if sign == 1 || byte(whole.start) == b'0' {
                return Err((pos, SyntaxError::InvalidNumber { kind: kind.into() }));
            }
        }
        if byte(pos) | 0x20 == b'j' {
            integer = false;
            kind = "imaginary";
            pos += 1;
        }
        let nonzero = bytes[whole.clone()].iter().position(|digit| !matches!(digit, b'0' | b'_'));
        if integer && byte(whole.start) == b'0' && nonzero.is_some() {
            return Err((at, SyntaxError::LeadingZeros {}));
        }
        let count = bytes[whole].iter().filter(|&&digit| digit != b'_').count();
        if integer && nonzero.is_some() && count > MAX_DIGITS {
            return Err((at, SyntaxError::TooManyDigits { digits: count }));
        }
    }
    if is_word_byte(byte(pos)) && !continues_with_keyword(&bytes[pos..]) {
        return Err((pos.saturating_sub(1), SyntaxError::InvalidNumber { kind: kind.into() }));
    }
    Ok(pos)
}

/// One past the run of digits and single underscores at `at`.
fn digits(bytes: &[u8], at: usize) -> Result<usize, (usize, SyntaxError)> {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut pos = at;
    loop {
        while digit(pos) {
            pos += 1;
        }
        if bytes.get(pos) != Some(&b'_') {
            return Ok(pos);
        }
        if !digit(pos + 1) {
            return Err((pos, SyntaxError::InvalidNumber { kind: "decimal".into() }));
        }
        pos += 1;
    }
}

/// Whether `byte` can be part of a word: a letter, a digit, `_`, or a part of any other character.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Whether one of the words that Python lets stand directly after a number (`1if x else 2`) stands here.
fn continues_with_keyword(rest: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"not", b"or"];
    WORDS.iter().any(|word| rest.starts_with(word))
}

/// The value of a number literal that [`end`] found no fault with.
pub(super) fn value(text: &str) -> Number {
    let bytes = text.as_bytes();
    if bytes.len() <= 18 && bytes.iter().all(u8::is_ascii_digit) {
        return Number::Int(bytes.iter().fold(0, |value, byte| value * 10 + i64::from(byte - b'0')));
    }
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    let base = match bytes.get(1).map(|byte| byte | 0x20) {
        _ if bytes[0] != b'0' => 10,
        Some(b'x') => 16,
        Some(b'o') => 8,
        Some(b'b') => 2,
        _ => 10,
    };
    let digits = if base == 10 { plain.as_str() } else { &plain[2..] };
    if base == 10 {
        if let Some(imaginary) = digits.strip_suffix(['j', 'J']) {
            return Number::Imaginary(imaginary.parse().unwrap_or(f64::NAN));
        }
        if digits.contains(['.', 'e', 'E']) {
            return Number::Float(digits.parse().unwrap_or(f64::NAN));
        }
    }
    match i64::from_str_radix(digits, base) {
        Ok(value) => Number::Int(value),
        Err(_) => Number::BigInt(Rc::new(BigInt::parse_bytes(digits.as_bytes(), base).unwrap_or_default())),
    }
}
