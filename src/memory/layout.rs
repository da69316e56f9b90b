//! Layouts: where the elements of an array stand in its buffer. Pure arithmetic, no memory.
//!
//! Invariants of a [`Layout`] of itemsize `s` over a buffer of `n` bytes, which every function here keeps:
//! 1. `shape` and `strides` have the same length, at most [`MAX_DIMS`].
//! 2. Strides and offset count bytes. A stride may be zero, negative, or smaller than `s` (overlapping elements).
//! 3. If the array has elements, each of them lies inside the buffer: `0 <= low` and `high <= n`, where [`Layout::bounds`]
//!    gives `low..high`. If it has none, only `offset <= n` is promised.

use smallvec::SmallVec;

/// The lengths of the axes.
pub type Shape = SmallVec<[usize; 4]>;
/// The distance in bytes between neighbours along each axis.
pub type Strides = SmallVec<[isize; 4]>;

/// The largest number of axes, NumPy's `NPY_MAXDIMS`.
pub const MAX_DIMS: usize = 64;

/// The order in which elements are laid out or walked, NumPy's `order=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Last axis fastest.
    C,
    /// First axis fastest.
    F,
    /// `F` if the array is F and not C contiguous, else `C`.
    A,
    /// As near to the array's own layout as can be.
    K,
}

impl Order {
    /// The order by its letter, in either case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "C" | "c" => Self::C,
            "F" | "f" => Self::F,
            "A" | "a" => Self::A,
            "K" | "k" => Self::K,
            _ => return None,
        })
    }
}

/// Where elements stand: shape, byte strides and byte offset.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    /// The lengths of the axes.
    pub shape: Shape,
    /// Bytes between neighbours along each axis.
    pub strides: Strides,
    /// The byte at which element `[0, 0, …]` starts.
    pub offset: usize,
}

/// The number of elements of a shape; `None` if it does not fit.
pub fn checked_size(shape: &[usize]) -> Option<usize> {
    // A zero anywhere makes it empty, but NumPy still refuses shapes whose other lengths overflow.
    let mut product = 1usize;
    for &n in shape.iter().filter(|&&n| n != 0) {
        product = product.checked_mul(n)?;
    }
    Some(if shape.contains(&0) { 0 } else { product })
}

/// The strides of a contiguous array of this shape in C order, or in F order. Lengths of zero count as one, as in NumPy.
pub fn contiguous_strides(shape: &[usize], itemsize: usize, fortran: bool) -> Strides {
    let mut strides: Strides = SmallVec::from_elem(0, shape.len());
    let mut step = itemsize as isize;
    let mut set = |axis: usize| {
        strides[axis] = step;
        step = step.wrapping_mul(shape[axis].max(1) as isize);
    };
    if fortran {
        (0..shape.len()).for_each(&mut set);
    } else {
        (0..shape.len()).rev().for_each(&mut set);
    }
    strides
}

impl Layout {
    /// A C-contiguous layout at the start of a buffer.
    pub fn c(shape: &[usize], itemsize: usize) -> Self {
        Self { shape: shape.into(), strides: contiguous_strides(shape, itemsize, false), offset: 0 }
    }

    /// An F-contiguous layout at the start of a buffer.
    pub fn f(shape: &[usize], itemsize: usize) -> Self {
        Self { shape: shape.into(), strides: contiguous_strides(shape, itemsize, true), offset: 0 }
    }

    /// The number of axes.
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// The number of elements.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether the elements stand in C order without gaps. Axes of length one do not count; empty arrays are contiguous.
    pub fn is_c_contiguous(&self, itemsize: usize) -> bool {
        self.is_contiguous(itemsize, (0..self.ndim()).rev())
    }

    /// Whether the elements stand in F order without gaps.
    pub fn is_f_contiguous(&self, itemsize: usize) -> bool {
        self.is_contiguous(itemsize, 0..self.ndim())
    }

    fn is_contiguous(&self, itemsize: usize, axes: impl Iterator<Item = usize>) -> bool {
        let mut step = itemsize as isize;
        let mut fits = true;
        for axis in axes {
            match self.shape[axis] {
                0 => return true,
                1 => {}
                n => {
                    fits &= self.strides[axis] == step;
                    step = step.wrapping_mul(n as isize);
                }
            }
        }
        fits
    }

    /// Whether a walk in `order` means F: decides `A`, and takes `K` as `C`.
    pub fn wants_fortran(&self, order: Order, itemsize: usize) -> bool {
        match order {
            Order::F => true,
            Order::A => self.is_f_contiguous(itemsize) && !self.is_c_contiguous(itemsize),
            Order::C | Order::K => false,
        }
    }

    /// The bytes touched, as `low..high`: `np.lib.array_utils.byte_bounds` relative to the buffer. Empty for an empty array.
    pub fn bounds(&self, itemsize: usize) -> std::ops::Range<usize> {
        let (mut low, mut high) = (self.offset as isize, self.offset as isize);
        for (&n, &stride) in self.shape.iter().zip(&self.strides) {
            if n == 0 {
                return self.offset..self.offset;
            }
            let reach = (n as isize - 1) * stride;
            if reach < 0 {
                low += reach;
            } else {
                high += reach;
            }
        }
        low as usize..high as usize + itemsize
    }

    /// The byte at which the element with these indices starts.
    pub fn byte_of(&self, indices: &[usize]) -> usize {
        let step: isize = indices.iter().zip(&self.strides).map(|(&i, &s)| i as isize * s).sum();
        (self.offset as isize + step) as usize
    }

    /// Each axis `axes[k]` of `self` as axis `k`.
    #[must_use]
    pub fn permuted(&self, axes: &[usize]) -> Self {
        Self {
            shape: axes.iter().map(|&a| self.shape[a]).collect(),
            strides: axes.iter().map(|&a| self.strides[a]).collect(),
            offset: self.offset,
        }
    }

    /// All axes reversed: `.T`.
    #[must_use]
    pub fn transposed(&self) -> Self {
        Self {
            shape: self.shape.iter().rev().copied().collect(),
            strides: self.strides.iter().rev().copied().collect(),
            offset: self.offset,
        }
    }

    /// The layout of `self[i]` along `axis`: the axis is gone.
    #[must_use]
    pub fn index_axis(&self, axis: usize, index: usize) -> Self {
        let mut out = self.clone();
        out.offset = (out.offset as isize + index as isize * out.strides[axis]) as usize;
        out.shape.remove(axis);
        out.strides.remove(axis);
        out
    }

    /// The layout of a slice of `count` elements along `axis`, from `start` in steps of `step`.
    #[must_use]
    pub fn slice_axis(&self, axis: usize, start: isize, step: isize, count: usize) -> Self {
        let mut out = self.clone();
        // An empty slice stays where it is, since its start may lie past the end of the buffer, and keeps its stride, as in NumPy.
        if count > 0 {
            out.offset = (out.offset as isize + start * out.strides[axis]) as usize;
            out.strides[axis] = out.strides[axis].wrapping_mul(step);
        }
        out.shape[axis] = count;
        out
    }

    /// A new axis of length one before `axis`. Its stride is zero, as NumPy's.
    #[must_use]
    pub fn insert_axis(&self, axis: usize) -> Self {
        let mut out = self.clone();
        out.shape.insert(axis, 1);
        out.strides.insert(axis, 0);
        out
    }

    /// Stretched to `shape` by NumPy's broadcasting rule; `None` if the shapes do not fit.
    pub fn broadcast_to(&self, shape: &[usize]) -> Option<Self> {
        let extra = shape.len().checked_sub(self.ndim())?;
        let mut strides: Strides = SmallVec::from_elem(0, shape.len());
        for axis in 0..self.ndim() {
            let (have, want) = (self.shape[axis], shape[extra + axis]);
            strides[extra + axis] = match have {
                _ if have == want => {
                    if have == 1 {
                        0
                    } else {
                        self.strides[axis]
                    }
                }
                1 => 0,
                _ => return None,
            };
        }
        Some(Self { shape: shape.into(), strides, offset: self.offset })
    }

    /// The layout of a reshape without copying, if there is one: NumPy's `PyArray_Newshape`.
    ///
    /// `shape` has as many elements as `self`. The same shape keeps its strides; otherwise see [`Self::reshaped_anew`].
    pub fn reshaped(&self, shape: &[usize], fortran: bool, itemsize: usize) -> Result<Self, ReshapeObstacle> {
        if self.shape.as_slice() == shape {
            Ok(self.clone())
        } else {
            self.reshaped_anew(shape, fortran, itemsize)
        }
    }

    /// [`Self::reshaped`], with the strides worked out even for the same shape, as for a shape with an unknown length.
    ///
    /// What is contiguous in the order asked for gets the strides of a new array. Otherwise axes of length one are dropped, then the
    /// smallest runs of old and new axes with equal products are paired; each old run must step evenly. Otherwise [`ReshapeObstacle`]
    /// names the two axes that do not.
    pub fn reshaped_anew(
        &self,
        shape: &[usize],
        fortran: bool,
        itemsize: usize,
    ) -> Result<Self, ReshapeObstacle> {
        let contiguous =
            if fortran { self.is_f_contiguous(itemsize) } else { self.is_c_contiguous(itemsize) };
        if contiguous {
            let strides = contiguous_strides(shape, itemsize, fortran);
            return Ok(Self { shape: shape.into(), strides, offset: self.offset });
        }
        let old: SmallVec<[usize; 4]> = (0..self.ndim()).filter(|&a| self.shape[a] != 1).collect();
        let mut strides: Strides = SmallVec::from_elem(0, shape.len());
        let (mut i, mut j) = (0, 0);
        while j < shape.len() && i < old.len() {
            let (mut old_end, mut new_end) = (i + 1, j + 1);
            let (mut old_product, mut new_product) = (self.shape[old[i]], shape[j]);
            while old_product != new_product {
                if new_product < old_product {
                    new_product *= shape[new_end];
                    new_end += 1;
                } else {
                    old_product *= self.shape[old[old_end]];
                    old_end += 1;
                }
            }
            for pair in old[i..old_end].windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let (outer, inner) = if fortran { (b, a) } else { (a, b) };
                if self.strides[outer] != (self.shape[inner] as isize).wrapping_mul(self.strides[inner]) {
                    return Err(ReshapeObstacle { outer, inner });
                }
            }
            if fortran {
                strides[j] = self.strides[old[i]];
                for k in j + 1..new_end {
                    strides[k] = strides[k - 1] * shape[k - 1] as isize;
                }
            } else {
                strides[new_end - 1] = self.strides[old[old_end - 1]];
                for k in (j + 1..new_end).rev() {
                    strides[k - 1] = strides[k] * shape[k] as isize;
                }
            }
            (i, j) = (old_end, new_end);
        }
        // What is left over has length one. Not contiguous means that some axis was longer, so `j` is not 0.
        let last = j.saturating_sub(1);
        let step = if fortran { strides[last] * shape[last] as isize } else { strides[last] };
        strides[j..].fill(step);
        Ok(Self { shape: shape.into(), strides, offset: self.offset })
    }

    /// The axes from the largest stride to the smallest, ties in their own order: the order of a `K` copy.
    ///
    /// NumPy's `PyArray_CreateMultiSortedStridePerm` for one operand: a stable insertion by absolute stride.
    pub fn k_order(&self) -> SmallVec<[usize; 4]> {
        let mut axes: SmallVec<[usize; 4]> = (0..self.ndim()).collect();
        axes.sort_by_key(|&a| std::cmp::Reverse(self.strides[a].unsigned_abs()));
        axes
    }

    /// The layout of a packed copy of an array with this layout, in this order, at the start of a buffer.
    #[must_use]
    pub fn packed(&self, order: Order, itemsize: usize) -> Self {
        match order {
            Order::K if !self.is_c_contiguous(itemsize) => {
                if self.is_f_contiguous(itemsize) {
                    return Self::f(&self.shape, itemsize);
                }
                let mut out = self.clone();
                out.offset = 0;
                let mut step = itemsize as isize;
                for &axis in self.k_order().iter().rev() {
                    out.strides[axis] = step;
                    step = step.wrapping_mul(self.shape[axis].max(1) as isize);
                }
                out
            }
            Order::K => Self::c(&self.shape, itemsize),
            _ if self.wants_fortran(order, itemsize) => Self::f(&self.shape, itemsize),
            _ => Self::c(&self.shape, itemsize),
        }
    }
}

/// Why a reshape has to copy: the strides of two neighbouring axes that would have to become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReshapeObstacle {
    /// The axis that steps over the other.
    pub outer: usize,
    /// The axis stepped over.
    pub inner: usize,
}
