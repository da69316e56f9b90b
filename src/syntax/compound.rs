//! Compound statements: a row a keyword, and which lines belong to one.

use super::grammar::Rule;
use super::lexer::{Lexer, TokenKind};
use super::number::is_word_byte;

/// A keyword that starts the header of a block.
#[derive(Debug)]
pub(super) struct Compound {
    /// The keyword.
    pub(super) word: &'static str,
    /// The rule of its header.
    pub(super) rule: Rule,
    /// What Python calls it where its block is missing.
    pub(super) called: &'static str,
    /// Whether Python misses the colon wherever it should stand, and not only at the end of the line.
    pub(super) forced: bool,
    /// The keywords that may go on with it, at its own indentation; none for those that only go on with another.
    pub(super) followers: &'static [&'static str],
    /// Whether it can only go on with another.
    pub(super) follows: bool,
}

const fn row(
    word: &'static str,
    rule: Rule,
    called: &'static str,
    forced: bool,
    followers: &'static [&'static str],
) -> Compound {
    Compound { word, rule, called, forced, followers, follows: false }
}

const fn follower(word: &'static str, rule: Rule, called: &'static str, forced: bool) -> Compound {
    Compound { word, rule, called, forced, followers: &[], follows: true }
}

/// The keywords.
static ROWS: &[Compound] = &[
    row("if", Rule::if_header, "'if' statement", false, &["elif", "else"]),
    row("while", Rule::while_header, "'while' statement", false, &["else"]),
    row("for", Rule::for_header, "'for' statement", true, &["else"]),
    row("def", Rule::def_header, "function definition", true, &[]),
    row("class", Rule::class_header, "class definition", false, &[]),
    row("try", Rule::try_header, "'try' statement", true, &["except", "else", "finally"]),
    row("with", Rule::with_header, "'with' statement", false, &[]),
    row("match", Rule::match_header, "'match' statement", false, &[]),
    follower("elif", Rule::elif_header, "'elif' statement", false),
    follower("else", Rule::else_header, "'else' statement", true),
    follower("except", Rule::except_header, "'except' statement", false),
    follower("finally", Rule::finally_header, "'finally' statement", true),
    follower("case", Rule::case_header, "'case' statement", false),
];

/// The word that a text starts with.
pub(super) fn first_word(text: &[u8]) -> &[u8] {
    let length = text.iter().take_while(|&&byte| is_word_byte(byte)).count();
    &text[..length]
}

/// The row of a keyword, soft ones too.
pub(super) fn find(word: &str) -> Option<&'static Compound> {
    ROWS.iter().find(|row| row.word == word)
}

/// The row of the compound statement that a logical line begins, if it begins one. `match` begins one only where the line ends with a colon.
pub(super) fn begins(line: &str) -> Option<&'static Compound> {
    let word = first_word(line.as_bytes());
    let row = ROWS.iter().find(|row| row.word.as_bytes() == word && !row.follows)?;
    (row.word != "match" || is_soft_header(line)).then_some(row)
}

/// Whether a line that starts with a soft keyword is a header: a subject follows, and the line ends with a colon.
pub(super) fn is_soft_header(line: &str) -> bool {
    let word = first_word(line.as_bytes()).len();
    let mut lexer = Lexer::new(line.as_bytes(), word);
    let (mut depth, mut colon, mut first) = (0_usize, false, true);
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End | TokenKind::Newline if depth == 0 => return colon,
            TokenKind::End => return false,
            TokenKind::Comment | TokenKind::Continuation | TokenKind::Newline => continue,
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::Other
                if first && !matches!(line.as_bytes()[token.start], b'-' | b'+' | b'~' | b'*') =>
            {
                return false;
            }
            _ => {}
        }
        first = false;
        colon = token.kind == TokenKind::Other && line.as_bytes()[token.start] == b':';
    }
    false
}

/// What the lines of one compound statement are told by, while they are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Extent {
    /// Only decorators so far: a `def` or `class` must follow.
    Decorated,
    /// The statement of this row.
    Of(&'static Compound),
}

impl Extent {
    /// The extent of the compound statement that starts with a line, if one does.
    pub(super) fn of(line: &str) -> Option<Self> {
        if line.starts_with('@') { Some(Self::Decorated) } else { begins(line).map(Self::Of) }
    }

    /// Whether a statement that may be whole waits for an empty line at the prompt: all do but those on one line that nothing can go on with.
    pub(super) fn waits(self, text: &str) -> bool {
        match self {
            Self::Decorated => true,
            Self::Of(row) => !row.followers.is_empty() || text.contains('\n') || is_soft_header(text),
        }
    }

    /// Whether the next physical line belongs to the statement; `self` learns from it.
    pub(super) fn takes(&mut self, line: &str) -> bool {
        let Some(indented) = is_indented(line.as_bytes()) else { return true };
        if indented {
            return true;
        }
        match self {
            Self::Decorated => {
                if let Some(row) = begins(line) {
                    *self = Self::Of(row);
                    return true;
                }
                line.starts_with('@')
            }
            Self::Of(row) => {
                let word = first_word(line.as_bytes());
                row.followers.iter().any(|follower| follower.as_bytes() == word)
            }
        }
    }
}

/// Whether a line is indented; `None` if it holds nothing.
pub(super) fn is_indented(line: &[u8]) -> Option<bool> {
    let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c' | b'\r')).count();
    match line.get(blanks) {
        None | Some(b'#' | b'\n') => None,
        Some(_) => Some(blanks > 0),
    }
}
