//! Casts of special values between all dtypes against what NumPy did: `tests/data/casts.txt`, recorded by `tests/record_casts.py`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::dispatch;
use arr::memory::{Array, Casting, DType, Memory, Order, Scalar};
use arr::ops::convert::astype;

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

fn fnv(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

fn code(message: &str) -> u32 {
    match message {
        "invalid value encountered in cast" => 1,
        "overflow encountered in cast" => 2,
        "Casting complex values to real discards the imaginary part" => 4,
        _ => 8,
    }
}

#[test]
fn every_pair_of_dtypes() {
    let text = include_str!("data/casts.txt");
    let memory = Memory::new(1 << 20, Arc::new(AtomicBool::new(false)));
    let mut values: HashMap<DType, Vec<u8>> = HashMap::new();
    let mut wrong = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let from = DType::from_name(fields[1]).unwrap();
        if fields[0] == "values" {
            values.insert(from, unhex(fields[2]));
            continue;
        }
        let to = DType::from_name(fields[2]).unwrap();
        let (mut digits, mut out) = (String::new(), Vec::new());
        for element in values[&from].chunks(from.itemsize()) {
            let scalar = Scalar::from_bytes(from, element);
            let one = Array::from_scalar(&memory, &scalar, "array").unwrap();
            let cast = astype(&one, to, Order::K, Casting::Unsafe, true).unwrap();
            out.extend(dispatch!(to, T => bytemuck::cast_slice::<T, u8>(&cast.to_vec::<T>()).to_vec()));
            digits += &memory.take_warnings().iter().map(|w| code(&w.to_string())).sum::<u32>().to_string();
        }
        if digits != fields[3] || fnv(&out) != fields[4] {
            wrong.push(format!("{line}\n     {digits} {}", fnv(&out)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
