//! Replays what NumPy's ufuncs did with random operands, recorded by `tests/record_ufunc.py`.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::error::Result;
use arr::memory::{Array, C128, Casting, DType, Init, Layout, Memory, Order, Scalar};
use arr::ops::ufunc::{
    Initial, Operand, Options, Output, Outputs, ReduceOptions, Ufunc, accumulate, at, call, find, outer,
    reduce, reduceat,
};

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|d| char::from_digit(d.into(), 16)).collect()
}

fn numbers<T: std::str::FromStr>(text: &str) -> Vec<T>
where
    T::Err: std::fmt::Debug,
{
    text.split(',').filter(|s| !s.is_empty()).map(|s| s.parse().unwrap()).collect()
}

fn double(raw: &[u8]) -> f64 {
    f64::from_le_bytes(raw[..8].try_into().unwrap())
}

fn array(buffers: &[Array], text: &str) -> Array {
    let f: Vec<&str> = text.split(':').collect();
    let buffer = &buffers[f[1].parse::<usize>().unwrap()];
    let layout = Layout {
        shape: numbers::<usize>(f[3]).into(),
        strides: numbers::<isize>(f[4]).into(),
        offset: f[5].parse().unwrap(),
    };
    buffer.view_as(layout, DType::from_name(f[2]).unwrap(), "case")
}

fn operand(buffers: &[Array], text: &str) -> Operand {
    let (kind, rest) = text.split_once(':').unwrap();
    match kind {
        "a" => Operand::Array(array(buffers, text)),
        "s" => {
            let (dtype, raw) = rest.split_once(':').unwrap();
            Operand::Scalar(Scalar::from_bytes(DType::from_name(dtype).unwrap(), &bytes(raw)))
        }
        "i" => rest.parse().map_or_else(|_| Operand::Big(Box::new(rest.parse().unwrap())), Operand::Int),
        "f" => Operand::Float(double(&bytes(rest))),
        "c" => Operand::Complex(C128::new(double(&bytes(rest)), double(&bytes(rest)[8..]))),
        _ => Operand::Bool(rest == "1"),
    }
}

/// Sets every NaN to one NaN: their signs and payloads are nobody's promise.
fn calm(dtype: DType, data: &str) -> String {
    let mut raw = bytes(data);
    let size = dtype.real().itemsize();
    if dtype.is_inexact() {
        for part in raw.chunks_mut(size) {
            let nan = match size {
                2 => arr::memory::f16::from_le_bytes(part.try_into().unwrap()).is_nan(),
                4 => f32::from_le_bytes(part.try_into().unwrap()).is_nan(),
                _ => double(part).is_nan(),
            };
            if nan {
                part.fill(0xff);
            }
        }
    }
    hex(&raw)
}

fn contents(array: &Array) -> String {
    let dtype = array.dtype();
    arr::dispatch!(dtype, T => array.to_vec::<T>().iter().map(|x| hex(bytemuck::bytes_of(x))).collect())
}

fn join<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn result(output: &Output) -> String {
    match output {
        Output::Array(a) => {
            format!(
                "a:{}:{}:{}:{}",
                a.dtype().name(),
                join(&a.shape()),
                join(&a.strides()),
                calm(a.dtype(), &contents(a))
            )
        }
        Output::Scalar(s) => format!("s:{}:{}", s.dtype().name(), calm(s.dtype(), &hex(s.bytes()))),
    }
}

/// An expected result with its NaNs calmed.
fn expected(text: &str) -> String {
    let calmed = text.split(';').map(|one| {
        let (head, data) = one.rsplit_once(':').unwrap();
        let dtype = DType::from_name(one.split(':').nth(1).unwrap()).unwrap();
        format!("{head}:{}", calm(dtype, data))
    });
    calmed.collect::<Vec<_>>().join(";")
}

/// Calls the method that the options of a case name.
fn method(
    memory: &Memory,
    ufunc: &Ufunc,
    operands: &[Operand],
    options: &Options,
    words: &str,
) -> Result<Outputs> {
    let word = |name: &str| words.split(' ').find_map(|w| w.strip_prefix(name)?.strip_prefix('='));
    let Operand::Array(a) = &operands[0] else { panic!("the first operand is an array") };
    let axes: Option<Vec<i64>> = word("axis").filter(|w| !w.is_empty()).map(numbers);
    let axis = axes.as_ref().map_or(0, |a| a[0]);
    let indices: Vec<i64> = word("indices").map(numbers).unwrap_or_default();
    let dtype = word("dtype").and_then(DType::from_name);
    Ok(match word("method").unwrap() {
        "reduce" => {
            let initial = match word("initial") {
                None => Initial::Identity,
                Some(x) if x.contains('.') => Initial::Value(Operand::Float(x.parse().unwrap())),
                Some(x) => Initial::Value(Operand::Int(x.parse().unwrap())),
            };
            let options = ReduceOptions {
                axis: axes.map(Into::into),
                dtype,
                keepdims: word("keepdims").is_some(),
                initial,
                where_: options.where_.clone(),
                ..ReduceOptions::default()
            };
            [reduce(memory, ufunc, a, &options)?].into_iter().collect()
        }
        "accumulate" => {
            [Output::Array(accumulate(memory, ufunc, a, axis, dtype, None)?)].into_iter().collect()
        }
        "reduceat" => {
            [Output::Array(reduceat(memory, ufunc, a, &indices, axis, dtype, None)?)].into_iter().collect()
        }
        "outer" => outer(memory, ufunc, &operands[0], &operands[1], &Options::default())?,
        _ => {
            let places = Array::from_slice(memory, &[indices.len()], &indices, "case")?;
            at(memory, ufunc, a, || Ok(places.clone()), operands.get(1))?;
            Outputs::new()
        }
    })
}

/// What is wrong with a case, if anything.
fn replay(line: &str) -> Option<String> {
    let f: Vec<&str> = line.split('|').collect();
    let memory = Memory::new(1 << 30, Arc::new(AtomicBool::new(false)));
    let buffers: Vec<Array> = f[1]
        .split(';')
        .filter(|s| !s.is_empty())
        .map(|raw| {
            let raw = bytes(raw);
            let array = Array::with_layout(
                &memory,
                Layout::c(&[raw.len()], 1),
                DType::UInt8,
                Init::Overwritten,
                "case",
            )
            .unwrap();
            array.fill_new(&raw);
            array
        })
        .collect();
    let operands: Vec<Operand> = f[2].split(';').map(|text| operand(&buffers, text)).collect();
    let mut options = Options::default();
    for (slot, text) in options.out.iter_mut().zip(f[3].split(';')) {
        *slot = (text != "-").then(|| array(&buffers, text));
    }
    options.where_ = (f[4] != "-").then(|| array(&buffers, f[4]));
    for word in f[5].split(' ') {
        match word.split_once('=').unwrap_or((word, "")) {
            ("op", _) => options.operator = true,
            ("dtype", name) => options.fixed = DType::from_name(name).into(),
            ("casting", name) => options.casting = Casting::from_name(name).unwrap(),
            ("order", name) => options.order = Order::from_name(name).unwrap(),
            _ => {}
        }
    }
    let ufunc = find(f[0])?;
    let outcome = if f[5].starts_with("method=") {
        method(&memory, ufunc, &operands, &options, f[5])
    } else {
        call(&memory, ufunc, &operands, &options)
    };
    let told: Vec<String> =
        memory.take_warnings().iter().map(|w| format!("{}: {w}", w.exception())).collect();
    match outcome {
        Err(error) => {
            let got = format!("!{}: {error}", error.exception());
            return (got != f[6]).then(|| format!("got  {got}\nwant {}", f[6]));
        }
        Ok(outputs) => {
            let got = outputs.iter().map(result).collect::<Vec<_>>().join(";");
            if f[6].starts_with('!') {
                return Some(format!("got  {got}\nwant {}", f[6]));
            }
            let want = if f[6].is_empty() { String::new() } else { expected(f[6]) };
            if got != want {
                return Some(format!("got  {got}\nwant {want}"));
            }
        }
    }
    let told = told.join(";");
    if told != f[7] {
        return Some(format!("warned {told:?}\nwant   {:?}", f[7]));
    }
    if !f[8].is_empty() {
        let after: Vec<String> = buffers.iter().map(contents).collect();
        for (k, (got, want)) in after.iter().zip(f[8].split(';')).enumerate() {
            if got != want && !f[6].contains("nan") && !line.contains("7ff8") && !line.contains("fff8") {
                return Some(format!("buffer {k} {got}\nwant     {want}"));
            }
        }
    }
    None
}

#[test]
fn agrees_with_numpy() {
    let path = std::env::var("UFUNC_CASES")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ufunc.txt").to_owned());
    let text = std::fs::read_to_string(path).unwrap();
    let mut wrong = 0;
    for (i, line) in text.lines().enumerate() {
        if let Some(why) = replay(line) {
            wrong += 1;
            if wrong <= 400 {
                println!("--- line {}: {line}\n{why}", i + 1);
            }
        }
    }
    println!("{wrong} of {} cases differ", text.lines().count());
    assert_eq!(wrong, 0);
}
