//! The library written in Python, which is inside arr: a module is compiled when it is first imported.

/// The texts, by the dotted names of the modules.
const SOURCES: &[(&str, &str)] = &[
    ("__future__", include_str!("library/__future__.py")),
    ("_collections_abc", include_str!("library/_collections_abc.py")),
    ("abc", include_str!("library/abc.py")),
    ("bisect", include_str!("library/bisect.py")),
    ("collections", include_str!("library/collections/__init__.py")),
    ("collections.abc", include_str!("library/collections/abc.py")),
    ("contextlib", include_str!("library/contextlib.py")),
    ("copy", include_str!("library/copy.py")),
    ("csv", include_str!("library/csv.py")),
    ("dataclasses", include_str!("library/dataclasses.py")),
    ("doctest", include_str!("library/doctest.py")),
    ("enum", include_str!("library/enum.py")),
    ("fnmatch", include_str!("library/fnmatch.py")),
    ("functools", include_str!("library/functools.py")),
    ("glob", include_str!("library/glob.py")),
    ("heapq", include_str!("library/heapq.py")),
    ("importlib", include_str!("library/importlib.py")),
    ("json", include_str!("library/json.py")),
    ("logging", include_str!("library/logging.py")),
    ("numbers", include_str!("library/numbers.py")),
    ("operator", include_str!("library/operator.py")),
    ("pathlib", include_str!("library/pathlib.py")),
    ("statistics", include_str!("library/statistics.py")),
    ("string", include_str!("library/string.py")),
    ("types", include_str!("library/types.py")),
    ("typing", include_str!("library/typing.py")),
    ("warnings", include_str!("library/warnings.py")),
];

/// The text of a module.
pub(super) fn source(name: &str) -> Option<&'static str> {
    SOURCES.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}

/// Packages that programs on arrays import, and arr does not have.
const PACKAGES: &str = include_str!("packages.txt");

/// Whether Python has a module of this name, or somebody publishes a package of it that programs on arrays use.
pub(super) fn is_known(name: &str) -> bool {
    let top = name.split('.').next().unwrap_or(name);
    let listed = |wanted: &str| PACKAGES.lines().any(|line| line == wanted);
    listed(name) || name != top && listed(&format!("{top}.*"))
}
