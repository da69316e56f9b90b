//! Notes, names changed, warnings, histories and claims: what the program says about memory.

use crate::run::arr;

/// What a script with notes writes to standard error.
#[track_caller]
fn notes(script: &str, expected: &str) {
    arr(["--notes", "on", "-"]).stdin(script).stderr(expected).check();
}

/// The warnings of arr's own that a script gets, each `Class: words up to the first semicolon`.
#[track_caller]
fn warned(script: &str, classes: &[&str]) {
    let given = arr(["-"]).stdin(script).given();
    let got: Vec<&str> = given
        .stderr
        .lines()
        .filter_map(|line| line.split_once("Warning: ").map(|(class, _)| class))
        .collect();
    assert_eq!(got, classes, "{script}\n{}", given.stderr);
}

#[test]
fn a_binding_says_alias_view_copy_or_new() {
    notes(
        "a = arange(12).reshape(3, 4)\nb = a\nc = a[1:]\nd = a[[0, 2]]\ne = a.T.reshape(12)\nf = a + 1.5\nn = a.sum()\na = a[0]\n",
        "a: new array, 96 B, @m1\n\
         b is a: the same array, nothing copied\n\
         c: view of a, @m1[1:]\n\
         d: copy of a, 64 B, @m2; an advanced index copies: the index is a list or array of integers\n\
         e: copy of a, 96 B, @m3; reshape had to copy: axes 0 and 1 cannot become one, stride 8 is not 3 × 32\n\
         f: new array, 96 B, @m4\n\
         a: view of b, @m1[0]\n",
    );
}

#[test]
fn a_write_names_the_others_that_changed_and_where() {
    notes(
        "a = arange(6)\nb = a[1:3]\nc = a\nd = a[4:]\nb[0] = 99\na[a > 50] = 0\nb[:] = b\nc.shape = (2, 3)\n",
        "a: new array, 48 B, @m1\n\
         b: view of a, @m1[1:3]\n\
         c is a: the same array, nothing copied\n\
         d: view of a, @m1[4:]\n\
         also changed: a[1] (and its alias c)\n\
         also changed: b[0], c[1]\n\
         also changed: a.shape\n",
    );
}

#[test]
fn what_is_written_through_other_ways_is_told_too() {
    arr(["--notes", "on", "-"])
        .stdin("a = arange(4)\nb = a.view('uint8')\nc = a[::-1]\nadd(a[:2], 1, out=a[:2])\nc.sort()\ncopyto(a, 7)\n")
        .stdout("array([1, 2]) @m1[:2]\n")
        .stderr("a: new array, 32 B, @m1\n\
         b: view of a, @m1.view(uint8)\n\
         c: view of a, @m1[::-1]\n\
         also changed: b[0:9:8], c[2:4]\n\
         also changed: a[0:4:3], b[0:25:24]\n\
         also changed: b[0:25:8], c\n")
        .check();
}

#[test]
fn lost_writes_are_warned_of() {
    for lost in [
        "a[a > 1][0] = 9",
        "a[[1, 2]][:] += 1",
        "a.T.reshape(12)[0] = 5",
        "a.flatten()[0] = 5",
        "a.copy().sort()",
        "np.add(a, 1, out=a[a >= 0].reshape(3, 4))",
        "a[[0]].fill(1)",
        "a[a > 1].flat[0] = 5",
        "np.copyto(a[[0, 1]], 5)",
        "np.add.at(a[[0]], 0, 1)",
        "(a + 1)[0] = 3",
    ] {
        warned(&format!("a = arange(12).reshape(3, 4)\n{lost}\n"), &["LostWrite"]);
    }
}

#[test]
fn what_is_lost_in_a_block_or_a_function_is_told_at_its_own_line_once() {
    let lines = "x[x > 1][0] = 9\nx[[0, 0]] += 1\nx.T.reshape(12)[0] = 5; x.copy().sort()";
    let told = |number: usize, times: &str| {
        format!(
            "  File \"<stdin>\", line {number}\n    x[x > 1][0] = 9\n    ^^^^^^^^\n\
             LostWriteWarning: x[x > 1] is a copy (an advanced index copies: the index is a mask), which nothing holds: the write is lost{times}; x[tuple(np.argwhere(x > 1)[0])] = 9 writes to the array\n\
             \x20 File \"<stdin>\", line {second}\n    x[[0, 0]] += 1\n    ^^^^^^^^^\n\
             RepeatedIndexWarning: x[[0, 0]] names an element more than once, but it is changed only once{times}; np.add.at(x, [0, 0], 1) changes it every time\n\
             \x20 File \"<stdin>\", line {third}\n    x.T.reshape(12)[0] = 5; x.copy().sort()\n    ^^^^^^^^^^^^^^^\n\
             LostWriteWarning: x.T.reshape(12) is a copy (reshape had to copy: axes 0 and 1 cannot become one, stride 8 is not 3 × 32), which nothing holds: the write is lost{times}; x.T.flat[0] = 5 writes to the array\n\
             \x20 File \"<stdin>\", line {third}\n    x.T.reshape(12)[0] = 5; x.copy().sort()\n                            ^^^^^^^^\n\
             LostWriteWarning: x.copy() is a copy, which nothing holds: the write is lost{times}; x.sort() writes to the array\n",
            second = number + 1,
            third = number + 2,
        )
    };
    let block = lines.replace('\n', "\n    ");
    let function = format!("a = arange(12).reshape(3, 4)\ndef f(x):\n    {block}\n\nf(a)\n");
    arr(["-"]).stdin(function).stderr(told(3, "")).check();
    // So many events that those of the first runs are long forgotten.
    let looped = format!("x = arange(12).reshape(3, 4)\nfor i in range(3000):\n    {block}\n\n");
    arr(["-"]).stdin(looped).stderr(told(3, " (3000 times)")).check();
}

#[test]
fn what_a_function_keeps_for_a_while_is_not_lost() {
    for kept in [
        "x = [a.copy()]; x[0][0] = 5; return x[0].sum()",
        "z = a.astype(float); z.flat[0] = 4; return z.sum()",
        "z = a[[0]]; z[0][1:] = 4; return z.sum()",
        "a.T[0] = 5; a.reshape(12)[0] = 1; a.flat[3] = 2",
        "b = np.add(a, 1, out=a.copy()); return b",
        "d = {'k': a[[0]]}; d['k'][0] += 1; d['k'].sort(); return d['k'].sum()",
    ] {
        warned(&format!("a = arange(12).reshape(3, 4)\ndef f(a):\n    {kept}\n\nf(a);\n"), &[]);
    }
}

#[test]
fn writes_that_arrive_are_not() {
    for kept in [
        "a[a > 1] = 9",
        "a[1:][0] = 9",
        "a.T[0] = 5",
        "a.reshape(12)[0] = 5",
        "a.ravel()[0] = 5",
        "a[[1, 2]] += 1",
        "np.add(a, 1, out=a)",
        "b = np.add(a, 1, out=a.copy())",
        "print(np.add(a, 1, out=np.zeros((3, 4))).sum())",
        "a[0].sort()",
        "a.flat[0] = 5",
        "x = [a.copy()]; x[0][0] = 5",
        "print(np.sort(a)[0])",
    ] {
        let given = arr(["-"]).stdin(format!("a = arange(12).reshape(3, 4)\n{kept}\n")).given();
        assert!(given.stderr.is_empty(), "{kept}\n{}", given.stderr);
    }
}

#[test]
fn repeats_folds_and_kept_memory_are_warned_of() {
    warned(
        "a = zeros(3)\na[[0, 0]] += 1\na[[0, 1]] += 1\na[[0, -3]] *= 2\n",
        &["RepeatedIndex", "RepeatedIndex"],
    );
    warned(
        "w = np.lib.stride_tricks.sliding_window_view(arange(5), 3, writeable=True)\nw[0] = 1\n",
        &["SelfOverlap"],
    );
    warned("a = zeros(10**6)\nb = a[:3]\nb = 1\nb = a[:3]\ndel a\nc = b[:1]\n", &["KeptMemory"]);
    warned("a = zeros(10**6)\nb = a[:3].copy()\ndel a\n", &[]);
}

#[test]
fn strict_makes_them_errors() {
    let given = arr(["--strict", "-"]).stdin("a = zeros(3)\na[[0]][0] = 1\nprint(1)\n").given();
    assert_eq!((given.status, given.stdout.as_str()), (1, ""));
    assert!(given.stderr.contains("LostWriteWarning: "), "{}", given.stderr);
}

#[test]
fn claims_fail_with_the_reason() {
    arr(["-"])
        .stdin("a = arange(4)\nassert_view(a[1:], of=a)\nassert_alias(a, a)\nassert_copy(a[[0]], of=a)\nassert_shares(a, a[:1])\nassert_apart(a[::2], a[1::2])\nb = a.copy()\nassert_view(b, of=a)\n")
        .fails_with("AssertionError: not a view: apart: two buffers, @m2 and @m1; how it came: copy always copies (line 7, b = a.copy())")
        .check();
    arr(["-c", "assert_view(1, of=2)"])
        .fails_with("TypeError: assert_view() is about arrays, not int")
        .check();
}

#[test]
fn statements_can_be_taken_back() {
    arr(["-i", "--notes", "off"])
        .stdin("a = arange(3)\na[0] = 9\na = 1\n%undo\na\n%undo\na\n%undo\n%undo\n")
        .stdout("took back: a = 1\narray([9, 1, 2]) @m1\ntook back: a[0] = 9\narray([0, 1, 2]) @m1\ntook back: a = arange(3)\nthere is nothing to take back\n")
        .check();
}

#[test]
fn an_array_that_is_resized_in_place_leaves_its_views_on_a_buffer_with_a_number_of_its_own() {
    arr(["--notes", "on", "-"])
        .stdin("a = arange(3); b = a[1:]\na.resize(5, refcheck=False)\na\nb\nc = b[:1]\nc[0] = 9\nmem()\nwhy(b)\n")
        .stdout(
            "array([0, 1, 2, 0, 0]) @m1\n\
             array([1, 2]) @m2[1:]\n\
             @m1  40 B  int64 (5,)  held by a\n\
             \x20 a  ████████████████████████████████████████  @m1\n\
             @m2  24 B  int64 (3,)  held by b, c; only 16 B of it can be reached\n\
             \x20 b  ········████████████████                  @m2[1:]\n\
             \x20 c  ········████████········                  @m2[1:2]\n\
             2 buffers, 64 B kept alive, 56 B reachable\n\
             b: in memory of its own, @m2[1:], 16 B\n\
             \x20  1. line 1    a = arange(3)                                arange: new array; its elements are computed or created\n\
             \x20  2. line 1    b = a[1:]                                    […]: view; integers, slices, ... and None give a view\n",
        )
        .stderr("a: new array, 24 B, @m1\nb: view of a, @m1[1:]\nc: view of b, @m2[1:2]\nalso changed: b[0]\n")
        .check();
}

#[test]
fn a_binding_is_told_without_going_through_all_names() {
    use arr::session::{Session, Settings};
    let settings = Settings {
        tags: true,
        notes: true,
        strict: false,
        max_memory: 1 << 30,
        source: "<string>".to_owned(),
        python: None,
        stand_ins: Vec::new(),
    };
    let mut session = Session::new(settings, std::sync::Arc::default());
    session.set_undo(true);
    session.run("a = arange(6); other = [1, 2]".as_bytes(), false, &mut |_| true);
    let statements =
        "x = zeros(3)\nb = a\nc = a[1:]\nd = a[[0, 2]]\ne = f = a + 1\nn = 3\na = other\ndel x\n";
    let before = session.interp().walks();
    let mut told = Vec::new();
    let failed = session.run(statements.as_bytes(), false, &mut |outcome| {
        told.extend(outcome.notes.into_iter().map(|note| note.plain));
        true
    });
    assert!(failed.is_none() && told.len() >= 7, "{told:?}");
    assert_eq!(session.interp().walks(), before);
}

/// What a script in the Python dialect prints, with or without notes.
#[track_caller]
fn prints(script: &str, expected: &str) {
    arr(["--dialect", "python", "-"]).stdin(script).stdout(expected).check();
}

#[test]
fn a_call_is_told_by_its_net_effect() {
    // y is a view of a, since f gave back x[1:] and x was a; what g wrote through its parameter changed a; what came and went is not told.
    notes(
        "a = arange(6)\n\
         def f(x):\n    t = x * 2\n    return x[1:]\n\n\
         y = f(a)\n\
         def g(x):\n    x[0] = 99\n    return x\n\n\
         z = g(a)\n\
         def h():\n    x = arange(10)\n    return x[1:]\n\n\
         q = h()\n",
        "a: new array, 48 B, @m1\n\
         y: view of a, @m1[1:]\n\
         z is a: the same array, nothing copied\n\
         also changed: a[0]\n\
         q: view of an unnamed array of 80 B, @m2\n",
    );
}

#[test]
fn a_loop_is_told_by_its_net_effect_however_long_it_is() {
    notes(
        "a = arange(6)\n\
         for i in range(20_000):\n    b = a + i\n    v = a[1:]\n    v[1] = i\n\n\
         while i > 0:\n    i -= 5_000\n    a = a[::-1]\n\n\
         if True:\n    c = a.copy()\n\n",
        "a: new array, 48 B, @m1\n\
         b: new array, 48 B, @m20001\n\
         v: view of a, @m1[1:]\n\
         also changed: a[2]\n\
         a: view of what a was, @m1\n\
         c: copy of a, 48 B, @m20002\n",
    );
}

#[test]
fn what_containers_and_instances_hold_is_seen() {
    notes(
        "rows = [zeros(3), ones(2)]\n\
         v = rows[0]\n\
         rows[0][1] = 5\n\
         w = rows[0][1:]\n\
         w[0] = 7\n\
         d = {'k': rows}\n\
         del rows\n\
         v[2] = 1\n\
         class Net:\n    def __init__(self, w):\n        self.w = w\n        self.parts = (w[:1], w)\n    def step(self):\n        self.w += 1\n\n\
         n = Net(zeros(2))\n\
         n.step()\n\
         n.parts[0][0] = 9\n",
        "rows: list of 2 new arrays\n\
         v is rows[0]: the same array, nothing copied\n\
         also changed: v[1]\n\
         w: view of v, @m1[1:]\n\
         also changed: v[1] (and its alias rows[0])\n\
         also changed: w[1], d['k'][0][2]\n\
         also changed: n.w (and its alias n.parts[1]), n.parts[0]\n\
         also changed: n.w[0] (and its alias n.parts[1])\n",
    );
}

#[test]
fn mem_lists_locals_attributes_closures_and_generators() {
    // In the middle of three calls: the same array object is the w of __init__, the y of inner, and self.w.
    prints(
        "import numpy as np\n\
         class Net:\n    def __init__(self, w):\n        self.w = w\n        mem()\n\n\
         def inner(x):\n    y = x[1:]\n    Net(y)\n\n\
         def outer():\n    a = np.zeros(4)\n    inner(a)\n\n\
         outer()\n\
         def keeper():\n    big = np.zeros(2)\n    return lambda: big\n\n\
         def gen(x):\n    yield x\n\n\
         k = keeper()\n\
         g = gen(np.ones(2))\n\
         mem()\n",
        "@m1  32 B  float64 (4,)  held by in __init__: w, in inner: x, in inner: y, in outer: a, in __init__: self.w\n\
         \x20 in __init__: w       ········████████████████████████          @m1[1:]\n\
         \x20 in inner: x          ████████████████████████████████          @m1\n\
         \x20 in inner: y          ········████████████████████████          is in __init__: w\n\
         \x20 in outer: a          ████████████████████████████████          is in inner: x\n\
         \x20 in __init__: self.w  ········████████████████████████          is in __init__: w\n\
         1 buffer, 32 B kept alive, 32 B reachable\n\
         @m2  16 B  float64 (2,)  held by k: big\n\
         \x20 k: big  ████████████████                          @m2\n\
         @m3  16 B  float64 (2,)  held by g: x\n\
         \x20 g: x    ████████████████                          @m3\n\
         2 buffers, 32 B kept alive, 32 B reachable\n",
    );
}
