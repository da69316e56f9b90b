//! What happened to memory, told: from the events of a statement to notes, warnings, histories and the memory map.
//!
//! [`facts`] puts together what a statement did; [`notes`] and the report of a script are its words. [`lint`] finds what is allowed and
//! seldom meant. [`History`] keeps how arrays came to be, for `why(x)`. Nothing here runs a statement, and nothing prints.

mod changed;
mod facts;
mod history;
mod holders;
mod lint;
mod map;
mod names;
mod notes;
mod relate;
mod suggest;
mod undo;
mod words;

pub use changed::Changed;
pub use facts::{Bound, Facts, Kind, Moment, Statement, facts};
pub use history::History;
pub use lint::{Finding, Lint, Watched, findings};
pub use map::map;
pub use names::{Names, Standing};
pub use notes::notes;
pub use relate::relation;
pub use undo::{TakenBack, Undo};
pub use words::bytes;
