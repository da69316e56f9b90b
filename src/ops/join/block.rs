//! Arrays put together from nested lists of blocks: always a copy.

use crate::error::Result;
use crate::memory::{Array, CopyReason, Init, Layout, Order, Shape};
use crate::ops::assign::{copy, fill_layout};
use crate::ops::shape::prepend_axes;

use super::concatenate::{Options, concatenate_as, promote_all};

/// Blocks in nested lists: the argument of `np.block`.
#[derive(Clone, Debug)]
pub enum Blocks {
    /// A block.
    Array(Array),
    /// Blocks side by side: the innermost lists along the last axis, those around them along the axis before it, and so on.
    List(Vec<Blocks>),
}

/// What the nesting is found to be.
struct Nesting {
    /// The index of a block at the bottom; `None` where a list is empty.
    index: Vec<Option<usize>>,
    ndim: usize,
    size: usize,
}

/// From this many elements an axis on, blocks are written straight into the result instead of being concatenated axis by axis.
const SLICING_SIZE: usize = 2 * 512 * 512;

/// `np.block(blocks)`. Always a copy.
pub fn block(blocks: &Blocks) -> Result<Array> {
    let nesting = measure(blocks, &mut Vec::new())?;
    let depth = nesting.index.len();
    if nesting.index.last() == Some(&None) {
        return Err(BlockError::Empty { index: place(&nesting.index) }.into());
    }
    let ndim = nesting.ndim.max(depth);
    if depth * nesting.size > SLICING_SIZE {
        return sliced(blocks, depth, ndim);
    }
    let out = concatenated(blocks, depth, ndim, 0)?;
    if depth == 0 { Ok(copy(&out, Order::C)?) } else { Ok(out) }
}

fn measure(blocks: &Blocks, parents: &mut Vec<Option<usize>>) -> Result<Nesting> {
    let items = match blocks {
        Blocks::Array(a) => return Ok(Nesting { index: parents.clone(), ndim: a.ndim(), size: a.size() }),
        Blocks::List(items) => items,
    };
    if items.is_empty() {
        let index = parents.iter().copied().chain([None]).collect();
        return Ok(Nesting { index, ndim: 0, size: 0 });
    }
    let mut found: Option<Nesting> = None;
    for (i, item) in items.iter().enumerate() {
        parents.push(Some(i));
        let nesting = measure(item, parents)?;
        parents.pop();
        match &mut found {
            None => found = Some(nesting),
            Some(first) => {
                first.size += nesting.size;
                first.ndim = first.ndim.max(nesting.ndim);
                if nesting.index.len() != first.index.len() {
                    let (first, depth) = (first.index.len(), nesting.index.len());
                    return Err(BlockError::Depths { first, depth, index: place(&nesting.index) }.into());
                }
                if nesting.index.last() == Some(&None) {
                    first.index = nesting.index;
                }
            }
        }
    }
    found.ok_or_else(|| BlockError::Empty { index: place(parents) }.into())
}

/// An index into the nested lists as Python writes it: `arrays[0][1]`.
fn place(index: &[Option<usize>]) -> String {
    index.iter().flatten().fold("arrays".to_owned(), |text, i| text + &format!("[{i}]"))
}

fn concatenated(blocks: &Blocks, depth: usize, ndim: usize, level: usize) -> Result<Array> {
    match blocks {
        Blocks::List(items) if level < depth => {
            let arrays = items
                .iter()
                .map(|item| concatenated(item, depth, ndim, level + 1))
                .collect::<Result<Vec<_>>>()?;
            concatenate_as(&arrays, Some(-((depth - level) as i64)), &Options::default(), "block")
        }
        Blocks::Array(a) => Ok(prepend_axes(a, ndim, Order::K, "block")),
        Blocks::List(_) => Err(BlockError::Empty { index: place(&[]) }.into()),
    }
}

/// A block, and where it starts in the result.
type Placed = (Array, Vec<usize>);

fn sliced(blocks: &Blocks, depth: usize, ndim: usize) -> Result<Array> {
    let (shape, placed) = arrange(blocks, depth, ndim, 0)?;
    let arrays: Vec<Array> = placed.iter().map(|(a, _)| a.clone()).collect();
    let dtype = promote_all(&arrays);
    let fortran = arrays.iter().all(Array::is_f_contiguous) && !arrays.iter().all(Array::is_c_contiguous);
    let itemsize = dtype.itemsize();
    let layout = if fortran { Layout::f(&shape, itemsize) } else { Layout::c(&shape, itemsize) };
    let out = Array::with_layout(&arrays[0].memory(), layout, dtype, Init::Overwritten, "block")?;
    for (a, starts) in &placed {
        let from = a.layout();
        let mut to = out.layout();
        for (axis, (&start, &n)) in starts.iter().zip(&from.shape).enumerate() {
            to = to.slice_axis(axis, start as isize, 1, n);
        }
        fill_layout(&out, &to, a, &from)?;
    }
    Ok(out.as_copy_of(&arrays[0], CopyReason::Asked))
}

fn arrange(blocks: &Blocks, depth: usize, ndim: usize, level: usize) -> Result<(Shape, Vec<Placed>)> {
    let items = match blocks {
        Blocks::List(items) if level < depth => items,
        Blocks::Array(a) => {
            let a = prepend_axes(a, ndim, Order::K, "block");
            return Ok((a.shape(), vec![(a, vec![0; ndim])]));
        }
        Blocks::List(_) => return Err(BlockError::Empty { index: place(&[]) }.into()),
    };
    let axis = ndim - depth + level;
    let mut whole: Option<Shape> = None;
    let mut all = Vec::new();
    for item in items {
        let (shape, mut placed) = arrange(item, depth, ndim, level + 1)?;
        let start = match &mut whole {
            None => {
                whole = Some(shape);
                0
            }
            Some(whole) => {
                let start = whole[axis];
                if (0..ndim).any(|k| k != axis && whole[k] != shape[k]) {
                    return Err(BlockError::Mismatch { axis }.into());
                }
                whole[axis] += shape[axis];
                start
            }
        };
        for (_, starts) in &mut placed {
            starts[axis] += start;
        }
        all.append(&mut placed);
    }
    Ok((whole.unwrap_or_default(), all))
}

crate::error_kinds! {
    /// What can go wrong when blocks are put together.
    pub enum BlockError {
        /// `block([])`
        ValueError Empty { index: String } = "List at {index} cannot be empty";
        /// `block([[array([1])], array([2])])`
        ValueError Depths { first: usize, depth: usize, index: String } = "List depths are mismatched. First element was at depth {first}, but there is an element at depth {depth} ({index})";
        /// `block([zeros((1000, 1000)), zeros((2, 1000))])`
        ValueError Mismatch { axis: usize } = "Mismatched array shapes in block along axis {axis}.";
    }
}
