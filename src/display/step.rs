//! The steps of a tag's expression: what each does to a geometry, and how it is written.

use std::fmt;

use crate::memory::{DType, Kind, Layout};

/// What makes a view of a buffer: its layout, and the dtype of its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// Where the elements stand.
    pub layout: Layout,
    /// What they are.
    pub dtype: DType,
}

/// A layout to be reached. A loose one leaves open what leads nowhere, the strides of axes of length one, and has zeros there.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) layout: Layout,
    pub(super) loose: bool,
}

impl Target {
    /// The same with the strides of axes of length one left open.
    pub(super) fn loosened(&self) -> Self {
        let mut layout = self.layout.clone();
        for axis in 0..layout.ndim() {
            if layout.shape[axis] == 1 {
                layout.strides[axis] = 0;
            }
        }
        Self { layout, loose: true }
    }

    /// Another layout to be reached on the way, as strictly as this one.
    pub(super) fn with(&self, layout: Layout) -> Self {
        Self { layout, loose: self.loose }
    }

    /// Whether a layout is this one.
    pub(super) fn is(&self, layout: &Layout) -> bool {
        let want = &self.layout;
        let strides = || layout.strides.iter().zip(&want.strides).zip(&want.shape);
        layout.offset == want.offset
            && layout.shape == want.shape
            && strides().all(|((have, want), &n)| have == want || (self.loose && n == 1))
    }
}

/// One item of a basic index. All numbers count from the front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexItem {
    /// `2`
    Int(usize),
    /// `start:stop:step`
    Slice {
        /// Where it starts, unless at the end that the step comes from.
        start: Option<usize>,
        /// Where it stops, unless at the end that the step goes to.
        stop: Option<usize>,
        /// The step; not zero.
        step: isize,
    },
    /// `None`
    NewAxis,
    /// `...`
    Ellipsis,
}

impl IndexItem {
    /// `:`
    pub const FULL: Self = Self::Slice { start: None, stop: None, step: 1 };

    /// The slice of `count` elements from `start` on in steps of `step`, along an axis of `length`, with open ends where they may be.
    pub fn slice(start: usize, step: isize, count: usize, length: usize) -> Self {
        if count == 0 {
            // An empty slice has the stride of its axis and starts where the axis does.
            let stop = if length == 0 { None } else { Some(0) };
            return Self::Slice { start: None, stop, step: 1 };
        }
        let last = start as isize + (count as isize - 1) * step;
        if step > 0 {
            let open = last + step >= length as isize;
            let stop = if open { None } else { Some(last as usize + 1) };
            Self::Slice { start: (start > 0).then_some(start), stop, step }
        } else {
            let stop = if last + step < 0 { None } else { Some((last - 1) as usize) };
            Self::Slice { start: (start + 1 < length).then_some(start), stop, step }
        }
    }
}

impl fmt::Display for IndexItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(i) => write!(f, "{i}"),
            Self::NewAxis => f.write_str("None"),
            Self::Ellipsis => f.write_str("..."),
            Self::Slice { start, stop, step } => {
                if let Some(start) = start {
                    write!(f, "{start}")?;
                }
                f.write_str(":")?;
                if let Some(stop) = stop {
                    write!(f, "{stop}")?;
                }
                if *step == 1 { Ok(()) } else { write!(f, ":{step}") }
            }
        }
    }
}

/// One postfix operation that gives a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.base`
    Base,
    /// `[…]`, with at least one item
    Index(Vec<IndexItem>),
    /// `.T`
    T,
    /// `.swapaxes(i, j)`
    SwapAxes(usize, usize),
    /// `.transpose(…)`
    Transpose(Vec<usize>),
    /// `.reshape(…)`; to one axis it is written with -1
    Reshape(Vec<usize>),
    /// `.view(dtype)`
    View(DType),
    /// `.real`
    Real,
    /// `.imag`
    Imag,
    /// `.diagonal(offset, axis1, axis2)`
    Diagonal {
        /// How far it is off the main diagonal, along `axis2` if positive.
        offset: isize,
        /// The first of the two axes.
        axis1: usize,
        /// The second of the two axes.
        axis2: usize,
    },
}

/// The steps of an expression, in the order in which they are done and written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps(pub Vec<Step>);

impl Steps {
    /// The number of bytes it takes to write them.
    pub fn width(&self) -> usize {
        struct Count(usize);
        impl fmt::Write for Count {
            fn write_str(&mut self, s: &str) -> fmt::Result {
                self.0 += s.len();
                Ok(())
            }
        }
        let mut count = Count(0);
        let _ = fmt::Write::write_fmt(&mut count, format_args!("{self}"));
        count.0
    }

    /// These steps, then one more.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 2);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }

    /// These steps, then those.
    #[must_use]
    pub fn and(&self, more: Self) -> Self {
        if self.0.is_empty() {
            return more;
        }
        let mut steps = self.0.clone();
        steps.extend(more.0);
        Self(steps)
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| step.fmt(f))
    }
}

fn list(f: &mut fmt::Formatter<'_>, items: &[impl fmt::Display]) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if i == 0 { "" } else { ", " })?;
    }
    Ok(())
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base => f.write_str(".base"),
            Self::Index(items) => {
                f.write_str("[")?;
                list(f, items)?;
                f.write_str("]")
            }
            Self::T => f.write_str(".T"),
            Self::SwapAxes(i, j) => write!(f, ".swapaxes({i}, {j})"),
            Self::Transpose(axes) => {
                f.write_str(".transpose(")?;
                list(f, axes)?;
                f.write_str(")")
            }
            Self::Reshape(shape) => match shape.as_slice() {
                [] => f.write_str(".reshape(())"),
                [_] => f.write_str(".reshape(-1)"),
                _ => {
                    f.write_str(".reshape(")?;
                    list(f, shape)?;
                    f.write_str(")")
                }
            },
            Self::View(dtype) => write!(f, ".view({})", dtype.name()),
            Self::Real => f.write_str(".real"),
            Self::Imag => f.write_str(".imag"),
            Self::Diagonal { offset: 0, axis1: 0, axis2: 1 } => f.write_str(".diagonal()"),
            Self::Diagonal { offset, axis1: 0, axis2: 1 } => write!(f, ".diagonal({offset})"),
            Self::Diagonal { offset, axis1, axis2 } => write!(f, ".diagonal({offset}, {axis1}, {axis2})"),
        }
    }
}

impl Geometry {
    /// A geometry of this layout and dtype.
    pub fn new(layout: Layout, dtype: DType) -> Self {
        Self { layout, dtype }
    }

    /// The geometry after a step as NumPy does it; `None` if NumPy refuses, copies, or gives a scalar. `.base` is not known here.
    pub fn after(&self, step: &Step) -> Option<Self> {
        let Self { layout, dtype } = self;
        let layout = match step {
            Step::Base => return None,
            Step::Index(items) => indexed(layout, items)?,
            Step::T => layout.transposed(),
            Step::SwapAxes(i, j) => {
                let mut axes: Vec<usize> = (0..layout.ndim()).collect();
                if *i.max(j) >= axes.len() {
                    return None;
                }
                axes.swap(*i, *j);
                layout.permuted(&axes)
            }
            Step::Transpose(axes) => {
                let mut sorted = axes.clone();
                sorted.sort_unstable();
                if !sorted.iter().copied().eq(0..layout.ndim()) {
                    return None;
                }
                layout.permuted(axes)
            }
            Step::Reshape(shape) => {
                if shape.iter().product::<usize>() != layout.size() {
                    return None;
                }
                layout.reshaped(shape, false, dtype.itemsize()).ok()?
            }
            Step::View(to) => return self.seen_as(*to),
            Step::Real | Step::Imag => {
                if dtype.kind() != Kind::Complex {
                    return None;
                }
                let mut layout = layout.clone();
                if *step == Step::Imag {
                    layout.offset += dtype.real().itemsize();
                }
                return Some(Self { layout, dtype: dtype.real() });
            }
            Step::Diagonal { offset, axis1, axis2 } => diagonal(layout, *offset, *axis1, *axis2)?,
        };
        Some(Self { layout, dtype: *dtype })
    }

    /// The geometry after all steps.
    pub fn after_all(&self, steps: &Steps) -> Option<Self> {
        steps.0.iter().try_fold(self.clone(), |g, step| g.after(step))
    }

    /// The geometry of `.view(dtype)`: a change of size needs a contiguous last axis that comes out even.
    fn seen_as(&self, to: DType) -> Option<Self> {
        let (old, new) = (self.dtype.itemsize(), to.itemsize());
        let mut layout = self.layout.clone();
        if old != new {
            let last = layout.ndim().checked_sub(1)?;
            if layout.shape[last] != 1 && layout.size() != 0 && layout.strides[last] != old as isize {
                return None;
            }
            let bytes = layout.shape[last] * old;
            if !bytes.is_multiple_of(new) {
                return None;
            }
            layout.shape[last] = bytes / new;
            layout.strides[last] = new as isize;
        }
        Some(Self { layout, dtype: to })
    }
}

fn indexed(layout: &Layout, items: &[IndexItem]) -> Option<Layout> {
    let takes = |item: &IndexItem| !matches!(item, IndexItem::NewAxis | IndexItem::Ellipsis);
    let taken = items.iter().filter(|i| takes(i)).count();
    let skipped = layout.ndim().checked_sub(taken)?;
    if skipped == 0 && items.iter().all(|i| matches!(i, IndexItem::Int(_))) {
        return None;
    }
    let mut out = layout.clone();
    let mut axis = 0;
    for item in items {
        match *item {
            IndexItem::Ellipsis => axis += skipped,
            IndexItem::NewAxis => {
                out = out.insert_axis(axis);
                axis += 1;
            }
            IndexItem::Int(i) => {
                if i >= out.shape[axis] {
                    return None;
                }
                out = out.index_axis(axis, i);
            }
            IndexItem::Slice { start, stop, step } => {
                let n = out.shape[axis];
                let (first, count) = if step > 0 {
                    let (first, stop) = (start.unwrap_or(0).min(n), stop.unwrap_or(n).min(n));
                    (first, stop.saturating_sub(first).div_ceil(step as usize))
                } else {
                    let first = start.map_or(n, |s| (s + 1).min(n));
                    let low = stop.map_or(0, |s| (s + 1).min(n));
                    (first.wrapping_sub(1), first.saturating_sub(low).div_ceil(step.unsigned_abs()))
                };
                let step = if count == 0 { 1 } else { step };
                out = out.slice_axis(axis, first as isize, step, count);
                axis += 1;
            }
        }
    }
    Some(out)
}

fn diagonal(layout: &Layout, offset: isize, axis1: usize, axis2: usize) -> Option<Layout> {
    if axis1 == axis2 || axis1.max(axis2) >= layout.ndim() {
        return None;
    }
    let (n1, n2) = (layout.shape[axis1] as isize, layout.shape[axis2] as isize);
    let (start1, start2) = ((-offset).max(0), offset.max(0));
    let count = (n1 - start1).min(n2 - start2).max(0);
    let mut out = layout.clone();
    if count > 0 {
        let start = start1 * layout.strides[axis1] + start2 * layout.strides[axis2];
        out.offset = (out.offset as isize + start) as usize;
    }
    out.shape.push(count as usize);
    out.strides.push(layout.strides[axis1].wrapping_add(layout.strides[axis2]));
    for axis in [axis1.max(axis2), axis1.min(axis2)] {
        out.shape.remove(axis);
        out.strides.remove(axis);
    }
    Some(out)
}
