//! The axes of a reduction, and the words for what can be wrong with them.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Shape, ShapeText};

/// `axis` counted from the front; a negative one counts from the back.
///
/// Fails with `AxisError` outside `-ndim..ndim`.
pub(crate) fn normalize_axis(axis: isize, ndim: usize) -> Result<usize> {
    let n = ndim as isize;
    if axis < -n || axis >= n {
        return Err(AxesError::OutOfBounds { axis, ndim }.into());
    }
    Ok(if axis < 0 { axis + n } else { axis } as usize)
}

/// Which axes are reduced, from `axis=`: `None` is all of them. A 0-d array may name axis 0 or -1.
pub(crate) fn reduced_axes(axis: Option<&[isize]>, ndim: usize) -> Result<SmallVec<[bool; 4]>> {
    let Some(axes) = axis else { return Ok(SmallVec::from_elem(true, ndim)) };
    let mut reduced = SmallVec::from_elem(false, ndim);
    if ndim == 0 && matches!(axes, [0 | -1]) {
        return Ok(reduced);
    }
    for &axis in axes {
        let axis = normalize_axis(axis, ndim)?;
        if std::mem::replace(&mut reduced[axis], true) {
            return Err(AxesError::Duplicate {}.into());
        }
    }
    Ok(reduced)
}

/// The shape of a result: reduced axes are dropped, or kept with length one.
pub(crate) fn result_shape(shape: &[usize], reduced: &[bool], keepdims: bool) -> Shape {
    let lengths = shape.iter().zip(reduced);
    if keepdims {
        return lengths.map(|(&n, &r)| if r { 1 } else { n }).collect();
    }
    lengths.filter(|&(_, &r)| !r).map(|(&n, _)| n).collect()
}

/// Two shapes as NumPy's iterator writes them: `(2,3) (4,)`, without blanks inside.
pub(crate) struct Tight<'a>(pub(crate) &'a [usize]);

impl std::fmt::Display for Tight<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = ShapeText(self.0).to_string();
        f.write_str(&text.replace(' ', ""))
    }
}

crate::error_kinds! {
    /// What can be wrong with the axes of an operation.
    pub enum AxesError {
        /// `sum([1, 2], axis=3)`
        AxisError OutOfBounds { axis: isize, ndim: usize } = "axis {axis} is out of bounds for array of dimension {ndim}";
        /// `sum([[1], [2]], axis=(0, 0))`
        ValueError Duplicate {} = "duplicate value in 'axis'";
    }
}
