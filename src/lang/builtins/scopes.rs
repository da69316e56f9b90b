//! Builtins that show and change attributes by name.

use crate::error::Result;

use super::super::call::Args;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Bare, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["ascii"],
        "obj, /",
        |interp, args| {
            let text = interp.text_of(args.value("obj"), true)?;
            Ok(super::super::builtins::to_ascii(&text).into())
        },
        "The text that an echo shows, with everything beyond ASCII escaped.",
        "ascii('é')",
    ),
    row(
        &["delattr"],
        "obj, name, /",
        |interp, args| {
            let name = super::python::attribute_name(args.value("name"))?;
            let symbol = interp.interner.intern(&name);
            interp.delete_attribute(&args.value("obj").clone(), symbol)?;
            Ok(Value::None)
        },
        "Deletes an attribute by its name.",
        "class A: pass\na = A(); a.x = 1; delattr(a, 'x'); hasattr(a, 'x')",
    ),
];
