//! The tag of an array: which memory it lives in, and where.

use std::fmt::Write;

use crate::memory::{Array, Base, Touched};

use super::expression::expression;
use super::step::{Geometry, IndexItem, Step, Steps};

/// The tag of an array without the space before it: `@m1`, `@m1[2:7]`, `@m1+16 ro`. See the module [`crate::display`].
///
/// If no array on its buffer was bound or shown before, this one becomes the reference.
pub fn tag_text(array: &Array) -> String {
    let mut text = place_text(array);
    if !array.is_writeable() {
        text.push_str(" ro");
    }
    if array.buffer().is_uninit() {
        text.push_str(" uninit");
    }
    text
}

/// The tag without the words after it: the buffer's number and the expression.
pub fn place_text(array: &Array) -> String {
    array.make_reference();
    let view = geometry(array);
    let mut text = String::with_capacity(16);
    let Some(reference) = array.buffer().reference() else { return text };
    let (layout, dtype) = reference.geometry();
    let reference_geometry = Geometry::new(layout, dtype);
    let _ = write!(text, "@m{}", reference.tag);
    if reference_geometry == view {
        return text;
    }
    let base = match reference.array().and_then(|a| a.base()) {
        Some(Base::Array(base)) if base.same_buffer(array) => Some(geometry(&base)),
        _ => None,
    };
    let _ = match expression(&reference_geometry, base.as_ref(), &view) {
        Some(steps) => write!(text, "{steps}"),
        None => write!(text, "+{}", view.layout.offset),
    };
    text
}

/// The index that selects the touched elements of an array of this shape, or the smallest box around them: `[0:3]`. None if it is all.
pub fn touched_index(touched: &Touched, shape: &[usize]) -> Option<Step> {
    let mut items: Vec<IndexItem> = touched
        .axes
        .iter()
        .zip(shape)
        .map(|(range, &length)| match range.count {
            n if n == length => IndexItem::FULL,
            1 => IndexItem::Int(range.start),
            _ => IndexItem::Slice {
                start: Some(range.start),
                stop: Some(range.stop()),
                step: range.step as isize,
            },
        })
        .collect();
    while items.last() == Some(&IndexItem::FULL) {
        items.pop();
    }
    (!items.is_empty()).then_some(Step::Index(items))
}

/// The expression that yields `view` from `of`, if both live in one buffer and it is short.
pub fn relation(of: &Array, view: &Array) -> Option<Steps> {
    if !of.same_buffer(view) {
        return None;
    }
    expression(&geometry(of), None, &geometry(view))
}

fn geometry(array: &Array) -> Geometry {
    Geometry::new(array.layout(), array.dtype())
}
