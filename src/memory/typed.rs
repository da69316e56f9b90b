//! Typed access to bytes: from a layout in bytes to a slice of elements and strides in elements.

use bytemuck::Pod;
use ndarray::{ArrayViewD, IxDyn, ShapeBuilder};
use smallvec::SmallVec;

use super::{Element, Layout, Strides, in_pieces, stop_if_interrupted, with_room};

/// The elements of an array as a slice: from the lowest byte it touches to the highest.
#[derive(Clone, Debug)]
pub struct Typed<'a, T> {
    /// The elements from the lowest one touched.
    pub data: &'a [T],
    /// Where in `data` element `[0, 0, …]` stands.
    pub start: usize,
    /// Elements of `data` between neighbours along each axis.
    pub strides: Strides,
    /// The lengths of the axes.
    pub shape: &'a [usize],
}

/// The elements of an array with this layout in `bytes`.
///
/// `None` where they cannot be had as a slice: elements that are not aligned, or strides that are not a multiple of the itemsize.
pub fn typed<'a, T: Pod>(bytes: &'a [u8], layout: &'a Layout) -> Option<Typed<'a, T>> {
    let size = size_of::<T>();
    let strides = element_strides(layout, size)?;
    let bounds = layout.bounds(size);
    let data = bytemuck::try_cast_slice(&bytes[bounds.clone()]).ok()?;
    Some(Typed { data, start: (layout.offset - bounds.start) / size, strides, shape: &layout.shape })
}

/// The strides of a layout in elements of `size` bytes; `None` if one is not a multiple. An axis of length one may have any stride.
pub fn element_strides(layout: &Layout, size: usize) -> Option<Strides> {
    let size = size as isize;
    layout
        .shape
        .iter()
        .zip(&layout.strides)
        .map(|(&n, &s)| if n <= 1 { Some(0) } else { (s % size == 0).then_some(s / size) })
        .collect()
}

impl<'a, T> Typed<'a, T> {
    /// The same as an ndarray view.
    pub fn view(&self) -> Option<ArrayViewD<'a, T>> {
        // ndarray takes a negative stride as a wrapped usize, and a slice that starts at the lowest element.
        let strides: Vec<usize> = self.strides.iter().map(|&s| s as usize).collect();
        ArrayViewD::from_shape(IxDyn(self.shape).strides(IxDyn(&strides)), self.data).ok()
    }
}

/// How many runs, or elements, are looked at between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 16;

/// The elements of an array in C order. Unwinds with [`super::NoRoom`] if there is no room for them, and with [`super::Stopped`] at Ctrl-C.
pub fn gather<T: Element>(bytes: &[u8], layout: &Layout) -> Vec<T> {
    let size = size_of::<T>();
    let n = layout.size();
    if n == 0 {
        return Vec::new();
    }
    if layout.is_c_contiguous(size) {
        let run = &bytes[layout.offset..layout.offset + n * size];
        if let Ok(run) = bytemuck::try_cast_slice::<u8, T>(run) {
            let mut out = with_room(n);
            in_pieces(run, |piece| out.extend_from_slice(piece));
            return out;
        }
    }
    let mut out = with_room(n);
    let inner_axis = layout.ndim().saturating_sub(1);
    let (inner, step) = match layout.shape.last() {
        Some(&inner) => (inner, layout.strides[inner_axis]),
        None => (1, 0),
    };
    for_each_run(layout, inner_axis, &mut |at| {
        let mut at = at as isize;
        for i in 0..inner {
            if i % PATIENCE == 0 {
                stop_if_interrupted();
            }
            out.push(bytemuck::pod_read_unaligned(&bytes[at as usize..at as usize + size]));
            at += step;
        }
    });
    out
}

/// Calls `f` with the byte of the first element of each run along the last axes, from `outer` on, in C order. Unwinds with [`super::Stopped`] if
/// Ctrl-C is pressed meanwhile.
pub fn for_each_run(layout: &Layout, outer: usize, f: &mut dyn FnMut(usize)) {
    if layout.shape.contains(&0) {
        return;
    }
    let mut index: SmallVec<[usize; 4]> = SmallVec::from_elem(0, outer);
    let mut at = layout.offset as isize;
    let mut patience = PATIENCE;
    loop {
        patience -= 1;
        if patience == 0 {
            patience = PATIENCE;
            stop_if_interrupted();
        }
        f(at as usize);
        let mut axis = outer;
        loop {
            if axis == 0 {
                return;
            }
            axis -= 1;
            index[axis] += 1;
            at += layout.strides[axis];
            if index[axis] < layout.shape[axis] {
                break;
            }
            at -= layout.strides[axis] * layout.shape[axis] as isize;
            index[axis] = 0;
        }
    }
}
