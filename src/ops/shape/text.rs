//! Shapes as NumPy's C code writes them in messages.

/// Lengths without blanks: `(3,)`, `(2,3)`, `()`. A negative one is written `newaxis`, except at the front, where it is left out.
#[derive(Clone, Copy, Debug)]
pub struct DimsText<'a>(pub &'a [i64]);

impl std::fmt::Display for DimsText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.0.iter().skip_while(|&&n| n < 0);
        f.write_str("(")?;
        let mut count = 0;
        for &n in shown {
            if count > 0 {
                f.write_str(",")?;
            }
            if n < 0 {
                f.write_str("newaxis")?;
            } else {
                write!(f, "{n}")?;
            }
            count += 1;
        }
        f.write_str(if count == 1 && self.0.len() == 1 { ",)" } else { ")" })
    }
}

/// The same for lengths that are known.
#[derive(Clone, Copy, Debug)]
pub struct LengthsText<'a>(pub &'a [usize]);

impl std::fmt::Display for LengthsText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let dims: Vec<i64> = self.0.iter().map(|&n| n as i64).collect();
        DimsText(&dims).fmt(f)
    }
}

/// A tuple of axes as Python writes it: `(0, 3)`.
#[derive(Clone, Copy, Debug)]
pub struct TupleText<'a>(pub &'a [i64]);

impl std::fmt::Display for TupleText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(")?;
        for (i, n) in self.0.iter().enumerate() {
            write!(f, "{}{n}", if i == 0 { "" } else { ", " })?;
        }
        f.write_str(if self.0.len() == 1 { ",)" } else { ")" })
    }
}
