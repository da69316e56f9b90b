//! `time`, and what the calendar says of a moment.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use num_traits::ToPrimitive;

use crate::error::Result;

use super::super::super::call::Args;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::super::named::NamedClass;
use super::arguments::{index, real, type_error, value_error};
use super::calendar::{Moment, format, local_offset, zone_name};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Time), parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["time"],
        "",
        |_, _| Ok(Value::Float(now_ns() as f64 / 1e9)),
        "The seconds since 1970.",
        "import time; time.time() > 0",
    ),
    row(
        &["time_ns"],
        "",
        |_, _| Ok(Value::big(now_ns().into())),
        "The nanoseconds since 1970.",
        "import time; time.time_ns() > 0",
    ),
    row(
        &["perf_counter", "monotonic"],
        "",
        |interp, _| Ok(Value::Float(steady(interp).as_nanos() as f64 / 1e9)),
        "The seconds since some moment, for measuring.",
        "import time; time.perf_counter() >= 0",
    ),
    row(
        &["perf_counter_ns", "monotonic_ns"],
        "",
        |interp, _| Ok(Value::big(steady(interp).as_nanos().into())),
        "The nanoseconds since some moment, for measuring.",
        "import time; time.perf_counter_ns() >= 0",
    ),
    row(
        &["process_time", "thread_time"],
        "",
        |interp, _| Ok(Value::Float(worked(interp).as_nanos() as f64 / 1e9)),
        "The seconds that the processor worked for the program.",
        "import time; time.process_time() >= 0",
    ),
    row(
        &["process_time_ns"],
        "",
        |interp, _| Ok(Value::big(worked(interp).as_nanos().into())),
        "The nanoseconds that the processor worked for the program.",
        "import time; time.process_time_ns() >= 0",
    ),
    row(&["sleep"], "seconds, /", sleep, "Waits; Ctrl-C ends the wait.", "import time; time.sleep(0)"),
    row(
        &["gmtime"],
        "seconds=None, /",
        |interp, args| Ok(structure(&Moment::of(seconds(interp, args.get("seconds"))?, 0), 0)),
        "A moment as year, month, day and so on, in Greenwich.",
        "import time; time.gmtime(0).tm_year",
    ),
    row(
        &["localtime"],
        "seconds=None, /",
        |interp, args| {
            let seconds = seconds(interp, args.get("seconds"))?;
            let (offset, summer) = local_offset(seconds);
            Ok(structure(&Moment::of(seconds, offset), i64::from(summer)))
        },
        "A moment as year, month, day and so on, here.",
        "import time; len(time.localtime(0))",
    ),
    row(
        &["mktime"],
        "tuple, /",
        |interp, args| {
            let moment = moment(interp, args.value("tuple"))?;
            let plain = moment.seconds();
            let offset = local_offset(plain - local_offset(plain).0).0;
            Ok(Value::Float((plain - offset) as f64))
        },
        "The seconds since 1970 of a local time.",
        "import time; time.mktime(time.localtime(0))",
    ),
    row(
        &["strftime"],
        "format, tuple=<no value>, /",
        |interp, args| {
            let Value::Str(text) = args.value("format").clone() else {
                let name = args.value("format").type_name();
                return Err(type_error(format!("strftime() argument 1 must be str, not {name}")));
            };
            let moment = given_or_now(interp, args.get("tuple"))?;
            Ok(Value::from(format(&text, &moment, 0, Some(zone_name(moment.seconds())), None)))
        },
        "A time as text.",
        "import time; time.strftime('%Y-%m-%d', time.gmtime(0))",
    ),
    row(
        &["asctime"],
        "tuple=<no value>, /",
        |interp, args| Ok(Value::from(plain_text(&given_or_now(interp, args.get("tuple"))?))),
        "A time as plain text.",
        "import time; time.asctime(time.gmtime(0))",
    ),
    row(
        &["ctime"],
        "seconds=None, /",
        |interp, args| {
            let seconds = seconds(interp, args.get("seconds"))?;
            Ok(Value::from(plain_text(&Moment::of(seconds, local_offset(seconds).0))))
        },
        "A moment here as plain text.",
        "import time; len(time.ctime(0))",
    ),
    row(
        &["struct_time"],
        "iterable, /",
        |interp, args| {
            let items = interp.items(args.value("iterable"))?;
            if items.len() != 9 {
                let n = items.len();
                return Err(type_error(format!(
                    "time.struct_time() takes an at least 9-sequence ({n}-sequence given)"
                )));
            }
            Ok(STRUCT_TIME.tuple(items))
        },
        "A time as a tuple whose items have names.",
        "import time; time.struct_time((1970, 1, 1, 0, 0, 0, 3, 1, 0)).tm_year",
    ),
];

/// What is no row.
pub(super) const CONSTANTS: &[&str] = &["timezone", "altzone", "daylight", "tzname"];

/// `time.timezone` and its like.
pub(super) fn constant(name: &str) -> Option<Value> {
    let now = (now_ns() / 1_000_000_000) as i64;
    Some(match name {
        "timezone" | "altzone" => Value::Int(-local_offset(now).0),
        "daylight" => Value::Int(0),
        "tzname" => Value::tuple(vec![Value::from(zone_name(now)), Value::from(zone_name(now))]),
        _ => return None,
    })
}

static STRUCT_TIME: NamedClass = NamedClass {
    name: "time.struct_time",
    fields: &[
        "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
    ],
};

/// The nanoseconds since 1970.
pub(super) fn now_ns() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos())
}

/// The time since the interpreter was first asked for it.
pub(super) fn steady(interp: &mut Interp) -> Duration {
    interp.modules.started.get_or_insert_with(|| Instant::now() - Duration::from_millis(1)).elapsed()
}

fn worked(interp: &mut Interp) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanos = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| steady(interp), Duration::from_nanos)
}

fn sleep(interp: &mut Interp, args: Args) -> Result<Value> {
    const SLICE: Duration = Duration::from_millis(20);
    let value = args.value("seconds").clone();
    let seconds = match &value {
        Value::Str(_)
        | Value::None
        | Value::List(_)
        | Value::Tuple(_)
        | Value::Dict(_)
        | Value::Complex(_) => {
            return Err(E::NotAnInteger { type_name: value.type_name() }.into());
        }
        other => real(interp, other)?,
    };
    if seconds.is_nan() {
        return Err(value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(value_error("sleep length must be non-negative"));
    }
    let Ok(whole) = Duration::try_from_secs_f64(seconds) else {
        return Err(E::Overflow { message: "timestamp too large to convert to C _PyTime_t".into() }.into());
    };
    interp.show_now();
    let start = Instant::now();
    loop {
        interp.memory.check_interrupt()?;
        match whole.checked_sub(start.elapsed()) {
            Some(left) if !left.is_zero() => std::thread::sleep(left.min(SLICE)),
            _ => return Ok(Value::None),
        }
    }
}

/// The seconds that are given, or those of now.
fn seconds(interp: &mut Interp, value: Option<&Value>) -> Result<i64> {
    match value {
        None | Some(Value::None) => Ok((now_ns() / 1_000_000_000) as i64),
        Some(value) => {
            let seconds = real(interp, &value.clone())?;
            if seconds.is_nan() {
                return Err(value_error("Invalid value NaN (not a number)"));
            }
            let floor = seconds.floor();
            if floor.abs() > 6.7e16 {
                return Err(
                    E::Overflow { message: "timestamp out of range for platform time_t".into() }.into()
                );
            }
            Ok(floor as i64)
        }
    }
}

fn structure(moment: &Moment, summer: i64) -> Value {
    let parts = [
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.weekday(),
        moment.day_of_year(),
        summer,
    ];
    STRUCT_TIME.tuple(parts.into_iter().map(Value::Int).collect())
}

fn given_or_now(interp: &mut Interp, value: Option<&Value>) -> Result<Moment> {
    match value {
        Some(value) => moment(interp, &value.clone()),
        None => {
            let now = (now_ns() / 1_000_000_000) as i64;
            Ok(Moment::of(now, local_offset(now).0))
        }
    }
}

/// A time from a tuple of nine ints.
fn moment(interp: &mut Interp, value: &Value) -> Result<Moment> {
    let is_tuple = match value {
        Value::Tuple(_) => true,
        Value::Object(object) => object.named_items().is_some(),
        _ => false,
    };
    if !is_tuple {
        return Err(type_error("Tuple or struct_time argument required"));
    }
    let items = interp.items(value)?;
    if items.len() != 9 {
        return Err(type_error(format!("function takes exactly 9 arguments ({} given)", items.len())));
    }
    let mut parts = [0; 9];
    for (slot, item) in parts.iter_mut().zip(&items) {
        *slot = index(interp, item)?.to_i64().ok_or(E::IntToLong {})?;
    }
    let [year, month, day, hour, minute, second, ..] = parts;
    for (part, low, high, words) in [
        (month, 0, 12, "month out of range"),
        (day, 0, 31, "day of month out of range"),
        (hour, 0, 23, "hour out of range"),
        (minute, 0, 59, "minute out of range"),
        (second, 0, 61, "seconds out of range"),
    ] {
        if part < low || part > high {
            return Err(value_error(words));
        }
    }
    Ok(Moment { year, month: month.max(1), day: day.max(1), hour, minute, second })
}

fn plain_text(moment: &Moment) -> String {
    let name = |names: &[&str], i: i64| names.get(i as usize).map_or("", |name| &name[..3]).to_owned();
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        name(&super::calendar::DAYS, moment.weekday()),
        name(&super::calendar::MONTHS, moment.month - 1),
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.year
    )
}
