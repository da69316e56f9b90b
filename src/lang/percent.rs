//! `'%.2f' % x`: Python's printf-style formatting, each piece by the format specification that means the same.

use std::fmt::Write as _;

use crate::error::Result;

use super::builtins::bytes_like;
use super::convert::float;
use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::operators::python_number;
use super::value::{Type, Value};

/// The values that a text is filled with.
struct Arguments<'a> {
    values: Vec<Value>,
    at: usize,
    /// The whole right side, where the pieces have names.
    whole: &'a Value,
}

impl Arguments<'_> {
    fn next(&mut self) -> Result<Value> {
        let value = self
            .values
            .get(self.at)
            .cloned()
            .ok_or_else(|| E::Type { message: "not enough arguments for format string".into() })?;
        self.at += 1;
        Ok(value)
    }
}

/// One `%…` of a text: its flags, as Python has them.
#[allow(clippy::struct_excessive_bools)]
#[derive(Default)]
struct Piece {
    left: bool,
    plus: bool,
    blank: bool,
    zero: bool,
    alternate: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

impl Piece {
    /// The specification of a number in Python's mini-language.
    fn number(&self, kind: char) -> String {
        let mut spec = String::new();
        spec += if self.left {
            "<"
        } else if self.zero {
            ""
        } else {
            ">"
        };
        if self.plus {
            spec.push('+');
        } else if self.blank {
            spec.push(' ');
        }
        if self.alternate {
            spec.push('#');
        }
        if self.zero && !self.left {
            spec.push('0');
        }
        spec += &self.width.map(|w| w.to_string()).unwrap_or_default();
        if let Some(digits) = self.precision.filter(|_| !matches!(kind, 'd' | 'x' | 'X' | 'o')) {
            let _ = write!(spec, ".{digits}");
        }
        spec.push(kind);
        spec
    }

    /// A text cut to the precision and filled to the width.
    fn text(&self, text: &str) -> String {
        let mut out: String = match self.precision {
            Some(n) => text.chars().take(n).collect(),
            None => text.to_owned(),
        };
        let missing = self.width.unwrap_or(0).saturating_sub(out.chars().count());
        if missing > 0 {
            let blanks = " ".repeat(missing);
            out = if self.left { out + &blanks } else { blanks + &out };
        }
        out
    }
}

impl Interp {
    /// `bytes % right`: as text of one character a byte, where `%s` and `%b` take bytes only.
    pub(super) fn percent_bytes(&mut self, text: &[u8], right: &Value) -> Result<Value> {
        let spell = |bytes: &[u8]| bytes.iter().map(|&byte| char::from(byte)).collect::<String>();
        // Which of the pieces are filled with bytes: those that a number or a repr is not asked for.
        let mut kinds = Vec::new();
        let mut filled = text.to_vec();
        let mut at = 0;
        while let Some(percent) = filled[at..].iter().position(|&byte| byte == b'%') {
            at += percent + 1;
            while filled.get(at).is_some_and(|byte| b"-+ 0#.*123456789".contains(byte)) {
                if filled[at] == b'*' {
                    kinds.push(b'*');
                }
                at += 1;
            }
            let Some(kind) = filled.get_mut(at) else { break };
            if *kind == b'b' {
                *kind = b's';
            }
            if *kind != b'%' {
                kinds.push(*kind);
            }
            at += 1;
        }
        let values = match right {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        let mut spelled = Vec::new();
        for (i, value) in values.iter().enumerate() {
            spelled.push(match (kinds.get(i), value) {
                (Some(b's'), value) if bytes_like(value).is_some() => {
                    Value::str(&spell(&bytes_like(value).unwrap_or_default()))
                }
                (Some(b's'), other) => {
                    let message = format!(
                        "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                        other.type_name()
                    );
                    return Err(E::Type { message }.into());
                }
                (_, other) => other.clone(),
            });
        }
        if spelled.len() > kinds.len() && !matches!(right, Value::Dict(_)) {
            let message = "not all arguments converted during bytes formatting".to_owned();
            return Err(E::Type { message }.into());
        }
        let Value::Str(out) = self.percent(&spell(&filled), &Value::tuple(spelled))? else {
            return Ok(Value::None);
        };
        let bytes: Vec<u8> = out.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        Ok(Value::bytes(bytes))
    }

    /// `text % right`: a tuple fills the pieces one after another, a dict by their names, anything else is the only argument.
    pub(super) fn percent(&mut self, text: &str, right: &Value) -> Result<Value> {
        let values = match right {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        let mut arguments = Arguments { values, at: 0, whole: right };
        let mut named = false;
        let mut out = String::new();
        let mut chars = text.char_indices().peekable();
        while let Some((_, c)) = chars.next() {
            if c != '%' {
                out.push(c);
                continue;
            }
            let mut piece = Piece::default();
            let mut key = None;
            if chars.next_if(|&(_, c)| c == '(').is_some() {
                let mut name = String::new();
                let mut open = 1;
                loop {
                    let Some((_, c)) = chars.next() else {
                        return Err(E::Value { message: "incomplete format key".into() }.into());
                    };
                    open += match c {
                        '(' => 1,
                        ')' => -1,
                        _ => 0,
                    };
                    if open == 0 {
                        break;
                    }
                    name.push(c);
                }
                key = Some(name);
            }
            while let Some((_, flag)) = chars.next_if(|&(_, c)| "-+ 0#".contains(c)) {
                match flag {
                    '-' => piece.left = true,
                    '+' => piece.plus = true,
                    ' ' => piece.blank = true,
                    '0' => piece.zero = true,
                    _ => piece.alternate = true,
                }
            }
            piece.width = Self::percent_size(&mut chars, &mut arguments, Some(&mut piece.left))?;
            if chars.next_if(|&(_, c)| c == '.').is_some() {
                piece.precision = Some(Self::percent_size(&mut chars, &mut arguments, None)?.unwrap_or(0));
            }
            while chars.next_if(|&(_, c)| "hlL".contains(c)).is_some() {}
            let Some((at, kind)) = chars.next() else {
                return Err(E::Value { message: "incomplete format".into() }.into());
            };
            if kind == '%' && text[..at].ends_with('%') {
                out.push('%');
                continue;
            }
            let value = match key {
                None => arguments.next()?,
                Some(name) => {
                    named = true;
                    if !self.is_mapping(right) {
                        return Err(E::Type { message: "format requires a mapping".into() }.into());
                    }
                    self.get_item_value(arguments.whole, &Value::str(&name))?
                }
            };
            let room = piece.width.unwrap_or(0).max(piece.precision.unwrap_or(0));
            self.memory.check_room(room)?;
            out += &self.percent_piece(&piece, kind, at, value)?;
        }
        // What could be looked up in may be left over.
        let container = self.is_mapping(right);
        if !named && !container && arguments.at < arguments.values.len() {
            let message = "not all arguments converted during string formatting";
            return Err(E::Type { message: message.into() }.into());
        }
        Ok(Value::from(out))
    }

    /// Whether a value can be looked up in by `%(name)s`.
    fn is_mapping(&mut self, value: &Value) -> bool {
        let name = self.names.getitem;
        match value {
            Value::Dict(_) | Value::List(_) | Value::Array(_) | Value::Range(_) | Value::Bytes(_) => true,
            Value::Object(object) => object.type_name() == super::builtins::BYTEARRAY,
            Value::Instance(_) => match Self::payload(value) {
                Some(payload) => self.is_mapping(&payload),
                None => self.special(value, name).is_some(),
            },
            _ => false,
        }
    }

    /// A width or a precision: digits, or `*` for the next argument.
    fn percent_size(
        chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
        arguments: &mut Arguments<'_>,
        left: Option<&mut bool>,
    ) -> Result<Option<usize>> {
        if chars.next_if(|&(_, c)| c == '*').is_some() {
            let value = arguments.next()?;
            let Value::Int(n) = value else { return Err(E::Type { message: "* wants int".into() }.into()) };
            if let Some(left) = left {
                *left |= n < 0;
                return Ok(Some(usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX)));
            }
            return Ok(Some(usize::try_from(n).unwrap_or(0)));
        }
        let mut size = None;
        while let Some((_, digit)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
            let digit = digit.to_digit(10).unwrap_or(0) as usize;
            size = Some(size.unwrap_or(0usize).saturating_mul(10).saturating_add(digit));
        }
        if size.is_some_and(|n| n > i32::MAX as usize) {
            let what = if left.is_some() { "width" } else { "precision" };
            return Err(E::Value { message: format!("{what} too big") }.into());
        }
        Ok(size)
    }

    fn percent_piece(&mut self, piece: &Piece, kind: char, at: usize, value: Value) -> Result<String> {
        // An array of one element counts as its element; a NumPy scalar as its number.
        let number = |value: &Value| match value {
            Value::Scalar(scalar) => python_number(scalar),
            Value::Array(a) if a.ndim() == 0 => python_number(&a.item(&[])),
            Value::Bool(b) => Value::Int(i64::from(*b)),
            other => other.clone(),
        };
        let value = match (&value, kind) {
            (Value::Instance(_), 'd' | 'i' | 'u' | 'x' | 'X' | 'o') => {
                self.number_of(&value, Type::Int)?.unwrap_or(value)
            }
            (Value::Instance(_), 'e' | 'E' | 'f' | 'F' | 'g' | 'G') => {
                self.number_of(&value, Type::Float)?.unwrap_or(value)
            }
            _ => value,
        };
        match kind {
            's' => Ok(piece.text(&self.text_of(&value, false)?)),
            'r' => Ok(piece.text(&self.text_of(&value, true)?)),
            'a' => Ok(piece.text(&super::builtins::to_ascii(&self.text_of(&value, true)?))),
            'c' => match &value {
                Value::Str(s) if s.chars().count() == 1 => Ok(piece.text(s)),
                Value::Int(n) => match u32::try_from(*n).ok().and_then(char::from_u32) {
                    Some(c) => Ok(piece.text(&c.to_string())),
                    None => Err(E::Overflow { message: "%c arg not in range(0x110000)".into() }.into()),
                },
                Value::BigInt(_) => {
                    Err(E::Overflow { message: "%c arg not in range(0x110000)".into() }.into())
                }
                _ => Err(E::Type { message: "%c requires int or char".into() }.into()),
            },
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => {
                let whole = match number(&value) {
                    value @ (Value::Int(_) | Value::BigInt(_)) => value,
                    Value::Float(x) if matches!(kind, 'd' | 'i' | 'u') => {
                        let class = Value::Type(super::value::Type::Int);
                        self.call(&class, super::call::Given::places([Value::Float(x)]))?
                    }
                    other => {
                        let what =
                            if matches!(kind, 'd' | 'i' | 'u') { "a real number" } else { "an integer" };
                        let message =
                            format!("%{kind} format: {what} is required, not {}", other.type_name());
                        return Err(E::Type { message }.into());
                    }
                };
                let kind = if matches!(kind, 'i' | 'u') { 'd' } else { kind };
                let Some(digits) = piece.precision else { return self.format(&whole, &piece.number(kind)) };
                // A precision is the least number of digits.
                let plain = Piece { width: None, zero: false, left: false, precision: None, ..*piece };
                let text = self.format(&whole, &plain.number(kind))?;
                let sign = text.len() - text.trim_start_matches(['-', '+', ' ']).len();
                let zeros = "0".repeat(digits.saturating_sub(text.len() - sign));
                let text = format!("{}{zeros}{}", &text[..sign], &text[sign..]);
                Ok(Piece { precision: None, ..*piece }.text(&text))
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let value = number(&value);
                let value = match &value {
                    Value::Int(_) | Value::BigInt(_) | Value::Float(_) => Value::Float(float(&value)?),
                    other => {
                        let message = format!("must be real number, not {}", other.type_name());
                        return Err(E::Type { message }.into());
                    }
                };
                self.format(&value, &piece.number(kind))
            }
            _ => {
                let message =
                    format!("unsupported format character '{kind}' ({:#x}) at index {at}", u32::from(kind));
                Err(E::Value { message }.into())
            }
        }
    }
}
