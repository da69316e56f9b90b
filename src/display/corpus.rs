//! Compares with texts recorded from NumPy and Python by `tests/record_display.py`.

use std::sync::Arc;

use num_bigint::BigInt;

use crate::error::Kind;
use crate::memory::{Array, DType, Init, Layout, Memory, f16};

use super::*;

/// Runs a case and gives the text that came out.
fn run(memory: &Memory, fields: &[String]) -> String {
    let kind = fields[0].as_str();
    let rest = &fields[1..];
    match kind {
        "positional" | "scientific" => float(kind, rest),
        "scalar_str" => scalar_str(dtype(&rest[0]), &bytes(&rest[1])),
        "scalar_repr" => scalar_repr(dtype(&rest[0]), &bytes(&rest[1])),
        "array_str" => array_str(&array(memory, rest), &options(&rest[5..])).unwrap(),
        "array_repr" => array_repr(&array(memory, rest), &options(&rest[5..])).unwrap(),
        "array2string" => {
            let frame = Frame { separator: &rest[14], prefix: &rest[15], suffix: &rest[16] };
            array2string(&array(memory, rest), &options(&rest[5..]), &frame).unwrap()
        }
        "format_scalar" => format_scalar(dtype(&rest[0]), &bytes(&rest[1]), &rest[2])
            .unwrap_or_else(|e| format!("{}: {e}", e.exception())),
        "repr" => match rest[0].as_str() {
            "float" => float_repr(bytemuck::pod_read_unaligned(&bytes(&rest[1]))),
            "complex" => complex_repr(bytemuck::pod_read_unaligned(&bytes(&rest[1]))),
            _ => str_repr(&rest[1]),
        },
        "format" => formatted(&rest[0], &rest[1], &rest[2]),
        _ => panic!("unknown kind {kind}"),
    }
}

fn formatted(kind: &str, value: &str, spec: &str) -> String {
    let text = match kind {
        "int" => {
            let value: BigInt = value.parse().unwrap();
            let text = format_big_int(&value, spec);
            if let Ok(small) = i64::try_from(&value) {
                assert_eq!(text, format_int(small, spec));
            }
            text
        }
        "bool" => format_bool(value == "True", spec),
        "str" => format_str(value, spec),
        "float" => format_float(bytemuck::pod_read_unaligned(&bytes(value)), spec),
        _ => format_complex(bytemuck::pod_read_unaligned(&bytes(value)), spec),
    };
    text.unwrap_or_else(|e| format!("{}: {e}", e.exception()))
}

fn dtype(name: &str) -> DType {
    DType::from_name(name).unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn list<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> Vec<T> {
    text.split(',').filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect()
}

fn both<T: Real>(value: T, kind: &str, positional: &Positional, scientific: &Scientific) -> String {
    if kind == "positional" {
        format_float_positional(value, positional)
    } else {
        format_float_scientific(value, scientific)
    }
}

fn float(kind: &str, fields: &[String]) -> String {
    let number = |i: usize| fields[i].parse::<usize>().ok();
    let (unique, sign, trim) = (fields[3] == "1", fields[6] == "1", Trim::from_name(&fields[5]).unwrap());
    let positional = Positional {
        precision: number(2),
        unique,
        fractional: fields[4] == "1",
        trim,
        sign,
        pad_left: number(7).unwrap_or(0),
        pad_right: number(8),
        min_digits: number(9),
    };
    let scientific = Scientific {
        precision: number(2),
        unique,
        trim,
        sign,
        pad_left: number(7).unwrap_or(0),
        exp_digits: number(8),
        min_digits: number(9),
    };
    let data = bytes(&fields[1]);
    match dtype(&fields[0]) {
        DType::Float16 => both::<f16>(bytemuck::pod_read_unaligned(&data), kind, &positional, &scientific),
        DType::Float32 => both::<f32>(bytemuck::pod_read_unaligned(&data), kind, &positional, &scientific),
        _ => both::<f64>(bytemuck::pod_read_unaligned(&data), kind, &positional, &scientific),
    }
}

fn array(memory: &Memory, fields: &[String]) -> Array {
    let data = bytes(&fields[4]);
    let layout = Layout {
        shape: list(&fields[1]).into(),
        strides: list(&fields[2]).into(),
        offset: fields[3].parse().unwrap(),
    };
    let base =
        Array::with_layout(memory, Layout::c(&[data.len()], 1), DType::UInt8, Init::Overwritten, "array");
    let base = base.unwrap();
    base.fill_new(&data);
    base.view_as(layout, dtype(&fields[0]), "as_strided")
}

fn options(fields: &[String]) -> PrintOptions {
    PrintOptions {
        precision: fields[0].parse().unwrap(),
        threshold: fields[1].parse().unwrap(),
        edgeitems: fields[2].parse().unwrap(),
        linewidth: fields[3].parse().unwrap(),
        suppress: fields[4] == "1",
        nanstr: fields[5].clone(),
        infstr: fields[6].clone(),
        sign: Sign::from_name(&fields[7]).unwrap(),
        floatmode: FloatMode::from_name(&fields[8]).unwrap(),
    }
}

fn unescape(field: &str) -> String {
    let mut out = String::new();
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                other => other.unwrap(),
            },
            c => c,
        });
    }
    out
}

fn compare(cases: &str) {
    let memory = Memory::new(1 << 30, Arc::default());
    let (mut count, mut wrong) = (0, Vec::new());
    for line in cases.lines() {
        let mut fields: Vec<String> = line.split('\t').map(unescape).collect();
        let expected = fields.pop().unwrap();
        let found = run(&memory, &fields);
        memory.clear_events();
        count += 1;
        if found != expected {
            wrong.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}\n", fields.join("\t")));
        }
    }
    assert!(count > 0);
    let shown: String = wrong.iter().take(10).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {count} cases differ:\n{shown}", wrong.len());
}

#[test]
fn texts_are_those_of_numpy() {
    compare(include_str!("../../tests/data/display.txt"));
}

/// For a larger set of cases than is kept.
#[test]
fn texts_are_those_of_numpy_in_more_cases() {
    if let Ok(path) = std::env::var("ARR_DISPLAY_CASES") {
        compare(&std::fs::read_to_string(path).unwrap());
    }
}
