//! What is allowed and seldom meant: lost writes, repeated indices, small views that keep large buffers.

use std::rc::{Rc, Weak};

use rustc_hash::FxHashSet;

use crate::error::{Exception, Frame, Kind};
use crate::lang::{Interp, SlipKind, Value, Wrote};
use crate::memory::{Array, Buffer, BufferId, CopyReason, Event, Relation};
use crate::syntax::{Expr, ExprKind, Interner, Span, StatementKind, expressions, parse_statement};

use super::facts::{Moment, Statement};
use super::holders::first_holders;
use super::suggest;
use super::words;

crate::error_kinds! {
    /// What arr warns of, beside what NumPy warns of.
    pub enum Lint {
        /// `a[a > 1][0] = 9`
        LostWriteWarning LostWrite { target: String, what: String, times: Times, instead: String } = "{target} {what}, which nothing holds: the write is lost{times}; {instead}";
        /// `(lambda x: x[[0]].fill(1))(a)`
        LostWriteWarning LostSomewhere {} = "a write went into a passing copy that nothing holds, and is lost";
        /// `a[[0, 0]] += 1`
        RepeatedIndexWarning Repeated { target: String, times: Times, instead: String } = "{target} names an element more than once, but it is changed only once{times}; {instead}";
        /// `a = zeros(10**7); b = a[:3]; del a`
        KeptMemoryWarning Kept { name: String, seen: String, kept: String, tag: String, plural: bool } = "{name}, {seen}, alone keep{} {kept} of @{tag} alive; {} lets go of them", if *plural { "" } else { "s" }, kept_remedy(name, *plural);
    }
}

/// A warning, and the part of the statement that it is about.
#[derive(Debug)]
pub struct Finding {
    /// What it says.
    pub kind: Box<dyn Kind>,
    /// Where, in the tree of the statement.
    pub span: Option<Span>,
    /// Where, if it is in a block or a function.
    pub place: Option<Frame>,
}

/// How often something happened, where that is more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times(u64);

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 > 1 { write!(f, " ({} times)", self.0) } else { Ok(()) }
    }
}

impl Finding {
    /// The kind's name in reports: `lost-write`.
    pub fn slug(exception: Exception) -> &'static str {
        match exception {
            Exception::LostWriteWarning => "lost-write",
            Exception::RepeatedIndexWarning => "repeated-index",
            Exception::SelfOverlapWarning => "self-overlap",
            Exception::KeptMemoryWarning => "kept-memory",
            Exception::RuntimeWarning => "runtime",
            Exception::ComplexWarning => "complex",
            Exception::DeprecationWarning => "deprecation",
            _ => "warning",
        }
    }

    /// Whether it is a warning of arr's own, which `--strict` makes an error.
    pub fn is_own(exception: Exception) -> bool {
        matches!(
            exception,
            Exception::LostWriteWarning
                | Exception::RepeatedIndexWarning
                | Exception::SelfOverlapWarning
                | Exception::KeptMemoryWarning
        )
    }
}

/// From this many bytes on, a buffer is large enough to be missed.
const LARGE: usize = 1 << 20;
/// How many times what is seen of it a buffer must be.
const TIMES: usize = 10;

/// The large buffers whose holders a statement changed, to be looked at when it is over.
#[derive(Debug, Default)]
pub struct Watched(Vec<Weak<Buffer>>);

impl Watched {
    /// Looks which large buffers lost or won a name in the statement that just ran, before what it replaced is let go.
    pub fn of(interp: &Interp) -> Self {
        let mut all = Vec::new();
        let mut add = |value: Option<&Value>| {
            if let Some(Value::Array(array)) = value
                && array.buffer().len() >= LARGE
            {
                all.push(Rc::downgrade(&array.buffer()));
            }
        };
        for (symbol, old) in interp.replaced() {
            add(old.as_ref());
            add(interp.global(*symbol));
        }
        Self(all)
    }

    /// A warning for each of them that is alive for the sake of a small part only. `known` are those that were warned of before.
    pub fn findings(self, interp: &Interp, known: &mut FxHashSet<BufferId>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut done = Vec::new();
        for buffer in self.0.iter().filter_map(Weak::upgrade) {
            if done.contains(&buffer.id()) {
                continue;
            }
            done.push(buffer.id());
            let holders = first_holders(interp, &|array| array.buffer().id() == buffer.id());
            let seen: usize = holders.iter().map(|(_, array)| visible(array)).sum();
            if holders.is_empty() || seen.saturating_mul(TIMES) > buffer.len() {
                known.remove(&buffer.id());
                continue;
            }
            if !known.insert(buffer.id()) {
                continue;
            }
            let mut names: Vec<&str> = holders.iter().map(|(name, _)| name.as_str()).collect();
            names.dedup();
            let kind = Lint::Kept {
                name: names.join(", "),
                seen: words::bytes(seen),
                kept: words::bytes(buffer.len()),
                tag: format!("m{}", buffer.reference().map_or(0, |r| r.tag)),
                plural: names.len() > 1,
            };
            findings.push(Finding { kind: Box::new(kind), span: None, place: None });
        }
        findings
    }
}

/// What lets go of a buffer that a small view keeps: the line for a name; what a way leads to may not be bound by it.
fn kept_remedy(name: &str, plural: bool) -> String {
    match (plural, name.contains(['.', '[', ':'])) {
        (true, _) => "a copy of each".to_owned(),
        (false, true) => "a copy in its place".to_owned(),
        (false, false) => format!("{name} = {name}.copy()"),
    }
}

/// The bytes of a buffer that can be seen through an array, at the most.
fn visible(array: &Array) -> usize {
    let bounds = array.layout().bounds(array.itemsize());
    array.nbytes().min(bounds.len())
}

/// The warnings on a statement that ran without an error, once what it replaced has been let go.
pub fn findings(
    interp: &Interp,
    statement: &Statement<'_>,
    events: &[Event],
    before: Moment,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for spans in interp.repeats() {
        let kind = match spans {
            Some((object, index)) => {
                let (object, index) = (statement.source(*object), statement.source(*index));
                let instead = suggest::at(statement, object, index);
                Lint::Repeated { target: format!("{object}[{index}]"), times: Times(1), instead }
            }
            None => Lint::Repeated {
                target: "an index".into(),
                times: Times(1),
                instead: "a ufunc's at counts every time".into(),
            },
        };
        let span = spans.map(|(object, index)| object.to(index));
        findings.push(Finding { kind: Box::new(kind), span, place: None });
    }
    of_slips(interp, &mut findings);
    let mut told = Vec::new();
    for wanted in interp.wanted() {
        let freed = |event: &Event| matches!(event, Event::Free { buffer, .. } if *buffer == wanted.buffer);
        if wanted.buffer < before.buffer || told.contains(&wanted.buffer) || !events.iter().any(freed) {
            continue;
        }
        let origin = origin(events, wanted.buffer);
        if let Wrote::Out { shown } = wanted.how {
            // The call gives back what it wrote: that counts for something unless a copy was taken for the array itself.
            let asked = matches!(origin, None | Some(CopyReason::Asked));
            let created = origin.is_none();
            if created || (asked && !shown) {
                continue;
            }
        }
        told.push(wanted.buffer);
        let Some(span) = wanted.target else {
            findings.push(Finding { kind: Box::new(Lint::LostSomewhere {}), span: None, place: None });
            continue;
        };
        let what = what_it_is(origin.as_ref().map(|origin| (operation(events, wanted.buffer), origin)));
        let instead = suggest::instead(statement, span, wanted.how, origin.as_ref());
        let target = shorten(statement.source(span));
        let kind = Lint::LostWrite { target, what, times: Times(1), instead };
        findings.push(Finding { kind: Box::new(kind), span: Some(span), place: None });
    }
    findings
}

/// What a passing array is: the operation that made it a copy, and why that did.
fn what_it_is(origin: Option<(&'static str, &CopyReason)>) -> String {
    match origin {
        Some((_, CopyReason::Asked)) => "is a copy".to_owned(),
        Some((operation, reason)) => format!("is a copy ({})", words::reason(operation, reason)),
        None => "is a new array".to_owned(),
    }
}

/// The warnings on what happened in blocks and functions, each at its own line.
fn of_slips(interp: &Interp, findings: &mut Vec<Finding>) {
    for slip in interp.slips() {
        let Frame { text, span, .. } = &slip.place;
        let target = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        // The remedy is found in the simple statement on the line.
        let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        let line = line.trim_start();
        let within = |at: u32| at.saturating_sub((start + indent) as u32);
        let wanted = Span { start: within(span.start), end: within(span.end) };
        let mut interner = Interner::default();
        let mut at = 0;
        let tree = loop {
            match parse_statement(line, at, &mut interner) {
                Ok(Some((tree, _))) if tree.start <= wanted.start && wanted.end <= tree.end => {
                    break Some(tree);
                }
                Ok(Some((_, next))) if next > at => at = next,
                _ => break None,
            }
        };
        let tree = tree.filter(|tree| !tree.form.kind.holds_statements());
        let statement = tree.as_ref().map(|tree| Statement { tree, text: line });
        let times = Times(slip.times);
        let kind = match &slip.kind {
            SlipKind::Lost { how, origin } => {
                let origin = origin.as_ref().map(|(operation, reason)| (*operation, reason));
                let instead = statement.as_ref().and_then(|statement| {
                    let span = located(statement, wanted)?;
                    // What a lambda or a comprehension names is not known outside of it.
                    if is_inner(statement, wanted) {
                        return None;
                    }
                    Some(suggest::instead(statement, span, *how, origin.map(|(_, reason)| reason)))
                });
                let instead = instead.unwrap_or_else(|| "give the array a name first".to_owned());
                Lint::LostWrite { target: shorten(target), what: what_it_is(origin), times, instead }
            }
            SlipKind::Repeated => {
                let (target, instead) = statement
                    .as_ref()
                    .and_then(|statement| {
                        let StatementKind::AugAssign { target, .. } = &statement.tree.form.kind else {
                            return None;
                        };
                        let ExprKind::Index { object, index } = &target.kind else { return None };
                        let (object, index) = (statement.source(object.span), statement.source(index.span));
                        let instead = suggest::at(statement, object, index);
                        Some((format!("{object}[{index}]"), instead))
                    })
                    .unwrap_or_else(|| ("an index".to_owned(), "a ufunc's at counts every time".to_owned()));
                Lint::Repeated { target, times, instead }
            }
        };
        findings.push(Finding { kind: Box::new(kind), span: None, place: Some(slip.place.clone()) });
    }
}

/// Whether the expression at these bytes of a statement stands in a lambda or a comprehension.
fn is_inner(statement: &Statement<'_>, wanted: Span) -> bool {
    let mut inner = false;
    expressions(&statement.tree.form.kind, &mut |expr| {
        if matches!(expr.kind, ExprKind::Lambda { .. } | ExprKind::Comprehension { .. }) {
            let span = statement.tree.locate(expr.span, statement.text);
            inner |= span.start <= wanted.start && wanted.end <= span.end;
        }
    });
    inner
}

/// The span, in the tree of a statement, of the expression that stands at these bytes of its text.
fn located(statement: &Statement<'_>, wanted: Span) -> Option<Span> {
    let mut found = None;
    expressions(&statement.tree.form.kind, &mut |expr| {
        if found.is_none() && statement.tree.locate(expr.span, statement.text) == wanted {
            found = Some(expr.span);
        }
    });
    found
}

/// Why a buffer of this statement is a copy; `None` if what is in it was computed.
fn origin(events: &[Event], wanted: BufferId) -> Option<CopyReason> {
    events.iter().rev().find_map(|event| match event {
        Event::Made { buffer, relation: Relation::Copy, reason, .. } if *buffer == wanted => {
            Some(reason.clone().unwrap_or(CopyReason::Asked))
        }
        _ => None,
    })
}

fn operation(events: &[Event], wanted: BufferId) -> &'static str {
    events
        .iter()
        .rev()
        .find_map(|event| match event {
            Event::Made { buffer, relation: Relation::Copy, operation, .. } if *buffer == wanted => {
                Some(*operation)
            }
            _ => None,
        })
        .unwrap_or("the operation")
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 60 {
        return format!("{}…", line.chars().take(59).collect::<String>());
    }
    line.to_owned()
}

/// The expression of a statement with this span.
pub(super) fn find<'s>(statement: &Statement<'s>, span: Span) -> Option<&'s Expr> {
    let mut found = None;
    expressions(&statement.tree.form.kind, &mut |expr| {
        if expr.span == span && found.is_none() {
            found = Some(expr);
        }
    });
    found
}
