//! Writing through an advanced index.

use bytemuck::{Pod, Zeroable};
use rustc_hash::FxHashSet;

use crate::error::Result;
use crate::memory::{Array, DType, Layout, Order, Scalar, Shape, Strides, for_each_run};
use crate::ops::assign;
use crate::ops::cast::{Cast, cast_element};
use crate::ops::walk::{BLOCK, push_run};
use crate::width;

use super::error::IndexingError;
use super::fancy::{CheckOrder, Fancy, Places, Positions};
use super::gather::Runs;
use super::parse::{IndexItem, Plan, plan};

/// `array[index] = value` for one axis, plain int64 indices in one run and one value or as many values of the same dtype: what scripts do most.
/// `false` for anything else, with nothing done.
pub(super) fn set_line(array: &Array, index: &Array, value: &LineValue<'_>) -> Result<bool> {
    if index.dtype() != DType::Int64
        || index.ndim() != 1
        || array.ndim() != 1
        || !index.is_c_contiguous()
        || index.same_buffer(array)
    {
        return Ok(false);
    }
    let layout = array.layout();
    let (length, stride, base) = (layout.shape[0], layout.strides[0], layout.offset as isize);
    let places = index.read();
    let place_bytes = places.bytes();
    let (start, n) = (places.layout().offset, places.layout().shape[0]);
    let Ok(numbers) = bytemuck::try_cast_slice::<u8, i64>(&place_bytes[start..start + n * 8]) else {
        return Ok(false);
    };
    let copied;
    let value = match value {
        LineValue::Each(values)
            if values.dtype() != array.dtype() || values.ndim() != 1 || values.size() != n =>
        {
            return Ok(false);
        }
        LineValue::Each(values) if values.same_buffer(array) => {
            copied = assign::copy(values, Order::K)?;
            &LineValue::Each(&copied)
        }
        _ => value,
    };
    let outside = |&i: &i64| (if i < 0 { i.wrapping_add(length as i64) } else { i }) as u64 >= length as u64;
    if let Some(&index) = numbers.iter().find(|i| outside(i)) {
        return Err(IndexingError::OutOfBounds { index, axis: 0, size: length }.into());
    }
    let guard = array.write()?;
    let mut bytes = guard.bytes();
    let wrapped = numbers.iter().map(|&i| if i < 0 { i + length as i64 } else { i } as isize);
    width!(array.itemsize(), T => {
        let run = base as usize..base as usize + length * size_of::<T>();
        if let (true, LineValue::One(value)) = (stride == size_of::<T>() as isize, value)
            && let Some(run) = bytes.get_mut(run)
            && let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(run)
        {
            let value: T = bytemuck::cast_slice(&cast_element(value.dtype(), value.bytes(), array.dtype()))[0];
            wrapped.for_each(|place| items[place as usize] = value);
            return Ok(true);
        }
        let mut write = |place: isize, value: &T| {
            let at = (base + place * stride) as usize;
            bytes[at..at + size_of::<T>()].copy_from_slice(bytemuck::bytes_of(value));
        };
        match value {
            LineValue::One(value) => {
                let value: T = bytemuck::cast_slice(&cast_element(value.dtype(), value.bytes(), array.dtype()))[0];
                wrapped.for_each(|place| write(place, &value));
            }
            LineValue::Each(values) => assign::with_words::<T, _>(values, values.dtype(), |values| {
                wrapped.zip(values).for_each(|(place, value)| write(place, value));
            }),
        }
    });
    Ok(true)
}

/// What [`set_line`] writes.
pub(super) enum LineValue<'a> {
    One(&'a Scalar),
    Each(&'a Array),
}

/// Writes `value`, broadcast to the shape of the result of the index, to the elements it names.
pub(super) fn set(array: &Array, fancy: &Fancy, value: &Array) -> Result<()> {
    // Decide about overlap first, and read whatever lies in the same buffer whole.
    let value = if value.same_buffer(array) { assign::copy(value, Order::K)? } else { value.clone() };
    let fancy = apart(fancy, array)?;
    let spread = spread(&value.layout(), &fancy)?;
    crate::ops::warn_of_complex(value.dtype(), array.dtype(), &array.memory());
    fancy.check_bounds(CheckOrder::Memory)?;
    let guard = array.write()?;
    if spread.size() == 0 {
        return Ok(());
    }
    super::warn_of_faults(array, &value)?;
    let (outer, inner) = split(&spread, fancy.outer.len());
    let memory = array.memory();
    let mut bytes = guard.bytes();
    width!(array.itemsize(), T => {
        if let Some(space) = fancy.inner() {
            let order: Vec<usize> = (0..fancy.outer.len()).collect();
            let walk = fancy.walk(&order, &[], None);
            let rows = rows::<T>(&value, array.dtype(), &outer, &inner, space);
            fancy.with_places(&walk, fancy.offset, |places| {
                scatter_rows(places, &rows, space, &mut bytes, &memory)
            })
        } else {
            let (order, flipped) = fancy.write_order(&outer);
            let walk = fancy.walk(&order, &flipped, Some(&outer));
            let values = walk.cursor(fancy.operands.len() + 1, 0);
            let read = value.read();
            let source = read.bytes();
            let cast = Cast::new(value.dtype(), array.dtype());
            fancy.with_places(&walk, fancy.offset, |places| {
                let mut values = values;
                let mut cursor = places.cursor(0);
                let mut left = walk.len();
                let mut offsets = vec![0isize; BLOCK.min(left)];
                let mut scratch = vec![<T as Zeroable>::zeroed(); BLOCK.min(left)];
                while left > 0 {
                    let n = left.min(BLOCK);
                    let (offsets, scratch) = (&mut offsets[..n], &mut scratch[..n]);
                    cast.pull(&mut values, &source, bytemuck::cast_slice_mut(scratch));
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

/// Whether an index with integer arrays names an element of the array more than once. What it names is not looked at otherwise.
pub fn names_twice(array: &Array, items: &[IndexItem]) -> Result<bool> {
    let Plan::Fancy(fancy) = plan(&array.layout(), items)? else { return Ok(false) };
    fancy.check_bounds(CheckOrder::Memory)?;
    if fancy.result_shape().contains(&0) {
        // What names no element may stand anywhere, outside of its buffer too.
        return Ok(false);
    }
    let order: Vec<usize> = (0..fancy.outer.len()).collect();
    let walk = fancy.walk(&order, &[], None);
    let itemsize = array.itemsize();
    let mut seen = Seen::new(array.buffer().len() / itemsize + 1, walk.len());
    fancy.with_places(&walk, fancy.offset, |places| {
        let mut cursor = places.cursor(0);
        let mut left = walk.len();
        let mut offsets = vec![0isize; BLOCK.min(left)];
        while left > 0 {
            let n = left.min(BLOCK);
            if cursor.next(&mut offsets[..n]).is_err() {
                break;
            }
            for &at in &offsets[..n] {
                if !seen.insert(at as usize / itemsize) {
                    return Ok(true);
                }
            }
            left -= n;
        }
        Ok(false)
    })
}

/// The places met so far: a bit for each of the buffer where that is no more memory than the places themselves take, else the places alone, so
/// that two places in a large buffer cost two places.
enum Seen {
    Bits(Vec<u64>),
    Places(FxHashSet<usize>),
}

impl Seen {
    fn new(all: usize, met: usize) -> Self {
        let words = all.div_ceil(64);
        if words <= met {
            Self::Bits(crate::memory::filled(words, 0))
        } else {
            Self::Places(FxHashSet::default())
        }
    }

    /// Whether the place was not there before.
    fn insert(&mut self, place: usize) -> bool {
        match self {
            Self::Bits(words) => {
                let (word, bit) = (&mut words[place / 64], 1 << (place % 64));
                let new = *word & bit == 0;
                *word |= bit;
                new
            }
            Self::Places(places) => places.insert(place),
        }
    }
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
fn rows<T: Pod>(value: &Array, dtype: DType, outer: &Layout, inner: &Layout, space: &Layout) -> Rows<T> {
    let order = space.k_order();
    let inner = inner.permuted(&order);
    let mut full = Layout { offset: outer.offset, shape: Shape::new(), strides: Strides::new() };
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
    let mut data = crate::memory::filled(full.size(), T::zeroed());
    let read = value.read();
    Cast::new(value.dtype(), dtype).pull(
        &mut walk.cursor(1, 0),
        &read.bytes(),
        bytemuck::cast_slice_mut(&mut data),
    );
    Rows { data, length, outer: kept }
}

fn scatter_rows<T: Pod>(
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
    if layout.ndim() == 1 && runs.stride.unsigned_abs() >= 64 {
        return scatter_columns(places, rows, &runs, bytes, memory);
    }
    let mut since = 0;
    let mut stopped = None;
    for_each_run(&rows.outer, rows.outer.ndim(), &mut |row| {
        if stopped.is_some() || cursor.next(&mut offset).is_err() {
            return;
        }
        let row = &rows.data[row * rows.length..(row + 1) * rows.length];
        layout.offset = offset[0] as usize;
        let mut pieces = row.chunks_exact(runs.length);
        for_each_run(&layout, runs.axis, &mut |at| {
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

/// The same for runs whose elements lie far apart: several of them abreast, since neighbours often share their cache lines.
fn scatter_columns<T: Pod>(
    places: &Places<'_>,
    rows: &Rows<T>,
    runs: &Runs,
    bytes: &mut [u8],
    memory: &crate::memory::Memory,
) -> Result<()> {
    const ABREAST: usize = 16;
    let mut starts = crate::memory::with_room(rows.outer.size());
    for_each_run(&rows.outer, rows.outer.ndim(), &mut |row| starts.push(row * rows.length));
    let mut cursor = places.cursor(0);
    for starts in starts.chunks(ABREAST) {
        let mut offsets = [0isize; ABREAST];
        let offsets = &mut offsets[..starts.len()];
        if cursor.next(offsets).is_err() {
            break;
        }
        for row in 0..rows.length {
            let step = row as isize * runs.stride;
            for (&at, &start) in offsets.iter().zip(starts) {
                let at = (at + step) as usize;
                let value = &rows.data[start + row];
                bytes[at..at + size_of::<T>()].copy_from_slice(bytemuck::bytes_of(value));
            }
        }
        memory.check_interrupt()?;
    }
    Ok(())
}

/// How many elements are written between two looks at Ctrl-C.
const PATIENCE: usize = 1 << 18;
