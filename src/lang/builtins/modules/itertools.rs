//! `itertools`

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt::Debug;
use std::rc::Rc;

use num_traits::{Signed, ToPrimitive, Zero};

use crate::error::Result;
use crate::syntax::BinaryOp;

use super::super::super::call::{Args, Given};
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::iter::Feed;
use super::super::super::nest::let_go;
use super::super::super::object::Object;
use super::super::super::operators::big;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::arguments::{index, type_error, value_error};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Itertools), parameters, run, Returns::Other, help, example)
}

/// The classes of iterators.
pub(super) const CLASSES: [&str; 19] = [
    "itertools.accumulate",
    "itertools.chain",
    "itertools.combinations",
    "itertools.combinations_with_replacement",
    "itertools.compress",
    "itertools.count",
    "itertools.cycle",
    "itertools.dropwhile",
    "itertools.filterfalse",
    "itertools.groupby",
    "itertools.islice",
    "itertools.pairwise",
    "itertools.permutations",
    "itertools.product",
    "itertools.repeat",
    "itertools.starmap",
    "itertools.takewhile",
    "itertools.zip_longest",
    "itertools._tee",
];

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["count"],
        "start=0, step=1",
        |interp, args| {
            let start = args.get("start").cloned().unwrap_or(Value::Int(0));
            let step = args.get("step").cloned().unwrap_or(Value::Int(1));
            for value in [&start, &step] {
                let is_number = match value {
                    Value::Instance(_) => {
                        let names = interp.names;
                        interp.special(value, names.index).is_some()
                            || interp.special(value, names.float).is_some()
                    }
                    Value::Array(_) => true,
                    other => other.is_number(),
                };
                if !is_number {
                    return Err(type_error("a number is required"));
                }
            }
            made("itertools.count", Count { next: RefCell::new(start), step })
        },
        "Numbers without end.",
        "import itertools; next(itertools.count(5))",
    ),
    row(
        &["cycle"],
        "iterable, /",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            made("itertools.cycle", Cycle { feed, saved: RefCell::default(), at: Cell::new(None) })
        },
        "The items again and again.",
        "import itertools; next(itertools.cycle('ab'))",
    ),
    row(
        &["repeat"],
        "object, times=<no value>",
        |interp, args| {
            let times = match args.get("times").cloned() {
                None => None,
                Some(times) => Some(index(interp, &times)?.to_i64().ok_or(E::IntToLong {})?.max(0)),
            };
            made("itertools.repeat", Repeat { item: args.value("object").clone(), left: Cell::new(times) })
        },
        "One value again and again.",
        "import itertools; list(itertools.repeat(1, 3))",
    ),
    row(
        &["accumulate"],
        "iterable, func=None, *, initial=None",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            let total = RefCell::new(None);
            let initial = RefCell::new(args.some("initial").cloned());
            made(
                "itertools.accumulate",
                Accumulate { feed, function: args.some("func").cloned(), total, initial },
            )
        },
        "The sums of the first items, or what another function makes of them.",
        "import itertools; list(itertools.accumulate([1, 2, 3]))",
    ),
    row(
        &["chain"],
        "*iterables",
        |_, args| {
            let parts = Parts::Given(RefCell::new(args.rest.into_iter().collect()));
            made("itertools.chain", Chain { parts, now: RefCell::new(None) })
        },
        "The items of one iterable after the other.",
        "import itertools; list(itertools.chain('ab', [1]))",
    ),
    Builtin::new(
        &["from_iterable"],
        Home::Class("itertools.chain"),
        "iterable, /",
        |interp, args| {
            let parts = Parts::Feed(Feed::over(interp, args.value("iterable"))?);
            made("itertools.chain", Chain { parts, now: RefCell::new(None) })
        },
        Returns::Other,
        "The items of each of the items.",
        "import itertools; list(itertools.chain.from_iterable(['ab', 'c']))",
    ),
    row(
        &["compress"],
        "data, selectors",
        |interp, args| {
            let (data, selectors) =
                (Feed::over(interp, args.value("data"))?, Feed::over(interp, args.value("selectors"))?);
            made("itertools.compress", Compress { data, selectors })
        },
        "The items beside which another is true.",
        "import itertools; list(itertools.compress('abc', [1, 0, 1]))",
    ),
    row(
        &["dropwhile"],
        "predicate, iterable, /",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            let predicate = args.value("predicate").clone();
            made("itertools.dropwhile", DropWhile { feed, predicate, dropping: Cell::new(true) })
        },
        "The items from the first for which a function is false.",
        "import itertools; list(itertools.dropwhile(lambda x: x < 2, [1, 2, 1]))",
    ),
    row(
        &["takewhile"],
        "predicate, iterable, /",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            let predicate = args.value("predicate").clone();
            made("itertools.takewhile", TakeWhile { feed, predicate, ended: Cell::new(false) })
        },
        "The items up to the first for which a function is false.",
        "import itertools; list(itertools.takewhile(lambda x: x < 2, [1, 2, 1]))",
    ),
    row(
        &["filterfalse"],
        "function, iterable, /",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            made("itertools.filterfalse", FilterFalse { feed, function: args.some("function").cloned() })
        },
        "The items for which a function is false.",
        "import itertools; list(itertools.filterfalse(lambda x: x < 2, [1, 2, 1]))",
    ),
    row(
        &["starmap"],
        "function, iterable, /",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            made("itertools.starmap", StarMap { feed, function: args.value("function").clone() })
        },
        "What a function gives for each tuple of arguments.",
        "import itertools; list(itertools.starmap(pow, [(2, 3), (3, 2)]))",
    ),
    row(
        &["groupby"],
        "iterable, key=None",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            let groups = Groups {
                feed,
                key: args.some("key").cloned(),
                state: RefCell::default(),
                group: Cell::new(0),
            };
            made("itertools.groupby", GroupBy(Rc::new(groups)))
        },
        "Runs of items with the same key.",
        "import itertools; [(k, list(g)) for k, g in itertools.groupby('aab')]",
    ),
    row(
        &["islice"],
        "iterable, start, stop=<no value>, step=None, /",
        islice,
        "A part of the items.",
        "import itertools; list(itertools.islice('abcdef', 1, 5, 2))",
    ),
    row(
        &["pairwise"],
        "iterable, /",
        |interp, args| {
            let feed = Feed::over(interp, args.value("iterable"))?;
            made("itertools.pairwise", Pairwise { feed, before: RefCell::new(None) })
        },
        "Each item with the next.",
        "import itertools; list(itertools.pairwise('abc'))",
    ),
    row(
        &["tee"],
        "iterable, n=2, /",
        tee,
        "Several iterators over the same items.",
        "import itertools; a, b = itertools.tee('ab'); list(a), list(b)",
    ),
    row(
        &["zip_longest"],
        "*iterables, fillvalue=None",
        |interp, args| {
            let columns =
                args.rest.iter().map(|v| Feed::over(interp, v).map(Some)).collect::<Result<Vec<_>>>()?;
            let fill = args.value("fillvalue").clone();
            made("itertools.zip_longest", ZipLongest { columns: RefCell::new(columns), fill })
        },
        "Tuples of items side by side, up to the end of the longest.",
        "import itertools; list(itertools.zip_longest('ab', 'c'))",
    ),
    row(
        &["product"],
        "*iterables, repeat=1",
        |interp, args| {
            let repeat = match args.get("repeat").cloned() {
                None => 1,
                Some(repeat) => index(interp, &repeat)?.to_i64().ok_or(E::IntToLong {})?,
            };
            let Ok(repeat) = usize::try_from(repeat) else {
                return Err(value_error("repeat argument cannot be negative"));
            };
            let mut pools = Vec::new();
            for value in &args.rest {
                pools.push(interp.items(value)?);
            }
            let count = pools.len().saturating_mul(repeat);
            interp.memory.check_room(count.saturating_mul(size_of::<usize>()))?;
            let wheels: Vec<(usize, usize)> = (0..count).map(|i| (i % pools.len(), 0)).collect();
            choosing(
                "itertools.product",
                Choice {
                    pools,
                    places: wheels.iter().map(|_| 0).collect(),
                    kind: Kind::Product(wheels.iter().map(|(pool, _)| *pool).collect()),
                },
            )
        },
        "All tuples of an item of each.",
        "import itertools; list(itertools.product('ab', [1, 2]))",
    ),
    row(
        &["permutations"],
        "iterable, r=None",
        |interp, args| {
            let pool = interp.items(&args.value("iterable").clone())?;
            let n = pool.len();
            let r = match args.some("r").cloned() {
                None => n,
                Some(r @ (Value::Int(_) | Value::BigInt(_) | Value::Bool(_))) => {
                    let r = big(&r).unwrap_or_default();
                    if r.is_negative() {
                        return Err(value_error("r must be non-negative"));
                    }
                    r.to_usize().unwrap_or(usize::MAX)
                }
                Some(_) => return Err(type_error("Expected int as r")),
            };
            let cycles = (0..r.min(n)).map(|i| n - i).collect();
            let places = if r > n { Vec::new() } else { (0..n).collect() };
            choosing(
                "itertools.permutations",
                Choice { pools: vec![pool], places, kind: Kind::Permutations { r, cycles } },
            )
        },
        "All orders of so many of the items.",
        "import itertools; list(itertools.permutations([1, 2, 3], 2))",
    ),
    row(
        &["combinations"],
        "iterable, r",
        |interp, args| {
            let (pool, r) = pool_and_r(interp, &args)?;
            let places = (0..r.min(pool.len())).collect();
            choosing(
                "itertools.combinations",
                Choice { pools: vec![pool], places, kind: Kind::Combinations { r } },
            )
        },
        "All choices of so many of the items.",
        "import itertools; list(itertools.combinations([1, 2, 3], 2))",
    ),
    row(
        &["combinations_with_replacement"],
        "iterable, r",
        |interp, args| {
            let (pool, r) = pool_and_r(interp, &args)?;
            let kind = Kind::WithReplacement { r };
            choosing(
                "itertools.combinations_with_replacement",
                Choice { pools: vec![pool], places: crate::memory::filled(r, 0), kind },
            )
        },
        "All choices of so many of the items, each as often as one likes.",
        "import itertools; list(itertools.combinations_with_replacement('ab', 2))",
    ),
];

/// What gives items one after another.
trait Steps: Debug {
    /// The next item; `None` at the end.
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>>;

    /// The repr, where it tells more than the class.
    fn told(&self, _interp: &Interp) -> Option<String> {
        None
    }

    /// The values that it holds.
    fn holds(&self) -> Vec<Value> {
        Vec::new()
    }
}

/// An iterator of a class of its own.
#[derive(Debug)]
struct Lazy<S: Steps> {
    class: &'static str,
    steps: S,
}

fn made(class: &'static str, steps: impl Steps + 'static) -> Result<Value> {
    Ok(Value::object(Lazy { class, steps }))
}

impl<S: Steps + 'static> Object for Lazy<S> {
    fn type_name(&self) -> &'static str {
        self.class
    }

    fn repr(&self, interp: &Interp) -> String {
        self.steps.told(interp).unwrap_or_else(|| {
            format!("<{} object at {:p}>", self.class, std::ptr::from_ref(self).cast::<()>())
        })
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        interp.memory.check_interrupt()?;
        self.steps.step(interp)
    }

    fn parts(&self) -> Vec<Value> {
        self.steps.holds()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl<S: Steps> Drop for Lazy<S> {
    fn drop(&mut self) {
        let_go(self.steps.holds());
    }
}

#[derive(Debug)]
struct Count {
    next: RefCell<Value>,
    step: Value,
}

impl Steps for Count {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let now = self.next.borrow().clone();
        let after = match (&now, &self.step) {
            (Value::Int(n), Value::Int(step)) if n.checked_add(*step).is_some() => Value::Int(n + step),
            _ => interp.binary(BinaryOp::Add, &now, &self.step)?,
        };
        self.next.replace(after);
        Ok(Some(now))
    }

    fn told(&self, interp: &Interp) -> Option<String> {
        let now = interp.repr(&self.next.borrow());
        Some(match &self.step {
            Value::Int(1) => format!("count({now})"),
            step => format!("count({now}, {})", interp.repr(step)),
        })
    }
}

#[derive(Debug)]
struct Cycle {
    feed: Feed,
    saved: RefCell<Vec<Value>>,
    at: Cell<Option<usize>>,
}

impl Steps for Cycle {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.at.get().is_none() {
            if let Some(item) = self.feed.next(interp)? {
                let mut saved = self.saved.borrow_mut();
                if saved.len().is_power_of_two() {
                    interp.memory.check_room(saved.len().saturating_mul(size_of::<Value>()))?;
                }
                saved.push(item.clone());
                return Ok(Some(item));
            }
            self.at.set(Some(0));
        }
        let saved = self.saved.borrow();
        let at = self.at.get().unwrap_or(0);
        if saved.is_empty() {
            return Ok(None);
        }
        self.at.set(Some((at + 1) % saved.len()));
        Ok(saved.get(at).cloned())
    }
}

#[derive(Debug)]
struct Repeat {
    item: Value,
    left: Cell<Option<i64>>,
}

impl Steps for Repeat {
    fn step(&self, _: &mut Interp) -> Result<Option<Value>> {
        match self.left.get() {
            Some(0) => return Ok(None),
            Some(left) => self.left.set(Some(left - 1)),
            None => {}
        }
        Ok(Some(self.item.clone()))
    }

    fn told(&self, interp: &Interp) -> Option<String> {
        let item = interp.repr(&self.item);
        Some(match self.left.get() {
            Some(left) => format!("repeat({item}, {left})"),
            None => format!("repeat({item})"),
        })
    }

    fn holds(&self) -> Vec<Value> {
        vec![self.item.clone()]
    }
}

#[derive(Debug)]
struct Accumulate {
    feed: Feed,
    function: Option<Value>,
    total: RefCell<Option<Value>>,
    initial: RefCell<Option<Value>>,
}

impl Steps for Accumulate {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if let Some(initial) = self.initial.take() {
            self.total.replace(Some(initial.clone()));
            return Ok(Some(initial));
        }
        let Some(item) = self.feed.next(interp)? else { return Ok(None) };
        let before = self.total.borrow().clone();
        let total = match (before, &self.function) {
            (None, _) => item,
            (Some(before), None) => interp.binary(BinaryOp::Add, &before, &item)?,
            (Some(before), Some(function)) => interp.call(function, Given::places([before, item]))?,
        };
        self.total.replace(Some(total.clone()));
        Ok(Some(total))
    }
}

#[derive(Debug)]
enum Parts {
    Given(RefCell<VecDeque<Value>>),
    Feed(Feed),
}

#[derive(Debug)]
struct Chain {
    parts: Parts,
    now: RefCell<Option<Rc<Feed>>>,
}

impl Steps for Chain {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        loop {
            interp.memory.check_interrupt()?;
            let now = self.now.borrow().clone();
            if let Some(now) = now {
                if let Some(item) = now.next(interp)? {
                    return Ok(Some(item));
                }
                self.now.take();
            }
            let part = match &self.parts {
                Parts::Given(parts) => parts.borrow_mut().pop_front(),
                Parts::Feed(feed) => feed.next(interp)?,
            };
            let Some(part) = part else { return Ok(None) };
            let feed = Feed::over(interp, &part)?;
            self.now.replace(Some(Rc::new(feed)));
        }
    }
}

#[derive(Debug)]
struct Compress {
    data: Feed,
    selectors: Feed,
}

impl Steps for Compress {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        loop {
            interp.memory.check_interrupt()?;
            let Some(item) = self.data.next(interp)? else { return Ok(None) };
            let Some(selector) = self.selectors.next(interp)? else { return Ok(None) };
            if interp.is_true(&selector)? {
                return Ok(Some(item));
            }
        }
    }
}

/// What a function says of an item.
fn says(interp: &mut Interp, function: &Value, item: &Value) -> Result<bool> {
    let answer = interp.call(function, Given::places([item.clone()]))?;
    interp.is_true(&answer)
}

#[derive(Debug)]
struct DropWhile {
    feed: Feed,
    predicate: Value,
    dropping: Cell<bool>,
}

impl Steps for DropWhile {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        loop {
            interp.memory.check_interrupt()?;
            let Some(item) = self.feed.next(interp)? else { return Ok(None) };
            if !self.dropping.get() || !says(interp, &self.predicate, &item)? {
                self.dropping.set(false);
                return Ok(Some(item));
            }
        }
    }

    fn holds(&self) -> Vec<Value> {
        vec![self.predicate.clone()]
    }
}

#[derive(Debug)]
struct TakeWhile {
    feed: Feed,
    predicate: Value,
    ended: Cell<bool>,
}

impl Steps for TakeWhile {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.ended.get() {
            return Ok(None);
        }
        let Some(item) = self.feed.next(interp)? else { return Ok(None) };
        if says(interp, &self.predicate, &item)? {
            return Ok(Some(item));
        }
        self.ended.set(true);
        Ok(None)
    }

    fn holds(&self) -> Vec<Value> {
        vec![self.predicate.clone()]
    }
}

#[derive(Debug)]
struct FilterFalse {
    feed: Feed,
    function: Option<Value>,
}

impl Steps for FilterFalse {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        loop {
            interp.memory.check_interrupt()?;
            let Some(item) = self.feed.next(interp)? else { return Ok(None) };
            let truth = match &self.function {
                Some(function) => says(interp, function, &item)?,
                None => interp.is_true(&item)?,
            };
            if !truth {
                return Ok(Some(item));
            }
        }
    }

    fn holds(&self) -> Vec<Value> {
        self.function.iter().cloned().collect()
    }
}

#[derive(Debug)]
struct StarMap {
    feed: Feed,
    function: Value,
}

impl Steps for StarMap {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some(item) = self.feed.next(interp)? else { return Ok(None) };
        let places = interp.items(&item)?;
        interp.call(&self.function, Given::places(places)).map(Some)
    }

    fn holds(&self) -> Vec<Value> {
        vec![self.function.clone()]
    }
}

/// What the runs of one `groupby` share.
#[derive(Debug)]
struct Groups {
    feed: Feed,
    key: Option<Value>,
    state: RefCell<GroupState>,
    /// The number of the run that may still give items.
    group: Cell<u64>,
}

#[derive(Debug, Default)]
struct GroupState {
    /// The item that was read last, with its key, until it is given.
    pending: Option<(Value, Value)>,
    /// The key of the run.
    key: Option<Value>,
    ended: bool,
}

impl Groups {
    /// Reads an item ahead; false at the end.
    fn read(&self, interp: &mut Interp) -> Result<bool> {
        if self.state.borrow().pending.is_some() {
            return Ok(true);
        }
        if self.state.borrow().ended {
            return Ok(false);
        }
        let Some(item) = self.feed.next(interp)? else {
            self.state.borrow_mut().ended = true;
            return Ok(false);
        };
        let key = match &self.key {
            Some(function) => interp.call(function, Given::places([item.clone()]))?,
            None => item.clone(),
        };
        self.state.borrow_mut().pending = Some((key, item));
        Ok(true)
    }

    /// Whether the item that was read belongs to a key's run.
    fn belongs(&self, interp: &mut Interp, key: &Value) -> Result<bool> {
        let pending = self.state.borrow().pending.as_ref().map(|(key, _)| key.clone());
        match pending {
            Some(own) => Ok(own.is(key) || interp.equal(&own, key, 0)?),
            None => Ok(false),
        }
    }
}

#[derive(Debug)]
struct GroupBy(Rc<Groups>);

impl Steps for GroupBy {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let groups = &self.0;
        groups.group.set(groups.group.get() + 1);
        loop {
            interp.memory.check_interrupt()?;
            if !groups.read(interp)? {
                return Ok(None);
            }
            let key = groups.state.borrow().key.clone();
            match key {
                Some(key) if groups.belongs(interp, &key)? => {
                    groups.state.borrow_mut().pending = None;
                }
                _ => break,
            }
        }
        let key = groups.state.borrow().pending.as_ref().map_or(Value::None, |(key, _)| key.clone());
        groups.state.borrow_mut().key = Some(key.clone());
        let group = Group { groups: Rc::clone(groups), number: groups.group.get(), key: key.clone() };
        Ok(Some(Value::tuple(vec![key, made("itertools._grouper", group)?])))
    }
}

/// One run.
#[derive(Debug)]
struct Group {
    groups: Rc<Groups>,
    number: u64,
    key: Value,
}

impl Steps for Group {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        if self.groups.group.get() != self.number || !self.groups.read(interp)? {
            return Ok(None);
        }
        if !self.groups.belongs(interp, &self.key)? {
            return Ok(None);
        }
        Ok(self.groups.state.borrow_mut().pending.take().map(|(_, item)| item))
    }
}

#[derive(Debug)]
struct Slice {
    feed: RefCell<Option<Rc<Feed>>>,
    /// The number of the next item of the source, and of the next that is wanted.
    at: Cell<u64>,
    wanted: Cell<u64>,
    stop: Option<u64>,
    step: u64,
}

impl Steps for Slice {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let feed = self.feed.borrow().clone();
        let Some(feed) = feed else { return Ok(None) };
        let wanted = self.wanted.get();
        let end = self.stop.map_or(wanted, |stop| stop.min(wanted));
        while self.at.get() < end {
            interp.memory.check_interrupt()?;
            if feed.next(interp)?.is_none() {
                self.feed.take();
                return Ok(None);
            }
            self.at.set(self.at.get() + 1);
        }
        if self.stop.is_some_and(|stop| wanted >= stop) {
            self.feed.take();
            return Ok(None);
        }
        let item = feed.next(interp)?;
        if item.is_none() {
            self.feed.take();
        }
        self.at.set(self.at.get() + 1);
        self.wanted.set(wanted.saturating_add(self.step));
        Ok(item)
    }
}

fn islice(interp: &mut Interp, args: Args) -> Result<Value> {
    let words = |what: &str| {
        value_error(format!("{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize."))
    };
    let bound = |interp: &mut Interp, value: &Value, what: &str| -> Result<Option<u64>> {
        match value {
            Value::None => Ok(None),
            other => {
                let n = index(interp, other).map_err(|_| words(what))?;
                n.to_i64().and_then(|n| u64::try_from(n).ok()).map(Some).ok_or_else(|| words(what))
            }
        }
    };
    let first = args.value("start").clone();
    let (start, stop) = match args.get("stop").cloned() {
        None => (None, bound(interp, &first, "Stop argument")?),
        Some(stop) => {
            let stop = bound(interp, &stop, "Stop argument");
            let start = bound(interp, &first, "Indices")?;
            (start, stop?)
        }
    };
    let step = match args.some("step").cloned() {
        None => 1,
        Some(step) => {
            let step = index(interp, &step).ok().and_then(|n| n.to_i64()).filter(|n| *n > 0);
            step.ok_or_else(|| value_error("Step for islice() must be a positive integer or None."))? as u64
        }
    };
    let feed = Feed::over(interp, args.value("iterable"))?;
    let wanted = Cell::new(start.unwrap_or(0));
    made(
        "itertools.islice",
        Slice { feed: RefCell::new(Some(Rc::new(feed))), at: Cell::new(0), wanted, stop, step },
    )
}

#[derive(Debug)]
struct Pairwise {
    feed: Feed,
    before: RefCell<Option<Value>>,
}

impl Steps for Pairwise {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let before = self.before.borrow().clone();
        let before = match before {
            Some(before) => before,
            None => match self.feed.next(interp)? {
                Some(first) => first,
                None => return Ok(None),
            },
        };
        let item = self.feed.next(interp)?;
        self.before.replace(item.clone());
        Ok(item.map(|item| Value::tuple(vec![before, item])))
    }
}

/// What the iterators of one `tee` share.
#[derive(Debug)]
struct Shared {
    feed: Feed,
    state: RefCell<SharedState>,
}

#[derive(Debug, Default)]
struct SharedState {
    /// Items that were read and are still to be given by some, and the number of the first.
    items: VecDeque<Value>,
    first: usize,
    /// Where each iterator stands.
    places: Vec<usize>,
}

impl SharedState {
    fn trim(&mut self) {
        let least = self.places.iter().copied().min().unwrap_or(usize::MAX);
        while self.first < least && self.items.pop_front().is_some() {
            self.first += 1;
        }
    }
}

#[derive(Debug)]
struct Tee {
    shared: Rc<Shared>,
    number: usize,
}

impl Steps for Tee {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let (place, item) = {
            let state = self.shared.state.borrow();
            let place = state.places[self.number];
            (place, state.items.get(place - state.first).cloned())
        };
        let item = match item {
            Some(item) => item,
            None => {
                let Some(item) = self.shared.feed.next(interp)? else { return Ok(None) };
                let mut state = self.shared.state.borrow_mut();
                if state.items.len().is_power_of_two() {
                    interp.memory.check_room(state.items.len().saturating_mul(size_of::<Value>()))?;
                }
                state.items.push_back(item.clone());
                item
            }
        };
        let mut state = self.shared.state.borrow_mut();
        state.places[self.number] = place + 1;
        state.trim();
        Ok(Some(item))
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        if let Ok(mut state) = self.shared.state.try_borrow_mut() {
            state.places[self.number] = usize::MAX;
            state.trim();
        }
    }
}

fn tee(interp: &mut Interp, args: Args) -> Result<Value> {
    let n = args.get("n").cloned().map_or(Ok(2.into()), |n| index(interp, &n))?;
    if n.is_negative() {
        return Err(value_error("n must be >= 0"));
    }
    let n = n.to_usize().ok_or(E::IntToLong {})?;
    interp.memory.check_room(n.saturating_mul(size_of::<Value>()))?;
    let feed = Feed::over(interp, args.value("iterable"))?;
    let state = SharedState { places: crate::memory::filled(n, 0), ..SharedState::default() };
    let shared = Rc::new(Shared { feed, state: RefCell::new(state) });
    let ends = (0..n).map(|number| made("itertools._tee", Tee { shared: Rc::clone(&shared), number }));
    Ok(Value::tuple(ends.collect::<Result<Vec<_>>>()?))
}

#[derive(Debug)]
struct ZipLongest {
    columns: RefCell<Vec<Option<Feed>>>,
    fill: Value,
}

impl Steps for ZipLongest {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Ok(mut columns) = self.columns.try_borrow_mut() else { return Ok(None) };
        let mut items = Vec::with_capacity(columns.len());
        let mut any = false;
        for column in columns.iter_mut() {
            let item = match column {
                Some(feed) => feed.next(interp)?,
                None => None,
            };
            if item.is_some() {
                any = true;
            } else {
                *column = None;
            }
            items.push(item.unwrap_or_else(|| self.fill.clone()));
        }
        Ok(any.then(|| Value::tuple(items)))
    }

    fn holds(&self) -> Vec<Value> {
        vec![self.fill.clone()]
    }
}

/// Tuples of items of pools, by their places.
#[derive(Debug)]
struct Choice {
    pools: Vec<Vec<Value>>,
    places: Vec<usize>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// An item of the pool with this number for each place.
    Product(Vec<usize>),
    Permutations {
        r: usize,
        cycles: Vec<usize>,
    },
    Combinations {
        r: usize,
    },
    WithReplacement {
        r: usize,
    },
}

impl Choice {
    /// Whether there is a first tuple.
    fn begins(&self) -> bool {
        let n = self.pools.first().map_or(0, Vec::len);
        match &self.kind {
            Kind::Product(wheels) => wheels.iter().all(|pool| !self.pools[*pool].is_empty()),
            Kind::Permutations { r, .. } | Kind::Combinations { r } => *r <= n,
            Kind::WithReplacement { r } => n > 0 || *r == 0,
        }
    }

    fn tuple(&self) -> Value {
        let pool = self.pools.first().map_or(&[][..], |pool| pool);
        match &self.kind {
            Kind::Product(wheels) => wheels
                .iter()
                .zip(&self.places)
                .map(|(pool, i)| self.pools[*pool][*i].clone())
                .collect::<Vec<_>>()
                .into(),
            Kind::Permutations { r, .. } => {
                self.places[..*r].iter().map(|i| pool[*i].clone()).collect::<Vec<_>>().into()
            }
            _ => self.places.iter().map(|i| pool[*i].clone()).collect::<Vec<_>>().into(),
        }
    }

    /// Goes on to the next tuple; false if there is none.
    fn turn(&mut self) -> bool {
        let n = self.pools.first().map_or(0, Vec::len);
        match &mut self.kind {
            Kind::Product(wheels) => {
                for i in (0..wheels.len()).rev() {
                    self.places[i] += 1;
                    if self.places[i] < self.pools[wheels[i]].len() {
                        return true;
                    }
                    self.places[i] = 0;
                }
                false
            }
            Kind::Permutations { r, cycles } => {
                for i in (0..*r).rev() {
                    cycles[i] -= 1;
                    if cycles[i] == 0 {
                        self.places[i..].rotate_left(1);
                        cycles[i] = n - i;
                    } else {
                        let j = n - cycles[i];
                        self.places.swap(i, j);
                        return true;
                    }
                }
                false
            }
            Kind::Combinations { r } => {
                let Some(i) = (0..*r).rev().find(|i| self.places[*i] != i + n - *r) else { return false };
                self.places[i] += 1;
                for j in i + 1..*r {
                    self.places[j] = self.places[j - 1] + 1;
                }
                true
            }
            Kind::WithReplacement { r } => {
                let Some(i) = (0..*r).rev().find(|i| self.places[*i] + 1 != n) else { return false };
                let next = self.places[i] + 1;
                self.places[i..].fill(next);
                true
            }
        }
    }
}

#[derive(Debug)]
struct Choosing {
    choice: RefCell<Choice>,
    started: Cell<bool>,
    ended: Cell<bool>,
}

fn choosing(class: &'static str, choice: Choice) -> Result<Value> {
    let ended = Cell::new(!choice.begins());
    made(class, Choosing { choice: RefCell::new(choice), started: Cell::new(false), ended })
}

impl Steps for Choosing {
    fn step(&self, _: &mut Interp) -> Result<Option<Value>> {
        if self.ended.get() {
            return Ok(None);
        }
        let mut choice = self.choice.borrow_mut();
        if self.started.replace(true) && !choice.turn() {
            self.ended.set(true);
            return Ok(None);
        }
        Ok(Some(choice.tuple()))
    }
}

fn pool_and_r(interp: &mut Interp, args: &Args) -> Result<(Vec<Value>, usize)> {
    let r = index(interp, args.value("r"))?;
    let pool = interp.items(&args.value("iterable").clone())?;
    if r.is_negative() && !r.is_zero() {
        return Err(value_error("r must be non-negative"));
    }
    Ok((pool, r.to_usize().ok_or(E::IntToLong {})?))
}
