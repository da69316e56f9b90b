//! The arithmetic of `einsum`: sums over axes, and products of two labelled arrays.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Layout, Order, Shape};
use crate::ops::assign::convert;
use crate::ops::product::matmul;
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{CopyMode, reshape};
use crate::ops::ufunc::{Apply, Operand};

use super::subscripts::{Label, Labelled, Labels};

/// An array with the label of each axis.
pub(super) struct Term {
    array: Array,
    pub(super) labels: Labels,
    /// Whether the last step summed over a matrix product.
    pub(super) folded: bool,
}

impl Term {
    /// An operand, in the dtype that is computed in. Axes of length one whose label is longer elsewhere are left out.
    pub(super) fn new(
        array: &Array,
        labelled: &Labelled,
        dtype: DType,
        length: impl Fn(Label) -> usize,
    ) -> Result<Self> {
        let Labelled { mut layout, labels } = labelled.clone();
        let mut kept = Labels::new();
        for (axis, &label) in labels.iter().enumerate().rev() {
            if layout.shape[axis] == 1 && length(label) != 1 {
                layout = layout.index_axis(axis, 0);
            } else {
                kept.insert(0, label);
            }
        }
        let view = array.view(layout, "einsum");
        let array = if array.dtype() == dtype {
            view
        } else {
            convert(&view, dtype, Order::K, "einsum", CopyReason::OtherDType)?
        };
        Ok(Self { array, labels: kept, folded: false })
    }

    /// Summed over the labels that are not `wanted`.
    pub(super) fn sum_others(self, wanted: impl Fn(Label) -> bool) -> Result<Self> {
        let axes: SmallVec<[isize; 6]> = (0..self.labels.len())
            .filter(|&axis| !wanted(self.labels[axis]))
            .map(|axis| axis as isize)
            .collect();
        if axes.is_empty() {
            return Ok(self);
        }
        let dtype = self.array.dtype();
        let options = Reduce { axis: Some(&axes), dtype: Some(dtype), ..Reduce::default() };
        let made = if dtype == DType::Bool {
            reduce::any(&self.array, &Reduce { axis: Some(&axes), ..Reduce::default() })?
        } else {
            reduce::sum(&self.array, &options)?
        };
        let array = made.into_array(&self.array.memory(), "einsum")?;
        let labels = self.labels.into_iter().filter(|&l| wanted(l)).collect();
        Ok(Self { array, labels, folded: false })
    }

    /// The product with another term, summed over what is not needed any more.
    pub(super) fn times(self, other: Self, needed: impl Fn(Label) -> bool) -> Result<Self> {
        let (left, right) = (self.labels.clone(), other.labels.clone());
        let a = self.sum_others(|l| needed(l) || right.contains(&l))?;
        let b = other.sum_others(|l| needed(l) || left.contains(&l))?;
        let shared = |l: &Label| a.labels.contains(l) && b.labels.contains(l);
        let batch: Labels = a.labels.iter().copied().filter(|l| shared(l) && needed(*l)).collect();
        let summed: Labels = a.labels.iter().copied().filter(|l| shared(l) && !needed(*l)).collect();
        if summed.is_empty() {
            return a.multiplied(&b);
        }
        let rows: Labels = a.labels.iter().copied().filter(|l| !shared(l)).collect();
        let columns: Labels = b.labels.iter().copied().filter(|l| !shared(l)).collect();
        let x = a.folded(&[&batch, &rows, &summed])?;
        let y = b.folded(&[&batch, &summed, &columns])?;
        let labels: Labels = batch.iter().chain(&rows).chain(&columns).copied().collect();
        let shape: Vec<i64> = labels.iter().map(|&l| a.length(l).max(b.length(l)) as i64).collect();
        let product = matmul(&x, &y)?.into_array(&x.memory(), "einsum")?;
        let layout = Layout::c(&shape.iter().map(|&n| n as usize).collect::<Shape>(), product.itemsize());
        product.set_layout(layout);
        Ok(Self { array: product, labels, folded: true })
    }

    fn length(&self, label: Label) -> usize {
        self.labels.iter().position(|l| *l == label).map_or(1, |axis| self.array.shape()[axis])
    }

    /// The product element by element, where the labels agree.
    fn multiplied(&self, other: &Self) -> Result<Self> {
        let mut labels = self.labels.clone();
        labels.extend(other.labels.iter().copied().filter(|l| !self.labels.contains(l)));
        let (x, y) = (self.stretched(&labels), other.stretched(&labels));
        let memory = self.array.memory();
        let product = Apply(&memory).two("multiply", &Operand::Array(x), &Operand::Array(y))?;
        Ok(Self { array: product.to_array(&memory)?, labels, folded: false })
    }

    /// The view with an axis for each of `labels`, of length one where there is none.
    fn stretched(&self, labels: &Labels) -> Array {
        let own = self.array.layout();
        let mut layout = Layout { shape: Shape::new(), strides: SmallVec::new(), offset: own.offset };
        for label in labels {
            let axis = self.labels.iter().position(|l| l == label);
            layout.shape.push(axis.map_or(1, |axis| own.shape[axis]));
            layout.strides.push(axis.map_or(0, |axis| own.strides[axis]));
        }
        self.array.view(layout, "einsum")
    }

    /// The axes of each group made one, so that there are as many axes as groups.
    fn folded(&self, groups: &[&Labels]) -> Result<Array> {
        let order: Labels = groups.iter().flat_map(|g| g.iter().copied()).collect();
        let shape: Vec<i64> =
            groups.iter().map(|group| group.iter().map(|&l| self.length(l) as i64).product()).collect();
        reshape(&self.stretched(&order), &shape, Order::C, CopyMode::IfNeeded)
    }

    /// The array with its axes in the order of `labels`.
    pub(super) fn in_order(&self, labels: &Labels) -> Array {
        if *labels == self.labels { self.array.clone() } else { self.stretched(labels) }
    }
}
