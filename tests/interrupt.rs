//! Ctrl-C, as the signal that a terminal sends. Each statement here would run for minutes: that it ends is the proof. How soon it ends is
//! measured by `cargo bench -- interrupt`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::run::{arr, finish};

fn interrupt(child: &Child) {
    let pid = i32::try_from(child.id()).expect("a process number");
    kill(Pid::from_raw(pid), Signal::SIGINT).expect("the child runs");
}

/// Waits for the line `ready`, and a little for what follows it to be under way.
fn until_ready(child: &mut Child) -> BufReader<ChildStdout> {
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    lines.read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n");
    std::thread::sleep(std::time::Duration::from_millis(100));
    lines
}

#[test]
fn a_long_operation_is_interrupted() {
    // One row of each family of kernels.
    let long = [
        "[sort(a)[0] for i in range(10000)]",
        "[argsort(a)[0] for i in range(10000)]",
        "[unique(a)[0] for i in range(10000)]",
        "[sin(a).sum() for i in range(1000000)]",
        "broadcast_to(a, (100000, 3000000)).sum(axis=0)",
        "broadcast_to(a, (100000, 3000000)).max()",
        "broadcast_to(a, (100000, 3000000)).argmax()",
        "[a.cumsum()[0] for i in range(1000000)]",
        "[a[a > 5].size for i in range(1000000)]",
        "[a[::-1].copy()[0] for i in range(1000000)]",
        "ones((9000, 9000)) @ ones((9000, 9000))",
        "[len(str(a.tolist())) for i in range(1000000)]",
        "[i for i in range(10**12) if i < 0]",
        // One of what is walked over, searched and compared in one go.
        "trim_zeros(broadcast_to(1.5, (3, 10**12)))",
        "[i for i in ndindex(10**9, 10**9) if i[0] < 0]",
        "5 in iter(range(6, 10**18))",
        "list(filter(lambda x: x < 0, range(10**18)))",
        "list(map(lambda x: x, filter(lambda x: x < 0, range(10**12))))",
        "sorted(filter(None, iter(range(10**18))), key=lambda x: -x)",
        "[t == t + (1,) for t in [(None,) * 10**6] for i in range(10**9)]",
        "[7**(2 * 10**6) // 3**(10**6) for i in range(10**6)]",
        "[('ab' * 10**7).replace('a', 'xyz').count('xyzc') for i in range(10**6)]",
        "print('ab' * 3 * 10**8)",
    ];
    for statement in long {
        let run = arr(["x.arr"]).file(
            "x.arr",
            format!("a = arange(3_000_000.)[::-1].copy()\nprint('ready', flush=True)\n{statement}\n"),
        );
        let mut child = run.command().spawn().expect("arr starts");
        drop(child.stdin.take());
        let rest = until_ready(&mut child);
        interrupt(&child);
        let given = finish(child);
        drop(rest);
        assert_eq!(given.stderr.lines().last(), Some("KeyboardInterrupt"), "{statement}: {}", given.stderr);
        assert_eq!(given.status, 130, "{statement}");
    }
}

/// A program ends though an iterator of its has not: it is not run to its end, neither there nor when it is made.
#[test]
fn what_still_iterates_ends_with_the_program() {
    arr(["-c", "it = iter(range(10**18)); rows = iter(broadcast_to(True, 2**60)); print(next(it), next(rows), next(it))"])
        .stdout("0 True 1\n")
        .check();
}

#[test]
fn a_script_of_small_statements_is_interrupted() {
    let run = arr(["-"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // More statements than it could run in hours.
    let writer = std::thread::spawn(move || {
        let mut text = b"print('ready', flush=True)\n".to_vec();
        while stdin.write_all(&text).is_ok() {
            text = b"x = arange(10)\n".repeat(1000);
        }
    });
    let rest = until_ready(&mut child);
    interrupt(&child);
    let given = finish(child);
    drop(rest);
    writer.join().expect("the writer ends");
    // The signal may also come while the next statements are waited for.
    assert!(matches!(given.stderr.lines().last(), Some("KeyboardInterrupt") | None), "{}", given.stderr);
    assert_eq!(given.status, 130);
}

#[test]
fn a_script_that_waits_for_its_input_is_interrupted() {
    let run = arr(["-"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"print('ready', flush=True)\n").expect("input");
    stdin.flush().expect("input");
    let rest = until_ready(&mut child);
    interrupt(&child);
    let given = finish(child);
    drop((rest, stdin));
    assert_eq!(given.status, 130, "{}", given.stderr);
}

#[test]
fn the_session_goes_on_after_an_interrupt() {
    let run = arr(["-i"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(b"a = arange(1000.)\nb = 1\nprint('ready', flush=True)\nb = [sin(a).sum() for i in range(10**12)]\n")
        .expect("input");
    let mut rest = until_ready(&mut child);
    interrupt(&child);
    // Nothing was bound by the statement that was interrupted.
    stdin.write_all(b"print(b, a[:2].sum())\n").expect("input");
    drop(stdin);
    let mut line = String::new();
    rest.read_line(&mut line).expect("a line");
    assert_eq!(line, "1 1.0\n");
    let given = finish(child);
    let last = given.stderr.lines().last();
    assert_eq!((last, given.status), (Some("KeyboardInterrupt"), 0), "{}", given.stderr);
}

#[test]
fn the_session_goes_on_after_an_interrupt_of_timing() {
    let run = arr(["-i"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(
            b"a = arange(3_000_000.)\nb = 7\nprint('ready', flush=True)\n%timeit -n 1000000 b = a[::-1].copy()\n",
        )
        .expect("input");
    let mut rest = until_ready(&mut child);
    interrupt(&child);
    // The name that was bound meanwhile is what it was.
    stdin.write_all(b"print(1 + 1, b)\n").expect("input");
    drop(stdin);
    let mut line = String::new();
    rest.read_line(&mut line).expect("a line");
    assert_eq!(line, "2 7\n");
    let given = finish(child);
    assert_eq!(given.stderr.matches("KeyboardInterrupt").count(), 1, "{}", given.stderr);
}
