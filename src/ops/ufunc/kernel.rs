//! Kernels: what a loop does to a block of contiguous elements, and the loops all kernels share.
//!
//! A kernel takes its inputs as bytes of one dtype each, aligned and contiguous, or as one repeated element, and fills blocks of output.
//! The plain loops are compiled twice, for any x86-64 and for one with AVX2 and FMA, and the processor decides which one runs.
//! A kernel tells by [`Flags`] what NumPy would have read from the status word of the floating-point unit.

use std::marker::PhantomData;

use bytemuck::Pod;
use half::f16;
use half::slice::HalfFloatSliceExt;
use pulp::{Arch, Simd, WithSimd};

use crate::memory::{C64, C128, DType};

use super::flags::Flags;

/// An input of a kernel.
#[derive(Clone, Copy)]
pub(crate) enum In<'a> {
    /// As many elements as the output has, aligned.
    Slice(&'a [u8]),
    /// One element (it need not be aligned) that stands for as many.
    One(&'a [u8]),
}

/// A kernel of one input and one output.
pub(crate) type Unary = fn(In<'_>, &mut [u8]) -> Flags;
/// A kernel of two inputs and one output.
pub(crate) type Binary = fn(In<'_>, In<'_>, &mut [u8]) -> Flags;
/// A kernel of one input and two outputs.
pub(crate) type UnaryTwo = fn(In<'_>, &mut [u8], &mut [u8]) -> Flags;
/// A kernel of two inputs and two outputs.
pub(crate) type BinaryTwo = fn(In<'_>, In<'_>, &mut [u8], &mut [u8]) -> Flags;

/// A kernel, by the number of its inputs and outputs.
#[derive(Clone, Copy)]
pub(crate) enum Kernel {
    /// One input, one output.
    U(Unary),
    /// Two inputs, one output.
    B(Binary),
    /// One input, two outputs.
    UU(UnaryTwo),
    /// Two inputs, two outputs.
    BB(BinaryTwo),
    /// None for elements: two inputs and one output have core dimensions.
    Core,
}

/// A kernel and the dtypes it is for: NumPy's `ufunc.types`, a row.
#[derive(Clone, Copy)]
pub struct Loop {
    types: [DType; 4],
    pub(crate) kernel: Kernel,
}

impl Loop {
    pub(super) const fn u(a: DType, out: DType, kernel: Unary) -> Self {
        Self { types: [a, out, out, out], kernel: Kernel::U(kernel) }
    }

    pub(super) const fn b(a: DType, b: DType, out: DType, kernel: Binary) -> Self {
        Self { types: [a, b, out, out], kernel: Kernel::B(kernel) }
    }

    pub(super) const fn uu(a: DType, out: DType, other: DType, kernel: UnaryTwo) -> Self {
        Self { types: [a, out, other, other], kernel: Kernel::UU(kernel) }
    }

    pub(super) const fn bb(a: DType, b: DType, out: DType, other: DType, kernel: BinaryTwo) -> Self {
        Self { types: [a, b, out, other], kernel: Kernel::BB(kernel) }
    }

    /// A loop over core dimensions, of which only the dtype counts here.
    pub(super) const fn core(dtype: DType) -> Self {
        Self { types: [dtype; 4], kernel: Kernel::Core }
    }

    /// The number of inputs.
    #[inline]
    pub fn nin(&self) -> usize {
        match self.kernel {
            Kernel::U(_) | Kernel::UU(_) => 1,
            Kernel::B(_) | Kernel::BB(_) | Kernel::Core => 2,
        }
    }

    /// The number of outputs.
    #[inline]
    pub fn nout(&self) -> usize {
        match self.kernel {
            Kernel::U(_) | Kernel::B(_) | Kernel::Core => 1,
            Kernel::UU(_) | Kernel::BB(_) => 2,
        }
    }

    /// The dtypes of the inputs.
    #[inline]
    pub fn inputs(&self) -> &[DType] {
        &self.types[..self.nin()]
    }

    /// The dtype of an input.
    #[inline]
    pub(super) fn input(&self, index: usize) -> DType {
        self.types[index]
    }

    /// The dtypes of the outputs.
    #[inline]
    pub fn outputs(&self) -> &[DType] {
        let nin = self.nin();
        &self.types[nin..nin + self.nout()]
    }
}

impl Kernel {
    /// Runs the kernel on a block. `ins` and `outs` have as many entries as the kernel takes.
    #[inline]
    pub(crate) fn run(self, ins: &[In<'_>], outs: &mut [&mut [u8]]) -> Flags {
        match (self, ins, outs) {
            (Self::U(f), [a, ..], [o, ..]) => f(*a, o),
            (Self::B(f), [a, b, ..], [o, ..]) => f(*a, *b, o),
            (Self::UU(f), [a, ..], [o, p, ..]) => f(*a, o, p),
            (Self::BB(f), [a, b, ..], [o, p, ..]) => f(*a, *b, o, p),
            _ => Flags::NONE,
        }
    }
}

/// One element of an input.
#[inline(always)]
pub(super) fn one<T: Pod>(bytes: &[u8]) -> T {
    bytemuck::pod_read_unaligned(bytes)
}

/// The elements of an input, one after the other.
#[inline(always)]
fn element<T: Pod>(input: In<'_>, index: usize) -> T {
    match input {
        In::Slice(bytes) => bytemuck::cast_slice::<u8, T>(bytes)[index],
        In::One(bytes) => one(bytes),
    }
}

/// What is not a finite number. Integers never are suspected.
pub(super) trait Scan: Pod {
    /// The sign bits of what was seen.
    type Seen: Copy + Default;
    /// Takes note of a result: the largest finite magnitude minus its magnitude is negative just for infinities and NaN.
    fn note(self, seen: Self::Seen) -> Self::Seen;
    /// Whether any result that was noted is infinite or NaN.
    fn any(seen: Self::Seen) -> bool;
    /// Whether any element is infinite or NaN.
    #[inline(always)]
    fn suspect(block: &[Self]) -> bool {
        Self::any(block.iter().fold(Self::Seen::default(), |seen, &x| x.note(seen)))
    }
}

macro_rules! never_suspect {
    ($($t:ty),*) => { $(impl Scan for $t {
        type Seen = ();
        #[inline(always)]
        fn note(self, (): ()) {}
        #[inline(always)]
        fn any((): ()) -> bool { false }
    })* };
}
never_suspect!(crate::memory::Bool, i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! suspects {
    ($($t:ty, $seen:ty, $largest:literal, $mask:expr);*) => { $(impl Scan for $t {
        type Seen = $seen;
        #[inline(always)]
        fn note(self, seen: $seen) -> $seen {
            const LARGEST: $seen = $largest;
            seen | LARGEST.wrapping_sub((self.to_bits() & $mask) as $seen)
        }
        #[inline(always)]
        fn any(seen: $seen) -> bool { seen < 0 }
    })* };
}
suspects!(f16, i16, 0x7bff, u16::MAX >> 1; f32, i32, 0x7f7f_ffff, u32::MAX >> 1; f64, i64, 0x7fef_ffff_ffff_ffff, u64::MAX >> 1);

macro_rules! complex_suspects {
    ($($t:ty, $part:ty);*) => { $(impl Scan for $t {
        type Seen = <$part as Scan>::Seen;
        #[inline(always)]
        fn note(self, seen: Self::Seen) -> Self::Seen { self.im.note(self.re.note(seen)) }
        #[inline(always)]
        fn any(seen: Self::Seen) -> bool { seen < 0 }
    })* };
}
complex_suspects!(C64, f32; C128, f64);

/// The loop of [`unary`], compiled for each kind of processor; gives whether the results are suspect.
struct UnaryLoop<'a, A, O, F> {
    a: In<'a>,
    out: &'a mut [O],
    f: F,
    types: PhantomData<A>,
}

impl<A: Pod, O: Scan, F: Fn(A) -> O> WithSimd for UnaryLoop<'_, A, O, F> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> bool {
        let Self { a, out, f, .. } = self;
        let mut seen = O::Seen::default();
        let mut put = |o: &mut O, value: O| {
            *o = value;
            seen = value.note(seen);
        };
        match a {
            In::Slice(bytes) => {
                for (o, &a) in out.iter_mut().zip(bytemuck::cast_slice(bytes)) {
                    put(o, f(a));
                }
            }
            In::One(bytes) => fill(out, f(one(bytes)), put),
        }
        O::any(seen)
    }
}

/// Puts a value everywhere.
#[inline(always)]
fn fill<O: Copy>(out: &mut [O], value: O, mut put: impl FnMut(&mut O, O)) {
    for o in out {
        put(o, value);
    }
}

/// Fills `out` with `f` of the elements, and, where the result is suspect, asks `classify` what happened.
#[inline(always)]
pub(super) fn unary<A: Pod, O: Scan>(
    a: In<'_>,
    out: &mut [u8],
    f: impl Fn(A) -> O,
    classify: impl Fn(A, O) -> Flags,
) -> Flags {
    let out: &mut [O] = bytemuck::cast_slice_mut(out);
    let suspect = Arch::new().dispatch(UnaryLoop { a, out: &mut *out, f, types: PhantomData });
    if suspect {
        return out.iter().enumerate().fold(Flags::NONE, |flags, (i, &o)| flags | classify(element(a, i), o));
    }
    Flags::NONE
}

/// The loop of [`binary`].
struct BinaryLoop<'a, A, B, O, F> {
    a: In<'a>,
    b: In<'a>,
    out: &'a mut [O],
    f: F,
    types: PhantomData<(A, B)>,
}

impl<A: Pod, B: Pod, O: Scan, F: Fn(A, B) -> O> WithSimd for BinaryLoop<'_, A, B, O, F> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> bool {
        let Self { a, b, out, f, .. } = self;
        let mut seen = O::Seen::default();
        let mut put = |o: &mut O, value: O| {
            *o = value;
            seen = value.note(seen);
        };
        match (a, b) {
            (In::Slice(x), In::Slice(y)) => {
                let (x, y): (&[A], &[B]) = (bytemuck::cast_slice(x), bytemuck::cast_slice(y));
                for ((o, &a), &b) in out.iter_mut().zip(x).zip(y) {
                    put(o, f(a, b));
                }
            }
            (In::Slice(x), In::One(y)) => {
                let b: B = one(y);
                for (o, &a) in out.iter_mut().zip(bytemuck::cast_slice(x)) {
                    put(o, f(a, b));
                }
            }
            (In::One(x), In::Slice(y)) => {
                let a: A = one(x);
                for (o, &b) in out.iter_mut().zip(bytemuck::cast_slice(y)) {
                    put(o, f(a, b));
                }
            }
            (In::One(x), In::One(y)) => fill(out, f(one(x), one(y)), put),
        }
        O::any(seen)
    }
}

/// The same for two inputs.
#[inline(always)]
pub(super) fn binary<A: Pod, B: Pod, O: Scan>(
    a: In<'_>,
    b: In<'_>,
    out: &mut [u8],
    f: impl Fn(A, B) -> O,
    classify: impl Fn(A, B, O) -> Flags,
) -> Flags {
    let out: &mut [O] = bytemuck::cast_slice_mut(out);
    if Arch::new().dispatch(BinaryLoop { a, b, out: &mut *out, f, types: PhantomData }) {
        return out
            .iter()
            .enumerate()
            .fold(Flags::NONE, |flags, (i, &o)| flags | classify(element(a, i), element(b, i), o));
    }
    Flags::NONE
}

/// The same for an operation that is slow by itself and tells for each element what happened.
#[inline(always)]
pub(super) fn binary_flagged<A: Pod, B: Pod, O: Pod>(
    a: In<'_>,
    b: In<'_>,
    out: &mut [u8],
    f: impl Fn(A, B) -> (O, Flags),
) -> Flags {
    let out: &mut [O] = bytemuck::cast_slice_mut(out);
    let mut all = Flags::NONE;
    for (i, o) in out.iter_mut().enumerate() {
        let (value, flags) = f(element(a, i), element(b, i));
        *o = value;
        all |= flags;
    }
    all
}

/// The same for one input.
#[inline(always)]
pub(super) fn unary_flagged<A: Pod, O: Pod>(a: In<'_>, out: &mut [u8], f: impl Fn(A) -> (O, Flags)) -> Flags {
    let out: &mut [O] = bytemuck::cast_slice_mut(out);
    let mut all = Flags::NONE;
    for (i, o) in out.iter_mut().enumerate() {
        let (value, flags) = f(element(a, i));
        *o = value;
        all |= flags;
    }
    all
}

/// Two outputs from one input.
#[inline(always)]
pub(super) fn unary_two<A: Pod, O: Pod, P: Pod>(
    a: In<'_>,
    first: &mut [u8],
    second: &mut [u8],
    f: impl Fn(A) -> (O, P, Flags),
) -> Flags {
    let (first, second): (&mut [O], &mut [P]) =
        (bytemuck::cast_slice_mut(first), bytemuck::cast_slice_mut(second));
    let mut all = Flags::NONE;
    for (i, (o, p)) in first.iter_mut().zip(second).enumerate() {
        let (x, y, flags) = f(element(a, i));
        (*o, *p) = (x, y);
        all |= flags;
    }
    all
}

/// Two outputs from two inputs.
#[inline(always)]
pub(super) fn binary_two<A: Pod, B: Pod, O: Pod, P: Pod>(
    a: In<'_>,
    b: In<'_>,
    first: &mut [u8],
    second: &mut [u8],
    f: impl Fn(A, B) -> (O, P, Flags),
) -> Flags {
    let (first, second): (&mut [O], &mut [P]) =
        (bytemuck::cast_slice_mut(first), bytemuck::cast_slice_mut(second));
    let mut all = Flags::NONE;
    for (i, (o, p)) in first.iter_mut().zip(second).enumerate() {
        let (x, y, flags) = f(element(a, i), element(b, i));
        (*o, *p) = (x, y);
        all |= flags;
    }
    all
}

/// How many float16 are widened at a time.
const HALVES: usize = 256;

/// The elements from `at` on, as many as `wide` has, as float32.
fn widen<'w>(input: In<'_>, at: usize, wide: &'w mut [f32]) -> In<'w> {
    match input {
        In::Slice(bytes) => {
            let halves: &[f16] = bytemuck::cast_slice(bytes);
            halves[at..at + wide.len()].convert_to_f32_slice(wide);
            In::Slice(bytemuck::cast_slice(wide))
        }
        In::One(bytes) => {
            wide[0] = one::<f16>(bytes).to_f32();
            In::One(bytemuck::bytes_of(&wide[0]))
        }
    }
}

/// Rounds float32 to float16. What was finite and no longer is has overflowed.
fn narrow(wide: &[f32], out: &mut [u8]) -> Flags {
    let out: &mut [f16] = bytemuck::cast_slice_mut(out);
    out.convert_from_f32_slice(wide);
    if f16::suspect(out) && wide.iter().zip(&*out).any(|(w, o)| w.is_finite() && o.is_infinite()) {
        return Flags::OVERFLOW;
    }
    Flags::NONE
}

/// Runs a float32 kernel on float16, as NumPy does. `size` is that of an output element if it is not a float16.
pub(super) fn half_unary(a: In<'_>, out: &mut [u8], size: Option<usize>, kernel: Unary) -> Flags {
    let mut flags = Flags::NONE;
    let (mut x, mut z) = ([0.0; HALVES], [0.0; HALVES]);
    for (i, out) in out.chunks_mut(HALVES * size.unwrap_or(2)).enumerate() {
        let n = out.len() / size.unwrap_or(2);
        let a = widen(a, i * HALVES, &mut x[..n]);
        flags |= match size {
            Some(_) => kernel(a, out),
            None => kernel(a, bytemuck::cast_slice_mut(&mut z[..n])) | narrow(&z[..n], out),
        };
    }
    flags
}

/// The same for two inputs.
pub(super) fn half_binary(
    a: In<'_>,
    b: In<'_>,
    out: &mut [u8],
    size: Option<usize>,
    kernel: Binary,
) -> Flags {
    let mut flags = Flags::NONE;
    let (mut x, mut y, mut z) = ([0.0; HALVES], [0.0; HALVES], [0.0; HALVES]);
    for (i, out) in out.chunks_mut(HALVES * size.unwrap_or(2)).enumerate() {
        let n = out.len() / size.unwrap_or(2);
        let a = widen(a, i * HALVES, &mut x[..n]);
        let b = widen(b, i * HALVES, &mut y[..n]);
        flags |= match size {
            Some(_) => kernel(a, b, out),
            None => kernel(a, b, bytemuck::cast_slice_mut(&mut z[..n])) | narrow(&z[..n], out),
        };
    }
    flags
}

/// Two float16 outputs from two float16 inputs, computed in float32.
pub(super) fn half_binary_two(
    a: In<'_>,
    b: In<'_>,
    first: &mut [u8],
    second: &mut [u8],
    f: impl Fn(f32, f32) -> (f32, f32, Flags),
) -> Flags {
    binary_two(a, b, first, second, |a: f16, b: f16| {
        let (x, y, flags) = f(a.to_f32(), b.to_f32());
        let (o, p) = (f16::from_f32(x), f16::from_f32(y));
        let lost = (o.is_infinite() && x.is_finite()) || (p.is_infinite() && y.is_finite());
        (o, p, flags | Flags::OVERFLOW.when(lost))
    })
}

/// Two outputs from one float16 input, widened to float32.
pub(super) fn half_unary_two<O: Pod, P: Pod>(
    a: In<'_>,
    first: &mut [u8],
    second: &mut [u8],
    f: impl Fn(f32) -> (O, P),
) -> Flags {
    unary_two(a, first, second, |a: f16| {
        let (x, y) = f(a.to_f32());
        (x, y, Flags::NONE)
    })
}
