//! Casts between dtypes, element by element, with the results of NumPy's C casts.

// Each cast is one or two instructions inside a hot loop, and comparisons without branches let that loop use vector instructions.
#![allow(clippy::inline_always, clippy::needless_bitwise_bool, clippy::manual_range_contains)]

use half::f16;

use crate::dispatch;
use crate::memory::{Bool, C64, C128, DType, Element, Fault, FpStatus, Kind, Memory};

use super::walk::{BLOCK, Cursor};

/// A cast of one element.
pub(crate) trait CastTo<T>: Sized {
    /// Whether [`Self::faults`] can find any.
    const CHECKED: bool = false;
    /// The value as a `T`: wrapping for integers, truncating from floats, real part of a complex number.
    fn cast(self) -> T;
    /// What the processor would complain about: a float that no integer of the width it goes through can hold, a finite one that becomes infinite.
    #[inline(always)]
    fn faults(self) -> FpStatus {
        FpStatus::NONE
    }
}

/// Raises the warnings of a cast.
pub(crate) fn warn(status: FpStatus, memory: &Memory) {
    if status.contains(FpStatus::INVALID) {
        memory.fault(Fault::Invalid, CastError::Invalid {});
    }
    if status.contains(FpStatus::OVERFLOW) {
        memory.fault(Fault::Over, CastError::Overflow {});
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
            fn faults(self) -> FpStatus { let $x = self; $faults }
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
            $from => i8, i16, i32, u8, u16; |x| to_i32(x as f64), FpStatus::INVALID.when(!fits_i32(x as f64));
            $from => u32, i64; |x| to_i64(x as f64), FpStatus::INVALID.when(!fits_i64(x as f64));
            $from => u64; |x| to_u64(x as f64), FpStatus::INVALID.when(!fits_u64(x as f64));
        }
        impl CastTo<Bool> for $from { #[inline(always)] fn cast(self) -> Bool { Bool::from(self != 0.0) } }
        impl CastTo<C64> for $from {
            const CHECKED: bool = size_of::<$from>() > size_of::<f32>();
            #[inline(always)]
            fn cast(self) -> C64 { C64::new(self as f32, 0.0) }
            #[inline(always)]
            fn faults(self) -> FpStatus { CastTo::<f32>::faults(self) }
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
    f64 => f32; |x| x, FpStatus::OVERFLOW.when((x.abs() <= f64::MAX) & ((x as f32).abs() == f32::INFINITY));
}
/// Whether a finite float becomes an infinite float16.
#[inline(always)]
fn overflows_half(x: f64) -> FpStatus {
    FpStatus::OVERFLOW.when((x.abs() <= f64::MAX) & (x.abs() >= 65520.0))
}
macro_rules! halves {
    ($($from:ty => |$x:ident| $body:expr),*) => { $(impl CastTo<f16> for $from {
        const CHECKED: bool = true;
        #[inline(always)]
        fn cast(self) -> f16 { let $x = self; $body }
        #[inline(always)]
        fn faults(self) -> FpStatus { overflows_half(self as f64) }
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
            fn faults(self) -> FpStatus { let $x = self; CastTo::<$to>::faults($body) }
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
    fn faults(self) -> FpStatus {
        let mut faults = CastTo::<f32>::faults(self.re);
        faults |= CastTo::<f32>::faults(self.im);
        faults
    }
}
macro_rules! same {
    ($($t:ty),*) => { $(impl CastTo<$t> for $t { #[inline(always)] fn cast(self) -> $t { self } })* };
}
same!(Bool, f16, C64, C128);

/// A cast from one dtype to another: one compiled loop a pair, behind bytes, so that what casts is not compiled for each pair again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cast {
    from: usize,
    to: usize,
    /// `None` if the bytes stay as they are.
    run: Option<CastBytes>,
}

/// Casts elements that stand one behind the other, aligned or not, to aligned ones; gives what was lost.
type CastBytes = fn(&[u8], &mut [u8]) -> FpStatus;

impl Cast {
    /// The cast from one dtype to another, maybe the same.
    pub(crate) fn new(from: DType, to: DType) -> Self {
        Self { from: from.itemsize(), to: to.itemsize(), run: loop_of(from, to) }
    }

    /// Whether it only moves bytes: between equal dtypes, or integers of one width.
    pub(crate) fn is_move(&self) -> bool {
        self.run.is_none()
    }

    /// Casts elements that stand one behind the other in `bytes`, aligned or not, to as many in `out`, aligned; gives what was lost.
    pub(crate) fn run(&self, bytes: &[u8], out: &mut [u8]) -> FpStatus {
        match self.run {
            Some(run) => run(bytes, out),
            None => {
                out.copy_from_slice(bytes);
                FpStatus::NONE
            }
        }
    }

    /// Pulls the next elements of an operand, cast, as many as `out` has room for; gives what was lost.
    pub(crate) fn pull(&self, cursor: &mut Cursor<'_>, bytes: &[u8], out: &mut [u8]) -> FpStatus {
        let Some(run) = self.run else {
            cursor.pull_bytes(bytes, self.from, out);
            return FpStatus::NONE;
        };
        // A contiguous run is cast where it stands; others pass through scratch, of which few elements need little.
        let (n, mut done, mut status) = (out.len() / self.to, 0, FpStatus::NONE);
        while done < n {
            let left = n - done;
            if let Some(items) = cursor.flat_run_of(bytes, self.from, left) {
                let count = items.len() / self.from;
                status |= run(items, &mut out[done * self.to..(done + count) * self.to]);
                done += count;
                continue;
            }
            let (mut few, mut many);
            let scratch: &mut [u64] = if left <= FEW {
                few = [0; 2 * FEW];
                &mut few
            } else {
                many = [0; BLOCK];
                &mut many
            };
            let scratch: &mut [u8] = bytemuck::cast_slice_mut(scratch);
            let count = left.min(scratch.len() / self.from);
            let scratch = &mut scratch[..count * self.from];
            cursor.pull_bytes(bytes, self.from, scratch);
            status |= run(scratch, &mut out[done * self.to..(done + count) * self.to]);
            done += count;
        }
        status
    }

    /// As [`Self::pull`], with the type that the dtype stands for.
    #[inline]
    pub(crate) fn pull_as<T: Element>(&self, cursor: &mut Cursor<'_>, bytes: &[u8], out: &mut [T]) {
        self.pull(cursor, bytes, bytemuck::cast_slice_mut(out));
    }
}

/// How many elements count as few.
const FEW: usize = 32;

/// One element of `dtype`, from its bytes, as a `T`.
pub(crate) fn read<T: Element>(dtype: DType, bytes: &[u8]) -> T {
    let mut value = T::default();
    Cast::new(dtype, T::DTYPE).run(&bytes[..dtype.itemsize()], bytemuck::bytes_of_mut(&mut value));
    value
}

/// An element of `dtype` cast to `to`: the bytes, in words.
pub(crate) fn cast_element(dtype: DType, bytes: &[u8], to: DType) -> [u64; 2] {
    let mut value = [0; 2];
    let out = &mut bytemuck::cast_slice_mut(&mut value)[..to.itemsize()];
    Cast::new(dtype, to).run(&bytes[..dtype.itemsize()], out);
    value
}

fn cast_bytes<S: Element + CastTo<T>, T: Element>(bytes: &[u8], out: &mut [u8]) -> FpStatus {
    let out: &mut [T] = bytemuck::cast_slice_mut(out);
    let size = size_of::<S>();
    let mut status = FpStatus::NONE;
    // A block at a time: the loop that looks for faults finds it in the cache.
    for (bytes, out) in bytes.chunks(BLOCK * size).zip(out.chunks_mut(BLOCK)) {
        for (o, item) in out.iter_mut().zip(bytes.chunks_exact(size)) {
            *o = bytemuck::pod_read_unaligned::<S>(item).cast();
        }
        if S::CHECKED {
            for item in bytes.chunks_exact(size) {
                status |= bytemuck::pod_read_unaligned::<S>(item).faults();
            }
        }
    }
    status
}

/// [`dispatch`] for some dtypes; `None` for the others.
macro_rules! among {
    ($dtype:expr, $t:ident in $($variant:ident)* => $body:expr) => {
        dispatch!(@match $dtype, $t, $body, [None] $($variant)*)
    };
}

/// The loop of a cast; `None` if the bytes stay as they are. Integers wrap, so that what is cast to a signed one has the bits of the unsigned one.
fn loop_of(from: DType, to: DType) -> Option<CastBytes> {
    let unsigned = match to {
        DType::Int8 => DType::UInt8,
        DType::Int16 => DType::UInt16,
        DType::Int32 => DType::UInt32,
        DType::Int64 => DType::UInt64,
        to => to,
    };
    if from == to || from.is_integer() && to.is_integer() && from.itemsize() == to.itemsize() {
        return None;
    }
    if !from.is_inexact() {
        return among!(unsigned, T in Bool UInt8 UInt16 UInt32 UInt64 Float16 Float32 Float64 Complex64 Complex128 =>
            among!(from, S in Bool Int8 UInt8 Int16 UInt16 Int32 UInt32 Int64 UInt64 => Some(cast_bytes::<S, T> as CastBytes)));
    }
    // Floats find their way to the narrow integers through one of 32 bits, to the others by their sign.
    let to = if to.itemsize() < 4 { unsigned } else { to };
    among!(to, T in Bool UInt8 UInt16 Int32 UInt32 Int64 UInt64 Float16 Float32 Float64 Complex64 Complex128 =>
        among!(from, S in Float16 Float32 Float64 Complex64 Complex128 => Some(cast_bytes::<S, T> as CastBytes)))
}
