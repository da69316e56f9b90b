//! Casts between dtypes, element by element, with the results of NumPy's C casts.

// Each cast is one or two instructions inside a hot loop, and comparisons without branches let that loop use vector instructions.
#![allow(clippy::inline_always, clippy::needless_bitwise_bool, clippy::manual_range_contains)]

use half::f16;

use crate::dispatch;
use crate::memory::{Bool, C64, C128, DType, Element, Kind, Memory};

use super::walk::{BLOCK, Cursor};

/// A cast of one element.
pub(crate) trait CastTo<T>: Sized {
    /// Whether [`Self::faults`] can find any.
    const CHECKED: bool = false;
    /// The value as a `T`: wrapping for integers, truncating from floats, real part of a complex number.
    fn cast(self) -> T;
    /// What the processor would complain about: a float that no integer of the width it goes through can hold, a finite one that becomes infinite.
    #[inline(always)]
    fn faults(self) -> Faults {
        Faults::default()
    }
}

/// What went wrong in a cast, to be told as NumPy's `RuntimeWarning`s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults(u8);

impl Faults {
    const INVALID: u8 = 1;
    const OVERFLOW: u8 = 2;

    #[inline(always)]
    fn invalid(found: bool) -> Self {
        Self(u8::from(found))
    }

    #[inline(always)]
    fn overflow(found: bool) -> Self {
        Self(u8::from(found) << 1)
    }

    /// Whether a number became something invalid, as a NaN made an integer.
    pub(crate) fn is_invalid(self) -> bool {
        self.0 & Self::INVALID != 0
    }

    /// Whether a finite number became infinite.
    pub(crate) fn is_overflow(self) -> bool {
        self.0 & Self::OVERFLOW != 0
    }

    /// As a number, for an atomic.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// From [`Self::bits`].
    pub(crate) fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// Raises the warnings.
    pub(crate) fn warn(self, memory: &Memory) {
        if self.0 & Self::INVALID != 0 {
            memory.fault(crate::memory::Fault::Invalid, CastError::Invalid {});
        }
        if self.0 & Self::OVERFLOW != 0 {
            memory.fault(crate::memory::Fault::Over, CastError::Overflow {});
        }
    }
}

impl std::ops::BitOrAssign for Faults {
    #[inline(always)]
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Whether a cast may raise a floating-point condition.
pub(crate) fn loses(from: DType, to: DType) -> bool {
    match to.kind() {
        Kind::Bool => false,
        Kind::UInt | Kind::Int => from.is_inexact(),
        Kind::Float | Kind::Complex => {
            to.real() != DType::Float64 && !from.can_cast_safely(to) && from.itemsize() > 1
        }
    }
}

/// Warns if complex numbers are about to lose their imaginary part.
pub(crate) fn warn_of_complex(from: DType, to: DType, memory: &Memory) {
    if from.is_complex() && !to.is_complex() && to != DType::Bool {
        memory.warn(CastError::Discards {});
    }
}

crate::error_kinds! {
    /// What a cast may warn of.
    pub enum CastError {
        /// `array([1e20]).astype(int)`
        RuntimeWarning Invalid {} = "invalid value encountered in cast";
        /// `array([1e300]).astype('float32')`
        RuntimeWarning Overflow {} = "overflow encountered in cast";
        /// `array([1j]).astype(float)`
        ComplexWarning Discards {} = "Casting complex values to real discards the imaginary part";
    }
}

/// A double as a C compiler for x86-64 truncates it to a signed 64-bit integer: out of range and NaN give the smallest.
#[inline(always)]
fn to_i64(x: f64) -> i64 {
    if fits_i64(x) { x as i64 } else { i64::MIN }
}

/// Whether a double, truncated, is a signed 64-bit integer.
#[inline(always)]
fn fits_i64(x: f64) -> bool {
    (x >= -9_223_372_036_854_775_808.0) & (x < 9_223_372_036_854_775_808.0)
}

/// The same to 32 bits.
#[inline(always)]
fn to_i32(x: f64) -> i32 {
    if fits_i32(x) { x as i32 } else { i32::MIN }
}

#[inline(always)]
fn fits_i32(x: f64) -> bool {
    (x > -2_147_483_649.0) & (x < 2_147_483_648.0)
}

/// Whether the cast to an unsigned 64-bit integer finds its way through signed ones.
#[inline(always)]
fn fits_u64(x: f64) -> bool {
    (x >= -9_223_372_036_854_775_808.0) & (x < 18_446_744_073_709_551_616.0)
}

/// The same to an unsigned 64-bit integer: from 2^63 on what is above it, below as a signed one.
#[inline(always)]
fn to_u64(x: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    if x >= HALF { (to_i64(x - HALF) as u64) ^ (1 << 63) } else { to_i64(x) as u64 }
}

macro_rules! between {
    ($($from:ty => $($to:ty),+; |$x:ident| $body:expr;)*) => { $($(
        impl CastTo<$to> for $from {
            #[inline(always)]
            fn cast(self) -> $to { let $x = self; ($body) as $to }
        }
    )+)* };
}
macro_rules! checked {
    ($($from:ty => $($to:ty),+; |$x:ident| $body:expr, $faults:expr;)*) => { $($(
        impl CastTo<$to> for $from {
            const CHECKED: bool = true;
            #[inline(always)]
            fn cast(self) -> $to { let $x = self; ($body) as $to }
            #[inline(always)]
            fn faults(self) -> Faults { let $x = self; $faults }
        }
    )+)* };
}
macro_rules! integers {
    ($($from:ty),*) => { $(
        between! { $from => i8, u8, i16, u16, i32, u32, i64, u64, f32, f64; |x| x; }
        impl CastTo<Bool> for $from { #[inline(always)] fn cast(self) -> Bool { Bool::from(self != 0) } }
        impl CastTo<C64> for $from { #[inline(always)] fn cast(self) -> C64 { C64::new(self as f32, 0.0) } }
        impl CastTo<C128> for $from { #[inline(always)] fn cast(self) -> C128 { C128::new(self as f64, 0.0) } }
    )* };
}
integers!(i8, u8, i16, u16, i32, u32, i64, u64);

/// NumPy casts integers to float16 through float32.
#[inline(always)]
fn half_from(x: f64) -> f16 {
    f16::from_f32(x as f32)
}

macro_rules! floats {
    ($($from:ty),*) => { $(
        checked! {
            $from => i8, i16, i32, u8, u16; |x| to_i32(x as f64), Faults::invalid(!fits_i32(x as f64));
            $from => u32, i64; |x| to_i64(x as f64), Faults::invalid(!fits_i64(x as f64));
            $from => u64; |x| to_u64(x as f64), Faults::invalid(!fits_u64(x as f64));
        }
        impl CastTo<Bool> for $from { #[inline(always)] fn cast(self) -> Bool { Bool::from(self != 0.0) } }
        impl CastTo<C64> for $from {
            const CHECKED: bool = size_of::<$from>() > size_of::<f32>();
            #[inline(always)]
            fn cast(self) -> C64 { C64::new(self as f32, 0.0) }
            #[inline(always)]
            fn faults(self) -> Faults { CastTo::<f32>::faults(self) }
        }
        impl CastTo<C128> for $from { #[inline(always)] fn cast(self) -> C128 { C128::new(self as f64, 0.0) } }
    )* };
}
floats!(f32, f64);
between! {
    f32 => f32, f64; |x| x;
    f64 => f64; |x| x;
}
checked! {
    f64 => f32; |x| x, Faults::overflow((x.abs() <= f64::MAX) & ((x as f32).abs() == f32::INFINITY));
}
/// Whether a finite float becomes an infinite float16.
#[inline(always)]
fn overflows_half(x: f64) -> Faults {
    Faults::overflow((x.abs() <= f64::MAX) & (x.abs() >= 65520.0))
}
macro_rules! halves {
    ($($from:ty => |$x:ident| $body:expr),*) => { $(impl CastTo<f16> for $from {
        const CHECKED: bool = true;
        #[inline(always)]
        fn cast(self) -> f16 { let $x = self; $body }
        #[inline(always)]
        fn faults(self) -> Faults { overflows_half(self as f64) }
    })* };
}
halves!(f32 => |x| f16::from_f32(x), f64 => |x| f16::from_f64(x), i8 => |x| half_from(x as f64), u8 => |x| half_from(x as f64),
    i16 => |x| half_from(x as f64), u16 => |x| half_from(x as f64), i32 => |x| half_from(x as f64), u32 => |x| half_from(x as f64),
    i64 => |x| half_from(x as f64), u64 => |x| half_from(x as f64));

macro_rules! through {
    ($from:ty, $via:ty => $($to:ty),*; |$x:ident| $body:expr) => { $(
        impl CastTo<$to> for $from {
            const CHECKED: bool = <$via as CastTo<$to>>::CHECKED;
            #[inline(always)]
            fn cast(self) -> $to { let $x = self; CastTo::<$to>::cast($body) }
            #[inline(always)]
            fn faults(self) -> Faults { let $x = self; CastTo::<$to>::faults($body) }
        }
    )* };
}
through!(f16, f32 => Bool, i8, u8, i16, u16, i32, u32, i64, u64, f32, f64, C64, C128; |x| x.to_f32());
through!(Bool, u8 => i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C64, C128; |x| u8::from(x.get()));
through!(C64, f32 => i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64; |x| x.re);
through!(C128, f64 => i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64; |x| x.re);
impl CastTo<Bool> for C64 {
    #[inline(always)]
    fn cast(self) -> Bool {
        Bool::from(self.re != 0.0 || self.im != 0.0)
    }
}
impl CastTo<Bool> for C128 {
    #[inline(always)]
    fn cast(self) -> Bool {
        Bool::from(self.re != 0.0 || self.im != 0.0)
    }
}
impl CastTo<C128> for C64 {
    #[inline(always)]
    fn cast(self) -> C128 {
        C128::new(self.re.into(), self.im.into())
    }
}
impl CastTo<C64> for C128 {
    const CHECKED: bool = true;
    #[inline(always)]
    fn cast(self) -> C64 {
        C64::new(self.re as f32, self.im as f32)
    }
    #[inline(always)]
    fn faults(self) -> Faults {
        let mut faults = CastTo::<f32>::faults(self.re);
        faults |= CastTo::<f32>::faults(self.im);
        faults
    }
}
macro_rules! same {
    ($($t:ty),*) => { $(impl CastTo<$t> for $t { #[inline(always)] fn cast(self) -> $t { self } })* };
}
same!(Bool, f16, C64, C128);

/// A type that every element type can be cast to.
pub(crate) trait CastTarget: Element {
    /// How to pull elements of `dtype` from a walk as `Self`.
    fn puller(dtype: DType) -> Pull<Self>;
    /// Casts elements of `dtype` that follow each other in `bytes`, aligned or not.
    fn cast_bytes(dtype: DType, bytes: &[u8], out: &mut [Self]);
    /// How to cast elements of `dtype`; `None` if they are elements of `Self`.
    fn caster(dtype: DType) -> Option<CastSlice<Self>>;
    /// One element of `dtype`, from its bytes, as `Self`.
    fn read(dtype: DType, bytes: &[u8]) -> Self;
}

/// Pulls the next elements of an operand, cast to `T`.
pub(crate) type Pull<T> = fn(&mut Cursor<'_>, &[u8], &mut [T]);

fn pull_cast<S: Element + CastTo<T>, T: Element>(cursor: &mut Cursor<'_>, bytes: &[u8], out: &mut [T]) {
    // A contiguous run is cast where it stands; others pass through scratch, of which few elements need little.
    let mut done = 0;
    while done < out.len() {
        if let Some(run) = cursor.flat_run_of(bytes, size_of::<S>(), out.len() - done) {
            cast_flat::<S, T>(run, &mut out[done..done + run.len() / size_of::<S>()]);
            done += run.len() / size_of::<S>();
            continue;
        }
        if out.len() - done <= SMALL {
            pull_block(cursor, bytes, &mut out[done..], &mut [S::default(); SMALL]);
            return;
        }
        let n = (out.len() - done).min(BLOCK);
        pull_block(cursor, bytes, &mut out[done..done + n], &mut [S::default(); BLOCK]);
        done += n;
    }
}

/// How many elements count as few.
const SMALL: usize = 32;

fn pull_block<S: Element + CastTo<T>, T: Element>(
    cursor: &mut Cursor<'_>,
    bytes: &[u8],
    out: &mut [T],
    scratch: &mut [S],
) {
    let scratch = &mut scratch[..out.len()];
    cursor.pull(bytes, scratch);
    for (o, &s) in out.iter_mut().zip(scratch.iter()) {
        *o = s.cast();
    }
}

/// Casts elements that follow each other.
fn cast_flat<S: Element + CastTo<T>, T: Element>(bytes: &[u8], out: &mut [T]) {
    if let Ok(items) = bytemuck::try_cast_slice::<u8, S>(bytes) {
        for (o, &s) in out.iter_mut().zip(items) {
            *o = s.cast();
        }
        return;
    }
    for (o, item) in out.iter_mut().zip(bytes.chunks_exact(size_of::<S>())) {
        *o = bytemuck::pod_read_unaligned::<S>(item).cast();
    }
}

/// Casts elements that stand one behind the other, given as bytes, and looks for faults.
pub(crate) type CastSlice<T> = fn(&[u8], &mut [T]) -> Faults;

fn cast_slice<S: Element + CastTo<T>, T: Element>(bytes: &[u8], out: &mut [T]) -> Faults {
    let mut faults = Faults::default();
    if let Ok(items) = bytemuck::try_cast_slice::<u8, S>(bytes) {
        for (items, out) in items.chunks(BLOCK).zip(out.chunks_mut(BLOCK)) {
            faults |= cast_items(items, out);
        }
        return faults;
    }
    let mut scratch = [S::default(); BLOCK];
    for (bytes, out) in bytes.chunks(BLOCK * size_of::<S>()).zip(out.chunks_mut(BLOCK)) {
        let scratch = &mut scratch[..out.len()];
        bytemuck::cast_slice_mut(scratch).copy_from_slice(bytes);
        faults |= cast_items(scratch, out);
    }
    faults
}

/// A block at a time: both loops find it in the cache.
fn cast_items<S: Element + CastTo<T>, T: Element>(items: &[S], out: &mut [T]) -> Faults {
    for (o, &s) in out.iter_mut().zip(items) {
        *o = s.cast();
    }
    let mut faults = Faults::default();
    if S::CHECKED {
        for &s in items {
            faults |= s.faults();
        }
    }
    faults
}

macro_rules! targets {
    ($($t:ty),*) => { $(impl CastTarget for $t {
        fn puller(dtype: DType) -> Pull<Self> {
            if dtype == Self::DTYPE {
                return |cursor, bytes, out| cursor.pull(bytes, out);
            }
            dispatch!(dtype, S => pull_cast::<S, Self>)
        }
        fn caster(dtype: DType) -> Option<CastSlice<Self>> {
            if dtype == Self::DTYPE {
                return None;
            }
            dispatch!(dtype, S => Some(cast_slice::<S, Self> as CastSlice<Self>))
        }
        fn cast_bytes(dtype: DType, bytes: &[u8], out: &mut [Self]) {
            dispatch!(dtype, S => cast_flat::<S, Self>(bytes, out));
        }
        fn read(dtype: DType, bytes: &[u8]) -> Self {
            dispatch!(dtype, S => bytemuck::pod_read_unaligned::<S>(&bytes[..size_of::<S>()]).cast())
        }
    })* };
}
targets!(Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C64, C128);
