//! Tests of the syntax as a whole; Python is asked by the scripts in `tests/data`.

mod dump;
mod faults;
mod forms;
mod grammar;
mod limits;
mod lines;
mod trees;

/// A JSON string as text.
fn unquote(json: &str) -> String {
    let mut text = String::new();
    let mut chars = json[1..json.len() - 1].chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match chars.next().expect("a character after a backslash") {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\x0c',
            'b' => '\x08',
            'u' => {
                let code: String = chars.by_ref().take(4).collect();
                char::from_u32(u32::from_str_radix(&code, 16).expect("four digits")).expect("a character")
            }
            c => c,
        });
    }
    text
}
