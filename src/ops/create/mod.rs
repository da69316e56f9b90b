//! New arrays: filled, counted, spaced.

mod arange;
mod filled;
mod spaced;

pub use arange::{ArangeError, arange};
pub use filled::{empty, empty_like, eye, full, full_like, ones, ones_like, zeros, zeros_like};
pub use spaced::{Linspace, SpacedError, Spacing, geomspace, linspace, logspace, spaced_dtype};
