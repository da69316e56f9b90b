//! `outer` and `at`.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Kind, Layout, Memory};
use crate::ops::assign::to_words_as;

use super::call::{call, report};
use super::cast::cast;
use super::errors::{FoldError, Warned};
use super::flags::Flags;
use super::kernel::{In, Loop};
use super::operand::{Fixed, Operand, Options, Outputs};
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
/// `places` says which elements, once the dtypes are found to do: an int64 array of their positions in the C order of `target`; see
/// [`crate::ops::index::element_numbers`]. `values` broadcasts to its shape; a unary ufunc takes none. Casts are `'unsafe'`, as NumPy's here.
/// Fails with `ValueError` where NumPy does, and as the ufunc does.
pub fn at(
    memory: &Memory,
    ufunc: &Ufunc,
    target: &Array,
    places: impl FnOnce() -> Result<Array>,
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
    let chosen = resolve(ufunc, &operands, &Fixed::Nothing, crate::memory::Casting::SameKind)?;
    let (types, out_type) = (chosen.inputs(), chosen.outputs()[0]);
    let places = &places()?;
    let second = types.get(1).copied().unwrap_or(DType::Bool);
    let size = second.itemsize();
    // The values, each as an element of the loop's dtype; one for all if it has no axes.
    let (elements, step) = match values {
        None => (vec![0], 0),
        Some(Operand::Array(array)) if array.ndim() > 0 => {
            let layout = array.layout().broadcast_to(&places.shape()).ok_or(FoldError::AtShape {})?;
            let view = array.view(layout, "at");
            let words = to_words_as(&view, second);
            (bytemuck::cast_slice(&words)[..view.size() * size].to_vec(), size)
        }
        Some(other) => (other.element(second, memory)?.bytes().to_vec(), 0),
    };
    crate::ops::warn_of_complex(out_type, target.dtype(), memory);
    let flags = places.with_slice::<i64, _>(|positions| {
        one_by_one(memory, ufunc, chosen, target, positions, (&elements, size, step))
    })?;
    // NumPy has loops of their own for the arrays of one axis that need no cast.
    let plain = target.ndim() == 1
        && places.ndim() <= 1
        && target.dtype() == types[0]
        && target.dtype() == out_type
        && matches!(out_type.kind(), Kind::Float)
        && out_type != DType::Float16
        && OWN_LOOPS.contains(&ufunc.name);
    report(memory, flags, Warned::of(if plain { ufunc.name } else { "at" }))
}

/// The ufuncs for which NumPy has loops over indices.
const OWN_LOOPS: [&str; 8] = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "fmax", "fmin"];

/// Computes the elements at these positions, one after the other. The values are bytes, `size` of each and `step` from one to the next.
fn one_by_one(
    memory: &Memory,
    ufunc: &Ufunc,
    chosen: &Loop,
    target: &Array,
    positions: &[i64],
    (elements, size, step): (&[u8], usize, usize),
) -> Result<Flags> {
    let layout = target.layout();
    let (own, first, out_type) = (target.dtype(), chosen.inputs()[0], chosen.outputs()[0]);
    let guard = target.write()?;
    let mut bytes = guard.bytes();
    let mut flags = Flags::NONE;
    if own == first && own == out_type {
        let mut each = Each { memory, chosen, layout: &layout, positions, elements, step, bytes: &mut bytes };
        if let Some(flags) = each.run(ufunc.name, own)? {
            return Ok(flags);
        }
    }
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
            cast(own, here, first, a);
        }
        let o: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut o)[..out_type.itemsize()];
        let b = &elements[k * step..(k * step + size).min(elements.len())];
        flags |= chosen.kernel.run(&[In::One(a), In::One(b)], &mut [o]);
        if own == out_type {
            here.copy_from_slice(o);
        } else {
            let mut room = [0u64; 2];
            let room: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut room)[..own.itemsize()];
            flags |= cast(out_type, o, own, room);
            here.copy_from_slice(room);
        }
    }
    Ok(flags)
}

/// Sums and differences one after the other where nothing is cast: what `at` is called for most, without a kernel's call for each.
struct Each<'a> {
    memory: &'a Memory,
    chosen: &'a Loop,
    layout: &'a Layout,
    positions: &'a [i64],
    elements: &'a [u8],
    /// The bytes from one value to the next.
    step: usize,
    bytes: &'a mut [u8],
}

impl Each<'_> {
    /// What happened on the way; `None` if nothing was done, because there is no short way.
    fn run(&mut self, name: &str, dtype: DType) -> Result<Option<Flags>> {
        let add = match name {
            "add" => true,
            "subtract" => false,
            _ => return Ok(None),
        };
        let done = dispatch!(dtype, integer T => if add {
            self.each(|a: T, b: T| a.wrapping_add(b), |_| false)
        } else {
            self.each(|a: T, b: T| a.wrapping_sub(b), |_| false)
        }, else => match (dtype, add) {
            (DType::Float32, true) => self.each(|a: f32, b| a + b, |o| !o.is_finite()),
            (DType::Float32, false) => self.each(|a: f32, b| a - b, |o| !o.is_finite()),
            (DType::Float64, true) => self.each(|a: f64, b| a + b, |o| !o.is_finite()),
            (DType::Float64, false) => self.each(|a: f64, b| a - b, |o| !o.is_finite()),
            _ => return Ok(None),
        });
        done.map(Some)
    }

    /// Where a result is odd, the kernel says what happened.
    fn each<T: bytemuck::Pod>(
        &mut self,
        operate: impl Fn(T, T) -> T,
        is_odd: impl Fn(T) -> bool,
    ) -> Result<Flags> {
        let size = size_of::<T>();
        let line = match (&self.layout.shape[..], &self.layout.strides[..]) {
            ([_], [stride]) => Some(*stride),
            _ => None,
        };
        let mut flags = Flags::NONE;
        for (n, positions) in self.positions.chunks(1 << 16).enumerate() {
            self.memory.check_interrupt()?;
            let first = n << 16;
            for (k, &position) in positions.iter().enumerate() {
                let place = match line {
                    Some(stride) => (self.layout.offset as isize + position as isize * stride) as usize,
                    None => byte_at(self.layout, position as usize),
                };
                let from = (first + k) * self.step;
                let here = &mut self.bytes[place..place + size];
                let (a, b) = (
                    bytemuck::pod_read_unaligned::<T>(here),
                    bytemuck::pod_read_unaligned::<T>(&self.elements[from..from + size]),
                );
                let result = operate(a, b);
                here.copy_from_slice(bytemuck::bytes_of(&result));
                if is_odd(result) {
                    let (a, b) = (In::One(bytemuck::bytes_of(&a)), In::One(bytemuck::bytes_of(&b)));
                    let mut room = [0u64; 2];
                    let room: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut room)[..size];
                    flags |= self.chosen.kernel.run(&[a, b], &mut [room]);
                }
            }
        }
        Ok(flags)
    }
}

/// Where the element stands that is `position`-th in C order.
fn byte_at(layout: &Layout, position: usize) -> usize {
    let mut rest = position;
    let mut at = layout.offset as isize;
    for (&n, &stride) in layout.shape.iter().zip(&layout.strides).rev() {
        at += (rest % n.max(1)) as isize * stride;
        rest /= n.max(1);
    }
    at as usize
}
