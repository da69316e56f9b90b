//! Basic indices: the common short ones without ceremony, and writing one value through any of them.

use crate::error::Result;
use crate::memory::{Array, Event, Layout, Scalar, Shape, Strides};
use crate::ops::assign;
use crate::ops::cast::cast_element;
use crate::ops::walk::Walk;
use crate::width;

use super::parse::{IndexItem, Plan, place, wrap};

/// The plan of the short basic indices that scripts are full of. `None` for any other index, and for one that is wrong.
#[inline]
pub(super) fn fast(layout: &Layout, items: &[IndexItem]) -> Option<Plan> {
    if items.is_empty() || items.len() > layout.ndim() {
        return None;
    }
    if items.len() == layout.ndim() {
        let mut at = layout.offset as isize;
        let mut all = true;
        for (axis, item) in items.iter().enumerate() {
            match item {
                IndexItem::Int(index) => {
                    at += wrap(*index, layout.shape[axis])? as isize * layout.strides[axis];
                }
                IndexItem::Slice(_) => {
                    all = false;
                    break;
                }
                _ => return None,
            }
        }
        if all {
            return Some(Plan::Element(at as usize));
        }
    }
    let mut out = Layout { shape: Shape::new(), strides: Strides::new(), offset: 0 };
    let mut at = layout.offset as isize;
    for (axis, item) in items.iter().enumerate() {
        let (n, stride) = (layout.shape[axis], layout.strides[axis]);
        match item {
            IndexItem::Int(index) => at += wrap(*index, n)? as isize * stride,
            IndexItem::Slice(slice) => {
                let (start, step, count) = slice.resolve(n).ok()?;
                at += start * stride;
                out.shape.push(count);
                out.strides.push(stride.wrapping_mul(step));
            }
            _ => return None,
        }
    }
    out.shape.extend_from_slice(&layout.shape[items.len()..]);
    out.strides.extend_from_slice(&layout.strides[items.len()..]);
    place(&mut out, layout, at);
    Some(Plan::View { layout: out, copied: false })
}

/// Writes `value` to a part of an array. What is contiguous on both sides and of one dtype is moved in one go, overlap or not.
pub(super) fn write(array: &Array, part: Layout, value: &Array) -> Result<()> {
    let itemsize = array.itemsize();
    let from = {
        let read = value.read();
        let layout = read.layout();
        let plain = value.dtype() == array.dtype()
            && layout.shape == part.shape
            && layout.is_c_contiguous(itemsize)
            && part.is_c_contiguous(itemsize);
        plain.then_some(layout.offset)
    };
    let n = part.size() * itemsize;
    let (Some(from), true) = (from, n < assign::PARALLEL_BYTES) else {
        return assign::assign_part(array, part, value);
    };
    let to = part.offset;
    let guard = array.write_part(part)?;
    array.memory().record_detail(|| Event::Moved { buffer: array.buffer().id(), bytes: n });
    if n == 0 {
        return Ok(());
    }
    if array.same_buffer(value) {
        guard.bytes().copy_within(from..from + n, to);
    } else {
        let read = value.read();
        guard.bytes()[to..to + n].copy_from_slice(&read.bytes()[from..from + n]);
    }
    Ok(())
}

/// Writes one value to the element at byte `at`.
pub(super) fn write_element(array: &Array, at: usize, value: &Scalar) -> Result<()> {
    let part = Layout { shape: Shape::new(), strides: Strides::new(), offset: at };
    let guard = array.write_part(part)?;
    let mut bytes = guard.bytes();
    let (size, value) = (array.itemsize(), cast_element(value.dtype(), value.bytes(), array.dtype()));
    bytes[at..at + size].copy_from_slice(&bytemuck::cast_slice(&value)[..size]);
    Ok(())
}

/// Writes one value to every element of a part of an array.
pub(super) fn fill(array: &Array, part: Layout, value: &Scalar) -> Result<()> {
    let walk = Walk::new(&[&part]);
    let guard = array.write_part(part)?;
    if walk.len() == 0 {
        return Ok(());
    }
    let memory = array.memory();
    let mut bytes = guard.bytes();
    let value = cast_element(value.dtype(), value.bytes(), array.dtype());
    width!(array.itemsize(), T => {
        let value: T = bytemuck::cast_slice(&value)[0];
        let n = walk.len();
        if let Some(at) = walk.contiguous(0, size_of::<T>())
            && let Ok(run) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[at..at + n * size_of::<T>()])
        {
            for chunk in run.chunks_mut(1 << 18) {
                chunk.fill(value);
                memory.check_interrupt()?;
            }
            return Ok(());
        }
        let block = [value; 256];
        let mut cursor = walk.cursor(0, 0);
        let mut left = n;
        while left > 0 {
            let most = left.min(block.len());
            cursor.push(&mut bytes, &block[..most]);
            left -= most;
            memory.check_interrupt()?;
        }
    });
    Ok(())
}
