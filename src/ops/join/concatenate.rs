//! Arrays one behind the other along an axis.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Init, Layout, Order, Shape, promote};
use crate::ops::assign::{assign, fill_layout};
use crate::ops::convert::check_cast;
use crate::ops::shape::{normalize_axis, ravel};

/// The keyword arguments of `np.concatenate` and its like.
#[derive(Clone, Debug)]
pub struct Options {
    /// `dtype=`: of the result; `None` for what all arrays promote to.
    pub dtype: Option<DType>,
    /// `out=`: where to write the result.
    pub out: Option<Array>,
    /// `casting=`: how much a cast to the result's dtype may lose.
    pub casting: Casting,
}

impl Default for Options {
    fn default() -> Self {
        Self { dtype: None, out: None, casting: Casting::SameKind }
    }
}

/// `np.concatenate(arrays, axis, out, dtype=…, casting=…)`: along an existing axis, or flattened for `None`. A copy even of one array, in the
/// order of axes that the arrays have in memory; or `out` itself.
pub fn concatenate(arrays: &[Array], axis: Option<i64>, options: &Options) -> Result<Array> {
    concatenate_as(arrays, axis, options, "concatenate")
}

/// [`concatenate`], recorded under the name of another operation.
pub(super) fn concatenate_as(
    arrays: &[Array],
    axis: Option<i64>,
    options: &Options,
    operation: &'static str,
) -> Result<Array> {
    if options.out.is_some() && options.dtype.is_some() {
        return Err(ConcatenateError::OutAndDtype {}.into());
    }
    let Some(first) = arrays.first() else { return Err(ConcatenateError::Empty {}.into()) };
    let dtype = result_dtype(arrays, options);
    let Some(axis) = axis else { return flat(arrays, dtype, options, operation) };
    let ndim = first.ndim();
    if ndim == 0 {
        return Err(ConcatenateError::ZeroDim {}.into());
    }
    let axis = normalize_axis(axis, ndim, None)?;
    let layouts: SmallVec<[Layout; 4]> = arrays.iter().map(Array::layout).collect();
    let shape = joined_shape(&layouts, axis)?;
    let out = if let Some(out) = &options.out {
        if out.ndim() != ndim {
            return Err(ConcatenateError::OutDims {}.into());
        }
        if out.shape() != shape {
            return Err(ConcatenateError::OutShape {}.into());
        }
        out.clone()
    } else {
        for a in arrays {
            check_cast(a, dtype, options.casting)?;
        }
        let layout = joined_layout(&layouts, &shape, dtype.itemsize());
        Array::with_layout(&first.memory(), layout, dtype, Init::Overwritten, operation)?
    };
    let whole = out.layout();
    let mut start = 0;
    for (a, layout) in arrays.iter().zip(&layouts) {
        let n = layout.shape[axis];
        let part = whole.slice_axis(axis, start as isize, 1, n);
        start += n;
        if options.out.is_some() {
            check_cast(a, dtype, options.casting)?;
            assign(&out.view(part, operation), a)?;
        } else {
            fill_layout(&out, &part, a, layout)?;
        }
    }
    Ok(if options.out.is_some() { out } else { out.as_copy_of(oldest(arrays), CopyReason::Asked) })
}

/// The dtype of the result: that of `out`, the one asked for, or what all arrays promote to.
fn result_dtype(arrays: &[Array], options: &Options) -> DType {
    match (&options.out, options.dtype) {
        (Some(out), _) => out.dtype(),
        (None, Some(dtype)) => dtype,
        (None, None) => promote_all(arrays),
    }
}

/// What the dtypes of several arrays promote to: `np.result_type(*arrays)`. There is at least one.
pub(super) fn promote_all(arrays: &[Array]) -> DType {
    result_type(arrays.iter().map(Array::dtype)).unwrap_or(DType::Float64)
}

/// `np.result_type` of dtypes; `None` of none.
///
/// Promotion is not associative: int16 and uint16 make int32, which with float32 makes float64. So NumPy promotes each dtype with the most
/// general one (float16 counts as the most general of all), and those results with each other: float32.
pub fn result_type(dtypes: impl Iterator<Item = DType> + Clone) -> Option<DType> {
    let generality = |dtype: &DType| if *dtype == DType::Float16 { u8::MAX } else { *dtype as u8 };
    let main = dtypes.clone().max_by_key(generality)?;
    Some(dtypes.fold(main, |result, dtype| promote(result, promote(main, dtype))))
}

fn joined_shape(layouts: &[Layout], axis: usize) -> Result<Shape> {
    let mut shape = layouts[0].shape.clone();
    for (index, layout) in layouts.iter().enumerate().skip(1) {
        if layout.ndim() != shape.len() {
            return Err(ConcatenateError::Dims { ndim: shape.len(), index, other: layout.ndim() }.into());
        }
        for k in 0..shape.len() {
            if k == axis {
                shape[k] += layout.shape[k];
            } else if layout.shape[k] != shape[k] {
                let (size, other) = (shape[k], layout.shape[k]);
                return Err(ConcatenateError::Lengths { axis: k, size, index, other }.into());
            }
        }
    }
    Ok(shape)
}

/// The layout of the result: packed, its axes ordered by the strides of all arrays together, C order where they disagree.
fn joined_layout(layouts: &[Layout], shape: &Shape, itemsize: usize) -> Layout {
    let ndim = shape.len();
    let mut order: SmallVec<[usize; 4]> = (0..ndim).collect();
    for i in 1..ndim {
        let axis = order[i];
        let mut place = i;
        for k in (0..i).rev() {
            let (mut undecided, mut swap) = (true, false);
            for op in layouts {
                let (mine, other) = (axis, order[k]);
                if op.shape[mine] == 1 || op.shape[other] == 1 {
                    continue;
                }
                if op.strides[mine].unsigned_abs() <= op.strides[other].unsigned_abs() {
                    swap = false;
                } else if undecided {
                    swap = true;
                }
                undecided = false;
            }
            if !undecided {
                if swap {
                    place = k;
                } else {
                    break;
                }
            }
        }
        order.remove(i);
        order.insert(place, axis);
    }
    let mut out = Layout { shape: shape.clone(), strides: SmallVec::from_elem(0, ndim), offset: 0 };
    let mut step = itemsize as isize;
    for &axis in order.iter().rev() {
        out.strides[axis] = step;
        step = step.wrapping_mul(shape[axis] as isize);
    }
    out
}

/// `axis=None`: all elements in C order.
fn flat(arrays: &[Array], dtype: DType, options: &Options, operation: &'static str) -> Result<Array> {
    let size: usize = arrays.iter().map(Array::size).sum();
    let out = match &options.out {
        Some(out) => {
            if out.ndim() != 1 {
                return Err(ConcatenateError::OutFlat {}.into());
            }
            if out.size() != size {
                return Err(ConcatenateError::OutSize {}.into());
            }
            out.clone()
        }
        None => Array::overwritten(&arrays[0].memory(), &[size], dtype, operation)?,
    };
    for a in arrays {
        check_cast(a, dtype, options.casting)?;
    }
    let whole = out.layout();
    let mut start = 0;
    for a in arrays {
        let from = a.layout();
        let n = from.size();
        let part = whole.slice_axis(0, start as isize, 1, n);
        start += n;
        if options.out.is_some() {
            assign(&out.view(part, operation), &ravel(a, Order::C)?)?;
        } else {
            // The stretch as if it had the shape of the source.
            let to = Layout { offset: part.offset, ..Layout::c(&from.shape, dtype.itemsize()) };
            fill_layout(&out, &to, a, &from)?;
        }
    }
    Ok(if options.out.is_some() { out } else { out.as_copy_of(oldest(arrays), CopyReason::Asked) })
}

/// The array that was there first: beside the temporaries of a call it is the one with a name.
fn oldest(arrays: &[Array]) -> &Array {
    arrays.iter().min_by_key(|array| array.id()).unwrap_or(&arrays[0])
}

/// `np.append(a, values, axis)`: both flattened for `None`. Always a copy.
pub fn append(a: &Array, values: &Array, axis: Option<i64>) -> Result<Array> {
    let options = Options::default();
    if axis.is_some() {
        return concatenate_as(&[a.clone(), values.clone()], axis, &options, "append");
    }
    let a = if a.ndim() == 1 { a.clone() } else { ravel(a, Order::C)? };
    concatenate_as(&[a, ravel(values, Order::C)?], Some(0), &options, "append")
}

crate::error_kinds! {
    /// What can go wrong when arrays are put together.
    pub enum ConcatenateError {
        /// `concatenate([])`
        ValueError Empty {} = "need at least one array to concatenate";
        /// `concatenate([array(1), array(2)])`
        ValueError ZeroDim {} = "zero-dimensional arrays cannot be concatenated";
        /// `concatenate([zeros((2, 3)), zeros(3)])`
        ValueError Dims { ndim: usize, index: usize, other: usize } = "all the input arrays must have same number of dimensions, but the array at index 0 has {ndim} dimension(s) and the array at index {index} has {other} dimension(s)";
        /// `concatenate([zeros((2, 3)), zeros((2, 2))])`
        ValueError Lengths { axis: usize, size: usize, index: usize, other: usize } = "all the input array dimensions except for the concatenation axis must match exactly, but along dimension {axis}, the array at index 0 has size {size} and the array at index {index} has size {other}";
        /// `concatenate([zeros(2)], out=zeros((1, 2)))`
        ValueError OutDims {} = "Output array has wrong dimensionality";
        /// `concatenate([zeros(2)], out=zeros(3))`
        ValueError OutShape {} = "Output array is the wrong shape";
        /// `concatenate([zeros(2)], axis=None, out=zeros((1, 2)))`
        ValueError OutFlat {} = "Output array must be 1D";
        /// `concatenate([zeros(2)], axis=None, out=zeros(3))`
        ValueError OutSize {} = "Output array is the wrong size";
        /// `concatenate([zeros(2)], out=zeros(2), dtype=float)`
        TypeError OutAndDtype {} = "concatenate() only takes `out` or `dtype` as an argument, but both were provided.";
    }
}
