//! Text to tree: the only user of pest.

mod ast;
mod block;
mod build;
mod collections;
mod compound;
mod error;
mod fault;
mod forms;
mod fstring;
mod grammar;
mod header;
mod keyword;
mod lexer;
mod lines;
mod number;
mod outline;
mod parameters;
mod parse;
mod pattern;
mod pieces;
mod scene;
mod strings;
mod symbol;
mod target;
#[cfg(test)]
mod tests;
mod visit;

pub use crate::span::Span;
pub use ast::*;
pub use error::SyntaxError;
pub use forms::Forms;
pub use keyword::is_keyword;
pub(crate) use lexer::{Lexer, Token, TokenKind};
pub use lines::{Completeness, LogicalLine, LogicalLines, completeness};
pub use parse::parse_statement;
pub use symbol::{Interner, Symbol};
pub use visit::{expressions, imports};
