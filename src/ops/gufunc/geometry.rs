//! The geometry of a call: the lengths of the core dimensions, the shape of the stack, and which axis of an operand is which.

use smallvec::{SmallVec, smallvec};

use crate::error::Result;
use crate::memory::{Array, Layout, Shape};

use super::axes::{Axes, Extent, placed};
use super::error::GufuncError;
use super::signature::Signature;

/// For each dimension whether it is missing.
type Gone = SmallVec<[bool; 3]>;

/// What a call comes to.
#[derive(Debug)]
pub(super) struct Geometry {
    /// The stack, to which the inputs broadcast.
    pub(super) stack: Shape,
    /// The lengths of the output's core dimensions, those that are missing or kept as one included.
    pub(super) core: Shape,
    /// For each operand its axes: the stack's, then the core dimensions.
    orders: SmallVec<[SmallVec<[usize; 4]>; 3]>,
    /// For each operand and each of its core dimensions whether it is missing.
    missing: SmallVec<[SmallVec<[bool; 2]>; 3]>,
    /// Whether the output has an axis of length one where the inputs had their core dimensions.
    keepdims: bool,
}

impl Geometry {
    /// Works it out, and checks everything about shapes.
    pub(super) fn new(
        name: &'static str,
        signature: &Signature,
        inputs: &[Array],
        out: Option<&Array>,
        axes: &Axes,
        keepdims: Option<bool>,
    ) -> Result<Self> {
        let nin = signature.nin();
        let mut shapes: SmallVec<[Option<Shape>; 3]> = inputs.iter().map(|a| Some(a.shape())).collect();
        shapes.push(out.map(Array::shape));
        let mut call = Call { name, signature, shapes };
        let (gone, mut cores) = call.missing()?;
        if keepdims.is_some() {
            call.check_keepdims()?;
        }
        if let Axes::One(_) = axes
            && signature.optional.len() != 1
        {
            let (distinct, signature) = (signature.optional.len(), signature.text);
            return Err(GufuncError::AxisSupport { name, distinct, signature }.into());
        }
        let keepdims = keepdims == Some(true);
        if keepdims {
            cores[nin] = cores[0];
            call.check_dims(nin, cores[nin])?;
        }
        let stacks =
            || call.shapes.iter().zip(&cores).filter_map(|(shape, n)| Some(shape.as_ref()?.len() - n));
        let ndim = stacks().max().unwrap_or(0);
        let extents: SmallVec<[Extent; 3]> = call
            .shapes
            .iter()
            .zip(&cores)
            .map(|(shape, &core)| Extent { ndim: shape.as_ref().map_or(ndim + core, Shape::len), core })
            .collect();
        let orders = placed(name, signature, &extents, axes)?;
        // From here on the shapes are in the order of the call.
        let given = call.shapes.clone();
        for (shape, order) in call.shapes.iter_mut().zip(&orders) {
            if let Some(shape) = shape {
                *shape = order.iter().map(|&axis| shape[axis]).collect();
            }
        }
        let sizes = call.sizes(&gone, &cores)?;
        let core: Shape = if keepdims {
            smallvec![1; cores[nin]]
        } else {
            signature.operands[nin].iter().map(|&dim| sizes[dim]).collect()
        };
        let seen: Shape = if keepdims {
            core.clone()
        } else {
            signature.operands[nin].iter().filter(|&&dim| !gone[dim]).map(|&dim| sizes[dim]).collect()
        };
        let stack = call.broadcast(&given, &cores, ndim, &seen)?;
        let missing =
            signature.operands.iter().map(|dims| dims.iter().map(|&dim| gone[dim]).collect()).collect();
        Ok(Self { stack, core, orders, missing, keepdims })
    }

    /// The layout of an input in the order of the call, with an axis of length one for each core dimension that is missing.
    pub(super) fn operand(&self, i: usize, array: &Array) -> Layout {
        let mut layout = array.layout().permuted(&self.orders[i]);
        let own = self.missing[i].iter().filter(|&&missing| !missing).count();
        let stack = layout.ndim() - own;
        for (j, _) in self.missing[i].iter().enumerate().filter(|(_, missing)| **missing) {
            layout = layout.insert_axis(stack + j);
        }
        layout
    }

    /// How many core dimensions the layout of an input has.
    pub(super) fn cores(&self, i: usize) -> usize {
        self.missing[i].len()
    }

    /// The layout of the results without the core dimensions that are missing.
    pub(super) fn kept(&self, made: &Layout) -> Layout {
        let mut layout = made.clone();
        if !self.keepdims {
            let missing = self.missing.last().into_iter().flatten();
            for (j, _) in
                missing.enumerate().filter(|(_, missing)| **missing).collect::<Vec<_>>().into_iter().rev()
            {
                layout = layout.index_axis(self.stack.len() + j, 0);
            }
        }
        layout
    }

    /// The layout of an output in the order of the call.
    pub(super) fn result(&self, out: &Layout) -> Layout {
        self.orders.last().map_or_else(|| out.clone(), |order| out.permuted(order))
    }

    /// The layout of an output whose axes in the order of the call are those of `layout`.
    pub(super) fn placed(&self, layout: &Layout) -> Layout {
        let mut placed = layout.clone();
        for (i, &axis) in self.orders.last().into_iter().flatten().enumerate() {
            placed.shape[axis] = layout.shape[i];
            placed.strides[axis] = layout.strides[i];
        }
        placed
    }
}

/// The operands of a call: the inputs, then the output, if it is given.
struct Call<'a> {
    name: &'static str,
    signature: &'a Signature,
    shapes: SmallVec<[Option<Shape>; 3]>,
}

impl Call<'_> {
    /// `Input` or `Output`, and the number among those.
    fn side(&self, i: usize) -> (&'static str, usize) {
        let nin = self.signature.nin();
        if i < nin { ("Input", i) } else { ("Output", i - nin) }
    }

    /// Which dimensions are missing, since an operand has too few axes, and how many core dimensions that leaves each operand.
    fn missing(&self) -> Result<(Gone, SmallVec<[usize; 3]>)> {
        let Signature { operands, optional, .. } = self.signature;
        let mut gone: Gone = smallvec![false; optional.len()];
        let mut cores: SmallVec<[usize; 3]> = operands.iter().map(SmallVec::len).collect();
        for (i, shape) in self.shapes.iter().enumerate() {
            let Some(shape) = shape else { continue };
            let ndim = shape.len();
            for &dim in &operands[i] {
                if ndim < cores[i] && optional[dim] && !gone[dim] {
                    gone[dim] = true;
                    for (core, dims) in cores.iter_mut().zip(operands) {
                        *core -= dims.iter().filter(|&&other| other == dim).count();
                    }
                }
            }
            self.check_dims(i, cores[i])?;
        }
        Ok((gone, cores))
    }

    /// Whether an operand has as many axes as core dimensions.
    fn check_dims(&self, i: usize, wanted: usize) -> Result<()> {
        match self.shapes[i].as_ref().map(SmallVec::len) {
            Some(found) if found < wanted => {
                let ((side, operand), name) = (self.side(i), self.name);
                let signature = self.signature.text;
                Err(GufuncError::Dims { name, side, operand, found, signature, wanted }.into())
            }
            _ => Ok(()),
        }
    }

    fn check_keepdims(&self) -> Result<()> {
        let nin = self.signature.nin();
        for (i, dims) in self.signature.operands.iter().enumerate().skip(1) {
            let wanted = if i < nin { self.signature.operands[0].len() } else { 0 };
            if dims.len() != wanted {
                let (side, operand) = if i < nin { ("input", i) } else { ("output", i - nin) };
                let (name, signature, core) = (self.name, self.signature.text, dims.len());
                return Err(GufuncError::Keepdims { name, signature, side, operand, core }.into());
            }
        }
        Ok(())
    }

    /// The lengths of the dimensions, which all operands that have one agree on; one for those that are missing.
    fn sizes(&self, gone: &[bool], cores: &[usize]) -> Result<SmallVec<[usize; 3]>> {
        let mut sizes: SmallVec<[Option<usize>; 3]> = smallvec![None; gone.len()];
        for (i, shape) in self.shapes.iter().enumerate() {
            let Some(shape) = shape else { continue };
            let dims = self.signature.operands[i].iter().filter(|&&dim| !gone[dim]);
            for (axis, &dim) in dims.enumerate() {
                let size = shape[shape.len() - cores[i] + axis];
                let other = *sizes[dim].get_or_insert(size);
                if size != other {
                    let ((side, operand), name) = (self.side(i), self.name);
                    let signature = self.signature.text;
                    return Err(
                        GufuncError::Core { name, side, operand, axis, signature, size, other }.into()
                    );
                }
            }
        }
        Ok(sizes.into_iter().map(|size| size.unwrap_or(1)).collect())
    }

    /// The shape to which the stacks of the inputs broadcast, which is `ndim` axes long or shorter; an output may have a larger one.
    ///
    /// `given` are the shapes as they were before the axes were put in order, `core` the output's core dimensions.
    fn broadcast(
        &self,
        given: &[Option<Shape>],
        cores: &[usize],
        ndim: usize,
        core: &[usize],
    ) -> Result<Shape> {
        let nin = self.signature.nin();
        let mut all: Shape = smallvec![1; ndim];
        let mut stack: Shape = Shape::new();
        let mut fits = true;
        for (i, shape) in self.shapes.iter().enumerate() {
            let Some(shape) = shape else { continue };
            let own = &shape[..shape.len() - cores[i]];
            for (have, &n) in all[ndim - own.len()..].iter_mut().zip(own) {
                if *have == 1 {
                    *have = n;
                } else if n != 1 && n != *have {
                    fits = false;
                }
            }
            if i < nin {
                let longest = stack.len().max(own.len());
                stack.insert_many(0, std::iter::repeat_n(1, longest - stack.len()));
                let from = longest - own.len();
                stack[from..]
                    .iter_mut()
                    .zip(own)
                    .filter(|(have, _)| **have == 1)
                    .for_each(|(have, &n)| *have = n);
            }
        }
        let out = self.shapes[nin].as_ref().map(|shape| (shape, &shape[shape.len() - cores[nin]..]));
        if !fits || out.is_some_and(|(_, own)| own != core) {
            let shapes = given.iter().flatten().cloned().collect();
            let mut remapped = Vec::new();
            for (i, shape) in self.shapes.iter().enumerate() {
                let Some(shape) = shape else { continue };
                let own = shape.len() - cores[i];
                let mut axes: Vec<Option<usize>> = vec![None; ndim - own];
                axes.extend(shape[..own].iter().copied().map(Some));
                axes.extend((0..core.len()).map(|j| (i == nin).then(|| shape[own + j])));
                remapped.push(axes);
            }
            return Err(GufuncError::Stacks { shapes, remapped, core: core.into() }.into());
        }
        if let Some((shape, own)) = out {
            let own = &shape[..shape.len() - own.len()];
            let lacking = ndim - own.len();
            // NumPy's iterator looks at the axes from the last one on.
            for (axis, &n) in all.iter().enumerate().rev() {
                match axis.checked_sub(lacking).map(|axis| own[axis]) {
                    None if n != 1 => return Err(GufuncError::OutAxes {}.into()),
                    Some(length) if length != n => {
                        let mut remapped: Vec<Option<usize>> =
                            shape.iter().rev().copied().map(Some).collect();
                        remapped.extend(std::iter::repeat_n(None, lacking));
                        let broadcast = all.iter().chain(core).copied().collect();
                        let out = given[nin].clone().unwrap_or_default();
                        return Err(GufuncError::OutShape { out, remapped, broadcast }.into());
                    }
                    _ => {}
                }
            }
        }
        Ok(stack)
    }
}
