//! Elements shifted along axes, those that fall off coming in at the other end: always a copy.

use crate::error::Result;
use crate::memory::{Array, CopyReason, Init, Layout, Order};
use crate::ops::assign::fill_layout;
use crate::ops::shape::{BroadcastError, CopyMode, normalize_axis, ravel, reshape};

/// `np.roll(a, shifts, axes)`: shifted along each axis; flattened and back for `None`. One shift serves all axes, and one axis all shifts.
/// Always a copy.
pub fn roll(a: &Array, shifts: &[i64], axes: Option<&[i64]>) -> Result<Array> {
    let Some(axes) = axes else {
        let flat = ravel(a, Order::C)?;
        let rolled = roll(&flat, shifts, Some(&[0]))?;
        let shape: Vec<i64> = a.shape().iter().map(|&n| n as i64).collect();
        return Ok(reshape(&rolled, &shape, Order::C, CopyMode::IfNeeded)?.as_copy_of(a, CopyReason::Asked));
    };
    let from = a.layout();
    let axes =
        axes.iter().map(|&axis| normalize_axis(axis, from.ndim(), None)).collect::<Result<Vec<_>>>()?;
    let pairs = match (shifts.len(), axes.len()) {
        (s, x) if s == x => s,
        (1, x) => x,
        (s, 1) => s,
        (s, x) => {
            return Err(BroadcastError::Mismatch {
                first: 0,
                first_shape: [s].into_iter().collect(),
                second: 1,
                second_shape: [x].into_iter().collect(),
            }
            .into());
        }
    };
    let mut offsets = vec![0i128; from.ndim()];
    for k in 0..pairs {
        offsets[axes[k % axes.len()]] += i128::from(shifts[k % shifts.len()]);
    }
    let layout = a.packed_layout(Order::K, a.itemsize());
    let out = Array::with_layout(&a.memory(), layout, a.dtype(), Init::Overwritten, "roll")?;
    // Each axis that moves falls into two stretches; every combination of them is one block.
    let mut blocks = vec![(out.layout(), from)];
    for (axis, offset) in offsets.into_iter().enumerate() {
        let n = blocks[0].1.shape[axis].max(1);
        let shift = offset.rem_euclid(n as i128) as usize;
        if shift != 0 {
            let halves = |(to, from): &(Layout, Layout)| {
                let cut = |to_start: usize, from_start: usize, count: usize| {
                    (
                        to.slice_axis(axis, to_start as isize, 1, count),
                        from.slice_axis(axis, from_start as isize, 1, count),
                    )
                };
                [cut(shift, 0, n - shift), cut(0, n - shift, shift)]
            };
            blocks = blocks.iter().flat_map(halves).collect();
        }
    }
    for (to, from) in &blocks {
        fill_layout(&out, to, a, from)?;
    }
    Ok(out.as_copy_of(a, CopyReason::Asked))
}
