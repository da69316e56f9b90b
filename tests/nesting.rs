//! What stands in itself a million times: it is made, shown as far as it can be, and let go, without the stack that this would take.

use crate::run::arr;

/// A program that puts what `y` holds into something else, again and again.
fn nest(start: &str, wrap: &str) -> String {
    format!("y = [{start}]\n_ = len([y.append({wrap}) for i in range(100000)])\n")
}

#[test]
fn what_holds_the_next_is_let_go() {
    for (start, wrap) in [
        ("''", "[y.pop()]"),
        ("''", "(y.pop(),)"),
        ("{}", "{'a': y.pop()}"),
        ("lambda: 1", "(lambda g: lambda: g)(y.pop())"),
        ("slice(1)", "slice(y.pop())"),
        ("''", "iter([y.pop()])"),
        ("zeros(3)", "y.pop().append"),
        ("zeros(3)", "np.lib.stride_tricks.as_strided(y.pop())"),
    ] {
        let start = if wrap.ends_with("append") { "['']" } else { start };
        let wrap = if wrap.ends_with("append") { "[y.pop()].append" } else { wrap };
        arr(["-"])
            .stdin(nest(start, wrap) + "print('made')\ndel y\nprint('gone')\n")
            .stdout("made\ngone\n")
            .check();
    }
}

#[test]
fn what_is_too_deep_to_show_is_an_error() {
    let text = nest("''", "[y.pop()]") + "y\n";
    arr(["-"])
        .stdin(text)
        .fails_with("RecursionError: maximum recursion depth exceeded while getting the repr of an object")
        .check();
}

#[test]
fn a_list_that_holds_itself_twice_is_shown_once() {
    let text = "x = ['']\nx.append(x)\nx.append(x)\nx\nz = x.copy()\nz\n";
    arr(["-"])
        .stdin(text)
        .stdout("['', [...], [...]]\n['', ['', [...], [...]], ['', [...], [...]]]\n")
        .check();
}
