//! Logical and bitwise ufuncs, and those that ask what kind of number it is.

use crate::memory::{Bool, C64, C128, DType};

use super::flags::{quiet1, quiet2};
use super::groups::{booleans, complexes, floats, integers};
use super::kernel::{Binary, Loop, Unary, binary, half_binary, half_unary, unary};
use super::table::{Identity, Rule, Ufunc};
use super::{complex, integer};

/// A logical operation of two truth values.
macro_rules! logical {
    ($name:ident, $text:literal, $identity:expr, |$a:ident, $b:ident| $e:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        pub static $name: Ufunc = Ufunc {
            name: $text,
            identity: $identity,
            groups: &[
                &booleans!(
                    bp | a,
                    b | {
                        let ($a, $b) = (a.get(), b.get());
                        $e
                    }
                ),
                &integers!(
                    bp | a,
                    b | {
                        let ($a, $b) = (a != 0, b != 0);
                        $e
                    }
                ),
                &floats!(
                    bp | a,
                    b | {
                        let ($a, $b) = (a != 0.0, b != 0.0);
                        $e
                    }
                ),
                &complexes!(
                    bp | a,
                    b | {
                        let ($a, $b) = (complex::truth(a), complex::truth(b));
                        $e
                    }
                ),
            ],
            rule: Rule::Truth,
            ..Ufunc::PLAIN
        };
    };
}
logical!(LOGICAL_AND, "logical_and", Identity::True, |a, b| a & b);
logical!(LOGICAL_OR, "logical_or", Identity::False, |a, b| a | b);
logical!(LOGICAL_XOR, "logical_xor", Identity::False, |a, b| a ^ b);

/// `np.logical_not`
pub static LOGICAL_NOT: Ufunc = Ufunc {
    name: "logical_not",
    groups: &[
        &booleans!(up | a | !a.get()),
        &integers!(up | a | a == 0),
        &floats!(up | a | a == 0.0),
        &complexes!(up | a | !complex::truth(a)),
    ],
    ..Ufunc::PLAIN
};

/// A bitwise operation; on bools it is the logical one.
macro_rules! bitwise {
    ($name:ident, $text:literal, $identity:expr, |$a:ident, $b:ident| $e:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        pub static $name: Ufunc = Ufunc {
            name: $text,
            identity: $identity,
            groups: &[
                &booleans!(
                    bp | a,
                    b | {
                        let ($a, $b) = (a.get(), b.get());
                        $e
                    }
                ),
                &integers!(b | $a, $b | $e),
            ],
            ..Ufunc::PLAIN
        };
    };
}
bitwise!(BITWISE_AND, "bitwise_and", Identity::MinusOne, |a, b| a & b);
bitwise!(BITWISE_OR, "bitwise_or", Identity::Zero, |a, b| a | b);
bitwise!(BITWISE_XOR, "bitwise_xor", Identity::Zero, |a, b| a ^ b);

/// `np.invert`
pub static INVERT: Ufunc = Ufunc {
    name: "invert",
    groups: &[&booleans!(up | a | !a.get()), &integers!(u | a | !a)],
    ..Ufunc::PLAIN
};

/// `np.left_shift`
pub static LEFT_SHIFT: Ufunc =
    Ufunc { name: "left_shift", groups: &[&integers!(b | a, b | integer::left_shift(a, b))], ..Ufunc::PLAIN };

/// `np.right_shift`
pub static RIGHT_SHIFT: Ufunc = Ufunc {
    name: "right_shift",
    groups: &[&integers!(b | a, b | integer::right_shift(a, b))],
    ..Ufunc::PLAIN
};

/// `np.isnan`
pub static ISNAN: Ufunc = Ufunc {
    name: "isnan",
    groups: &[
        &booleans!(up | _a | false),
        &integers!(up | _a | false),
        &floats!(up | a | a.is_nan()),
        &complexes!(up | a | complex::is_nan(a)),
    ],
    ..Ufunc::PLAIN
};

/// `np.isinf`
pub static ISINF: Ufunc = Ufunc {
    name: "isinf",
    groups: &[
        &booleans!(up | _a | false),
        &integers!(up | _a | false),
        &floats!(up | a | a.is_infinite()),
        &complexes!(up | a | a.re.is_infinite() || a.im.is_infinite()),
    ],
    ..Ufunc::PLAIN
};

/// `np.isfinite`
pub static ISFINITE: Ufunc = Ufunc {
    name: "isfinite",
    groups: &[
        &booleans!(up | _a | true),
        &integers!(up | _a | true),
        &floats!(up | a | a.is_finite()),
        &complexes!(up | a | a.re.is_finite() && a.im.is_finite()),
    ],
    ..Ufunc::PLAIN
};

/// `np.signbit`
pub static SIGNBIT: Ufunc =
    Ufunc { name: "signbit", groups: &[&floats!(up | a | a.is_sign_negative())], ..Ufunc::PLAIN };
