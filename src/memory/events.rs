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

/// Something that happened to memory. Some of it is recorded only while somebody asks for it: see [`super::Memory::set_saving`].
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
        /// The site in the program that made it: see [`super::Memory::set_site`].
        site: u64,
    },
    /// Elements were written.
    Write {
        /// Through which array object.
        array: ArrayId,
        /// In which buffer.
        buffer: BufferId,
        /// Which elements, at the most, if what is written is saved: see [`super::Memory::set_saving`]. Nobody else can ask.
        layout: Option<Box<Layout>>,
        /// Of which dtype.
        dtype: DType,
    },
    /// The shape, the dtype or the buffer of an array object was changed in place.
    Reshaped {
        /// Which.
        array: ArrayId,
        /// What of it: `shape`, `dtype`, `size`.
        what: &'static str,
        /// The layout and dtype before.
        before: Box<(Layout, DType)>,
    },
    /// `flags.writeable` of an array object was changed.
    Flagged {
        /// Which.
        array: ArrayId,
        /// What it was.
        writeable: bool,
    },
    /// Elements went from one array to another that was there before.
    Moved {
        /// Into which buffer.
        buffer: BufferId,
        /// How many bytes were written.
        bytes: usize,
    },
    /// An operand of a computation was converted first.
    Promoted {
        /// The array that was computed.
        array: ArrayId,
        /// What the operand was.
        from: DType,
        /// What it was computed as.
        to: DType,
    },
    /// Buffers came and went since the events were last taken: too many for each to be told.
    Passed {
        /// How many.
        buffers: usize,
        /// Their bytes.
        allocated: usize,
        /// The bytes of those that were copies.
        copied: usize,
    },
    /// A name was bound.
    Bind {
        /// The name, by its symbol's number.
        name: usize,
        /// To which array object, if to one.
        array: Option<ArrayId>,
    },
}

impl Event {
    /// The array object that came to be, if one did.
    pub fn made(&self) -> Option<ArrayId> {
        if let Self::Made { array, .. } = self { Some(*array) } else { None }
    }
}

/// What makes an index advanced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advanced {
    /// A list or an array of integers.
    Integers,
    /// A list or an array of bools, of so many axes.
    Mask(u8),
    /// `True` or `False`.
    Bool,
    /// An integer array without axes.
    ZeroDim,
}

/// Two axes that cannot become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnevenStrides {
    /// The axis that steps over the other.
    pub outer: usize,
    /// Its stride in bytes.
    pub outer_stride: isize,
    /// The axis stepped over.
    pub inner: usize,
    /// Its stride in bytes.
    pub inner_stride: isize,
    /// Its length.
    pub inner_length: usize,
}

/// Why an operation that gives a view where it can had to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyReason {
    /// `reshape`: stepping over `inner` along `outer` is not even.
    UnevenStrides(Box<UnevenStrides>),
    /// `ravel`, `ascontiguousarray`: the result must be contiguous and the array is not.
    NotContiguous,
    /// `astype`, `asarray`: another dtype was asked for.
    OtherDType,
    /// `asarray`, `array`: another order was asked for.
    OtherOrder,
    /// An advanced index always copies.
    AdvancedIndex,
    /// The same, and which of its items made it advanced.
    AdvancedItem {
        /// The number of the item, from 0.
        item: u32,
        /// How many items there are.
        items: u32,
        /// What it is.
        what: Advanced,
    },
    /// A copy was asked for.
    Asked,
}
