//! `np.einsum_path`: the order in which an `einsum` contracts its operands.

use std::fmt::Write;

use crate::error::Result;
use crate::memory::Array;

use super::subscripts;

/// How the order is found.
#[derive(Clone, Debug, PartialEq)]
pub enum PathKind {
    /// `False`: all operands at once.
    Single,
    /// `'greedy'`, `True`: the pair that frees most memory first.
    Greedy(Option<u128>),
    /// `'optimal'`: the cheapest of all.
    Optimal(Option<u128>),
    /// An order that was given.
    Given(Vec<Vec<usize>>),
    /// A name that means none.
    Unknown(String),
}

/// An order, and what NumPy tells of it.
#[derive(Clone, Debug)]
pub struct EinsumPath {
    /// Which operands are contracted in each step; results are appended to those that are left.
    pub steps: Vec<Vec<usize>>,
    /// The report.
    pub text: String,
}

/// A set of labels: a bit for each letter.
type Set = u128;

struct Problem {
    terms: Vec<Vec<u8>>,
    output: Vec<u8>,
    lengths: [u128; 128],
}

fn set(term: &[u8]) -> Set {
    term.iter().fold(0, |all, &c| all | 1 << c)
}

impl Problem {
    /// The subscripts with letters in the place of ellipses.
    fn new(text: &str, operands: &[Array]) -> Result<Self> {
        let request = subscripts::read(text, operands)?;
        let bare: String = text.chars().filter(|c| *c != ' ').collect();
        let (inputs, output) = bare.split_once("->").map_or((&*bare, None), |(i, o)| (i, Some(o)));
        let spare: Vec<u8> =
            (b'A'..=b'Z').chain(b'a'..=b'z').filter(|&c| !bare.contains(char::from(c))).collect();
        let hidden = |ndim: usize, text: &str| ndim - text.replace('.', "").len();
        let longest = inputs
            .split(',')
            .zip(operands)
            .filter(|(t, _)| t.contains('.'))
            .map(|(t, a)| hidden(a.ndim(), t))
            .max()
            .unwrap_or(0);
        if longest > spare.len() {
            return Err(PathError::Letters {}.into());
        }
        let letters = |count: usize| std::str::from_utf8(&spare[spare.len() - count..]).unwrap_or("");
        let terms: Vec<Vec<u8>> = inputs
            .split(',')
            .zip(operands)
            .map(|(t, a)| {
                t.replace("...", letters(if t.contains('.') { hidden(a.ndim(), t) } else { 0 })).into_bytes()
            })
            .collect();
        let output = match output {
            Some(o) => o.replace("...", letters(longest)).into_bytes(),
            None => {
                let all = terms.concat();
                let mut once: Vec<u8> = (0..128)
                    .filter(|c| all.iter().filter(|d| *d == c).take(2).count() == 1)
                    .filter(|&c| !letters(longest).contains(char::from(c)))
                    .collect();
                let mut out = letters(longest).as_bytes().to_vec();
                out.append(&mut once);
                out
            }
        };
        drop(request);
        let mut lengths = [1u128; 128];
        for (term, array) in terms.iter().zip(operands) {
            for (&c, &n) in term.iter().zip(&array.shape()) {
                let have = &mut lengths[usize::from(c)];
                *have = (*have).max(n as u128);
                if n == 0 {
                    *have = 0;
                }
            }
        }
        Ok(Self { terms, output, lengths })
    }

    fn size(&self, labels: Set) -> u128 {
        (0..128).filter(|c| labels >> c & 1 == 1).fold(1, |n, c| n.saturating_mul(self.lengths[c]))
    }

    fn flops(&self, labels: Set, inner: bool, terms: usize) -> u128 {
        let factor = terms.saturating_sub(1).max(1) + usize::from(inner);
        self.size(labels).saturating_mul(factor as u128)
    }

    /// Contracts the terms at `places`: what the result and the operands then are, what is summed, and all that takes part.
    fn contract(&self, places: &[usize], sets: &[Set]) -> Step {
        let mut taking = 0;
        let mut remaining = set(&self.output);
        let mut left = Vec::with_capacity(sets.len());
        for (i, &labels) in sets.iter().enumerate() {
            if places.contains(&i) {
                taking |= labels;
            } else {
                left.push(labels);
                remaining |= labels;
            }
        }
        let result = remaining & taking;
        left.push(result);
        Step { result, left, summed: taking & !result, taking }
    }

    fn greedy(&self, limit: u128) -> Vec<Vec<usize>> {
        let mut sets: Vec<Set> = self.terms.iter().map(|t| set(t)).collect();
        if sets.len() <= 2 {
            return vec![(0..sets.len()).collect()];
        }
        let whole = self.contract(&(0..sets.len()).collect::<Vec<_>>(), &sets);
        let naive = self.flops(whole.taking, whole.summed != 0, sets.len());
        let mut pairs = combinations(sets.len());
        let mut known: Vec<Candidate> = Vec::new();
        let (mut spent, mut path) = (0u128, Vec::new());
        for _ in 0..self.terms.len() - 1 {
            let candidates = |sets: &[Set], pairs: &[(usize, usize)], all: bool| -> Vec<Candidate> {
                pairs
                    .iter()
                    .filter(|&&(i, j)| all || sets[i] & sets[j] != 0)
                    .filter_map(|&pair| self.candidate(pair, sets, limit, spent, naive))
                    .collect()
            };
            known.extend(candidates(&sets, &pairs, false));
            if known.is_empty() {
                known = candidates(&sets, &combinations(sets.len()), true);
            }
            let Some(best) = known.iter().min_by(|a, b| a.rank.cmp(&b.rank)).cloned() else {
                path.push((0..sets.len()).collect());
                break;
            };
            known = known.iter().filter_map(|c| c.after(&best)).collect();
            sets.clone_from(&best.sets);
            let last = sets.len() - 1;
            pairs = (0..last).map(|i| (i, last)).collect();
            path.push(vec![best.pair.0, best.pair.1]);
            spent = spent.saturating_add(best.rank.1);
        }
        path
    }

    fn candidate(
        &self,
        pair: (usize, usize),
        sets: &[Set],
        limit: u128,
        spent: u128,
        naive: u128,
    ) -> Option<Candidate> {
        let step = self.contract(&[pair.0, pair.1], sets);
        let size = self.size(step.result);
        if size > limit {
            return None;
        }
        let old = self.size(sets[pair.0]).saturating_add(self.size(sets[pair.1]));
        let cost = self.flops(step.taking, step.summed != 0, 2);
        if spent.saturating_add(cost) > naive {
            return None;
        }
        let signed = |n: u128| i128::try_from(n).unwrap_or(i128::MAX);
        Some(Candidate { rank: (signed(size) - signed(old), cost), pair, sets: step.left })
    }

    fn optimal(&self, limit: u128) -> Vec<Vec<usize>> {
        let n = self.terms.len();
        let mut full: Vec<(u128, Vec<Vec<usize>>, Vec<Set>)> =
            vec![(0, Vec::new(), self.terms.iter().map(|t| set(t)).collect())];
        for done in 0..n.saturating_sub(1) {
            let mut next = Vec::new();
            for (cost, path, sets) in &full {
                for (i, j) in combinations(n - done) {
                    let step = self.contract(&[i, j], sets);
                    if self.size(step.result) > limit {
                        continue;
                    }
                    let mut path = path.clone();
                    path.push(vec![i, j]);
                    let cost = cost.saturating_add(self.flops(step.taking, step.summed != 0, 2));
                    next.push((cost, path, step.left));
                }
            }
            if next.is_empty() {
                let mut path = full.iter().min_by_key(|r| r.0).map_or_else(Vec::new, |r| r.1.clone());
                path.push((0..n - done).collect());
                return path;
            }
            full = next;
        }
        full.into_iter().min_by_key(|r| r.0).map_or_else(|| vec![(0..n).collect()], |r| r.1)
    }
}

struct Step {
    result: Set,
    left: Vec<Set>,
    summed: Set,
    taking: Set,
}

/// A pair that may be contracted next: how much larger the result is and what it costs, and the operands after it.
#[derive(Clone)]
struct Candidate {
    rank: (i128, u128),
    pair: (usize, usize),
    sets: Vec<Set>,
}

impl Candidate {
    /// The same pair after `best` was contracted; `None` if they have an operand in common.
    fn after(&self, best: &Self) -> Option<Self> {
        let ((x, y), (bx, by)) = (self.pair, best.pair);
        if [x, y].iter().any(|p| *p == bx || *p == by) {
            return None;
        }
        let mut sets = self.sets.clone();
        sets.remove(by - usize::from(by > x) - usize::from(by > y));
        sets.remove(bx - usize::from(bx > x) - usize::from(bx > y));
        let at = sets.len().saturating_sub(1);
        sets.insert(at, *best.sets.last()?);
        let moved = |p: usize| p - usize::from(p > bx) - usize::from(p > by);
        Some(Self { rank: self.rank, pair: (moved(x), moved(y)), sets })
    }
}

fn combinations(n: usize) -> Vec<(usize, usize)> {
    (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect()
}

/// Operands from which on the search for the cheapest order would take more than memory allows.
const MOST_OPTIMAL: usize = 8;

/// `np.einsum_path(subscripts, *operands, optimize)`: the order of contraction, and a report of what it costs.
///
/// Fails with `ValueError` as `einsum` does, `KeyError` for a name that is no kind of path, `RuntimeError` for an order that leaves operands over.
pub fn einsum_path(text: &str, operands: &[Array], kind: &PathKind) -> Result<EinsumPath> {
    let problem = Problem::new(text, operands)?;
    let n = problem.terms.len();
    let output = set(&problem.output);
    let indices = problem.terms.iter().fold(0, |all, t| all | set(t));
    let largest =
        problem.terms.iter().chain([&problem.output]).map(|t| problem.size(set(t))).max().unwrap_or(1);
    let path = match kind {
        PathKind::Given(path) => path.clone(),
        PathKind::Single => vec![(0..n).collect()],
        _ if n <= 2 || indices == output => vec![(0..n).collect()],
        PathKind::Greedy(limit) => problem.greedy(limit.unwrap_or(largest)),
        PathKind::Optimal(_) if n > MOST_OPTIMAL => problem.greedy(largest),
        PathKind::Optimal(limit) => problem.optimal(limit.unwrap_or(largest)),
        PathKind::Unknown(name) => return Err(PathError::Unknown { name: name.clone() }.into()),
    };
    let text = problem.report(&path, indices)?;
    Ok(EinsumPath { steps: path, text })
}

impl Problem {
    fn report(&self, path: &[Vec<usize>], indices: Set) -> Result<String> {
        let n = self.terms.len();
        let name = |t: &[u8]| String::from_utf8_lossy(t).into_owned();
        let mut names: Vec<String> = self.terms.iter().map(|t| name(t)).collect();
        let mut sets: Vec<Set> = self.terms.iter().map(|t| set(t)).collect();
        let (mut cost, mut scaling, mut most, mut rows) = (0u128, 0, 0u128, String::new());
        for (number, places) in path.iter().enumerate() {
            let mut places = places.clone();
            places.sort_unstable_by(|a, b| b.cmp(a));
            if places.iter().any(|&p| p >= names.len()) {
                return Err(PathError::Place {}.into());
            }
            let step = self.contract(&places, &sets);
            cost = cost.saturating_add(self.flops(step.taking, step.summed != 0, places.len()));
            let scale = step.taking.count_ones();
            scaling = scaling.max(scale);
            most = most.max(self.size(step.result));
            sets = step.left;
            let taken: Vec<String> = places.iter().map(|&p| names.remove(p)).collect();
            let result = if number + 1 == path.len() {
                name(&self.output)
            } else {
                let mut labels: Vec<u8> = (0..128).filter(|c| step.result >> c & 1 == 1).collect();
                labels.sort_by_key(|&c| (self.lengths[usize::from(c)], c));
                name(&labels)
            };
            names.push(result.clone());
            let current = format!("{}->{result}", taken.join(","));
            let remaining = format!("{}->{}", names.join(","), name(&self.output));
            let _ = write!(rows, "\n{scale:4}    {current:>24} {remaining:>40}");
        }
        if names.len() != 1 {
            return Err(PathError::Left { count: names.len() - 1 }.into());
        }
        let total = indices.count_ones() as usize;
        let inner = self.terms.iter().map(|t| set(t).count_ones() as usize).sum::<usize>() > total;
        let naive = self.flops(indices, inner, n) as f64;
        let best = cost as f64 + 1.0;
        let terms: Vec<String> = self.terms.iter().map(|t| name(t)).collect();
        let mut out = format!("  Complete contraction:  {}->{}\n", terms.join(","), name(&self.output));
        let exponent = |x: f64| {
            let text = format!("{x:.3e}");
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            format!("{mantissa}e+{exponent:0>2}")
        };
        let _ = writeln!(out, "         Naive scaling:  {total}");
        let _ = writeln!(out, "     Optimized scaling:  {scaling}");
        let _ = writeln!(out, "      Naive FLOP count:  {}", exponent(naive));
        let _ = writeln!(out, "  Optimized FLOP count:  {}", exponent(best));
        let _ = writeln!(out, "   Theoretical speedup:  {:.3}", naive / best);
        let _ = writeln!(out, "  Largest intermediate:  {} elements", exponent(most as f64));
        let _ = writeln!(out, "{}", "-".repeat(74));
        let _ = writeln!(out, "{:>6} {:>24} {:>40}", "scaling", "current", "remaining");
        out += &"-".repeat(74);
        out += &rows;
        Ok(out)
    }
}

crate::error_kinds! {
    /// What can be wrong with an order of contraction.
    pub enum PathError {
        /// `einsum_path('i,i,i', [1], [2], [3], optimize='x')`
        KeyError Unknown { name: String } = "('Path name %s not found', '{name}')";
        /// `einsum_path('i,i,i', [1], [2], [3], optimize=['einsum_path', (0, 1)])`
        RuntimeError Left { count: usize } = "Invalid einsum_path is specified: {count} more operands has to be contracted.";
        /// `einsum_path('i,i', [1], [2], optimize=['einsum_path', (0, 5)])`
        IndexError Place {} = "pop index out of range";
        /// an ellipsis that stands for more axes than there are letters left
        ValueError Letters {} = "too many subscripts in einsum";
    }
}
