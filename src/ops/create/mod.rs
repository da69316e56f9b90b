//! New arrays: filled, counted, spaced.

mod filled;

pub use filled::{empty, empty_like, eye, full, full_like, ones, ones_like, zeros, zeros_like};
