//! Replays what NumPy did with random indices; recorded by `tests/record_index.py`, which says what a line holds.
//! `ARR_CORPUS=FILE` replays another recording.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::error::Result;
use arr::memory::{Array, C64, C128, DType, Element, Layout, Memory, f16};
use arr::ops::index::{
    IndexItem, Indexed, Mode, Side, Slice, Triangle, argwhere, choose, compress, count_nonzero, digitize,
    extract, fill_diagonal, flat_get, flat_set, flatnonzero, get, ix_, nonzero, place, put, put_along_axis,
    putmask, ravel_multi_index, result_type, searchsorted, select, set, take, take_along_axis,
    triangle_indices, unravel_index, where_,
};

fn numbers<T: std::str::FromStr>(text: &str) -> Vec<T> {
    if text == "-" {
        return Vec::new();
    }
    text.split(',').map(|n| n.parse().ok().expect("a number")).collect()
}

fn layout(shape: &str, strides: &str, offset: &str) -> Layout {
    let (shape, strides): (Vec<usize>, Vec<isize>) = (numbers(shape), numbers(strides));
    // NumPy lets an empty array start outside its buffer.
    let offset = if shape.contains(&0) { 0 } else { offset.parse().expect("an offset") };
    Layout { shape: shape.into(), strides: strides.into(), offset }
}

/// The buffer of the recorder: element i is a fixed function of i.
fn buffer(memory: &Memory, dtype: DType, n: usize) -> Array {
    fn make<T: Element>(memory: &Memory, n: usize, f: impl Fn(usize) -> T) -> Array {
        let values: Vec<T> = (0..n).map(f).collect();
        Array::from_slice(memory, &[n], &values, "test").expect("memory")
    }
    match dtype {
        DType::Bool => make(memory, n, |i| arr::memory::Bool::from(i % 3 == 0)),
        DType::Int8 => make(memory, n, |i| (i % 100) as i8),
        DType::UInt8 => make(memory, n, |i| (i % 100) as u8),
        DType::Int16 => make(memory, n, |i| (i % 100) as i16),
        DType::UInt16 => make(memory, n, |i| (i % 100) as u16),
        DType::Int32 => make(memory, n, |i| (i % 100) as i32),
        DType::UInt32 => make(memory, n, |i| (i % 100) as u32),
        DType::Int64 => make(memory, n, |i| (i % 100) as i64),
        DType::UInt64 => make(memory, n, |i| (i % 100) as u64),
        DType::Float16 => make(memory, n, |i| f16::from_f64(i as f64 * 0.5)),
        DType::Float32 => make(memory, n, |i| i as f32 * 0.5),
        DType::Float64 => make(memory, n, |i| i as f64 * 0.5),
        DType::Complex64 => make(memory, n, |i| C64::new(i as f32, 0.0 - (i % 7) as f32)),
        DType::Complex128 => make(memory, n, |i| C128::new(i as f64, 0.0 - (i % 7) as f64)),
    }
}

fn dtype(name: &str) -> DType {
    DType::from_name(name).expect("a dtype")
}

/// The array of a `dtype n shape strides offset w|r`, and the owner of its buffer.
fn array(memory: &Memory, text: &str) -> (Array, Array) {
    let f: Vec<&str> = text.split(' ').collect();
    if f[0] == "a" {
        let a = index_array(memory, &f);
        return (a.clone(), a);
    }
    let owner = buffer(memory, dtype(f[0]), f[1].parse().expect("a length"));
    let view = view(&owner, &f[2..]);
    (owner, view)
}

fn view(owner: &Array, f: &[&str]) -> Array {
    let view = owner.view(layout(f[0], f[1], f[2]), "test");
    if f[3] == "r" { view.read_only() } else { view }
}

fn index_array(memory: &Memory, f: &[&str]) -> Array {
    let layout = layout(f[2], f[3], f[4]);
    let values: Vec<f64> = numbers(f[5]);
    let from = |owner: Result<Array, _>| owner.expect("memory").view(layout.clone(), "test");
    macro_rules! make {
        ($t:ty) => {{
            let values: Vec<$t> = values.iter().map(|&v| v as $t).collect();
            from(Array::from_slice(memory, &[values.len()], &values, "test"))
        }};
    }
    match dtype(f[1]) {
        DType::Bool => {
            let values: Vec<arr::memory::Bool> = values.iter().map(|&v| (v != 0.0).into()).collect();
            from(Array::from_slice(memory, &[values.len()], &values, "test"))
        }
        DType::Int8 => make!(i8),
        DType::UInt8 => make!(u8),
        DType::Int16 => make!(i16),
        DType::Int32 => make!(i32),
        DType::UInt16 => make!(u16),
        DType::UInt32 => make!(u32),
        DType::UInt64 => make!(u64),
        DType::Float16 => {
            let values: Vec<f16> = values.iter().map(|&v| f16::from_f64(v)).collect();
            from(Array::from_slice(memory, &[values.len()], &values, "test"))
        }
        DType::Float32 => make!(f32),
        DType::Float64 => make!(f64),
        DType::Int64 => make!(i64),
        other => panic!("{other:?}"),
    }
}

fn items(memory: &Memory, text: &str) -> Vec<IndexItem> {
    if text == "-" {
        return Vec::new();
    }
    let item = |text: &str| {
        let f: Vec<&str> = text.split(' ').collect();
        let bound = |s: &str| s.parse::<i64>().ok();
        match f[0] {
            "n" => IndexItem::NewAxis,
            "e" => IndexItem::Ellipsis,
            "b" => IndexItem::Bool(f[1] == "1"),
            "i" => IndexItem::Int(f[1].parse().expect("an int")),
            "s" => IndexItem::Slice(Slice { start: bound(f[1]), stop: bound(f[2]), step: bound(f[3]) }),
            _ => IndexItem::Array(index_array(memory, &f)),
        }
    };
    text.split(';').map(item).collect()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

fn csv<T: ToString>(numbers: &[T]) -> String {
    if numbers.is_empty() {
        return "-".into();
    }
    numbers.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

fn elements(array: &Array) -> Vec<u8> {
    arr::dispatch!(array.dtype(), T => bytemuck::cast_slice(&array.to_vec::<T>()).to_vec())
}

fn replay(memory: &Memory, line: &str) -> String {
    let f: Vec<&str> = line.split('\t').collect();
    if f[0] == "call" {
        return call(memory, f[1], f[2]);
    }
    let (owner, a) = array(memory, f[1]);
    let items = items(memory, f[2]);
    if let Some(getter) = match f[0] {
        "get" => Some(get as fn(&Array, &[IndexItem]) -> Result<Indexed>),
        "flat_get" => Some(flat_get as _),
        _ => None,
    } {
        return match getter(&a, &items) {
            Err(e) => format!("{}: {e}", e.exception()),
            Ok(Indexed::Scalar(s)) => {
                format!("S {}", s.bytes().iter().fold(String::new(), |text, b| text + &format!("{b:02x}")))
            }
            Ok(Indexed::View(v)) => {
                assert!(v.same_buffer(&owner) && !v.owns_data());
                format!(
                    "V {} {} {}",
                    csv(&v.shape()),
                    csv(&v.strides()),
                    if v.size() == 0 { 0 } else { v.layout().offset }
                )
            }
            Ok(Indexed::Copy(c)) => {
                assert!(!c.same_buffer(&owner));
                assert_eq!(c.owns_data(), c.base().is_none());
                assert!(c.is_writeable());
                let owns = u8::from(c.owns_data());
                format!("C {} {} {owns} {}", csv(&c.shape()), csv(&c.strides()), crc(&elements(&c)))
            }
        };
    }
    let value = match f[3].strip_prefix('t') {
        Some(shared) => view(&owner, &shared.split(' ').skip(2).collect::<Vec<_>>()),
        None => array(memory, f[3]).1,
    };
    let before = elements(&owner);
    let outcome = if f[0] == "set" { set(&a, &items, &value) } else { flat_set(&a, &items, &value) };
    match outcome {
        Err(e) => {
            assert_eq!(before, elements(&owner), "{line}");
            format!("{}: {e}", e.exception())
        }
        Ok(()) => format!("W {}", crc(&elements(&owner))),
    }
}

/// What a function gives: arrays, or nothing because it wrote to its first argument.
fn call(memory: &Memory, arrays: &str, text: &str) -> String {
    let pairs: Vec<(Array, Array)> = match arrays {
        "-" => Vec::new(),
        some => some.split('|').map(|a| array(memory, a)).collect(),
    };
    let a: Vec<Array> = pairs.iter().map(|(_, view)| view.clone()).collect();
    let f: Vec<&str> = text.split(' ').collect();
    let written = if f[0] == "take_out" { 2 } else { 0 };
    let axis = || f[1].parse::<i64>().ok();
    let mode = |name: &str| Mode::from_name(name).expect("a mode");
    let one = |r: Result<Array>| r.map(|a| vec![a]);
    let none = |r: Result<()>| r.map(|()| Vec::new());
    let mut writes = false;
    let mut wrote = |r: Result<()>| {
        writes = true;
        none(r)
    };
    let result = match f[0] {
        "take" => one(take(&a[0], &a[1], axis(), mode(f[2]), None)),
        "take_out" => wrote(take(&a[0], &a[1], Some(0), Mode::Raise, Some(&a[2])).map(|_| ())),
        "compress" => one(compress(&a[0], &a[1], axis(), None)),
        "extract" => one(extract(&a[0], &a[1])),
        "where" => one(where_(&a[0], &a[1], &a[2])),
        "nonzero" => nonzero(&a[0]),
        "flatnonzero" => one(flatnonzero(&a[0])),
        "count_nonzero" => one(Array::scalar(memory, count_nonzero(&a[0]) as i64, "test")),
        "argwhere" => one(argwhere(&a[0])),
        "choose" => one(choose(&a[0], &a[1..], None, mode(f[1]))),
        "select" => {
            let n: usize = f[1].parse().expect("a number");
            let dtype = result_type(&a[n..].iter().map(Array::dtype).collect::<Vec<_>>());
            one(select(&a[..n], &a[n..2 * n], &a[2 * n], dtype))
        }
        "put" => wrote(put(&a[0], &a[1], &a[2], mode(f[1]))),
        "putmask" => wrote(putmask(&a[0], &a[1], &a[2])),
        "place" => wrote(place(&a[0], &a[1], &a[2])),
        "take_along" => one(take_along_axis(&a[0], &a[1], axis())),
        "put_along" => wrote(put_along_axis(&a[0], &a[1], &a[2], axis())),
        "fill_diagonal" => wrote(fill_diagonal(&a[0], &a[1], f[1] == "1")),
        "searchsorted" => {
            let side = Side::from_name(f[1]).expect("a side");
            one(searchsorted(&a[0], &a[1], side, a.get(2)))
        }
        "digitize" => one(digitize(&a[0], &a[1], f[1] == "1")),
        "ix" => ix_(&a),
        "unravel" => unravel_index(&a[0], &numbers::<usize>(f[1]), f[2] == "F"),
        "ravel" => {
            let shape: Vec<usize> = numbers(f[1]);
            one(ravel_multi_index(memory, &a, &shape, &vec![mode(f[2]); shape.len()], f[3] == "F"))
        }
        "triangle" => {
            let which = if f[1] == "tril" { Triangle::Lower } else { Triangle::Upper };
            let n: Vec<i64> = f[2..].iter().map(|n| n.parse().expect("a number")).collect();
            triangle_indices(memory, which, n[0] as usize, n[1], n[2] as usize).map(Vec::from)
        }
        other => panic!("{other}"),
    };
    match result {
        Err(e) => format!("{}: {e}", e.exception()),
        Ok(_) if writes => format!("W {}", crc(&elements(&pairs[written].0))),
        Ok(results) if results.is_empty() => "-".into(),
        Ok(results) => {
            let one = |x: &Array| {
                assert_eq!(x.owns_data(), x.base().is_none());
                let own = u8::from(x.owns_data());
                let name = x.dtype().name();
                format!("{name} {} {} {own} {}", csv(&x.shape()), csv(&x.strides()), crc(&elements(x)))
            };
            results.iter().map(one).collect::<Vec<_>>().join("|")
        }
    }
}

#[test]
fn indexing_does_what_numpy_does() {
    let path = std::env::var("ARR_CORPUS").unwrap_or_else(|_| "tests/data/index.txt".into());
    let corpus = std::fs::read_to_string(path).expect("the corpus");
    let memory = Memory::new(1 << 30, Arc::new(AtomicBool::new(false)));
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in corpus.lines() {
        count += 1;
        let (case, expected) = line.rsplit_once('\t').expect("a case");
        let got = replay(&memory, line);
        if got != expected {
            wrong.push(format!("{case}\n  numpy: {expected}\n  arr:   {got}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} differ\n{}",
        wrong.len(),
        wrong[..wrong.len().min(15)].join("\n")
    );
    assert!(count > 100);
}

/// A sequence that looks random, the same every time.
fn noise(n: usize) -> Vec<u64> {
    let mut state = 88_172_645_463_325_252u64;
    let step = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 8
    };
    (0..n).map(step).collect()
}

/// Large arrays go other ways (blocks, threads) than the recorded ones: each must agree with a plain loop.
#[test]
fn large_arrays_agree_with_a_plain_loop() {
    let memory = Memory::new(1 << 30, Arc::new(AtomicBool::new(false)));
    let (rows, columns) = (701, 503);
    let n = rows * columns;
    let noise = noise(n);
    let values: Vec<f64> = (0..n).map(|i| i as f64).collect();
    let make = |values: &[f64]| Array::from_slice(&memory, &[values.len()], values, "test").expect("memory");
    let ints = |values: &[i64]| Array::from_slice(&memory, &[values.len()], values, "test").expect("memory");
    let a = make(&values);
    let matrix = a.view(Layout::c(&[rows, columns], 8), "test");
    let truth: Vec<bool> = noise.iter().map(|x| x % 3 == 0).collect();
    let mask: Vec<arr::memory::Bool> = truth.iter().map(|&t| t.into()).collect();
    let mask = Array::from_slice(&memory, &[n], &mask, "test").expect("memory");
    let picked: Vec<usize> = (0..n).filter(|&i| truth[i]).collect();
    let floats = |places: &[usize]| places.iter().map(|&i| i as f64).collect::<Vec<_>>();
    let item = |a: &Array| IndexItem::Array(a.clone());
    let read = |a: &Array, items: &[IndexItem]| {
        get(a, items).and_then(|r| r.into_array(a)).expect("a result").to_vec::<f64>()
    };

    assert_eq!(read(&a, &[item(&mask)]), floats(&picked));
    let backwards =
        a.view(Layout { shape: [n][..].into(), strides: [-8][..].into(), offset: 8 * (n - 1) }, "test");
    let reversed: Vec<usize> = picked.iter().map(|i| n - 1 - i).collect();
    assert_eq!(read(&backwards, &[item(&mask)]), floats(&reversed));
    assert_eq!(
        nonzero(&mask).expect("a result")[0].to_vec::<i64>(),
        picked.iter().map(|&i| i as i64).collect::<Vec<_>>()
    );
    let mask2 = mask.view(Layout::c(&[rows, columns], 1), "test");
    let pairs = argwhere(&mask2).expect("a result").to_vec::<i64>();
    assert!(pairs.chunks(2).zip(&picked).all(|(p, &i)| p[0] as usize * columns + p[1] as usize == i));

    let places: Vec<i64> =
        noise.iter().map(|x| (x % n as u64) as i64 - if x % 2 == 0 { n as i64 } else { 0 }).collect();
    let resolved: Vec<usize> =
        places.iter().map(|&i| if i < 0 { i + n as i64 } else { i } as usize).collect();
    let index = ints(&places);
    assert_eq!(read(&a, &[item(&index)]), floats(&resolved));
    assert_eq!(
        take(&a, &index, None, Mode::Raise, None).expect("a result").to_vec::<f64>(),
        floats(&resolved)
    );
    let mirrored: Vec<usize> = resolved.iter().map(|i| n - 1 - i).collect();
    assert_eq!(read(&backwards, &[item(&index)]), floats(&mirrored));
    let (row, column): (Vec<i64>, Vec<i64>) =
        noise.iter().map(|x| ((x % rows as u64) as i64, (x / 7 % columns as u64) as i64)).unzip();
    let both: Vec<usize> =
        row.iter().zip(&column).map(|(&r, &c)| r as usize * columns + c as usize).collect();
    assert_eq!(read(&matrix, &[item(&ints(&row)), item(&ints(&column))]), floats(&both));

    let some: Vec<i64> = row[..900].to_vec();
    let whole_rows: Vec<usize> =
        some.iter().flat_map(|&r| (0..columns).map(move |c| r as usize * columns + c)).collect();
    assert_eq!(read(&matrix, &[item(&ints(&some))]), floats(&whole_rows));
    assert_eq!(
        take(&matrix, &ints(&some), Some(0), Mode::Raise, None).expect("a result").to_vec::<f64>(),
        floats(&whole_rows)
    );
    let some: Vec<i64> = column[..900].to_vec();
    let whole_columns: Vec<usize> =
        (0..rows).flat_map(|r| some.iter().map(move |&c| r * columns + c as usize)).collect();
    let all = IndexItem::Slice(Slice::default());
    assert_eq!(read(&matrix, &[all.clone(), item(&ints(&some))]), floats(&whole_columns));
    assert_eq!(
        take(&matrix, &ints(&some), Some(1), Mode::Raise, None).expect("a result").to_vec::<f64>(),
        floats(&whole_columns)
    );

    let other = make(&values.iter().map(|v| -v).collect::<Vec<_>>());
    let chosen: Vec<f64> = (0..n).map(|i| if truth[i] { i as f64 } else { -(i as f64) }).collect();
    assert_eq!(where_(&mask, &a, &other).expect("a result").to_vec::<f64>(), chosen);
    let kinds = ints(&noise.iter().map(|x| (x % 2) as i64).collect::<Vec<_>>());
    let by_kind: Vec<f64> =
        (0..n).map(|i| if noise[i].is_multiple_of(2) { i as f64 } else { -(i as f64) }).collect();
    assert_eq!(
        choose(&kinds, &[a.clone(), other.clone()], None, Mode::Raise).expect("a result").to_vec::<f64>(),
        by_kind
    );
    let keys: Vec<f64> = noise.iter().map(|x| (x % (2 * n as u64)) as f64 / 2.0 - 3.0).collect();
    for side in [Side::Left, Side::Right] {
        let found = searchsorted(&a, &make(&keys), side, None).expect("a result").to_vec::<i64>();
        let by_hand = |k: &f64| match side {
            Side::Left => values.partition_point(|v| v < k),
            Side::Right => values.partition_point(|v| v <= k),
        };
        assert!(found.iter().zip(&keys).all(|(&f, k)| f as usize == by_hand(k)));
    }
    let coordinates = unravel_index(
        &ints(&resolved.iter().map(|&i| i as i64).collect::<Vec<_>>()),
        &[rows, columns],
        false,
    )
    .expect("a result");
    let (r, c) = (coordinates[0].to_vec::<i64>(), coordinates[1].to_vec::<i64>());
    assert!((0..n).all(|i| r[i] as usize * columns + c[i] as usize == resolved[i]));

    let mut expected = values.clone();
    set(&a, &[item(&mask)], &make(&picked.iter().map(|&i| i as f64 + 0.5).collect::<Vec<_>>()))
        .expect("written");
    for &i in &picked {
        expected[i] += 0.5;
    }
    assert_eq!(a.to_vec::<f64>(), expected);
    set(&a, &[item(&index)], &other).expect("written");
    resolved.iter().enumerate().for_each(|(k, &i)| expected[i] = -(k as f64));
    assert_eq!(a.to_vec::<f64>(), expected);
    let row_of = make(&(0..columns).map(|c| c as f64).collect::<Vec<_>>());
    set(&matrix, &[item(&ints(&row[..50]))], &row_of).expect("written");
    row[..50].iter().for_each(|&r| (0..columns).for_each(|c| expected[r as usize * columns + c] = c as f64));
    assert_eq!(a.to_vec::<f64>(), expected);
    set(&matrix, &[all, item(&ints(&column[..50]))], &Array::scalar(&memory, 7.0, "test").expect("memory"))
        .expect("written");
    column[..50].iter().for_each(|&c| (0..rows).for_each(|r| expected[r * columns + c as usize] = 7.0));
    assert_eq!(a.to_vec::<f64>(), expected);
    set(&backwards, &[item(&mask)], &Array::scalar(&memory, -1.0, "test").expect("memory")).expect("written");
    for &i in &reversed {
        expected[i] = -1.0;
    }
    assert_eq!(a.to_vec::<f64>(), expected);
    put(&a, &index, &other, Mode::Raise).expect("written");
    resolved.iter().enumerate().for_each(|(k, &i)| expected[i] = -(k as f64));
    assert_eq!(a.to_vec::<f64>(), expected);
}
