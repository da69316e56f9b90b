//! Elements and whole arrays repeated: always copies.

use crate::error::Result;
use crate::memory::{Array, CopyReason, Order, Shape};
use crate::ops::convert::convert_if_needed;
use crate::ops::shape::{CopyMode, LengthsText, normalize_axis, ravel, reshape};

/// `np.repeat(a, repeats, axis)`: each element `repeats` times, or the `i`-th slice along `axis` `repeats[i]` times; flattened for `None`.
/// Always a C-ordered copy.
pub fn repeat(a: &Array, repeats: &[i64], axis: Option<i64>) -> Result<Array> {
    let (source, axis) = match axis {
        Some(axis) if a.ndim() > 0 => {
            let axis = normalize_axis(axis, a.ndim(), None)?;
            (convert_if_needed(a, None, Order::C, CopyMode::IfNeeded, 0, "repeat")?, axis)
        }
        Some(axis) => (ravel(a, Order::C)?, normalize_axis(axis, 1, None)?),
        None => (ravel(a, Order::C)?, 0),
    };
    let layout = source.layout();
    let n = layout.shape[axis];
    let every = if let [count] = repeats { Some(*count) } else { None };
    if every.is_none() && repeats.len() != n {
        return Err(RepeatError::Counts { length: n, counts: repeats.len() }.into());
    }
    let total = match every {
        Some(count) if count < 0 && n > 0 => return Err(RepeatError::NegativeLength {}.into()),
        Some(count) => n.checked_mul(count.max(0) as usize),
        None if repeats.iter().any(|&count| count < 0) => return Err(RepeatError::Negative {}.into()),
        None => repeats.iter().try_fold(0usize, |sum, &count| sum.checked_add(count as usize)),
    };
    let mut shape = layout.shape.clone();
    shape[axis] = total.ok_or(crate::memory::ArrayError::TooBig {})?;
    let out = Array::overwritten(&a.memory(), &shape, a.dtype(), "repeat")?;
    if out.size() > 0 {
        let chunk = layout.shape[axis + 1..].iter().product::<usize>() * a.itemsize();
        let read = source.read();
        let bytes = read.bytes();
        let from = &bytes[layout.offset..layout.offset + source.nbytes()];
        let guard = out.write_new();
        let mut to = guard.bytes();
        let mut rest: &mut [u8] = &mut to;
        let (memory, mut since) = (a.memory(), 0);
        for (i, part) in from.chunks_exact(chunk).enumerate() {
            let count = every.unwrap_or_else(|| repeats[i % n]) as usize;
            let (here, after) = std::mem::take(&mut rest).split_at_mut(count * chunk);
            // A long run is filled in pieces, so that Ctrl-C is seen in between.
            for piece in here.chunks_mut((PATIENCE / chunk).max(1) * chunk) {
                since += piece.len();
                if since > PATIENCE {
                    since = 0;
                    memory.check_interrupt()?;
                }
                fill_with(piece, part);
            }
            rest = after;
        }
    }
    Ok(out.as_copy_of(a, CopyReason::Asked))
}

/// How many bytes are filled between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 22;

/// Fills `to` with copies of `part`.
fn fill_with(to: &mut [u8], part: &[u8]) {
    macro_rules! whole {
        ($t:ty) => {
            if let (Ok(to), Ok(value)) =
                (bytemuck::try_cast_slice_mut::<u8, $t>(to), bytemuck::try_pod_read_unaligned::<$t>(part))
            {
                to.fill(value);
                return;
            }
        };
    }
    match part.len() {
        1 => to.fill(part[0]),
        2 => whole!(u16),
        4 => whole!(u32),
        8 => whole!(u64),
        16 => whole!([u64; 2]),
        _ => {}
    }
    if part.len() > 1 {
        to.chunks_exact_mut(part.len()).for_each(|here| here.copy_from_slice(part));
    }
}

/// `np.tile(a, reps)`: the whole array, `reps[k]` times along axis `k`. Always a copy.
pub fn tile(a: &Array, reps: &[i64]) -> Result<Array> {
    if reps.iter().all(|&n| n == 1) {
        return convert_if_needed(a, None, Order::K, CopyMode::Always, reps.len(), "tile");
    }
    let mut c = convert_if_needed(a, None, Order::K, CopyMode::IfNeeded, reps.len(), "tile")?;
    let shape: Shape = c.shape();
    let reps: Vec<i64> =
        std::iter::repeat_n(1, shape.len().saturating_sub(reps.len())).chain(reps.iter().copied()).collect();
    let mut n = c.size();
    if n > 0 {
        for (&length, &count) in shape.iter().zip(&reps) {
            if count != 1 {
                let rows = reshape(&c, &[-1, n as i64], Order::C, CopyMode::IfNeeded)?;
                c = repeat(&rows, &[count], Some(0))?;
            }
            n /= length;
        }
    }
    let out: Vec<i64> = shape.iter().zip(&reps).map(|(&length, &count)| length as i64 * count).collect();
    let out = reshape(&c, &out, Order::C, CopyMode::IfNeeded)?;
    Ok(out.as_copy_of(a, CopyReason::Asked))
}

crate::error_kinds! {
    /// What can go wrong when elements are repeated.
    pub enum RepeatError {
        /// `repeat([1, 2, 3], [1, 2])`
        ValueError Counts { length: usize, counts: usize } = "operands could not be broadcast together with shape {} {}", LengthsText(&[*length]), LengthsText(&[*counts]);
        /// `repeat([1, 2], [1, -2])`
        ValueError Negative {} = "repeats may not contain negative values.";
        /// `repeat([1, 2], -1)`
        ValueError NegativeLength {} = "negative dimensions are not allowed";
    }
}
