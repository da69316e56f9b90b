//! Aliases, views and copies: what the tags say, and that a write is seen wherever its memory is shown.

use crate::run::statements;

/// What a script shows with tags.
#[track_caller]
fn shows(text: &str, expected: &str) {
    statements(text).stdout(expected).check();
}

#[test]
fn an_alias_has_the_same_tag() {
    shows("a = [1, 2]\nb = a\nb\nb is a\n", "array([1, 2]) @m1\nTrue\n");
}

#[test]
fn a_view_names_the_expression_that_yields_it() {
    shows(
        "a = np.arange(12)\nm = a.reshape(3, 4)\nm\nm.T\nm[1:, ::2]\na[2:7]\na[::-1]\nm[:, None, 0]\n",
        "array([[ 0,  1,  2,  3],\n       [ 4,  5,  6,  7],\n       [ 8,  9, 10, 11]]) @m1.reshape(3, 4)\n\
array([[ 0,  4,  8],\n       [ 1,  5,  9],\n       [ 2,  6, 10],\n       [ 3,  7, 11]]) @m1.reshape(3, 4).T\n\
array([[ 4,  6],\n       [ 8, 10]]) @m1.reshape(3, 4)[1:, ::2]\narray([2, 3, 4, 5, 6]) @m1[2:7]\n\
array([11, 10,  9,  8,  7,  6,  5,  4,  3,  2,  1,  0]) @m1[::-1]\narray([[0],\n       [4],\n       [8]]) @m1[::4, None]\n",
    );
}

#[test]
fn a_copy_has_memory_of_its_own() {
    shows(
        "a = [1, 2]\nc = a.copy()\nc\na + 1\na[[0]]\na[a > 1]\n",
        "array([1, 2]) @m2\narray([2, 3]) @m3\narray([1]) @m4\narray([2]) @m5\n",
    );
}

#[test]
fn numbers_follow_the_order_of_binding_and_showing() {
    shows("b = [5]\na = [6]\na\nb\n[7] + [8]\n", "array([6]) @m2\narray([5]) @m1\narray([15]) @m3\n");
}

#[test]
fn writes_are_seen_through_every_name() {
    shows(
        "a = np.arange(4)\nb = a\nv = a[1:]\nw = v[::-1]\nw[0] = 9\na; b; v; w\n",
        "array([0, 1, 2, 9]) @m1\narray([0, 1, 2, 9]) @m1\narray([1, 2, 9]) @m1[1:]\narray([9, 2, 1]) @m1[:0:-1]\n",
    );
}

#[test]
fn a_shape_set_in_place_is_every_aliass() {
    shows(
        "a = np.arange(4)\nb = a\nb.shape = (2, 2)\na\nv = a[:]\nv.shape = (4,)\na.shape\n",
        "array([[0, 1],\n       [2, 3]]) @m1\n(2, 2)\n",
    );
}

#[test]
fn a_locked_array_is_marked() {
    shows(
        "a = [1, 2]\na.flags.writeable = False\na\na[1:]\nnp.broadcast_to(5, (2,)).flags.writeable\n",
        "array([1, 2]) @m1 ro\narray([2]) @m1[1:] ro\nFalse\n",
    );
}

#[test]
fn memory_that_was_not_cleared_is_marked_until_written() {
    let given = statements("e = np.empty(3)\ne\ne[:] = 1\ne\n").given();
    let lines: Vec<&str> = given.stdout.lines().collect();
    assert!(lines[0].ends_with(" @m1 uninit"), "{lines:?}");
    assert_eq!(lines[1], "array([1., 1., 1.]) @m1");
}

#[test]
fn an_array_may_be_taken_out_of_bounds_by_nobody() {
    shows(
        "a = np.arange(5)\na[2:100], a[-100:2], a[9:]\n",
        "(array([2, 3, 4]) @m1[2:], array([0, 1]) @m1[:2], array([], dtype=int64) @m1[:0])\n",
    );
}

#[test]
fn sharing_is_exact() {
    shows(
        "x = np.zeros(100, dtype=np.uint8)\nnp.shares_memory(x[::2], x[1::2]), np.may_share_memory(x[::2], x[1::2])\nnp.shares_memory(x[::3], x[::5]), np.shares_memory(x[:50], x[50:])\n",
        "(False, True)\n(True, False)\n",
    );
}

#[test]
fn sharing_that_numpy_searches_half_a_minute_for() {
    // Two four-dimensional views of one buffer whose strides have no common pattern.
    let text = "from numpy.lib.stride_tricks import as_strided\nb = np.zeros(192163377, dtype=np.int8)\n\
x = as_strided(b, strides=(36674, 61119, 85569), shape=(1049, 1049, 1049))\n\
y = as_strided(b[64023025:], strides=(12223, 12224, 1), shape=(1049, 1049, 1))\nnp.shares_memory(x, y)\n";
    let start = std::time::Instant::now();
    shows(text, "False\n");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn the_buffer_of_a_name_that_is_gone_lives_as_long_as_a_view() {
    shows(
        "a = np.arange(3)\nv = a[1:]\ndel a\nv[0] = 7\nv\nv.base\n",
        "array([7, 2]) @m1[1:]\narray([0, 7, 2]) @m1\n",
    );
}
