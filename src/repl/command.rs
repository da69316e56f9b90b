//! Commands: one table for dispatch, help and completion.

use crate::display::Text;
use crate::error::{Error, Result};
use crate::lang::{Hint, nearest};
use crate::session::{Outcome, Ran, Session};
use crate::syntax::{LogicalLine, Span};

use super::commands::{help, history, memory, names, run as script, settings, timing};
use super::shell::Shell;

/// A row of the table.
#[derive(Debug)]
pub(super) struct Command {
    /// The name without its `%`, and other names for the same thing.
    pub(super) names: &'static [&'static str],
    /// The arguments, as help shows them.
    pub(super) arguments: &'static str,
    /// What the arguments are, for completion.
    pub(super) takes: Takes,
    /// What does it.
    pub(super) run: fn(&mut Call<'_>) -> Result<Ran>,
    /// One line of help.
    pub(super) help: &'static str,
}

/// What the arguments of a command are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    /// Nothing to complete.
    Nothing,
    /// Options, then statements.
    Statement,
    /// A file.
    File,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A name, or a path to a member.
    Name,
    /// The name of a command.
    Command,
}

const SWITCH: Takes = Takes::Choice(&["on", "off"]);

const fn row(
    names: &'static [&'static str],
    arguments: &'static str,
    takes: Takes,
    run: fn(&mut Call<'_>) -> Result<Ran>,
    help: &'static str,
) -> Command {
    Command { names, arguments, takes, run, help }
}

/// The commands.
pub(super) const ROWS: &[Command] = &[
    row(
        &["whos"],
        "",
        Takes::Nothing,
        names::whos,
        "Your names: type, shape, dtype, bytes, and which memory is whose.",
    ),
    row(&["who"], "", Takes::Nothing, names::who, "Your names."),
    row(&["pinfo"], "NAME", Takes::Name, help::about, "What NAME is; the same as NAME?."),
    row(&["time"], "STATEMENT", Takes::Statement, timing::time, "Runs STATEMENT and says how long it took."),
    row(
        &["timeit"],
        "[-n LOOPS] [-r RUNS] STATEMENT",
        Takes::Statement,
        timing::timeit,
        "Runs STATEMENT many times and says how long it takes; shows nothing and binds nothing.",
    ),
    row(
        &["history"],
        "[-n]",
        Takes::Nothing,
        history::history,
        "What you typed in this session; -n numbers it.",
    ),
    row(&["run"], "FILE", Takes::File, script::run, "Runs a script here: its names become yours."),
    row(
        &["mem"],
        "",
        Takes::Nothing,
        memory::mem,
        "The memory map: each buffer, who holds it, and which part of it.",
    ),
    row(
        &["undo"],
        "",
        Takes::Nothing,
        memory::undo,
        "Takes back the last statement: the names it bound and the memory it wrote, but not what it did to lists and dicts.",
    ),
    row(
        &["reset"],
        "[-f]",
        Takes::Nothing,
        names::reset,
        "Unbinds all your names; asks first unless -f is given.",
    ),
    row(
        &["dialect"],
        "arr|python",
        Takes::Choice(&["arr", "python"]),
        settings::dialect,
        "Whether [1, 2] is an array and a bare sum NumPy's, or both are Python's; importing numpy turns to Python's.",
    ),
    row(&["tags"], "on|off", SWITCH, settings::tags, "Whether arrays are shown with their tags."),
    row(
        &["notes"],
        "on|off",
        SWITCH,
        settings::notes,
        "Whether each statement is followed by what it did to memory.",
    ),
    row(
        &["stand_in"],
        "NAME",
        Takes::Name,
        settings::stand_in,
        "Lets every use of a module that arr does not have succeed and do nothing.",
    ),
    row(&["help"], "[COMMAND]", Takes::Command, help::help, "The commands, or one of them."),
    row(&["quit", "exit"], "", Takes::Nothing, quit, "Ends arr; so do exit, quit() and Ctrl-D."),
];

crate::error_kinds! {
    /// What can be wrong with a command.
    pub(super) enum UsageError {
        /// `%whoz`
        UsageError Unknown { name: String, hint: Hint } = "no command %{name}{hint}";
        /// `%run`
        UsageError Usage { usage: String } = "usage: {usage}";
        /// `%run nosuchfile.arr`
        OSError File { path: String, reason: String } = "can't open file '{path}': {reason}";
        /// `nosuchname?`
        NameError NoName { name: String, hint: Hint } = "name '{name}' is not defined{hint}";
        /// `%reset` in piped input
        UsageError NobodyToAsk {} = "nobody is there to be asked: use %reset -f";
    }
}

/// A line that calls a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<'t> {
    /// The command's name, without its `%`.
    name: &'t str,
    /// Where the arguments begin in the line, and end.
    arguments: (usize, usize),
    /// Where the name begins.
    start: usize,
}

/// A command at work.
pub(super) struct Call<'a> {
    /// What the shell knows.
    pub(super) shell: &'a mut Shell,
    /// The session.
    pub(super) session: &'a mut Session,
    /// The line that calls the command.
    pub(super) line: &'a LogicalLine,
    /// Where the arguments begin in the line, and end.
    pub(super) arguments: (usize, usize),
    /// Takes what is shown.
    pub(super) each: &'a mut dyn FnMut(Outcome) -> bool,
    command: &'static Command,
}

impl<'a> Call<'a> {
    /// The arguments, without blanks around them.
    pub(super) fn arguments(&self) -> &'a str {
        self.line.text[self.arguments.0..self.arguments.1].trim()
    }

    /// Shows a text.
    pub(super) fn show(&mut self, out: Text) -> Ran {
        let more = out.is_empty() || (self.each)(Outcome { out, ..Outcome::default() });
        Ran { failed: None, stopped: !more }
    }

    /// The error that the arguments are not what the command takes.
    pub(super) fn usage(&self) -> Error {
        UsageError::Usage { usage: self.command.usage() }.into()
    }
}

impl Command {
    /// How it is called.
    pub(super) fn usage(&self) -> String {
        let blank = if self.arguments.is_empty() { "" } else { " " };
        format!("%{}{blank}{}", self.names[0], self.arguments)
    }
}

/// The command of this name, which may have its `%`.
pub(super) fn by_name(name: &str) -> Option<&'static Command> {
    let name = name.strip_prefix('%').unwrap_or(name);
    ROWS.iter().find(|row| row.names.contains(&name))
}

/// The names of all commands.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ROWS.iter().flat_map(|row| row.names.iter().copied())
}

/// The command that a line calls: `%name …`, `name?`, `?name`, or a bare word (`exit`, `quit()`, `help(x)`, `whos`) unless `is_bound`
/// says that the user gave it a meaning.
pub(super) fn find<'t>(line: &'t str, is_bound: &dyn Fn(&str) -> bool) -> Option<Found<'t>> {
    let start = line.len() - line.trim_start().len();
    let text = line[start..].trim_end();
    let end = start + text.len();
    if let Some(rest) = text.strip_prefix('%') {
        let name = rest.split(char::is_whitespace).next().unwrap_or_default();
        if let Some(asked) = name.strip_suffix('?') {
            return Some(Found { name: "help", arguments: (start + 1, start + 1 + asked.len()), start });
        }
        return Some(Found { name, arguments: (start + 1 + name.len(), end), start });
    }
    let asked = text.trim_start_matches('?').trim_end_matches('?');
    if asked.len() < text.len() {
        let from = start + text.len() - text.trim_start_matches('?').len();
        let command = asked.trim().strip_prefix('%').unwrap_or(asked.trim());
        let is_path = command.split('.').all(is_name);
        let name = if asked.trim().is_empty() || asked.trim().starts_with('%') { "help" } else { "pinfo" };
        return (is_path || command.is_empty()).then_some(Found {
            name,
            arguments: (from, from + asked.len()),
            start,
        });
    }
    let word = text.find('(').map_or(text, |at| &text[..at]);
    if !is_name(word) || is_bound(word) {
        return None;
    }
    let inside = match &text[word.len()..] {
        "" => (end, end),
        call => (
            start + word.len() + 1,
            start + word.len() + 1 + call.strip_prefix('(')?.strip_suffix(')')?.len(),
        ),
    };
    match (word, line[inside.0..inside.1].trim()) {
        ("help", "") => Some(Found { name: "help", arguments: inside, start }),
        ("help", path) if path.split('.').all(is_name) => {
            Some(Found { name: "pinfo", arguments: inside, start })
        }
        // Bare, as at IPython's prompt; but what means something in a statement stays that.
        (_, "") if by_name(word).is_some() && crate::lang::bare(word).is_none() => {
            let quits = matches!(word, "quit" | "exit");
            (quits || word.len() == text.len()).then_some(Found { name: word, arguments: inside, start })
        }
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.is_empty()
}

/// Runs a command. What it shows goes to `each`, an error too.
pub(super) fn run(
    found: Found<'_>,
    shell: &mut Shell,
    session: &mut Session,
    line: &LogicalLine,
    each: &mut dyn FnMut(Outcome) -> bool,
) -> Ran {
    let result = match by_name(found.name) {
        Some(command) => {
            let mut call = Call {
                shell,
                session: &mut *session,
                line,
                arguments: found.arguments,
                each: &mut *each,
                command,
            };
            (command.run)(&mut call)
        }
        None => Err(UsageError::Unknown { name: found.name.to_owned(), hint: unknown(found.name) }.into()),
    };
    result.unwrap_or_else(|error| {
        let end = found.arguments.1.max(found.start + 1);
        let failure = session.failure(line, error.at(Span::new(found.start, end)));
        let failed = Some(failure.exception);
        let more = each(Outcome { error: Some(failure), ..Outcome::default() });
        Ran { failed, stopped: !more }
    })
}

/// The command that may be meant.
pub(super) fn unknown(name: &str) -> Hint {
    Hint(nearest(name, names()).map(|name| format!("%{name}")))
}

fn quit(call: &mut Call<'_>) -> Result<Ran> {
    if !call.arguments().is_empty() {
        return Err(call.usage());
    }
    call.shell.quit = true;
    Ok(Ran { failed: None, stopped: true })
}

#[cfg(test)]
mod tests {
    use super::{by_name, find, names};

    fn called(line: &str) -> Option<(&str, &str)> {
        find(line, &|name| name == "mine").map(|f| (f.name, line[f.arguments.0..f.arguments.1].trim()))
    }

    #[test]
    fn lines_that_call_commands() {
        assert_eq!(called("%whos"), Some(("whos", "")));
        assert_eq!(called("  %time x = 1 "), Some(("time", "x = 1")));
        assert_eq!(called("%nosuch a"), Some(("nosuch", "a")));
        assert_eq!(called("a?"), Some(("pinfo", "a")));
        assert_eq!(called("np.copy ?"), Some(("pinfo", "np.copy")));
        assert_eq!(called("?a.T"), Some(("pinfo", "a.T")));
        assert_eq!(called("%whos?"), Some(("help", "whos")));
        assert_eq!(called("?"), Some(("help", "")));
        assert_eq!(called("exit"), Some(("exit", "")));
        assert_eq!(called("quit()"), Some(("quit", "")));
        assert_eq!(called("help(np.copy)"), Some(("pinfo", "np.copy")));
        assert_eq!(called("whos"), Some(("whos", "")));
    }

    #[test]
    fn lines_that_are_statements() {
        for line in [
            "a",
            "a % b",
            "exit = 1",
            "whos()",
            "help(1 + 2)",
            "a ? b",
            "mine",
            "mine()",
            "quit(1, 2)",
            "",
            "(",
        ] {
            assert_eq!(called(line), None, "{line}");
        }
    }

    #[test]
    fn every_command_has_one_row() {
        let mut all: Vec<_> = names().collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|name| by_name(name).is_some()));
    }
}
