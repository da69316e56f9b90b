//! What `median` and the quantiles do with `axis=`, `out=` and `keepdims=`: several axes become one.

use crate::error::Result;
use crate::memory::Array;
use crate::ops::index::{self, IndexItem, Slice};
use crate::ops::shape::{moveaxis, normalize_axes};
use crate::ops::ufunc::Operand;

use super::calc::reshaped;

/// How a statistic of lanes runs over an array.
#[derive(Clone, Copy, Debug, Default)]
pub struct Along<'a> {
    /// `axis=`: one axis, several, or all elements for `None`.
    pub axes: Option<&'a [i64]>,
    /// `out=`: where the result goes.
    pub out: Option<&'a Array>,
    /// `keepdims=`: reduced axes stay, with length one.
    pub keepdims: bool,
    /// `overwrite_input=`: the elements of the array may be moved.
    pub overwrite: bool,
}

impl Along<'_> {
    /// Whether the axes become one, the last.
    pub(super) fn merges(&self) -> bool {
        self.axes.is_some_and(|axes| axes.len() != 1)
    }

    /// Runs `f` on an array, its weights, the axis that is reduced (`None` for all elements) and the place for the result.
    ///
    /// Fails with `AxisError`, and with `IndexError` if `out` has too few axes for `keepdims`.
    pub(super) fn reduce(
        &self,
        a: &Array,
        weights: Option<&Array>,
        f: impl FnOnce(&Array, Option<&Array>, Option<usize>, Option<&Array>) -> Result<Operand>,
    ) -> Result<Operand> {
        let ndim = a.ndim();
        let axes = self.axes.map(|axes| normalize_axes(axes, ndim, None)).transpose()?;
        let reduced = |axis: usize| axes.as_ref().is_none_or(|axes| axes.contains(&axis));
        let target = match self.out {
            Some(out) if self.keepdims => {
                let mut items = vec![IndexItem::Ellipsis];
                items.extend((0..ndim).map(|axis| {
                    if reduced(axis) { IndexItem::Int(0) } else { IndexItem::Slice(Slice::default()) }
                }));
                Some(index::get(out, &items)?.into_array(out)?)
            }
            out => out.cloned(),
        };
        let result = match axes.as_deref() {
            None => f(a, weights, None, target.as_ref())?,
            Some(&[axis]) => f(a, weights, Some(axis), target.as_ref())?,
            Some(axes) => {
                let merged = merge(a, axes)?;
                let weights = weights.map(|w| merge(w, axes)).transpose()?;
                let last = merged.ndim() - 1;
                f(&merged, weights.as_ref(), Some(last), target.as_ref())?
            }
        };
        if let Some(out) = self.out {
            return Ok(out.clone().into());
        }
        if !self.keepdims {
            return Ok(result);
        }
        let result = result.to_array(&a.memory())?;
        let mut layout = result.layout();
        let first = layout.ndim() - (0..ndim).filter(|&axis| !reduced(axis)).count();
        for axis in (0..ndim).filter(|&axis| reduced(axis)) {
            layout = layout.insert_axis(first + axis);
        }
        // NumPy's is a view of an array that nobody sees; a 0-d result stays one.
        Ok(result.view(layout, "getitem").as_new().into())
    }
}

/// The array with these axes as one, the last; a copy where that needs one.
fn merge(a: &Array, axes: &[usize]) -> Result<Array> {
    let shape = a.shape();
    let keep: Vec<i64> = (0..a.ndim()).filter(|axis| !axes.contains(axis)).map(|axis| axis as i64).collect();
    let front: Vec<i64> = (0..keep.len() as i64).collect();
    let mut lengths: Vec<i64> = keep.iter().map(|&axis| shape[axis as usize] as i64).collect();
    lengths.push(-1);
    reshaped(&moveaxis(a, &keep, &front)?, &lengths)
}
