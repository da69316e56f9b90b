//! The distinct elements of an array.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, CopyReason, Layout};

use super::hashed;
use super::indirect::order;
use super::key::Key;

/// What [`unique`] may be told.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools)] // They are the switches of `np.unique`.
pub struct UniqueOptions {
    /// `return_index=`
    pub index: bool,
    /// `return_inverse=`
    pub inverse: bool,
    /// `return_counts=`
    pub counts: bool,
    /// `equal_nan=`: all NaN are one element.
    pub equal_nan: bool,
    /// `sorted=`: otherwise integers and complex numbers come in the order of NumPy's hash table, if nothing else is asked for.
    pub sorted: bool,
}

impl Default for UniqueOptions {
    fn default() -> Self {
        Self { index: false, inverse: false, counts: false, equal_nan: true, sorted: true }
    }
}

/// What [`unique`] finds.
#[derive(Clone, Debug)]
pub struct Unique {
    /// The distinct elements, sorted.
    pub values: Array,
    /// For each of them, where it occurs first, in C order.
    pub index: Option<Array>,
    /// For each element of the array, which of the distinct ones it is; in the shape of the array.
    pub inverse: Option<Array>,
    /// For each of them, how often it occurs.
    pub counts: Option<Array>,
}

/// `np.unique(a, …)` without an axis.
pub fn unique(array: &Array, options: &UniqueOptions) -> Result<Unique> {
    dispatch!(array.dtype(), T => unique_of::<T>(array, *options))
}

fn unique_of<T: Key>(array: &Array, options: UniqueOptions) -> Result<Unique> {
    let memory = array.memory();
    let mut items: Vec<T> = array.to_vec();
    let indices = |values: &[i64]| Array::from_slice(&memory, &[values.len()], values, "unique");
    let same = |a: &T, b: &T| a == b || (options.equal_nan && is_nan(a) && is_nan(b));
    if !(options.index || options.inverse || options.counts) {
        let whole = array.dtype().is_integer() || array.dtype().is_complex();
        if whole && !options.sorted {
            items = hashed::distinct(&items, |x| hash(x, options.equal_nan), same);
            memory.check_interrupt()?;
        } else if array.dtype().is_complex() {
            keep_first_nan(&mut items, options.equal_nan);
            // The two zeros are equal, in either part: the first of equal elements stands for them.
            let order = order(&items, memory.interrupt_flag());
            items = order.iter().map(|&i| items[i as usize]).collect();
            memory.check_interrupt()?;
            items.dedup_by(|a, b| same(a, b));
        } else {
            let zero = items.iter().copied().find(|x| *x == T::default());
            T::sort(&mut items, memory.interrupt_flag());
            memory.check_interrupt()?;
            items.dedup_by(|a, b| same(a, b));
            if let Some(zero) = zero
                && let Ok(at) = items.binary_search_by(|x| x.key().cmp(&zero.key()))
            {
                items[at] = zero;
            }
        }
        let values = Array::from_slice(&memory, &[items.len()], &items, "unique")?
            .as_copy_of(array, CopyReason::Asked);
        return Ok(Unique { values, index: None, inverse: None, counts: None });
    }
    let order = order(&items, memory.interrupt_flag());
    memory.check_interrupt()?;
    let (mut values, mut first, mut counts) = (Vec::<T>::new(), Vec::new(), Vec::new());
    let mut inverse = crate::memory::filled(if options.inverse { items.len() } else { 0 }, 0i64);
    for &i in &order {
        let item = items[i as usize];
        match (values.last(), counts.last_mut()) {
            (Some(last), Some(count)) if same(&item, last) => *count += 1,
            _ => {
                values.push(item);
                first.push(i);
                counts.push(1);
            }
        }
        if options.inverse {
            inverse[i as usize] = values.len() as i64 - 1;
        }
    }
    memory.check_interrupt()?;
    Ok(Unique {
        values: Array::from_slice(&memory, &[values.len()], &values, "unique")?
            .as_copy_of(array, CopyReason::Asked),
        index: options.index.then(|| indices(&first)).transpose()?,
        // NumPy finds them in a line, and reshapes that.
        inverse: options
            .inverse
            .then(|| indices(&inverse))
            .transpose()?
            .map(|line| line.view(Layout::c(&array.shape(), line.itemsize()), "unique")),
        counts: options.counts.then(|| indices(&counts)).transpose()?,
    })
}

/// The hash of an element in NumPy's table. Zeros are alike whatever their sign, and so are NaN that are one element.
fn hash<T: Key>(item: &T, equal_nan: bool) -> u64 {
    if equal_nan && is_nan(item) {
        return 0;
    }
    hashed::fnv1a(bytemuck::bytes_of(&item.without_minus_zero()))
}

/// Leaves out every NaN but the first, where all NaN are one element.
fn keep_first_nan<T: PartialEq>(items: &mut Vec<T>, equal_nan: bool) {
    let mut seen = false;
    items.retain(|x| !(equal_nan && is_nan(x) && std::mem::replace(&mut seen, true)));
}

/// Whether an element is not even equal to itself.
#[allow(clippy::eq_op)]
fn is_nan<T: PartialEq>(x: &T) -> bool {
    x != x
}
