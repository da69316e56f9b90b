//! `reduce`, `accumulate` and `reduceat` for any ufunc of two inputs: the general form, element after element along the axis.
//!
//! `src/ops` has faster ways for the reductions that people use (sums, products, extremes, truth); these here are for all the rest, and
//! agree with NumPy on dtypes, identities, masks and errors.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Bool, DType, Init, Layout, Memory, Order, Scalar, Shape};
use crate::ops::assign::{assign, copy};
use crate::ops::reduce::spread_mask;
use crate::ops::walk::{BLOCK, Cursor, Walk, axis_order};

use super::call::report;
use super::cast::{cast, pull, push};
use super::errors::{FoldError, Warned, Warning};
use super::flags::Flags;
use super::kernel::{In, Loop};
use super::operand::{Operand, Output, cast_scalar};
use super::resolve::resolve_fold;
use super::table::{Identity, Ufunc};

/// What a reduction starts from.
#[derive(Clone, Debug, Default)]
pub enum Initial {
    /// The identity of the ufunc, if it has one.
    #[default]
    Identity,
    /// `initial=None`: the first element.
    First,
    /// `initial=x`
    Value(Operand),
}

/// The keyword arguments of `ufunc.reduce`.
#[derive(Clone, Debug, Default)]
pub struct ReduceOptions {
    /// `axis=`: `None` for all axes. NumPy's default is `(0,)`.
    pub axis: Option<SmallVec<[i64; 4]>>,
    /// `dtype=`: that of the computation.
    pub dtype: Option<DType>,
    /// `out=`
    pub out: Option<Array>,
    /// `keepdims=`
    pub keepdims: bool,
    /// `initial=`
    pub initial: Initial,
    /// `where=`: a bool array that broadcasts to the shape of the operand.
    pub where_: Option<Array>,
}

/// `axis` as an index, counted from the end if negative.
pub(super) fn normal_axis(axis: i64, ndim: usize) -> Result<usize> {
    let index = if axis < 0 { axis + ndim as i64 } else { axis };
    usize::try_from(index).ok().filter(|&i| i < ndim).ok_or_else(|| FoldError::Axis { axis, ndim }.into())
}

/// Checks that a ufunc folds: two inputs, one output.
fn check_binary(ufunc: &Ufunc, method: &'static str) -> Result<()> {
    if ufunc.nin() != 2 {
        return Err(FoldError::NotBinary { method }.into());
    }
    if ufunc.nout() != 1 {
        return Err(FoldError::NotSingle { method }.into());
    }
    Ok(())
}

/// The identity as an element of `dtype`.
fn identity(ufunc: &Ufunc, dtype: DType) -> Option<Scalar> {
    let scalar = match ufunc.identity {
        Identity::None => return None,
        Identity::Zero => Scalar::new(0i8),
        Identity::One => Scalar::new(1i8),
        Identity::True => Scalar::new(Bool::from(true)),
        Identity::False => Scalar::new(Bool::from(false)),
        Identity::MinusOne => Scalar::new(-1i8),
        Identity::MinusInfinity => Scalar::new(f64::NEG_INFINITY),
    };
    Some(cast_scalar(&scalar, dtype))
}

/// A loop that folds: `acc = f(acc, element)`, with both of its one dtype, and what it raised.
struct Fold {
    chosen: &'static Loop,
    dtype: DType,
    flags: Flags,
}

impl Fold {
    fn new(chosen: &'static Loop) -> Self {
        Self { chosen, dtype: chosen.outputs()[0], flags: Flags::NONE }
    }

    /// `acc = f(acc, elements)`, element by element of both.
    fn step(&mut self, acc: &mut [u8], scratch: &mut Vec<u64>, elements: &[u8]) {
        let words = acc.len().div_ceil(8);
        scratch.resize(words.max(scratch.len()), 0);
        let copy: &mut [u8] = &mut bytemuck::cast_slice_mut(scratch.as_mut_slice())[..acc.len()];
        copy.copy_from_slice(acc);
        self.flags |= self.chosen.kernel.run(&[In::Slice(copy), In::Slice(elements)], &mut [acc]);
    }

    /// `acc = f(acc, element)` for one of each.
    fn step_one(&mut self, acc: &mut [u64; 2], element: &[u8]) {
        let before = *acc;
        let size = self.dtype.itemsize();
        let ins = [In::One(&bytemuck::cast_slice(&before)[..size]), In::One(element)];
        let out = &mut bytemuck::cast_slice_mut(acc)[..size];
        self.flags |= self.chosen.kernel.run(&ins, &mut [out]);
    }
}

/// The axes of a layout, those in `last` at the end.
fn to_the_end(layout: &Layout, last: &[usize]) -> Layout {
    let mut axes: SmallVec<[usize; 4]> = (0..layout.ndim()).filter(|a| !last.contains(a)).collect();
    axes.extend_from_slice(last);
    layout.permuted(&axes)
}

/// The axes of a layout, those in `first` at the front.
fn to_the_front(layout: &Layout, first: &[usize]) -> Layout {
    let mut axes: SmallVec<[usize; 4]> = first.into();
    axes.extend((0..layout.ndim()).filter(|a| !first.contains(a)));
    layout.permuted(&axes)
}

/// Calls `f` with the elements of an array in the C order of `layout`, cast to `dtype`, at most `most` (a divisor of their number or a block) at
/// a time.
fn blocks(
    array: &Array,
    layout: &Layout,
    dtype: DType,
    most: usize,
    mut f: impl FnMut(&[u8], Flags) -> Result<()>,
) -> Result<()> {
    if array.dtype().is_complex() && !dtype.is_complex() && dtype != DType::Bool {
        array.memory().warn(Warning::Discards {});
    }
    let order = Layout::c(&layout.shape, 1);
    let walk = Walk::new(&[&order, layout]);
    let read = array.read();
    let bytes = read.bytes();
    let mut cursor: Cursor<'_> = walk.cursor(1, 0);
    let mut left = layout.size();
    let mut words = vec![0u64; (left.min(most) * dtype.itemsize()).div_ceil(8)];
    while left > 0 {
        let n = left.min(most);
        let room = &mut bytemuck::cast_slice_mut(words.as_mut_slice())[..n * dtype.itemsize()];
        let flags = pull(&mut cursor, &bytes, array.dtype(), dtype, room);
        f(room, flags)?;
        left -= n;
        array.memory().check_interrupt()?;
    }
    Ok(())
}

/// The dtype that `ufunc.reduce(array, dtype=…)` computes in, which `initial=` is converted to. Fails as the reduction does.
pub fn folded_in(ufunc: &Ufunc, array: &Array, dtype: Option<DType>) -> Result<DType> {
    check_binary(ufunc, "reduce")?;
    Ok(resolve_fold(ufunc, array.dtype(), dtype)?.outputs()[0])
}

/// `ufunc.reduce(array, …)`. The result is a scalar if it has no axes and no `out` was given.
///
/// Fails with `AxisError`, with `ValueError` where there is nothing to start from or the axes are several and the order matters, and as the ufunc does.
pub fn reduce(memory: &Memory, ufunc: &Ufunc, array: &Array, options: &ReduceOptions) -> Result<Output> {
    check_binary(ufunc, "reduce")?;
    let layout = array.layout();
    let axes = reduced_axes(options, layout.ndim())?;
    let reorderable = ufunc.identity != Identity::None || is_extreme(ufunc);
    let chosen = resolve_fold(ufunc, array.dtype(), options.dtype)?;
    if axes.len() > 1 && !reorderable {
        return Err(FoldError::NotReorderable { name: ufunc.name }.into());
    }
    let dtype = chosen.outputs()[0];
    let kept: Shape =
        layout.shape.iter().enumerate().filter(|(a, _)| !axes.contains(a)).map(|(_, &n)| n).collect();
    let start = match &options.initial {
        Initial::Identity => identity(ufunc, dtype),
        Initial::First => None,
        Initial::Value(operand) => Some(operand.element(dtype, memory)?),
    };
    if options.where_.is_some() && start.is_none() {
        return Err(FoldError::WhereNeedsInitial { name: ufunc.name }.into());
    }
    let along: usize = axes.iter().map(|&a| layout.shape[a]).product();
    let many: usize = kept.iter().product();
    if along == 0 && start.is_none() {
        return Err(FoldError::Empty { name: ufunc.name }.into());
    }
    let mut fold = Fold::new(chosen);
    let acc = fold_axes(&mut fold, array, &axes, many, along, start, options.where_.as_ref())?;
    report(memory, fold.flags, Warned::of("reduce"))?;
    let result = pack(memory, ufunc, &acc, dtype, &layout, &axes, options.keepdims)?;
    finish(result, &layout, options)
}

/// Whether the order of a reduction does not matter though there is no identity.
fn is_extreme(ufunc: &Ufunc) -> bool {
    matches!(ufunc.name, "maximum" | "minimum" | "fmax" | "fmin")
}

/// The axes to reduce, each once.
fn reduced_axes(options: &ReduceOptions, ndim: usize) -> Result<SmallVec<[usize; 4]>> {
    let Some(axes) = &options.axis else { return Ok((0..ndim).collect()) };
    if ndim == 0 && matches!(axes.as_slice(), [0 | -1]) {
        return Ok(SmallVec::new());
    }
    let mut out: SmallVec<[usize; 4]> = SmallVec::new();
    for &axis in axes {
        let axis = normal_axis(axis, ndim)?;
        if out.contains(&axis) {
            return Err(FoldError::DuplicateAxis {}.into());
        }
        out.push(axis);
    }
    out.sort_unstable();
    Ok(out)
}

/// Folds along axes: `many` accumulators, in C order of the other axes, in words.
fn fold_axes(
    fold: &mut Fold,
    array: &Array,
    axes: &[usize],
    many: usize,
    along: usize,
    start: Option<Scalar>,
    mask: Option<&Array>,
) -> Result<Vec<u64>> {
    let (dtype, size) = (fold.dtype, fold.dtype.itemsize());
    let layout = array.layout();
    let mut acc = crate::memory::filled((many * size).div_ceil(8), 0u64);
    let results: &mut [u8] = &mut bytemuck::cast_slice_mut(acc.as_mut_slice())[..many * size];
    if let Some(start) = start {
        results.chunks_exact_mut(size).for_each(|r| r.copy_from_slice(start.bytes()));
    }
    let mask = mask.map(|mask| spread_mask(mask, &layout.shape).map(|chosen| (mask, chosen))).transpose()?;
    if many * along == 0 {
        return Ok(acc);
    }
    let mut fresh = start.is_none();
    if let Some((mask, chosen)) = mask {
        let mut marks: Vec<u8> = crate::memory::with_room(many * along);
        blocks(mask, &to_the_end(&chosen, axes), DType::Bool, BLOCK, |part, _| {
            marks.extend_from_slice(part);
            Ok(())
        })?;
        let mut at = 0;
        blocks(array, &to_the_end(&layout, axes), dtype, BLOCK, |part, lost| {
            fold.flags |= lost;
            for element in part.chunks_exact(size) {
                if marks[at] != 0 {
                    let place = at / along * size;
                    let mut one = [0u64; 2];
                    bytemuck::cast_slice_mut::<u64, u8>(&mut one)[..size]
                        .copy_from_slice(&results[place..place + size]);
                    fold.step_one(&mut one, element);
                    results[place..place + size].copy_from_slice(&bytemuck::cast_slice(&one)[..size]);
                }
                at += 1;
            }
            Ok(())
        })?;
    } else if many >= 8 {
        // Rows of accumulators at a time.
        let mut scratch = Vec::new();
        blocks(array, &to_the_front(&layout, axes), dtype, many, |row, lost| {
            fold.flags |= lost;
            if std::mem::take(&mut fresh) {
                results.copy_from_slice(row);
            } else {
                fold.step(results, &mut scratch, row);
            }
            Ok(())
        })?;
    } else {
        let mut at = 0;
        let mut one = [0u64; 2];
        blocks(array, &to_the_end(&layout, axes), dtype, BLOCK, |part, lost| {
            fold.flags |= lost;
            for element in part.chunks_exact(size) {
                let place = at / along * size;
                let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut one);
                if at % along == 0 {
                    bytes[..size].copy_from_slice(if start.is_some() {
                        &results[place..place + size]
                    } else {
                        element
                    });
                }
                if at % along != 0 || start.is_some() {
                    fold.step_one(&mut one, element);
                }
                at += 1;
                if at % along == 0 {
                    results[place..place + size].copy_from_slice(&bytemuck::cast_slice(&one)[..size]);
                }
            }
            Ok(())
        })?;
    }
    Ok(acc)
}

/// A packed layout of this shape, its axes in the order of the source's.
fn ordered(source: &Layout, shape: &Shape, size: usize) -> Layout {
    let mut layout = Layout::c(shape, size);
    let mut step = size as isize;
    for &axis in axis_order(&[source]).iter().rev() {
        layout.strides[axis] = if shape.contains(&0) { 0 } else { step };
        step *= shape[axis].max(1) as isize;
    }
    layout
}

/// The accumulators as a new array, its axes laid out in the order of the operand's.
fn pack(
    memory: &Memory,
    ufunc: &Ufunc,
    acc: &[u64],
    dtype: DType,
    source: &Layout,
    axes: &[usize],
    keepdims: bool,
) -> Result<Array> {
    let size = dtype.itemsize();
    let mut shape = source.shape.clone();
    for &axis in axes {
        shape[axis] = 1;
    }
    // The reduced axes take part, with length one: `keepdims` shows their strides.
    let whole = ordered(source, &shape, size);
    let others: SmallVec<[usize; 4]> = (0..source.ndim()).filter(|a| keepdims || !axes.contains(a)).collect();
    let layout = whole.permuted(&others);
    let out = Array::with_layout(memory, layout, dtype, Init::Overwritten, ufunc.name)?;
    write_c(&out, &out.layout(), dtype, &bytemuck::cast_slice(acc)[..out.size() * size])?;
    Ok(out)
}

/// Writes values, in the C order of `layout`, cast to the dtype of the array.
fn write_c(array: &Array, layout: &Layout, from: DType, values: &[u8]) -> Result<()> {
    if layout.size() == 0 {
        return Ok(());
    }
    let order = Layout::c(&layout.shape, 1);
    let walk = Walk::new(&[&order, layout]);
    let to = array.dtype();
    let guard = array.write()?;
    let mut cursor = walk.cursor(1, 0);
    let mut words = [0u64; 2 * BLOCK];
    for block in values.chunks(BLOCK * from.itemsize()) {
        let room = &mut bytemuck::cast_slice_mut(&mut words)[..block.len() / from.itemsize() * to.itemsize()];
        cast(from, block, to, room);
        push(&mut cursor, &mut guard.bytes(), to, room);
    }
    Ok(())
}

/// The result: in `out` if there is one, a scalar if it has no axes.
fn finish(result: Array, source: &Layout, options: &ReduceOptions) -> Result<Output> {
    if let Some(out) = &options.out {
        if out.shape() != result.shape() {
            return Err(FoldError::OutShape { out: out.shape(), shape: source.shape.clone() }.into());
        }
        assign(out, &result)?;
        return Ok(Output::Array(out.clone()));
    }
    if result.ndim() == 0 {
        return Ok(Output::Scalar(result.item(&[])));
    }
    Ok(Output::Array(result))
}

/// `ufunc.accumulate(array, axis, dtype, out)`.
///
/// Fails with `TypeError` for an array without axes, with `AxisError`, and as the ufunc does.
pub fn accumulate(
    memory: &Memory,
    ufunc: &Ufunc,
    array: &Array,
    axis: i64,
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Array> {
    check_binary(ufunc, "accumulate")?;
    let layout = array.layout();
    if layout.ndim() == 0 && matches!(axis, 0 | -1) {
        return Err(FoldError::Scalar { method: "accumulate" }.into());
    }
    let axis = normal_axis(axis, layout.ndim())?;
    let chosen = resolve_fold(ufunc, array.dtype(), dtype)?;
    let dtype = chosen.outputs()[0];
    let source = apart(array, out)?;
    let result = target(memory, ufunc, out, &layout, &layout.shape, dtype)?;
    let to = result.layout();
    let size = dtype.itemsize();
    let along = layout.shape[axis];
    let many = layout.size() / along.max(1);
    let mut fold = Fold::new(chosen);
    // The elements are cast by an assignment here, not by the iterator of the ufunc.
    let mut told = Flags::NONE;
    let mut at = 0;
    if many >= 8 {
        let mut acc = crate::memory::filled((many * size).div_ceil(8), 0u64);
        let mut scratch = Vec::new();
        blocks(&source, &to_the_front(&source.layout(), &[axis]), dtype, many, |row, lost| {
            told |= lost;
            let acc = &mut bytemuck::cast_slice_mut(acc.as_mut_slice())[..row.len()];
            if at == 0 {
                acc.copy_from_slice(row);
            } else {
                fold.step(acc, &mut scratch, row);
            }
            let row_layout = to.index_axis(axis, at);
            at += 1;
            write_c(&result, &row_layout, dtype, acc)
        })?;
    } else if layout.size() > 0 {
        let mut values = crate::memory::filled(layout.size().saturating_mul(size), 0u8);
        let mut one = [0u64; 2];
        blocks(&source, &to_the_end(&source.layout(), &[axis]), dtype, BLOCK, |part, lost| {
            told |= lost;
            for element in part.chunks_exact(size) {
                if at % along == 0 {
                    bytemuck::cast_slice_mut::<u64, u8>(&mut one)[..size].copy_from_slice(element);
                } else {
                    fold.step_one(&mut one, element);
                }
                values[at * size..(at + 1) * size].copy_from_slice(&bytemuck::cast_slice(&one)[..size]);
                at += 1;
            }
            Ok(())
        })?;
        write_c(&result, &to_the_end(&to, &[axis]), dtype, &values)?;
    }
    report(memory, told, Warned::of("cast"))?;
    report(memory, fold.flags, Warned::of("accumulate"))?;
    Ok(result)
}

/// `ufunc.reduceat(array, indices, axis, dtype, out)`: for each index, the reduction from there to the next one, or, where the next one is not
/// larger, just the element.
///
/// Fails with `IndexError` for an index outside the axis, and as `accumulate` does.
pub fn reduceat(
    memory: &Memory,
    ufunc: &Ufunc,
    array: &Array,
    indices: &[i64],
    axis: i64,
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Array> {
    check_binary(ufunc, "reduceat")?;
    let layout = array.layout();
    if layout.ndim() == 0 && matches!(axis, 0 | -1) {
        return Err(FoldError::Scalar { method: "reduceat" }.into());
    }
    let axis = normal_axis(axis, layout.ndim())?;
    let along = layout.shape[axis];
    for &index in indices {
        if usize::try_from(index).map_or(true, |i| i >= along) {
            return Err(FoldError::Index { index, name: ufunc.name, length: along }.into());
        }
    }
    let chosen = resolve_fold(ufunc, array.dtype(), dtype)?;
    let dtype = chosen.outputs()[0];
    let mut shape = layout.shape.clone();
    shape[axis] = indices.len();
    let source = apart(array, out)?;
    let result = target(memory, ufunc, out, &layout, &shape, dtype)?;
    let (from, to) = (source.layout(), result.layout());
    let many = from.size() / along.max(1);
    let mut fold = Fold::new(chosen);
    for (k, &index) in indices.iter().enumerate() {
        if k % 1024 == 0 {
            memory.check_interrupt()?;
        }
        let start = index as usize;
        let end = indices.get(k + 1).map_or(along, |&next| (next as usize).max(start + 1));
        let segment = source.view(from.slice_axis(axis, index as isize, 1, end - start), "reduceat");
        let acc = fold_axes(&mut fold, &segment, &[axis], many, end - start, None, None)?;
        let row = to.index_axis(axis, k);
        write_c(&result, &row, dtype, &bytemuck::cast_slice(&acc)[..many * dtype.itemsize()])?;
    }
    report(memory, fold.flags, Warned::of("reduceat"))?;
    Ok(result)
}

/// The source, copied if it lives in the buffer that is written.
fn apart(array: &Array, out: Option<&Array>) -> Result<Array> {
    match out {
        Some(out) if out.same_buffer(array) => copy(array, Order::K),
        _ => Ok(array.clone()),
    }
}

/// Where the results of `accumulate` and `reduceat` go.
fn target(
    memory: &Memory,
    ufunc: &Ufunc,
    out: Option<&Array>,
    source: &Layout,
    shape: &Shape,
    dtype: DType,
) -> Result<Array> {
    let Some(out) = out else {
        let layout = ordered(source, shape, dtype.itemsize());
        return Array::with_layout(memory, layout, dtype, Init::Overwritten, ufunc.name);
    };
    if !out.is_writeable() {
        return Err(FoldError::OutReadOnly {}.into());
    }
    if out.shape() != *shape {
        return Err(FoldError::OutShape { out: out.shape(), shape: source.shape.clone() }.into());
    }
    Ok(out.clone())
}
