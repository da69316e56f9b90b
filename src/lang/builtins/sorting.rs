//! Order: sorting, searching, sets.

use super::super::table::Builtin;

pub(in super::super) const ROWS: &[Builtin] = &[];
