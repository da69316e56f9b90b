//! Folding an operand along a [`Plan`], on one thread or several.
//!
//! Threads share the work only where that cannot change a bit: between elements of the result, between the two halves of a pairwise sum,
//! and between the runs of one element, whose sums are then added in order.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use smallvec::SmallVec;

use crate::memory::{Bool, Shape, Strides};
use crate::ops::assign::PARALLEL_BYTES;
use crate::ops::cast::{CastTarget, Pull};
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Cursor, Walk};

use super::fold::Fold;
use super::plan::{Axis, Plan};

/// How many elements are folded between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 16;
/// A row longer than this is folded in pieces, so that the piece of the result stays in the first-level cache.
const COLUMNS: usize = 2048;
/// How many rows are folded between two looks at the interrupt flag.
const ROWS: usize = 256;
/// How many sums are under way at a time.
const BATCH: usize = 1024;

/// Where the elements come from.
pub(super) struct Source<'a, T> {
    /// The bytes of the operand's buffer.
    pub(super) bytes: &'a [u8],
    /// Whether they can be used as they are: of type `T`, and aligned.
    pub(super) direct: bool,
    /// How to get them if not.
    pub(super) pull: Pull<T>,
    /// The bytes of the mask's buffer, if only some elements count.
    pub(super) mask: Option<&'a [u8]>,
    /// Set when the user wants to stop; what is folded then does not matter.
    pub(super) interrupt: &'a AtomicBool,
    /// Whether other threads may help.
    pub(super) threads: bool,
}

impl<T> Source<'_, T> {
    fn stopped(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }
}

/// A plan, or the part of one that belongs to some elements of the result.
#[derive(Clone)]
pub(super) struct Part {
    axes: SmallVec<[Axis; 4]>,
    inner: usize,
    chunk: usize,
    input: isize,
    mask: isize,
}

/// Where the outer axes of a part stand.
#[derive(Clone, Copy)]
struct Place {
    input: isize,
    mask: isize,
    acc: usize,
}

impl Part {
    /// All of a plan, for an operand and a mask that start at these bytes. `exact` says that runs may be cut anywhere.
    pub(super) fn whole(plan: &Plan, input: usize, mask: usize, exact: bool) -> Self {
        Self {
            axes: plan.axes.clone(),
            inner: plan.inner,
            chunk: if exact && plan.inner > 0 { plan.block() } else { plan.chunk },
            input: input as isize,
            mask: mask as isize,
        }
    }

    fn len(&self) -> usize {
        self.axes.iter().map(|a| a.len).product()
    }

    /// The walk over the operand and the mask.
    fn walk(&self) -> Walk {
        let axes = || self.axes.iter().rev();
        let shape: Shape = axes().map(|a| a.len).collect();
        let strides: Strides = axes().map(|a| a.input).collect();
        let mask: Strides = axes().map(|a| a.mask).collect();
        Walk::in_order(shape, [(self.input, strides), (self.mask, mask)].into_iter().collect())
    }

    /// Whether the run along the fastest `axes` axes is contiguous, in elements of `size` bytes.
    fn contiguous(&self, axes: usize, size: usize) -> bool {
        let mut step = size as isize;
        self.axes[..axes].iter().all(|axis| {
            let fits = axis.input == step || axis.len == 1;
            step *= axis.len as isize;
            fits
        })
    }

    /// Calls `f` for each position of the axes from `first` on, in order, until it breaks off.
    fn outer(&self, first: usize, mut f: impl FnMut(Place) -> ControlFlow<()>) {
        let axes = &self.axes[first..];
        let mut index: SmallVec<[usize; 4]> = SmallVec::from_elem(0, axes.len());
        let mut place = Place { input: self.input, mask: self.mask, acc: 0 };
        while f(place).is_continue() {
            let mut at = 0;
            loop {
                let Some(axis) = axes.get(at) else { return };
                index[at] += 1;
                place.input += axis.input;
                place.mask += axis.mask;
                place.acc += axis.acc;
                if index[at] < axis.len {
                    break;
                }
                index[at] = 0;
                place.input -= axis.input * axis.len as isize;
                place.mask -= axis.mask * axis.len as isize;
                place.acc -= axis.acc * axis.len;
                at += 1;
            }
        }
    }
}

/// Folds all elements of a part into `acc`, the packed elements of the result.
pub(super) fn fold<T: CastTarget, F: Fold<T>>(part: &Part, source: &Source<'_, T>, acc: &mut [T]) {
    let elements = part.len();
    let slowest = part.axes.iter().rposition(|axis| axis.acc != 0);
    if let Some(slowest) = slowest.filter(|_| source.threads && elements * size_of::<T>() >= PARALLEL_BYTES) {
        let axis = part.axes[slowest];
        let pieces = (2 * parallel::threads()).min(axis.len);
        let least = if slowest == 0 { 512 } else { 1 };
        let each = axis.len.div_ceil(pieces).max(least);
        if each < axis.len {
            parallel::for_each(acc.chunks_mut(axis.acc * each), &|i, acc| {
                let mut piece = part.clone();
                piece.axes[slowest].len = each.min(axis.len - i * each);
                piece.input += (i * each) as isize * axis.input;
                piece.mask += (i * each) as isize * axis.mask;
                fold_part::<T, F>(&piece, source, acc);
            });
            return;
        }
    }
    fold_part::<T, F>(part, source, acc);
}

fn fold_part<T: CastTarget, F: Fold<T>>(part: &Part, source: &Source<'_, T>, acc: &mut [T]) {
    match (part.inner, source.mask) {
        (0, None) => rows::<T, F>(part, source, acc),
        (0, Some(mask)) => masked_rows::<T, F>(part, source, mask, acc),
        (_, None) => runs::<T, F>(part, source, acc),
        (_, Some(mask)) => masked_runs::<T, F>(part, source, mask, acc),
    }
}

/// One row more, element by element.
#[inline]
fn add_row<T: CastTarget, F: Fold<T>>(acc: &mut [T], row: &[T]) {
    for (a, &x) in acc.iter_mut().zip(row) {
        *a = F::store(F::step(F::load(*a), x));
    }
}

/// Four rows more, in their order: the result is fetched and put back once.
#[inline]
fn add_four_rows<T: CastTarget, F: Fold<T>>(acc: &mut [T], [a, b, c, d]: [&[T]; 4]) {
    let step = |sum: T, x: T| F::store(F::step(F::load(sum), x));
    for ((((acc, &a), &b), &c), &d) in acc.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        *acc = step(step(step(step(*acc, a), b), c), d);
    }
}

/// The result moves along the fastest axis: rows are folded into rows.
fn rows<T: CastTarget, F: Fold<T>>(part: &Part, source: &Source<'_, T>, acc: &mut [T]) {
    let (n, size) = (part.axes[0].len, size_of::<T>());
    let mut since = 0;
    if source.direct && part.contiguous(1, size) {
        // The rows along the next axis go into one row of the result, several at a time.
        let (count, stride, outer) = match part.axes.get(1) {
            Some(axis) if axis.acc == 0 => (axis.len, axis.input, 2),
            _ => (1, 0, 1),
        };
        let mut first = 0;
        while first < n {
            let width = COLUMNS.min(n - first);
            part.outer(outer, |place| {
                since += width * count;
                if since > PATIENCE {
                    since = 0;
                    if source.stopped() {
                        return ControlFlow::Break(());
                    }
                }
                let row = |i: usize| -> &[T] {
                    let from = (place.input + i as isize * stride) as usize + first * size;
                    bytemuck::cast_slice(&source.bytes[from..from + width * size])
                };
                let to = place.acc + first;
                let acc = &mut acc[to..to + width];
                let mut i = 0;
                while i + 4 <= count {
                    add_four_rows::<T, F>(acc, [row(i), row(i + 1), row(i + 2), row(i + 3)]);
                    i += 4;
                    if i % ROWS == 0 && source.stopped() {
                        return ControlFlow::Break(());
                    }
                }
                (i..count).for_each(|i| add_row::<T, F>(acc, row(i)));
                ControlFlow::Continue(())
            });
            first += width;
        }
        return;
    }
    let walk = part.walk();
    let mut cursor = walk.cursor(0, 0);
    let mut scratch = [T::default(); BLOCK];
    part.outer(1, |place| {
        since += n;
        if since > PATIENCE {
            since = 0;
            if source.stopped() {
                return ControlFlow::Break(());
            }
        }
        for acc in acc[place.acc..place.acc + n].chunks_mut(BLOCK) {
            let row = &mut scratch[..acc.len()];
            (source.pull)(&mut cursor, source.bytes, row);
            add_row::<T, F>(acc, row);
        }
        ControlFlow::Continue(())
    });
}

fn masked_rows<T: CastTarget, F: Fold<T>>(part: &Part, source: &Source<'_, T>, mask: &[u8], acc: &mut [T]) {
    let n = part.axes[0].len;
    let walk = part.walk();
    let (mut cursor, mut masks) = (walk.cursor(0, 0), walk.cursor(1, 0));
    let (mut scratch, mut counts) = ([T::default(); BLOCK], [Bool(0); BLOCK]);
    let mut since = 0;
    part.outer(1, |place| {
        since += n;
        if since > PATIENCE {
            since = 0;
            if source.stopped() {
                return ControlFlow::Break(());
            }
        }
        for acc in acc[place.acc..place.acc + n].chunks_mut(BLOCK) {
            let (row, counts) = (&mut scratch[..acc.len()], &mut counts[..acc.len()]);
            (source.pull)(&mut cursor, source.bytes, row);
            masks.pull(mask, counts);
            for ((a, &x), count) in acc.iter_mut().zip(row.iter()).zip(counts.iter()) {
                if count.get() {
                    *a = F::store(F::step(F::load(*a), x));
                }
            }
        }
        ControlFlow::Continue(())
    });
}

/// The result stands still along the fastest axes: each block of them is folded run by run.
fn runs<T: CastTarget, F: Fold<T>>(part: &Part, source: &Source<'_, T>, acc: &mut [T]) {
    let size = size_of::<T>();
    let block: usize = part.axes[..part.inner].iter().map(|a| a.len).product();
    let mut since = 0;
    if source.direct && part.contiguous(part.inner, size) {
        part.outer(part.inner, |place| {
            since += block;
            if since > PATIENCE {
                since = 0;
                if source.stopped() {
                    return ControlFlow::Break(());
                }
            }
            let from = place.input as usize;
            let run: &[T] = bytemuck::cast_slice(&source.bytes[from..from + block * size]);
            let acc = &mut acc[place.acc];
            if block <= part.chunk {
                fold_slice::<T, F>(acc, run, source);
            } else {
                run.chunks(part.chunk).for_each(|run| fold_slice::<T, F>(acc, run, source));
            }
            ControlFlow::Continue(())
        });
        return;
    }
    let walk = part.walk();
    let mut pulled = Pulled { walk: &walk, cursor: walk.cursor(0, 0), at: 0 };
    part.outer(part.inner, |place| {
        let acc = &mut acc[place.acc];
        if block > part.chunk && F::SEPARABLE && source.threads && block * size >= PARALLEL_BYTES {
            let (start, chunks) = (pulled.at, block.div_ceil(part.chunk));
            for first in (0..chunks).step_by(BATCH) {
                if source.stopped() {
                    return ControlFlow::Break(());
                }
                let mut sums = vec![F::load(T::default()); BATCH.min(chunks - first)];
                parallel::for_each(sums.iter_mut(), &|i, sum| {
                    let from = (first + i) * part.chunk;
                    *sum = Pulled::at(&walk, start + from).tree::<T, F>(part.chunk.min(block - from), source);
                });
                for sum in sums {
                    *acc = F::store(F::combine(F::load(*acc), sum));
                }
            }
            pulled = Pulled::at(&walk, pulled.at + block);
            return ControlFlow::Continue(());
        }
        let mut done = 0;
        while done < block {
            let n = part.chunk.min(block - done);
            since += n;
            if since > PATIENCE {
                since = 0;
                if source.stopped() {
                    return ControlFlow::Break(());
                }
            }
            if F::SEPARABLE {
                let sum = pulled.tree::<T, F>(n, source);
                *acc = F::store(F::combine(F::load(*acc), sum));
            } else {
                pulled.sequence::<T, F>(acc, n, source);
            }
            done += n;
        }
        ControlFlow::Continue(())
    });
}

/// Folds a run that is contiguous in memory into an element of the result.
#[inline]
fn fold_slice<T: CastTarget, F: Fold<T>>(acc: &mut T, run: &[T], source: &Source<'_, T>) {
    if F::SEPARABLE {
        *acc = F::store(F::combine(F::load(*acc), tree::<T, F>(run, source)));
    } else {
        let mut sum = F::load(*acc);
        for run in run.chunks(PATIENCE) {
            sum = run.iter().fold(sum, |sum, &x| F::step(sum, x));
            if source.stopped() {
                break;
            }
        }
        *acc = F::store(sum);
    }
}

/// The fold of a run, which is not empty: cut in two until it is short.
fn tree<T: CastTarget, F: Fold<T>>(run: &[T], source: &Source<'_, T>) -> F::Acc {
    if run.len() <= F::LEAF {
        return F::leaf(run);
    }
    let (left, right) = run.split_at(F::half(run.len()));
    if size_of_val(run) >= PARALLEL_BYTES && source.threads {
        if source.stopped() {
            return F::load(T::default());
        }
        return both::<T, F>(parallel::join(|| tree::<T, F>(left, source), || tree::<T, F>(right, source)));
    }
    let a = tree::<T, F>(left, source);
    if F::settled(a) {
        return a;
    }
    F::combine(a, tree::<T, F>(right, source))
}

/// The fold of two halves.
fn both<T: CastTarget, F: Fold<T>>(halves: (Option<F::Acc>, Option<F::Acc>)) -> F::Acc {
    match halves {
        (Some(a), Some(b)) => F::combine(a, b),
        (Some(a), None) | (None, Some(a)) => a,
        (None, None) => F::load(T::default()),
    }
}

/// Elements that have to be fetched one block after the other.
struct Pulled<'w> {
    walk: &'w Walk,
    cursor: Cursor<'w>,
    at: usize,
}

impl<'w> Pulled<'w> {
    fn at(walk: &'w Walk, at: usize) -> Self {
        Self { walk, cursor: walk.cursor(0, at), at }
    }

    /// As [`tree`], for the next `n` elements.
    fn tree<T: CastTarget, F: Fold<T>>(&mut self, n: usize, source: &Source<'_, T>) -> F::Acc {
        let mut scratch = [T::default(); BLOCK];
        self.tree_through::<T, F>(n, source, &mut scratch)
    }

    fn tree_through<T: CastTarget, F: Fold<T>>(
        &mut self,
        n: usize,
        source: &Source<'_, T>,
        scratch: &mut [T; BLOCK],
    ) -> F::Acc {
        if n <= F::LEAF.min(BLOCK) {
            let run = &mut scratch[..n];
            (source.pull)(&mut self.cursor, source.bytes, run);
            self.at += n;
            return F::leaf(run);
        }
        let left = F::half(n);
        if n * size_of::<T>() >= PARALLEL_BYTES && source.threads {
            if source.stopped() {
                return F::load(T::default());
            }
            let mut other = Self::at(self.walk, self.at + left);
            let halves =
                parallel::join(|| self.tree::<T, F>(left, source), || other.tree::<T, F>(n - left, source));
            // The cursor stands in the middle; whoever pulls next starts where the other one ended.
            (self.cursor, self.at) = (other.cursor, other.at);
            return both::<T, F>(halves);
        }
        let a = self.tree_through::<T, F>(left, source, scratch);
        let b = self.tree_through::<T, F>(n - left, source, scratch);
        F::combine(a, b)
    }

    /// Folds the next `n` elements into an element of the result, one after the other.
    fn sequence<T: CastTarget, F: Fold<T>>(&mut self, acc: &mut T, n: usize, source: &Source<'_, T>) {
        let mut scratch = [T::default(); BLOCK];
        let mut sum = F::load(*acc);
        let mut left = n;
        while left > 0 && !source.stopped() {
            let run = &mut scratch[..left.min(BLOCK)];
            (source.pull)(&mut self.cursor, source.bytes, run);
            sum = run.iter().fold(sum, |sum, &x| F::step(sum, x));
            left -= run.len();
        }
        self.at += n;
        *acc = F::store(sum);
    }
}

/// As [`runs`], where each stretch of elements that count is a run of its own.
fn masked_runs<T: CastTarget, F: Fold<T>>(part: &Part, source: &Source<'_, T>, mask: &[u8], acc: &mut [T]) {
    let block: usize = part.axes[..part.inner].iter().map(|a| a.len).product();
    let walk = part.walk();
    let (mut cursor, mut masks) = (walk.cursor(0, 0), walk.cursor(1, 0));
    let longest = part.chunk.min(block);
    let (mut items, mut counts) =
        (crate::memory::filled(longest, T::default()), crate::memory::filled(longest, Bool(0)));
    part.outer(part.inner, |place| {
        let acc = &mut acc[place.acc];
        let mut done = 0;
        while done < block && !source.stopped() {
            let n = longest.min(block - done);
            let (items, counts) = (&mut items[..n], &mut counts[..n]);
            (source.pull)(&mut cursor, source.bytes, items);
            masks.pull(mask, counts);
            let mut from = 0;
            for stretch in counts.chunk_by(|a, b| a.get() == b.get()) {
                let to = from + stretch.len();
                if stretch[0].get() {
                    fold_slice::<T, F>(acc, &items[from..to], source);
                }
                from = to;
            }
            done += n;
        }
        if source.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
}
