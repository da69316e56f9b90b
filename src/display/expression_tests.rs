//! Expressions by property: random views of random views, and by example.

use super::step::{Geometry, IndexItem, Step, Steps};
use super::{expression, expression_on_base, stretched, tag};
use crate::memory::{Array, DType, Layout, Memory, touched};

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn item(&mut self, n: usize) -> IndexItem {
        match self.below(8) {
            0 | 1 => IndexItem::FULL,
            2 | 3 if n > 0 => IndexItem::Int(self.below(n)),
            _ => {
                let step = self.one_of(&[1, 1, 1, 2, 3, -1, -1, -2]);
                let (start, stop) = (self.below(n + 1), self.below(n + 1));
                let (start, stop) = if (step > 0) == (start < stop) { (start, stop) } else { (stop, start) };
                let open = self.below(3);
                let start = (open != 0 && start < n).then_some(start);
                IndexItem::Slice { start, stop: (open != 1).then_some(stop), step }
            }
        }
    }

    fn shape_of(&mut self, size: usize) -> Vec<usize> {
        let (mut rest, mut shape) = (size, Vec::new());
        while rest > 1 && shape.len() < 4 && self.below(5) > 0 {
            let factors: Vec<usize> = (1..=rest).filter(|d| rest.is_multiple_of(*d)).collect();
            let factor = self.one_of(&factors);
            shape.insert(self.below(shape.len() + 1), factor);
            rest /= factor;
        }
        shape.insert(self.below(shape.len() + 1), rest);
        shape
    }

    fn step(&mut self, from: &Geometry) -> Step {
        let ndim = from.layout.ndim();
        match self.below(20) {
            0..=6 => {
                let axes = self.below(ndim + 1);
                let mut items: Vec<IndexItem> =
                    from.layout.shape[..axes].iter().map(|&n| self.item(n)).collect();
                for extra in [IndexItem::NewAxis, IndexItem::Ellipsis] {
                    if self.below(6) == 0 {
                        items.insert(self.below(items.len() + 1), extra);
                    }
                }
                Step::Index(items)
            }
            7 | 8 => Step::T,
            9 if ndim > 1 => Step::SwapAxes(self.below(ndim), self.below(ndim)),
            10 => {
                let mut axes: Vec<usize> = (0..ndim).collect();
                (0..ndim).for_each(|k| axes.swap(k, self.below(ndim)));
                Step::Transpose(axes)
            }
            11..=14 if from.layout.size() > 0 => Step::Reshape(self.shape_of(from.layout.size())),
            15 | 16 => Step::View(self.one_of(&DType::ALL)),
            17 => {
                if self.below(2) == 0 {
                    Step::Real
                } else {
                    Step::Imag
                }
            }
            18 if ndim > 1 => Step::Diagonal {
                offset: self.below(4) as isize - 2,
                axis1: self.below(ndim),
                axis2: self.below(ndim),
            },
            _ => Step::Index(vec![IndexItem::Slice { start: None, stop: None, step: -1 }]),
        }
    }

    /// The geometry after up to `most` random steps that NumPy would do without copying.
    fn view_of(&mut self, from: &Geometry, most: usize) -> (Steps, Geometry) {
        let (mut steps, mut geometry) = (Steps::default(), from.clone());
        for _ in 0..self.below(most + 1) {
            for _ in 0..10 {
                let step = self.step(&geometry);
                let indices = match &step {
                    Step::Index(items) => items
                        .iter()
                        .filter(|i| !matches!(i, IndexItem::NewAxis | IndexItem::Ellipsis))
                        .count(),
                    _ => 0,
                };
                if indices > geometry.layout.ndim() {
                    continue;
                }
                let Some(next) = geometry.after(&step) else { continue };
                if next.layout.size() == 0 && self.below(20) > 0 {
                    continue;
                }
                (steps, geometry) = (steps.then(step), next);
                break;
            }
        }
        (steps, geometry)
    }
}

/// Whether two geometries show the same elements in the same places: strides count only where they lead somewhere.
fn same(a: &Geometry, b: &Geometry) -> bool {
    let strides = a.layout.strides.iter().zip(&b.layout.strides).zip(&a.layout.shape);
    a.dtype == b.dtype
        && a.layout.shape == b.layout.shape
        && (a.layout.size() == 0
            || (a.layout.offset == b.layout.offset && strides.clone().all(|((s, t), &n)| n == 1 || s == t)))
}

#[test]
fn the_expression_of_any_chain_of_views_yields_the_view() {
    let mut random = Random(3);
    let shapes: &[&[usize]] = &[
        &[12],
        &[7],
        &[24],
        &[3, 4],
        &[4, 6],
        &[5, 7],
        &[2, 3, 4],
        &[4, 1, 3],
        &[2, 2, 3, 2],
        &[8, 8],
        &[1],
        &[],
    ];
    let (mut exact, mut all) = (0, 0);
    for _ in 0..12_000 {
        let (shape, dtype) = (random.one_of(shapes), random.one_of(&DType::ALL));
        let layout = if random.below(4) == 0 {
            Layout::f(shape, dtype.itemsize())
        } else {
            Layout::c(shape, dtype.itemsize())
        };
        let owner = Geometry::new(layout, dtype);
        let (before, reference) = random.view_of(&owner, 2);
        if reference.layout.size() == 0 {
            continue;
        }
        // Now and then a view of the owner, which the reference may not reach.
        let of = if random.below(10) == 0 { &owner } else { &reference };
        let (after, view) = random.view_of(of, 4);
        let case = || format!("{shape:?} {dtype:?} {before} | {after} = {view:?}");
        let steps = expression(&reference, &view)
            .or_else(|| expression_on_base(&owner, &view))
            .unwrap_or_else(|| panic!("{}", case()));
        let from = if steps.0.first() == Some(&Step::Base) { &owner } else { &reference };
        let rest = Steps(steps.0.iter().filter(|s| **s != Step::Base).cloned().collect());
        let found = from.after_all(&rest).unwrap_or_else(|| panic!("{} -> {steps}", case()));
        assert!(same(&found, &view), "{} -> {steps} = {found:?}", case());
        all += 1;
        exact += usize::from(found == view);
    }
    assert!(exact * 100 > all * 96, "{exact} of {all} in every stride");
}

fn index(items: &[IndexItem]) -> Step {
    Step::Index(items.to_vec())
}

fn slice(start: Option<usize>, stop: Option<usize>, step: isize) -> IndexItem {
    IndexItem::Slice { start, stop, step }
}

#[test]
fn expressions_are_those_that_a_person_would_write() {
    const F: IndexItem = IndexItem::FULL;
    let int = IndexItem::Int;
    let reshape = |shape: &[usize]| Step::Reshape(shape.to_vec());
    let line: &[usize] = &[12];
    let table: &[usize] = &[3, 4];
    let cube: &[usize] = &[2, 3, 4];
    let cases: Vec<(&[usize], Vec<Step>, &str)> = vec![
        (line, vec![index(&[F])], ""),
        (line, vec![index(&[slice(Some(2), Some(7), 1)])], "[2:7]"),
        (line, vec![index(&[slice(Some(2), None, 1)])], "[2:]"),
        (line, vec![index(&[slice(None, None, -1)])], "[::-1]"),
        (line, vec![index(&[slice(Some(8), Some(2), -2)])], "[8:3:-2]"),
        (line, vec![index(&[int(5), IndexItem::Ellipsis])], "[5, ...]"),
        (line, vec![index(&[F, IndexItem::NewAxis])], "[:, None]"),
        (line, vec![index(&[slice(Some(3), Some(3), 1)])], "[:0]"),
        (line, vec![reshape(&[3, 4])], ".reshape(3, 4)"),
        (line, vec![reshape(&[3, 4]), Step::T], ".reshape(3, 4).T"),
        (line, vec![reshape(&[1, 12])], ".reshape(1, 12)"),
        (line, vec![index(&[slice(Some(2), Some(8), 1)]), reshape(&[2, 3])], "[2:8].reshape(2, 3)"),
        (line, vec![Step::View(DType::UInt8), index(&[slice(Some(4), Some(8), 1)])], ".view(uint8)[4:8]"),
        (
            line,
            vec![index(&[slice(Some(1), Some(9), 1)]), Step::View(DType::Complex128)],
            "[1:9].view(complex128)",
        ),
        (table, vec![index(&[int(1)])], "[1]"),
        (table, vec![index(&[F, int(0)])], "[:, 0]"),
        (table, vec![index(&[slice(None, None, 2), int(0)])], "[::2, 0]"),
        (table, vec![Step::T], ".T"),
        (table, vec![Step::SwapAxes(0, 1), index(&[slice(Some(1), None, 1)])], ".T[1:]"),
        (table, vec![reshape(&[12])], ".reshape(-1)"),
        (table, vec![reshape(&[12]), index(&[slice(Some(2), Some(7), 1)])], ".reshape(-1)[2:7]"),
        (table, vec![Step::Diagonal { offset: 1, axis1: 0, axis2: 1 }], ".diagonal(1)"),
        (table, vec![Step::View(DType::Int32), index(&[F, slice(None, None, 2)])], ".view(int32)[:, ::2]"),
        (cube, vec![index(&[F, F, int(0)])], "[..., 0]"),
        (cube, vec![index(&[F, int(0)])], "[:, 0]"),
        (cube, vec![Step::Transpose(vec![1, 0, 2])], ".swapaxes(0, 1)"),
        (cube, vec![Step::Transpose(vec![2, 0, 1])], ".transpose(2, 0, 1)"),
        (cube, vec![reshape(&[6, 4]), index(&[slice(None, None, 2)])], ".reshape(6, 4)[::2]"),
        (cube, vec![Step::Diagonal { offset: 0, axis1: 1, axis2: 2 }], ".diagonal(0, 1, 2)"),
    ];
    for (shape, steps, expected) in cases {
        let reference = Geometry::new(Layout::c(shape, 8), DType::Float64);
        let steps = Steps(steps);
        let view = reference.after_all(&steps).unwrap_or_else(|| panic!("{steps}"));
        let found = expression(&reference, &view).map(|s| s.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{steps}");
    }
    let parts = Geometry::new(Layout::c(table, 16), DType::Complex128);
    for (step, expected) in [(Step::Real, ".real"), (Step::Imag, ".imag")] {
        let view = parts.after(&step);
        assert_eq!(
            view.and_then(|v| expression(&parts, &v)).map(|s| s.to_string()).as_deref(),
            Some(expected)
        );
    }
}

#[test]
fn windows_and_stretched_axes_have_no_expression() {
    let reference = Geometry::new(Layout::c(&[12], 8), DType::Float64);
    for strides in [[8isize, 8], [0, 8]] {
        let layout =
            Layout { shape: [3, 4].as_slice().into(), strides: strides.as_slice().into(), offset: 0 };
        assert_eq!(expression(&reference, &Geometry::new(layout, DType::Float64)), None);
    }
}

#[test]
fn calls_yield_what_repeats_and_overlaps() {
    let mut random = Random(11);
    let shapes: &[&[usize]] = &[&[12], &[7], &[3, 4], &[4, 6], &[2, 3, 4], &[4, 1, 3]];
    for _ in 0..4000 {
        let (shape, dtype) = (random.one_of(shapes), random.one_of(&DType::ALL));
        let owner = Geometry::new(Layout::c(shape, dtype.itemsize()), dtype);
        let (before, view) = random.view_of(&owner, 2);
        let (ndim, kind) = (view.layout.ndim(), random.below(3));
        let mut layout = view.layout.clone();
        if layout.size() == 0 || ndim == 0 {
            continue;
        }
        if kind != 1 {
            // Windows along an axis.
            let axis = random.below(ndim);
            let window = 1 + random.below(layout.shape[axis]);
            layout.shape[axis] -= window - 1;
            layout.shape.push(window);
            layout.strides.push(layout.strides[axis]);
        }
        if kind != 0 {
            for axis in 0..layout.ndim() {
                if layout.shape[axis] == 1 && random.below(2) == 0 {
                    (layout.shape[axis], layout.strides[axis]) = (3, 0);
                }
            }
            layout.shape.insert(0, 2);
            layout.strides.insert(0, 0);
        }
        let view = Geometry::new(layout, view.dtype);
        if let Some(steps) = expression(&owner, &view) {
            assert!(owner.after_all(&steps).is_some_and(|found| same(&found, &view)));
            continue;
        }
        let found = stretched(&owner, &view);
        let found = found.unwrap_or_else(|| panic!("{shape:?} {dtype:?} {before} {view:?}"));
        let yields = found.evaluate(&owner);
        assert!(
            yields.as_ref().is_some_and(|yields| same(yields, &view)),
            "{shape:?} {view:?} -> {} = {yields:?}",
            found.text("@m1")
        );
    }
}

#[test]
fn tags_name_the_buffer_the_place_and_the_state() {
    let memory = Memory::new(1 << 20, std::sync::Arc::default());
    let made = Array::zeros(&memory, &[3, 4], DType::Float64, "zeros");
    let Ok(a) = made else { panic!("no memory") };
    let row = a.view(a.layout().index_axis(0, 1), "getitem");
    let windows = Layout { shape: [2, 3].as_slice().into(), strides: [8, 8].as_slice().into(), offset: 16 };
    let windows = a.view(windows, "as_strided").read_only();
    assert_eq!(tag::tag_text(&a), "@m1");
    assert_eq!(tag::tag_text(&row), "@m1[1]");
    assert_eq!(tag::tag_text(&windows), "@m1+16 ro");
    let Ok(b) =
        Array::with_layout(&memory, Layout::c(&[6], 8), DType::Int64, crate::memory::Init::Uninit, "empty")
    else {
        panic!("no memory")
    };
    // Whoever is shown first is the reference; what it does not cover is reached through its base.
    let part = b.view(b.layout().slice_axis(0, 2, 1, 3), "getitem");
    assert_eq!(tag::tag_text(&part), "@m2 uninit");
    assert_eq!(tag::tag_text(&b), "@m2.base uninit");
    assert_eq!(
        tag::tag_text(&b.view(b.layout().slice_axis(0, 5, -1, 2), "getitem")),
        "@m2.base[:3:-1] uninit"
    );
}

#[test]
fn touched_elements_are_written_as_an_index() {
    let whole = Layout::c(&[4, 6], 8);
    let written = |by: &Layout| {
        let found = touched(by, 8, &whole, 8)?;
        Some(tag::touched_index(&found, &whole.shape).map_or(String::new(), |step| step.to_string()))
    };
    assert_eq!(written(&whole.slice_axis(0, 0, 1, 3)).as_deref(), Some("[0:3]"));
    assert_eq!(written(&whole.index_axis(1, 2)).as_deref(), Some("[:, 2]"));
    assert_eq!(
        written(&whole.slice_axis(0, 1, 2, 2).slice_axis(1, 5, -1, 3)).as_deref(),
        Some("[1:4:2, 3:6]")
    );
    assert_eq!(written(&whole.transposed()).as_deref(), Some(""));
}
