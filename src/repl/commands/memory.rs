//! `%mem`, `%undo`: the memory map, and a step back.

use crate::display::{Meaning, Text};
use crate::error::Result;
use crate::explain::TakenBack;
use crate::lang::Question;
use crate::session::Ran;

use super::super::command::Call;

pub(in super::super) fn mem(call: &mut Call<'_>) -> Result<Ran> {
    if !call.arguments().is_empty() {
        return Err(call.usage());
    }
    let text = call.session.interp().tell(&Question::Map);
    Ok(call.show(text))
}

pub(in super::super) fn undo(call: &mut Call<'_>) -> Result<Ran> {
    if !call.arguments().is_empty() {
        return Err(call.usage());
    }
    let mut text = Text::default();
    match call.session.take_back() {
        TakenBack::Statement(source) => text.push_meaning(&format!("took back: {source}"), Meaning::Note),
        TakenBack::Nothing(why) => text.push_meaning(&why, Meaning::Note),
    }
    text.push("\n");
    Ok(call.show(text))
}
