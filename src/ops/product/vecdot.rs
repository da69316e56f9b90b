//! `np.vecdot`, `np.matvec` and `np.vecmat`: products of stacks of vectors and matrices.

use crate::error::Result;
use crate::memory::{Array, Layout};
use crate::ops::gufunc::Gufunc;
use crate::ops::ufunc::{Apply, Ufunc};

use super::matmul::multiply;

/// `np.vecdot`: dot products of vectors, the first conjugated.
pub static VECDOT: Gufunc = Gufunc { ufunc: Ufunc::of_products("vecdot", "(n),(n)->()"), compute: dots };
/// `np.matvec`: matrices times vectors.
pub static MATVEC: Gufunc =
    Gufunc { ufunc: Ufunc::of_products("matvec", "(m,n),(n)->(m)"), compute: matrices_times_vectors };
/// `np.vecmat`: vectors, conjugated, times matrices.
pub static VECMAT: Gufunc =
    Gufunc { ufunc: Ufunc::of_products("vecmat", "(n),(n,m)->(m)"), compute: vectors_times_matrices };

fn dots(operands: &[(&Array, Layout)], stack: &[usize], out: &Array) -> Result<()> {
    let [a, (b, y)] = operands else { return Ok(()) };
    let (a, x) = conjugate(a)?;
    multiply((&a, &row(&x)), (b, &column(y)), stack, out)
}

fn matrices_times_vectors(operands: &[(&Array, Layout)], stack: &[usize], out: &Array) -> Result<()> {
    let [(a, x), (b, y)] = operands else { return Ok(()) };
    multiply((a, x), (b, &column(y)), stack, out)
}

fn vectors_times_matrices(operands: &[(&Array, Layout)], stack: &[usize], out: &Array) -> Result<()> {
    let [a, (b, y)] = operands else { return Ok(()) };
    let (a, x) = conjugate(a)?;
    multiply((&a, &row(&x)), (b, y), stack, out)
}

/// A vector on the last axis as a matrix of one row.
fn row(layout: &Layout) -> Layout {
    layout.insert_axis(layout.ndim() - 1)
}

/// A vector on the last axis as a matrix of one column.
fn column(layout: &Layout) -> Layout {
    layout.insert_axis(layout.ndim())
}

fn conjugate((array, layout): &(&Array, Layout)) -> Result<(Array, Layout)> {
    if !array.dtype().is_complex() {
        return Ok(((*array).clone(), layout.clone()));
    }
    let memory = array.memory();
    let view = array.view(layout.clone(), "conjugate");
    let conjugated = Apply(&memory).one("conjugate", &view.into())?.to_array(&memory)?;
    let layout = conjugated.layout();
    Ok((conjugated, layout))
}
