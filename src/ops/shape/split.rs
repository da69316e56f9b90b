//! Arrays cut along an axis: always views.

use crate::error::Result;
use crate::memory::{Array, Layout, made};

use super::axis::normalize_axis;

/// Where to cut: `indices_or_sections`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sections {
    /// Into so many parts.
    Count(i64),
    /// Before these indices, which mean what they mean in a slice.
    At(Vec<i64>),
}

/// `np.array_split(a, sections, axis)`: parts that may differ in length by one. Always views.
pub fn array_split(a: &Array, sections: &Sections, axis: i64) -> Result<Vec<Array>> {
    let layout = a.layout();
    let axis = normalize_axis(axis, layout.ndim(), None).map_err(|_| SplitError::Axis {})?;
    cut(a, &layout, sections, axis, "array_split")
}

/// `np.split(a, sections, axis)`: parts of one length, or between the given indices. Always views.
pub fn split(a: &Array, sections: &Sections, axis: i64) -> Result<Vec<Array>> {
    let layout = a.layout();
    let axis = normalize_axis(axis, layout.ndim(), None).map_err(|_| SplitError::Axis {})?;
    evenly(a, &layout, sections, axis, "split")
}

/// `np.hsplit(a, sections)`: along the second axis, or the only one. Always views.
pub fn hsplit(a: &Array, sections: &Sections) -> Result<Vec<Array>> {
    let layout = a.layout();
    let axis = match layout.ndim() {
        0 => return Err(SplitError::Horizontal {}.into()),
        1 => 0,
        _ => 1,
    };
    evenly(a, &layout, sections, axis, "hsplit")
}

/// `np.vsplit(a, sections)`: along the first axis of an array of two or more. Always views.
pub fn vsplit(a: &Array, sections: &Sections) -> Result<Vec<Array>> {
    let layout = a.layout();
    if layout.ndim() < 2 {
        return Err(SplitError::Vertical {}.into());
    }
    evenly(a, &layout, sections, 0, "vsplit")
}

/// `np.dsplit(a, sections)`: along the third axis. Always views.
pub fn dsplit(a: &Array, sections: &Sections) -> Result<Vec<Array>> {
    let layout = a.layout();
    if layout.ndim() < 3 {
        return Err(SplitError::Depth {}.into());
    }
    evenly(a, &layout, sections, 2, "dsplit")
}

fn evenly(
    a: &Array,
    layout: &Layout,
    sections: &Sections,
    axis: usize,
    operation: &'static str,
) -> Result<Vec<Array>> {
    if let Sections::Count(count) = *sections {
        if count == 0 {
            return Err(SplitError::Modulo {}.into());
        }
        if layout.shape[axis] as i64 % count != 0 {
            return Err(SplitError::Uneven {}.into());
        }
    }
    cut(a, layout, sections, axis, operation)
}

fn cut(
    a: &Array,
    layout: &Layout,
    sections: &Sections,
    axis: usize,
    operation: &'static str,
) -> Result<Vec<Array>> {
    let n = layout.shape[axis] as i64;
    let part = |from: i64, to: i64| {
        let (start, end) = (slice_bound(from, n), slice_bound(to, n));
        let count = (end - start).max(0) as usize;
        a.view(layout.slice_axis(axis, start as isize, 1, count), operation)
    };
    match sections {
        Sections::Count(count) => {
            if *count <= 0 {
                return Err(SplitError::Sections {}.into());
            }
            let (each, extra) = (n / count, n % count);
            let start = |i: i64| i * each + i.min(extra);
            made(&a.memory(), *count as usize, |i| part(start(i as i64), start(i as i64 + 1)))
        }
        Sections::At(points) => {
            let ends = points.iter().copied().chain([n]);
            let starts = [0].into_iter().chain(points.iter().copied());
            Ok(starts.zip(ends).map(|(from, to)| part(from, to)).collect())
        }
    }
}

/// A bound of a slice over `n` elements: negative ones count from the end, those outside are moved inside.
fn slice_bound(bound: i64, n: i64) -> i64 {
    if bound < 0 { bound.saturating_add(n).max(0) } else { bound.min(n) }
}

/// `np.unstack(a, axis=…)`: the parts along an axis, without it. Always views.
pub fn unstack(a: &Array, axis: i64) -> Result<Vec<Array>> {
    let layout = a.layout();
    if layout.ndim() == 0 {
        return Err(SplitError::Unstack {}.into());
    }
    let axis = normalize_axis(axis, layout.ndim(), Some("source"))?;
    made(&a.memory(), layout.shape[axis], |i| a.view(layout.index_axis(axis, i), "unstack"))
}

crate::error_kinds! {
    /// What can go wrong when an array is cut.
    pub enum SplitError {
        /// `split([1, 2, 3], 2)`
        ValueError Uneven {} = "array split does not result in an equal division";
        /// `split([1, 2], 2, 5)`
        IndexError Axis {} = "tuple index out of range";
        /// `split([1, 2], 0)`
        ZeroDivisionError Modulo {} = "integer modulo by zero";
        /// `array_split([1, 2], 0)`
        ValueError Sections {} = "number sections must be larger than 0.";
        /// `hsplit(array(1), 1)`
        ValueError Horizontal {} = "hsplit only works on arrays of 1 or more dimensions";
        /// `vsplit([1, 2], 1)`
        ValueError Vertical {} = "vsplit only works on arrays of 2 or more dimensions";
        /// `dsplit([[1, 2]], 1)`
        ValueError Depth {} = "dsplit only works on arrays of 3 or more dimensions";
        /// `unstack(array(1))`
        ValueError Unstack {} = "Input array must be at least 1-d.";
    }
}
