//! How `np.nditer` reads its arguments.

use std::cell::{Cell, RefCell};

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Casting, DType, Layout, Order, Shape, TightShape, promote};
use crate::ops::convert::astype;
use crate::ops::iterate::Plan;
use crate::ops::shape;
use crate::ops::ufunc::UfuncError;

use super::super::super::call::Args;
use super::super::super::convert::index_int;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::value::Value;
use super::error::NditerError;
use super::{Operand, State, Walk};

/// How many elements a buffered walk gives at once if it is not told.
const BUFFER: usize = 8192;

/// What an array of a walk may be used for.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // They are flags of `np.nditer`.
struct Use {
    writes: bool,
    reads: bool,
    copies: bool,
    allocates: bool,
}

/// The flags of a walk as a whole.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // They are the flags of `np.nditer`.
struct Flags {
    external: bool,
    multi_index: bool,
    c_index: bool,
    f_index: bool,
    buffered: bool,
    common: bool,
    grow: bool,
    empty: bool,
}

impl Flags {
    fn read(interp: &mut Interp, value: Option<&Value>) -> Result<Self> {
        let mut flags = Self::default();
        let Some(value) = value.filter(|value| !matches!(value, Value::None)) else { return Ok(flags) };
        if !matches!(value, Value::List(_) | Value::Tuple(_)) {
            return Err(NditerError::FlagsNoList {}.into());
        }
        for item in interp.items(value)? {
            let name = interp.str(&item);
            match name.as_str() {
                "external_loop" => flags.external = true,
                "multi_index" => flags.multi_index = true,
                "c_index" => flags.c_index = true,
                "f_index" => flags.f_index = true,
                "buffered" => flags.buffered = true,
                "common_dtype" => flags.common = true,
                "growinner" | "grow_inner" => flags.grow = true,
                "zerosize_ok" => flags.empty = true,
                "refs_ok" | "reduce_ok" | "delay_bufalloc" | "ranged" | "copy_if_overlap" => {}
                _ => return Err(NditerError::Flag { name }.into()),
            }
        }
        if flags.c_index && flags.f_index {
            return Err(NditerError::BothIndices {}.into());
        }
        if flags.external && (flags.multi_index || flags.c_index || flags.f_index) {
            return Err(NditerError::ExternalWithIndex {}.into());
        }
        Ok(flags)
    }
}

impl Use {
    fn read(interp: &mut Interp, value: &Value) -> Result<Self> {
        let mut this = Self::default();
        for item in interp.items(value)? {
            let name = interp.str(&item);
            match name.as_str() {
                "readonly" => this.reads = true,
                "readwrite" => (this.reads, this.writes) = (true, true),
                "writeonly" => this.writes = true,
                "copy" | "updateifcopy" => this.copies = true,
                "allocate" => this.allocates = true,
                "nbo"
                | "aligned"
                | "contig"
                | "no_broadcast"
                | "no_subtype"
                | "virtual"
                | "arraymask"
                | "writemasked"
                | "overlap_assume_elementwise" => {}
                _ => return Err(NditerError::OperandFlag { name }.into()),
            }
        }
        if !this.reads && !this.writes {
            return Err(NditerError::NoAccess {}.into());
        }
        Ok(this)
    }

    /// `op_flags=` for each of `n` arrays; those that are missing are made.
    fn all(interp: &mut Interp, value: Option<&Value>, missing: &[bool]) -> Result<Vec<Self>> {
        let Some(value) = value.filter(|value| !matches!(value, Value::None)) else {
            let made = Self { writes: true, allocates: true, ..Self::default() };
            let read = Self { reads: true, ..Self::default() };
            return Ok(missing.iter().map(|&missing| if missing { made } else { read }).collect());
        };
        if !matches!(value, Value::List(_) | Value::Tuple(_)) {
            return Err(NditerError::OperandFlagsNoList {}.into());
        }
        let items = interp.items(value)?;
        if items.iter().any(|item| matches!(item, Value::Str(_))) || items.is_empty() {
            let one = Self::read(interp, value)?;
            return Ok(vec![one; missing.len()]);
        }
        if items.len() != missing.len() {
            return Err(NditerError::OperandFlagsNoList {}.into());
        }
        items.iter().map(|item| Self::read(interp, item)).collect()
    }
}

impl Walk {
    /// `np.nditer(op, …)`
    pub(super) fn new(interp: &mut Interp, args: &Args) -> Result<Self> {
        let op = args.value("op").clone();
        let values = match &op {
            Value::List(_) | Value::Tuple(_) => interp.items(&op)?,
            one => vec![one.clone()],
        };
        if values.is_empty() {
            return Err(NditerError::NoOperands {}.into());
        }
        let flags = Flags::read(interp, args.get("flags"))?;
        let missing: Vec<bool> = values.iter().map(|value| matches!(value, Value::None)).collect();
        let uses = Use::all(interp, args.get("op_flags"), &missing)?;
        let dtypes = dtypes(interp, args.some("op_dtypes"), values.len())?;
        let order = interp.order(args.get("order"), Order::K)?;
        let casting = interp.casting(args.get("casting"), Casting::Safe)?;
        let arrays = values
            .iter()
            .map(
                |value| {
                    if matches!(value, Value::None) { Ok(None) } else { interp.as_array(value).map(Some) }
                },
            )
            .collect::<Result<Vec<Option<Array>>>>()?;
        for (array, usage) in arrays.iter().zip(&uses) {
            match array {
                Some(array) if usage.writes && !array.is_writeable() => {
                    return Err(NditerError::ReadOnly {}.into());
                }
                None if !usage.allocates => return Err(NditerError::Missing {}.into()),
                _ => {}
            }
        }
        let axes = op_axes(interp, args.some("op_axes"), values.len())?;
        let mut shapes = Vec::with_capacity(arrays.len());
        for (i, (array, axes)) in arrays.iter().zip(&axes).enumerate() {
            match (array, axes) {
                (Some(array), axes) => shapes.push(remapped(&array.layout(), axes.as_deref(), i)?.shape),
                (None, Some(_)) => {
                    let message = "arr's nditer makes no arrays with axes of their own".into();
                    return Err(E::NotImplemented { message }.into());
                }
                _ => {}
            }
        }
        let wanted: Option<Shape> = match args.some("itershape") {
            None => None,
            Some(value) => {
                Some(interp.ints(value)?.iter().map(|&n| usize::try_from(n).unwrap_or(1)).collect())
            }
        };
        let refs: Vec<&[usize]> = shapes.iter().chain(&wanted).map(|shape| &**shape).collect();
        let misfit = || -> crate::error::Error {
            match &wanted {
                Some(wanted) => {
                    let text = |shape: &[usize]| TightShape(shape).to_string();
                    let shapes = shapes.iter().map(|shape| text(shape) + " ").collect();
                    NditerError::Shapes { shapes, wanted: text(wanted) }.into()
                }
                None => UfuncError::Broadcast { shapes: shapes.clone() }.into(),
            }
        };
        let shape = shape::broadcast_shape(&refs).map_err(|_| misfit())?;
        let size: usize = shape.iter().product();
        if size == 0 && !flags.empty {
            return Err(NditerError::ZeroSize {}.into());
        }
        let given: Vec<DType> = arrays.iter().flatten().map(Array::dtype).collect();
        let common = given.iter().copied().reduce(promote);
        let mut operands = Vec::with_capacity(values.len());
        for (i, (array, usage)) in arrays.iter().zip(&uses).enumerate() {
            let wanted = dtypes[i].or(if flags.common { common } else { None });
            operands.push(match array {
                None => None,
                Some(array) => Some(operand(array, wanted, *usage, flags.buffered, casting, i)?),
            });
        }
        let walked = |operands: &[Option<Operand>]| -> Result<Vec<Layout>> {
            let fitting = operands.iter().zip(&axes).enumerate().filter_map(|(i, (operand, axes))| {
                let layout = operand.as_ref()?.array.layout();
                Some(remapped(&layout, axes.as_deref(), i).and_then(|layout| {
                    let fitting = layout.broadcast_to(&shape);
                    fitting.ok_or_else(|| UfuncError::Broadcast { shapes: shapes.clone() }.into())
                }))
            });
            fitting.collect()
        };
        let there: Vec<&Array> = operands.iter().flatten().map(|operand| &operand.array).collect();
        let order = match order {
            Order::A if !there.is_empty() && there.iter().all(|a| a.is_f_contiguous()) => Order::F,
            Order::A => Order::C,
            order => order,
        };
        let may_flip = !missing.contains(&true);
        if missing.contains(&true) {
            let plan = Plan::new(&shape, &walked(&operands)?, order, false);
            for (i, operand) in operands.iter_mut().enumerate().filter(|(_, operand)| operand.is_none()) {
                let dtype = dtypes[i].or(common).ok_or(NditerError::NoDType {})?;
                let array = allocated(interp, &shape, &plan, dtype)?;
                *operand = Some(Operand { told: array.clone(), array, source: None, writes: true });
            }
        }
        let mut plan = Plan::new(&shape, &walked(&operands)?, order, may_flip);
        let index = match (flags.c_index, flags.f_index) {
            (true, _) => Some(Order::C),
            (_, true) => Some(Order::F),
            _ => None,
        };
        if !flags.multi_index && index.is_none() {
            plan.join_axes();
        }
        let mut operands: Vec<Operand> = operands.into_iter().flatten().collect();
        let mut most = usize::MAX;
        if flags.buffered && flags.external {
            let size = args.get("buffersize").map_or(Ok(0), index_int)?;
            if !flags.grow {
                most = usize::try_from(size).ok().filter(|&size| size > 0).unwrap_or(BUFFER);
            }
            if plan.lengths().len() > 1 && operands.iter().all(|operand| !operand.writes) {
                // A buffer holds the elements of several pieces, one after the other.
                for (i, operand) in operands.iter_mut().enumerate() {
                    let turned = operand.array.view(plan.turned(i), "nditer");
                    let packed = crate::ops::copy(&turned, Order::C)?;
                    operand.array = shape::ravel(&packed, Order::C)?;
                }
                let flat: Vec<Layout> = operands.iter().map(|operand| operand.array.layout()).collect();
                plan = Plan::new(&[plan.size()], &flat, Order::C, false);
            }
        }
        let state = State {
            at: 0,
            started: false,
            finished: size == 0,
            external: flags.external,
            multi_index: flags.multi_index,
            index,
        };
        Ok(Self {
            operands,
            shape,
            plan: RefCell::new(plan),
            state: RefCell::new(state),
            most,
            closed: Cell::new(false),
        })
    }
}

/// `op_dtypes=` for each of `n` arrays.
fn dtypes(interp: &mut Interp, value: Option<&Value>, n: usize) -> Result<Vec<Option<DType>>> {
    let Some(value) = value else { return Ok(vec![None; n]) };
    let one = |interp: &Interp, value: &Value| match value {
        Value::None => Ok(None),
        value => interp.dtype(value).map(Some),
    };
    match value {
        Value::List(_) | Value::Tuple(_) => {
            let items = interp.items(value)?;
            if items.len() != n {
                return Err(NditerError::DTypes {}.into());
            }
            items.iter().map(|item| one(interp, item)).collect()
        }
        value => Ok(vec![one(interp, value)?; n]),
    }
}

/// `op_axes=` for each of `n` arrays.
fn op_axes(interp: &mut Interp, value: Option<&Value>, n: usize) -> Result<Vec<Option<Vec<i64>>>> {
    let Some(value) = value else { return Ok(vec![None; n]) };
    let items = match value {
        Value::List(_) | Value::Tuple(_) => interp.items(value)?,
        _ => Vec::new(),
    };
    if items.len() != n {
        return Err(NditerError::OpAxes {}.into());
    }
    let one = |item: &Value| match item {
        Value::None => Ok(None),
        item => interp.ints(item).map(|axes| Some(axes.to_vec())),
    };
    items.iter().map(one).collect()
}

/// A layout with the axes that `op_axes=` names, -1 for a new one.
fn remapped(layout: &Layout, axes: Option<&[i64]>, number: usize) -> Result<Layout> {
    let Some(axes) = axes else { return Ok(layout.clone()) };
    let mut new = Layout { shape: Shape::new(), strides: SmallVec::new(), offset: layout.offset };
    for (place, &axis) in axes.iter().enumerate() {
        let (n, stride) = match usize::try_from(axis) {
            Err(_) => (1, 0),
            Ok(axis) if axis < layout.ndim() => (layout.shape[axis], layout.strides[axis]),
            Ok(_) => {
                return Err(NditerError::OpAxis {
                    number,
                    place: axes.len() - 1 - place,
                    axis,
                    ndim: layout.ndim(),
                }
                .into());
            }
        };
        if axes[..place].contains(&axis) && axis >= 0 {
            return Err(NditerError::RepeatedOpAxis { number, axis }.into());
        }
        new.shape.push(n);
        new.strides.push(stride);
    }
    Ok(new)
}

/// An array of a walk as it is given, or converted.
fn operand(
    array: &Array,
    wanted: Option<DType>,
    usage: Use,
    buffered: bool,
    casting: Casting,
    number: usize,
) -> Result<Operand> {
    let Some(to) = wanted.filter(|&to| to != array.dtype()) else {
        return Ok(Operand { told: array.clone(), array: array.clone(), source: None, writes: usage.writes });
    };
    let from = array.dtype();
    let rule = casting.name();
    if usage.reads && !from.can_cast(to, casting) {
        let (from, to) = (from.name(), to.name());
        return Err(NditerError::Cast { number, from, to, rule }.into());
    }
    if usage.writes && !to.can_cast(from, casting) {
        let (from, to) = (from.name(), to.name());
        return Err(NditerError::CastBack { number, from, to, rule }.into());
    }
    if !buffered && !usage.copies {
        return Err(NditerError::NoCopying {}.into());
    }
    let converted = astype(array, to, Order::K, Casting::Unsafe, true)?;
    let source = usage.writes.then(|| array.clone());
    let told = if buffered { array.clone() } else { converted.clone() };
    Ok(Operand { array: converted, source, told, writes: usage.writes })
}

/// A new array of a shape, its axes in the order of a walk.
fn allocated(interp: &Interp, shape: &[usize], plan: &Plan, dtype: DType) -> Result<Array> {
    let axes = plan.axes_of_arrays();
    let packed: Shape = axes.iter().map(|&axis| shape[axis]).collect();
    let flat = Array::zeros(&interp.memory, &packed, dtype, "nditer")?;
    let mut back = vec![0i64; axes.len()];
    for (place, &axis) in axes.iter().enumerate() {
        back[axis] = place as i64;
    }
    if axes.is_sorted() {
        return Ok(flat);
    }
    // An array of its own, as NumPy makes it: the same memory with its axes in their places.
    let turned = shape::transpose(&flat, Some(&back))?;
    flat.set_layout(turned.layout());
    Ok(flat)
}
