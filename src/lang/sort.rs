//! Sorting values as Python's `sorted` does: stable, asking only whether one value is less than another.

use std::cmp::Ordering;

use crate::error::Result;

use super::interp::Interp;
use super::value::Value;

/// Shorter lists are sorted by insertion alone, as in Python itself, so that values without an order (NaN) end up where they do there.
const SHORT: usize = 64;

/// Sorts values by their keys.
///
/// Fails as the comparisons do; the order is undefined then.
pub(super) fn sort(interp: &mut Interp, mut keyed: Vec<(Value, Value)>, reverse: bool) -> Result<Vec<Value>> {
    // Equal items keep their order: turned round before and after.
    if reverse {
        keyed.reverse();
    }
    let mut sorted = match plain_keys(&keyed) {
        Some(Plain::Int) => in_chunks(interp, keyed, &|a, b| int(a).cmp(&int(b)))?,
        Some(Plain::Float) => {
            in_chunks(interp, keyed, &|a, b| float(a).partial_cmp(&float(b)).unwrap_or(Ordering::Equal))?
        }
        Some(Plain::Str) => in_chunks(interp, keyed, &|a, b| match (a, b) {
            (Value::Str(a), Value::Str(b)) => a.cmp(b),
            _ => Ordering::Equal,
        })?,
        None => merge_sort(interp, keyed)?,
    };
    if reverse {
        sorted.reverse();
    }
    Ok(sorted.into_iter().map(|(_, value)| value).collect())
}

/// What all keys of a sort are, if they are of one of the classes that are compared without asking.
enum Plain {
    Int,
    Float,
    /// Short ones.
    Str,
}

/// The longest text that is compared at once, without a look at Ctrl-C.
const SHORT_TEXT: usize = 1 << 10;

fn plain_keys(keyed: &[(Value, Value)]) -> Option<Plain> {
    let all = |is: fn(&Value) -> bool| keyed.iter().all(|(key, _)| is(key));
    match &keyed.first()?.0 {
        Value::Int(_) if all(|key| matches!(key, Value::Int(_))) => Some(Plain::Int),
        // NaN has no place: where it ends up depends on who is compared.
        Value::Float(_) if all(|key| matches!(key, Value::Float(x) if !x.is_nan())) => Some(Plain::Float),
        Value::Str(_) if all(|key| matches!(key, Value::Str(text) if text.len() <= SHORT_TEXT)) => {
            Some(Plain::Str)
        }
        _ => None,
    }
}

#[inline]
fn int(value: &Value) -> i64 {
    if let Value::Int(n) = value { *n } else { 0 }
}

#[inline]
fn float(value: &Value) -> f64 {
    if let Value::Float(x) = value { *x } else { f64::NAN }
}

/// So many items are sorted without a look at Ctrl-C.
const CHUNK: usize = 1 << 15;

/// Sorts by keys that are compared without asking anybody: chunks first, which are then merged.
fn in_chunks(
    interp: &Interp,
    mut items: Vec<(Value, Value)>,
    order: &impl Fn(&Value, &Value) -> Ordering,
) -> Result<Vec<(Value, Value)>> {
    interp.memory.check_room(items.len() * size_of::<(Value, Value)>())?;
    for chunk in items.chunks_mut(CHUNK) {
        interp.memory.check_interrupt()?;
        chunk.sort_by(|a, b| order(&a.0, &b.0));
    }
    let mut width = CHUNK;
    while width < items.len() {
        let mut merged = Vec::with_capacity(items.len());
        let mut rest = items.into_iter();
        loop {
            let left: Vec<_> = rest.by_ref().take(width).collect();
            if left.is_empty() {
                break;
            }
            let right: Vec<_> = rest.by_ref().take(width).collect();
            let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
            while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                if merged.len() % CHUNK == 0 {
                    interp.memory.check_interrupt()?;
                }
                let next = if order(&b.0, &a.0) == Ordering::Less { right.next() } else { left.next() };
                merged.extend(next);
            }
            merged.extend(left);
            merged.extend(right);
        }
        items = merged;
        width *= 2;
    }
    Ok(items)
}

fn merge_sort(interp: &mut Interp, mut items: Vec<(Value, Value)>) -> Result<Vec<(Value, Value)>> {
    interp.memory.check_interrupt()?;
    if items.len() < SHORT {
        insertion_sort(interp, &mut items)?;
        return Ok(items);
    }
    interp.memory.check_room(items.len() * size_of::<(Value, Value)>())?;
    let right = items.split_off(items.len() / 2);
    let left = merge_sort(interp, items)?;
    let right = merge_sort(interp, right)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        interp.memory.check_interrupt()?;
        let next = if interp.less(&b.0, &a.0)? { right.next() } else { left.next() };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// The run that the list begins with, turned round if it falls, and the rest put in by halving.
fn insertion_sort(interp: &mut Interp, items: &mut [(Value, Value)]) -> Result<()> {
    if items.len() < 2 {
        return Ok(());
    }
    let mut run = 2;
    if interp.less(&items[1].0, &items[0].0)? {
        while run < items.len() && interp.less(&items[run].0, &items[run - 1].0)? {
            run += 1;
        }
        items[..run].reverse();
    } else {
        while run < items.len() && !interp.less(&items[run].0, &items[run - 1].0)? {
            run += 1;
        }
    }
    for next in run..items.len() {
        let (mut low, mut high) = (0, next);
        while low < high {
            let middle = usize::midpoint(low, high);
            if interp.less(&items[next].0, &items[middle].0)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items[low..=next].rotate_right(1);
    }
    Ok(())
}
