//! `bincount`: how often each integer occurs.

use crate::error::Result;
use crate::memory::{Array, DType, filled, in_pieces};
use crate::ops::assign::to_vec_as;

/// `np.bincount(x, weights, minlength)` of a vector of integers: how often each number from zero on occurs, or the sum of its weights.
///
/// Fails with `ValueError` for negative numbers, and if the weights are not as many.
pub fn bincount(x: &Array, weights: Option<&Array>, minlength: usize) -> Result<Array> {
    let memory = x.memory();
    let numbers: Vec<i64> = to_vec_as(x);
    let Some(&most) = numbers.iter().max() else {
        return Array::zeros(&memory, &[minlength], DType::Int64, "bincount");
    };
    if numbers.iter().any(|&n| n < 0) {
        return Err(CountError::Negative {}.into());
    }
    let n = (most as usize + 1).max(minlength);
    if let Some(weights) = weights
        && weights.size() != numbers.len()
    {
        return Err(CountError::Weights {}.into());
    }
    // The limit on memory is asked before anything is counted.
    let dtype = if weights.is_some() { DType::Float64 } else { DType::Int64 };
    let out = Array::overwritten(&memory, &[n], dtype, "bincount")?;
    match weights {
        Some(weights) => out.fill_new(&sums(&numbers, &to_vec_as::<f64>(weights), n)),
        None => out.fill_new(&counts(&numbers, n)),
    }
    memory.check_interrupt()?;
    Ok(out)
}

/// How often each number below `n` occurs; others do not count.
pub(super) fn counts(numbers: &[i64], n: usize) -> Vec<i64> {
    let mut out = filled(n, 0);
    in_pieces(numbers, |numbers| {
        for &number in numbers {
            if let Some(count) = usize::try_from(number).ok().and_then(|number| out.get_mut(number)) {
                *count += 1;
            }
        }
    });
    out
}

/// The sum of the weights of each number below `n`; others do not count.
pub(super) fn sums(numbers: &[i64], weights: &[f64], n: usize) -> Vec<f64> {
    let mut out = filled(n, 0.0);
    let mut weights = weights.iter();
    in_pieces(numbers, |numbers| {
        for (&number, weight) in numbers.iter().zip(&mut weights) {
            if let Some(sum) = usize::try_from(number).ok().and_then(|number| out.get_mut(number)) {
                *sum += weight;
            }
        }
    });
    out
}

crate::error_kinds! {
    /// What cannot be counted.
    pub enum CountError {
        /// `bincount([-1])`
        ValueError Negative {} = "'list' argument must have no negative elements";
        /// `bincount([1, 2], [1])`
        ValueError Weights {} = "The weights and list don't have the same length.";
    }
}
