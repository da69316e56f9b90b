//! Zeros cut off at the ends of axes: a view.

use std::ops::Range;

use smallvec::SmallVec;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Element, Layout, for_each_run};

use super::axis::normalize_axes;

/// `np.trim_zeros(a, trim, axis)`: without the leading (`'f'`) and trailing (`'b'`) slices that hold nothing but zeros. A view, or the array
/// itself if there is no axis to trim.
pub fn trim_zeros(a: &Array, trim: &str, axes: Option<&[i64]>) -> Result<Array> {
    let mut layout = a.layout();
    let kept = untrimmed(a, trim, axes)?;
    if axes.map_or(layout.ndim(), <[i64]>::len) == 0 {
        return Ok(a.clone());
    }
    for (axis, range) in kept.into_iter().enumerate() {
        if range != (0..layout.shape[axis]) {
            layout = layout.slice_axis(axis, range.start as isize, 1, range.len());
        }
    }
    Ok(a.view(layout, "trim_zeros"))
}

/// What `np.trim_zeros` leaves of each axis.
pub fn untrimmed(a: &Array, trim: &str, axes: Option<&[i64]>) -> Result<Vec<Range<usize>>> {
    let lower = trim.to_lowercase();
    if !matches!(lower.as_str(), "fb" | "bf" | "f" | "b") {
        return Err(TrimError::Trim { trim: lower }.into());
    }
    let layout = a.layout();
    let axes = match axes {
        None => (0..layout.ndim()).collect(),
        Some(axes) => normalize_axes(axes, layout.ndim(), Some("axis"))?,
    };
    let mut kept: Vec<Range<usize>> = layout.shape.iter().map(|&n| 0..n).collect();
    let (front, back) = (lower.contains('f'), lower.contains('b'));
    let range = dispatch!(a.dtype(), T => nonzero_range::<T>(&a.read().bytes(), &layout));
    for axis in axes {
        let n = layout.shape[axis];
        let (start, end) = match &range {
            None => (0, 0),
            Some(range) => (if front { range[axis].0 } else { 0 }, if back { range[axis].1 + 1 } else { n }),
        };
        kept[axis] = start..end;
    }
    Ok(kept)
}

/// The first and the last index along each axis at which something is not zero; `None` if nothing is.
fn nonzero_range<T: Element>(bytes: &[u8], layout: &Layout) -> Option<SmallVec<[(usize, usize); 4]>> {
    let zero = T::default();
    let ndim = layout.ndim();
    let mut range: SmallVec<[(usize, usize); 4]> = SmallVec::from_elem((usize::MAX, 0), ndim);
    let mut index: SmallVec<[usize; 4]> = SmallVec::from_elem(0, ndim);
    for_each_run(layout, ndim, &mut |at| {
        if bytemuck::pod_read_unaligned::<T>(&bytes[at..at + size_of::<T>()]) != zero {
            for (ends, &i) in range.iter_mut().zip(&index) {
                *ends = (ends.0.min(i), ends.1.max(i));
            }
        }
        for axis in (0..ndim).rev() {
            index[axis] += 1;
            if index[axis] < layout.shape[axis] {
                break;
            }
            index[axis] = 0;
        }
    });
    range.iter().all(|ends| ends.0 != usize::MAX).then_some(range)
}

crate::error_kinds! {
    /// What can go wrong when zeros are trimmed.
    pub enum TrimError {
        /// `trim_zeros([0, 1], 'x')`
        ValueError Trim { trim: String } = "unexpected character(s) in `trim`: '{trim}'";
    }
}
