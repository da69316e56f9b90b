//! Values as keys of dicts, and their hashes.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, ToPrimitive};

use crate::error::Result;
use crate::memory::C128;

use super::errors::ValueKindError as E;
use super::operators::python_number;
use super::value::{Identity, Key, Value};

/// A value as a key of a dict.
///
/// Fails with `TypeError` for what can change.
pub fn convert_key(value: &Value) -> Result<Key> {
    Ok(match value {
        Value::Str(s) => Key::Str(s.clone()),
        Value::Int(n) => Key::Int(*n),
        other => Key::Other(Rc::new((other.clone(), identity(other, 0)?))),
    })
}

/// How many items are looked at between two looks at Ctrl-C.
const PATIENCE: usize = 1 << 12;
/// How deep tuples may stand in each other to be hashed.
const DEPTH: usize = 200;

fn identity(value: &Value, depth: usize) -> Result<Identity> {
    if depth > DEPTH {
        return Err(E::Recursion {}.into());
    }
    Ok(match value {
        Value::Str(s) => Identity::Str(s.clone()),
        Value::Int(n) => Identity::Int(*n),
        Value::Bool(b) => Identity::Int(i64::from(*b)),
        Value::BigInt(n) => whole(n),
        Value::Float(x) => real(*x),
        Value::Complex(z) => complex(*z),
        Value::Scalar(scalar) => identity(&python_number(scalar), depth + 1)?,
        Value::Bytes(bytes) => Identity::Bytes(Rc::clone(bytes)),
        Value::Tuple(items) => {
            let mut identities = Vec::with_capacity(items.len());
            for (i, item) in items.iter().enumerate() {
                if i % PATIENCE == 0 && crate::memory::is_interrupted() {
                    return Err(crate::memory::MemoryError::Interrupted {}.into());
                }
                identities.push(identity(item, depth + 1)?);
            }
            Identity::Tuple(identities.into())
        }
        Value::Set(set) if set.frozen => {
            let mut parts: Vec<String> =
                set.items.borrow().iter().map(|key| format!("{:?}", key.identity())).collect();
            parts.sort();
            Identity::Text(format!("frozenset {parts:?}"))
        }
        Value::Set(_) | Value::List(_) | Value::Dict(_) | Value::Array(_) | Value::Slice(_) => {
            return Err(E::Unhashable { type_name: value.type_name() }.into());
        }
        Value::None => Identity::Text("None".into()),
        Value::Ellipsis => Identity::Text("Ellipsis".into()),
        Value::NotImplemented => Identity::Text("NotImplemented".into()),
        Value::Range(range) => Identity::Text(format!("{range:?}")),
        Value::DType(dtype) => Identity::Text(format!("dtype {}", dtype.name())),
        Value::Type(class) => Identity::Text(format!("class {}", class.qualified())),
        Value::Function(row) => Identity::Text(format!("function {row:?}")),
        Value::Module(module) => Identity::Text(format!("module {}", module.name())),
        Value::Loaded(module) => Identity::Object(Rc::as_ptr(module) as usize),
        Value::Method(bound) => Identity::Object(bound.address() as usize),
        Value::Lambda(lambda) => Identity::Object(lambda.address() as usize),
        Value::Def(function) => Identity::Object(function.address() as usize),
        Value::Bound(bound) => Identity::Object(bound.address() as usize),
        Value::Class(class) => Identity::Object(class.address() as usize),
        Value::Instance(instance) => Identity::Object(instance.address() as usize),
        Value::Generator(generator) => Identity::Object(generator.address() as usize),
        Value::Unset => Identity::Text("unset".into()),
        Value::Object(object) if object.key().is_some() => object.key().unwrap_or(Identity::Int(0)),
        Value::Object(object) => Identity::Object(Rc::as_ptr(object).cast::<()>() as usize),
    })
}

fn whole(n: &BigInt) -> Identity {
    n.to_i64().map_or_else(|| Identity::Big(n.clone()), Identity::Int)
}

fn real(x: f64) -> Identity {
    match BigInt::from_f64(x) {
        Some(n) if x.fract() == 0.0 => whole(&n),
        _ => Identity::Float(if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() }),
    }
}

fn complex(z: C128) -> Identity {
    if z.im == 0.0 { real(z.re) } else { Identity::Complex(z.re.to_bits(), z.im.to_bits()) }
}

/// The whole number that a value is equal to, if there is one of 128 bits.
pub(super) fn whole_number(value: &Value) -> Option<i128> {
    match value {
        Value::Int(n) => Some(i128::from(*n)),
        Value::Array(_) => None,
        other => match identity(other, 0).ok()? {
            Identity::Int(n) => Some(i128::from(n)),
            Identity::Big(n) => n.to_i128(),
            _ => None,
        },
    }
}

/// The modulus of Python's hashes of numbers, a prime.
const MODULUS: u64 = (1 << 61) - 1;

/// `hash(x)`: Python's for numbers, bytes without elements, `None` and tuples of such; of texts, some number.
pub(super) fn hash(key: &Key) -> i64 {
    hash_of(&key.identity())
}

fn hash_of(identity: &Identity) -> i64 {
    let hash = match identity {
        Identity::Int(n) => {
            let rest = (n.unsigned_abs() % MODULUS) as i64;
            if *n < 0 { -rest } else { rest }
        }
        Identity::Big(n) => {
            let rest = (n.magnitude() % MODULUS).to_i64().unwrap_or(0);
            if n.sign() == Sign::Minus { -rest } else { rest }
        }
        Identity::Float(bits) => hash_of_float(f64::from_bits(*bits)),
        Identity::Complex(re, im) => {
            let part = |bits: u64| hash_of(&real(f64::from_bits(bits)));
            part(*re).wrapping_add(part(*im).wrapping_mul(1_000_003))
        }
        Identity::Tuple(items) => hash_of_tuple(items),
        Identity::Str(text) if text.is_empty() => 0,
        Identity::Bytes(bytes) if bytes.is_empty() => 0,
        other => {
            use std::hash::{Hash, Hasher};
            let mut hasher = rustc_hash::FxHasher::default();
            other.hash(&mut hasher);
            hasher.finish() as i64 >> 1
        }
    };
    if hash == -1 { -2 } else { hash }
}

/// The hash of a float that is not whole: its fraction modulo the prime, in which halving is turning the bits.
fn hash_of_float(x: f64) -> i64 {
    const BITS: i32 = 61;
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    if x.is_nan() {
        return 0;
    }
    let bits = x.to_bits();
    let stored = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (whole, exponent) = if stored == 0 { (fraction, -1074) } else { (fraction | 1 << 52, stored - 1075) };
    let turn = exponent.rem_euclid(BITS) as u32;
    let whole = u128::from(whole % MODULUS) << turn;
    let rest = (whole % u128::from(MODULUS)) as i64;
    if x < 0.0 { -rest } else { rest }
}

/// The hash of a tuple: xxHash over the hashes of its items.
fn hash_of_tuple(items: &[Identity]) -> i64 {
    const FIRST: u64 = 11_400_714_785_074_694_791;
    const SECOND: u64 = 14_029_467_366_897_019_727;
    const FIFTH: u64 = 2_870_177_450_012_600_261;
    let mut sum = FIFTH;
    for item in items {
        let lane = hash_of(item) as u64;
        sum = sum.wrapping_add(lane.wrapping_mul(SECOND)).rotate_left(31).wrapping_mul(FIRST);
    }
    sum = sum.wrapping_add(items.len() as u64 ^ (FIFTH ^ 0x0035_d373));
    if sum == u64::MAX { 1_546_275_796 } else { sum as i64 }
}
