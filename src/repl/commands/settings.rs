//! `%tags`, `%notes`: how things are shown; `%dialect`: what they mean; `%stand_in`: what is let pass.

use crate::error::Result;
use crate::session::Ran;

use super::super::command::Call;

pub(in super::super) fn tags(call: &mut Call<'_>) -> Result<Ran> {
    let on = switch(call, call.session.settings().tags)?;
    call.session.set_tags(on);
    Ok(say(call, "tags", on))
}

pub(in super::super) fn notes(call: &mut Call<'_>) -> Result<Ran> {
    let on = switch(call, call.session.settings().notes)?;
    call.session.set_notes(on);
    Ok(say(call, "notes", on))
}

pub(in super::super) fn dialect(call: &mut Call<'_>) -> Result<Ran> {
    match call.arguments() {
        "arr" => call.session.fix_dialect(false),
        "python" => call.session.fix_dialect(true),
        "" => {}
        _ => return Err(call.usage()),
    }
    let said = if call.session.is_python() {
        "the dialect is python: [1, 2] is a list"
    } else {
        "the dialect is arr: a = [1, 2] binds an array"
    };
    let mut text = crate::display::Text::default();
    text.push_meaning(said, crate::display::Meaning::Note);
    text.push("\n");
    Ok(call.show(text))
}

pub(in super::super) fn stand_in(call: &mut Call<'_>) -> Result<Ran> {
    let name = call.arguments().to_owned();
    if name.is_empty() {
        return Err(call.usage());
    }
    call.session.set_stand_in(&name);
    let mut text = crate::display::Text::default();
    text.push_meaning(&format!("{name} is a stand-in"), crate::display::Meaning::Note);
    text.push("\n");
    Ok(call.show(text))
}

/// What is asked for; without an argument it stays as it is.
fn switch(call: &Call<'_>, now: bool) -> Result<bool> {
    match call.arguments() {
        "on" => Ok(true),
        "off" => Ok(false),
        "" => Ok(now),
        _ => Err(call.usage()),
    }
}

fn say(call: &mut Call<'_>, what: &str, on: bool) -> Ran {
    let mut text = crate::display::Text::default();
    text.push_meaning(
        &format!("{what} are {}", if on { "on" } else { "off" }),
        crate::display::Meaning::Note,
    );
    text.push("\n");
    call.show(text)
}
