//! Folding an operand along a [`Plan`], on one thread or several.
//!
//! The engine sees bytes and is compiled once; what depends on the operation and the dtype are the [`Loops`] it is given.
//! Threads share the work only where that cannot change a bit: between elements of the result, between the two halves of a pairwise sum,
//! and between the runs of one element, whose sums are then added in order.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use smallvec::SmallVec;

use crate::memory::{Shape, Strides};
use crate::ops::assign::PARALLEL_BYTES;
use crate::ops::cast::Cast;
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Cursor, Walk};

use super::fold::{Gathered, Loops};
use super::plan::{Axis, Plan};

/// How many elements are folded between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 16;
/// A row longer than this is folded in pieces, so that the piece of the result stays in the first-level cache.
const COLUMNS: usize = 2048;
/// How many rows are folded between two looks at the interrupt flag.
const ROWS: usize = 256;
/// How many sums are under way at a time.
const BATCH: usize = 1024;
/// Scratch space for a block of elements of any dtype.
type Scratch = [u64; 2 * BLOCK];

/// The loops, and where the elements come from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// What is done with the elements.
    pub(super) loops: &'static Loops,
    /// The bytes of the operand's buffer.
    pub(super) bytes: &'a [u8],
    /// Whether they can be used as they are: of the dtype of the loops, and aligned.
    pub(super) direct: bool,
    /// How to get them if not.
    pub(super) cast: Cast,
    /// The bytes of the mask's buffer, if only some elements count.
    pub(super) mask: Option<&'a [u8]>,
    /// Set when the user wants to stop; what is folded then does not matter.
    pub(super) interrupt: &'a AtomicBool,
    /// Whether other threads may help.
    pub(super) threads: bool,
}

impl Source<'_> {
    fn stopped(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }

    /// The bytes an element.
    fn size(&self) -> usize {
        self.loops.dtype.itemsize()
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
    fn outer(&self, first: usize, f: &mut dyn FnMut(Place) -> ControlFlow<()>) {
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
pub(super) fn fold(part: &Part, source: &Source<'_>, acc: &mut [u8]) {
    let (elements, size) = (part.len(), source.size());
    let slowest = part.axes.iter().rposition(|axis| axis.acc != 0);
    if let Some(slowest) = slowest.filter(|_| source.threads && elements * size >= PARALLEL_BYTES) {
        let axis = part.axes[slowest];
        let pieces = (2 * parallel::threads()).min(axis.len);
        let least = if slowest == 0 { 512 } else { 1 };
        let each = axis.len.div_ceil(pieces).max(least);
        if each < axis.len {
            parallel::for_each(acc.chunks_mut(axis.acc * each * size), &|i, acc| {
                let mut piece = part.clone();
                piece.axes[slowest].len = each.min(axis.len - i * each);
                piece.input += (i * each) as isize * axis.input;
                piece.mask += (i * each) as isize * axis.mask;
                fold_part(&piece, source, acc);
            });
            return;
        }
    }
    fold_part(part, source, acc);
}

fn fold_part(part: &Part, source: &Source<'_>, acc: &mut [u8]) {
    match (part.inner, source.mask) {
        (0, None) => rows(part, source, acc),
        (0, Some(mask)) => masked_rows(part, source, mask, acc),
        (_, None) => runs(part, source, acc),
        (_, Some(mask)) => masked_runs(part, source, mask, acc),
    }
}

/// The result moves along the fastest axis: rows are folded into rows.
fn rows(part: &Part, source: &Source<'_>, acc: &mut [u8]) {
    let (n, size, loops) = (part.axes[0].len, source.size(), source.loops);
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
            part.outer(outer, &mut |place| {
                since += width * count;
                if since > PATIENCE {
                    since = 0;
                    if source.stopped() {
                        return ControlFlow::Break(());
                    }
                }
                let row = |i: usize| -> &[u8] {
                    let from = (place.input + i as isize * stride) as usize + first * size;
                    &source.bytes[from..from + width * size]
                };
                let to = (place.acc + first) * size;
                let acc = &mut acc[to..to + width * size];
                let mut i = 0;
                while i + 4 <= count {
                    (loops.four_rows)(acc, [row(i), row(i + 1), row(i + 2), row(i + 3)]);
                    i += 4;
                    if i % ROWS == 0 && source.stopped() {
                        return ControlFlow::Break(());
                    }
                }
                (i..count).for_each(|i| (loops.row)(acc, row(i)));
                ControlFlow::Continue(())
            });
            first += width;
        }
        return;
    }
    let walk = part.walk();
    let mut cursor = walk.cursor(0, 0);
    let mut scratch: Scratch = [0; 2 * BLOCK];
    part.outer(1, &mut |place| {
        since += n;
        if since > PATIENCE {
            since = 0;
            if source.stopped() {
                return ControlFlow::Break(());
            }
        }
        for acc in acc[place.acc * size..(place.acc + n) * size].chunks_mut(BLOCK * size) {
            let row = &mut bytemuck::cast_slice_mut(&mut scratch)[..acc.len()];
            source.cast.pull(&mut cursor, source.bytes, row);
            (loops.row)(acc, row);
        }
        ControlFlow::Continue(())
    });
}

fn masked_rows(part: &Part, source: &Source<'_>, mask: &[u8], acc: &mut [u8]) {
    let (n, size) = (part.axes[0].len, source.size());
    let walk = part.walk();
    let (mut cursor, mut masks) = (walk.cursor(0, 0), walk.cursor(1, 0));
    let mut scratch: Scratch = [0; 2 * BLOCK];
    let mut counts = [0u8; BLOCK];
    let mut since = 0;
    part.outer(1, &mut |place| {
        since += n;
        if since > PATIENCE {
            since = 0;
            if source.stopped() {
                return ControlFlow::Break(());
            }
        }
        for acc in acc[place.acc * size..(place.acc + n) * size].chunks_mut(BLOCK * size) {
            let row = &mut bytemuck::cast_slice_mut(&mut scratch)[..acc.len()];
            let counts = &mut counts[..acc.len() / size];
            source.cast.pull(&mut cursor, source.bytes, row);
            masks.pull(mask, counts);
            (source.loops.masked_row)(acc, row, counts);
        }
        ControlFlow::Continue(())
    });
}

/// The result stands still along the fastest axes: each block of them is folded run by run.
fn runs(part: &Part, source: &Source<'_>, acc: &mut [u8]) {
    let (size, loops) = (source.size(), source.loops);
    let block: usize = part.axes[..part.inner].iter().map(|a| a.len).product();
    let mut since = 0;
    if source.direct && part.contiguous(part.inner, size) {
        // Short runs that follow each other, as the elements of the result do that they belong to, are folded by one call.
        let short = block <= part.chunk.min(loops.leaf_length);
        let (together, outer) = match part.axes.get(part.inner) {
            Some(axis) if short && axis.acc == 1 && axis.input == (block * size) as isize => {
                (axis.len, part.inner + 1)
            }
            _ => (1, part.inner),
        };
        let at_once = (PATIENCE / block).clamp(1, together);
        part.outer(outer, &mut |place| {
            for first in (0..together).step_by(at_once) {
                let count = at_once.min(together - first);
                since += block * count;
                if since > PATIENCE {
                    since = 0;
                    if source.stopped() {
                        return ControlFlow::Break(());
                    }
                }
                let from = place.input as usize + first * block * size;
                let items = &source.bytes[from..from + count * block * size];
                let acc = &mut acc[(place.acc + first) * size..][..count * size];
                if short {
                    (loops.runs)(acc, items, block);
                } else {
                    items.chunks(part.chunk * size).for_each(|run| fold_slice(acc, run, source));
                }
            }
            ControlFlow::Continue(())
        });
        return;
    }
    let walk = part.walk();
    let mut pulled = Pulled { walk: &walk, cursor: walk.cursor(0, 0), at: 0 };
    part.outer(part.inner, &mut |place| {
        let acc = &mut acc[place.acc * size..(place.acc + 1) * size];
        if block > part.chunk && loops.separable && source.threads && block * size >= PARALLEL_BYTES {
            let (start, chunks) = (pulled.at, block.div_ceil(part.chunk));
            for first in (0..chunks).step_by(BATCH) {
                if source.stopped() {
                    return ControlFlow::Break(());
                }
                let mut sums = vec![Gathered::default(); BATCH.min(chunks - first)];
                parallel::for_each(sums.iter_mut(), &|i, sum| {
                    let from = (first + i) * part.chunk;
                    *sum = Pulled::at(&walk, start + from).tree(part.chunk.min(block - from), source);
                });
                for sum in sums {
                    (loops.add)(acc, sum);
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
            if loops.separable {
                let sum = pulled.tree(n, source);
                (loops.add)(acc, sum);
            } else {
                pulled.sequence(acc, n, source);
            }
            done += n;
        }
        ControlFlow::Continue(())
    });
}

/// Folds a run that is contiguous in memory into an element of the result.
#[inline]
fn fold_slice(acc: &mut [u8], run: &[u8], source: &Source<'_>) {
    let (loops, size) = (source.loops, acc.len());
    if run.len() <= loops.leaf_length * size {
        (loops.runs)(acc, run, run.len() / size);
    } else if loops.separable {
        (loops.add)(acc, tree(run, source));
    } else {
        let mut sum = (loops.load)(acc);
        for run in run.chunks(PATIENCE * size) {
            sum = (loops.steps)(sum, run);
            if source.stopped() {
                break;
            }
        }
        (loops.store)(acc, sum);
    }
}

/// The fold of a run, which is not empty: cut in two until it is short.
fn tree(run: &[u8], source: &Source<'_>) -> Gathered {
    let (loops, size) = (source.loops, source.size());
    let n = run.len() / size;
    if n <= loops.leaf_length {
        return (loops.leaf)(run);
    }
    let (left, right) = run.split_at((loops.half)(n) * size);
    if run.len() >= PARALLEL_BYTES && source.threads {
        if source.stopped() {
            return Gathered::default();
        }
        return both(parallel::join(|| tree(left, source), || tree(right, source)), source);
    }
    let a = tree(left, source);
    if (loops.settled)(a) {
        return a;
    }
    (loops.combine)(a, tree(right, source))
}

/// The fold of two halves.
fn both(halves: (Option<Gathered>, Option<Gathered>), source: &Source<'_>) -> Gathered {
    match halves {
        (Some(a), Some(b)) => (source.loops.combine)(a, b),
        (Some(a), None) | (None, Some(a)) => a,
        (None, None) => Gathered::default(),
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
    fn tree(&mut self, n: usize, source: &Source<'_>) -> Gathered {
        self.tree_through(n, source, &mut [0; 2 * BLOCK])
    }

    fn tree_through(&mut self, n: usize, source: &Source<'_>, scratch: &mut Scratch) -> Gathered {
        let (loops, size) = (source.loops, source.size());
        if n <= loops.leaf_length.min(BLOCK) {
            let run = &mut bytemuck::cast_slice_mut(scratch)[..n * size];
            source.cast.pull(&mut self.cursor, source.bytes, run);
            self.at += n;
            return (loops.leaf)(run);
        }
        let left = (loops.half)(n);
        if n * size >= PARALLEL_BYTES && source.threads {
            if source.stopped() {
                return Gathered::default();
            }
            let mut other = Self::at(self.walk, self.at + left);
            let halves = parallel::join(|| self.tree(left, source), || other.tree(n - left, source));
            // The cursor stands in the middle; whoever pulls next starts where the other one ended.
            (self.cursor, self.at) = (other.cursor, other.at);
            return both(halves, source);
        }
        let a = self.tree_through(left, source, scratch);
        let b = self.tree_through(n - left, source, scratch);
        (loops.combine)(a, b)
    }

    /// Folds the next `n` elements into an element of the result, one after the other.
    fn sequence(&mut self, acc: &mut [u8], n: usize, source: &Source<'_>) {
        let mut scratch: Scratch = [0; 2 * BLOCK];
        let mut sum = (source.loops.load)(acc);
        let mut left = n;
        while left > 0 && !source.stopped() {
            let count = left.min(BLOCK);
            let run = &mut bytemuck::cast_slice_mut(&mut scratch)[..count * acc.len()];
            source.cast.pull(&mut self.cursor, source.bytes, run);
            sum = (source.loops.steps)(sum, run);
            left -= count;
        }
        self.at += n;
        (source.loops.store)(acc, sum);
    }
}

/// As [`runs`], where each stretch of elements that count is a run of its own.
fn masked_runs(part: &Part, source: &Source<'_>, mask: &[u8], acc: &mut [u8]) {
    let size = source.size();
    let block: usize = part.axes[..part.inner].iter().map(|a| a.len).product();
    let walk = part.walk();
    let (mut cursor, mut masks) = (walk.cursor(0, 0), walk.cursor(1, 0));
    let longest = part.chunk.min(block);
    let mut items = crate::memory::filled((longest * size).div_ceil(8), 0u64);
    let mut counts = crate::memory::filled(longest, 0u8);
    part.outer(part.inner, &mut |place| {
        let acc = &mut acc[place.acc * size..(place.acc + 1) * size];
        let mut done = 0;
        while done < block && !source.stopped() {
            let n = longest.min(block - done);
            let items = &mut bytemuck::cast_slice_mut(&mut items)[..n * size];
            let counts = &mut counts[..n];
            source.cast.pull(&mut cursor, source.bytes, items);
            masks.pull(mask, counts);
            let mut from = 0;
            for stretch in counts.chunk_by(|&a, &b| (a != 0) == (b != 0)) {
                let to = from + stretch.len();
                if stretch[0] != 0 {
                    fold_slice(acc, &items[from * size..to * size], source);
                }
                from = to;
            }
            done += n;
        }
        if source.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
}
