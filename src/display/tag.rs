//! The tag of an array: which memory it lives in, and where.

use std::fmt::Write;

use crate::memory::{Array, Base, Touched};

use super::expression::{expression, expression_on_base};
use super::step::{Geometry, IndexItem, Step};
use super::stretched::stretched;

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
    let mut text = String::with_capacity(16);
    let Some(reference) = array.buffer().reference() else { return text };
    let tag = reference.tag;
    let _ = write!(text, "@m{tag}");
    let holder = reference.array();
    if holder.as_ref().is_some_and(|r| r.is(array)) {
        return text;
    }
    let (layout, dtype) = reference.geometry();
    let (from, view) = (Geometry::new(layout, dtype), geometry(array));
    let steps = expression(&from, &view).or_else(|| {
        // The reference is a part of the buffer, and the view lies outside of it.
        match holder.and_then(|r| r.base()) {
            Some(Base::Array(base)) if base.same_buffer(array) => expression_on_base(&geometry(&base), &view),
            _ => None,
        }
    });
    let _ = match steps {
        Some(steps) => write!(text, "{steps}"),
        None => match stretched(&from, &view).filter(|_| !is_made_by_hand(array)) {
            Some(call) => return call.text(&text),
            None => write!(text, "+{}", view.layout.offset),
        },
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

/// Whether an array is what `as_strided` gave: its strides were chosen by hand, and a call that happens to give the same says less.
fn is_made_by_hand(array: &Array) -> bool {
    array.origin().operation == "as_strided"
}

fn geometry(array: &Array) -> Geometry {
    Geometry::new(array.layout(), array.dtype())
}
