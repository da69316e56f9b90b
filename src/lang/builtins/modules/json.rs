//! What `json` is made of: reading and writing its texts.

use std::collections::HashSet;
use std::fmt::Write;

use crate::display;
use crate::error::{Error, Exception, Result};
use crate::memory::DType;

use super::super::super::call::Given;
use super::super::super::entries::Entries;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::nest::Shared;
use super::super::super::operators::{big, python_number};
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Key, Module, Type, Value};
use super::arguments::{type_error, value_error};

/// How deep values may stand in each other.
const DEPTH: usize = 990;
/// So many values are read between two looks at Ctrl-C.
const PATIENCE: usize = 1 << 12;

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["decode"],
        Home::In(Module::Json),
        "text, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, strict=True",
        |interp, args| {
            let text = match args.value("text") {
                Value::Str(text) => text.to_string(),
                other => {
                    let name = other.type_name();
                    return Err(type_error(format!(
                        "the JSON object must be str, bytes or bytearray, not {name}"
                    )));
                }
            };
            interp.memory.check_room(text.len())?;
            let hook = |name: &str| args.some(name).cloned();
            let mut reader = Reader {
                text: &text,
                at: 0,
                count: 0,
                object: hook("object_hook"),
                float: hook("parse_float"),
                int: hook("parse_int"),
                constant: hook("parse_constant"),
                pairs: hook("object_pairs_hook"),
                strict: args.flag("strict", true),
            };
            reader.whole(interp)
        },
        Returns::Scalar,
        "The value that a text of JSON spells.",
        "import _json; _json.decode('[1, 2]')",
    ),
    Builtin::new(
        &["encode"],
        Home::In(Module::Json),
        "value, default, indent=None, item_separator=', ', key_separator=': ', skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False",
        |interp, args| {
            let text = |name: &str, default: &str| match args.get(name) {
                Some(Value::Str(text)) => text.to_string(),
                _ => default.to_owned(),
            };
            let indent = match args.some("indent") {
                None => None,
                Some(Value::Str(text)) => Some(text.to_string()),
                Some(other) => {
                    let n = super::arguments::index(interp, &other.clone())?;
                    let n = num_traits::ToPrimitive::to_usize(&n).unwrap_or(0);
                    interp.memory.check_room(n)?;
                    Some(" ".repeat(n))
                }
            };
            let mut writer = Writer {
                out: String::new(),
                indent,
                comma: text("item_separator", ", "),
                colon: text("key_separator", ": "),
                default: args.value("default").clone(),
                skip: args.flag("skipkeys", false),
                ascii: args.flag("ensure_ascii", true),
                nan: args.flag("allow_nan", true),
                sort: args.flag("sort_keys", false),
                open: HashSet::new(),
                count: 0,
            };
            writer.value(interp, args.value("value"), 0)?;
            Ok(Value::from(writer.out))
        },
        Returns::Scalar,
        "A value as a text of JSON.",
        "import _json; _json.encode([1, 2], None)",
    ),
];

struct Reader<'t> {
    text: &'t str,
    at: usize,
    count: usize,
    object: Option<Value>,
    float: Option<Value>,
    int: Option<Value>,
    constant: Option<Value>,
    pairs: Option<Value>,
    strict: bool,
}

impl Reader<'_> {
    fn fault(&self, interp: &mut Interp, words: &str, at: usize) -> Error {
        let before = &self.text[..at];
        let place = before.chars().count();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        let message = format!("{words}: line {line} column {column} (char {place})");
        let error = interp.exception_error(Exception::JSONDecodeError, vec![Value::from(message)]);
        let instance = interp.caught(error);
        for (name, value) in [
            ("msg", Value::str(words)),
            ("doc", Value::str(self.text)),
            ("pos", Value::from(place)),
            ("lineno", Value::from(line)),
            ("colno", Value::from(column)),
        ] {
            let name = interp.interner.intern(name);
            interp.set_own_field(&instance, name, value);
        }
        interp.throw(instance)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn whole(&mut self, interp: &mut Interp) -> Result<Value> {
        if self.text.starts_with('\u{feff}') {
            return Err(self.fault(interp, "Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
        }
        self.skip();
        let value = self.value(interp, 0)?;
        self.skip();
        if self.at < self.text.len() {
            return Err(self.fault(interp, "Extra data", self.at));
        }
        Ok(value)
    }

    fn value(&mut self, interp: &mut Interp, depth: usize) -> Result<Value> {
        if depth > DEPTH {
            return Err(E::Recursion {}.into());
        }
        self.count += 1;
        if self.count.is_multiple_of(PATIENCE) {
            interp.memory.check_interrupt()?;
            interp.memory.check_room(self.count.saturating_mul(size_of::<Value>()))?;
        }
        let start = self.at;
        match self.byte() {
            Some(b'"') => self.string(interp).map(Value::from),
            Some(b'{') => self.object_value(interp, depth),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                self.skip();
                if self.byte() == Some(b']') {
                    self.at += 1;
                    return Ok(Value::list(items));
                }
                loop {
                    items.push(self.value(interp, depth + 1)?);
                    self.skip();
                    match self.byte() {
                        Some(b']') => {
                            self.at += 1;
                            return Ok(Value::list(items));
                        }
                        Some(b',') => self.at += 1,
                        _ => return Err(self.fault(interp, "Expecting ',' delimiter", self.at)),
                    }
                    self.skip();
                }
            }
            Some(b'-' | b'0'..=b'9') => self.number(interp),
            _ => {
                let words: [(&str, Value); 5] = [
                    ("null", Value::None),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                    ("NaN", Value::Float(f64::NAN)),
                    ("Infinity", Value::Float(f64::INFINITY)),
                ];
                for (word, value) in words {
                    if self.text[start..].starts_with(word) {
                        self.at += word.len();
                        return match (&self.constant, &value) {
                            (Some(hook), Value::Float(_)) => {
                                interp.call(&hook.clone(), Given::places([Value::str(word)]))
                            }
                            _ => Ok(value),
                        };
                    }
                }
                Err(self.fault(interp, "Expecting value", start))
            }
        }
    }

    fn object_value(&mut self, interp: &mut Interp, depth: usize) -> Result<Value> {
        self.at += 1;
        let mut pairs: Vec<(Value, Value)> = Vec::new();
        self.skip();
        if self.byte() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                if self.byte() != Some(b'"') {
                    let words = "Expecting property name enclosed in double quotes";
                    return Err(self.fault(interp, words, self.at));
                }
                let key = self.string(interp)?;
                self.skip();
                if self.byte() != Some(b':') {
                    return Err(self.fault(interp, "Expecting ':' delimiter", self.at));
                }
                self.at += 1;
                self.skip();
                let value = self.value(interp, depth + 1)?;
                pairs.push((Value::from(key), value));
                self.skip();
                match self.byte() {
                    Some(b'}') => {
                        self.at += 1;
                        break;
                    }
                    Some(b',') => self.at += 1,
                    _ => return Err(self.fault(interp, "Expecting ',' delimiter", self.at)),
                }
                self.skip();
            }
        }
        if let Some(hook) = self.pairs.clone() {
            let pairs = pairs.into_iter().map(|(key, value)| Value::tuple(vec![key, value])).collect();
            return interp.call(&hook, Given::places([Value::list(pairs)]));
        }
        let mut entries = Entries::new();
        for (key, value) in pairs {
            entries.insert(interp.key_of(&key)?, value);
        }
        let dict = Value::Dict(Shared::new(std::cell::RefCell::new(entries)));
        match self.object.clone() {
            Some(hook) => interp.call(&hook, Given::places([dict])),
            None => Ok(dict),
        }
    }

    fn number(&mut self, interp: &mut Interp) -> Result<Value> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut at = start + usize::from(bytes[start] == b'-');
        let end = match bytes.get(at) {
            Some(b'0') => at + 1,
            _ => digits(at),
        };
        if end == at {
            if self.text[at..].starts_with("Infinity") {
                self.at = at + "Infinity".len();
                return match self.constant.clone() {
                    Some(hook) => interp.call(&hook, Given::places([Value::str("-Infinity")])),
                    None => Ok(Value::Float(f64::NEG_INFINITY)),
                };
            }
            return Err(self.fault(interp, "Expecting value", start));
        }
        at = end;
        let mut is_float = false;
        if bytes.get(at) == Some(&b'.') && digits(at + 1) > at + 1 {
            at = digits(at + 1);
            is_float = true;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            if digits(sign) > sign {
                at = digits(sign);
                is_float = true;
            }
        }
        self.at = at;
        let text = &self.text[start..at];
        let hook = if is_float { self.float.clone() } else { self.int.clone() };
        if let Some(hook) = hook {
            return interp.call(&hook, Given::places([Value::str(text)]));
        }
        if is_float {
            return Ok(Value::Float(text.parse().unwrap_or(f64::NAN)));
        }
        match text.parse::<i64>() {
            Ok(n) => Ok(Value::Int(n)),
            Err(_) => super::super::construct(interp, Type::Int, Given::places([Value::str(text)])),
        }
    }

    fn string(&mut self, interp: &mut Interp) -> Result<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(next) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') else {
                return Err(self.fault(interp, "Unterminated string starting at", start));
            };
            out.push_str(&rest[..next]);
            self.at += next;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    let at = self.at;
                    let Some(code) = self.text[at + 1..].chars().next() else {
                        return Err(self.fault(interp, "Unterminated string starting at", start));
                    };
                    self.at += 1 + code.len_utf8();
                    match code {
                        '"' | '\\' | '/' => out.push(code),
                        'b' => out.push('\u{8}'),
                        'f' => out.push('\u{c}'),
                        'n' => out.push('\n'),
                        'r' => out.push('\r'),
                        't' => out.push('\t'),
                        'u' => {
                            let Some(high) = self.hex(self.at) else {
                                return Err(self.fault(interp, "Invalid \\uXXXX escape", at + 1));
                            };
                            self.at += 4;
                            let mut c = u32::from(high);
                            if (0xd800..0xdc00).contains(&high)
                                && self.text[self.at..].starts_with("\\u")
                                && let Some(low) = self.hex(self.at + 2)
                                && (0xdc00..0xe000).contains(&low)
                            {
                                c = 0x1_0000 + ((c - 0xd800) << 10 | (u32::from(low) - 0xdc00));
                                self.at += 6;
                            }
                            out.push(char::from_u32(c).unwrap_or('\u{fffd}'));
                        }
                        _ => return Err(self.fault(interp, "Invalid \\escape", at)),
                    }
                }
                _ if self.strict => {
                    return Err(self.fault(interp, "Invalid control character at", self.at));
                }
                Some(byte) => {
                    out.push(char::from(byte));
                    self.at += 1;
                }
                None => return Err(self.fault(interp, "Unterminated string starting at", start)),
            }
        }
    }

    fn hex(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        u16::from_str_radix(digits, 16).ok()
    }
}

struct Writer {
    out: String,
    indent: Option<String>,
    comma: String,
    colon: String,
    default: Value,
    skip: bool,
    ascii: bool,
    nan: bool,
    sort: bool,
    /// The containers that are being written.
    open: HashSet<usize>,
    count: usize,
}

impl Writer {
    fn line(&mut self, depth: usize) {
        if let Some(indent) = &self.indent {
            self.out.push('\n');
            for _ in 0..depth {
                self.out.push_str(indent);
            }
        }
    }

    fn float(&self, x: f64) -> Result<String> {
        if x.is_finite() {
            return Ok(display::float_repr(x));
        }
        if !self.nan {
            return Err(value_error("Out of range float values are not JSON compliant"));
        }
        Ok(if x.is_nan() {
            "NaN"
        } else if x > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned())
    }

    fn value(&mut self, interp: &mut Interp, value: &Value, depth: usize) -> Result<()> {
        if depth > DEPTH {
            return Err(E::Recursion {}.into());
        }
        self.count += 1;
        if self.count.is_multiple_of(PATIENCE) {
            interp.memory.check_interrupt()?;
            interp.memory.check_room(self.out.len())?;
        }
        match value {
            Value::None => self.out.push_str("null"),
            Value::Bool(b) => self.out.push_str(if *b { "true" } else { "false" }),
            Value::Int(n) => drop(write!(self.out, "{n}")),
            Value::BigInt(n) => self.out.push_str(&display::big_int_text(n)?),
            Value::Float(x) => self.out.push_str(&self.float(*x)?),
            Value::Scalar(s) if s.dtype() == DType::Float64 => {
                if let Value::Float(x) = python_number(s) {
                    self.out.push_str(&self.float(x)?);
                }
            }
            Value::Str(text) => self.string(text),
            Value::List(list) => self.guarded(interp, value, list.0.address() as usize, depth)?,
            Value::Tuple(items) => self.guarded(interp, value, items.address() as usize, depth)?,
            Value::Dict(dict) => self.guarded(interp, value, dict.address() as usize, depth)?,
            Value::Object(object) if object.named_items().is_some() => {
                let items = object.named_items().map_or(&[][..], |(_, items)| items);
                self.value(interp, &Value::tuple(items.to_vec()), depth)?;
            }
            Value::Instance(instance) => match Interp::payload(value) {
                Some(
                    payload @ (Value::Int(_)
                    | Value::BigInt(_)
                    | Value::Float(_)
                    | Value::Str(_)
                    | Value::List(_)
                    | Value::Tuple(_)
                    | Value::Dict(_)),
                ) => self.value(interp, &payload, depth)?,
                _ => self.otherwise(interp, value, instance.address() as usize, depth)?,
            },
            other => self.otherwise(interp, other, 0, depth)?,
        }
        Ok(())
    }

    fn enter(&mut self, address: usize) -> Result<()> {
        if address != 0 && !self.open.insert(address) {
            return Err(value_error("Circular reference detected"));
        }
        Ok(())
    }

    /// What a function makes of a value that JSON does not have.
    fn otherwise(&mut self, interp: &mut Interp, value: &Value, address: usize, depth: usize) -> Result<()> {
        self.enter(address)?;
        if matches!(self.default, Value::None) {
            let class = super::super::super::access::class_of(value);
            let name = interp.attribute(&class, "__name__")?;
            let name = interp.str(&name);
            return Err(type_error(format!("Object of type {name} is not JSON serializable")));
        }
        let default = self.default.clone();
        let made = interp.call(&default, Given::places([value.clone()]))?;
        self.value(interp, &made, depth + 1)?;
        self.open.remove(&address);
        Ok(())
    }

    fn guarded(&mut self, interp: &mut Interp, value: &Value, address: usize, depth: usize) -> Result<()> {
        let is_empty = match value {
            Value::Dict(dict) => dict.borrow().is_empty(),
            other => other.nth(0).is_none(),
        };
        if is_empty {
            self.out.push_str(if matches!(value, Value::Dict(_)) { "{}" } else { "[]" });
            return Ok(());
        }
        self.enter(address)?;
        if let Value::Dict(dict) = value {
            self.out.push('{');
            let mut pairs: Vec<(Key, Value)> =
                dict.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            if self.sort {
                let keyed = pairs
                    .into_iter()
                    .map(|(key, value)| (key.value(), Value::tuple(vec![key.value(), value])))
                    .collect();
                let sorted = super::super::super::sort::sort(interp, keyed, false)?;
                pairs = Vec::with_capacity(sorted.len());
                for pair in sorted {
                    if let (Some(key), Some(value)) = (pair.nth(0), pair.nth(1)) {
                        pairs.push((interp.key_of(&key)?, value));
                    }
                }
            }
            let mut any = false;
            for (key, value) in pairs {
                let Some(name) = self.key(interp, &key.value())? else { continue };
                if any {
                    self.separate();
                }
                any = true;
                self.line(depth + 1);
                self.string(&name);
                self.out.push_str(&self.colon);
                self.value(interp, &value, depth + 1)?;
            }
            self.line(depth);
            self.out.push('}');
        } else {
            self.out.push('[');
            let mut i = 0;
            while let Some(item) = value.nth(i) {
                if i > 0 {
                    self.separate();
                }
                self.line(depth + 1);
                self.value(interp, &item, depth + 1)?;
                i += 1;
            }
            self.line(depth);
            self.out.push(']');
        }
        self.open.remove(&address);
        Ok(())
    }

    fn separate(&mut self) {
        self.out.push_str(&self.comma);
    }

    /// The text of a key; `None` for one that is left out.
    fn key(&self, interp: &mut Interp, key: &Value) -> Result<Option<String>> {
        let key = Interp::payload(key).unwrap_or_else(|| key.clone());
        Ok(Some(match &key {
            Value::Str(text) => text.to_string(),
            Value::Bool(b) => b.to_string(),
            Value::None => "null".to_owned(),
            Value::Int(_) | Value::BigInt(_) => big(&key).unwrap_or_default().to_string(),
            Value::Float(x) => self.float(*x)?,
            Value::Scalar(s) if s.dtype() == DType::Float64 => self.float(crate::ops::scalar_as::<f64>(s))?,
            _ if self.skip => return Ok(None),
            other => {
                let class = super::super::super::access::class_of(other);
                let name = interp.attribute(&class, "__name__")?;
                let name = interp.str(&name);
                return Err(type_error(format!("keys must be str, int, float, bool or None, not {name}")));
            }
        }))
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                c if c < ' ' || (self.ascii && !c.is_ascii()) => {
                    let mut units = [0; 2];
                    for unit in c.encode_utf16(&mut units) {
                        let _ = write!(self.out, "\\u{unit:04x}");
                    }
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}
