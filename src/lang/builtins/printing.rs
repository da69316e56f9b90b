//! How arrays are printed: `set_printoptions` and its like, `array2string`, `array_repr`, `array_str`.

use std::any::Any;
use std::cell::{Cell, RefCell};

use crate::display::{self, FloatMode, Frame, PrintOptions, Sign};
use crate::error::Result;
use crate::memory::{Array, Kind, Scalar};

use super::super::call::{Args, Given};
use super::super::convert::{float, simple_truth, truth, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::{Interp, Writers};
use super::super::nest::Shared;
use super::super::object::Object;
use super::super::table::{Builtin, Returns, function};
use super::super::value::{Dict, Key, Value};

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["set_printoptions"],
        "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None",
        |interp, args| {
            let mut options = interp.options.clone();
            change(interp, &mut options, &args, None)?;
            interp.writers = writers(&args)?;
            interp.options = options;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Sets how arrays are printed from now on.",
        "set_printoptions(precision=3); array([1/3, 2/3])",
    ),
    function(
        &["printoptions"],
        "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None",
        |interp, args| {
            let mut options = interp.options.clone();
            change(interp, &mut options, &args, None)?;
            let writers = writers(&args)?;
            let (entered, before) = (Cell::default(), RefCell::default());
            Ok(Value::object(Printing { options, writers, entered, before }))
        },
        Returns::Other,
        "Sets how arrays are printed for the statements in a with.",
        "with printoptions(precision=3): print(array([1/3, 2/3]))",
    ),
    function(
        &["get_printoptions"],
        "",
        |interp, _| Ok(current(&interp.options, &interp.writers)),
        Returns::Scalar,
        "How arrays are printed now, as a dict.",
        "get_printoptions()['precision']",
    ),
    function(
        &["array2string"],
        "a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None",
        to_string,
        Returns::Scalar,
        "The elements in brackets, as a string.",
        "array2string(array([1.5, 2.25]), precision=1, separator=', ')",
    ),
    function(
        &["array_repr"],
        "arr, max_line_width=None, precision=None, suppress_small=None",
        |interp, args| {
            let a = shown(interp, args.value("arr"), "size")?;
            let mut options = interp.options.clone();
            change(interp, &mut options, &args, Some(&a))?;
            let text = written(interp, &a, options, true)?;
            // What is no array goes by the name of its own class.
            Ok(match (args.value("arr"), text.strip_prefix("array")) {
                (Value::Scalar(s), Some(rest)) => format!("{}{rest}", s.dtype().name()).into(),
                _ => text.into(),
            })
        },
        Returns::Scalar,
        "The repr of an array, as a string.",
        "array_repr(arange(3))",
    ),
    function(
        &["array_str"],
        "a, max_line_width=None, precision=None, suppress_small=None",
        |interp, args| {
            let a = shown(interp, args.value("a"), "shape")?;
            let mut options = interp.options.clone();
            change(interp, &mut options, &args, Some(&a))?;
            Ok(written(interp, &a, options, false)?.into())
        },
        Returns::Scalar,
        "The str of an array, as a string.",
        "array_str(arange(3))",
    ),
];

/// The repr or the str of an array under other options, the user's own functions in force.
fn written(interp: &mut Interp, array: &Array, options: PrintOptions, repr: bool) -> Result<String> {
    let before = std::mem::replace(&mut interp.options, options);
    let mut text = display::Text::default();
    let tags = std::mem::replace(&mut interp.tags, false);
    let value = Value::Array(array.clone());
    let result = if repr { interp.show_repr(&value, &mut text) } else { interp.show(&value, &mut text) };
    interp.tags = tags;
    interp.options = before;
    result.map(|()| text.plain)
}

fn type_error(message: impl Into<String>) -> crate::error::Error {
    E::Type { message: message.into() }.into()
}

/// The array of an argument that has to be one: NumPy asks for its attributes.
fn shown(interp: &Interp, value: &Value, attribute: &str) -> Result<Array> {
    match value {
        Value::Array(a) => Ok(a.clone()),
        Value::Scalar(_) => interp.array(value),
        other => Err(E::Attribute {
            message: format!("'{}' object has no attribute '{attribute}'", other.type_name()),
        }
        .into()),
    }
}

/// A size that may be an infinity: that is `usize::MAX`, which no array and no line reaches.
fn size(value: &Value, message: &str) -> Result<usize> {
    if let Some(n) = try_index_int(value)? {
        return Ok(usize::try_from(n).unwrap_or(0));
    }
    match value {
        Value::Float(_) | Value::Scalar(_) => {
            let x = float(value)?;
            Ok(if x == f64::INFINITY { usize::MAX } else { x.floor() as usize })
        }
        _ => Err(type_error(message)),
    }
}

fn string(value: &Value, name: &str) -> Result<String> {
    match value {
        Value::Str(text) => Ok(text.to_string()),
        other => Err(type_error(format!("{name} must be str, not {}", other.type_name()))),
    }
}

/// The argument of a parameter that not all of these functions have; `None` where it is missing or `None`.
fn some<'a>(args: &'a Args, name: &str) -> Option<&'a Value> {
    let known = args.row().signature().parameters().iter().any(|p| p.name == name);
    if known { args.some(name) } else { None }
}

/// Changes options by arguments: for one array, or for all from now on. The two call some by different names.
fn change(interp: &mut Interp, options: &mut PrintOptions, args: &Args, array: Option<&Array>) -> Result<()> {
    let (linewidth, suppress) = match array {
        Some(_) => ("max_line_width", "suppress_small"),
        None => ("linewidth", "suppress"),
    };
    if let Some(value) = some(args, suppress) {
        options.suppress = truth(value)?;
    }
    if let Some(value) = some(args, "floatmode") {
        options.floatmode = FloatMode::from_name(&interp.str(value))?;
    }
    if let Some(value) = some(args, "sign") {
        options.sign = Sign::from_name(&interp.str(value))?;
    }
    if let Some(value) = some(args, "legacy")
        && simple_truth(value)
    {
        return Err(E::NotImplemented {
            message: format!("arr has no legacy printing: legacy={}", interp.repr(value)),
        }
        .into());
    }
    if let Some(value) = some(args, "threshold") {
        if matches!(value, Value::Float(x) if x.is_nan()) {
            return Err(E::Value {
                message: "threshold must be non-NAN, try sys.maxsize for untruncated representation".into(),
            }
            .into());
        }
        options.threshold = size(value, "threshold must be numeric")?;
    }
    if let Some(value) = some(args, "precision") {
        let precision = try_index_int(value)?.ok_or_else(|| type_error("precision must be an integer"))?;
        match usize::try_from(precision) {
            Ok(precision) => options.precision = precision,
            // NumPy looks at it where there are digits to round.
            Err(_) if array.is_some_and(|a| a.size() == 0 || !a.dtype().is_inexact()) => (),
            Err(_) => return Err(E::Value { message: "precision must be >= 0".into() }.into()),
        }
    }
    if let Some(value) = some(args, "edgeitems") {
        options.edgeitems = size(value, "edgeitems must be an integer")?;
    }
    if let Some(value) = some(args, linewidth) {
        options.linewidth = size(value, &format!("{linewidth} must be an integer"))?;
    }
    if let Some(value) = some(args, "nanstr") {
        options.nanstr = string(value, "nanstr")?;
    }
    if let Some(value) = some(args, "infstr") {
        options.infstr = string(value, "infstr")?;
    }
    Ok(())
}

/// The functions of the user's that write arrays: those given, and none where none are.
fn writers(args: &Args) -> Result<Writers> {
    let formatter = match args.some("formatter") {
        None => None,
        Some(Value::Dict(dict)) => Some(dict.clone()),
        Some(other) => {
            let message = format!("'{}' object has no attribute 'keys'", other.type_name());
            return Err(E::Attribute { message }.into());
        }
    };
    Ok(Writers { formatter, repr: args.some("override_repr").cloned() })
}

/// Options as `get_printoptions` gives them.
fn current(options: &PrintOptions, writers: &Writers) -> Value {
    let size = |n: usize| if n == usize::MAX { Value::Float(f64::INFINITY) } else { n.into() };
    let entries = [
        ("edgeitems", size(options.edgeitems)),
        ("threshold", size(options.threshold)),
        ("floatmode", options.floatmode.name().into()),
        ("precision", options.precision.into()),
        ("suppress", options.suppress.into()),
        ("linewidth", size(options.linewidth)),
        ("nanstr", options.nanstr.as_str().into()),
        ("infstr", options.infstr.as_str().into()),
        ("sign", options.sign.name().into()),
        ("formatter", writers.formatter.clone().map_or(Value::None, Value::Dict)),
        ("legacy", false.into()),
        ("override_repr", writers.repr.clone().unwrap_or(Value::None)),
    ];
    let entries = entries.into_iter().map(|(name, value)| (Key::Str(name.into()), value));
    Value::Dict(Shared::new(RefCell::new(entries.collect())))
}

/// `printoptions(…)`: what `with` enters, once only.
#[derive(Debug)]
struct Printing {
    options: PrintOptions,
    writers: Writers,
    entered: Cell<bool>,
    /// What held before it was entered.
    before: RefCell<Option<(PrintOptions, Writers)>>,
}

impl Object for Printing {
    fn type_name(&self) -> &'static str {
        "contextlib._GeneratorContextManager"
    }

    fn enter(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.entered.replace(true) {
            let message = "'_GeneratorContextManager' object has no attribute 'args'";
            return Err(E::Attribute { message: message.into() }.into());
        }
        let options = std::mem::replace(&mut interp.options, self.options.clone());
        let writers = std::mem::replace(&mut interp.writers, self.writers.clone());
        self.before.replace(Some((options, writers)));
        Ok(Some(current(&interp.options, &interp.writers)))
    }

    fn leave(&self, interp: &mut Interp) {
        if let Some(before) = self.before.take() {
            (interp.options, interp.writers) = before;
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn to_string(interp: &mut Interp, args: Args) -> Result<Value> {
    let mut options = interp.options.clone();
    let a = shown(interp, args.value("a"), "size");
    // What is wrong with the options is told before what is no array.
    change(interp, &mut options, &args, a.as_ref().ok())?;
    let a = a?;
    let text = |name: &str, default: &str| args.get(name).map_or(Ok(default.to_owned()), |v| string(v, name));
    let (separator, prefix, suffix) = (text("separator", " ")?, text("prefix", "")?, text("suffix", "")?);
    let frame = Frame { separator: &separator, prefix: &prefix, suffix: &suffix };
    let formatter = match args.some("formatter") {
        None => interp.writers.formatter.as_ref().and_then(|dict| formatter(dict, a.dtype().kind())),
        Some(Value::Dict(dict)) => formatter(dict, a.dtype().kind()),
        Some(other) => {
            let message = format!("'{}' object has no attribute 'keys'", other.type_name());
            return Err(E::Attribute { message }.into());
        }
    };
    let Some(function) = formatter else { return Ok(display::array2string(&a, &options, &frame)?.into()) };
    let mut word = |scalar: Scalar| format_element(interp, &function, scalar);
    Ok(display::array2string_by(&a, &options, &frame, &mut word)?.into())
}

/// An element as a function of the user's writes it.
pub(in super::super) fn format_element(
    interp: &mut Interp,
    function: &Value,
    scalar: Scalar,
) -> Result<String> {
    match interp.call(function, Given::places([Value::Scalar(scalar)]))? {
        Value::Str(text) => Ok(text.to_string()),
        other => Err(E::Attribute {
            message: format!("'{}' object has no attribute 'splitlines'", other.type_name()),
        }
        .into()),
    }
}

/// The function that a `formatter=` holds for arrays of a kind: the one named most closely.
pub(in super::super) fn formatter(dict: &Dict, kind: Kind) -> Option<Value> {
    let names: &[&str] = match kind {
        Kind::Bool => &["bool", "all"],
        Kind::Int | Kind::UInt => &["int", "int_kind", "all"],
        Kind::Float => &["float", "float_kind", "all"],
        Kind::Complex => &["complexfloat", "complex_kind", "all"],
    };
    let dict = dict.borrow();
    names
        .iter()
        .filter_map(|name| dict.get(&Key::Str((*name).into())))
        .find(|value| !matches!(value, Value::None))
        .cloned()
}
