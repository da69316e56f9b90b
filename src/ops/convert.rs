//! Conversions of whole arrays: to another dtype, order or number of axes; copies only where they must.

use smallvec::{SmallVec, smallvec};

use bytemuck::Zeroable;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Layout, Order, has_internal_overlap};
use crate::width;

use super::assign::{AssignError, assign, convert};
use super::shape::{CopyMode, LengthsText, prepend_axes};
use super::transfer::transfer;
use super::walk::{BLOCK, Walk};
use crate::memory::Shape;

/// `a.astype(dtype, order, casting, copy=…)`: a packed copy with a cast; with `copy=False` the array itself where dtype and order fit.
///
/// Fails with `TypeError` if `casting` does not allow the cast.
pub fn astype(a: &Array, dtype: DType, order: Order, casting: Casting, copy: bool) -> Result<Array> {
    let same = a.dtype() == dtype;
    if !copy && same && fits(a, order) {
        return Ok(a.clone());
    }
    check_cast(a, dtype, casting)?;
    let reason = match () {
        () if copy => CopyReason::Asked,
        () if same => CopyReason::OtherOrder,
        () => CopyReason::OtherDType,
    };
    convert(a, dtype, order, "astype", reason)
}

/// `a.astype(dtype, order, casting='same_value')`: as [`astype`], but fails with `ValueError` if a value does not survive the cast. To bool
/// everything may be cast.
pub fn astype_same_value(a: &Array, dtype: DType, order: Order, copy: bool) -> Result<Array> {
    let out = astype(a, dtype, order, Casting::Unsafe, copy)?;
    if dtype == DType::Bool || dtype == a.dtype() {
        return Ok(out);
    }
    let (from, to) = (a.dtype().c_name(), dtype.c_name());
    let back = convert(&out, a.dtype(), Order::K, "astype", CopyReason::OtherDType)?;
    let lost = dispatch!(a.dtype(), T => {
        a.to_vec::<T>().into_iter().zip(back.to_vec::<T>()).any(|(x, y)| x != y && !(is_nan(x) && is_nan(y)))
    });
    // A negative integer comes back from an unsigned dtype as itself.
    let signs = |x: &Array| super::assign::to_vec_as::<f64>(x).into_iter().map(|x| x < 0.0);
    let turned = !a.dtype().is_complex() && !dtype.is_complex() && signs(a).ne(signs(&out));
    if !lost && !turned {
        return Ok(out);
    }
    let imaginary = a.dtype().is_complex()
        && dtype.kind() == crate::memory::Kind::Float
        && super::assign::to_vec_as::<crate::memory::C128>(a).iter().any(|z| z.im != 0.0);
    Err(if imaginary {
        ConvertError::Imaginary { from, to }.into()
    } else {
        ConvertError::Value { from, to }.into()
    })
}

/// Whether a value is not even equal to itself.
#[allow(clippy::eq_op)]
fn is_nan<T: PartialEq + Copy>(x: T) -> bool {
    x != x
}

/// Whether an array already stands in `order`; any does for `A` and `K` as far as `np.array` is concerned.
fn fits(a: &Array, order: Order) -> bool {
    match order {
        Order::A => a.is_c_contiguous() || a.is_f_contiguous(),
        Order::K => true,
        Order::C => a.is_c_contiguous(),
        Order::F => a.is_f_contiguous(),
    }
}

/// Fails with `TypeError` unless `casting` allows a cast of `a` to `dtype`.
pub fn check_cast(a: &Array, dtype: DType, casting: Casting) -> Result<()> {
    let from = a.dtype();
    if from.can_cast(dtype, casting) {
        return Ok(());
    }
    Err(match a.ndim() {
        0 => ConvertError::Scalar { from, to: dtype, casting }.into(),
        _ => ConvertError::Array { from, to: dtype, casting }.into(),
    })
}

/// `np.array(a, dtype, copy=…, order=…, ndmin=…)` of an array: the array itself if dtype and order fit and no copy is asked for, a view of it if
/// only axes are missing, else a copy.
///
/// Fails with `ValueError` if `copy` is [`CopyMode::Never`] and one is needed. `operation` is the name it is recorded under: `array`, `asarray`…
pub fn convert_if_needed(
    a: &Array,
    dtype: Option<DType>,
    order: Order,
    copy: CopyMode,
    ndmin: usize,
    operation: &'static str,
) -> Result<Array> {
    let wanted = dtype.unwrap_or(a.dtype());
    let same = a.dtype() == wanted;
    let in_order = match order {
        Order::A | Order::K => true,
        order => fits(a, order),
    };
    if same && in_order && copy != CopyMode::Always {
        return Ok(prepend_axes(a, ndmin, order, operation));
    }
    if copy == CopyMode::Never {
        return Err(match dtype {
            Some(_) if same => ConvertError::MustCopyOrder {}.into(),
            _ => ConvertError::MustCopy {}.into(),
        });
    }
    let reason = match () {
        () if copy == CopyMode::Always => CopyReason::Asked,
        () if same => CopyReason::OtherOrder,
        () => CopyReason::OtherDType,
    };
    // With a cast, NumPy takes `A` as `K`.
    let packed = if order == Order::A && !same { Order::K } else { order };
    let out = convert(a, wanted, packed, operation, reason.clone())?;
    if out.ndim() >= ndmin {
        return Ok(out);
    }
    Ok(prepend_axes(&out, ndmin, order, operation).as_copy_of(a, reason))
}

/// `np.ascontiguousarray(a, dtype)`: at least one axis, C order. An alias, a view of a 0-d array, or a copy.
pub fn ascontiguousarray(a: &Array, dtype: Option<DType>) -> Result<Array> {
    convert_if_needed(a, dtype, Order::C, CopyMode::IfNeeded, 1, "ascontiguousarray")
}

/// `np.asfortranarray(a, dtype)`: at least one axis, F order. An alias, a view of a 0-d array, or a copy.
pub fn asfortranarray(a: &Array, dtype: Option<DType>) -> Result<Array> {
    convert_if_needed(a, dtype, Order::F, CopyMode::IfNeeded, 1, "asfortranarray")
}

/// `np.require(a, dtype, requirements)`: an alias if all of them hold, else a copy. The requirements are NumPy's names: `C`, `F_CONTIGUOUS`,
/// `A`, `W`, `OWNDATA`, `E`…
///
/// Fails with `KeyError` for an unknown name.
pub fn require(a: &Array, dtype: Option<DType>, requirements: &[String]) -> Result<Array> {
    if requirements.is_empty() {
        return convert_if_needed(a, dtype, Order::K, CopyMode::IfNeeded, 0, "require");
    }
    let (mut c, mut f, mut aligned, mut writeable, mut owned) = (false, false, false, false, false);
    for name in requirements {
        let upper = name.to_uppercase();
        match upper.as_str() {
            "C" | "C_CONTIGUOUS" | "CONTIGUOUS" => c = true,
            "F" | "F_CONTIGUOUS" | "FORTRAN" => f = true,
            "A" | "ALIGNED" => aligned = true,
            "W" | "WRITEABLE" => writeable = true,
            "O" | "OWNDATA" => owned = true,
            "E" | "ENSUREARRAY" => {}
            _ => return Err(ConvertError::Requirement { name: upper }.into()),
        }
    }
    let order = match (c, f) {
        (true, true) => return Err(ConvertError::BothOrders {}.into()),
        (true, false) => Order::C,
        (false, true) => Order::F,
        (false, false) => Order::A,
    };
    let out = convert_if_needed(a, dtype, order, CopyMode::IfNeeded, 0, "require")?;
    let missing =
        aligned && !out.is_aligned() || writeable && !out.is_writeable() || owned && !out.owns_data();
    if missing { convert(&out, out.dtype(), order, "require", CopyReason::Asked) } else { Ok(out) }
}

/// `np.copyto(target, source, casting, where=…)`: writes `source`, broadcast, into `target`, where the mask is True.
///
/// Fails with `TypeError` if `casting` does not allow it, and with `ValueError` if a shape does not fit or `target` is read-only.
pub fn copyto(target: &Array, source: &Array, casting: Casting, mask: Option<&Array>) -> Result<()> {
    // What is there already need not be written, and is not: not even to what is read-only.
    if target.same_buffer(source) && target.dtype() == source.dtype() && target.layout() == source.layout() {
        return Ok(());
    }
    target.check_writeable()?;
    check_cast(source, target.dtype(), casting)?;
    let Some(mask) = mask else { return assign(target, source) };
    if mask.dtype() != DType::Bool {
        return Err(
            ConvertError::Array { from: mask.dtype(), to: DType::Bool, casting: Casting::Safe }.into()
        );
    }
    let layout = target.layout();
    let mask_layout = mask
        .layout()
        .broadcast_to(&layout.shape)
        .ok_or_else(|| ConvertError::Mask { from: mask.shape(), into: layout.shape.clone() })?;
    // The source as a packed array of the target's dtype: no overlap, no cast, and it is checked before anything is written.
    let values = Array::overwritten(&target.memory(), &layout.shape, target.dtype(), "copyto")?;
    let from = source
        .layout()
        .broadcast_to(&layout.shape)
        .ok_or_else(|| AssignError::Broadcast { from: source.shape(), into: layout.shape.clone() })?;
    super::assign::fill_layout(&values, &values.layout(), source, &from)?;
    let mask = if mask.same_buffer(target) { super::assign::copy(mask, Order::K)? } else { mask.clone() };
    let mask_layout = if mask_layout.shape == mask.shape() { mask.layout() } else { mask_layout };
    let walk = Walk::front_to_back(&[&layout, &values.layout(), &mask_layout]);
    masked_write(target, &values, &mask, &walk)
}

/// Writes values, packed and of its shape and dtype, into an array that overlaps itself, where the mask is True, if there is one.
///
/// The order is the one in which NumPy's iterator visits it together with what stands `beside` it in the operation; it goes the other way
/// along axes where all of these step backwards, if it `turns` axes at all.
pub(super) fn write_in_order(
    target: &Array,
    values: &Array,
    mask: Option<&Array>,
    beside: &[Layout],
    turns: bool,
) -> Result<()> {
    let (to, from) = (target.layout(), values.layout());
    let mut voters: SmallVec<[&Layout; 4]> = smallvec![&to];
    voters.extend(beside);
    let turning = if turns { voters.as_slice() } else { &[] };
    let Some(mask) = mask else {
        let walk = Walk::voted(&[&to, &from], &voters, turning);
        let guard = target.write()?;
        let mut bytes = guard.bytes();
        let read = values.read();
        return transfer(&walk, &mut bytes, target.dtype(), &read.bytes(), values.dtype(), &target.memory());
    };
    let when = mask
        .layout()
        .broadcast_to(&to.shape)
        .ok_or_else(|| ConvertError::Mask { from: mask.shape(), into: to.shape.clone() })?;
    let walk = Walk::voted(&[&to, &from, &when], &voters, turning);
    masked_write(target, values, mask, &walk)
}

/// Writes values where a mask is True; the walk has the target, the values and the mask.
fn masked_write(target: &Array, values: &Array, mask: &Array, walk: &Walk) -> Result<()> {
    // Where elements share memory, what is put back must not be older than what was written just before.
    let block = if has_internal_overlap(&target.layout(), target.itemsize()) { 1 } else { BLOCK };
    let guard = target.write()?;
    let mut bytes = guard.bytes();
    let (values, mask) = (values.read(), mask.read());
    let (values, mask) = (values.bytes(), mask.bytes());
    let (mut to, mut old) = (walk.cursor(0, 0), walk.cursor(0, 0));
    let (mut from, mut when) = (walk.cursor(1, 0), walk.cursor(2, 0));
    width!(target.itemsize(), T => {
        let zero = <T as Zeroable>::zeroed();
        let (mut kept, mut new, mut flags) = ([zero; BLOCK], [zero; BLOCK], [0u8; BLOCK]);
        let mut left = walk.len();
        while left > 0 {
            let n = left.min(block);
            old.pull(&bytes, &mut kept[..n]);
            from.pull(&values, &mut new[..n]);
            when.pull(&mask, &mut flags[..n]);
            for i in 0..n {
                if flags[i] != 0 {
                    kept[i] = new[i];
                }
            }
            to.push(&mut bytes, &kept[..n]);
            left -= n;
        }
    });
    Ok(())
}

/// `a.fill(value)`: writes one value, given as a 0-d array, everywhere.
pub fn fill(a: &Array, value: &Array) -> Result<()> {
    assign(a, value)
}

/// `a.byteswap()`: a copy in order A with the bytes of every element reversed; the parts of a complex number on their own.
pub fn byteswap(a: &Array) -> Result<Array> {
    let out = convert(a, a.dtype(), Order::A, "byteswap", CopyReason::Asked)?;
    swap_bytes(&out, &out.layout());
    Ok(out)
}

/// `a.byteswap(inplace=True)`: reverses the bytes of every element; the result is the array itself.
pub fn byteswap_in_place(a: &Array) -> Result<Array> {
    drop(a.write()?);
    swap_bytes(a, &a.layout());
    Ok(a.clone())
}

fn swap_bytes(a: &Array, layout: &Layout) {
    let size = a.itemsize();
    let part = a.dtype().real().itemsize();
    let guard = a.write_new();
    let mut bytes = guard.bytes();
    crate::memory::for_each_run(layout, layout.ndim(), &mut |at| {
        bytes[at..at + size].chunks_exact_mut(part).for_each(<[u8]>::reverse);
    });
}

crate::error_kinds! {
    /// What can go wrong in a conversion.
    pub enum ConvertError {
        /// `array([1.5]).astype(int, casting='safe')`
        TypeError Array { from: DType, to: DType, casting: Casting } = "Cannot cast array data from dtype('{}') to dtype('{}') according to the rule '{}'", from.name(), to.name(), casting.name();
        /// `array(1.5).astype(int, casting='safe')`
        TypeError Scalar { from: DType, to: DType, casting: Casting } = "Cannot cast scalar from dtype('{}') to dtype('{}') according to the rule '{}'", from.name(), to.name(), casting.name();
        /// `array([1.5]).astype(int, casting='same_value')`
        ValueError Value { from: &'static str, to: &'static str } = "could not cast 'same_value' {from} to {to}";
        /// `array([1j]).astype(float, casting='same_value')`
        ValueError Imaginary { from: &'static str, to: &'static str } = "could not cast 'same_value' {from} to {to}: imag is not 0";
        /// `array(zeros(2), int, copy=False)`
        ValueError MustCopy {} = "Unable to avoid copy while creating an array as requested.\nIf using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\nFor more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.";
        /// `array(zeros((2, 3)), float, copy=False, order='F')`
        ValueError MustCopyOrder {} = "Unable to avoid copy while creating a new array.";
        /// `require(zeros(2), None, ['Q'])`
        KeyError Requirement { name: String } = "'{name}'";
        /// `require(zeros(2), None, ['C', 'F'])`
        ValueError BothOrders {} = "Cannot specify both \"C\" and \"F\" order";
        /// `copyto(zeros(2), 1, where=array([True, False, True]))`
        ValueError Mask { from: Shape, into: Shape } = "could not broadcast where mask from shape {} into shape {}", LengthsText(from), LengthsText(into);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::memory::{Bool, Memory};
    use crate::ops::join::{Options, concatenate};

    fn memory() -> Memory {
        Memory::new(1 << 20, Arc::new(AtomicBool::new(false)))
    }

    #[test]
    fn copyto_reads_its_source_and_mask_whole_before_it_writes() {
        let memory = memory();
        let a = Array::from_slice(&memory, &[5], &[0i64, 1, 2, 3, 4], "test").unwrap();
        let (low, high) = (a.layout().slice_axis(0, 0, 1, 4), a.layout().slice_axis(0, 1, 1, 4));
        let (low, high) = (a.view(low, "test"), a.view(high, "test"));
        let flags = [true, true, false, true].map(Bool::from);
        let mask = Array::from_slice(&memory, &[4], &flags, "test").unwrap();
        copyto(&high, &low, Casting::SameKind, Some(&mask)).unwrap();
        assert_eq!(a.to_vec::<i64>(), [0, 0, 1, 3, 3]);
        let error = copyto(&a, &mask, Casting::SameKind, None).unwrap_err();
        assert_eq!(error.to_string(), "could not broadcast input array from shape (4,) into shape (5,)");
        let ints = Array::from_slice(&memory, &[4], &[1i64, 0, 0, 1], "test").unwrap();
        assert!(copyto(&high, &low, Casting::SameKind, Some(&ints)).is_err());
    }

    #[test]
    fn out_takes_the_result_even_if_it_is_one_of_the_parts() {
        let memory = memory();
        let a = Array::from_slice(&memory, &[4], &[1.5, 2.5, 3.5, 4.5], "test").unwrap();
        let half = a.view(a.layout().slice_axis(0, 0, 1, 2), "test");
        let options = Options { out: Some(a.clone()), ..Options::default() };
        let out = concatenate(&[half.clone(), half], Some(0), &options).unwrap();
        assert!(out.is(&a));
        assert_eq!(a.to_vec::<f64>(), [1.5, 2.5, 1.5, 2.5]);
        let wrong = Options { out: Some(a.clone()), ..Options::default() };
        let error = concatenate(&[a.clone(), a], Some(0), &wrong).unwrap_err();
        assert_eq!(error.to_string(), "Output array is the wrong shape");
    }
}
