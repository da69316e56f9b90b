//! `dot` and its relatives.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, C128, DType, Element, Layout, Order, Scalar, Shape, ShapeText, filled, promote};
use crate::ops::assign::assign;
use crate::ops::cast::Cast;
use crate::ops::reduce::Value;
use crate::ops::shape::ravel;
use crate::ops::ufunc::{self, Operand, Options, Output};

use super::kernel::{Matrix, Product};

/// `np.dot(a, b, out)`: the sum product over the last axis of `a` and the last but one of `b`; a plain product if either is 0-d.
///
/// Fails with `ValueError` if the lengths differ, or `out` is not a C-ordered array of the very shape and dtype.
pub fn dot(a: &Array, b: &Array, out: Option<&Array>) -> Result<Value> {
    let axis = b.ndim().saturating_sub(2);
    contract(a, b, axis, out, "dot")
}

/// `np.inner(a, b)`: the sum product over the last axes.
///
/// Fails with `ValueError` if the lengths differ.
pub fn inner(a: &Array, b: &Array) -> Result<Value> {
    contract(a, b, b.ndim().saturating_sub(1), None, "inner")
}

fn contract(
    a: &Array,
    b: &Array,
    axis: usize,
    out: Option<&Array>,
    operation: &'static str,
) -> Result<Value> {
    let dtype = promote(a.dtype(), b.dtype());
    let (x, y) = (a.layout(), b.layout());
    let scalar = x.ndim() == 0 || y.ndim() == 0;
    let mut shape = x.shape.clone();
    if scalar {
        shape.extend(y.shape.iter().copied());
    } else {
        let last = x.ndim() - 1;
        let (n, other) = (x.shape[last], y.shape[axis]);
        if n != other {
            let (a, mut b) = (x.shape, y.shape);
            // NumPy's inner product is the dot product with the last axes of `b` swapped, and says so.
            let other_dim = b.len().saturating_sub(2);
            b.swap(axis, other_dim);
            return Err(DotError::NotAligned { a, b, n, dim: last, other, other_dim }.into());
        }
        shape.pop();
        shape.extend(y.shape.iter().enumerate().filter(|&(i, _)| i != axis).map(|(_, &n)| n));
    }
    if let Some(out) = out {
        check_out(out, &shape, dtype)?;
    }
    let memory = a.memory();
    let result = dispatch!(dtype, T => {
        let items = if scalar {
            scaled::<T>(a, b)
        } else {
            contracted::<T>(a, &x, b, &y, axis)
        };
        memory.check_interrupt()?;
        let mut items = items;
        if let ([item], true) = (items.as_mut_slice(), a.size() == 1 && b.size() == 1 && is_blas(dtype)) {
            *item = product_alone(to_one::<T>(a), to_one::<T>(b));
        }
        if shape.is_empty() && out.is_none() {
            return Ok(Value::Scalar(Scalar::new(items[0])));
        }
        Array::from_slice(&memory, &shape, &items, operation)?
    });
    let Some(out) = out else { return Ok(Value::Array(result)) };
    assign(out, &result)?;
    Ok(Value::Array(out.clone()))
}

fn check_out(out: &Array, shape: &[usize], dtype: DType) -> Result<()> {
    if out.dtype() != dtype || out.ndim() != shape.len() || !out.is_c_contiguous() || !out.is_writeable() {
        return Err(DotError::OutKind {}.into());
    }
    if out.shape().as_slice() != shape {
        return Err(DotError::OutShape {}.into());
    }
    Ok(())
}

/// Whether NumPy hands products of this dtype to its BLAS library.
fn is_blas(dtype: DType) -> bool {
    dtype.is_inexact() && dtype != DType::Float16
}

/// The one element of an array, cast.
fn to_one<T: Element>(array: &Array) -> T {
    elements::<T>(array, &array.layout()).first().copied().unwrap_or_default()
}

/// The product of two numbers, not added to zero: it shows in the sign of a zero.
fn product_alone<T: Product>(x: T, y: T) -> T {
    let zero = C128::new(-0.0, -0.0);
    crate::ops::cast::read::<T>(DType::Complex128, bytemuck::bytes_of(&zero)).add_product(x, y)
}

/// Every element of one times the one element of the other.
fn scaled<T: Product>(a: &Array, b: &Array) -> Vec<T> {
    let (x, y) = (elements::<T>(a, &a.layout()), elements::<T>(b, &b.layout()));
    if is_blas(T::DTYPE) {
        // The library adds a multiple of a vector or a matrix to zeros, and nothing if the factor is zero. What has more axes is multiplied.
        if a.ndim().max(b.ndim()) > 2 {
            let pairs = x.iter().flat_map(|&x| y.iter().map(move |&y| (x, y)));
            return pairs.map(|(x, y)| product_alone(x, y)).collect();
        }
        let factor = if a.ndim() == 0 { &x } else { &y };
        if factor.first().is_some_and(|&factor| factor == T::default()) {
            return filled(x.len() * y.len(), T::default());
        }
    }
    x.iter()
        .flat_map(|&x| y.iter().map(move |&y| (x, y)))
        .map(|(x, y)| T::default().add_product(x, y))
        .collect()
}

/// The elements of an array in C order of `layout`, which is one of its own with its axes moved.
fn elements<T: Element>(array: &Array, layout: &Layout) -> Vec<T> {
    let mut items = crate::memory::filled(layout.size(), T::default());
    if !items.is_empty() {
        let strides = [(layout.offset as isize, layout.strides.clone())].into_iter().collect();
        let walk = crate::ops::walk::Walk::in_order(layout.shape.clone(), strides);
        let read = array.read();
        Cast::new(array.dtype(), T::DTYPE).pull_as(&mut walk.cursor(0, 0), &read.bytes(), &mut items);
    }
    items
}

fn contracted<T: Product>(a: &Array, x: &Layout, b: &Array, y: &Layout, axis: usize) -> Vec<T> {
    let n = y.shape[axis];
    let rows: usize = x.shape[..x.ndim() - 1].iter().product();
    let others: Vec<usize> = (0..y.ndim()).filter(|&i| i != axis).collect();
    let columns: usize = others.iter().map(|&i| y.shape[i]).product();
    let mut out = filled(rows * columns, T::default());
    if out.is_empty() || n == 0 {
        return out;
    }
    let left = elements::<T>(a, x);
    // In whichever order `b` stands nearer: the summed axis first, or last.
    let last = axis + 1 == y.ndim();
    let order: Vec<usize> = if last {
        others.iter().copied().chain([axis]).collect()
    } else {
        [axis].into_iter().chain(others).collect()
    };
    let right = elements::<T>(b, &y.permuted(&order));
    let strides = if last { (1, n) } else { (columns, 1) };
    T::multiply(
        Matrix { items: &left, shape: (rows, n), strides: (n, 1) },
        Matrix { items: &right, shape: (n, columns), strides },
        &mut out,
        a.memory().interrupt_flag(),
    );
    out
}

/// `np.vdot(a, b)`: the sum of `conj(a) * b` over all elements in C order.
///
/// Fails with `ValueError` if the sizes differ.
pub fn vdot(a: &Array, b: &Array) -> Result<Scalar> {
    if a.size() != b.size() {
        return Err(DotError::Sizes { size: b.size(), wanted: a.size() }.into());
    }
    let n = a.size();
    Ok(dispatch!(promote(a.dtype(), b.dtype()), T => {
        let x: Vec<T> = elements::<T>(a, &a.layout()).into_iter().map(T::conjugate).collect();
        let y = elements::<T>(b, &b.layout());
        let mut out = [T::default()];
        if n > 0 {
            T::multiply(
                Matrix { items: &x, shape: (1, n), strides: (n, 1) },
                Matrix { items: &y, shape: (n, 1), strides: (1, 1) },
                &mut out,
                a.memory().interrupt_flag(),
            );
        }
        Scalar::new(out[0])
    }))
}

/// `np.outer(a, b, out)`: every element of `a` times every element of `b`, as a matrix: the ufunc `multiply` on a column and a row.
///
/// Fails as [`ufunc::call`] does.
pub fn outer(a: &Array, b: &Array, out: Option<&Array>) -> Result<Array> {
    let flat = |array: &Array| Ok::<_, crate::error::Error>(Operand::Array(ravel(array, Order::C)?));
    let options = Options { out: [out.cloned(), None], ..Options::default() };
    let mut outputs = ufunc::outer(&a.memory(), &ufunc::MULTIPLY, &flat(a)?, &flat(b)?, &options)?;
    match outputs.pop() {
        Some(Output::Array(array)) => Ok(array),
        Some(Output::Scalar(scalar)) => Array::from_scalar(&a.memory(), &scalar, "outer"),
        None => Ok(a.clone()),
    }
}

crate::error_kinds! {
    /// What can go wrong in `dot` and its relatives.
    pub enum DotError {
        /// `dot(zeros((2, 3)), zeros((2, 3)))`
        ValueError NotAligned { a: Shape, b: Shape, n: usize, dim: usize, other: usize, other_dim: usize } = "shapes {} and {} not aligned: {n} (dim {dim}) != {other} (dim {other_dim})", crate::ops::reduce::Tight(a), crate::ops::reduce::Tight(b);
        /// `dot([1, 2], [3, 4], out=zeros(()))`
        ValueError OutKind {} = "output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)";
        /// `dot(eye(2), eye(2), out=zeros((3, 3)))`
        ValueError OutShape {} = "output array has wrong dimensions";
        /// `vdot(zeros(6), zeros(3))`
        ValueError Sizes { size: usize, wanted: usize } = "cannot reshape array of size {size} into shape {}", ShapeText(&[*wanted]);
    }
}
