//! `arr explain` and `arr quiz`: whole reports.

use crate::run::arr;

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
