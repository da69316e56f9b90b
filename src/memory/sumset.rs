//! Sums of arithmetic progressions: the arithmetic behind every question about overlap.
//!
//! The bytes of a strided array are `low + Σ x_k · stride_k + r` with `0 <= x_k < n_k` and `0 <= r < itemsize`: the sums of one
//! progression an axis and one run of bytes. Whether two arrays meet is whether one number is such a sum. That is a bounded knapsack,
//! which NumPy searches in exponential time; but the numbers lie inside one buffer, so that a bitset of all sums is always at hand.
//!
//! Invariants of a [`Term`] list here: strides are positive, counts are at least one, and every sum fits an `i64`.

use smallvec::SmallVec;

/// A progression `0, stride, …, (count - 1) · stride`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// How many numbers.
    pub(super) count: u64,
    /// The distance between neighbours.
    pub(super) stride: u64,
}

impl Term {
    /// Its largest number.
    pub(super) fn extent(self) -> u64 {
        (self.count - 1) * self.stride
    }
}

/// The terms of a sum.
pub(super) type Terms = SmallVec<[Term; 12]>;

/// The search for one sum takes at most this many steps before the bitset is built.
const SEARCH_STEPS: u32 = 2000;
/// The most bits of a bitset: 256 MB. Sums beyond are enumerated term by term.
const MOST_BITS: u64 = 1 << 31;

/// The greatest common divisor; that of nothing is zero.
pub(super) fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Fewer terms with the same set of sums, by ascending stride.
///
/// A progression in steps of `q · s` fills up one of at least `q` numbers in steps of `s`: their sums are one longer progression.
pub(super) fn merge(terms: &mut Terms) {
    terms.retain(|t| t.count > 1);
    terms.sort_unstable_by_key(|t| t.stride);
    let mut i = 0;
    while i < terms.len() {
        let mut j = i + 1;
        let mut grown = false;
        while j < terms.len() {
            let (small, large) = (terms[i], terms[j]);
            if large.stride % small.stride == 0 && large.stride / small.stride <= small.count {
                terms[i].count += (large.count - 1) * (large.stride / small.stride);
                terms.remove(j);
                grown = true;
            } else {
                j += 1;
            }
        }
        // A longer progression may take up what the shorter one could not.
        if !grown {
            i += 1;
        }
    }
}

/// Whether `target` is a sum of the terms and of a number in `0..run`.
pub(super) fn reaches(mut terms: Terms, run: u64, target: u64) -> bool {
    terms.retain(|t| t.count > 1);
    let unit = terms.iter().fold(0, |g, t| gcd(g, t.stride));
    if unit == 0 {
        return target < run;
    }
    // All strides are multiples of `unit`: of the run, only what leaves such a multiple can help.
    let least = target % unit;
    if least >= run {
        return false;
    }
    let window = Term { count: (run - 1 - least) / unit + 1, stride: 1 };
    let target = target / unit;
    for term in &mut terms {
        term.stride /= unit;
    }
    terms.push(window);
    merge(&mut terms);
    let total: u64 = terms.iter().map(|t| t.extent()).sum();
    if target > total {
        return false;
    }
    // The set of sums is its own mirror image.
    let target = target.min(total - target);
    if terms.iter().any(|t| t.stride == 1 && t.count > target) {
        return true;
    }
    if terms.len() == 1 {
        return target.is_multiple_of(terms[0].stride);
    }
    Search::new(&terms).run(target).unwrap_or_else(|| BitSearch::run(&terms, target))
}

/// A depth-first search for one sum, cut by bounds and by divisibility.
struct Search {
    levels: SmallVec<[Level; 12]>,
    steps: u32,
}

/// A term of the search, and what is known of it and of all that follow.
struct Level {
    term: Term,
    /// The largest sum of this and the following terms.
    extent: u64,
    /// The greatest common divisor of this and the following strides.
    divisor: u64,
    /// What follows is divisible only for every `step`-th number of this term, counted from `inverse · sum / divisor`.
    step: u64,
    inverse: u64,
}

impl Search {
    fn new(terms: &Terms) -> Self {
        let mut order = terms.clone();
        order.reverse();
        // A short run of neighbours would make every divisor one: it goes first.
        if order.last().is_some_and(|t| t.stride == 1 && t.count <= 32) {
            order.rotate_right(1);
        }
        let mut levels: SmallVec<[Level; 12]> = SmallVec::new();
        let (mut extent, mut divisor) = (0, 0);
        for &term in order.iter().rev() {
            let below = divisor;
            extent += term.extent();
            divisor = gcd(term.stride, below);
            let step = below / divisor;
            let inverse = inverse_modulo(term.stride / divisor, step);
            levels.push(Level { term, extent, divisor, step, inverse });
        }
        levels.reverse();
        Self { levels, steps: SEARCH_STEPS }
    }

    /// The answer, or `None` if it takes too many steps.
    fn run(&mut self, target: u64) -> Option<bool> {
        self.from(0, target)
    }

    fn from(&mut self, k: usize, target: u64) -> Option<bool> {
        let level = &self.levels[k];
        if target > level.extent || !target.is_multiple_of(level.divisor) {
            return Some(false);
        }
        if k + 1 == self.levels.len() {
            return Some(true);
        }
        let (stride, step) = (level.term.stride, level.step);
        let below = self.levels[k + 1].extent;
        let least = target.saturating_sub(below).div_ceil(stride);
        let most = (target / stride).min(level.term.count - 1);
        let residue =
            (u128::from(target / level.divisor % step) * u128::from(level.inverse) % u128::from(step)) as u64;
        let first = least + (residue + step - least % step) % step;
        if first > most {
            return Some(false);
        }
        if k + 2 == self.levels.len() {
            // The rest is in bounds and divisible, and one term is left.
            return Some(true);
        }
        let mut x = first;
        while x <= most {
            self.steps = self.steps.checked_sub(1)?;
            if self.from(k + 1, target - x * stride)? {
                return Some(true);
            }
            x += step;
        }
        Some(false)
    }
}

/// `1 / a` modulo `m`, of which `a` is prime; 0 if `m` is 1.
fn inverse_modulo(a: u64, m: u64) -> u64 {
    let (mut r, mut next_r) = (m as i128, i128::from(a % m.max(1)));
    let (mut t, mut next_t) = (0i128, 1i128);
    while next_r != 0 {
        let q = r / next_r;
        (r, next_r) = (next_r, r - q * next_r);
        (t, next_t) = (next_t, t - q * next_t);
    }
    t.rem_euclid(i128::from(m.max(1))) as u64
}

/// All sums of the terms with small strides in a bitset, those of the others one after another.
struct BitSearch<'a> {
    listed: &'a [Term],
    below: SmallVec<[u64; 12]>,
    bits: Bits,
}

impl<'a> BitSearch<'a> {
    fn run(terms: &'a Terms, target: u64) -> bool {
        let split = Self::split(terms, target);
        let (dense, listed) = terms.split_at(split);
        let bits = Bits::of_sums(dense, target + 1);
        let mut extent: u64 = dense.iter().map(|t| t.extent()).sum();
        let mut below = SmallVec::new();
        for term in listed {
            below.push(extent);
            extent += term.extent();
        }
        Self { listed, below, bits }.reaches(listed.len(), target)
    }

    /// How many terms the bitset should hold, weighing a look into it as much as eight words of a pass over it.
    fn split(terms: &Terms, target: u64) -> usize {
        let words = |extent: u64| (extent.min(target) / 64 + 1) as f64;
        let (mut extent, mut passes) = (0, 0.0);
        let mut best = (f64::INFINITY, 0);
        for k in 0..=terms.len() {
            if extent.min(target) >= MOST_BITS {
                break;
            }
            let mut looks = 1.0;
            for (i, term) in terms[k..].iter().enumerate() {
                let near = if i == 0 { extent / term.stride + 2 } else { u64::MAX };
                looks *= term.count.min(near) as f64;
            }
            let cost = passes + 8.0 * looks;
            if cost < best.0 {
                best = (cost, k);
            }
            if let Some(term) = terms.get(k) {
                let shifts = (term.count as f64).log2();
                passes += shifts * words(extent) + 2.0 * words(extent + term.extent());
                extent += term.extent();
            }
        }
        best.1
    }

    /// Whether `target` is a sum of the bitset's terms and the first `k` listed ones.
    fn reaches(&self, k: usize, target: u64) -> bool {
        let Some(k) = k.checked_sub(1) else { return self.bits.get(target) };
        let Term { count, stride } = self.listed[k];
        let least = target.saturating_sub(self.below[k]).div_ceil(stride);
        let most = (target / stride).min(count - 1);
        (least..=most).any(|x| self.reaches(k, target - x * stride))
    }
}

/// A set of small numbers, a bit each.
#[derive(Clone, Debug)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: u64,
}

impl Bits {
    /// The sums of the terms, as far as they are below `limit`. Costs one pass over the final set or two, a word at a time, and
    /// for each term the logarithm of its count in passes over the set before it.
    pub(super) fn of_sums(terms: &[Term], limit: u64) -> Self {
        let extent: u64 = terms.iter().map(|t| t.extent()).sum();
        let len = (extent + 1).min(limit.max(1));
        let mut bits = Self { words: super::filled(len.div_ceil(64) as usize, 0), len };
        bits.words[0] = 1;
        let mut order: Terms = terms.into();
        order.sort_unstable_by_key(|t| t.extent());
        let mut used = 1;
        for term in order {
            let mut have = 1;
            while have < term.count {
                let more = have.min(term.count - have);
                bits.or_shifted(more * term.stride, used);
                used = (used + more * term.stride).min(len);
                have += more;
            }
        }
        bits
    }

    /// The empty set of numbers below `len`.
    pub(super) fn none(len: u64) -> Self {
        Self { words: super::filled(len.div_ceil(64).max(1) as usize, 0), len }
    }

    /// Adds the numbers from `low` to before `high`, all of them below the length.
    pub(super) fn fill(&mut self, low: u64, high: u64) {
        let mut at = low;
        while at < high {
            let n = (64 - at % 64).min(high - at);
            let run = if n == 64 { u64::MAX } else { ((1 << n) - 1) << (at % 64) };
            self.words[(at / 64) as usize] |= run;
            at += n;
        }
    }

    /// The places at which two texts of one length differ.
    pub(super) fn of_differences(before: &[u8], after: &[u8]) -> Self {
        let mut words = vec![0; before.len().div_ceil(64).max(1)];
        for (word, (a, b)) in words.iter_mut().zip(before.chunks(64).zip(after.chunks(64))) {
            if a != b {
                *word = a.iter().zip(b).enumerate().fold(0, |w, (i, (x, y))| w | u64::from(x != y) << i);
            }
        }
        Self { words, len: before.len() as u64 }
    }

    /// Adds each number of the set, all of which are below `used`, once more `by` higher.
    fn or_shifted(&mut self, by: u64, used: u64) {
        if by >= self.len {
            return;
        }
        let end = (used + by).min(self.len).div_ceil(64) as usize;
        let (words, bits) = ((by / 64) as usize, (by % 64) as u32);
        // From the top down, so that no word is read after it changed; in blocks that do not reach into their own source.
        let block = words.clamp(1, 2048);
        let mut high = end;
        while high > words {
            let low = high.saturating_sub(block).max(words);
            if words == 0 {
                let before = if low == 0 { 0 } else { self.words[low - 1] };
                let word = self.words[low];
                self.words[low] |= word << bits | before.checked_shr(64 - bits).unwrap_or(0);
            } else {
                let (source, target) = self.words.split_at_mut(low);
                let target = &mut target[..high - low];
                let source = &source[low.saturating_sub(words + 1)..high - words];
                if bits == 0 {
                    let skip = source.len() - target.len();
                    for (t, s) in target.iter_mut().zip(&source[skip..]) {
                        *t |= s;
                    }
                } else {
                    let target = if source.len() == target.len() {
                        target[0] |= source[0] << bits;
                        &mut target[1..]
                    } else {
                        target
                    };
                    for (t, s) in target.iter_mut().zip(source.windows(2)) {
                        *t |= s[1] << bits | s[0] >> (64 - bits);
                    }
                }
            }
            high = low;
        }
        // Bits past the end would be taken for numbers of the set by whoever counts words.
        if let (Some(last), rest @ 1..) = (self.words.last_mut(), self.len % 64) {
            *last &= (1 << rest) - 1;
        }
    }

    /// Whether the set holds this number.
    pub(super) fn get(&self, at: u64) -> bool {
        at < self.len && self.words[(at / 64) as usize] >> (at % 64) & 1 == 1
    }

    /// The set with a count of its numbers before each word.
    pub(super) fn ranked(self) -> Ranked {
        let mut total = 0;
        let mut before = Vec::with_capacity(self.words.len() + 1);
        for word in &self.words {
            before.push(total);
            total += u64::from(word.count_ones());
        }
        before.push(total);
        Ranked { bits: self, before }
    }
}

/// A set of small numbers that counts the members of any interval at once.
pub(super) struct Ranked {
    bits: Bits,
    before: Vec<u64>,
}

impl Ranked {
    /// The numbers of the set, in order.
    pub(super) fn members(&self) -> impl Iterator<Item = u64> + '_ {
        self.bits.words.iter().enumerate().flat_map(|(w, &word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| w as u64 * 64 + bit)
        })
    }

    /// How many numbers of the set are below `at`.
    fn below(&self, at: u64) -> u64 {
        let at = at.min(self.bits.len);
        let (word, bit) = ((at / 64) as usize, at % 64);
        if bit == 0 {
            return self.before[word];
        }
        self.before[word] + u64::from((self.bits.words[word] & ((1 << bit) - 1)).count_ones())
    }

    /// How many numbers of the set are in `low..high`.
    pub(super) fn count(&self, low: u64, high: u64) -> u64 {
        self.below(high) - self.below(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn all_sums(terms: &[Term]) -> BTreeSet<u64> {
        let mut sums = BTreeSet::from([0]);
        for t in terms {
            sums = sums.iter().flat_map(|&x| (0..t.count).map(move |k| x + k * t.stride)).collect();
        }
        sums
    }

    /// A small generator, so that every run tests the same cases.
    struct Random(u64);
    impl Random {
        fn below(&mut self, n: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % n
        }
    }

    #[test]
    fn sums_are_those_of_brute_force() {
        let mut random = Random(1);
        for round in 0..3000 {
            let most = [4, 12, 40, 90][round % 4];
            let terms: Terms = (0..=random.below(4))
                .map(|_| Term { count: 1 + random.below(6), stride: 1 + random.below(most) })
                .collect();
            let sums = all_sums(&terms);
            let end = sums.last().map_or(0, |s| s + 3);
            let bits = Bits::of_sums(&terms, u64::MAX);
            let short = Bits::of_sums(&terms, end / 2);
            let run = 1 + random.below(4);
            let mut merged = terms.clone();
            merge(&mut merged);
            assert_eq!(all_sums(&merged), sums, "{terms:?}");
            merged.push(Term { count: run, stride: 1 });
            let with_run = all_sums(&merged);
            let ranked = bits.clone().ranked();
            for x in 0..end + run {
                assert_eq!(bits.get(x), sums.contains(&x), "{terms:?} {x}");
                assert_eq!(short.get(x), sums.contains(&x) && x < (end / 2).max(1), "{terms:?} {x}");
                assert_eq!(reaches(terms.clone(), run, x), with_run.contains(&x), "{terms:?} {run} {x}");
                if x <= *merged.iter().map(|t| t.extent()).collect::<Vec<_>>().iter().max().unwrap_or(&0) {
                    let mut sorted = merged.clone();
                    merge(&mut sorted);
                    assert_eq!(BitSearch::run(&sorted, x), with_run.contains(&x), "{terms:?} {run} {x}");
                }
                assert_eq!(ranked.count(0, x), sums.range(..x).count() as u64);
                assert_eq!(ranked.count(x, x + 7), sums.range(x..x + 7).count() as u64);
            }
        }
    }

    #[test]
    fn inverses() {
        for m in 1..40 {
            for a in (1..200).filter(|&a| gcd(a, m) == 1) {
                assert_eq!(a * inverse_modulo(a, m) % m, 1 % m, "{a} {m}");
            }
        }
    }
}
