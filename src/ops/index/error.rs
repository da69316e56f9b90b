//! What can go wrong with an index.

use crate::memory::{Shape, TightShape};

/// Several shapes, each with a blank behind it.
fn each(shapes: &[Shape]) -> String {
    shapes.iter().map(|s| format!("{} ", TightShape(s))).collect()
}

crate::error_kinds! {
    /// What can go wrong with an index.
    pub enum IndexingError {
        /// `zeros(3)[5]`
        IndexError OutOfBounds { index: i64, axis: usize, size: usize } = "index {index} is out of bounds for axis {axis} with size {size}";
        /// `zeros(3)[1, 2]`
        IndexError TooMany { ndim: usize, given: usize } = "too many indices for array: array is {ndim}-dimensional, but {given} were indexed";
        /// `zeros(3)[1.0]`
        IndexError NotAnIndex {} = "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices";
        /// `zeros(3)[2**63]`
        OverflowError HugeInt {} = "Python int too large to convert to C long";
        /// `zeros(3)[array([1.0])]`
        IndexError NotIntegers {} = "arrays used as indices must be of integer (or boolean) type";
        /// `zeros(3)[..., ...]`
        IndexError TwoEllipses {} = "an index can only have a single ellipsis ('...')";
        /// `zeros(3)[(None,) * 64]`
        IndexError TooManyDims { ndim: usize } = "number of dimensions must be within [0, {}], indexing result would have {ndim}", crate::memory::MAX_DIMS;
        /// `zeros(3)[::0]`
        ValueError ZeroStep {} = "slice step cannot be zero";
        /// `zeros(3)[array([True, False])]`
        IndexError MaskLength { axis: usize, size: usize, mask: usize } = "boolean index did not match indexed array along axis {axis}; size of axis is {size} but size of corresponding boolean axis is {mask}";
        /// `zeros((3, 3))[[0, 1], [0, 1, 2]]`
        IndexError Shapes { shapes: Vec<Shape> } = "shape mismatch: indexing arrays could not be broadcast together with shapes {}", each(shapes);
        /// `a = zeros(3); a[[0, 1]] = [1, 2, 3]`
        ValueError Values { value: Shape, result: Shape } = "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}", TightShape(value), TightShape(result);
        /// `a = zeros(3); a[a == 0] = [1, 2]`
        ValueError MaskValues { given: usize, wanted: usize } = "NumPy boolean array indexing assignment cannot assign {given} input values to the {wanted} output values where the mask is true";
        /// `a = zeros(3); a[a == 0] = [[1, 2, 3]]`
        TypeError MaskValueDims { ndim: usize } = "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has {ndim} dimensions";
        /// `a = zeros(3); a[0] = array([1])`
        ValueError Sequence {} = "setting an array element with a sequence.";
        /// `a = zeros(3, complex); a[0] = array([1])`
        TypeError NotZeroDim {} = "only 0-dimensional arrays can be converted to Python scalars";
    }
}
