//! `np.nditer`: walks over arrays side by side, element by element or in one-dimensional pieces.

use std::any::Any;
use std::cell::{Cell, RefCell};

use crate::error::Result;
use crate::memory::{Array, Base, Layout, Order, Shape};
use crate::ops::iterate::Plan;

use super::super::call::Args;
use super::super::convert::{index_int, short_type, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use error::NditerError;

mod build;
mod error;

/// The class of what `np.nditer` gives.
const NDITER: &str = "numpy.nditer";

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

/// An array of a walk.
#[derive(Clone, Debug)]
struct Operand {
    /// What is walked over.
    array: Array,
    /// The array it was converted from, if it has to be written back.
    source: Option<Array>,
    /// What `operands` gives: a copy is told, a buffer is not.
    told: Array,
    writes: bool,
}

impl Operand {
    /// A view of the array, as the walk gives it.
    fn given(&self, layout: Layout) -> Array {
        self.turned(layout).with_base(Base::Holder(NDITER, self.array.clone()))
    }

    /// The whole array with its axes in the order of the walk: one of `itviews`.
    fn turned(&self, layout: Layout) -> Array {
        let view = self.array.view(layout, "nditer");
        if self.writes { view } else { view.read_only() }
    }
}

/// How far a walk has come, and what it tells.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // They are told one by one.
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

impl Walk {
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

    /// The layout of one operand at the place that the walk has come to.
    fn layout(&self, i: usize, state: &State) -> Layout {
        let mut layout = self.plan.borrow().layout(i, state.at, state.external);
        if state.external {
            layout.shape[0] = self.piece(state);
        }
        layout
    }

    /// The array of one operand at the place that the walk has come to.
    fn view(&self, i: usize) -> Array {
        self.operands[i].given(self.layout(i, &self.state.borrow()))
    }

    /// Whether the arrays have memory at the place that the walk has come to: they may have been resized meanwhile.
    fn reaches(&self, state: &State) -> bool {
        self.operands.iter().enumerate().all(|(i, operand)| {
            self.layout(i, state).bounds(operand.array.itemsize()).end <= operand.array.buffer().len()
        })
    }

    /// The lengths of the axes, as `shape` tells them.
    fn lengths(&self, state: &State) -> Shape {
        match state.index {
            _ if state.multi_index => self.shape.clone(),
            Some(order) => self.plan.borrow().lengths_with_index(&self.shape, order == Order::F),
            None => self.plan.borrow().lengths(),
        }
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
        if state.finished || !self.reaches(&state) { Err(NditerError::Past {}.into()) } else { Ok(state) }
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

impl Object for Walk {
    fn type_name(&self) -> &'static str {
        NDITER
    }

    fn iterates(&self) -> bool {
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
            "ndim" => self.lengths(&state).len().into(),
            "shape" => {
                self.check()?;
                Value::shape(&self.lengths(&state))
            }
            "operands" => {
                let told = self.operands.iter().map(|operand| operand.told.clone());
                Value::tuple(told.map(Value::Array).collect())
            }
            "dtypes" => Value::tuple(
                self.operands.iter().map(|operand| Value::DType(operand.array.dtype())).collect(),
            ),
            "itviews" => {
                let plan = self.plan.borrow();
                let views = self.operands.iter().enumerate();
                Value::tuple(views.map(|(i, operand)| operand.turned(plan.turned(i)).into()).collect())
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

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let started = std::mem::replace(&mut self.state.borrow_mut().started, true);
        if started && !self.advance() || self.check().is_err() {
            return Ok(None);
        }
        Ok(Some(self.value()))
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
