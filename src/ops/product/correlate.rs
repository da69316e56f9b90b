//! `np.correlate` and `np.convolve`: sums of products of two vectors, one moved along the other.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, f16, filled, promote};
use crate::ops::assign::to_vec_as;
use crate::ops::parallel;

use super::kernel::Product;

/// How far one vector is moved beyond the ends of the other: NumPy's `mode=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// `'valid'`: not at all.
    #[default]
    Valid,
    /// `'same'`: as far as makes the result as long as the longer one.
    Same,
    /// `'full'`: as long as one element meets one.
    Full,
}

/// `np.correlate(a, v, mode)` of vectors: `v` is conjugated.
///
/// Fails with `ValueError` if one is empty.
pub fn correlate(a: &Array, v: &Array, overlap: Overlap) -> Result<Array> {
    slide(a, v, overlap, true, "correlate")
}

/// `np.convolve(a, v, mode)` of vectors: one runs backwards.
///
/// Fails with `ValueError` if one is empty.
pub fn convolve(a: &Array, v: &Array, overlap: Overlap) -> Result<Array> {
    match (a.size(), v.size()) {
        (0, _) => Err(CorrelateError::ConvolveFirst {}.into()),
        (_, 0) => Err(CorrelateError::ConvolveSecond {}.into()),
        (m, n) if n > m => slide(v, a, overlap, false, "convolve"),
        _ => slide(a, v, overlap, false, "convolve"),
    }
}

fn slide(a: &Array, v: &Array, overlap: Overlap, correlated: bool, operation: &'static str) -> Result<Array> {
    match (a.size(), v.size()) {
        (0, _) => return Err(CorrelateError::First {}.into()),
        (_, 0) => return Err(CorrelateError::Second {}.into()),
        _ => {}
    }
    let memory = a.memory();
    let dtype = promote(a.dtype(), v.dtype());
    let interrupt = memory.interrupt_flag();
    if dtype == DType::Float16 {
        // NumPy adds the products up in float32 and rounds once.
        let sums = sums::<f32>(a, v, overlap, correlated, interrupt);
        memory.check_interrupt()?;
        let halves: Vec<f16> = sums.into_iter().map(f16::from_f32).collect();
        return Array::from_slice(&memory, &[halves.len()], &halves, operation);
    }
    dispatch!(dtype, T => {
        let sums = sums::<T>(a, v, overlap, correlated, interrupt);
        memory.check_interrupt()?;
        Array::from_slice(&memory, &[sums.len()], &sums, operation)
    })
}

fn sums<T: Product>(
    a: &Array,
    v: &Array,
    overlap: Overlap,
    correlated: bool,
    interrupt: &AtomicBool,
) -> Vec<T> {
    let (mut long, mut short): (Vec<T>, Vec<T>) = (to_vec_as(a), to_vec_as(v));
    if correlated {
        for x in &mut short {
            *x = x.conjugate();
        }
    } else {
        short.reverse();
    }
    let swapped = long.len() < short.len();
    if swapped {
        std::mem::swap(&mut long, &mut short);
    }
    let (m, n) = (long.len(), short.len());
    let (skip, length) = match overlap {
        Overlap::Valid => (n - 1, m - n + 1),
        Overlap::Same => (n - 1 - n / 2, m),
        Overlap::Full => (0, m + n - 1),
    };
    let mut out = filled(length, T::default());
    if length * n < PARALLEL {
        part(&long, &short, skip, &mut out, interrupt);
    } else {
        parallel::for_each(out.chunks_mut(CHUNK), &|k, out| {
            part(&long, &short, skip + k * CHUNK, out, interrupt);
        });
    }
    if swapped {
        out.reverse();
    }
    out
}

/// From this many multiplications on, a second thread is worth its start.
const PARALLEL: usize = 1 << 18;
/// How many sums are kept at hand.
const CHUNK: usize = 1 << 11;

/// The sums of the full overlap from the `first` one on. Each adds up its products in the order of the elements.
fn part<T: Product>(long: &[T], short: &[T], first: usize, out: &mut [T], interrupt: &AtomicBool) {
    let n = short.len();
    for (k, &x) in short.iter().enumerate() {
        if interrupt.load(Ordering::Relaxed) {
            return;
        }
        // Element `i` of the long one goes into sum `i + n - 1 - k`.
        let shift = n - 1 - k;
        let from = first.max(shift);
        let to = (first + out.len()).min(long.len() + shift);
        if from >= to {
            continue;
        }
        let sums = &mut out[from - first..to - first];
        for (sum, &y) in sums.iter_mut().zip(&long[from - shift..to - shift]) {
            *sum = sum.add_product(y, x);
        }
    }
}

crate::error_kinds! {
    /// What cannot be correlated.
    pub enum CorrelateError {
        /// `correlate([], [1])`
        ValueError First {} = "first array argument cannot be empty";
        /// `correlate([1], [])`
        ValueError Second {} = "second array argument cannot be empty";
        /// `convolve([], [1])`
        ValueError ConvolveFirst {} = "a cannot be empty";
        /// `convolve([1], [])`
        ValueError ConvolveSecond {} = "v cannot be empty";
    }
}
