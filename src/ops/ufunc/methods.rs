//! `outer` and `at`.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Memory};
use crate::ops::cast::CastTarget;

use super::call::{call, report};
use super::cast::cast;
use super::errors::{FoldError, Warned};
use super::flags::Flags;
use super::kernel::In;
use super::operand::{Operand, Options, Outputs};
use super::resolve::resolve;
use super::table::Ufunc;

/// `ufunc.outer(a, b)`: the ufunc of each element of `a` with each of `b`. The shape is that of `a` followed by that of `b`.
///
/// Fails with `ValueError` unless the ufunc has two inputs, and as [`call`] does.
pub fn outer(memory: &Memory, ufunc: &Ufunc, a: &Operand, b: &Operand, options: &Options) -> Result<Outputs> {
    if ufunc.nin() != 2 {
        return Err(FoldError::OuterNotBinary {}.into());
    }
    let (Operand::Array(left), Operand::Array(right)) = (a, b) else {
        return call(memory, ufunc, &[a.clone(), b.clone()], options);
    };
    let mut layout = left.layout();
    for _ in 0..right.ndim() {
        layout = layout.insert_axis(layout.ndim());
    }
    let left = left.view(layout, "outer");
    call(memory, ufunc, &[Operand::Array(left), b.clone()], options)
}

/// `ufunc.at(target, indices, values)`: the ufunc on the chosen elements, one after the other, so that an element chosen twice is changed twice.
///
/// `places` says which elements: an int64 array of their positions in the C order of `target`, as the same index gives them from
/// `arange(target.size).reshape(target.shape)`. `values` broadcasts to its shape; a unary ufunc takes none. Casts are `'unsafe'`, as NumPy's here.
/// Fails with `ValueError` where NumPy does, and as the ufunc does.
pub fn at(
    memory: &Memory,
    ufunc: &Ufunc,
    target: &Array,
    places: &Array,
    values: Option<&Operand>,
) -> Result<()> {
    if ufunc.nout() != 1 {
        return Err(FoldError::AtNotSingle {}.into());
    }
    let mut operands: Vec<Operand> = vec![Operand::Array(target.clone())];
    operands.extend(values.cloned());
    if operands.len() != ufunc.nin() {
        return Err(super::call::wrong_count(ufunc, operands.len()));
    }
    let chosen = resolve(ufunc, &operands, None, crate::memory::Casting::SameKind)?;
    let (types, out_type) = (chosen.inputs(), chosen.outputs()[0]);
    let positions: Vec<i64> = crate::ops::assign::to_vec_as(places);
    let second = types.get(1).copied().unwrap_or(DType::Bool);
    let size = second.itemsize();
    // The values, each as an element of the loop's dtype; one for all if it has no axes.
    let (elements, step) = match values {
        None => (vec![0], 0),
        Some(Operand::Array(array)) if array.ndim() > 0 => {
            let layout = array.layout().broadcast_to(&places.shape()).ok_or(FoldError::AtShape {})?;
            let view = array.view(layout, "at");
            let bytes = dispatch!(second, T => {
                bytemuck::cast_slice::<T, u8>(&crate::ops::assign::to_vec_as::<T>(&view)).to_vec()
            });
            (bytes, size)
        }
        Some(other) => (other.element(second, memory)?.bytes().to_vec(), 0),
    };
    let layout = target.layout();
    let (own, first) = (target.dtype(), types[0]);
    let guard = target.write()?;
    let mut bytes = guard.bytes();
    let mut flags = Flags::NONE;
    for (k, &position) in positions.iter().enumerate() {
        if k % 4096 == 0 {
            memory.check_interrupt()?;
        }
        let place = byte_at(&layout, position as usize);
        let (mut a, mut o) = ([0u64; 2], [0u64; 2]);
        let a: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut a)[..first.itemsize()];
        let here = &mut bytes[place..place + own.itemsize()];
        if own == first {
            a.copy_from_slice(here);
        } else {
            dispatch!(first, T => a.copy_from_slice(bytemuck::bytes_of(&<T as CastTarget>::read(own, here))));
        }
        let o: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut o)[..out_type.itemsize()];
        let b = &elements[k * step..(k * step + size).min(elements.len())];
        flags = flags | chosen.kernel.run(&[In::One(a), In::One(b)], &mut [o]);
        if own == out_type {
            here.copy_from_slice(o);
        } else {
            let mut room = [0u64; 2];
            let room: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut room)[..own.itemsize()];
            flags = flags | cast(out_type, o, own, room);
            here.copy_from_slice(room);
        }
    }
    drop(bytes);
    report(memory, flags, Warned::of("at"))
}

/// Where the element stands that is `position`-th in C order.
fn byte_at(layout: &crate::memory::Layout, position: usize) -> usize {
    let mut rest = position;
    let mut at = layout.offset as isize;
    for (&n, &stride) in layout.shape.iter().zip(&layout.strides).rev() {
        at += (rest % n.max(1)) as isize * stride;
        rest /= n.max(1);
    }
    at as usize
}
