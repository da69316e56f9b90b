//! The order in which `np.nditer` walks over several arrays at once.

use smallvec::SmallVec;

use crate::memory::{Layout, Order, Shape, Strides, contiguous_strides};

/// An axis of a walk.
#[derive(Clone, Debug)]
struct Axis {
    len: usize,
    /// The stride of each array along it.
    strides: Strides,
    /// The axis of the arrays that it is, until axes are joined.
    of: usize,
    /// Whether it is walked from its end.
    flipped: bool,
}

/// A walk over arrays of one shape: its axes, the fastest first, and where in each array it begins.
#[derive(Clone, Debug)]
pub struct Plan {
    axes: Vec<Axis>,
    starts: Strides,
    ndim: usize,
}

impl Plan {
    /// A walk in an order over arrays that are broadcast to one shape. `K` is the order of memory where the arrays agree, which may run
    /// from the end of an axis if `flip` lets it.
    pub fn new(shape: &[usize], layouts: &[Layout], order: Order, flip: bool) -> Self {
        let ndim = shape.len();
        let mut axes: Vec<Axis> = (0..ndim)
            .rev()
            .map(|of| Axis {
                len: shape[of],
                strides: layouts.iter().map(|l| if shape[of] == 1 { 0 } else { l.strides[of] }).collect(),
                of,
                flipped: false,
            })
            .collect();
        let mut plan = match order {
            Order::F => {
                axes.reverse();
                Self { axes, starts: Strides::new(), ndim }
            }
            Order::K => Self { axes: sorted(axes), starts: Strides::new(), ndim },
            Order::C | Order::A => Self { axes, starts: Strides::new(), ndim },
        };
        plan.starts = layouts.iter().map(|l| l.offset as isize).collect();
        if order == Order::K && flip && !shape.contains(&0) {
            for axis in &mut plan.axes {
                if axis.strides.iter().all(|&s| s <= 0) && axis.strides.iter().any(|&s| s < 0) {
                    for (start, stride) in plan.starts.iter_mut().zip(&mut axis.strides) {
                        *start += *stride * (axis.len as isize - 1);
                        *stride = -*stride;
                    }
                    axis.flipped = true;
                }
            }
        }
        plan
    }

    /// The same walk with axes joined that are one to all arrays. Indices can no longer be told.
    pub fn join_axes(&mut self) {
        let mut joined: Vec<Axis> = Vec::with_capacity(self.axes.len());
        for axis in self.axes.drain(..) {
            let Some(last) = joined.last_mut() else {
                joined.push(axis);
                continue;
            };
            let one = last.strides.iter().zip(&axis.strides).all(|(&fast, &slow)| {
                (last.len == 1 && fast == 0)
                    || (axis.len == 1 && slow == 0)
                    || fast * last.len as isize == slow
            });
            if one {
                for (fast, slow) in last.strides.iter_mut().zip(&axis.strides) {
                    if *fast == 0 && last.len == 1 {
                        *fast = *slow;
                    }
                }
                last.len *= axis.len;
            } else {
                joined.push(axis);
            }
        }
        self.axes = joined;
    }

    /// How many steps the walk has.
    pub fn size(&self) -> usize {
        self.axes.iter().map(|axis| axis.len).product()
    }

    /// The lengths of the axes, the fastest first.
    pub fn lengths(&self) -> Shape {
        self.axes.iter().map(|axis| axis.len).collect()
    }

    /// The lengths of the axes that are left if those are joined along which the arrays and a flat index of their shape go alike.
    pub fn lengths_with_index(&self, shape: &[usize], fortran: bool) -> Shape {
        let index = contiguous_strides(shape, 1, fortran);
        let mut plan = self.clone();
        for axis in &mut plan.axes {
            let stride = if axis.len == 1 { 0 } else { index[axis.of] };
            axis.strides.push(if axis.flipped { -stride } else { stride });
        }
        plan.join_axes();
        plan.lengths()
    }

    /// The length of the fastest axis.
    pub fn inner(&self) -> usize {
        self.axes.first().map_or(1, |axis| axis.len)
    }

    /// The places of a step along the axes of the walk.
    fn places(&self, step: usize) -> SmallVec<[usize; 4]> {
        let mut rest = step;
        let places = self.axes.iter().map(|axis| {
            let n = axis.len.max(1);
            let place = rest % n;
            rest /= n;
            place
        });
        places.collect()
    }

    /// The index of a step in the arrays, while no axes are joined.
    pub fn index(&self, step: usize) -> Shape {
        let mut index = Shape::from_elem(0, self.ndim);
        for (axis, place) in self.axes.iter().zip(self.places(step)) {
            index[axis.of] = if axis.flipped { axis.len - 1 - place } else { place };
        }
        index
    }

    /// The step at an index, while no axes are joined.
    pub fn step(&self, index: &[usize]) -> usize {
        self.axes.iter().rev().fold(0, |step, axis| {
            let place = index.get(axis.of).copied().unwrap_or(0);
            step * axis.len + if axis.flipped { axis.len - 1 - place } else { place }
        })
    }

    /// The element of an array at a step, as a layout without axes; with `inner`, what is left of the fastest axis, as a layout with one.
    pub fn layout(&self, array: usize, step: usize, inner: bool) -> Layout {
        let mut offset = self.starts[array];
        let places = self.places(step);
        for (axis, &place) in self.axes.iter().zip(&places) {
            offset += axis.strides[array] * place as isize;
        }
        let (mut shape, mut strides) = (Shape::new(), Strides::new());
        if inner {
            shape.push(self.inner() - places.first().copied().unwrap_or(0));
            strides.push(self.axes.first().map_or(0, |axis| axis.strides[array]));
        }
        Layout { shape, strides, offset: offset as usize }
    }

    /// The whole of an array with its axes in the order of the walk, the slowest first.
    pub fn turned(&self, array: usize) -> Layout {
        let axes = self.axes.iter().rev();
        Layout {
            shape: axes.clone().map(|axis| axis.len).collect(),
            strides: axes.map(|axis| axis.strides[array]).collect(),
            offset: self.starts[array] as usize,
        }
    }

    /// The order of the axes of an array that is packed as the walk goes: the slowest first.
    pub fn axes_of_arrays(&self) -> Vec<usize> {
        self.axes.iter().rev().map(|axis| axis.of).collect()
    }
}

/// The axes in the order of memory, the fastest first: an axis goes before another if its strides are smaller in every array that tells.
fn sorted(mut axes: Vec<Axis>) -> Vec<Axis> {
    for i in 1..axes.len() {
        let mut to = i;
        for j in (0..i).rev() {
            let (mut known, mut before) = (false, false);
            for (&here, &there) in axes[i].strides.iter().zip(&axes[j].strides) {
                if here != 0 && there != 0 {
                    if there.unsigned_abs() <= here.unsigned_abs() {
                        before = false;
                    } else if !known {
                        before = true;
                    }
                    known = true;
                }
            }
            if known {
                if !before {
                    break;
                }
                to = j;
            }
        }
        let axis = axes.remove(i);
        axes.insert(to, axis);
    }
    axes
}
