//! The language: values, names, the evaluator, and one table of builtins.

mod access;
mod attributes;
mod builtins;
mod bytes;
mod call;
mod convert;
mod errors;
mod expression;
mod integers;
mod interp;
mod key;
mod known;
mod manner;
mod modules;
mod nest;
mod object;
mod operators;
mod percent;
mod show;
mod sort;
mod statement;
mod suggest;
mod table;
mod text;
mod unlike;
mod value;
mod walk;

pub use access::member_names as members_of;
pub use attributes::{Attribute, ROWS as ATTRIBUTES};
pub use builtins::FLATITER;
pub use call::{Args, Given, Parameter, Signature};
pub use convert::truth;
pub use errors::{CallError, Hint, NameError, ValueKindError};
pub use interp::{Bindings, Interp, Question, Teller, Wanted, Wrote};
pub use modules::{bare, bare_names, by_name, member, member_names};
pub use object::Object;
pub use suggest::nearest;
pub use table::{Builtin, Home, Returns, RowId, Table};
pub use value::{Abstract, Dict, Key, Lambda, List, Module, Range, Type, Value};

use key::convert_key;
