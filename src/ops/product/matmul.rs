//! `a @ b`: products of stacks of matrices.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Init, Layout, Scalar, Shape, promote};
use crate::ops::assign::assign;
use crate::ops::cast::Cast;
use crate::ops::reduce::Value;
use crate::ops::walk::Walk;

use super::kernel::{Matrix, Product};

/// `np.matmul(a, b, out)`, `a @ b`: the last two axes are matrices, the others broadcast; a 1-d operand is a row or a column.
///
/// Fails with `ValueError` if the lengths or the stacks do not fit, or an operand is 0-d. Integers wrap and are exact.
pub fn matmul(a: &Array, b: &Array, out: Option<&Array>) -> Result<Value> {
    for (operand, array) in [a, b].into_iter().enumerate() {
        if array.ndim() == 0 {
            return Err(MatmulError::Dimensionless { operand }.into());
        }
    }
    let (x, y) = (a.layout(), b.layout());
    let (row, column) = (x.ndim() == 1, y.ndim() == 1);
    let x = if row { x.insert_axis(0) } else { x };
    let y = if column { y.insert_axis(1) } else { y };
    let (nx, ny) = (x.ndim(), y.ndim());
    let (m, k, n) = (x.shape[nx - 2], x.shape[nx - 1], y.shape[ny - 1]);
    if y.shape[ny - 2] != k {
        return Err(MatmulError::Core { operand: 1, axis: 0, size: y.shape[ny - 2], other: k }.into());
    }
    let Some(stack) = broadcast(&x.shape[..nx - 2], &y.shape[..ny - 2]) else {
        return Err(MatmulError::Stacks { a: x.shape, b: y.shape, rows: m, columns: n }.into());
    };
    let mut shape = stack.clone();
    if !row {
        shape.push(m);
    }
    if !column {
        shape.push(n);
    }
    let dtype = promote(a.dtype(), b.dtype());
    let result = dispatch!(dtype, T => {
        let init = if k == 0 { Init::Zeroed } else { Init::Overwritten };
        let result = Array::with_layout(&a.memory(), Layout::c(&shape, size_of::<T>()), dtype, init, "matmul")?;
        {
            let guard = result.write_new();
            let mut bytes = guard.bytes();
            let size = result.nbytes();
            let items = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[..size]).unwrap_or_default();
            stacked::<T>((a, &x), (b, &y), &stack, items)?;
        }
        if shape.is_empty() && out.is_none() {
            return Ok(Value::Scalar(Scalar::new(result.first::<T>().unwrap_or_default())));
        }
        result
    });
    let Some(out) = out else { return Ok(Value::Array(result)) };
    check_out(out, &shape, dtype)?;
    assign(out, &result)?;
    Ok(Value::Array(out.clone()))
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

fn check_out(out: &Array, shape: &[usize], dtype: DType) -> Result<()> {
    use crate::memory::Casting;
    if !out.is_writeable() {
        return Err(crate::ops::ufunc::UfuncError::OutReadOnly {}.into());
    }
    if !dtype.can_cast(out.dtype(), Casting::SameKind) {
        return Err(MatmulError::OutDType { from: dtype, to: out.dtype() }.into());
    }
    let own = out.shape();
    if own.len() < shape.len().min(2) {
        return Err(MatmulError::OutDims { found: own.len(), needed: shape.len().min(2) }.into());
    }
    let core = shape.len().min(2);
    for back in (1..=core).rev() {
        let (found, wanted) = (own[own.len() - back], shape[shape.len() - back]);
        if found != wanted {
            let axis = core - back;
            return Err(MatmulError::OutCore { axis, size: found, other: wanted }.into());
        }
    }
    if own.as_slice() != shape {
        return Err(MatmulError::OutStack { out: own, shape: shape.into() }.into());
    }
    Ok(())
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
        scratch.resize(shape.0 * shape.1, T::default());
        let strides = [(start as isize, self.one.strides.clone())].into_iter().collect();
        let walk = Walk::in_order(self.one.shape.clone(), strides);
        self.cast.pull_as(&mut walk.cursor(0, 0), bytes, scratch.as_mut_slice());
        Matrix { items: scratch, shape, strides: (shape.1, 1) }
    }
}

/// The shapes of two stacks as NumPy's iterator names them when they do not broadcast.
struct StackText<'a>(&'a [usize]);

impl std::fmt::Display for StackText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let join = |items: &[usize]| items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let outer = &self.0[..self.0.len() - 2];
        let comma = if outer.is_empty() { "" } else { "," };
        write!(f, "({})->({}{comma}newaxis,newaxis)", join(self.0), join(outer))
    }
}

crate::error_kinds! {
    /// What can go wrong in a matrix product.
    pub enum MatmulError {
        /// `3 @ [1, 2]`
        ValueError Dimensionless { operand: usize } = "matmul: Input operand {operand} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)";
        /// `zeros((2, 3)) @ zeros((2, 3))`
        ValueError Core { operand: usize, axis: usize, size: usize, other: usize } = "matmul: Input operand {operand} has a mismatch in its core dimension {axis}, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {size} is different from {other})";
        /// `zeros((3, 2, 3)) @ zeros((2, 3, 4))`
        ValueError Stacks { a: Shape, b: Shape, rows: usize, columns: usize } = "operands could not be broadcast together with remapped shapes [original->remapped]: {} {}  and requested shape ({rows},{columns})", StackText(a), StackText(b);
        /// `matmul(zeros((2, 2)), zeros((2, 2)), out=zeros((3, 2)))`
        ValueError OutCore { axis: usize, size: usize, other: usize } = "matmul: Output operand 0 has a mismatch in its core dimension {axis}, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {size} is different from {other})";
        /// `matmul(zeros((2, 2)), zeros((2, 2)), out=zeros(2))`
        ValueError OutDims { found: usize, needed: usize } = "matmul: Output operand 0 does not have enough dimensions (has {found}, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires {needed})";
        /// `matmul(zeros((2, 2)), zeros((2, 2)), out=zeros((3, 2, 2)))`
        ValueError OutStack { out: Shape, shape: Shape } = "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}", crate::ops::reduce::Tight(out), crate::ops::reduce::Tight(shape);
        /// `matmul([[1.5]], [[1.5]], out=zeros((1, 1), dtype=int))`
        UFuncTypeError OutDType { from: DType, to: DType } = "Cannot cast ufunc 'matmul' output from dtype('{}') to dtype('{}') with casting rule 'same_kind'", from.name(), to.name();
    }
}
