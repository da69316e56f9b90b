//! Shapes and views: what changes where elements are seen, not what they are.
//!
//! Every function returns an alias (a clone of the same handle), a view or a copy exactly as NumPy does; the documentation of each says which.

mod axis;
mod broadcast;
mod diagonal;
mod dims;
mod flip;
mod reinterpret;
mod reshape;
mod resize;
mod split;
mod strided;
mod text;
mod transpose;
mod trim;

pub use axis::{Axes, AxisError, normalize_axes, normalize_axis, reduction_axes};
pub use broadcast::{BroadcastError, broadcast_arrays, broadcast_shape, broadcast_shapes, broadcast_to};
pub(crate) use diagonal::diagonal_layout;
pub use diagonal::{DiagonalError, diagonal};
pub use dims::{DimsError, atleast_1d, atleast_2d, atleast_3d, expand_dims, prepend_axes, squeeze};
pub use flip::{FlipError, flip, fliplr, flipud, rot90};
pub use reinterpret::{BufferError, ViewError, from_buffer, imag, over_buffer, real, set_dtype, view_dtype};
pub(crate) use reshape::lengths;
pub use reshape::{CopyMode, ReshapeError, flatten, ravel, reshape, set_shape};
pub use resize::{ResizeError, resize, resize_in_place};
pub use split::{Sections, SplitError, array_split, dsplit, hsplit, split, unstack, vsplit};
pub use strided::{StridedError, as_strided, sliding_window_view};
pub use text::{DimsText, LengthsText, TupleText};
pub use transpose::{TransposeError, matrix_transpose, moveaxis, mt, rollaxis, swapaxes, transpose};
pub use trim::{TrimError, trim_zeros, untrimmed};
