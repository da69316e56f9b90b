//! Python's operators and slices on operands: for functions that NumPy writes in Python.

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Init, Layout, Memory, Order, Scalar, Shape};
use crate::ops::assign::{assign, convert};
use crate::ops::reduce::{self, Options as Reduce, Value};
use crate::ops::ufunc::{Apply, Operand, Options};
use crate::ops::{scalar_as, shape};

/// Python's operators: Python's own arithmetic between two Python numbers, a ufunc otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calc<'a>(pub(super) &'a Memory);

impl Calc<'_> {
    /// `a + b`
    pub(super) fn add(self, a: &Operand, b: &Operand) -> Result<Operand> {
        self.operator("add", a, b)
    }

    /// `a - b`
    pub(super) fn sub(self, a: &Operand, b: &Operand) -> Result<Operand> {
        self.operator("subtract", a, b)
    }

    /// `a * b`
    pub(super) fn mul(self, a: &Operand, b: &Operand) -> Result<Operand> {
        self.operator("multiply", a, b)
    }

    /// `a / b`
    pub(super) fn div(self, a: &Operand, b: &Operand) -> Result<Operand> {
        self.operator("divide", a, b)
    }

    /// `-a`
    pub(super) fn neg(self, a: &Operand) -> Result<Operand> {
        match a {
            Operand::Float(x) => Ok(Operand::Float(-x)),
            Operand::Int(n) => Ok(Operand::Int(n.wrapping_neg())),
            a => Ok(Apply(self.0)
                .with("negative", std::slice::from_ref(a), &Options::operator())?
                .into_operand()),
        }
    }

    /// `a op b`, the operator by the name of its ufunc.
    pub(super) fn operator(self, name: &'static str, a: &Operand, b: &Operand) -> Result<Operand> {
        if let Some(result) = python(name, a, b)? {
            return Ok(result);
        }
        Ok(Apply(self.0).with(name, &[a.clone(), b.clone()], &Options::operator())?.into_operand())
    }

    /// `name(x)`
    pub(super) fn one(self, name: &'static str, x: &Operand) -> Result<Operand> {
        Apply(self.0).one(name, x)
    }

    /// `name(a, b)`
    pub(super) fn two(self, name: &'static str, a: &Operand, b: &Operand) -> Result<Operand> {
        Apply(self.0).two(name, a, b)
    }

    /// `np.asarray(x)`
    pub(super) fn array(self, x: &Operand) -> Result<Array> {
        x.to_array(self.0)
    }
}

/// A Python int or float as a float; `None` for anything else.
fn python_float(x: &Operand) -> Option<f64> {
    match x {
        Operand::Int(n) => Some(*n as f64),
        Operand::Float(x) => Some(*x),
        Operand::Bool(b) => Some(f64::from(u8::from(*b))),
        _ => None,
    }
}

/// The arithmetic of two Python numbers; `None` if one of them is none, or for operators that do not occur between them.
fn python(name: &str, a: &Operand, b: &Operand) -> Result<Option<Operand>> {
    let (Some(x), Some(y)) = (python_float(a), python_float(b)) else { return Ok(None) };
    let ints = match (a, b) {
        (Operand::Int(x), Operand::Int(y)) => Some((*x, *y)),
        _ => None,
    };
    let exact = |f: fn(i64, i64) -> Option<i64>| ints.and_then(|(x, y)| f(x, y)).map(Operand::Int);
    Ok(Some(match name {
        "add" => exact(i64::checked_add).unwrap_or(Operand::Float(x + y)),
        "subtract" => exact(i64::checked_sub).unwrap_or(Operand::Float(x - y)),
        "multiply" => exact(i64::checked_mul).unwrap_or(Operand::Float(x * y)),
        "divide" if y == 0.0 && ints.is_some() => return Err(CalcError::IntDivision {}.into()),
        "divide" if y == 0.0 => return Err(CalcError::FloatDivision {}.into()),
        "divide" => Operand::Float(x / y),
        _ => return Ok(None),
    }))
}

impl From<Value> for Operand {
    fn from(value: Value) -> Self {
        match value {
            Value::Array(array) => Self::Array(array),
            Value::Scalar(scalar) => Self::Scalar(scalar),
        }
    }
}

impl Operand {
    /// `np.shape(x)`
    pub(super) fn lengths(&self) -> Shape {
        if let Self::Array(array) = self { array.shape() } else { Shape::new() }
    }

    /// The dtype it has as an array.
    pub(super) fn dtype_as_array(&self) -> DType {
        self.own_dtype().unwrap_or(DType::UInt64)
    }
}

/// The value of an operand without axes as a double; for an array its first element.
pub(super) fn to_f64(x: &Operand, memory: &Memory) -> Result<f64> {
    let array = x.to_array(memory)?;
    Ok(first(&array).map_or(f64::NAN, |s| scalar_as(&s)))
}

/// The first element in C order.
pub(super) fn first(array: &Array) -> Option<Scalar> {
    (array.size() > 0).then(|| array.item(&vec![0; array.ndim()]))
}

/// `np.any(x)`
pub(super) fn any(x: &Operand, memory: &Memory) -> Result<bool> {
    let array = x.to_array(memory)?;
    let found = reduce::any(&array, &Reduce::default())?.into_array(memory, "any")?;
    Ok(found.first::<crate::memory::Bool>().is_some_and(crate::memory::Bool::get))
}

/// `np.all(x)`
pub(super) fn all(x: &Operand, memory: &Memory) -> Result<bool> {
    let array = x.to_array(memory)?;
    let found = reduce::all(&array, &Reduce::default())?.into_array(memory, "all")?;
    Ok(found.first::<crate::memory::Bool>().is_some_and(crate::memory::Bool::get))
}

/// `a[…, start:stop, …]` along an axis: negative bounds count from the end, `None` is open.
pub(super) fn slice(a: &Array, axis: usize, start: Option<i64>, stop: Option<i64>) -> Array {
    a.view(slice_layout(&a.layout(), axis, start, stop), "getitem")
}

/// The layout of such a slice.
fn slice_layout(layout: &Layout, axis: usize, start: Option<i64>, stop: Option<i64>) -> Layout {
    let n = layout.shape[axis] as i64;
    let bound = |b: i64| (if b < 0 { b + n } else { b }).clamp(0, n);
    let (start, stop) = (start.map_or(0, bound), stop.map_or(n, bound));
    let count = (stop - start).max(0);
    if count == 0 {
        return layout.slice_axis(axis, 0, 1, 0);
    }
    layout.slice_axis(axis, start as isize, 1, count as usize)
}

/// `a[…, index, …]` along an axis: a view, or the scalar of a 1-d array.
///
/// Fails with `IndexError` outside the axis.
pub(super) fn pick(a: &Array, axis: usize, index: i64) -> Result<Operand> {
    let layout = a.layout();
    let n = layout.shape[axis] as i64;
    let at = if index < 0 { index + n } else { index };
    if at < 0 || at >= n {
        return Err(CalcError::Index { index, axis, size: n as usize }.into());
    }
    let part = layout.index_axis(axis, at as usize);
    Ok(match layout.ndim() {
        1 => Operand::Scalar(a.item(&[at as usize])),
        _ => Operand::Array(a.view(part, "getitem")),
    })
}

/// `a[…, start:stop, …] = value` along an axis.
pub(super) fn set_slice(
    a: &Array,
    axis: usize,
    (start, stop): (Option<i64>, Option<i64>),
    value: &Operand,
) -> Result<()> {
    assign(&slice(a, axis, start, stop), &value.to_array(&a.memory())?)
}

/// `a[…, index, …] = value` along an axis; the index is inside.
pub(super) fn set_at(a: &Array, axis: usize, index: i64, value: &Operand) -> Result<()> {
    let layout = a.layout();
    let n = layout.shape[axis] as i64;
    let at = (if index < 0 { index + n } else { index }).clamp(0, n - 1);
    let part = a.view(layout.index_axis(axis, at as usize), "setitem");
    assign(&part, &value.to_array(&a.memory())?)
}

/// `np.asarray(a, dtype)`: the array itself, or a cast copy.
pub(super) fn as_dtype(a: &Array, dtype: DType, operation: &'static str) -> Result<Array> {
    if a.dtype() == dtype {
        return Ok(a.clone());
    }
    Ok(convert(a, dtype, Order::K, operation, CopyReason::OtherDType)?.as_new())
}

/// A new array of one value in the shape, dtype and order of another.
pub(super) fn empty_like(a: &Array, dtype: DType, operation: &'static str) -> Result<Array> {
    let layout = a.packed_layout(Order::K, dtype.itemsize());
    Array::with_layout(&a.memory(), layout, dtype, Init::Overwritten, operation)
}

/// The operand without axes as the scalar that NumPy makes of a 0-d result.
pub(super) fn unwrapped(array: Array) -> Operand {
    match array.ndim() {
        0 => Operand::Scalar(array.item(&[])),
        _ => Operand::Array(array),
    }
}

/// `x.reshape(shape)` for a shape that fits.
pub(super) fn reshaped(x: &Array, shape: &[i64]) -> Result<Array> {
    shape::reshape(x, shape, Order::C, shape::CopyMode::IfNeeded)
}

crate::error_kinds! {
    /// What Python's own arithmetic and indexing refuse.
    pub enum CalcError {
        /// `average([])`
        ZeroDivisionError IntDivision {} = "division by zero";
        /// `gradient([1, 2, 3], 0, edge_order=2)`
        ZeroDivisionError FloatDivision {} = "float division by zero";
        /// `quantile([], 0.5)`
        IndexError Index { index: i64, axis: usize, size: usize } = "index {index} is out of bounds for axis {axis} with size {size}";
        /// `trapezoid(1)`
        IndexError List {} = "list assignment index out of range";
    }
}
