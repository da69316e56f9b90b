//! Statistics: averages and quantiles, differences, counts, correlations, and what of them leaves out NaN.

mod along;
mod average;
mod calc;
mod difference;
mod method;
mod quantile;

pub use along::Along;
pub use average::{AverageError, average};
pub use calc::CalcError;
pub use difference::{DifferenceError, diff, ediff1d, gradient, trapezoid};
pub use method::MethodError;
pub use quantile::{How, QuantileError, Quantiles, check_real, median, quantile};
