//! From values to what operations take: arrays, scalars, dtypes, shapes, axes, orders.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use smallvec::SmallVec;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{
    Array, Bool, C128, Casting, CopyReason, DType, Kind, Layout, Order, Scalar, Shape, ShapeText, made,
    promote, with_room,
};
use crate::ops;

use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::value::{Abstract, Type, Value};

/// The most axes a nested list can make: deeper lists would be of dtype object in NumPy.
const MAX_NEST: usize = crate::memory::MAX_DIMS;

/// The truth of a value that cannot fail to have one; for switches like `keepdims=`.
pub fn simple_truth(value: &Value) -> bool {
    match value {
        Value::None => false,
        Value::Bool(b) => *b,
        Value::Int(n) => *n != 0,
        Value::Float(x) => *x != 0.0,
        Value::Complex(z) => *z != C128::new(0.0, 0.0),
        Value::Str(s) => !s.is_empty(),
        Value::Bytes(bytes) => !bytes.is_empty(),
        Value::Scalar(s) => dispatch!(s.dtype(), T => s.get::<T>() != T::default()),
        Value::List(list) => !list.is_empty(),
        Value::Tuple(items) => !items.is_empty(),
        Value::Dict(dict) => !dict.borrow().is_empty(),
        Value::Set(set) => !set.items.borrow().is_empty(),
        Value::Range(range) => !range.is_empty(),
        Value::Array(a) => a.size() == 1 && simple_truth(&Value::Scalar(first(a))),
        _ => true,
    }
}

/// The first element of an array that has one.
pub fn first(array: &Array) -> Scalar {
    array.item(&SmallVec::<[usize; 4]>::from_elem(0, array.ndim()))
}

/// `bool(x)`; fails with `ValueError` for arrays of more than one element, and of none.
pub fn truth(value: &Value) -> Result<bool> {
    match value {
        Value::Array(a) => match a.size() {
            0 => Err(E::EmptyTruth {}.into()),
            1 => Ok(simple_truth(&Value::Scalar(first(a)))),
            _ => Err(E::AmbiguousTruth {}.into()),
        },
        Value::Object(object) => Ok(object.truth().unwrap_or_else(|| object.len().is_none_or(|n| n > 0))),
        other => Ok(simple_truth(other)),
    }
}

/// The integer a value stands for where Python's `__index__` is asked: ints, bools, NumPy integers, 0-d integer arrays.
pub fn index_int(value: &Value) -> Result<i64> {
    try_index_int(value)?.ok_or_else(|| not_an_integer(value).into())
}

/// The same as a C int. Fails with `OverflowError` beyond 32 bits.
pub fn index_c_int(value: &Value) -> Result<i32> {
    if let Value::Float(_) = value {
        return Err(E::Type { message: "integer argument expected, got float".into() }.into());
    }
    i32::try_from(index_int(value)?).map_err(|_| E::IntToInt {}.into())
}

/// What `__index__` says of a value that stands for no integer. Arrays have one that refuses in its own words.
pub fn not_an_integer(value: &Value) -> E {
    match value {
        Value::Array(_) => E::ArrayNoIndex {},
        _ => E::NotAnInteger { type_name: short_type(value) },
    }
}

/// The same; `None` if the value is no integer.
pub fn try_index_int(value: &Value) -> Result<Option<i64>> {
    Ok(match value {
        Value::Int(n) => Some(*n),
        Value::Bool(b) => Some(i64::from(*b)),
        Value::BigInt(_) => return Err(E::IntToLong {}.into()),
        Value::Scalar(s) if s.dtype().is_integer() => Some(scalar_int(s).ok_or(E::IntToLong {})?),
        Value::Array(a) if a.ndim() == 0 && a.dtype().is_integer() => {
            Some(scalar_int(&first(a)).ok_or(E::IntToLong {})?)
        }
        _ => None,
    })
}

/// An integer or bool scalar as an `i64`; `None` for a uint64 beyond it.
#[allow(clippy::unnecessary_fallible_conversions, clippy::useless_conversion)] // Not of uint64.
pub fn scalar_int(scalar: &Scalar) -> Option<i64> {
    dispatch!(scalar.dtype(), integer T => i64::try_from(scalar.get::<T>()).ok(), else => {
        Some(i64::from(scalar.get::<Bool>().get()))
    })
}

/// The class name as Python's own messages give it, without `numpy.` for scalars of Python kinds.
pub fn short_type(value: &Value) -> String {
    value.type_name()
}

/// The class of an argument, as Python's parser of arguments names it.
pub fn argument_type(value: &Value) -> String {
    if let Value::None = value { "None".to_owned() } else { value.type_name() }
}

/// A Python or NumPy real number as a float; fails as `float(x)` does.
pub fn float(value: &Value) -> Result<f64> {
    Ok(match value {
        Value::Float(x) => *x,
        Value::Int(n) => *n as f64,
        Value::Bool(b) => f64::from(u8::from(*b)),
        Value::BigInt(n) => n.to_f64().filter(|x| x.is_finite()).ok_or(E::IntToFloat {})?,
        Value::Scalar(s) => ops::scalar_as::<f64>(s),
        Value::Array(a) if a.ndim() == 0 => ops::scalar_as::<f64>(&first(a)),
        other => return Err(E::FloatArgument { type_name: short_type(other) }.into()),
    })
}

/// A number as a complex.
pub fn complex(value: &Value) -> Result<C128> {
    Ok(match value {
        Value::Complex(z) => *z,
        Value::Scalar(s) => ops::scalar_as::<C128>(s),
        other => C128::new(float(other)?, 0.0),
    })
}

/// The dtype that NumPy gives a Python number on its own.
fn default_dtype(value: &Value) -> Option<DType> {
    Some(match value {
        Value::Bool(_) => DType::Bool,
        Value::Int(_) => DType::Int64,
        Value::BigInt(_) => DType::UInt64,
        Value::Float(_) => DType::Float64,
        Value::Complex(_) => DType::Complex128,
        Value::Scalar(s) => s.dtype(),
        Value::Array(a) => a.dtype(),
        _ => return None,
    })
}

/// A number as a scalar of `dtype`; Python numbers must fit, as in `np.array([300], dtype=uint8)`.
pub fn scalar_of(value: &Value, dtype: DType) -> Result<Scalar> {
    match value {
        Value::Scalar(s) => Ok(ops::cast_scalar(s, dtype)),
        Value::Array(a) if a.ndim() == 0 => Ok(ops::cast_scalar(&first(a), dtype)),
        Value::Array(_) => {
            Err(E::Value { message: "setting an array element with a sequence.".into() }.into())
        }
        Value::Bool(b) => Ok(ops::cast_scalar(&Scalar::new(Bool::from(*b)), dtype)),
        Value::Int(n) => ops::int_scalar(&BigInt::from(*n), dtype),
        Value::BigInt(n) => ops::int_scalar(n, dtype),
        Value::Float(x) => {
            if dtype.is_integer() {
                if x.is_nan() {
                    return Err(E::NanToInt {}.into());
                }
                if x.is_infinite() {
                    return Err(E::InfToInt {}.into());
                }
                // As Python's int(x), which then has to fit.
                let n = BigInt::from_f64(x.trunc()).unwrap_or_default();
                let fits = if dtype == DType::UInt64 { n.to_u64().is_some() } else { n.to_i64().is_some() };
                return if fits || n.to_i64().is_some() {
                    ops::int_scalar(&n, dtype)
                } else {
                    Err(E::TooLargeForLong {}.into())
                };
            }
            Ok(ops::cast_scalar(&Scalar::new(*x), dtype))
        }
        Value::Complex(z) => {
            if dtype.is_integer() {
                return Err(E::IntArgument { type_name: "complex".into() }.into());
            }
            if dtype.kind() == Kind::Float {
                return Err(E::FloatArgument { type_name: "complex".into() }.into());
            }
            Ok(ops::cast_scalar(&Scalar::new(*z), dtype))
        }
        // NumPy converts strings as Python's int() and float() do.
        Value::Str(text) if dtype.is_integer() => match text.trim().parse::<i64>() {
            Ok(n) => scalar_of(&Value::Int(n), dtype),
            Err(_) => Err(E::IntLiteral { base: 10, text: crate::display::str_repr(text) }.into()),
        },
        Value::Str(text) if dtype.kind() == Kind::Float => match text.trim().parse::<f64>() {
            Ok(x) => scalar_of(&Value::Float(x), dtype),
            Err(_) => Err(E::FloatLiteral { text: crate::display::str_repr(text) }.into()),
        },
        Value::Str(text) if dtype == DType::Bool => Ok(Scalar::new(Bool::from(!text.is_empty()))),
        Value::Str(text) => Ok(ops::cast_scalar(&Scalar::new(parse_complex(text)?), dtype)),
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => scalar_of_sequence(value, dtype),
        // NumPy reads None as a missing number.
        Value::None if dtype.kind() == Kind::Float => Ok(ops::cast_scalar(&Scalar::new(f64::NAN), dtype)),
        Value::None if dtype.is_complex() => {
            Ok(ops::cast_scalar(&Scalar::new(C128::new(f64::NAN, f64::NAN)), dtype))
        }
        other if dtype == DType::Bool => Ok(Scalar::new(Bool::from(simple_truth(other)))),
        other => match dtype.kind() {
            Kind::Float => Err(E::FloatArgument { type_name: short_type(other) }.into()),
            Kind::Complex => Err(E::RealArgument { type_name: short_type(other) }.into()),
            _ => Err(E::IntArgument { type_name: short_type(other) }.into()),
        },
    }
}

/// The complex number that a text spells, as Python's `complex(text)` reads it.
pub fn parse_complex(text: &str) -> Result<C128> {
    let body = text.trim().trim_start_matches('(').trim_end_matches(')').to_lowercase();
    body.parse::<C128>().map_err(|_| E::ComplexLiteral {}.into())
}

/// What [`scalar_of`] loses that NumPy warns of.
pub fn loss_of(value: &Value, dtype: DType) -> Option<ops::Loss> {
    let narrow = matches!(dtype, DType::Float16 | DType::Float32 | DType::Complex64);
    match value {
        Value::Scalar(s) => ops::Loss::of(s, dtype),
        Value::Array(a) if a.ndim() == 0 => ops::Loss::of(&first(a), dtype),
        Value::Float(x) if narrow => ops::Loss::of(&Scalar::new(*x), dtype),
        Value::Complex(z) if narrow => ops::Loss::of(&Scalar::new(*z), dtype),
        Value::Int(n) if dtype == DType::Float16 => ops::Loss::of(&Scalar::new(*n as f64), dtype),
        Value::BigInt(n) if narrow => ops::Loss::of(&Scalar::new(n.to_f64().unwrap_or_default()), dtype),
        _ => None,
    }
}

/// A sequence where one element of `dtype` is wanted: NumPy asks it for its truth, or for what Python's `int`, `float` and `complex` make of it, which
/// refuse it in different words.
pub fn scalar_of_sequence(value: &Value, dtype: DType) -> Result<Scalar> {
    match dtype.kind() {
        Kind::Bool => Ok(Scalar::new(Bool::from(simple_truth(value)))),
        Kind::Int | Kind::UInt => Err(E::IntArgument { type_name: short_type(value) }.into()),
        Kind::Float => Err(E::Value { message: "setting an array element with a sequence.".into() }.into()),
        Kind::Complex => Err(E::RealArgument { type_name: short_type(value) }.into()),
    }
}

/// How many axes a nest of sequences and arrays has where it is deepest.
pub fn nest_depth(value: &Value) -> usize {
    fn depth(value: &Value, above: usize) -> usize {
        match value {
            Value::Array(array) => above + array.ndim(),
            Value::Range(_) => above + 1,
            Value::List(_) | Value::Tuple(_) if above < MAX_NEST => {
                let items = items_of(value).unwrap_or_default();
                items.iter().map(|item| depth(item, above + 1)).max().unwrap_or(above + 1)
            }
            _ => above,
        }
    }
    depth(value, 0)
}

/// What a nested sequence is made of.
struct Nest {
    shape: Shape,
    dtype: Option<DType>,
    ragged: bool,
    /// A big negative integer, or one beyond 64 bits: no dtype of arr's holds it.
    too_big: Option<String>,
    /// Something that is no number: the dtype NumPy would need.
    other: Option<&'static str>,
    arrays: bool,
}

/// Stops at Ctrl-C, once in so many items.
fn look_up(i: usize) {
    if i.is_multiple_of(1 << 12) {
        crate::memory::stop_if_interrupted();
    }
}

fn items_of(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Range(range) => {
            let mut items = with_room(range.len());
            for i in 0..range.len() {
                look_up(i);
                items.push(range.get(i));
            }
            Some(items)
        }
        other => other.sequence(),
    }
}

fn examine(value: &Value, depth: usize, nest: &mut Nest) -> Shape {
    let join = |nest: &mut Nest, dtype: DType| {
        nest.dtype = Some(nest.dtype.map_or(dtype, |d| promote(d, dtype)));
    };
    match value {
        Value::Array(a) => {
            nest.arrays = true;
            join(nest, a.dtype());
            a.shape()
        }
        Value::BigInt(n) => {
            if n.to_u64().is_none() {
                nest.too_big.get_or_insert_with(|| short_int(n));
            }
            join(nest, DType::UInt64);
            Shape::new()
        }
        Value::List(_) | Value::Tuple(_) | Value::Range(_) if depth < MAX_NEST => {
            let items = items_of(value).unwrap_or_default();
            let mut common: Option<Shape> = None;
            for (i, item) in items.iter().enumerate() {
                look_up(i);
                let shape = examine(item, depth + 1, nest);
                match &mut common {
                    None => common = Some(shape),
                    Some(common) if *common != shape => {
                        nest.ragged = true;
                        let same = common.iter().zip(&shape).take_while(|(a, b)| a == b).count();
                        common.truncate(same);
                    }
                    Some(_) => {}
                }
            }
            let mut shape: Shape = SmallVec::from_slice(&[items.len()]);
            shape.extend(common.unwrap_or_default());
            shape
        }
        other => {
            match default_dtype(other) {
                Some(dtype) => join(nest, dtype),
                None => {
                    let name = kind_without_dtype(other);
                    nest.other.get_or_insert(name);
                }
            }
            Shape::new()
        }
    }
}

/// The name of the dtype that NumPy would have for a value that arr has none for.
fn kind_without_dtype(value: &Value) -> &'static str {
    match value {
        Value::Str(_) => "str",
        Value::Bytes(_) => "bytes",
        _ => "object",
    }
}

fn leaves(value: &Value, visit: &mut dyn FnMut(&Value) -> Result<()>) -> Result<()> {
    match items_of(value) {
        Some(items) => items.iter().try_for_each(|item| leaves(item, visit)),
        None => visit(value),
    }
}

impl Interp {
    /// `np.asarray(x)`: an array itself (an alias), anything else as a new array.
    pub fn array(&self, value: &Value) -> Result<Array> {
        self.array_as(value, None)
    }

    /// The same with a dtype for what is not an array yet.
    pub fn array_as(&self, value: &Value, dtype: Option<DType>) -> Result<Array> {
        match value {
            Value::Array(a) => Ok(a.clone()),
            Value::List(_) | Value::Tuple(_) | Value::Range(_) => self.array_from_nest(value, dtype, "array"),
            Value::Object(_) => Err(E::NoDType { dtype: "object".into() }.into()),
            other => {
                let scalar = self.scalar(other, dtype)?;
                Array::from_scalar(&self.memory, &scalar, "array")
            }
        }
    }

    /// A number as a scalar of its own dtype, or of `dtype`.
    pub fn scalar(&self, value: &Value, dtype: Option<DType>) -> Result<Scalar> {
        let own = match default_dtype(value) {
            Some(dtype) => dtype,
            None if dtype.is_some() => DType::Float64,
            None => {
                let name = kind_without_dtype(value);
                return Err(E::NoDType { dtype: name.into() }.into());
            }
        };
        if let (Value::BigInt(n), None) = (value, dtype)
            && n.to_u64().is_none()
        {
            return Err(E::NoObjectIntegers { value: short_int(n) }.into());
        }
        let dtype = dtype.unwrap_or(own);
        let scalar = scalar_of(value, dtype)?;
        if let Some(loss) = loss_of(value, dtype) {
            loss.warn(&self.memory);
        }
        Ok(scalar)
    }

    /// A nested sequence as a new array: `np.array(x, dtype)`.
    pub fn array_from_nest(
        &self,
        value: &Value,
        dtype: Option<DType>,
        operation: &'static str,
    ) -> Result<Array> {
        // The common small case first: a flat list of Python ints.
        if dtype.is_none_or(|d| d == DType::Int64)
            && let Value::List(list) = value
        {
            let items = list.0.borrow();
            let ints: Option<SmallVec<[i64; 16]>> =
                items.iter().map(|item| if let Value::Int(n) = item { Some(*n) } else { None }).collect();
            if let Some(ints) = ints
                && !ints.is_empty()
            {
                return Array::from_slice(&self.memory, &[ints.len()], &ints, operation);
            }
        }
        let mut nest = Nest {
            shape: Shape::new(),
            dtype: None,
            ragged: false,
            too_big: None,
            other: None,
            arrays: false,
        };
        nest.shape = examine(value, 0, &mut nest);
        if nest.ragged {
            let shape = ShapeText(&nest.shape).to_string();
            return Err(E::Inhomogeneous { ndim: nest.shape.len(), shape }.into());
        }
        if dtype.is_none() {
            if let Some(name) = nest.other {
                return Err(E::NoDType { dtype: name.into() }.into());
            }
            if let Some(value) = nest.too_big {
                return Err(E::NoObjectIntegers { value }.into());
            }
        }
        let dtype = dtype.or(nest.dtype).unwrap_or(DType::Float64);
        let out = Array::overwritten(&self.memory, &nest.shape, dtype, operation)?;
        if nest.arrays {
            fill_nest(&out, value, &out.layout())?;
            return Ok(match first_array(value) {
                Some(first) => out.as_copy_of(&first, CopyReason::Asked),
                None => out,
            });
        }
        dispatch!(dtype, T => {
            let mut flat: Vec<T> = with_room(out.size());
            leaves(value, &mut |leaf| {
                self.memory.check_interrupt()?;
                flat.push(scalar_of(leaf, dtype)?.get::<T>());
                if let Some(loss) = loss_of(leaf, dtype) {
                    loss.warn(&self.memory);
                }
                Ok(())
            })?;
            out.fill_new(&flat);
        });
        Ok(out)
    }

    /// A bracketed literal as an array, if it is a rectangular nest of numbers and bools; as the list it is otherwise.
    pub(super) fn literal(&self, list: Value) -> Result<Value> {
        let mut nest = Nest {
            shape: Shape::new(),
            dtype: None,
            ragged: false,
            too_big: None,
            other: None,
            arrays: false,
        };
        if let Value::List(items) = &list {
            let plain = !items.is_empty() && items.0.borrow().iter().all(|v| matches!(v, Value::Int(_)));
            if !plain {
                if !only_lists_of_numbers(&list) {
                    return Ok(list);
                }
                nest.shape = examine(&list, 0, &mut nest);
                if nest.ragged || nest.dtype.is_none() {
                    return Ok(list);
                }
            }
            return self.array_from_nest(&list, None, "literal").map(Value::Array);
        }
        Ok(list)
    }

    /// The dtype that a value means where NumPy takes one.
    pub fn dtype(&self, value: &Value) -> Result<DType> {
        Ok(match value {
            Value::DType(dtype) | Value::Type(Type::Scalar(dtype)) => *dtype,
            Value::None | Value::Type(Type::Float) => DType::Float64,
            Value::Type(Type::Bool) => DType::Bool,
            Value::Type(Type::Int) => DType::Int64,
            Value::Type(Type::Complex) => DType::Complex128,
            Value::Type(Type::Str) => return Err(E::NoDType { dtype: "str".into() }.into()),
            Value::Type(Type::Abstract(class)) => {
                // In NumPy's words, quotes and full stops included.
                let message = match class {
                    Abstract::Generic => "Converting `np.generic` to a dtype is not allowed.",
                    Abstract::Integer | Abstract::SignedInteger => {
                        "Converting 'np.integer' or 'np.signedinteger' to a dtype is not allowed"
                    }
                    Abstract::UnsignedInteger => "Converting `np.unsignedinteger` to a dtype is not allowed",
                    Abstract::ComplexFloating => "Converting `np.complex` to a dtype is not allowed.",
                    Abstract::Number | Abstract::Inexact | Abstract::Floating => {
                        "Converting `np.inexact` or `np.floating` to a dtype not allowed"
                    }
                };
                return Err(E::Type { message: message.into() }.into());
            }
            Value::Type(_) => return Err(E::NoDType { dtype: "object".into() }.into()),
            Value::Str(name) => DType::from_name(name).ok_or_else(|| unknown_dtype(name))?,
            Value::List(list) if !matches!(list.0.borrow().first(), None | Some(Value::Tuple(_))) => {
                // A list describes fields, each a tuple of a name and a dtype.
                let first = list.0.borrow().first().cloned().unwrap_or(Value::None);
                return Err(E::FieldTuple { text: self.repr(&first) }.into());
            }
            Value::List(_) | Value::Tuple(_) | Value::Dict(_) => {
                return Err(E::NoDType { dtype: "void (structured)".into() }.into());
            }
            // Of what has a dtype, that; but not of arrays.
            Value::Scalar(scalar) => scalar.dtype(),
            Value::Array(_) => {
                return Err(E::Type { message: "Cannot construct a dtype from an array".into() }.into());
            }
            other => return Err(E::NotADType { text: self.repr(other) }.into()),
        })
    }

    /// A dtype argument that may be missing or `None`.
    pub fn opt_dtype(&self, value: Option<&Value>) -> Result<Option<DType>> {
        value.filter(|v| !matches!(v, Value::None)).map(|v| self.dtype(v)).transpose()
    }

    /// A shape: an int or a sequence of ints, none negative.
    pub fn shape(&self, value: &Value) -> Result<Shape> {
        let dims = self.ints(value)?;
        dims.into_iter().map(|n| usize::try_from(n).map_err(|_| E::NegativeDimension {}.into())).collect()
    }

    /// An int or a sequence of ints.
    pub fn ints(&self, value: &Value) -> Result<SmallVec<[i64; 4]>> {
        let one = |v: &Value| {
            index_int(v).map_err(|error| match error.downcast_ref() {
                Some(E::IntToLong {}) => E::DimensionTooLarge {}.into(),
                _ => error,
            })
        };
        match value {
            Value::Array(a) if a.ndim() > 0 => {
                if !a.dtype().is_integer() {
                    let scalar = dispatch!(a.dtype(), T => Scalar::new(T::default()));
                    return Err(E::NotAnInteger { type_name: short_type(&Value::Scalar(scalar)) }.into());
                }
                Ok(ops::to_i64s(a).into())
            }
            Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
                items_of(value).unwrap_or_default().iter().map(one).collect()
            }
            v => Ok(SmallVec::from_slice(&[one(v)?])),
        }
    }

    /// An axis argument that may be missing or `None`.
    pub fn axis(&self, value: Option<&Value>) -> Result<Option<i64>> {
        value.filter(|v| !matches!(v, Value::None)).map(index_int).transpose()
    }

    /// An axis argument that may be one, several, or missing.
    pub fn axes(&self, value: Option<&Value>) -> Result<Option<SmallVec<[i64; 4]>>> {
        value.filter(|v| !matches!(v, Value::None)).map(|v| self.ints(v)).transpose()
    }

    /// An `order=` argument.
    pub fn order(&self, value: Option<&Value>, default: Order) -> Result<Order> {
        match value {
            None | Some(Value::None) => Ok(default),
            Some(Value::Str(name)) => {
                Order::from_name(name).ok_or_else(|| E::BadOrder { text: name.to_string() }.into())
            }
            Some(other) => {
                Err(E::Type { message: format!("order must be str, not {}", short_type(other)) }.into())
            }
        }
    }

    /// An `order=` argument that may be C or F only.
    pub fn c_or_f(&self, value: Option<&Value>) -> Result<Order> {
        match self.order(value, Order::C)? {
            order @ (Order::C | Order::F) => Ok(order),
            _ => Err(E::Value { message: "only 'C' or 'F' order is permitted".into() }.into()),
        }
    }

    /// A `casting=` argument.
    pub fn casting(&self, value: Option<&Value>, default: Casting) -> Result<Casting> {
        match value {
            None => Ok(default),
            Some(Value::Str(name)) => {
                Casting::from_name(name).ok_or_else(|| E::BadCasting { text: name.to_string() }.into())
            }
            Some(other) => {
                Err(E::Type { message: format!("casting must be str, not {}", short_type(other)) }.into())
            }
        }
    }

    /// A sequence of arrays, such as `concatenate` takes: a list, a tuple, or the rows of an array.
    pub fn arrays(&self, value: &Value) -> Result<Vec<Array>> {
        match value {
            Value::Array(a) if a.ndim() > 0 => {
                let layout = a.layout();
                made(&self.memory, layout.shape[0], |i| a.view(layout.index_axis(0, i), "iteration"))
            }
            Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
                items_of(value).unwrap_or_default().iter().map(|item| self.array(item)).collect()
            }
            Value::Array(_) => Err(E::ZeroDimIteration {}.into()),
            other => Err(E::NotIterable { type_name: short_type(other) }.into()),
        }
    }

    /// Arrays to stack, as [`Self::arrays`].
    pub fn arrays_to_stack(&self, value: &Value) -> Result<Vec<Array>> {
        match value {
            Value::Array(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_) => self.arrays(value),
            _ => Err(E::NotStackable {}.into()),
        }
    }

    /// Indices or counts, as NumPy's functions in C take them: an array keeps its dtype, for the operation to refuse or not; of anything
    /// else each element is made an int, as [`np.array(…, dtype=int)`](https://numpy.org/doc/stable/reference/generated/numpy.array.html)
    /// does.
    pub fn index_array(&self, value: &Value) -> Result<Array> {
        match value {
            Value::Array(array) => Ok(array.clone()),
            other => self.array_as(other, Some(DType::Int64)),
        }
    }
}

fn only_lists_of_numbers(value: &Value) -> bool {
    match value {
        Value::List(list) => list.0.borrow().iter().all(only_lists_of_numbers),
        other => other.is_number(),
    }
}

fn unknown_dtype(name: &str) -> E {
    let bare = name.trim_start_matches(['<', '>', '=', '|']);
    let known = match bare.chars().next() {
        Some('U') => "str",
        Some('S') => "bytes",
        Some('O') => "object",
        Some('M') => "datetime64",
        Some('m') => "timedelta64",
        Some('V') => "void",
        Some('f') if bare == "f16" => "longdouble",
        Some('c') if bare == "c32" => "clongdouble",
        Some('g') => "longdouble",
        Some('G') => "clongdouble",
        _ => "",
    };
    // A comma or a bracket makes a dtype of several fields, or of arrays.
    if name.split(',').count() > 1 && name.split(',').all(|part| DType::from_name(part.trim()).is_some()) {
        return E::NoDType { dtype: format!("'{name}' (structured)") };
    }
    if name.starts_with('>') && DType::from_name(bare).is_some() {
        return E::NoDType { dtype: format!("'{name}' (another byte order)") };
    }
    if matches!(
        name,
        "str" | "object" | "bytes" | "longdouble" | "clongdouble" | "datetime64" | "timedelta64"
    ) {
        return E::NoDType { dtype: name.to_owned() };
    }
    let mut rest = bare.chars();
    rest.next();
    if !known.is_empty() && rest.all(|c| c.is_ascii_digit() || "[]nsmuDhMY".contains(c)) {
        return E::NoDType { dtype: known.to_owned() };
    }
    E::UnknownDType { text: name.to_owned() }
}

/// The first array in a nest.
fn first_array(value: &Value) -> Option<Array> {
    match value {
        Value::Array(array) => Some(array.clone()),
        other => items_of(other)?.iter().find_map(first_array),
    }
}

/// Fills the part of `out` with this layout from a nest that may hold arrays.
fn fill_nest(out: &Array, value: &Value, layout: &Layout) -> Result<()> {
    match items_of(value) {
        Some(items) => {
            for (i, item) in items.iter().enumerate() {
                fill_nest(out, item, &layout.index_axis(0, i))?;
            }
            Ok(())
        }
        None => {
            let part = out.view(layout.clone(), "array");
            let source = match value {
                Value::Array(a) => a.clone(),
                leaf => {
                    let scalar = scalar_of(leaf, out.dtype())?;
                    if let Some(loss) = loss_of(leaf, out.dtype()) {
                        loss.warn(&out.memory());
                    }
                    Array::from_scalar(&out.memory(), &scalar, "array")?
                }
            };
            ops::assign(&part, &source)
        }
    }
}

/// An int as it is told in a message: in full unless it is very long.
fn short_int(n: &num_bigint::BigInt) -> String {
    const LONG: u64 = 400;
    if n.bits() <= LONG { n.to_string() } else { format!("of {} bits", n.bits()) }
}

/// Fails unless a NumPy scalar can become an integer as `int(x)` does, where an array of signed integers takes it. Unsigned ones cast it.
pub(super) fn check_whole(scalar: &Scalar, to: DType) -> Result<()> {
    if to.kind() != Kind::Int || scalar.dtype().kind() != crate::memory::Kind::Float {
        return Ok(());
    }
    let x: f64 = crate::ops::scalar_as(scalar);
    if x.is_nan() {
        return Err(E::NanToInt {}.into());
    }
    if x.is_infinite() {
        return Err(E::InfToInt {}.into());
    }
    if x >= 2f64.powi(63) || x < -(2f64.powi(63)) {
        return Err(E::IntToLong {}.into());
    }
    Ok(())
}
