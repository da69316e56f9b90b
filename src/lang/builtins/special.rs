//! Special methods: what an operator or a builtin function asks of a value, called by name, as in `a.__iadd__(1)`.
//!
//! The rows are made from one list of operators; which classes have which of them is known from the names that the oracle's classes have.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use crate::error::Result;
use crate::memory::{DType, Order};
use crate::ops::ufunc;
use crate::syntax::{BinaryOp, CompareOp, UnaryOp};

use super::super::access::Index;
use super::super::call::{Args, Given};
use super::super::convert::{argument_type, index_int, truth, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::integers;
use super::super::interp::Interp;
use super::super::operators::{big, is_numpy, operands_error, output_value, python_number};
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{List, Module, Type, Value};

type Run = fn(&mut Interp, Args) -> Result<Value>;

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Special, parameters, run, returns, help, example)
}

/// The three methods of each binary operator, and the one of each comparison and unary operator.
macro_rules! operators {
    ($($name:literal $op:ident $symbol:literal,)* ; $($compare:literal $comparison:ident $sign:literal,)* ; $($unary:literal $prefix:ident $mark:literal,)*) => {
        &[
            $(row(
                &[concat!("__", $name, "__")],
                "value, /",
                |interp, args| binary(interp, BinaryOp::$op, args.this(), args.value("value"), Side::Left),
                Returns::New,
                concat!("What `self ", $symbol, " value` asks of self."),
                concat!("array([[5, 3], [2, 1]]).__", $name, "__(array([[2, 1], [1, 0]]))"),
            ),
            row(
                &[concat!("__r", $name, "__")],
                "value, /",
                |interp, args| binary(interp, BinaryOp::$op, args.this(), args.value("value"), Side::Right),
                Returns::New,
                concat!("What `value ", $symbol, " self` asks of self."),
                concat!("array([[2, 1], [1, 1]]).__r", $name, "__(array([[5, 3], [2, 1]]))"),
            ),
            row(
                &[concat!("__i", $name, "__")],
                "value, /",
                |interp, args| binary(interp, BinaryOp::$op, args.this(), args.value("value"), Side::InPlace),
                Returns::Alias,
                concat!("What `self ", $symbol, "= value` asks of self: it changes in place and comes back."),
                concat!("a = array([[True, False], [True, True]]); hasattr(a, '__i", $name, "__')"),
            ),)*
            $(row(
                &[concat!("__", $compare, "__")],
                "value, /",
                |interp, args| compare(interp, CompareOp::$comparison, args.this(), args.value("value")),
                Returns::New,
                concat!("What `self ", $sign, " value` asks of self."),
                concat!("array([5, 3]).__", $compare, "__(4)"),
            ),)*
            $(row(
                &[concat!("__", $unary, "__")],
                "",
                |interp, args| interp.unary(UnaryOp::$prefix, args.this()),
                Returns::New,
                concat!("What `", $mark, "self` asks of self."),
                concat!("array([5, 3]).__", $unary, "__()"),
            ),)*
        ]
    };
}

/// The methods of the operators.
pub(in super::super) const OPERATORS: &[Builtin] = operators! {
    "add" Add "+",
    "sub" Subtract "-",
    "mul" Multiply "*",
    "matmul" MatMul "@",
    "truediv" Divide "/",
    "floordiv" FloorDivide "//",
    "mod" Remainder "%",
    "lshift" LeftShift "<<",
    "rshift" RightShift ">>",
    "and" BitAnd "&",
    "xor" BitXor "^",
    "or" BitOr "|",
    ;
    "lt" Less "<",
    "le" LessEqual "<=",
    "gt" Greater ">",
    "ge" GreaterEqual ">=",
    "eq" Equal "==",
    "ne" NotEqual "!=",
    ;
    "neg" Negative "-",
    "pos" Positive "+",
    "invert" Invert "~",
};

/// The methods of the builtin functions, and the operators that take a third operand or give two results.
pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["__pow__"],
        "value, mod=None, /",
        |interp, args| power(interp, &args, Side::Left),
        Returns::New,
        "What `self ** value` asks of self.",
        "array([5, 3]).__pow__(2)",
    ),
    row(
        &["__rpow__"],
        "value, mod=None, /",
        |interp, args| power(interp, &args, Side::Right),
        Returns::New,
        "What `value ** self` asks of self.",
        "array([5, 3]).__rpow__(2)",
    ),
    row(
        &["__ipow__"],
        "value, /",
        |interp, args| binary(interp, BinaryOp::Power, args.this(), args.value("value"), Side::InPlace),
        Returns::Alias,
        "What `self **= value` asks of self: it changes in place and comes back.",
        "a = array([5, 3]); a.__ipow__(2); a",
    ),
    row(
        &["__divmod__"],
        "value, /",
        |interp, args| divmod(interp, &args, Side::Left),
        Returns::New,
        "What `divmod(self, value)` asks of self.",
        "array([5, 3]).__divmod__(2)",
    ),
    row(
        &["__rdivmod__"],
        "value, /",
        |interp, args| divmod(interp, &args, Side::Right),
        Returns::New,
        "What `divmod(value, self)` asks of self.",
        "array([5, 3]).__rdivmod__(7)",
    ),
    row(
        &["__abs__"],
        "",
        |interp, args| absolute(interp, args.this()),
        Returns::New,
        "What `abs(self)` asks of self.",
        "array([-5, 3]).__abs__()",
    ),
    row(
        &["__len__"],
        "",
        |interp, args| bare(interp, "len", args.this()),
        Returns::Scalar,
        "What `len(self)` asks of self.",
        "array([5, 3]).__len__()",
    ),
    row(
        &["__iter__"],
        "",
        |interp, args| bare(interp, "iter", args.this()),
        Returns::Other,
        "What `iter(self)` asks of self.",
        "next(array([5, 3]).__iter__())",
    ),
    row(
        &["__next__"],
        "",
        |interp, args| bare(interp, "next", args.this()),
        Returns::Other,
        "What `next(self)` asks of self.",
        "array([5, 3]).flat.__next__()",
    ),
    row(
        &["__hash__"],
        "",
        |interp, args| bare(interp, "hash", args.this()),
        Returns::Scalar,
        "What `hash(self)` asks of self.",
        "int64(5).__hash__()",
    ),
    row(
        &["__repr__"],
        "",
        |interp, args| Ok(interp.repr(args.this()).into()),
        Returns::Scalar,
        "What `repr(self)` asks of self.",
        "array([5, 3]).__repr__()",
    ),
    row(
        &["__str__"],
        "",
        |interp, args| Ok(interp.str(args.this()).into()),
        Returns::Scalar,
        "What `str(self)` asks of self.",
        "array([5, 3]).__str__()",
    ),
    row(
        &["__format__"],
        "format_spec, /",
        |interp, args| {
            let Value::Str(spec) = args.value("format_spec").clone() else {
                let given = argument_type(args.value("format_spec"));
                let message = format!("__format__() argument must be str, not {given}");
                return Err(E::Type { message }.into());
            };
            Ok(interp.format_value(&args.this().clone(), &spec)?.into())
        },
        Returns::Scalar,
        "What `format(self, format_spec)` asks of self.",
        "float64(5).__format__('.2f')",
    ),
    row(
        &["__bool__"],
        "",
        |_, args| truth(args.this()).map(Value::Bool),
        Returns::Scalar,
        "What `bool(self)` asks of self.",
        "array([5]).__bool__()",
    ),
    row(
        &["__int__"],
        "",
        |interp, args| construct(interp, Type::Int, args.this()),
        Returns::Scalar,
        "What `int(self)` asks of self.",
        "array(5.5).__int__()",
    ),
    row(
        &["__float__"],
        "",
        |interp, args| construct(interp, Type::Float, args.this()),
        Returns::Scalar,
        "What `float(self)` asks of self.",
        "array(5).__float__()",
    ),
    row(
        &["__complex__"],
        "",
        |interp, args| construct(interp, Type::Complex, args.this()),
        Returns::Scalar,
        "What `complex(self)` asks of self.",
        "array(5).__complex__()",
    ),
    row(
        &["__index__"],
        "",
        |_, args| match args.this() {
            Value::BigInt(_) => Ok(args.this().clone()),
            Value::Scalar(s) if s.dtype().is_integer() => Ok(python_number(s)),
            Value::Array(a) if a.ndim() > 0 || !a.dtype().is_integer() => Err(E::ArrayNoIndex {}.into()),
            other => index_int(other).map(Value::Int),
        },
        Returns::Scalar,
        "What an index asks of self.",
        "int64(5).__index__()",
    ),
    row(
        &["__trunc__"],
        "",
        |_, args| whole(args.this(), f64::trunc),
        Returns::Scalar,
        "What `math.trunc(self)` asks of self.",
        "(2.5).__trunc__()",
    ),
    row(
        &["__floor__"],
        "",
        |_, args| whole(args.this(), f64::floor),
        Returns::Scalar,
        "What `math.floor(self)` asks of self.",
        "(2.5).__floor__()",
    ),
    row(
        &["__ceil__"],
        "",
        |_, args| whole(args.this(), f64::ceil),
        Returns::Scalar,
        "What `math.ceil(self)` asks of self.",
        "(2.5).__ceil__()",
    ),
    row(
        &["__getitem__"],
        "key, /",
        |interp, args| interp.get_item_value(&args.this().clone(), args.value("key")),
        Returns::ViewOrCopy,
        "What `self[key]` asks of self.",
        "array([5, 3]).__getitem__(slice(1))",
    ),
    row(
        &["__setitem__"],
        "key, value, /",
        |interp, args| {
            let key = Index::Value(args.value("key").clone());
            interp.set_item(&args.this().clone(), &key, args.value("value"))?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "What `self[key] = value` asks of self.",
        "a = array([5, 3]); a.__setitem__(0, 7); a",
    ),
    row(
        &["__delitem__"],
        "key, /",
        |interp, args| {
            interp.delete_item(&args.this().clone(), args.value("key"))?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "What `del self[key]` asks of self.",
        "x = array([5, 3]).tolist(); x.__delitem__(0); x",
    ),
    row(
        &["__contains__"],
        "key, /",
        |interp, args| interp.compare(CompareOp::In, args.value("key"), args.this()),
        Returns::Scalar,
        "What `key in self` asks of self.",
        "array([5, 3]).__contains__(3)",
    ),
    row(
        &["__copy__"],
        "",
        |interp, args| copied(interp, args.this()),
        Returns::Copy,
        "What `copy.copy(self)` asks of self.",
        "arange(3).__copy__()",
    ),
    row(
        &["__deepcopy__"],
        "memo, /",
        |interp, args| copied(interp, args.this()),
        Returns::Copy,
        "What `copy.deepcopy(self)` asks of self.",
        "arange(3).__deepcopy__({})",
    ),
    row(
        &["__array_namespace__"],
        "*, api_version=None",
        |_, _| Ok(Value::Module(Module::Numpy)),
        Returns::Other,
        "The module whose functions work on the array.",
        "arange(3).__array_namespace__() is np",
    ),
];

/// What `__hash__` is for values that cannot be a key.
pub(in super::super) fn is_unhashable(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::List(_) | Value::Dict(_) | Value::Slice(_))
}

/// Where self stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    InPlace,
}

fn bare(interp: &mut Interp, name: &str, value: &Value) -> Result<Value> {
    match super::super::modules::bare(name) {
        Some(function) => interp.call(&function, Given::places([value.clone()])),
        None => Ok(Value::NotImplemented),
    }
}

fn construct(interp: &mut Interp, class: Type, value: &Value) -> Result<Value> {
    super::construct(interp, class, Given::places([value.clone()]))
}

/// Which of Python's classes of numbers takes which for an operand: each those before it.
fn rank(value: &Value) -> Option<u8> {
    Some(match value {
        Value::Bool(_) | Value::Int(_) | Value::BigInt(_) => 1,
        Value::Float(_) => 2,
        Value::Complex(_) => 3,
        _ => return None,
    })
}

/// A NumPy scalar that is one of Python's numbers too: `float64` is a subclass of `float`, `complex128` of `complex`.
fn as_python(value: &Value) -> Value {
    match value {
        Value::Scalar(s) if matches!(s.dtype(), DType::Float64 | DType::Complex128) => python_number(s),
        other => other.clone(),
    }
}

/// Whether a value of Python's own works on another by an operator, or leaves it to the other by `NotImplemented`.
fn takes(op: BinaryOp, this: &Value, other: &Value, side: Side) -> bool {
    match this {
        Value::Str(_) | Value::Bytes(_) if op == BinaryOp::Remainder => {
            side == Side::Left || this.type_of() == other.type_of()
        }
        Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) => true,
        Value::Dict(_) => matches!(other, Value::Dict(_)) || side == Side::InPlace,
        _ => rank(this).is_some_and(|most| rank(other).is_some_and(|rank| rank <= most)),
    }
}

/// Whether a scalar leaves the operation to another: one whose dtype holds its own. A bool has no operators of its own to leave.
fn defers(this: &Value, other: &Value) -> bool {
    let (Value::Scalar(this), Value::Scalar(other)) = (this, other) else { return false };
    if this.dtype() == DType::Bool {
        return false;
    }
    this.dtype() != other.dtype() && this.dtype().can_cast_safely(other.dtype())
}

fn binary(interp: &mut Interp, op: BinaryOp, this: &Value, other: &Value, side: Side) -> Result<Value> {
    if is_numpy(this) {
        // What a sequence's own operators do, a scalar leaves to them.
        let text = matches!(other, Value::Str(_) | Value::Bytes(_));
        let own = match op {
            BinaryOp::Multiply => text || other.sequence().is_some(),
            BinaryOp::Add => text && side == Side::Right,
            _ => false,
        };
        let class = if let Value::Scalar(s) = this { Some(s.dtype()) } else { None };
        let lacks = match op {
            BinaryOp::FloorDivide | BinaryOp::Remainder => class.is_some_and(DType::is_complex),
            _ => false,
        };
        // The operators on bits are not those of floats, which ask the ufunc.
        let asks = class.is_some_and(DType::is_inexact)
            && matches!(
                op,
                BinaryOp::BitAnd
                    | BinaryOp::BitOr
                    | BinaryOp::BitXor
                    | BinaryOp::LeftShift
                    | BinaryOp::RightShift
            );
        if lacks || (!asks && defers(this, other)) || (own && class.is_some()) {
            return Ok(Value::NotImplemented);
        }
        return match side {
            Side::Left => interp.numpy_binary(op, this, other),
            Side::Right => interp.numpy_binary(op, other, this),
            Side::InPlace => interp.in_place(op, this, other),
        };
    }
    let is_number = rank(this).is_some();
    let other = &if is_number { as_python(other) } else { other.clone() };
    if !takes(op, this, other, side) {
        return Ok(Value::NotImplemented);
    }
    if op == BinaryOp::Add && !is_number && side == Side::Left && this.type_of() != other.type_of() {
        return Err(operands_error(op, this, other));
    }
    if op == BinaryOp::Multiply && !is_number {
        if matches!(other, Value::Array(_)) {
            return Err(E::ArrayNoIndex {}.into());
        }
        // A sequence is repeated as often as the index says.
        return match try_index_int(other)? {
            Some(times) if side == Side::InPlace => interp.in_place(op, this, &Value::Int(times)),
            Some(times) => interp.binary(op, this, &Value::Int(times)),
            None => Err(E::NotAnInteger { type_name: other.type_name() }.into()),
        };
    }
    match side {
        Side::Left => interp.binary(op, this, other),
        Side::Right => interp.binary(op, other, this),
        Side::InPlace => interp.in_place(op, this, other),
    }
}

fn power(interp: &mut Interp, args: &Args, side: Side) -> Result<Value> {
    let (this, value) = (args.this(), args.value("value"));
    let Some(modulus) = args.some("mod") else {
        return binary(interp, BinaryOp::Power, this, value, side);
    };
    if is_numpy(this) {
        return Ok(Value::NotImplemented);
    }
    if rank(this) != Some(1) || side == Side::Right {
        let message = "pow() 3rd argument not allowed unless all arguments are integers".into();
        return Err(E::Type { message }.into());
    }
    let (Some(base), Some(exponent), Some(modulus)) = (big(this), big(value), big(modulus)) else {
        return Ok(Value::NotImplemented);
    };
    if modulus == BigInt::ZERO {
        return Err(E::Value { message: "pow() 3rd argument cannot be 0".into() }.into());
    }
    match integers::power_modulo(&interp.memory, &base, &exponent, &modulus)? {
        Some(power) => Ok(Value::big(power)),
        None => Err(E::Value { message: "base is not invertible for the given modulus".into() }.into()),
    }
}

fn divmod(interp: &mut Interp, args: &Args, side: Side) -> Result<Value> {
    let (this, value) = (args.this(), &as_python(args.value("value")));
    if is_numpy(this) {
        let lacks = matches!(this, Value::Scalar(s) if s.dtype().is_complex());
        if lacks || defers(this, value) || defers(this, args.value("value")) {
            return Ok(Value::NotImplemented);
        }
        let operands = if side == Side::Right { [value, this] } else { [this, args.value("value")] };
        if !Interp::fits_array(operands[0]) || !Interp::fits_array(operands[1]) {
            return Err(super::super::unlike::divmod_error(operands[0], operands[1]));
        }
        let operands = [interp.operand(operands[0])?, interp.operand(operands[1])?];
        let Some(ufunc) = ufunc::find("divmod") else { return Ok(Value::NotImplemented) };
        let both = ufunc::call(&interp.memory, ufunc, &operands, &ufunc::Options::operator())?;
        return Ok(Value::tuple(both.into_iter().map(output_value).collect()));
    }
    let parts = [BinaryOp::FloorDivide, BinaryOp::Remainder].map(|op| binary(interp, op, this, value, side));
    let [quotient, rest] = parts;
    match (quotient?, rest?) {
        (Value::NotImplemented, _) | (_, Value::NotImplemented) => Ok(Value::NotImplemented),
        (quotient, rest) => Ok(Value::tuple(vec![quotient, rest])),
    }
}

fn compare(interp: &mut Interp, op: CompareOp, this: &Value, other: &Value) -> Result<Value> {
    let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
    if is_numpy(this) {
        if defers(this, other) {
            return Ok(Value::NotImplemented);
        }
        return interp.compare(op, this, other);
    }
    let other = &as_python(other);
    let takes = match (rank(this), rank(other)) {
        (Some(3), Some(_)) => equality,
        (Some(most), Some(rank)) => rank <= most,
        _ => match this {
            Value::Dict(_) | Value::Slice(_) | Value::Range(_) if !equality => {
                matches!((this, other), (Value::Slice(_), Value::Slice(_)))
            }
            Value::None | Value::Ellipsis | Value::NotImplemented if !equality => false,
            _ => this.type_of() == other.type_of(),
        },
    };
    if takes { interp.compare(op, this, other) } else { Ok(Value::NotImplemented) }
}

fn absolute(interp: &mut Interp, this: &Value) -> Result<Value> {
    match this {
        Value::Float(x) => Ok(Value::Float(x.abs())),
        Value::Complex(z) => Ok(Value::Float(z.norm())),
        Value::Array(_) | Value::Scalar(_) => super::numpy(interp, "absolute", Given::places([this.clone()])),
        other => {
            let n = big(other).unwrap_or_default();
            Ok(Value::big(n.magnitude().clone().into()))
        }
    }
}

/// A float as the int that `round` makes of it; an int is whole.
fn whole(this: &Value, round: fn(f64) -> f64) -> Result<Value> {
    let x = match this {
        Value::Float(x) => *x,
        Value::Scalar(s) if s.dtype() == DType::Float64 => s.get::<f64>(),
        other => return Ok(Value::big(big(other).unwrap_or_default())),
    };
    match BigInt::from_f64(round(x)) {
        Some(n) => Ok(n.to_i64().map_or_else(|| Value::big(n), Value::Int)),
        None if x.is_nan() => Err(E::NanToInt {}.into()),
        None => Err(E::InfToInt {}.into()),
    }
}

fn copied(_: &mut Interp, this: &Value) -> Result<Value> {
    Ok(match this {
        Value::Array(a) => crate::ops::copy(a, Order::K)?.into(),
        Value::List(list) => Value::List(List::new(list.items())),
        other => other.clone(),
    })
}
