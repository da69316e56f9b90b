//! Running sums and products: `cumsum`, `cumprod`.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Init, Kind, Layout, Memory, Strides, promote};
use crate::ops::assign::{assign, fill_from, to_vec_as};
use crate::ops::cast::CastTarget;
use crate::ops::walk::axis_order;

use super::axes::normalize_axis;
use super::fold::{Add, Arith, Fold, Mul, RAISED, WatchedAdd, WatchedMul};
use super::named::accumulator;
use super::reduction::ReduceError;

/// `np.cumsum(a, axis, dtype, out)`: running sums along an axis, or over all elements in C order. As [`super::sum`] chooses its dtype.
///
/// Fails with `AxisError`, and with `ValueError` if `out` does not fit. Warns of overflow and invalid values.
pub fn cumsum(
    array: &Array,
    axis: Option<isize>,
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Array> {
    dispatch!(scan_dtype(array, dtype, out), T => scan::<T, Add, WatchedAdd>(array, axis, out, "cumsum"))
}

/// `np.cumprod(a, axis, dtype, out)`: running products, as [`cumsum`].
pub fn cumprod(
    array: &Array,
    axis: Option<isize>,
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Array> {
    dispatch!(scan_dtype(array, dtype, out), T => scan::<T, Mul, WatchedMul>(array, axis, out, "cumprod"))
}

fn scan_dtype(array: &Array, dtype: Option<DType>, out: Option<&Array>) -> DType {
    match (dtype, out) {
        (Some(dtype), _) => dtype,
        (None, Some(out)) => promote(out.dtype(), array.dtype()),
        (None, None) => match array.dtype().kind() {
            Kind::Bool | Kind::Int | Kind::UInt => accumulator(array.dtype()),
            Kind::Float | Kind::Complex => array.dtype(),
        },
    }
}

fn scan<T: CastTarget + Arith, F: Fold<T>, W: Fold<T>>(
    array: &Array,
    axis: Option<isize>,
    out: Option<&Array>,
    operation: &'static str,
) -> Result<Array> {
    let memory = array.memory();
    let input = array.layout();
    let size = size_of::<T>();
    if out.is_some_and(|out| !out.is_writeable()) {
        return Err(ReduceError::OutReadOnly {}.into());
    }
    if input.ndim() == 0 && out.is_some_and(|out| out.ndim() == 0) {
        return Err(ScanError::OutWithoutAxis {}.into());
    }
    let (layout, axis) = match axis {
        None => (Layout::c(&[input.size()], size), 0),
        Some(axis) if input.ndim() == 0 => (Layout::c(&[1], size), normalize_axis(axis, 1)?),
        Some(axis) => (scan_layout(&input, size), normalize_axis(axis, input.ndim())?),
    };
    if let Some(out) = out
        && out.shape() != layout.shape
    {
        return Err(ScanError::OutShape {}.into());
    }
    let result = Array::with_layout(&memory, layout, T::DTYPE, Init::Overwritten, operation)?;
    {
        // The operand is written to the result first, in its own order, and summed up in place.
        let flat = result.view(Layout::c(&input.shape, size), operation);
        fill_from(if input.ndim() == result.ndim() { &result } else { &flat }, array)?;
    }
    let suspicious = {
        let layout = result.layout();
        let guard = result.write()?;
        let mut bytes = guard.bytes();
        let count = layout.size();
        let items: &mut [T] = bytemuck::cast_slice_mut(&mut bytes[..count * size]);
        scan_in_place::<T, F>(items, &layout, axis, &memory)?;
        T::ROUNDS && items.iter().any(|&x| F::suspicious(x))
    };
    memory.check_interrupt()?;
    if suspicious {
        // Once more, from the operand, with an eye on what goes wrong.
        let mut items: Vec<T> = to_vec_as(array);
        RAISED.set(0);
        scan_in_place::<T, W>(&mut items, &Layout::c(&result.shape(), size), axis, &memory)?;
        if RAISED.get() & 1 != 0 {
            memory.fault(crate::memory::Fault::Over, ReduceError::OverflowInAccumulate {});
        }
        if RAISED.get() & 2 != 0 {
            memory.fault(crate::memory::Fault::Invalid, ReduceError::InvalidInAccumulate {});
        }
    }
    match out {
        Some(out) => {
            assign(out, &result)?;
            Ok(out.clone())
        }
        None => Ok(result),
    }
}

/// The packed layout of a running sum: the axes in the order of the operand's strides.
fn scan_layout(input: &Layout, size: usize) -> Layout {
    let mut strides = Strides::from_elem(0, input.ndim());
    let mut step = size as isize;
    for &axis in axis_order(&[input]).iter().rev() {
        strides[axis] = step;
        step *= input.shape[axis].max(1) as isize;
    }
    Layout { shape: input.shape.clone(), strides, offset: 0 }
}

/// How many elements are summed up between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 20;

/// Running folds along `axis` of packed elements. Fails only with `KeyboardInterrupt`.
fn scan_in_place<T: CastTarget, F: Fold<T>>(
    items: &mut [T],
    layout: &Layout,
    axis: usize,
    memory: &Memory,
) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let mut since = 0;
    let n = layout.shape[axis];
    let step = if n == 1 { 1 } else { layout.strides[axis] as usize / size_of::<T>() };
    // Packed elements make groups of `n * step`, in each of which `n` rows of `step` follow each other.
    for group in items.chunks_mut(n * step) {
        if step == 1 {
            let mut sum = group[0];
            for part in group[1..].chunks_mut(PATIENCE) {
                since += part.len();
                if since > PATIENCE {
                    since = 0;
                    memory.check_interrupt()?;
                }
                for x in part {
                    sum = F::store(F::step(F::load(sum), *x));
                    *x = sum;
                }
            }
            continue;
        }
        for row in 1..n {
            since += step;
            if since > PATIENCE {
                since = 0;
                memory.check_interrupt()?;
            }
            let (done, rest) = group.split_at_mut(row * step);
            let last = &done[(row - 1) * step..];
            for (x, &sum) in rest[..step].iter_mut().zip(last) {
                *x = F::store(F::step(F::load(sum), *x));
            }
        }
    }
    Ok(())
}

crate::error_kinds! {
    /// What can go wrong in a running sum.
    pub enum ScanError {
        /// `cumsum(1, out=zeros(()))`
        ValueError OutWithoutAxis {} = "Iterator input op_axes[0][0] (==0) is not a valid axis of op[0], which has 0 dimensions ";
        /// `cumsum([1, 2], out=zeros(3))`
        ValueError OutShape {} = "provided out is the wrong size for the accumulation.";
    }
}
