//! Bits packed into bytes, and bytes unpacked into bits.

use crate::error::Result;
use crate::memory::{Array, Bool, Casting, DType, Order, Shape};
use crate::ops::convert::astype;
use crate::ops::shape::{moveaxis, normalize_axis, ravel, reshape};

use super::shape::CopyMode;

/// Which bit of a byte comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BitOrder {
    /// The highest.
    Big,
    /// The lowest.
    Little,
}

impl BitOrder {
    /// The place in a byte of the bit that comes at place `k`.
    fn shift(self, k: usize) -> usize {
        match self {
            Self::Big => 7 - k % 8,
            Self::Little => k % 8,
        }
    }
}

/// `np.packbits(a, axis, bitorder)`: the truth of eight elements along the axis in each byte, the last one filled up with zeros; of all elements
/// without an axis.
///
/// Fails with `TypeError` for anything but integers and bools, and with `AxisError`.
pub fn packbits(a: &Array, axis: Option<i64>, order: BitOrder) -> Result<Array> {
    if a.dtype() != DType::Bool && !a.dtype().is_integer() {
        return Err(BitsError::NoIntegers {}.into());
    }
    let (turned, axis) = turned(a, axis)?;
    let n = turned.shape().last().copied().unwrap_or(1);
    let bits: Vec<Bool> = astype(&turned, DType::Bool, Order::C, Casting::Unsafe, false)?.to_vec();
    let count = n.div_ceil(8);
    let mut bytes = crate::memory::with_room(bits.len().div_ceil(n.max(1)).saturating_mul(count));
    if n > 0 {
        for lane in bits.chunks_exact(n) {
            bytes.extend(lane.chunks(8).map(|part| {
                part.iter().enumerate().fold(0, |byte, (k, bit)| byte | u8::from(bit.get()) << order.shift(k))
            }));
        }
    }
    finished(a, &turned, axis, count, &bytes, "packbits")
}

/// `np.unpackbits(a, axis, count, bitorder)`: eight elements for each byte along the axis; `count` of them, zeros where there are not as many, or
/// all but the last `-count`.
///
/// Fails with `TypeError` for anything but uint8, with `AxisError`, and with `ValueError` if more are cut off than there are.
pub fn unpackbits(a: &Array, axis: Option<i64>, count: Option<i64>, order: BitOrder) -> Result<Array> {
    if a.dtype() != DType::UInt8 {
        return Err(BitsError::NoBytes {}.into());
    }
    let (turned, axis) = turned(a, axis)?;
    let n = turned.shape().last().copied().unwrap_or(1);
    let all = n.saturating_mul(8);
    let count = match count {
        None => all,
        Some(count) if count < 0 => usize::try_from(count.unsigned_abs())
            .ok()
            .and_then(|cut| all.checked_sub(cut))
            .ok_or(BitsError::CutOff {})?,
        Some(count) => usize::try_from(count).unwrap_or(usize::MAX),
    };
    let bytes: Vec<u8> = turned.to_vec();
    let lanes: usize = turned.shape().iter().rev().skip(1).product();
    let memory = a.memory();
    memory.check_room(lanes.saturating_mul(count))?;
    let mut bits = crate::memory::with_room(lanes.saturating_mul(count));
    for lane in 0..lanes {
        let lane = &bytes[lane * n..(lane + 1) * n];
        memory.check_interrupt()?;
        bits.extend((0..count.min(all)).map(|k| lane[k / 8] >> order.shift(k) & 1));
        bits.extend(std::iter::repeat_n(0u8, count.saturating_sub(all)));
    }
    finished(a, &turned, axis, count, &bits, "unpackbits")
}

/// The array with the axis last; in one dimension without an axis. A scalar counts as one element.
fn turned(a: &Array, axis: Option<i64>) -> Result<(Array, usize)> {
    let a = if axis.is_none() || a.ndim() == 0 { ravel(a, Order::C)? } else { a.clone() };
    let axis = normalize_axis(axis.unwrap_or(0), a.ndim(), None)?;
    Ok((moveaxis(&a, &[axis as i64], &[-1])?, axis))
}

/// An array of bytes that stand lane by lane, with the axis back in its place; in Fortran order if the first array is.
fn finished(
    a: &Array,
    turned: &Array,
    axis: usize,
    count: usize,
    bytes: &[u8],
    operation: &'static str,
) -> Result<Array> {
    let mut shape: Shape = turned.shape();
    if let Some(last) = shape.last_mut() {
        *last = count;
    }
    let flat = Array::from_slice(&a.memory(), &[bytes.len()], bytes, operation)?;
    if shape.len() == 1 {
        return Ok(flat);
    }
    let dims: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
    let lanes = reshape(&flat, &dims, Order::C, CopyMode::IfNeeded)?;
    let placed = moveaxis(&lanes, &[-1], &[axis as i64])?;
    let order = if a.is_f_contiguous() && !a.is_c_contiguous() { Order::F } else { Order::C };
    Ok(super::copy(&placed, order)?.as_new())
}

crate::error_kinds! {
    /// What can go wrong with bits.
    pub enum BitsError {
        /// `packbits([1.5])`
        TypeError NoIntegers {} = "Expected an input array of integer or boolean data type";
        /// `unpackbits([1])`
        TypeError NoBytes {} = "Expected an input array of unsigned byte data type";
        /// `unpackbits(uint8([1]), count=-9)`
        ValueError CutOff {} = "-count larger than number of elements";
    }
}
