//! Walks: the elements of several arrays of one shape, visited together, in an order chosen for the memory.
//!
//! Elementwise kernels need contiguous slices of one dtype. A [`Walk`] sorts and merges the axes of all operands; a [`Cursor`] then pulls
//! the next few thousand elements of an operand into a slice (or pushes them back), whatever their strides and alignment. What is contiguous in
//! walk order is not copied at all.

use bytemuck::Pod;
use smallvec::SmallVec;

use crate::memory::{Layout, Shape, Strides};
use crate::width;

/// How many elements a kernel takes at a time: several operands of 16 bytes stay within a first-level cache.
pub(crate) const BLOCK: usize = 1024;

/// Several arrays of one shape, their axes in a common order with the last axis fastest, neighbours merged where all operands allow it.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    shape: Shape,
    operands: SmallVec<[(isize, Strides); 3]>,
}

/// The axes from slowest to fastest as NumPy's iterator orders them for these operands (each broadcast to one shape): an insertion sort by
/// absolute strides, in which zero strides do not vote and C order wins where operands disagree. The layout of a ufunc's result follows it.
pub(crate) fn axis_order(layouts: &[&Layout]) -> SmallVec<[usize; 4]> {
    let ndim = layouts.first().map_or(0, |l| l.ndim());
    let stride =
        |op: &Layout, axis: usize| if op.shape[axis] == 1 { 0 } else { op.strides[axis].unsigned_abs() };
    // `order` runs from fastest to slowest while sorting.
    let mut order: SmallVec<[usize; 4]> = (0..ndim).rev().collect();
    for i in 1..ndim {
        let axis = order[i];
        let mut place = i;
        for k in (0..i).rev() {
            let (mut undecided, mut swap) = (true, false);
            for op in layouts {
                let (mine, other) = (stride(op, axis), stride(op, order[k]));
                if mine != 0 && other != 0 {
                    if other <= mine {
                        swap = false;
                    } else if undecided {
                        swap = true;
                    }
                    undecided = false;
                }
            }
            if !undecided {
                if swap {
                    place = k;
                } else {
                    break;
                }
            }
        }
        order.remove(i);
        order.insert(place, axis);
    }
    order.reverse();
    order
}

impl Walk {
    /// A walk over operands that all have one shape (broadcast before), in the order of the first one: put the output there, so that it is
    /// written from front to back. Where every operand steps backwards or not at all, it goes the other way.
    pub(crate) fn new(layouts: &[&Layout]) -> Self {
        Self::voted(layouts, &layouts[..1], layouts)
    }

    /// The same for an assignment: along every axis from the front to the back of the first operand, the target. NumPy assigns so; it shows
    /// where two elements of the target are one in memory, and the later write wins.
    pub(crate) fn front_to_back(layouts: &[&Layout]) -> Self {
        Self::voted(layouts, &layouts[..1], &layouts[..1])
    }

    /// A walk in the order of `voters`, the other way where each of `turning` steps backwards or not at all.
    pub(crate) fn voted(layouts: &[&Layout], voters: &[&Layout], turning: &[&Layout]) -> Self {
        let order = axis_order(voters);
        let mut walk = Self {
            shape: Shape::new(),
            operands: layouts.iter().map(|l| (l.offset as isize, Strides::new())).collect(),
        };
        for &axis in &order {
            let n = layouts[0].shape[axis];
            if n == 1 {
                continue;
            }
            let flip =
                turning.iter().all(|l| l.strides[axis] <= 0) && turning.iter().any(|l| l.strides[axis] < 0);
            let mut strides: SmallVec<[isize; 4]> = layouts.iter().map(|l| l.strides[axis]).collect();
            if flip && n > 0 {
                for (op, stride) in walk.operands.iter_mut().zip(&mut strides) {
                    op.0 += (n as isize - 1) * *stride;
                    *stride = -*stride;
                }
            }
            let merges = !walk.shape.is_empty()
                && walk.operands.iter().zip(&strides).all(|(op, &s)| op.1[op.1.len() - 1] == s * n as isize);
            if merges {
                let last = walk.shape.len() - 1;
                walk.shape[last] *= n;
                for (op, &s) in walk.operands.iter_mut().zip(&strides) {
                    op.1[last] = s;
                }
            } else {
                walk.shape.push(n);
                for (op, &s) in walk.operands.iter_mut().zip(&strides) {
                    op.1.push(s);
                }
            }
        }
        walk
    }

    /// A walk along axes that are in order already, the last one fastest: their lengths, and for each operand where it starts and its strides.
    pub(crate) fn in_order(shape: Shape, operands: SmallVec<[(isize, Strides); 3]>) -> Self {
        Self { shape, operands }
    }

    /// The number of elements.
    pub(crate) fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// The lengths of the merged axes.
    pub(crate) fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The byte strides of an operand along the merged axes.
    pub(crate) fn strides(&self, operand: usize) -> &[isize] {
        &self.operands[operand].1
    }

    /// The byte at which an operand starts, in walk order.
    pub(crate) fn start(&self, operand: usize) -> isize {
        self.operands[operand].0
    }

    /// The first byte of an operand, if its elements of `size` bytes follow each other without gaps in walk order.
    pub(crate) fn contiguous(&self, operand: usize, size: usize) -> Option<usize> {
        let (start, strides) = &self.operands[operand];
        let mut step = size as isize;
        for (&n, &stride) in self.shape.iter().zip(strides).rev() {
            if stride != step {
                return None;
            }
            step = step.wrapping_mul(n as isize);
        }
        Some(*start as usize)
    }

    /// Whether an operand is one element, repeated.
    pub(crate) fn is_repeated(&self, operand: usize) -> bool {
        self.operands[operand].1.iter().all(|&s| s == 0)
    }

    /// `count` indices of the slowest axis, from the `from`-th on, or as many as there are, with the first operand moved to byte 0.
    pub(crate) fn part(&self, from: usize, count: usize) -> Self {
        let mut part = self.clone();
        part.shape[0] = count.min(self.shape[0] - from);
        part.operands[0].0 = 0;
        for op in &mut part.operands[1..] {
            op.0 += from as isize * op.1[0];
        }
        part
    }

    /// Calls `f` with the bytes at which the first two operands start, for every index of the axes other than those in `skip`.
    pub(crate) fn for_each_start(&self, skip: &[usize], f: &mut dyn FnMut(isize, isize)) {
        let axes: SmallVec<[usize; 4]> = (0..self.shape.len()).filter(|axis| !skip.contains(axis)).collect();
        let mut index: SmallVec<[usize; 4]> = SmallVec::from_elem(0, axes.len());
        let (to, from) = (&self.operands[0], &self.operands[1]);
        let (mut at_to, mut at_from) = (to.0, from.0);
        loop {
            f(at_to, at_from);
            let mut k = axes.len();
            loop {
                if k == 0 {
                    return;
                }
                k -= 1;
                let axis = axes[k];
                index[k] += 1;
                at_to += to.1[axis];
                at_from += from.1[axis];
                if index[k] < self.shape[axis] {
                    break;
                }
                at_to -= to.1[axis] * self.shape[axis] as isize;
                at_from -= from.1[axis] * self.shape[axis] as isize;
                index[k] = 0;
            }
        }
    }

    /// A cursor at the `from`-th element of an operand, in walk order.
    pub(crate) fn cursor(&self, operand: usize, from: usize) -> Cursor<'_> {
        let (start, strides) = &self.operands[operand];
        let mut cursor = Cursor {
            shape: &self.shape,
            strides,
            index: SmallVec::from_elem(0, self.shape.len()),
            at: *start,
        };
        let mut rest = from;
        for axis in (0..self.shape.len()).rev() {
            let n = self.shape[axis].max(1);
            // The slowest axis takes what is left, so that a cursor may stand at the very end.
            let i = if axis == 0 { rest } else { rest % n };
            rest /= n;
            cursor.index[axis] = i;
            cursor.at += i as isize * strides[axis];
        }
        cursor
    }
}

/// A place in one operand of a walk.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'w> {
    shape: &'w [usize],
    strides: &'w [isize],
    index: SmallVec<[usize; 4]>,
    at: isize,
}

impl Cursor<'_> {
    /// The next run along the fastest axis, at most `most` elements: where it starts, its stride, its length. Moves past it.
    #[inline]
    fn run(&mut self, most: usize) -> (isize, isize, usize) {
        let Some(last) = self.shape.len().checked_sub(1) else { return (self.at, 0, most.min(1)) };
        let (at, stride) = (self.at, self.strides[last]);
        let n = (self.shape[last] - self.index[last]).min(most);
        self.index[last] += n;
        self.at += n as isize * stride;
        let mut axis = last;
        while axis > 0 && self.index[axis] == self.shape[axis] {
            self.at -= self.strides[axis] * self.shape[axis] as isize;
            self.index[axis] = 0;
            axis -= 1;
            self.index[axis] += 1;
            self.at += self.strides[axis];
        }
        (at, stride, n)
    }

    /// The bytes of the next run along the fastest axis, at most `most` elements of `size` bytes, if they follow each other. Moves past it.
    #[inline]
    pub(crate) fn flat_run_of<'b>(&mut self, bytes: &'b [u8], size: usize, most: usize) -> Option<&'b [u8]> {
        match self.strides.last() {
            Some(&stride) if stride == size as isize => {
                let (at, _, n) = self.run(most);
                Some(&bytes[at as usize..at as usize + n * size])
            }
            _ => None,
        }
    }

    /// The next `out.len()` elements of the operand. There are that many left.
    #[inline]
    pub(crate) fn pull<T: Pod>(&mut self, bytes: &[u8], out: &mut [T]) {
        self.pull_bytes(bytes, size_of::<T>(), bytemuck::cast_slice_mut(out));
    }

    /// Writes the next `values.len()` elements of the operand. There are that many left.
    #[inline]
    pub(crate) fn push<T: Pod>(&mut self, bytes: &mut [u8], values: &[T]) {
        self.push_bytes(bytes, size_of::<T>(), bytemuck::cast_slice(values));
    }

    /// The next elements of the operand, of `size` bytes each, as many as `out` has room for.
    pub(crate) fn pull_bytes(&mut self, bytes: &[u8], size: usize, out: &mut [u8]) {
        width!(size, T => match bytemuck::try_cast_slice_mut::<u8, T>(out) {
            Ok(out) => self.pull_words(bytes, out),
            // Elements of two parts are aligned as one of them.
            Err(_) => self.pull_words::<[u8; size_of::<T>()]>(bytes, bytemuck::cast_slice_mut(out)),
        });
    }

    /// Writes the next elements of the operand, of `size` bytes each.
    pub(crate) fn push_bytes(&mut self, bytes: &mut [u8], size: usize, values: &[u8]) {
        width!(size, T => match bytemuck::try_cast_slice::<u8, T>(values) {
            Ok(values) => self.push_words(bytes, values),
            Err(_) => self.push_words::<[u8; size_of::<T>()]>(bytes, bytemuck::cast_slice(values)),
        });
    }

    fn pull_words<T: Pod>(&mut self, bytes: &[u8], out: &mut [T]) {
        let mut done = 0;
        while done < out.len() {
            let (at, stride, n) = self.run(out.len() - done);
            pull_run(bytes, at, stride, &mut out[done..done + n]);
            done += n;
        }
    }

    fn push_words<T: Pod>(&mut self, bytes: &mut [u8], values: &[T]) {
        let mut done = 0;
        while done < values.len() {
            let (at, stride, n) = self.run(values.len() - done);
            push_run(bytes, at, stride, &values[done..done + n]);
            done += n;
        }
    }
}

/// The bytes that `n` elements of `size` bytes touch, from `at` on in steps of `stride`.
fn touched(at: isize, stride: isize, n: usize, size: usize) -> std::ops::Range<usize> {
    let reach = (n as isize - 1) * stride;
    (at + reach.min(0)) as usize..(at + reach.max(0)) as usize + size
}

/// Reads `out.len()` elements from byte `at` on, in steps of `stride` bytes.
pub(crate) fn pull_run<T: Pod>(bytes: &[u8], at: isize, stride: isize, out: &mut [T]) {
    let (n, size) = (out.len(), size_of::<T>());
    if n == 0 {
        return;
    }
    let run = &bytes[touched(at, stride, n, size)];
    if stride == size as isize {
        bytemuck::cast_slice_mut(out).copy_from_slice(run);
        return;
    }
    if stride == 0 {
        out.fill(bytemuck::pod_read_unaligned(run));
        return;
    }
    if stride % size as isize == 0
        && let Ok(items) = bytemuck::try_cast_slice::<u8, T>(run)
    {
        let step = stride.unsigned_abs() / size;
        // `run` ends with the last element, so that each chunk from the front starts with one, and each from the back ends with one.
        if stride > 0 {
            out.iter_mut().zip(items.chunks(step)).for_each(|(o, chunk)| *o = chunk[0]);
        } else if step == 1 {
            out.iter_mut().zip(items.iter().rev()).for_each(|(o, &item)| *o = item);
        } else {
            out.iter_mut().zip(items.rchunks(step)).for_each(|(o, chunk)| *o = chunk[chunk.len() - 1]);
        }
        return;
    }
    let mut from = if stride < 0 { run.len() - size } else { 0 } as isize;
    for o in out {
        *o = bytemuck::pod_read_unaligned(&run[from as usize..from as usize + size]);
        from += stride;
    }
}

/// Writes `values` from byte `at` on, in steps of `stride` bytes, the first one first.
pub(crate) fn push_run<T: Pod>(bytes: &mut [u8], at: isize, stride: isize, values: &[T]) {
    let (n, size) = (values.len(), size_of::<T>());
    if n == 0 {
        return;
    }
    let run = &mut bytes[touched(at, stride, n, size)];
    if stride == size as isize {
        run.copy_from_slice(bytemuck::cast_slice(values));
        return;
    }
    if stride % size as isize == 0
        && stride.unsigned_abs() >= size
        && let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(run)
    {
        let step = stride.unsigned_abs() / size;
        if stride > 0 {
            items.chunks_mut(step).zip(values).for_each(|(chunk, &value)| chunk[0] = value);
        } else {
            items.rchunks_mut(step).zip(values).for_each(|(chunk, &value)| {
                let last = chunk.len() - 1;
                chunk[last] = value;
            });
        }
        return;
    }
    let mut to = if stride < 0 { run.len() - size } else { 0 } as isize;
    for value in values {
        run[to as usize..to as usize + size].copy_from_slice(bytemuck::bytes_of(value));
        to += stride;
    }
}
