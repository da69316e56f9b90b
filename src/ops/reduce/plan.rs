//! The order in which a reduction visits its operand, and where that order is cut.
//!
//! The last bits of a float sum depend on both. NumPy's iterator sorts the axes by stride, merges neighbours, and hands the loop of the
//! ufunc one run after the other; a run whose result stands still is summed pairwise, and its sum is added to the result. A run ends where
//! the result moves on, or, if elements have to be copied (another dtype, uneven strides), where the copy buffer of 8192 elements is full.
//! [`Plan`] holds these facts; nothing here touches an element.

use smallvec::SmallVec;

use crate::memory::{Layout, Strides};
use crate::ops::walk::axis_order;

/// NumPy's default buffer size, in elements.
const BUFFER: usize = 8192;

/// One axis of the visit: its length, and what a step along it means for each operand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub(super) len: usize,
    /// Bytes of the operand.
    pub(super) input: isize,
    /// Bytes of the mask.
    pub(super) mask: isize,
    /// Elements of the packed result; zero along a reduced axis.
    pub(super) acc: usize,
    /// Bytes of the array that NumPy would write to.
    out: isize,
}

/// How to visit the operand.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The merged axes, the fastest first; never empty, never of length one unless alone.
    pub(super) axes: SmallVec<[Axis; 4]>,
    /// How many of the fastest axes stay within one element of the result: zero if the result moves with every step.
    pub(super) inner: usize,
    /// A run within those axes is at most this long.
    pub(super) chunk: usize,
    /// The axes of the operand, the slowest first: the packed result is laid out in this order.
    pub(super) order: SmallVec<[usize; 4]>,
}

/// What NumPy would have to copy through its buffer because of its dtype or alignment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Buffered {
    pub(super) input: bool,
    pub(super) out: bool,
}

impl Plan {
    /// The plan for an operand that has elements.
    ///
    /// `out`, if the caller gave one, has the axes of the operand, with stride zero along the reduced ones; so has `mask`.
    pub(super) fn new(
        input: &Layout,
        reduced: &[bool],
        out: Option<&Layout>,
        mask: Option<&Layout>,
        itemsize: usize,
        buffered: Buffered,
    ) -> Self {
        let ndim = input.ndim();
        let still = Layout { shape: input.shape.clone(), strides: Strides::from_elem(0, ndim), offset: 0 };
        let mut voters: SmallVec<[&Layout; 3]> = SmallVec::new();
        voters.push(out.unwrap_or(&still));
        voters.push(input);
        voters.extend(mask);
        let order = axis_order(&voters);
        let mut axes: SmallVec<[Axis; 4]> = SmallVec::new();
        let mut acc = 1;
        for &axis in order.iter().rev() {
            let len = input.shape[axis];
            if len == 1 {
                continue;
            }
            let step = if reduced[axis] { 0 } else { acc };
            let next = Axis {
                len,
                input: input.strides[axis],
                mask: mask.map_or(0, |m| m.strides[axis]),
                acc: step,
                out: match out {
                    Some(out) if !reduced[axis] => out.strides[axis],
                    _ => (step * itemsize) as isize,
                },
            };
            if !reduced[axis] {
                acc *= len;
            }
            match axes.last_mut() {
                Some(last) if last.continues_in(&next) => last.len *= len,
                _ => axes.push(next),
            }
        }
        if axes.is_empty() {
            axes.push(Axis { len: 1, input: 0, mask: 0, acc: 0, out: 0 });
        }
        let (inner, chunk) = cut(&axes, mask.is_some(), buffered);
        Self { axes, inner, chunk, order }
    }

    /// The number of elements that are visited between two moves of the result.
    pub(super) fn block(&self) -> usize {
        self.axes[..self.inner].iter().map(|a| a.len).product()
    }

    /// The layout of a new result: packed, its axes in the order of the visit.
    pub(super) fn result_layout(
        &self,
        input: &Layout,
        reduced: &[bool],
        keepdims: bool,
        itemsize: usize,
    ) -> Layout {
        packed_result(&self.order, input, reduced, keepdims, itemsize)
    }
}

/// The layout of a packed result whose axes stand in `order`, the slowest first.
pub(super) fn packed_result(
    order: &[usize],
    input: &Layout,
    reduced: &[bool],
    keepdims: bool,
    itemsize: usize,
) -> Layout {
    let mut strides = Strides::from_elem(0, input.ndim());
    let mut step = itemsize as isize;
    for &axis in order.iter().rev() {
        strides[axis] = step;
        if !reduced[axis] {
            step *= input.shape[axis].max(1) as isize;
        }
    }
    let kept = |axis: &usize| keepdims || !reduced[*axis];
    let axes: SmallVec<[usize; 4]> = (0..input.ndim()).filter(kept).collect();
    Layout {
        shape: axes.iter().map(|&a| if reduced[a] { 1 } else { input.shape[a] }).collect(),
        strides: axes.iter().map(|&a| strides[a]).collect(),
        offset: 0,
    }
}

impl Axis {
    /// Whether a step along `next` goes on, in every operand, where the end of this axis is.
    fn continues_in(&self, next: &Self) -> bool {
        let len = self.len as isize;
        self.input * len == next.input
            && self.mask * len == next.mask
            && self.out * len == next.out
            && self.acc * self.len == next.acc
    }
}

/// How many of the fastest axes make a run, and how long a run may be: NumPy weighs longer runs against copying more operands.
fn cut(axes: &[Axis], masked: bool, buffered: Buffered) -> (usize, usize) {
    if axes[0].acc != 0 {
        return (0, axes[0].len);
    }
    let operands = if masked { 3 } else { 2 };
    let stride = |operand: usize, axis: &Axis| match operand {
        0 => axis.out,
        1 => axis.input,
        _ => axis.mask,
    };
    let casts = [buffered.out, buffered.input, false];
    // How many axes, from the fastest, an operand crosses with one stride.
    let mut single = [1; 3];
    let mut cost = 1 + casts.iter().filter(|&&c| c).count();
    let mut size = axes[0].len;
    let (mut best, mut best_cost, mut best_size, mut core) = (0, cost, size, 1);
    let mut turn = None;
    for at in 1..axes.len() {
        if turn.is_some() || (size >= BUFFER && cost > 1) {
            break;
        }
        let (previous, axis) = (&axes[at - 1], &axes[at]);
        for operand in 0..operands {
            let (before, now) = (stride(operand, previous), stride(operand, axis));
            if single[operand] == at {
                if before * previous.len as isize == now {
                    single[operand] += 1;
                    continue;
                }
                if !casts[operand] {
                    cost += 1;
                }
            }
            if operand == 0 && (before == 0 || now == 0) {
                turn = Some(at);
            }
        }
        let inside = size;
        size *= axis.len;
        let copied = if size > BUFFER && cost > 1 { BUFFER } else { size };
        if cost as f64 * best_size as f64 <= best_cost as f64 * copied as f64 {
            (best, best_cost, best_size, core) = (at, cost, size, inside);
        }
    }
    if turn == Some(best) {
        return (best, core);
    }
    let must_buffer = (0..operands).any(|operand| casts[operand] || single[operand] <= best);
    let chunk = if must_buffer && BUFFER < best_size { core * (BUFFER / core) } else { best_size };
    (best + 1, chunk)
}
