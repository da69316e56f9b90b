//! `arr`: which of my arrays share memory, and what made the copy?
//!
//! A layer uses only those above it in this list: `error`, `syntax`, `memory`, `ops`, `display`,
//! `lang`, `session`, then `explain`, `repl` and `cli`. A test holds that.
pub mod display;
pub mod error;
pub mod memory;
pub mod syntax;

pub mod cli;
