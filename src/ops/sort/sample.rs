//! Sorting many elements: cut at a sample of themselves into buckets that fit a cache, each sorted for itself, on all threads.
//!
//! What is sorted stands aside until all of it is: a Ctrl-C in between leaves the elements as they were.

use std::cmp::Ordering;
use std::sync::atomic::{self, AtomicBool};

use crate::memory::filled;
use crate::ops::parallel;

/// From this many elements on, a second thread helps.
const MANY: usize = 1 << 15;
/// How many elements a bucket should hold.
const BUCKET: usize = 1 << 14;
/// How many elements a thread takes at a time.
const CHUNK: usize = 1 << 16;
/// How many elements of the sample stand for each bucket.
const OVERSAMPLING: usize = 8;

/// Sorts; equal elements may change places. Gives up, with the elements as they were, once `interrupt` is set.
pub(super) fn sort_slice<T: Copy + Send + Sync>(
    items: &mut [T],
    compare: impl Fn(&T, &T) -> Ordering + Sync,
    interrupt: &AtomicBool,
) {
    if items.len() < MANY {
        items.sort_unstable_by(compare);
        return;
    }
    // What is in order already, either way round, is often sorted once more.
    if items.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return;
    }
    if items.is_sorted_by(|a, b| compare(a, b).is_gt()) {
        items.reverse();
        return;
    }
    let stopped = || interrupt.load(atomic::Ordering::Relaxed);
    let splitters = splitters(items, &compare);
    // The bucket of each element, and how many each chunk has for each bucket.
    let mut homes = filled(items.len(), 0u16);
    let mut counts = vec![vec![0usize; splitters.len() + 1]; items.len().div_ceil(CHUNK)];
    let parts = items.chunks(CHUNK).zip(homes.chunks_mut(CHUNK)).zip(&mut counts);
    parallel::for_each(parts, &|_, ((items, homes), counts)| {
        if stopped() {
            return;
        }
        for (item, home) in items.iter().zip(homes) {
            let bucket = splitters.partition_point(|splitter| compare(splitter, item).is_lt());
            *home = bucket as u16;
            counts[bucket] += 1;
        }
    });
    if stopped() {
        return;
    }
    let mut sorted = filled(items.len(), items[0]);
    {
        // Each chunk gets its own stretch of each bucket.
        let mut stretches: Vec<Vec<&mut [T]>> = counts.iter().map(|c| Vec::with_capacity(c.len())).collect();
        let mut rest = sorted.as_mut_slice();
        for bucket in 0..=splitters.len() {
            for (counts, stretches) in counts.iter().zip(&mut stretches) {
                let (stretch, later) = std::mem::take(&mut rest).split_at_mut(counts[bucket]);
                stretches.push(stretch);
                rest = later;
            }
        }
        let parts = items.chunks(CHUNK).zip(homes.chunks(CHUNK)).zip(stretches);
        parallel::for_each(parts, &|_, ((items, homes), mut stretches)| {
            if stopped() {
                return;
            }
            let mut filled = vec![0usize; stretches.len()];
            for (item, &home) in items.iter().zip(homes) {
                let home = usize::from(home);
                stretches[home][filled[home]] = *item;
                filled[home] += 1;
            }
        });
    }
    let mut buckets = Vec::with_capacity(splitters.len() + 1);
    let mut rest = sorted.as_mut_slice();
    for bucket in 0..=splitters.len() {
        let size = counts.iter().map(|counts| counts[bucket]).sum();
        let (head, tail) = std::mem::take(&mut rest).split_at_mut(size);
        buckets.push(head);
        rest = tail;
    }
    parallel::for_each(buckets.into_iter(), &|_, bucket| {
        if !stopped() {
            bucket.sort_unstable_by(&compare);
        }
    });
    if !stopped() {
        items.copy_from_slice(&sorted);
    }
}

/// Elements that cut the rest into buckets of about the same size, in order and all different.
fn splitters<T: Copy>(items: &[T], compare: &impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let buckets = (items.len() / BUCKET).clamp(2, 1 << 10);
    let wanted = buckets * OVERSAMPLING;
    // Evenly spaced, with a step that no regular pattern in the elements is likely to share.
    let step = items.len() / wanted;
    let mut sample: Vec<T> =
        (0..wanted).map(|i| items[i * step + (i.wrapping_mul(0x9e37_79b9) >> 7) % step]).collect();
    sample.sort_unstable_by(compare);
    let mut splitters: Vec<T> = sample.into_iter().skip(OVERSAMPLING).step_by(OVERSAMPLING).collect();
    splitters.dedup_by(|a, b| compare(a, b).is_eq());
    splitters
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use proptest::prelude::*;

    use super::sort_slice;

    fn sorted(mut items: Vec<i64>) -> Vec<i64> {
        sort_slice(&mut items, Ord::cmp, &AtomicBool::new(false));
        items
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn sorts_as_the_standard_library_does(
            n in 30_000usize..200_000,
            distinct in prop::sample::select(vec![1i64, 2, 100, 70_000, i64::MAX]),
            seed: u64,
            order in 0..4,
        ) {
            let mut state = seed | 1;
            let mut items: Vec<i64> = (0..n)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (state >> 1) as i64 % distinct
                })
                .collect();
            match order {
                0 => items.sort_unstable(),
                1 => items.sort_unstable_by(|a, b| b.cmp(a)),
                2 => items[n / 2..].sort_unstable(),
                _ => {}
            }
            let mut wanted = items.clone();
            wanted.sort_unstable();
            prop_assert_eq!(sorted(items), wanted);
        }
    }

    #[test]
    fn an_interrupt_leaves_the_elements_as_they_were() {
        let items: Vec<i64> = (0..100_000).map(|i| i * 7919 % 100_003).collect();
        let mut copy = items.clone();
        sort_slice(&mut copy, Ord::cmp, &AtomicBool::new(true));
        assert_eq!(copy, items);
    }
}
