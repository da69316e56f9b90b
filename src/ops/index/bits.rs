//! Masks eight bytes at a time: a word of eight truths becomes a byte of bits, and tables say where its ones are.

/// For each byte the places of its ones, from the lowest on; what is left over is zero.
const PLACES: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut bits = 0;
    while bits < 256 {
        let (mut place, mut found) = (0, 0);
        while place < 8 {
            if bits >> place & 1 == 1 {
                table[bits][found] = place as u8;
                found += 1;
            }
            place += 1;
        }
        bits += 1;
    }
    table
};

/// The same as wider numbers, for positions.
const WIDE: [[u32; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut bits = 0;
    while bits < 256 {
        let mut k = 0;
        while k < 8 {
            table[bits][k] = PLACES[bits][k] as u32;
            k += 1;
        }
        bits += 1;
    }
    table
};

/// For each byte and place, how many ones stand below that place.
const RANKS: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut bits = 0;
    while bits < 256 {
        let (mut place, mut below) = (0, 0);
        while place < 8 {
            table[bits][place] = below;
            below += (bits >> place & 1) as u8;
            place += 1;
        }
        bits += 1;
    }
    table
};

/// How many truths are looked at together where a mask is mostly False.
const STRETCH: usize = 64;

/// The truths of eight bytes as bits, the first one lowest.
#[inline]
fn bits(word: [u8; 8]) -> u8 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let word = u64::from_le_bytes(word);
    // The high bit of each byte that is not zero, then the eight of them gathered in the highest byte.
    let truth = ((((word & LOW) + LOW) | word) & !LOW) >> 7;
    (truth.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

/// The number of ones, from the table: the baseline of x86-64 has no instruction for it.
#[inline]
fn ones(bits: u8) -> usize {
    (RANKS[bits as usize][7] + (bits >> 7)) as usize
}

/// How many of these bytes are True (not zero).
pub(super) fn count(mask: &[u8]) -> usize {
    // Sums of up to 255 ones fit a byte, which the compiler adds sixteen at a time.
    mask.chunks(240).map(|part| part.iter().map(|&m| u8::from(m != 0)).sum::<u8>() as usize).sum()
}

/// Calls `f` with the number of each True byte, passing over what is False.
#[inline]
pub(super) fn for_each_true(mask: &[u8], mut f: impl FnMut(usize)) {
    let (words, tail) = mask.as_chunks::<8>();
    for (k, word) in words.iter().enumerate() {
        let bits = bits(*word);
        let n = ones(bits);
        for &place in &PLACES[bits as usize][..n] {
            f(k * 8 + place as usize);
        }
    }
    for (i, &m) in tail.iter().enumerate() {
        if m != 0 {
            f(words.len() * 8 + i);
        }
    }
}

/// The items where the mask is True, into `out`, which has room for just them.
pub(super) fn compress<T: Copy>(mask: &[u8], items: &[T], out: &mut [T]) {
    pick(
        mask,
        out,
        |k, place| items[k * 8 + place],
        |k, bits| {
            let group: &[T; 8] = items[k * 8..].first_chunk()?;
            Some(PLACES[bits as usize].map(|p| group[(p & 7) as usize]))
        },
    );
}

/// The numbers of the True bytes, counted from `start`, into `out`, which has room for just them.
pub(super) fn numbers(mask: &[u8], start: i64, out: &mut [i64]) {
    pick(
        mask,
        out,
        |k, place| start + (k * 8 + place) as i64,
        |k, bits| {
            let first = start + (k * 8) as i64;
            Some(WIDE[bits as usize].map(|p| first + i64::from(p)))
        },
    );
}

/// Fills `out` with `one(word, place)` for each True byte; `eight(word, bits)` gives them for a whole word at a time.
#[inline]
fn pick<T: Copy>(
    mask: &[u8],
    out: &mut [T],
    one: impl Fn(usize, usize) -> T,
    eight: impl Fn(usize, u8) -> Option<[T; 8]>,
) {
    let mut next = 0;
    for (s, stretch) in mask.chunks(STRETCH).enumerate() {
        if stretch.iter().fold(0, |any, &m| any | m) == 0 {
            continue;
        }
        let (words, tail) = stretch.as_chunks::<8>();
        for (k, word) in words.iter().enumerate() {
            let k = s * (STRETCH / 8) + k;
            let bits = bits(*word);
            if bits == 0 {
                continue;
            }
            let n = ones(bits);
            // Eight are written whatever the number of ones: the next word overwrites those that are too many.
            if let Some(slot) = out[next..].first_chunk_mut::<8>()
                && let Some(found) = eight(k, bits)
            {
                *slot = found;
            } else {
                for (o, &place) in out[next..next + n].iter_mut().zip(&PLACES[bits as usize]) {
                    *o = one(k, place as usize);
                }
            }
            next += n;
        }
        let k = s * (STRETCH / 8) + words.len();
        for (place, &m) in tail.iter().enumerate() {
            if m != 0 {
                out[next] = one(k, place);
                next += 1;
            }
        }
    }
}

/// Writes one value to the items where the mask is True.
pub(super) fn fill<T: Copy>(mask: &[u8], items: &mut [T], value: T) {
    for (stretch, items) in mask.chunks(STRETCH).zip(items.chunks_mut(STRETCH)) {
        if stretch.iter().fold(0, |any, &m| any | m) != 0 {
            for (item, &m) in items.iter_mut().zip(stretch) {
                // Written whether it changes or not, which the compiler can do many at a time.
                *item = if m != 0 { value } else { *item };
            }
        }
    }
}

/// Writes the values, one after the other, to the items where the mask is True.
pub(super) fn expand<T: Copy>(mask: &[u8], items: &mut [T], values: &[T]) {
    let mut next = 0;
    let (words, tail) = mask.as_chunks::<8>();
    let (groups, rest) = items.as_chunks_mut::<8>();
    for (word, group) in words.iter().zip(groups) {
        let bits = bits(*word);
        if bits == 0 {
            continue;
        }
        if let Some(source) = values[next..].first_chunk::<8>() {
            let ranks = &RANKS[bits as usize];
            for place in 0..8 {
                let value = source[(ranks[place] & 7) as usize];
                group[place] = if word[place] != 0 { value } else { group[place] };
            }
        } else {
            let n = ones(bits);
            for (&place, &value) in PLACES[bits as usize][..n].iter().zip(&values[next..]) {
                group[(place & 7) as usize] = value;
            }
        }
        next += ones(bits);
    }
    for (item, _) in rest.iter_mut().zip(tail).filter(|(_, m)| **m != 0) {
        *item = values[next];
        next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_and_writes_like_a_plain_loop() {
        let mut seed = 7u32;
        for n in 0..300usize {
            for density in [0, 1, 8, 15, 16] {
                let mask: Vec<u8> = (0..n)
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        if (seed >> 24) % 16 < density { (seed >> 16) as u8 | 1 } else { 0 }
                    })
                    .collect();
                let items: Vec<i64> = (100..100 + n as i64).collect();
                let expected: Vec<usize> = (0..n).filter(|&i| mask[i] != 0).collect();
                assert_eq!(count(&mask), expected.len());
                let mut out = vec![0; expected.len()];
                compress(&mask, &items, &mut out);
                assert_eq!(out, expected.iter().map(|&i| items[i]).collect::<Vec<_>>());
                numbers(&mask, 5, &mut out);
                assert_eq!(out, expected.iter().map(|&i| i as i64 + 5).collect::<Vec<_>>());
                let mut seen = Vec::new();
                for_each_true(&mask, |i| seen.push(i));
                assert_eq!(seen, expected);
                let (mut filled, mut expanded) = (items.clone(), items.clone());
                fill(&mask, &mut filled, -1);
                let values: Vec<i64> = (0..expected.len() as i64).map(|v| -v).collect();
                expand(&mask, &mut expanded, &values);
                let mut by_hand = items.clone();
                for &i in &expected {
                    by_hand[i] = -1;
                }
                assert_eq!(filled, by_hand);
                for (k, &i) in expected.iter().enumerate() {
                    by_hand[i] = -(k as i64);
                }
                assert_eq!(expanded, by_hand);
            }
        }
    }
}
