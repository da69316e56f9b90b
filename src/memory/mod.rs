//! The memory model: buffers with identity, array objects on them, and what happens to both.
//!
//! A **buffer** is a block of bytes. An **array object** is (buffer, dtype, shape, byte strides, byte offset, flags, base). Cloning an
//! [`Array`] is an **alias**; [`Array::view_as`] makes a **view**; a **copy** is an array with a buffer of its own. No language, no text.

mod array;
mod block;
mod buffer;
mod dtype;
mod events;
mod floating;
mod layout;
mod log;
mod overlap;
#[cfg(test)]
mod overlap_tests;
mod patience;
mod pool;
mod room;
mod saved;
mod scalar;
mod sumset;
mod touched;
mod typed;

pub use array::{Array, ArrayError, Base, Origin, Reference, ShapeText, TightShape, WeakArray};
pub use buffer::{Buffer, Init, Memory, MemoryError, MemoryWarning, WarningResponse, WarningRule};
pub use dtype::{Bool, C64, C128, Casting, DType, Element, Kind, PartialOrdElement, f16, promote};
pub use events::{Advanced, ArrayId, BufferId, CopyReason, Event, Relation, UnevenStrides};
pub use floating::{Fault, FaultError, FpStatus, Hushed, Response, Responses};
pub use layout::{
    Layout, MAX_DIMS, Order, ReshapeObstacle, Shape, Strides, checked_size, contiguous_strides,
};
pub use overlap::{
    Hazard, has_internal_overlap, hazard, layout_hazard, layouts_share, may_share_memory, shares_memory,
};
pub use patience::Patience;
pub use room::{NoRoom, Stopped, can_map, limit_space};
pub(crate) use room::{
    filled, in_pieces, interrupt_flag, is_interrupted, made, stop_if_interrupted, with_room,
};
pub use saved::Saved;
pub use scalar::Scalar;
pub use touched::{AxisRange, Change, Touched, changed_elements, covered, touched, touched_elements};
pub use typed::{Typed, element_strides, for_each_run, gather, typed};
