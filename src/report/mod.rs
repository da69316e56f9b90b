//! Reports that run a whole program: `arr explain` and `arr quiz`.

mod explain;
mod json;
mod quiz;
mod wrap;

pub use explain::{Format, explain};
pub use quiz::quiz;
