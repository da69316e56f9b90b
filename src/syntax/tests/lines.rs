//! Logical lines.

use crate::syntax::{Completeness, LogicalLine, LogicalLines, completeness};

/// The logical lines of `bytes`: number and text, or the error.
fn lines(bytes: &[u8]) -> Vec<(usize, String)> {
    let mut lines = LogicalLines::new(bytes);
    let mut line = LogicalLine::default();
    let mut all = Vec::new();
    loop {
        match lines.read(&mut line) {
            Ok(true) => all.push((line.number, line.text.clone())),
            Ok(false) => return all,
            Err(error) => all.push((line.number, format!("{}: {error}", error.exception()))),
        }
    }
}

fn texts(bytes: &[u8]) -> Vec<String> {
    lines(bytes).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn lines_are_joined_where_something_is_open() {
    let text = "a = 1\n\n# b\n  # c\nf(1,\n2)\n'''x\ny'''; b\na \\\n+ 1\nlast";
    let expected = [(1, "a = 1"), (5, "f(1,\n2)"), (7, "'''x\ny'''; b"), (9, "a \\\n+ 1"), (11, "last")];
    assert_eq!(lines(text.as_bytes()), expected.map(|(number, text)| (number, text.to_owned())));
    // However the lines end, and with a byte order mark.
    assert_eq!(lines(text.replace('\n', "\r\n").as_bytes()), lines(text.as_bytes()));
    assert_eq!(lines(text.replace('\n', "\r").as_bytes()), lines(text.as_bytes()));
    assert_eq!(lines(format!("\u{feff}{text}\n").as_bytes()), lines(text.as_bytes()));
    assert_eq!(texts(b""), Vec::<String>::new());
    assert_eq!(texts(b"\n\n"), Vec::<String>::new());
    // A bracket in a comment or a string is none.
    assert_eq!(texts(b"a # (\nb = '('\nc"), ["a # (", "b = '('", "c"]);
    // What can never be closed ends with its line.
    assert_eq!(texts(b"a = 'b\nc"), ["a = 'b", "c"]);
    assert_eq!(texts(b"(]\nc"), ["(]", "c"]);
    // A string goes on after a backslash, and a blank line ends a continued one.
    assert_eq!(texts(b"'a\\\nb'\nc"), ["'a\\\nb'", "c"]);
    assert_eq!(texts(b"a \\\n\nc"), ["a \\\n", "c"]);
}

#[test]
fn bytes_that_are_not_text_are_errors() {
    let utf8 = |rest: &str| format!("SyntaxError: (unicode error) 'utf-8' codec can't decode {rest}");
    assert_eq!(
        texts(b"a\n\xff\nb\n'\xe2\x82'\nc\n'\xe2\x82\ne\x00\nf"),
        [
            "a".to_owned(),
            utf8("byte 0xff in position 0: invalid start byte"),
            "b".to_owned(),
            utf8("bytes in position 1-2: invalid continuation byte"),
            "c".to_owned(),
            utf8("bytes in position 1-2: unexpected end of data"),
            "SyntaxError: source code cannot contain null bytes".to_owned(),
            "f".to_owned(),
        ]
    );
}

#[test]
fn prompts_are_taken_off_and_remembered() {
    let session = ">>> a = (1,\n...      2)\n... b\n>>>\nIn [12]: c\n   ...: d = [\n   ...: 3]\n    >>> e\n...\n... + 1\n";
    assert_eq!(texts(session.as_bytes()), ["a = (1,\n     2)", "b", "c", "d = [\n3]", "e", "+ 1"]);
    let mut lines = LogicalLines::new(session.as_bytes());
    let mut line = LogicalLine::default();
    assert!(lines.read(&mut line).expect("a line"));
    let at = line.text.find('2').expect("a digit") as u32;
    assert_eq!(line.locate(at), (2, 9));
    assert_eq!(line.source(2).as_deref(), Some("...      2)"));
    assert_eq!(line.source(2).expect("a line").find('2'), Some(9));
    assert_eq!(line.source(3), None);
    // Without a prompt before them, three dots are an ellipsis, and in a string everything is text.
    assert_eq!(texts(b"... + 1\n('''\n>>> a\n...: ''')"), ["... + 1", "('''\n>>> a\n...: ''')"]);
    assert_eq!(texts("In [1é\nIn [".as_bytes()), ["In [1é", "In ["]);
}

#[test]
fn half_typed_text_is_told_from_whole() {
    use Completeness::{Complete, Hopeless, Incomplete};
    for (text, expected) in [
        ("", Complete),
        ("a = 1", Complete),
        ("a = (1, 2)  # (", Complete),
        ("a = '('", Complete),
        ("a = (1,", Incomplete),
        ("a = [1,\n  2,\n", Incomplete),
        ("f({'a': [1, (2", Incomplete),
        ("a + \\", Incomplete),
        ("'''a", Incomplete),
        ("'''a\nb'''", Complete),
        ("f\"\"\"{a", Incomplete),
        ("'a\\", Incomplete),
        ("'a", Hopeless),
        ("(a]", Hopeless),
        (")", Hopeless),
        ("(1 + 'a", Hopeless),
        (">>> f(1,", Incomplete),
        (">>> f(1,\n... 2)", Complete),
        ("a\nb = (", Incomplete),
        ("with a: b", Complete),
        ("with a:", Incomplete),
        ("with a:  # b", Incomplete),
        ("with a:\n  b", Incomplete),
        ("with a:\n  b\n", Complete),
        ("with a:\n  b = (\n", Incomplete),
        ("with a:\n  b\nc", Complete),
    ] {
        assert_eq!(completeness(text), expected, "{text:?}");
    }
    assert_eq!(completeness(&"(".repeat(100_000)), Hopeless);
}

/// A string or a bracket of many lines is looked at once, not once for each line.
#[test]
fn long_logical_lines_take_time_in_proportion() {
    let lines = 200_000;
    for text in [
        format!("'''{}'''", "abc def\n".repeat(lines)),
        format!("[{}]", "1, 2,\n".repeat(lines)),
        format!("'{}'", "abc\\\n".repeat(lines)),
        format!("a {}", "\\\n".repeat(lines)),
        format!("['''{}''']", "\\'''\n".repeat(lines)),
    ] {
        let start = std::time::Instant::now();
        assert_eq!(texts(text.as_bytes()).len(), 1);
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
