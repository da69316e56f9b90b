//! `a @ b`: products of stacks of matrices.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Layout, Shape};
use crate::ops::cast::Cast;
use crate::ops::gufunc::{self, Gufunc, GufuncOptions};
use crate::ops::reduce::Value;
use crate::ops::ufunc::{Output, Ufunc};
use crate::ops::walk::Walk;

use super::kernel::{Matrix, Product};

/// `np.matmul`, `a @ b`: the last two axes are matrices, the others broadcast; a 1-d operand is a row or a column. Integers wrap.
pub static MATMUL: Gufunc =
    Gufunc { ufunc: Ufunc::of_products("matmul", "(n?,k),(k,m?)->(n?,m?)"), compute: matrices };

fn matrices(operands: &[(&Array, Layout)], stack: &[usize], out: &Array) -> Result<()> {
    match operands {
        [(a, x), (b, y)] => multiply((a, x), (b, y), stack, out),
        _ => Ok(()),
    }
}

/// `a @ b` with no options.
///
/// Fails with `ValueError` if the lengths or the stacks do not fit, or an operand is 0-d.
pub fn matmul(a: &Array, b: &Array) -> Result<Value> {
    let operands = [a.clone(), b.clone()];
    Ok(value(gufunc::call(&a.memory(), &MATMUL, &operands, &GufuncOptions::default())?))
}

pub(super) fn value(output: Output) -> Value {
    match output {
        Output::Array(array) => Value::Array(array),
        Output::Scalar(scalar) => Value::Scalar(scalar),
    }
}

/// Multiplies the matrices on the last two axes of each, into a new C-ordered array of the dtype that is computed in.
pub(super) fn multiply(
    a: (&Array, &Layout),
    b: (&Array, &Layout),
    stack: &[usize],
    out: &Array,
) -> Result<()> {
    dispatch!(out.dtype(), T => {
        let guard = out.write_new();
        let mut bytes = guard.bytes();
        let size = out.nbytes();
        let items = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[..size]).unwrap_or_default();
        stacked::<T>(a, b, stack, items)
    })
}

/// The shape that both broadcast to.
pub(super) fn broadcast(a: &[usize], b: &[usize]) -> Option<Shape> {
    let ndim = a.len().max(b.len());
    let at = |s: &[usize], i: usize| (i + s.len()).checked_sub(ndim).map_or(1, |i| s[i]);
    (0..ndim)
        .map(|i| match (at(a, i), at(b, i)) {
            (x, y) if x == y => Some(x),
            (1, n) | (n, 1) => Some(n),
            _ => None,
        })
        .collect()
}

/// Multiplies every matrix of one stack with its partner in the other; `items` is the C-ordered result.
fn stacked<T: Product>(
    (a, x): (&Array, &Layout),
    (b, y): (&Array, &Layout),
    stack: &[usize],
    items: &mut [T],
) -> Result<()> {
    let (m, k, n) = (x.shape[x.ndim() - 2], x.shape[x.ndim() - 1], y.shape[y.ndim() - 1]);
    if items.is_empty() || k == 0 {
        return Ok(());
    }
    let memory = a.memory();
    let (left, right) = (Operand::new::<T>(a, x, stack), Operand::new::<T>(b, y, stack));
    let (read_a, read_b) = (a.read(), b.read());
    let (bytes_a, bytes_b) = (read_a.bytes(), read_b.bytes());
    let (mut scratch_a, mut scratch_b) = (Vec::new(), Vec::new());
    for (index, out) in items.chunks_mut(m * n).enumerate() {
        memory.check_interrupt()?;
        let p = left.matrix(&bytes_a, index, (m, k), &mut scratch_a);
        let q = right.matrix(&bytes_b, index, (k, n), &mut scratch_b);
        T::multiply(p, q, out, memory.interrupt_flag());
    }
    memory.check_interrupt()
}

/// One stack of matrices, broadcast.
struct Operand {
    /// Where each matrix starts, in bytes.
    starts: Vec<usize>,
    /// The layout of one matrix, its offset apart.
    one: Layout,
    /// Whether a matrix can be used where it stands: with these strides in elements.
    direct: Option<(usize, usize)>,
    cast: Cast,
}

impl Operand {
    fn new<T: Product>(array: &Array, layout: &Layout, stack: &[usize]) -> Self {
        let ndim = layout.ndim();
        let outer = Layout {
            shape: layout.shape[..ndim - 2].into(),
            strides: layout.strides[..ndim - 2].into(),
            offset: layout.offset,
        };
        let mut starts = Vec::new();
        if let Some(outer) = outer.broadcast_to(stack) {
            crate::memory::for_each_run(&outer, stack.len(), &mut |at| starts.push(at));
        }
        let one = Layout {
            shape: layout.shape[ndim - 2..].into(),
            strides: layout.strides[ndim - 2..].into(),
            offset: 0,
        };
        let size = size_of::<T>() as isize;
        let step = |axis: usize| match (one.shape[axis], one.strides[axis]) {
            (..=1, _) => Some(1),
            (_, s) if s > 0 && s % size == 0 => Some((s / size) as usize),
            _ => None,
        };
        let direct =
            if array.dtype() == T::DTYPE && array.is_aligned() { step(0).zip(step(1)) } else { None };
        // Only what a matrix kernel takes without a copy of its own: one of the strides is a single element.
        let direct = direct.filter(|&(r, c)| r == 1 || c == 1).filter(|&(r, c)| {
            let (rows, columns) = (one.shape[0], one.shape[1]);
            (c == 1 && (r >= columns || rows <= 1)) || (r == 1 && (c >= rows || columns <= 1))
        });
        Self { starts, one, direct, cast: Cast::new(array.dtype(), T::DTYPE) }
    }

    fn matrix<'a, T: Product>(
        &self,
        bytes: &'a [u8],
        index: usize,
        shape: (usize, usize),
        scratch: &'a mut Vec<T>,
    ) -> Matrix<'a, T> {
        let start = self.starts[index];
        if let Some(strides) = self.direct {
            let reach = (shape.0 - 1) * strides.0 + (shape.1 - 1) * strides.1 + 1;
            let run = &bytes[start..start + reach * size_of::<T>()];
            if let Ok(items) = bytemuck::try_cast_slice(run) {
                return Matrix { items, shape, strides };
            }
        }
        if scratch.len() != shape.0 * shape.1 {
            *scratch = crate::memory::filled(shape.0 * shape.1, T::default());
        }
        let strides = [(start as isize, self.one.strides.clone())].into_iter().collect();
        let walk = Walk::in_order(self.one.shape.clone(), strides);
        self.cast.pull_as(&mut walk.cursor(0, 0), bytes, scratch.as_mut_slice());
        Matrix { items: scratch, shape, strides: (shape.1, 1) }
    }
}
