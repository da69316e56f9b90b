//! Running a kernel over a walk: block by block, on several threads where it pays.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use smallvec::SmallVec;

use crate::memory::{DType, Scalar};
use crate::ops::assign::PARALLEL_BYTES;
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Cursor, Walk};

use super::cast::{cast, pull, push};
use super::flags::Flags;
use super::kernel::{In, Loop};

/// From this many elements on, a second thread is worth its start for functions that cost several nanoseconds an element.
pub(super) const PARALLEL_HEAVY: usize = 1 << 14;
/// How many elements a thread takes at a time.
const CHUNK: usize = 1 << 15;

/// Where an input comes from.
pub(super) enum Input<'a> {
    /// One element of the loop's dtype, for all.
    One(Scalar),
    /// An operand of the walk, in the bytes of its buffer.
    Array { operand: usize, from: DType, bytes: &'a [u8] },
    /// An operand of the walk in the buffer of an output.
    Within { operand: usize, from: DType, out: usize, in_place: bool },
}

/// A kernel and all it runs over. In the walk the outputs come first, then the inputs, then the mask.
pub(super) struct Job<'a> {
    pub(super) kernel: &'static Loop,
    pub(super) walk: &'a Walk,
    pub(super) inputs: SmallVec<[Input<'a>; 2]>,
    /// The dtypes of the output arrays.
    pub(super) out_dtypes: SmallVec<[DType; 2]>,
    /// The mask, as its operand and the bytes of its buffer.
    pub(super) mask: Option<(usize, &'a [u8])>,
    pub(super) heavy: bool,
    pub(super) interrupt: &'a AtomicBool,
}

/// Scratch space, in words.
pub(super) type Scratch = SmallVec<[u64; 16]>;

/// Scratch space for `n` elements of a dtype.
pub(super) fn scratch(n: usize, dtype: DType) -> Scratch {
    SmallVec::from_elem(0, (n * dtype.itemsize()).div_ceil(8))
}

/// Scratch space as the bytes of `n` elements.
pub(super) fn room(scratch: &mut Scratch, n: usize, dtype: DType) -> &mut [u8] {
    &mut bytemuck::cast_slice_mut(scratch.as_mut_slice())[..n * dtype.itemsize()]
}

/// Hands an input to the kernel, a block at a time.
struct Feed<'a> {
    source: Source<'a>,
    scratch: Scratch,
    dtype: DType,
}

enum Source<'a> {
    One(&'a Scalar),
    /// Contiguous from this byte on, of the right dtype: used where it stands.
    Direct(&'a [u8], usize),
    Pull(Cursor<'a>, &'a [u8], DType),
    /// In the buffer of an output.
    Within(Cursor<'a>, usize, DType),
    /// The same elements as an output, which is contiguous.
    Same(usize),
}

impl<'a> Feed<'a> {
    /// The feed of an input from the `start`-th element on. `same` says that outputs are contiguous and handed over as such.
    fn new<'j: 'a>(
        job: &'a Job<'j>,
        index: usize,
        start: usize,
        n: usize,
        same: bool,
        may_be_direct: bool,
    ) -> Self {
        let dtype = job.kernel.inputs()[index];
        let source = match &job.inputs[index] {
            Input::One(scalar) => Source::One(scalar),
            Input::Array { operand, from, bytes } => match job.walk.contiguous(*operand, dtype.itemsize()) {
                Some(at) if *from == dtype && at.is_multiple_of(dtype.alignment()) && may_be_direct => {
                    Source::Direct(bytes, at + start * dtype.itemsize())
                }
                _ => Source::Pull(job.walk.cursor(*operand, start), bytes, *from),
            },
            Input::Within { out, in_place: true, from, .. } if same && *from == dtype => Source::Same(*out),
            Input::Within { operand, from, out, .. } => {
                Source::Within(job.walk.cursor(*operand, start), *out, *from)
            }
        };
        let scratch = match source {
            Source::One(_) | Source::Direct(..) => Scratch::new(),
            _ => scratch(n.min(BLOCK), dtype),
        };
        Self { source, scratch, dtype }
    }

    /// Makes the next `n` elements ready, the first being the `done`-th of the feed.
    fn load(&mut self, n: usize, done: usize, outs: &[&mut [u8]]) -> Flags {
        let dtype = self.dtype;
        match &mut self.source {
            Source::One(_) | Source::Direct(..) => Flags::NONE,
            Source::Pull(cursor, bytes, from) => {
                pull(cursor, bytes, *from, dtype, room(&mut self.scratch, n, dtype))
            }
            Source::Within(cursor, out, from) => {
                pull(cursor, outs[*out], *from, dtype, room(&mut self.scratch, n, dtype))
            }
            Source::Same(out) => {
                let size = dtype.itemsize();
                room(&mut self.scratch, n, dtype)
                    .copy_from_slice(&outs[*out][done * size..(done + n) * size]);
                Flags::NONE
            }
        }
    }

    /// The elements made ready.
    fn get(&self, n: usize, done: usize) -> In<'_> {
        let size = self.dtype.itemsize();
        match &self.source {
            Source::One(scalar) => In::One(scalar.bytes()),
            Source::Direct(bytes, at) => In::Slice(&bytes[at + done * size..at + (done + n) * size]),
            _ => In::Slice(&bytemuck::cast_slice(&self.scratch)[..n * size]),
        }
    }
}

impl Job<'_> {
    /// Runs the kernel. `outs` are the bytes of the outputs' buffers. Gives what the kernel raised, and what the casts of the inputs raised.
    pub(super) fn run(&self, outs: &mut [&mut [u8]]) -> (Flags, Flags) {
        if self.walk.len() == 0 {
            return (Flags::NONE, Flags::NONE);
        }
        match self.direct() {
            Some(starts) => self.run_direct(&starts, outs),
            None => self.run_scattered(outs),
        }
    }

    /// Where the outputs start, if the kernel can write to all of them directly.
    fn direct(&self) -> Option<SmallVec<[usize; 2]>> {
        if self.mask.is_some() {
            return None;
        }
        let apart = |input: &Input<'_>| !matches!(input, Input::Within { in_place: false, .. });
        if !self.inputs.iter().all(apart) {
            return None;
        }
        let types = self.kernel.outputs();
        (0..types.len())
            .map(|k| {
                let at = self.walk.contiguous(k, types[k].itemsize())?;
                (types[k] == self.out_dtypes[k] && at.is_multiple_of(types[k].alignment())).then_some(at)
            })
            .collect()
    }

    fn run_direct(&self, starts: &[usize], outs: &mut [&mut [u8]]) -> (Flags, Flags) {
        let n = self.walk.len();
        let types = self.kernel.outputs();
        let size = |k: usize| types[k].itemsize();
        let widest = types.iter().chain(self.kernel.inputs()).map(|d| d.itemsize()).max().unwrap_or(1);
        let parallel = n * widest >= PARALLEL_BYTES || (self.heavy && n >= PARALLEL_HEAVY);
        let chunk = if parallel { (n / 4).clamp(BLOCK, CHUNK).next_multiple_of(BLOCK) } else { CHUNK };
        let (all, casts) = (AtomicU8::new(0), AtomicU8::new(0));
        let one = |i: usize, outs: &mut [&mut [u8]]| {
            if !self.interrupt.load(Ordering::Relaxed) {
                let (flags, cast) = self.run_chunk(i * chunk, outs);
                all.fetch_or(flags.bits(), Ordering::Relaxed);
                casts.fetch_or(cast.bits(), Ordering::Relaxed);
            }
        };
        match outs {
            [first] => {
                let first = &mut first[starts[0]..][..n * size(0)];
                let step = chunk * size(0);
                if parallel {
                    parallel::for_each(first.chunks_mut(step), &|i, part| one(i, &mut [part]));
                } else {
                    first.chunks_mut(step).enumerate().for_each(|(i, part)| one(i, &mut [part]));
                }
            }
            [first, second] => {
                let first = &mut first[starts[0]..][..n * size(0)];
                let second = &mut second[starts[1]..][..n * size(1)];
                let (step, other) = (chunk * size(0), chunk * size(1));
                if parallel {
                    let pairs = first.chunks_mut(step).zip(second.chunks_mut(other));
                    parallel::for_each(pairs, &|i, (part, rest)| one(i, &mut [part, rest]));
                } else {
                    let pairs = first.chunks_mut(step).zip(second.chunks_mut(other));
                    pairs.enumerate().for_each(|(i, (part, rest))| one(i, &mut [part, rest]));
                }
            }
            _ => {}
        }
        (Flags::from_bits(all.into_inner()), Flags::from_bits(casts.into_inner()))
    }

    /// Runs the kernel on the elements from `start` on that `outs`, slices of the outputs, have room for.
    fn run_chunk(&self, start: usize, outs: &mut [&mut [u8]]) -> (Flags, Flags) {
        let types = self.kernel.outputs();
        let n = outs[0].len() / types[0].itemsize();
        let mut feeds: SmallVec<[Feed<'_>; 2]> =
            (0..self.inputs.len()).map(|i| Feed::new(self, i, start, n, true, true)).collect();
        let (mut flags, mut casts) = (Flags::NONE, Flags::NONE);
        let mut done = 0;
        while done < n {
            let m = (n - done).min(BLOCK);
            for feed in &mut feeds {
                casts |= feed.load(m, done, outs);
            }
            let ins: SmallVec<[In<'_>; 2]> = feeds.iter().map(|feed| feed.get(m, done)).collect();
            let mut parts: SmallVec<[&mut [u8]; 2]> = outs
                .iter_mut()
                .zip(types)
                .map(|(out, d)| &mut out[done * d.itemsize()..(done + m) * d.itemsize()])
                .collect();
            flags |= self.kernel.kernel.run(&ins, &mut parts);
            done += m;
        }
        (flags, casts)
    }

    /// Outputs that are strided, of another dtype, masked, or in a buffer that is read too: through scratch, on one thread.
    fn run_scattered(&self, outs: &mut [&mut [u8]]) -> (Flags, Flags) {
        let n = self.walk.len();
        let block = n.min(BLOCK);
        let types = self.kernel.outputs();
        let mut feeds: SmallVec<[Feed<'_>; 2]> =
            (0..self.inputs.len()).map(|i| Feed::new(self, i, 0, n, false, self.mask.is_none())).collect();
        let mut results: SmallVec<[Scratch; 2]> = types.iter().map(|&d| scratch(block, d)).collect();
        let mut targets: SmallVec<[(Cursor<'_>, Scratch); 2]> =
            (0..types.len()).map(|k| (self.walk.cursor(k, 0), scratch(block, self.out_dtypes[k]))).collect();
        let mut mask = self
            .mask
            .map(|(operand, bytes)| (self.walk.cursor(operand, 0), bytes, scratch(block, DType::Bool)));
        let (mut flags, mut casts) = (Flags::NONE, Flags::NONE);
        let mut done = 0;
        while done < n && !self.interrupt.load(Ordering::Relaxed) {
            let m = (n - done).min(BLOCK);
            for feed in &mut feeds {
                casts |= feed.load(m, done, outs);
            }
            let chosen = mask.as_mut().map(|(cursor, bytes, scratch)| {
                let mask = room(scratch, m, DType::Bool);
                pull(cursor, bytes, DType::Bool, DType::Bool, mask);
                &*mask
            });
            let count = chosen.map_or(m, |mask| mask.iter().filter(|&&b| b != 0).count());
            if let Some(mask) = chosen
                && count < m
            {
                for feed in &mut feeds {
                    let size = feed.dtype.itemsize();
                    compact(bytemuck::cast_slice_mut(feed.scratch.as_mut_slice()), size, mask);
                }
            }
            if count > 0 {
                flags |= self.run_block(&feeds, &mut results, count, done);
            }
            for (k, ((cursor, cast_room), result)) in targets.iter_mut().zip(&mut results).enumerate() {
                let (from, to) = (types[k], self.out_dtypes[k]);
                let values: &[u8] = if from == to {
                    room(result, count, from)
                } else {
                    let room = room(cast_room, count, to);
                    flags |= cast(
                        from,
                        &bytemuck::cast_slice(result.as_slice())[..count * from.itemsize()],
                        to,
                        room,
                    );
                    room
                };
                let Some(mask) = chosen.filter(|_| count < m || from != to) else {
                    push(cursor, outs[k], to, values);
                    continue;
                };
                let mut merged = scratch(m, to);
                let merged = room(&mut merged, m, to);
                pull(&mut cursor.clone(), outs[k], to, to, merged);
                if from != to {
                    // NumPy's buffer holds what was there before, cast, and tells.
                    flags |= cast(to, merged, from, room(&mut scratch(m, from), m, from));
                }
                scatter(merged, to.itemsize(), mask, values);
                push(cursor, outs[k], to, merged);
            }
            done += m;
        }
        (flags, casts)
    }

    /// Runs the kernel on what the feeds have ready, into scratch.
    fn run_block(&self, feeds: &[Feed<'_>], results: &mut [Scratch], n: usize, done: usize) -> Flags {
        let ins: SmallVec<[In<'_>; 2]> = feeds.iter().map(|feed| feed.get(n, done)).collect();
        let mut parts: SmallVec<[&mut [u8]; 2]> =
            results.iter_mut().zip(self.kernel.outputs()).map(|(o, &d)| room(o, n, d)).collect();
        self.kernel.kernel.run(&ins, &mut parts)
    }
}

/// Moves the elements that the mask chooses to the front.
fn compact(bytes: &mut [u8], size: usize, mask: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let mut to = 0;
    for (from, _) in mask.iter().enumerate().filter(|(_, chosen)| **chosen != 0) {
        bytes.copy_within(from * size..(from + 1) * size, to);
        to += size;
    }
}

/// Writes values to the places that the mask chooses.
fn scatter(bytes: &mut [u8], size: usize, mask: &[u8], values: &[u8]) {
    let places = mask.iter().enumerate().filter(|(_, chosen)| **chosen != 0);
    for ((to, _), value) in places.zip(values.chunks(size)) {
        bytes[to * size..(to + 1) * size].copy_from_slice(value);
    }
}
