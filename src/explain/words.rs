//! Words for what memory does, the same in notes, histories and reports.

use crate::memory::{Advanced, CopyReason, Relation, UnevenStrides};

/// A number of bytes as a person reads it: `24 B`, `1.5 kB`, `80 MB`.
pub fn bytes(n: usize) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if n < 10_000 {
        return format!("{n} B");
    }
    let mut count = n as f64 / 1000.0;
    let mut unit = 0;
    while count >= 999.5 && unit + 1 < UNITS.len() {
        count /= 1000.0;
        unit += 1;
    }
    let text = if count < 99.95 { format!("{count:.1}") } else { format!("{count:.0}") };
    format!("{} {}", text.strip_suffix(".0").unwrap_or(&text), UNITS[unit])
}

/// `3 things`, `1 thing`.
pub(super) fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// Why an operation copied.
pub(super) fn reason(operation: &str, reason: &CopyReason) -> String {
    match reason {
        CopyReason::UnevenStrides(uneven) => {
            let UnevenStrides { outer, outer_stride, inner, inner_stride, inner_length } = &**uneven;
            format!(
                "{operation} had to copy: axes {outer} and {inner} cannot become one, stride {outer_stride} is not {inner_length} × {inner_stride}"
            )
        }
        CopyReason::NotContiguous => {
            format!("{operation} had to copy: its result is contiguous, and the array is not")
        }
        CopyReason::OtherDType => format!("{operation} had to copy: another dtype needs other bytes"),
        CopyReason::OtherOrder => {
            format!("{operation} had to copy: the elements must stand in another order")
        }
        CopyReason::AdvancedIndex => format!("{} always copies what its index picks", index_name(operation)),
        CopyReason::AdvancedItem { item, items, what } => {
            let what = match what {
                Advanced::Integers => "a list or array of integers",
                Advanced::Mask(_) => "a mask",
                Advanced::Bool => "a bool, which is a mask,",
                Advanced::ZeroDim => "an integer array without axes (not a plain int)",
            };
            let which = match (items, item) {
                (1, _) => "the index is",
                (_, 0) => "item 0 of the index is",
                (_, item) => return format!("an advanced index copies: item {item} of the index is {what}"),
            };
            format!("an advanced index copies: {which} {what}")
        }
        CopyReason::Asked => format!("{operation} always copies"),
    }
}

/// What would have given a view, if anything would.
pub(super) fn instead(reason: &CopyReason) -> Option<&'static str> {
    match reason {
        CopyReason::UnevenStrides(uneven) if uneven.outer_stride.abs() < uneven.inner_stride.abs() => Some(
            "order='F' (or reshaping before the axes are exchanged) needs no copy where the array is packed",
        ),
        CopyReason::UnevenStrides(_) => Some("a shape that keeps these axes apart needs no copy"),
        CopyReason::NotContiguous => Some("reshape(-1) gives a view more often"),
        CopyReason::AdvancedItem { what: Advanced::ZeroDim, .. } => Some("int(i) as the index gives a view"),
        CopyReason::AdvancedItem { what: Advanced::Integers, .. } => {
            Some("a slice gives a view, where one names the same elements")
        }
        _ => None,
    }
}

fn index_name(operation: &str) -> &str {
    if operation == "getitem" { "an advanced index" } else { operation }
}

/// An operation as the language writes it.
pub(super) fn operation(name: &'static str) -> &'static str {
    match name {
        "getitem" => "[…]",
        "array" => "array",
        other => other,
    }
}

/// The rule that an operation followed when it made an array.
pub(super) fn rule(relation: Relation, name: &'static str, why: Option<&CopyReason>) -> String {
    match (relation, why) {
        (Relation::Copy, Some(why)) => reason(name, why),
        (Relation::Copy, None) => format!("{name} always copies"),
        (Relation::New, _) => "its elements are computed or created".to_owned(),
        (Relation::View, _) => match name {
            "getitem" => "integers, slices, ... and None give a view".to_owned(),
            "reshape" | "ravel" => "the strides allow the new shape".to_owned(),
            "transpose" | "T" | "swapaxes" | "moveaxis" | "rollaxis" | "matrix_transpose" | "mT" => {
                "only the axes change places".to_owned()
            }
            "view" => "the same bytes, read as another dtype".to_owned(),
            "broadcast_to" | "broadcast_arrays" => "an axis of stride 0 repeats without copying".to_owned(),
            "diagonal" => "one stride steps along several axes".to_owned(),
            "real" | "imag" => "a part of every element".to_owned(),
            _ => "another array object on the same memory".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_read_well() {
        let said: Vec<String> =
            [0, 80, 9999, 10_000, 80_000_000, 999_600, 1_234_567_890].into_iter().map(bytes).collect();
        assert_eq!(said, ["0 B", "80 B", "9999 B", "10 kB", "80 MB", "1 MB", "1.2 GB"]);
    }
}
