//! What generalized ufuncs refuse.

use crate::memory::{Shape, TightShape};

/// Axes as NumPy's iterator writes them, where an operand may lack some: `(4,newaxis)`. The first ones that it lacks are not written.
struct Axes<'a>(&'a [Option<usize>]);

impl std::fmt::Display for Axes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own: Vec<String> = self
            .0
            .iter()
            .skip_while(|axis| axis.is_none())
            .map(|axis| axis.map_or_else(|| "newaxis".to_owned(), |n| n.to_string()))
            .collect();
        let comma = if self.0.len() == 1 && own.len() == 1 { "," } else { "" };
        write!(f, "({}{comma})", own.join(","))
    }
}

/// Shapes as NumPy's iterator lists them: `(4,2,2)->(4,newaxis,newaxis) `, each followed by a blank.
struct Remapped<'a>(&'a [Shape], &'a [Vec<Option<usize>>]);

impl std::fmt::Display for Remapped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0
            .iter()
            .zip(self.1)
            .try_for_each(|(shape, axes)| write!(f, "{}->{} ", TightShape(shape), Axes(axes)))
    }
}

/// A shape among others: `(2)`.
struct Bare<'a>(&'a [usize]);

impl std::fmt::Display for Bare<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "({})", self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
    }
}

crate::error_kinds! {
    /// What can go wrong with the shapes and axes of a generalized ufunc.
    pub enum GufuncError {
        /// `3 @ array([1, 2])`
        ValueError Dims { name: &'static str, side: &'static str, operand: usize, found: usize, signature: &'static str, wanted: usize } = "{name}: {side} operand {operand} does not have enough dimensions (has {found}, gufunc core with signature {signature} requires {wanted})";
        /// `zeros((2, 3)) @ zeros((2, 3))`
        ValueError Core { name: &'static str, side: &'static str, operand: usize, axis: usize, signature: &'static str, size: usize, other: usize } = "{name}: {side} operand {operand} has a mismatch in its core dimension {axis}, with gufunc signature {signature} (size {size} is different from {other})";
        /// `zeros((3, 2, 3)) @ zeros((2, 3, 4))`
        ValueError Stacks { shapes: Vec<Shape>, remapped: Vec<Vec<Option<usize>>>, core: Shape } = "operands could not be broadcast together with remapped shapes [original->remapped]: {} and requested shape {}", Remapped(shapes, remapped), Bare(core);
        /// `vecdot(zeros((2, 3)), zeros((2, 3)), out=zeros(()))`
        ValueError OutAxes {} = "output operand requires a reduction along dimension -1, but the reduction is not enabled. The dimension size of 1 does not match the expected output shape.";
        /// `vecdot(zeros((2, 3)), zeros((2, 3)), out=zeros(1))`
        ValueError OutShape { out: Shape, remapped: Vec<Option<usize>>, broadcast: Shape } = "non-broadcastable output operand with shape {} [remapped to {}] doesn't match the broadcast shape {}", TightShape(out), Axes(remapped), TightShape(broadcast);
        /// `matmul(eye(2), eye(2), axis=0)`
        TypeError AxisSupport { name: &'static str, distinct: usize, signature: &'static str } = "{name}: axis can only be used with a single shared core dimension, not with the {distinct} distinct ones implied by signature {signature}.";
        /// `matmul(eye(2), eye(2), keepdims=True)`
        TypeError Keepdims { name: &'static str, signature: &'static str, side: &'static str, operand: usize, core: usize } = "{name} does not support keepdims: its signature {signature} requires {side} {operand} to have {core} core dimensions, but keepdims can only be used when all inputs have the same number of core dimensions and all outputs have no core dimensions.";
        /// `matmul(eye(2), eye(2), axes=3)`
        TypeError AxesList {} = "axes should be a list.";
        /// `vecdot([1], [2], axis=0, axes=[0, 0, ()])`
        TypeError AxisAndAxes {} = "cannot specify both 'axis' and 'axes'";
        /// `matmul(eye(2), eye(2), axes=[(0, 1), (1, 0)])`
        ValueError AxesCount { nop: usize } = "axes should be a list with an entry for all {nop} inputs and outputs; entries for outputs can only be omitted if none of them has core axes.";
        /// `matmul(eye(2), eye(2), axes=[(0, 1), 'a', (0, 1)])`
        TypeError AxesTuple { name: &'static str, item: usize } = "{name}: axes item {item} should be a tuple.";
        /// `matmul(eye(2), eye(2), axes=[0, 1, (0, 1)])`
        AxisError AxesSingle { name: &'static str, operand: usize, core: usize } = "{name}: operand {operand} has {core} core dimensions, but the axes item is a single integer.";
        /// `matmul(eye(2), eye(2), axes=[(0, 1), (0, 1), (0, 1, 2)])`
        AxisError AxesLength { name: &'static str, operand: usize, core: usize, given: usize } = "{name}: operand {operand} has {core} core dimensions, but {given} dimensions are specified by axes tuple.";
        /// `matmul(eye(2), eye(2), axes=[(0, 1), (1, 1), (0, 1)])`
        ValueError AxesRepeated { item: usize, value: usize } = "axes item {item} has value {value} repeated";
        /// `vecdot([1], [2], axis=1)`
        AxisError Axis { axis: i64, ndim: usize } = "axis {axis} is out of bounds for array of dimension {ndim}";
    }
}
