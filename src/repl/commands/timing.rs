//! `%time` and `%timeit`: how long statements take.

use std::time::{Duration, Instant};

use crate::display::Text;
use crate::error::Result;
use crate::session::{Outcome, Ran};

use super::super::command::Call;

/// What a run of loops lasts at least, when the number of loops is not given.
const RUN: Duration = Duration::from_millis(100);
const RUNS: u64 = 7;

pub(in super::super) fn time(call: &mut Call<'_>) -> Result<Ran> {
    if call.arguments().is_empty() {
        return Err(call.usage());
    }
    let mut shown = Duration::ZERO;
    let start = Instant::now();
    let ran = call.session.run_from(call.line, call.arguments.0, &mut |outcome| {
        // Writing to a terminal is not the statement's time.
        let start = Instant::now();
        let more = (call.each)(outcome);
        shown += start.elapsed();
        more
    });
    let taken = start.elapsed().saturating_sub(shown);
    if ran.failed.is_some() || ran.stopped {
        return Ok(ran);
    }
    let mut text = Text::default();
    text.push(&format!("Wall time: {}\n", seconds(taken.as_secs_f64())));
    Ok(call.show(text))
}

pub(in super::super) fn timeit(call: &mut Call<'_>) -> Result<Ran> {
    let (loops, runs, at) = options(call).ok_or_else(|| call.usage())?;
    match measure(call, loops, runs, at) {
        Ok(text) => Ok(call.show(text)),
        Err(failure) => {
            let failed = Some(failure.exception);
            let more = (call.each)(Outcome { error: Some(failure), ..Outcome::default() });
            Ok(Ran { failed, stopped: !more })
        }
    }
}

/// The number of loops if it is given, of runs, and where the statement begins.
fn options(call: &Call<'_>) -> Option<(Option<u64>, u64, usize)> {
    let (mut loops, mut runs) = (None, RUNS);
    let mut at = call.arguments.0;
    loop {
        let rest = &call.line.text[at..];
        at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let option = rest.get(..2).filter(|option| matches!(*option, "-n" | "-r"));
        let Some(option) = option else { return (!rest.is_empty()).then_some((loops, runs, at)) };
        let value = rest[2..].trim_start();
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        // `-n` may also be the negative of a name.
        let number = value[..digits].parse::<u64>().ok().filter(|&number| number > 0);
        let Some(number) = number else { return Some((loops, runs, at)) };
        match option {
            "-n" => loops = Some(number),
            _ => runs = number,
        }
        at += rest.len() - value.len() + digits;
    }
}

fn measure(
    call: &mut Call<'_>,
    loops: Option<u64>,
    runs: u64,
    at: usize,
) -> Result<Text, crate::session::Failure> {
    let mut time = |loops| call.session.time(call.line, at, loops);
    let loops = match loops {
        Some(loops) => loops,
        None => {
            let mut loops = 1;
            // 1, 2, 5, 10, 20, 50, …
            while time(loops)? < RUN && loops < 1_000_000_000 {
                loops = if loops.to_string().starts_with('2') { loops / 2 * 5 } else { loops * 2 };
            }
            loops
        }
    };
    let mut each = Vec::new();
    for _ in 0..runs {
        each.push(time(loops)?.as_secs_f64() / loops as f64);
    }
    let mean = each.iter().sum::<f64>() / runs as f64;
    let deviation = (each.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / runs as f64).sqrt();
    let best = each.iter().copied().fold(f64::INFINITY, f64::min);
    let s = |n: u64| if n == 1 { "" } else { "s" };
    let mut text = Text::default();
    text.push(&format!(
        "{} ± {} per loop (mean ± std. dev. of {runs} run{}, {} loop{} each), best {}\n",
        seconds(mean),
        seconds(deviation),
        s(runs),
        grouped(loops),
        s(loops),
        seconds(best),
    ));
    Ok(text)
}

/// A time with three digits and a unit: `1.23 µs`.
fn seconds(seconds: f64) -> String {
    if seconds >= 60.0 {
        return format!("{}min {:.0}s", (seconds / 60.0) as u64, seconds % 60.0);
    }
    let (scale, unit) = match seconds {
        s if s >= 1.0 => (1.0, "s"),
        s if s >= 1e-3 => (1e3, "ms"),
        s if s >= 1e-6 => (1e6, "µs"),
        _ => (1e9, "ns"),
    };
    let value = seconds * scale;
    let decimals = match value {
        v if v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    format!("{value:.decimals$} {unit}")
}

/// `1,000,000`
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, seconds};

    #[test]
    fn three_digits_and_a_unit() {
        for (value, text) in [
            (1.234e-6, "1.23 µs"),
            (12.34e-9, "12.3 ns"),
            (0.5, "500 ms"),
            (75.0, "1min 15s"),
            (0.0, "0.00 ns"),
        ] {
            assert_eq!(seconds(value), text);
        }
        assert_eq!(grouped(1_000_000), "1,000,000");
        assert_eq!(grouped(50), "50");
    }
}
