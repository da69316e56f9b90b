//! Products of more than two matrices: `multi_dot` and `matrix_power`.

use crate::error::Result;
use crate::memory::{Array, Order};
use crate::ops::create::eye;
use crate::ops::reduce::Value;
use crate::ops::shape;

use super::dot::dot;
use super::matmul::matmul;

/// `np.linalg.multi_dot(arrays, out)`: the product of matrices (the first and the last may be vectors), in the order that takes fewest
/// multiplications.
///
/// Fails with `ValueError` for fewer than two, as `dot` does, and with `LinAlgError` for arrays that are no matrices.
pub fn multi_dot(arrays: &[Array], out: Option<&Array>) -> Result<Value> {
    let n = arrays.len();
    match arrays {
        [] | [_] => return Err(ChainError::Few {}.into()),
        [a, b] => return dot(a, b, out),
        _ => {}
    }
    let (first, last) = (arrays[0].ndim() == 1, arrays[n - 1].ndim() == 1);
    let mut matrices = arrays.to_vec();
    if first {
        matrices[0] = arrays[0].view(arrays[0].layout().insert_axis(0), "atleast_2d");
    }
    if last {
        matrices[n - 1] = arrays[n - 1].view(arrays[n - 1].layout().insert_axis(1), "atleast_2d");
    }
    for matrix in &matrices {
        if matrix.ndim() != 2 {
            return Err(ChainError::NotMatrix { ndim: matrix.ndim() }.into());
        }
    }
    let splits = cheapest(&matrices);
    let result = multiply(&matrices, &splits, 0, n - 1, out)?;
    Ok(match (first, last, result) {
        (true, true, Value::Array(a)) => Value::Scalar(a.item(&[0, 0])),
        (false, false, result) => result,
        (_, _, Value::Array(a)) => Value::Array(shape::ravel(&a, Order::C)?),
        (_, _, scalar) => scalar,
    })
}

/// Where each run of matrices is best split, by the dynamic programme of the textbooks.
fn cheapest(matrices: &[Array]) -> Vec<Vec<usize>> {
    let n = matrices.len();
    let mut sizes: Vec<f64> = matrices.iter().map(|m| m.shape()[0] as f64).collect();
    sizes.push(matrices[n - 1].shape()[1] as f64);
    let mut costs = crate::memory::filled(n, crate::memory::filled(n, 0.0));
    let mut splits = crate::memory::filled(n, crate::memory::filled(n, 0));
    if n == 3 {
        // Of three, NumPy splits after the second unless the other way is cheaper.
        let (a, b, c, d) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        splits[0][2] = usize::from(a * c * (b + d) < b * d * (a + c));
        splits[1][2] = 1;
        return splits;
    }
    for length in 1..n {
        for i in 0..n - length {
            let j = i + length;
            costs[i][j] = f64::INFINITY;
            for k in i..j {
                let cost = costs[i][k] + costs[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
                if cost < costs[i][j] {
                    (costs[i][j], splits[i][j]) = (cost, k);
                }
            }
        }
    }
    splits
}

fn multiply(
    matrices: &[Array],
    splits: &[Vec<usize>],
    i: usize,
    j: usize,
    out: Option<&Array>,
) -> Result<Value> {
    if i == j {
        return Ok(Value::Array(matrices[i].clone()));
    }
    let memory = matrices[i].memory();
    let k = splits[i][j];
    let left = multiply(matrices, splits, i, k, None)?.into_array(&memory, "dot")?;
    let right = multiply(matrices, splits, k + 1, j, None)?.into_array(&memory, "dot")?;
    dot(&left, &right, out)
}

/// `np.linalg.matrix_power(a, n)`: a stack of square matrices multiplied with themselves by repeated squaring.
///
/// The array itself for 1. Fails with `LinAlgError` for matrices that are not square, and with `NotImplementedError` for negative powers.
pub fn matrix_power(a: &Array, n: i64) -> Result<Value> {
    let shape = a.shape();
    let ndim = shape.len();
    if ndim < 2 {
        return Err(ChainError::NotStack { ndim }.into());
    }
    if shape[ndim - 1] != shape[ndim - 2] {
        return Err(ChainError::NotSquare {}.into());
    }
    let memory = a.memory();
    if n < 0 {
        return Err(ChainError::Inverse {}.into());
    }
    if n == 0 {
        let unit = eye(&memory, shape[ndim - 1] as i64, None, 0, a.dtype(), Order::C)?;
        let out = crate::ops::create::empty_like(a, None, Order::K, None)?;
        crate::ops::assign(&out, &unit)?;
        return Ok(Value::Array(out));
    }
    if n == 3 {
        let square = matmul(a, a)?.into_array(&memory, "matmul")?;
        return matmul(&square, a);
    }
    let (mut left, mut power, mut result) = (n as u64, None::<Array>, None::<Array>);
    while left > 0 {
        let next = match power {
            None => a.clone(),
            Some(power) => matmul(&power, &power)?.into_array(&memory, "matmul")?,
        };
        if left & 1 == 1 {
            result = Some(match result {
                None => next.clone(),
                Some(result) => matmul(&result, &next)?.into_array(&memory, "matmul")?,
            });
        }
        power = Some(next);
        left >>= 1;
        memory.check_interrupt()?;
    }
    Ok(Value::Array(result.unwrap_or_else(|| a.clone())))
}

crate::error_kinds! {
    /// What cannot be multiplied with its like.
    pub enum ChainError {
        /// `linalg.multi_dot([eye(2)])`
        ValueError Few {} = "Expecting at least two arrays.";
        /// `linalg.multi_dot([eye(2), [1, 2], eye(2)])`
        LinAlgError NotMatrix { ndim: usize } = "{ndim}-dimensional array given. Array must be two-dimensional";
        /// `linalg.matrix_power([1, 2], 2)`
        LinAlgError NotStack { ndim: usize } = "{ndim}-dimensional array given. Array must be at least two-dimensional";
        /// `linalg.matrix_power(ones((2, 3)), 2)`
        LinAlgError NotSquare {} = "Last 2 dimensions of the array must be square";
        /// `linalg.matrix_power(eye(2), -1)`
        NotImplementedError Inverse {} = "arr has no inverses of matrices: negative powers are missing";
    }
}
