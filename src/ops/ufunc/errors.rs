//! What a ufunc refuses, and what it warns about.

use std::fmt;

use crate::memory::{DType, Shape};

/// The name under which a warning is raised: `add`, or `scalar add` from scalar arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warned {
    scalar: bool,
    name: &'static str,
}

impl Warned {
    /// Under the name of an operation.
    pub fn of(name: &'static str) -> Self {
        Self { scalar: false, name }
    }

    /// Under the name of an operation, `scalar` in front of it if so.
    pub fn scalar(scalar: bool, name: &'static str) -> Self {
        Self { scalar, name }
    }
}

impl fmt::Display for Warned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.scalar { "scalar " } else { "" }, self.name)
    }
}

/// Shapes as the errors of NumPy's iterator list them: `(2,3) (4,) `, each followed by a blank.
struct Shapes<'a>(&'a [Shape]);

/// A shape without blanks: `(2,3)`, `(4,)`.
struct Tight<'a>(&'a [usize]);

impl fmt::Display for Tight<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (i, n) in self.0.iter().enumerate() {
            write!(f, "{}{n}", if i == 0 { "" } else { "," })?;
        }
        f.write_str(if self.0.len() == 1 { ",)" } else { ")" })
    }
}

impl fmt::Display for Shapes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|shape| write!(f, "{} ", Tight(shape)))
    }
}

/// `DType` classes as NumPy writes them in signatures.
struct Signature<'a>(&'a [&'static str]);

impl fmt::Display for Signature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = |name: &str| match name {
            "None" => name.to_owned(),
            name => format!("<class 'numpy.dtypes.{name}DType'>"),
        };
        match self.0 {
            [one] => f.write_str(&class(one)),
            many => write!(f, "({})", many.iter().map(|n| class(n)).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// Which of several inputs or outputs: ` 0`, or nothing where there is only one.
struct Which(Option<usize>);

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |i| write!(f, " {i}"))
    }
}

crate::error_kinds! {
    /// What a ufunc refuses.
    pub enum UfuncError {
        /// `sqrt.reduce([1])`, `add(1, 2, 3, 4)` and the like
        TypeError Count { name: &'static str, takes: String, given: usize } = "{name}() takes {takes} but {given} were given";
        /// `add(1)`
        TypeError CountOne { name: &'static str, takes: String } = "{name}() takes {takes} but 1 was given";
        /// `add.reduce([1.0], initial=array([1]))`
        ValueError Sequence {} = "setting an array element with a sequence.";
        /// `array([1], dtype=int8) + 300`
        OverflowError OutOfBounds { value: String, dtype: DType } = "Python integer {value} out of bounds for {}", dtype.name();
        /// `add(2**70, 1)`
        OverflowError TooLargeForLong {} = "Python int too large to convert to C long";
        /// `array([1.0]) + 10**400`
        OverflowError TooLargeForFloat {} = "int too large to convert to float";
        /// `sqrt(2**70)`
        TypeError Object { name: &'static str } = "loop of ufunc does not support argument 0 of type int which has no callable {name} method";
        /// `bitwise_and(1.5, 2)`
        TypeError Unsupported { name: &'static str, casting: &'static str } = "ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''{casting}''";
        /// `sign(True)`
        UFuncTypeError NoSignature { name: &'static str, types: Vec<&'static str>, out: &'static str } = "ufunc '{name}' did not contain a loop with signature matching types {} -> {}", Signature(types), Signature(&[out]);
        /// `add(array([1], dtype=int8), 1, casting='equiv')`
        TypeError PythonCast { python: &'static str, to: DType, casting: &'static str } = "cannot cast Python {python} to {} under the casting rule '{casting}'", to.name();
        /// `sqrt(4, dtype=int32)`
        TypeError NoLoop { name: &'static str } = "No loop matching the specified signature and casting was found for ufunc {name}";
        /// `subtract(True, True)`
        TypeError BoolSubtract {} = "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.";
        /// `negative(True)`
        TypeError BoolNegative {} = "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.";
        /// `add(1.5, 1, dtype=int32)`
        UFuncTypeError InputCast { name: &'static str, which: Option<usize>, from: DType, to: DType, casting: &'static str } = "Cannot cast ufunc '{name}' input{} from dtype('{}') to dtype('{}') with casting rule '{casting}'", Which(*which), from.name(), to.name();
        /// `a = arange(3); a += 1.5`
        UFuncTypeError OutputCast { name: &'static str, which: Option<usize>, from: DType, to: DType, casting: &'static str } = "Cannot cast ufunc '{name}' output{} from dtype('{}') to dtype('{}') with casting rule '{casting}'", Which(*which), from.name(), to.name();
        /// `add([1, 2], [1, 2, 3])`
        ValueError Broadcast { shapes: Vec<Shape> } = "operands could not be broadcast together with shapes {}", Shapes(shapes);
        /// `add([1, 2], [[1], [2]], out=zeros(2))`
        ValueError OutShape { out: Shape, shape: Shape } = "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}", Tight(out), Tight(shape);
        /// `add(zeros(2), 1, out=broadcast_to(zeros(2), 2))`
        ValueError OutReadOnly {} = "output array is read-only";
        /// `add(1, 2, where=arange(3))`
        TypeError Where { dtype: DType } = "Cannot cast array data from dtype('{}') to dtype('bool') according to the rule 'safe'", dtype.name();
        /// `arange(3) ** -1`
        ValueError NegativePower {} = "Integers to negative integer powers are not allowed.";
    }
}

crate::error_kinds! {
    /// What a ufunc warns about.
    pub enum Warning {
        /// `array([1.0]) / 0`
        RuntimeWarning Divide { name: Warned } = "divide by zero encountered in {name}";
        /// `exp(1000.0)`
        RuntimeWarning Overflow { name: Warned } = "overflow encountered in {name}";
        /// `sqrt(-1.0)`
        RuntimeWarning Invalid { name: Warned } = "invalid value encountered in {name}";
        /// `add([1.5], [1j], dtype=float64, casting='unsafe')`
        ComplexWarning Discards {} = "Casting complex values to real discards the imaginary part";
        /// `add([1], 1, where=[True])`
        UserWarning WhereWithoutOut {} = "'where' used without 'out', expect unitialized memory in output. If this is intentional, use out=None.";
    }
}

/// A shape as NumPy remaps it: `(2)`.
struct Remapped<'a>(&'a [usize]);

impl fmt::Display for Remapped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        write!(f, "({})", text.join(","))
    }
}

crate::error_kinds! {
    /// What the methods of a ufunc refuse.
    pub enum FoldError {
        /// `add.reduce([1, 2], axis=1)`
        AxisError Axis { axis: i64, ndim: usize } = "axis {axis} is out of bounds for array of dimension {ndim}";
        /// `add.reduce(ones((2, 2)), axis=(0, 0))`
        ValueError DuplicateAxis {} = "duplicate value in 'axis'";
        /// `add.accumulate([1, 2], out=broadcast_to(0, (2,)))`
        ValueError OutReadOnly {} = "output array is read-only";
        /// `sqrt.reduce([1])`
        ValueError NotBinary { method: &'static str } = "{method} only supported for binary functions";
        /// `matmul.reduce([1])`
        RuntimeError Signature {} = "Reduction not defined on ufunc with signature";
        /// `matmul.outer([1], [1])`
        TypeError OuterSignature { method: &'static str } = "method {method} is not allowed in ufunc with non-trivial signature";
        /// `matmul.at(zeros(2), 0, 1)`
        TypeError AtSignature { name: &'static str, signature: &'static str } = "{name}.at does not support ufunc with non-trivial signature: {name} has signature {signature}.";
        /// `divmod.reduce([1])`
        ValueError NotSingle { method: &'static str } = "{method} only supported for functions returning a single value";
        /// `sqrt.outer([1], [2])`
        ValueError OuterNotBinary {} = "outer product only supported for binary functions";
        /// `divmod.at(arange(3), [0], 2)`
        ValueError AtNotSingle {} = "Only single output ufuncs supported at this time";
        /// `add.at(arange(3), [0, 1], [1, 2, 3])`
        ValueError AtShape {} = "array is not broadcastable to correct shape";
        /// `subtract.reduce(ones((2, 2)), axis=None)`
        ValueError NotReorderable { name: &'static str } = "reduction operation '{name}' is not reorderable, so at most one axis may be specified";
        /// `subtract.reduce([])`
        ValueError Empty { name: &'static str } = "zero-size array to reduction operation {name} which has no identity";
        /// `subtract.reduce([1, 2], where=[True, False])`
        ValueError WhereNeedsInitial { name: &'static str } = "reduction operation '{name}' does not have an identity, so to use a where mask one has to specify 'initial'";
        /// `add.reduce(ones((2, 3)), out=zeros(2))`
        ValueError OutShape { out: Shape, shape: Shape } = "operands could not be broadcast together with remapped shapes [original->remapped]: {}->{} {} ", Tight(out), Remapped(out), Tight(shape);
        /// `add.accumulate(5)`
        TypeError Scalar { method: &'static str } = "cannot {method} on a scalar";
        /// `add.reduceat([1, 2], [5])`
        IndexError Index { index: i64, name: &'static str, length: usize } = "index {index} out-of-bounds in {name}.reduceat [0, {length})";
    }
}

impl UfuncError {
    /// What a ufunc says of an operand of `dtype` followed by a text, whose class is `Str` or `Bytes`.
    pub fn beside_text(ufunc: &super::Ufunc, dtype: DType, text: &'static str) -> Self {
        Self::NoSignature { name: ufunc.name, types: vec![class_name(dtype), text], out: "None" }
    }
}

/// The class name of a dtype, without its `DType`.
pub(super) fn class_name(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "Bool",
        DType::Int8 => "Int8",
        DType::UInt8 => "UInt8",
        DType::Int16 => "Int16",
        DType::UInt16 => "UInt16",
        DType::Int32 => "Int32",
        DType::UInt32 => "UInt32",
        DType::Int64 => "Int64",
        DType::UInt64 => "UInt64",
        DType::Float16 => "Float16",
        DType::Float32 => "Float32",
        DType::Float64 => "Float64",
        DType::Complex64 => "Complex64",
        DType::Complex128 => "Complex128",
    }
}
