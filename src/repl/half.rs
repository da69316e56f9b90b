//! Half-typed lines: what the word at the cursor is about to be. Pure: knows tokens and commands, no names and no values.

use crate::syntax::{Lexer, Token, TokenKind};

use super::command::{self, Takes};

/// What is being typed at the end of a text. `start` is where the word begins, which may be the end of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Half<'t> {
    /// The name of a command, from its `%` on.
    Command { start: usize },
    /// One of these words.
    Choice { start: usize, words: &'static [&'static str] },
    /// The name of a file.
    File { start: usize },
    /// A name; in a call perhaps one of the callee's parameters, those already given by name aside.
    Name { start: usize, call: Option<(Object<'t>, Vec<&'t str>)> },
    /// An attribute or a method.
    Member { start: usize, object: Object<'t> },
    /// A module that is imported.
    Module { start: usize },
    /// A name imported from this module.
    Imported { start: usize, module: &'t str },
    /// Something that cannot be completed: a string, a comment, a number.
    Nothing,
}

/// An expression, as far as it tells what its members are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object<'t> {
    /// A name.
    Name(&'t str),
    /// A member of something.
    Member(Box<Object<'t>>, &'t str),
    /// What a call of something gives.
    Call(Box<Object<'t>>),
    /// What an index into something gives.
    Item(Box<Object<'t>>),
    /// Something in parentheses.
    Group,
    /// A bracketed literal.
    List,
    /// A string.
    Str,
}

impl Half<'_> {
    /// Where the word begins.
    pub(super) fn start(&self) -> Option<usize> {
        match self {
            Self::Command { start }
            | Self::Choice { start, .. }
            | Self::File { start }
            | Self::Name { start, .. }
            | Self::Member { start, .. }
            | Self::Module { start }
            | Self::Imported { start, .. } => Some(*start),
            Self::Nothing => None,
        }
    }
}

/// What is being typed at the end of `text`.
pub(super) fn half(text: &str) -> Half<'_> {
    let first = text.len() - text.trim_start().len();
    if text[first..].starts_with('%') {
        let name = &text[first + 1..];
        let Some(blank) = name.find(char::is_whitespace) else { return Half::Command { start: first } };
        let rest = first + 1 + blank;
        let word = rest + text[rest..].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        return match command::by_name(&name[..blank]).map(|command| command.takes) {
            Some(Takes::Statement) => statement(text, rest),
            Some(Takes::File) => Half::File { start: text.len() - text[rest..].trim_start().len() },
            Some(Takes::Choice(words)) => Half::Choice { start: word, words },
            Some(Takes::Name) => statement(text, word),
            Some(Takes::Command) => Half::Command { start: word },
            Some(Takes::Nothing) | None => Half::Nothing,
        };
    }
    statement(text, 0)
}

/// What is being typed at the end of the statements that begin at `from`.
fn statement(text: &str, from: usize) -> Half<'_> {
    let Some(tokens) = tokens(text, from) else { return Half::Nothing };
    let word = |token: &Token| &text[token.start..token.end];
    let (start, before) = match tokens.split_last() {
        Some((last, before)) if last.end == text.len() => match last.kind {
            TokenKind::Word => (last.start, before),
            TokenKind::Number | TokenKind::Str | TokenKind::Comment => return Half::Nothing,
            _ => (text.len(), &tokens[..]),
        },
        _ => (text.len(), &tokens[..]),
    };
    if before.last().is_some_and(|dot| word(dot) == ".") {
        let module = import(text, before).and_then(|import| match import {
            Import::Module(path) => Some(Half::Member { start, object: Object::Name(path) }),
            Import::From(_) => None,
        });
        let object =
            || object(text, &before[..before.len() - 1]).map(|(object, _)| Half::Member { start, object });
        return module.or_else(object).unwrap_or(Half::Nothing);
    }
    match import(text, before) {
        Some(Import::Module(_)) => return Half::Module { start },
        Some(Import::From(module)) => return Half::Imported { start, module },
        None => {}
    }
    Half::Name { start, call: call(text, before) }
}

/// The tokens of the text; `None` if its end is inside a string.
fn tokens(text: &str, from: usize) -> Option<Vec<Token>> {
    let mut lexer = Lexer::new(text.as_bytes(), from);
    let mut tokens = Vec::new();
    loop {
        match lexer.next() {
            Ok(token) if token.kind == TokenKind::End => return Some(tokens),
            Ok(token) => tokens.push(token),
            Err(fault) => {
                let quoted = text[fault.start..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
                if fault.open || quoted.starts_with(['\'', '"']) {
                    return None;
                }
                // Whatever it is, it is no name.
                tokens.push(Token { kind: TokenKind::Other, start: fault.start, end: fault.end });
                lexer = Lexer::new(text.as_bytes(), fault.end.max(fault.start + 1));
            }
        }
    }
}

enum Import<'t> {
    /// `import` is followed by a module, of which this much is there.
    Module(&'t str),
    /// `from module import` is followed by a name.
    From(&'t str),
}

/// What an import statement at the end of the tokens asks for next.
fn import<'t>(text: &'t str, tokens: &[Token]) -> Option<Import<'t>> {
    let ends = |token: &Token| matches!(token.kind, TokenKind::Newline | TokenKind::Semicolon);
    let begin = tokens.iter().rposition(ends).map_or(0, |at| at + 1);
    let (first, rest) = tokens[begin..].split_first()?;
    let word = |token: &Token| &text[token.start..token.end];
    let place = rest.iter().position(|token| word(token) == "import");
    match (word(first), place) {
        ("import" | "from", None) => {
            let path = rest.iter().rposition(|token| word(token) == ",").map_or(0, |at| at + 1);
            if rest[path..].iter().any(|token| word(token) == "as") {
                return None;
            }
            let (Some(from), Some(to)) = (rest.get(path), rest.last()) else {
                return Some(Import::Module(""));
            };
            Some(Import::Module(text[from.start..to.end].trim_end_matches('.')))
        }
        ("from", Some(at)) if at > 0 => Some(Import::From(text[rest[0].start..rest[at].start].trim_end())),
        _ => None,
    }
}

/// The call whose next argument begins at the end of the tokens: what is called, and the parameters given by name so far.
fn call<'t>(text: &'t str, tokens: &[Token]) -> Option<(Object<'t>, Vec<&'t str>)> {
    let word = |token: &Token| &text[token.start..token.end];
    if !matches!(word(tokens.last()?), "(" | ",") {
        return None;
    }
    let mut depth = 0usize;
    let mut given = Vec::new();
    for (i, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            TokenKind::Close => depth += 1,
            TokenKind::Open if depth > 0 => depth -= 1,
            TokenKind::Open if word(token) == "(" => {
                let (object, _) = object(text, &tokens[..i])?;
                return (object != Object::Group).then_some((object, given));
            }
            TokenKind::Open => return None,
            TokenKind::Word if depth == 0 => {
                let is = |offset: usize, what: &str| tokens.get(i + offset).is_some_and(|t| word(t) == what);
                if is(1, "=") && !is(2, "=") {
                    given.push(word(token));
                }
            }
            _ => {}
        }
    }
    None
}

/// The expression that ends with the last token, if it is one with members, and the place of its first token.
fn object<'t>(text: &'t str, tokens: &[Token]) -> Option<(Object<'t>, usize)> {
    let (last, before) = tokens.split_last()?;
    let word = &text[last.start..last.end];
    match last.kind {
        TokenKind::Word if crate::syntax::is_keyword(word) => None,
        TokenKind::Word => match before.split_last() {
            Some((dot, before)) if text[dot.start..dot.end] == *"." => {
                let (object, start) = object(text, before)?;
                Some((Object::Member(Box::new(object), word), start))
            }
            _ => Some((Object::Name(word), before.len())),
        },
        TokenKind::Str => Some((Object::Str, before.len())),
        TokenKind::Close => {
            let open = opening(tokens)?;
            let callee = object(text, &tokens[..open]);
            Some(match (word, callee) {
                (")", Some((callee, start))) => (Object::Call(Box::new(callee)), start),
                ("]", Some((callee, start))) => (Object::Item(Box::new(callee)), start),
                (")", None) => (Object::Group, open),
                ("]", None) => (Object::List, open),
                _ => return None,
            })
        }
        _ => None,
    }
}

/// The place of the bracket that the last token closes.
fn opening(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0;
    tokens.iter().rposition(|token| {
        match token.kind {
            TokenKind::Close => depth += 1,
            TokenKind::Open => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::{Half, Object, half};

    fn member(text: &str) -> Object<'_> {
        match half(text) {
            Half::Member { object, .. } => object,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn names() {
        assert_eq!(half("x = ar"), Half::Name { start: 4, call: None });
        assert_eq!(half("x = "), Half::Name { start: 4, call: None });
        assert_eq!(half("größe + gr"), Half::Name { start: 10, call: None });
    }

    #[test]
    fn members() {
        assert_eq!(half("np."), Half::Member { start: 3, object: Object::Name("np") });
        assert_eq!(half("x = a.T.re").start(), Some(8));
        assert_eq!(member("a.T.re"), Object::Member(Box::new(Object::Name("a")), "T"));
        assert_eq!(member("(b)[a.sh"), Object::Name("a"));
        let zeros = Object::Member(Box::new(Object::Name("np")), "zeros");
        assert_eq!(member("y = np.zeros((2, 3)).re"), Object::Call(Box::new(zeros)));
        assert_eq!(member("a[1:].re"), Object::Item(Box::new(Object::Name("a"))));
        assert_eq!(member("(a + b)."), Object::Group);
        assert_eq!(member("[1, 2]."), Object::List);
        assert_eq!(member("'a b'.up"), Object::Str);
    }

    #[test]
    fn calls() {
        let call = |text| match half(text) {
            Half::Name { call, .. } => call,
            other => panic!("{other:?}"),
        };
        assert_eq!(call("copy(a, or"), Some((Object::Name("copy"), vec![])));
        assert_eq!(call("copy("), Some((Object::Name("copy"), vec![])));
        assert_eq!(call("copy(a, order='C', "), Some((Object::Name("copy"), vec!["order"])));
        assert_eq!(call("f(a, g(x, y)[1], "), Some((Object::Name("f"), vec![])));
        assert_eq!(call("copy(a + b"), None);
        assert_eq!(call("copy(order="), None);
        assert_eq!(call("x[a, "), None);
        assert_eq!(call("(a, "), None);
    }

    #[test]
    fn nothing_in_strings_comments_numbers() {
        for text in ["'ab", "x = \"np.", "'''a\nb", "a # np.", "12", "1.", "f'{np."] {
            assert_eq!(half(text), Half::Nothing, "{text}");
        }
    }

    #[test]
    fn commands() {
        assert_eq!(half("%wh"), Half::Command { start: 0 });
        assert_eq!(half("%tags o"), Half::Choice { start: 6, words: &["on", "off"] });
        assert_eq!(half("%run scripts/a"), Half::File { start: 5 });
        assert_eq!(half("%timeit a.co"), Half::Member { start: 10, object: Object::Name("a") });
        assert_eq!(half("%whos "), Half::Nothing);
    }

    #[test]
    fn imports() {
        assert_eq!(half("import nu"), Half::Module { start: 7 });
        assert_eq!(half("from numpy import co"), Half::Imported { start: 18, module: "numpy" });
        assert_eq!(half("from numpy.lib import a, b"), Half::Imported { start: 25, module: "numpy.lib" });
        assert_eq!(half("import numpy.li"), Half::Member { start: 13, object: Object::Name("numpy") });
    }

    #[test]
    fn any_prefix_of_anything() {
        let text = "x = np.zeros((2, 3), dtype='f8')[::2, a.b(c=1)]; %$?! `~ \"é\" 1e5.é # ü";
        for (end, _) in text.char_indices() {
            for (start, _) in text[..end].char_indices() {
                let _ = half(&text[start..end]);
            }
        }
    }
}
