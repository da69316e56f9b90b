//! What a statement did to memory, put together from its events.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::display::tag::place_text;
use crate::lang::{Interp, Value, Way};
use crate::memory::{Array, ArrayId, BufferId, CopyReason, Event, Memory, Relation, Saved};
use crate::syntax::{self, Arg, Expr, ExprKind, Number, Span, StatementKind, Symbol};

use super::changed::{Changed, changed};
use super::names::Names;
use super::words;

/// A moment in the life of a memory: what is older has smaller numbers.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The next buffer.
    pub buffer: BufferId,
    /// The next array object.
    pub array: ArrayId,
}

/// A statement and the text that it stands in.
#[derive(Clone, Copy)]
pub struct Statement<'a> {
    /// The statement.
    pub tree: &'a syntax::Statement,
    /// The text of its logical line.
    pub text: &'a str,
}

/// What a name was bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An array object that was there before.
    Alias,
    /// Another array object on memory that was there before.
    View,
    /// Elements of an array that was there before, unchanged, in memory of their own.
    Copy,
    /// An array that was computed or created.
    New,
    /// A number.
    Scalar,
    /// Anything else.
    Other,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Alias => "alias",
            Self::View => "view",
            Self::Copy => "copy",
            Self::New => "new",
            Self::Scalar => "scalar",
            Self::Other => "other",
        }
    }
}

/// A name that a statement bound.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The name.
    pub name: String,
    /// What it was bound to.
    pub kind: Kind,
    /// The name whose array it is an alias, a view or a copy of, as the statement found it; or, without a name, the text that gave it.
    pub of: Option<String>,
    /// Whether `of` is bound to something else by now.
    pub was: bool,
    /// The tag without the words after it, and the buffer's number.
    pub tag: Option<(String, u32)>,
    /// The bytes of its elements.
    pub bytes: Option<usize>,
    /// The bytes of the array that it is a view of, if that is larger and nobody holds it.
    pub unnamed: Option<usize>,
    /// The rule by which it is what it is.
    pub reason: Option<String>,
    /// Whether it is a copy that could have been a view, as far as the operation goes.
    pub forced: bool,
}

/// What a statement did to memory.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The names it bound, in the order in which it did.
    pub binds: Vec<Bound>,
    /// The names it unbound.
    pub unbound: Vec<String>,
    /// The bytes of the buffers it allocated.
    pub allocated: usize,
    /// The bytes that it took from one array to another.
    pub copied: usize,
    /// The bytes of the buffers it gave back.
    pub freed: usize,
    /// How many of the buffers it allocated it also gave back, and their bytes.
    pub temporaries: (usize, usize),
    /// The names whose values it changed.
    pub changed: Vec<Changed>,
}

impl Moment {
    /// Now.
    pub fn now(memory: &Memory) -> Self {
        let (buffer, array) = memory.next_ids();
        Self { buffer, array }
    }
}

impl Statement<'_> {
    /// The text of a part of the statement.
    pub fn source(&self, span: Span) -> &str {
        let span = self.tree.locate(span, self.text);
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The text of the whole statement.
    pub fn whole(&self) -> &str {
        self.text.get(self.tree.start as usize..self.tree.end as usize).unwrap_or_default()
    }

    fn kind(&self) -> &StatementKind {
        &self.tree.form.kind
    }

    /// The words of the statement, names among them.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.whole().split(|c: char| !c.is_alphanumeric() && c != '_')
    }

    /// The names through which it writes.
    pub(super) fn written(&self, interp: &Interp) -> Vec<Symbol> {
        let roots = Roots { interp, numbers: &self.tree.numbers };
        let mut names = Vec::new();
        match self.kind() {
            StatementKind::Assign { targets, value } => {
                for target in targets {
                    roots.of_target(target, &mut names);
                }
                roots.of_call(value, &mut names);
            }
            StatementKind::AugAssign { target, .. } => {
                roots.of(target, &mut names);
            }
            StatementKind::Expr(expr) => roots.of_call(expr, &mut names),
            _ => {}
        }
        names
    }
}

/// Finds the names at the left end of what a statement writes to.
struct Roots<'a> {
    interp: &'a Interp,
    numbers: &'a [Number],
}

impl Roots<'_> {
    fn of_target(&self, target: &Expr, names: &mut Vec<Symbol>) {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                for item in items {
                    self.of_target(item, names);
                }
            }
            // A bare name is bound, not written.
            ExprKind::Name(_) => {}
            _ => self.of(target, names),
        }
    }

    /// The name at the left end of an expression: `a` of `a.T[0]`.
    fn of(&self, expr: &Expr, names: &mut Vec<Symbol>) {
        match &expr.kind {
            ExprKind::Name(symbol) => names.push(*symbol),
            ExprKind::Index { object, .. } | ExprKind::Attribute { object, .. } => self.of(object, names),
            ExprKind::Call { function, args } => self.of_callee(function, args, names),
            ExprKind::Tuple(items) => items.iter().for_each(|item| self.of(item, names)),
            _ => {}
        }
    }

    /// What a call writes to: its `out=`, else the object of its method, else its first argument.
    fn of_call(&self, expr: &Expr, names: &mut Vec<Symbol>) {
        let ExprKind::Call { function, args } = &expr.kind else { return };
        let before = names.len();
        for arg in args {
            if let Arg::Keyword { name, value, .. } = arg
                && &**self.interp.interner.name(*name) == "out"
            {
                self.of(value, names);
            }
        }
        if names.len() == before {
            self.of_callee(function, args, names);
        }
    }

    fn of_callee(&self, function: &Expr, args: &[Arg], names: &mut Vec<Symbol>) {
        // What a function of the program's writes to does not stand in the statement.
        if self.is_programs(function) {
            return;
        }
        match (&function.kind, args.first()) {
            (ExprKind::Attribute { object, .. }, _) if !self.is_module(object) => self.of(object, names),
            (_, Some(Arg::Positional(first))) => self.of(first, names),
            _ => {}
        }
    }

    /// Whether what is called is of the program's: a function, a method of an instance or of a class, an instance.
    fn is_programs(&self, function: &Expr) -> bool {
        let is_of_program = |value: &Value| {
            matches!(
                value,
                Value::Def(_) | Value::Lambda(_) | Value::Bound(_) | Value::Class(_) | Value::Instance(_)
            )
        };
        match &function.kind {
            ExprKind::Attribute { object, .. } => match self.value(object) {
                Some(Value::Instance(instance)) => instance.payload.borrow().is_none(),
                Some(Value::Class(_) | Value::Loaded(_)) => true,
                _ => false,
            },
            _ => self.value(function).as_ref().is_some_and(is_of_program),
        }
    }

    /// What an expression of names, attributes and plain indices stands for, found without running anything.
    fn value(&self, expr: &Expr) -> Option<Value> {
        let inside = |object: &Expr, wanted: &Way| {
            let mut found = None;
            self.interp.each_inside(&self.value(object)?, &mut |way, value| {
                if way() == *wanted {
                    found = Some(value.clone());
                }
                found.is_none()
            });
            found
        };
        match &expr.kind {
            ExprKind::Name(symbol) => self.interp.global(*symbol).cloned(),
            ExprKind::Attribute { object, name, .. } => {
                inside(object, &Way::Attribute(std::rc::Rc::clone(self.interp.interner.name(*name))))
            }
            ExprKind::Index { object, index } => match &index.kind {
                ExprKind::Number(slot) => match self.numbers.get(*slot)? {
                    Number::Int(place) => inside(object, &Way::Item(usize::try_from(*place).ok()?)),
                    _ => None,
                },
                ExprKind::Str(key) => inside(object, &Way::Key(format!("'{key}'"))),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an expression such as `np.add` begins with a module.
    fn is_module(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Attribute { object, .. } => self.is_module(object),
            ExprKind::Name(symbol) => {
                matches!(
                    self.interp.global(*symbol),
                    None | Some(Value::Module(_) | Value::Loaded(_) | Value::Function(_))
                )
            }
            _ => false,
        }
    }
}

/// What a statement did, from its events and from what stood in memory before. To be called when it is over and what it replaced is still
/// known to the interpreter.
pub fn facts(
    interp: &Interp,
    statement: &Statement<'_>,
    events: &[Event],
    saved: &[Saved],
    before: Moment,
) -> Facts {
    let mut facts = Facts { changed: changed(interp, statement, events, saved, before), ..Facts::default() };
    let mut made: FxHashMap<ArrayId, Made<'_>> = FxHashMap::default();
    for event in events {
        if let Event::Made { array, relation, of, operation, reason, .. } = event {
            let reason = reason.as_ref();
            made.insert(*array, Made { relation: *relation, of: *of, operation, reason });
        }
    }
    let names = OnceCell::new();
    let mut told: Vec<usize> = Vec::new();
    for event in events {
        let Event::Bind { name: index, .. } = event else { continue };
        if told.contains(index) {
            continue;
        }
        told.push(*index);
        let Some(name) = interp.interner.name_at(*index) else { continue };
        let value = interp.interner.get(name).and_then(|symbol| interp.global(symbol));
        match value {
            Some(Value::Array(array)) => {
                let teller = Teller { interp, statement, names: &names, made: &made, before };
                facts.binds.push(teller.bound(name, array, &told));
            }
            Some(value) => facts.binds.push(other(name, value, &made, before)),
            None => facts.unbound.push(name.to_string()),
        }
    }
    facts
}

impl Facts {
    /// Adds up the bytes, once the statement has let go of all it replaced.
    pub fn account(&mut self, events: &[Event], before: Moment) {
        let mut sizes: FxHashMap<BufferId, usize> = FxHashMap::default();
        let mut relations: FxHashMap<ArrayId, (Relation, BufferId)> = FxHashMap::default();
        let mut moved: FxHashMap<BufferId, usize> = FxHashMap::default();
        for event in events {
            match event {
                Event::Alloc { buffer, bytes } => {
                    self.allocated += bytes;
                    sizes.insert(*buffer, *bytes);
                }
                Event::Free { buffer, bytes } => {
                    self.freed += bytes;
                    if *buffer >= before.buffer {
                        self.temporaries.0 += 1;
                        self.temporaries.1 += bytes;
                    }
                }
                Event::Made { array, buffer, relation, .. } => {
                    // A copy of elements among zeros: only what went there before it was said to be a copy is copied.
                    if *relation == Relation::Copy
                        && let (Some(bytes), Some(size)) = (moved.remove(buffer), sizes.get_mut(buffer))
                    {
                        *size = bytes.min(*size);
                    }
                    relations.insert(*array, (*relation, *buffer));
                }
                Event::Passed { buffers, allocated, copied } => {
                    self.allocated += allocated;
                    self.freed += allocated;
                    self.copied += copied;
                    self.temporaries.0 += buffers;
                    self.temporaries.1 += allocated;
                }
                Event::Moved { buffer, bytes } if *buffer < before.buffer => self.copied += bytes,
                Event::Moved { buffer, bytes } => *moved.entry(*buffer).or_default() += bytes,
                _ => {}
            }
        }
        let copies: FxHashSet<BufferId> =
            relations.values().filter(|(relation, _)| *relation == Relation::Copy).map(|(_, b)| *b).collect();
        self.copied += copies.iter().filter_map(|buffer| sizes.get(buffer)).sum::<usize>();
    }
}

/// How an array of this statement came to be.
struct Made<'a> {
    relation: Relation,
    of: Option<ArrayId>,
    operation: &'static str,
    reason: Option<&'a CopyReason>,
}

struct Teller<'a> {
    interp: &'a Interp,
    statement: &'a Statement<'a>,
    /// All names, looked through only where those of the statement do not tell.
    names: &'a OnceCell<Names>,
    made: &'a FxHashMap<ArrayId, Made<'a>>,
    before: Moment,
}

/// Where the elements of an array come from.
struct Descent<'a> {
    kind: Kind,
    /// The array that was there before, at the end of the chain.
    of: Option<ArrayId>,
    rule: Option<String>,
    forced: Option<&'a CopyReason>,
}

/// Follows an array back through what the statement made.
fn descent<'a>(made: &FxHashMap<ArrayId, Made<'a>>, array: ArrayId, before: Moment) -> Descent<'a> {
    let mut descent = Descent { kind: Kind::View, of: None, rule: None, forced: None };
    let mut at = array;
    // No chain is longer than there are arrays.
    for _ in 0..=made.len() {
        if at < before.array {
            descent.of = Some(at);
            break;
        }
        let Some(step) = made.get(&at) else { break };
        match step.relation {
            Relation::New => {
                descent.kind = Kind::New;
                descent.rule = Some(words::rule(Relation::New, step.operation, None));
                descent.forced = None;
                break;
            }
            Relation::Copy if descent.kind != Kind::Copy => {
                descent.kind = Kind::Copy;
                descent.rule = Some(words::rule(Relation::Copy, step.operation, step.reason));
                descent.forced = step.reason.filter(|reason| **reason != CopyReason::Asked);
            }
            relation => {
                if descent.rule.is_none() {
                    descent.rule = Some(words::rule(relation, step.operation, step.reason));
                }
            }
        }
        match step.of {
            Some(of) => at = of,
            None => break,
        }
    }
    descent
}

impl Teller<'_> {
    fn bound(&self, name: &str, array: &Array, told: &[usize]) -> Bound {
        let mut bound = Bound {
            name: name.to_owned(),
            kind: Kind::Alias,
            of: None,
            was: false,
            tag: Some((place_text(array), array.buffer().reference().map_or(0, |r| r.tag))),
            bytes: Some(array.nbytes()),
            unnamed: None,
            reason: None,
            forced: false,
        };
        // Of several names for a new array the first is bound to what is new, the others to what that is.
        let earlier = &told[..told.len() - 1];
        let twin = earlier.iter().find_map(|index| {
            let name = self.interp.interner.name_at(*index)?;
            self.is_bound_to(name, array.id()).then(|| name.to_string())
        });
        if let (Some(twin), true) = (&twin, array.id() >= self.before.array) {
            bound.of = Some(twin.clone());
            bound.reason = Some("= binds a name, and copies nothing".to_owned());
            return bound;
        }
        if array.id() < self.before.array {
            let found = self.other_name(name, array.id());
            (bound.of, bound.was) = match found {
                Some(of) => (Some(of), false),
                None => match self.former(array.id()) {
                    Some(former) => {
                        let was = former != name;
                        (Some(former), was)
                    }
                    None => (self.right_side(), false),
                },
            };
            bound.reason = Some("= binds a name, and copies nothing".to_owned());
            return bound;
        }
        let descent = descent(self.made, array.id(), self.before);
        bound.kind = descent.kind;
        bound.reason = descent.rule;
        bound.forced = descent.forced.is_some();
        let kept = array.buffer().len();
        if matches!(descent.kind, Kind::New | Kind::Copy) && array.base().is_some() && kept > array.nbytes() {
            bound.unnamed = Some(kept);
        }
        if let Some(of) = descent.of {
            let found = self.other_name(name, of);
            (bound.of, bound.was) = match found {
                Some(of) => (Some(of), false),
                None => match self.former(of) {
                    Some(former) => (Some(former), true),
                    // The array itself has no name; whose memory it lives in may have.
                    None => (self.names().holder(array).filter(|n| *n != name).map(str::to_owned), false),
                },
            };
        }
        bound
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::near(self.interp))
    }

    /// Whether the name is bound to this array object.
    fn is_bound_to(&self, name: &str, array: ArrayId) -> bool {
        let symbol = self.interp.interner.get(name);
        let value = symbol.and_then(|symbol| self.interp.global(symbol));
        matches!(value, Some(Value::Array(bound)) if bound.id() == array)
    }

    /// Another name of this array object than `name`: of those in the statement the one that was first seen, or else of all.
    fn other_name(&self, name: &str, array: ArrayId) -> Option<String> {
        let mentioned = self.statement.words().filter(|word| *word != name && self.is_bound_to(word, array));
        let first = mentioned.min_by_key(|word| self.interp.interner.get(word).map(Symbol::index));
        first.or_else(|| self.names().of_array(array, |n| n != name)).map(str::to_owned)
    }

    /// The name that was bound to an array before the statement.
    fn former(&self, array: ArrayId) -> Option<String> {
        self.interp.replaced().iter().find_map(|(symbol, old)| match old {
            Some(Value::Array(old)) if old.id() == array => {
                Some(self.interp.interner.name(*symbol).to_string())
            }
            _ => None,
        })
    }

    /// The text of what is assigned, if it is short.
    fn right_side(&self) -> Option<String> {
        match self.statement.kind() {
            StatementKind::Assign { value, .. } => {
                let text = self.statement.source(value.span);
                (text.len() <= 40 && !text.contains('\n')).then(|| text.to_owned())
            }
            _ => None,
        }
    }
}

/// What a name that is bound to no array was bound to.
fn other(name: &str, value: &Value, made: &FxHashMap<ArrayId, Made<'_>>, before: Moment) -> Bound {
    let kind = match value {
        Value::Scalar(_)
        | Value::Bool(_)
        | Value::Int(_)
        | Value::BigInt(_)
        | Value::Float(_)
        | Value::Complex(_) => Kind::Scalar,
        _ => Kind::Other,
    };
    let items: Vec<Value> = match value {
        Value::List(list) => list.items(),
        Value::Tuple(items) => items.to_vec(),
        _ => Vec::new(),
    };
    let kinds: Option<Vec<Kind>> = items
        .iter()
        .map(|item| match item {
            Value::Array(array) if array.id() < before.array => Some(Kind::Alias),
            Value::Array(array) => Some(descent(made, array.id(), before).kind),
            _ => None,
        })
        .collect();
    let reason =
        kinds.filter(|kinds| !kinds.is_empty() && kinds.iter().all(|k| *k == kinds[0])).map(|kinds| {
            let thing = match kinds[0] {
                Kind::Alias => "array that was there before",
                Kind::View => "view",
                Kind::Copy => "copy",
                _ => "new array",
            };
            let plural = match (kinds.len(), kinds[0]) {
                (1, _) => thing.to_owned(),
                (_, Kind::Copy) => "copies".to_owned(),
                (_, Kind::Alias) => "arrays that were there before".to_owned(),
                _ => format!("{thing}s"),
            };
            format!("{} of {} {plural}", value.type_of().name(), kinds.len())
        });
    Bound {
        name: name.to_owned(),
        kind,
        of: None,
        was: false,
        tag: None,
        bytes: None,
        unnamed: None,
        reason,
        forced: false,
    }
}
