//! Events: what happened to memory, recorded by whoever did it, in the order in which it happened.

use super::{DType, Layout};

/// The identity of a buffer; never used twice in one [`super::Memory`].
pub type BufferId = u64;
/// The identity of an array object; never used twice in one [`super::Memory`].
pub type ArrayId = u64;

/// How an array object came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Computed or created.
    New,
    /// Another array object on the same buffer.
    View,
    /// Elements of another array, unchanged, in another buffer.
    Copy,
}

/// Something that happened to memory.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A buffer was allocated.
    Alloc {
        /// Which.
        buffer: BufferId,
        /// How large.
        bytes: usize,
    },
    /// A buffer was given back.
    Free {
        /// Which.
        buffer: BufferId,
        /// How large.
        bytes: usize,
    },
    /// An array object came to be.
    Made {
        /// Which.
        array: ArrayId,
        /// On which buffer.
        buffer: BufferId,
        /// New, view or copy.
        relation: Relation,
        /// The array that it views or copies.
        of: Option<ArrayId>,
        /// The operation, by its name in NumPy.
        operation: &'static str,
        /// Why a copy was made where a view was possible in general.
        reason: Option<CopyReason>,
    },
    /// Elements were written.
    Write {
        /// Through which array object.
        array: ArrayId,
        /// In which buffer.
        buffer: BufferId,
        /// Which elements, at the most.
        layout: Layout,
        /// Of which dtype.
        dtype: DType,
    },
    /// A name was bound.
    Bind {
        /// The name, by its symbol's number.
        name: usize,
        /// To which array object, if to one.
        array: Option<ArrayId>,
    },
}

/// Why an operation that gives a view where it can had to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyReason {
    /// `reshape`: stepping over `inner` along `outer` is not even.
    UnevenStrides {
        /// The axis that steps over the other.
        outer: usize,
        /// Its stride in bytes.
        outer_stride: isize,
        /// The axis stepped over.
        inner: usize,
        /// Its stride in bytes.
        inner_stride: isize,
        /// Its length.
        inner_length: usize,
    },
    /// `ravel`, `ascontiguousarray`: the result must be contiguous and the array is not.
    NotContiguous,
    /// `astype`, `asarray`: another dtype was asked for.
    OtherDType,
    /// `asarray`, `array`: another order was asked for.
    OtherOrder,
    /// An advanced index always copies.
    AdvancedIndex,
    /// A copy was asked for.
    Asked,
}
