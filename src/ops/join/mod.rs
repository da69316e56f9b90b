//! Arrays put together, repeated and shifted: always copies.

mod concatenate;
mod repeat;
mod roll;
mod stack;

pub use concatenate::{ConcatenateError, Options, append, concatenate, result_type};
pub use repeat::{RepeatError, repeat, tile};
pub use roll::roll;
pub use stack::{StackError, column_stack, dstack, hstack, stack, vstack};
