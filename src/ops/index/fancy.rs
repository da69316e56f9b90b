//! Index arrays: where the elements they name stand, and what the result looks like.

use std::cell::Ref;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Buffer, DType, Layout, Shape, Strides};
use crate::ops::cast::Cast;
use crate::ops::walk::{BLOCK, Cursor, Walk, axis_order};

use super::error::IndexingError;
use super::gather::Line;
use super::parse::wrap;

/// The numbers of an index array.
#[derive(Clone, Debug)]
pub(super) enum Positions {
    /// An integer array of one or more axes.
    Array(Array),
    /// Numbers found in a mask.
    Owned(Vec<i64>),
}

impl Positions {
    pub(super) fn shape(&self) -> Shape {
        match self {
            Self::Array(array) => array.shape(),
            Self::Owned(numbers) => Shape::from_slice(&[numbers.len()]),
        }
    }

    fn layout(&self) -> Layout {
        match self {
            Self::Array(array) => array.layout(),
            Self::Owned(numbers) => Layout::c(&[numbers.len()], 8),
        }
    }

    fn dtype(&self) -> DType {
        match self {
            Self::Array(array) => array.dtype(),
            Self::Owned(_) => DType::Int64,
        }
    }
}

/// One index array and the axis that it indexes.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) positions: Positions,
    /// The axis of the indexed array; none for a 0-d bool.
    pub(super) axis: Option<usize>,
    /// The length of that axis.
    pub(super) length: usize,
    /// Its stride in bytes.
    pub(super) stride: isize,
}

/// An advanced index, checked but for its bounds.
#[derive(Clone, Debug)]
pub(super) struct Fancy {
    pub(super) operands: SmallVec<[Operand; 2]>,
    /// The shape that the index arrays broadcast to.
    pub(super) outer: Shape,
    /// What the basic items leave of the other axes; none if there were only index arrays.
    pub(super) subspace: Option<Layout>,
    /// The byte of the element from which positions count.
    pub(super) offset: usize,
    /// Before which axis of the subspace the axes of the index arrays go in the result.
    pub(super) place: usize,
    /// Whether the indexed array has one axis.
    pub(super) one_axis: bool,
}

impl Fancy {
    /// Whether more than one element stands behind each position.
    pub(super) fn inner(&self) -> Option<&Layout> {
        self.subspace.as_ref().filter(|s| s.size() != 1)
    }

    /// The number of positions.
    pub(super) fn outer_len(&self) -> usize {
        self.outer.iter().product()
    }

    fn inner_ndim(&self) -> usize {
        self.subspace.as_ref().map_or(0, Layout::ndim)
    }

    /// For each axis of the result its axis in the order (axes of the index arrays, axes of the subspace).
    pub(super) fn result_axes(&self) -> SmallVec<[usize; 4]> {
        let (outer, inner) = (self.outer.len(), self.inner_ndim());
        (outer..outer + self.place).chain(0..outer).chain(outer + self.place..outer + inner).collect()
    }

    /// The shape of the result.
    pub(super) fn result_shape(&self) -> Shape {
        let all: Shape =
            self.outer.iter().chain(self.subspace.iter().flat_map(|s| &s.shape)).copied().collect();
        self.result_axes().iter().map(|&axis| all[axis]).collect()
    }

    /// The index arrays broadcast to the outer shape.
    fn broadcast(&self) -> SmallVec<[Layout; 2]> {
        self.operands
            .iter()
            .map(|op| {
                let layout = op.positions.layout();
                // They were found to fit when the outer shape was made.
                layout.broadcast_to(&self.outer).unwrap_or(layout)
            })
            .collect()
    }

    /// The layout of the result with the axes of the index arrays first, and the order of those axes from slowest to fastest.
    pub(super) fn result_layout(&self, itemsize: usize) -> (Layout, SmallVec<[usize; 4]>) {
        let c_order: SmallVec<[usize; 4]> = (0..self.outer.len()).collect();
        let Some(subspace) = &self.subspace else {
            if let ([op], true) = (self.operands.as_slice(), self.one_axis)
                && op.axis.is_some()
                && op.positions.dtype() == DType::Int64
            {
                // One plain index array: the result is as contiguous as it is, and in the same order.
                let index = op.positions.layout();
                if index.is_c_contiguous(8) || index.ndim() == 1 {
                    return (Layout::c(&self.outer, itemsize), c_order);
                }
                if index.is_f_contiguous(8) {
                    let order = c_order.into_iter().rev().collect();
                    return (Layout::f(&self.outer, itemsize), order);
                }
            }
            let order = self.near_order();
            let mut layout = Layout::c(&self.outer, itemsize);
            pack(&mut layout, &order, itemsize as isize);
            return (layout, order);
        };
        let size = subspace.size();
        let order = if size == 1 { self.near_order() } else { c_order };
        let mut layout = Layout::c(&self.outer, itemsize);
        let mut step = (itemsize * size) as isize;
        for &axis in order.iter().rev() {
            layout.strides[axis] = step;
            step *= self.outer[axis] as isize;
        }
        let mut step = itemsize as isize;
        let mut strides: Strides = SmallVec::from_elem(0, subspace.ndim());
        for &axis in subspace.k_order().iter().rev() {
            strides[axis] = step;
            step *= subspace.shape[axis] as isize;
        }
        layout.shape.extend_from_slice(&subspace.shape);
        layout.strides.extend_from_slice(&strides);
        (layout, order)
    }

    /// The order in which NumPy's iterator takes the axes of the index arrays when it is free to choose.
    fn near_order(&self) -> SmallVec<[usize; 4]> {
        let layouts = self.broadcast();
        let refs: SmallVec<[&Layout; 2]> = layouts.iter().collect();
        axis_order(&refs)
    }

    /// Checks every position against the length of its axis. Fails with the one that NumPy would name: array by array, each in `order`.
    pub(super) fn check_bounds(&self, order: CheckOrder) -> Result<()> {
        if self.outer_len() == 0 {
            return Ok(());
        }
        for op in &self.operands {
            let layout = op.positions.layout();
            let plain = layout.ndim() == 1 && op.positions.dtype() == DType::Int64;
            let in_order = |layout: &Layout| Walk::new(&[&Layout::c(&layout.shape, 1), layout]);
            let (walk, operand) = match order {
                CheckOrder::C => (in_order(&layout), 1),
                CheckOrder::Memory if plain => (in_order(&layout), 1),
                CheckOrder::Near => (in_order(&layout.permuted(&axis_order(&[&layout]))), 1),
                CheckOrder::Memory => (Walk::new(&[&layout]), 0),
            };
            let held = Held::new(op);
            let bytes = held.bytes();
            let cast = Cast::new(op.positions.dtype(), DType::Int64);
            let mut cursor = walk.cursor(operand, 0);
            let mut block = [0; BLOCK];
            let mut left = walk.len();
            while left > 0 {
                let block = &mut block[..left.min(BLOCK)];
                cast.pull_as::<i64>(&mut cursor, &bytes, block);
                if let Some(&index) = block.iter().find(|&&i| wrap(i, op.length).is_none()) {
                    let axis = op.axis.unwrap_or(0);
                    return Err(IndexingError::OutOfBounds { index, axis, size: op.length }.into());
                }
                left -= block.len();
            }
        }
        Ok(())
    }
}

/// In which order NumPy looks at the numbers of an index array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckOrder {
    /// C order.
    C,
    /// The axes as near to memory order as can be, none of them backwards.
    Near,
    /// Memory order.
    Memory,
}

/// Gives a packed layout to axes taken from slowest to fastest, the fastest in steps of `step` bytes.
fn pack(layout: &mut Layout, order: &[usize], mut step: isize) {
    for &axis in order.iter().rev() {
        layout.strides[axis] = step;
        step *= layout.shape[axis] as isize;
    }
}

/// The memory of an index array, held for reading.
enum Held<'a> {
    Buffer(Rc<Buffer>),
    Owned(&'a [i64]),
}

enum HeldBytes<'a> {
    Buffer(Ref<'a, [u8]>),
    Owned(&'a [u8]),
}

impl<'a> Held<'a> {
    fn new(op: &'a Operand) -> Self {
        match &op.positions {
            Positions::Array(array) => Self::Buffer(array.buffer()),
            Positions::Owned(numbers) => Self::Owned(numbers),
        }
    }

    fn bytes(&self) -> HeldBytes<'_> {
        match self {
            Self::Buffer(buffer) => HeldBytes::Buffer(buffer.read()),
            Self::Owned(numbers) => HeldBytes::Owned(bytemuck::cast_slice(numbers)),
        }
    }
}

impl std::ops::Deref for HeldBytes<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Self::Buffer(bytes) => bytes,
            Self::Owned(bytes) => bytes,
        }
    }
}

/// The positions of an advanced index in the order of a walk, as byte offsets: shared by the threads of one kernel.
pub(super) struct Places<'a> {
    walk: &'a Walk,
    sources: SmallVec<[PlaceSource<'a>; 2]>,
    base: isize,
}

struct PlaceSource<'a> {
    bytes: &'a [u8],
    dtype: DType,
    cast: Cast,
    length: usize,
    stride: isize,
}

/// A position named an element outside its axis.
#[derive(Debug)]
pub(super) struct OutOfBounds;

impl Fancy {
    /// A walk over the index arrays with their axes in `order` (from slowest to fastest), those in `flipped` backwards, and over `extra`
    /// (of the outer shape) besides. Operand 0 counts elements; 1, 2, … are the index arrays; the last is `extra`.
    pub(super) fn walk(&self, order: &[usize], flipped: &[bool], extra: Option<&Layout>) -> Walk {
        let shape: Shape = order.iter().map(|&axis| self.outer[axis]).collect();
        let counter = Layout::c(&shape, 1);
        let mut layouts: SmallVec<[Layout; 4]> = SmallVec::new();
        layouts.push(counter);
        for layout in self.broadcast().iter().chain(extra) {
            let mut turned = layout.permuted(order);
            for (k, &axis) in order.iter().enumerate() {
                if flipped.get(axis) == Some(&true) && turned.shape[k] > 0 {
                    let reach = (turned.shape[k] as isize - 1) * turned.strides[k];
                    turned.offset = (turned.offset as isize + reach) as usize;
                    turned.strides[k] = -turned.strides[k];
                }
            }
            layouts.push(turned);
        }
        let refs: SmallVec<[&Layout; 4]> = layouts.iter().collect();
        Walk::new(&refs)
    }

    /// Order and direction in which NumPy's iterator walks the index arrays together with `value` (of the outer shape).
    pub(super) fn write_order(&self, value: &Layout) -> (SmallVec<[usize; 4]>, SmallVec<[bool; 4]>) {
        let mut layouts = self.broadcast();
        layouts.push(value.clone());
        let refs: SmallVec<[&Layout; 3]> = layouts.iter().collect();
        let order = axis_order(&refs);
        let keeps = self.operands.len() == 1 && self.operands[0].positions.layout().ndim() == 1;
        let flipped = (0..self.outer.len())
            .map(|axis| {
                !keeps
                    && layouts.iter().all(|l| l.strides[axis] <= 0)
                    && layouts.iter().any(|l| l.strides[axis] < 0)
            })
            .collect();
        (order, flipped)
    }

    /// Runs `f` on the positions along `walk`, made by [`Self::walk`], counted from byte `base`.
    pub(super) fn with_places<R>(&self, walk: &Walk, base: usize, f: impl FnOnce(&Places<'_>) -> R) -> R {
        let held: SmallVec<[Held<'_>; 2]> = self.operands.iter().map(Held::new).collect();
        let bytes: SmallVec<[HeldBytes<'_>; 2]> = held.iter().map(Held::bytes).collect();
        let sources = self
            .operands
            .iter()
            .zip(&bytes)
            .map(|(op, bytes)| PlaceSource {
                bytes,
                dtype: op.positions.dtype(),
                cast: Cast::new(op.positions.dtype(), DType::Int64),
                length: op.length,
                stride: op.stride,
            })
            .collect();
        f(&Places { walk, sources, base: base as isize })
    }
}

impl<'a> Places<'a> {
    /// The positions from the `from`-th on.
    pub(super) fn cursor<'p>(&'p self, from: usize) -> PlaceCursor<'p, 'a> {
        PlaceCursor {
            places: self,
            cursors: (0..self.sources.len()).map(|k| self.walk.cursor(k + 1, from)).collect(),
            block: vec![0; BLOCK.min(self.walk.len())],
        }
    }

    /// The positions as plain numbers, if one array of int64 gives them in walk order.
    pub(super) fn line(&self) -> Option<Line<'a>> {
        let [source] = self.sources.as_slice() else { return None };
        let at = self.walk.contiguous(1, 8)?;
        if source.dtype != DType::Int64 {
            return None;
        }
        let run = source.bytes.get(at..at + self.walk.len() * 8)?;
        let numbers = bytemuck::try_cast_slice(run).ok()?;
        Some(Line { numbers, length: source.length, stride: source.stride, base: self.base })
    }
}

/// A place in the sequence of positions.
pub(super) struct PlaceCursor<'p, 'a> {
    places: &'p Places<'a>,
    cursors: SmallVec<[Cursor<'a>; 2]>,
    block: Vec<i64>,
}

impl PlaceCursor<'_, '_> {
    /// The bytes of the next `out.len()` positions, at most [`BLOCK`]. There are that many left.
    pub(super) fn next(&mut self, out: &mut [isize]) -> Result<(), OutOfBounds> {
        out.fill(self.places.base);
        let block = &mut self.block[..out.len()];
        let mut inside = true;
        for (source, cursor) in self.places.sources.iter().zip(&mut self.cursors) {
            source.cast.pull_as::<i64>(cursor, source.bytes, block);
            let (n, stride) = (source.length as i64, source.stride);
            for (place, &index) in out.iter_mut().zip(block.iter()) {
                let index = if index < 0 { index.wrapping_add(n) } else { index };
                inside &= (index as u64) < n as u64;
                *place = place.wrapping_add((index as isize).wrapping_mul(stride));
            }
        }
        if inside { Ok(()) } else { Err(OutOfBounds) }
    }
}
