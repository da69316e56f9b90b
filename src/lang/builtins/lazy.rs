//! `enumerate`, `zip`, `map` and `filter` as iterators: nothing is taken before it is asked for.

use std::any::Any;
use std::cell::RefCell;

use crate::error::Result;

use super::super::call::Given;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::value::Value;

/// What is made of the items.
#[derive(Debug)]
enum Makes {
    /// A number and the item.
    Pairs(i64),
    /// A tuple of an item of each.
    Tuples { strict: bool },
    /// What a function gives for an item of each.
    Results(Value),
    /// Those for which a function is true.
    Kept(Value),
}

/// An iterator over others.
#[derive(Debug)]
struct Lazy {
    makes: RefCell<Makes>,
    /// An iteration over each source.
    sources: RefCell<Vec<[Value; 3]>>,
}

impl Object for Lazy {
    fn type_name(&self) -> &'static str {
        match &*self.makes.borrow() {
            Makes::Pairs(_) => "enumerate",
            Makes::Tuples { .. } => "zip",
            Makes::Results(_) => "map",
            Makes::Kept(_) => "filter",
        }
    }

    fn repr(&self, _interp: &Interp) -> String {
        format!("<{} object at {:#x}>", self.type_name(), std::ptr::from_ref(self) as usize)
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Option<Result<Option<Value>>> {
        Some(self.step(interp))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Lazy {
    fn step(&self, interp: &mut Interp) -> Result<Option<Value>> {
        loop {
            let count = self.sources.borrow().len();
            let mut items = Vec::with_capacity(count);
            for i in 0..count {
                // The source runs code that may look at this iterator: it is not borrowed meanwhile.
                let mut window = self.sources.borrow()[i].clone();
                let item = interp.next_of_iteration(&mut window)?;
                self.sources.borrow_mut()[i] = window;
                match item {
                    Some(item) => items.push(item),
                    None => return self.ended(interp, i),
                }
            }
            if items.is_empty() {
                return Ok(None);
            }
            let function = match &mut *self.makes.borrow_mut() {
                Makes::Pairs(n) => {
                    items.insert(0, Value::Int(*n));
                    *n += 1;
                    return Ok(Some(Value::tuple(items)));
                }
                Makes::Tuples { .. } => return Ok(Some(Value::tuple(items))),
                Makes::Results(function) | Makes::Kept(function) => function.clone(),
            };
            let keeps = matches!(&*self.makes.borrow(), Makes::Kept(_));
            if !keeps {
                return interp.call(&function, Given::places(items)).map(Some);
            }
            let item = items.swap_remove(0);
            let tested = match function {
                Value::None => item.clone(),
                function => interp.call(&function, Given::places([item.clone()]))?,
            };
            if interp.is_true(&tested)? {
                return Ok(Some(item));
            }
            interp.memory.check_interrupt()?;
        }
    }

    /// The end of the source of this number: of a strict `zip` all must end with it.
    fn ended(&self, interp: &mut Interp, i: usize) -> Result<Option<Value>> {
        if !matches!(&*self.makes.borrow(), Makes::Tuples { strict: true }) {
            return Ok(None);
        }
        let others = |n: usize| if n == 1 { " 1".to_owned() } else { format!("s 1-{n}") };
        if i > 0 {
            let message = format!("zip() argument {} is shorter than argument{}", i + 1, others(i));
            return Err(E::Value { message }.into());
        }
        let count = self.sources.borrow().len();
        for at in 1..count {
            let mut window = self.sources.borrow()[at].clone();
            if interp.next_of_iteration(&mut window)?.is_some() {
                let message = format!("zip() argument {} is longer than argument{}", at + 1, others(at));
                return Err(E::Value { message }.into());
            }
        }
        Ok(None)
    }
}

/// An iterator over `sources`.
fn lazy(interp: &mut Interp, makes: Makes, sources: &[Value]) -> Result<Value> {
    let mut windows = Vec::with_capacity(sources.len());
    for source in sources {
        let mut window = [Value::None, Value::None, Value::None];
        interp.iterate_over(&mut window, source)?;
        windows.push(window);
    }
    Ok(Value::object(Lazy { makes: RefCell::new(makes), sources: RefCell::new(windows) }))
}

/// Whether what goes over these values is an iterator and no list: in the Python dialect, and over what may have no end.
pub(super) fn is_wanted(interp: &Interp, sources: &[Value]) -> bool {
    interp.is_python()
        || sources.iter().any(|source| matches!(source, Value::Generator(_) | Value::Instance(_)))
}

/// `enumerate(source, start)`
pub(super) fn pairs(interp: &mut Interp, source: &Value, start: i64) -> Result<Value> {
    lazy(interp, Makes::Pairs(start), std::slice::from_ref(source))
}

/// `zip(*sources, strict=…)`
pub(super) fn tuples(interp: &mut Interp, sources: &[Value], strict: bool) -> Result<Value> {
    lazy(interp, Makes::Tuples { strict }, sources)
}

/// `map(function, *sources)`
pub(super) fn results(interp: &mut Interp, function: &Value, sources: &[Value]) -> Result<Value> {
    lazy(interp, Makes::Results(function.clone()), sources)
}

/// `filter(function, source)`
pub(super) fn kept(interp: &mut Interp, function: &Value, source: &Value) -> Result<Value> {
    lazy(interp, Makes::Kept(function.clone()), std::slice::from_ref(source))
}
