//! What the library written in Python leaves to Rust: `_arr`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::{Exception, Kind, Result};
use crate::memory::{WarningResponse, WarningRule};

use super::super::call::{Args, Given};
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::modules;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Key, Module, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Support), parameters, run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["define"],
        "text, qualname, values",
        |interp, args| {
            let text = interp.str(args.value("text"));
            let qualname = interp.str(args.value("qualname"));
            let Value::Dict(values) = args.value("values") else { return Ok(Value::None) };
            let values: Vec<(Rc<str>, Value)> = values
                .borrow()
                .iter()
                .filter_map(|(key, value)| match key {
                    Key::Str(key) => Some((key.into(), value.clone())),
                    _ => None,
                })
                .collect();
            interp.define(&text, &qualname, values)
        },
        "The function that a text defines, for methods that are made of a list of fields.",
        "import _arr; _arr.define('def f(x): return x + n', 'f', {'n': 1})(2)",
    ),
    row(
        &["count"],
        "mapping, iterable",
        |interp, args| {
            let counts =
                Interp::payload(args.value("mapping")).unwrap_or_else(|| args.value("mapping").clone());
            let Value::Dict(counts) = &counts else { return Ok(Value::None) };
            let mut iter = interp.iter(&args.value("iterable").clone())?;
            while let Some(item) = iter.next(interp)? {
                interp.memory.check_interrupt()?;
                let key = interp.key_of(&item)?;
                let old = counts.borrow().get(&key).cloned();
                let new = match old {
                    None => Value::Int(1),
                    Some(Value::Int(n)) if n < i64::MAX => Value::Int(n + 1),
                    Some(other) => interp.binary(crate::syntax::BinaryOp::Add, &other, &Value::Int(1))?,
                };
                counts.borrow_mut().insert(key, new);
            }
            Ok(Value::None)
        },
        "Counts items into a dict.",
        "import _arr; d = {}; _arr.count(d, 'aab'); d",
    ),
    row(
        &["dict_of"],
        "instance",
        |_, args| Ok(Interp::payload(args.value("instance")).unwrap_or(Value::None)),
        "The dict that an instance of a subclass of dict holds.",
        "import _arr; _arr.dict_of(1)",
    ),
    row(
        &["move_to_end"],
        "mapping, key, last",
        |interp, args| {
            let entries = Interp::payload(args.value("mapping"));
            let Some(Value::Dict(entries)) = &entries else { return Ok(Value::None) };
            let key = interp.key_of(args.value("key"))?;
            let taken = entries.borrow_mut().remove_entry(&key);
            let Some((key, value)) = taken else { return Err(interp.missing_key(args.value("key"))) };
            if args.flag("last", true) {
                entries.borrow_mut().insert(key, value);
            } else {
                entries.borrow_mut().insert_first(key, value);
            }
            Ok(Value::None)
        },
        "Puts an entry of an OrderedDict last, or first.",
        "from collections import OrderedDict\nd = OrderedDict(a=1, b=2); d.move_to_end('a'); list(d)",
    ),
    row(
        &["reduce"],
        "function, iterable, initial=<no value>, /",
        |interp, args| {
            let function = args.value("function").clone();
            let iterable = args.value("iterable").clone();
            let mut iter = interp.iter(&iterable)?;
            let first = match args.get("initial") {
                Some(initial) => Some(initial.clone()),
                None => iter.next(interp)?,
            };
            let Some(mut total) = first else {
                let message = "reduce() of empty iterable with no initial value".to_owned();
                return Err(E::Type { message }.into());
            };
            while let Some(item) = iter.next(interp)? {
                interp.memory.check_interrupt()?;
                total = interp.call(&function, Given::places([total, item]))?;
            }
            Ok(total)
        },
        "Items taken together two at a time by a function.",
        "from functools import reduce; reduce(lambda a, b: a * b, [1, 2, 3, 4])",
    ),
    row(
        &["cached"],
        "function, maxsize, typed",
        |interp, args| {
            let most = match args.value("maxsize") {
                Value::None => None,
                most => Some(usize::try_from(index_int(most)?).unwrap_or(0)),
            };
            let _ = interp;
            Ok(Value::object(Cached {
                function: args.value("function").clone(),
                most,
                typed: args.flag("typed", false),
                known: RefCell::default(),
                hits: Cell::new(0),
                misses: Cell::new(0),
                fields: RefCell::default(),
            }))
        },
        "A function that remembers what it gave.",
        "import _arr; _arr.cached(len, None, False)('abc')",
    ),
    row(
        &["partial"],
        "func, /, *args, **keywords",
        |_, args| {
            let (mut function, mut places, mut names) = (args.value("func").clone(), Vec::new(), Vec::new());
            if let Value::Object(object) = &function
                && let Some(inner) = object.as_any().downcast_ref::<Partial>()
            {
                places.clone_from(&inner.places);
                names.clone_from(&inner.names);
                let innermost = inner.function.clone();
                function = innermost;
            }
            if !super::python::is_callable(&function) && !matches!(function, Value::Instance(_)) {
                return Err(E::Type { message: "the first argument must be callable".into() }.into());
            }
            places.extend(args.rest.iter().cloned());
            for (name, value) in args.extra {
                names.retain(|(other, _)| *other != name);
                names.push((name, value));
            }
            Ok(Value::object(Partial { function, places, names }))
        },
        "A function with some of its arguments given.",
        "from functools import partial; partial(int, base=2)('101')",
    ),
    row(
        &["itemgetter"],
        "item, /, *items",
        |_, args| {
            let items = std::iter::once(args.value("item").clone()).chain(args.rest.iter().cloned());
            Ok(Value::object(ItemGetter(items.collect())))
        },
        "A function that gives items of its argument.",
        "from operator import itemgetter; itemgetter(1)('abc')",
    ),
    row(
        &["caller"],
        "",
        |interp, _| {
            // What the library makes for a module is made while that is imported, or for the script.
            let user = interp.imports.loaded.iter().rev().find(|m| !m.in_library && !m.complete.get());
            Ok(Value::str(user.map_or("__main__", |module| &module.name)))
        },
        "The name of the module for which something is made.",
        "import _arr; _arr.caller()",
    ),
    row(
        &["warn"],
        "message, category",
        |interp, args| {
            let message = interp.str(args.value("message"));
            if let Value::Class(category) = args.value("category") {
                let exception = category.exception.unwrap_or(Exception::Warning);
                let class = (!category.is_builtin).then(|| category.qualified());
                interp.memory.warn(Warned { exception, class, message });
            }
            Ok(Value::None)
        },
        "Tells a warning.",
        "import _arr; _arr.warn('', 1)",
    ),
    row(
        &["examples"],
        "texts, module",
        |interp, args| {
            let texts = interp.items(&args.value("texts").clone())?;
            let texts: Vec<Rc<str>> = texts.iter().map(|text| interp.str(text).into()).collect();
            let module = match args.value("module") {
                Value::Loaded(module) => Some(Rc::clone(module)),
                _ => None,
            };
            let ran = interp.run_examples(&texts, module.as_ref())?;
            let told = ran.into_iter().map(|(shown, error)| {
                Value::tuple(vec![Value::from(shown), error.map_or(Value::None, Value::from)])
            });
            Ok(Value::list(told.collect()))
        },
        "What statements at the prompt show, and how they fail: for the examples of a docstring.",
        "import _arr; _arr.examples(['1 + 1'], None)",
    ),
    row(
        &["first_line"],
        "function",
        |interp, args| {
            let mut function = args.value("function").clone();
            // What a decorator made names what it was made of.
            for _ in 0..100 {
                if let Value::Def(function) = &function {
                    return Ok(Value::from(i64::try_from(function.code.first_line).unwrap_or_default()));
                }
                let Ok(inner) = interp.attribute(&function, "__wrapped__") else { break };
                function = inner;
            }
            Ok(Value::None)
        },
        "The line of a function's header.",
        "import _arr; _arr.first_line(len)",
    ),
    row(
        &["main_globals"],
        "",
        |interp, _| Ok(super::namespaces::main_globals(interp)),
        "The names at the top level.",
        "import _arr; type(_arr.main_globals())",
    ),
    row(
        &["warned"],
        "",
        |interp, _| Ok(Value::from(interp.memory.warned())),
        "How many warnings there are to tell.",
        "import _arr; _arr.warned()",
    ),
    row(
        &["take_warnings"],
        "first",
        |interp, args| {
            let first = usize::try_from(index_int(args.value("first"))?).unwrap_or(0);
            let mut taken = Vec::new();
            for warning in interp.memory.take_warnings_from(first) {
                let class = match warning.as_any().downcast_ref::<Warned>().and_then(|w| w.class.clone()) {
                    Some(name) => Value::from(name),
                    None => Value::Class(interp.builtin_exception(warning.exception())),
                };
                taken.push(Value::tuple(vec![class, Value::from(warning.to_string())]));
            }
            Ok(Value::list(taken))
        },
        "The warnings from a number on: the class of each and its message.",
        "import _arr; len(_arr.take_warnings(1000))",
    ),
    row(
        &["filter_warnings"],
        "rules",
        |interp, args| {
            let mut rules = Vec::new();
            for rule in interp.items(&args.value("rules").clone())? {
                let parts = rule.sequence().unwrap_or_default();
                let [action, beginning, category] = &parts[..] else { continue };
                let response = match &*interp.str(action) {
                    "ignore" => WarningResponse::Ignore,
                    "error" => WarningResponse::Raise,
                    _ => WarningResponse::Always,
                };
                let kinds = match category {
                    Value::Class(class) => interp.exceptions_within(class),
                    _ => None,
                };
                rules.push(WarningRule { response, kinds, beginning: interp.str(beginning) });
            }
            interp.memory.set_warning_rules(rules);
            Ok(Value::None)
        },
        "Sets what is done about warnings.",
        "import _arr; _arr.filter_warnings(())",
    ),
    row(
        &["heappush"],
        "heap, item, /",
        |interp, args| {
            let heap = heap(&args)?;
            let item = args.value("item").clone();
            interp.append_item(&heap, item)?;
            let last = heap.len() - 1;
            sift_up(interp, &heap, last)?;
            Ok(Value::None)
        },
        "Puts an item into a heap.",
        "import heapq; h = list(); heapq.heappush(h, 2); heapq.heappush(h, 1); h[0]",
    ),
    row(
        &["heappop"],
        "heap, /",
        |interp, args| {
            let heap = heap(&args)?;
            let last = heap.0.borrow_mut().pop();
            let Some(last) = last else {
                return Err(E::Index { message: "index out of range".into() }.into());
            };
            if heap.is_empty() {
                return Ok(last);
            }
            let least = std::mem::replace(&mut heap.0.borrow_mut()[0], last);
            sift_down(interp, &heap, 0)?;
            Ok(least)
        },
        "Takes the least item out of a heap.",
        "import heapq; h = list((3, 1, 2)); heapq.heapify(h); heapq.heappop(h)",
    ),
    row(
        &["heapreplace"],
        "heap, item, /",
        |interp, args| {
            let heap = heap(&args)?;
            if heap.is_empty() {
                return Err(E::Index { message: "index out of range".into() }.into());
            }
            let item = args.value("item").clone();
            let least = std::mem::replace(&mut heap.0.borrow_mut()[0], item);
            sift_down(interp, &heap, 0)?;
            Ok(least)
        },
        "Takes the least item out of a heap and puts another in.",
        "import heapq; h = list((1, 2)); heapq.heapreplace(h, 3)",
    ),
    row(
        &["heappushpop"],
        "heap, item, /",
        |interp, args| {
            let heap = heap(&args)?;
            let item = args.value("item").clone();
            let first = heap.0.borrow().first().cloned();
            match first {
                Some(first) if interp.less(&first, &item)? => {
                    heap.0.borrow_mut()[0] = item;
                    sift_down(interp, &heap, 0)?;
                    Ok(first)
                }
                _ => Ok(item),
            }
        },
        "Puts an item into a heap and takes the least out.",
        "import heapq; h = list((1, 2)); heapq.heappushpop(h, 0)",
    ),
    row(
        &["heapify"],
        "heap, /",
        |interp, args| {
            let heap = heap(&args)?;
            for at in (0..heap.len() / 2).rev() {
                sift_down(interp, &heap, at)?;
            }
            Ok(Value::None)
        },
        "Makes a heap of a list, in place.",
        "import heapq; h = list((3, 1, 2)); heapq.heapify(h); h[0]",
    ),
    row(
        &["bisect_left"],
        "a, x, lo=0, hi=None, *, key=None",
        |interp, args| bisect(interp, &args, false).map(Value::from),
        "Where a value goes into a sorted list, before equal ones.",
        "from bisect import bisect_left; bisect_left((1, 2, 2, 3), 2)",
    ),
    row(
        &["bisect_right", "bisect"],
        "a, x, lo=0, hi=None, *, key=None",
        |interp, args| bisect(interp, &args, true).map(Value::from),
        "Where a value goes into a sorted list, after equal ones.",
        "from bisect import bisect_right; bisect_right((1, 2, 2, 3), 2)",
    ),
    row(
        &["insort_left"],
        "a, x, lo=0, hi=None, *, key=None",
        |interp, args| insort(interp, &args, false),
        "Puts a value into a sorted list, before equal ones.",
        "from bisect import insort_left; a = list((1, 3)); insort_left(a, 2); a[1]",
    ),
    row(
        &["insort_right", "insort"],
        "a, x, lo=0, hi=None, *, key=None",
        |interp, args| insort(interp, &args, true),
        "Puts a value into a sorted list, after equal ones.",
        "from bisect import insort_right; a = list((1, 3)); insort_right(a, 2); a[1]",
    ),
];

/// A warning that a program gives.
#[derive(Debug)]
struct Warned {
    exception: Exception,
    /// The name of the class, where it is the program's own.
    class: Option<String>,
    message: String,
}

impl std::fmt::Display for Warned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl Kind for Warned {
    fn exception(&self) -> Exception {
        self.exception
    }

    fn class_name(&self) -> Option<String> {
        self.class.clone()
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Members of `_arr` that are no functions.
pub(in super::super) fn support_member(name: &str) -> Option<Value> {
    (name == "deque").then_some(Value::Type(super::deque::CLASS))
}

/// The list that is a heap.
fn heap(args: &Args) -> Result<super::super::value::List> {
    match args.value("heap") {
        Value::List(list) => Ok(list.clone()),
        other => {
            let function = args.function();
            let message = format!("{function}() argument must be list, not {}", other.type_name());
            Err(E::Type { message }.into())
        }
    }
}

/// The items at two places of a list, which a comparison may have changed.
fn pair(heap: &super::super::value::List, a: usize, b: usize) -> Result<(Value, Value)> {
    let items = heap.0.borrow();
    match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => Ok((a.clone(), b.clone())),
        _ => {
            let message = "list changed size during iteration".to_owned();
            Err(super::super::errors::RaiseError::Runtime { message }.into())
        }
    }
}

/// Moves an item of a heap up to its place.
fn sift_up(interp: &mut Interp, heap: &super::super::value::List, mut at: usize) -> Result<()> {
    while at > 0 {
        let above = (at - 1) / 2;
        let (own, parent) = pair(heap, at, above)?;
        if !interp.less(&own, &parent)? {
            break;
        }
        pair(heap, at, above)?;
        heap.0.borrow_mut().swap(at, above);
        at = above;
    }
    Ok(())
}

/// Moves an item of a heap down: first along the lesser children to the end, then up, as Python's does, so that equal items end up where they
/// do there.
fn sift_down(interp: &mut Interp, heap: &super::super::value::List, start: usize) -> Result<()> {
    interp.memory.check_interrupt()?;
    let len = heap.len();
    let mut at = start;
    loop {
        let mut child = 2 * at + 1;
        if child >= len {
            break;
        }
        if child + 1 < len {
            let (left, right) = pair(heap, child, child + 1)?;
            if !interp.less(&left, &right)? {
                child += 1;
            }
        }
        pair(heap, at, child)?;
        heap.0.borrow_mut().swap(at, child);
        at = child;
    }
    while at > start {
        let above = (at - 1) / 2;
        let (own, parent) = pair(heap, at, above)?;
        if !interp.less(&own, &parent)? {
            break;
        }
        pair(heap, at, above)?;
        heap.0.borrow_mut().swap(at, above);
        at = above;
    }
    Ok(())
}

fn bisect(interp: &mut Interp, args: &Args, right: bool) -> Result<usize> {
    let (a, x) = (args.value("a").clone(), args.value("x").clone());
    let low = args.get("lo").map_or(Ok(0), index_int)?;
    let Ok(mut low) = usize::try_from(low) else {
        return Err(E::Value { message: "lo must be non-negative".into() }.into());
    };
    let mut high = match args.some("hi") {
        Some(high) => usize::try_from(index_int(high)?).unwrap_or(0),
        None => interp.len(&a)?,
    };
    let key = args.some("key").cloned();
    while low < high {
        interp.memory.check_interrupt()?;
        let middle = usize::midpoint(low, high);
        let mut item = interp.get_item_value(&a, &Value::from(middle))?;
        if let Some(key) = &key {
            item = interp.call(key, Given::places([item]))?;
        }
        let before = if right { !interp.less(&x, &item)? } else { interp.less(&item, &x)? };
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn insort(interp: &mut Interp, args: &Args, right: bool) -> Result<Value> {
    let (a, x) = (args.value("a").clone(), args.value("x").clone());
    let at = match args.some("key").cloned() {
        None => bisect(interp, args, right)?,
        Some(key) => {
            let wanted = interp.call(&key, Given::places([x.clone()]))?;
            let name = if right { "bisect_right" } else { "bisect_left" };
            let Some(function) = modules::member(Module::Support, name) else { return Ok(Value::None) };
            let mut given = Given::places([a.clone(), wanted]);
            given.names = ["lo", "hi", "key"]
                .into_iter()
                .filter_map(|name| Some((Rc::from(name), args.get(name)?.clone())))
                .collect();
            let at = interp.call(&function, given)?;
            usize::try_from(index_int(&at)?).unwrap_or(0)
        }
    };
    let insert = interp.attribute(&a, "insert")?;
    interp.call(&insert, Given::places([Value::from(at), x]))
}

/// `functools.lru_cache`
#[derive(Debug)]
struct Cached {
    function: Value,
    most: Option<usize>,
    typed: bool,
    known: RefCell<super::super::entries::Entries>,
    hits: Cell<i64>,
    misses: Cell<i64>,
    /// Attributes that a program sets.
    fields: RefCell<Vec<(Rc<str>, Value)>>,
}

impl Cached {
    fn key(&self, interp: &mut Interp, given: &Given) -> Result<Key> {
        let mut parts: Vec<Value> = given.places.to_vec();
        if !given.names.is_empty() {
            parts.push(Value::Ellipsis);
            for (name, value) in &given.names {
                parts.extend([Value::str(name), value.clone()]);
            }
        }
        if self.typed {
            let classes: Vec<Value> = given
                .places
                .iter()
                .chain(given.names.iter().map(|(_, v)| v))
                .map(super::super::access::class_of)
                .collect();
            parts.extend(classes);
        } else if let [only @ (Value::Int(_) | Value::Str(_))] = parts.as_slice() {
            return interp.key_of(only);
        }
        interp.key_of(&Value::tuple(parts))
    }
}

impl super::super::object::Object for Cached {
    fn type_name(&self) -> &'static str {
        "functools._lru_cache_wrapper"
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        if let Some((_, value)) = self.fields.borrow().iter().find(|(field, _)| **field == *name) {
            return Ok(Some(value.clone()));
        }
        let size = || self.known.borrow().len();
        Ok(Some(match name {
            "__wrapped__" => self.function.clone(),
            "_info" => Value::tuple(vec![
                Value::Int(self.hits.get()),
                Value::Int(self.misses.get()),
                self.most.map_or(Value::None, Value::from),
                Value::from(size()),
            ]),
            "_parameters" => {
                Value::tuple(vec![self.most.map_or(Value::None, Value::from), Value::Bool(self.typed)])
            }
            "_clear" => {
                let known = std::mem::take(&mut *self.known.borrow_mut());
                drop(known);
                self.hits.set(0);
                self.misses.set(0);
                Value::None
            }
            "__name__" | "__qualname__" | "__doc__" | "__module__" | "__annotations__" => {
                return interp.attribute(&self.function, name).map(Some);
            }
            _ => return Ok(None),
        }))
    }

    fn set_attribute(&self, _interp: &mut Interp, name: &str, value: &Value) -> Result<bool> {
        let mut fields = self.fields.borrow_mut();
        fields.retain(|(field, _)| **field != *name);
        fields.push((name.into(), value.clone()));
        Ok(true)
    }

    fn repr(&self, interp: &Interp) -> String {
        let name = match &self.function {
            Value::Def(function) => function.code.qualname.to_string(),
            other => interp.repr(other),
        };
        format!("<functools._lru_cache_wrapper object {name} at {:p}>", std::ptr::from_ref(self).cast::<()>())
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let again = Given { places: given.places.clone(), names: given.names.clone() };
        if self.most == Some(0) {
            self.misses.set(self.misses.get() + 1);
            return interp.call(&self.function, again).map(Some);
        }
        let key = self.key(interp, given)?;
        let found = match self.most {
            None => self.known.borrow().get(&key).cloned(),
            // What was used last stands last.
            Some(_) => {
                let taken = self.known.borrow_mut().remove(&key);
                if let Some(value) = &taken {
                    self.known.borrow_mut().insert(key.clone(), value.clone());
                }
                taken
            }
        };
        if let Some(found) = found {
            self.hits.set(self.hits.get() + 1);
            return Ok(Some(found));
        }
        self.misses.set(self.misses.get() + 1);
        let result = interp.call(&self.function, again)?;
        let len = self.known.borrow().len();
        if len >= 1 << 15 && len.is_power_of_two() {
            interp.memory.check_room(len * 2 * size_of::<(Key, Value)>())?;
        }
        let gone = match self.most {
            Some(most) if len >= most => self.known.borrow_mut().take_first(),
            _ => None,
        };
        drop(gone);
        self.known.borrow_mut().insert(key, result.clone());
        Ok(Some(result))
    }

    fn bind(
        self: Rc<Self>,
        _interp: &mut Interp,
        this: Option<&Value>,
        _class: &super::super::nest::Shared<super::super::program::Class>,
    ) -> Result<Option<Value>> {
        let function = Value::Object(self);
        Ok(Some(match this {
            Some(this) => {
                let bound = super::super::program::Bound { this: this.clone(), function };
                Value::Bound(super::super::nest::Shared::new(bound))
            }
            None => function,
        }))
    }

    fn parts(&self) -> Vec<Value> {
        vec![self.function.clone()]
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// `operator.itemgetter`
#[derive(Debug)]
struct ItemGetter(Vec<Value>);

impl super::super::object::Object for ItemGetter {
    fn type_name(&self) -> &'static str {
        "operator.itemgetter"
    }

    fn repr(&self, interp: &Interp) -> String {
        let items: Vec<String> = self.0.iter().map(|item| interp.repr(item)).collect();
        format!("operator.itemgetter({})", items.join(", "))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let [object] = &given.places[..] else {
            let message = format!("itemgetter expected 1 argument, got {}", given.places.len());
            return Err(E::Type { message }.into());
        };
        if let [only] = &self.0[..] {
            return interp.get_item_value(object, only).map(Some);
        }
        let items =
            self.0.iter().map(|item| interp.get_item_value(object, item)).collect::<Result<Vec<_>>>()?;
        Ok(Some(Value::tuple(items)))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// `functools.partial`
#[derive(Debug)]
struct Partial {
    function: Value,
    places: Vec<Value>,
    names: Vec<(Rc<str>, Value)>,
}

impl super::super::object::Object for Partial {
    fn type_name(&self) -> &'static str {
        "functools.partial"
    }

    fn repr(&self, interp: &Interp) -> String {
        let places = self.places.iter().map(|place| format!(", {}", interp.repr(place)));
        let names = self.names.iter().map(|(name, value)| format!(", {name}={}", interp.repr(value)));
        let rest: String = places.chain(names).collect();
        format!("functools.partial({}{rest})", interp.repr(&self.function))
    }

    fn attribute(&self, _interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "func" => Some(self.function.clone()),
            "args" => Some(Value::tuple(self.places.clone())),
            "keywords" => {
                let dict = self.names.iter().map(|(n, v)| (Key::Str(Rc::clone(n).into()), v.clone()));
                Some(Value::Dict(super::super::nest::Shared::new(RefCell::new(dict.collect()))))
            }
            _ => None,
        })
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let places = self.places.iter().chain(&given.places).cloned().collect();
        let mut names: Vec<(Rc<str>, Value)> = self
            .names
            .iter()
            .filter(|(name, _)| !given.names.iter().any(|(n, _)| n == name))
            .cloned()
            .collect();
        names.extend(given.names.iter().cloned());
        interp.call(&self.function, Given { places, names }).map(Some)
    }

    fn parts(&self) -> Vec<Value> {
        std::iter::once(&self.function).chain(&self.places).cloned().collect()
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
