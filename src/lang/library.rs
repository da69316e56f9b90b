//! The library written in Python, which is inside arr: a module is compiled when it is first imported.

/// The texts, by the dotted names of the modules.
const SOURCES: &[(&str, &str)] =
    &[("__future__", include_str!("library/__future__.py")), ("abc", include_str!("library/abc.py"))];

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
