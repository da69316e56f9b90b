//! Whole programs print what Python prints: `record_programs.py` recorded it.

use crate::run::{arr, files};

#[test]
fn programs_print_what_python_prints() {
    let mut wrong = Vec::new();
    let programs = files("tests/programs", "py");
    assert!(programs.len() >= 3);
    for path in programs {
        let want = std::fs::read_to_string(path.with_extension("python")).expect("a record");
        let text = std::fs::read_to_string(&path).expect("a program");
        let given = arr(["--tags", "off", "x.py"]).file("x.py", text).given();
        let last = given.stderr.lines().last().map_or(String::new(), |line| format!("! {line}\n"));
        let got = given.stdout + &last;
        if got != want {
            let at = got.lines().zip(want.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let line = |text: &str| text.lines().nth(at).unwrap_or("").to_owned();
            wrong.push(format!(
                "{}: line {}\n  Python {}\n  arr    {}",
                path.display(),
                at + 1,
                line(&want),
                line(&got)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_loop_that_makes_arrays_keeps_none_of_them() {
    // Each array is let go when the next takes its name: two of them fit, ten do not.
    arr(["--max-memory", "30M", "-"])
        .stdin("for i in range(20):\n    a = zeros(1000000)\n    a[0] = i\nprint(a[0], len(a))\n")
        .stdout("19.0 1000000\n")
        .check();
}

#[test]
fn an_argument_is_an_alias() {
    arr(["-"])
        .stdin("def clear(x):\n    x[:] = 0\na = arange(3)\nb = a[1:]\nclear(b)\na\n")
        .stdout("array([0, 0, 0]) @m1\n")
        .check();
}

#[test]
fn a_traceback_names_the_frames() {
    arr(["-"])
        .stdin("def f(x):\n    return x.nothing\ndef g(x):\n    return f(x) + 1\ng(2)\n")
        .stderr(
            "Traceback (most recent call last):\n  File \"<stdin>\", line 5, in <module>\n    g(2)\n  \
             File \"<stdin>\", line 4, in g\n    return f(x) + 1\n           ^^^^\n  \
             File \"<stdin>\", line 2, in f\n    return x.nothing\n           ^^^^^^^^^\n\
             AttributeError: 'int' object has no attribute 'nothing'\n",
        )
        .status(1)
        .check();
}

#[test]
fn a_program_ends_with_the_status_it_asks_for() {
    for (code, status, told) in [("", 0, ""), ("3", 3, ""), ("True", 1, ""), ("'enough'", 1, "enough\n")] {
        arr(["x.py"])
            .file("x.py", format!("import sys\nprint('before')\nsys.exit({code})\nprint('after')\n"))
            .stdout("before\n")
            .stderr(told)
            .status(status)
            .check();
    }
}

#[test]
fn a_program_reads_standard_input_and_writes_to_both_streams() {
    arr(["x.py"])
        .file(
            "x.py",
            "import sys\nname = input('who? ')\nprint(name, file=sys.stderr)\nprint([line for line in sys.stdin])\n\
             try:\n    input()\nexcept EOFError as error:\n    print(error)\n",
        )
        .stdin("me\none\ntwo\n")
        .stdout("who? ['one\\n', 'two\\n']\nEOF when reading a line\n")
        .stderr("me\n")
        .check();
}

#[test]
fn a_pattern_that_goes_back_without_end_hears_the_limit_of_patience() {
    // Twenty letters: some millions of steps, each of which may be interrupted.
    arr(["-c", "import re; print(re.match('(a|aa)+$', 'a' * 20 + 'b'))"]).stdout("None\n").check();
}
