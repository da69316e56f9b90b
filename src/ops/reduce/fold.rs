//! What a reduction does with two elements, and with a run of them.

use std::cell::Cell;

use bytemuck::Pod;

use crate::dispatch;
use crate::memory::{Bool, C64, C128, DType, Element, FpStatus, f16};

/// A way to make one element of many.
pub(super) trait Fold<T: Element>: 'static {
    /// What a run is gathered in: wider than the element for float16.
    type Acc: Pod;
    /// Whether a run may be folded apart and combined with the result afterwards.
    const SEPARABLE: bool;
    /// A run up to this long is folded by [`Self::leaf`]; a longer one is cut in two by [`Self::half`].
    const LEAF: usize;
    /// An element as a start to gather in.
    fn load(x: T) -> Self::Acc;
    /// What was gathered as an element.
    fn store(acc: Self::Acc) -> T;
    /// Two gatherings in one, the earlier one first.
    fn combine(a: Self::Acc, b: Self::Acc) -> Self::Acc;
    /// One element more.
    #[inline(always)]
    fn step(acc: Self::Acc, x: T) -> Self::Acc {
        Self::combine(acc, Self::load(x))
    }
    /// A short run, which is not empty.
    fn leaf(run: &[T]) -> Self::Acc {
        let (first, rest) = (Self::load(run[0]), &run[1..]);
        rest.iter().fold(first, |acc, &x| Self::step(acc, x))
    }
    /// Where to cut a run of `n` elements.
    fn half(n: usize) -> usize {
        n / 2 / 64 * 64
    }
    /// Whether no further element can change the result.
    fn settled(_acc: Self::Acc) -> bool {
        false
    }
    /// Whether the result tells that a floating-point error may have happened on the way.
    fn suspicious(_x: T) -> bool {
        false
    }
}

/// `np.add`
pub(super) struct Add;
/// `np.multiply`
pub(super) struct Mul;
/// `np.maximum`
pub(super) struct Max;
/// `np.minimum`
pub(super) struct Min;
/// `np.logical_or`
pub(super) struct Any;
/// `np.logical_and`
pub(super) struct All;
/// Addition that notes floating-point errors in [`RAISED`].
pub(super) struct WatchedAdd;
/// Multiplication that notes floating-point errors in [`RAISED`].
pub(super) struct WatchedMul;

thread_local! {
    /// The floating-point errors that watched folds met.
    pub(super) static RAISED: Cell<FpStatus> = const { Cell::new(FpStatus::NONE) };
}

/// An element that can be added and multiplied.
pub(super) trait Arith: Element {
    /// What a run of such elements is added up in.
    type Wide: Pod;
    /// Whether addition rounds, so that its order matters.
    const ROUNDS: bool;
    fn widen(self) -> Self::Wide;
    fn narrow(wide: Self::Wide) -> Self;
    fn add(a: Self::Wide, b: Self::Wide) -> Self::Wide;
    fn mul(a: Self::Wide, b: Self::Wide) -> Self::Wide;
    /// [`Self::narrow`], noting an overflow.
    fn narrow_watched(wide: Self::Wide) -> Self {
        Self::narrow(wide)
    }
    fn add_watched(a: Self::Wide, b: Self::Wide) -> Self::Wide {
        Self::add(a, b)
    }
    fn mul_watched(a: Self::Wide, b: Self::Wide) -> Self::Wide {
        Self::mul(a, b)
    }
    fn is_finite(self) -> bool {
        true
    }
    /// The longest run that is added without cutting it in two.
    const LEAF: usize;
    /// Where a longer run is cut.
    fn half(n: usize) -> usize;
    /// The sum of a run of at most [`Self::LEAF`] elements, in NumPy's order of additions, each done by `add`.
    fn sum_leaf(run: &[Self], add: impl Fn(Self::Wide, Self::Wide) -> Self::Wide) -> Self::Wide;
}

macro_rules! integer_arith {
    ($($t:ty),*) => { $(impl Arith for $t {
        type Wide = $t;
        const ROUNDS: bool = false;
        #[inline(always)] fn widen(self) -> $t { self }
        #[inline(always)] fn narrow(wide: $t) -> $t { wide }
        #[inline(always)] fn add(a: $t, b: $t) -> $t { a.wrapping_add(b) }
        #[inline(always)] fn mul(a: $t, b: $t) -> $t { a.wrapping_mul(b) }
        const LEAF: usize = 1 << 14;
        fn half(n: usize) -> usize { n / 2 / 64 * 64 }
        fn sum_leaf(run: &[Self], _: impl Fn($t, $t) -> $t) -> $t { run.iter().fold(0, |a: $t, &b| a.wrapping_add(b)) }
    })* };
}
integer_arith!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Arith for Bool {
    type Wide = Bool;
    const ROUNDS: bool = false;
    #[inline(always)]
    fn widen(self) -> Self {
        self
    }
    #[inline(always)]
    fn narrow(wide: Self) -> Self {
        wide
    }
    #[inline(always)]
    fn add(a: Self, b: Self) -> Self {
        (a.get() | b.get()).into()
    }
    #[inline(always)]
    fn mul(a: Self, b: Self) -> Self {
        (a.get() & b.get()).into()
    }
    const LEAF: usize = 1 << 14;
    fn half(n: usize) -> usize {
        n / 2 / 64 * 64
    }
    fn sum_leaf(run: &[Self], _: impl Fn(Self, Self) -> Self) -> Self {
        any_leaf(run)
    }
}

/// NumPy adds runs of up to this many floats with eight accumulators, and cuts longer ones in two.
const PAIRWISE_LEAF: usize = 128;

/// Notes the floating-point errors of an operation that gave `r`: the operands are finite, and free of NaN, as told.
#[inline(always)]
fn note<F: num_traits::Float>(r: F, finite: bool, ordered: bool) {
    if (r.is_infinite() && finite) || (r.is_nan() && ordered) {
        RAISED.set(RAISED.get() | if r.is_nan() { FpStatus::INVALID } else { FpStatus::OVERFLOW });
    }
}

fn add_noting<F: num_traits::Float>(a: F, b: F) -> F {
    let r = a + b;
    note(r, a.is_finite() && b.is_finite(), !a.is_nan() && !b.is_nan());
    r
}

fn mul_noting<F: num_traits::Float>(a: F, b: F) -> F {
    let r = a * b;
    note(r, a.is_finite() && b.is_finite(), !a.is_nan() && !b.is_nan());
    r
}

macro_rules! float_arith {
    ($($t:ty, $wide:ty, $widen:expr, $narrow:expr);*) => { $(impl Arith for $t {
        type Wide = $wide;
        const ROUNDS: bool = true;
        #[inline(always)] fn widen(self) -> $wide { $widen(self) }
        #[inline(always)] fn narrow(wide: $wide) -> $t { $narrow(wide) }
        #[inline(always)] fn add(a: $wide, b: $wide) -> $wide { a + b }
        #[inline(always)] fn mul(a: $wide, b: $wide) -> $wide { a * b }
        fn narrow_watched(wide: $wide) -> $t {
            let narrow: $t = $narrow(wide);
            note(Self::widen(narrow), wide.is_finite(), !wide.is_nan());
            narrow
        }
        fn add_watched(a: $wide, b: $wide) -> $wide { add_noting(a, b) }
        fn mul_watched(a: $wide, b: $wide) -> $wide { mul_noting(a, b) }
        fn is_finite(self) -> bool { <$t>::is_finite(self) }
        const LEAF: usize = PAIRWISE_LEAF;
        fn half(n: usize) -> usize { n / 2 / 8 * 8 }
        #[inline(always)]
        fn sum_leaf(run: &[Self], add: impl Fn($wide, $wide) -> $wide) -> $wide {
            let (eights, rest) = run.as_chunks::<8>();
            let Some((first, eights)) = eights.split_first() else {
                return rest.iter().fold(-0.0, |sum, &x| add(sum, x.widen()));
            };
            let mut r = first.map(Self::widen);
            for eight in eights {
                for (r, x) in r.iter_mut().zip(eight) {
                    *r = add(*r, x.widen());
                }
            }
            let sum = add(add(add(r[0], r[1]), add(r[2], r[3])), add(add(r[4], r[5]), add(r[6], r[7])));
            rest.iter().fold(sum, |sum, &x| add(sum, x.widen()))
        }
    })* };
}
float_arith!(f64, f64, |x| x, |x| x; f32, f32, |x| x, |x| x; f16, f32, half_to_single, f16::from_f32);

/// A float16 as a float32, exactly, without asking the processor what it can do.
#[inline(always)]
pub(super) fn half_to_single(x: f16) -> f32 {
    let bits = u32::from(x.to_bits());
    let (sign, rest) = ((bits & 0x8000) << 16, bits & 0x7fff);
    // Shifted into place, the exponent is 112 too small; the product puts that right for normal and subnormal numbers alike.
    let value = f32::from_bits(rest << 13) * f32::from_bits(0x7780_0000);
    let value = if rest >= 0x7c00 { f32::from_bits((rest << 13) | 0x7f80_0000) } else { value };
    f32::from_bits(value.to_bits() | sign)
}

macro_rules! complex_arith {
    ($($t:ty, $part:ty);*) => { $(impl Arith for $t {
        type Wide = $t;
        const ROUNDS: bool = true;
        #[inline(always)] fn widen(self) -> $t { self }
        #[inline(always)] fn narrow(wide: $t) -> $t { wide }
        #[inline(always)] fn add(a: $t, b: $t) -> $t { <$t>::new(a.re + b.re, a.im + b.im) }
        #[inline(always)] fn mul(a: $t, b: $t) -> $t { <$t>::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) }
        fn add_watched(a: $t, b: $t) -> $t { <$t>::new(add_noting(a.re, b.re), add_noting(a.im, b.im)) }
        fn mul_watched(a: $t, b: $t) -> $t {
            <$t>::new(
                add_noting(mul_noting(a.re, b.re), -mul_noting(a.im, b.im)),
                add_noting(mul_noting(a.re, b.im), mul_noting(a.im, b.re)),
            )
        }
        fn is_finite(self) -> bool { self.re.is_finite() && self.im.is_finite() }
        // NumPy counts the parts, of which there are two an element.
        const LEAF: usize = PAIRWISE_LEAF / 2;
        fn half(n: usize) -> usize { n / 8 * 8 / 2 }
        fn sum_leaf(run: &[Self], add: impl Fn($t, $t) -> $t) -> $t {
            let (fours, rest) = run.as_chunks::<4>();
            let Some((first, fours)) = fours.split_first() else {
                return rest.iter().fold(<$t>::new(-0.0, -0.0), |sum, &x| add(sum, x));
            };
            let mut r = *first;
            for four in fours {
                for (r, &x) in r.iter_mut().zip(four) {
                    *r = add(*r, x);
                }
            }
            let sum = add(add(r[0], r[1]), add(r[2], r[3]));
            rest.iter().fold(sum, |sum, &x| add(sum, x))
        }
    })* };
}
complex_arith!(C64, f32; C128, f64);

macro_rules! sums {
    ($($fold:ident, $add:ident, $narrow:ident);*) => { $(impl<T: Arith> Fold<T> for $fold {
        type Acc = T::Wide;
        const SEPARABLE: bool = true;
        const LEAF: usize = T::LEAF;
        #[inline(always)] fn load(x: T) -> T::Wide { x.widen() }
        #[inline(always)] fn store(acc: T::Wide) -> T { T::$narrow(acc) }
        #[inline(always)] fn combine(a: T::Wide, b: T::Wide) -> T::Wide { T::$add(a, b) }
        #[inline(always)] fn leaf(run: &[T]) -> T::Wide { T::sum_leaf(run, T::$add) }
        #[inline(always)] fn half(n: usize) -> usize { T::half(n) }
        fn suspicious(x: T) -> bool { !x.is_finite() }
    })* };
}
sums!(Add, add, narrow; WatchedAdd, add_watched, narrow_watched);

macro_rules! products {
    ($($fold:ident, $mul:ident, $narrow:ident);*) => { $(impl<T: Arith> Fold<T> for $fold {
        type Acc = T::Wide;
        const SEPARABLE: bool = !T::ROUNDS;
        const LEAF: usize = 1 << 14;
        #[inline(always)] fn load(x: T) -> T::Wide { x.widen() }
        #[inline(always)] fn store(acc: T::Wide) -> T { T::$narrow(acc) }
        #[inline(always)] fn combine(a: T::Wide, b: T::Wide) -> T::Wide { T::$mul(a, b) }
        fn suspicious(x: T) -> bool { !x.is_finite() }
    })* };
}
products!(Mul, mul, narrow; WatchedMul, mul_watched, narrow_watched);

/// An element that has a larger and a smaller one of two, as `np.maximum` and `np.minimum` see it: NaN wins.
pub(super) trait Extreme: Element {
    fn larger(a: Self, b: Self) -> Self;
    fn smaller(a: Self, b: Self) -> Self;
}

macro_rules! integer_extreme {
    ($($t:ty),*) => { $(impl Extreme for $t {
        #[inline(always)] fn larger(a: $t, b: $t) -> $t { a.max(b) }
        #[inline(always)] fn smaller(a: $t, b: $t) -> $t { a.min(b) }
    })* };
}
integer_extreme!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Extreme for Bool {
    #[inline(always)]
    fn larger(a: Self, b: Self) -> Self {
        (a.get() | b.get()).into()
    }
    #[inline(always)]
    fn smaller(a: Self, b: Self) -> Self {
        (a.get() & b.get()).into()
    }
}

macro_rules! float_extreme {
    ($($t:ty),*) => { $(impl Extreme for $t {
        // Of two zeros the second, as the processor's instruction has it.
        #[inline(always)] fn larger(a: $t, b: $t) -> $t { if a > b || a.is_nan() { a } else { b } }
        #[inline(always)] fn smaller(a: $t, b: $t) -> $t { if a < b || a.is_nan() { a } else { b } }
    })* };
}
float_extreme!(f64, f32);

impl Extreme for f16 {
    #[inline(always)]
    fn larger(a: Self, b: Self) -> Self {
        let (x, y) = (half_to_single(a), half_to_single(b));
        if x >= y || x.is_nan() { a } else { b }
    }
    #[inline(always)]
    fn smaller(a: Self, b: Self) -> Self {
        let (x, y) = (half_to_single(a), half_to_single(b));
        if x <= y || x.is_nan() { a } else { b }
    }
}

macro_rules! complex_extreme {
    ($($t:ty),*) => { $(impl Extreme for $t {
        #[inline(always)]
        fn larger(a: $t, b: $t) -> $t {
            let wins = (a.re > b.re && !a.im.is_nan() && !b.im.is_nan()) || (a.re == b.re && a.im >= b.im);
            if wins || a.re.is_nan() || a.im.is_nan() { a } else { b }
        }
        #[inline(always)]
        fn smaller(a: $t, b: $t) -> $t {
            let wins = (a.re < b.re && !a.im.is_nan() && !b.im.is_nan()) || (a.re == b.re && a.im <= b.im);
            if wins || a.re.is_nan() || a.im.is_nan() { a } else { b }
        }
    })* };
}
complex_extreme!(C64, C128);

macro_rules! extremes {
    ($($fold:ident, $pick:ident);*) => { $(impl<T: Extreme> Fold<T> for $fold {
        type Acc = T;
        const SEPARABLE: bool = true;
        const LEAF: usize = 1 << 12;
        #[inline(always)] fn load(x: T) -> T { x }
        #[inline(always)] fn store(acc: T) -> T { acc }
        #[inline(always)] fn combine(a: T, b: T) -> T { T::$pick(a, b) }
        fn leaf(run: &[T]) -> T {
            // Several gatherings side by side, so that no step waits for the one before.
            let (wide, rest) = run.as_chunks::<32>();
            let Some((first, wide)) = wide.split_first() else {
                return rest[1..].iter().fold(rest[0], |a, &b| T::$pick(a, b));
            };
            let mut lanes = *first;
            for chunk in wide {
                for (lane, &x) in lanes.iter_mut().zip(chunk) {
                    *lane = T::$pick(*lane, x);
                }
            }
            lanes[1..].iter().chain(rest).fold(lanes[0], |a, &b| T::$pick(a, b))
        }
    })* };
}
extremes!(Max, larger; Min, smaller);

/// Whether any element is True.
fn any_leaf(run: &[Bool]) -> Bool {
    (run.iter().fold(0, |a, b| a | b.0) != 0).into()
}

macro_rules! truths {
    ($($fold:ident, |$a:ident, $b:ident| $combine:expr, $leaf:expr, |$acc:ident| $settled:expr);*) => { $(impl Fold<Bool> for $fold {
        type Acc = Bool;
        const SEPARABLE: bool = true;
        const LEAF: usize = 1 << 13;
        #[inline(always)] fn load(x: Bool) -> Bool { x }
        #[inline(always)] fn store(acc: Bool) -> Bool { acc }
        #[inline(always)] fn combine(x: Bool, y: Bool) -> Bool { let ($a, $b) = (x.get(), y.get()); Bool::from($combine) }
        fn leaf(run: &[Bool]) -> Bool { $leaf(run) }
        fn settled(acc: Bool) -> bool { let $acc = acc.get(); $settled }
    })* };
}
truths!(Any, |a, b| a | b, any_leaf, |acc| acc; All, |a, b| a & b, all_leaf, |acc| !acc);

/// Whether all elements are True.
fn all_leaf(run: &[Bool]) -> Bool {
    run.iter().fold(true, |a, b| a & b.get()).into()
}

/// What a run was gathered in, whatever its type: at most sixteen bytes.
pub(super) type Gathered = [u64; 2];

/// The loops of a fold for elements of one dtype, given as bytes: what is compiled for each operation and dtype. All that surrounds them is
/// compiled once.
pub(super) struct Loops {
    /// The dtype of the elements.
    pub(super) dtype: DType,
    /// [`Fold::SEPARABLE`]
    pub(super) separable: bool,
    /// A run up to this long goes to [`Self::leaf`]; a longer one is cut in two by [`Self::half`].
    pub(super) leaf_length: usize,
    /// [`Fold::half`]
    pub(super) half: fn(usize) -> usize,
    /// Folds a row into a row of the result.
    pub(super) row: fn(&mut [u8], &[u8]),
    /// Folds four rows, in their order: the result is fetched and put back once.
    pub(super) four_rows: fn(&mut [u8], [&[u8]; 4]),
    /// Folds a row into a row of the result where a mask of bools is True.
    pub(super) masked_row: fn(&mut [u8], &[u8], &[u8]),
    /// Folds runs of so many elements, which follow each other, into the elements of the result, one into each: element after element, or apart, if
    /// they are separable and not longer than a leaf.
    pub(super) runs: fn(&mut [u8], &[u8], usize),
    /// [`Fold::load`] of one element of the result.
    pub(super) load: fn(&[u8]) -> Gathered,
    /// [`Fold::step`] for each element of a run.
    pub(super) steps: fn(Gathered, &[u8]) -> Gathered,
    /// [`Fold::store`] to one element of the result.
    pub(super) store: fn(&mut [u8], Gathered),
    /// The fold of a run, cut as the engine cuts longer ones.
    pub(super) leaf: fn(&[u8]) -> Gathered,
    /// [`Fold::combine`]
    pub(super) combine: fn(Gathered, Gathered) -> Gathered,
    /// Folds what was gathered into one element of the result.
    pub(super) add: fn(&mut [u8], Gathered),
    /// [`Fold::settled`]
    pub(super) settled: fn(Gathered) -> bool,
    /// Whether any element of the result tells that a floating-point error may have happened on the way.
    pub(super) suspicious: fn(&[u8]) -> bool,
    /// Replaces each element of a line but the first by the fold of all up to it.
    pub(super) accumulate: fn(&mut [u8]),
    /// Folds a row of a running fold into the next one.
    pub(super) accumulate_row: fn(&[u8], &mut [u8]),
    /// The same fold, noting floating-point errors in [`RAISED`], where there can be any.
    pub(super) watched: Option<&'static Loops>,
}

impl Loops {
    /// The loops of a fold that meets no floating-point errors.
    pub(super) const fn of<T: Element, F: Fold<T>>() -> Self {
        Self {
            dtype: T::DTYPE,
            separable: F::SEPARABLE,
            leaf_length: if F::LEAF < CUT { CUT } else { F::LEAF },
            half: F::half,
            row: row::<T, F>,
            four_rows: four_rows::<T, F>,
            masked_row: masked_row::<T, F>,
            runs: runs::<T, F>,
            load: |acc| words(F::load(bytemuck::pod_read_unaligned(acc))),
            steps: steps::<T, F>,
            store: |acc, sum| *element::<T>(acc) = F::store(gathered::<F::Acc>(&sum)),
            leaf: |run| words(gather::<T, F>(bytemuck::cast_slice(run))),
            combine: |a, b| words(F::combine(gathered::<F::Acc>(&a), gathered::<F::Acc>(&b))),
            add: add::<T, F>,
            settled: |acc| F::settled(gathered::<F::Acc>(&acc)),
            suspicious: |items| bytemuck::cast_slice::<u8, T>(items).iter().any(|&x| F::suspicious(x)),
            accumulate: accumulate::<T, F>,
            accumulate_row: accumulate_row::<T, F>,
            watched: None,
        }
    }

    /// The loops of a fold that may meet floating-point errors.
    const fn watched<T: Element, F: Fold<T>>(watched: &'static Self) -> Self {
        Self { watched: Some(watched), ..Self::of::<T, F>() }
    }
}

/// A gathering as words.
#[inline(always)]
fn words<A: Pod>(acc: A) -> Gathered {
    let mut words = Gathered::default();
    bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..size_of::<A>()]
        .copy_from_slice(bytemuck::bytes_of(&acc));
    words
}

/// A gathering of its type.
#[inline(always)]
fn gathered<A: Pod>(words: &Gathered) -> A {
    bytemuck::pod_read_unaligned(&bytemuck::cast_slice(words)[..size_of::<A>()])
}

/// The one element that these bytes are.
#[inline(always)]
fn element<T: Element>(bytes: &mut [u8]) -> &mut T {
    &mut bytemuck::cast_slice_mut(bytes)[0]
}

fn row<T: Element, F: Fold<T>>(acc: &mut [u8], row: &[u8]) {
    let (acc, row): (&mut [T], &[T]) = (bytemuck::cast_slice_mut(acc), bytemuck::cast_slice(row));
    for (a, &x) in acc.iter_mut().zip(row) {
        *a = F::store(F::step(F::load(*a), x));
    }
}

fn four_rows<T: Element, F: Fold<T>>(acc: &mut [u8], rows: [&[u8]; 4]) {
    let acc: &mut [T] = bytemuck::cast_slice_mut(acc);
    let [a, b, c, d]: [&[T]; 4] = rows.map(bytemuck::cast_slice);
    let step = |sum: T, x: T| F::store(F::step(F::load(sum), x));
    for ((((acc, &a), &b), &c), &d) in acc.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        *acc = step(step(step(step(*acc, a), b), c), d);
    }
}

fn masked_row<T: Element, F: Fold<T>>(acc: &mut [u8], row: &[u8], counts: &[u8]) {
    let (acc, row): (&mut [T], &[T]) = (bytemuck::cast_slice_mut(acc), bytemuck::cast_slice(row));
    for ((a, &x), &count) in acc.iter_mut().zip(row).zip(counts) {
        if count != 0 {
            *a = F::store(F::step(F::load(*a), x));
        }
    }
}

/// How long a run is at least that is not worth a call for each of its halves.
const CUT: usize = 1024;

/// The fold of a run of at most [`CUT`] elements or a leaf, cut in two until it is short.
fn gather<T: Element, F: Fold<T>>(run: &[T]) -> F::Acc {
    if run.len() <= F::LEAF {
        return F::leaf(run);
    }
    let (left, right) = run.split_at(F::half(run.len()));
    F::combine(gather::<T, F>(left), gather::<T, F>(right))
}

fn runs<T: Element, F: Fold<T>>(acc: &mut [u8], items: &[u8], length: usize) {
    let (acc, items): (&mut [T], &[T]) = (bytemuck::cast_slice_mut(acc), bytemuck::cast_slice(items));
    for (acc, run) in acc.iter_mut().zip(items.chunks_exact(length)) {
        let start = F::load(*acc);
        *acc = F::store(if F::SEPARABLE {
            F::combine(start, gather::<T, F>(run))
        } else {
            run.iter().fold(start, |sum, &x| F::step(sum, x))
        });
    }
}

fn steps<T: Element, F: Fold<T>>(sum: Gathered, run: &[u8]) -> Gathered {
    let run: &[T] = bytemuck::cast_slice(run);
    words(run.iter().fold(gathered::<F::Acc>(&sum), |sum, &x| F::step(sum, x)))
}

fn add<T: Element, F: Fold<T>>(acc: &mut [u8], sum: Gathered) {
    let acc: &mut T = element(acc);
    *acc = F::store(F::combine(F::load(*acc), gathered::<F::Acc>(&sum)));
}

fn accumulate<T: Element, F: Fold<T>>(line: &mut [u8]) {
    let line: &mut [T] = bytemuck::cast_slice_mut(line);
    let Some((&mut first, rest)) = line.split_first_mut() else { return };
    let mut sum = first;
    for x in rest {
        sum = F::store(F::step(F::load(sum), *x));
        *x = sum;
    }
}

fn accumulate_row<T: Element, F: Fold<T>>(last: &[u8], row: &mut [u8]) {
    let (last, row): (&[T], &mut [T]) = (bytemuck::cast_slice(last), bytemuck::cast_slice_mut(row));
    for (x, &sum) in row.iter_mut().zip(last) {
        *x = F::store(F::step(F::load(sum), *x));
    }
}

/// The loops of an operation for each dtype.
macro_rules! loops {
    ($name:ident, $fold:ident) => {
        /// The loops of this fold for elements of a dtype.
        pub(super) fn $name(dtype: DType) -> &'static Loops {
            dispatch!(dtype, T => const { &Loops::of::<T, $fold>() })
        }
    };
    ($name:ident, $fold:ident, $watched:ident) => {
        /// The loops of this fold for elements of a dtype.
        pub(super) fn $name(dtype: DType) -> &'static Loops {
            dispatch!(dtype, inexact T => const { &Loops::watched::<T, $fold>(const { &Loops::of::<T, $watched>() }) }, else => {
                dispatch!(dtype, integer T => const { &Loops::of::<T, $fold>() }, else => const { &Loops::of::<Bool, $fold>() })
            })
        }
    };
}
loops!(sums, Add, WatchedAdd);
loops!(products, Mul, WatchedMul);
loops!(maxima, Max);
loops!(minima, Min);

/// The loops of `np.any`.
pub(super) static ANY: Loops = Loops::of::<Bool, Any>();
/// The loops of `np.all`.
pub(super) static ALL: Loops = Loops::of::<Bool, All>();
