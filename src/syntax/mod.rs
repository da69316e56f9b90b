//! Text to tree: the only user of pest.

mod ast;
mod span;
mod symbol;

pub use ast::*;
pub use span::Span;
pub use symbol::{Interner, Symbol};
