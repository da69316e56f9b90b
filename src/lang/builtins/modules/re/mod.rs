//! `re`

mod parse;
mod program;

use std::any::Any;
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::error::{Error, Exception, Result};

use super::super::super::call::{Args, Given};
use super::super::super::entries::Entries;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::nest::Shared;
use super::super::super::object::Object;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::text as long;
use super::super::super::value::{Key, Module, Value};
use super::arguments::{index, type_error, value_error};
use parse::{ASCII, DOTALL, Fault, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE};
use program::{How, Program, Run, UNSET};

pub(super) const PATTERN: &str = "re.Pattern";
pub(super) const MATCH: &str = "re.Match";

/// How many characters are read between two looks at Ctrl-C.
const PIECE: usize = 1 << 12;

/// So many patterns are kept.
const KEPT: usize = 512;

/// A function of the module, which takes a pattern, and the method of the same name.
macro_rules! both {
    ($name:literal, $function:literal, $method:literal, $run:expr, $help:literal, $first:literal, $second:literal) => {
        [
            Builtin::new(
                &[$name],
                Home::In(Module::Re),
                $function,
                $run,
                Returns::Other,
                $help,
                concat!("import re; re.", $name, $first),
            ),
            Builtin::new(
                &[$name],
                Home::Object(PATTERN),
                $method,
                $run,
                Returns::Other,
                $help,
                concat!("import re; re.compile('a').", $name, $second),
            ),
        ]
    };
}

const fn row(
    home: Home,
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, home, parameters, run, Returns::Other, help, example)
}

pub(in super::super) const SEARCHES: &[Builtin] = PAIRS.as_flattened();

const PAIRS: &[[Builtin; 2]] = &[
    both!(
        "match",
        "pattern, string, flags=0",
        "string, pos=0, endpos=<end>",
        |interp, args| one(interp, &args, Kind::Match),
        "The match at the start of a text.",
        "('a', 'ab')",
        "('ab')"
    ),
    both!(
        "fullmatch",
        "pattern, string, flags=0",
        "string, pos=0, endpos=<end>",
        |interp, args| one(interp, &args, Kind::Full),
        "The match of a whole text.",
        "('a', 'a')",
        "('a')"
    ),
    both!(
        "search",
        "pattern, string, flags=0",
        "string, pos=0, endpos=<end>",
        |interp, args| one(interp, &args, Kind::Search),
        "The first match in a text.",
        "('a', 'ba')",
        "('ba')"
    ),
    both!(
        "findall",
        "pattern, string, flags=0",
        "string, pos=0, endpos=<end>",
        find_all,
        "The texts of all matches.",
        "('a', 'aba')",
        "('aba')"
    ),
    both!(
        "finditer",
        "pattern, string, flags=0",
        "string, pos=0, endpos=<end>",
        find_each,
        "All matches, one after another.",
        "('a', 'aba')",
        "('aba')"
    ),
    both!(
        "split",
        "pattern, string, maxsplit=0, flags=0",
        "string, maxsplit=0",
        split,
        "What lies between the matches.",
        "('a', 'bab')",
        "('bab')"
    ),
    both!(
        "sub",
        "pattern, repl, string, count=0, flags=0",
        "repl, string, count=0",
        |interp, args| substitute(interp, &args).map(|(text, _)| text),
        "The text with something else for each match.",
        "('a', 'x', 'aba')",
        "('x', 'aba')"
    ),
    both!(
        "subn",
        "pattern, repl, string, count=0, flags=0",
        "repl, string, count=0",
        |interp, args| {
            let (text, count) = substitute(interp, &args)?;
            Ok(Value::tuple(vec![text, Value::from(count)]))
        },
        "The text with something else for each match, and how many there were.",
        "('a', 'x', 'aba')",
        "('x', 'aba')"
    ),
];

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::In(Module::Re),
        &["compile"],
        "pattern, flags=0",
        |interp, args| {
            let pattern = args.value("pattern").clone();
            compiled(interp, &pattern, args.get("flags")).map(Value::object)
        },
        "A pattern, read once.",
        "import re; re.compile('a+')",
    ),
    row(
        Home::In(Module::Re),
        &["escape"],
        "pattern",
        |interp, args| {
            let special = |c: char| "()[]{}?*+-|^$\\.&~# \t\n\r\u{b}\u{c}".contains(c);
            match args.value("pattern") {
                Value::Str(text) => {
                    let mut escaped = long::Maker::<String>::with_room(&interp.memory, text.len())?;
                    for c in text.chars() {
                        if special(c) {
                            escaped.push("\\")?;
                        }
                        escaped.push(c.encode_utf8(&mut [0; 4]))?;
                    }
                    Ok(Value::from(escaped.finish()))
                }
                Value::Bytes(bytes) => Ok(Value::bytes(
                    bytes
                        .iter()
                        .flat_map(|b| special(char::from(*b)).then_some(b'\\').into_iter().chain([*b]))
                        .collect(),
                )),
                other => Err(type_error(format!(
                    "decoding to str: need a bytes-like object, {} found",
                    other.type_name()
                ))),
            }
        },
        "A text as the pattern that matches it.",
        "import re; re.escape('a.b')",
    ),
    row(
        Home::In(Module::Re),
        &["purge"],
        "",
        |interp, _| {
            interp.modules.patterns.clear();
            Ok(Value::None)
        },
        "Forgets the patterns that were read.",
        "import re; re.purge()",
    ),
    row(
        Home::Object(MATCH),
        &["group"],
        "*args",
        |interp, args| {
            let found = this(&args)?;
            match args.rest.len() {
                0 => Ok(found.text_of(0)),
                1 => {
                    let number = found.number(interp, &args.rest[0])?;
                    Ok(found.text_of(number))
                }
                _ => {
                    let mut all = Vec::new();
                    for group in &args.rest {
                        let number = found.number(interp, group)?;
                        all.push(found.text_of(number));
                    }
                    Ok(Value::tuple(all))
                }
            }
        },
        "What a group matched.",
        "import re; re.match('(a)b', 'ab').group(1)",
    ),
    row(
        Home::Object(MATCH),
        &["groups"],
        "default=None",
        |_, args| {
            let found = this(&args)?;
            let default = args.value("default");
            Ok(Value::tuple((1..=found.pattern.groups).map(|i| found.text_or(i, default)).collect()))
        },
        "What all groups matched.",
        "import re; re.match('(a)b', 'ab').groups()",
    ),
    row(
        Home::Object(MATCH),
        &["groupdict"],
        "default=None",
        |_, args| {
            let found = this(&args)?;
            let default = args.value("default");
            let entries: Entries = found
                .pattern
                .names
                .iter()
                .map(|(name, group)| (Key::Str(name.as_str().into()), found.text_or(*group, default)))
                .collect();
            Ok(Value::Dict(Shared::new(RefCell::new(entries))))
        },
        "What the groups with names matched.",
        "import re; re.match('(?P<x>a)b', 'ab').groupdict()",
    ),
    row(
        Home::Object(MATCH),
        &["start"],
        "group=0, /",
        |interp, args| {
            let found = this(&args)?;
            let number = args.get("group").cloned().map_or(Ok(0), |group| found.number(interp, &group))?;
            Ok(place(found.slots[2 * number]))
        },
        "Where a group begins.",
        "import re; re.search('a', 'ba').start()",
    ),
    row(
        Home::Object(MATCH),
        &["end"],
        "group=0, /",
        |interp, args| {
            let found = this(&args)?;
            let number = args.get("group").cloned().map_or(Ok(0), |group| found.number(interp, &group))?;
            Ok(place(found.slots[2 * number + 1]))
        },
        "Where a group ends.",
        "import re; re.search('a', 'ba').end()",
    ),
    row(
        Home::Object(MATCH),
        &["span"],
        "group=0, /",
        |interp, args| {
            let found = this(&args)?;
            let number = args.get("group").cloned().map_or(Ok(0), |group| found.number(interp, &group))?;
            Ok(Value::tuple(vec![place(found.slots[2 * number]), place(found.slots[2 * number + 1])]))
        },
        "Where a group begins and ends.",
        "import re; re.search('a', 'ba').span()",
    ),
    row(
        Home::Object(MATCH),
        &["expand"],
        "template",
        |interp, args| {
            let found = this(&args)?;
            let template = Template::of(interp, &found.pattern, args.value("template"))?;
            let mut out = Vec::new();
            template.write(&found, &mut out);
            Ok(found.pattern.text(&out))
        },
        "A template with what the groups matched.",
        "import re; re.match('(a)b', 'ab').expand(r'\\1')",
    ),
];

/// The flags, by their names.
pub(super) fn constant(name: &str) -> Option<Value> {
    Some(Value::Int(
        match name {
            "I" | "IGNORECASE" => IGNORECASE,
            "L" | "LOCALE" => LOCALE,
            "M" | "MULTILINE" => MULTILINE,
            "S" | "DOTALL" => DOTALL,
            "U" | "UNICODE" => UNICODE,
            "X" | "VERBOSE" => VERBOSE,
            "A" | "ASCII" => ASCII,
            "NOFLAG" => 0,
            _ => return None,
        }
        .into(),
    ))
}

/// The names of the flags.
pub(super) const CONSTANTS: &[&str] = &[
    "A",
    "ASCII",
    "DOTALL",
    "I",
    "IGNORECASE",
    "L",
    "LOCALE",
    "M",
    "MULTILINE",
    "NOFLAG",
    "S",
    "U",
    "UNICODE",
    "VERBOSE",
    "X",
];

/// A pattern that was read.
#[derive(Debug)]
pub(in super::super) struct Pattern {
    source: Value,
    is_bytes: bool,
    flags: u32,
    groups: usize,
    names: Vec<(String, usize)>,
    program: Program,
}

#[derive(Clone, Debug)]
struct PatternObject(Rc<Pattern>);

/// The texts of patterns that were read, with their flags.
pub(super) type Patterns = std::collections::HashMap<(String, bool, u32), Rc<Pattern>>;

/// A text that is searched.
#[derive(Debug)]
struct Subject {
    value: Value,
    chars: Vec<char>,
}

/// A match.
#[derive(Debug)]
struct Found {
    pattern: Rc<Pattern>,
    subject: Rc<Subject>,
    slots: Vec<usize>,
    start: usize,
    end: usize,
}

#[derive(Debug)]
struct MatchObject(Rc<Found>);

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Match,
    Full,
    Search,
}

fn fault(interp: &mut Interp, source: &Value, chars: &[char], fault: Fault) -> Error {
    let mut message = fault.words.clone();
    if let Some(at) = fault.at {
        let _ = write!(message, " at position {at}");
        if chars.contains(&'\n') {
            let before = &chars[..at.min(chars.len())];
            let line = before.iter().filter(|c| **c == '\n').count() + 1;
            let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
            let _ = write!(message, " (line {line}, column {column})");
        }
    }
    let error = interp.exception_error(Exception::RegexError, vec![Value::from(message)]);
    let instance = interp.caught(error);
    let at = fault.at.map_or(Value::None, Value::from);
    for (name, value) in [("msg", Value::str(&fault.words)), ("pattern", source.clone()), ("pos", at)] {
        let name = interp.interner.intern(name);
        interp.set_own_field(&instance, name, value);
    }
    interp.throw(instance)
}

/// A text or bytes, character by character.
fn chars_of(value: &Value) -> Option<(Vec<char>, bool)> {
    let value = Interp::payload(value).unwrap_or_else(|| value.clone());
    match &value {
        Value::Str(text) => Some((collected(text.len(), text.chars()), false)),
        Value::Bytes(bytes) => Some((collected(bytes.len(), bytes.iter().map(|b| char::from(*b))), true)),
        _ => None,
    }
}

/// At most so many characters, with looks at Ctrl-C.
fn collected(most: usize, chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut all = crate::memory::with_room(most);
    for c in chars {
        if all.len() % PIECE == 0 {
            crate::memory::stop_if_interrupted();
        }
        all.push(c);
    }
    all
}

fn compiled(interp: &mut Interp, pattern: &Value, flags: Option<&Value>) -> Result<PatternObject> {
    let given = flags.cloned().map_or(Ok(0.into()), |flags| index(interp, &flags))?.to_u32().unwrap_or(0);
    if let Value::Object(object) = pattern
        && let Some(own) = object.as_any().downcast_ref::<PatternObject>()
    {
        if given != 0 {
            return Err(value_error("cannot process flags argument with a compiled pattern"));
        }
        return Ok(own.clone());
    }
    let Some((chars, is_bytes)) = chars_of(pattern) else {
        return match pattern {
            Value::List(_) | Value::Dict(_) | Value::Set(_) => {
                Err(E::Unhashable { type_name: pattern.type_name() }.into())
            }
            _ => Err(type_error("first argument must be string or compiled pattern")),
        };
    };
    let key = (chars.iter().collect::<String>(), is_bytes, given);
    if let Some(known) = interp.modules.patterns.get(&key) {
        return Ok(PatternObject(Rc::clone(known)));
    }
    let parsed = parse::parse(&chars, given, is_bytes).map_err(|found| {
        if found.words.starts_with("the repetition number") {
            return E::Overflow { message: found.words }.into();
        }
        fault(interp, pattern, &chars, found)
    })?;
    let program = Program::of(&parsed).map_err(|_| -> Error {
        E::Overflow { message: "regular expression code size limit exceeded".into() }.into()
    })?;
    let mut flags = parsed.flags;
    if !is_bytes && flags & ASCII == 0 {
        flags |= UNICODE;
    }
    let read = Rc::new(Pattern {
        source: pattern.clone(),
        is_bytes,
        flags,
        groups: parsed.groups,
        names: parsed.names,
        program,
    });
    if interp.modules.patterns.len() >= KEPT {
        interp.modules.patterns.clear();
    }
    interp.modules.patterns.insert(key, Rc::clone(&read));
    Ok(PatternObject(read))
}

impl Pattern {
    fn text(&self, chars: &[char]) -> Value {
        if self.is_bytes {
            Value::bytes(chars.iter().map(|c| u32::from(*c) as u8).collect())
        } else {
            Value::from(chars.iter().collect::<String>())
        }
    }
}

/// What is searched for, and in what.
fn subject(interp: &mut Interp, args: &Args) -> Result<(Rc<Pattern>, Rc<Subject>)> {
    let pattern = match args.this() {
        Value::Object(object) => object.as_any().downcast_ref::<PatternObject>().cloned(),
        _ => None,
    };
    let pattern = match pattern {
        Some(pattern) => pattern,
        None => compiled(interp, &args.value("pattern").clone(), args.get("flags"))?,
    };
    let value = args.value("string").clone();
    let Some((chars, is_bytes)) = chars_of(&value) else {
        return Err(type_error(format!("expected string or bytes-like object, got '{}'", value.type_name())));
    };
    if is_bytes != pattern.0.is_bytes {
        return Err(type_error(if is_bytes {
            "cannot use a string pattern on a bytes-like object"
        } else {
            "cannot use a bytes pattern on a string-like object"
        }));
    }
    interp.memory.check_room(chars.len().saturating_mul(size_of::<char>()))?;
    Ok((pattern.0, Rc::new(Subject { value, chars })))
}

/// The places between which is searched.
fn limits(interp: &mut Interp, args: &Args, n: usize) -> Result<(usize, usize)> {
    if !matches!(args.this(), Value::Object(_)) {
        return Ok((0, n));
    }
    let mut place = |name: &str, default: usize| -> Result<usize> {
        match args.get(name).cloned() {
            None => Ok(default),
            Some(value) => {
                let at = index(interp, &value)?.to_i64().unwrap_or(i64::MAX);
                Ok(usize::try_from(at).unwrap_or(0).min(n))
            }
        }
    };
    Ok((place("pos", 0)?, place("endpos", n)?))
}

fn one(interp: &mut Interp, args: &Args, kind: Kind) -> Result<Value> {
    let (pattern, subject) = subject(interp, args)?;
    let (start, end) = limits(interp, args, subject.chars.len())?;
    if start > end {
        return Ok(Value::None);
    }
    let slots = {
        let memory = interp.memory.clone();
        let mut run = Run::new(&pattern.program, &subject.chars[..end], &memory);
        match kind {
            Kind::Search => run.search(start, UNSET)?,
            Kind::Match => run.match_at(start, How::Free, UNSET)?,
            Kind::Full => run.match_at(start, How::Full, UNSET)?,
        }
    };
    Ok(slots.map_or(Value::None, |slots| {
        Value::object(MatchObject(Rc::new(Found { pattern, subject, slots, start, end })))
    }))
}

/// Goes from match to match.
#[derive(Debug)]
struct Walk {
    at: usize,
    not_empty_at: usize,
}

impl Walk {
    fn new(start: usize) -> Self {
        Self { at: start, not_empty_at: UNSET }
    }

    fn next(&mut self, run: &mut Run<'_>, end: usize) -> Result<Option<Vec<usize>>> {
        if self.at > end {
            return Ok(None);
        }
        let Some(slots) = run.search(self.at, self.not_empty_at)? else {
            self.at = end + 1;
            return Ok(None);
        };
        self.at = slots[1];
        self.not_empty_at = if slots[0] == slots[1] { slots[1] } else { UNSET };
        Ok(Some(slots))
    }
}

fn find_all(interp: &mut Interp, args: Args) -> Result<Value> {
    let (pattern, subject) = subject(interp, &args)?;
    let (start, end) = limits(interp, &args, subject.chars.len())?;
    let memory = interp.memory.clone();
    let mut run = Run::new(&pattern.program, &subject.chars[..end], &memory);
    let mut walk = Walk::new(start);
    let mut all = Vec::new();
    while let Some(slots) = walk.next(&mut run, end)? {
        let text = |group: usize| match slots[2 * group] {
            UNSET => pattern.text(&[]),
            from => pattern.text(&subject.chars[from..slots[2 * group + 1]]),
        };
        all.push(match pattern.groups {
            0 => text(0),
            1 => text(1),
            n => Value::tuple((1..=n).map(text).collect()),
        });
        if all.len().is_power_of_two() {
            memory.check_interrupt()?;
            memory.check_room(all.len().saturating_mul(size_of::<Value>()))?;
        }
    }
    Ok(Value::list(all))
}

fn find_each(interp: &mut Interp, args: Args) -> Result<Value> {
    let (pattern, subject) = subject(interp, &args)?;
    let (start, end) = limits(interp, &args, subject.chars.len())?;
    Ok(Value::object(Each { pattern, subject, start, end, walk: RefCell::new(Walk::new(start)) }))
}

#[derive(Debug)]
struct Each {
    pattern: Rc<Pattern>,
    subject: Rc<Subject>,
    start: usize,
    end: usize,
    walk: RefCell<Walk>,
}

impl Object for Each {
    fn type_name(&self) -> &'static str {
        "callable_iterator"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let mut run = Run::new(&self.pattern.program, &self.subject.chars[..self.end], &interp.memory);
        let slots = self.walk.borrow_mut().next(&mut run, self.end)?;
        Ok(slots.map(|slots| {
            let (pattern, subject) = (Rc::clone(&self.pattern), Rc::clone(&self.subject));
            Value::object(MatchObject(Rc::new(Found {
                pattern,
                subject,
                slots,
                start: self.start,
                end: self.end,
            })))
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn most(interp: &mut Interp, value: Option<&Value>) -> Result<usize> {
    let n = value.cloned().map_or(Ok(0.into()), |value| index(interp, &value))?.to_i64().unwrap_or(0);
    Ok(match n {
        0 => usize::MAX,
        n => usize::try_from(n).unwrap_or(0),
    })
}

fn split(interp: &mut Interp, args: Args) -> Result<Value> {
    let (pattern, subject) = subject(interp, &args)?;
    let n = subject.chars.len();
    let mut left = most(interp, args.get("maxsplit"))?;
    let memory = interp.memory.clone();
    let mut run = Run::new(&pattern.program, &subject.chars, &memory);
    let (mut walk, mut all, mut from) = (Walk::new(0), Vec::new(), 0);
    while left > 0
        && let Some(slots) = walk.next(&mut run, n)?
    {
        left -= 1;
        memory.check_interrupt()?;
        all.push(pattern.text(&subject.chars[from..slots[0]]));
        for group in 1..=pattern.groups {
            all.push(match slots[2 * group] {
                UNSET => Value::None,
                start => pattern.text(&subject.chars[start..slots[2 * group + 1]]),
            });
        }
        from = slots[1];
    }
    all.push(pattern.text(&subject.chars[from..]));
    Ok(Value::list(all))
}

/// A part of what is put in the place of a match.
#[derive(Debug)]
enum Piece {
    Text(Vec<char>),
    Group(usize),
}

#[derive(Debug)]
struct Template(Vec<Piece>);

impl Template {
    fn of(interp: &mut Interp, pattern: &Pattern, value: &Value) -> Result<Self> {
        let Some((chars, is_bytes)) = chars_of(value) else {
            let words =
                if pattern.is_bytes { "a bytes-like object is required" } else { "expected str instance" };
            return Err(type_error(format!("{words}, {} found", value.type_name())));
        };
        if is_bytes != pattern.is_bytes {
            let (wanted, found) = if is_bytes { ("str", "bytes") } else { ("a bytes-like object", "str") };
            return Err(type_error(format!("expected {wanted} instance, {found} found")));
        }
        let mut pieces = Vec::new();
        let mut text = Vec::new();
        let mut at = 0;
        let wrong = |interp: &mut Interp, words: String, at: usize| {
            fault(interp, value, &chars, Fault { words, at: Some(at) })
        };
        while let Some(c) = chars.get(at) {
            if at % PIECE == 0 {
                crate::memory::stop_if_interrupted();
            }
            let start = at;
            at += 1;
            if *c != '\\' {
                text.push(*c);
                continue;
            }
            let Some(code) = chars.get(at).copied() else {
                return Err(wrong(interp, "bad escape (end of pattern)".into(), start));
            };
            at += 1;
            let mut group = None;
            match code {
                'g' => {
                    if chars.get(at) != Some(&'<') {
                        return Err(wrong(interp, "missing <".into(), at));
                    }
                    at += 1;
                    let from = at;
                    while chars.get(at).is_some_and(|c| *c != '>') {
                        at += 1;
                    }
                    let name: String = chars[from..at].iter().collect();
                    if name.is_empty() {
                        return Err(wrong(interp, "missing group name".into(), from));
                    }
                    if at >= chars.len() {
                        return Err(wrong(interp, "missing >, unterminated name".into(), from));
                    }
                    at += 1;
                    if let Ok(number) = name.parse::<usize>() {
                        if number > pattern.groups {
                            return Err(wrong(interp, format!("invalid group reference {number}"), from));
                        }
                        group = Some(number);
                    } else if let Some((_, number)) = pattern.names.iter().find(|(own, _)| *own == name) {
                        group = Some(*number);
                    } else {
                        let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_')
                            && !name.starts_with(|c: char| c.is_ascii_digit());
                        if is_name {
                            let message = format!("unknown group name {}", crate::display::str_repr(&name));
                            return Err(E::Index { message }.into());
                        }
                        let quoted = crate::display::str_repr(&name);
                        return Err(wrong(interp, format!("bad character in group name {quoted}"), from));
                    }
                }
                '0' => {
                    let from = at;
                    while at < from + 2 && chars.get(at).is_some_and(|c| c.is_digit(8)) {
                        at += 1;
                    }
                    let digits: String = chars[from - 1..at].iter().collect();
                    let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
                    text.push(char::from_u32(code).unwrap_or('\0'));
                }
                '1'..='9' => {
                    let from = at - 1;
                    if chars.get(at).is_some_and(char::is_ascii_digit) {
                        at += 1;
                    }
                    let digits: String = chars[from..at].iter().collect();
                    let number = digits.parse().unwrap_or(usize::MAX);
                    if number > pattern.groups {
                        return Err(wrong(interp, format!("invalid group reference {digits}"), start + 1));
                    }
                    group = Some(number);
                }
                'a' => text.push('\u{7}'),
                'b' => text.push('\u{8}'),
                'f' => text.push('\u{c}'),
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                'v' => text.push('\u{b}'),
                '\\' => text.push('\\'),
                c if c.is_ascii_alphabetic() => {
                    return Err(wrong(interp, format!("bad escape \\{c}"), start));
                }
                c => text.extend(['\\', c]),
            }
            if let Some(group) = group {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Group(group));
            }
        }
        pieces.push(Piece::Text(text));
        Ok(Self(pieces))
    }

    fn write(&self, found: &Found, out: &mut Vec<char>) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.extend_from_slice(text),
                Piece::Group(group) => out.extend_from_slice(found.chars(*group)),
            }
        }
    }
}

fn substitute(interp: &mut Interp, args: &Args) -> Result<(Value, usize)> {
    let (pattern, subject) = subject(interp, args)?;
    let n = subject.chars.len();
    let repl = args.value("repl").clone();
    let template = match chars_of(&repl) {
        None if super::super::python::is_callable(&repl) => None,
        _ => Some(Template::of(interp, &pattern, &repl)?),
    };
    let most = most(interp, args.get("count"))?;
    let memory = interp.memory.clone();
    let mut run = Run::new(&pattern.program, &subject.chars, &memory);
    let (mut walk, mut out, mut from, mut count) = (Walk::new(0), Vec::new(), 0, 0);
    while count < most
        && let Some(slots) = walk.next(&mut run, n)?
    {
        count += 1;
        memory.check_interrupt()?;
        memory.check_room(out.len().saturating_mul(size_of::<char>()))?;
        out.extend_from_slice(&subject.chars[from..slots[0]]);
        from = slots[1];
        let found =
            Found { pattern: Rc::clone(&pattern), subject: Rc::clone(&subject), slots, start: 0, end: n };
        match &template {
            Some(template) => template.write(&found, &mut out),
            None => {
                let made = interp.call(&repl, Given::places([Value::object(MatchObject(Rc::new(found)))]))?;
                match (chars_of(&made), &made) {
                    (Some((chars, is_bytes)), _) if is_bytes == pattern.is_bytes => out.extend(chars),
                    (_, Value::None) => {}
                    _ => {
                        let wanted = if pattern.is_bytes { "a bytes-like object" } else { "str instance" };
                        return Err(type_error(format!(
                            "sequence item {}: expected {wanted}, {} found",
                            count,
                            made.type_name()
                        )));
                    }
                }
            }
        }
    }
    if count == 0 {
        return Ok((subject.value.clone(), 0));
    }
    out.extend_from_slice(&subject.chars[from..]);
    Ok((pattern.text(&out), count))
}

fn this(args: &Args) -> Result<Rc<Found>> {
    match args.this() {
        Value::Object(object) => {
            object.as_any().downcast_ref::<MatchObject>().map(|found| Rc::clone(&found.0))
        }
        _ => None,
    }
    .ok_or_else(|| type_error("a match is required"))
}

fn place(slot: usize) -> Value {
    if slot == UNSET { Value::Int(-1) } else { Value::from(slot) }
}

impl Found {
    fn chars(&self, group: usize) -> &[char] {
        match self.slots[2 * group] {
            UNSET => &[],
            from => self.subject.chars.get(from..self.slots[2 * group + 1]).unwrap_or(&[]),
        }
    }

    fn text_or(&self, group: usize, default: &Value) -> Value {
        if self.slots[2 * group] == UNSET || self.slots[2 * group + 1] == UNSET {
            return default.clone();
        }
        self.pattern.text(self.chars(group))
    }

    fn text_of(&self, group: usize) -> Value {
        self.text_or(group, &Value::None)
    }

    /// The number of a group, which is given by number or by name.
    fn number(&self, interp: &mut Interp, group: &Value) -> Result<usize> {
        let number = match group {
            Value::Str(name) => self.pattern.names.iter().find(|(own, _)| **own == **name).map(|(_, n)| *n),
            Value::Float(_) | Value::None => None,
            other => index(interp, other).ok().and_then(|n| n.to_usize()),
        };
        number
            .filter(|n| *n <= self.pattern.groups)
            .ok_or_else(|| E::Index { message: "no such group".into() }.into())
    }
}

impl Object for MatchObject {
    fn type_name(&self) -> &'static str {
        MATCH
    }

    fn repr(&self, interp: &Interp) -> String {
        let found = &self.0;
        let text = interp.repr(&found.text_of(0));
        let text: String = text.chars().take(50).collect();
        format!("<re.Match object; span=({}, {}), match={text}>", found.slots[0], found.slots[1])
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let found = &self.0;
        let last = || {
            (1..=found.pattern.groups)
                .filter(|i| found.slots[2 * i + 1] != UNSET)
                .max_by_key(|i| (found.slots[2 * i + 1], std::cmp::Reverse(*i)))
        };
        Ok(Some(match name {
            "string" => found.subject.value.clone(),
            "re" => Value::object(PatternObject(Rc::clone(&found.pattern))),
            "pos" => Value::from(found.start),
            "endpos" => Value::from(found.end),
            "lastindex" => last().map_or(Value::None, Value::from),
            "lastgroup" => {
                let last = last();
                let name = found.pattern.names.iter().find(|(_, group)| Some(*group) == last);
                name.map_or(Value::None, |(name, _)| Value::str(name))
            }
            "regs" => Value::tuple(
                (0..=found.pattern.groups)
                    .map(|i| Value::tuple(vec![place(found.slots[2 * i]), place(found.slots[2 * i + 1])]))
                    .collect(),
            ),
            _ => return Ok(None),
        }))
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        let number = self.0.number(interp, index)?;
        Ok(Some(self.0.text_of(number)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for PatternObject {
    fn type_name(&self) -> &'static str {
        PATTERN
    }

    fn repr(&self, interp: &Interp) -> String {
        let mut flags = Vec::new();
        for (flag, name) in [
            (IGNORECASE, "re.IGNORECASE"),
            (LOCALE, "re.LOCALE"),
            (MULTILINE, "re.MULTILINE"),
            (DOTALL, "re.DOTALL"),
            (VERBOSE, "re.VERBOSE"),
            (ASCII, "re.ASCII"),
        ] {
            if self.0.flags & flag != 0 {
                flags.push(name);
            }
        }
        let source = interp.repr(&self.0.source);
        let source: String = source.chars().take(200).collect();
        let flags = if flags.is_empty() { String::new() } else { format!(", {}", flags.join("|")) };
        format!("re.compile({source}{flags})")
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let pattern = &self.0;
        Ok(Some(match name {
            "pattern" => pattern.source.clone(),
            "flags" => Value::Int(pattern.flags.into()),
            "groups" => Value::from(pattern.groups),
            "groupindex" => {
                let entries: Entries = pattern
                    .names
                    .iter()
                    .map(|(name, group)| (Key::Str(name.as_str().into()), Value::from(*group)))
                    .collect();
                Value::Dict(Shared::new(RefCell::new(entries)))
            }
            _ => return Ok(None),
        }))
    }

    fn equals(&self, _: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(object) = other else { return Ok(Some(false)) };
        Ok(Some(object.as_any().downcast_ref::<Self>().is_some_and(|own| Rc::ptr_eq(&own.0, &self.0))))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
