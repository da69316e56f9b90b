//! One reduction from its arguments to its result.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, DType, FpStatus, Init, Layout, Memory, Scalar, Shape, Strides};
use crate::ops::assign::{assign, cast_status};
use crate::ops::cast::Cast;
use crate::ops::cast_scalar;
use crate::ops::walk::{Walk, axis_order};

use super::axes::{Tight, reduced_axes, result_shape};
use super::engine::{Part, Source, fold};
use super::fold::{Loops, RAISED};
use super::plan::{Buffered, Plan, packed_result};
use super::{Options, Value};
use crate::width;

/// What a reduction does and is called.
#[derive(Clone, Copy)]
pub(super) struct Named {
    /// The ufunc, as errors name it.
    pub(super) ufunc: &'static str,
    /// The function, as events name it.
    pub(super) function: &'static str,
}

/// Reduces `input`, its elements cast to the dtype of the loops. Starts from `options.initial`, or from `identity`, or else from the first
/// elements. `exact` says that runs may be cut anywhere without changing the result.
pub(super) fn reduce(
    named: Named,
    loops: &'static Loops,
    input: &Array,
    options: &Options<'_>,
    identity: Option<u8>,
    exact: bool,
) -> Result<Value> {
    let dtype = loops.dtype;
    let layout = input.layout();
    let reduced = reduced_axes(options.axis, layout.ndim())?;
    let shape = result_shape(&layout.shape, &reduced, options.keepdims);
    let out = match options.out {
        Some(out) => Some(out_layout(named, out, &layout, &reduced, &shape, options.keepdims)?),
        None => None,
    };
    let mask = match options.mask {
        Some(mask) => Some(mask_layout(mask, &layout)?),
        None => None,
    };
    let initial = options.initial.map(|scalar| cast_scalar(&scalar, dtype));
    // Elsewhere the first element and the neutral one are the same start.
    let needed = layout.size() == 0 || mask.is_some();
    let identity = identity.filter(|_| !(options.from_first && needed));
    let identity = identity.map(|n| cast_scalar(&Scalar::new(n), dtype));
    if initial.is_none() && identity.is_none() && mask.is_some() {
        return Err(ReduceError::MaskWithoutIdentity { ufunc: named.ufunc }.into());
    }
    let start = initial.or(identity);
    let memory = input.memory();
    crate::ops::warn_of_complex(input.dtype(), dtype, &memory);
    let size = dtype.itemsize();
    if layout.size() == 0 {
        if start.is_none() && layout.shape.iter().zip(&reduced).any(|(&n, &along)| along && n == 0) {
            return Err(ReduceError::NoIdentity { ufunc: named.ufunc }.into());
        }
        let order = axis_order(&[&layout]);
        let layout = packed_result(&order, &layout, &reduced, options.keepdims, size);
        let start = start.unwrap_or_else(|| cast_scalar(&Scalar::new(0u8), dtype));
        return constant(named, &memory, layout, options.out, start);
    }
    let buffered = Buffered {
        input: input.dtype() != dtype || !input.is_aligned(),
        out: options.out.is_some_and(|out| out.dtype() != dtype || !out.is_aligned()),
    };
    // The iterator of a ufunc casts what it reads, so what that loses is told under the ufunc's name.
    let lost = cast_status(input, dtype)?;
    let plan = Plan::new(&layout, &reduced, out.as_ref(), mask.as_ref(), size, buffered);
    let result = plan.result_layout(&layout, &reduced, options.keepdims, size);
    let run = |acc: &mut [u8]| -> Result<()> {
        let read = input.read();
        let bytes = read.bytes();
        let mask_read = options.mask.map(Array::read);
        let mask_bytes = mask_read.as_ref().map(|read| read.bytes());
        let source = Source {
            loops,
            bytes: &bytes,
            direct: !buffered.input,
            cast: Cast::new(input.dtype(), dtype),
            mask: mask_bytes.as_deref(),
            interrupt: memory.interrupt_flag(),
            threads: true,
        };
        let whole = Part::whole(&plan, layout.offset, mask.as_ref().map_or(0, |m| m.offset), exact);
        let begin = |acc: &mut [u8]| match start {
            Some(value) => fill(acc, &value),
            None => first_elements(&plan, &layout, &reduced, &source, acc),
        };
        begin(acc);
        fold(&whole, &source, acc);
        memory.check_interrupt()?;
        RAISED.set(FpStatus::NONE);
        if let Some(watched) = loops.watched
            && (loops.suspicious)(acc)
        {
            let mut words = crate::memory::filled(acc.len().div_ceil(8), 0u64);
            let again = &mut bytemuck::cast_slice_mut(&mut words)[..acc.len()];
            begin(again);
            fold(&whole, &Source { loops: watched, threads: false, ..source }, again);
        }
        raise(&memory, RAISED.get() | lost);
        Ok(())
    };
    if options.out.is_none() && result.ndim() == 0 {
        let mut acc = [0u64; 2];
        run(&mut bytemuck::cast_slice_mut(&mut acc)[..size])?;
        return Ok(Value::Scalar(Scalar::from_bytes(dtype, bytemuck::cast_slice(&acc))));
    }
    let count = result.size();
    let array = Array::with_layout(&memory, result, dtype, Init::Overwritten, named.function)?;
    {
        let guard = array.write()?;
        run(&mut guard.bytes()[..count * size])?;
    }
    match options.out {
        Some(out) => {
            assign(out, &array)?;
            Ok(Value::Array(out.clone()))
        }
        None => Ok(Value::Array(array)),
    }
}

/// Warns of the floating-point errors that a watched fold met.
fn raise(memory: &Memory, raised: FpStatus) {
    if raised.contains(FpStatus::OVERFLOW) {
        memory.fault(crate::memory::Fault::Over, ReduceError::Overflow {});
    }
    if raised.contains(FpStatus::INVALID) {
        memory.fault(crate::memory::Fault::Invalid, ReduceError::Invalid {});
    }
}

/// Writes one value to each of these packed elements.
fn fill(acc: &mut [u8], value: &Scalar) {
    width!(value.dtype().itemsize(), T => {
        bytemuck::cast_slice_mut::<u8, T>(acc).fill(bytemuck::pod_read_unaligned(value.bytes()));
    });
}

/// The result of a reduction of nothing: one value everywhere.
fn constant(
    named: Named,
    memory: &Memory,
    layout: Layout,
    out: Option<&Array>,
    value: Scalar,
) -> Result<Value> {
    if out.is_none() && layout.ndim() == 0 {
        return Ok(Value::Scalar(value));
    }
    let array = Array::with_layout(memory, layout, value.dtype(), Init::Overwritten, named.function)?;
    let n = array.nbytes();
    fill(&mut array.write_new().bytes()[..n], &value);
    match out {
        Some(out) => {
            assign(out, &array)?;
            Ok(Value::Array(out.clone()))
        }
        None => Ok(Value::Array(array)),
    }
}

/// The first element along the reduced axes, for each element of the result.
fn first_elements(plan: &Plan, layout: &Layout, reduced: &[bool], source: &Source<'_>, acc: &mut [u8]) {
    let kept: SmallVec<[usize; 4]> = plan.order.iter().copied().filter(|&a| !reduced[a]).collect();
    let shape: Shape = kept.iter().map(|&a| layout.shape[a]).collect();
    let strides: Strides = kept.iter().map(|&a| layout.strides[a]).collect();
    let walk = Walk::in_order(shape, [(layout.offset as isize, strides)].into_iter().collect());
    source.cast.pull(&mut walk.cursor(0, 0), source.bytes, acc);
}

/// The layout of `out=`, seen along the axes of the operand.
fn out_layout(
    named: Named,
    out: &Array,
    input: &Layout,
    reduced: &[bool],
    shape: &[usize],
    keepdims: bool,
) -> Result<Layout> {
    let (found, expected, ufunc) = (out.ndim(), shape.len(), named.ufunc);
    if found != expected {
        return Err(if keepdims {
            ReduceError::OutDimsKept { ufunc, found, expected }
        } else {
            ReduceError::OutDims { ufunc, found, expected }
        }
        .into());
    }
    let own = out.layout();
    if own.shape.as_slice() != shape {
        return Err(ReduceError::OutShape { out: own.shape, operand: input.shape.clone() }.into());
    }
    if !out.is_writeable() {
        return Err(ReduceError::OutReadOnly {}.into());
    }
    let mut strides = Strides::from_elem(0, input.ndim());
    let mut at = 0;
    for axis in 0..input.ndim() {
        if !reduced[axis] {
            strides[axis] = own.strides[at];
        }
        at += usize::from(keepdims || !reduced[axis]);
    }
    Ok(Layout { shape: input.shape.clone(), strides, offset: own.offset })
}

/// The layout of `where=`, broadcast to the operand.
fn mask_layout(mask: &Array, input: &Layout) -> Result<Layout> {
    if mask.dtype() != DType::Bool {
        return Err(ReduceError::MaskDType { dtype: mask.dtype() }.into());
    }
    spread_mask(mask, &input.shape)
}

/// A mask stretched to a shape.
///
/// Fails with `ValueError` as NumPy's iterator does.
pub(in crate::ops) fn spread_mask(mask: &Array, shape: &[usize]) -> Result<Layout> {
    let own = mask.layout();
    if own.ndim() > shape.len() {
        return Err(ReduceError::MaskDims {}.into());
    }
    own.broadcast_to(shape)
        .ok_or_else(|| ReduceError::MaskShape { operand: shape.into(), mask: own.shape.clone() }.into())
}

/// Several shapes as NumPy's iterator names remapped operands.
struct Remapped<'a>(&'a [usize]);

impl std::fmt::Display for Remapped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = Tight(self.0).to_string();
        write!(f, "{text}->{}", text.replace(",)", ")"))
    }
}

crate::error_kinds! {
    /// What can go wrong in a reduction.
    pub enum ReduceError {
        /// `max([])`
        ValueError NoIdentity { ufunc: &'static str } = "zero-size array to reduction operation {ufunc} which has no identity";
        /// `max([1, 2], where=[True, False])`
        ValueError MaskWithoutIdentity { ufunc: &'static str } = "reduction operation '{ufunc}' does not have an identity, so to use a where mask one has to specify 'initial'";
        /// `sum([1, 2], out=zeros(2))`
        ValueError OutDims { ufunc: &'static str, found: usize, expected: usize } = "output parameter for reduction operation {ufunc} has the wrong number of dimensions: Found {found} but expected {expected}";
        /// `sum([1, 2], out=zeros(()), keepdims=True)`
        ValueError OutDimsKept { ufunc: &'static str, found: usize, expected: usize } = "output parameter for reduction operation {ufunc} has the wrong number of dimensions: Found {found} but expected {expected} (must match the operand's when keepdims=True)";
        /// `sum(zeros((2, 3)), axis=0, out=zeros(2))`
        ValueError OutShape { out: Shape, operand: Shape } = "operands could not be broadcast together with remapped shapes [original->remapped]: {} {} ", Remapped(out), Tight(operand);
        /// `sum([1, 2], out=broadcast_to(0, ()))`
        ValueError OutReadOnly {} = "output array is read-only";
        /// `sum(zeros((2, 3)), where=[True, False])`
        ValueError MaskShape { operand: Shape, mask: Shape } = "operands could not be broadcast together with remapped shapes [original->remapped]: {} {} ", Tight(operand), Tight(mask);
        /// `sum([1, 2], where=[[True]])`
        ValueError MaskDims {} = "input operand has more dimensions than allowed by the axis remapping";
        /// `sum([1, 2], where=[0, 1])`
        TypeError MaskDType { dtype: DType } = "Cannot cast array data from dtype('{}') to dtype('bool') according to the rule 'safe'", dtype.name();
        /// `sum([1e308, 1e308])`
        RuntimeWarning Overflow {} = "overflow encountered in reduce";
        /// `sum([inf, -inf])`
        RuntimeWarning Invalid {} = "invalid value encountered in reduce";
        /// `cumsum([1e308, 1e308])`
        RuntimeWarning OverflowInAccumulate {} = "overflow encountered in accumulate";
        /// `cumsum([inf, -inf])`
        RuntimeWarning InvalidInAccumulate {} = "invalid value encountered in accumulate";
    }
}
