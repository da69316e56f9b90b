//! Running sums and products: `cumsum`, `cumprod`.

use crate::error::Result;
use crate::memory::{Array, DType, Fault, FpStatus, Init, Kind, Layout, Memory, Strides, promote};
use crate::ops::assign::{assign, fill_from, to_words_as};
use crate::ops::walk::axis_order;

use super::axes::normalize_axis;
use super::fold::{self, Loops, RAISED};
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
    scan(fold::sums(scan_dtype(array, dtype, out)), array, axis, out, "cumsum")
}

/// `np.cumprod(a, axis, dtype, out)`: running products, as [`cumsum`].
pub fn cumprod(
    array: &Array,
    axis: Option<isize>,
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Array> {
    scan(fold::products(scan_dtype(array, dtype, out)), array, axis, out, "cumprod")
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

fn scan(
    loops: &Loops,
    array: &Array,
    axis: Option<isize>,
    out: Option<&Array>,
    operation: &'static str,
) -> Result<Array> {
    let memory = array.memory();
    let input = array.layout();
    let size = loops.dtype.itemsize();
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
    let result = Array::with_layout(&memory, layout, loops.dtype, Init::Overwritten, operation)?;
    {
        // The operand is written to the result first, in its own order, and summed up in place.
        let flat = result.view(Layout::c(&input.shape, size), operation);
        fill_from(if input.ndim() == result.ndim() { &result } else { &flat }, array)?;
    }
    let suspicious = {
        let layout = result.layout();
        let guard = result.write()?;
        let mut bytes = guard.bytes();
        let items = &mut bytes[..layout.size() * size];
        scan_in_place(loops, items, &layout, axis, &memory)?;
        loops.watched.filter(|_| (loops.suspicious)(items))
    };
    memory.check_interrupt()?;
    if let Some(watched) = suspicious {
        // Once more, from the operand, with an eye on what goes wrong.
        let mut words = to_words_as(array, loops.dtype);
        let items = &mut bytemuck::cast_slice_mut(&mut words)[..array.size() * size];
        RAISED.set(FpStatus::NONE);
        scan_in_place(watched, items, &Layout::c(&result.shape(), size), axis, &memory)?;
        if RAISED.get().contains(FpStatus::OVERFLOW) {
            memory.fault(Fault::Over, ReduceError::OverflowInAccumulate {});
        }
        if RAISED.get().contains(FpStatus::INVALID) {
            memory.fault(Fault::Invalid, ReduceError::InvalidInAccumulate {});
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
fn scan_in_place(
    loops: &Loops,
    items: &mut [u8],
    layout: &Layout,
    axis: usize,
    memory: &Memory,
) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let size = loops.dtype.itemsize();
    let mut since = 0;
    let n = layout.shape[axis];
    let step = if n == 1 { size } else { layout.strides[axis] as usize };
    // Packed elements make groups of `n * step` bytes, in each of which `n` rows of `step` follow each other.
    for group in items.chunks_mut(n * step) {
        if step == size {
            // Each part begins with the last element of the one before.
            let mut from = 0;
            while from + 1 < n {
                let to = n.min(from + PATIENCE + 1);
                since += to - from;
                if since > PATIENCE {
                    since = 0;
                    memory.check_interrupt()?;
                }
                (loops.accumulate)(&mut group[from * size..to * size]);
                from = to - 1;
            }
            continue;
        }
        for row in 1..n {
            since += step / size;
            if since > PATIENCE {
                since = 0;
                memory.check_interrupt()?;
            }
            let (done, rest) = group.split_at_mut(row * step);
            (loops.accumulate_row)(&done[(row - 1) * step..], &mut rest[..step]);
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
