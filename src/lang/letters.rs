//! What Python knows of characters and the standard library does not, or sees otherwise.

/// The zeros of the scripts that have decimal digits: nine more follow each.
const ZEROS: [u32; 66] = [
    48, 1632, 1776, 1984, 2406, 2534, 2662, 2790, 2918, 3046, 3174, 3302, 3430, 3558, 3664, 3792, 3872, 4160,
    4240, 6112, 6160, 6470, 6608, 6784, 6800, 6992, 7088, 7232, 7248, 42528, 43216, 43264, 43472, 43504,
    43600, 44016, 65296, 66720, 68912, 69734, 69872, 69942, 70096, 70384, 70736, 70864, 71248, 71360, 71472,
    71904, 72016, 72784, 73040, 73120, 92768, 92864, 93008, 120_782, 120_792, 120_802, 120_812, 120_822,
    123_200, 123_632, 125_264, 130_032,
];

/// Digits that no number is written with: raised ones, those in circles.
const OTHER_DIGITS: [(u32, u32); 20] = [
    (178, 179),
    (185, 185),
    (4969, 4977),
    (6618, 6618),
    (8304, 8304),
    (8308, 8313),
    (8320, 8329),
    (9312, 9320),
    (9332, 9340),
    (9352, 9360),
    (9450, 9450),
    (9461, 9469),
    (9471, 9471),
    (10102, 10110),
    (10112, 10120),
    (10122, 10130),
    (68160, 68163),
    (69216, 69224),
    (69714, 69722),
    (127_232, 127_242),
];

/// A blank, as Python counts them.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

/// What ends a line, as Python counts them.
pub(super) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The value of a decimal digit of any script.
pub(super) fn decimal(c: char) -> Option<u32> {
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|&zero| zero <= code)].last()?;
    Some(code - zero).filter(|&digit| digit < 10)
}

/// `str.isdigit` of one character.
pub(super) fn is_digit(c: char) -> bool {
    let code = u32::from(c);
    decimal(c).is_some() || OTHER_DIGITS.iter().any(|&(first, last)| (first..=last).contains(&code))
}

/// A letter that is a capital and a small letter in one.
pub(super) fn is_title_letter(c: char) -> bool {
    matches!(c, '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}')
        || matches!(c, '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}' | '\u{1fa8}'..='\u{1faf}' | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}')
}

/// A letter at the start of a word.
pub(super) fn titled(c: char, out: &mut String) {
    match c {
        '\u{1c4}'..='\u{1c6}' => out.push('\u{1c5}'),
        '\u{1c7}'..='\u{1c9}' => out.push('\u{1c8}'),
        '\u{1ca}'..='\u{1cc}' => out.push('\u{1cb}'),
        '\u{1f1}'..='\u{1f3}' => out.push('\u{1f2}'),
        _ => {
            let mut upper = c.to_uppercase();
            out.extend(upper.next());
            out.extend(upper.flat_map(char::to_lowercase));
        }
    }
}

/// A text in small letters for a comparison that does not look at the case.
pub(super) fn folded(text: &str) -> String {
    /// How many characters are changed between two looks at Ctrl-C.
    const PIECE: usize = 1 << 10;
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.chars().enumerate() {
        if i % PIECE == 0 {
            crate::memory::stop_if_interrupted();
        }
        match c {
            '\u{1e9e}' => out.push_str("ss"),
            '\u{131}' => out.push(c),
            '\u{13a0}'..='\u{13f5}' => out.push(c),
            '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => out.extend(c.to_uppercase()),
            _ => c.to_uppercase().flat_map(char::to_lowercase).for_each(|c| out.push(c)),
        }
    }
    out
}
