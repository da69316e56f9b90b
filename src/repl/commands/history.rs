//! `%history`: what was typed.

use std::fmt::Write;

use crate::display::Text;
use crate::error::Result;
use crate::session::Ran;

use super::super::command::Call;

pub(in super::super) fn history(call: &mut Call<'_>) -> Result<Ran> {
    let numbered = match call.arguments() {
        "" => false,
        "-n" => true,
        _ => return Err(call.usage()),
    };
    let mut text = Text::default();
    let width = call.shell.history.iter().last().map_or(0, |(number, _)| number.to_string().len());
    for (i, input) in call.shell.history.iter() {
        for (j, line) in input.lines().enumerate() {
            let number = if j == 0 { format!("{i:>width$}: ") } else { " ".repeat(width + 2) };
            let _ = writeln!(text.plain, "{}{line}", if numbered { &number } else { "" });
        }
    }
    Ok(call.show(text))
}
