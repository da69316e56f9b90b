//! Python's keywords.

/// Whether `word` is a keyword of Python and so cannot be a name.
pub fn is_keyword(word: &str) -> bool {
    match word.len() {
        2 => matches!(word, "as" | "if" | "in" | "is" | "or"),
        3 => matches!(word, "and" | "def" | "del" | "for" | "not" | "try"),
        4 => matches!(word, "None" | "True" | "elif" | "else" | "from" | "pass" | "with"),
        5 => matches!(word, "False" | "async" | "await" | "break" | "class" | "raise" | "while" | "yield"),
        6 => matches!(word, "assert" | "except" | "global" | "import" | "lambda" | "return"),
        7 => word == "finally",
        8 => matches!(word, "continue" | "nonlocal"),
        _ => false,
    }
}

/// What arr would need for a statement that starts with `word`, if it is a statement of Python that arr has not.
pub(super) fn missing_statement(word: &str) -> Option<&'static str> {
    matches!(word, "async" | "await").then_some("coroutines")
}

/// Whether a statement may start with the keyword `word`.
pub(super) fn starts_statement(word: &str) -> bool {
    matches!(
        word,
        "del"
            | "assert"
            | "pass"
            | "import"
            | "from"
            | "return"
            | "raise"
            | "break"
            | "continue"
            | "global"
            | "nonlocal"
            | "yield"
            | "if"
            | "while"
            | "for"
            | "def"
            | "class"
            | "try"
            | "with"
    )
}
