//! Reading regular expressions, with Python's words for what is wrong with them.

/// Flags of a pattern.
pub(super) const IGNORECASE: u32 = 2;
pub(super) const LOCALE: u32 = 4;
pub(super) const MULTILINE: u32 = 8;
pub(super) const DOTALL: u32 = 16;
pub(super) const UNICODE: u32 = 32;
pub(super) const VERBOSE: u32 = 64;
pub(super) const ASCII: u32 = 256;

/// How deep groups may stand in each other.
const DEPTH: usize = 200;
/// So many repetitions mean "without end".
pub(super) const ENDLESS: usize = usize::MAX;

/// What is wrong with a pattern, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) words: String,
    pub(super) at: Option<usize>,
}

/// A class of characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Range(char, char),
    Digit { not: bool, ascii: bool },
    Space { not: bool, ascii: bool },
    Word { not: bool, ascii: bool },
}

/// Some characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set {
    pub(super) not: bool,
    pub(super) items: Vec<Item>,
    pub(super) fold: bool,
}

/// A place that is no character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    Start,
    LineStart,
    End,
    LineEnd,
    LastLineEnd,
    Boundary { ascii: bool },
    NoBoundary { ascii: bool },
}

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Empty,
    Char(char, bool),
    Any { newlines: bool },
    Set(Set),
    Cat(Vec<Node>),
    Alt(Vec<Node>),
    Group(usize, Box<Node>),
    Repeat { node: Box<Node>, min: usize, max: usize, greedy: bool },
    Atomic(Box<Node>),
    Back { group: usize, fold: bool },
    Place(Place),
    Look { node: Box<Node>, behind: Option<usize>, not: bool },
    If { group: usize, yes: Box<Node>, no: Box<Node> },
}

/// A pattern that was read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) flags: u32,
    pub(super) groups: usize,
    pub(super) names: Vec<(String, usize)>,
}

/// Reads a pattern.
pub(super) fn parse(pattern: &[char], flags: u32, is_bytes: bool) -> Result<Parsed, Fault> {
    let mut reader = Reader {
        text: pattern,
        at: 0,
        flags,
        groups: 0,
        names: Vec::new(),
        open: Vec::new(),
        widths: vec![Some((0, 0))],
        is_bytes,
        depth: 0,
    };
    let node = reader.alternatives(true)?;
    if reader.at < pattern.len() {
        return Err(reader.fault("unbalanced parenthesis", reader.at));
    }
    Ok(Parsed { node, flags: reader.flags, groups: reader.groups, names: reader.names })
}

struct Reader<'p> {
    text: &'p [char],
    at: usize,
    flags: u32,
    groups: usize,
    names: Vec<(String, usize)>,
    /// The groups that are not closed yet.
    open: Vec<usize>,
    /// How many characters each group takes at least and at most, once it is closed.
    widths: Vec<Option<(usize, usize)>>,
    is_bytes: bool,
    depth: usize,
}

impl Reader<'_> {
    #[allow(clippy::unused_self)] // As its siblings.
    fn fault(&self, words: impl Into<String>, at: usize) -> Fault {
        Fault { words: words.into(), at: Some(at) }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    fn alternatives(&mut self, top: bool) -> Result<Node, Fault> {
        if self.depth > DEPTH {
            return Err(Fault { words: "too many nested groups for arr".into(), at: Some(self.at) });
        }
        self.depth += 1;
        let mut all = vec![self.sequence(top)?];
        while self.take('|') {
            all.push(self.sequence(false)?);
        }
        self.depth -= 1;
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self, top: bool) -> Result<Node, Fault> {
        let start = self.at;
        let mut parts: Vec<Node> = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            if self.has(VERBOSE) {
                if c.is_whitespace() {
                    self.at += 1;
                    continue;
                }
                if c == '#' {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                    continue;
                }
            }
            let at = self.at;
            if let Some((min, max)) = self.quantifier()? {
                let Some(last) = parts.last() else { return Err(self.fault("nothing to repeat", at)) };
                match last {
                    Node::Place(_) | Node::Empty => return Err(self.fault("nothing to repeat", at)),
                    Node::Repeat { .. } => return Err(self.fault("multiple repeat", at)),
                    Node::Atomic(inner) if matches!(**inner, Node::Repeat { .. }) => {
                        return Err(self.fault("multiple repeat", at));
                    }
                    _ => {}
                }
                let node = Box::new(parts.pop().unwrap_or(Node::Empty));
                let greedy = !self.take('?');
                let possessive = greedy && self.take('+');
                let repeat = Node::Repeat { node, min, max, greedy };
                parts.push(if possessive { Node::Atomic(Box::new(repeat)) } else { repeat });
                continue;
            }
            self.at += 1;
            let fold = self.has(IGNORECASE);
            let node = match c {
                '.' => Node::Any { newlines: self.has(DOTALL) },
                '^' => Node::Place(if self.has(MULTILINE) { Place::LineStart } else { Place::Start }),
                '$' => Node::Place(if self.has(MULTILINE) { Place::LineEnd } else { Place::LastLineEnd }),
                '[' => self.set(at)?,
                '(' => match self.group(at, top && start == at)? {
                    Some(node) => node,
                    None => continue,
                },
                '\\' => self.escape(at)?,
                c => Node::Char(c, fold),
            };
            crate::memory::stop_if_interrupted();
            parts.push(node);
        }
        Ok(match parts.len() {
            0 => Node::Empty,
            1 => parts.remove(0),
            _ => Node::Cat(parts),
        })
    }

    fn digits(&mut self) -> String {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.text[from..self.at].iter().collect()
    }

    /// A quantifier, if one stands here.
    fn quantifier(&mut self) -> Result<Option<(usize, usize)>, Fault> {
        let start = self.at;
        let found = match self.peek() {
            Some('*') => (0, ENDLESS),
            Some('+') => (1, ENDLESS),
            Some('?') => (0, 1),
            Some('{') => {
                self.at += 1;
                let low = self.digits();
                let (mut high, mut comma) = (low.clone(), false);
                if self.take(',') {
                    comma = true;
                    high = self.digits();
                }
                if !self.take('}') || (low.is_empty() && !comma) {
                    self.at = start;
                    return Ok(None);
                }
                let value = |text: &str, empty: usize| {
                    if text.is_empty() {
                        Some(empty)
                    } else {
                        text.parse().ok().filter(|n| *n < u32::MAX as usize)
                    }
                };
                let (Some(min), Some(max)) = (value(&low, 0), value(&high, ENDLESS)) else {
                    return Err(Fault { words: "the repetition number is too large".into(), at: None });
                };
                if max < min {
                    return Err(self.fault("min repeat greater than max repeat", start + 1));
                }
                return Ok(Some((min, max)));
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(found))
    }

    fn class(&self, c: char) -> Option<Item> {
        let ascii = self.has(ASCII) || self.is_bytes;
        Some(match c {
            'd' | 'D' => Item::Digit { not: c == 'D', ascii },
            's' | 'S' => Item::Space { not: c == 'S', ascii },
            'w' | 'W' => Item::Word { not: c == 'W', ascii },
            _ => return None,
        })
    }

    /// A character by its number, written in a base; `None` if it is none of those escapes.
    fn coded(&mut self, c: char, at: usize) -> Result<Option<char>, Fault> {
        let length = match c {
            'x' => 2,
            'u' if !self.is_bytes => 4,
            'U' if !self.is_bytes => 8,
            'a' => return Ok(Some('\u{7}')),
            'b' => return Ok(Some('\u{8}')),
            'f' => return Ok(Some('\u{c}')),
            'n' => return Ok(Some('\n')),
            'r' => return Ok(Some('\r')),
            't' => return Ok(Some('\t')),
            'v' => return Ok(Some('\u{b}')),
            _ => return Ok(None),
        };
        let from = self.at;
        while self.at < from + length && self.peek().is_some_and(|c| c.is_ascii_hexdigit()) {
            self.at += 1;
        }
        let digits: String = self.text[from..self.at].iter().collect();
        if digits.len() != length {
            return Err(self.fault(format!("incomplete escape \\{c}{digits}"), at));
        }
        let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
        code.map(Some).ok_or_else(|| self.fault(format!("bad escape \\{c}{digits}"), at))
    }

    fn escape(&mut self, at: usize) -> Result<Node, Fault> {
        let Some(c) = self.peek() else { return Err(self.fault("bad escape (end of pattern)", at)) };
        self.at += 1;
        let fold = self.has(IGNORECASE);
        let ascii = self.has(ASCII) || self.is_bytes;
        if let Some(item) = self.class(c) {
            return Ok(Node::Set(Set { not: false, items: vec![item], fold: false }));
        }
        match c {
            'A' => return Ok(Node::Place(Place::Start)),
            'Z' => return Ok(Node::Place(Place::End)),
            'b' => return Ok(Node::Place(Place::Boundary { ascii })),
            'B' => return Ok(Node::Place(Place::NoBoundary { ascii })),
            _ => {}
        }
        if c == '0' {
            let from = self.at - 1;
            while self.at < from + 3 && self.peek().is_some_and(|c| c.is_digit(8)) {
                self.at += 1;
            }
            let digits: String = self.text[from..self.at].iter().collect();
            let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
            return Ok(Node::Char(char::from_u32(code).unwrap_or('\0'), fold));
        }
        if c.is_ascii_digit() {
            let from = self.at - 1;
            if self.peek().is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
                let octal = self.text[from..self.at].iter().all(|c| c.is_digit(8));
                if octal && self.peek().is_some_and(|c| c.is_digit(8)) {
                    self.at += 1;
                    let digits: String = self.text[from..self.at].iter().collect();
                    let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
                    if code > 0o377 {
                        let words = format!("octal escape value \\{digits} outside of range 0-0o377");
                        return Err(self.fault(words, at));
                    }
                    return Ok(Node::Char(char::from_u32(code).unwrap_or('\0'), fold));
                }
            }
            let digits: String = self.text[from..self.at].iter().collect();
            let group = digits.parse().unwrap_or(usize::MAX);
            return self.back(group, &digits, at + 1);
        }
        if let Some(c) = self.coded(c, at)? {
            return Ok(Node::Char(c, fold));
        }
        if c.is_ascii_alphabetic() {
            return Err(self.fault(format!("bad escape \\{c}"), at));
        }
        Ok(Node::Char(c, fold))
    }

    fn back(&self, group: usize, digits: &str, at: usize) -> Result<Node, Fault> {
        if group > self.groups {
            return Err(self.fault(format!("invalid group reference {digits}"), at));
        }
        if self.open.contains(&group) {
            return Err(self.fault("cannot refer to an open group", at.saturating_sub(1)));
        }
        Ok(Node::Back { group, fold: self.has(IGNORECASE) })
    }

    fn set(&mut self, at: usize) -> Result<Node, Fault> {
        let not = self.take('^');
        let mut items = Vec::new();
        let first = self.at;
        loop {
            let here = self.at;
            let Some(c) = self.peek() else { return Err(self.fault("unterminated character set", at)) };
            if c == ']' && here != first {
                self.at += 1;
                break;
            }
            let low = self.member(at)?;
            if self.peek() == Some('-') {
                self.at += 1;
                let Some(next) = self.peek() else {
                    return Err(self.fault("unterminated character set", at));
                };
                if next == ']' {
                    items.push(low);
                    items.push(Item::Range('-', '-'));
                    self.at += 1;
                    break;
                }
                let high = self.member(at)?;
                let (Item::Range(a, _), Item::Range(b, _)) = (&low, &high) else {
                    let text: String = self.text[here..self.at].iter().collect();
                    return Err(self.fault(format!("bad character range {text}"), here));
                };
                if b < a {
                    let text: String = self.text[here..self.at].iter().collect();
                    return Err(self.fault(format!("bad character range {text}"), here));
                }
                items.push(Item::Range(*a, *b));
            } else {
                items.push(low);
            }
        }
        Ok(Node::Set(Set { not, items, fold: self.has(IGNORECASE) }))
    }

    fn member(&mut self, set: usize) -> Result<Item, Fault> {
        let at = self.at;
        let Some(c) = self.peek() else { return Err(self.fault("unterminated character set", set)) };
        self.at += 1;
        if c != '\\' {
            return Ok(Item::Range(c, c));
        }
        let Some(c) = self.peek() else { return Err(self.fault("bad escape (end of pattern)", at)) };
        self.at += 1;
        if let Some(item) = self.class(c) {
            return Ok(item);
        }
        if c.is_digit(8) {
            let from = self.at - 1;
            while self.at < from + 3 && self.peek().is_some_and(|c| c.is_digit(8)) {
                self.at += 1;
            }
            let digits: String = self.text[from..self.at].iter().collect();
            let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
            if code > 0o377 {
                let words = format!("octal escape value \\{digits} outside of range 0-0o377");
                return Err(self.fault(words, at));
            }
            let c = char::from_u32(code).unwrap_or('\0');
            return Ok(Item::Range(c, c));
        }
        if let Some(c) = self.coded(c, at)? {
            return Ok(Item::Range(c, c));
        }
        if c.is_ascii_alphanumeric() {
            return Err(self.fault(format!("bad escape \\{c}"), at));
        }
        Ok(Item::Range(c, c))
    }

    /// A name up to a character.
    fn name(&mut self, end: char) -> Result<String, Fault> {
        let from = self.at;
        while self.peek().is_some_and(|c| c != end) {
            self.at += 1;
        }
        let name: String = self.text[from..self.at].iter().collect();
        if name.is_empty() {
            return Err(self.fault("missing group name", from));
        }
        if !self.take(end) {
            return Err(self.fault(format!("missing {end}, unterminated name"), from));
        }
        Ok(name)
    }

    fn check_name(&self, name: &str, at: usize) -> Result<(), Fault> {
        let mut chars = name.chars();
        let fits = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && chars.all(|c| c.is_alphanumeric() || c == '_');
        if fits {
            return Ok(());
        }
        Err(self.fault(format!("bad character in group name {}", crate::display::str_repr(name)), at))
    }

    /// A group, after its parenthesis; `None` for what is only a remark, or flags.
    fn group(&mut self, at: usize, first: bool) -> Result<Option<Node>, Fault> {
        let (mut captures, mut name) = (true, None);
        let outer = self.flags;
        let unclosed = |this: &Self| this.fault("missing ), unterminated subpattern", at);
        if self.take('?') {
            captures = false;
            let Some(kind) = self.peek() else {
                return Err(self.fault("unexpected end of pattern", self.at));
            };
            self.at += 1;
            match kind {
                'P' => match self.peek() {
                    Some('<') => {
                        self.at += 1;
                        let from = self.at;
                        let text = self.name('>')?;
                        self.check_name(&text, from)?;
                        captures = true;
                        name = Some((text, from));
                    }
                    Some('=') => {
                        self.at += 1;
                        let from = self.at;
                        let text = self.name(')')?;
                        self.check_name(&text, from)?;
                        let found = self.names.iter().find(|(own, _)| *own == text).map(|(_, group)| *group);
                        let Some(group) = found else {
                            return Err(self.fault(
                                format!("unknown group name {}", crate::display::str_repr(&text)),
                                from,
                            ));
                        };
                        if self.open.contains(&group) {
                            return Err(self.fault("cannot refer to an open group", from));
                        }
                        return Ok(Some(Node::Back { group, fold: self.has(IGNORECASE) }));
                    }
                    Some(c) => return Err(self.fault(format!("unknown extension ?P{c}"), at + 1)),
                    None => return Err(self.fault("unexpected end of pattern", self.at)),
                },
                ':' => {}
                '#' => {
                    while let Some(c) = self.peek() {
                        self.at += 1;
                        if c == ')' {
                            return Ok(None);
                        }
                    }
                    return Err(self.fault("missing ), unterminated comment", at));
                }
                '=' | '!' => return self.look(at, false, kind == '!').map(Some),
                '<' => {
                    let Some(c) = self.peek() else {
                        return Err(self.fault("unexpected end of pattern", self.at));
                    };
                    self.at += 1;
                    if c != '=' && c != '!' {
                        return Err(self.fault(format!("unknown extension ?<{c}"), at + 1));
                    }
                    return self.look(at, true, c == '!').map(Some);
                }
                '>' => {
                    let node = self.alternatives(false)?;
                    if !self.take(')') {
                        return Err(unclosed(self));
                    }
                    return Ok(Some(Node::Atomic(Box::new(node))));
                }
                '(' => return self.condition(at).map(Some),
                c if "aiLmsux-".contains(c) => {
                    self.at -= 1;
                    if !self.inline_flags(at, first)? {
                        return Ok(None);
                    }
                }
                c => return Err(self.fault(format!("unknown extension ?{c}"), at + 1)),
            }
        }
        let mut number = 0;
        if captures {
            self.groups += 1;
            number = self.groups;
            if let Some((name, from)) = name {
                if let Some((_, old)) = self.names.iter().find(|(own, _)| *own == name) {
                    let quoted = crate::display::str_repr(&name);
                    let words =
                        format!("redefinition of group name {quoted} as group {number}; was group {old}");
                    return Err(self.fault(words, from));
                }
                self.names.push((name, number));
            }
            self.open.push(number);
            self.widths.push(None);
        }
        let node = self.alternatives(false)?;
        if !self.take(')') {
            return Err(unclosed(self));
        }
        self.flags = outer;
        if captures {
            self.open.pop();
            self.widths[number] = Some(self.width(&node));
            return Ok(Some(Node::Group(number, Box::new(node))));
        }
        // What stands in parentheses is one thing, however it is repeated inside.
        Ok(Some(Node::Cat(vec![node])))
    }

    /// Flags in the pattern: for all of it (false), or for a group that follows (true).
    fn inline_flags(&mut self, at: usize, first: bool) -> Result<bool, Fault> {
        let (mut on, mut off, mut minus) = (0, 0, false);
        loop {
            let Some(c) = self.peek() else {
                return Err(self.fault("missing -, : or )", self.at));
            };
            self.at += 1;
            let flag = match c {
                'a' => ASCII,
                'i' => IGNORECASE,
                'L' => LOCALE,
                'm' => MULTILINE,
                's' => DOTALL,
                'u' => UNICODE,
                'x' => VERBOSE,
                '-' if !minus => {
                    minus = true;
                    continue;
                }
                ')' if !minus => {
                    if !first {
                        return Err(self.fault("global flags not at the start of the expression", at));
                    }
                    self.flags |= on;
                    return Ok(false);
                }
                ':' => {
                    self.flags = (self.flags | on) & !off;
                    return Ok(true);
                }
                c if c.is_alphabetic() => return Err(self.fault("unknown flag", self.at - 1)),
                _ => return Err(self.fault("missing -, : or )", self.at - 1)),
            };
            if minus { off |= flag } else { on |= flag }
        }
    }

    fn look(&mut self, at: usize, behind: bool, not: bool) -> Result<Node, Fault> {
        let node = self.alternatives(false)?;
        if !self.take(')') {
            return Err(self.fault("missing ), unterminated subpattern", at));
        }
        let width = self.width(&node);
        if behind && width.0 != width.1 {
            return Err(Fault { words: "look-behind requires fixed-width pattern".into(), at: None });
        }
        Ok(Node::Look { node: Box::new(node), behind: behind.then_some(width.0), not })
    }

    fn condition(&mut self, at: usize) -> Result<Node, Fault> {
        let from = self.at;
        let name = self.name(')')?;
        let group = match name.parse::<usize>() {
            Ok(0) => return Err(self.fault("bad group number", from)),
            Ok(n) if n > self.groups => return Err(self.fault(format!("invalid group reference {n}"), from)),
            Ok(n) => n,
            Err(_) => {
                self.check_name(&name, from)?;
                let found = self.names.iter().find(|(own, _)| *own == name).map(|(_, group)| *group);
                found.ok_or_else(|| {
                    self.fault(format!("unknown group name {}", crate::display::str_repr(&name)), from)
                })?
            }
        };
        let yes = self.sequence(false)?;
        let no = if self.take('|') { self.sequence(false)? } else { Node::Empty };
        if self.peek() == Some('|') {
            return Err(self.fault("conditional backref with more than two branches", self.at));
        }
        if !self.take(')') {
            return Err(self.fault("missing ), unterminated subpattern", at));
        }
        Ok(Node::If { group, yes: Box::new(yes), no: Box::new(no) })
    }

    /// How many characters a part takes at least and at most.
    fn width(&self, node: &Node) -> (usize, usize) {
        match node {
            Node::Empty | Node::Place(_) | Node::Look { .. } => (0, 0),
            Node::Char(..) | Node::Any { .. } | Node::Set(_) => (1, 1),
            Node::Cat(parts) => parts
                .iter()
                .map(|part| self.width(part))
                .fold((0, 0), |a, b| (a.0.saturating_add(b.0), a.1.saturating_add(b.1))),
            Node::Alt(parts) => parts
                .iter()
                .map(|part| self.width(part))
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
                .unwrap_or((0, 0)),
            Node::Group(_, node) | Node::Atomic(node) => self.width(node),
            Node::Repeat { node, min, max, .. } => {
                let (low, high) = self.width(node);
                (low.saturating_mul(*min), high.saturating_mul(*max))
            }
            Node::Back { group, .. } => self.widths.get(*group).copied().flatten().unwrap_or((0, ENDLESS)),
            Node::If { yes, no, .. } => {
                let (a, b) = (self.width(yes), self.width(no));
                (a.0.min(b.0), a.1.max(b.1))
            }
        }
    }
}
