//! Statistics: averages and quantiles, differences, counts, correlations, and what of them leaves out NaN.

mod along;
mod average;
mod calc;
mod counts;
mod covariance;
mod difference;
mod edges;
mod estimate;
mod grid;
mod histogram;
mod interp;
mod method;
mod nan;
mod nan_quantile;
mod quantile;

pub use along::Along;
pub use average::{AverageError, average};
pub use calc::CalcError;
pub use counts::{CountError, bincount};
pub use covariance::{Covariance, CovarianceError, corrcoef, cov};
pub use difference::{DifferenceError, diff, ediff1d, gradient, trapezoid};
pub use edges::{Bins, HistogramError, Number, Range, histogram_bin_edges};
pub use grid::histogramdd;
pub use histogram::histogram;
pub use interp::{InterpError, Outside, interp, interp_dtype};
pub use method::MethodError;
pub use nan::{
    NanError, nan_arg, nan_extreme, nan_extreme_of_list, nancumprod, nancumsum, nanmean, nanprod, nanstd,
    nansum, nanvar,
};
pub use nan_quantile::{cumulative, nanmedian, nanquantile};
pub use quantile::{How, QuantileError, Quantiles, check_real, median, quantile};
