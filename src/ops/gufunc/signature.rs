//! Signatures: which core dimensions the operands have, and which of them are the same.

use smallvec::SmallVec;

/// A signature that was read: `(n?,k),(k,m?)->(n?,m?)`.
#[derive(Debug)]
pub(super) struct Signature {
    /// As it is written.
    pub(super) text: &'static str,
    /// The dimensions of each input, then of the output, by number.
    pub(super) operands: SmallVec<[SmallVec<[usize; 2]>; 3]>,
    /// For each dimension whether it may be missing.
    pub(super) optional: SmallVec<[bool; 3]>,
}

impl Signature {
    /// Reads a signature.
    pub(super) fn parse(text: &'static str) -> Self {
        let mut names: SmallVec<[&str; 3]> = SmallVec::new();
        let mut optional = SmallVec::new();
        let mut number = |name: &'static str| {
            let (name, may_miss) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
            names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                optional.push(may_miss);
                names.len() - 1
            })
        };
        let operands = text
            .split('(')
            .skip(1)
            .filter_map(|part| part.split_once(')'))
            .map(|(dims, _)| dims.split(',').filter(|name| !name.is_empty()).map(&mut number).collect())
            .collect();
        Self { text, operands, optional }
    }

    /// How many inputs there are.
    pub(super) fn nin(&self) -> usize {
        self.operands.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_are_numbered_in_the_order_in_which_they_are_met() {
        let signature = Signature::parse("(n?,k),(k,m?)->(n?,m?)");
        let operands: Vec<Vec<usize>> = signature.operands.iter().map(|dims| dims.to_vec()).collect();
        assert_eq!(operands, [[0, 1], [1, 2], [0, 2]]);
        assert_eq!(signature.optional.as_slice(), [true, false, true]);
        assert!(Signature::parse("(n),(n)->()").operands[2].is_empty());
    }
}
