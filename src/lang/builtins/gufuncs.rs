//! Generalized ufuncs: a row each; how they are called stands in `ops::gufunc`, what they compute beside their kernels.

use crate::error::Result;
use crate::memory::{Array, Casting, Order};
use crate::ops::gufunc::{self, Axes, AxesItem, Gufunc, GufuncError, GufuncOptions};
use crate::ops::product;

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::operators::output_value;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::array;
use super::ufuncs::{boolean, fixed, outputs};

const TWO: &str = "x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, signature=None, sig=None, axes=None, axis=None, keepdims=False";

const fn row(names: &'static [&'static str], help: &'static str, example: &'static str) -> Builtin {
    Builtin {
        names,
        home: Home::Numpy,
        parameters: TWO,
        run,
        returns: Returns::New,
        help,
        example,
        is_ufunc: true,
        asks: false,
    }
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["matmul"],
        "The matrix product, also of stacks of matrices: what @ does.",
        "matmul([[1, 2], [3, 4]], [[1, 0], [0, 1]])",
    ),
    row(
        &["vecdot"],
        "Dot products of vectors along an axis, the first conjugated.",
        "vecdot([[1, 2], [3, 4]], [1, 1])",
    ),
    row(&["matvec"], "Matrices times vectors.", "matvec([[1, 2], [3, 4]], [1, 1])"),
    row(&["vecmat"], "Vectors, conjugated, times matrices.", "vecmat([1, 1], [[1, 2], [3, 4]])"),
];

fn run(interp: &mut Interp, args: Args) -> Result<Value> {
    let name = args.function();
    let Some(gufunc) = product::gufunc(name) else {
        return Err(E::Type { message: format!("{name} is not a ufunc") }.into());
    };
    let [out, _] = outputs(&args, &gufunc.ufunc)?;
    let options = GufuncOptions {
        out,
        fixed: fixed(interp, &args, &gufunc.ufunc)?,
        casting: interp.casting(args.get("casting"), Casting::SameKind)?,
        order: interp.order(args.get("order"), Order::K)?,
        keepdims: boolean(&args, "keepdims")?,
        axes: axes(&args)?,
        as_array: matches!(args.get("out"), Some(Value::Ellipsis)),
    };
    let operands = [array(interp, &args, "x1")?, array(interp, &args, "x2")?];
    call(interp, gufunc, &operands, &options)
}

/// `axis=` and `axes=`
fn axes(args: &Args) -> Result<Axes> {
    match (args.get("axis"), args.get("axes")) {
        (Some(_), Some(_)) => Err(GufuncError::AxisAndAxes {}.into()),
        (Some(axis), None) => Ok(Axes::One(index_int(axis)?)),
        (None, Some(Value::List(items))) => {
            let item = |value: &Value| match value {
                Value::Tuple(items) => items.iter().map(index_int).collect::<Result<_>>().map(AxesItem::Many),
                value => Ok(index_int(value).map_or(AxesItem::Other, AxesItem::One)),
            };
            items.items().iter().map(item).collect::<Result<_>>().map(Axes::Each)
        }
        (None, Some(_)) => Err(GufuncError::AxesList {}.into()),
        (None, None) => Ok(Axes::Last),
    }
}

fn call(interp: &Interp, gufunc: &Gufunc, operands: &[Array], options: &GufuncOptions) -> Result<Value> {
    gufunc::call(&interp.memory, gufunc, operands, options).map(output_value)
}

/// `np.vecdot(a, b, axis=axis)`
pub(super) fn vecdot(interp: &Interp, operands: &[Array], axis: i64) -> Result<Value> {
    call(
        interp,
        &product::VECDOT,
        operands,
        &GufuncOptions { axes: Axes::One(axis), ..GufuncOptions::default() },
    )
}

/// `array @= value`
pub(in super::super) fn matmul_in_place(interp: &mut Interp, array: &Array, value: &Value) -> Result<Value> {
    let operands = [array.clone(), interp.as_array(value)?];
    // The axes are named so that the result has the shape of the array: a second operand of one axis would be a vector.
    let matrix = || AxesItem::Many(smallvec::smallvec![-2, -1]);
    let row = || if array.ndim() == 1 { AxesItem::Many(smallvec::smallvec![-1]) } else { matrix() };
    let options = GufuncOptions {
        out: Some(array.clone()),
        axes: Axes::Each(vec![row(), matrix(), row()]),
        ..GufuncOptions::default()
    };
    call(interp, &product::MATMUL, &operands, &options).map_err(|error| {
        if error.exception() == crate::error::Exception::AxisError {
            return MatmulError::InPlace {}.into();
        }
        error
    })
}

crate::error_kinds! {
    /// What can go wrong with `@=` alone.
    pub(super) enum MatmulError {
        /// `a = ones(3); a @= ones(3)`
        ValueError InPlace {} = "inplace matrix multiplication requires the first operand to have at least one and the second at least two dimensions.";
    }
}
