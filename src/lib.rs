//! `arr`: which of my arrays share memory, and what made the copy?
//!
//! A layer uses only those above it in this list: `span`, `error`, `syntax`, `memory`, `ops`, `display`,
//! `lang`, `explain`, `net`, `session`, then `report`, `repl` and `cli`. A test holds that.

// What pest generates without its `std` feature names `::alloc`.
extern crate alloc;

pub mod display;
pub mod error;
pub mod explain;
pub mod lang;
pub mod memory;
pub mod ops;
pub mod session;
pub mod span;
pub mod syntax;

mod golden;
mod machine;
mod net;
mod paint;
mod repl;
mod report;

pub mod cli;
