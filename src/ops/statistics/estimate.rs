//! Estimators of the width of the bins of a histogram.

use crate::error::Result;
use crate::memory::{Array, DType};
use crate::ops::product::dot;
use crate::ops::reduce::{self, Options as Reduce, Spread};
use crate::ops::ufunc::{Apply, Operand};

use super::along::Along;
use super::calc::{Calc, as_dtype, pick, to_f64};
use super::edges::{Bins, HistogramError, Range, distance};
use super::histogram::histogram;
use super::quantile::{How, Quantiles, quantile};

/// The names of the estimators.
const NAMES: [&str; 8] = ["auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges"];

/// Fails with `ValueError` unless there is an estimator of this name.
pub(super) fn check(name: &str) -> Result<()> {
    if NAMES.contains(&name) { Ok(()) } else { Err(HistogramError::Estimator { name: name.into() }.into()) }
}

/// The width of bins that the estimator of a name finds right for a vector of one or more elements.
pub(super) fn width(name: &str, x: &Array, range: &Range) -> Result<Operand> {
    let memory = x.memory();
    let calc = Calc(&memory);
    let n = x.size() as f64;
    let share = |by: f64| calc.div(&extent(x)?, &Operand::Scalar(crate::memory::Scalar::new(by)));
    match name {
        "sqrt" => share(n.sqrt()),
        "sturges" => share(n.log2() + 1.0),
        "rice" => calc.div(&extent(x)?, &Operand::Float(2.0 * n.powf(1.0 / 3.0))),
        "scott" => {
            let factor = (24.0 * std::f64::consts::PI.powf(0.5) / n).powf(1.0 / 3.0);
            calc.mul(&Operand::Float(factor), &deviation(x)?)
        }
        "stone" => stone(x, range),
        "doane" => doane(x),
        "fd" => freedman_diaconis(x),
        _ => {
            // Freedman and Diaconis, unless that is too fine, or Sturges if that is finer.
            let fd = freedman_diaconis(x)?;
            let (sturges, half) = (share(n.log2() + 1.0)?, calc.div(&share(n.sqrt())?, &Operand::Int(2))?);
            let (a, b) = (to_f64(&fd, &memory)?, to_f64(&half, &memory)?);
            let fd = if b > a { half } else { fd };
            let (a, b) = (to_f64(&fd, &memory)?, to_f64(&sturges, &memory)?);
            Ok(if b < a { sturges } else { fd })
        }
    }
}

/// The distance from the smallest to the largest element.
fn extent(x: &Array) -> Result<Operand> {
    let (high, low) = (reduce::max(x, &Reduce::default())?, reduce::min(x, &Reduce::default())?);
    distance(&high.into(), &low.into(), &x.memory())
}

fn deviation(x: &Array) -> Result<Operand> {
    Ok(reduce::std(x, &Reduce::default(), &Spread::default())?.into())
}

fn freedman_diaconis(x: &Array) -> Result<Operand> {
    let memory = x.memory();
    let calc = Calc(&memory);
    let quarters: Operand = Array::from_slice(&memory, &[2], &[75i64, 25], "array")?.into();
    super::quantile::check_real(x)?;
    let q = Quantiles::new(&quarters, true, &memory)?;
    let how = How { method: "linear", weights: None };
    let found = quantile(x, &q, &how, &Along::default())?.to_array(&memory)?;
    let between = calc.two("subtract", &pick(&found, 0, 0)?, &pick(&found, 0, 1)?)?;
    let twice = calc.mul(&Operand::Float(2.0), &between)?;
    calc.mul(&twice, &Operand::Float((x.size() as f64).powf(-1.0 / 3.0)))
}

fn doane(x: &Array) -> Result<Operand> {
    let memory = x.memory();
    let calc = Calc(&memory);
    let n = x.size() as f64;
    let sigma = deviation(x)?;
    if x.size() <= 2 || to_f64(&sigma, &memory)?.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
        return Ok(Operand::Float(0.0));
    }
    let spread = (6.0 * (n - 2.0) / ((n + 1.0) * (n + 3.0))).sqrt();
    let mean: Operand = reduce::mean(x, &Reduce::default())?.into();
    let apart = calc.sub(&x.clone().into(), &mean)?.to_array(&memory)?;
    let apply = Apply(&memory);
    apply.into("divide", &[apart.clone().into(), sigma], &apart)?;
    apply.into("power", &[apart.clone().into(), Operand::Int(3)], &apart)?;
    let skew: Operand = reduce::mean(&apart, &Reduce::default())?.into();
    let skew = calc.one("absolute", &skew)?;
    let scaled = calc.div(&skew, &Operand::Scalar(crate::memory::Scalar::new(spread)))?;
    let skewed = calc.one("log2", &calc.add(&Operand::Float(1.0), &scaled)?)?;
    let plain = Operand::Scalar(crate::memory::Scalar::new(1.0 + n.log2()));
    calc.div(&extent(x)?, &calc.add(&plain, &skewed)?)
}

fn stone(x: &Array, range: &Range) -> Result<Operand> {
    let memory = x.memory();
    let calc = Calc(&memory);
    let n = x.size();
    let extent = extent(x)?;
    let whole = to_f64(&extent, &memory)?;
    if n <= 1 || whole == 0.0 {
        return Ok(Operand::Int(0));
    }
    let loss = |bins: usize| -> Result<f64> {
        let (counts, _) = histogram(x, &Bins::Count(bins as i64), Some(range), false, None)?;
        let shares = calc.div(&counts.into(), &Operand::Int(n as i64))?.to_array(&memory)?;
        let shares = as_dtype(&shares, DType::Float64, "array")?;
        let squares = to_f64(&dot(&shares, &shares, None)?.into(), &memory)?;
        Ok((2.0 - (n as f64 + 1.0) * squares) / (whole / bins as f64))
    };
    let most = 100.max((n as f64).sqrt() as usize);
    let (mut best, mut least) = (1, loss(1)?);
    for bins in 2..=most {
        memory.check_interrupt()?;
        let found = loss(bins)?;
        if found < least {
            (best, least) = (bins, found);
        }
    }
    if best == most {
        memory.warn(HistogramError::Suboptimal {});
    }
    calc.div(&extent, &Operand::Int(best as i64))
}
