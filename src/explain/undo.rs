//! What it takes to take statements back: the names they bound, and the bytes they overwrote.

use std::collections::VecDeque;

use crate::lang::{Interp, Value};
use crate::memory::{ArrayId, DType, Event, Layout, Saved};
use crate::syntax::Symbol;

use super::names::array_with;
use super::words;

/// The most bytes that are kept for taking back.
pub const BUDGET: usize = 64 << 20;

/// The most statements that are kept for taking back: a long session forgets its oldest.
pub const STEPS: usize = 1_000;

/// The statements that can be taken back, the last one last.
#[derive(Debug, Default)]
pub struct Undo {
    steps: VecDeque<Step>,
    bytes: usize,
    /// Why nothing before the first step can be taken back, if something came before it.
    end: Option<String>,
    /// Whether that is only that it is too long ago.
    forgotten: bool,
}

#[derive(Debug)]
struct Step {
    source: String,
    names: Vec<(Symbol, Option<Value>)>,
    saved: Vec<Saved>,
    shapes: Vec<(ArrayId, Layout, DType)>,
    flags: Vec<(ArrayId, bool)>,
    bytes: usize,
}

/// How taking back went.
#[derive(Debug, PartialEq, Eq)]
pub enum TakenBack {
    /// The text of the statement that was taken back.
    Statement(String),
    /// Why nothing was.
    Nothing(String),
}

impl Undo {
    /// Adds a statement that just ran, before what it replaced is let go.
    pub fn push(&mut self, interp: &Interp, source: &str, events: &[Event], saved: &[Saved]) {
        let names = interp.replaced().to_vec();
        let (mut shapes, mut flags, mut resized) = (Vec::new(), Vec::new(), false);
        for event in events {
            match event {
                Event::Reshaped { what: "size", .. } => resized = true,
                Event::Reshaped { array, before, .. } => shapes.push((*array, before.0.clone(), before.1)),
                Event::Flagged { array, writeable } => flags.push((*array, *writeable)),
                _ => {}
            }
        }
        if names.is_empty() && saved.is_empty() && shapes.is_empty() && flags.is_empty() && !resized {
            return;
        }
        let lost = saved.iter().any(|part| part.bytes.is_none());
        let mut bytes: usize = saved.iter().filter_map(|part| Some(part.bytes.as_ref()?.len())).sum();
        for (_, old) in &names {
            if let Some(Value::Array(array)) = old {
                array.hold(true);
                bytes += array.buffer().len();
            }
        }
        let step = Step { source: source.to_owned(), names, saved: saved.to_vec(), shapes, flags, bytes };
        if lost || resized || bytes > BUDGET {
            let why = if resized {
                format!("`{}` cannot be taken back: it gave an array another buffer", step.source)
            } else {
                format!(
                    "`{}` cannot be taken back: what was there before it takes more than the {} that are kept",
                    step.source,
                    words::bytes(BUDGET)
                )
            };
            self.clear();
            self.end = Some(why);
            drop(step);
            return;
        }
        self.bytes += bytes;
        self.steps.push_back(step);
        while self.bytes > BUDGET {
            if !self.forget_oldest() {
                break;
            }
            self.end = Some(format!(
                "nothing before `{}` can be taken back: that would take more than the {} that are kept",
                self.steps.front().map_or("", |step| step.source.as_str()),
                words::bytes(BUDGET)
            ));
        }
        if self.steps.len() > STEPS {
            self.forget_oldest();
            self.end = None;
            self.forgotten = true;
        }
    }

    fn forget_oldest(&mut self) -> bool {
        let oldest = self.steps.pop_front();
        self.bytes -= oldest.as_ref().map_or(0, |step| step.bytes);
        oldest.is_some()
    }

    /// Why nothing before the first step can be taken back.
    fn end(&self) -> String {
        match &self.end {
            Some(end) => end.clone(),
            None if self.forgotten => format!("only the last {STEPS} statements can be taken back"),
            None => "there is nothing to take back".to_owned(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.steps.clear();
        self.bytes = 0;
    }

    /// Takes back the last statement.
    pub fn take_back(&mut self, interp: &mut Interp) -> TakenBack {
        let Some(mut step) = self.steps.pop_back() else {
            return TakenBack::Nothing(self.end());
        };
        self.bytes -= step.bytes;
        // Arrays that only the statement's own names hold need not be put right: they go with those.
        for (symbol, old) in step.names.iter().rev() {
            interp.rebind(*symbol, old.clone());
        }
        for (id, layout, dtype) in step.shapes.drain(..).rev() {
            if let Some(array) = array_with(interp, id) {
                array.set_geometry(layout, dtype);
            }
        }
        for (id, writeable) in step.flags.drain(..).rev() {
            if let Some(array) = array_with(interp, id) {
                array.set_writeable(writeable);
            }
        }
        for part in step.saved.iter().rev() {
            part.restore();
        }
        TakenBack::Statement(std::mem::take(&mut step.source))
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        for (_, old) in &self.names {
            if let Some(Value::Array(array)) = old {
                array.hold(false);
            }
        }
    }
}
