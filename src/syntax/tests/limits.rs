//! No text overflows the native stack, and none takes longer than its length is worth.

use std::fmt::Write as _;

use crate::syntax::{Forms, Interner, parse_statement};

/// What parsing `text` says, in a thread with a small stack.
fn outcome(text: String) -> String {
    let run = move || {
        let mut interner = Interner::default();
        match parse_statement(&text, 0, &mut interner) {
            Ok(Some(_)) => "parsed".to_owned(),
            Ok(None) => "nothing".to_owned(),
            Err(error) => error.to_string(),
        }
    };
    // Frames are several times as large where nothing is optimised.
    let stack = if cfg!(debug_assertions) { 16 << 20 } else { 2 << 20 };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(run).expect("a thread");
    thread.join().expect("no panic")
}

#[test]
fn depth_is_bounded() {
    const MANY: usize = 100_000;
    let many = |part: &str| part.repeat(MANY);
    let brackets = "too many nested parentheses";
    let deep = "expression nested too deeply";
    for (text, expected) in [
        (many("("), brackets),
        (many("["), brackets),
        (many("{"), brackets),
        (many("([{"), brackets),
        (format!("{}1{}", many("("), many(")")), brackets),
        (format!("a{}", many("[a")), brackets),
        (format!("a{}", many("(a")), brackets),
        (format!("{}1", many("-")), deep),
        (format!("{}1", many("- ")), deep),
        (format!("{}1", many("not ")), deep),
        (format!("1{}", many("**1")), deep),
        (format!("1{}", many("**-1")), deep),
        (format!("1{}", many("+1")), deep),
        (format!("a{}", many(" and a")), deep),
        (format!("a{}", many(" or not a")), deep),
        (format!("a{}", many(".b")), deep),
        (format!("a{}", many("()")), deep),
        (format!("a{}", many("[0]")), deep),
        (format!("{}1", many("lambda: ")), deep),
        (format!("{}1", many("lambda x=lambda: 1: ")), deep),
        (format!("{}1", many("a if b else ")), deep),
        (format!("[{}c]", many("a if b else ")), deep),
        (format!("a{}", many(" < b")), "parsed"),
        (format!("{}1", many("a = ")), "parsed"),
        (format!("[x {}]", many("for x in y ")), "parsed"),
        (format!("f'{}'", many("{{")), "parsed"),
        (format!("f'{}'", many("{a}")), "parsed"),
        (format!("f'{}'", many("{(")), brackets),
        (format!("f'{{{}1}}'", many("-")), "f-string: expression nested too deeply"),
        (format!("f'{}'", many("{a:")), "f-string: expressions nested too deeply"),
        (many("f'' "), "parsed"),
        (many("'a'"), "parsed"),
        (many("\\\n"), "nothing"),
        (many("a b "), "invalid syntax"),
        (many("del "), "invalid syntax"),
    ] {
        let start = text.chars().take(30).collect::<String>();
        assert_eq!(outcome(text), expected, "{start}");
    }
}

/// The deepest trees that are let through can be walked and dropped.
#[test]
fn what_is_let_through_fits_the_stack() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(200), close.repeat(200));
    for text in [
        nested("[", "]"),
        nested("f(", ")"),
        nested("f[", "]"),
        nested("(-", ")"),
        nested("{1:", "}"),
        nested("(a if b else ", ")"),
        nested("[x for x in ", "]"),
        nested("f(a=", ")"),
        format!("{}1{}", "(lambda:".repeat(100), ")".repeat(100)),
        format!("1{}", "+1".repeat(499)),
        format!("1{}", "**1".repeat(499)),
        format!("{}1", "-".repeat(499)),
        format!("a{}", ".b".repeat(499)),
    ] {
        assert_eq!(outcome(text.clone()), "parsed", "{}", &text[..30]);
    }
    // An f-string in an f-string, each in as many brackets as may be.
    let inside = |text: &str| format!("{}{text}{}", "(".repeat(190), ")".repeat(190));
    let inner = format!("f'{{{}}}'", inside("1"));
    let outer = inside(&format!("f\"{{{}}}\"", inside(&inner)));
    assert_eq!(outcome(outer), "f-string: expression nested too deeply");
}

/// A fault in the innermost of many brackets is found without trying each of them twice.
#[test]
fn faults_deep_inside_are_found_at_once() {
    for open in [
        "(",
        "[",
        "{",
        "f(",
        "f(a=",
        "f(*",
        "a[",
        "a[:",
        "[x for x in ",
        "[x for a[",
        "(a if ",
        "(lambda: ",
        "{1: ",
        "{1, ",
        "(-",
        "(not ",
        "(1, ",
        "(a, *",
    ] {
        for fault in ["1 2", "1 2 3 =", "for", ")", "=", "'", "a.b.", "f'{(}'"] {
            let text = format!("{}{fault}", open.repeat(99));
            let start = std::time::Instant::now();
            let closed = text.clone()
                + &open
                    .chars()
                    .rev()
                    .filter_map(|c| match c {
                        '(' => Some(')'),
                        '[' => Some(']'),
                        '{' => Some('}'),
                        _ => None,
                    })
                    .collect::<String>()
                    .repeat(99);
            for text in [text, closed] {
                assert!(outcome(text) != "parsed", "{open}{fault}");
            }
            assert!(start.elapsed().as_secs() < 2, "{open}{fault} {:?}", start.elapsed());
        }
    }
}

#[test]
fn a_list_of_a_million_numbers_is_no_matter() {
    let mut text = "a = [".to_owned();
    for i in 0..1_000_000 {
        write!(text, "{i}, ").expect("a string");
    }
    text.push(']');
    let start = std::time::Instant::now();
    let mut interner = Interner::default();
    let (statement, _) =
        Forms::default().parse(&text, 0, &mut interner).expect("a list").expect("a statement");
    assert_eq!(statement.numbers.len(), 1_000_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// Statements on one line are found one by one, without a look at the whole line for each.
#[test]
fn many_statements_on_a_line_take_time_in_proportion() {
    let text = "a=1;".repeat(100_000);
    let mut interner = Interner::default();
    let mut forms = Forms::default();
    let (mut at, mut count) = (0, 0);
    while let Some((_, next)) = forms.parse(&text, at, &mut interner).expect("sound") {
        at = next;
        count += 1;
    }
    assert_eq!(count, 100_000);
}
