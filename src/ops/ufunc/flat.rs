//! The usual case without ceremony: one new output, and all arrays C contiguous and of one shape.

use std::cell::Ref;

use crate::error::Result;
use crate::memory::{Array, DType, Memory, Scalar, Shape};
use crate::ops::assign::PARALLEL_BYTES;
use crate::ops::walk::BLOCK;

use super::call::report;
use super::cast::{cast, loses};
use super::errors::Warned;
use super::flags::Flags;
use super::kernel::{In, Loop};
use super::operand::Operand;
use super::run::{PARALLEL_HEAVY, Scratch, room, scratch};
use super::table::Ufunc;

/// Results of up to this many bytes are computed on the stack.
const SMALL_BYTES: usize = 256;

/// An input: the bytes of its elements and their dtype, or one element for all. The second of a unary ufunc is none.
enum Flat<'a> {
    None,
    One(Scalar),
    Array(Ref<'a, [u8]>, DType),
}

/// Calls a ufunc if the case is the usual one and small enough for one thread; `None` if not.
pub(super) fn call_flat(
    memory: &Memory,
    ufunc: &Ufunc,
    chosen: &Loop,
    operands: &[Operand],
) -> Result<Option<Array>> {
    let &[dtype] = chosen.outputs() else { return Ok(None) };
    let types = chosen.inputs();
    let mut shape: Option<Shape> = None;
    for (operand, &to) in operands.iter().zip(types) {
        if let Operand::Array(array) = operand {
            let from = array.dtype();
            if !array.is_c_contiguous()
                || !array.is_aligned()
                || (from != to && (loses(from, to) || from.is_complex()))
            {
                return Ok(None);
            }
            match &shape {
                None => {
                    // NumPy's iterator, and with it the general case, lays out what it has to cast.
                    let own = array.shape();
                    if own.len() > 1 && from != to {
                        return Ok(None);
                    }
                    shape = Some(own);
                }
                Some(shape) if *shape != array.shape() || (shape.len() > 1 && from != to) => return Ok(None),
                Some(_) => {}
            }
        }
    }
    let Some(shape) = shape else { return Ok(None) };
    let n: usize = shape.iter().product();
    let widest = types.iter().map(|d| d.itemsize()).max().unwrap_or(1).max(dtype.itemsize());
    if n == 0 || n * widest >= PARALLEL_BYTES || (ufunc.heavy && n >= PARALLEL_HEAVY) {
        return Ok(None);
    }
    let read = |index: usize| match operands.get(index) {
        Some(Operand::Array(array)) => Some(array.read()),
        _ => None,
    };
    let reads = [read(0), read(1)];
    let input = |index: usize| -> Result<Flat<'_>> {
        Ok(match (operands.get(index), &reads[index]) {
            (Some(Operand::Array(array)), Some(read)) => {
                let (from, at) = (array.dtype(), read.layout().offset);
                Flat::Array(Ref::map(read.bytes(), |bytes| &bytes[at..at + n * from.itemsize()]), from)
            }
            (Some(other), _) => Flat::One(other.element(types[index], memory)?),
            (None, _) => Flat::None,
        })
    };
    let inputs = [input(0)?, input(1)?];
    let bytes = n * dtype.itemsize();
    let (out, flags) = if bytes <= SMALL_BYTES {
        let mut words = [0u64; SMALL_BYTES / 8];
        let words: &mut [u8] = &mut bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..bytes];
        let flags = run(chosen, &inputs, words, n);
        report(memory, flags, Warned::of(ufunc.name))?;
        let out = Array::overwritten(memory, &shape, dtype, ufunc.name)?;
        out.fill_new::<u8>(words);
        (out, Flags::NONE)
    } else {
        let out = Array::overwritten(memory, &shape, dtype, ufunc.name)?;
        let flags = run(chosen, &inputs, &mut out.write()?.bytes()[..bytes], n);
        (out, flags)
    };
    report(memory, flags, Warned::of(ufunc.name))?;
    Ok(Some(out))
}

/// Runs a kernel over `n` elements, block by block.
fn run(chosen: &Loop, inputs: &[Flat<'_>; 2], out: &mut [u8], n: usize) -> Flags {
    let size = out.len() / n;
    let space = |index: usize| match &inputs[index] {
        Flat::Array(_, from) if *from != chosen.input(index) => scratch(n.min(BLOCK), chosen.input(index)),
        _ => Scratch::new(),
    };
    let [mut a, mut b] = [space(0), space(1)];
    let mut flags = Flags::NONE;
    let mut done = 0;
    for block in out.chunks_mut(BLOCK * size) {
        let m = block.len() / size;
        let ins = [
            part(&inputs[0], &mut a, chosen.input(0), done, m),
            part(&inputs[1], &mut b, chosen.input(1), done, m),
        ];
        flags |= chosen.kernel.run(&ins, &mut [block]);
        done += m;
    }
    flags
}

/// `n` elements of an input from the `done`-th on, cast if need be.
#[inline]
fn part<'a>(input: &'a Flat<'_>, space: &'a mut Scratch, to: DType, done: usize, n: usize) -> In<'a> {
    match input {
        Flat::One(scalar) => In::One(scalar.bytes()),
        Flat::None => In::One(&[]),
        Flat::Array(bytes, from) => {
            let part = &bytes[done * from.itemsize()..(done + n) * from.itemsize()];
            if *from == to {
                return In::Slice(part);
            }
            let room = room(space, n, to);
            cast(*from, part, to, room);
            In::Slice(room)
        }
    }
}
