//! Ctrl-C, as the signal that a terminal sends.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::run::{arr, finish};

/// The contract says a tenth of a second; a debug build on a machine that runs other tests meanwhile is given more.
const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1000 } else { 300 });

fn interrupt(child: &Child) {
    let status = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
    assert!(status.expect("sh runs").success());
}

/// Waits for the line `ready`, and a little for what follows it to be under way.
fn until_ready(child: &mut Child) -> BufReader<std::process::ChildStdout> {
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    lines.read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n");
    std::thread::sleep(Duration::from_millis(150));
    lines
}

/// Operations that would run for many seconds, each in one statement.
const LONG: &[&str] = &[
    "for_sorting = a[::-1].copy(); for_sorting.sort(); for_sorting.sort(kind='stable'); [sort(a[::-1]), sort(a[::-1]), sort(a[::-1]), sort(a[::-1])]",
    "sin(cos(exp(sin(cos(exp(sin(cos(exp(a * 0.5)))))))))",
    "ones((3000, 3000)) @ ones((3000, 3000))",
    "str(a.reshape(-1, 8).tolist())",
];

#[test]
fn a_long_operation_is_interrupted() {
    for statement in LONG {
        let run = arr(["x.arr"])
            .file("x.arr", format!("a = arange(30_000_000.)\nprint('ready', flush=True)\n{statement}\n"));
        let mut child = run.command().spawn().expect("arr starts");
        drop(child.stdin.take());
        let rest = until_ready(&mut child);
        let start = Instant::now();
        interrupt(&child);
        let given = finish(child);
        let took = start.elapsed();
        drop(rest);
        assert_eq!(given.stderr.lines().last(), Some("KeyboardInterrupt"), "{statement}: {}", given.stderr);
        assert_eq!(given.status, 130, "{statement}");
        assert!(took < SOON, "{statement}: {took:?}");
    }
}

#[test]
fn a_script_of_small_statements_is_interrupted() {
    let run = arr(["x.arr"])
        .file("x.arr", "print('ready', flush=True)\n".to_owned() + &"x = arange(10)\n".repeat(3_000_000));
    let mut child = run.command().spawn().expect("arr starts");
    drop(child.stdin.take());
    let rest = until_ready(&mut child);
    let start = Instant::now();
    interrupt(&child);
    let given = finish(child);
    drop(rest);
    assert_eq!(
        (given.stderr.lines().last(), given.status),
        (Some("KeyboardInterrupt"), 130),
        "{}",
        given.stderr
    );
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn a_script_that_waits_for_its_input_is_interrupted() {
    let run = arr(["-"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"print('ready', flush=True)\n").expect("input");
    stdin.flush().expect("input");
    let rest = until_ready(&mut child);
    let start = Instant::now();
    interrupt(&child);
    let given = finish(child);
    drop((rest, stdin));
    assert_eq!(given.status, 130, "{}", given.stderr);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn the_session_goes_on_after_an_interrupt() {
    let run = arr(["-i"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"a = arange(30_000_000.)\nb = 1\nprint('ready', flush=True)\nb = sin(cos(exp(sin(cos(exp(a))))))\n").expect("input");
    let mut rest = until_ready(&mut child);
    interrupt(&child);
    // Nothing was bound by the statement that was interrupted.
    stdin.write_all(b"print(b, a[:2].sum())\n").expect("input");
    drop(stdin);
    let mut line = String::new();
    rest.read_line(&mut line).expect("a line");
    assert_eq!(line, "1 1.0\n");
    let given = finish(child);
    assert_eq!(
        (given.stderr.lines().last(), given.status),
        (Some("KeyboardInterrupt"), 0),
        "{}",
        given.stderr
    );
}
