//! Sorting keys: an unsigned integer, or a few, for each element, in the order in which NumPy sorts the elements.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::memory::{Bool, C64, C128, Element, f16};

use super::sample::sort_slice;

/// An element with a key. Elements that NumPy's order does not tell apart have equal keys: the zeros of either sign, and all NaN.
pub(super) trait Key: Element {
    /// What is compared.
    type Key: Ord + Copy + Send + Sync;
    fn key(self) -> Self::Key;
    /// The element with plain zeros for those of negative sign.
    fn without_minus_zero(self) -> Self {
        self
    }
    /// Sorts elements. Which of several equal ones comes first does not matter here. Gives up once `interrupt` is set.
    fn sort(items: &mut [Self], interrupt: &AtomicBool) {
        sort_slice(items, |a, b| a.key().cmp(&b.key()), interrupt);
    }
}

macro_rules! integer_keys {
    ($($t:ty),*) => { $(impl Key for $t {
        type Key = $t;
        #[inline(always)] fn key(self) -> $t { self }
        fn sort(items: &mut [$t], interrupt: &AtomicBool) { sort_slice(items, Ord::cmp, interrupt); }
    })* };
}
integer_keys!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Key for Bool {
    type Key = bool;
    #[inline(always)]
    fn key(self) -> bool {
        self.get()
    }
    fn sort(items: &mut [Self], _: &AtomicBool) {
        let falses = items.iter().filter(|b| !b.get()).count();
        items[..falses].fill(Bool(0));
        items[falses..].fill(Bool(1));
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
            // NaN goes to the end first; the rest is in the order of its bits.
            let mut end = items.len();
            let mut at = 0;
            while at < end {
                if items[at].is_nan() {
                    end -= 1;
                    items.swap(at, end);
                } else {
                    at += 1;
                }
            }
            let bits: &mut [$bits] = bytemuck::cast_slice_mut(&mut items[..end]);
            let order = |bits: $bits| bits as $signed ^ (((bits as $signed >> (<$bits>::BITS - 1)) as $bits) >> 1) as $signed;
            sort_slice(bits, |a, b| order(*a).cmp(&order(*b)), interrupt);
            if !zeros.is_empty() && !interrupt.load(Ordering::Relaxed) {
                let start = items[..end].partition_point(|x| *x < <$t>::default());
                items[start..start + zeros.len()].copy_from_slice(&zeros);
            }
        }
    })* };
}
float_keys!(f16, u16, i16; f32, u32, i32; f64, u64, i64);

macro_rules! complex_keys {
    ($($t:ty, $part:ty);*) => { $(impl Key for $t {
        type Key = (u8, <$part as Key>::Key, <$part as Key>::Key);
        fn without_minus_zero(self) -> Self {
            // Adding zero takes the sign from a zero, and changes nothing else.
            Self::new(self.re + 0.0, self.im + 0.0)
        }
        fn sort(items: &mut [$t], interrupt: &AtomicBool) {
            // Elements with zeros of either sign, or with NaN, are equal in the order and yet can be told apart.
            let told_apart = |x: $part| x.is_nan() || (x == 0.0 && x.is_sign_negative());
            if items.iter().any(|z| told_apart(z.re) || told_apart(z.im)) {
                let from = items.to_vec();
                for (item, i) in items.iter_mut().zip(super::indirect::order(&from, interrupt)) {
                    *item = from[i as usize];
                }
            } else {
                sort_slice(items, |a, b| a.key().cmp(&b.key()), interrupt);
            }
        }
        #[inline(always)]
        fn key(self) -> Self::Key {
            // What has no NaN, then NaN in the imaginary part, in the real part, in both.
            match (self.re.is_nan(), self.im.is_nan()) {
                (false, false) => (0, self.re.key(), self.im.key()),
                (false, true) => (1, self.re.key(), 0),
                (true, false) => (2, 0, self.im.key()),
                (true, true) => (3, 0, 0),
            }
        }
    })* };
}
complex_keys!(C64, f32; C128, f64);
