//! The Mersenne Twister MT19937, which Python's `random` and NumPy's legacy generator draw from.

use std::fmt;

/// How many words the state has.
pub const STATE: usize = 624;
const MIDDLE: usize = 397;
const MATRIX: u32 = 0x9908_b0df;
const UPPER: u32 = 0x8000_0000;
const LOWER: u32 = 0x7fff_ffff;
/// `2^-53`
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// A Mersenne Twister.
#[derive(Clone)]
pub struct Twister {
    words: Box<[u32; STATE]>,
    /// How many words of the state have been given out.
    used: usize,
}

impl fmt::Debug for Twister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Twister").field("used", &self.used).finish_non_exhaustive()
    }
}

impl Twister {
    /// The generator of one word as seed.
    pub fn of_word(seed: u32) -> Self {
        let mut words = Box::new([0u32; STATE]);
        words[0] = seed;
        for i in 1..STATE {
            let before = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(i as u32);
        }
        Self { words, used: STATE }
    }

    /// The generator of several words as seed.
    pub fn of_key(key: &[u32]) -> Self {
        let key = if key.is_empty() { &[0][..] } else { key };
        let mut this = Self::of_word(19_650_218);
        let words = &mut this.words;
        let (mut i, mut j) = (1, 0);
        let step = |words: &mut [u32; STATE], i: &mut usize| {
            *i += 1;
            if *i >= STATE {
                words[0] = words[STATE - 1];
                *i = 1;
            }
        };
        let mixed = |words: &[u32; STATE], i: usize, factor: u32| {
            let before = words[i - 1];
            words[i] ^ (before ^ (before >> 30)).wrapping_mul(factor)
        };
        for _ in 0..STATE.max(key.len()) {
            words[i] = mixed(words, i, 1_664_525).wrapping_add(key[j]).wrapping_add(j as u32);
            step(words, &mut i);
            j = (j + 1) % key.len();
        }
        for _ in 1..STATE {
            words[i] = mixed(words, i, 1_566_083_941).wrapping_sub(i as u32);
            step(words, &mut i);
        }
        words[0] = UPPER;
        this
    }

    /// The generator in a state: its words, and how many have been given out.
    pub fn of_state(words: [u32; STATE], used: usize) -> Self {
        Self { words: Box::new(words), used: used.min(STATE) }
    }

    /// The state: its words, and how many have been given out.
    pub fn state(&self) -> (&[u32; STATE], usize) {
        (&self.words, self.used)
    }

    fn turn(&mut self) {
        for i in 0..STATE {
            let y = (self.words[i] & UPPER) | (self.words[(i + 1) % STATE] & LOWER);
            let next = self.words[(i + MIDDLE) % STATE] ^ (y >> 1);
            self.words[i] = if y & 1 == 1 { next ^ MATRIX } else { next };
        }
        self.used = 0;
    }

    /// 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.used >= STATE {
            self.turn();
        }
        let mut y = self.words[self.used];
        self.used += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// A float of 53 random bits, from 0 up to 1.
    pub fn next_f64(&mut self) -> f64 {
        let (a, b) = (self.next_u32() >> 5, self.next_u32() >> 6);
        (f64::from(a) * 67_108_864.0 + f64::from(b)) * UNIT
    }
}

#[cfg(test)]
mod tests {
    use super::Twister;

    #[test]
    fn the_first_words_are_those_of_the_authors() {
        let mut twister = Twister::of_key(&[0x123, 0x234, 0x345, 0x456]);
        let words: Vec<u32> = (0..5).map(|_| twister.next_u32()).collect();
        assert_eq!(words, [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783, 4_228_976_476]);
    }
}
