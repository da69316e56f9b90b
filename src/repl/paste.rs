//! Pasted sessions: where some lines have prompts, a line that neither has one nor goes on another is output.

use crate::syntax::{Completeness, completeness};

/// The statements of `text`. Of a session pasted with its output only the lines with prompts are kept, prompts and all, and those
/// that go on such a line; a text whose first line has no prompt is kept whole.
pub(super) fn statements(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().find(|line| !line.trim().is_empty());
    if !text.contains('\n') || !first.is_some_and(is_prompted) {
        return text;
    }
    let mut kept: Vec<&str> = Vec::new();
    // The statement that may still go on.
    let mut statement = String::new();
    for line in text.lines() {
        let goes_on = !statement.is_empty() && completeness(&statement) == Completeness::Incomplete;
        if is_prompted(line) {
            statement.clear();
        } else if !goes_on && !is_dotted(line) {
            continue;
        }
        if !statement.is_empty() {
            statement.push('\n');
        }
        statement.push_str(line);
        if !is_dotted(line) || goes_on {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Whether the line begins with a prompt for a statement: `>>> `, `In [3]: `.
fn is_prompted(line: &str) -> bool {
    let line = line.trim_start();
    if let Some(after) = line.strip_prefix(">>>") {
        return after.is_empty() || after.starts_with(' ');
    }
    line.strip_prefix("In [").is_some_and(|after| {
        after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("]:") && !after.starts_with(']')
    })
}

/// Whether the line begins with a prompt for more of a statement: `... `, `   ...: `.
fn is_dotted(line: &str) -> bool {
    let line = line.trim_start();
    line == "..." || line.starts_with("... ") || line.starts_with("...:")
}

#[cfg(test)]
mod tests {
    use super::statements;

    #[test]
    fn output_between_prompts_is_left_out() {
        let text = ">>> a = np.arange(4)\n>>> a\narray([0, 1, 2, 3])\n>>> b = a[1:]\n";
        assert_eq!(statements(text), ">>> a = np.arange(4)\n>>> a\n>>> b = a[1:]");
        let text = "In [1]: a\nOut[1]: \narray([[1],\n       [2]])\n\nIn [2]: b\n";
        assert_eq!(statements(text), "In [1]: a\nIn [2]: b");
    }

    #[test]
    fn a_statement_goes_on_with_and_without_dots() {
        let text = ">>> a = [1,\n... 2]\n>>> b = [1,\n2]\n[1, 2]\n";
        assert_eq!(statements(text), ">>> a = [1,\n... 2]\n>>> b = [1,\n2]");
        let text = "In [1]: a = [1,\n   ...: 2]\n   ...: \n";
        assert_eq!(statements(text), "In [1]: a = [1,\n   ...: 2]");
    }

    #[test]
    fn text_without_prompts_is_kept_whole() {
        assert_eq!(statements("a = 1\r\nb = 2"), "a = 1\nb = 2");
        assert_eq!(statements(">>> a"), ">>> a");
        assert_eq!(statements("a\n>>> b"), "a\n>>> b");
    }
}
