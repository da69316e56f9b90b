//! What can go wrong with `np.nditer`.

crate::error_kinds! {
    /// What can go wrong with `np.nditer`.
    pub enum NditerError {
        /// `nditer([])`
        ValueError NoOperands {} = "Must provide at least one operand";
        /// `nditer(1, flags='multi_index')`
        ValueError FlagsNoList {} = "Iterator global flags must be a list or tuple of strings";
        /// `nditer(1, flags=['x'])`
        ValueError Flag { name: String } = "Unexpected iterator global flag \"{name}\"";
        /// `nditer(1, op_flags=['x'])`
        ValueError OperandFlag { name: String } = "Unexpected per-op iterator flag \"{name}\"";
        /// `nditer([1, 2], op_flags=[['readonly']])`
        ValueError OperandFlagsNoList {} = "op_flags must be a tuple or array of per-op flag-tuples";
        /// `nditer(1, op_flags=['copy'])`
        ValueError NoAccess {} = "None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified for an operand";
        /// `nditer(arange(3), itershape=(2, 2))`
        ValueError Shapes { shapes: String, wanted: String } = "operands could not be broadcast together with remapped shapes [original->remapped]: {shapes} and requested shape {wanted}";
        /// `nditer([1, 2], op_axes=[[0]])`
        ValueError OpAxes {} = "op_axes must be a tuple/list matching the number of ops";
        /// `nditer(arange(2), op_axes=[[1]])`
        ValueError OpAxis { number: usize, place: usize, axis: i64, ndim: usize } = "Iterator input op_axes[{number}][{place}] (=={axis}) is not a valid axis of op[{number}], which has {ndim} dimensions ";
        /// `nditer(eye(2), op_axes=[[0, 0]])`
        ValueError RepeatedOpAxis { number: usize, axis: i64 } = "The 'op_axes' provided to the iterator constructor for operand {number} contained duplicate value {axis}";
        /// `nditer([1, 2], op_dtypes=[int])`
        ValueError DTypes {} = "op_dtypes must be a tuple/list matching the number of ops";
        /// `nditer(1, flags=['c_index', 'f_index'])`
        ValueError BothIndices {} = "Iterator flags C_INDEX and F_INDEX cannot both be specified";
        /// `nditer(1, flags=['c_index', 'external_loop'])`
        ValueError ExternalWithIndex {} = "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked";
        /// `nditer(zeros(0))`
        ValueError ZeroSize {} = "Iteration of zero-sized operands is not enabled";
        /// `nditer(broadcast_to(1, 3), op_flags=['readwrite'])`
        ValueError ReadOnly {} = "operand array with iterator write flag set is read-only";
        /// `nditer([1, None], op_flags=['writeonly'])`
        ValueError Missing {} = "Iterator operand was NULL, but neither the ALLOCATE nor the VIRTUAL flag was specified";
        /// `nditer([None])`
        TypeError NoDType {} = "no arrays or types available to calculate result type";
        /// `nditer(arange(2), op_dtypes=[float])`
        TypeError NoCopying {} = "Iterator operand required copying or buffering, but neither copying nor buffering was enabled";
        /// `nditer(1.5, ['buffered'], op_dtypes=[int])`
        TypeError Cast { number: usize, from: &'static str, to: &'static str, rule: &'static str } = "Iterator operand {number} dtype could not be cast from dtype('{from}') to dtype('{to}') according to the rule '{rule}'";
        /// `nditer(arange(2), ['buffered'], ['readwrite'], [float])`
        TypeError CastBack { number: usize, from: &'static str, to: &'static str, rule: &'static str } = "Iterator requested dtype could not be cast from dtype('{to}') to dtype('{from}'), the operand {number} dtype, according to the rule '{rule}'";
        /// `it = nditer(1); next(it); next(it, 0); it.value`
        ValueError Past {} = "Iterator is past the end";
        /// `nditer(1).multi_index`
        ValueError NoMultiIndex {} = "Iterator is not tracking a multi-index";
        /// `nditer(1).index`
        ValueError NoIndex {} = "Iterator does not have an index";
        /// `nditer(1)[2]`
        IndexError Operand { index: i64 } = "Iterator operand index {index} is out of bounds";
        /// `nditer(1)[0] = 2`
        RuntimeError NotWriteable { place: usize } = "Iterator operand {place} is not writeable";
        /// `it.multi_index = (1,)`
        ValueError IndexLength {} = "Wrong number of indices";
        /// `it.multi_index = (9, 9)`
        IndexError MultiIndexBounds {} = "Iterator GotoMultiIndex called with an out-of-bounds multi-index";
        /// `it.index = 99`
        IndexError IndexBounds {} = "Iterator GotoIndex called with an out-of-bounds index";
        /// `it.iterindex = 99`
        IndexError IterIndexBounds {} = "Iterator GotoIterIndex called with an iterindex outside the iteration range.";
    }
}
