//! `%run`: a script in this session.

use std::fs::File;
use std::io::{BufReader, ErrorKind};

use crate::error::Result;
use crate::session::Ran;

use super::super::command::{Call, UsageError};

pub(in super::super) fn run(call: &mut Call<'_>) -> Result<Ran> {
    let path = file_name(call.arguments());
    if path.is_empty() {
        return Err(call.usage());
    }
    let opened = File::open(&path).and_then(|file| {
        if file.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(file) }
    });
    let file = opened.map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" (os error").next().unwrap_or_default().to_owned();
        UsageError::File { path: path.clone(), reason }
    })?;
    let before = call.session.settings().source.clone();
    call.session.set_source(&path);
    let mut stopped = false;
    let failed = call.session.run(BufReader::with_capacity(1 << 16, file), false, &mut |outcome| {
        stopped = !(call.each)(outcome);
        !stopped
    });
    call.session.set_source(&before);
    Ok(Ran { failed, stopped })
}

/// A file's name as it is typed: in quotes, or with backslashes before blanks, as completion writes it; `~/` is the home directory.
fn file_name(typed: &str) -> String {
    let quoted = ['"', '\''].iter().find_map(|&quote| typed.strip_prefix(quote)?.strip_suffix(quote));
    let name = match quoted {
        Some(name) => name.to_owned(),
        None => {
            let mut name = String::new();
            let mut chars = typed.chars();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => name.extend(chars.next()),
                    _ => name.push(c),
                }
            }
            name
        }
    };
    match (name.strip_prefix("~/"), std::env::var("HOME")) {
        (Some(rest), Ok(home)) => format!("{home}/{rest}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn quotes_and_backslashes() {
        assert_eq!(file_name("a b.arr"), "a b.arr");
        assert_eq!(file_name(r"a\ b.arr"), "a b.arr");
        assert_eq!(file_name("'a b.arr'"), "a b.arr");
    }
}
