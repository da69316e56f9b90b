//! Borders made of the elements inside: mirrored or wrapped, again and again until the border is full.

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Bool, C64, C128, Element, Layout, f16, gather};
use crate::ops::assign::fill_within;

use super::Widths;

/// Mirrors the inside of an area along `axis` into its border. With `odd`, a mirrored element becomes twice the outermost one less itself.
pub(super) fn reflect(
    out: &Array,
    area: &Layout,
    axis: usize,
    widths: Widths,
    odd: bool,
    repeat_edge: bool,
) -> Result<()> {
    let n = area.shape[axis];
    let (mut before, mut after) = widths;
    let period = n - before - after;
    while before > 0 || after > 0 {
        let inside = n - before - after;
        // Whole periods of what is there already, so that the pattern goes on where the border ends.
        let (length, skip) = if repeat_edge {
            (inside / period * period, 0)
        } else {
            ((inside - 1) / (period - 1) * (period - 1), 1)
        };
        if before > 0 {
            let count = length.min(before);
            let from = area.slice_axis(axis, (before + skip + count - 1) as isize, -1, count);
            let to = area.slice_axis(axis, (before - count) as isize, 1, count);
            copy(out, &to, &from, odd.then(|| area.slice_axis(axis, before as isize, 1, 1)), axis)?;
            before -= count;
        }
        if after > 0 {
            let count = length.min(after);
            let end = n - after;
            let from = area.slice_axis(axis, (end - 1 - skip) as isize, -1, count);
            let to = area.slice_axis(axis, end as isize, 1, count);
            copy(out, &to, &from, odd.then(|| area.slice_axis(axis, end as isize - 1, 1, 1)), axis)?;
            after -= count;
        }
    }
    Ok(())
}

/// Continues the inside of an area along `axis` into its border.
pub(super) fn wrap(out: &Array, area: &Layout, axis: usize, widths: Widths) -> Result<()> {
    let n = area.shape[axis];
    let (mut before, mut after) = widths;
    let original = n - before - after;
    while before > 0 || after > 0 {
        let period = (n - before - after) / original * original;
        let (left, right) = (before.min(period), after.min(period));
        let end = n - after;
        let inside = before;
        if left > 0 {
            let from = area.slice_axis(axis, (inside + period - left) as isize, 1, left);
            fill_within(out, &area.slice_axis(axis, (inside - left) as isize, 1, left), &from)?;
        }
        if right > 0 {
            let from = area.slice_axis(axis, (end - period) as isize, 1, right);
            fill_within(out, &area.slice_axis(axis, end as isize, 1, right), &from)?;
        }
        before -= left;
        after -= right;
    }
    Ok(())
}

fn copy(out: &Array, to: &Layout, from: &Layout, edge: Option<Layout>, axis: usize) -> Result<()> {
    let Some(mut edge) = edge else { return fill_within(out, to, from) };
    edge.shape[axis] = from.shape[axis];
    edge.strides[axis] = 0;
    dispatch!(out.dtype(), T => turn::<T>(out, to, from, &edge))
}

fn turn<T: Odd>(out: &Array, to: &Layout, from: &Layout, edge: &Layout) -> Result<()> {
    let values: Vec<T> = {
        let read = out.read();
        let bytes = read.bytes();
        gather::<T>(&bytes, edge).into_iter().zip(gather::<T>(&bytes, from)).map(|(e, x)| e.odd(x)).collect()
    };
    let values = Array::from_slice(&out.memory(), &to.shape, &values, "pad")?;
    crate::ops::assign::fill_layout(out, to, &values, &values.layout())
}

/// The arithmetic of an odd reflection.
trait Odd: Element {
    /// `2 * self - x`, as NumPy computes it.
    fn odd(self, x: Self) -> Self;
}

macro_rules! odd {
    ($($t:ty => |$e:ident, $x:ident| $body:expr),*) => { $(impl Odd for $t {
        fn odd(self, x: Self) -> Self { let ($e, $x) = (self, x); $body }
    })* };
}
odd!(i8 => |e, x| e.wrapping_mul(2).wrapping_sub(x), u8 => |e, x| e.wrapping_mul(2).wrapping_sub(x),
    i16 => |e, x| e.wrapping_mul(2).wrapping_sub(x), u16 => |e, x| e.wrapping_mul(2).wrapping_sub(x),
    i32 => |e, x| e.wrapping_mul(2).wrapping_sub(x), u32 => |e, x| e.wrapping_mul(2).wrapping_sub(x),
    i64 => |e, x| e.wrapping_mul(2).wrapping_sub(x), u64 => |e, x| e.wrapping_mul(2).wrapping_sub(x),
    f32 => |e, x| 2.0 * e - x, f64 => |e, x| 2.0 * e - x,
    f16 => |e, x| f16::from_f32(f16::from_f32(2.0 * e.to_f32()).to_f32() - x.to_f32()),
    C64 => |e, x| Complex::new(2.0 * e.re - x.re, 2.0 * e.im - x.im),
    C128 => |e, x| Complex::new(2.0 * e.re - x.re, 2.0 * e.im - x.im),
    Bool => |e, x| Bool::from(2 * i8::from(e.get()) != i8::from(x.get())));
