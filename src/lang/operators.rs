//! Operators: Python's own on Python's values, ufuncs wherever an array or a NumPy scalar takes part.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::error::Result;
use crate::memory::{Array, C128, DType, Memory, Patience, Scalar};
use crate::ops::ufunc::{self, Operand, Options, Output, Ufunc};
use crate::syntax::{BinaryOp, CompareOp, UnaryOp};

use super::convert::{complex, float};
use super::errors::ValueKindError as E;
use super::integers;
use super::interp::{Interp, MAX_DEPTH};
use super::iter::ROOM;
use super::nest::Kept;
use super::text;
use super::unlike;
use super::value::Value;

/// The largest result of `**` and `<<` on Python ints that is computed, in bits.
pub(super) const MAX_INT_BITS: u64 = 1 << 24;

pub(super) fn binary_ufunc(op: BinaryOp) -> &'static Ufunc {
    match op {
        BinaryOp::Power => &ufunc::POWER,
        BinaryOp::Multiply => &ufunc::MULTIPLY,
        BinaryOp::Divide => &ufunc::DIVIDE,
        BinaryOp::FloorDivide => &ufunc::FLOOR_DIVIDE,
        BinaryOp::Remainder => &ufunc::REMAINDER,
        BinaryOp::Add | BinaryOp::MatMul => &ufunc::ADD,
        BinaryOp::Subtract => &ufunc::SUBTRACT,
        BinaryOp::LeftShift => &ufunc::LEFT_SHIFT,
        BinaryOp::RightShift => &ufunc::RIGHT_SHIFT,
        BinaryOp::BitAnd => &ufunc::BITWISE_AND,
        BinaryOp::BitXor => &ufunc::BITWISE_XOR,
        BinaryOp::BitOr => &ufunc::BITWISE_OR,
    }
}

/// The ufunc of a comparison.
pub(super) fn comparison_ufunc(op: CompareOp) -> &'static Ufunc {
    match op {
        CompareOp::Less => &ufunc::LESS,
        CompareOp::LessEqual => &ufunc::LESS_EQUAL,
        CompareOp::Greater => &ufunc::GREATER,
        CompareOp::GreaterEqual => &ufunc::GREATER_EQUAL,
        CompareOp::Equal => &ufunc::EQUAL,
        _ => &ufunc::NOT_EQUAL,
    }
}

/// Whether NumPy takes over when the value is an operand.
/// Whether a value is of a program's class.
fn is_program(value: &Value) -> bool {
    matches!(value, Value::Instance(_) | Value::Class(_))
}

pub(super) fn is_numpy(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Scalar(_))
}

impl Interp {
    /// A value as an operand of a ufunc.
    pub(super) fn operand(&self, value: &Value) -> Result<Operand> {
        Ok(match value {
            Value::Array(a) => Operand::Array(a.clone()),
            Value::Scalar(s) => Operand::Scalar(*s),
            Value::Bool(b) => Operand::Bool(*b),
            Value::Int(n) => Operand::Int(*n),
            Value::BigInt(n) => Operand::Big(Box::new((**n).clone())),
            Value::Float(x) => Operand::Float(*x),
            Value::Complex(z) => Operand::Complex(*z),
            Value::Object(object) => {
                let object = Rc::clone(object);
                return Err(E::NoDType { dtype: format!("object (for a {})", object.type_name()) }.into());
            }
            other => Operand::Array(self.array(other)?),
        })
    }

    fn ufunc2(&self, ufunc: &'static Ufunc, left: &Value, right: &Value) -> Result<Value> {
        let operands = [self.operand(left)?, self.operand(right)?];
        Ok(first_output(ufunc::call(&self.memory, ufunc, &operands, &Options::operator())?))
    }

    /// `left op right`
    pub fn binary(&mut self, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
        if let (BinaryOp::Remainder, Value::Str(text)) = (op, left) {
            return self.percent(text, right);
        }
        if let (BinaryOp::Remainder, Value::Bytes(text)) = (op, left) {
            return self.percent_bytes(text, right);
        }
        if is_program(left) || is_program(right) {
            return self.program_binary(op, left, right, false);
        }
        if let Some(result) = Self::set_binary(op, left, right)? {
            return Ok(result);
        }
        if matches!(
            op,
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Power
        ) && let Some(right) = as_python_float(left, right)
        {
            return self.binary(op, left, &right);
        }
        if is_numpy(left) || is_numpy(right) {
            if let Some(repeated) = repetition(&self.memory, op, left, right)? {
                return Ok(repeated);
            }
            return self.numpy_binary(op, left, right);
        }
        for operand in [left, right] {
            if let Value::Object(object) = operand
                && let Some(result) = object.binary(self, op, left, right)?
            {
                return Ok(result);
            }
        }
        if let Some(result) = self.python_binary(op, left, right)? {
            return Ok(result);
        }
        if op == BinaryOp::BitOr
            && let Some(union) = super::builtins::union_of(left, right)
        {
            return Ok(union);
        }
        let stand_in = [left, right].into_iter().find(|operand| super::absent::stands_in(operand));
        stand_in.cloned().ok_or_else(|| operands_error(op, left, right))
    }

    /// An operator where an operand is of a program's class.
    fn program_binary(&mut self, op: BinaryOp, left: &Value, right: &Value, in_place: bool) -> Result<Value> {
        if let Some(result) = self.binary_special(op, left, right, in_place)? {
            return Ok(result);
        }
        let (a, b) = (Self::payload(left), Self::payload(right));
        if a.is_some() || b.is_some() {
            let (a, b) = (a.unwrap_or_else(|| left.clone()), b.unwrap_or_else(|| right.clone()));
            if !is_program(&a) && !is_program(&b) {
                if in_place && matches!(a, Value::List(_)) {
                    self.in_place(op, &a, &b)?;
                    return Ok(left.clone());
                }
                return self.binary(op, &a, &b);
            }
        }
        if op == BinaryOp::BitOr
            && let Some(union) = super::builtins::union_of(left, right)
        {
            return Ok(union);
        }
        let stand_in = [left, right].into_iter().find(|operand| super::absent::stands_in(operand));
        if let Some(stand_in) = stand_in {
            return Ok(stand_in.clone());
        }
        Err(if in_place { operands_error_in_place(op, left, right) } else { operands_error(op, left, right) })
    }

    /// A comparison where an operand is of a program's class; `None` where it goes on as for any value.
    fn program_compare(&mut self, op: CompareOp, left: &Value, right: &Value) -> Result<Option<Value>> {
        if matches!(op, CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn) {
            return Ok(None);
        }
        if let Some(result) = self.compare_special(op, left, right)? {
            return Ok(Some(result));
        }
        let (a, b) = (Self::payload(left), Self::payload(right));
        if a.is_some() || b.is_some() {
            let (a, b) = (a.unwrap_or_else(|| left.clone()), b.unwrap_or_else(|| right.clone()));
            if !is_program(&a) && !is_program(&b) {
                return self.compare(op, &a, &b).map(Some);
            }
        }
        match op {
            CompareOp::Equal => Ok(Some(Value::Bool(left.is(right)))),
            CompareOp::NotEqual => Ok(Some(Value::Bool(!left.is(right)))),
            _ => {
                let (left, right) = (left.type_name(), right.type_name());
                Err(E::Comparison { op: op.symbol(), left, right }.into())
            }
        }
    }

    /// `item in container` of a program's class, or of a generator.
    pub(super) fn program_contains(&mut self, container: &Value, item: &Value) -> Result<bool> {
        let names = self.names;
        if let Some(method) = self.special(container, names.contains) {
            let found = self.call(&method, super::call::Given::places([item.clone()]))?;
            return self.is_true(&found);
        }
        if let Some(payload) = Self::payload(container) {
            return self.contains(&payload, item);
        }
        let mut items = match self.iter(container) {
            Ok(items) => items,
            Err(error) if error.downcast_ref::<E>().is_some_and(|e| matches!(e, E::NotIterable { .. })) => {
                return Err(E::NotContainer { type_name: container.type_name() }.into());
            }
            Err(error) => return Err(error),
        };
        while let Some(other) = items.next(self)? {
            if other.is(item) || self.equal(&other, item, 0)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `left op right` as NumPy does it, whatever the other operand has to say.
    pub(super) fn numpy_binary(&mut self, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
        if !Self::fits_array(left) || !Self::fits_array(right) {
            return Err(unlike::operator_error(op, left, right, false));
        }
        if refuses_scalars(op, left, right) {
            return Err(operands_error(op, left, right));
        }
        if op == BinaryOp::MatMul {
            return super::builtins::matmul(self, left, right);
        }
        let ufunc = fast_power(op, left, right).unwrap_or_else(|| binary_ufunc(op));
        if ufunc.nin() == 1 {
            let operands = [self.operand(left)?];
            return Ok(first_output(ufunc::call(&self.memory, ufunc, &operands, &Options::operator())?));
        }
        self.ufunc2(ufunc, left, right)
    }

    /// An operator on Python's own values; `None` if the operands do not fit.
    fn python_binary(&self, op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
        if (matches!(left, Value::Object(_)) || matches!(right, Value::Object(_)))
            && let Some(result) = self.bytearray_binary(op, left, right)?
        {
            return Ok(Some(result));
        }
        if op == BinaryOp::BitOr
            && let Some(union) = super::builtins::union_of(left, right)
        {
            return Ok(Some(union));
        }
        if let (BinaryOp::BitOr, Value::Dict(a), Value::Dict(b)) = (op, left, right) {
            let mut both = a.borrow().clone();
            both.extend(b.borrow().iter().map(|(key, value)| (key.clone(), value.clone())));
            return Ok(Some(Value::Dict(super::nest::Shared::new(std::cell::RefCell::new(both)))));
        }
        match sequences(&self.memory, op, left, right)? {
            None => python_binary(&self.memory, op, left, right),
            some => Ok(some),
        }
    }

    /// `+` and `*` of bytearrays: of the class of the left operand.
    fn bytearray_binary(&self, op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
        let made = |bytes: Vec<u8>, like: &Value| match like {
            Value::Object(_) => Value::object(super::builtins::ByteArray::new(bytes)),
            _ => Value::bytes(bytes),
        };
        let own =
            |value: &Value| super::builtins::as_bytearray(value).map(super::builtins::ByteArray::to_vec);
        match (op, own(left), own(right)) {
            (BinaryOp::Add, None, None) => Ok(None),
            (BinaryOp::Add, _, _) => {
                let bytes = super::builtins::bytes_like;
                let (Some(a), Some(b)) = (bytes(left), bytes(right)) else { return Ok(None) };
                self.memory.check_room(a.len() + b.len())?;
                Ok(Some(made([a, b].concat(), left)))
            }
            (BinaryOp::Multiply, Some(bytes), None) | (BinaryOp::Multiply, None, Some(bytes)) => {
                let (this, times) = if own(left).is_some() { (left, right) } else { (right, left) };
                let Some(n) = super::convert::try_index_int(times)? else { return Ok(None) };
                let n = usize::try_from(n).unwrap_or(0);
                let repeated = text::repeated::<Vec<u8>>(&self.memory, &bytes, n)?;
                Ok(Some(made(repeated, this)))
            }
            _ => Ok(None),
        }
    }

    /// Whether NumPy would make an array of the value: numbers and sequences of them.
    pub(super) fn fits_array(value: &Value) -> bool {
        !matches!(
            value,
            Value::None
                | Value::Str(_)
                | Value::Bytes(_)
                | Value::Dict(_)
                | Value::Function(_)
                | Value::Method(_)
                | Value::Lambda(_)
                | Value::Def(_)
                | Value::Bound(_)
                | Value::Generator(_)
                | Value::Class(_)
                | Value::Instance(_)
                | Value::Set(_)
                | Value::Module(_)
                | Value::Loaded(_)
                | Value::Type(_)
                | Value::DType(_)
                | Value::Slice(_)
                | Value::Ellipsis
                | Value::NotImplemented
        )
    }

    /// `target op= value`: what the target holds afterwards. Arrays and lists change in place.
    pub fn in_place(&mut self, op: BinaryOp, target: &Value, value: &Value) -> Result<Value> {
        if is_program(target) || is_program(value) {
            return self.program_binary(op, target, value, true);
        }
        if let Some(result) = Self::set_in_place(op, target, value)? {
            return Ok(result);
        }
        match target {
            Value::Array(array) => {
                if !Self::fits_array(value) {
                    return Err(unlike::operator_error(op, target, value, true));
                }
                if op == BinaryOp::MatMul {
                    return super::builtins::matmul_in_place(self, array, value);
                }
                // Before the dtypes are looked at, as in NumPy.
                if !array.is_writeable() {
                    return Err(ufunc::UfuncError::OutReadOnly {}.into());
                }
                if let Some(fast) = fast_power(op, target, value) {
                    let operands = [Operand::Array(array.clone())];
                    ufunc::call(&self.memory, fast, &operands, &Options::in_place(array))?;
                    return Ok(target.clone());
                }
                let operands = [Operand::Array(array.clone()), self.operand(value)?];
                ufunc::call(&self.memory, binary_ufunc(op), &operands, &Options::in_place(array))?;
                Ok(target.clone())
            }
            Value::List(list) if op == BinaryOp::Add => {
                let more = self.items(value)?;
                list.0.borrow_mut().extend(more);
                Ok(target.clone())
            }
            Value::List(list) if op == BinaryOp::Multiply && !is_numpy(value) => {
                match self.python_binary(op, target, value)? {
                    Some(Value::List(repeated)) => list.0.replace(repeated.items()),
                    _ => return Err(operands_error_in_place(op, target, value)),
                };
                Ok(target.clone())
            }
            Value::Object(_)
                if let Some(own) = super::builtins::as_bytearray(target)
                    && op == BinaryOp::Add =>
            {
                super::builtins::extend_bytearray(self, own, value)?;
                Ok(target.clone())
            }
            Value::Object(_)
                if let Some(own) = super::builtins::as_bytearray(target)
                    && op == BinaryOp::Multiply =>
            {
                let Some(made) = self.bytearray_binary(op, target, value)? else {
                    return Err(operands_error_in_place(op, target, value));
                };
                super::builtins::replace_bytearray(
                    own,
                    super::builtins::bytes_like(&made).unwrap_or_default(),
                )?;
                Ok(target.clone())
            }
            Value::Dict(dict) if op == BinaryOp::BitOr => {
                let entries = super::builtins::pairs_of(self, value)?;
                dict.borrow_mut().extend(entries);
                Ok(target.clone())
            }
            _ => {
                if is_numpy(target) || is_numpy(value) {
                    if refuses_scalars(op, target, value) {
                        return Err(operands_error_in_place(op, target, value));
                    }
                    return self.binary(op, target, value);
                }
                if let (BinaryOp::Remainder, Value::Str(text)) = (op, target) {
                    return self.percent(text, value);
                }
                self.python_binary(op, target, value)?
                    .ok_or_else(|| operands_error_in_place(op, target, value))
            }
        }
    }

    /// `op x`
    pub fn unary(&mut self, op: UnaryOp, value: &Value) -> Result<Value> {
        if is_program(value) {
            if let Some(result) = self.unary_special(op, value)? {
                return Ok(result);
            }
            if let Some(payload) = Self::payload(value) {
                return self.unary(op, &payload);
            }
        }
        if let Value::Object(object) = value
            && let Some(result) = object.unary(self, op)?
        {
            return Ok(result);
        }
        let ufunc = match op {
            UnaryOp::Not => return Ok(Value::Bool(!super::convert::truth(value)?)),
            UnaryOp::Negative => &ufunc::NEGATIVE,
            UnaryOp::Positive => &ufunc::POSITIVE,
            UnaryOp::Invert => &ufunc::INVERT,
        };
        if is_numpy(value) {
            let operands = [self.operand(value)?];
            return Ok(first_output(ufunc::call(&self.memory, ufunc, &operands, &Options::operator())?));
        }
        let int = |n: BigInt| match op {
            UnaryOp::Negative => Value::big(-n),
            UnaryOp::Invert => Value::big(-n - 1),
            _ => Value::big(n),
        };
        Ok(match (op, value) {
            (UnaryOp::Negative, Value::Int(n)) => {
                n.checked_neg().map_or_else(|| int(BigInt::from(*n)), Value::Int)
            }
            (UnaryOp::Positive, Value::Int(_) | Value::Float(_) | Value::Complex(_)) => value.clone(),
            (UnaryOp::Invert, Value::Int(n)) => Value::Int(!n),
            (_, Value::Bool(b)) => int(BigInt::from(u8::from(*b))),
            (_, Value::BigInt(n)) => int((**n).clone()),
            (UnaryOp::Negative, Value::Float(x)) => Value::Float(-x),
            (UnaryOp::Negative, Value::Complex(z)) => Value::Complex(-z),
            _ => {
                let op = match op {
                    UnaryOp::Negative => "-",
                    UnaryOp::Positive => "+",
                    _ => "~",
                };
                return Err(E::Operand { op, operand: value.type_name() }.into());
            }
        })
    }

    /// `left op right` for a comparison.
    pub fn compare(&mut self, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
        if (is_program(left) || is_program(right))
            && let Some(result) = self.program_compare(op, left, right)?
        {
            return Ok(result);
        }
        if let Some(result) = Self::set_compare(op, left, right)? {
            return Ok(result);
        }
        if !matches!(op, CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn) {
            if matches!(op, CompareOp::Equal | CompareOp::NotEqual)
                && let Some(right) = as_python_float(left, right)
            {
                return self.compare(op, left, &right);
            }
            // What knows nothing of arrays leaves the comparison to the array, turned round.
            if matches!(right, Value::Array(_))
                && !is_numpy(left)
                && !matches!(left, Value::Object(_))
                && Self::fits_array(left)
            {
                return self.compare(mirrored(op), right, left);
            }
        }
        Ok(match op {
            CompareOp::Is => Value::Bool(left.is(right)),
            CompareOp::IsNot => Value::Bool(!left.is(right)),
            CompareOp::In => Value::Bool(self.contains(right, left)?),
            CompareOp::NotIn => Value::Bool(!self.contains(right, left)?),
            _ if is_numpy(left) || is_numpy(right) => return self.compare_in_numpy(op, left, right),
            CompareOp::Less | CompareOp::LessEqual | CompareOp::Greater | CompareOp::GreaterEqual
                if matches!((left, right), (Value::DType(_), _) | (_, Value::DType(_))) =>
            {
                // A dtype is less than another to which it casts safely.
                let (Ok(a), Ok(b)) = (self.dtype(left), self.dtype(right)) else {
                    let (left, right) = (left.type_name(), right.type_name());
                    return Err(E::Comparison { op: op.symbol(), left, right }.into());
                };
                Value::Bool(match op {
                    CompareOp::Less => a != b && a.can_cast_safely(b),
                    CompareOp::LessEqual => a.can_cast_safely(b),
                    CompareOp::Greater => a != b && b.can_cast_safely(a),
                    _ => b.can_cast_safely(a),
                })
            }
            CompareOp::Equal => Value::Bool(self.equal(left, right, 0)?),
            CompareOp::NotEqual => Value::Bool(!self.equal(left, right, 0)?),
            // The first items that differ decide, by whatever they say of each other.
            _ if matches!(
                (left, right),
                (Value::List(_), Value::List(_)) | (Value::Tuple(_), Value::Tuple(_))
            ) =>
            {
                if self.depth > MAX_DEPTH {
                    return Err(E::Recursion {}.into());
                }
                self.depth += 1;
                let found = self.first_difference(left, right, 0);
                let decided = match found {
                    Ok(Some((x, y))) => self.compare(op, &x, &y).map(Some),
                    other => other.map(|_| None),
                };
                self.depth -= 1;
                if let Some(decided) = decided? {
                    return Ok(decided);
                }
                let (a, b) = (self.len(left)?, self.len(right)?);
                Value::Bool(match op {
                    CompareOp::Less => a < b,
                    CompareOp::LessEqual => a <= b,
                    CompareOp::Greater => a > b,
                    _ => a >= b,
                })
            }
            _ => {
                let order = self.order_of(left, right, 0)?.ok_or_else(|| E::Comparison {
                    op: op.symbol(),
                    left: left.type_name(),
                    right: right.type_name(),
                })?;
                Value::Bool(match (op, order) {
                    (_, None) => false,
                    (CompareOp::Less, Some(o)) => o == Ordering::Less,
                    (CompareOp::LessEqual, Some(o)) => o != Ordering::Greater,
                    (CompareOp::Greater, Some(o)) => o == Ordering::Greater,
                    (_, Some(o)) => o != Ordering::Less,
                })
            }
        })
    }

    /// A comparison in which an array or a NumPy scalar takes part.
    fn compare_in_numpy(&mut self, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
        let (left, right) = (&self.comparand(left)?, &self.comparand(right)?);
        let numbers = |value: &Value| Self::fits_array(value) && !matches!(value, Value::Object(_));
        if numbers(left) && numbers(right) {
            let found = self.ufunc2(comparison_ufunc(op), left, right);
            if let (Err(error), CompareOp::Equal | CompareOp::NotEqual) = (&found, op)
                && matches!(error.downcast_ref::<E>(), Some(E::NoDType { .. }))
            {
                let (number, other) = if is_numpy(left) { (left, right) } else { (right, left) };
                return unlike::sequence_equality(self, op, number, other);
            }
            return found;
        }
        if let (Value::Array(array), other) | (other, Value::Array(array)) = (left, right)
            && array.size() == 0
            && !matches!(other, Value::Str(_) | Value::Bytes(_))
        {
            return Ok(Array::zeros(&self.memory, &array.shape(), DType::Bool, "equal")?.into());
        }
        if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            return Err(unlike::order_error(op, left, right));
        }
        // No number is equal to what is none: element by element for an array, by NumPy's own truth for one number beside a text.
        let unequal = op == CompareOp::NotEqual;
        let truth = Scalar::new(crate::memory::Bool::from(unequal));
        Ok(match (left, right) {
            (Value::Array(array), _) | (_, Value::Array(array)) if array.ndim() > 0 => {
                let out = Array::overwritten(&self.memory, &array.shape(), DType::Bool, "equal")?;
                out.write_new().bytes().fill(u8::from(unequal));
                out.into()
            }
            (Value::Array(_) | Value::Str(_) | Value::Bytes(_), _)
            | (_, Value::Array(_) | Value::Str(_) | Value::Bytes(_)) => Value::Scalar(truth),
            // A dtype on the left asks the scalar for its own.
            (Value::DType(dtype), Value::Scalar(scalar)) => {
                Value::Bool((*dtype == scalar.dtype()) != unequal)
            }
            _ => Value::Bool(unequal),
        })
    }

    /// What NumPy compares of a value beside an array: the array that an object stands for, the items of a tuple that have names.
    fn comparand(&mut self, value: &Value) -> Result<Value> {
        let Value::Object(object) = value else { return Ok(value.clone()) };
        if let Some((_, items)) = object.named_items() {
            return Ok(Value::tuple(items.to_vec()));
        }
        Ok(Rc::clone(object).as_array(self)?.unwrap_or_else(|| value.clone()))
    }

    /// `left == right` as one truth: Python's, and for arrays whether the comparison is true.
    pub(super) fn equal(&mut self, left: &Value, right: &Value, depth: usize) -> Result<bool> {
        if depth > MAX_DEPTH {
            return Err(E::Recursion {}.into());
        }
        if is_program(left) || is_program(right) || matches!((left, right), (Value::Set(_), Value::Set(_))) {
            let equal = self.compare(CompareOp::Equal, left, right)?;
            return self.is_true(&equal);
        }
        Ok(match (left, right) {
            (Value::Array(_) | Value::Scalar(_), _) | (_, Value::Array(_) | Value::Scalar(_)) => {
                let equal = self.compare(CompareOp::Equal, left, right)?;
                super::convert::truth(&equal)?
            }
            (Value::Str(a), Value::Str(b)) => text::equal(&self.memory, a.as_bytes(), b.as_bytes())?,
            (Value::Bytes(a), Value::Bytes(b)) => text::equal(&self.memory, a, b)?,
            (Value::List(_), Value::List(_)) | (Value::Tuple(_), Value::Tuple(_)) => {
                self.len(left)? == self.len(right)? && self.first_difference(left, right, depth)?.is_none()
            }
            (Value::Dict(a), Value::Dict(b)) => {
                if a.borrow().len() != b.borrow().len() {
                    return Ok(false);
                }
                let mut i = 0;
                loop {
                    self.memory.check_interrupt()?;
                    let entry = a.borrow().at_or_after(i).map(|(at, key, x)| (at, key.clone(), x.clone()));
                    let Some((at, key, x)) = entry else { break };
                    let y = b.borrow().get(&key).cloned();
                    match y {
                        Some(y) if x.is(&y) || self.equal(&x, &y, depth + 1)? => i = at + 1,
                        _ => return Ok(false),
                    }
                }
                true
            }
            (Value::Slice(a), Value::Slice(b)) => {
                let (a, b) = (a.clone(), b.clone());
                for (x, y) in a.iter().zip(b.iter()) {
                    if !self.equal(x, y, depth + 1)? {
                        return Ok(false);
                    }
                }
                true
            }
            (Value::Range(a), Value::Range(b)) => {
                a.len() == b.len()
                    && (a.is_empty() || (a.start == b.start && (a.len() == 1 || a.step == b.step)))
            }
            (Value::DType(a), other) | (other, Value::DType(a)) => match other {
                Value::DType(b) => a == b,
                Value::None => false,
                other => self.dtype(other).is_ok_and(|b| *a == b),
            },
            (Value::Complex(_), _) | (_, Value::Complex(_)) => match (complex(left), complex(right)) {
                (Ok(a), Ok(b)) => a == b,
                _ => false,
            },
            (Value::Object(a), other) | (other, Value::Object(a)) if a.named_items().is_some() => {
                // A tuple whose items have names is equal to any tuple of such items.
                let items = a.named_items().map_or(&[][..], |(_, items)| items);
                let tuple = Value::tuple(items.to_vec());
                match other {
                    Value::Tuple(_) => self.equal(&tuple, other, depth + 1)?,
                    Value::Object(b) => match b.named_items() {
                        Some((_, items)) => self.equal(&tuple, &Value::tuple(items.to_vec()), depth + 1)?,
                        None => false,
                    },
                    _ => false,
                }
            }
            (Value::Object(a), other) | (other, Value::Object(a)) => {
                a.equals(self, other)?.unwrap_or_else(|| left.is(right))
            }
            _ => match compare_reals(left, right) {
                Some(order) => order == Some(Ordering::Equal),
                None => left.is(right),
            },
        })
    }

    /// The first items of two lists or tuples, side by side, that are neither the same object nor equal.
    fn first_difference(
        &mut self,
        left: &Value,
        right: &Value,
        depth: usize,
    ) -> Result<Option<(Value, Value)>> {
        let mut i = 0;
        while let (Some(x), Some(y)) = (left.nth(i), right.nth(i)) {
            self.memory.check_interrupt()?;
            if !x.is(&y) && !self.equal(&x, &y, depth + 1)? {
                return Ok(Some((x, y)));
            }
            i += 1;
        }
        Ok(None)
    }

    /// `left < right` as one truth.
    pub(super) fn less(&mut self, left: &Value, right: &Value) -> Result<bool> {
        let less = self.compare(CompareOp::Less, left, right)?;
        self.is_true(&less)
    }

    /// How two values are ordered: the outer `None` if they cannot be compared, the inner one for NaN.
    #[allow(clippy::option_option)]
    pub(super) fn order_of(
        &mut self,
        left: &Value,
        right: &Value,
        depth: usize,
    ) -> Result<Option<Option<Ordering>>> {
        if depth > MAX_DEPTH {
            return Err(E::Recursion {}.into());
        }
        Ok(match (left, right) {
            (Value::Str(a), Value::Str(b)) => {
                Some(Some(text::order(&self.memory, a.as_bytes(), b.as_bytes())?))
            }
            (Value::Bytes(a), Value::Bytes(b)) => Some(Some(text::order(&self.memory, a, b)?)),
            (Value::Object(_), _) | (_, Value::Object(_))
                if super::builtins::as_bytearray(left).or(super::builtins::as_bytearray(right)).is_some() =>
            {
                match (super::builtins::bytes_like(left), super::builtins::bytes_like(right)) {
                    (Some(a), Some(b)) => Some(Some(text::order(&self.memory, &a, &b)?)),
                    _ => None,
                }
            }
            (Value::List(_), Value::List(_)) | (Value::Tuple(_), Value::Tuple(_)) => {
                if let Some((x, y)) = self.first_difference(left, right, depth)? {
                    return self.order_of(&x, &y, depth + 1);
                }
                Some(Some(self.len(left)?.cmp(&self.len(right)?)))
            }
            (Value::Scalar(_) | Value::Array(_), _) | (_, Value::Scalar(_) | Value::Array(_)) => {
                let less = self.compare(CompareOp::Less, left, right)?;
                if super::convert::truth(&less)? {
                    return Ok(Some(Some(Ordering::Less)));
                }
                let greater = self.compare(CompareOp::Greater, left, right)?;
                let greater = super::convert::truth(&greater)?;
                Some(Some(if greater { Ordering::Greater } else { Ordering::Equal }))
            }
            (Value::Object(a), _) if a.named_items().is_some() => {
                let items = a.named_items().map_or(&[][..], |(_, items)| items);
                self.order_of(&Value::tuple(items.to_vec()), right, depth + 1)?
            }
            (_, Value::Object(b)) if b.named_items().is_some() => {
                let items = b.named_items().map_or(&[][..], |(_, items)| items);
                self.order_of(left, &Value::tuple(items.to_vec()), depth + 1)?
            }
            (Value::Object(a), _) => a.order(self, right)?.map(Some),
            (_, Value::Object(b)) => b.order(self, left)?.map(|order| Some(order.reverse())),
            _ => compare_reals(left, right),
        })
    }
}

/// The one output of a ufunc as a value.
pub(super) fn first_output(outputs: ufunc::Outputs) -> Value {
    outputs.into_iter().next().map_or(Value::None, output_value)
}

/// An output of a ufunc as a value.
pub(super) fn output_value(output: Output) -> Value {
    match output {
        Output::Scalar(s) => Value::Scalar(s),
        Output::Array(a) => Value::Array(a),
    }
}

pub(super) fn operands_error(op: BinaryOp, left: &Value, right: &Value) -> crate::error::Error {
    let sequence = match left {
        Value::Str(_) => Some("str"),
        Value::List(_) => Some("list"),
        Value::Tuple(_) => Some("tuple"),
        _ => None,
    };
    let repeats =
        |value: &Value| matches!(value, Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_));
    if op == BinaryOp::Multiply && (repeats(left) || repeats(right)) {
        let other = if repeats(left) { right } else { left };
        return E::RepeatBy { type_name: other.type_name() }.into();
    }
    if let (BinaryOp::Add, Value::Bytes(_)) = (op, left) {
        let message = format!("can't concat {} to bytes", right.type_name());
        return E::Type { message }.into();
    }
    if let (BinaryOp::Add, Some(what)) = (op, sequence) {
        return E::Concatenate { what, other: right.type_name() }.into();
    }
    if let Some(error) = repetition_error(op, left, right) {
        return error;
    }
    let op = if op == BinaryOp::Power { "** or pow()" } else { op.symbol() };
    E::Operands { op, left: left.type_name(), right: right.type_name() }.into()
}

/// What Python says of a sequence that is to be repeated by what is no integer, or by too large a one.
fn repetition_error(op: BinaryOp, left: &Value, right: &Value) -> Option<crate::error::Error> {
    let repeats = |value: &Value| {
        matches!(value, Value::Str(_) | Value::List(_) | Value::Tuple(_) | Value::Bytes(_))
            || super::builtins::as_bytearray(value).is_some()
    };
    let other = match (op, repeats(left), repeats(right)) {
        (BinaryOp::Multiply, true, _) => right,
        (BinaryOp::Multiply, false, true) => left,
        _ => return None,
    };
    Some(match other {
        Value::BigInt(_) => E::IntToIndex { type_name: "int".into() }.into(),
        _ => E::RepeatBy { type_name: other.type_name() }.into(),
    })
}

fn operands_error_in_place(op: BinaryOp, left: &Value, right: &Value) -> crate::error::Error {
    let concatenates = matches!(left, Value::Str(_) | Value::Tuple(_) | Value::Bytes(_));
    if op == BinaryOp::Add && concatenates || repetition_error(op, left, right).is_some() {
        return operands_error(op, left, right);
    }
    let op = match op {
        BinaryOp::Power => "**=",
        BinaryOp::Multiply => "*=",
        BinaryOp::MatMul => "@=",
        BinaryOp::Divide => "/=",
        BinaryOp::FloorDivide => "//=",
        BinaryOp::Remainder => "%=",
        BinaryOp::Add => "+=",
        BinaryOp::Subtract => "-=",
        BinaryOp::LeftShift => "<<=",
        BinaryOp::RightShift => ">>=",
        BinaryOp::BitAnd => "&=",
        BinaryOp::BitXor => "^=",
        BinaryOp::BitOr => "|=",
    };
    E::Operands { op, left: left.type_name(), right: right.type_name() }.into()
}

/// A Python int or bool as a big integer.
pub(super) fn big(value: &Value) -> Option<BigInt> {
    match value {
        Value::Int(n) => Some(BigInt::from(*n)),
        Value::Bool(b) => Some(BigInt::from(u8::from(*b))),
        Value::BigInt(n) => Some((**n).clone()),
        Value::Scalar(s) if s.dtype().is_integer() => big(&python_number(s)),
        _ => None,
    }
}

/// The order of two real Python numbers, exact for ints against floats; the outer `None` if either is none.
#[allow(clippy::option_option)]
fn compare_reals(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    if let (Value::Int(a), Value::Int(b)) = (left, right) {
        return Some(Some(a.cmp(b)));
    }
    match (big(left), big(right)) {
        (Some(a), Some(b)) => Some(Some(a.cmp(&b))),
        (Some(a), None) => match right {
            Value::Float(y) => Some(compare_int_float(&a, *y)),
            _ => None,
        },
        (None, Some(b)) => match left {
            Value::Float(x) => Some(compare_int_float(&b, *x).map(Ordering::reverse)),
            _ => None,
        },
        (None, None) => match (left, right) {
            (Value::Float(x), Value::Float(y)) => Some(x.partial_cmp(y)),
            _ => None,
        },
    }
}

fn compare_int_float(n: &BigInt, x: f64) -> Option<Ordering> {
    use num_traits::FromPrimitive;
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = BigInt::from_f64(x.trunc())?;
    Some(n.cmp(&whole).then_with(|| 0.0_f64.partial_cmp(&x.fract()).unwrap_or(Ordering::Equal)))
}

/// The comparison that says the same with the operands exchanged.
pub(super) fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessEqual => CompareOp::GreaterEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterEqual => CompareOp::LessEqual,
        same => same,
    }
}

/// A float64 to the right of a Python complex: it is a Python float too, and the operators of the complex number take it for one.
fn as_python_float(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Complex(_), Value::Scalar(s)) if s.dtype() == DType::Float64 => {
            Some(Value::Float(s.get::<f64>()))
        }
        _ => None,
    }
}

/// The ufunc that NumPy's operator calls for `array ** 2`, `** -1` and `** 0.5` in place of `power`.
fn fast_power(op: BinaryOp, left: &Value, right: &Value) -> Option<&'static Ufunc> {
    let (BinaryOp::Power, Value::Array(array)) = (op, left) else { return None };
    match right {
        Value::Int(2) => Some(&ufunc::SQUARE),
        Value::Int(-1) if array.dtype().is_inexact() => Some(&ufunc::RECIPROCAL),
        Value::Float(x) if *x == 0.5 && array.dtype().is_inexact() => Some(&ufunc::SQRT),
        _ => None,
    }
}

/// Whether no ufunc is asked about two operands of which one is a NumPy scalar, and none an array: for operators that complex numbers do not have,
/// and for the matrix product.
fn refuses_scalars(op: BinaryOp, left: &Value, right: &Value) -> bool {
    if matches!((left, right), (Value::Array(_), _) | (_, Value::Array(_))) {
        return false;
    }
    let complex = |value: &Value| matches!(value, Value::Scalar(s) if s.dtype().is_complex());
    if let (Value::Scalar(a), Value::Scalar(b)) = (left, right) {
        // Two that neither's dtype holds go to the ufunc as arrays.
        let both = crate::memory::promote(a.dtype(), b.dtype());
        if op != BinaryOp::MatMul && both != a.dtype() && both != b.dtype() {
            return false;
        }
    }
    match op {
        BinaryOp::MatMul => true,
        BinaryOp::FloorDivide | BinaryOp::Remainder => complex(left) || complex(right),
        _ => false,
    }
}

/// A NumPy scalar times a sequence: repeated, by an integer; `None` for anything else.
fn repetition(memory: &Memory, op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
    let ((Value::Scalar(scalar), sequence) | (sequence, Value::Scalar(scalar))) = (left, right) else {
        return Ok(None);
    };
    if op != BinaryOp::Multiply
        || !matches!(sequence, Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_))
    {
        return Ok(None);
    }
    if !scalar.dtype().is_integer() {
        return Err(E::RepeatBy { type_name: Value::Scalar(*scalar).type_name() }.into());
    }
    let times = super::convert::scalar_int(scalar)
        .ok_or_else(|| E::IntToIndex { type_name: Value::Scalar(*scalar).type_name() })?;
    sequences(memory, op, sequence, &Value::Int(times))
}

/// An operator on numbers; `None` if the operands are none.
fn python_binary(memory: &Memory, op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
    if let (Value::Int(a), Value::Int(b)) = (left, right)
        && let Some(n) = small_ints(op, *a, *b)
    {
        return Ok(Some(Value::Int(n)));
    }
    if let (Some(a), Some(b)) = (big(left), big(right)) {
        if let (Value::Bool(a), Value::Bool(b)) = (left, right) {
            match op {
                BinaryOp::BitAnd => return Ok(Some(Value::Bool(a & b))),
                BinaryOp::BitOr => return Ok(Some(Value::Bool(a | b))),
                BinaryOp::BitXor => return Ok(Some(Value::Bool(a ^ b))),
                _ => {}
            }
        }
        return ints(memory, op, &a, &b).map(Some);
    }
    let number = |v: &Value| {
        matches!(v, Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_))
    };
    if !number(left) || !number(right) {
        return Ok(None);
    }
    if matches!(left, Value::Complex(_)) || matches!(right, Value::Complex(_)) {
        return complexes(op, complex(left)?, complex(right)?);
    }
    floats(op, float(left)?, float(right)?)
}

fn small_ints(op: BinaryOp, a: i64, b: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        BinaryOp::FloorDivide if b != 0 => {
            let quotient = a.checked_div(b)?;
            Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
        }
        BinaryOp::Remainder if b != 0 => {
            let rest = a.checked_rem(b)?;
            Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
        }
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
        BinaryOp::Power => a.checked_pow(u32::try_from(b).ok()?),
        _ => None,
    }
}

fn ints(memory: &Memory, op: BinaryOp, a: &BigInt, b: &BigInt) -> Result<Value> {
    use num_bigint::Sign;
    let to_float = |n: &BigInt| n.to_f64().filter(|x| x.is_finite()).ok_or(E::IntToFloat {});
    Ok(Value::big(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => {
            if a.bits() + b.bits() > MAX_INT_BITS {
                return Err(E::IntegerTooLarge {}.into());
            }
            integers::multiply(memory, a, b)?
        }
        BinaryOp::FloorDivide | BinaryOp::Remainder => {
            if b.is_zero() {
                return Err(if op == BinaryOp::Remainder {
                    E::IntegerModulo {}.into()
                } else {
                    E::IntegerDivision {}.into()
                });
            }
            let (quotient, rest) = integers::div_rem(memory, a, b)?;
            if op == BinaryOp::FloorDivide { quotient } else { rest }
        }
        BinaryOp::Divide => {
            if b.is_zero() {
                return Err(E::Division {}.into());
            }
            return Ok(Value::Float(divide_ints(a, b, to_float)?));
        }
        BinaryOp::Power => {
            if b.sign() == Sign::Minus {
                if a.is_zero() {
                    return Err(E::NegativePower {}.into());
                }
                return Ok(Value::Float(to_float(a)?.powf(to_float(b)?)));
            }
            let small = a.bits() <= 1;
            let exponent = match b.to_u32() {
                Some(n) if small || u64::from(n).saturating_mul(a.bits()) <= MAX_INT_BITS => n,
                _ if small => u32::from(b.bit(0)),
                _ => return Err(E::IntegerTooLarge {}.into()),
            };
            // 0, 1 and -1 to any power: only the parity counts, but 0 ** 0 is 1.
            let exponent = if small && exponent > 2 { 2 - exponent % 2 } else { exponent };
            integers::power(memory, a, exponent)?
        }
        BinaryOp::LeftShift | BinaryOp::RightShift => {
            if b.is_negative() {
                return Err(E::NegativeShift {}.into());
            }
            match b.to_u64() {
                Some(n) if op == BinaryOp::LeftShift => {
                    if !a.is_zero() && n.saturating_add(a.bits()) > MAX_INT_BITS {
                        return Err(E::IntegerTooLarge {}.into());
                    }
                    a << n
                }
                Some(n) => a >> n,
                None if op == BinaryOp::RightShift || a.is_zero() => {
                    BigInt::from(if a.is_negative() { -1 } else { 0 })
                }
                None => return Err(E::IntegerTooLarge {}.into()),
            }
        }
        BinaryOp::BitAnd => a & b,
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        BinaryOp::MatMul => {
            return Err(E::Operands { op: "@", left: "int".into(), right: "int".into() }.into());
        }
    }))
}

/// `a / b` on ints, correctly rounded as in Python.
fn divide_ints(a: &BigInt, b: &BigInt, to_float: impl Fn(&BigInt) -> Result<f64, E>) -> Result<f64> {
    const EXACT: u64 = 53;
    if a.bits() <= EXACT && b.bits() <= EXACT {
        return Ok(to_float(a)? / to_float(b)?);
    }
    // Scale so that the quotient has 64 bits or more, and let its last bit remember the rest: rounding is then right.
    let shift = 66 + b.bits() as i64 - a.bits() as i64;
    let (top, bottom) =
        if shift >= 0 { (a << shift as u64, b.clone()) } else { (a.clone(), b << (-shift) as u64) };
    let (mut quotient, rest) = (&top / &bottom, &top % &bottom);
    if !rest.is_zero() {
        quotient = (quotient.abs() | BigInt::from(1)) * if quotient.is_negative() { -1 } else { 1 };
    }
    let x = quotient.to_f64().unwrap_or(f64::INFINITY);
    let scaled = if shift > 1000 {
        x * 2f64.powi(-1000) * 2f64.powi((1000 - shift).max(-1100) as i32)
    } else {
        x * 2f64.powi((-shift).min(1100) as i32)
    };
    if scaled.is_infinite() {
        return Err(E::Value { message: "integer division result too large for a float".into() }.into());
    }
    Ok(scaled)
}

/// Python's `a // b` and `a % b` on floats.
pub(super) fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0.0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floor, rest)
}

fn floats(op: BinaryOp, a: f64, b: f64) -> Result<Option<Value>> {
    Ok(Some(Value::Float(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::Divide if b == 0.0 => return Err(E::FloatDivision {}.into()),
        BinaryOp::Divide => a / b,
        BinaryOp::FloorDivide if b == 0.0 => return Err(E::FloatFloorDivision {}.into()),
        BinaryOp::FloorDivide => float_divmod(a, b).0,
        BinaryOp::Remainder if b == 0.0 => return Err(E::FloatModulo {}.into()),
        BinaryOp::Remainder => float_divmod(a, b).1,
        BinaryOp::Power => {
            if a == 0.0 && b < 0.0 {
                return Err(E::NegativePower {}.into());
            }
            if a < 0.0 && b.is_finite() && b.fract() != 0.0 {
                return Ok(Some(Value::Complex(complex_power(C128::new(a, 0.0), C128::new(b, 0.0)))));
            }
            let power = a.powf(b);
            if power.is_infinite() && a.is_finite() && b.is_finite() {
                return Err(E::PowerTooLarge {}.into());
            }
            power
        }
        _ => return Ok(None),
    })))
}

/// Python's complex power.
fn complex_power(a: C128, b: C128) -> C128 {
    if b == C128::new(0.0, 0.0) {
        return C128::new(1.0, 0.0);
    }
    if a == C128::new(0.0, 0.0) {
        return C128::new(0.0, 0.0);
    }
    let length = a.norm();
    let mut size = length.powf(b.re);
    let angle = a.im.atan2(a.re);
    let mut phase = angle * b.re;
    if b.im != 0.0 {
        size *= (-angle * b.im).exp();
        phase += b.im * length.ln();
    }
    C128::new(size * phase.cos(), size * phase.sin())
}

fn complexes(op: BinaryOp, a: C128, b: C128) -> Result<Option<Value>> {
    let zero = C128::new(0.0, 0.0);
    Ok(Some(Value::Complex(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::Divide => {
            if b == zero {
                return Err(E::ComplexDivision {}.into());
            }
            // Smith's method, as in Python: the larger part of the divisor leads.
            if b.re.abs() >= b.im.abs() {
                let ratio = b.im / b.re;
                let denominator = b.re + b.im * ratio;
                C128::new((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator)
            } else {
                let ratio = b.re / b.im;
                let denominator = b.re * ratio + b.im;
                C128::new((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator)
            }
        }
        BinaryOp::Power => {
            if a == zero && (b.im != 0.0 || b.re < 0.0) {
                return Err(E::ComplexPower {}.into());
            }
            // Python squares its way up for small whole exponents.
            if b.im == 0.0 && b.re.fract() == 0.0 && b.re.abs() <= 100.0 {
                let mut power = C128::new(1.0, 0.0);
                let (mut base, mut n) = (a, b.re.abs() as u32);
                while n > 0 {
                    if n & 1 == 1 {
                        power *= base;
                    }
                    base *= base;
                    n >>= 1;
                }
                if b.re < 0.0 {
                    return complexes(BinaryOp::Divide, C128::new(1.0, 0.0), power);
                }
                power
            } else {
                complex_power(a, b)
            }
        }
        _ => return Ok(None),
    })))
}

/// Concatenation and repetition.
fn sequences(memory: &Memory, op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
    if let (BinaryOp::Multiply, Value::Bool(n), value) | (BinaryOp::Multiply, value, Value::Bool(n)) =
        (op, left, right)
    {
        return sequences(memory, op, value, &Value::Int((*n).into()));
    }
    // The bytes of `n` items or characters.
    let room = |n: usize, value: &Value| {
        let size = if matches!(value, Value::Str(_) | Value::Bytes(_)) { 1 } else { size_of::<Value>() };
        memory.check_room(n.saturating_mul(size))
    };
    let length = |value: &Value| match value {
        Value::Str(text) => Some(text.len()),
        Value::Bytes(bytes) => Some(bytes.len()),
        Value::List(list) => Some(list.len()),
        Value::Tuple(items) => Some(items.len()),
        _ => None,
    };
    match (op, left, right) {
        (BinaryOp::Add, _, _) => {
            let (Some(a), Some(b)) = (length(left), length(right)) else { return Ok(None) };
            room(a + b, left)?;
        }
        (BinaryOp::Multiply, Value::Int(n), value) | (BinaryOp::Multiply, value, Value::Int(n)) => {
            let Some(items) = length(value) else { return Ok(None) };
            room(items.saturating_mul(usize::try_from(*n).unwrap_or(0)), value)?;
        }
        _ => return Ok(None),
    }
    let times = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Some(match (op, left, right) {
        (BinaryOp::Add, Value::Str(a), Value::Str(b)) => {
            Value::from(text::concatenated::<String>(memory, [a, b])?)
        }
        (BinaryOp::Add, Value::Bytes(a), Value::Bytes(b)) => {
            Value::bytes(text::concatenated::<Vec<u8>>(memory, [a, b])?)
        }
        (BinaryOp::Multiply, Value::Bytes(bytes), Value::Int(n))
        | (BinaryOp::Multiply, Value::Int(n), Value::Bytes(bytes)) => {
            Value::bytes(text::repeated::<Vec<u8>>(memory, bytes, times(*n))?)
        }
        (BinaryOp::Add, Value::List(a), Value::List(b)) => {
            Value::list(joined(memory, &a.0.borrow(), &b.0.borrow())?)
        }
        (BinaryOp::Add, Value::Tuple(a), Value::Tuple(b)) => Value::tuple(joined(memory, a, b)?),
        (BinaryOp::Multiply, Value::Str(s), Value::Int(n))
        | (BinaryOp::Multiply, Value::Int(n), Value::Str(s)) => {
            Value::from(text::repeated::<String>(memory, s, times(*n))?)
        }
        (BinaryOp::Multiply, Value::List(list), Value::Int(n))
        | (BinaryOp::Multiply, Value::Int(n), Value::List(list)) => {
            Value::list(repeated(memory, &list.0.borrow(), times(*n))?)
        }
        (BinaryOp::Multiply, Value::Tuple(items), Value::Int(n))
        | (BinaryOp::Multiply, Value::Int(n), Value::Tuple(items)) => {
            Value::tuple(repeated(memory, items, times(*n))?)
        }
        _ => return Ok(None),
    }))
}

/// `n` times the items of a sequence, for which there is room.
fn repeated(memory: &Memory, items: &[Value], n: usize) -> Result<Vec<Value>> {
    let patience = Patience::new(memory);
    let mut all = Kept::from(crate::memory::with_room(items.len() * n));
    for _ in 0..if items.is_empty() { 0 } else { n } {
        for part in items.chunks(ROOM) {
            patience.spend(part.len())?;
            all.extend_from_slice(part);
        }
    }
    Ok(all.take())
}

/// The items of two sequences.
fn joined(memory: &Memory, a: &[Value], b: &[Value]) -> Result<Vec<Value>> {
    let mut all = Kept::from(crate::memory::with_room(a.len() + b.len()));
    for part in a.chunks(ROOM).chain(b.chunks(ROOM)) {
        memory.check_interrupt()?;
        all.extend_from_slice(part);
    }
    Ok(all.take())
}

/// A NumPy scalar as the Python number it equals: `x.item()`.
pub(super) fn python_number(scalar: &Scalar) -> Value {
    crate::dispatch!(scalar.dtype(), integer T => Value::big(BigInt::from(scalar.get::<T>())), else => {
        if scalar.dtype() == crate::memory::DType::Bool {
            Value::Bool(scalar.get::<crate::memory::Bool>().get())
        } else if scalar.dtype().is_complex() {
            Value::Complex(crate::ops::scalar_as(scalar))
        } else {
            Value::Float(crate::ops::scalar_as(scalar))
        }
    })
}
