//! Arithmetic on integers of any size, in pieces small enough that Ctrl-C is answered between two of them.
//!
//! The crate's own multiplication and division cannot be interrupted, and its division takes time by the product of both lengths. Above a size
//! they are therefore made of smaller ones here: products by Karatsuba's rule, quotients from a reciprocal that Newton's rule makes more exact.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Signed, Zero};

use crate::error::Result;
use crate::memory::Memory;

/// Products of factors up to so many bits are made in one piece: some milliseconds.
const PRODUCT: u64 = 1 << 18;
/// Quotients for which the product of the lengths of quotient and divisor, in words, is up to this are made in one piece.
const QUOTIENT: u64 = 1 << 22;
const WORD: u64 = 64;

/// The lowest bits of a number.
fn low(n: &BigUint, bits: u64) -> BigUint {
    let words = (bits / WORD) as usize;
    // The cut is at a whole word, where the words need only be copied.
    let digits = n.iter_u64_digits().take(words).flat_map(|word| [word as u32, (word >> 32) as u32]);
    BigUint::new(digits.collect())
}

fn product(memory: &Memory, a: &BigUint, b: &BigUint) -> Result<BigUint> {
    let (short, long) = if a.bits() < b.bits() { (a, b) } else { (b, a) };
    if short.bits() <= PRODUCT {
        return thin_product(memory, short, long);
    }
    // Cut in two at a whole word.
    let cut = (long.bits() / 2).next_multiple_of(WORD);
    let (high, rest) = (long >> cut, low(long, cut));
    if short.bits() <= cut {
        return Ok((product(memory, short, &high)? << cut) + product(memory, short, &rest)?);
    }
    let (short_high, short_rest) = (short >> cut, low(short, cut));
    let highs = product(memory, &high, &short_high)?;
    let rests = product(memory, &rest, &short_rest)?;
    let both = product(memory, &(high + rest), &(short_high + short_rest))?;
    let mixed = both - &highs - &rests;
    Ok((highs << (2 * cut)) + (mixed << cut) + rests)
}

/// A product with a short factor: piece by piece of the long one.
fn thin_product(memory: &Memory, short: &BigUint, long: &BigUint) -> Result<BigUint> {
    memory.check_interrupt()?;
    // The shorter the one, the longer a piece of the other may be.
    let piece = (PRODUCT * PRODUCT / short.bits().max(1)).clamp(PRODUCT, PRODUCT << 8).next_multiple_of(WORD);
    if long.bits() <= piece {
        return Ok(short * long);
    }
    let cut = (long.bits() / 2).next_multiple_of(WORD);
    let (high, rest) = (long >> cut, low(long, cut));
    Ok((thin_product(memory, short, &high)? << cut) + thin_product(memory, short, &rest)?)
}

/// `a * b`
///
/// Fails with `KeyboardInterrupt` at Ctrl-C, as all here.
pub(super) fn multiply(memory: &Memory, a: &BigInt, b: &BigInt) -> Result<BigInt> {
    let sign = match a.sign() == b.sign() {
        _ if a.is_zero() || b.is_zero() => Sign::NoSign,
        true => Sign::Plus,
        false => Sign::Minus,
    };
    Ok(BigInt::from_biguint(sign, product(memory, a.magnitude(), b.magnitude())?))
}

/// `base ** exponent`
pub(super) fn power(memory: &Memory, base: &BigInt, exponent: u32) -> Result<BigInt> {
    // Powers of two are only shifted.
    let zeros = base.trailing_zeros().unwrap_or(0);
    let odd = base >> zeros;
    let mut power = BigInt::one();
    for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
        memory.check_interrupt()?;
        power = multiply(memory, &power, &power)?;
        if exponent >> bit & 1 == 1 {
            power = multiply(memory, &power, &odd)?;
        }
    }
    Ok(power << (zeros * u64::from(exponent)))
}

/// Nearly `2 ** (2 * bits) / n` for a number of so many bits: a few units off at most.
fn reciprocal(memory: &Memory, n: &BigUint, bits: u64) -> Result<BigUint> {
    let one = BigUint::one();
    if bits * bits / (WORD * WORD) <= QUOTIENT {
        memory.check_interrupt()?;
        return Ok((one << (2 * bits)) / n);
    }
    // Of the upper half first, which gives half of the digits; one step of Newton's rule gives the others.
    let half = bits / 2 + 8;
    let start = reciprocal(memory, &(n >> (bits - half)), half)? << (bits - half);
    let found = BigInt::from(product(memory, n, &start)?);
    let missing = (BigInt::one() << (2 * bits)) - found;
    let step = multiply(memory, &BigInt::from(start.clone()), &missing)? >> (2 * bits);
    Ok((BigInt::from(start) + step).magnitude().clone())
}

/// Quotient and rest of two numbers.
fn divide(memory: &Memory, a: &BigUint, b: &BigUint) -> Result<(BigUint, BigUint)> {
    if a < b {
        return Ok((BigUint::zero(), a.clone()));
    }
    let bits = b.bits();
    let excess = a.bits() - bits + 1;
    if excess.div_ceil(WORD) * bits.div_ceil(WORD) <= QUOTIENT {
        memory.check_interrupt()?;
        let quotient = a / b;
        let rest = a - product(memory, &quotient, b)?;
        return Ok((quotient, rest));
    }
    if excess + 2 * WORD < bits {
        // The quotient is short: the upper parts tell it, all but its last units.
        let cut = bits - excess - WORD;
        let (quotient, _) = divide(memory, &(a >> cut), &(b >> cut))?;
        return corrected(memory, a, b, quotient);
    }
    let reciprocal = reciprocal(memory, b, bits)?;
    // As in division by hand, with digits as long as the divisor.
    let (mut quotient, mut rest) = (BigUint::zero(), BigUint::zero());
    let digit = bits.next_multiple_of(WORD) - WORD;
    let digit = if digit == 0 { WORD } else { digit };
    for place in (0..a.bits().div_ceil(digit)).rev() {
        memory.check_interrupt()?;
        let part = (rest << digit) + low(&(a >> (place * digit)), digit);
        let guess = product(memory, &part, &reciprocal)? >> (2 * bits);
        let (digits, left) = corrected(memory, &part, b, guess)?;
        quotient = (quotient << digit) + digits;
        rest = left;
    }
    Ok((quotient, rest))
}

/// The quotient near a guess, and the rest.
fn corrected(memory: &Memory, a: &BigUint, b: &BigUint, guess: BigUint) -> Result<(BigUint, BigUint)> {
    let divisor = BigInt::from(b.clone());
    let mut rest = BigInt::from(a.clone()) - BigInt::from(product(memory, &guess, b)?);
    let mut quotient = BigInt::from(guess);
    while rest.is_negative() {
        memory.check_interrupt()?;
        rest += &divisor;
        quotient -= 1;
    }
    while rest >= divisor {
        memory.check_interrupt()?;
        rest -= &divisor;
        quotient += 1;
    }
    Ok((quotient.magnitude().clone(), rest.magnitude().clone()))
}

/// `a // b` and `a % b`, rounded down as in Python. `b` is not zero.
pub(super) fn div_rem(memory: &Memory, a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    let (quotient, rest) = divide(memory, a.magnitude(), b.magnitude())?;
    let (quotient, rest) = (BigInt::from(quotient), BigInt::from(rest));
    Ok(match (a.is_negative(), b.is_negative()) {
        (false, false) => (quotient, rest),
        (true, true) => (quotient, -rest),
        (false, true) if rest.is_zero() => (-quotient, rest),
        (false, true) => (-quotient - 1, rest + b),
        (true, false) if rest.is_zero() => (-quotient, rest),
        (true, false) => (-quotient - 1, b - rest),
    })
}

/// Powers modulo a number for which the bits of the exponent times the square of the modulus' words are up to this are made in one piece.
const MODULAR_POWER: u64 = 1 << 24;
/// The bits of the exponent that one product takes in.
const WINDOW: u64 = 4;

/// `pow(base, exponent, modulus)`, with the sign of the modulus, which is not zero; nothing if the exponent is negative and the base has no inverse.
pub(super) fn power_modulo(
    memory: &Memory,
    base: &BigInt,
    exponent: &BigInt,
    modulus: &BigInt,
) -> Result<Option<BigInt>> {
    let divisor = BigInt::from(modulus.magnitude().clone());
    let mut base = div_rem(memory, base, &divisor)?.1;
    if exponent.is_negative() {
        let Some(inverse) = inverse(memory, &base, &divisor)? else { return Ok(None) };
        base = inverse;
    }
    let words = divisor.bits().div_ceil(WORD);
    let power = if exponent.bits().saturating_mul(words * words) <= MODULAR_POWER {
        memory.check_interrupt()?;
        BigInt::from(base.magnitude().modpow(exponent.magnitude(), divisor.magnitude()))
    } else {
        windowed_power(memory, &base, exponent.magnitude(), &divisor)?
    };
    Ok(Some(if modulus.is_negative() && !power.is_zero() { power - divisor } else { power }))
}

/// A power modulo a positive number, by squaring, with a few bits of the exponent at a time.
fn windowed_power(memory: &Memory, base: &BigInt, exponent: &BigUint, divisor: &BigInt) -> Result<BigInt> {
    let rest = |n: BigInt| div_rem(memory, &n, divisor).map(|(_, rest)| rest);
    let mut powers = vec![rest(BigInt::one())?];
    for i in 1..1 << WINDOW {
        powers.push(rest(multiply(memory, &powers[i - 1], base)?)?);
    }
    let mut power = powers[0].clone();
    for place in (0..exponent.bits().div_ceil(WINDOW)).rev() {
        for _ in 0..WINDOW {
            power = rest(multiply(memory, &power, &power)?)?;
        }
        let bits =
            (0..WINDOW).filter(|i| exponent.bit(place * WINDOW + i)).map(|i| 1_usize << i).sum::<usize>();
        if bits > 0 {
            power = rest(multiply(memory, &power, &powers[bits])?)?;
        }
    }
    Ok(power)
}

/// The inverse of a number modulo a positive one, by Euclid's rule.
fn inverse(memory: &Memory, n: &BigInt, divisor: &BigInt) -> Result<Option<BigInt>> {
    let (mut rests, mut factors) = ((divisor.clone(), n.clone()), (BigInt::zero(), BigInt::one()));
    while !rests.1.is_zero() {
        let (quotient, rest) = div_rem(memory, &rests.0, &rests.1)?;
        rests = (rests.1, rest);
        let factor = factors.0 - multiply(memory, &quotient, &factors.1)?;
        factors = (factors.1, factor);
    }
    if !rests.0.is_one() {
        return Ok(None);
    }
    Ok(Some(div_rem(memory, &factors.0, divisor)?.1))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use num_bigint::{BigInt, BigUint};
    use num_traits::Pow;
    use proptest::prelude::*;

    use super::{div_rem, multiply, power, power_modulo};
    use crate::memory::Memory;

    fn memory(interrupted: bool) -> Memory {
        Memory::new(1 << 30, Arc::new(AtomicBool::new(interrupted)))
    }

    /// A number of about so many words, with runs of equal bits, as quotients are hardest to guess beside powers of two.
    fn number() -> impl Strategy<Value = BigInt> {
        let word = prop_oneof![Just(0), Just(u32::MAX), any::<u32>()];
        let size = prop_oneof![0..40_usize, 8000..30_000_usize];
        (prop::collection::vec(word, 7), size, any::<bool>()).prop_map(|(words, size, negative)| {
            let digits = (0..size).map(|i| words[i * i / 5 % words.len()]).collect();
            let n = BigInt::from(BigUint::new(digits));
            if negative { -n } else { n }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn products_and_quotients_are_those_of_the_crate(a in number(), b in number()) {
            let memory = memory(false);
            let product = multiply(&memory, &a, &b).expect("no interrupt");
            prop_assert!(product == &a * &b);
            if b != BigInt::ZERO {
                for a in [&product + 1, &product - 1, product, a] {
                    let (quotient, rest) = div_rem(&memory, &a, &b).expect("no interrupt");
                    prop_assert!(&quotient * &b + &rest == a);
                    prop_assert!(rest == BigInt::ZERO || (rest < BigInt::ZERO) == (b < BigInt::ZERO));
                    prop_assert!(rest.magnitude() < b.magnitude());
                }
            }
        }

        #[test]
        fn powers_are_those_of_the_crate(base in -70_000_i64..70_000, exponent in 0..40_000_u32) {
            let base = BigInt::from(base);
            prop_assert!(power(&memory(false), &base, exponent).expect("no interrupt") == Pow::pow(&base, exponent));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn modular_powers_are_those_of_the_crate(
            base in any::<i128>(),
            exponent in prop_oneof![-9..9_i128, any::<i128>()],
            modulus in prop_oneof![-9..9_i128, any::<i128>()],
            more in prop_oneof![Just(0), 24_000..26_000_u32],
        ) {
            prop_assume!(modulus != 0);
            // A large modulus goes another way than a small one.
            let (base, exponent) = (BigInt::from(base), BigInt::from(exponent));
            let modulus = (BigInt::from(modulus) << more) - i32::from(more > 0);
            let found = power_modulo(&memory(false), &base, &exponent, &modulus).expect("no interrupt");
            let want = if exponent < BigInt::ZERO {
                base.modinv(&modulus).map(|inverse| inverse.modpow(&-exponent, &modulus))
            } else {
                Some(base.modpow(&exponent, &modulus))
            };
            prop_assert_eq!(found, want);
        }
    }

    #[test]
    fn an_interrupt_ends_them() {
        let (memory, n) = (memory(true), (BigInt::from(1) << 1_000_000) - 1);
        assert!(multiply(&memory, &n, &n).is_err());
        assert!(div_rem(&memory, &(&n * &n), &n).is_err());
        assert!(power(&memory, &n, 3).is_err());
        assert!(power_modulo(&memory, &n, &n, &(&n + 2)).is_err());
    }
}
