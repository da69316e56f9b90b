//! Views whose elements repeat or overlap, as broadcasting and sliding windows make them.
//!
//! NumPy has functions for these, and nothing that is written behind an array: the expression of the tag then stands inside of a call,
//! `broadcast_to(@m1[:2], (3, 2))` or `sliding_window_view(@m1, 3)`.

use std::fmt::Write;

use crate::memory::Layout;

use super::expression::expression;
use super::step::{Geometry, IndexItem, Step, Steps};

/// `::-1`
const TURNED: IndexItem = IndexItem::Slice { start: None, stop: None, step: -1 };
/// How many calls may stand inside of each other.
const DEPTH: usize = 3;

/// An expression in which a function is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretched {
    /// What the call is about: a view without repeated or overlapping elements.
    Plain(Steps),
    /// `np.broadcast_to(inner, shape)`
    Broadcast(Box<Self>, Vec<usize>),
    /// `np.lib.stride_tricks.sliding_window_view(inner, window, axis)`, then some steps.
    Windows {
        /// What the windows slide over.
        inner: Box<Self>,
        /// The length of a window.
        window: usize,
        /// The axis along which they slide; `None` for the only one.
        axis: Option<usize>,
        /// What is done with them.
        after: Steps,
    },
}

/// The expression that yields `view` from `reference` by calls; `None` if there is none.
pub fn stretched(reference: &Geometry, view: &Geometry) -> Option<Stretched> {
    if view.layout.size() == 0 {
        return None;
    }
    calls(reference, view, DEPTH)
}

fn calls(reference: &Geometry, view: &Geometry, depth: usize) -> Option<Stretched> {
    let inner = |layout: Layout| {
        let inner = Geometry::new(layout, view.dtype);
        match expression(reference, &inner) {
            Some(steps) => Some(Box::new(Stretched::Plain(steps))),
            None => calls(reference, &inner, depth.checked_sub(1)?).map(Box::new),
        }
    };
    let layout = &view.layout;
    if layout.shape.iter().zip(&layout.strides).any(|(&n, &s)| n > 1 && s == 0) {
        let mut once = layout.clone();
        while once.strides.first() == Some(&0) {
            once = once.index_axis(0, 0);
        }
        for axis in 0..once.ndim() {
            if once.strides[axis] == 0 {
                once.shape[axis] = 1;
            }
        }
        return Some(Stretched::Broadcast(inner(once)?, layout.shape.to_vec()));
    }
    // What runs backwards is turned round, and turned back at the end.
    let backwards: Vec<usize> =
        (0..layout.ndim()).filter(|&k| layout.shape[k] > 1 && layout.strides[k] < 0).collect();
    let mut forwards = layout.clone();
    for &axis in &backwards {
        let n = forwards.shape[axis];
        forwards = forwards.slice_axis(axis, n as isize - 1, -1, n);
    }
    let layout = &forwards;
    // The window axis is most often the last one.
    for windows in (0..layout.ndim()).rev() {
        for along in (0..layout.ndim()).filter(|&along| along != windows) {
            let (n, step) = (layout.shape[windows], layout.strides[windows]);
            let by = layout.strides[along];
            if step <= 0
                || by <= 0
                || by % step != 0
                || (n as isize - 1) * step < by
                || layout.shape[along] < 2
            {
                continue;
            }
            let every = (by / step) as usize;
            let mut over = layout.clone();
            over.shape[along] = (layout.shape[along] - 1) * every + n;
            over.strides[along] = step;
            let over = over.index_axis(windows, 0);
            let axis = along - usize::from(windows < along);
            let ndim = over.ndim();
            let Some(inner) = inner(over) else { continue };
            let mut after = Steps::default();
            if every > 1 {
                let mut items = vec![IndexItem::FULL; axis];
                items.push(IndexItem::Slice { start: None, stop: None, step: every as isize });
                after.0.push(Step::Index(items));
            }
            if windows < ndim {
                let mut order: Vec<usize> = (0..ndim).collect();
                order.insert(windows, ndim);
                after.0.push(if ndim == 1 { Step::T } else { Step::Transpose(order) });
            }
            if let Some(&last) = backwards.last() {
                let turned = |axis| if backwards.contains(&axis) { TURNED } else { IndexItem::FULL };
                after.0.push(Step::Index((0..=last).map(turned).collect()));
            }
            return Some(Stretched::Windows { inner, window: n, axis: (ndim > 1).then_some(axis), after });
        }
    }
    None
}

impl Stretched {
    /// The expression with the reference called `name`.
    pub fn text(&self, name: &str) -> String {
        let mut text = String::new();
        match self {
            Self::Plain(steps) => {
                let _ = write!(text, "{name}{steps}");
            }
            Self::Broadcast(inner, shape) => {
                let lengths: Vec<String> = shape.iter().map(usize::to_string).collect();
                let comma = if shape.len() == 1 { "," } else { "" };
                let _ = write!(text, "broadcast_to({}, ({}{comma}))", inner.text(name), lengths.join(", "));
            }
            Self::Windows { inner, window, axis, after } => {
                let axis = axis.map_or(String::new(), |axis| format!(", axis={axis}"));
                let _ = write!(text, "sliding_window_view({}, {window}{axis}){after}", inner.text(name));
            }
        }
        text
    }

    /// What the expression yields from a reference, as NumPy does it.
    pub fn evaluate(&self, reference: &Geometry) -> Option<Geometry> {
        match self {
            Self::Plain(steps) => reference.after_all(steps),
            Self::Broadcast(inner, shape) => {
                let inner = inner.evaluate(reference)?;
                Some(Geometry::new(inner.layout.broadcast_to(shape)?, inner.dtype))
            }
            Self::Windows { inner, window, axis, after } => {
                let Geometry { mut layout, dtype } = inner.evaluate(reference)?;
                let axis = axis.unwrap_or(0);
                layout.shape[axis] = layout.shape[axis].checked_sub(window - 1)?;
                layout.shape.push(*window);
                layout.strides.push(layout.strides[axis]);
                Geometry::new(layout, dtype).after_all(after)
            }
        }
    }
}
