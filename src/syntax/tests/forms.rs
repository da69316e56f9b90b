//! The cache of forms gives what parsing gives.

use std::rc::Rc;

use proptest::prelude::*;

use super::{dump, unquote};
use crate::syntax::lexer::{Lexer, TokenKind};
use crate::syntax::{Forms, Interner, parse_statement};

const LITERALS: [&str; 16] = [
    "0",
    "1",
    "2",
    "42",
    "1_000",
    "123456789012345678901",
    "0xff",
    "0b1",
    "0o7",
    "1.5",
    "1.",
    ".5",
    "1e5",
    "2j",
    "1e-300",
    "00",
];

/// The text with its number literals replaced, one after the other, by `choices`.
fn renumber(text: &str, choices: &[usize]) -> String {
    let mut lexer = Lexer::new(text.as_bytes(), 0);
    let (mut renumbered, mut from, mut count) = (String::new(), 0, 0);
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End => break,
            TokenKind::Number => {
                renumbered.push_str(&text[from..token.start]);
                renumbered.push_str(LITERALS[choices[count % choices.len()] % LITERALS.len()]);
                from = token.end;
                count += 1;
            }
            _ => {}
        }
    }
    renumbered + &text[from..]
}

/// What is parsed of `text` with and without `forms`: trees, numbers, and every span in the bytes of `text`.
fn both(text: &str, forms: &mut Forms, interner: &mut Interner) -> [String; 2] {
    let cached = forms.parse(text, 0, interner);
    let plain = parse_statement(text, 0, interner);
    [cached, plain].map(|parsed| match parsed {
        Ok(Some((statement, next))) => format!("{} {next}", dump::located(&statement, interner, text)),
        Ok(None) => "nothing".to_owned(),
        Err(error) => format!("{error} {:?}", error.span()),
    })
}

#[test]
fn statements_that_differ_in_numbers_share_a_form() {
    let (mut forms, mut interner) = (Forms::default(), Interner::default());
    let mut parse = |text: &str| forms.parse(text, 0, &mut interner).expect("sound").expect("a statement").0;
    let first = parse("a[1:22] = f'{a + 3}' + g(4.5)");
    let second = parse("a[1000:2] = f'{a + 3}' + g(4)   # 7");
    assert!(Rc::ptr_eq(&first.form, &second.form));
    assert_eq!(first.numbers.len(), 4);
    assert!(!Rc::ptr_eq(&first.form, &parse("a[1:22] = f'{a + 4}' + g(4.5)").form));
    assert!(!Rc::ptr_eq(&parse("a1 = '1'").form, &parse("a2 = '1'").form));
    assert!(!Rc::ptr_eq(&parse("a1 = '1'").form, &parse("a1 = '2'").form));
}

#[test]
fn the_cache_is_bounded() {
    let (mut forms, mut interner) = (Forms::default(), Interner::default());
    for i in 0..5000 {
        assert!(forms.parse(&format!("a{i} = 1"), 0, &mut interner).is_ok());
        assert!(forms.len() <= 1024);
    }
    let before = forms.len();
    assert!(forms.parse(&format!("b = [{}]", "1, ".repeat(200)), 0, &mut interner).is_ok());
    assert_eq!(forms.len(), before);
}

#[test]
fn recorded_statements_parse_alike() {
    let recorded = std::fs::read_to_string("tests/data/syntax_trees.tsv").expect("the recorded trees");
    let (mut forms, mut interner) = (Forms::default(), Interner::default());
    for (line, row) in recorded.lines().enumerate() {
        let text = unquote(row.split_once('\t').expect("two columns").0);
        for step in 0..4 {
            let choices = [line, line / 3 + step, step, line * step];
            let text = if step == 0 { text.clone() } else { renumber(&text, &choices) };
            let [cached, plain] = both(&text, &mut forms, &mut interner);
            assert_eq!(cached, plain, "{text:?}");
        }
    }
}

/// Pieces of statements, so that random ones are often nearly right.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a", "b1", "1", "22", "3.5", "(", ")", "[", "]", ",", "+", "-", "=", ":", ".", " ", " ", "'1'",
        "f'{1}'", "if", "else", "for", "in", "not", "*", "**", ";", "#2", "\n", "1_0", "0x1", "e5", "j", "{",
        "}", "==", "is", "lambda", "del ", "assert ", "import ", "from ", "\\\n", "\\", "\"", "'", "'''",
        "f'", "!", "é", "$", "\t",
    ])
}

proptest! {
    #[test]
    fn random_tokens_parse_alike(
        tokens in proptest::collection::vec(piece(), 0..12),
        choices in proptest::collection::vec(0usize..100, 4),
    ) {
        let (mut forms, mut interner) = (Forms::default(), Interner::default());
        let text = tokens.concat();
        let other = renumber(&text, &choices);
        for text in [&text, &other, &text] {
            let [cached, plain] = both(text, &mut forms, &mut interner);
            prop_assert_eq!(cached, plain);
        }
    }

    #[test]
    fn no_text_panics(
        tokens in proptest::collection::vec(piece(), 0..30),
        text in "\\PC{0,40}",
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let (mut forms, mut interner) = (Forms::default(), Interner::default());
        for text in [tokens.concat(), text, String::from_utf8_lossy(&bytes).into_owned()] {
            let mut at = 0;
            loop {
                match forms.parse(&text, at, &mut interner) {
                    Ok(Some((_, next))) => at = next,
                    Ok(None) => break,
                    Err(error) => {
                        let span = error.span().expect("every error has a place");
                        prop_assert!(span.start <= span.end && span.end as usize <= text.len() + 1);
                        break;
                    }
                }
            }
        }
    }
}
