//! Recycled blocks. A fresh page costs more than the copy into it, so blocks that are given back are kept, old bytes and all.

use super::block::Block;

/// Blocks of up to this many words are kept in a list for each size.
const SMALL: usize = 128;
/// How many blocks of one small size are kept.
const SMALL_KEPT: usize = 64;
/// Above this many words, zeroed blocks come fresh from the system, whose pages are zero and not yet touched.
const LAZY_ZEROS: usize = 1 << 15;

/// Blocks that were given back.
#[derive(Debug)]
pub(super) struct Pool {
    small: Vec<Vec<Block>>,
    large: Vec<Block>,
    large_words: usize,
    budget_words: usize,
}

impl Pool {
    /// A pool that keeps at most `budget` bytes of large blocks.
    pub(super) fn new(budget: usize) -> Self {
        Self { small: Vec::new(), large: Vec::new(), large_words: 0, budget_words: budget / 8 }
    }

    /// A kept block of at least `words` words (an even number), or a new one of a few; `None` if a large one has to be made.
    pub(super) fn take(&mut self, words: usize, zeroed: bool) -> Option<Block> {
        if words <= SMALL {
            if let Some(mut block) = self.small.get_mut(words).and_then(Vec::pop) {
                if zeroed {
                    block.words_mut().fill(0);
                }
                return Some(block);
            }
            return Some(Block::Heap(vec![0; words]));
        }
        if !(zeroed && words > LAZY_ZEROS) {
            // The smallest that fits, if it does not waste more than a quarter.
            let best = (0..self.large.len())
                .filter(|&i| (words..=words + words / 4).contains(&self.large[i].len()))
                .min_by_key(|&i| self.large[i].len());
            if let Some(i) = best {
                let mut block = self.large.swap_remove(i);
                self.large_words -= block.len();
                if zeroed {
                    block.words_mut()[..words].fill(0);
                }
                return Some(block);
            }
        }
        None
    }

    /// A new block of `words` zeros, after which no more than `left` bytes are kept; `None` if the system has none.
    pub(super) fn make(&mut self, words: usize, left: usize) -> Option<Block> {
        self.make_room(words, left / 8);
        Block::zeroed(words)
    }

    /// Lets all large blocks go.
    pub(super) fn let_go(&mut self) {
        self.large.clear();
        self.large_words = 0;
    }

    /// Takes a block back.
    pub(super) fn give(&mut self, block: Block) {
        let words = block.len();
        if words <= SMALL {
            if words == 0 {
                return;
            }
            if self.small.len() <= words {
                self.small.resize_with(words + 1, Vec::new);
            }
            if self.small[words].len() < SMALL_KEPT {
                self.small[words].push(block);
            }
            return;
        }
        if words > self.budget_words {
            return;
        }
        while self.large_words + words > self.budget_words && !self.large.is_empty() {
            self.large_words -= self.large.remove(0).len();
        }
        self.large_words += words;
        self.large.push(block);
    }

    /// Lets kept blocks go before a new one of `words` words is asked of the system, so that kept and new together stay bounded, and what
    /// is kept within `left` words.
    fn make_room(&mut self, words: usize, left: usize) {
        while (self.large_words + words > self.budget_words || self.large_words > left)
            && !self.large.is_empty()
        {
            self.large_words -= self.large.remove(0).len();
        }
    }
}
