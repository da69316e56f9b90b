//! What can go wrong with an index.

use crate::memory::{DType, Shape, ShapeText, TightShape};

/// Several shapes, each with a blank behind it.
fn each(shapes: &[Shape]) -> String {
    shapes.iter().fold(String::new(), |text, s| text + &TightShape(s).to_string() + " ")
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

/// What `casting=` calls the rule that a cast breaks.
fn rule(same_kind: bool) -> &'static str {
    if same_kind { "same_kind" } else { "safe" }
}

crate::error_kinds! {
    /// What can go wrong in the functions that pick elements.
    pub enum PickError {
        /// `take([[1]], [0], axis=2)`
        AxisError Axis { axis: i64, ndim: usize } = "axis {axis} is out of bounds for array of dimension {ndim}";
        /// `take(zeros((0, 3)), [0])`
        IndexError EmptyTake {} = "cannot do a non-empty take from an empty axes.";
        /// `take([1], array([0.5]))`
        TypeError Cast { scalar: bool, from: DType, to: DType, same_kind: bool } = "Cannot cast {} from dtype('{}') to dtype('{}') according to the rule '{}'", if *scalar { "scalar" } else { "array data" }, from.name(), to.name(), rule(*same_kind);
        /// `take([1, 2], [0], out=zeros(3, int))`
        ValueError TakeOut {} = "output array does not match result of ndarray.take";
        /// `take([1, 2], [0], mode='Raise')`
        ValueError InexactMode {} = "Use one of 'clip', 'raise', or 'wrap' for clip mode";
        /// `take([1, 2], [0], mode='x')`
        ValueError ClipMode { given: String } = "clipmode must be one of 'clip', 'raise', or 'wrap' (got '{given}')";
        /// `compress([[True]], [1])`
        ValueError Condition {} = "condition must be a 1-d array";
        /// `nonzero(array(5))`
        ValueError NonzeroOf0d {} = "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.";
        /// `nonzero(array(True))`
        ValueError NonzeroOf0dBool {} = "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.";
        /// `where([True, False], [1, 2, 3], 0)`
        ValueError Operands { shapes: Vec<Shape> } = "operands could not be broadcast together with shapes {}", each(shapes);
        /// `choose([0, 1], [[1, 2], [3, 4, 5]])`
        ValueError Mismatch { first: usize, first_shape: Shape, second: usize, second_shape: Shape } = "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with shape {} and arg {second} with shape {}.", ShapeText(first_shape), ShapeText(second_shape);
        /// `choose([2], [1, 2])`
        ValueError NoSuchChoice {} = "invalid entry in choice array";
        /// `choose([0], [])`
        ValueError NoChoices {} = "0-length sequence.";
        /// `choose([0, 1], [1, 2], out=zeros(3))`
        TypeError ChooseOut {} = "choose: invalid shape for output array.";
        /// `select([[True]], [])`
        ValueError SelectLengths {} = "list of cases must be same length as list of conditions";
        /// `select([], [])`
        ValueError SelectNothing {} = "select with an empty condition list is not possible";
        /// `select([[1]], [[1]])`
        TypeError SelectCondition { item: usize } = "invalid entry {item} in condlist: should be boolean ndarray";
        /// `place(broadcast_to([1], 2), [True, True], 1)`
        ValueError WriteBack {} = "WRITEBACKIFCOPY base is read-only";
        /// `put(broadcast_to([1], 2), 0, 1)`
        ValueError ReadOnly { function: &'static str } = "{function}: output array is read-only";
        /// `put(zeros(0), 0, 1)`
        IndexError PutIntoEmpty {} = "cannot replace elements of an empty array";
        /// `place(zeros(3), [True], 1)`
        ValueError MaskSize { function: &'static str } = "{function}: mask and data must be the same size";
        /// `place(zeros(1), [True], [])`
        ValueError PlaceNothing {} = "Cannot insert from an empty array!";
        /// `take_along_axis(zeros((2, 2)), array([0.5]), 0)`
        IndexError AlongIntegers {} = "`indices` must be an integer array";
        /// `take_along_axis(zeros((2, 2)), array([0]), 0)`
        ValueError AlongDims {} = "`indices` and `arr` must have the same number of dimensions";
        /// `take_along_axis(zeros((2, 2)), array([[0]]), None)`
        ValueError AlongFlatDims {} = "when axis=None, `indices` must have a single dimension.";
        /// `ix_([[1]])`
        ValueError CrossIndex {} = "Cross index must be 1 dimensional";
        /// `unravel_index(50, (3, 4))`
        ValueError UnravelBounds { index: i64, size: usize } = "index {index} is out of bounds for array with size {size}";
        /// `unravel_index([0], ())`
        ValueError UnravelOf0d {} = "multiple indices are not supported for 0d arrays";
        /// `unravel_index([0.5], (3, 4))`
        TypeError OnlyInts {} = "only int indices permitted";
        /// `ravel_multi_index(([5], [0]), (3, 4))`
        ValueError Coordinates {} = "invalid entry in coordinates array";
        /// `ravel_multi_index(([0], [0]), (0, 4))`
        ValueError RavelIntoEmpty {} = "cannot unravel if shape has zero entries (is empty).";
        /// `ravel_multi_index(([0],), (3, 4))`
        ValueError MultiIndex { wanted: usize } = "parameter multi_index must be a sequence of length {wanted}";
        /// `ravel_multi_index(([0], [0]), (2**40, 2**40))`
        ValueError DimsTooBig {} = "invalid dims: array size defined by dims is larger than the maximum possible size.";
        /// `fill_diagonal(zeros(3), 1)`
        ValueError DiagonalOf1d {} = "array must be at least 2-d";
        /// `fill_diagonal(zeros((2, 3, 3)), 1)`
        ValueError UnequalLengths {} = "All dimensions of input must be of equal length";
        /// `diag_indices_from(zeros(3))`
        ValueError DiagonalFrom1d {} = "input array must be at least 2-d";
        /// `tril_indices_from(zeros(3))`
        ValueError TriangleNot2d {} = "input array must be 2-d";
        /// `searchsorted([[1]], 1)`
        ValueError TooDeep {} = "object too deep for desired array";
        /// `searchsorted(1, 1)`
        ValueError TooShallow {} = "object of too small depth for desired array";
        /// `searchsorted([1, 2], 1, sorter=[0])`
        ValueError SorterSize {} = "sorter.size must equal a.size";
        /// `searchsorted([1, 2], 1, sorter=[0.5, 1])`
        TypeError SorterInts {} = "sorter must only contain integers";
        /// `searchsorted([1, 2], 1, sorter=[5, 5])`
        ValueError SorterRange {} = "Sorter index out of range.";
        /// `searchsorted([1, 2], 1, side='x')`
        ValueError Side { given: String } = "search side must be 'left' or 'right' (got '{given}')";
        /// `digitize(1j, [1, 2])`
        TypeError DigitizeComplex {} = "x may not be complex";
        /// `digitize(1, [1, 3, 2])`
        ValueError NotMonotonic {} = "bins must be monotonically increasing or decreasing";
    }
}

crate::error_kinds! {
    /// What can go wrong with `a.flat[…]`.
    pub enum FlatError {
        /// `zeros(3).flat[5]`
        IndexError OutOfBounds { index: i64, size: usize } = "index {index} is out of bounds for size {size}";
        /// `zeros(3).flat[1, 2]`
        IndexError TooMany { given: usize } = "too many indices for flat iterator: flat iterator is 1-dimensional, but {given} were indexed";
        /// `zeros(3).flat[None]`
        IndexError NotAnIndex {} = "only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices";
        /// `zeros(3).flat[[True, False, True]]`
        IndexError BoolList {} = "boolean indices for iterators are not supported because of previous behavior that was confusing (valid boolean indices are expected to work in the future)";
        /// `zeros(3).flat[array([True])]`
        IndexError MaskLength { size: usize, mask: usize } = "boolean index did not match indexed flat iterator along axis 0; size of axis is {size} but size of corresponding boolean axis is {mask}";
        /// `zeros(3).flat[()] = 1`
        IndexError EmptyTuple {} = "Assigning to a flat iterator with a 0-D index is not supported";
        /// `zeros(3).flat[0] = [1, 2]`
        ValueError Single {} = "Error setting single item of array.";
        /// `broadcast_to([1], 2).flat[0] = 1`
        ValueError ReadOnly {} = "underlying array is read-only";
        /// `zeros(3).flat[True]`
        DeprecationWarning ZeroDimBool {} = "Indexing flat iterators with a 0-dimensional boolean index is deprecated and may be removed in a future version. (Deprecated NumPy 2.4)";
    }
}
