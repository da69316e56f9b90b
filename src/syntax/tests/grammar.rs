//! The examples in the grammar file.

use pest::Parser as _;

/// The grammar, with a rule for each silent one that shows where it ended.
#[allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
mod whole {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/arr.pest"]
    #[grammar_inline = r#"
    assignment_whole = { assignment ~ EOI }
    field_whole = { field ~ EOI }
    module_whole = { module ~ EOI }
    imported_whole = { imported ~ EOI }
    finish_whole = { finish ~ EOI }
    values_whole = { values ~ EOI }
    end_whole = { end ~ EOI }
    value_whole = { value ~ EOI }
    expr_whole = { expr ~ EOI }
    rest_whole = { rest ~ EOI }
    operation_whole = { operation ~ EOI }
    stop_whole = { stop ~ EOI }
    conditional_whole = { conditional ~ EOI }
    head_whole = { head ~ EOI }
    signs_whole = { signs ~ EOI }
    tail_whole = { tail ~ EOI }
    signed_whole = { signed ~ EOI }
    atom_whole = { atom ~ EOI }
    word_part_whole = { word_part ~ EOI }
    edge_whole = { edge ~ EOI }
    item_whole = { item ~ EOI }
    clause_whole = { clause ~ EOI }
    target_whole = { target ~ EOI }
    parameter_whole = { parameter ~ EOI }
    trailer_whole = { trailer ~ EOI }
    argument_whole = { argument ~ EOI }
    stop_argument_whole = { stop_argument ~ EOI }
    index_whole = { index ~ EOI }
    slice_whole = { slice ~ EOI }
    number_part_whole = { number_part ~ EOI }
    decimal_whole = { decimal ~ EOI }
    exponent_whole = { exponent ~ EOI }
    strings_whole = { strings ~ EOI }
    string_prefix_whole = { string_prefix ~ EOI }
    quote_whole = { quote ~ EOI }
    quoted_whole = { quoted ~ EOI }
    b_whole = { b ~ EOI }
    blank_whole = { blank ~ EOI }
    annotated_whole = { annotated ~ EOI }
    annotated_name_whole = { annotated_name ~ EOI }
    class_argument_whole = { class_argument ~ EOI }
    closed_whole = { closed ~ EOI }
    declared_whole = { declared ~ EOI }
    inner_whole = { inner ~ EOI }
    mapping_item_whole = { mapping_item ~ EOI }
    named_whole = { named ~ EOI }
    right_whole = { right ~ EOI }
    star_or_pattern_whole = { star_or_pattern ~ EOI }
    yield_end_whole = { yield_end ~ EOI }
    yield_statement_whole = { yield_statement ~ EOI }
    "#]
    pub struct Grammar;
}

use whole::{Grammar, Rule};

fn rule(name: &str) -> Option<Rule> {
    Rule::all_rules().iter().copied().find(|rule| format!("{rule:?}") == name)
}

/// Whether the rule called `name` takes all of `text`.
fn takes(name: &str, text: &str) -> bool {
    if let Some(rule) = rule(&format!("{name}_whole")) {
        return Grammar::parse(rule, text).is_ok();
    }
    let rule = rule(name).unwrap_or_else(|| panic!("no rule {name}"));
    Grammar::parse(rule, text).is_ok_and(|pairs| pairs.as_str() == text)
}

#[test]
fn every_rule_shows_what_it_takes() {
    let file = std::fs::read_to_string("grammar/arr.pest").expect("the grammar");
    let (mut taken, mut refused, mut rules) = (Vec::new(), Vec::new(), 0);
    for line in file.lines() {
        if let Some(text) = line.strip_prefix("//=") {
            taken.push(text.strip_prefix(' ').unwrap_or(text));
        } else if let Some(text) = line.strip_prefix("//-") {
            refused.push(text.strip_prefix(' ').unwrap_or(text));
        } else if let Some((name, body)) = line.split_once(" = ")
            && line.starts_with(|c: char| c.is_ascii_lowercase())
        {
            rules += 1;
            assert!(!(taken.is_empty() && refused.is_empty()), "{name} shows nothing");
            assert_eq!(
                body.starts_with('_'),
                rule(&format!("{name}_whole")).is_some(),
                "{name}: the silent rules of the grammar and those of the test differ"
            );
            for text in taken.drain(..) {
                assert!(takes(name, text), "{name} does not take {text:?}");
            }
            for text in refused.drain(..) {
                assert!(!takes(name, text), "{name} takes {text:?}");
            }
        }
    }
    assert!(rules > 60, "{rules}");
    assert!(taken.is_empty() && refused.is_empty());
}
