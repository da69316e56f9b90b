//! Ufuncs: a row each; what they compute stands in `ops::ufunc`.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::error::Result;
use crate::memory::{Array, Casting, Order};
use crate::ops::ufunc::{self, Fixed, FoldError, Identity, Initial, Operand, Options, ReduceOptions, Ufunc};

use super::super::call::Args;
use super::super::errors::{CallError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::operators::output_value;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;

crate::error_kinds! {
    /// What NumPy warns of in calls of ufuncs.
    pub enum UfuncWarning {
        /// `np.maximum(1, 2, out)`
        DeprecationWarning OutByPlace {} = "Passing more than 2 positional arguments to np.maximum and np.minimum is deprecated. If you meant to use the third argument as an output, use the `out` keyword argument instead. If you hoped to work with more than 2 inputs, combine them into a single array and get the extrema for the relevant axis.";
    }
}

const ONE: &str = "x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, sig=None";
const TWO: &str = "x1, x2, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, sig=None";

/// Of one operand and two outputs.
const ONE_TO_TWO: &str = "x, out1=None, out2=None, /, *, out=(None, None), where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, sig=None";
/// Of two operands and two outputs.
const TWO_TO_TWO: &str = "x1, x2, out1=None, out2=None, /, *, out=(None, None), where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, sig=None";

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin {
        names,
        home: Home::Numpy,
        parameters,
        run,
        returns: Returns::New,
        help,
        example,
        is_ufunc: true,
        asks: false,
    }
}

const fn method(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Ufunc, parameters, run, Returns::New, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(&["add"], TWO, "Sums.", "add([1, 2], 3)"),
    row(&["subtract"], TWO, "Differences.", "subtract([1, 2], 3)"),
    row(&["multiply"], TWO, "Products.", "multiply([1, 2], 3)"),
    row(&["divide", "true_divide"], TWO, "Quotients, as floats.", "divide([1, 2], 2)"),
    row(&["floor_divide"], TWO, "Quotients rounded down.", "floor_divide([7, -7], 2)"),
    row(&["remainder", "mod"], TWO, "Remainders with the sign of the divisor.", "remainder([7, -7], 3)"),
    row(&["fmod"], TWO, "Remainders with the sign of the dividend.", "fmod([7, -7], 3)"),
    row(&["divmod"], TWO_TO_TWO, "Quotients and remainders.", "divmod([7, -7], 3)"),
    row(&["power", "pow"], TWO, "Powers.", "power([1, 2, 3], 2)"),
    row(&["float_power"], TWO, "Powers, as floats.", "float_power([1, 2], 2)"),
    row(&["negative"], ONE, "With the other sign.", "negative([1, -2])"),
    row(&["positive"], ONE, "Unchanged, in a copy.", "positive([1, -2])"),
    row(&["absolute", "abs"], ONE, "Absolute values.", "absolute([1, -2])"),
    row(&["fabs"], ONE, "Absolute values, as floats.", "fabs([1, -2])"),
    row(&["rint"], ONE, "Rounded to the nearest whole number.", "rint([1.5, 2.5])"),
    row(&["sign"], ONE, "-1, 0 or 1.", "sign([-3, 0, 3])"),
    row(&["heaviside"], TWO, "0, a value at zero, 1.", "heaviside([-1.0, 0.0, 1.0], 0.5)"),
    row(&["conjugate", "conj"], ONE, "Complex conjugates.", "conjugate(array([1+2j]))"),
    row(&["exp"], ONE, "e to the power.", "exp([0, 1])"),
    row(&["exp2"], ONE, "2 to the power.", "exp2([0, 3])"),
    row(&["log"], ONE, "Natural logarithms.", "log([1, 10])"),
    row(&["log2"], ONE, "Logarithms to base 2.", "log2([1, 8])"),
    row(&["log10"], ONE, "Logarithms to base 10.", "log10([1, 100])"),
    row(&["expm1"], ONE, "exp(x) - 1, exact near zero.", "expm1([1e-10])"),
    row(&["log1p"], ONE, "log(1 + x), exact near zero.", "log1p([1e-10])"),
    row(&["sqrt"], ONE, "Square roots.", "sqrt([1, 4])"),
    row(&["square"], ONE, "Squares.", "square([2, 3])"),
    row(&["cbrt"], ONE, "Cube roots.", "cbrt([8.0, 27.0])"),
    row(&["reciprocal"], ONE, "1 / x.", "reciprocal([2.0, 4.0])"),
    row(&["gcd"], TWO, "Greatest common divisors.", "gcd([12, 18], 8)"),
    row(&["lcm"], TWO, "Least common multiples.", "lcm([4, 6], 10)"),
    row(&["sin"], ONE, "Sines.", "sin([0.0, 1.0])"),
    row(&["cos"], ONE, "Cosines.", "cos([0.0, 1.0])"),
    row(&["tan"], ONE, "Tangents.", "tan([0.0, 1.0])"),
    row(&["arcsin", "asin"], ONE, "Inverse sines.", "arcsin([0.0, 1.0])"),
    row(&["arccos", "acos"], ONE, "Inverse cosines.", "arccos([1.0])"),
    row(&["arctan", "atan"], ONE, "Inverse tangents.", "arctan([1.0])"),
    row(&["arctan2", "atan2"], TWO, "Angles of points.", "arctan2([1.0], [1.0])"),
    row(&["hypot"], TWO, "Lengths of points.", "hypot([3.0], [4.0])"),
    row(&["sinh"], ONE, "Hyperbolic sines.", "sinh([1.0])"),
    row(&["cosh"], ONE, "Hyperbolic cosines.", "cosh([1.0])"),
    row(&["tanh"], ONE, "Hyperbolic tangents.", "tanh([1.0])"),
    row(&["arcsinh", "asinh"], ONE, "Inverse hyperbolic sines.", "arcsinh([1.0])"),
    row(&["arccosh", "acosh"], ONE, "Inverse hyperbolic cosines.", "arccosh([2.0])"),
    row(&["arctanh", "atanh"], ONE, "Inverse hyperbolic tangents.", "arctanh([0.5])"),
    row(&["degrees"], ONE, "Radians to degrees.", "degrees([pi])"),
    row(&["radians"], ONE, "Degrees to radians.", "radians([180.0])"),
    row(&["deg2rad"], ONE, "Degrees to radians.", "deg2rad([180.0])"),
    row(&["rad2deg"], ONE, "Radians to degrees.", "rad2deg([pi])"),
    row(&["bitwise_and"], TWO, "Bits set in both.", "bitwise_and([5, 6], 4)"),
    row(&["bitwise_or"], TWO, "Bits set in either.", "bitwise_or([5, 6], 8)"),
    row(&["bitwise_xor"], TWO, "Bits set in one only.", "bitwise_xor([5, 6], 4)"),
    row(&["invert", "bitwise_not", "bitwise_invert"], ONE, "Bits turned over.", "invert([0, 1])"),
    row(&["left_shift", "bitwise_left_shift"], TWO, "Bits moved up.", "left_shift([1, 2], 3)"),
    row(&["right_shift", "bitwise_right_shift"], TWO, "Bits moved down.", "right_shift([8, 16], 2)"),
    row(&["bitwise_count"], ONE, "How many bits are set.", "bitwise_count([5, 255])"),
    row(&["greater"], TWO, "x1 > x2.", "greater([1, 2], 1)"),
    row(&["greater_equal"], TWO, "x1 >= x2.", "greater_equal([1, 2], 2)"),
    row(&["less"], TWO, "x1 < x2.", "less([1, 2], 2)"),
    row(&["less_equal"], TWO, "x1 <= x2.", "less_equal([1, 2], 1)"),
    row(&["equal"], TWO, "x1 == x2.", "equal([1, 2], 1)"),
    row(&["not_equal"], TWO, "x1 != x2.", "not_equal([1, 2], 1)"),
    row(&["logical_and"], TWO, "Both true.", "logical_and([True, False], True)"),
    row(&["logical_or"], TWO, "Either true.", "logical_or([True, False], False)"),
    row(&["logical_xor"], TWO, "One true, the other not.", "logical_xor([True, False], True)"),
    row(&["logical_not"], ONE, "Not true.", "logical_not([True, False])"),
    row(&["maximum"], TWO, "The greater, element by element; NaN wins.", "maximum([1, 5], 3)"),
    row(&["minimum"], TWO, "The smaller, element by element; NaN wins.", "minimum([1, 5], 3)"),
    row(&["fmax"], TWO, "The greater; NaN loses.", "fmax([1.0, nan], 0.0)"),
    row(&["fmin"], TWO, "The smaller; NaN loses.", "fmin([1.0, nan], 2.0)"),
    row(&["isfinite"], ONE, "Neither infinite nor NaN.", "isfinite([1.0, inf, nan])"),
    row(&["isinf"], ONE, "Infinite.", "isinf([1.0, inf])"),
    row(&["isnan"], ONE, "Not a number.", "isnan([1.0, nan])"),
    row(&["signbit"], ONE, "Whether the sign bit is set.", "signbit([-0.0, 1.0])"),
    row(&["copysign"], TWO, "With the sign of another.", "copysign([1.0, 2.0], -1.0)"),
    row(&["nextafter"], TWO, "The next float towards another.", "nextafter([1.0], 2.0)"),
    row(&["spacing"], ONE, "The distance to the next float.", "spacing([1.0])"),
    row(&["modf"], ONE_TO_TWO, "Fractional and whole parts.", "modf([1.5, -2.25])"),
    row(&["ldexp"], TWO, "x1 times 2 to the power x2.", "ldexp([1.0, 2.0], 3)"),
    row(&["frexp"], ONE_TO_TWO, "Mantissa and exponent.", "frexp([8.0, 0.3])"),
    row(&["floor"], ONE, "Rounded down.", "floor([1.5, -1.5])"),
    row(&["ceil"], ONE, "Rounded up.", "ceil([1.5, -1.5])"),
    row(&["trunc"], ONE, "Rounded towards zero.", "trunc([1.5, -1.5])"),
    row(&["logaddexp"], TWO, "log(exp(x1) + exp(x2)).", "logaddexp([0.0], 0.0)"),
    row(&["logaddexp2"], TWO, "The same to base 2.", "logaddexp2([0.0], 0.0)"),
    method(
        &["reduce"],
        "array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True",
        reduce,
        "The elements along an axis folded into one.",
        "add.reduce([1, 2, 3])",
    ),
    method(
        &["accumulate"],
        "array, axis=0, dtype=None, out=None",
        accumulate,
        "The folded elements so far.",
        "add.accumulate([1, 2, 3])",
    ),
    method(
        &["reduceat"],
        "array, indices, axis=0, dtype=None, out=None",
        reduceat,
        "Slices between indices, each folded into one.",
        "add.reduceat([1, 2, 3, 4], [0, 2])",
    ),
    method(
        &["outer"],
        "A, B, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, sig=None",
        outer,
        "Every element of one with every element of the other.",
        "add.outer([1, 2], [10, 20])",
    ),
    method(
        &["at"],
        "a, indices, b=None, /",
        at,
        "In place and without buffering: an element chosen twice is changed twice.",
        "a = zeros(3, int); add.at(a, [0, 0, 1], 1); a",
    ),
];

/// Calls the ufunc of the row.
pub(in super::super) fn run(interp: &mut Interp, args: Args) -> Result<Value> {
    let name = args.function();
    let Some(ufunc) = args.row().ufunc() else {
        return Err(E::Type { message: format!("{name} is not a ufunc") }.into());
    };
    if args.by_place > 2 && matches!(name, "maximum" | "minimum") {
        interp.memory.warn(UfuncWarning::OutByPlace {});
    }
    let mut operands: smallvec::SmallVec<[Operand; 2]> = smallvec::SmallVec::new();
    if ufunc.nin() == 1 {
        operands.push(operand(interp, args.value("x"))?);
    } else {
        operands.push(operand(interp, args.value("x1"))?);
        operands.push(operand(interp, args.value("x2"))?);
    }
    let options = options(interp, &args, ufunc)?;
    if let [Operand::Big(n)] = operands.as_slice()
        && let Some(value) = of_python_int(ufunc.name, n)
    {
        return Ok(value);
    }
    let mut outputs = ufunc::call(&interp.memory, ufunc, &operands, &options)?;
    if outputs.len() == 1 {
        return Ok(outputs.pop().map_or(Value::None, output_value));
    }
    Ok(Value::tuple(outputs.into_iter().map(output_value).collect()))
}

/// A ufunc of a Python int beyond 64 bits: NumPy's loop for objects hands it to Python's own operator, where there is one.
fn of_python_int(name: &str, n: &BigInt) -> Option<Value> {
    if n.to_u64().is_some() || n.to_i64().is_some() {
        return None;
    }
    Some(match name {
        "absolute" => Value::big(n.abs()),
        "negative" => Value::big(-n),
        "positive" | "floor" | "ceil" | "trunc" | "conjugate" => Value::big(n.clone()),
        "square" if n.bits() < super::super::operators::MAX_INT_BITS / 2 => Value::big(n * n),
        "sign" => Value::Int(if n.is_negative() { -1 } else { 1 }),
        _ => return None,
    })
}

fn operand(interp: &mut Interp, value: &Value) -> Result<Operand> {
    match value {
        Value::Object(_) => Ok(Operand::Array(interp.as_array(value)?)),
        other => interp.operand(other),
    }
}

/// The keyword arguments that every ufunc of elements takes.
fn options(interp: &mut Interp, args: &Args, ufunc: &Ufunc) -> Result<Options> {
    Ok(Options {
        out: outputs(args, ufunc)?,
        where_: match args.get("where") {
            None | Some(Value::Bool(true)) => None,
            Some(value) => Some(interp.array(&value.clone())?),
        },
        fixed: fixed(interp, args, ufunc)?,
        casting: interp.casting(args.get("casting"), Casting::SameKind)?,
        order: interp.order(args.get("order"), Order::K)?,
        operator: false,
    })
}

/// A keyword argument that must be a bool.
pub(super) fn boolean(args: &Args, name: &'static str) -> Result<Option<bool>> {
    match args.get(name) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(E::Type { message: format!("'{name}' must be a boolean") }.into()),
    }
}

/// What `dtype=` or `signature=` fixes.
pub(super) fn fixed(interp: &mut Interp, args: &Args, ufunc: &Ufunc) -> Result<Fixed> {
    boolean(args, "subok")?;
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let Some(signature) = args.get("signature").or_else(|| args.get("sig")) else { return Ok(dtype.into()) };
    if dtype.is_some() {
        return Err(E::Type { message: "cannot specify both 'signature' and 'dtype'".into() }.into());
    }
    let (name, nin, nout) = (ufunc.name, ufunc.nin(), ufunc.nout());
    let alone = || E::Type { message: "Use `dtype` or  fill the tuple with more than one 'None'.".into() };
    let items: Vec<Value> = match signature {
        Value::Tuple(items) if items.len() == 1 => return Err(alone().into()),
        Value::Tuple(items) if items.len() != nin + nout => {
            let message =
                format!("a type-tuple must be specified of length {} for ufunc '{name}'", nin + nout);
            return Err(E::Value { message }.into());
        }
        Value::Tuple(items) => items.to_vec(),
        Value::Str(text) if text.chars().count() == 1 => return Err(alone().into()),
        Value::Str(text) => {
            let parts = text.split_once("->").map(|(a, b)| (a.chars().count(), b.chars().count()));
            if parts != Some((nin, nout)) {
                let message = format!(
                    "a type-string for {name}, {nin} typecode(s) before and {nout} after the -> sign"
                );
                return Err(E::Value { message }.into());
            }
            let codes = text.chars().filter(|c| !matches!(c, '-' | '>'));
            codes.map(|code| Value::from(code.to_string())).collect()
        }
        _ => {
            let message = "the signature object to ufunc must be a string or a tuple.".into();
            return Err(E::Type { message }.into());
        }
    };
    items.iter().map(|item| interp.opt_dtype(Some(item))).collect::<Result<_>>().map(Fixed::Each)
}

/// The outputs: arrays by place; or `out=`, an array, or a tuple of arrays and `None`s, one for each output.
pub(super) fn outputs(args: &Args, ufunc: &Ufunc) -> Result<[Option<Array>; 2]> {
    let one = |value: Option<&Value>| match value {
        None | Some(Value::None | Value::Ellipsis) => Ok(None),
        Some(Value::Array(array)) => Ok(Some(array.clone())),
        Some(_) => Err(E::Type { message: "return arrays must be of ArrayType".into() }),
    };
    let by_place = args.by_place > ufunc.nin();
    if by_place && matches!(args.get("out"), Some(Value::Ellipsis)) {
        return Err(E::Type { message: "out=... is only allowed as a keyword argument.".into() }.into());
    }
    if by_place && ufunc.nout() == 2 {
        if args.get("out").is_some() {
            return Err(CallError::OutTwice {}.into());
        }
        return Ok([one(args.get("out1"))?, one(args.get("out2"))?]);
    }
    Ok(match args.get("out") {
        Some(Value::Tuple(items)) if !by_place => {
            if items.len() != ufunc.nout() {
                let message = "The 'out' tuple must have exactly one entry per ufunc output".into();
                return Err(E::Value { message }.into());
            }
            [one(items.first())?, one(items.get(1))?]
        }
        value => {
            if ufunc.nout() > 1 && !matches!(value, None | Some(Value::None)) {
                return Err(E::Type { message: "'out' must be a tuple of arrays".into() }.into());
            }
            [one(value)?, None]
        }
    })
}

/// `ufunc.identity`
pub(in super::super) fn identity_of(ufunc: &Ufunc) -> Value {
    match ufunc.identity {
        Identity::None => Value::None,
        Identity::Zero => Value::Int(0),
        Identity::One => Value::Int(1),
        Identity::True => Value::Bool(true),
        Identity::False => Value::Bool(false),
        Identity::MinusOne => Value::Int(-1),
        Identity::MinusInfinity => Value::Float(f64::NEG_INFINITY),
    }
}

/// The ufunc whose method is called.
fn this(args: &Args) -> Result<&'static Ufunc> {
    match args.this() {
        Value::Function(row) => row.ufunc(),
        _ => None,
    }
    .ok_or_else(|| E::Type { message: "expected a ufunc".into() }.into())
}

/// The same, of elements: what folds.
fn folding(args: &Args) -> Result<&'static Ufunc> {
    let ufunc = this(args)?;
    if ufunc.signature.is_some() {
        return Err(FoldError::Signature {}.into());
    }
    Ok(ufunc)
}

fn out(args: &Args) -> Result<Option<Array>> {
    super::out(args)
}

fn axis(interp: &Interp, args: &Args) -> Result<i64> {
    Ok(interp.axis(args.get("axis"))?.unwrap_or(0))
}

fn reduce(interp: &mut Interp, args: Args) -> Result<Value> {
    let ufunc = folding(&args)?;
    let a = super::array(interp, &args, "array")?;
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let options = ReduceOptions {
        axis: if args.get("axis").is_some() {
            interp.axes(args.get("axis"))?
        } else {
            Some(smallvec::smallvec![0])
        },
        dtype,
        out: out(&args)?,
        keepdims: args.flag("keepdims", false),
        initial: match args.get("initial") {
            None => Initial::Identity,
            Some(Value::None) => Initial::First,
            Some(
                value @ (Value::Bool(_)
                | Value::Int(_)
                | Value::BigInt(_)
                | Value::Float(_)
                | Value::Complex(_)
                | Value::Scalar(_)
                | Value::Array(_)),
            ) => Initial::Value(interp.operand(value)?),
            // What is no number is converted as an element is that is set to it.
            Some(value) => {
                Initial::Value(interp.scalar(value, Some(ufunc::folded_in(ufunc, &a, dtype)?))?.into())
            }
        },
        where_: match args.get("where") {
            None | Some(Value::Bool(true)) => None,
            Some(value) => Some(interp.array(&value.clone())?),
        },
    };
    ufunc::reduce(&interp.memory, ufunc, &a, &options).map(output_value)
}

fn accumulate(interp: &mut Interp, args: Args) -> Result<Value> {
    let ufunc = folding(&args)?;
    let a = super::array(interp, &args, "array")?;
    let (axis, dtype) = (axis(interp, &args)?, interp.opt_dtype(args.get("dtype"))?);
    Ok(ufunc::accumulate(&interp.memory, ufunc, &a, axis, dtype, out(&args)?.as_ref())?.into())
}

fn reduceat(interp: &mut Interp, args: Args) -> Result<Value> {
    let ufunc = folding(&args)?;
    let a = super::array(interp, &args, "array")?;
    let indices = interp.ints(args.value("indices"))?;
    let (axis, dtype) = (axis(interp, &args)?, interp.opt_dtype(args.get("dtype"))?);
    Ok(ufunc::reduceat(&interp.memory, ufunc, &a, &indices, axis, dtype, out(&args)?.as_ref())?.into())
}

fn outer(interp: &mut Interp, args: Args) -> Result<Value> {
    let ufunc = this(&args)?;
    if ufunc.signature.is_some() {
        return Err(FoldError::OuterSignature { method: "outer" }.into());
    }
    let side = |interp: &mut Interp, name: &str| -> Result<Operand> {
        Ok(Operand::Array(super::array(interp, &args, name)?))
    };
    let (left, right) = (side(interp, "A")?, side(interp, "B")?);
    let options = options(interp, &args, ufunc)?;
    let mut outputs = ufunc::outer(&interp.memory, ufunc, &left, &right, &options)?;
    if outputs.len() == 1 {
        return Ok(outputs.pop().map_or(Value::None, output_value));
    }
    Ok(Value::tuple(outputs.into_iter().map(output_value).collect()))
}

fn at(interp: &mut Interp, args: Args) -> Result<Value> {
    let ufunc = this(&args)?;
    if let Some(signature) = ufunc.signature {
        return Err(FoldError::AtSignature { name: ufunc.name, signature }.into());
    }
    let Value::Array(target) = args.value("a").clone() else {
        return Err(E::Type { message: "first operand must be array".into() }.into());
    };
    if !target.is_writeable() {
        return Err(
            E::Value { message: "operand array with iterator write flag set is read-only".into() }.into()
        );
    }
    let items = interp.items_of_index(args.value("indices"))?;
    // A Python number is no weaker than an array here.
    let values = args.get("b").map(|b| interp.array(b)).transpose()?.map(Operand::Array);
    let places = || crate::ops::index::element_numbers(&target, &items);
    ufunc::at(&interp.memory, ufunc, &target, places, values.as_ref())?;
    Ok(Value::None)
}
