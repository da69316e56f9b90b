//! Generalized ufuncs: functions of whole vectors and matrices, called for each place of a stack of them.
//!
//! A signature names the core dimensions of each operand, `(n?,k),(k,m?)->(n?,m?)`; the axes before them are the stack, and broadcast. What is
//! computed for a stack of operands stands with each function; everything else about a call is here.

mod axes;
mod error;
mod geometry;
mod signature;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Casting, DType, Init, Layout, Memory, Order, Shape};
use crate::ops::assign::assign;
use crate::ops::ufunc::{self, Fixed, Operand, Output, Ufunc, UfuncError, Warning};
use crate::ops::walk::axis_order;

pub use axes::{Axes, AxesItem};
pub use error::GufuncError;

use geometry::Geometry;
use signature::Signature;

/// Computes a stack of results. The last axes of each operand's layout are the core dimensions that the signature names (one that is missing
/// has length one), the others are its own stack, to be broadcast to `stack`; the results go into a new C-ordered array of shape
/// `stack + core` and of the dtype that the elements are to be computed in.
pub type Compute = fn(operands: &[(&Array, Layout)], stack: &[usize], out: &Array) -> Result<()>;

/// A generalized ufunc with one output.
#[derive(Debug)]
pub struct Gufunc {
    /// Its name, and the dtypes of its loops.
    pub ufunc: Ufunc,
    /// What it computes.
    pub compute: Compute,
}

/// The keyword arguments of a generalized ufunc.
#[derive(Clone, Debug)]
pub struct GufuncOptions {
    /// `out=`
    pub out: Option<Array>,
    /// `dtype=` or `signature=`
    pub fixed: Fixed,
    /// `casting=`
    pub casting: Casting,
    /// `order=`: the layout of a new result.
    pub order: Order,
    /// `axes=` or `axis=`: where the core dimensions stand.
    pub axes: Axes,
    /// `keepdims=`, where it is given.
    pub keepdims: Option<bool>,
    /// Whether a result without axes is an array: `out=...`.
    pub as_array: bool,
}

impl Default for GufuncOptions {
    fn default() -> Self {
        Self {
            out: None,
            fixed: Fixed::default(),
            casting: Casting::SameKind,
            order: Order::K,
            axes: Axes::Last,
            keepdims: None,
            as_array: false,
        }
    }
}

/// Calls a generalized ufunc.
///
/// Fails as NumPy does: dtypes are looked at first (`UFuncTypeError`), then core dimensions and the axes they are to stand on (`ValueError`,
/// `TypeError`, `AxisError`), then whether the stacks broadcast (`ValueError`).
pub fn call(memory: &Memory, gufunc: &Gufunc, operands: &[Array], options: &GufuncOptions) -> Result<Output> {
    let ufunc = &gufunc.ufunc;
    let out = options.out.as_ref();
    if out.is_some_and(|out| !out.is_writeable()) {
        return Err(UfuncError::OutReadOnly {}.into());
    }
    let asked: SmallVec<[Operand; 2]> = operands.iter().cloned().map(Operand::Array).collect();
    let chosen = ufunc::resolve(ufunc, &asked, &options.fixed, options.casting)?;
    let dtype = chosen.outputs()[0];
    if let Some(out) = out
        && !dtype.can_cast(out.dtype(), options.casting)
    {
        let (name, casting) = (ufunc.name, options.casting.name());
        return Err(
            UfuncError::OutputCast { name, which: None, from: dtype, to: out.dtype(), casting }.into()
        );
    }
    let signature = Signature::parse(ufunc.signature.unwrap_or_default());
    let geometry = Geometry::new(ufunc.name, &signature, operands, out, &options.axes, options.keepdims)?;
    let real = |dtype: DType| !dtype.is_complex() && dtype != DType::Bool;
    let drops = |from: DType, to: DType| from.is_complex() && real(to);
    let mut casts = operands.iter().map(Array::dtype).zip(chosen.inputs().iter().copied());
    if casts.any(|(from, to)| drops(from, to)) || out.is_some_and(|out| drops(dtype, out.dtype())) {
        memory.warn(Warning::Discards {});
    }
    let layouts: SmallVec<[(&Array, Layout); 2]> =
        operands.iter().enumerate().map(|(i, array)| (array, geometry.operand(i, array))).collect();
    let shape: Shape = geometry.stack.iter().chain(&geometry.core).copied().collect();
    // Sums of nothing are zeros.
    let nothing = operands.iter().any(|operand| operand.size() == 0);
    let init = if nothing { Init::Zeroed } else { Init::Overwritten };
    let made = Array::with_layout(memory, Layout::c(&shape, dtype.itemsize()), dtype, init, ufunc.name)?;
    (gufunc.compute)(&layouts, &geometry.stack, &made)?;
    let kept = geometry.kept(&made.layout());
    if kept.ndim() != made.ndim() {
        made.set_layout(kept);
    }
    if let Some(out) = out {
        let turned = out.view(geometry.result(&out.layout()), ufunc.name);
        assign(&turned, &made)?;
        return Ok(Output::Array(out.clone()));
    }
    if made.ndim() == 0 && !options.as_array {
        return Ok(Output::Scalar(made.item(&[])));
    }
    let ordered = ordered(&layouts, &geometry, &made, options.order);
    let wanted = geometry.placed(&ordered);
    if ordered.strides == made.strides() {
        if wanted != ordered {
            made.set_layout(wanted);
        }
        return Ok(Output::Array(made));
    }
    let result = Array::with_layout(memory, wanted, dtype, Init::Overwritten, ufunc.name)?;
    assign(&result.view(geometry.result(&result.layout()), ufunc.name), &made)?;
    Ok(Output::Array(result))
}

/// The layout of a new result, before its core axes are put where they are asked for: with `K`, the stack is in the order of the operands'.
fn ordered(layouts: &[(&Array, Layout)], geometry: &Geometry, made: &Array, order: Order) -> Layout {
    let layout = made.layout();
    let itemsize = made.itemsize();
    let fortran = match order {
        Order::F => true,
        Order::A => layouts.iter().all(|(array, _)| array.is_f_contiguous()),
        Order::C | Order::K => false,
    };
    if layout.shape.contains(&0) {
        return layout;
    }
    if fortran {
        return Layout::f(&layout.shape, itemsize);
    }
    if order != Order::K {
        return layout;
    }
    let n = geometry.stack.len();
    let voters: SmallVec<[Layout; 2]> = layouts
        .iter()
        .enumerate()
        .filter_map(|(i, (_, layout))| {
            let own = layout.ndim() - geometry.cores(i);
            let stack = Layout {
                shape: layout.shape[..own].into(),
                strides: layout.strides[..own].into(),
                offset: 0,
            };
            stack.broadcast_to(&geometry.stack)
        })
        .collect();
    let voters: SmallVec<[&Layout; 2]> = voters.iter().collect();
    let mut layout = layout;
    let mut step = layout.shape[n..].iter().product::<usize>() as isize * itemsize as isize;
    for &axis in axis_order(&voters).iter().rev() {
        layout.strides[axis] = step;
        step *= layout.shape[axis] as isize;
    }
    layout
}
