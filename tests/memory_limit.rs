//! `--max-memory`: every function and method of the table is called with huge arguments. The process never holds much more than the limit,
//! and each statement ends: with a value, with an error, or at Ctrl-C.
//!
//! The statements are drawn from the table: the example of each row with one number, text or list of it made huge, and the row called with
//! huge values in every required place. So a new row is tried by itself. `MEMORY_LIMIT=all` tries more values and waits longer: some 8,000
//! statements, ten minutes.

#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use arr::lang::{Home, RowId, Table};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::run::{Run, arr};

const LIMIT: &str = "200M";
/// The most that the process may hold, in KiB.
const MOST: usize = 260 << 10;
/// Where a process holds more than this after a statement, the next begins in a new one, in KiB.
const CLEAN: usize = 60 << 10;
/// How long a statement may run before Ctrl-C, and how long it may go on then.
const PATIENCE: Duration = Duration::from_millis(100);
const LONG_PATIENCE: Duration = Duration::from_millis(400);
const STOPPING: Duration = Duration::from_secs(10);

/// What only ends the session or waits for a person.
const SKIPPED: [&str; 6] = ["exit", "quit", "input", "breakpoint", "sleep", "help"];

/// What is put in the place of a number, of a text, of a list: the first of each, or all.
const NUMBERS: [&str; 3] = ["10**9", "10**8", "2**61"];
const TEXTS: [&str; 1] = ["('ab' * (2 * 10**7))"];
const LISTS: [&str; 3] =
    ["np.broadcast_to(1.5, (10**5, 10**5))", "([1, 2] * (2 * 10**6))", "np.arange(4.0 * 10**6)"];
/// What is given in every required place of a function: the first few, or all.
const VALUES: [&str; 6] = [
    "10**9",
    "np.broadcast_to(1, 10**10)",
    "(10**6, 10**6)",
    "np.broadcast_to(1.5, (10**6, 10**3))",
    "range(10**9)",
    "('ab' * (3 * 10**7))",
];
const FEW: usize = 2;

/// Whether everything is tried.
fn is_thorough() -> bool {
    std::env::var("MEMORY_LIMIT").is_ok_and(|wish| wish == "all")
}

/// An `arr -i` that statements are given to, one after another.
struct Session {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<Vec<u8>>,
    told: Arc<Mutex<Vec<u8>>>,
    marks: usize,
    _run: Run,
}

impl Session {
    fn start() -> Self {
        let run = arr(["--max-memory", LIMIT, "--tags", "off", "--notes", "off", "-i", "-"]);
        let mut child = run.command().spawn().expect("arr starts");
        let stdin = child.stdin.take().expect("a pipe");
        let (send, lines) = channel();
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        std::thread::spawn(move || {
            let mut line = Vec::new();
            while out.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
                // Only marks are looked at.
                if line.starts_with(b"@@") && send.send(std::mem::take(&mut line)).is_err() {
                    break;
                }
                line.clear();
            }
        });
        let told = Arc::new(Mutex::new(Vec::new()));
        let (mut err, keep) = (child.stderr.take().expect("a pipe"), Arc::clone(&told));
        std::thread::spawn(move || {
            let mut piece = [0; 1 << 12];
            while let Ok(n @ 1..) = std::io::Read::read(&mut err, &mut piece) {
                keep.lock().expect("a lock").extend_from_slice(&piece[..n]);
            }
        });
        let mut session = Self { child, stdin, lines, told, marks: 0, _run: run };
        assert_eq!(session.ended("import numpy as np, math, copy", STOPPING), Ok(()));
        session
    }

    fn pid(&self) -> i32 {
        i32::try_from(self.child.id()).expect("a process number")
    }

    /// A line of what the system says of the process's memory, in KiB.
    fn memory(&self, name: &str) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Runs a statement to its end, or to Ctrl-C after some time; what is wrong otherwise.
    fn ended(&mut self, statement: &str, patience: Duration) -> Result<(), String> {
        self.marks += 1;
        let marks = self.marks;
        let _ = writeln!(self.stdin, "{statement}\n\nprint('@@{marks}', flush=True)");
        let begun = Instant::now();
        let mut interrupted: Option<Instant> = None;
        loop {
            let left = match interrupted {
                None => (begun + patience).saturating_duration_since(Instant::now()),
                // The interrupt may have met the mark instead of the statement: another is asked for.
                Some(_) => Duration::from_millis(300),
            };
            match self.lines.recv_timeout(left) {
                Ok(line) if line == format!("@@{marks}\n").into_bytes() => return Ok(()),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) if interrupted.is_none() => {
                    let _ = kill(Pid::from_raw(self.pid()), Signal::SIGINT);
                    interrupted = Some(Instant::now());
                }
                Err(RecvTimeoutError::Timeout) if interrupted.is_some_and(|at| at.elapsed() < STOPPING) => {
                    let _ = writeln!(self.stdin, "print('@@{marks}', flush=True)");
                }
                Err(RecvTimeoutError::Timeout) => return Err(format!("goes on {STOPPING:?} after Ctrl-C")),
                Err(RecvTimeoutError::Disconnected) => return Err(format!("ended: {:?}", self.child.wait())),
            }
        }
    }

    /// Runs a statement; what is wrong with what it did, and whether the session is as good as new.
    fn run(&mut self, statement: &str) -> (Option<String>, bool) {
        // From here on the most is that of this statement.
        std::fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").expect("the process is ours");
        self.told.lock().expect("a lock").clear();
        let patience = if is_thorough() { LONG_PATIENCE } else { PATIENCE };
        let mut wrong = self.ended(statement, patience).err();
        let is_alive = wrong.is_none();
        let most = self.memory("VmHWM").unwrap_or_default();
        if most > MOST {
            wrong = Some(format!("held {} MiB", most >> 10));
        }
        let told = self.told.lock().expect("a lock");
        let told = String::from_utf8_lossy(&told);
        if let Some(line) = told.lines().find(|line| line.starts_with("SystemError")) {
            wrong = Some(line.to_owned());
        }
        let is_good = is_alive && self.memory("VmRSS").is_some_and(|held| held < CLEAN);
        (wrong, is_good)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The example of a row with one of its numbers, texts and lists after the other made huge.
fn examples(example: &str) -> Vec<String> {
    let bytes = example.as_bytes();
    let (mut out, few) = (Vec::new(), if is_thorough() { usize::MAX } else { 1 });
    let mut put = |start: usize, end: usize, huge: &[&str]| {
        out.extend(
            huge.iter().take(few).map(|huge| format!("{}{huge}{}", &example[..start], &example[end..])),
        );
    };
    let mut at = 0;
    while at < bytes.len() {
        let before = at.checked_sub(1).map(|i| bytes[i]);
        let starts =
            |from: usize, is: fn(&u8) -> bool| from + bytes[from..].iter().take_while(|b| is(b)).count();
        match bytes[at] {
            b'0'..=b'9' => {
                let end = starts(at, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_'));
                put(at, end, &NUMBERS);
                at = end;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => at = starts(at, |b| b.is_ascii_alphanumeric() || *b == b'_'),
            quote @ (b'\'' | b'"') => {
                let Some(length) = bytes[at + 1..].iter().position(|b| *b == quote) else { break };
                let end = at + length + 2;
                if before.is_none_or(|b| !b.is_ascii_alphanumeric()) {
                    put(at, end, &TEXTS);
                } else if before == Some(b'b') {
                    put(at - 1, end, &["(b'ab' * (3 * 10**7))"]);
                }
                at = end;
            }
            b'[' => {
                let mut depth = 0;
                let end = bytes[at..].iter().position(|b| {
                    depth += i32::from(*b == b'[') - i32::from(*b == b']');
                    depth == 0
                });
                // An index stays as it is.
                if let Some(length) = end
                    && before.is_none_or(|b| !(b.is_ascii_alphanumeric() || matches!(b, b')' | b']' | b'_')))
                {
                    put(at, at + length + 1, &LISTS);
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    out
}

/// A call of a row with huge values in every required place.
fn calls(row: RowId) -> Vec<String> {
    let name = row.name();
    let owner = match row.row().home {
        Home::Numpy => "np.".to_owned(),
        Home::In(module) => format!("{}.", module.name()).replacen("numpy.", "np.", 1),
        Home::Bare => String::new(),
        Home::Array => "np.broadcast_to(1.5, (10**6, 10**3)).".to_owned(),
        Home::Str => "('ab' * (3 * 10**7)).".to_owned(),
        Home::Bytes => "(b'ab' * (3 * 10**7)).".to_owned(),
        Home::List => "([1, 2] * (2 * 10**6)).".to_owned(),
        Home::Tuple => "((1, 2) * (2 * 10**6)).".to_owned(),
        Home::Dict => "dict.fromkeys(range(5 * 10**5)).".to_owned(),
        Home::Number => "(1 << 10**8).".to_owned(),
        Home::Ufunc => "np.add.".to_owned(),
        _ => return Vec::new(),
    };
    let required = row.signature().parameters().iter().filter(|p| p.default.is_none()).count();
    let values = if required == 0 { &VALUES[..1] } else { &VALUES[..] };
    let few = if is_thorough() { values.len() } else { FEW };
    let values = values.iter().take(few);
    values.map(|value| format!("{owner}{name}({})", vec![*value; required].join(", "))).collect()
}

/// Every statement.
fn statements() -> Vec<String> {
    let mut all = Vec::new();
    for row in Table::get().rows() {
        if row.row().names.iter().any(|name| SKIPPED.contains(name)) {
            continue;
        }
        all.extend(examples(row.row().example));
        all.extend(calls(row));
    }
    all.retain(|statement| !statement.contains('\n'));
    all
}

#[test]
fn no_function_passes_the_limit() {
    let statements = Mutex::new(statements().into_iter());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let mut session = Session::start();
                loop {
                    let next = statements.lock().expect("a lock").next();
                    let Some(statement) = next else { break };
                    let (fault, is_good) = session.run(&statement);
                    if let Some(fault) = fault {
                        wrong.lock().expect("a lock").push(format!("{statement}\n    {fault}"));
                    }
                    if !is_good {
                        session = Session::start();
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("a lock");
    assert!(wrong.is_empty(), "{} statements\n{}", wrong.len(), wrong.join("\n"));
}

/// Allocations of a size that no user chooses, or that was asked for just before: the file, and the size as it is written.
const ASKED: [(&str, &str); 30] = [
    // How many operands, axes, names or attributes a statement has.
    ("lang/builtins/nditer/build.rs", "n"),
    ("lang/vm/call.rs", "code.registers"),
    ("lang/vm/matching.rs", "count"),
    ("ops/gufunc/geometry.rs", "cores[nin]"),
    ("ops/gufunc/geometry.rs", "lacking"),
    ("ops/index/mask.rs", "n"),
    ("ops/index/mod.rs", "n"),
    ("ops/index/parse.rs", "usize::from(flag)"),
    ("ops/shape/dims.rs", "extra"),
    ("display/stretched.rs", "axis"),
    // What `with_room`, `check_room` or `format_room` was asked for.
    ("display/pieces.rs", "times"),
    ("display/pieces.rs", "times * character.len_utf8()"),
    ("display/pieces.rs", "times % MANY"),
    ("display/format_number.rs", "wanted + wanted / size"),
    ("display/format_number.rs", "wanted - count"),
    ("lang/builtins/numerals.rs", "padding.max(0) as usize"),
    ("lang/builtins/strings.rs", "left"),
    ("lang/builtins/strings.rs", "missing - left"),
    ("lang/builtins/words.rs", "missing"),
    ("lang/percent.rs", "missing"),
    ("lang/string.rs", "n"),
    ("lang/builtins/words.rs", "n"),
    ("lang/builtins/modules/json.rs", "n"),
    ("lang/builtins/modules/re/program.rs", "program.slots"),
    ("lang/text.rs", "bytes"),
    ("lang/text.rs", "part, times"),
    ("lang/nest.rs", "n: usize"),
    ("ops/bits.rs", "count.saturating_sub(all)"),
    ("lang/iter.rs", "least"),
    ("memory/pool.rs", "words"),
];

/// Whether a size is bounded by itself: a number, a constant, so many axes, or in proportion to what is there already.
fn is_bounded(size: &str) -> bool {
    let constant = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    size.contains(".len()")
        || size.contains("ndim")
        || size.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(constant)
}

/// The sizes of the allocations on a line.
fn sizes(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (start, end) in [
        ("with_capacity(", ')'),
        (".reserve(", ')'),
        (".reserve_exact(", ')'),
        (".repeat(", ')'),
        ("vec![", ']'),
        ("repeat_n(", ')'),
    ] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            let mut depth = 0;
            let close = rest.find(|c: char| {
                depth += i32::from("([".contains(c)) - i32::from(")]".contains(c));
                depth < 0 && c == end
            });
            let inside = &rest[..close.unwrap_or(rest.len())];
            match start {
                "vec![" => found.extend(inside.rsplit_once("; ").map(|(_, size)| size)),
                "repeat_n(" => found.extend(inside.rsplit_once(", ").map(|(_, size)| size)),
                _ => found.push(inside),
            }
        }
    }
    found
}

/// Text and elements are put in memory through `memory::with_room`, `filled`, `made`, a `Maker` or a `Kept`, which ask the limit.
#[test]
fn no_allocation_goes_around_the_limit() {
    let root = crate::run::repository("src");
    let mut wrong = Vec::new();
    for path in crate::run::files("src", "rs") {
        let name = path.strip_prefix(&root).expect("below the root").to_string_lossy().into_owned();
        if !["memory/", "ops/", "display/", "lang/"].iter().any(|layer| name.starts_with(layer)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in
            code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for size in sizes(line) {
                let asked = ASKED.iter().any(|(file, known)| name == *file && size == *known);
                if !asked && !is_bounded(size) {
                    wrong.push(format!("{name}:{}: {size}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
