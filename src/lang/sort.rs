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
    let mut sorted = merge_sort(interp, keyed)?;
    if reverse {
        sorted.reverse();
    }
    Ok(sorted.into_iter().map(|(_, value)| value).collect())
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
