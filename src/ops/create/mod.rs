//! New arrays: filled, counted, spaced.

mod arange;
mod filled;
mod grid;
mod number;
mod spaced;
mod triangle;

pub use arange::{ArangeError, arange};
pub use filled::{empty, empty_like, eye, full, full_like, ones, ones_like, zeros, zeros_like};
pub use grid::{indices, meshgrid, open_indices, spaced_grid};
pub use number::{Number, NumberError, from_numbers, weak};
pub use spaced::{Linspace, SpacedError, Spacing, geomspace, linspace, logspace, logspace_of, spaced_dtype};
pub use triangle::{TriangleError, diag, diagflat, tri, tril, triu, vander};
