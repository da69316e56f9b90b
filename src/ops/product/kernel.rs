//! One matrix times another, of one dtype.

use std::sync::atomic::{AtomicBool, Ordering};

use ndarray::{ArrayView2, ArrayViewMut2, Axis, ShapeBuilder};

use crate::memory::{Bool, C64, C128, Element, f16, filled};
use crate::ops::parallel;

use super::lines;

/// A matrix in a slice: element `[i, j]` stands at `i * rows + j * columns`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix<'a, T> {
    /// From the element with the lowest address.
    pub(super) items: &'a [T],
    /// How many rows and columns.
    pub(super) shape: (usize, usize),
    /// Elements from a row, and from a column, to the next; never negative.
    pub(super) strides: (usize, usize),
}

/// An element that matrices can be multiplied of.
pub(super) trait Product: Element {
    /// `out = a @ b`; `out` is C-ordered, `(rows of a, columns of b)`. Gives up once `interrupt` is set.
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, out: &mut [Self], interrupt: &AtomicBool);
    /// The complex conjugate; itself for a real number.
    fn conjugate(self) -> Self {
        self
    }
    /// `self + a * b`
    fn add_product(self, a: Self, b: Self) -> Self;
}

/// How many multiplications make a second thread worth its start.
const PARALLEL: usize = 1 << 18;

/// Multiplies row by row of `out`: `out[i] += a[i, k] * b[k]`, which walks `b` and `out` along their rows.
fn by_rows<T: Product>(a: Matrix<'_, T>, b: Matrix<'_, T>, out: &mut [T], interrupt: &AtomicBool) {
    let (n, m) = (a.shape.1, b.shape.1);
    if m == 0 {
        return;
    }
    let row = |i: usize, out: &mut [T]| {
        out.fill(T::default());
        for k in 0..n {
            if interrupt.load(Ordering::Relaxed) {
                return;
            }
            let x = a.items[i * a.strides.0 + k * a.strides.1];
            let from = k * b.strides.0;
            if b.strides.1 == 1 {
                for (o, &y) in out.iter_mut().zip(&b.items[from..from + m]) {
                    *o = o.add_product(x, y);
                }
            } else {
                for (j, o) in out.iter_mut().enumerate() {
                    *o = o.add_product(x, b.items[from + j * b.strides.1]);
                }
            }
        }
    };
    if a.shape.0 * n * m >= PARALLEL {
        parallel::for_each(out.chunks_mut(m), &row);
    } else {
        out.chunks_mut(m).enumerate().for_each(|(i, out)| row(i, out));
    }
}

macro_rules! integer_products {
    ($($t:ty),*) => { $(impl Product for $t {
        fn multiply(a: Matrix<'_, $t>, b: Matrix<'_, $t>, out: &mut [$t], interrupt: &AtomicBool) { by_rows(a, b, out, interrupt); }
        #[inline(always)]
        fn add_product(self, a: $t, b: $t) -> $t { self.wrapping_add(a.wrapping_mul(b)) }
    })* };
}
integer_products!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Product for Bool {
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, out: &mut [Self], interrupt: &AtomicBool) {
        by_rows(a, b, out, interrupt);
    }
    #[inline(always)]
    fn add_product(self, a: Self, b: Self) -> Self {
        (self.get() | (a.get() & b.get())).into()
    }
}

impl Product for f16 {
    /// NumPy adds the products up in float32 and rounds once.
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, out: &mut [Self], interrupt: &AtomicBool) {
        let wide = |m: Matrix<'_, Self>| m.items.iter().map(|x| x.to_f32()).collect::<Vec<f32>>();
        let (x, y) = (wide(a), wide(b));
        let mut sums = filled(out.len(), 0f32);
        by_rows(
            Matrix { items: &x, shape: a.shape, strides: a.strides },
            Matrix { items: &y, shape: b.shape, strides: b.strides },
            &mut sums,
            interrupt,
        );
        for (o, sum) in out.iter_mut().zip(sums) {
            *o = f16::from_f32(sum);
        }
    }
    fn add_product(self, a: Self, b: Self) -> Self {
        f16::from_f32(self.to_f32() + a.to_f32() * b.to_f32())
    }
}

fn view<T: Element>(m: Matrix<'_, T>) -> Option<ArrayView2<'_, T>> {
    ArrayView2::from_shape(m.shape.strides(m.strides), m.items).ok()
}

macro_rules! float_products {
    ($($t:ty, $short:expr, |$x:ident| $conjugate:expr);*) => { $(impl Product for $t {
        fn multiply(a: Matrix<'_, $t>, b: Matrix<'_, $t>, out: &mut [$t], interrupt: &AtomicBool) {
            let short: fn(Matrix<'_, $t>, Matrix<'_, $t>, &mut [$t]) -> bool = $short;
            if short(a, b, out) {
                return;
            }
            let shape = (a.shape.0, b.shape.1);
            let work = shape.0 * shape.1 * a.shape.1;
            // Below this, setting up the blocked product costs more than it saves.
            if work <= 512 {
                return by_rows(a, b, out, interrupt);
            }
            let (Some(x), Some(y), Ok(out)) = (view(a), view(b), ArrayViewMut2::from_shape(shape, out)) else { return };
            let most = (work / parallel::threads()).clamp(PARALLEL, PATIENCE);
            multiply_blocks::<$t>(x, y, out, (work, most), interrupt);
        }
        #[inline(always)]
        fn add_product(self, a: $t, b: $t) -> $t { self + a * b }
        #[inline(always)]
        fn conjugate(self) -> $t { let $x = self; $conjugate }
    })* };
}
float_products!(
    f32, lines::multiply, |x| x;
    f64, lines::multiply, |x| x;
    C64, |_, _, _| false, |x| x.conj();
    C128, |_, _, _| false, |x| x.conj()
);

/// So many multiplications are done between two looks at the interrupt flag: a few milliseconds' worth.
const PATIENCE: usize = 1 << 27;

/// The product by ndarray's kernels, its longer side cut in two until a piece has no more than `most` multiplications.
fn multiply_blocks<T: ndarray::LinalgScalar + Send + Sync>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut out: ArrayViewMut2<'_, T>,
    (work, most): (usize, usize),
    interrupt: &AtomicBool,
) {
    if interrupt.load(Ordering::Relaxed) {
        return;
    }
    if work <= most || out.len() == 1 {
        ndarray::linalg::general_mat_mul(T::one(), &a, &b, T::zero(), &mut out);
        return;
    }
    let (rows, columns) = out.dim();
    let half = (work / 2, most);
    if rows >= columns {
        let at = rows / 2;
        let (top, bottom) = a.split_at(Axis(0), at);
        let (upper, lower) = out.split_at(Axis(0), at);
        parallel::join(
            || multiply_blocks(top, b, upper, half, interrupt),
            || multiply_blocks(bottom, b, lower, half, interrupt),
        );
    } else {
        let at = columns / 2;
        let (left, right) = b.split_at(Axis(1), at);
        let (first, second) = out.split_at(Axis(1), at);
        parallel::join(
            || multiply_blocks(a, left, first, half, interrupt),
            || multiply_blocks(a, right, second, half, interrupt),
        );
    }
}
