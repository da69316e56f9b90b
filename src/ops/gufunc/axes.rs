//! Where the core dimensions stand: `axis=` and `axes=`.

use smallvec::SmallVec;

use crate::error::Result;

use super::error::GufuncError;
use super::signature::Signature;

/// Which axes of the operands are the core dimensions.
#[derive(Clone, Debug)]
pub enum Axes {
    /// The last ones.
    Last,
    /// `axis=`: the one core dimension that there is.
    One(i64),
    /// `axes=`: an item an operand; the output's may be missing.
    Each(Vec<AxesItem>),
}

/// The axes of one operand.
#[derive(Clone, Debug)]
pub enum AxesItem {
    /// An integer.
    One(i64),
    /// A tuple of integers.
    Many(SmallVec<[i64; 2]>),
    /// Something else.
    Other,
}

/// An operand as far as its axes are concerned: how many it has, and how many of them are core dimensions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) ndim: usize,
    pub(super) core: usize,
}

/// For each operand its axes in the order of the call: those of the stack, then the core dimensions.
pub(super) fn placed(
    name: &'static str,
    signature: &Signature,
    extents: &[Extent],
    axes: &Axes,
) -> Result<SmallVec<[SmallVec<[usize; 4]>; 3]>> {
    let mut all: SmallVec<[SmallVec<[usize; 4]>; 3]> =
        extents.iter().map(|e| (0..e.ndim).collect()).collect();
    match axes {
        Axes::Last => {}
        Axes::One(axis) => {
            for (order, extent) in all.iter_mut().zip(extents).filter(|(_, extent)| extent.core > 0) {
                *order = with_last(extent.ndim, &[within(*axis, extent.ndim)?]);
            }
        }
        Axes::Each(items) => {
            let nop = extents.len();
            let omitted = items.len() == signature.nin() && signature.operands[signature.nin()].is_empty();
            if items.len() != nop && !omitted {
                return Err(GufuncError::AxesCount { nop }.into());
            }
            for (i, (item, &Extent { ndim, core })) in items.iter().zip(extents).enumerate() {
                let given: &[i64] = match item {
                    AxesItem::Many(given) if given.len() == core => given,
                    AxesItem::Many(given) => {
                        return Err(
                            GufuncError::AxesLength { name, operand: i, core, given: given.len() }.into()
                        );
                    }
                    AxesItem::One(axis) if core == 1 => std::slice::from_ref(axis),
                    AxesItem::One(_) => return Err(GufuncError::AxesSingle { name, operand: i, core }.into()),
                    AxesItem::Other => return Err(GufuncError::AxesTuple { name, item: i }.into()),
                };
                let last: SmallVec<[usize; 2]> =
                    given.iter().map(|&axis| within(axis, ndim)).collect::<Result<_>>()?;
                if let Some(j) = (1..last.len()).find(|&j| last[..j].contains(&last[j])) {
                    return Err(GufuncError::AxesRepeated { item: i, value: last[j] }.into());
                }
                all[i] = with_last(ndim, &last);
            }
        }
    }
    Ok(all)
}

/// The axes with these ones last.
fn with_last(ndim: usize, last: &[usize]) -> SmallVec<[usize; 4]> {
    (0..ndim).filter(|axis| !last.contains(axis)).chain(last.iter().copied()).collect()
}

/// An axis that may be counted from the end.
fn within(axis: i64, ndim: usize) -> Result<usize> {
    let counted = if axis < 0 { axis + ndim as i64 } else { axis };
    usize::try_from(counted)
        .ok()
        .filter(|&counted| counted < ndim)
        .ok_or_else(|| GufuncError::Axis { axis, ndim }.into())
}
