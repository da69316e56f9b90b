//! The table of ufuncs: a row each, with its loops.

use crate::memory::DType;

use super::kernel::Loop;
use super::{arithmetic, bits, comparison, logic, math};

/// What `reduce` starts from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Identity {
    /// There is none: an empty axis is an error.
    None,
    /// `0`
    Zero,
    /// `1`
    One,
    /// `True`
    True,
    /// `False`
    False,
    /// `-1`: all bits set.
    MinusOne,
    /// `-inf`
    MinusInfinity,
}

/// How a ufunc finds its loop where NumPy does not just search the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The first loop to which the inputs cast safely.
    First,
    /// The same, but integers divide as float64.
    TrueDivide,
    /// The same, but bool is refused with NumPy's advice on what to use.
    NoBool,
    /// The same, with the error of a ufunc that has promoters but no fallback.
    Strict,
    /// The same, with the error of a ufunc that is one of whole axes.
    Core,
    /// A comparison: Python integers out of range compare right.
    Compare,
    /// A logical operation: any cast is allowed, for only truth counts.
    Truth,
}

/// What a ufunc means between scalars with operators, where NumPy has code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarMath {
    /// Nothing of its own.
    None,
    /// Warns as `scalar add` and so on.
    Named,
    /// That, and a wrapped integer warns too.
    Add,
    /// See [`Self::Add`].
    Subtract,
    /// See [`Self::Add`].
    Multiply,
    /// See [`Self::Add`].
    Negative,
    /// See [`Self::Add`].
    Absolute,
    /// Orders complex numbers without a thought for NaN.
    Compare,
}

/// A universal function: its name, and what it does to elements of each dtype.
///
/// Every ufunc of elements is in [`find`]'s table; those of whole axes (`matmul` and its like) stand with what they compute.
pub struct Ufunc {
    /// NumPy's `__name__`.
    pub name: &'static str,
    /// The core dimensions of its operands, if it is a generalized ufunc: `(n),(n)->()`.
    pub signature: Option<&'static str>,
    /// What an operation that allocates a result is called in events: the name.
    pub identity: Identity,
    /// The loops, in NumPy's order.
    pub(crate) groups: &'static [&'static [Loop]],
    pub(super) rule: Rule,
    pub(super) scalar: ScalarMath,
    /// Whether an element costs so much that a second thread is worth it early.
    pub(super) heavy: bool,
}

impl Ufunc {
    /// A row with nothing special about it.
    pub(super) const PLAIN: Self = Self {
        name: "",
        signature: None,
        identity: Identity::None,
        groups: &[],
        rule: Rule::First,
        scalar: ScalarMath::None,
        heavy: false,
    };

    /// A generalized ufunc of two inputs and one output of one dtype, any there is.
    pub(crate) const fn of_products(name: &'static str, signature: &'static str) -> Self {
        Self { name, signature: Some(signature), groups: PRODUCT_GROUPS, rule: Rule::Core, ..Self::PLAIN }
    }

    /// The loops, in NumPy's order.
    pub fn loops(&self) -> impl Iterator<Item = &'static Loop> {
        self.groups.iter().flat_map(|group| group.iter())
    }

    /// The number of inputs.
    pub fn nin(&self) -> usize {
        self.groups[0][0].nin()
    }

    /// The number of outputs.
    pub fn nout(&self) -> usize {
        self.groups[0][0].nout()
    }
}

static PRODUCT_GROUPS: &[&[Loop]] = &[&PRODUCTS];

/// The loops of a sum of products, in NumPy's order.
static PRODUCTS: [Loop; 14] = [
    Loop::core(DType::Bool),
    Loop::core(DType::Int8),
    Loop::core(DType::UInt8),
    Loop::core(DType::Int16),
    Loop::core(DType::UInt16),
    Loop::core(DType::Int32),
    Loop::core(DType::UInt32),
    Loop::core(DType::Int64),
    Loop::core(DType::UInt64),
    Loop::core(DType::Float16),
    Loop::core(DType::Float32),
    Loop::core(DType::Float64),
    Loop::core(DType::Complex64),
    Loop::core(DType::Complex128),
];

impl std::fmt::Debug for Ufunc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<ufunc '{}'>", self.name)
    }
}

/// Every ufunc, each once, by its own name.
pub static ALL: &[&Ufunc] = &[
    &arithmetic::ADD,
    &arithmetic::SUBTRACT,
    &arithmetic::MULTIPLY,
    &arithmetic::DIVIDE,
    &arithmetic::FLOOR_DIVIDE,
    &arithmetic::REMAINDER,
    &arithmetic::FMOD,
    &arithmetic::DIVMOD,
    &arithmetic::POWER,
    &arithmetic::NEGATIVE,
    &arithmetic::POSITIVE,
    &arithmetic::ABSOLUTE,
    &arithmetic::SIGN,
    &arithmetic::SQUARE,
    &arithmetic::RECIPROCAL,
    &arithmetic::CONJUGATE,
    &comparison::EQUAL,
    &comparison::NOT_EQUAL,
    &comparison::LESS,
    &comparison::LESS_EQUAL,
    &comparison::GREATER,
    &comparison::GREATER_EQUAL,
    &comparison::MAXIMUM,
    &comparison::MINIMUM,
    &comparison::FMAX,
    &comparison::FMIN,
    &logic::LOGICAL_AND,
    &logic::LOGICAL_OR,
    &logic::LOGICAL_XOR,
    &logic::LOGICAL_NOT,
    &logic::BITWISE_AND,
    &logic::BITWISE_OR,
    &logic::BITWISE_XOR,
    &logic::INVERT,
    &logic::LEFT_SHIFT,
    &logic::RIGHT_SHIFT,
    &logic::ISNAN,
    &logic::ISINF,
    &logic::ISFINITE,
    &logic::SIGNBIT,
    &math::SQRT,
    &math::CBRT,
    &math::EXP,
    &math::EXP2,
    &math::EXPM1,
    &math::LOG,
    &math::LOG2,
    &math::LOG10,
    &math::LOG1P,
    &math::LOGADDEXP,
    &math::LOGADDEXP2,
    &math::SIN,
    &math::COS,
    &math::TAN,
    &math::ARCSIN,
    &math::ARCCOS,
    &math::ARCTAN,
    &math::ARCTAN2,
    &math::HYPOT,
    &math::SINH,
    &math::COSH,
    &math::TANH,
    &math::ARCSINH,
    &math::ARCCOSH,
    &math::ARCTANH,
    &math::DEGREES,
    &math::RADIANS,
    &math::RAD2DEG,
    &math::DEG2RAD,
    &math::FABS,
    &math::FLOOR,
    &math::CEIL,
    &math::TRUNC,
    &math::RINT,
    &math::COPYSIGN,
    &math::HEAVISIDE,
    &math::FLOAT_POWER,
    &bits::GCD,
    &bits::LCM,
    &bits::BITWISE_COUNT,
    &bits::MODF,
    &bits::FREXP,
    &bits::LDEXP,
    &bits::NEXTAFTER,
    &bits::SPACING,
];

/// Other names of ufuncs, and the name each is known by.
pub const ALIASES: &[(&str, &str)] = &[
    ("abs", "absolute"),
    ("acos", "arccos"),
    ("acosh", "arccosh"),
    ("asin", "arcsin"),
    ("asinh", "arcsinh"),
    ("atan", "arctan"),
    ("atan2", "arctan2"),
    ("atanh", "arctanh"),
    ("bitwise_invert", "invert"),
    ("bitwise_left_shift", "left_shift"),
    ("bitwise_not", "invert"),
    ("bitwise_right_shift", "right_shift"),
    ("conj", "conjugate"),
    ("mod", "remainder"),
    ("pow", "power"),
    ("true_divide", "divide"),
];

/// The ufunc of this name in NumPy, aliases included. Look it up once, not at each call.
pub fn find(name: &str) -> Option<&'static Ufunc> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, real)| real);
    ALL.iter().copied().find(|ufunc| ufunc.name == name)
}
