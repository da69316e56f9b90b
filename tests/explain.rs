//! `arr explain` and `arr quiz`: whole reports.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::session::{Session, Settings};

use crate::run::{arr, files};

#[test]
fn json_has_an_object_a_statement() {
    arr(["explain", "--format", "json", "x.arr"])
        .file("x.arr", "a = arange(10)\nb = a[1:]\nb[1] = 7\ndel b\n")
        .stdout(
            "{\"line\": 1, \"source\": \"a = arange(10)\", \"binds\": [{\"name\": \"a\", \"kind\": \"new\", \"of\": null, \"tag\": \"@m1\", \"bytes\": 80, \"reason\": \"its elements are computed or created\"}], \"allocated\": 80, \"copied\": 0, \"freed\": 0, \"changed\": [], \"warnings\": []}\n\
             {\"line\": 2, \"source\": \"b = a[1:]\", \"binds\": [{\"name\": \"b\", \"kind\": \"view\", \"of\": \"a\", \"tag\": \"@m1[1:]\", \"bytes\": 72, \"reason\": \"integers, slices, ... and None give a view\"}], \"allocated\": 0, \"copied\": 0, \"freed\": 0, \"changed\": [], \"warnings\": []}\n\
             {\"line\": 3, \"source\": \"b[1] = 7\", \"binds\": [], \"allocated\": 0, \"copied\": 0, \"freed\": 0, \"changed\": [\"a[2]\", \"b[1]\"], \"warnings\": []}\n\
             {\"line\": 4, \"source\": \"del b\", \"binds\": [], \"allocated\": 0, \"copied\": 0, \"freed\": 0, \"changed\": [], \"warnings\": []}\n",
        )
        .check();
}

#[test]
fn zeros_around_copied_elements_are_not_copied() {
    let script = "a = arange(4)\nb = diag(a)\nc = diagflat(a.reshape(2, 2), 1)\nd = a.copy()\n";
    let told = arr(["explain", "--format", "json", "x.arr"]).file("x.arr", script).given().stdout;
    let bytes: Vec<&str> = told
        .lines()
        .filter_map(|line| Some(line.split_once("\"allocated\": ")?.1.split_once(", \"freed\"")?.0))
        .collect();
    let expected = ["32, \"copied\": 0", "128, \"copied\": 32", "200, \"copied\": 32", "32, \"copied\": 32"];
    assert_eq!(bytes, expected, "{told}");
}

#[test]
fn a_script_that_fails_is_told_up_to_there() {
    let given = arr(["explain", "x.arr"]).file("x.arr", "a = zeros(3)\na[5] = 1\nb = a\n").given();
    assert_eq!(given.status, 1);
    assert!(given.stdout.contains("a: new array, 24 B, @m1"), "{}", given.stdout);
    assert!(!given.stdout.contains("b is a"), "{}", given.stdout);
    assert!(
        given.stderr.ends_with("IndexError: index 5 is out of bounds for axis 0 with size 3\n"),
        "{}",
        given.stderr
    );
}

#[test]
fn the_same_seed_asks_the_same() {
    let quiz =
        || arr(["quiz", "--seed", "7", "--questions", "4"]).stdin("view\ncopy\nview\ncopy\n").given().stdout;
    let first = quiz();
    assert_eq!(first, quiz());
    assert!(first.contains("Question 4 of 4") && first.contains(" of 4 right (seed 7)\n"), "{first}");
}

#[test]
fn what_holds_elements_of_another_array_is_a_copy() {
    let script = "a = arange(6.) + 0.5\nb = a.reshape(2, 3)\nm = a > 2\ni = array([3, 1, 2])\n";
    let kinds = [
        (
            "copy",
            "a.copy() copy(a) array(a) a.astype(int) asarray(a,dtype=int) b.flatten() b.T.ravel() b.T.reshape(6)",
        ),
        (
            "copy",
            "a[[1]] a[m] b[:,[0]] take(a,[1]) compress(m,a) extract(m,a) a.flat[1:] choose([0,1],[i[:2],i[1:]])",
        ),
        (
            "copy",
            "concatenate([a,a]) stack([a]) vstack([a]) append(a,a) insert(a,0,a) block([a]) column_stack([a,a])",
        ),
        (
            "copy",
            "delete(a,1) repeat(a,2) a.repeat(2) tile(a,2) roll(a,1) resize(a,8) triu(b) tril(b) diag(a) diagflat(a)",
        ),
        (
            "copy",
            "sort(a) unique(a) where(m,a,0) select([m],[a]) take_along_axis(a,i,0) broadcast_to(a,(2,6)).copy()",
        ),
        (
            "copy",
            "+a full((2,6),a) full_like(b,a[:3]) round(i) i.round() meshgrid(a,a)[0] require(b,None,'F') a[m][1:]",
        ),
        (
            "new",
            "a+1 abs(a) zeros(3) full(3,1.5) zeros_like(a) empty_like(a) a.cumsum() b.sum(axis=0) argsort(a) i*2",
        ),
        (
            "new",
            "round(a) rint(a) b@b.T nonzero(a)[0] diff(a) arange(3) add.reduce(b) histogram(a)[0] (a+1)[1:] array([1,2])",
        ),
        (
            "view",
            "a[:] b[0] b.T a[None] b.diagonal() flip(a) split(a,2)[0] broadcast_to(a,(2,6)) a.view('i8') b.ravel()",
        ),
        (
            "alias",
            "a asarray(a) squeeze(a) a.real ascontiguousarray(a) a.astype(float,copy=False) diff(a,0) atleast_1d(a)",
        ),
    ];
    let statements: Vec<(&str, &str)> =
        kinds.iter().flat_map(|(kind, calls)| calls.split(' ').map(move |call| (*kind, call))).collect();
    let text = statements.iter().fold(script.to_owned(), |text, (_, call)| text + "r = " + call + "\n");
    let given = arr(["explain", "--format", "json", "x.arr"]).file("x.arr", text).given();
    let objects: Vec<&str> = given.stdout.lines().skip(4).collect();
    assert_eq!(objects.len(), statements.len(), "{}", given.stderr);
    for ((kind, call), object) in statements.into_iter().zip(objects) {
        assert!(
            object.contains(&format!("\"name\": \"r\", \"kind\": \"{kind}\"")),
            "{call} is no {kind}: {object}"
        );
    }
}

#[test]
fn what_is_allocated_and_freed_is_what_the_memory_counts() {
    let (mut statements, mut wrong) = (0, String::new());
    for path in ["tests/golden/good", "scripts"].iter().flat_map(|directory| files(directory, "arr")) {
        let settings = Settings {
            tags: true,
            notes: false,
            strict: false,
            max_memory: 1 << 30,
            source: path.display().to_string(),
            python: None,
            stand_ins: Vec::new(),
        };
        let mut session = Session::new(settings, Arc::new(AtomicBool::new(false)));
        session.set_telling(true);
        let memory = session.interp().memory.clone();
        let mut live = memory.live();
        let text = std::fs::read_to_string(&path).expect("a script");
        session.run(text.as_bytes(), false, &mut |outcome| {
            // The report of an error may still hold what the statement made.
            if let (Some(told), None) = (&outcome.facts, &outcome.error) {
                let facts = &told.facts;
                if live + facts.allocated != memory.live() + facts.freed {
                    let _ = writeln!(wrong, "{}, line {}: {}", path.display(), told.line, told.source);
                }
                statements += 1;
            }
            live = memory.live();
            true
        });
    }
    // A session keeps panics silent: not those of the tests beside this one.
    drop(std::panic::take_hook());
    assert!(wrong.is_empty(), "{wrong}");
    assert!(statements > 500, "{statements}");
}

#[test]
fn why_names_what_a_view_was_taken_of() {
    // The memory is that of an array without a name, which reshape gave a view of.
    let told = arr(["x.arr"])
        .file("x.arr", "a = np.arange(12.).reshape(3, 4)\nb = a.T\nc = b[0].copy()\nwhy(b)\nwhy(c)\n")
        .given()
        .stdout;
    let heads: Vec<&str> = told.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(heads, ["b: view of a, @m1.T, 96 B", "c: in memory of its own, @m2, 24 B"]);
    let steps: Vec<&str> =
        told.lines().filter_map(|line| line.rsplit_once("  ").map(|(_, step)| step)).collect();
    assert_eq!(
        steps[..3],
        [
            "arange: new array; its elements are computed or created",
            "reshape: view; the strides allow the new shape",
            "transpose: view; only the axes change places",
        ]
    );
    assert!(told.ends_with("copy: copy; copy always copies\n"), "{told}");
}

#[test]
fn why_tells_the_lines_of_blocks_and_functions() {
    let script = "import numpy as np\ndef half(x):\n    y = x[::2]\n    z = y.reshape(-1, 1)\n    why(z)\n    return z.copy()\n\n\
                  a = np.arange(8)\nfor i in range(2):\n    if i:\n        b = half(a)\n        c = b.T\n\nwhy(c)\n";
    let told = arr(["x.py"]).file("x.py", script).given().stdout;
    let places: Vec<String> = told
        .lines()
        .filter_map(|line| Some(line.split_once(". ")?.1))
        .filter(|step| step.starts_with("line"))
        .map(|step| step.split_whitespace().take_while(|word| !["a", "y", "z", "c", "return"].contains(word)))
        .map(|words| words.collect::<Vec<_>>().join(" "))
        .collect();
    // In the middle of half, and when all is over: b.T is of the copy, which is of the chain of views of a.
    let inner = ["line 8", "line 3, in half", "line 4, in half"];
    let outer = ["line 8", "line 3, in half", "line 4, in half", "line 6, in half", "line 12"];
    assert_eq!(places, inner.iter().chain(&outer).copied().collect::<Vec<_>>(), "{told}");
    for line in ["y = x[::2]", "z = y.reshape(-1, 1)", "return z.copy()", "c = b.T", "a = np.arange(8)"] {
        assert!(told.contains(&format!(" {line} ")), "{line}\n{told}");
    }
}
