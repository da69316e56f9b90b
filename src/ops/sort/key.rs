//! Sorting keys: an unsigned integer, or a few, for each element, in the order in which NumPy sorts the elements.
//!
//! What sorts is compiled for the widths of the keys, not for the dtypes: integers and floats are turned into signed integers where they stand,
//! and back.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::memory::{Bool, C64, C128, Element, f16};

use super::sample::sort_slice;

/// An element with a key. Elements that NumPy's order does not tell apart have equal keys: the zeros of either sign, and all NaN.
pub(super) trait Key: Element {
    /// What is compared.
    type Key: Ranked;
    fn key(self) -> Self::Key;
    /// The element with plain zeros for those of negative sign.
    fn without_minus_zero(self) -> Self {
        self
    }
    /// Sorts elements. Which of several equal ones comes first does not matter here. Gives up once `interrupt` is set.
    fn sort(items: &mut [Self], interrupt: &AtomicBool);
    /// Brings the element that a sort would put at a place there, smaller ones before, larger ones behind.
    fn select(items: &mut [Self], place: usize);
}

/// A key that can be sorted together with the place of its element.
pub(super) trait Ranked: Ord + Copy + Send + Sync {
    /// The places of these keys in sorted order, equal ones in theirs; in any order if `interrupt` is set.
    fn order(keys: impl ExactSizeIterator<Item = Self>, interrupt: &AtomicBool) -> Vec<i64>;
}

/// How many keys are made between two looks at the interrupt flag.
const PART: usize = 1 << 18;

/// Key and place as one value, which settles ties, so that the fast unstable sort is stable.
fn order_of<K: Copy, P: Ord + Copy + Send + Sync>(
    keys: impl ExactSizeIterator<Item = K>,
    interrupt: &AtomicBool,
    pair: impl Fn(K, usize) -> P,
    place: impl Fn(P) -> i64,
) -> Vec<i64> {
    let n = keys.len();
    let mut pairs: Vec<P> = crate::memory::with_room(n);
    for (i, key) in keys.enumerate() {
        if i % PART == 0 && interrupt.load(Ordering::Relaxed) {
            return crate::memory::filled(n, 0);
        }
        pairs.push(pair(key, i));
    }
    sort_slice(&mut pairs, Ord::cmp, interrupt);
    pairs.into_iter().map(place).collect()
}

macro_rules! ranked {
    ($($t:ty, $narrow:ident);*) => { $(impl Ranked for $t {
        fn order(keys: impl ExactSizeIterator<Item = Self>, interrupt: &AtomicBool) -> Vec<i64> {
            ranked!(@$narrow keys, interrupt);
            order_of(keys, interrupt, |key, i| u128::from(key) << 64 | i as u128, |pair| pair as u64 as i64)
        }
    })* };
    // With places of 32 bits, one word holds both.
    (@narrow $keys:ident, $interrupt:ident) => {
        if u32::try_from($keys.len()).is_ok() {
            let pair = |key, i| (u64::from(key) << 32 | i as u64) as i64 ^ i64::MIN;
            return order_of($keys, $interrupt, pair, |pair| i64::from(pair as u32));
        }
    };
    (@wide $keys:ident, $interrupt:ident) => {};
}
ranked!(u8, narrow; u16, narrow; u32, narrow; u64, wide);

impl Ranked for (u8, u64, u64) {
    fn order(keys: impl ExactSizeIterator<Item = Self>, interrupt: &AtomicBool) -> Vec<i64> {
        order_of(keys, interrupt, |key, i| (key, i as u64), |(_, i)| i as i64)
    }
}

/// Sorts elements as the signed integers that stand in the same order, to which `turn` turns their bits, and which it turns back.
macro_rules! turned {
    ($items:expr, $signed:ty, $turn:expr, |$turned:ident| $body:expr) => {{
        let turn: fn($signed) -> $signed = $turn;
        let $turned: &mut [$signed] = bytemuck::cast_slice_mut($items);
        for x in $turned.iter_mut() {
            *x = turn(*x);
        }
        $body;
        for x in $turned.iter_mut() {
            *x = turn(*x);
        }
    }};
}

macro_rules! integer_keys {
    ($($t:ty, $signed:ty, $unsigned:ty);*) => { $(impl Key for $t {
        type Key = $unsigned;
        #[inline(always)]
        fn key(self) -> $unsigned { (self ^ <$t>::MIN) as $unsigned }
        fn sort(items: &mut [$t], interrupt: &AtomicBool) {
            // Unsigned integers with the first bit turned over stand in the order of signed ones.
            if <$t>::MIN == 0 {
                turned!(items, $signed, |x| x ^ <$signed>::MIN, |items| sort_slice(items, Ord::cmp, interrupt));
            } else {
                sort_slice::<$signed>(bytemuck::cast_slice_mut(items), Ord::cmp, interrupt);
            }
        }
        fn select(items: &mut [$t], place: usize) {
            if <$t>::MIN == 0 {
                turned!(items, $signed, |x| x ^ <$signed>::MIN, |items| select_integer(items, place));
            } else {
                select_integer::<$signed>(bytemuck::cast_slice_mut(items), place);
            }
        }
    })* };
}
integer_keys!(i8, i8, u8; u8, i8, u8; i16, i16, u16; u16, i16, u16; i32, i32, u32; u32, i32, u32; i64, i64, u64; u64, i64, u64);

/// [`Key::select`] of integers.
fn select_integer<T: Ord>(items: &mut [T], place: usize) {
    items.select_nth_unstable(place);
}

impl Key for Bool {
    type Key = u8;
    #[inline(always)]
    fn key(self) -> u8 {
        self.get().into()
    }
    fn sort(items: &mut [Self], _: &AtomicBool) {
        let falses = items.iter().filter(|b| !b.get()).count();
        items[..falses].fill(Bool(0));
        items[falses..].fill(Bool(1));
    }
    fn select(items: &mut [Self], _: usize) {
        Self::sort(items, &AtomicBool::new(false));
    }
}

/// The zeros in their order, if there are some of either sign: NumPy's order leaves equal elements where they stand.
fn zeros_of_both_signs<T: Copy + Default + PartialEq + bytemuck::Pod>(items: &[T]) -> Vec<T> {
    let zero = T::default();
    let is_plain = |x: &T| bytemuck::bytes_of(x) == bytemuck::bytes_of(&zero);
    let (mut plain, mut minus) = (false, false);
    for x in items.iter().filter(|x| **x == zero) {
        if is_plain(x) {
            plain = true;
        } else {
            minus = true;
        }
        if plain && minus {
            return items.iter().copied().filter(|x| *x == zero).collect();
        }
    }
    Vec::new()
}

/// A float whose bits can be turned into a signed integer in the same order, and back by the same step.
trait Turn<I> {
    const TURN: fn(I) -> I;
}

/// Brings all NaN to the end; gives how many elements are before them.
fn nan_last<T: Copy>(items: &mut [T], is_nan: impl Fn(T) -> bool) -> usize {
    let mut end = items.len();
    let mut at = 0;
    while at < end {
        if is_nan(items[at]) {
            end -= 1;
            items.swap(at, end);
        } else {
            at += 1;
        }
    }
    end
}

macro_rules! float_keys {
    ($($t:ty, $bits:ty, $signed:ty);*) => { $(impl Key for $t {
        type Key = $bits;
        #[inline(always)]
        fn key(self) -> $bits {
            const SIGN: $bits = 1 << (<$bits>::BITS - 1);
            if self.is_nan() {
                return <$bits>::MAX;
            }
            let bits = self.to_bits();
            // Minus zero counts as zero.
            let bits = if bits == SIGN { 0 } else { bits };
            if bits & SIGN == 0 { bits | SIGN } else { !bits }
        }
        fn sort(items: &mut [$t], interrupt: &AtomicBool) {
            let zeros = zeros_of_both_signs(items);
            let end = nan_last(items, |x| x.is_nan());
            turned!(&mut items[..end], $signed, Self::TURN, |items| sort_slice(items, Ord::cmp, interrupt));
            if !zeros.is_empty() && !interrupt.load(Ordering::Relaxed) {
                let start = items[..end].partition_point(|x| *x < <$t>::default());
                items[start..start + zeros.len()].copy_from_slice(&zeros);
            }
        }
        fn select(items: &mut [$t], place: usize) {
            let end = nan_last(items, |x| x.is_nan());
            if place < end {
                turned!(&mut items[..end], $signed, Self::TURN, |items| select_integer(items, place));
            }
        }
    }
    impl Turn<$signed> for $t {
        // The magnitude bits of a negative float grow the other way.
        const TURN: fn($signed) -> $signed = |x| x ^ ((x >> (<$bits>::BITS - 1)) as $bits >> 1) as $signed;
    })* };
}
float_keys!(f16, u16, i16; f32, u32, i32; f64, u64, i64);

macro_rules! complex_keys {
    ($($t:ty, $part:ty);*) => { $(impl Key for $t {
        // What has no NaN, then NaN in the imaginary part, in the real part, in both.
        type Key = (u8, u64, u64);
        #[inline(always)]
        fn key(self) -> Self::Key {
            match (self.re.is_nan(), self.im.is_nan()) {
                (false, false) => (0, self.re.key().into(), self.im.key().into()),
                (false, true) => (1, self.re.key().into(), 0),
                (true, false) => (2, 0, self.im.key().into()),
                (true, true) => (3, 0, 0),
            }
        }
        fn without_minus_zero(self) -> Self {
            // Adding zero takes the sign from a zero, and changes nothing else.
            Self::new(self.re + 0.0, self.im + 0.0)
        }
        fn sort(items: &mut [$t], interrupt: &AtomicBool) {
            // Elements with zeros of either sign, or with NaN, are equal in the order and yet can be told apart: they keep their order.
            let from = items.to_vec();
            let order = super::indirect::order(&from, interrupt);
            if !interrupt.load(Ordering::Relaxed) {
                for (item, i) in items.iter_mut().zip(order) {
                    *item = from[i as usize];
                }
            }
        }
        fn select(items: &mut [$t], _: usize) {
            Self::sort(items, &AtomicBool::new(false));
        }
    })* };
}
complex_keys!(C64, f32; C128, f64);
