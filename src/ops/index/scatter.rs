//! Writing through an advanced index.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Layout, Order, for_each_run};
use crate::ops::assign;
use crate::ops::cast::CastTarget;
use crate::ops::walk::{BLOCK, push_run};

use super::error::IndexingError;
use super::fancy::{CheckOrder, Fancy, Places, Positions};
use super::gather::Runs;

/// Writes `value`, broadcast to the shape of the result of the index, to the elements it names.
pub(super) fn set(array: &Array, fancy: &Fancy, value: &Array) -> Result<()> {
    // Decide about overlap first, and read whatever lies in the same buffer whole.
    let value = if value.same_buffer(array) { assign::copy(value, Order::K)? } else { value.clone() };
    let fancy = apart(fancy, array)?;
    let spread = spread(&value.layout(), &fancy)?;
    fancy.check_bounds(CheckOrder::Memory)?;
    let guard = array.write()?;
    if spread.size() == 0 {
        return Ok(());
    }
    let (outer, inner) = split(&spread, fancy.outer.len());
    let memory = array.memory();
    let mut bytes = guard.bytes();
    dispatch!(array.dtype(), T => {
        if let Some(space) = fancy.inner() {
            let order: Vec<usize> = (0..fancy.outer.len()).collect();
            let walk = fancy.walk(&order, &[], None);
            let rows = rows::<T>(&value, &outer, &inner, space)?;
            fancy.with_places(&walk, fancy.offset, |places| {
                scatter_rows(places, &rows, space, &mut bytes, &memory)
            })
        } else {
            let (order, flipped) = fancy.write_order(&outer);
            let walk = fancy.walk(&order, &flipped, Some(&outer));
            let values = walk.cursor(fancy.operands.len() + 1, 0);
            let read = value.read();
            let source = read.bytes();
            let pull = T::puller(value.dtype());
            fancy.with_places(&walk, fancy.offset, |places| {
                let mut values = values;
                let mut cursor = places.cursor(0);
                let mut offsets = [0isize; BLOCK];
                let mut scratch = [T::default(); BLOCK];
                let mut left = walk.len();
                while left > 0 {
                    let n = left.min(BLOCK);
                    let (offsets, scratch) = (&mut offsets[..n], &mut scratch[..n]);
                    pull(&mut values, &source, scratch);
                    if cursor.next(offsets).is_err() {
                        break;
                    }
                    for (&at, v) in offsets.iter().zip(scratch.iter()) {
                        let at = at as usize;
                        bytes[at..at + size_of::<T>()].copy_from_slice(bytemuck::bytes_of(v));
                    }
                    left -= n;
                    memory.check_interrupt()?;
                }
                Ok(())
            })
        }
    })
}

/// The same index with every index array that lives in the buffer of `array` read beforehand.
fn apart(fancy: &Fancy, array: &Array) -> Result<Fancy> {
    let mut fancy = fancy.clone();
    for op in &mut fancy.operands {
        if let Positions::Array(index) = &op.positions
            && index.same_buffer(array)
        {
            op.positions = Positions::Array(assign::copy(index, Order::K)?);
        }
    }
    Ok(fancy)
}

/// The value broadcast to the result of the index, with the axes of the index arrays first.
fn spread(value: &Layout, fancy: &Fancy) -> Result<Layout> {
    let result = fancy.result_shape();
    let misfit = || IndexingError::Values { value: value.shape.clone(), result: result.clone() };
    let mut fitted = value.clone();
    if let Some(extra) = value.ndim().checked_sub(result.len())
        && extra > 0
    {
        // Leading axes may go if no element goes with them.
        if value.size() != value.shape[extra..].iter().product::<usize>() {
            return Err(misfit().into());
        }
        fitted.shape.drain(..extra);
        fitted.strides.drain(..extra);
    }
    let fitted = fitted.broadcast_to(&result).ok_or_else(misfit)?;
    let axes = fancy.result_axes();
    let mut back = axes.clone();
    for (to, &from) in axes.iter().enumerate() {
        back[from] = to;
    }
    Ok(fitted.permuted(&back))
}

/// The first `n` axes of a layout, and the others from the same offset.
fn split(layout: &Layout, n: usize) -> (Layout, Layout) {
    let part = |range: std::ops::Range<usize>| Layout {
        shape: layout.shape[range.clone()].into(),
        strides: layout.strides[range].into(),
        offset: layout.offset,
    };
    (part(0..n), part(n..layout.ndim()))
}

/// The values for a subspace at each position, in the dtype of the target and in the order in which it is written.
struct Rows<T> {
    data: Vec<T>,
    /// Elements in one subspace.
    length: usize,
    /// Where the row of each position stands, in C order of the positions.
    outer: Layout,
}

/// Reads a row once for each step along the outer axes that the value really has.
fn rows<T: CastTarget>(value: &Array, outer: &Layout, inner: &Layout, space: &Layout) -> Result<Rows<T>> {
    let order = space.k_order();
    let inner = inner.permuted(&order);
    let mut full = Layout { offset: outer.offset, shape: Default::default(), strides: Default::default() };
    let mut kept = Layout::c(&outer.shape, 1);
    for axis in 0..outer.ndim() {
        let repeated = outer.strides[axis] == 0;
        full.shape.push(if repeated { outer.shape[axis].min(1) } else { outer.shape[axis] });
        full.strides.push(outer.strides[axis]);
    }
    let length = inner.size();
    let mut step = 1;
    for axis in (0..outer.ndim()).rev() {
        kept.strides[axis] = if outer.strides[axis] == 0 { 0 } else { step };
        step *= full.shape[axis] as isize;
    }
    full.shape.extend_from_slice(&inner.shape);
    full.strides.extend_from_slice(&inner.strides);
    let target = Layout::c(&full.shape, size_of::<T>());
    let walk = crate::ops::walk::Walk::new(&[&target, &full]);
    let mut data = vec![T::default(); full.size()];
    let read = value.read();
    T::puller(value.dtype())(&mut walk.cursor(1, 0), &read.bytes(), &mut data);
    Ok(Rows { data, length, outer: kept })
}

fn scatter_rows<T: CastTarget>(
    places: &Places<'_>,
    rows: &Rows<T>,
    space: &Layout,
    bytes: &mut [u8],
    memory: &crate::memory::Memory,
) -> Result<()> {
    let runs = Runs::new(space);
    let mut layout = runs.layout.clone();
    let mut cursor = places.cursor(0);
    let mut offset = [0isize];
    let mut since = 0;
    let mut stopped = None;
    for_each_run(&rows.outer, rows.outer.ndim(), |row| {
        if stopped.is_some() || cursor.next(&mut offset).is_err() {
            return;
        }
        let row = &rows.data[row * rows.length..(row + 1) * rows.length];
        layout.offset = offset[0] as usize;
        let mut pieces = row.chunks_exact(runs.length);
        for_each_run(&layout, runs.axis, |at| {
            if let Some(piece) = pieces.next() {
                push_run(bytes, at as isize, runs.stride, piece);
            }
        });
        since += rows.length;
        if since > PATIENCE {
            since = 0;
            stopped = memory.check_interrupt().err();
        }
    });
    stopped.map_or(Ok(()), Err)
}

/// How many elements are written between two looks at Ctrl-C.
const PATIENCE: usize = 1 << 18;
