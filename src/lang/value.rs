//! Values: what an expression evaluates to.

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::memory::{Array, C128, DType, Scalar};
use crate::syntax::{Expr, Number, Symbol};

use super::bytes::ByteString;
use super::entries::Entries;
use super::loaded::Loaded;
use super::nest::Shared;
use super::object::Object;
use super::program::{Bound, Class, Function, Generator, Instance};
use super::set::SetObject;
use super::string::Str;
use super::table::RowId;

/// A value of the language. Cloning is cheap and, for what can change, an alias.
#[derive(Clone, Debug)]
pub enum Value {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`: a special method leaves the operation to the other operand.
    NotImplemented,
    /// Python's `True` and `False`.
    Bool(bool),
    /// A Python int that fits 64 bits.
    Int(i64),
    /// A Python int that does not.
    BigInt(Rc<BigInt>),
    /// A Python float.
    Float(f64),
    /// A Python complex.
    Complex(C128),
    /// A string.
    Str(Str),
    /// Bytes.
    Bytes(Rc<ByteString>),
    /// A NumPy scalar.
    Scalar(Scalar),
    /// An array object.
    Array(Array),
    /// A list.
    List(List),
    /// A tuple.
    Tuple(Shared<[Value]>),
    /// A dict.
    Dict(Dict),
    /// A set or a frozenset.
    Set(Shared<SetObject>),
    /// `slice(start, stop, step)`
    Slice(Shared<[Value; 3]>),
    /// `range(start, stop, step)`
    Range(Rc<Range>),
    /// A dtype.
    DType(DType),
    /// A class.
    Type(Type),
    /// A function of the table.
    Function(RowId),
    /// A method of the table, bound to its object.
    Method(Shared<(Value, RowId)>),
    /// `lambda`
    Lambda(Shared<Lambda>),
    /// A module of arr's own.
    Module(Module),
    /// A module that is a program.
    Loaded(Rc<Loaded>),
    /// A function that a program defines.
    Def(Shared<Function>),
    /// A method of a program's class, bound to its object.
    Bound(Shared<Bound>),
    /// A class that a program defines, or one of Python's exceptions.
    Class(Shared<Class>),
    /// An instance of such a class.
    Instance(Shared<Instance>),
    /// A generator.
    Generator(Shared<Generator>),
    /// What a variable holds that is not bound. No program sees it.
    Unset,
    /// Anything else, by its behaviour.
    Object(Rc<dyn Object>),
}

// Lists, registers and dicts hold these in rows.
const _: () = assert!(size_of::<Value>() == 24);

/// A list, shared by all who hold it.
#[derive(Clone, Debug)]
pub struct List(pub Shared<RefCell<Vec<Value>>>);

/// A dict, in the order of insertion, shared by all who hold it.
pub type Dict = Shared<RefCell<Entries>>;

/// A key of a dict.
#[derive(Clone, Debug)]
pub enum Key {
    /// A string.
    Str(Str),
    /// An integer.
    Int(i64),
    /// Anything else: the value, and what it is equal by.
    Other(Rc<(Value, Identity)>),
    /// The place of an entry that was removed. No program sees it.
    Gone(u64),
}

/// What the keys of a dict are equal by: numbers by their value, whatever their class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A string.
    Str(Str),
    /// A whole number.
    Int(i64),
    /// A whole number beyond those.
    Big(BigInt),
    /// A number that is not whole, by its bits.
    Float(u64),
    /// A number off the real axis, by its bits.
    Complex(u64, u64),
    /// Bytes.
    Bytes(Rc<ByteString>),
    /// A tuple.
    Tuple(Rc<[Identity]>),
    /// One of the values that go by their text: `None`, classes, functions, dtypes.
    Text(String),
    /// An object that is equal to itself only.
    Object(usize),
    /// The place of an entry that was removed.
    Gone(u64),
    /// An instance with a hash of its own, and its number among those of that hash which are not equal to each other.
    Program(i64, u32),
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Gone(a), Self::Gone(b)) => a == b,
            (Self::Str(_), Self::Int(_)) | (Self::Int(_), Self::Str(_)) => false,
            _ => self.identity() == other.identity(),
        }
    }
}

impl Eq for Key {}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Str(text) => PlainKey::Str(text).hash(state),
            Self::Int(n) => PlainKey::Int(*n).hash(state),
            Self::Other(key) => key.1.hash(state),
            Self::Gone(n) => Identity::Gone(*n).hash(state),
        }
    }
}

impl std::hash::Hash for Identity {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Str(text) => return PlainKey::Str(text).hash(state),
            Self::Int(n) => return PlainKey::Int(*n).hash(state),
            _ => std::mem::discriminant(self).hash(state),
        }
        match self {
            Self::Str(_) | Self::Int(_) => {}
            Self::Big(n) => n.hash(state),
            Self::Float(bits) => bits.hash(state),
            Self::Complex(real, imag) => (real, imag).hash(state),
            Self::Bytes(bytes) => bytes.hash(state),
            Self::Tuple(items) => items.hash(state),
            Self::Text(text) => text.hash(state),
            Self::Object(address) => address.hash(state),
            Self::Gone(n) => n.hash(state),
            Self::Program(hash, number) => (hash, number).hash(state),
        }
    }
}

/// A string or an int as a key to look for, without making a key of it.
#[derive(Clone, Copy, Debug)]
pub enum PlainKey<'a> {
    /// A string.
    Str(&'a Str),
    /// An integer.
    Int(i64),
}

impl<'a> PlainKey<'a> {
    /// The key that a value is, if it is a plain one.
    #[inline]
    pub fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Str(text) => Some(Self::Str(text)),
            Value::Int(n) => Some(Self::Int(*n)),
            _ => None,
        }
    }
}

impl std::hash::Hash for PlainKey<'_> {
    #[inline]
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Str(text) => text.hash(state),
            Self::Int(n) => state.write_i64(*n),
        }
    }
}

impl indexmap::Equivalent<Key> for PlainKey<'_> {
    #[inline]
    fn equivalent(&self, key: &Key) -> bool {
        match (self, key) {
            (Self::Str(a), Key::Str(b)) => **a == *b,
            (Self::Int(a), Key::Int(b)) => a == b,
            (Self::Str(a), Key::Other(b)) => matches!(&b.1, Identity::Str(b) if **a == *b),
            (Self::Int(a), Key::Other(b)) => matches!(&b.1, Identity::Int(b) if a == b),
            _ => false,
        }
    }
}

impl Key {
    /// What it is equal by.
    pub fn identity(&self) -> Identity {
        match self {
            Self::Str(s) => Identity::Str(s.clone()),
            Self::Int(n) => Identity::Int(*n),
            Self::Other(key) => key.1.clone(),
            Self::Gone(n) => Identity::Gone(*n),
        }
    }

    /// The key as a value.
    pub fn value(&self) -> Value {
        match self {
            Self::Str(s) => Value::Str(s.clone()),
            Self::Int(n) => Value::Int(*n),
            Self::Other(key) => key.0.clone(),
            Self::Gone(_) => Value::Unset,
        }
    }
}

/// The numbers of a `range`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub start: i128,
    /// The bound.
    pub stop: i128,
    /// The step, not zero.
    pub step: i128,
}

impl Range {
    /// How many numbers there are.
    pub fn count(&self) -> i128 {
        let (start, stop, step) = (self.start, self.stop, self.step);
        let n = if step > 0 { (stop - start + step - 1) / step } else { (start - stop - step - 1) / -step };
        n.max(0)
    }

    /// How many numbers there are, or the largest number if there are more.
    pub fn len(&self) -> usize {
        usize::try_from(self.count()).unwrap_or(usize::MAX)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at a place inside the range.
    pub fn get(&self, i: usize) -> Value {
        Value::big(self.start.wrapping_add((i as i128).wrapping_mul(self.step)).into())
    }
}

/// A function written in the language, with the names it closed over.
#[derive(Debug)]
pub struct Lambda {
    /// The parameters with their defaults, evaluated.
    pub params: Vec<(Symbol, Option<Value>)>,
    /// The body.
    pub body: Expr,
    /// The numbers of the statement it stood in.
    pub numbers: Rc<[Number]>,
    /// Local names around it, as they were.
    pub locals: Vec<(Symbol, Value)>,
}

/// The classes that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Type {
    Object,
    NoneType,
    Ellipsis,
    NotImplementedType,
    BoundMethod,
    Generator,
    Bool,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Slice,
    Range,
    Type,
    Function,
    BuiltinFunction,
    BuiltinMethod,
    Module,
    Ndarray,
    Scalar(DType),
    DType,
    /// The class of one dtype, such as `numpy.dtypes.Int64DType`.
    DTypeOf(DType),
    Ufunc,
    /// An abstract scalar class, such as `np.integer`.
    Abstract(Abstract),
    /// The class of an [`Object`]: its qualified name.
    Other(&'static str),
}

/// NumPy's abstract scalar classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Abstract {
    Generic,
    Number,
    Integer,
    SignedInteger,
    UnsignedInteger,
    Inexact,
    Floating,
    ComplexFloating,
}

/// The modules that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Module {
    Numpy,
    Linalg,
    Lib,
    StrideTricks,
    ArrayUtils,
    Exceptions,
    Math,
    Builtins,
    Support,
    Cmath,
    Random,
    Itertools,
    Time,
    Timeit,
    Os,
    OsPath,
    Sys,
    Io,
    Re,
    Json,
}

impl Module {
    /// Every module.
    pub const ALL: [Self; 20] = [
        Self::Numpy,
        Self::Linalg,
        Self::Lib,
        Self::StrideTricks,
        Self::ArrayUtils,
        Self::Exceptions,
        Self::Math,
        Self::Builtins,
        Self::Support,
        Self::Cmath,
        Self::Random,
        Self::Itertools,
        Self::Time,
        Self::Timeit,
        Self::Os,
        Self::OsPath,
        Self::Sys,
        Self::Io,
        Self::Re,
        Self::Json,
    ];

    /// The dotted name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Numpy => "numpy",
            Self::Linalg => "numpy.linalg",
            Self::Lib => "numpy.lib",
            Self::StrideTricks => "numpy.lib.stride_tricks",
            Self::ArrayUtils => "numpy.lib.array_utils",
            Self::Exceptions => "numpy.exceptions",
            Self::Math => "math",
            Self::Builtins => "builtins",
            Self::Support => "_arr",
            Self::Cmath => "cmath",
            Self::Random => "random",
            Self::Itertools => "itertools",
            Self::Time => "time",
            Self::Timeit => "timeit",
            Self::Os => "os",
            Self::OsPath => "os.path",
            Self::Sys => "sys",
            Self::Io => "io",
            Self::Re => "re",
            Self::Json => "_json",
        }
    }
}

impl Abstract {
    /// The classes, each with its name.
    pub const ALL: [(&'static str, Self); 8] = [
        ("generic", Self::Generic),
        ("number", Self::Number),
        ("integer", Self::Integer),
        ("signedinteger", Self::SignedInteger),
        ("unsignedinteger", Self::UnsignedInteger),
        ("inexact", Self::Inexact),
        ("floating", Self::Floating),
        ("complexfloating", Self::ComplexFloating),
    ];

    /// Whether the class is another or a subclass of it.
    pub fn is_within(self, other: Self) -> bool {
        let parent = match self {
            Self::Generic => None,
            Self::Number => Some(Self::Generic),
            Self::Integer | Self::Inexact => Some(Self::Number),
            Self::SignedInteger | Self::UnsignedInteger => Some(Self::Integer),
            Self::Floating | Self::ComplexFloating => Some(Self::Inexact),
        };
        self == other || parent.is_some_and(|parent| parent.is_within(other))
    }

    /// Whether a scalar of `dtype` is an instance of the class.
    pub fn holds(self, dtype: DType) -> bool {
        use crate::memory::Kind;
        match self {
            Self::Generic => true,
            Self::Number => dtype != DType::Bool,
            Self::Integer => dtype.is_integer(),
            Self::SignedInteger => dtype.kind() == Kind::Int,
            Self::UnsignedInteger => dtype.kind() == Kind::UInt,
            Self::Inexact => dtype.is_inexact(),
            Self::Floating => dtype.kind() == Kind::Float,
            Self::ComplexFloating => dtype.is_complex(),
        }
    }
}

impl Type {
    /// The name that `type(x).__name__` gives.
    pub fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::BoundMethod => "method",
            Self::Generator => "generator",
            Self::NoneType => "NoneType",
            Self::Ellipsis => "ellipsis",
            Self::NotImplementedType => "NotImplementedType",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float",
            Self::Complex => "complex",
            Self::Str => "str",
            Self::Bytes => "bytes",
            Self::List => "list",
            Self::Tuple => "tuple",
            Self::Dict => "dict",
            Self::Set => "set",
            Self::FrozenSet => "frozenset",
            Self::Slice => "slice",
            Self::Range => "range",
            Self::Type => "type",
            Self::Function => "function",
            Self::BuiltinFunction => "builtin_function_or_method",
            Self::BuiltinMethod => "builtin_function_or_method",
            Self::Module => "module",
            Self::Ndarray => "ndarray",
            Self::Scalar(dtype) => dtype.name(),
            Self::DType => "dtype",
            Self::DTypeOf(dtype) => match dtype {
                DType::Bool => "BoolDType",
                DType::Int8 => "Int8DType",
                DType::UInt8 => "UInt8DType",
                DType::Int16 => "Int16DType",
                DType::UInt16 => "UInt16DType",
                DType::Int32 => "Int32DType",
                DType::UInt32 => "UInt32DType",
                DType::Int64 => "Int64DType",
                DType::UInt64 => "UInt64DType",
                DType::Float16 => "Float16DType",
                DType::Float32 => "Float32DType",
                DType::Float64 => "Float64DType",
                DType::Complex64 => "Complex64DType",
                DType::Complex128 => "Complex128DType",
            },
            Self::Ufunc => "ufunc",
            Self::Abstract(a) => {
                Abstract::ALL.iter().find(|(_, b)| *b == a).map_or("generic", |(name, _)| name)
            }
            Self::Other(name) => name.rsplit('.').next().unwrap_or(name),
        }
    }

    /// The name with its module, as in `<class 'numpy.ndarray'>`.
    pub fn qualified(self) -> String {
        match self {
            Self::Ndarray | Self::Scalar(_) | Self::DType | Self::Ufunc | Self::Abstract(_) => {
                format!("numpy.{}", self.name())
            }
            Self::DTypeOf(_) => format!("numpy.dtypes.{}", self.name()),
            Self::Other(name) => name.to_owned(),
            _ => self.name().to_owned(),
        }
    }
}

impl List {
    /// A new list.
    pub fn new(items: Vec<Value>) -> Self {
        Self(Shared::new(RefCell::new(items)))
    }

    /// The items as they are now.
    pub fn items(&self) -> Vec<Value> {
        self.0.borrow().clone()
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Value {
    /// Whether other values may be inside.
    pub(super) fn holds_values(&self) -> bool {
        matches!(
            self,
            Self::List(_)
                | Self::Tuple(_)
                | Self::Dict(_)
                | Self::Set(_)
                | Self::Slice(_)
                | Self::Method(_)
                | Self::Lambda(_)
                | Self::Def(_)
                | Self::Bound(_)
                | Self::Class(_)
                | Self::Instance(_)
                | Self::Generator(_)
                | Self::Object(_)
        )
    }

    /// A string value.
    pub fn str(text: &str) -> Self {
        Self::Str(text.into())
    }

    /// A bytes value.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        Self::Bytes(Rc::new(bytes.into()))
    }

    /// A list value.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(List::new(items))
    }

    /// A tuple value.
    pub fn tuple(items: Vec<Self>) -> Self {
        Self::Tuple(items.into())
    }

    /// A tuple of ints, such as a shape.
    pub fn shape(shape: &[usize]) -> Self {
        Self::Tuple(shape.iter().map(|&n| Self::Int(n as i64)).collect())
    }

    /// The Python int of a number of any size.
    pub fn big(n: BigInt) -> Self {
        n.to_i64().map_or_else(|| Self::BigInt(Rc::new(n)), Self::Int)
    }

    /// An object value.
    pub fn object(object: impl Object + 'static) -> Self {
        Self::Object(Rc::new(object))
    }

    /// The class of the value.
    pub fn type_of(&self) -> Type {
        match self {
            Self::None => Type::NoneType,
            Self::Ellipsis => Type::Ellipsis,
            Self::NotImplemented => Type::NotImplementedType,
            Self::Bool(_) => Type::Bool,
            Self::Int(_) | Self::BigInt(_) => Type::Int,
            Self::Float(_) => Type::Float,
            Self::Complex(_) => Type::Complex,
            Self::Str(_) => Type::Str,
            Self::Bytes(_) => Type::Bytes,
            Self::Scalar(s) => Type::Scalar(s.dtype()),
            Self::Array(_) => Type::Ndarray,
            Self::List(_) => Type::List,
            Self::Tuple(_) => Type::Tuple,
            Self::Dict(_) => Type::Dict,
            Self::Set(set) => {
                if set.frozen {
                    Type::FrozenSet
                } else {
                    Type::Set
                }
            }
            Self::Slice(_) => Type::Slice,
            Self::Range(_) => Type::Range,
            Self::DType(dtype) => Type::DTypeOf(*dtype),
            Self::Type(_) => Type::Type,
            Self::Function(row) => {
                if row.is_ufunc() {
                    Type::Ufunc
                } else {
                    Type::BuiltinFunction
                }
            }
            Self::Method(_) => Type::BuiltinMethod,
            Self::Lambda(_) | Self::Def(_) => Type::Function,
            Self::Bound(_) => Type::BoundMethod,
            Self::Class(_) => Type::Type,
            Self::Instance(_) => Type::Object,
            Self::Generator(_) => Type::Generator,
            Self::Unset => Type::NoneType,
            Self::Module(_) | Self::Loaded(_) => Type::Module,
            Self::Object(o) => Type::Other(o.type_name()),
        }
    }

    /// The name of the class, as error messages give it: `numpy.ndarray`, `int`.
    pub fn type_name(&self) -> String {
        match self {
            // Those that CPython has in C go by their whole names.
            Self::Instance(instance) if &*instance.class().module == "datetime" => {
                instance.class().qualified()
            }
            Self::Instance(instance) => instance.class().name().to_string(),
            Self::Object(object) => super::builtins::name_in_errors(object.type_name()).to_owned(),
            _ => self.type_of().qualified(),
        }
    }

    /// Whether both are the same object: Python's `is`. Equal small immutable values count as the same.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None)
            | (Self::Ellipsis, Self::Ellipsis)
            | (Self::NotImplemented, Self::NotImplemented) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => Rc::ptr_eq(a, b) || (a.len() < 2 && ***a == ***b),
            (Self::Array(a), Self::Array(b)) => a.is(b),
            (Self::List(a), Self::List(b)) => a.0.ptr_eq(&b.0),
            (Self::Tuple(a), Self::Tuple(b)) => a.ptr_eq(b) || (a.is_empty() && b.is_empty()),
            (Self::Dict(a), Self::Dict(b)) => a.ptr_eq(b),
            (Self::Set(a), Self::Set(b)) => a.ptr_eq(b),
            (Self::Def(a), Self::Def(b)) => a.ptr_eq(b),
            (Self::Class(a), Self::Class(b)) => a.ptr_eq(b),
            (Self::Instance(a), Self::Instance(b)) => a.ptr_eq(b),
            (Self::Generator(a), Self::Generator(b)) => a.ptr_eq(b),
            (Self::DType(a), Self::DType(b)) => a == b,
            (Self::Type(a), Self::Type(b)) => a == b,
            (Self::Function(a), Self::Function(b)) => a == b,
            (Self::Module(a), Self::Module(b)) => a == b,
            (Self::Loaded(a), Self::Loaded(b)) => Rc::ptr_eq(a, b),
            (Self::Lambda(a), Self::Lambda(b)) => a.ptr_eq(b),
            (Self::Object(a), Self::Object(b)) => Rc::ptr_eq(a, b),
            (Self::BigInt(a), Self::BigInt(b)) => Rc::ptr_eq(a, b),
            (Self::Range(a), Self::Range(b)) => Rc::ptr_eq(a, b),
            (Self::Slice(a), Self::Slice(b)) => a.ptr_eq(b),
            (Self::Bound(a), Self::Bound(b)) => a.ptr_eq(b),
            (Self::Method(a), Self::Method(b)) => a.ptr_eq(b),
            // A float has no object of its own: one that was kept, `inf` say, is what it was.
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            // NumPy's two booleans are singletons.
            (Self::Scalar(a), Self::Scalar(b)) => a.dtype() == DType::Bool && a == b,
            _ => false,
        }
    }

    /// Whether it is a Python or NumPy number or bool: what a bracketed literal may hold to become an array.
    pub fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Bool(_)
                | Self::Int(_)
                | Self::BigInt(_)
                | Self::Float(_)
                | Self::Complex(_)
                | Self::Scalar(_)
        )
    }

    /// The item at a place of a list or a tuple, `None` past its end: what is enough to look at items one after another.
    pub fn nth(&self, i: usize) -> Option<Self> {
        match self {
            Self::List(list) => list.0.borrow().get(i).cloned(),
            Self::Tuple(items) => items.get(i).cloned(),
            _ => None,
        }
    }

    /// A copy of the items, if it is a list or a tuple.
    pub fn sequence(&self) -> Option<Vec<Self>> {
        match self {
            Self::List(list) => Some(list.items()),
            Self::Tuple(items) => Some(items.to_vec()),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        i64::try_from(value).map_or_else(|_| Self::big(value.into()), Self::Int)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::str(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Str(value.into())
    }
}

impl From<Array> for Value {
    fn from(value: Array) -> Self {
        Self::Array(value)
    }
}

impl From<Scalar> for Value {
    fn from(value: Scalar) -> Self {
        Self::Scalar(value)
    }
}

impl From<DType> for Value {
    fn from(value: DType) -> Self {
        Self::DType(value)
    }
}

impl From<Vec<Value>> for Value {
    /// A tuple.
    fn from(items: Vec<Value>) -> Self {
        Self::tuple(items)
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Value};

    #[test]
    fn a_value_is_four_words_wide() {
        assert!(size_of::<Value>() <= 32);
        assert!(size_of::<Key>() <= 24);
    }
}
