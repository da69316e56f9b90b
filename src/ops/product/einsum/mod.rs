//! `np.einsum`: sums of products over labelled axes.

mod contract;
mod path;
mod subscripts;

use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Init, Layout, Order, promote};
use crate::ops::assign::{assign, convert};
use crate::ops::reduce::Value;
use crate::ops::walk::axis_order;

use contract::Term;
pub use path::{EinsumPath, PathError, PathKind, einsum_path};
use subscripts::{Labelled, Request};
pub use subscripts::{SubscriptError, Whose};

/// The keyword arguments of [`einsum`].
#[derive(Clone, Debug)]
pub struct EinsumOptions {
    /// `out=`: where the result goes; it is also what is returned.
    pub out: Option<Array>,
    /// `dtype=`: what is computed in.
    pub dtype: Option<DType>,
    /// `order=`: the layout of a new result.
    pub order: Order,
    /// `casting=`
    pub casting: Casting,
}

impl Default for EinsumOptions {
    fn default() -> Self {
        Self { out: None, dtype: None, order: Order::K, casting: Casting::Safe }
    }
}

/// `np.einsum(subscripts, *operands, out, dtype, order, casting)`.
///
/// A **view**, writeable as its operand is, if there is one operand, no axis is summed over and no `out` is given; `dtype` and `order`
/// are not looked at then. A scalar if no axis is left and no `out` is given; else a new array. Operands are contracted from left to right, or by
/// `path`.
/// Fails with `ValueError` for subscripts that do not fit, with `TypeError` for casts that `casting` does not allow.
pub fn einsum(
    subscripts: &str,
    operands: &[Array],
    options: &EinsumOptions,
    path: Option<&[Vec<usize>]>,
) -> Result<Value> {
    let request = subscripts::read(subscripts, operands)?;
    if options.out.is_none()
        && let [operand] = operands
        && request.all.len() == request.output.len()
    {
        return Ok(finish(view(operand, &request), None));
    }
    let dtype = dtype(operands, options)?;
    let (result, folded) = compute(&request, operands, dtype, path)?;
    let shape = result.shape();
    if let Some(out) = &options.out {
        if out.shape() != shape {
            return Err(mismatch(&request, operands, out).into());
        }
        assign(out, &result)?;
        return Ok(Value::Array(out.clone()));
    }
    let layout = wanted_layout(&request, operands, dtype, options.order);
    let result = laid_out(result, layout, dtype)?;
    // NumPy reshapes a matrix product here, which leaves an array without axes.
    if folded && path.and_then(|p| p.last()).is_some_and(|step| step.len() == 2) {
        return Ok(Value::Array(result));
    }
    Ok(finish(result, options.out.as_ref()))
}

fn finish(array: Array, out: Option<&Array>) -> Value {
    if array.ndim() == 0 && out.is_none() { Value::Scalar(array.item(&[])) } else { Value::Array(array) }
}

/// The one operand with its axes in the order of the output.
fn view(operand: &Array, request: &Request) -> Array {
    let Labelled { layout, labels } = &request.operands[0];
    let order: Vec<usize> =
        request.output.iter().filter_map(|l| labels.iter().position(|m| m == l)).collect();
    operand.view(layout.permuted(&order), "einsum")
}

/// The dtype to compute in, with the casts checked.
fn dtype(operands: &[Array], options: &EinsumOptions) -> Result<DType> {
    let common = operands.iter().map(Array::dtype).reduce(promote).unwrap_or(DType::Float64);
    let dtype = options.dtype.unwrap_or(common);
    let casting = options.casting;
    for (operand, array) in operands.iter().enumerate() {
        if !array.dtype().can_cast(dtype, casting) {
            return Err(EinsumError::InputCast { operand, from: array.dtype(), to: dtype, casting }.into());
        }
    }
    if let Some(out) = &options.out
        && !dtype.can_cast(out.dtype(), casting)
    {
        let operand = operands.len();
        return Err(EinsumError::OutputCast { operand, from: dtype, to: out.dtype(), casting }.into());
    }
    Ok(dtype)
}

/// The sums, with the axes in the order of the output, in whatever layout.
fn compute(
    request: &Request,
    operands: &[Array],
    dtype: DType,
    path: Option<&[Vec<usize>]>,
) -> Result<(Array, bool)> {
    let memory = operands[0].memory();
    let _quiet = memory.hush();
    // Halves are summed in single precision.
    let inner = if dtype == DType::Float16 { DType::Float32 } else { dtype };
    let mut terms = Vec::with_capacity(operands.len());
    for (array, labelled) in operands.iter().zip(&request.operands) {
        terms.push(Term::new(array, labelled, inner, |l| request.length(l))?);
    }
    for step in path.unwrap_or_default() {
        let mut places = step.clone();
        places.sort_unstable_by(|a, b| b.cmp(a));
        places.dedup();
        places.retain(|&p| p < terms.len());
        let chosen: Vec<Term> = places.into_iter().map(|p| terms.remove(p)).collect();
        let product = product(chosen, &terms, request)?;
        terms.extend(product);
    }
    let Some(all) = product(terms, &[], request)? else {
        return Ok((Array::zeros(&memory, &[], dtype, "einsum")?, false));
    };
    let folded = all.folded;
    let all = all.sum_others(|label| request.output.contains(&label))?;
    let array = all.in_order(&request.output);
    let array = if inner == dtype {
        array
    } else {
        convert(&array, dtype, Order::K, "einsum", CopyReason::OtherDType)?
    };
    Ok((array, folded))
}

/// The product of terms from left to right, summed over what neither they, the `others` nor the output need any more.
fn product(terms: Vec<Term>, others: &[Term], request: &Request) -> Result<Option<Term>> {
    let mut rest: std::collections::VecDeque<Term> = terms.into();
    let Some(mut all) = rest.pop_front() else { return Ok(None) };
    while let Some(next) = rest.pop_front() {
        let needed = |label| {
            request.output.contains(&label)
                || rest.iter().chain(others).any(|t: &Term| t.labels.contains(&label))
        };
        all = all.times(next, needed)?;
    }
    Ok(Some(all))
}

/// The layout in which NumPy's iterator makes the result: in the order in which the operands are walked.
fn wanted_layout(request: &Request, operands: &[Array], dtype: DType, order: Order) -> Layout {
    let shape: crate::memory::Shape = request.output.iter().map(|&l| request.length(l)).collect();
    let size = dtype.itemsize();
    match order {
        Order::C => return Layout::c(&shape, size),
        Order::F => return Layout::f(&shape, size),
        Order::A if operands.iter().all(Array::is_f_contiguous) => return Layout::f(&shape, size),
        Order::A => return Layout::c(&shape, size),
        Order::K => {}
    }
    let layouts: Vec<Layout> = request
        .operands
        .iter()
        .map(|operand| {
            let place = |label| operand.labels.iter().position(|l| *l == label);
            Layout {
                shape: request.all.iter().map(|(_, n)| *n).collect(),
                strides: request
                    .all
                    .iter()
                    .map(|(label, n)| match place(*label) {
                        Some(axis) if operand.layout.shape[axis] == *n => operand.layout.strides[axis],
                        _ => 0,
                    })
                    .collect(),
                offset: 0,
            }
        })
        .collect();
    let voters: Vec<&Layout> = layouts.iter().collect();
    let mut layout = Layout::c(&shape, size);
    let mut step = size as isize;
    for &axis in axis_order(&voters).iter().rev() {
        if axis < shape.len() {
            layout.strides[axis] = step;
            step *= shape[axis].max(1) as isize;
        }
    }
    layout
}

/// A result in a layout of its own: itself, if it lies so already.
fn laid_out(result: Array, layout: Layout, dtype: DType) -> Result<Array> {
    let own = result.layout();
    let buffer = result.buffer();
    let whole = buffer.len() == result.nbytes() && own.offset == 0;
    if whole && own.strides == layout.strides && result.owns_data() {
        return Ok(result);
    }
    let out = Array::with_layout(&result.memory(), layout, dtype, Init::Overwritten, "einsum")?;
    assign(&out, &result)?;
    Ok(out)
}

fn mismatch(request: &Request, operands: &[Array], out: &Array) -> SubscriptError {
    let text = subscripts::with_output(request, operands, out);
    SubscriptError::Shapes { text }
}

crate::error_kinds! {
    /// What `einsum` refuses.
    pub enum EinsumError {
        /// `einsum('i,i', [1.5], [2.5], dtype=int)`
        TypeError InputCast { operand: usize, from: DType, to: DType, casting: Casting } = "Iterator operand {operand} dtype could not be cast from dtype('{}') to dtype('{}') according to the rule '{}'", from.name(), to.name(), casting.name();
        /// `einsum('i,i->i', [1.5], [2.5], out=zeros(1, dtype=int))`
        TypeError OutputCast { operand: usize, from: DType, to: DType, casting: Casting } = "Iterator requested dtype could not be cast from dtype('{}') to dtype('{}'), the operand {operand} dtype, according to the rule '{}'", from.name(), to.name(), casting.name();
    }
}
