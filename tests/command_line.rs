//! Flags, sources of statements, and exit statuses.

use std::process::Stdio;

use crate::run::{arr, finish, statements};

#[test]
fn statements_of_an_argument_run() {
    arr(["-c", "a = [1, 2]\na; print(a + 1)"]).stdout("array([1, 2]) @m1\n[2 3] @m2\n").check();
}

#[test]
fn a_file_runs() {
    arr(["x.arr"]).file("x.arr", "x = 2\nx ** 10\n").stdout("1024\n").check();
}

#[test]
fn standard_input_runs_with_and_without_a_dash() {
    arr(["-"]).stdin("1 + 1").stdout("2\n").check();
    arr([""; 0]).stdin("1 + 1").stdout("2\n").check();
}

#[test]
fn nothing_to_run_is_no_error() {
    arr(["-"]).check();
    arr(["-c", ""]).check();
    arr(["x.arr"]).file("x.arr", "").check();
    arr(["x.arr"]).file("x.arr", "\n# nothing\n\n").check();
}

#[test]
fn the_first_error_stops_a_script() {
    arr(["x.arr"])
        .file("x.arr", "print(1)\nprint(nobody)\nprint(2)\n")
        .stdout("1\n")
        .stderr(
            "  File \"x.arr\", line 2\n    print(nobody)\n          ^^^^^^\nNameError: name 'nobody' is not defined\n",
        )
        .status(1)
        .check();
}

#[test]
fn an_error_names_its_source() {
    for (args, source) in [(vec!["-c", "1 / 0"], "<string>"), (vec!["-"], "<stdin>")] {
        arr(args)
            .stdin("1 / 0")
            .stderr(format!(
                "  File \"{source}\", line 1\n    1 / 0\n    ^^^^^\nZeroDivisionError: division by zero\n"
            ))
            .status(1)
            .check();
    }
}

#[test]
fn values_and_errors_keep_their_streams() {
    arr(["-c", "print(7); [1] / 0; None.x"])
        .stdout("7\narray([inf]) @m1\n")
        .stderr(
            "<string>:1: RuntimeWarning: divide by zero encountered in divide\n  File \"<string>\", line 1\n    print(7); [1] / 0; None.x\n                       ^^^^^^\nAttributeError: 'NoneType' object has no attribute 'x'\n",
        )
        .status(1)
        .check();
}

#[test]
fn piped_input_goes_on_after_an_error_with_i() {
    arr(["-i"])
        .stdin("a = 1\nb\na\n")
        .stdout("1\n")
        .stderr("  File \"<stdin>\", line 2\n    b\n    ^\nNameError: name 'b' is not defined\n")
        .check();
}

#[test]
fn a_file_with_i_is_followed_by_the_input() {
    arr(["-i", "x.arr"]).file("x.arr", "a = 41\n").stdin("a + 1\n").stdout("42\n").check();
}

#[test]
fn a_file_that_is_not_there_is_wrong_usage() {
    arr(["no.arr"]).stderr("arr: can't open file 'no.arr': No such file or directory\n").status(2).check();
}

#[test]
fn a_directory_is_wrong_usage() {
    arr(["d"]).file("d/x", "").stderr("arr: can't open file 'd': is a directory\n").status(2).check();
}

#[test]
fn wrong_flags_are_wrong_usage() {
    for args in [
        vec!["--nonsense"],
        vec!["-c"],
        vec!["--tags", "maybe"],
        vec!["--color", "green"],
        vec!["--max-memory", "much"],
        vec!["--max-memory", "3X"],
        vec!["test"],
    ] {
        arr(args).refused_with("For more information, try '--help'.").check();
    }
}

#[test]
fn help_and_version_go_to_stdout() {
    let help = arr(["--help"]).given();
    assert_eq!((help.status, help.stderr.as_str()), (0, ""));
    for flag in ["-c", "-i", "--tags", "--notes", "--color", "--max-memory", "test"] {
        assert!(help.stdout.contains(flag), "{flag} is missing in\n{}", help.stdout);
    }
    arr(["--version"]).stdout(concat!("arr ", env!("CARGO_PKG_VERSION"), "\n")).check();
}

#[test]
fn text_that_is_not_utf8_stops_where_it_stands() {
    let run = arr(["x.arr"]).file("x.arr", b"print(1)\nx = '\xff'\nprint(2)\n");
    run.stdout("1\n")
        .fails_with("SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte")
        .check();
}

#[test]
fn a_null_byte_stops_where_it_stands() {
    let run = arr(["x.arr"]).file("x.arr", "print(1)\n\0print(2)\n");
    run.stdout("1\n").fails_with("SyntaxError: source code cannot contain null bytes").check();
}

#[test]
fn byte_order_mark_and_line_ends_of_other_systems() {
    arr(["x.arr"])
        .file("x.arr", "\u{feff}a = [1,\r\n  2]\r\nprint(a)\r\nprint('''x\r\ny''')")
        .stdout("[1 2] @m1\nx\ny\n")
        .check();
}

#[test]
fn a_line_of_megabytes() {
    let long = "x".repeat(3 << 20);
    arr(["x.arr"]).file("x.arr", format!("s = '{long}'\nprint(len(s))\n")).stdout("3145728\n").check();
    let list = "1,".repeat(200_000);
    arr(["x.arr"])
        .file("x.arr", format!("a = [{list}]\nprint(a.size, a.sum())\n"))
        .stdout("200000 200000\n")
        .check();
}

#[test]
fn depth_ends_in_an_error() {
    let n = 100_000;
    for (text, message) in [
        (format!("{}1{}", "(".repeat(n), ")".repeat(n)), "too many nested parentheses"),
        (format!("{}{}", "[".repeat(n), "]".repeat(n)), "too many nested parentheses"),
        (format!("{}1", "-".repeat(n)), "expression nested too deeply"),
        (format!("{}1", "not ".repeat(n)), "expression nested too deeply"),
        (format!("{}1", "1 + ".repeat(n)), "expression nested too deeply"),
        (format!("{}1", "2 ** ".repeat(n)), "expression nested too deeply"),
        (format!("{}1", "1 if 1 else ".repeat(n)), "expression nested too deeply"),
        (format!("a{}", ".T".repeat(n)), "expression nested too deeply"),
        (format!("a{}", "[0]".repeat(n)), "expression nested too deeply"),
        (format!("a{}", "()".repeat(n)), "expression nested too deeply"),
    ] {
        statements(&text).fails_with(&format!("SyntaxError: {message}")).check();
    }
}

#[test]
fn a_script_may_be_long() {
    let script = "x = 1\nx += 1\n".repeat(20_000) + "print(x)\n";
    arr(["x.arr"]).file("x.arr", script).stdout("2\n").check();
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let run = arr(["x.arr"]).file("x.arr", "print(arange(1000))\n".repeat(2_000));
    let mut child = run.command().spawn().expect("arr starts");
    // As `head -0` would: nobody reads.
    drop(child.stdout.take());
    let given = finish(child);
    assert_eq!((given.stderr.as_str(), given.status), ("", 0));
}

#[test]
fn a_closed_pipe_ends_an_endless_input() {
    let run = arr(["-"]);
    let mut child = run.command().stdin(Stdio::piped()).spawn().expect("arr starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        use std::io::Write;
        while stdin.write_all(b"print('x' * 1000)\n").is_ok() {}
    });
    let given = finish(child);
    writer.join().expect("the pipe was closed at the other end");
    assert_eq!((given.stderr.as_str(), given.status), ("", 0));
}

#[test]
fn tags_can_be_switched_off() {
    arr(["--tags", "off", "-c", "a = [1, 2]; a; print(a[1:])"]).stdout("array([1, 2])\n[2]\n").check();
    arr(["--tags", "on", "-c", "a = [1, 2]; print(a[1:])"]).stdout("[2] @m1[1:]\n").check();
}

#[test]
fn colour_only_where_it_is_wanted() {
    let text = "a = [1, 2]; a";
    arr(["-c", text]).stdout("array([1, 2]) @m1\n").check();
    arr(["--color", "never", "-c", text]).stdout("array([1, 2]) @m1\n").check();
    arr(["--color", "auto", "-c", text]).env("NO_COLOR", "1").stdout("array([1, 2]) @m1\n").check();
    let given = arr(["--color", "always", "-c", text]).env("NO_COLOR", "1").given();
    assert_eq!((given.status, given.stderr.as_str()), (0, ""));
    assert!(given.stdout.starts_with("array([1, 2]) \u{1b}["), "{:?}", given.stdout);
}

#[test]
fn arrays_on_one_buffer_have_one_colour() {
    let given = arr(["--color", "always", "-c", "a = [1, 2]; b = a[1:]; c = [3]; a; b; c"]).given();
    let colour = |line: &str| {
        line.split_once('\u{1b}').expect("a colour").1.split('m').next().expect("a code").to_owned()
    };
    let colours: Vec<String> = given.stdout.lines().map(colour).collect();
    assert_eq!(colours[0], colours[1]);
    assert_ne!(colours[0], colours[2]);
}

#[test]
fn memory_is_limited_in_numpys_words() {
    statements("zeros((1000000, 1000000))")
        .fails_with("MemoryError: Unable to allocate 7.28 TiB for an array with shape (1000000, 1000000) and data type float64")
        .check();
    arr(["--max-memory", "1M", "-c", "a = zeros(100000); print(1); b = zeros(100000)"])
        .stdout("1\n")
        .fails_with("MemoryError: Unable to allocate 781. KiB for an array with shape (100000,) and data type float64")
        .check();
}

#[test]
fn memory_that_was_freed_can_be_had_again() {
    let script = "a = zeros(100000)\ndel a\n".repeat(50) + "a = zeros(100000)\nprint(a.size)";
    arr(["--max-memory", "1M", "-"]).stdin(script).stdout("100000\n").check();
}

#[test]
fn replay_agrees_records_and_differs() {
    let run = || arr(["test", "x.arr"]).file("x.arr", "a = [1]\na\n");
    run()
        .stdout("x.arr: no recorded output beside it (record it with --bless)\n0 passed, 1 failed\n")
        .status(1)
        .check();
    run().file("x.out", "array([1]) @m1\n").stdout("1 passed, 0 failed\n").check();
    run()
        .file("x.out", "array([2]) @m1\n")
        .stdout(
            "x.out:1: expected \"array([2]) @m1\"\n             got \"array([1]) @m1\"\n0 passed, 1 failed\n",
        )
        .status(1)
        .check();
    let run = arr(["test", "--bless", "x.arr"]).file("x.arr", "a = [1]\na\n1/0\n");
    let given = run.given();
    assert_eq!(
        (given.stdout.as_str(), given.status),
        ("recorded x.arr\n1 recorded, 0 passed, 0 failed\n", 0)
    );
    let read = |name: &str| std::fs::read_to_string(run.directory().join(name)).expect("a record");
    assert_eq!(read("x.out"), "array([1]) @m1\n");
    assert_eq!(
        read("x.err"),
        "  File \"x.arr\", line 3\n    1/0\n    ^^^\nZeroDivisionError: division by zero\n"
    );
}

#[test]
fn replay_of_markdown() {
    let good = "# T\n\n```arr\n>>> a = [1,\n... 2]\n>>> a\narray([1, 2]) @m1\n>>> b\n  File \"<stdin>\", line 1\n    b\n    ^\nNameError: name 'b' is not defined\n```\n\n```sh\nno\n```\n";
    arr(["test", "x.md"]).file("x.md", good).stdout("3 passed, 0 failed\n").check();
    arr(["test", "x.md"])
        .file("x.md", good.replace("@m1", "@m2"))
        .stdout("x.md:6:1: expected \"array([1, 2]) @m2\"\n              got \"array([1, 2]) @m1\"\n2 passed, 1 failed\n")
        .status(1)
        .check();
}

#[test]
fn replay_of_what_is_not_there() {
    arr(["test", "nowhere"]).stderr("arr: nowhere: No such file or directory\n").status(2).check();
}

/// A session with all that a person writes between prompts and outputs.
const WRITTEN: &str = "# T\n\n```arr\n# a comment\n\n>>> a = [1,\n... 2]  \n\n# a view of it:\n>>> a\nwrong\n\n>>> print('x')\nx\n# as it should be\n```\n\ntext\n```arr\n>>> np.zeros((2, 1, 1))\n```\n```sh\n>>> no\n```\n";

#[test]
fn recording_in_markdown_changes_outputs_and_nothing_else() {
    let run = arr(["test", "--bless", "x.md"]).file("x.md", WRITTEN);
    run.stdout("recorded x.md\n1 recorded, 2 passed, 0 failed\n").check_in(|directory| {
        let text = std::fs::read_to_string(directory.join("x.md")).expect("a session");
        let shown = "array([[[0.]],\n\n       [[0.]]]) @m1\n";
        let wanted = WRITTEN
            .replace("wrong\n", "array([1, 2]) @m1\n")
            .replace("(2, 1, 1))\n", &format!("(2, 1, 1))\n{shown}"));
        assert_eq!(text, wanted);
    });
}

#[test]
fn recording_keeps_the_line_ends_of_other_systems() {
    let text = "```arr\r\n>>> 6*7\r\n41\r\n\r\n```\r\n";
    let run = arr(["test", "--bless", "x.md"]).file("x.md", text);
    run.stdout("recorded x.md\n1 recorded, 0 passed, 0 failed\n").check_in(|directory| {
        let text = std::fs::read_to_string(directory.join("x.md")).expect("a session");
        assert_eq!(text, "```arr\r\n>>> 6*7\r\n42\r\n\r\n```\r\n");
    });
}

#[test]
fn a_block_in_which_nothing_runs_fails() {
    let blocks = [
        ("```arr\na = 1\na\n```\n", 2),
        ("```arr\n# nothing\n\n```\n", 1),
        ("```arr\n```\n", 1),
        ("```arr\n\na = 1\n>>> 6*7\n42\n```\n", 3),
    ];
    for (text, line) in blocks {
        let passed = usize::from(text.contains("42"));
        for options in [&["test", "x.md"][..], &["test", "--bless", "x.md"]] {
            let run = arr(options).file("x.md", text).status(1);
            let said =
                format!("x.md:{line}: not run: no line with >>> before it\n{passed} passed, 1 failed\n");
            run.stdout(said).check_in(|directory| {
                let left = std::fs::read_to_string(directory.join("x.md")).expect("a session");
                assert_eq!(left, text);
            });
        }
    }
}

#[test]
fn recording_a_script_leaves_the_script_alone() {
    let script = "# first\n\na = [1]\na  # shown\n";
    arr(["test", "--bless", "x.arr"])
        .file("x.arr", script)
        .file("x.out", "old")
        .file("x.err", "old")
        .stdout("recorded x.arr\n1 recorded, 0 passed, 0 failed\n")
        .check_in(|directory| {
            let read = |name: &str| std::fs::read_to_string(directory.join(name)).ok();
            assert_eq!(read("x.arr").as_deref(), Some(script));
            assert_eq!(read("x.out").as_deref(), Some("array([1]) @m1\n"));
            assert_eq!(read("x.err"), None);
        });
}

/// Runs a program with its output going to a device.
#[cfg(target_os = "linux")]
fn onto(run: &crate::run::Run, device: &str) -> crate::run::Given {
    let device = std::fs::OpenOptions::new().write(true).open(device).expect("a device");
    let mut child = run.command().stdout(device).spawn().expect("arr starts");
    run.feed(&mut child);
    finish(child)
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_an_error() {
    let script = "print(6 * 7)\n";
    let long = script.repeat(5_000);
    let runs = [
        arr(["-c", script]),
        arr(["-c", &long]),
        arr(["x.arr"]),
        arr(["-"]).stdin(script),
        arr(["-i"]).stdin(script),
        arr(["-i", "x.arr"]),
        arr(["explain", "x.arr"]),
        arr(["explain", "--format", "json", "x.arr"]),
        arr(["test", "x.arr"]),
        arr(["quiz"]),
        arr(["--help"]),
        arr(["explain", "--help"]),
        arr(["--version"]),
    ];
    for run in runs {
        let run = run.file("x.arr", script).file("x.out", "42\n");
        let given = onto(&run, "/dev/full");
        let told = (given.stderr.as_str(), given.status);
        assert_eq!(told, ("OSError: [Errno 28] No space left on device\n", 1), "{:?}", run.command());
        let given = onto(&run, "/dev/null");
        assert_eq!((given.stderr.as_str(), given.status), ("", 0), "{:?}", run.command());
    }
    // What failed before stays told.
    let given = onto(&arr(["-c", "print(1); 1 / 0"]), "/dev/full");
    let last = given.stderr.lines().last();
    assert_eq!((last, given.status), (Some("OSError: [Errno 28] No space left on device"), 1));
}

#[test]
fn a_closed_pipe_ends_every_command_quietly() {
    for options in [&["explain", "x.arr"][..], &["test", "x.arr"], &["quiz"], &["--help"], &["-i"]] {
        let run = arr(options).file("x.arr", "print(1)\n").stdin("print(1)\n");
        let mut child = run.command().spawn().expect("arr starts");
        drop(child.stdout.take());
        run.feed(&mut child);
        let given = finish(child);
        assert_eq!((given.stderr.as_str(), given.status), ("", 0), "{options:?}");
    }
}

/// Runs a program with so many kB of addresses, as the shell's `ulimit -v` gives them.
#[cfg(target_os = "linux")]
fn within(kilobytes: u64, run: &crate::run::Run) -> crate::run::Given {
    let mut limited = std::process::Command::new("sh");
    let script = format!("ulimit -v {kilobytes} && exec \"$@\"");
    let command = run.command();
    limited.args(["-c", &script, "sh"]).arg(command.get_program()).args(command.get_args());
    limited.current_dir(run.directory());
    // A backtrace would need more than there is.
    limited.env("RUST_BACKTRACE", "1");
    limited.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = limited.spawn().expect("a shell");
    run.feed(&mut child);
    finish(child)
}

#[test]
#[cfg(target_os = "linux")]
fn little_address_space_is_told() {
    // Enough to load the program, built without optimisation too, and not enough for its stack.
    for kilobytes in [150_000, 180_000, 200_000, 250_000] {
        let given = within(kilobytes, &arr(["-c", "print(1)"]));
        let told = (given.stdout.as_str(), given.stderr.as_str(), given.status);
        assert_eq!(told, ("", "arr: there is no room for its stack of 256 MiB (ulimit -v?)\n", 1));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_does_not_fit_into_the_address_space_is_a_memory_error() {
    let kilobytes = 600_000;
    for statement in [
        "x = [str(i) for i in range(10**8)]",
        "x = []\ny = [x.append(i) for i in range(10**8)]",
        "x = zeros(10**7); y = [x + i for i in range(1000)]",
        "x = 'a' * 10**9",
        "x = list(range(10**8))",
        "x = sorted(range(10**8))",
    ] {
        let given =
            within(kilobytes, &arr(["-i", "--notes", "off"]).stdin(format!("{statement}\ndel x\n6 * 7\n")));
        let is_message = |line: &&str| !line.starts_with(' ') && !line.starts_with("Traceback");
        let told = given.stderr.lines().find(is_message).unwrap_or_default();
        assert!(told.starts_with("MemoryError"), "{kilobytes} {statement}: {}", given.stderr);
        assert_eq!((given.stdout.as_str(), given.status), ("42\n", 0), "{kilobytes} {statement}");
    }
}

/// The most memory that a program held, in kB, after it was fed `line` so many times; it must not fail.
#[cfg(target_os = "linux")]
fn held(line: &str, times: usize) -> u64 {
    use std::io::{BufRead, Write};
    let run = arr(["-i"]);
    let mut child = run.command().stderr(Stdio::null()).spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let lines = line.repeat(times) + "print('done')\n";
    let writer = std::thread::spawn(move || {
        stdin.write_all(lines.as_bytes()).expect("arr reads");
        stdin
    });
    let mut said = String::new();
    std::io::BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut said).expect("arr answers");
    assert_eq!(said, "done\n");
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("a process");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    drop(writer.join().expect("the writer ends"));
    assert_eq!(finish(child).status, 0);
    peak.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_statements() {
    for line in ["x = 1\n", "x = arange(3) + 1\n", "y = ones(3); y[0] = 1\n"] {
        let (some, many) = (held(line, 12_000), held(line, 24_000));
        assert!(many < some + 2_000, "{line:?}: {some} kB, then {many} kB");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_without_end_is_refused() {
    let words = "SyntaxError: source code cannot contain null bytes";
    arr(["/dev/zero"]).fails_with(words).check();
    let given = arr(["explain", "/dev/zero"]).given();
    assert_eq!((given.stderr.lines().last(), given.status), (Some(words), 1));
    for run in [arr(["-i", "/dev/zero"]).stdin("6 * 7\n"), arr(["-i"]).stdin("%run /dev/zero\n6 * 7\n")] {
        let given = run.given();
        assert!(given.stderr.contains(words), "{}", given.stderr);
        assert_eq!((given.stdout.as_str(), given.status), ("42\n", 0));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_larger_than_the_memory_is_a_memory_error() {
    use std::io::Write;
    let run = arr(["--max-memory", "1M", "-"]);
    let mut child = run.command().spawn().expect("arr starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let piece = "1".repeat(1 << 16);
    let writer = std::thread::spawn(move || {
        // As far as it wants to read.
        let _ = stdin.write_all(b"print(1)\nx = [");
        while stdin.write_all(piece.as_bytes()).is_ok() {}
    });
    let given = finish(child);
    writer.join().expect("the writer ends");
    let last = given.stderr.lines().last().unwrap_or_default();
    assert!(last.starts_with("MemoryError"), "{}", given.stderr);
    assert_eq!((given.stdout.as_str(), given.status), ("1\n", 1));
}

/// A module that the scripts here import.
const HELPER: &str = "\"\"\"Helps.\"\"\"\nx = 5\n_hidden = 1\ncount = 0\ndef bump():\n    global count\n    count += 1\n    return count\n\
                      class Thing:\n    def value(self):\n        return x\ndef fail(items):\n    return items[3]\n5 + 5\n";

#[test]
fn a_module_beside_the_script_has_globals_of_its_own() {
    arr(["x.py"])
        .file("helper.py", HELPER)
        .file(
            "x.py",
            "import sys\nimport helper\nfrom helper import bump, x as five\nx = 1\nprint(helper.__name__, helper.__doc__, five, __name__)\n\
             print(bump(), bump(), helper.count)\nhelper.x = 9\nprint(helper.Thing().value(), x, helper.Thing)\nhelper.new = 3\n\
             print([name for name in dir(helper) if not name.startswith('__')])\nfrom helper import *\nprint(count, 'helper' in sys.modules)\n\
             import helper as h\nprint(h is helper, sys.modules['helper'] is h, '_hidden' in dir())\n",
        )
        .stdout(
            "helper Helps. 5 __main__\n1 2 2\n9 1 <class 'helper.Thing'>\n\
             ['Thing', '_hidden', 'bump', 'count', 'fail', 'new', 'x']\n2 True\nTrue True False\n",
        )
        .check();
}

#[test]
fn packages_hold_modules() {
    arr(["x.py"])
        .file("pkg/__init__.py", "from pkg.sub import f\nversion = '1'\n")
        .file("pkg/sub.py", "def f():\n    return __name__\n")
        .file("pkg/deep/er.py", "q = 2\n")
        .file(
            "x.py",
            "import pkg.deep.er\nimport pkg.deep.er as e\nprint(pkg.f(), pkg.version, pkg.deep.er.q, e.__name__)\n\
             try:\n    import pkg.sub.none\nexcept ImportError as error:\n    print(type(error).__name__, error)\n",
        )
        .stdout(
            "pkg.sub 1 2 pkg.deep.er\nModuleNotFoundError No module named 'pkg.sub.none'; 'pkg.sub' is not a package\n",
        )
        .check();
}

#[test]
fn modules_that_import_each_other_are_told() {
    let given = arr(["x.py"])
        .file("a.py", "import b\ndef g():\n    return 1\n")
        .file("b.py", "from a import g\n")
        .file("x.py", "import a\n")
        .given();
    let last = given.stderr.lines().last().unwrap_or_default();
    assert!(
        last.starts_with(
            "ImportError: cannot import name 'g' from partially initialized module 'a' \
             (most likely due to a circular import) ("
        ),
        "{}",
        given.stderr
    );
}

#[test]
fn an_error_in_a_module_names_its_frames_and_not_those_of_the_library() {
    let given = arr(["x.py"])
        .file("helper.py", HELPER)
        .file(
            "x.py",
            "import functools\nimport helper\nfunctools.reduce(lambda a, b: helper.fail([a]), [1, 2])\n",
        )
        .given();
    let places: Vec<&str> = given.stderr.lines().filter(|line| line.starts_with("  File")).collect();
    assert_eq!(places.len(), 3, "{}", given.stderr);
    assert!(
        places[0].ends_with("x.py\", line 3, in <module>")
            && places[2].ends_with("helper.py\", line 13, in fail")
    );
    arr(["x.py"])
        .file("x.py", "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nP(1).y\n")
        .stderr("  File \"x.py\", line 5\n    P(1).y\n    ^^^^^^\nAttributeError: 'P' object has no attribute 'y'\n")
        .status(1)
        .check();
}

#[test]
fn a_module_that_arr_lacks_is_told_and_fails_when_it_is_used() {
    let program = "import matplotlib.pyplot as plt\nfrom mpl_toolkits.mplot3d import Axes3D\ntry:\n    import scipy\nexcept ImportError:\n    \
                   print('no scipy')\nprint(1)\nfig, ax = plt.subplots()\nax.plot([1, 2])\nprint(2)\n";
    let told = |name: &str, line: usize| {
        format!(
            "x.py:{line}: ImportWarning: arr has no module '{name}': its first use will fail (--stand-in {name} lets every use do nothing)\n"
        )
    };
    let given = arr(["x.py"]).file("x.py", program).given();
    assert_eq!(given.stdout, "no scipy\n1\n");
    assert!(
        given.stderr.starts_with(&(told("matplotlib", 1) + &told("mpl_toolkits", 2))),
        "{}",
        given.stderr
    );
    assert!(given.stderr.lines().last().unwrap_or_default().starts_with(
        "ModuleNotFoundError: arr has no module 'matplotlib', and here matplotlib.pyplot.subplots is used"
    ));
    arr(["--stand-in", "matplotlib", "x.py"])
        .file("x.py", program)
        .stdout("no scipy\n1\n2\n")
        .stderr(told("mpl_toolkits", 2))
        .check();
    let misspelt = arr(["x.py"]).file("x.py", "import nmpy\n").given();
    assert!(
        misspelt.stderr.ends_with("ModuleNotFoundError: No module named 'nmpy'\n"),
        "{}",
        misspelt.stderr
    );
    let member = arr(["x.py"]).file("x.py", "from operator import nothing\n").given();
    assert!(member.stderr.contains("cannot import name 'nothing' from 'operator'"), "{}", member.stderr);
}

#[test]
fn a_program_finds_its_arguments() {
    let program = "import sys\nprint(sys.argv)\n";
    arr(["x.py", "1", "-n", "--far"]).file("x.py", program).stdout("['x.py', '1', '-n', '--far']\n").check();
    arr(["-c", program, "a", "b"]).stdout("['-c', 'a', 'b']\n").check();
}
