//! `np.kron`.

use crate::error::Result;
use crate::memory::{Array, Layout, Order};
use crate::ops::shape::{self, CopyMode, prepend_axes};
use crate::ops::ufunc::{Apply, Operand};

/// `np.kron(a, b)`: blocks of `b`, each times an element of `a`; a scalar if both are 0-d.
pub fn kron(a: &Array, b: &Array) -> Result<Operand> {
    let memory = a.memory();
    let apply = Apply(&memory);
    let a = prepend_axes(a, b.ndim(), Order::C, "kron");
    if a.ndim() == 0 || b.ndim() == 0 {
        return apply.two("multiply", &a.into(), &b.clone().into());
    }
    let ndim = a.ndim().max(b.ndim());
    let spread = |array: &Array, first: usize| {
        let mut layout: Layout = array.layout();
        while layout.ndim() < ndim {
            layout = layout.insert_axis(0);
        }
        for axis in 0..ndim {
            layout = layout.insert_axis(2 * axis + first);
        }
        array.view(layout, "kron")
    };
    let lengths = |array: &Array| {
        let shape = array.shape();
        let mut out = vec![1i64; ndim - shape.len()];
        out.extend(shape.iter().map(|&n| n as i64));
        out
    };
    let shape: Vec<i64> = lengths(&a).iter().zip(lengths(b)).map(|(m, n)| m.saturating_mul(n)).collect();
    let product = apply.two("multiply", &spread(&a, 1).into(), &spread(b, 0).into())?.to_array(&memory)?;
    Ok(shape::reshape(&product, &shape, Order::C, CopyMode::IfNeeded)?.into())
}
