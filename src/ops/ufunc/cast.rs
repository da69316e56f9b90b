//! Casts between dtypes on the way into and out of a loop, and what they lose.

use crate::memory::DType;
use crate::ops::cast::Cast;
pub(super) use crate::ops::cast::loses;
use crate::ops::walk::Cursor;

use super::flags::Flags;

/// Pulls the next elements of an operand, cast to `to`.
pub(super) fn pull(cursor: &mut Cursor<'_>, bytes: &[u8], from: DType, to: DType, out: &mut [u8]) -> Flags {
    Cast::new(from, to).pull(cursor, bytes, out)
}

/// Writes elements of `dtype` to the next places of an operand.
pub(super) fn push(cursor: &mut Cursor<'_>, bytes: &mut [u8], dtype: DType, values: &[u8]) {
    cursor.push_bytes(bytes, dtype.itemsize(), values);
}

/// Casts contiguous elements.
pub(super) fn cast(from: DType, values: &[u8], to: DType, out: &mut [u8]) -> Flags {
    Cast::new(from, to).run(values, out)
}
