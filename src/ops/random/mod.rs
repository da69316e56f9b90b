//! Engines of random numbers.

mod twister;

pub use twister::{STATE, Twister};
