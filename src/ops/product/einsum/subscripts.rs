//! The subscripts of `einsum`: from a string and operands to labels for every axis.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Layout, Shape};

/// The name of an axis: a letter's code, or beyond those the number of an axis that `...` stands for, counted from the last.
pub(super) type Label = u16;

/// Labels of axes.
pub(super) type Labels = SmallVec<[Label; 6]>;

/// Axes that `...` stands for have labels from here on.
const ELLIPSIS: Label = 256;

/// An operand with the label of each axis, none twice.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) layout: Layout,
    pub(super) labels: Labels,
}

/// What an `einsum` is asked to do.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) operands: Vec<Labelled>,
    pub(super) output: Labels,
    /// Every label, the output's first, each with its length.
    pub(super) all: Vec<(Label, usize)>,
}

impl Request {
    /// The length of a label.
    pub(super) fn length(&self, label: Label) -> usize {
        self.all.iter().find(|(l, _)| *l == label).map_or(1, |(_, n)| *n)
    }
}

/// A term of the string: letters, with the place of its ellipsis if it has one.
#[derive(Debug)]
struct Term {
    letters: Vec<u8>,
    ellipsis: Option<usize>,
}

/// What stands for what in `whose`: a term of letters and at most one `...`; blanks do not count.
fn term(text: &str, whose: Whose, most: usize) -> Result<Term> {
    let mut letters = Vec::new();
    let mut ellipsis = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '.' {
            if ellipsis.is_some() || !rest.starts_with("...") {
                return Err(SubscriptError::Dot { whose }.into());
            }
            ellipsis = Some(letters.len());
            rest = &rest[3..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == ' ' {
            continue;
        }
        if !c.is_ascii_alphabetic() {
            return Err(SubscriptError::Letter { letter: c }.into());
        }
        if letters.len() == most
            && let Whose(Some(operand)) = whose
        {
            return Err(SubscriptError::TooMany { operand }.into());
        }
        letters.push(c as u8);
    }
    Ok(Term { letters, ellipsis })
}

impl Term {
    /// The labels of `ndim` axes.
    fn labels(&self, ndim: usize) -> Labels {
        let hidden = ndim - self.letters.len();
        let at = self.ellipsis.unwrap_or(self.letters.len());
        let letters = |part: &[u8]| part.iter().map(|&c| Label::from(c)).collect::<Labels>();
        let mut out = letters(&self.letters[..at]);
        out.extend((0..hidden).rev().map(|k| ELLIPSIS + k as Label));
        out.extend(letters(&self.letters[at..]));
        out
    }
}

/// Reads `subscripts` for these operands.
///
/// Fails with `ValueError` as `np.einsum` does.
pub(super) fn read(subscripts: &str, operands: &[Array]) -> Result<Request> {
    let (inputs, output) = match subscripts.find('-') {
        Some(at) if subscripts[at..].starts_with("->") => (&subscripts[..at], Some(&subscripts[at + 2..])),
        _ => (subscripts, None),
    };
    let texts: Vec<&str> = inputs.split(',').collect();
    // NumPy reads the string operand by operand: the first fault counts.
    let mut labelled = Vec::with_capacity(operands.len());
    let mut hidden = 0;
    let mut counts = [0usize; 128];
    for (operand, array) in operands.iter().enumerate() {
        let Some(text) = texts.get(operand) else {
            return Err(SubscriptError::Few {}.into());
        };
        let text = text.split('-').next().unwrap_or(text);
        let layout = array.layout();
        let ndim = layout.ndim();
        let term = term(text, Whose(Some(operand)), ndim)?;
        if term.ellipsis.is_none() && term.letters.len() < ndim {
            return Err(SubscriptError::NoEllipsis { what: "operand" }.into());
        }
        if text.len() < texts[operand].len() {
            return Err(SubscriptError::Arrow {}.into());
        }
        hidden = hidden.max(ndim - term.letters.len());
        term.letters.iter().for_each(|&c| counts[usize::from(c)] += 1);
        labelled.push(collapse(&layout, &term.labels(ndim), operand, operands.len() == 1)?);
    }
    if texts.len() > operands.len() {
        return Err(SubscriptError::More {}.into());
    }
    let output = match output {
        None => {
            let letters = (b'A'..=b'z').filter(|&c| counts[usize::from(c)] == 1).collect();
            Term { letters, ellipsis: Some(0) }
        }
        Some(text) => explicit(text, &counts, hidden)?,
    };
    let output = output.labels(output.letters.len() + hidden);
    let mut request = Request { operands: labelled, output, all: Vec::new() };
    request.all = lengths(&request, operands)?;
    Ok(request)
}

/// The term after `->`.
fn explicit(text: &str, counts: &[usize; 128], hidden: usize) -> Result<Term> {
    let term = term(text, Whose(None), usize::MAX)?;
    for (i, &c) in term.letters.iter().enumerate() {
        if term.letters[..i].contains(&c) {
            return Err(SubscriptError::Twice { letter: char::from(c) }.into());
        }
        if counts[usize::from(c)] == 0 {
            return Err(SubscriptError::Unknown { letter: char::from(c) }.into());
        }
    }
    if term.ellipsis.is_none() && hidden > 0 {
        return Err(SubscriptError::NoEllipsis { what: "output" }.into());
    }
    Ok(term)
}

/// Axes of one label become their diagonal.
fn collapse(layout: &Layout, labels: &Labels, operand: usize, single: bool) -> Result<Labelled> {
    let mut out = Labelled {
        layout: Layout { shape: Shape::new(), strides: SmallVec::new(), offset: layout.offset },
        labels: Labels::new(),
    };
    for (axis, &label) in labels.iter().enumerate() {
        let (n, stride) = (layout.shape[axis], layout.strides[axis]);
        let Some(place) = out.labels.iter().position(|&l| l == label) else {
            out.labels.push(label);
            out.layout.shape.push(n);
            out.layout.strides.push(stride);
            continue;
        };
        let have = out.layout.shape[place];
        if have != n {
            let letter = u8::try_from(label).map_or('.', char::from);
            let error = if single && (have == 1 || n == 1) {
                SubscriptError::CollapseSingle { letter, have, n }
            } else {
                SubscriptError::Collapse { operand, letter, have, n }
            };
            return Err(error.into());
        }
        out.layout.strides[place] = out.layout.strides[place].wrapping_add(stride);
    }
    Ok(out)
}

/// Every label with its length, in the order in which NumPy's iterator has them.
fn lengths(request: &Request, arrays: &[Array]) -> Result<Vec<(Label, usize)>> {
    let mut order = request.output.clone();
    let mut rest: Labels = request
        .operands
        .iter()
        .flat_map(|o| o.labels.iter().copied())
        .filter(|l| !request.output.contains(l))
        .collect();
    rest.sort_unstable();
    rest.dedup();
    order.extend(rest);
    let mut all: Vec<(Label, usize)> = order.iter().map(|&l| (l, 1)).collect();
    for operand in &request.operands {
        for (axis, label) in operand.labels.iter().enumerate() {
            let n = operand.layout.shape[axis];
            let Some((_, have)) = all.iter_mut().find(|(l, _)| l == label) else { continue };
            if *have == 1 {
                *have = n;
            } else if n != 1 && n != *have {
                let text = remapped(request, &order, arrays);
                return Err(SubscriptError::Shapes { text }.into());
            }
        }
    }
    Ok(all)
}

/// The shapes as NumPy's iterator names them.
fn remapped(request: &Request, order: &[Label], arrays: &[Array]) -> String {
    let mut text = String::new();
    for (operand, array) in request.operands.iter().zip(arrays) {
        // Axes missing at the front are not named.
        let first = order.iter().position(|l| operand.labels.contains(l)).unwrap_or(order.len());
        let to: Vec<String> = order[first..]
            .iter()
            .map(|l| match operand.labels.iter().position(|m| m == l) {
                Some(axis) => operand.layout.shape[axis].to_string(),
                None => "newaxis".into(),
            })
            .collect();
        let from: Vec<String> = array.shape().iter().map(ToString::to_string).collect();
        text.extend(["(", &from.join(","), ")->(", &to.join(","), ") "]);
    }
    text
}

/// The same with a given output, which does not fit.
pub(super) fn with_output(request: &Request, arrays: &[Array], out: &Array) -> String {
    let order: Labels = request.all.iter().map(|(l, _)| *l).collect();
    let from: Vec<String> = out.shape().iter().map(ToString::to_string).collect();
    let mut to = from.clone();
    to.resize(order.len().max(from.len()), "newaxis".into());
    format!("{}({})->({}) ", remapped(request, &order, arrays), from.join(","), to.join(","))
}

/// Whose subscripts are at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose(Option<usize>);

impl std::fmt::Display for Whose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(operand) => write!(f, "in operand {operand}"),
            None => f.write_str("in the output"),
        }
    }
}

crate::error_kinds! {
    /// What can be wrong with subscripts.
    pub enum SubscriptError {
        /// `einsum('i1', eye(2))`
        ValueError Letter { letter: char } = "invalid subscript '{letter}' in einstein sum subscripts string, subscripts must be letters";
        /// `einsum('i.', eye(2))`
        ValueError Dot { whose: Whose } = "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') {whose}";
        /// `einsum('i - > i', ones(2))`
        ValueError Arrow {} = "einstein sum subscript string does not contain proper '->' output specified";
        /// `einsum('ijk', eye(2))`
        ValueError TooMany { operand: usize } = "einstein sum subscripts string contains too many subscripts for operand {operand}";
        /// `einsum('i', eye(2))`
        ValueError NoEllipsis { what: &'static str } = "{what} has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.";
        /// `einsum('ij,jk', eye(2))`
        ValueError More {} = "more operands provided to einstein sum function than specified in the subscripts string";
        /// `einsum('ij', eye(2), eye(2))`
        ValueError Few {} = "fewer operands provided to einstein sum function than specified in the subscripts string";
        /// `einsum('ij->ii', eye(2))`
        ValueError Twice { letter: char } = "einstein sum subscripts string includes output subscript '{letter}' multiple times";
        /// `einsum('ij->k', eye(2))`
        ValueError Unknown { letter: char } = "einstein sum subscripts string included output subscript '{letter}' which never appeared in an input";
        /// `einsum('ii', ones((2, 3)))`
        ValueError Collapse { operand: usize, letter: char, have: usize, n: usize } = "dimensions in operand {operand} for collapsing index '{letter}' don't match ({have} != {n})";
        /// `einsum('ii->i', ones((1, 3)))`
        ValueError CollapseSingle { letter: char, have: usize, n: usize } = "dimensions in single operand for collapsing index '{letter}' don't match ({have} != {n})";
        /// `einsum('ij,jk', eye(2), eye(3))`
        ValueError Shapes { text: String } = "operands could not be broadcast together with remapped shapes [original->remapped]: {text}";
    }
}
