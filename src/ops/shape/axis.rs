//! Axis numbers as users give them: negative ones count from the end.

use smallvec::SmallVec;

use crate::error::Result;

/// Axis numbers, checked and non-negative.
pub type Axes = SmallVec<[usize; 4]>;

/// `axis` as a number in `0..ndim`: `np.lib.array_utils.normalize_axis_index`.
///
/// `prefix` stands before the message, as `source: ` does for `moveaxis`. Fails with `AxisError`.
pub fn normalize_axis(axis: i64, ndim: usize, prefix: Option<&'static str>) -> Result<usize> {
    let from_end = if axis < 0 { axis.saturating_add(ndim as i64) } else { axis };
    match usize::try_from(from_end) {
        Ok(found) if found < ndim => Ok(found),
        _ => Err(match prefix {
            None => AxisError::OutOfBounds { axis, ndim }.into(),
            Some(prefix) => AxisError::NamedOutOfBounds { prefix, axis, ndim }.into(),
        }),
    }
}

/// Several axes, each once: `np.lib.array_utils.normalize_axis_tuple`.
///
/// Fails with `AxisError`, and with `ValueError` if one comes twice.
pub fn normalize_axes(axes: &[i64], ndim: usize, argument: Option<&'static str>) -> Result<Axes> {
    let found = axes.iter().map(|&axis| normalize_axis(axis, ndim, argument)).collect::<Result<Axes>>()?;
    if has_repeats(&found) {
        return Err(match argument {
            None => AxisError::Repeated {}.into(),
            Some(argument) => AxisError::NamedRepeated { argument }.into(),
        });
    }
    Ok(found)
}

/// The `axis=` of a reduction: all axes for `None`, otherwise each once, in increasing order.
///
/// Fails with `AxisError`, and with `ValueError: duplicate value in 'axis'`. Axis 0 and -1 of a 0-d array are let through, as NumPy does
/// for an integer.
pub fn reduction_axes(axes: Option<&[i64]>, ndim: usize) -> Result<Axes> {
    let Some(axes) = axes else { return Ok((0..ndim).collect()) };
    if ndim == 0 && matches!(axes, [0 | -1]) {
        return Ok(Axes::new());
    }
    let mut found = Axes::new();
    for &axis in axes {
        let axis = normalize_axis(axis, ndim, None)?;
        if found.contains(&axis) {
            return Err(AxisError::Duplicate {}.into());
        }
        found.push(axis);
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether an axis comes twice.
pub(crate) fn has_repeats(axes: &[usize]) -> bool {
    axes.iter().enumerate().any(|(i, axis)| axes[..i].contains(axis))
}

crate::error_kinds! {
    /// What can be wrong with an axis.
    pub enum AxisError {
        /// `sum([1, 2], axis=2)`
        AxisError OutOfBounds { axis: i64, ndim: usize } = "axis {axis} is out of bounds for array of dimension {ndim}";
        /// `moveaxis(zeros((2, 3)), 3, 0)`
        AxisError NamedOutOfBounds { prefix: &'static str, axis: i64, ndim: usize } = "{prefix}: axis {axis} is out of bounds for array of dimension {ndim}";
        /// `flip(zeros((2, 3)), (0, 0))`
        ValueError Repeated {} = "repeated axis";
        /// `moveaxis(zeros((2, 3)), [0, 0], [0, 1])`
        ValueError NamedRepeated { argument: &'static str } = "repeated axis in `{argument}` argument";
        /// `squeeze(zeros((1, 1)), (0, 0))`
        ValueError Duplicate {} = "duplicate value in 'axis'";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_axes_count_from_the_end() {
        assert_eq!(normalize_axis(-1, 3, None).unwrap(), 2);
        assert_eq!(normalize_axes(&[-3, 1], 3, None).unwrap().as_slice(), [0, 1]);
        let error = normalize_axis(-4, 3, Some("source")).unwrap_err();
        assert_eq!(error.to_string(), "source: axis -4 is out of bounds for array of dimension 3");
        assert_eq!(normalize_axes(&[0, -3], 3, None).unwrap_err().to_string(), "repeated axis");
    }

    #[test]
    fn a_reduction_of_a_0d_array_may_name_axis_0() {
        assert!(reduction_axes(Some(&[-1]), 0).unwrap().is_empty());
        assert!(reduction_axes(Some(&[1]), 0).is_err());
        assert_eq!(reduction_axes(Some(&[2, 0]), 3).unwrap().as_slice(), [0, 2]);
    }
}
