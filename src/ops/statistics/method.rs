//! The methods of quantiles: where a quantile lies between the sorted elements, and how these are weighed.

use crate::error::Result;
use crate::memory::{Array, DType};
use crate::ops::assign::to_vec_as;
use crate::ops::ufunc::{Operand, Output, round};

use super::calc::{Calc, as_dtype};

/// NumPy's `method=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    InvertedCdf,
    AveragedInvertedCdf,
    ClosestObservation,
    InterpolatedInvertedCdf,
    Hazen,
    Weibull,
    Linear,
    MedianUnbiased,
    NormalUnbiased,
    Lower,
    Higher,
    Midpoint,
    Nearest,
}

impl Method {
    /// The method by its name. Fails with NumPy's `ValueError`.
    pub(super) fn from_name(name: &str) -> Result<Self> {
        Ok(match name {
            "inverted_cdf" => Self::InvertedCdf,
            "averaged_inverted_cdf" => Self::AveragedInvertedCdf,
            "closest_observation" => Self::ClosestObservation,
            "interpolated_inverted_cdf" => Self::InterpolatedInvertedCdf,
            "hazen" => Self::Hazen,
            "weibull" => Self::Weibull,
            "linear" => Self::Linear,
            "median_unbiased" => Self::MedianUnbiased,
            "normal_unbiased" => Self::NormalUnbiased,
            "lower" => Self::Lower,
            "higher" => Self::Higher,
            "midpoint" => Self::Midpoint,
            "nearest" => Self::Nearest,
            _ => return Err(MethodError::Unknown { name: name.into() }.into()),
        })
    }

    /// Where quantiles lie among `n` sorted elements: integers where one of these is meant, otherwise numbers in the dtype that NumPy computes
    /// them in.
    pub(super) fn virtual_indexes(self, n: usize, q: &Array) -> Result<Array> {
        let memory = q.memory();
        let calc = Calc(&memory);
        let q: Operand = if q.ndim() == 0 { q.item(&[]).into() } else { q.clone().into() };
        let n = n as i64;
        let linear = || calc.mul(&Operand::Int(n - 1), &q);
        let between = |alpha: Operand, beta: Operand| -> Result<Operand> {
            let rest = calc.sub(&calc.sub(&Operand::Int(1), &alpha)?, &beta)?;
            let share = calc.add(&alpha, &calc.mul(&q, &rest)?)?;
            calc.sub(&calc.add(&calc.mul(&Operand::Int(n), &q)?, &share)?, &Operand::Int(1))
        };
        let both = |x: f64| between(Operand::Float(x), Operand::Float(x));
        let whole = |places: &Operand| as_dtype(&calc.array(places)?, DType::Int64, "quantile");
        let scaled = || calc.sub(&calc.mul(&Operand::Int(n), &q)?, &Operand::Int(1));
        let found = match self {
            Self::Linear => linear()?,
            Self::Lower => return whole(&calc.one("floor", &linear()?)?),
            Self::Higher => return whole(&calc.one("ceil", &linear()?)?),
            Self::Nearest => {
                return match round(&calc.array(&linear()?)?, 0, None)? {
                    Output::Array(array) => whole(&array.into()),
                    Output::Scalar(scalar) => whole(&scalar.into()),
                };
            }
            Self::Midpoint => {
                let (low, high) = (calc.one("floor", &linear()?)?, calc.one("ceil", &linear()?)?);
                calc.mul(&Operand::Float(0.5), &calc.add(&low, &high)?)?
            }
            Self::InvertedCdf => return boundaries(&calc.array(&scaled()?)?, |gamma, _| gamma == 0.0),
            Self::ClosestObservation => {
                let places = calc.sub(&scaled()?, &Operand::Float(0.5))?;
                return boundaries(&calc.array(&places)?, |gamma, index| {
                    gamma == 0.0 && index.floor().rem_euclid(2.0) == 1.0
                });
            }
            Self::AveragedInvertedCdf => scaled()?,
            Self::InterpolatedInvertedCdf => between(Operand::Int(0), Operand::Int(1))?,
            Self::Hazen => both(0.5)?,
            Self::Weibull => between(Operand::Int(0), Operand::Int(0))?,
            Self::MedianUnbiased => both(1.0 / 3.0)?,
            Self::NormalUnbiased => both(3.0 / 8.0)?,
        };
        calc.array(&found)
    }

    /// Whether these places are those of elements, none of which is weighed with another.
    pub(super) fn takes(self, indexes: &Array) -> bool {
        match self {
            Self::Lower | Self::Higher | Self::Nearest | Self::InvertedCdf | Self::ClosestObservation => true,
            Self::Linear => indexes.dtype().is_integer(),
            _ => false,
        }
    }

    /// How much of the way from one element to the next a quantile lies.
    pub(super) fn gamma(self, indexes: &Array, previous: &Array) -> Result<Array> {
        let memory = indexes.memory();
        let calc = Calc(&memory);
        let gamma = calc.array(&calc.sub(&indexes.clone().into(), &previous.clone().into())?)?;
        let masked = |usual: f64, other: f64, test: &dyn Fn(usize, f64) -> bool| -> Result<Array> {
            let weights: Vec<f64> = to_vec_as::<f64>(&gamma)
                .into_iter()
                .enumerate()
                .map(|(i, x)| if test(i, x) { other } else { usual })
                .collect();
            Array::from_slice(&memory, &gamma.shape(), &weights, "quantile")
        };
        let gamma = match self {
            Self::AveragedInvertedCdf => masked(1.0, 0.5, &|_, x| x == 0.0)?,
            Self::Midpoint => {
                let places: Vec<f64> = to_vec_as(indexes);
                masked(0.5, 0.0, &|i, _| places[i].fract() == 0.0)?
            }
            _ => gamma,
        };
        as_dtype(&gamma, indexes.dtype(), "quantile")
    }
}

/// Each place rounded down if `down` says so of its fraction and itself, otherwise to the next; none negative.
fn boundaries(indexes: &Array, down: impl Fn(f64, f64) -> bool) -> Result<Array> {
    let places: Vec<i64> = to_vec_as::<f64>(indexes)
        .into_iter()
        .map(|index| {
            let previous = index.floor();
            let place = if down(index - previous, index) { previous } else { previous + 1.0 };
            (place as i64).max(0)
        })
        .collect();
    Array::from_slice(&indexes.memory(), &indexes.shape(), &places, "quantile")
}

crate::error_kinds! {
    /// What is no method of quantiles.
    pub enum MethodError {
        /// `quantile([1], 0.5, method='best')`
        ValueError Unknown { name: String } = "'{name}' is not a valid method. Use one of: dict_keys(['inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf', 'hazen', 'weibull', 'linear', 'median_unbiased', 'normal_unbiased', 'lower', 'higher', 'midpoint', 'nearest'])";
    }
}
