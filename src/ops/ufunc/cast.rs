//! Casts between dtypes on the way into and out of a loop, and what they lose.

use half::f16;

use crate::dispatch;
use crate::memory::{C128, DType, Layout};
use crate::ops::cast::CastTarget;
pub(super) use crate::ops::cast::loses;
use crate::ops::walk::{Cursor, Walk};

use super::flags::Flags;
use super::kernel::Scan;

/// Pulls the next elements of an operand, cast to `to`.
pub(super) fn pull(cursor: &mut Cursor<'_>, bytes: &[u8], from: DType, to: DType, out: &mut [u8]) -> Flags {
    let before = loses(from, to).then(|| cursor.clone());
    dispatch!(to, T => T::puller(from)(cursor, bytes, bytemuck::cast_slice_mut::<u8, T>(out)));
    match before {
        Some(mut before) if suspect(to, out) => {
            let mut source = vec![C128::default(); out.len() / to.itemsize()];
            C128::puller(from)(&mut before, bytes, &mut source);
            let lost = source.iter().zip(out.chunks(to.itemsize()));
            lost.fold(Flags::NONE, |flags, (&x, y)| flags | loss(x, to, y))
        }
        _ => Flags::NONE,
    }
}

/// Writes elements of `dtype` to the next places of an operand.
pub(super) fn push(cursor: &mut Cursor<'_>, bytes: &mut [u8], dtype: DType, values: &[u8]) {
    dispatch!(dtype, T => cursor.push(bytes, bytemuck::cast_slice::<u8, T>(values)));
}

/// Casts contiguous elements.
pub(super) fn cast(from: DType, values: &[u8], to: DType, out: &mut [u8]) -> Flags {
    let n = values.len() / from.itemsize();
    let walk = Walk::new(&[&Layout::c(&[n], from.itemsize())]);
    pull(&mut walk.cursor(0, 0), values, from, to, out)
}

/// Whether a cast block has to be looked at closely.
fn suspect(to: DType, out: &[u8]) -> bool {
    match to.real() {
        DType::Float16 => f16::suspect(bytemuck::cast_slice(out)),
        DType::Float32 => f32::suspect(bytemuck::cast_slice(out)),
        _ => true,
    }
}

/// What the cast of one element raised.
pub(super) fn loss(x: C128, to: DType, cast: &[u8]) -> Flags {
    if to.is_integer() {
        // As the processor converts: to 32 bits for the narrow ones, to 64 for the others.
        let limit = match to {
            DType::Int64 | DType::UInt32 => 9_223_372_036_854_775_808.0,
            DType::UInt64 => 18_446_744_073_709_551_616.0,
            _ => 2_147_483_648.0,
        };
        return Flags::INVALID.when(x.re.is_nan() || x.re >= limit || x.re < -limit);
    }
    let y: C128 = CastTarget::read(to, cast);
    let lost = |x: f64, y: f64| x.is_finite() && y.is_infinite();
    Flags::OVERFLOW.when(lost(x.re, y.re) || lost(x.im, y.im))
}
