//! Values to text, and the tag that says which memory an array lives in.

mod direct;
mod expression;
#[cfg(test)]
mod expression_tests;
mod grid;
mod step;
pub mod tag;

pub use expression::{expression, expression_on_base};
pub use step::{Geometry, IndexItem, Step, Steps};
