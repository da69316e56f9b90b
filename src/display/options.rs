//! How arrays are printed: `np.set_printoptions`.

/// What stands in the place of the sign of a positive number, NumPy's `sign=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `'-'`: nothing.
    Minus,
    /// `'+'`: a plus.
    Plus,
    /// `' '`: a space.
    Space,
}

impl Sign {
    /// The mode by its character. Fails with `ValueError`.
    pub fn from_name(name: &str) -> Result<Self, OptionError> {
        match name {
            "-" => Ok(Self::Minus),
            "+" => Ok(Self::Plus),
            " " => Ok(Self::Space),
            _ => Err(OptionError::Sign {}),
        }
    }

    /// Its character.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minus => "-",
            Self::Plus => "+",
            Self::Space => " ",
        }
    }
}

/// What `precision` means for floats, NumPy's `floatmode=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatMode {
    /// `'fixed'`: exactly as many digits after the point.
    Fixed,
    /// `'unique'`: nothing; as many as tell the value from all others.
    Unique,
    /// `'maxprec'`: at most as many, each element as few as it needs.
    MaxPrec,
    /// `'maxprec_equal'`: at most as many, all elements the same number.
    MaxPrecEqual,
}

impl FloatMode {
    /// The mode by its name. Fails with `ValueError`.
    pub fn from_name(name: &str) -> Result<Self, OptionError> {
        match name {
            "fixed" => Ok(Self::Fixed),
            "unique" => Ok(Self::Unique),
            "maxprec" => Ok(Self::MaxPrec),
            "maxprec_equal" => Ok(Self::MaxPrecEqual),
            _ => Err(OptionError::FloatMode {}),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Unique => "unique",
            Self::MaxPrec => "maxprec",
            Self::MaxPrecEqual => "maxprec_equal",
        }
    }
}

/// What `np.get_printoptions()` gives, by the same names. The default is NumPy's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// Digits after the point; see [`FloatMode`].
    pub precision: usize,
    /// Arrays of more elements than this are summarised.
    pub threshold: usize,
    /// How many elements a summary shows at each end of each axis.
    pub edgeitems: usize,
    /// Lines are broken so that they have no more characters than this, where they can.
    pub linewidth: usize,
    /// Never print an exponent because a number is small.
    pub suppress: bool,
    /// What a NaN is called.
    pub nanstr: String,
    /// What an infinity is called.
    pub infstr: String,
    /// The sign of positive numbers.
    pub sign: Sign,
    /// What `precision` means.
    pub floatmode: FloatMode,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            precision: 8,
            threshold: 1000,
            edgeitems: 3,
            linewidth: 75,
            suppress: false,
            nanstr: "nan".into(),
            infstr: "inf".into(),
            sign: Sign::Minus,
            floatmode: FloatMode::MaxPrec,
        }
    }
}

crate::error_kinds! {
    /// What can be wrong with print options.
    pub enum OptionError {
        /// `set_printoptions(sign='x')`
        ValueError Sign {} = "sign option must be one of ' ', '+', or '-'";
        /// `set_printoptions(floatmode='x')`
        ValueError FloatMode {} = "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"";
    }
}
