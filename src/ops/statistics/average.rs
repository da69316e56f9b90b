//! `average`: means with weights.

use crate::error::Result;
use crate::memory::{Array, DType, Order};
use crate::ops::assign::copy;
use crate::ops::cast_scalar;
use crate::ops::index::result_type;
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{broadcast_to, normalize_axes, transpose};
use crate::ops::ufunc::{Apply, Fixed, Operand, Options};

use super::calc::{Calc, CalcError, any, reshaped};

/// Weights for the elements of `a`: those of another shape count along the named axes and are turned to meet them.
///
/// Fails with `AxisError`, with `TypeError` or `ValueError` if they do not fit.
pub(super) fn weights_for(a: &Array, weights: &Array, axes: Option<&[i64]>) -> Result<Array> {
    let shape = a.shape();
    let axes = axes.map(|axes| normalize_axes(axes, a.ndim(), Some("axis"))).transpose()?;
    if weights.shape() == shape {
        return Ok(weights.clone());
    }
    let Some(axes) = axes else { return Err(AverageError::NoAxis {}.into()) };
    if !weights.shape().iter().eq(axes.iter().map(|&axis| &shape[axis])) {
        return Err(AverageError::Weights {}.into());
    }
    let mut order: Vec<i64> = (0..axes.len() as i64).collect();
    order.sort_by_key(|&k| axes[k as usize]);
    let turned = transpose(weights, Some(&order))?;
    let lengths: Vec<i64> =
        shape.iter().enumerate().map(|(k, &n)| if axes.contains(&k) { n as i64 } else { 1 }).collect();
    reshaped(&turned, &lengths)
}

/// `np.average(a, axis, weights, keepdims=…)`: the mean, weighted; and the sum of the weights, of the same shape.
///
/// Fails with `AxisError`, with `ZeroDivisionError` for weights that sum up to zero, and if the weights do not fit.
pub fn average(
    a: &Array,
    axes: Option<&[i64]>,
    weights: Option<&Array>,
    keepdims: bool,
) -> Result<(Operand, Operand)> {
    let memory = a.memory();
    let calc = Calc(&memory);
    let normal = axes.map(|axes| normalize_axes(axes, a.ndim(), Some("axis"))).transpose()?;
    let along: Option<Vec<isize>> = normal.map(|axes| axes.iter().map(|&axis| axis as isize).collect());
    let options = Reduce { axis: along.as_deref(), keepdims, ..Reduce::default() };
    let (average, sum) = match weights {
        None => {
            let mean: Operand = reduce::mean(a, &options)?.into();
            let size: usize = mean.lengths().iter().product();
            if size == 0 {
                return Err(CalcError::IntDivision {}.into());
            }
            let share = crate::memory::Scalar::new(a.size() as f64 / size as f64);
            let share = cast_scalar(&share, mean.dtype_as_array());
            (mean, Operand::Scalar(share))
        }
        Some(weights) => {
            let weights = weights_for(a, weights, axes)?;
            let mut dtypes = vec![a.dtype(), weights.dtype()];
            if !a.dtype().is_inexact() {
                dtypes.push(DType::Float64);
            }
            let dtype = result_type(&dtypes);
            let sum: Operand = reduce::sum(&weights, &Reduce { dtype: Some(dtype), ..options })?.into();
            let zero = calc.operator("equal", &sum, &Operand::Float(0.0))?;
            if any(&zero, &memory)? {
                return Err(AverageError::ZeroSum {}.into());
            }
            let product = Options { fixed: Fixed::Outputs(dtype), ..Options::default() };
            let products = Apply(&memory)
                .with("multiply", &[a.clone().into(), weights.into()], &product)?
                .into_operand()
                .to_array(&memory)?;
            let total: Operand = reduce::sum(&products, &options)?.into();
            (calc.div(&total, &sum)?, sum)
        }
    };
    let shape = average.lengths();
    if sum.lengths() == shape {
        return Ok((average, sum));
    }
    let lengths: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
    let wide = broadcast_to(&sum.to_array(&memory)?, &lengths)?;
    Ok((average, copy(&wide, Order::C)?.as_new().into()))
}

crate::error_kinds! {
    /// What has no average.
    pub enum AverageError {
        /// `average([1, 2], weights=[1, 2, 3])`
        TypeError NoAxis {} = "Axis must be specified when shapes of a and weights differ.";
        /// `average([1, 2], axis=0, weights=[1, 2, 3])`
        ValueError Weights {} = "Shape of weights must be consistent with shape of a along specified axis.";
        /// `average([1, 2], weights=[0, 0])`
        ZeroDivisionError ZeroSum {} = "Weights sum to zero, can't be normalized";
    }
}
