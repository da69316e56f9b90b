//! `np.nditer`: walks over arrays side by side, element by element or in one-dimensional pieces.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::Result;
use crate::memory::{Array, Base, Casting, DType, Layout, Order, Shape, promote};
use crate::ops::convert::astype;
use crate::ops::iterate::Plan;
use crate::ops::shape;
use crate::ops::ufunc::UfuncError;

use super::super::call::Args;
use super::super::convert::{index_int, short_type, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;

/// The class of what `np.nditer` gives.
const NDITER: &str = "numpy.nditer";

/// How many elements a buffered walk gives at once if it is not told.
const BUFFER: usize = 8192;

const fn method(
    names: &'static [&'static str],
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Object(NDITER), "", run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["nditer"],
        Home::Numpy,
        "op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None, buffersize=0",
        |interp, args| Ok(Value::object(Walk::new(interp, &args)?)),
        Returns::Other,
        "A walk over the elements of arrays, in the order of memory or another: views of them.",
        "[int(x) for x in nditer(arange(4).reshape(2, 2), order='F')]",
    ),
    method(
        &["iternext"],
        |_, args| Ok(Value::Bool(walk(&args)?.advance())),
        "Goes one step on; whether there was one.",
        "it = nditer([[1, 2]]); it.iternext()",
    ),
    method(
        &["reset"],
        |_, args| {
            walk(&args)?.go_to(0);
            Ok(Value::None)
        },
        "Goes back to the start.",
        "it = nditer(arange(3)); next(it); it.reset(); next(it)",
    ),
    method(
        &["close"],
        |_, args| {
            walk(&args)?.close();
            Ok(Value::None)
        },
        "Ends the walk, and writes what was converted back.",
        "it = nditer(arange(3)); it.close()",
    ),
    method(
        &["copy"],
        |_, args| Ok(Value::object(walk(&args)?.copied())),
        "Another walk at the same place.",
        "it = nditer(arange(3)); next(it); it.copy().iterindex",
    ),
    method(
        &["remove_multi_index"],
        |_, args| {
            let walk = walk(&args)?;
            walk.state.borrow_mut().multi_index = false;
            walk.plan.borrow_mut().join_axes();
            walk.go_to(0);
            Ok(Value::None)
        },
        "Stops telling indices, so that axes can be joined.",
        "it = nditer(zeros((2, 3)), flags=['multi_index']); it.remove_multi_index(); it.ndim",
    ),
    method(
        &["enable_external_loop"],
        |_, args| {
            let walk = walk(&args)?;
            let state = *walk.state.borrow();
            if state.multi_index || state.index.is_some() {
                return Err(NditerError::ExternalWithIndex {}.into());
            }
            walk.state.borrow_mut().external = true;
            walk.go_to(0);
            Ok(Value::None)
        },
        "Gives one-dimensional pieces from now on.",
        "it = nditer(zeros((2, 3))); it.enable_external_loop(); next(it)",
    ),
];

/// The walk whose method is called.
fn walk(args: &Args) -> Result<&Walk> {
    match args.this() {
        Value::Object(object) => object.as_any().downcast_ref::<Walk>(),
        _ => None,
    }
    .ok_or_else(|| E::Type { message: "descriptor requires a 'numpy.nditer' object".into() }.into())
}

/// What an array of a walk may be used for.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    writes: bool,
    reads: bool,
    copies: bool,
    allocates: bool,
}

/// An array of a walk.
#[derive(Clone, Debug)]
struct Operand {
    /// What is walked over.
    array: Array,
    /// The array it was converted from, if it has to be written back.
    source: Option<Array>,
    writes: bool,
}

/// How far a walk has come, and what it tells.
#[derive(Clone, Copy, Debug)]
struct State {
    at: usize,
    started: bool,
    finished: bool,
    external: bool,
    multi_index: bool,
    /// The order that an index counts in.
    index: Option<Order>,
}

/// `np.nditer(…)`
#[derive(Debug)]
struct Walk {
    operands: Vec<Operand>,
    shape: Shape,
    plan: RefCell<Plan>,
    state: RefCell<State>,
    /// How many elements of the walk are given at once, if that is bounded.
    most: usize,
    closed: Cell<bool>,
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
    fn new(interp: &mut Interp, args: &Args) -> Result<Self> {
        let op = args.value("op").clone();
        let values = match &op {
            Value::List(_) | Value::Tuple(_) => interp.items(&op)?,
            one => vec![one.clone()],
        };
        if values.is_empty() {
            return Err(NditerError::NoOperands {}.into());
        }
        for name in ["op_axes", "itershape"] {
            if args.some(name).is_some() {
                return Err(E::NotImplemented { message: format!("arr's nditer has no {name}") }.into());
            }
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
        let shapes: Vec<Shape> = arrays.iter().flatten().map(Array::shape).collect();
        let refs: Vec<&[usize]> = shapes.iter().map(|shape| &**shape).collect();
        let shape =
            shape::broadcast_shape(&refs).map_err(|_| UfuncError::Broadcast { shapes: shapes.clone() })?;
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
            let fitting = operands.iter().flatten().map(|operand| {
                let layout = operand.array.layout();
                layout
                    .broadcast_to(&shape)
                    .ok_or_else(|| UfuncError::Broadcast { shapes: shapes.clone() }.into())
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
                *operand = Some(Operand { array, source: None, writes: true });
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

    fn copied(&self) -> Self {
        Self {
            operands: self.operands.clone(),
            shape: self.shape.clone(),
            plan: self.plan.clone(),
            state: self.state.clone(),
            most: self.most,
            closed: self.closed.clone(),
        }
    }

    fn go_to(&self, step: usize) {
        let mut state = self.state.borrow_mut();
        state.at = step;
        state.started = false;
        state.finished = self.plan.borrow().size() == 0;
    }

    /// How many elements are given at the place that the walk has come to.
    fn piece(&self, state: &State) -> usize {
        if !state.external {
            return 1;
        }
        let inner = self.plan.borrow().inner().max(1);
        (inner - state.at % inner).min(self.most)
    }

    /// Goes one step on; false if there was none.
    fn advance(&self) -> bool {
        let mut state = self.state.borrow_mut();
        if state.finished {
            return false;
        }
        let next = state.at + self.piece(&state);
        if next >= self.plan.borrow().size() {
            state.finished = true;
            return false;
        }
        state.at = next;
        true
    }

    /// The array of one operand at the place that the walk has come to.
    fn view(&self, i: usize) -> Array {
        let state = *self.state.borrow();
        let operand = &self.operands[i];
        let mut layout = self.plan.borrow().layout(i, state.at, state.external);
        if state.external {
            layout.shape[0] = self.piece(&state);
        }
        self.given(operand, layout)
    }

    fn given(&self, operand: &Operand, layout: Layout) -> Array {
        let view =
            operand.array.view(layout, "nditer").with_base(Base::Holder(NDITER, operand.array.clone()));
        if operand.writes { view } else { view.read_only() }
    }

    fn value(&self) -> Value {
        if self.operands.len() == 1 {
            return self.view(0).into();
        }
        Value::tuple((0..self.operands.len()).map(|i| self.view(i).into()).collect())
    }

    /// Fails if the walk is over.
    fn check(&self) -> Result<State> {
        let state = *self.state.borrow();
        if state.finished { Err(NditerError::Past {}.into()) } else { Ok(state) }
    }

    /// Writes what was converted back to where it came from.
    fn close(&self) {
        if self.closed.replace(true) {
            return;
        }
        for operand in &self.operands {
            if let Some(source) = &operand.source {
                // Both have the same shape, and the source was writeable at the start.
                let _ = crate::ops::assign(source, &operand.array);
            }
        }
        self.state.borrow_mut().finished = true;
    }

    fn index_of(&self, order: Order, state: &State) -> usize {
        let index = self.plan.borrow().index(state.at);
        let flat = |axes: &mut dyn Iterator<Item = usize>| {
            axes.fold(0usize, |at, axis| at.wrapping_mul(self.shape[axis]).wrapping_add(index[axis]))
        };
        match order {
            Order::F => flat(&mut (0..self.shape.len()).rev()),
            _ => flat(&mut (0..self.shape.len())),
        }
    }

    fn place(&self, value: &Value) -> Result<usize> {
        let index = index_int(value)?;
        let n = self.operands.len() as i64;
        let at = if index < 0 { index + n } else { index };
        usize::try_from(at)
            .ok()
            .filter(|&at| at < self.operands.len())
            .ok_or_else(|| NditerError::Operand { index }.into())
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
        return Ok(Operand { array: array.clone(), source: None, writes: usage.writes });
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
    Ok(Operand { array: converted, source, writes: usage.writes })
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

impl Object for Walk {
    fn type_name(&self) -> &'static str {
        NDITER
    }

    fn iterates(&self) -> bool {
        true
    }

    fn is_live(&self) -> bool {
        true
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let state = *self.state.borrow();
        Ok(Some(match name {
            "multi_index" => {
                self.check()?;
                if !state.multi_index {
                    return Err(NditerError::NoMultiIndex {}.into());
                }
                Value::shape(&self.plan.borrow().index(state.at))
            }
            "index" => {
                self.check()?;
                let order = state.index.ok_or(NditerError::NoIndex {})?;
                self.index_of(order, &state).into()
            }
            "iterindex" => {
                self.check()?;
                state.at.into()
            }
            "value" => {
                self.check()?;
                self.value()
            }
            "finished" => Value::Bool(state.finished),
            "has_index" => Value::Bool(state.index.is_some()),
            "has_multi_index" => Value::Bool(state.multi_index),
            "has_delayed_bufalloc" | "iterationneedsapi" => Value::Bool(false),
            "itersize" => self.plan.borrow().size().into(),
            "iterrange" => Value::tuple(vec![Value::Int(0), self.plan.borrow().size().into()]),
            "nop" => self.operands.len().into(),
            "ndim" => {
                if state.multi_index {
                    self.shape.len().into()
                } else {
                    self.plan.borrow().lengths().len().into()
                }
            }
            "shape" => {
                self.check()?;
                if state.multi_index {
                    Value::shape(&self.shape)
                } else {
                    Value::shape(&self.plan.borrow().lengths())
                }
            }
            "operands" => {
                let given =
                    self.operands.iter().map(|operand| operand.source.as_ref().unwrap_or(&operand.array));
                Value::tuple(given.cloned().map(Value::Array).collect())
            }
            "dtypes" => Value::tuple(
                self.operands.iter().map(|operand| Value::DType(operand.array.dtype())).collect(),
            ),
            "itviews" => {
                let plan = self.plan.borrow();
                let views = self.operands.iter().enumerate();
                Value::tuple(views.map(|(i, operand)| self.given(operand, plan.turned(i)).into()).collect())
            }
            _ => return Ok(None),
        }))
    }

    fn set_attribute(&self, interp: &mut Interp, name: &str, value: &Value) -> Result<bool> {
        let state = *self.state.borrow();
        match name {
            "multi_index" => {
                if !state.multi_index {
                    return Err(NditerError::NoMultiIndex {}.into());
                }
                let index = interp.ints(value)?;
                if index.len() != self.shape.len() {
                    return Err(NditerError::IndexLength {}.into());
                }
                let mut place = Shape::new();
                for (&i, &n) in index.iter().zip(&self.shape) {
                    let i = usize::try_from(i).ok().filter(|&i| i < n);
                    place.push(i.ok_or(NditerError::MultiIndexBounds {})?);
                }
                let step = self.plan.borrow().step(&place);
                self.go_to(step);
            }
            "index" => {
                let order = state.index.ok_or(NditerError::NoIndex {})?;
                let size = self.plan.borrow().size();
                let index = usize::try_from(index_int(value)?).ok().filter(|&index| index < size);
                let mut rest = index.ok_or(NditerError::IndexBounds {})?;
                let mut place = Shape::from_elem(0, self.shape.len());
                let mut set = |axis: usize| {
                    let n = self.shape[axis].max(1);
                    place[axis] = rest % n;
                    rest /= n;
                };
                if order == Order::F {
                    (0..self.shape.len()).for_each(&mut set);
                } else {
                    (0..self.shape.len()).rev().for_each(&mut set);
                }
                let step = self.plan.borrow().step(&place);
                self.go_to(step);
            }
            "iterindex" => {
                let size = self.plan.borrow().size();
                let step = usize::try_from(index_int(value)?).ok().filter(|&step| step < size);
                self.go_to(step.ok_or(NditerError::IterIndexBounds {})?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        self.check()?;
        if let Value::Slice(_) = index {
            let views = (0..self.operands.len()).map(|i| self.view(i).into()).collect();
            return interp.get_item_value(&Value::tuple(views), index).map(Some);
        }
        if try_index_int(index)?.is_none() {
            let message = format!("invalid index type for iterator indexing: {}", short_type(index));
            return Err(E::Type { message }.into());
        }
        Ok(Some(self.view(self.place(index)?).into()))
    }

    fn set_index(&self, interp: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        self.check()?;
        let place = self.place(index)?;
        if !self.operands[place].writes {
            return Err(NditerError::NotWriteable { place }.into());
        }
        let view = self.view(place);
        let source = interp.array_as(value, Some(view.dtype()))?;
        crate::ops::assign(&view, &source)?;
        Ok(true)
    }

    fn next(&self, _: &mut Interp) -> Option<Result<Option<Value>>> {
        let started = std::mem::replace(&mut self.state.borrow_mut().started, true);
        if started && !self.advance() || self.state.borrow().finished {
            return Some(Ok(None));
        }
        Some(Ok(Some(self.value())))
    }

    fn iter(self: Rc<Self>, interp: &mut Interp) -> Result<Option<Value>> {
        super::objects::rest(&*self, interp).map(Some)
    }

    fn enters_itself(&self) -> bool {
        true
    }

    fn leave(&self, _: &mut Interp) {
        self.close();
    }

    fn len(&self) -> Option<usize> {
        Some(self.operands.len())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

crate::error_kinds! {
    /// What can go wrong with `np.nditer`.
    pub enum NditerError {
        /// `nditer([])`
        ValueError NoOperands {} = "Must provide at least one operand";
        /// `nditer(1, flags='multi_index')`
        ValueError FlagsNoList {} = "Iterator global flags must be a list or tuple of strings";
        /// `nditer(1, flags=['x'])`
        ValueError Flag { name: String } = "Unexpected iterator global flag \"{name}\"";
        /// `nditer(1, op_flags=['x'])`
        ValueError OperandFlag { name: String } = "Unexpected per-op iterator flag \"{name}\"";
        /// `nditer([1, 2], op_flags=[['readonly']])`
        ValueError OperandFlagsNoList {} = "op_flags must be a tuple or array of per-op flag-tuples";
        /// `nditer(1, op_flags=['copy'])`
        ValueError NoAccess {} = "None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified for an operand";
        /// `nditer([1, 2], op_dtypes=[int])`
        ValueError DTypes {} = "op_dtypes must be a tuple/list matching the number of ops";
        /// `nditer(1, flags=['c_index', 'f_index'])`
        ValueError BothIndices {} = "Iterator flags C_INDEX and F_INDEX cannot both be specified";
        /// `nditer(1, flags=['c_index', 'external_loop'])`
        ValueError ExternalWithIndex {} = "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked";
        /// `nditer(zeros(0))`
        ValueError ZeroSize {} = "Iteration of zero-sized operands is not enabled";
        /// `nditer(broadcast_to(1, 3), op_flags=['readwrite'])`
        ValueError ReadOnly {} = "operand array with iterator write flag set is read-only";
        /// `nditer([1, None], op_flags=['writeonly'])`
        ValueError Missing {} = "Iterator operand was NULL, but neither the ALLOCATE nor the VIRTUAL flag was specified";
        /// `nditer([None])`
        TypeError NoDType {} = "no arrays or types available to calculate result type";
        /// `nditer(arange(2), op_dtypes=[float])`
        TypeError NoCopying {} = "Iterator operand required copying or buffering, but neither copying nor buffering was enabled";
        /// `nditer(1.5, ['buffered'], op_dtypes=[int])`
        TypeError Cast { number: usize, from: &'static str, to: &'static str, rule: &'static str } = "Iterator operand {number} dtype could not be cast from dtype('{from}') to dtype('{to}') according to the rule '{rule}'";
        /// `nditer(arange(2), ['buffered'], ['readwrite'], [float])`
        TypeError CastBack { number: usize, from: &'static str, to: &'static str, rule: &'static str } = "Iterator requested dtype could not be cast from dtype('{to}') to dtype('{from}'), the operand {number} dtype, according to the rule '{rule}'";
        /// `it = nditer(1); next(it); next(it, 0); it.value`
        ValueError Past {} = "Iterator is past the end";
        /// `nditer(1).multi_index`
        ValueError NoMultiIndex {} = "Iterator is not tracking a multi-index";
        /// `nditer(1).index`
        ValueError NoIndex {} = "Iterator does not have an index";
        /// `nditer(1)[2]`
        IndexError Operand { index: i64 } = "Iterator operand index {index} is out of bounds";
        /// `nditer(1)[0] = 2`
        RuntimeError NotWriteable { place: usize } = "Iterator operand {place} is not writeable";
        /// `it.multi_index = (1,)`
        ValueError IndexLength {} = "Wrong number of indices";
        /// `it.multi_index = (9, 9)`
        IndexError MultiIndexBounds {} = "Iterator GotoMultiIndex called with an out-of-bounds multi-index";
        /// `it.index = 99`
        IndexError IndexBounds {} = "Iterator GotoIndex called with an out-of-bounds index";
        /// `it.iterindex = 99`
        IndexError IterIndexBounds {} = "Iterator GotoIterIndex called with an iterindex outside the iteration range.";
    }
}
