//! Where the language is arr's own: bracketed literals, bare names, pasted prompts.

use crate::run::{statements, untagged};

#[test]
fn a_rectangular_literal_is_an_array_where_it_is_bound_printed_or_computed_with() {
    untagged("a = [1, 2, 3]\na\nprint([1, 2])\n[1, 2] + [3, 4]\n[[1, 2], [3, 4]] * 2\n-[1.5, 2]\n")
        .stdout(
            "array([1, 2, 3])\n[1 2]\narray([4, 6])\narray([[2, 4],\n       [6, 8]])\narray([-1.5, -2. ])\n",
        )
        .check();
}

#[test]
fn as_an_argument_or_index_it_stays_a_sequence() {
    untagged("a = [1, 2, 3]\na[[0, 2]]\nnp.concatenate([a, [9]])\nlen([1, 2])\nnp.zeros([2, 1])\n")
        .stdout("array([1, 3])\narray([1, 2, 3, 9])\n2\narray([[0.],\n       [0.]])\n")
        .check();
}

#[test]
fn any_other_list_stays_a_list() {
    untagged("l = [1, [2, 3]]\nl\nm = ['a', 'b']\nm\nn = [l, m]\nlen(n)\n")
        .stdout("[1, [2, 3]]\n['a', 'b']\n2\n")
        .check();
}

#[test]
fn every_name_is_there_bare_through_the_alias_and_as_a_method() {
    untagged(
        "a = [3, 1, 2]\nsum(a), np.sum(a), a.sum()\nimport numpy as other\nother.sum(a)\nnumpy = 5\nnumpy\n",
    )
    .stdout("(np.int64(6), np.int64(6), np.int64(6))\nnp.int64(6)\n5\n")
    .check();
}

#[test]
fn pasted_prompts_are_taken_off() {
    untagged(">>> a = [1,\n...      2]\n>>> a\nIn [3]: a + 1\n")
        .stdout("array([1, 2])\narray([2, 3])\n")
        .check();
}

#[test]
fn echo_is_the_repr_unless_it_is_none() {
    untagged("None\n'x'\n(1,)\nprint(5)\n").stdout("'x'\n(1,)\n5\n").check();
}

#[test]
fn several_statements_in_a_line() {
    untagged("a = 1; b = 2; a + b; # the end").stdout("3\n").check();
}

#[test]
fn tags_in_every_kind_of_output() {
    statements("a = np.arange(3)\nv = a[1:]\nv\nprint(a, v)\nf'{v}'\n(a, v)\n{'k': v}\nstr(v)\n")
        .stdout("array([1, 2]) @m1[1:]\n[0 1 2] @m1 [1 2] @m1[1:]\n'[1 2] @m1[1:]'\n(array([0, 1, 2]) @m1, array([1, 2]) @m1[1:])\n{'k': array([1, 2]) @m1[1:]}\n'[1 2]'\n")
        .check();
}
