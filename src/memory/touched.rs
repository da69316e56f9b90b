//! Which elements of one array a write to another touches.

use smallvec::SmallVec;

use super::overlap::{axis_terms, layouts_share};
use super::sumset::{Bits, Ranked, Term, Terms, gcd, merge};
use super::{Array, Layout};

/// The elements of an array that have a byte in common with another array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// How many; at least one.
    pub count: usize,
    /// For each axis the indices at which one of them stands: together the smallest box of slices around all of them.
    pub axes: SmallVec<[AxisRange; 4]>,
    /// Whether they are all of the box.
    pub exact: bool,
}

/// The indices `start`, `start + step`, … of an axis, of which there are `count`; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisRange {
    /// The first index.
    pub start: usize,
    /// The distance between neighbours; 1 if there is but one index.
    pub step: usize,
    /// How many indices.
    pub count: usize,
}

impl AxisRange {
    /// The index after the last one.
    pub fn stop(self) -> usize {
        self.start + (self.count - 1) * self.step + 1
    }
}

impl Touched {
    /// Whether they are all the elements of an array of this shape.
    pub fn is_all(&self, shape: &[usize]) -> bool {
        self.count == shape.iter().product::<usize>()
    }

    fn from_axes(axes: SmallVec<[AxisRange; 4]>) -> Self {
        Self { count: axes.iter().map(|a| a.count).product(), axes, exact: true }
    }
}

/// The elements of `array` that have a byte in common with an array of this layout and itemsize on the same buffer; `None` if there
/// are none.
pub fn touched_elements(writer: &Layout, writer_itemsize: usize, array: &Array) -> Option<Touched> {
    touched(writer, writer_itemsize, array.read().layout(), array.itemsize())
}

/// The elements of a layout `b` that have a byte in common with a layout `a` on the same buffer; `None` if there are none.
///
/// Where both step evenly along the same axes, at once. Otherwise in time proportional to the bytes of the common range and to the
/// parts of `b` that are touched in part.
pub fn touched(a: &Layout, a_itemsize: usize, b: &Layout, b_itemsize: usize) -> Option<Touched> {
    if !layouts_share(a, a_itemsize, b, b_itemsize) {
        return None;
    }
    if a == b && a_itemsize == b_itemsize {
        let whole = |&n: &usize| AxisRange { start: 0, step: 1, count: n };
        return Some(Touched::from_axes(b.shape.iter().map(whole).collect()));
    }
    if let Some(touched) = on_common_grid(a, a_itemsize, b, b_itemsize) {
        return touched;
    }
    Walk::new(a, a_itemsize, b, b_itemsize).run()
}

/// The elements of an array that differ from what they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How many there are, and the box around them.
    pub touched: Touched,
    /// Where they stand, if they are not the whole box and not too many to list: the indices of each.
    pub places: Option<Vec<SmallVec<[usize; 4]>>>,
}

/// The elements of a layout that differ from what they were: the bytes from `start` on were `before` and are `after`, and no others
/// changed. `None` if none do. At most `list` places are listed.
pub fn changed_elements(
    before: &[u8],
    after: &[u8],
    start: usize,
    layout: &Layout,
    itemsize: usize,
    list: usize,
) -> Option<Change> {
    let window = layout.bounds(itemsize);
    let end = start + before.len();
    if layout.size() == 0 || window.end <= start || end <= window.start || before == after {
        return None;
    }
    let set = Bits::of_differences(before, after).ranked();
    let bytes = Bytes::Set { set, offset: start as i64 - window.start as i64, unit: 1 };
    let mut walk = Walk::over(bytes, layout, itemsize);
    let touched = walk.run()?;
    let box_size: usize = touched.axes.iter().map(|a| a.count).product();
    let places = (!touched.exact && touched.count <= list && box_size <= 1 << 20).then(|| {
        let mut places = super::with_room(touched.count);
        let mut at: SmallVec<[usize; 4]> = touched.axes.iter().map(|a| a.start).collect();
        for _ in 0..box_size {
            let low = (layout.byte_of(&at) - window.start) as i64;
            if walk.bytes.count(low, low + itemsize as i64).0 > 0 {
                places.push(at.clone());
            }
            for (index, axis) in at.iter_mut().zip(&touched.axes).rev() {
                *index += axis.step;
                if *index < axis.stop() {
                    break;
                }
                *index = axis.start;
            }
        }
        places
    });
    Some(Change { touched, places })
}

/// How many bytes of each of `cells` equal stretches of a buffer of `len` bytes at least one of these layouts covers.
pub fn covered(layouts: &[(Layout, usize)], len: usize, cells: usize) -> Vec<usize> {
    let edge = |k: usize| (k as u128 * len as u128 / cells as u128) as usize;
    let stretch = |bytes: &Bytes| -> Vec<usize> {
        (0..cells).map(|k| bytes.bytes_in(edge(k) as i64, edge(k + 1) as i64)).collect()
    };
    let parts = layouts.iter().filter(|(layout, _)| layout.size() > 0);
    let whole = parts.clone().find(|(layout, itemsize)| {
        layout.bounds(*itemsize) == (0..len)
            && (layout.is_c_contiguous(*itemsize) || layout.is_f_contiguous(*itemsize))
    });
    if whole.is_some() {
        return (0..cells).map(|k| edge(k + 1) - edge(k)).collect();
    }
    let mut sets = parts.map(|(layout, itemsize)| Bytes::new(layout, *itemsize, 0..len));
    let (first, second) = (sets.next(), sets.next());
    match (first, second) {
        (None, _) => super::filled(cells, 0),
        (Some(one), None) => stretch(&one),
        (Some(one), Some(two)) => {
            // Several: their union, a bit a byte.
            let mut bits = Bits::none(len as u64);
            for set in [one, two].into_iter().chain(sets) {
                set.add_to(&mut bits, len as i64);
            }
            stretch(&Bytes::Set { set: bits.ranked(), offset: 0, unit: 1 })
        }
    }
}

/// An axis of the grid that `b` spans, the run of bytes in an element counting as one: `from` is where `a` begins on it, relative to `b`.
struct GridAxis {
    axis: Option<usize>,
    stride: i64,
    b_count: i64,
    from: i64,
    step: i64,
    count: i64,
}

/// The answer where each axis of `a` steps along one axis of `b` and none of them runs over into another; the outer `None` if not so.
#[allow(clippy::option_option)]
fn on_common_grid(a: &Layout, a_itemsize: usize, b: &Layout, b_itemsize: usize) -> Option<Option<Touched>> {
    let byte = GridAxis { axis: None, stride: 1, b_count: b_itemsize as i64, from: 0, step: 1, count: 1 };
    let mut grid: SmallVec<[GridAxis; 5]> = SmallVec::from_iter([byte]);
    for (axis, (&n, &s)) in b.shape.iter().zip(&b.strides).enumerate().filter(|(_, (n, _))| **n > 1) {
        let stride = s.unsigned_abs() as i64;
        grid.push(GridAxis { axis: Some(axis), stride, b_count: n as i64, from: 0, step: 1, count: 1 });
    }
    grid[1..].sort_unstable_by_key(|g| g.stride);
    // Each axis of `a` goes to the coarsest axis of the grid that it steps along; one axis of `a` for each.
    let mut steps = axis_terms(a);
    steps.push(Term { count: a_itemsize as u64, stride: 1 });
    for term in steps {
        let stride = term.stride as i64;
        let g = grid.iter_mut().rev().find(|g| g.stride != 0 && g.stride <= stride)?;
        if term.count == 1 {
            continue;
        }
        if g.count != 1 || stride % g.stride != 0 {
            return None;
        }
        (g.step, g.count) = (stride / g.stride, term.count as i64);
    }
    // Where `a` begins, in steps of the grid: such that what is left for the finer axes is within their reach.
    let (a_low, b_low) = (a.bounds(a_itemsize).start as i64, b.bounds(b_itemsize).start as i64);
    let mut rest = a_low - b_low;
    for k in (0..grid.len()).rev() {
        let (below_a, below_b) = grid[..k].iter().fold((0, 0), |(x, y), g| {
            (x + (g.count - 1) * g.step * g.stride, y + (g.b_count - 1) * g.stride)
        });
        let g = &mut grid[k];
        if g.stride == 0 {
            return None;
        }
        g.from = if k == 0 { rest } else { (rest + below_a).div_euclid(g.stride) };
        if k > 0 && rest - g.from * g.stride > below_b {
            // Between two steps of the grid; the walk tells whether they truly miss.
            return None;
        }
        rest -= g.from * g.stride;
    }
    // Equal bytes must mean equal steps on every axis: no difference on the finer axes adds up to a coarser step.
    let mut reach = 0;
    for g in &grid {
        if g.stride <= reach {
            return None;
        }
        let most = (g.from + (g.count - 1) * g.step).max(g.b_count - 1 - g.from);
        reach += most.max(0) * g.stride;
    }
    let mut axes: SmallVec<[AxisRange; 4]> =
        SmallVec::from_elem(AxisRange { start: 0, step: 1, count: 1 }, b.ndim());
    for g in &grid {
        let skipped = (-g.from).max(0).div_euclid(g.step) + i64::from((-g.from).max(0) % g.step != 0);
        let first = g.from + skipped * g.step;
        let most = (g.b_count - 1 - first).div_euclid(g.step) + 1;
        let count = most.min(g.count - skipped);
        if count <= 0 {
            return Some(None);
        }
        if let Some(axis) = g.axis {
            let start =
                if b.strides[axis] < 0 { g.b_count - 1 - first - (count - 1) * g.step } else { first };
            let step = if count == 1 { 1 } else { g.step as usize };
            axes[axis] = AxisRange { start: start as usize, step, count: count as usize };
        }
    }
    Some(Some(Touched::from_axes(axes)))
}

/// The bytes of `a` that may matter, counted from the lowest byte of `b`, in units of `unit` bytes.
enum Bytes {
    /// All from the first to before the second.
    Run(i64, i64),
    /// Those of the set, moved up by an offset.
    Set { set: Ranked, offset: i64, unit: i64 },
}

impl Bytes {
    fn new(a: &Layout, a_itemsize: usize, window: std::ops::Range<usize>) -> Self {
        let mut terms = axis_terms(a);
        terms.push(Term { count: a_itemsize as u64, stride: 1 });
        let start = a.bounds(a_itemsize).start as i64 - window.start as i64;
        let mut low = start;
        let length = (window.end - window.start) as i64;
        // Along each axis, only the steps that can end up in the window.
        let total: i64 = terms.iter().map(|t| t.extent() as i64).sum();
        for term in &mut terms {
            let (stride, count) = (term.stride as i64, term.count as i64);
            let others = total - term.extent() as i64;
            let first = ((-start - others).max(0) / stride).min(count - 1);
            let last = (length - 1 - start).div_euclid(stride).clamp(first, count - 1);
            term.count = (last - first + 1) as u64;
            low += first * stride;
        }
        merge(&mut terms);
        match terms.as_slice() {
            [] => Self::Run(low, low + 1),
            [run] if run.stride == 1 => Self::Run(low, low + run.count as i64),
            _ => {
                let unit = Self::unit(&terms, a_itemsize);
                Self::set(terms, low, length, unit)
            }
        }
    }

    /// The number of bytes that always come together, if it is the itemsize.
    fn unit(terms: &Terms, itemsize: usize) -> u64 {
        let strides = terms.iter().filter(|t| t.stride > 1).fold(0, |g, t| gcd(g, t.stride));
        let run = terms.iter().find(|t| t.stride == 1).map_or(1, |t| t.count);
        let unit = gcd(strides, itemsize as u64);
        if run % unit == 0 { unit } else { 1 }
    }

    fn set(mut terms: Terms, low: i64, length: i64, unit: u64) -> Self {
        for term in &mut terms {
            if term.stride > 1 {
                term.stride /= unit;
            } else {
                term.count /= unit;
            }
        }
        let limit = (length - low).max(1) as u64 / unit + 1;
        Self::Set { set: Bits::of_sums(&terms, limit).ranked(), offset: low, unit: unit as i64 }
    }

    /// How many bytes of `low..high` belong; where units count, the edges may cut one.
    fn bytes_in(&self, low: i64, high: i64) -> usize {
        match *self {
            Self::Run(..) => self.count(low, high).0 as usize,
            Self::Set { ref set, offset, unit } => {
                // Whole units below a place, and what a unit that it cuts has below it.
                let below = |at: i64| {
                    let at = (at - offset).max(0);
                    let whole = at / unit;
                    let cut = set.count(whole as u64, whole as u64 + 1) as i64 * (at % unit);
                    set.count(0, whole as u64) as i64 * unit + cut
                };
                (below(high) - below(low)) as usize
            }
        }
    }

    /// Adds the bytes to a set that has a bit a byte.
    fn add_to(&self, bits: &mut Bits, len: i64) {
        match *self {
            Self::Run(start, end) => bits.fill(start.max(0) as u64, end.min(len).max(0) as u64),
            Self::Set { ref set, offset, unit } => {
                for k in set.members() {
                    let at = offset + k as i64 * unit;
                    bits.fill(at.max(0) as u64, (at + unit).clamp(0, len) as u64);
                }
            }
        }
    }

    /// How many bytes (or units) of `low..high` belong, and how many there are.
    fn count(&self, low: i64, high: i64) -> (u64, u64) {
        match *self {
            Self::Run(start, end) => ((high.min(end) - low.max(start)).max(0) as u64, (high - low) as u64),
            Self::Set { ref set, offset, unit } => {
                let low = (low - offset).div_euclid(unit);
                let high = (high - offset + unit - 1).div_euclid(unit);
                (set.count(low.max(0) as u64, high.max(0) as u64), (high - low) as u64)
            }
        }
    }
}

/// A walk over the blocks of `b`, which stops where a block is touched nowhere or everywhere.
struct Walk<'a> {
    b: &'a Layout,
    bytes: Bytes,
    /// The axes of `b` with more than one distinct place, from the largest stride.
    order: SmallVec<[usize; 4]>,
    /// The bytes that the axes of `order` from this one on reach over, less one.
    spans: SmallVec<[i64; 5]>,
    /// For each axis the indices seen so far, a bit each.
    seen: Vec<Vec<u64>>,
}

impl<'a> Walk<'a> {
    fn new(a: &Layout, a_itemsize: usize, b: &'a Layout, b_itemsize: usize) -> Self {
        Self::over(Bytes::new(a, a_itemsize, b.bounds(b_itemsize)), b, b_itemsize)
    }

    fn over(bytes: Bytes, b: &'a Layout, b_itemsize: usize) -> Self {
        let mut order: SmallVec<[usize; 4]> =
            (0..b.ndim()).filter(|&k| b.shape[k] > 1 && b.strides[k] != 0).collect();
        order.sort_by_key(|&k| std::cmp::Reverse(b.strides[k].unsigned_abs()));
        let mut spans: SmallVec<[i64; 5]> = SmallVec::from_elem(b_itemsize as i64 - 1, order.len() + 1);
        for k in (0..order.len()).rev() {
            let axis = order[k];
            spans[k] = spans[k + 1] + (b.shape[axis] as i64 - 1) * b.strides[axis].unsigned_abs() as i64;
        }
        let seen = b.shape.iter().map(|&n| super::filled(n.div_ceil(64), 0)).collect();
        Self { b, bytes, order, spans, seen }
    }

    fn run(&mut self) -> Option<Touched> {
        let mut count = self.block(0, 0);
        if count == 0 {
            return None;
        }
        let mut axes: SmallVec<[AxisRange; 4]> = SmallVec::new();
        for axis in 0..self.b.ndim() {
            let n = self.b.shape[axis];
            axes.push(if self.order.contains(&axis) {
                range_of(&self.seen[axis])
            } else {
                count *= n;
                AxisRange { start: 0, step: 1, count: n }
            });
        }
        let box_size: usize = axes.iter().map(|a| a.count).product();
        Some(Touched { count, axes, exact: count == box_size })
    }

    /// The number of touched elements of the block at `low`, which spans the axes of `order` from `k` on.
    fn block(&mut self, k: usize, low: i64) -> usize {
        let (inside, all) = self.bytes.count(low, low + self.spans[k] + 1);
        if inside == 0 {
            return 0;
        }
        if inside == all || k == self.order.len() {
            for &axis in &self.order[k..] {
                let n = self.b.shape[axis];
                fill(&mut self.seen[axis], n);
            }
            return self.order[k..].iter().map(|&axis| self.b.shape[axis]).product();
        }
        let axis = self.order[k];
        let (n, stride) = (self.b.shape[axis], self.b.strides[axis]);
        let mut count = 0;
        for step in 0..n {
            let here = self.block(k + 1, low + step as i64 * stride.unsigned_abs() as i64);
            if here > 0 {
                let index = if stride < 0 { n - 1 - step } else { step };
                self.seen[axis][index / 64] |= 1 << (index % 64);
                count += here;
            }
        }
        count
    }
}

/// Sets the first `n` bits.
fn fill(words: &mut [u64], n: usize) {
    let (whole, rest) = (n / 64, n % 64);
    words[..whole].fill(u64::MAX);
    if rest > 0 {
        words[whole] |= (1 << rest) - 1;
    }
}

/// The smallest range that holds every index whose bit is set, of which there is at least one.
fn range_of(words: &[u64]) -> AxisRange {
    let (mut first, mut last, mut step) = (None, 0, 0);
    for (w, &word) in words.iter().enumerate() {
        let mut word = word;
        while word != 0 {
            let index = w * 64 + word.trailing_zeros() as usize;
            word &= word - 1;
            let start = *first.get_or_insert(index);
            step = gcd(step, (index - start) as u64);
            last = index;
        }
    }
    let start = first.unwrap_or(0);
    let step = (step as usize).max(1);
    AxisRange { start, step, count: (last - start) / step + 1 }
}
