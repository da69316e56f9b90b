//! Shapes, views, copies, joins and new arrays against what NumPy did: `tests/data/shape.txt`, recorded by `tests/record_shape.py`.
//!
//! `SHAPE_CASES=file` runs another recording.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::dispatch;
use arr::error::Result;
use arr::memory::{Array, Base, Casting, DType, Layout, Memory, Order, Relation};
use arr::ops::convert;
use arr::ops::create;
use arr::ops::index::Slice;
use arr::ops::join;
use arr::ops::shape::{self as s, CopyMode, Sections};
use arr::ops::ufunc::Operand;

struct Source {
    array: Array,
    owner: Array,
}

fn numbers(text: &str) -> Vec<i64> {
    let text = text.trim_matches(['[', ']', ' ', ':']);
    text.split(',').filter(|t| !t.is_empty()).map(|t| t.parse().unwrap()).collect()
}

fn pattern(memory: &Memory, n: usize, dtype: DType) -> Array {
    let flat = Array::overwritten(memory, &[n], dtype, "pattern").unwrap();
    let values: Vec<i64> = (0..n as i64).map(|i| (7 * i + 3) % 101).collect();
    if dtype.is_complex() {
        let values: Vec<arr::memory::C128> = values
            .iter()
            .zip(0..)
            .map(|(&v, i)| arr::memory::C128::new(v as f64, f64::from(i % 5)))
            .collect();
        let from = Array::from_slice(memory, &[n], &values, "pattern").unwrap();
        arr::ops::assign(&flat, &from).unwrap();
    } else {
        let values: Vec<i64> =
            if dtype == DType::Bool { values.iter().map(|v| v & 1).collect() } else { values };
        let from = Array::from_slice(memory, &[n], &values, "pattern").unwrap();
        arr::ops::assign(&flat, &from).unwrap();
    }
    flat
}

fn source(memory: &Memory, text: &str) -> Source {
    let (kind, rest) = text.split_once(' ').unwrap();
    let (dtype, rest) = rest.split_once(' ').unwrap();
    let mut parts = rest.split(": ");
    let shape: Vec<usize> = numbers(parts.next().unwrap()).iter().map(|&n| n as usize).collect();
    let strides = numbers(parts.next().unwrap());
    let tail: Vec<usize> = parts.next().unwrap().split(' ').map(|t| t.parse().unwrap()).collect();
    let dtype = DType::from_name(dtype).unwrap();
    if kind == "C" || kind == "F" {
        let flat = pattern(memory, shape.iter().product(), dtype);
        let layout = match kind {
            "C" => Layout::c(&shape, dtype.itemsize()),
            _ => Layout::f(&shape, dtype.itemsize()),
        };
        let array =
            Array::with_layout(memory, layout, dtype, arr::memory::Init::Overwritten, "source").unwrap();
        dispatch!(dtype, T => array.fill_new(&flat.to_vec::<T>()));
        return Source { owner: array.clone(), array };
    }
    let owner = pattern(memory, tail[1], dtype);
    let strides = strides.iter().map(|&n| n as isize).collect();
    let array = owner.view(Layout { shape: shape.into_iter().collect(), strides, offset: tail[0] }, "source");
    array.set_writeable(kind == "V");
    Source { array, owner }
}

fn fnv(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

fn bytes(a: &Array) -> Vec<u8> {
    dispatch!(a.dtype(), T => bytemuck::cast_slice::<T, u8>(&a.to_vec::<T>()).to_vec())
}

fn join_numbers<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn geometry(r: &Array) -> String {
    format!("{}: {}: {}", join_numbers(&r.shape()), join_numbers(&r.strides()), fnv(&bytes(r)))
}

fn describe(r: &Array, sources: &[Source]) -> String {
    for (i, source) in sources.iter().enumerate() {
        if r.is(&source.array) {
            return format!("alias{i}");
        }
    }
    let mut place = "copy".to_owned();
    if r.size() == 0 {
        "empty".clone_into(&mut place);
    }
    for (i, source) in sources.iter().enumerate() {
        if r.size() > 0 && r.same_buffer(&source.owner) {
            place = format!("view{i}+{}", r.layout().offset);
            assert_eq!(r.origin().relation, Relation::View, "{:?}", r.origin());
        }
    }
    if place == "copy" {
        assert_ne!(r.origin().relation, Relation::View, "{:?}", r.origin());
    }
    let base = match r.base() {
        None => "none".to_owned(),
        Some(Base::Holder(name, _)) => name.to_owned(),
        Some(Base::Array(base)) => sources
            .iter()
            .enumerate()
            .rev()
            .find_map(|(i, source)| {
                (base.is(&source.array).then(|| format!("src{i}")))
                    .or_else(|| base.is(&source.owner).then(|| format!("own{i}")))
            })
            .unwrap_or_else(|| "hidden".to_owned()),
    };
    format!(
        "{} {}: {}: {place} {}{} {base} {}",
        r.dtype().name(),
        join_numbers(&r.shape()),
        join_numbers(&r.strides()),
        if r.owns_data() { 'O' } else { '-' },
        if r.is_writeable() { 'W' } else { '-' },
        fnv(&bytes(r)),
    )
}

fn order(text: &str) -> Order {
    Order::from_name(text).unwrap()
}

fn option(text: &str) -> Option<Vec<i64>> {
    (text != "-").then(|| numbers(text))
}

fn dtype(text: &str) -> Option<DType> {
    DType::from_name(text)
}

fn mode(text: &str) -> CopyMode {
    match text {
        "true" => CopyMode::Always,
        "false" => CopyMode::Never,
        _ => CopyMode::IfNeeded,
    }
}

fn operand(text: &str) -> Operand {
    let (kind, value) = text.split_once(' ').unwrap();
    let value = hex(value);
    match kind {
        "int64" => Operand::Int(value as i64),
        "bool" => Operand::Bool(value != 0.0),
        _ => Operand::Float(value),
    }
}

/// A float as Python's `float.hex` writes it.
fn hex(text: &str) -> f64 {
    if let Ok(special) = text.parse::<f64>() {
        return special;
    }
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |t| (-1.0, t));
    let (mantissa, exponent) = text.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).unwrap() as f64;
    sign * digits * 2f64.powi(exponent.parse::<i32>().unwrap() - 4 * fraction.len() as i32)
}

/// What an operation returns, in words; `None` for an operation that is not known.
fn run(memory: &Memory, name: &str, args: &[&str], sources: &[Source]) -> Option<Result<String>> {
    let one = || sources[0].array.clone();
    let int = |k: usize| args[k].parse::<i64>().unwrap();
    let all: Vec<Array> = sources.iter().map(|s| s.array.clone()).collect();
    let single = |r: Result<Array>| r.map(|r| describe(&r, sources));
    let several = |r: Result<Vec<Array>>| {
        r.map(|r| r.iter().map(|r| describe(r, sources)).collect::<Vec<_>>().join(" ; "))
    };
    Some(match name {
        "transpose" => single(s::transpose(&one(), option(args[0]).as_deref())),
        "swapaxes" => single(s::swapaxes(&one(), int(0), int(1))),
        "moveaxis" => single(s::moveaxis(&one(), &numbers(args[0]), &numbers(args[1]))),
        "rollaxis" => single(s::rollaxis(&one(), int(0), int(1))),
        "matrix_transpose" => single(s::matrix_transpose(&one())),
        "mt" => single(s::mt(&one())),
        "squeeze" => single(s::squeeze(&one(), option(args[0]).as_deref())),
        "expand_dims" => single(s::expand_dims(&one(), &numbers(args[0]))),
        "atleast" => single([s::atleast_1d, s::atleast_2d, s::atleast_3d][int(0) as usize - 1](&one())),
        "broadcast_to" => single(s::broadcast_to(&one(), &numbers(args[0]))),
        "broadcast_arrays" => several(s::broadcast_arrays(&all)),
        "flip" => single(s::flip(&one(), option(args[0]).as_deref())),
        "fliplr" => single(s::fliplr(&one())),
        "flipud" => single(s::flipud(&one())),
        "rot90" => single(s::rot90(&one(), int(0), &numbers(args[1]))),
        "diagonal" => single(s::diagonal(&one(), int(0), int(1), int(2))),
        "split" => {
            let at = if args[1].starts_with('[') {
                Sections::At(numbers(args[1]))
            } else {
                Sections::Count(int(1))
            };
            several(match args[0] {
                "split" => s::split(&one(), &at, int(2)),
                "array_split" => s::array_split(&one(), &at, int(2)),
                "hsplit" => s::hsplit(&one(), &at),
                "vsplit" => s::vsplit(&one(), &at),
                _ => s::dsplit(&one(), &at),
            })
        }
        "unstack" => several(s::unstack(&one(), int(0))),
        "reshape" => single(s::reshape(&one(), &numbers(args[0]), order(args[1]), mode(args[2]))),
        "ravel" => single(s::ravel(&one(), order(args[0]))),
        "flatten" => single(s::flatten(&one(), order(args[0]))),
        "set_shape" => {
            let view = one().view(one().layout(), "view");
            single(s::set_shape(&view, &numbers(args[0])).map(|()| view))
        }
        "resize" => single(s::resize(&one(), &numbers(args[0]))),
        "resize_in_place" => {
            s::resize_in_place(&one(), &numbers(args[0]), 9, false).map(|()| geometry(&one()))
        }
        "view_dtype" => single(s::view_dtype(&one(), dtype(args[0])?)),
        "real" => single(Ok(s::real(&one()))),
        "imag" => single(s::imag(&one())),
        "sliding" => single(s::sliding_window_view(
            &one(),
            &numbers(args[0]),
            option(args[1]).as_deref(),
            args[2] == "1",
        )),
        "strided" => {
            let (shape, strides) = (option(args[0]), option(args[1]));
            single(s::as_strided(&one(), shape.as_deref(), strides.as_deref(), args[2] == "1"))
        }
        "trim_zeros" => single(s::trim_zeros(&one(), args[0], option(args[1]).as_deref())),
        "astype" => {
            let casting = Casting::from_name(args[2])?;
            single(convert::astype(&one(), dtype(args[0])?, order(args[1]), casting, args[3] == "1"))
        }
        "convert" => single(convert::convert_if_needed(
            &one(),
            dtype(args[0]),
            order(args[1]),
            mode(args[2]),
            int(3) as usize,
            "array",
        )),
        "contiguous" if args[1] == "C" => single(convert::ascontiguousarray(&one(), dtype(args[0]))),
        "contiguous" => single(convert::asfortranarray(&one(), dtype(args[0]))),
        "require" => {
            let names: Vec<String> = args[1].split_whitespace().map(str::to_owned).collect();
            single(convert::require(&one(), dtype(args[0]), &names))
        }
        "copy" => single(arr::ops::copy(&one(), order(args[0]))),
        "like" => {
            let f = if args[0] == "zeros" { create::zeros_like } else { create::ones_like };
            single(f(&one(), dtype(args[1]), order(args[2]), option(args[3]).as_deref()))
        }
        "byteswap" => single(convert::byteswap(&one())),
        "copyto" => {
            let mask = (args[1] == "1").then_some(&all[2]);
            convert::copyto(&all[0], &all[1], Casting::from_name(args[0])?, mask)
                .map(|()| fnv(&bytes(&all[0])))
        }
        "concatenate" => {
            let casting = Casting::from_name(args[2])?;
            let options = join::Options { dtype: dtype(args[1]), out: None, casting };
            single(join::concatenate(&all, option(args[0]).map(|x| x[0]), &options))
        }
        "stack" => single(join::stack(&all, int(0), &join::Options::default())),
        "xstack" => single(match args[0] {
            "vstack" => join::vstack(&all, &join::Options::default()),
            "hstack" => join::hstack(&all, &join::Options::default()),
            "dstack" => join::dstack(&all),
            _ => join::column_stack(&all),
        }),
        "append" => single(join::append(&all[0], &all[1], option(args[0]).map(|x| x[0]))),
        "repeat" => single(join::repeat(&one(), &numbers(args[0]), option(args[1]).map(|x| x[0]))),
        "tile" => single(join::tile(&one(), &numbers(args[0]))),
        "roll" => single(join::roll(&one(), &numbers(args[0]), option(args[1]).as_deref())),
        "arange" => single(create::arange(
            memory,
            &operand(args[0]),
            &operand(args[1]),
            &operand(args[2]),
            dtype(args[3]),
        )),
        "linspace" => {
            let spacing = create::Spacing {
                num: int(0),
                endpoint: args[1] == "1",
                dtype: dtype(args[2]),
                axis: int(3),
            };
            let dt = create::spaced_dtype(&all[0].clone().into(), &all[1].clone().into());
            create::linspace(&all[0], &all[1], dt, &spacing).map(|found| describe(&found.values, sources))
        }
        "eye" => {
            single(create::eye(memory, int(0), args[1].parse().ok(), int(2), dtype(args[3])?, order(args[4])))
        }
        "delete" => single(join::delete(&one(), &positions(args[0]), option(args[1]).map(|x| x[0]))),
        "insert" => {
            single(join::insert(&all[0], &positions(args[0]), &all[1], option(args[1]).map(|x| x[0])))
        }
        "block" => single(join::block(&blocks(&mut args[0].chars().peekable(), &all))),
        "tri" => single(create::tri(memory, int(0), args[1].parse().ok(), int(2), dtype(args[3])?)),
        "triangle" if args[0] == "tril" => single(create::tril(&one(), int(1))),
        "triangle" => single(create::triu(&one(), int(1))),
        "diag" if args[0] == "diag" => single(create::diag(&one(), int(1))),
        "diag" => single(create::diagflat(&one(), int(1))),
        "vander" => single(create::vander(&one(), args[0].parse().ok(), args[1] == "1")),
        "meshgrid" => several(create::meshgrid(&all, args[0] == "1", args[1] == "1", args[2] == "xy")),
        "indices" if args[2] == "1" => {
            several(create::open_indices(memory, &numbers(args[0]), dtype(args[1])?))
        }
        "indices" => single(create::indices(memory, &numbers(args[0]), dtype(args[1])?)),
        "spaced" => {
            let end = |k: usize| Array::scalar(memory, hex(args[k]), "array").unwrap();
            let spacing =
                create::Spacing { num: int(3), endpoint: args[4] == "1", dtype: dtype(args[5]), axis: 0 };
            let shown = |r: Result<Array>| {
                r.map(|r| {
                    let float = convert::astype(&r, DType::Float64, Order::K, Casting::Unsafe, true).unwrap();
                    let values = float.to_vec::<f64>().iter().map(|v| format!("{v:.6}")).collect::<Vec<_>>();
                    let own = if r.owns_data() { "True" } else { "False" };
                    format!("{} {own} {}", r.dtype().name(), values.join(" "))
                })
            };
            shown(match args[0] {
                "logspace" => {
                    create::logspace(&end(1), &end(2), &Operand::Float(10.0), DType::Float64, &spacing)
                }
                _ => create::geomspace(&end(1), &end(2), &spacing),
            })
        }
        "pad" => {
            let widths = numbers(args[1]);
            let widths = Array::from_slice(memory, &all[1].shape(), &widths, "array").unwrap();
            let extra = args[2].parse::<i64>().ok().map(|n| Array::scalar(memory, n, "array").unwrap());
            let value = || extra.clone().unwrap_or_else(|| Array::scalar(memory, 0i64, "array").unwrap());
            let mode = match args[0] {
                "constant" => join::PadMode::Constant(value()),
                "edge" => join::PadMode::Edge,
                "linear_ramp" => join::PadMode::LinearRamp(value()),
                "maximum" => join::PadMode::Maximum(extra),
                "minimum" => join::PadMode::Minimum(extra),
                "mean" => join::PadMode::Mean(extra),
                "median" => join::PadMode::Median(extra),
                "wrap" => join::PadMode::Wrap,
                mode if mode.starts_with("reflect") => join::PadMode::Reflect { odd: mode.ends_with("odd") },
                mode => join::PadMode::Symmetric { odd: mode.ends_with("odd") },
            };
            single(join::pad(&all[0], &widths, &mode))
        }
        "broadcast_shapes" => s::broadcast_shapes(&args.iter().map(|a| numbers(a)).collect::<Vec<_>>())
            .map(|s| join_numbers(&s)),
        "numbers" => {
            let some: Vec<create::Number> =
                args[0].split(',').filter(|t| !t.is_empty()).map(number).collect();
            single(create::from_numbers(memory, &[some.len()], &some, dtype(args[1])))
        }
        _ => return None,
    })
}

fn number(text: &str) -> create::Number {
    let (kind, rest) = text.split_once(' ').unwrap();
    match kind {
        "b" => create::Number::Bool(rest == "1"),
        "i" => create::Number::Int(rest.parse().unwrap()),
        "f" => create::Number::Float(hex(rest)),
        _ => {
            let (re, im) = rest.split_once(' ').unwrap();
            create::Number::Complex(arr::memory::C128::new(hex(re), hex(im)))
        }
    }
}

fn positions(text: &str) -> join::Positions {
    let (kind, rest) = text.split_once(' ').unwrap();
    match kind {
        "one" => join::Positions::One(rest.parse().unwrap()),
        "many" => join::Positions::Many(numbers(rest)),
        "mask" => join::Positions::Mask(numbers(rest).iter().map(|&n| n != 0).collect()),
        _ => {
            let parts: Vec<Option<i64>> = rest.split(',').map(|t| t.parse().ok()).collect();
            join::Positions::Slice(Slice { start: parts[0], stop: parts[1], step: parts[2] })
        }
    }
}

/// Nested lists of indices into `all`: `[[0,1],[2]]`.
fn blocks(text: &mut std::iter::Peekable<std::str::Chars<'_>>, all: &[Array]) -> join::Blocks {
    if text.peek() != Some(&'[') {
        let mut digits = String::new();
        while let Some(digit) = text.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        return join::Blocks::Array(all[digits.parse::<usize>().unwrap()].clone());
    }
    text.next();
    let mut items = Vec::new();
    while text.next_if_eq(&']').is_none() {
        items.push(blocks(text, all));
        text.next_if_eq(&',');
    }
    join::Blocks::List(items)
}

#[test]
fn everything_recorded() {
    let path = std::env::var("SHAPE_CASES")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/shape.txt").to_owned());
    let text = std::fs::read_to_string(path).unwrap();
    let memory = Memory::new(1 << 30, Arc::new(AtomicBool::new(false)));
    let (mut count, mut wrong) = (0, std::collections::BTreeMap::<String, Vec<String>>::new());
    for line in text.lines() {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (name, args, said, expected) = (next(), next(), next(), next());
        let args: Vec<&str> = args.split('|').collect();
        let sources: Vec<Source> =
            said.split(';').filter(|t| !t.is_empty()).map(|t| source(&memory, t)).collect();
        let got =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&memory, name, &args, &sources)));
        let got = match got {
            Err(_) => "panic".to_owned(),
            Ok(None) => "unknown operation".to_owned(),
            Ok(Some(Ok(got))) => got,
            Ok(Some(Err(error))) => {
                format!("{}: {}", error.exception(), error.to_string().replace('\n', "\\n"))
            }
        };
        count += 1;
        memory.clear_events();
        if got != expected && !(name == "linspace" && expected.starts_with(&format!("{got} ; "))) {
            wrong.entry(name.to_owned()).or_default().push(format!("{line}\n    got {got}"));
        }
    }
    for (name, cases) in &wrong {
        println!("{name}: {} wrong", cases.len());
        for case in cases.iter().take(4) {
            println!("  {case}");
        }
    }
    assert!(wrong.is_empty() && count > 0, "of {count} cases");
}
