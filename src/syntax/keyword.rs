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
    Some(match word {
        "for" | "while" | "break" | "continue" => "loops",
        "if" | "elif" | "else" => "conditional statements",
        "def" | "return" | "global" | "nonlocal" => "functions",
        "yield" => "generator functions",
        "class" => "classes",
        "try" | "except" | "finally" | "raise" => "exception handling",
        "async" | "await" => "coroutines",
        _ => return None,
    })
}
