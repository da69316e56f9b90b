//! The documentation is a test: the sessions in Markdown files show what arr shows.

use crate::run::{arr, repository};

#[track_caller]
fn replays(file: &str) {
    let path = repository(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{file}: {e}"));
    assert!(text.contains("```arr\n"), "{file} has no session");
    let given = arr(["test", &path.display().to_string()]).given();
    assert!(given.status == 0 && given.stderr.is_empty(), "{}{}", given.stdout, given.stderr);
}

#[test]
fn readme() {
    replays("README.md");
}

#[test]
fn where_the_article_differs_from_numpy() {
    replays("scripts/article/README.md");
}
