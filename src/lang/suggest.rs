//! "Did you mean": the name nearest to a mistyped one.

/// The candidate nearest to `name`, if it is near enough to be meant.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let lower = name.to_lowercase();
    // A third of the letters may be wrong, but one always may, except in names of one letter.
    let most = match name.chars().count() {
        0 | 1 => return None,
        n => (n / 3).max(1),
    };
    candidates
        .filter(|c| *c != name && c.len().abs_diff(name.len()) <= most)
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, c)| (*distance, c.len()))
        .map(|(_, c)| c.to_owned())
}
