//! Outputs that overlap themselves, where it shows in which order they are written.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Init, Layout, Memory, Order, has_internal_overlap, layouts_share};
use crate::ops::assign::{assign, copy};
use crate::ops::convert::write_in_order;

use super::operand::{Operand, Options, Output, Outputs};

/// Whether two elements of an output have bytes in common.
pub(super) fn is_folded(out: &Array) -> bool {
    !out.is_c_contiguous() && has_internal_overlap(&out.layout(), out.itemsize())
}

/// Computes with outputs of which some overlap themselves; `compute` gets others instead of these.
///
/// The results are written after: as `out[...] = results` where an operand shares memory with the output, for which NumPy's iterator makes a
/// temporary array and writes it back
/// ([`COPY_IF_OVERLAP`](https://numpy.org/doc/stable/reference/c-api/iterator.html)), else in the order in which it visits the operands.
pub(super) fn with_folded(
    memory: &Memory,
    name: &'static str,
    operands: &[Operand],
    options: &Options,
    compute: impl FnOnce(&Options) -> Result<Outputs>,
) -> Result<Outputs> {
    let mut apart = options.clone();
    let mut folded: SmallVec<[(Array, Array, bool); 2]> = SmallVec::new();
    let read = || {
        let arrays = operands.iter().filter_map(|operand| match operand {
            Operand::Array(array) => Some(array),
            _ => None,
        });
        arrays.chain(&options.where_)
    };
    for slot in &mut apart.out {
        let Some(out) = slot.as_ref().filter(|out| is_folded(out)).cloned() else { continue };
        let (layout, itemsize) = (out.layout(), out.itemsize());
        let shares = read().any(|array| {
            array.same_buffer(&out) && layouts_share(&layout, itemsize, &array.layout(), array.itemsize())
        });
        let results = if shares && options.where_.is_some() {
            copy(&out, Order::C)?
        } else {
            let packed = Layout::c(&layout.shape, itemsize);
            Array::with_layout(memory, packed, out.dtype(), Init::Overwritten, name)?
        };
        *slot = Some(results.clone());
        folded.push((out, results, shares));
    }
    let mut outputs = compute(&apart)?;
    // NumPy's iterator turns no axis round for the sake of an output that it has yet to allocate.
    let turns = options.out.iter().take(outputs.len()).all(Option::is_some);
    for (out, results, shares) in folded {
        if shares {
            assign(&out, &results)?;
        } else {
            let shape = out.shape();
            let broadcast = |array: &Array| array.layout().broadcast_to(&shape);
            let beside: SmallVec<[Layout; 3]> = read().filter_map(broadcast).collect();
            write_in_order(&out, &results, options.where_.as_ref(), &beside, turns)?;
        }
        for output in &mut outputs {
            if matches!(output, Output::Array(array) if array.is(&results)) {
                *output = Output::Array(out.clone());
            }
        }
    }
    Ok(outputs)
}
