//! Sorting values as Python's `sorted` does: stable, asking only whether one value is less than another.

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
    let plain = plain_keys(&keyed);
    let mut sorted = match plain {
        Some(Plain::Int) => merge_sort(interp, keyed, &mut |_, a, b| Ok(int(a) < int(b)))?,
        Some(Plain::Float) => merge_sort(interp, keyed, &mut |_, a, b| Ok(float(a) < float(b)))?,
        Some(Plain::Str) => merge_sort(interp, keyed, &mut |_, a, b| match (a, b) {
            (Value::Str(a), Value::Str(b)) => Ok(**a < **b),
            _ => Ok(false),
        })?,
        None => merge_sort(interp, keyed, &mut |interp: &mut Interp, a, b| interp.less(a, b))?,
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
        Value::Float(_) if all(|key| matches!(key, Value::Float(_))) => Some(Plain::Float),
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

/// Whether the first key is less than the second.
type Less<'a> = dyn FnMut(&mut Interp, &Value, &Value) -> Result<bool> + 'a;

fn merge_sort(
    interp: &mut Interp,
    mut items: Vec<(Value, Value)>,
    less: &mut Less<'_>,
) -> Result<Vec<(Value, Value)>> {
    interp.memory.check_interrupt()?;
    if items.len() < SHORT {
        insertion_sort(interp, &mut items, less)?;
        return Ok(items);
    }
    interp.memory.check_room(items.len() * size_of::<(Value, Value)>())?;
    let right = items.split_off(items.len() / 2);
    let left = merge_sort(interp, items, less)?;
    let right = merge_sort(interp, right, less)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        interp.memory.check_interrupt()?;
        let next = if less(interp, &b.0, &a.0)? { right.next() } else { left.next() };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// The run that the list begins with, turned round if it falls, and the rest put in by halving.
fn insertion_sort(interp: &mut Interp, items: &mut [(Value, Value)], less: &mut Less<'_>) -> Result<()> {
    if items.len() < 2 {
        return Ok(());
    }
    let mut run = 2;
    if less(interp, &items[1].0, &items[0].0)? {
        while run < items.len() && less(interp, &items[run].0, &items[run - 1].0)? {
            run += 1;
        }
        items[..run].reverse();
    } else {
        while run < items.len() && !less(interp, &items[run].0, &items[run - 1].0)? {
            run += 1;
        }
    }
    for next in run..items.len() {
        let (mut low, mut high) = (0, next);
        while low < high {
            let middle = usize::midpoint(low, high);
            if less(interp, &items[next].0, &items[middle].0)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items[low..=next].rotate_right(1);
    }
    Ok(())
}
