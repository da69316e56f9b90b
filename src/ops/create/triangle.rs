//! Triangles and diagonals: ones below a diagonal, arrays cut off at one, arrays with given ones.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Element, Event, Init, Layout, Memory, Order, for_each_run};
use crate::ops::assign::fill_layout;
use crate::ops::shape::{diagonal, diagonal_layout, lengths, ravel};
use crate::ops::walk::{axis_order, push_run};

/// `np.tri(rows, columns, k, dtype)`: ones at and below the `k`-th diagonal.
pub fn tri(memory: &Memory, rows: i64, columns: Option<i64>, k: i64, dtype: DType) -> Result<Array> {
    // `arange` of a negative length is empty.
    let shape = lengths(&[rows.max(0), columns.unwrap_or(rows).max(0)])?;
    let out = Array::zeros(memory, &shape, dtype, "tri")?;
    dispatch!(dtype, T => {
        let one = crate::ops::cast::read::<T>(DType::UInt8, &[1]);
        let guard = out.write_new();
        let mut bytes = guard.bytes();
        if let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes)
            && shape[1] > 0
        {
            for (i, row) in items.chunks_exact_mut(shape[1]).enumerate() {
                row[..below(i, k, shape[1])].fill(one);
            }
        }
    });
    Ok(out)
}

/// How many elements of row `i` stand at or before the `k`-th diagonal.
fn below(i: usize, k: i64, columns: usize) -> usize {
    (i as i64).saturating_add(k).saturating_add(1).clamp(0, columns as i64) as usize
}

/// `np.tril(m, k)`: zeros above the `k`-th diagonal of the last two axes. A copy; a 1-d array counts as the rows of a square.
pub fn tril(m: &Array, k: i64) -> Result<Array> {
    cut(m, k, true, "tril")
}

/// `np.triu(m, k)`: zeros below the `k`-th diagonal of the last two axes. A copy; a 1-d array counts as the rows of a square.
pub fn triu(m: &Array, k: i64) -> Result<Array> {
    cut(m, k.saturating_sub(1), false, "triu")
}

/// A copy with zeros beyond the `k`-th diagonal: after it if `lower`, else up to it.
fn cut(m: &Array, k: i64, lower: bool, operation: &'static str) -> Result<Array> {
    let from = m.layout();
    let from = match from.ndim() {
        0 => return Err(TriangleError::NoLength {}.into()),
        1 => {
            let n = from.shape[0];
            from.broadcast_to(&[n, n]).unwrap_or(from)
        }
        _ => from,
    };
    let out = Array::with_layout(
        &m.memory(),
        cut_layout(&from, m.itemsize()),
        m.dtype(),
        Init::Overwritten,
        operation,
    )?;
    fill_layout(&out, &out.layout(), m, &from)?;
    dispatch!(m.dtype(), T => clear::<T>(&out, k, lower));
    Ok(out.as_copy_of(m, crate::memory::CopyReason::Asked))
}

/// The layout of `np.where(mask, m, 0)`, where the mask is a C-ordered matrix: packed, the axes ordered by the strides of both.
fn cut_layout(m: &Layout, itemsize: usize) -> Layout {
    let ndim = m.ndim();
    let mut mask = m.clone();
    mask.strides.fill(0);
    mask.strides[ndim - 1] = 1;
    mask.strides[ndim - 2] = m.shape[ndim - 1] as isize;
    let mut out = Layout::c(&m.shape, itemsize);
    let mut step = itemsize as isize;
    for &axis in axis_order(&[&mask, m]).iter().rev() {
        out.strides[axis] = step;
        step = step.wrapping_mul(m.shape[axis] as isize);
    }
    out
}

/// Writes zeros after the `k`-th diagonal of every matrix, or with `lower` false up to it.
fn clear<T: Element>(out: &Array, k: i64, lower: bool) {
    let layout = out.layout();
    let [.., rows, columns] = *layout.shape.as_slice() else { return };
    let [.., row_step, step] = *layout.strides.as_slice() else { return };
    let guard = out.write_new();
    let mut bytes = guard.bytes();
    let zeros = crate::memory::filled(columns, T::default());
    for_each_run(&layout, layout.ndim() - 2, &mut |at| {
        for i in 0..rows {
            let kept = below(i, k, columns);
            let (start, count) = if lower { (kept, columns - kept) } else { (0, kept) };
            let at = at as isize + i as isize * row_step + start as isize * step;
            push_run(&mut bytes, at, step, &zeros[..count]);
        }
    });
}

/// `np.diag(v, k)`: the `k`-th diagonal of a 2-d array, a read-only view; for a 1-d array, zeros with it as the `k`-th diagonal, a copy.
pub fn diag(v: &Array, k: i64) -> Result<Array> {
    match v.ndim() {
        1 => on_diagonal(v, k, "diag"),
        2 => diagonal(v, k, 0, 1),
        _ => Err(TriangleError::Diag {}.into()),
    }
}

/// `np.diagflat(v, k)`: zeros with the elements of `v`, flattened, as the `k`-th diagonal. A copy.
pub fn diagflat(v: &Array, k: i64) -> Result<Array> {
    on_diagonal(&ravel(v, Order::C)?, k, "diagflat")
}

fn on_diagonal(v: &Array, k: i64, operation: &'static str) -> Result<Array> {
    let n = (v.size() as i64).saturating_add(k.saturating_abs());
    let shape = lengths(&[n, n])?;
    let out = Array::zeros(&v.memory(), &shape, v.dtype(), operation)?;
    fill_layout(&out, &diagonal_layout(&out.layout(), k, 0, 1), v, &v.layout())?;
    v.memory().record_detail(|| Event::Moved { buffer: out.buffer().id(), bytes: v.nbytes() });
    Ok(out.as_copy_of(v, crate::memory::CopyReason::Asked))
}

/// `np.vander(x, n, increasing)`: powers of `x` as columns, the highest first unless `increasing`. In the dtype that `x` and int64 promote to.
pub fn vander(x: &Array, columns: Option<i64>, increasing: bool) -> Result<Array> {
    let shape = x.shape();
    let &[rows] = shape.as_slice() else { return Err(TriangleError::Vander {}.into()) };
    let dtype = crate::memory::promote(x.dtype(), DType::Int64);
    let shape = lengths(&[rows as i64, columns.unwrap_or(rows as i64)])?;
    let columns = shape[1];
    macro_rules! powers {
        ($t:ty, $one:expr, $times:expr) => {{
            let values = crate::ops::assign::to_vec_as::<$t>(x);
            let mut out: Vec<$t> = crate::memory::with_room(rows.saturating_mul(columns));
            for value in values {
                x.memory().check_interrupt()?;
                let start = out.len();
                let mut power = $one;
                for k in 0..columns {
                    if k > 0 {
                        power = if k == 1 { value } else { $times(power, value) };
                    }
                    out.push(power);
                }
                if !increasing {
                    out[start..].reverse();
                }
            }
            Array::from_slice(&x.memory(), &shape, &out, "vander")
        }};
    }
    match dtype {
        DType::Int64 => powers!(i64, 1, i64::wrapping_mul),
        DType::Complex128 => {
            let one = crate::memory::C128::new(1.0, 0.0);
            powers!(crate::memory::C128, one, |a, b| a * b)
        }
        _ => powers!(f64, 1.0, |a: f64, b: f64| a * b),
    }
}

crate::error_kinds! {
    /// What can go wrong with triangles and diagonals.
    pub enum TriangleError {
        /// `tril(array(1))`
        TypeError NoLength {} = "tri() missing 1 required positional argument: 'N'";
        /// `diag(zeros((2, 2, 2)))`
        ValueError Diag {} = "Input must be 1- or 2-d.";
        /// `vander([[1, 2]])`
        ValueError Vander {} = "x must be a one-dimensional array or sequence.";
    }
}
