//! `relation(a, b)`: how two arrays stand to each other.

use crate::display::tag::{place_text, touched_index};
use crate::display::{Meaning, Text};
use crate::lang::{Interp, Value};
use crate::memory::{Array, may_share_memory, touched_elements};

use super::names::Names;
use super::words;

/// The relation of two values, in a line or two.
pub fn relation(interp: &Interp, a: &Value, b: &Value) -> Text {
    let mut text = Text::default();
    let (Value::Array(a), Value::Array(b)) = (a, b) else {
        text.push("apart: they are not both arrays, and only arrays share memory\n");
        return text;
    };
    let names = Names::reaching(interp);
    let name = |array: &Array, other: &str| {
        names.of_array(array.id(), |name| name != other).unwrap_or("the other").to_owned()
    };
    let first = names.of_array(a.id(), |_| true).unwrap_or("the one").to_owned();
    let second = name(b, &first);
    let tag = |text: &mut Text, array: &Array| {
        let place = place_text(array);
        text.push_meaning(&place, Meaning::Tag(array.buffer().reference().map_or(0, |r| r.tag)));
    };
    if a.is(b) {
        text.push(&format!("the same array object, {first} is {second}, "));
        tag(&mut text, a);
        text.push("\n");
        return text;
    }
    let (in_a, in_b) = (touched_of(b, a), touched_of(a, b));
    if let (Some((count_a, index_a)), Some((_, index_b))) = (&in_a, &in_b) {
        text.push(&format!("the same memory, {} shared: ", words::count(*count_a, "element")));
        text.push(&format!("{first}{index_a} and {second}{index_b}, "));
        tag(&mut text, a);
        text.push(" and ");
        tag(&mut text, b);
        text.push("\n");
        return text;
    }
    if a.same_buffer(b) {
        text.push("apart: on one buffer, ");
        tag(&mut text, a);
        text.push(" and ");
        tag(&mut text, b);
        text.push(", but no element has a byte in common");
        if may_share_memory(a, b) {
            text.push("; may_share_memory says True, for it compares only where they begin and end");
        }
    } else {
        text.push("apart: two buffers, ");
        tag(&mut text, a);
        text.push(" and ");
        tag(&mut text, b);
    }
    text.push("\n");
    text
}

/// How many elements of `array` have a byte in common with `writer`, and their index.
fn touched_of(writer: &Array, array: &Array) -> Option<(usize, String)> {
    if !writer.same_buffer(array) {
        return None;
    }
    let touched = touched_elements(&writer.layout(), writer.itemsize(), array)?;
    let index = touched_index(&touched, &array.shape()).map_or_else(String::new, |step| step.to_string());
    Some((touched.count, index))
}
