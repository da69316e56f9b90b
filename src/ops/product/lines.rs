//! Short products of floats to the last bit as NumPy's BLAS library gives them on x86-64 processors of today: with fused multiplications, in the
//! order of that library's kernels.
//!
//! Longer ones, where the order depends on the processor, are left to the quickest way.

use pulp::{Arch, Simd, WithSimd};

use super::kernel::Matrix;

/// Beyond so many numbers the library shares a dot product among the processors that there are.
const SHARED: usize = 10_000;
/// A fused multiplication is a call where the compiler may not take the processor's instruction for granted: beyond this, what is not compiled for
/// the processor costs too much.
const LONGEST: usize = 256;
/// From here on, matrix-vector products are cut into blocks that depend on the processor.
const SHORT_ROW: usize = 8;

/// Floats whose short products are known.
pub(super) trait Fused: Copy + Default {
    /// `self + a * b`, rounded once.
    fn fused(self, a: Self, b: Self) -> Self;
    /// The product of two rows of equal length.
    fn dot(x: &[Self], y: &[Self]) -> Self;
    /// `a * b + c * d`, the second product rounded on its own.
    fn two(a: (Self, Self), b: (Self, Self)) -> Self;
    /// `self + other`
    fn plus(self, other: Self) -> Self;

    /// A vector times one of four columns of a matrix.
    fn column_abreast(n: usize, at: impl Fn(usize) -> (Self, Self)) -> Self {
        let (mut sum, mut done) = (Self::default(), 0);
        while n - done >= 4 {
            let four = Self::two(at(done), at(done + 1));
            let four = four.fused(at(done + 2).0, at(done + 2).1).fused(at(done + 3).0, at(done + 3).1);
            sum = if done == 0 { four } else { sum.plus(four) };
            done += 4;
        }
        if n - done >= 2 {
            let pair = Self::two(at(done), at(done + 1));
            sum = if done == 0 { pair } else { sum.plus(pair) };
            done += 2;
        }
        if n > done {
            sum = sum.plus(Self::default().fused(at(done).0, at(done).1));
        }
        sum
    }

    /// A vector times one of the two or three columns of a matrix.
    fn column_in_pairs(n: usize, at: impl Fn(usize) -> (Self, Self)) -> Self {
        let whole = n / 4 * 4;
        let pairs = (0..whole).step_by(2).map(|k| Self::two(at(k), at(k + 1)));
        let sum = pairs.fold(Self::default(), Self::plus);
        (whole..n).map(at).fold(sum, |sum, (x, y)| sum.fused(x, y))
    }

    /// The product of a row of a matrix, fewer than eight numbers, and a vector.
    fn short_row(row: &[Self], vector: &[Self]) -> Self;
}

/// Sums of products side by side: `LANES` in each of four accumulators, a block of `4 * LANES` numbers at a time.
macro_rules! accumulate {
    ($acc:ident, $x:ident, $y:ident, $done:ident, $lanes:expr) => {
        while $x.len() - $done >= 4 * $lanes {
            for (a, acc) in $acc.iter_mut().enumerate() {
                for (lane, sum) in acc.iter_mut().enumerate() {
                    let i = $done + a * $lanes + lane;
                    *sum = $x[i].mul_add($y[i], *sum);
                }
            }
            $done += 4 * $lanes;
        }
    };
}

/// Wide accumulators folded into half as many lanes, and those filled further.
macro_rules! blocks {
    ($t:ty, $x:ident, $y:ident, $wide:expr, $half:expr) => {{
        let mut done = 0;
        let mut wide = [[0.0 as $t; $wide]; 4];
        accumulate!(wide, $x, $y, done, $wide);
        let mut half = wide.map(|acc| std::array::from_fn::<$t, $half, _>(|l| acc[l] + acc[l + $half]));
        accumulate!(half, $x, $y, done, $half);
        let lanes: [$t; $half] = std::array::from_fn(|l| half[0][l] + half[1][l] + half[2][l] + half[3][l]);
        (lanes, done)
    }};
}

/// What a row of four or more numbers gives: lanes of four first, then the rest.
macro_rules! short_row {
    ($row:ident, $vector:ident) => {{
        let whole = $row.len() / 4 * 4;
        let mut lanes = [Self::default(); 4];
        for i in 0..whole {
            lanes[i % 4] = $row[i].mul_add($vector[i], lanes[i % 4]);
        }
        let head = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
        let (a, x) = (&$row[whole..], &$vector[whole..]);
        match a {
            [] => head,
            [a0] => a0.mul_add(x[0], head),
            [a0, a1] => head + a0.mul_add(x[0], a1 * x[1]),
            _ => head + a[2].mul_add(x[2], a[0].mul_add(x[0], a[1] * x[1])),
        }
    }};
}

/// The dot product of two rows of equal length, compiled for the processor.
struct Dot<'a, T>(&'a [T], &'a [T]);

impl WithSimd for Dot<'_, f64> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f64 {
        let Self(x, y) = self;
        let (lanes, done) = blocks!(f64, x, y, 8, 4);
        let sum = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
        x[done..].iter().zip(&y[done..]).fold(sum, |sum, (x, y)| x.mul_add(*y, sum))
    }
}

impl WithSimd for Dot<'_, f32> {
    type Output = f32;

    /// What the blocks leave over is added up in double precision.
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f32 {
        let Self(x, y) = self;
        let (lanes, done) = blocks!(f32, x, y, 16, 8);
        let four: [f32; 4] = std::array::from_fn(|l| lanes[l] + lanes[l + 4]);
        let sum = f64::from((four[0] + four[1]) + (four[2] + four[3]));
        x[done..].iter().zip(&y[done..]).fold(sum, |sum, (x, y)| sum + f64::from(x * y)) as f32
    }
}

impl Fused for f64 {
    #[inline]
    fn fused(self, a: f64, b: f64) -> f64 {
        a.mul_add(b, self)
    }

    fn two(a: (f64, f64), b: (f64, f64)) -> f64 {
        a.0.mul_add(a.1, b.0 * b.1)
    }

    fn plus(self, other: f64) -> f64 {
        self + other
    }

    fn dot(x: &[f64], y: &[f64]) -> f64 {
        Arch::new().dispatch(Dot(x, y))
    }

    fn short_row(row: &[f64], vector: &[f64]) -> f64 {
        short_row!(row, vector)
    }
}

impl Fused for f32 {
    #[inline]
    fn fused(self, a: f32, b: f32) -> f32 {
        a.mul_add(b, self)
    }

    fn two(a: (f32, f32), b: (f32, f32)) -> f32 {
        a.0.mul_add(a.1, b.0 * b.1)
    }

    fn plus(self, other: f32) -> f32 {
        self + other
    }

    fn dot(x: &[f32], y: &[f32]) -> f32 {
        Arch::new().dispatch(Dot(x, y))
    }

    fn short_row(row: &[f32], vector: &[f32]) -> f32 {
        short_row!(row, vector)
    }
}

/// `out = a @ b` if it is one of the products known here; `false` if not, with nothing done.
pub(super) fn multiply<T: Fused>(a: Matrix<'_, T>, b: Matrix<'_, T>, out: &mut [T]) -> bool {
    let ((rows, n), columns) = (a.shape, b.shape.1);
    let longest = if rows == 1 && columns == 1 { SHARED } else { LONGEST };
    if n == 0 || n > longest {
        return false;
    }
    let row = |i: usize| &a.items[i * a.strides.0..i * a.strides.0 + n];
    let column = |j: usize| &b.items[j * b.strides.1..j * b.strides.1 + n];
    match (rows, columns) {
        (1, 1) if along(a.strides.1, n) && along(b.strides.0, n) => out[0] = T::dot(row(0), column(0)),
        (_, 1) if n < SHORT_ROW && along(a.strides.1, n) && along(b.strides.0, n) => {
            out.iter_mut().enumerate().for_each(|(i, out)| *out = T::short_row(row(i), column(0)));
        }
        (1, _) if n < SHORT_ROW && along(a.strides.1, n) && along(b.strides.0, n) => {
            out.iter_mut().enumerate().for_each(|(j, out)| *out = T::short_row(column(j), row(0)));
        }
        // The rows of the matrix follow each other: they are added up, four columns abreast.
        (1, _) if n < SHORT_ROW && along(b.strides.1, columns) && b.strides.0 == columns => {
            for (j, out) in out.iter_mut().enumerate() {
                let column = |k: usize| (a.items[k * a.strides.1], b.items[k * columns + j]);
                *out = if j < columns / 4 * 4 {
                    T::column_abreast(n, column)
                } else if columns == 2 || columns == 3 {
                    T::column_in_pairs(n, column)
                } else {
                    (0..n).map(column).fold(T::default(), |sum, (x, y)| sum.fused(x, y))
                };
            }
        }
        (2.., 2..) if rows * columns * n <= LONGEST => {
            for i in 0..rows {
                for j in 0..columns {
                    let at = |k: usize| {
                        (
                            a.items[i * a.strides.0 + k * a.strides.1],
                            b.items[k * b.strides.0 + j * b.strides.1],
                        )
                    };
                    out[i * columns + j] = (0..n).map(at).fold(T::default(), |sum, (x, y)| sum.fused(x, y));
                }
            }
        }
        _ => return false,
    }
    true
}

/// Whether `n` numbers with this stride follow each other.
fn along(stride: usize, n: usize) -> bool {
    stride == 1 || n == 1
}
