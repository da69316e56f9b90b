//! Sorting and what rests on it.
//!
//! Order is NumPy's: NaN last, complex numbers by real part and then imaginary part. Every sort here is stable where that can be seen (in
//! [`argsort`]), whatever `kind` was asked for: NumPy's default kind leaves the order of equal elements open.

mod hashed;
mod indirect;
mod key;
mod lanes;
mod partition;
mod rows;
mod sample;
mod select;
mod sets;
mod unique;

pub use indirect::argsort;
pub use lanes::{SortError, sort, sorted};
pub use partition::{argpartition, partition, partitioned};
pub use rows::{RowsError, lexsort, unique_along};
pub(crate) use select::select;
pub use sets::{Common, intersect1d, isin, setdiff1d, setxor1d, takes_table, union1d};
pub use unique::{Unique, UniqueOptions, unique};
