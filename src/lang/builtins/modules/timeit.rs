//! `timeit`

use std::any::Any;
use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::error::Result;

use super::super::super::call::{Args, Given};
use super::super::super::code::Code;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::object::Object;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::super::python::is_callable;
use super::arguments::{index, real, value_error};
use super::clock::steady;

pub(super) const TIMER: &str = "timeit.Timer";

/// How often a statement runs where nothing is said.
const NUMBER: i64 = 1_000_000;
/// The shortest time that `autorange` is content with.
const ENOUGH: f64 = 0.2;

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["timeit"],
        Home::In(Module::Timeit),
        "stmt='pass', setup='pass', timer=None, number=1000000, globals=None",
        |interp, args| {
            let timer = timer_of(interp, &args)?;
            let number = count(interp, args.get("number"), NUMBER)?;
            timer.run(interp, number).map(Value::Float)
        },
        Returns::Scalar,
        "The seconds that a statement takes, run so many times.",
        "import timeit; timeit.timeit('1 + 1', number=10) >= 0",
    ),
    Builtin::new(
        &["repeat"],
        Home::In(Module::Timeit),
        "stmt='pass', setup='pass', timer=None, repeat=5, number=1000000, globals=None",
        |interp, args| {
            let timer = timer_of(interp, &args)?;
            repeated(interp, &timer, &args)
        },
        Returns::Scalar,
        "The seconds that a statement takes, measured several times.",
        "import timeit; len(timeit.repeat('1 + 1', repeat=3, number=10))",
    ),
    Builtin::new(
        &["default_timer"],
        Home::In(Module::Timeit),
        "",
        |interp, _| Ok(Value::Float(steady(interp).as_nanos() as f64 / 1e9)),
        Returns::Scalar,
        "The seconds since some moment, for measuring.",
        "import timeit; timeit.default_timer() >= 0",
    ),
    Builtin::new(
        &["Timer"],
        Home::In(Module::Timeit),
        "stmt='pass', setup='pass', timer=None, globals=None",
        |interp, args| Ok(Value::object(TimerObject(Rc::new(timer_of(interp, &args)?)))),
        Returns::Other,
        "A statement that can be timed.",
        "import timeit; timeit.Timer('1 + 1').timeit(10) >= 0",
    ),
    Builtin::new(
        &["timeit"],
        Home::Object(TIMER),
        "number=1000000",
        |interp, args| {
            let Some(timer) = this(&args) else { return Ok(Value::None) };
            let number = count(interp, args.get("number"), NUMBER)?;
            timer.run(interp, number).map(Value::Float)
        },
        Returns::Scalar,
        "The seconds that the statement takes, run so many times.",
        "import timeit; timeit.Timer('1 + 1').timeit(10) >= 0",
    ),
    Builtin::new(
        &["repeat"],
        Home::Object(TIMER),
        "repeat=5, number=1000000",
        |interp, args| match this(&args) {
            Some(timer) => repeated(interp, &timer, &args),
            None => Ok(Value::None),
        },
        Returns::Scalar,
        "The seconds that the statement takes, measured several times.",
        "import timeit; len(timeit.Timer('1 + 1').repeat(3, 10))",
    ),
    Builtin::new(
        &["autorange"],
        Home::Object(TIMER),
        "callback=None",
        |interp, args| {
            let Some(timer) = this(&args) else { return Ok(Value::None) };
            let mut scale = 1;
            loop {
                for digit in [1, 2, 5] {
                    let number = scale * digit;
                    let time = timer.run(interp, number)?;
                    if let Some(callback) = args.some("callback").cloned() {
                        interp.call(&callback, Given::places([Value::Int(number), Value::Float(time)]))?;
                    }
                    if time >= ENOUGH {
                        return Ok(Value::tuple(vec![Value::Int(number), Value::Float(time)]));
                    }
                }
                scale *= 10;
            }
        },
        Returns::Scalar,
        "How often the statement runs in a fifth of a second, and the seconds.",
        "import timeit; timeit.Timer('1 + 1').autorange()[0] > 0",
    ),
];

/// What is timed.
#[derive(Debug)]
enum Work {
    Call(Value),
    Codes(Vec<Rc<Code>>),
}

#[derive(Debug)]
struct Timer {
    work: Work,
    setup: Work,
    clock: Option<Value>,
}

#[derive(Debug)]
struct TimerObject(Rc<Timer>);

impl Object for TimerObject {
    fn type_name(&self) -> &'static str {
        TIMER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn this(args: &Args) -> Option<Rc<Timer>> {
    let Value::Object(object) = args.this() else { return None };
    object.as_any().downcast_ref::<TimerObject>().map(|timer| Rc::clone(&timer.0))
}

fn timer_of(interp: &mut Interp, args: &Args) -> Result<Timer> {
    let mut work = |name: &str| match args.get(name).cloned() {
        None => Ok(Work::Codes(Vec::new())),
        Some(Value::Str(text)) => interp.codes_of(&text).map(Work::Codes),
        Some(other) if is_callable(&other) => Ok(Work::Call(other)),
        Some(_) => Err(value_error(format!("{name} is neither a string nor callable"))),
    };
    let (setup, work) = (work("setup"), work("stmt"));
    let (work, setup) = (work?, setup?);
    Ok(Timer { work, setup, clock: args.some("timer").cloned() })
}

fn count(interp: &mut Interp, value: Option<&Value>, default: i64) -> Result<i64> {
    match value.cloned() {
        None => Ok(default),
        Some(value) => index(interp, &value)?.to_i64().ok_or_else(|| E::IntToLong {}.into()),
    }
}

fn repeated(interp: &mut Interp, timer: &Timer, args: &Args) -> Result<Value> {
    let repeat = count(interp, args.get("repeat"), 5)?;
    let number = count(interp, args.get("number"), NUMBER)?;
    let times =
        (0..repeat).map(|_| timer.run(interp, number).map(Value::Float)).collect::<Result<Vec<_>>>()?;
    Ok(Value::list(times))
}

impl Work {
    fn run(&self, interp: &mut Interp) -> Result<()> {
        match self {
            Self::Call(function) => interp.call(function, Given::default()).map(drop),
            Self::Codes(codes) => codes.iter().try_for_each(|code| interp.run_module(code)),
        }
    }
}

impl Timer {
    fn now(&self, interp: &mut Interp) -> Result<f64> {
        match &self.clock {
            Some(clock) => {
                let now = interp.call(clock, Given::default())?;
                real(interp, &now)
            }
            None => Ok(steady(interp).as_nanos() as f64 / 1e9),
        }
    }

    fn run(&self, interp: &mut Interp, number: i64) -> Result<f64> {
        let echoes = std::mem::replace(&mut interp.echoes, false);
        let result = self.measured(interp, number);
        interp.echoes = echoes;
        result
    }

    fn measured(&self, interp: &mut Interp, number: i64) -> Result<f64> {
        self.setup.run(interp)?;
        let start = self.now(interp)?;
        for _ in 0..number {
            interp.memory.check_interrupt()?;
            self.work.run(interp)?;
        }
        Ok(self.now(interp)? - start)
    }
}
