//! `cov` and `corrcoef`: how variables vary together.

use crate::error::Result;
use crate::memory::{Array, DType, Order};
use crate::ops::assign::copy;
use crate::ops::convert::convert_if_needed;
use crate::ops::create::diag;
use crate::ops::index::result_type;
use crate::ops::join::{Options as Join, concatenate};
use crate::ops::product::dot;
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{CopyMode, imag, real, squeeze, transpose};
use crate::ops::ufunc::{Apply, Operand, Options, Output, clip, round};

use super::average::average;
use super::calc::{Calc, any, as_dtype, pick, to_f64};

/// The keyword arguments of `np.cov`.
#[derive(Clone, Debug, Default)]
pub struct Covariance {
    /// `rowvar=False`: variables stand in columns.
    pub columns: bool,
    /// `bias=`: divide by the number of observations, not one less.
    pub bias: bool,
    /// `ddof=`: how many less to divide by.
    pub ddof: Option<i64>,
    /// `fweights=`: how often each observation was made.
    pub frequencies: Option<Array>,
    /// `aweights=`: how much each observation weighs.
    pub weights: Option<Array>,
    /// `dtype=`: of the result.
    pub dtype: Option<DType>,
}

/// The weights of observations as a vector of float64.
fn observed(weights: &Array, of: usize, frequencies: bool) -> Result<Array> {
    let memory = weights.memory();
    let weights = as_dtype(weights, DType::Float64, "array")?;
    if frequencies {
        let whole: Operand = match round(&weights, 0, None)? {
            Output::Array(array) => array.into(),
            Output::Scalar(scalar) => scalar.into(),
        };
        let differs = Calc(&memory).operator("not_equal", &weights.clone().into(), &whole)?;
        if any(&differs, &memory)? {
            return Err(CovarianceError::NotWhole {}.into());
        }
    }
    let what = if frequencies { "fweights" } else { "aweights" };
    if weights.ndim() > 1 {
        return Err(CovarianceError::WeightsDepth { what }.into());
    }
    match weights.first_len() {
        None => return Err(CovarianceError::NoLength {}.into()),
        Some(n) if n != of => return Err(CovarianceError::WeightsCount { what }.into()),
        Some(_) => {}
    }
    let negative = Calc(&memory).operator("less", &weights.clone().into(), &Operand::Int(0))?;
    if any(&negative, &memory)? {
        return Err(CovarianceError::Negative { what }.into());
    }
    Ok(weights)
}

/// `np.cov(m, y, …)`: the covariances of the variables in the rows of `m` (and of `y`) as a matrix; 0-d for one variable.
///
/// Fails with `ValueError` for more than two dimensions, and if the weights do not fit. Warns where no degree of freedom is left.
pub fn cov(m: &Array, y: Option<&Array>, options: &Covariance) -> Result<Array> {
    let memory = m.memory();
    let calc = Calc(&memory);
    if m.ndim() > 2 {
        return Err(CovarianceError::Deep { name: "m" }.into());
    }
    if y.is_some_and(|y| y.ndim() > 2) {
        return Err(CovarianceError::Deep { name: "y" }.into());
    }
    let mut dtypes = vec![m.dtype(), DType::Float64];
    dtypes.extend(y.map(Array::dtype));
    let dtype = options.dtype.unwrap_or_else(|| result_type(&dtypes));
    let mut x = convert_if_needed(m, Some(dtype), Order::K, CopyMode::Always, 2, "cov")?;
    if options.columns && m.ndim() != 1 {
        x = transpose(&x, None)?;
    }
    if x.first_len() == Some(0) {
        return Array::zeros(&memory, &[0, 0], DType::Float64, "cov");
    }
    if let Some(y) = y {
        let mut y = convert_if_needed(y, Some(dtype), Order::K, CopyMode::IfNeeded, 2, "cov")?;
        if options.columns && y.first_len() != Some(1) {
            y = transpose(&y, None)?;
        }
        x = concatenate(&[x, y], Some(0), &Join::default())?;
    }
    let ddof = options.ddof.unwrap_or(i64::from(!options.bias));
    let count = x.shape()[1];
    let frequencies = options.frequencies.as_ref().map(|w| observed(w, count, true)).transpose()?;
    let weights = options.weights.as_ref().map(|w| observed(w, count, false)).transpose()?;
    let both = match (&frequencies, &weights) {
        (Some(f), Some(a)) => Some(calc.mul(&f.clone().into(), &a.clone().into())?.to_array(&memory)?),
        (f, a) => f.clone().or_else(|| a.clone()),
    };
    let (means, sums) = average(&x, Some(&[1]), both.as_ref(), false)?;
    let (means, sums) = (means.to_array(&memory)?, sums.to_array(&memory)?);
    let sum = pick(&sums, 0, 0)?;
    let freedom = match (&both, &weights) {
        (None, _) => Operand::Int(count as i64 - ddof),
        _ if ddof == 0 => sum,
        (_, None) => calc.sub(&sum, &Operand::Int(ddof))?,
        (Some(both), Some(weights)) => {
            let products = calc.mul(&both.clone().into(), &weights.clone().into())?.to_array(&memory)?;
            let products: Operand = reduce::sum(&products, &Reduce::default())?.into();
            let lost = calc.div(&calc.mul(&Operand::Int(ddof), &products)?, &sum)?;
            calc.sub(&sum, &lost)?
        }
    };
    let none = to_f64(&freedom, &memory)? <= 0.0;
    if none {
        memory.warn(CovarianceError::NoFreedom {});
    }
    let freedom = if none { Operand::Float(0.0) } else { freedom };
    let column = means.view(means.layout().insert_axis(1), "getitem");
    Apply(&memory).into("subtract", &[x.clone().into(), column.into()], &x)?;
    let weighted = match &both {
        None => x.clone(),
        Some(w) => calc.mul(&x.clone().into(), &w.clone().into())?.to_array(&memory)?,
    };
    let turned = transpose(&weighted, None)?;
    let turned = if turned.dtype().is_complex() {
        calc.one("conjugate", &turned.into())?.to_array(&memory)?
    } else {
        turned
    };
    let products = dot(&x, &turned, None)?.into_array(&memory, "cov")?;
    let factor = calc.two("divide", &Operand::Int(1), &freedom)?;
    Apply(&memory).into("multiply", &[products.clone().into(), factor], &products)?;
    Ok(squeeze(&products, None)?.as_new())
}

/// `np.corrcoef(x, y, …)`: the covariances, each divided by the standard deviations of both; a scalar for one variable.
///
/// Fails and warns as [`cov`] does.
pub fn corrcoef(x: &Array, y: Option<&Array>, options: &Covariance) -> Result<Operand> {
    let memory = x.memory();
    let calc = Calc(&memory);
    let found = cov(x, y, options)?;
    if found.ndim() == 0 {
        return calc.div(&found.clone().into(), &found.into());
    }
    let found = copy(&found, Order::K)?.as_new();
    let deviations = calc.one("sqrt", &real(&diag(&found, 0)?).into())?.to_array(&memory)?;
    let apply = Apply(&memory);
    for axis in [1, 0] {
        let line = deviations.view(deviations.layout().insert_axis(axis), "getitem");
        apply.into("divide", &[found.clone().into(), line.into()], &found)?;
    }
    let mut parts = vec![real(&found)];
    if found.dtype().is_complex() {
        parts.push(imag(&found)?);
    }
    for part in parts {
        let options = Options { out: [Some(part.clone()), None], ..Options::default() };
        let (low, high) = (Operand::Int(-1), Operand::Int(1));
        clip(&memory, &part.into(), Some(&low), Some(&high), &options)?;
    }
    Ok(found.into())
}

crate::error_kinds! {
    /// What has no covariance, and what it warns of.
    pub enum CovarianceError {
        /// `cov([[[1]]])`
        ValueError Deep { name: &'static str } = "{name} has more than 2 dimensions";
        /// `cov([1, 2], fweights=[1, 1.5])`
        TypeError NotWhole {} = "fweights must be integer";
        /// `cov([1, 2], fweights=[[1, 1]])`
        RuntimeError WeightsDepth { what: &'static str } = "cannot handle multidimensional {what}";
        /// `cov([1, 2], aweights=[1])`
        RuntimeError WeightsCount { what: &'static str } = "incompatible numbers of samples and {what}";
        /// `cov([1, 2], aweights=1)`
        IndexError NoLength {} = "tuple index out of range";
        /// `cov([1, 2], aweights=[1, -1])`
        ValueError Negative { what: &'static str } = "{what} cannot be negative";
        /// `cov([1])`
        RuntimeWarning NoFreedom {} = "Degrees of freedom <= 0 for slice";
    }
}
