//! The tests of the whole, in one binary: what the `arr` program prints and how it ends, golden scripts, the documentation, the
//! layers of the source, and NumPy's recorded answers.

mod run;

mod articles;
mod command_line;
mod explain;
mod golden;
mod interrupt;
mod language;
mod layers;
mod memory_limit;
mod memory_model;
mod nesting;
mod notes;
mod programs;
mod prompt;
mod runtime_errors;
mod statements;
mod syntax_errors;
mod table;

mod casts;
mod index;
mod shape;
mod ufunc;
mod views;
