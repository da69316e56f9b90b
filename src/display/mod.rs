//! Values to text, and the tag that says which memory an array lives in.

mod direct;
mod expression;
mod grid;
mod step;
pub mod tag;

pub use expression::expression;
pub use step::{Geometry, IndexItem, Step, Steps};
