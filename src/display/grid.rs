//! Views that need another shape first: reshape the reference to a grid on which the view is a basic index.
//!
//! Axes of the reference that step evenly over one another form a **line**, as a reshape would merge them. A line of `n` steps can be
//! **cut** into rows of `r` steps, after a slice if `n` is not a multiple of `r`. A view whose axes on a line nest, each stepping over
//! all that the finer ones reach, is a basic index of the line cut once for each axis but the finest.

use smallvec::SmallVec;

use crate::memory::Layout;

use super::direct::{Room, direct, permutation, place, shorten};
use super::step::{Geometry, IndexItem, Step, Steps, Target};

/// The most ways to cut a line that are written out and compared.
const MOST_PLANS: usize = 10;
/// The most ways to lay the axes of a view on lines that are tried.
const MOST_LAYINGS: u32 = 40;
/// The most slices of a line that are tried for one length of row.
const MOST_SLICES: usize = 12;

/// Elements that step evenly: how many, and how far apart in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) count: usize,
    pub(super) stride: isize,
}

/// The lines that the axes of a layout merge to, in their order. Axes of length one belong to none.
pub(super) fn lines_of(layout: &Layout, itemsize: usize) -> SmallVec<[Line; 4]> {
    let mut lines: SmallVec<[Line; 4]> = SmallVec::new();
    for (&count, &stride) in layout.shape.iter().zip(&layout.strides).filter(|&(&n, _)| n != 1) {
        match lines.last_mut() {
            Some(line) if line.stride == count as isize * stride => {
                *line = Line { count: line.count * count, stride };
            }
            _ => lines.push(Line { count, stride }),
        }
    }
    if lines.is_empty() {
        lines.push(Line { count: 1, stride: itemsize as isize });
    }
    lines
}

/// The reference with its axes in the orders in which they may merge: as they are; from the largest stride to the smallest; so with
/// negative strides turned round.
pub(super) fn orientations(reference: &Geometry) -> SmallVec<[(Steps, Geometry); 3]> {
    let layout = &reference.layout;
    let mut out: SmallVec<[(Steps, Geometry); 3]> = SmallVec::new();
    out.push((Steps::default(), reference.clone()));
    let mut order: SmallVec<[usize; 4]> = (0..layout.ndim()).collect();
    // Axes of length one have no say: they stay with the neighbour before them.
    let long: SmallVec<[usize; 4]> = order.iter().copied().filter(|&a| layout.shape[a] != 1).collect();
    let sorted = |axes: &[usize]| {
        axes.windows(2).all(|w| layout.strides[w[0]].unsigned_abs() >= layout.strides[w[1]].unsigned_abs())
    };
    let steps = if sorted(&long) {
        Steps::default()
    } else {
        let backward: SmallVec<[usize; 4]> = long.iter().rev().copied().collect();
        if sorted(&backward) {
            order.reverse();
        } else {
            order.sort_by_key(|&a| std::cmp::Reverse(layout.strides[a].unsigned_abs()));
        }
        Steps(vec![permutation(&order)])
    };
    if !steps.0.is_empty()
        && let Some(turned) = reference.after_all(&steps)
    {
        out.push((steps.clone(), turned));
    }
    if long.iter().any(|&a| layout.strides[a] < 0) && long.iter().any(|&a| layout.strides[a] > 0) {
        let mut items: Vec<IndexItem> = (0..layout.ndim())
            .map(|a| {
                let turned = layout.shape[a] != 1 && layout.strides[a] < 0;
                IndexItem::Slice { start: None, stop: None, step: if turned { -1 } else { 1 } }
            })
            .collect();
        shorten(&mut items);
        let steps = Steps(vec![Step::Index(items)]).and(steps);
        if let Some(turned) = reference.after_all(&steps) {
            out.push((steps, turned));
        }
    }
    out
}

/// The shortest expression for `view` on a grid made of the reference, both of one dtype; `None` if there is none.
pub(super) fn on_grid(reference: &Geometry, view: &Target) -> Option<Steps> {
    let mut best = Best::default();
    for (steps, turned) in orientations(reference) {
        if turned.layout.size() == view.layout.size() {
            let reshape = Step::Reshape(view.layout.shape.to_vec());
            if turned.after(&reshape).is_some_and(|g| view.is(&g.layout)) {
                best.offer(steps.then(reshape));
                continue;
            }
        }
        cut_lines(&steps, &turned, &view.layout, &mut best);
    }
    best.0.map(|(_, steps)| steps)
}

/// As [`on_grid`], after a slice of one axis which leaves it so short that it merges with the axis before it.
pub(super) fn on_sliced_grid(reference: &Geometry, view: &Target) -> Option<Steps> {
    let mut best = Best::default();
    let itemsize = reference.dtype.itemsize();
    for (steps, turned) in orientations(reference) {
        let lines = lines_of(&turned.layout, itemsize);
        for inner in 1..lines.len() {
            let (outer, line) = (lines[inner - 1], lines[inner]);
            if line.stride == 0 || outer.stride % line.stride != 0 || outer.stride / line.stride < 2 {
                continue;
            }
            let ratio = (outer.stride / line.stride) as usize;
            for step in divisors(ratio) {
                let count = ratio / step;
                let reach = (count - 1) * step;
                if count < 2 || reach >= line.count || (step == 1 && count == line.count) {
                    continue;
                }
                for start in (0..line.count - reach).take(MOST_SLICES) {
                    let mut items = vec![IndexItem::FULL; lines.len()];
                    items[inner] = IndexItem::slice(start, step as isize, count, line.count);
                    shorten(&mut items);
                    let steps = to_lines(&steps, &turned, &lines).then(Step::Index(items));
                    if let Some(sliced) = reference.after_all(&steps) {
                        cut_lines(&steps, &sliced, &view.layout, &mut best);
                    }
                }
            }
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// The shortest expression so far.
#[derive(Default)]
pub(super) struct Best(pub(super) Option<(usize, Steps)>);

impl Best {
    /// The width of the shortest expression so far; without one, beyond any.
    pub(super) fn width(&self) -> usize {
        self.0.as_ref().map_or(usize::MAX, |(width, _)| *width)
    }

    pub(super) fn offer_any(&mut self, steps: Option<Steps>) {
        if let Some(steps) = steps {
            self.offer(steps);
        }
    }

    pub(super) fn offer(&mut self, steps: Steps) {
        let width = steps.width();
        if self.0.as_ref().is_none_or(|(least, _)| width < *least) {
            self.0 = Some((width, steps));
        }
    }
}

/// The steps, then the reshape that makes each line an axis, if they are not.
fn to_lines(steps: &Steps, geometry: &Geometry, lines: &[Line]) -> Steps {
    let counts: Vec<usize> = lines.iter().map(|l| l.count).collect();
    if geometry.layout.shape.as_slice() == counts { steps.clone() } else { steps.then(Step::Reshape(counts)) }
}

/// One axis of the view on a line: its length, and its stride in steps of the line.
#[derive(Clone, Copy, Debug)]
struct Along {
    count: usize,
    step: usize,
}

/// What of a view lies on one line: the lowest step it touches, and its axes from the coarsest.
#[derive(Clone, Debug)]
struct Laid {
    low: usize,
    axes: SmallVec<[Along; 4]>,
}

/// The steps from the lowest to the highest that the axes touch.
fn span(axes: &[Along]) -> usize {
    1 + axes.iter().map(|a| (a.count - 1) * a.step).sum::<usize>()
}

/// A slice of a line and its division into rows.
#[derive(Clone, Copy, Debug)]
struct Cut {
    start: usize,
    rows: usize,
    row: usize,
    /// Whether the rows are all of the line, so that no slice is needed.
    whole: bool,
}

type Plan = SmallVec<[Cut; 3]>;

/// Finds what of the view lies on which line, and how the lines are cut for it.
fn cut_lines(steps: &Steps, reference: &Geometry, view: &Layout, best: &mut Best) {
    if view.shape.contains(&0) || reference.layout.shape.contains(&0) {
        return;
    }
    let lines = lines_of(&reference.layout, reference.dtype.itemsize());
    let mut laying = Laying {
        lines: &lines,
        reference: &reference.layout,
        view,
        on: SmallVec::new(),
        tries: MOST_LAYINGS,
    };
    let mut done = false;
    laying.from(0, &mut |laid| {
        let plans: SmallVec<[Vec<Plan>; 4]> = lines
            .iter()
            .zip(laid)
            .map(|(line, laid)| {
                let mut out = Vec::new();
                plan(line.count, laid.low, &laid.axes, &mut out, &mut SmallVec::new());
                out
            })
            .collect();
        let most = plans.iter().map(Vec::len).max().unwrap_or(0);
        if plans.iter().any(Vec::is_empty) {
            return false;
        }
        for k in 0..most {
            let chosen: SmallVec<[&Plan; 4]> = plans.iter().map(|p| &p[k.min(p.len() - 1)]).collect();
            let grid = carve(reference, &lines, &chosen);
            let Some(geometry) = reference.after_all(&grid) else { continue };
            if let Some(index) = direct(&geometry.layout, view) {
                best.offer(steps.and(grid).and(index));
                done = true;
            }
        }
        done
    });
}

/// The search for the line that each axis of the view runs along.
struct Laying<'a> {
    lines: &'a [Line],
    reference: &'a Layout,
    view: &'a Layout,
    /// For each axis of the view so far the line and the step along it; `None` for a new axis.
    on: SmallVec<[Option<(usize, isize)>; 4]>,
    tries: u32,
}

impl Laying<'_> {
    /// Calls `f` with what lies on each line until it is content.
    fn from(&mut self, k: usize, f: &mut dyn FnMut(&[Laid]) -> bool) -> bool {
        if k == self.view.ndim() {
            if self.tries == 0 {
                return true;
            }
            self.tries -= 1;
            let Some(mut laid) = self.laid() else { return false };
            if f(&laid) {
                return true;
            }
            // Axes of length one step over nothing: they may as well go inside.
            let mut moved = false;
            for axes in laid.iter_mut().map(|l| &mut l.axes) {
                let before = axes.iter().position(|a| a.count == 1);
                moved |= before.is_some_and(|p| axes[p..].iter().any(|a| a.count > 1));
                axes.sort_by_key(|a| a.count == 1);
            }
            return moved && f(&laid);
        }
        let (n, stride) = (self.view.shape[k], self.view.strides[k]);
        if n == 1 && stride == 0 {
            self.on.push(None);
            let done = self.from(k + 1, f);
            self.on.pop();
            return done;
        }
        let mut choices: SmallVec<[(usize, usize, isize); 4]> = SmallVec::new();
        for (j, line) in self.lines.iter().enumerate() {
            if line.stride == 0 || stride == 0 || stride % line.stride != 0 {
                continue;
            }
            let step = stride / line.stride;
            if (n - 1).checked_mul(step.unsigned_abs()).is_some_and(|reach| reach < line.count) {
                choices.push((step.unsigned_abs(), j, step));
            }
        }
        choices.sort_unstable();
        for (_, j, step) in choices {
            self.on.push(Some((j, step)));
            let done = self.from(k + 1, f);
            self.on.pop();
            if done {
                return true;
            }
        }
        false
    }

    fn laid(&self) -> Option<SmallVec<[Laid; 4]>> {
        let mut laid: SmallVec<[Laid; 4]> =
            self.lines.iter().map(|_| Laid { low: 0, axes: SmallVec::new() }).collect();
        let mut rooms: SmallVec<[Room; 6]> = self
            .lines
            .iter()
            .map(|l| Room { stride: l.stride, least: 0, most: l.count as isize - 1 })
            .collect();
        for (k, on) in self.on.iter().enumerate() {
            let &Some((j, step)) = on else { continue };
            let count = self.view.shape[k];
            laid[j].axes.push(Along { count, step: step.unsigned_abs() });
            let reach = (count as isize - 1) * step;
            rooms[j].least -= reach.min(0);
            rooms[j].most -= reach.max(0);
        }
        if rooms.iter().any(|r| r.least > r.most) {
            return None;
        }
        let delta = self.view.offset as isize - self.reference.offset as isize;
        let starts = place(delta, &rooms)?;
        for ((laid, room), start) in laid.iter_mut().zip(&rooms).zip(starts) {
            laid.low = (start - room.least) as usize;
            // Of axes with one step, the longer one is stepped over nothing and goes outside.
            laid.axes.sort_by_key(|a| (std::cmp::Reverse(a.step), a.count == 1));
        }
        Some(laid)
    }
}

/// Collects the ways to cut a line of `count` steps for these axes, of which the lowest step touched is `low`.
fn plan(count: usize, low: usize, axes: &[Along], out: &mut Vec<Plan>, cuts: &mut Plan) {
    let [first, rest @ ..] = axes else {
        out.push(cuts.clone());
        return;
    };
    if rest.is_empty() {
        out.push(cuts.clone());
        return;
    }
    let need = span(rest);
    let rows_of = |row: usize| (first.count - 1) * (first.step / row) + 1;
    let rows: SmallVec<[usize; 16]> = divisors(first.step).filter(|&row| row >= need).collect();
    for &row in &rows {
        if out.len() >= MOST_PLANS {
            return;
        }
        if count.is_multiple_of(row) && low % row + need <= row {
            cuts.push(Cut { start: 0, rows: count / row, row, whole: true });
            plan(row, low % row, rest, out, cuts);
            cuts.pop();
        }
    }
    for &row in &rows {
        let used = rows_of(row) * row;
        if used > count {
            continue;
        }
        // How far into its row the view begins: far enough for the last row to end on the line.
        let least = (low + used).saturating_sub(count);
        let most = low.min(row - need);
        let mut found = 0;
        for inside in (least..=most).take(MOST_SLICES) {
            if out.len() >= MOST_PLANS || found > 1 {
                break;
            }
            let before = out.len();
            let whole = used == count;
            cuts.push(Cut { start: low - inside, rows: rows_of(row), row, whole });
            plan(row, inside, rest, out, cuts);
            cuts.pop();
            found += usize::from(out.len() > before);
        }
    }
}

/// The slices and reshapes that cut each line by its plan.
fn carve(reference: &Geometry, lines: &[Line], plans: &[&Plan]) -> Steps {
    struct State {
        done: SmallVec<[usize; 4]>,
        inner: usize,
        next: usize,
    }
    let mut states: SmallVec<[State; 4]> =
        lines.iter().map(|l| State { done: SmallVec::new(), inner: l.count, next: 0 }).collect();
    let mut out = Steps::default();
    let mut first = true;
    loop {
        let sliced = |s: &State, plan: &Plan| plan.get(s.next).filter(|cut| !cut.whole).copied();
        if states.iter().zip(plans).any(|(s, plan)| sliced(s, plan).is_some()) {
            if first {
                out = to_lines(&out, reference, lines);
            }
            let mut items = Vec::new();
            for (state, plan) in states.iter().zip(plans) {
                items.resize(items.len() + state.done.len(), IndexItem::FULL);
                items.push(match sliced(state, plan) {
                    Some(cut) => IndexItem::slice(cut.start, 1, cut.rows * cut.row, state.inner),
                    None => IndexItem::FULL,
                });
            }
            shorten(&mut items);
            out = out.then(Step::Index(items));
        }
        first = false;
        for (state, plan) in states.iter_mut().zip(plans) {
            let mut start = true;
            while let Some(cut) = plan.get(state.next).filter(|cut| start || cut.whole) {
                state.done.push(cut.rows);
                state.inner = cut.row;
                state.next += 1;
                start = false;
            }
        }
        let shape: Vec<usize> = states.iter().flat_map(|s| s.done.iter().copied().chain([s.inner])).collect();
        if reference.after_all(&out).is_none_or(|g| g.layout.shape.as_slice() != shape) {
            out = out.then(Step::Reshape(shape));
        }
        if states.iter().zip(plans).all(|(s, plan)| s.next == plan.len()) {
            return out;
        }
    }
}

/// The divisors of a number, from the largest.
fn divisors(n: usize) -> impl Iterator<Item = usize> {
    let mut small: SmallVec<[usize; 16]> = SmallVec::new();
    let mut large: SmallVec<[usize; 16]> = SmallVec::new();
    let mut d = 1;
    // Beyond that many, nobody reads the expression any more.
    while d * d <= n && d < 20_000 {
        if n.is_multiple_of(d) {
            small.push(d);
            if d * d != n {
                large.push(n / d);
            }
        }
        d += 1;
    }
    large.into_iter().chain(small.into_iter().rev())
}
