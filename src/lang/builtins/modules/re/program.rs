//! Regular expressions as programs, and what runs them: with alternatives in order, backtracking, and a look at Ctrl-C.

use crate::error::Result;
use crate::memory::Memory;

use super::parse::{ENDLESS, Item, Node, Parsed, Place, Set};

/// The most instructions of a program.
const LONGEST: usize = 1 << 20;
/// So many steps are done between two looks at Ctrl-C.
const PATIENCE: usize = 1 << 16;
/// What a group holds that matched nothing.
pub(super) const UNSET: usize = usize::MAX;

/// One character, or some.
#[derive(Clone, Debug)]
enum One {
    Char(char),
    Folded(char),
    Any,
    NoNewline,
    Set(Box<Set>),
}

#[derive(Clone, Debug)]
enum Step {
    One(One),
    /// One of these again and again.
    Many {
        one: One,
        min: usize,
        max: usize,
        greedy: bool,
    },
    Split {
        first: usize,
        second: usize,
    },
    Jump(usize),
    Save(usize),
    /// Notes where a repetition began.
    Mark(usize),
    /// Leaves a repetition that went nowhere.
    Leave {
        mark: usize,
        to: usize,
    },
    Back {
        group: usize,
        fold: bool,
    },
    Place(Place),
    /// The part up to here, looked at from a place before.
    Look {
        end: usize,
        behind: Option<usize>,
        not: bool,
    },
    Atomic {
        end: usize,
    },
    If {
        group: usize,
        other: usize,
    },
    End,
}

/// A program.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// Two for each group, and one for each repetition.
    slots: usize,
    /// The character that every match begins with.
    first: Option<char>,
}

/// The program is too long.
#[derive(Debug)]
pub(super) struct TooLong;

impl Program {
    /// The program of a pattern.
    pub(super) fn of(parsed: &Parsed) -> Result<Self, TooLong> {
        let mut this =
            Self { steps: Vec::new(), slots: 2 * (parsed.groups + 1), first: first_of(&parsed.node) };
        this.add(&parsed.node)?;
        this.steps.push(Step::End);
        Ok(this)
    }

    fn push(&mut self, step: Step) -> Result<usize, TooLong> {
        if self.steps.len() >= LONGEST {
            return Err(TooLong);
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn one(node: &Node) -> Option<One> {
        Some(match node {
            Node::Char(c, false) => One::Char(*c),
            Node::Char(c, true) => One::Folded(lower(*c)),
            Node::Any { newlines: true } => One::Any,
            Node::Any { newlines: false } => One::NoNewline,
            Node::Set(set) => One::Set(Box::new(set.clone())),
            Node::Cat(parts) if parts.len() == 1 => return Self::one(&parts[0]),
            _ => return None,
        })
    }

    fn add(&mut self, node: &Node) -> Result<(), TooLong> {
        if let Some(one) = Self::one(node) {
            self.push(Step::One(one))?;
            return Ok(());
        }
        match node {
            Node::Cat(parts) => parts.iter().try_for_each(|part| self.add(part))?,
            Node::Alt(parts) => {
                let mut jumps = Vec::new();
                for (i, part) in parts.iter().enumerate() {
                    if i + 1 == parts.len() {
                        self.add(part)?;
                        break;
                    }
                    let split = self.push(Step::Split { first: 0, second: 0 })?;
                    self.add(part)?;
                    jumps.push(self.push(Step::Jump(0))?);
                    self.steps[split] = Step::Split { first: split + 1, second: self.steps.len() };
                }
                let end = self.steps.len();
                for jump in jumps {
                    self.steps[jump] = Step::Jump(end);
                }
            }
            Node::Group(number, node) => {
                self.push(Step::Save(2 * number))?;
                self.add(node)?;
                self.push(Step::Save(2 * number + 1))?;
            }
            Node::Repeat { node, min, max, greedy } => self.add_repeat(node, *min, *max, *greedy)?,
            Node::Atomic(node) => {
                let at = self.push(Step::Atomic { end: 0 })?;
                self.add(node)?;
                self.push(Step::End)?;
                self.steps[at] = Step::Atomic { end: self.steps.len() };
            }
            Node::Back { group, fold } => drop(self.push(Step::Back { group: *group, fold: *fold })?),
            Node::Place(place) => drop(self.push(Step::Place(*place))?),
            Node::Look { node, behind, not } => {
                let at = self.push(Step::Look { end: 0, behind: *behind, not: *not })?;
                self.add(node)?;
                self.push(Step::End)?;
                self.steps[at] = Step::Look { end: self.steps.len(), behind: *behind, not: *not };
            }
            Node::If { group, yes, no } => {
                let at = self.push(Step::If { group: *group, other: 0 })?;
                self.add(yes)?;
                let jump = self.push(Step::Jump(0))?;
                self.steps[at] = Step::If { group: *group, other: self.steps.len() };
                self.add(no)?;
                self.steps[jump] = Step::Jump(self.steps.len());
            }
            _ => {}
        }
        Ok(())
    }

    fn add_repeat(&mut self, node: &Node, min: usize, max: usize, greedy: bool) -> Result<(), TooLong> {
        if let Some(one) = Self::one(node) {
            self.push(Step::Many { one, min, max, greedy })?;
            return Ok(());
        }
        for _ in 0..min {
            self.add(node)?;
        }
        let split = |at: usize, end: usize| {
            if greedy {
                Step::Split { first: at + 1, second: end }
            } else {
                Step::Split { first: end, second: at + 1 }
            }
        };
        if max == ENDLESS {
            let at = self.push(Step::Jump(0))?;
            let mark = self.slots;
            self.slots += 1;
            self.push(Step::Mark(mark))?;
            self.add(node)?;
            let leave = self.push(Step::Leave { mark, to: 0 })?;
            self.push(Step::Jump(at))?;
            let end = self.steps.len();
            self.steps[at] = split(at, end);
            self.steps[leave] = Step::Leave { mark, to: end };
            return Ok(());
        }
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.push(Step::Jump(0))?);
            let mark = self.slots;
            self.slots += 1;
            self.push(Step::Mark(mark))?;
            self.add(node)?;
        }
        let end = self.steps.len();
        for at in splits {
            self.steps[at] = split(at, end);
        }
        Ok(())
    }
}

/// The character that every match of a part begins with.
fn first_of(node: &Node) -> Option<char> {
    match node {
        Node::Char(c, false) => Some(*c),
        Node::Cat(parts) => first_of(parts.first()?),
        Node::Group(_, node) | Node::Atomic(node) => first_of(node),
        Node::Repeat { node, min, .. } if *min > 0 => first_of(node),
        _ => None,
    }
}

fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn upper(c: char) -> char {
    let mut all = c.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn is_word(c: char, ascii: bool) -> bool {
    c == '_' || if ascii { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

impl Item {
    fn holds(&self, c: char) -> bool {
        match self {
            Self::Range(a, b) => (*a..=*b).contains(&c),
            Self::Digit { not, ascii } => {
                not ^ if *ascii || c.is_ascii() {
                    c.is_ascii_digit()
                } else {
                    c.is_numeric() && !c.is_alphabetic()
                }
            }
            Self::Space { not, ascii } => {
                not ^ if *ascii {
                    matches!(c, ' ' | '\t'..='\r')
                } else {
                    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
                }
            }
            Self::Word { not, ascii } => not ^ is_word(c, *ascii),
        }
    }
}

impl Set {
    fn holds(&self, c: char) -> bool {
        let plain = |c: char| self.items.iter().any(|item| item.holds(c));
        self.not ^ (plain(c) || self.fold && (plain(lower(c)) || plain(upper(c))))
    }
}

impl One {
    fn holds(&self, c: char) -> bool {
        match self {
            Self::Char(own) => *own == c,
            Self::Folded(own) => lower(c) == *own,
            Self::Any => true,
            Self::NoNewline => c != '\n',
            Self::Set(set) => set.holds(c),
        }
    }
}

/// Where to go on if what follows fails.
#[derive(Debug)]
enum Again {
    Branch {
        step: usize,
        at: usize,
    },
    /// A slot as it was.
    Slot {
        slot: usize,
        old: usize,
    },
    /// A repetition of one character gives some back.
    Shrink {
        step: usize,
        at: usize,
        least: usize,
    },
    /// A repetition of one character takes one more.
    Grow {
        step: usize,
        at: usize,
        most: usize,
    },
}

/// How a match must lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// It may end anywhere.
    Free,
    /// It ends at the end of the text.
    Full,
}

/// A run of a program over a text.
#[derive(Debug)]
pub(super) struct Run<'t> {
    program: &'t Program,
    text: &'t [char],
    memory: &'t Memory,
    slots: Vec<usize>,
    again: Vec<Again>,
    how: How,
    /// The place at which a match must not be empty.
    not_empty_at: usize,
    steps: usize,
}

impl<'t> Run<'t> {
    /// A run over a text up to its end.
    pub(super) fn new(program: &'t Program, text: &'t [char], memory: &'t Memory) -> Self {
        Self {
            program,
            text,
            memory,
            slots: vec![UNSET; program.slots],
            again: Vec::new(),
            how: How::Free,
            not_empty_at: UNSET,
            steps: 0,
        }
    }

    /// The slots of the first match from a place on.
    pub(super) fn search(&mut self, from: usize, not_empty_at: usize) -> Result<Option<Vec<usize>>> {
        let mut start = from;
        while start <= self.text.len() {
            if let Some(first) = self.program.first {
                match self.text[start..].iter().position(|c| *c == first) {
                    Some(n) => start += n,
                    None => return Ok(None),
                }
            }
            if let Some(found) = self.match_at(start, How::Free, not_empty_at)? {
                return Ok(Some(found));
            }
            start += 1;
        }
        Ok(None)
    }

    /// The slots of a match at a place.
    pub(super) fn match_at(
        &mut self,
        start: usize,
        how: How,
        not_empty_at: usize,
    ) -> Result<Option<Vec<usize>>> {
        self.slots.fill(UNSET);
        self.again.clear();
        (self.how, self.not_empty_at) = (how, not_empty_at);
        let Some(end) = self.run(0, start, start, true)? else { return Ok(None) };
        self.slots[0] = start;
        self.slots[1] = end;
        Ok(Some(self.slots.clone()))
    }

    fn set(&mut self, slot: usize, value: usize) {
        self.again.push(Again::Slot { slot, old: self.slots[slot] });
        self.slots[slot] = value;
    }

    fn is_at(&self, place: Place, at: usize) -> bool {
        let n = self.text.len();
        let word =
            |i: Option<usize>, ascii| i.and_then(|i| self.text.get(i)).is_some_and(|c| is_word(*c, ascii));
        match place {
            Place::Start => at == 0,
            Place::LineStart => at == 0 || self.text[at - 1] == '\n',
            Place::End => at == n,
            Place::LineEnd => at == n || self.text[at] == '\n',
            Place::LastLineEnd => at == n || (at + 1 == n && self.text[at] == '\n'),
            Place::Boundary { ascii } => word(at.checked_sub(1), ascii) != word(Some(at), ascii),
            Place::NoBoundary { ascii } => n > 0 && word(at.checked_sub(1), ascii) == word(Some(at), ascii),
        }
    }

    /// Runs from a step and a place; where it ends. What is above the stack now is its own.
    fn run(&mut self, from: usize, start: usize, at: usize, whole: bool) -> Result<Option<usize>> {
        let base = self.again.len();
        let (mut step, mut at) = (from, at);
        loop {
            self.steps += 1;
            if self.steps.is_multiple_of(PATIENCE) {
                self.memory.check_interrupt()?;
                self.memory.check_room(self.again.len().saturating_mul(size_of::<Again>()))?;
            }
            let program = self.program;
            let goes_on = match &program.steps[step] {
                Step::One(one) => match self.text.get(at) {
                    Some(c) if one.holds(*c) => {
                        at += 1;
                        step += 1;
                        true
                    }
                    _ => false,
                },
                Step::Many { one, min, max, greedy } => {
                    let most = if *greedy { *max } else { *min };
                    let room = self.text.len() - at;
                    let n = self.text[at..at + most.min(room)].iter().take_while(|c| one.holds(**c)).count();
                    self.steps += n;
                    if n < *min {
                        false
                    } else {
                        if *greedy && n > *min {
                            self.again.push(Again::Shrink {
                                step: step + 1,
                                at: at + n - 1,
                                least: at + min,
                            });
                        }
                        if !*greedy && *max > n {
                            self.again.push(Again::Grow { step, at: at + n, most: at.saturating_add(*max) });
                        }
                        at += n;
                        step += 1;
                        true
                    }
                }
                Step::Split { first, second } => {
                    self.again.push(Again::Branch { step: *second, at });
                    step = *first;
                    true
                }
                Step::Jump(to) => {
                    step = *to;
                    true
                }
                Step::Save(slot) | Step::Mark(slot) => {
                    self.set(*slot, at);
                    step += 1;
                    true
                }
                Step::Leave { mark, to } => {
                    step = if self.slots[*mark] == at { *to } else { step + 1 };
                    true
                }
                Step::Back { group, fold } => {
                    let (a, b) = (self.slots[2 * group], self.slots[2 * group + 1]);
                    if a == UNSET || b == UNSET {
                        false
                    } else {
                        let end = at + (b - a);
                        let same = end <= self.text.len()
                            && self.text[a..b]
                                .iter()
                                .zip(&self.text[at..end])
                                .all(|(x, y)| x == y || (*fold && lower(*x) == lower(*y)));
                        if same {
                            at = end;
                            step += 1;
                        }
                        same
                    }
                }
                Step::Place(place) => {
                    let found = self.is_at(*place, at);
                    step += usize::from(found);
                    found
                }
                Step::Look { end, behind, not } => {
                    let (end, not) = (*end, *not);
                    let begin = behind.map_or(Some(at), |width| at.checked_sub(width));
                    let mark = self.again.len();
                    let found = match begin {
                        Some(begin) => self.run(step + 1, begin, begin, false)?.is_some(),
                        None => false,
                    };
                    if not && found {
                        self.undo(mark);
                    }
                    step = end;
                    found != not
                }
                Step::Atomic { end } => {
                    let end = *end;
                    match self.run(step + 1, at, at, false)? {
                        Some(after) => {
                            at = after;
                            step = end;
                            true
                        }
                        None => false,
                    }
                }
                Step::If { group, other } => {
                    step = if self.slots[2 * group + 1] == UNSET { *other } else { step + 1 };
                    true
                }
                Step::End => {
                    let fits = !whole
                        || ((self.how != How::Full || at == self.text.len())
                            && !(at == start && start == self.not_empty_at));
                    if fits {
                        // Nobody comes back inside; what groups held before may still be wanted.
                        let mut kept = base;
                        for i in base..self.again.len() {
                            if matches!(self.again[i], Again::Slot { .. }) {
                                self.again.swap(kept, i);
                                kept += 1;
                            }
                        }
                        self.again.truncate(kept);
                        return Ok(Some(at));
                    }
                    false
                }
            };
            if goes_on {
                continue;
            }
            loop {
                if self.again.len() <= base {
                    return Ok(None);
                }
                match self.again.pop() {
                    None => return Ok(None),
                    Some(Again::Slot { slot, old }) => self.slots[slot] = old,
                    Some(Again::Branch { step: to, at: place }) => {
                        (step, at) = (to, place);
                        break;
                    }
                    Some(Again::Shrink { step: to, at: place, least }) => {
                        if place > least {
                            self.again.push(Again::Shrink { step: to, at: place - 1, least });
                        }
                        (step, at) = (to, place);
                        break;
                    }
                    Some(Again::Grow { step: many, at: place, most }) => {
                        let Step::Many { one, .. } = &program.steps[many] else { continue };
                        if self.text.get(place).is_some_and(|c| one.holds(*c)) {
                            if place + 1 < most {
                                self.again.push(Again::Grow { step: many, at: place + 1, most });
                            }
                            (step, at) = (many + 1, place + 1);
                            break;
                        }
                    }
                }
            }
        }
    }

    /// Puts slots back as they were.
    fn undo(&mut self, mark: usize) {
        while self.again.len() > mark {
            if let Some(Again::Slot { slot, old }) = self.again.pop() {
                self.slots[slot] = old;
            }
        }
    }
}
