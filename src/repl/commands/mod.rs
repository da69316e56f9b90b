//! What the commands do: a file a subject.

pub(super) mod help;
pub(super) mod history;
pub(super) mod memory;
pub(super) mod names;
pub(super) mod run;
pub(super) mod settings;
pub(super) mod timing;
