//! Picking between arrays element by element: `where`, `choose`, `select`.

use bytemuck::{Pod, Zeroable};
use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Buffer, Casting, CopyReason, DType, Init, Layout, Shape, promote};
use crate::ops::assign::{self, PARALLEL_BYTES};
use crate::ops::cast::Cast;
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Cursor, Walk, axis_order};
use crate::width;

use super::error::PickError;
use super::take::{Mode, with_indices};

/// The shape that these shapes broadcast to, or the numbers of two that do not fit.
pub(super) fn broadcast_shapes(shapes: &[Shape]) -> Result<Shape, (usize, usize)> {
    let ndim = shapes.iter().map(SmallVec::len).max().unwrap_or(0);
    let mut out = Shape::from_elem(1, ndim);
    for axis in 0..ndim {
        let mut decided_by = 0;
        for (k, shape) in shapes.iter().enumerate() {
            let Some(own) = (axis + shape.len()).checked_sub(ndim) else { continue };
            match shape[own] {
                1 => {}
                n if out[axis] == 1 => (out[axis], decided_by) = (n, k),
                n if n != out[axis] => return Err((decided_by, k)),
                _ => {}
            }
        }
    }
    Ok(out)
}

/// The same for `np.broadcast`, whose error names the two.
fn broadcast_all(arrays: &[&Array]) -> Result<Shape> {
    let shapes: Vec<Shape> = arrays.iter().map(|a| a.shape()).collect();
    broadcast_shapes(&shapes).map_err(|(first, second)| {
        let (first_shape, second_shape) = (shapes[first].clone(), shapes[second].clone());
        PickError::Mismatch { first, first_shape, second, second_shape }.into()
    })
}

/// `np.result_type(*dtypes)`: the dtypes of the highest kind promoted, then all others against these, not one after the other
/// (uint16, int16 and float16 make float32). Bool if there are none.
pub fn result_type(dtypes: &[DType]) -> DType {
    let Some(kind) = dtypes.iter().map(|d| d.kind()).max() else { return DType::Bool };
    let highest = dtypes.iter().copied().filter(|d| d.kind() == kind).reduce(promote).unwrap_or(DType::Bool);
    dtypes.iter().fold(highest, |all, &d| promote(all, promote(highest, d)))
}

/// The layouts of arrays stretched to a shape that they were found to fit.
fn stretched(arrays: &[&Array], shape: &[usize]) -> SmallVec<[Layout; 4]> {
    arrays
        .iter()
        .map(|a| {
            let layout = a.layout();
            layout.broadcast_to(shape).unwrap_or(layout)
        })
        .collect()
}

/// What fills a stretch of a new array: from the bytes of the operands, along a walk, from an element on. `false` if that cannot be done.
type FillBlock<'f, T> = dyn Fn(&[&[u8]], &Walk, usize, &mut [T]) -> bool + Sync + 'f;

/// Fills `out`, new and packed, block by block: `f(bytes of the operands, walk, first element, block)`. Operand 0 of the walk is `out`.
fn fill_blocks<T: Pod + Send + Sync>(
    out: &Array,
    operands: &[&Array],
    layouts: &[Layout],
    f: &FillBlock<'_, T>,
) -> Result<bool> {
    let target = out.layout();
    let all: SmallVec<[&Layout; 5]> = std::iter::once(&target).chain(layouts).collect();
    let walk = Walk::new(&all);
    let buffers: Vec<std::rc::Rc<Buffer>> = operands.iter().map(|a| a.buffer()).collect();
    let held: Vec<_> = buffers.iter().map(|b| b.read()).collect();
    let bytes: Vec<&[u8]> = held.iter().map(|b| &**b).collect();
    let guard = out.write_new();
    let memory = out.memory();
    let mut target = guard.bytes();
    let items = bytemuck::try_cast_slice_mut::<u8, T>(&mut target).unwrap_or_default();
    let share = if size_of_val(items) < PARALLEL_BYTES { items.len().max(1) } else { 16 * BLOCK };
    let interrupt = memory.interrupt_flag();
    let work = |k: usize, part: &mut [T]| {
        interrupt.load(std::sync::atomic::Ordering::Relaxed) || f(&bytes, &walk, k * share, part)
    };
    let fine = if share == items.len() {
        work(0, items)
    } else {
        parallel::try_for_each(items.chunks_mut(share), &|k, part| {
            if work(k, part) { Ok(()) } else { Err(()) }
        })
        .is_ok()
    };
    memory.check_interrupt()?;
    Ok(fine)
}

/// `np.where(condition, x, y)` with the result in the dtype that `x` and `y` promote to.
///
/// The result is laid out as NumPy's iterator lays it out: as near to the layout of the operands as can be. Fails with `ValueError` if the shapes
/// do not fit together.
pub fn where_(condition: &Array, x: &Array, y: &Array) -> Result<Array> {
    where_as(condition, x, y, promote(x.dtype(), y.dtype()))
}

/// The same with a given dtype: for Python scalars, whose dtype gives way.
pub fn where_as(condition: &Array, x: &Array, y: &Array, dtype: DType) -> Result<Array> {
    let operands = [condition, x, y];
    let shapes: Vec<Shape> = operands.iter().map(|a| a.shape()).collect();
    let shape = broadcast_shapes(&shapes).map_err(|_| PickError::Operands { shapes })?;
    let layouts = stretched(&operands, &shape);
    let refs: SmallVec<[&Layout; 3]> = layouts.iter().collect();
    let mut layout = Layout::c(&shape, dtype.itemsize());
    let mut step = dtype.itemsize() as isize;
    for &axis in axis_order(&refs).iter().rev() {
        layout.strides[axis] = step;
        step *= shape[axis].max(1) as isize;
    }
    let out = Array::with_layout(&condition.memory(), layout, dtype, Init::Overwritten, "where")?;
    let truth = Cast::new(condition.dtype(), DType::Bool);
    let casts = [Cast::new(x.dtype(), dtype), Cast::new(y.dtype(), dtype)];
    width!(dtype.itemsize(), T => {
        fill_blocks::<T>(&out, &operands, &layouts, &|bytes, walk, first, part| {
            let n = part.len();
            let mut conditions = Blocks::<u8>::new(walk, 1, bytes[0], truth, first, n);
            let mut xs = Blocks::<T>::new(walk, 2, bytes[1], casts[0], first, n);
            let mut ys = Blocks::<T>::new(walk, 3, bytes[2], casts[1], first, n);
            for block in part.chunks_mut(BLOCK) {
                let n = block.len();
                let (c, x, y) = (conditions.next(n), xs.next(n), ys.next(n));
                for (((o, c), &x), &y) in block.iter_mut().zip(c).zip(x).zip(y) {
                    *o = if *c != 0 { x } else { y };
                }
            }
            true
        })?
    });
    let source = [x, y].into_iter().filter(|a| a.ndim() > 0).min_by_key(|a| a.id());
    Ok(match source {
        Some(source) => out.as_copy_of(source, CopyReason::Asked),
        None => out,
    })
}

/// An operand block by block: as it stands where it is contiguous, else pulled into scratch; what is one element repeated is pulled once.
struct Blocks<'a, T> {
    plain: Option<&'a [T]>,
    repeated: bool,
    cast: Cast,
    cursor: Cursor<'a>,
    bytes: &'a [u8],
    scratch: Vec<T>,
    at: usize,
}

impl<'a, T: Pod> Blocks<'a, T> {
    /// The elements of an operand from the `first`-th on, `n` of them, cast.
    fn new(walk: &'a Walk, operand: usize, bytes: &'a [u8], cast: Cast, first: usize, n: usize) -> Self {
        let size = size_of::<T>();
        let plain = cast.is_move().then(|| walk.contiguous(operand, size)).flatten().and_then(|at| {
            let from = at + first * size;
            bytemuck::try_cast_slice(bytes.get(from..from + n * size)?).ok()
        });
        let repeated = plain.is_none() && walk.is_repeated(operand);
        let mut cursor = walk.cursor(operand, first);
        let mut scratch = vec![T::zeroed(); if plain.is_some() { 0 } else { BLOCK.min(n) }];
        if repeated {
            cast.pull(&mut cursor, bytes, bytemuck::cast_slice_mut(&mut scratch));
        }
        Self { plain, repeated, cast, cursor, bytes, scratch, at: 0 }
    }

    /// The next `n` elements, at most [`BLOCK`].
    fn next(&mut self, n: usize) -> &[T] {
        let at = self.at;
        self.at += n;
        if let Some(plain) = self.plain {
            return &plain[at..at + n];
        }
        if !self.repeated {
            let scratch = bytemuck::cast_slice_mut(&mut self.scratch[..n]);
            self.cast.pull(&mut self.cursor, self.bytes, scratch);
        }
        &self.scratch[..n]
    }
}

/// `np.choose(indices, choices, out, mode)`: for each element the choice with the number that `indices` gives there.
///
/// All are broadcast together; the dtype is that of all choices promoted. Fails with `ValueError` for a number without a choice (mode `Raise`), for
/// shapes that do not fit and for no choices, with `TypeError` if `indices` do not cast safely to int64 or `out` has another shape.
pub fn choose(indices: &Array, choices: &[Array], out: Option<&Array>, mode: Mode) -> Result<Array> {
    if choices.is_empty() {
        return Err(PickError::NoChoices {}.into());
    }
    let dtype = result_type(&choices.iter().map(Array::dtype).collect::<Vec<_>>());
    let operands: Vec<&Array> = choices.iter().chain([indices]).collect();
    with_indices(indices, false, |_| ())?;
    let shape = broadcast_all(&operands)?;
    if out.is_some_and(|out| out.shape() != shape) {
        return Err(PickError::ChooseOut {}.into());
    }
    let layouts = stretched(&operands, &shape);
    let result = Array::overwritten(&indices.memory(), &shape, dtype, "choose")?;
    let n = choices.len();
    let number = Cast::new(indices.dtype(), DType::Int64);
    let casts: Vec<Cast> = choices.iter().map(|c| Cast::new(c.dtype(), dtype)).collect();
    let fine = width!(dtype.itemsize(), T => {
        fill_blocks::<T>(&result, &operands, &layouts, &|bytes, walk, first, part| {
            let mut numbers = walk.cursor(n + 1, first);
            let mut cursors: Vec<_> = (0..n).map(|k| walk.cursor(k + 1, first)).collect();
            let mut chosen = [0i64; BLOCK];
            let mut table = vec![<T as Zeroable>::zeroed(); n * BLOCK];
            for block in part.chunks_mut(BLOCK) {
                let chosen = &mut chosen[..block.len()];
                number.pull_as::<i64>(&mut numbers, bytes[n], chosen);
                for c in chosen.iter_mut() {
                    // A negative number is no choice either: it does not count from the end here.
                    match mode {
                        Mode::Raise if *c < 0 || *c >= n as i64 => return false,
                        _ => *c = mode.place(*c, n).unwrap_or(0) as i64,
                    }
                }
                for (k, cast) in casts.iter().enumerate() {
                    let row = bytemuck::cast_slice_mut(&mut table[k * BLOCK..k * BLOCK + block.len()]);
                    cast.pull(&mut cursors[k], bytes[k], row);
                }
                for (i, (o, &c)) in block.iter_mut().zip(chosen.iter()).enumerate() {
                    *o = table[c as usize * BLOCK + i];
                }
            }
            true
        })?
    });
    if !fine {
        return Err(PickError::NoSuchChoice {}.into());
    }
    match out {
        None => Ok(match choices.iter().min_by_key(|a| a.id()) {
            Some(source) => result.as_copy_of(source, CopyReason::Asked),
            None => result,
        }),
        Some(out) => {
            assign::assign(out, &result)?;
            Ok(out.clone())
        }
    }
}

/// `np.select(conditions, choices, default)` with the result in `dtype`: for each element the first choice whose condition holds there.
///
/// Fails with `ValueError` if there are no conditions or not one for each choice, with `TypeError` if one is not of bools.
pub fn select(conditions: &[Array], choices: &[Array], default: &Array, dtype: DType) -> Result<Array> {
    if conditions.len() != choices.len() {
        return Err(PickError::SelectLengths {}.into());
    }
    if conditions.is_empty() {
        return Err(PickError::SelectNothing {}.into());
    }
    let all_conditions: Vec<&Array> = conditions.iter().collect();
    let all_choices: Vec<&Array> = choices.iter().chain([default]).collect();
    let tested = broadcast_all(&all_conditions)?;
    let chosen = broadcast_all(&all_choices)?;
    let scalar = chosen.is_empty();
    if let Some(item) = conditions.iter().position(|c| c.dtype() != DType::Bool) {
        return Err(PickError::SelectCondition { item }.into());
    }
    let shape = broadcast_shapes(&[tested.clone(), chosen.clone()]).map_err(|_| PickError::Mismatch {
        first: 0,
        first_shape: tested,
        second: 1,
        second_shape: chosen,
    })?;
    // The choices are written over the default one after the other, the last one first.
    for choice in choices.iter().rev() {
        let (from, to) = (choice.dtype(), dtype);
        if !from.can_cast(to, Casting::SameKind) {
            return Err(PickError::Cast { scalar, from, to, same_kind: true }.into());
        }
    }
    let operands: Vec<&Array> = all_choices.into_iter().chain(all_conditions).collect();
    let layouts = stretched(&operands, &shape);
    let out = Array::overwritten(&default.memory(), &shape, dtype, "select")?;
    let n = choices.len();
    let total = operands.len();
    let casts: Vec<Cast> = operands[..=n].iter().map(|c| Cast::new(c.dtype(), dtype)).collect();
    width!(dtype.itemsize(), T => {
        fill_blocks::<T>(&out, &operands, &layouts, &|bytes, walk, first, part| {
            let mut cursors: Vec<_> = (0..total).map(|k| walk.cursor(k + 1, first)).collect();
            let mut truth = [0u8; BLOCK];
            let mut values = [<T as Zeroable>::zeroed(); BLOCK];
            for block in part.chunks_mut(BLOCK) {
                let (truth, values) = (&mut truth[..block.len()], &mut values[..block.len()]);
                casts[n].pull(&mut cursors[n], bytes[n], bytemuck::cast_slice_mut(block));
                for k in (0..n).rev() {
                    casts[k].pull(&mut cursors[k], bytes[k], bytemuck::cast_slice_mut(values));
                    cursors[n + 1 + k].pull(bytes[n + 1 + k], truth);
                    for ((o, t), &v) in block.iter_mut().zip(truth.iter()).zip(values.iter()) {
                        *o = if *t != 0 { v } else { *o };
                    }
                }
            }
            true
        })?
    });
    Ok(match choices.iter().min_by_key(|a| a.id()) {
        Some(source) => out.as_copy_of(source, CopyReason::Asked),
        None => out,
    })
}
