//! A statement that fails changes nothing, and says so in NumPy's words.

use crate::run::{arr, statements};

/// Runs `before`, then `failing` (whose error must be `error`), then shows `shown` with `--tags off`.
#[track_caller]
fn unchanged(before: &str, failing: &str, error: &str, shown: &str, expected: &str) {
    let run = arr(["--tags", "off", "-i"]).stdin(format!("{before}\n{failing}\n{shown}\n"));
    let given = run.given();
    assert_eq!(given.stderr.lines().last(), Some(error), "{failing}: {}", given.stderr);
    assert_eq!(given.stdout, expected, "after {failing}");
}

#[test]
fn no_name_is_bound() {
    for failing in ["b = 1 / 0", "b = c = nobody", "b, c = 1, 2, 3", "b = a[9]", "(b, c), d = (1, 2), a[9]"] {
        let run = arr(["-i"]).stdin(format!("a = [1, 2]\n{failing}\nb\n"));
        let given = run.given();
        assert_eq!(given.stdout, "", "{failing}");
        assert!(
            given.stderr.ends_with("NameError: name 'b' is not defined\n"),
            "{failing}: {}",
            given.stderr
        );
    }
}

#[test]
fn no_element_is_written() {
    let a = "a = np.arange(5)";
    for (failing, error) in [
        ("a[1:4] = [1, 2]", "ValueError: could not broadcast input array from shape (2,) into shape (3,)"),
        ("a[[0, 1, 9]] = 7", "IndexError: index 9 is out of bounds for axis 0 with size 5"),
        (
            "a[[True, False]] = 7",
            "IndexError: boolean index did not match indexed array along axis 0; size of axis is 5 but size of corresponding boolean axis is 2",
        ),
        ("a[7] = 1", "IndexError: index 7 is out of bounds for axis 0 with size 5"),
        ("a += [1, 2]", "ValueError: operands could not be broadcast together with shapes (5,) (2,) (5,) "),
        (
            "a += 0.5",
            "UFuncTypeError: Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'",
        ),
        ("a[:] = 'text'", "ValueError: invalid literal for int() with base 10: 'text'"),
        ("a.shape = (2, 3)", "ValueError: cannot reshape array of size 5 into shape (2,3)"),
        (
            "np.copyto(a, [1.5] * 5)",
            "TypeError: Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'same_kind'",
        ),
        (
            "a[2:] += np.zeros((2, 2), dtype=int)",
            "ValueError: operands could not be broadcast together with shapes (3,) (2,2) (3,) ",
        ),
    ] {
        unchanged(a, failing, error, "a", "array([0, 1, 2, 3, 4])\n");
    }
}

#[test]
fn a_locked_array_stays_as_it_is() {
    let lock = "a = np.arange(3); a.flags.writeable = False";
    for failing in [
        "a[0] = 1",
        "a[:] = 1",
        "a[[0]] = 1",
        "a[a > 0] = 1",
        "a.fill(1)",
        "np.copyto(a, 1)",
        "a.flat[0] = 1",
    ] {
        let given = arr(["--tags", "off", "-i"]).stdin(format!("{lock}\n{failing}\na\n")).given();
        assert!(given.stderr.ends_with(" is read-only\n"), "{failing}: {}", given.stderr);
        assert_eq!(given.stdout, "array([0, 1, 2])\n", "after {failing}");
    }
    for failing in ["a += 1", "np.add(a, 1, out=a)", "a.sort()"] {
        let given = arr(["--tags", "off", "-i"]).stdin(format!("{lock}\n{failing}\na\n")).given();
        assert!(given.stderr.contains("read-only"), "{failing}: {}", given.stderr);
        assert_eq!(given.stdout, "array([0, 1, 2])\n", "after {failing}");
    }
}

#[test]
fn the_caret_stands_under_the_part_at_fault() {
    statements("a = [1, 2, 3]\nb = a + a[5] * 2")
        .stderr("  File \"<stdin>\", line 2\n    b = a + a[5] * 2\n            ^^^^\nIndexError: index 5 is out of bounds for axis 0 with size 3\n")
        .status(1)
        .check();
    statements("x = (1 +\n     nobody)")
        .stderr(
            "  File \"<stdin>\", line 2\n    nobody)\n    ^^^^^^\nNameError: name 'nobody' is not defined\n",
        )
        .status(1)
        .check();
}

#[test]
fn a_name_that_is_nearly_right_is_suggested() {
    statements("original = 1\norignal")
        .fails_with("NameError: name 'orignal' is not defined. Did you mean: 'original'?")
        .check();
    statements("np.arrange(3)")
        .fails_with("AttributeError: module 'numpy' has no attribute 'arrange'. Did you mean: 'arange'?")
        .check();
}

#[test]
fn an_array_and_what_is_no_number_have_no_order() {
    let cases = [
        ("a > ...", "TypeError: '>' not supported between instances of 'int' and 'ellipsis'"),
        ("... < a", "TypeError: '>' not supported between instances of 'int' and 'ellipsis'"),
        ("a * 0.5 <= {}", "TypeError: '<=' not supported between instances of 'float' and 'dict'"),
        ("sorted([a, ...])", "TypeError: '>' not supported between instances of 'int' and 'ellipsis'"),
    ];
    for (statement, error) in cases {
        statements(&format!("a = arange(3)\n{statement}\n")).fails_with(error).check();
    }
}
