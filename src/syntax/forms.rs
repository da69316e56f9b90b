//! Statements that differ only in their numbers share one form.

use super::outline::outline;
use super::{Span, Statement};

impl Statement {
    /// Which bytes of `text`, the text that this statement was read from, the span of a node of its form means.
    ///
    /// A form may have been read from another statement, with numbers of other lengths. The numbers of this one are
    /// looked up only here, so that nothing is spent on it until an error asks.
    pub fn locate(&self, span: Span, text: &str) -> Span {
        let mut here = Vec::new();
        if !self.form.lifted.is_empty() && outline(text, self.start as usize, &mut here).is_err() {
            return Span { start: self.start, end: self.end };
        }
        let place = |at: u32| {
            let before = self.form.lifted.partition_point(|there| there.end <= at);
            let inside = self.form.lifted.get(before).filter(|there| there.start <= at);
            match (
                inside,
                before.checked_sub(1).and_then(|last| Some((self.form.lifted[last], here.get(last)?))),
            ) {
                (Some(there), _) => {
                    here.get(before).map_or(self.start + at, |here| here.0 + at - there.start)
                }
                (None, Some((there, here))) => here.1 + at - there.end,
                (None, None) => self.start + at,
            }
        };
        Span { start: place(span.start), end: place(span.end).min(self.end) }
    }
}
