//! Overlap against brute force: sets of bytes, on small random layouts of every kind.

use std::collections::BTreeSet;

use super::overlap::{Hazard, has_internal_overlap, layout_hazard, layouts_share};
use super::touched::{AxisRange, Touched, touched};
use super::{Layout, for_each_run};

/// A small generator, so that every run tests the same cases.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    pub(crate) fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Any strides at all, on a buffer of some 600 bytes: as `as_strided` gives.
    fn wild(&mut self) -> (Layout, usize) {
        let itemsize = self.one_of(&[1, 1, 2, 4, 8, 8, 16]);
        let scale = self.one_of(&[1, 1, 2, 3, 4, 8, 8, 8, 16]);
        let ndim = self.below(5);
        let mut layout = Layout::c(&[], 1);
        let (mut low, mut high) = (0isize, itemsize as isize);
        for _ in 0..ndim {
            let n = if self.below(99) == 0 { 0 } else { self.one_of(&[1, 2, 2, 3, 3, 4, 5, 7]) };
            let stride = (self.below(25) as isize - 9) * scale;
            let reach = (n as isize - 1).max(0) * stride;
            if high - low + reach.abs() > 500 {
                continue;
            }
            (low, high) = (low + reach.min(0), high + reach.max(0));
            layout.shape.push(n);
            layout.strides.push(stride);
        }
        layout.offset = (self.below((600 - (high - low)) as usize) as isize - low) as usize;
        if self.below(3) > 0 {
            let lowest = (layout.offset as isize + low) as usize;
            layout.offset -= lowest % scale as usize;
        }
        (layout, itemsize)
    }

    /// A chain of slices and transpositions of a C-ordered array, the everyday case.
    fn tame(&mut self, shape: &[usize], itemsize: usize) -> Layout {
        let mut layout = Layout::c(shape, itemsize);
        for _ in 0..self.below(5) {
            if layout.ndim() == 0 {
                break;
            }
            let axis = self.below(layout.ndim());
            let n = layout.shape[axis];
            layout = match self.below(6) {
                0 => layout.transposed(),
                1 if n > 0 => layout.index_axis(axis, self.below(n)),
                2 if n > 0 => layout.slice_axis(axis, n as isize - 1, -1, n),
                _ if n > 0 => {
                    let (start, step) = (self.below(n), 1 + self.below(3));
                    let count = 1 + self.below((n - 1 - start) / step + 1);
                    layout.slice_axis(axis, start as isize, step as isize, count)
                }
                _ => layout,
            };
        }
        layout
    }
}

fn elements(layout: &Layout, itemsize: usize) -> Vec<BTreeSet<usize>> {
    let mut out = Vec::new();
    for_each_run(layout, layout.ndim(), &mut |at| out.push((at..at + itemsize).collect()));
    out
}

fn touched_by_hand(a: &Layout, ia: usize, b: &Layout, ib: usize) -> Option<Touched> {
    let bytes: BTreeSet<usize> = elements(a, ia).into_iter().flatten().collect();
    let mut seen: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); b.ndim()];
    let mut count = 0;
    for (k, element) in elements(b, ib).iter().enumerate() {
        if element.is_disjoint(&bytes) {
            continue;
        }
        count += 1;
        let mut k = k;
        for axis in (0..b.ndim()).rev() {
            seen[axis].insert(k % b.shape[axis]);
            k /= b.shape[axis];
        }
    }
    if count == 0 {
        return None;
    }
    let axes: Vec<AxisRange> = seen
        .iter()
        .map(|set| {
            let all: Vec<usize> = set.iter().copied().collect();
            let step =
                (1..=all.len() * 99).rev().find(|s| all.iter().all(|x| (x - all[0]).is_multiple_of(*s)));
            let step = if all.len() == 1 { 1 } else { step.unwrap_or(1) };
            AxisRange { start: all[0], step, count: (all[all.len() - 1] - all[0]) / step + 1 }
        })
        .collect();
    let size: usize = axes.iter().map(|a| a.count).product();
    Some(Touched { count, axes: axes.into(), exact: count == size })
}

fn check_pair(a: &Layout, ia: usize, b: &Layout, ib: usize) -> bool {
    let expected = touched_by_hand(a, ia, b, ib);
    let case = || format!("{a:?} {ia} {b:?} {ib}");
    assert_eq!(layouts_share(a, ia, b, ib), expected.is_some(), "{}", case());
    assert_eq!(touched(a, ia, b, ib), expected, "{}", case());
    let hazard = layout_hazard(a, ia, b, ib);
    match hazard {
        Hazard::None => assert!(expected.is_none()),
        Hazard::Overlap => assert!(expected.is_some()),
        Hazard::SameElements => assert_eq!((elements(a, ia), ia), (elements(b, ib), ib)),
    }
    expected.is_some()
}

#[test]
fn any_strides_as_by_brute_force() {
    let mut random = Random(7);
    let (mut meet, mut inner) = (0, 0);
    for _ in 0..20_000 {
        let ((a, ia), (b, ib)) = (random.wild(), random.wild());
        meet += usize::from(check_pair(&a, ia, &b, ib));
        let all = elements(&a, ia);
        let distinct: BTreeSet<usize> = all.iter().flatten().copied().collect();
        let overlaps = distinct.len() < all.len() * ia;
        assert_eq!(has_internal_overlap(&a, ia), overlaps, "{a:?} {ia}");
        inner += usize::from(overlaps);
    }
    assert!((5000..15_000).contains(&meet) && (5000..15_000).contains(&inner), "{meet} {inner}");
}

#[test]
fn everyday_views_as_by_brute_force() {
    let mut random = Random(8);
    for _ in 0..20_000 {
        let shape = random.one_of(&[&[12][..], &[4, 6], &[7, 5], &[2, 3, 4], &[3, 1, 5], &[2, 3, 2, 3]]);
        let ia = random.one_of(&[1, 4, 8, 8, 16]);
        let ib = if random.below(4) == 0 { random.one_of(&[1, 2, 4, 8]) } else { ia };
        let (a, b) = (random.tame(shape, ia), random.tame(shape, ib));
        check_pair(&a, ia, &b, ib);
    }
}

fn layout(shape: &[usize], strides: &[isize], offset: usize) -> Layout {
    Layout { shape: shape.into(), strides: strides.into(), offset }
}

#[test]
fn everyday_writes_take_the_short_way() {
    let whole = Layout::c(&[10_000, 10_000], 8);
    let block = whole.slice_axis(0, 3, 2, 1000).slice_axis(1, 5, 1, 10);
    let found = touched(&block, 8, &whole, 8);
    let rows = AxisRange { start: 3, step: 2, count: 1000 };
    let columns = AxisRange { start: 5, step: 1, count: 10 };
    assert_eq!(
        found,
        Some(Touched { count: 10_000, axes: [rows, columns].into_iter().collect(), exact: true })
    );
    assert_eq!(rows.stop(), 2002);
    assert_eq!(touched(&whole, 8, &block, 8).map(|t| t.is_all(&block.shape)), Some(true));
    assert_eq!(layout_hazard(&whole, 8, &whole.transposed(), 8), Hazard::Overlap);
    assert_eq!(layout_hazard(&whole, 8, &whole, 8), Hazard::SameElements);
    assert_eq!(layout_hazard(&whole, 8, &whole, 4), Hazard::Overlap);
    // In place, but each byte is written four times: the order would show.
    let windows = layout(&[4, 4], &[8, 8], 0);
    assert_eq!(layout_hazard(&windows, 8, &windows, 8), Hazard::Overlap);
}

/// Pairs on which `np.shares_memory` 2.4.6 searches for long: the one in its own documentation (7.6 s on the machine where this was
/// written), and windows of six axes with strides so close that no bound cuts the search (23.6 s and 33.0 s).
#[test]
fn hard_for_a_search_is_easy_for_a_bitset() {
    let near = |shape: &[usize], by: [isize; 6], offset| layout(shape, &by.map(|d| 100_003 + d), offset);
    let (a, b) = ([1, 7, 12, 20, 33, 54], [2, 9, 14, 25, 38, 61]);
    let pairs = [
        (
            layout(&[1049, 1049, 1049], &[36674, 61119, 85569], 0),
            layout(&[1049, 1049, 1], &[12223, 12224, 1], 64_023_025),
        ),
        (near(&[7; 6], a, 0), near(&[7; 6], b, 250_006)),
        (near(&[8; 6], a, 0), near(&[8; 6], b, 250_006)),
    ];
    for (a, b) in pairs {
        let start = std::time::Instant::now();
        assert!(!layouts_share(&a, 1, &b, 1));
        assert!(start.elapsed().as_millis() < 2000, "{:?}", start.elapsed());
    }
}
