//! What is done about faults of floating-point arithmetic: `seterr` and its like.

use std::any::Any;
use std::cell::{Cell, RefCell};

use crate::error::Result;
use crate::memory::{Response, Responses};

use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::object::Object;
use super::super::table::{Builtin, scalar_function as row};
use super::super::value::{Key, Value};

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["seterr"],
        "all=None, divide=None, over=None, under=None, invalid=None",
        |interp, args| {
            let before = interp.memory.responses();
            let responses = asked(interp, &args)?.onto(before);
            interp.memory.set_responses(responses);
            Ok(told(before))
        },
        "Sets what is done about faults: 'ignore', 'warn', 'raise', 'print'; gives what was done before.",
        "seterr(divide='ignore'); array([1.0]) / 0",
    ),
    row(
        &["errstate"],
        "*, call=None, all=None, divide=None, over=None, under=None, invalid=None",
        |interp, args| {
            if args.some("call").is_some() {
                let message = "arr calls no function at a fault: use errstate(all='raise') or 'warn'";
                return Err(E::NotImplemented { message: message.into() }.into());
            }
            Ok(Value::object(State {
                asked: asked(interp, &args)?,
                entered: Cell::default(),
                before: Cell::default(),
            }))
        },
        "Sets what is done about faults for the statements in a with.",
        "with errstate(divide='ignore'): print(array([1.0]) / 0)",
    ),
    row(
        &["geterr"],
        "",
        |interp, _| Ok(told(interp.memory.responses())),
        "What is done about faults, as a dict.",
        "geterr()",
    ),
    row(
        &["seterrcall"],
        "func",
        |_, args| match args.value("func") {
            Value::None => Ok(Value::None),
            Value::Lambda(_) | Value::Function(_) | Value::Method(_) | Value::Type(_) => {
                let message = "arr calls no function at a fault: use seterr(all='raise') or 'warn'";
                Err(E::NotImplemented { message: message.into() }.into())
            }
            _ => {
                let message = "python object must be callable or have a callable write method";
                Err(E::Type { message: message.into() }.into())
            }
        },
        "Forgets the function for faults; arr has none to call.",
        "seterrcall(None)",
    ),
    row(&["geterrcall"], "", |_, _| Ok(Value::None), "The function for faults: none.", "geterrcall()"),
];

/// Responses that a call asks for; what it leaves out stays.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    divide: Option<Response>,
    over: Option<Response>,
    under: Option<Response>,
    invalid: Option<Response>,
}

impl Asked {
    /// The responses from now on, where `before` is what they were.
    fn onto(self, before: Responses) -> Responses {
        Responses {
            divide: self.divide.unwrap_or(before.divide),
            over: self.over.unwrap_or(before.over),
            under: self.under.unwrap_or(before.under),
            invalid: self.invalid.unwrap_or(before.invalid),
        }
    }
}

/// The arguments of `seterr`, and of `errstate`.
fn asked(interp: &Interp, args: &Args) -> Result<Asked> {
    let one = |name: &str| -> Result<Option<Response>> {
        let Some(value) = args.some(name) else { return Ok(None) };
        let response = if let Value::Str(name) = value { Response::from_name(name) } else { None };
        let fail = || E::Value { message: format!("invalid error mode {}", interp.repr(value)) };
        response.map(Some).ok_or_else(|| fail().into())
    };
    let all = one("all")?;
    Ok(Asked {
        divide: one("divide")?.or(all),
        over: one("over")?.or(all),
        under: one("under")?.or(all),
        invalid: one("invalid")?.or(all),
    })
}

/// `errstate(…)`: what `with` enters, once only.
#[derive(Debug)]
struct State {
    asked: Asked,
    entered: Cell<bool>,
    /// What was done before it was entered.
    before: Cell<Option<Responses>>,
}

impl Object for State {
    fn type_name(&self) -> &'static str {
        "numpy.errstate"
    }

    fn enter(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.entered.replace(true) {
            return Err(E::Type { message: "Cannot enter `np.errstate` twice.".into() }.into());
        }
        let before = interp.memory.responses();
        self.before.set(Some(before));
        interp.memory.set_responses(self.asked.onto(before));
        Ok(Some(Value::None))
    }

    fn leave(&self, interp: &mut Interp) {
        if let Some(before) = self.before.take() {
            interp.memory.set_responses(before);
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Responses as `geterr` gives them.
fn told(responses: Responses) -> Value {
    let entries = [
        ("divide", responses.divide),
        ("over", responses.over),
        ("under", responses.under),
        ("invalid", responses.invalid),
    ];
    let entries = entries.into_iter().map(|(name, r)| (Key::Str(name.into()), Value::str(r.name())));
    Value::Dict(Shared::new(RefCell::new(entries.collect())))
}
