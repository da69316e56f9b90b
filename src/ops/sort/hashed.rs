//! Distinct elements in the order of a hash table: the order that NumPy's unsorted `unique` gives.
//!
//! NumPy walks over a table of the C++ library: chained buckets, the chains of all buckets being parts of one list, where a new element is put
//! in front of its bucket's part, or in front of the list if it is the first in its bucket.

/// How many buckets NumPy asks for at most before it begins.
const MOST_RESERVED: usize = 1024;

/// The numbers of buckets up to 13 elements.
const FEW: [usize; 14] = [1, 2, 2, 3, 5, 5, 7, 7, 11, 11, 11, 11, 13, 13];

/// The primes that the numbers of buckets are taken from beyond those.
#[allow(clippy::unreadable_literal)] // A table is read by its columns.
const PRIMES: [usize; 139] = [
    17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127, 137, 139,
    149, 157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541,
    577, 619, 661, 709, 761, 823, 887, 953, 1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741, 1879, 2029, 2179,
    2357, 2549, 2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703, 5087, 5503, 5953, 6427, 6949, 7517, 8123,
    8783, 9497, 10273, 11113, 12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447, 24281, 26267,
    28411, 30727, 33223, 35933, 38873, 42043, 45481, 49201, 53201, 57557, 62233, 67307, 72817, 78779, 85229,
    92203, 99733, 107_897, 116_731, 126_271, 136_607, 147_793, 159_871, 172_933, 187_091, 202_409, 218_971,
    236_897, 256_279, 277_261, 299_951, 324_503, 351_061, 379_787, 410_857, 444_487, 480_881, 520_241,
    562_841, 608_903, 658_753, 712_697,
];

/// The number of buckets for at least `n` elements. Beyond the primes above the order is no longer NumPy's, which leaves it open.
fn buckets_for(n: usize) -> usize {
    FEW.get(n).copied().or_else(|| PRIMES.iter().copied().find(|&p| p >= n)).unwrap_or(n | 1)
}

/// The hash of NumPy's table: FNV-1a of 64 bits.
pub(super) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where the list of all elements begins: what comes before the first node.
const HEAD: usize = 0;
/// No node.
const NONE: usize = usize::MAX;

/// The table: node 0 is the head of the list, node `i + 1` the distinct element `i`.
struct Chains {
    next: Vec<usize>,
    hashes: Vec<u64>,
    /// For each bucket, the node before its first one.
    before: Vec<usize>,
}

impl Chains {
    fn bucket(&self, node: usize) -> usize {
        (self.hashes[node] % self.before.len() as u64) as usize
    }

    /// Puts a node in front of its bucket.
    fn link(&mut self, node: usize) {
        let bucket = self.bucket(node);
        if self.before[bucket] == NONE {
            let first = self.next[HEAD];
            self.next[node] = first;
            self.next[HEAD] = node;
            if first != NONE {
                let of_first = self.bucket(first);
                self.before[of_first] = node;
            }
            self.before[bucket] = HEAD;
        } else {
            let before = self.before[bucket];
            self.next[node] = self.next[before];
            self.next[before] = node;
        }
    }

    /// Spreads the nodes over more buckets, in the order of the list.
    fn grow(&mut self, buckets: usize) {
        self.before = crate::memory::filled(buckets, NONE);
        let mut node = std::mem::replace(&mut self.next[HEAD], NONE);
        while node != NONE {
            let after = self.next[node];
            self.link(node);
            node = after;
        }
    }

    /// The nodes of the bucket of a hash.
    fn nodes(&self, hash: u64) -> impl Iterator<Item = usize> + '_ {
        let bucket = (hash % self.before.len() as u64) as usize;
        let first = match self.before[bucket] {
            NONE => NONE,
            before => self.next[before],
        };
        self.from(first).take_while(move |node| self.bucket(*node) == bucket)
    }

    /// The nodes from one on.
    fn from(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let there = |node: usize| (node != NONE).then_some(node);
        std::iter::successors(there(node), move |&node| there(self.next[node]))
    }
}

/// The distinct elements, the first of equal ones, as the table gives them when it is walked over.
pub(super) fn distinct<T: Copy>(
    items: &[T],
    hash: impl Fn(&T) -> u64,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let mut limit = buckets_for(items.len().min(MOST_RESERVED));
    let mut chains = Chains { next: vec![NONE], hashes: vec![0], before: crate::memory::filled(limit, NONE) };
    let mut found: Vec<T> = Vec::new();
    for item in items {
        let hash = hash(item);
        if chains.nodes(hash).any(|node| chains.hashes[node] == hash && same(&found[node - 1], item)) {
            continue;
        }
        found.push(*item);
        if found.len() > limit {
            limit = buckets_for((2 * limit).max(found.len()));
            chains.grow(limit);
        }
        chains.next.push(NONE);
        chains.hashes.push(hash);
        chains.link(found.len());
    }
    chains.from(chains.next[HEAD]).map(|node| found[node - 1]).collect()
}
