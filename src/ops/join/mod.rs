//! Arrays put together, repeated and shifted: always copies.

mod block;
mod concatenate;
mod edit;
mod pad;
mod repeat;
mod roll;
mod stack;

pub use block::{BlockError, Blocks, block};
pub use concatenate::{ConcatenateError, Options, append, concatenate, result_type};
pub use edit::{EditError, Positions, delete, insert};
pub use pad::{PadError, PadMode, pad};
pub use repeat::{RepeatError, repeat, tile};
pub use roll::roll;
pub use stack::{StackError, column_stack, dstack, hstack, stack, vstack};
