//! Casts between dtypes, element by element, with the results of NumPy's C casts.

use half::f16;

use crate::dispatch;
use crate::memory::{Bool, C64, C128, DType, Element};

use super::walk::{BLOCK, Cursor};

/// A cast of one element.
pub(crate) trait CastTo<T> {
    /// The value as a `T`: wrapping for integers, truncating from floats, real part of a complex number.
    fn cast(self) -> T;
}

/// A double as a C compiler for x86-64 truncates it to a signed 64-bit integer: out of range and NaN give the smallest.
#[inline(always)]
fn to_i64(x: f64) -> i64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x) { x as i64 } else { i64::MIN }
}

/// The same to 32 bits.
#[inline(always)]
fn to_i32(x: f64) -> i32 {
    if x > -2_147_483_649.0 && x < 2_147_483_648.0 { x as i32 } else { i32::MIN }
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
macro_rules! integers {
    ($($from:ty),*) => { $(
        between! { $from => i8, u8, i16, u16, i32, u32, i64, u64, f32, f64; |x| x; }
        impl CastTo<Bool> for $from { #[inline(always)] fn cast(self) -> Bool { Bool::from(self != 0) } }
        impl CastTo<f16> for $from { #[inline(always)] fn cast(self) -> f16 { half_from(self as f64) } }
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
        between! {
            $from => i8, i16, i32, u8, u16; |x| to_i32(x as f64);
            $from => u32, i64; |x| to_i64(x as f64);
            $from => u64; |x| to_u64(x as f64);
            $from => f32, f64; |x| x;
        }
        impl CastTo<Bool> for $from { #[inline(always)] fn cast(self) -> Bool { Bool::from(self != 0.0) } }
        impl CastTo<C64> for $from { #[inline(always)] fn cast(self) -> C64 { C64::new(self as f32, 0.0) } }
        impl CastTo<C128> for $from { #[inline(always)] fn cast(self) -> C128 { C128::new(self as f64, 0.0) } }
    )* };
}
floats!(f32, f64);
impl CastTo<f16> for f32 {
    #[inline(always)]
    fn cast(self) -> f16 {
        f16::from_f32(self)
    }
}
impl CastTo<f16> for f64 {
    #[inline(always)]
    fn cast(self) -> f16 {
        f16::from_f64(self)
    }
}

macro_rules! through {
    ($from:ty => $($to:ty),*; |$x:ident| $body:expr) => { $(
        impl CastTo<$to> for $from { #[inline(always)] fn cast(self) -> $to { let $x = self; CastTo::<$to>::cast($body) } }
    )* };
}
through!(f16 => Bool, i8, u8, i16, u16, i32, u32, i64, u64, f32, f64, C64, C128; |x| x.to_f32());
through!(Bool => i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C64, C128; |x| u8::from(x.get()));
through!(C64 => i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64; |x| x.re);
through!(C128 => i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64; |x| x.re);
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
    #[inline(always)]
    fn cast(self) -> C64 {
        C64::new(self.re as f32, self.im as f32)
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

macro_rules! targets {
    ($($t:ty),*) => { $(impl CastTarget for $t {
        fn puller(dtype: DType) -> Pull<Self> {
            if dtype == Self::DTYPE {
                return |cursor, bytes, out| cursor.pull(bytes, out);
            }
            dispatch!(dtype, S => pull_cast::<S, Self>)
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
