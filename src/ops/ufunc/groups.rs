//! Macros that make the loops of a ufunc for a group of dtypes out of one expression.
//!
//! The letters say the shape of the kernel: `u` unary, `b` binary, `uf` and `bf` the same where the expression yields `(value, Flags)`,
//! `up` and `bp` predicates (the output is bool), `bpf` one with flags, `uu` and `bb` two outputs. A function after `;` classifies suspect results.

/// The eight integer dtypes.
macro_rules! integers {
    ($($form:tt)*) => { [
        $crate::ops::ufunc::groups::looped!(i8 Int8; $($form)*),
        $crate::ops::ufunc::groups::looped!(u8 UInt8; $($form)*),
        $crate::ops::ufunc::groups::looped!(i16 Int16; $($form)*),
        $crate::ops::ufunc::groups::looped!(u16 UInt16; $($form)*),
        $crate::ops::ufunc::groups::looped!(i32 Int32; $($form)*),
        $crate::ops::ufunc::groups::looped!(u32 UInt32; $($form)*),
        $crate::ops::ufunc::groups::looped!(i64 Int64; $($form)*),
        $crate::ops::ufunc::groups::looped!(u64 UInt64; $($form)*),
    ] };
}

/// complex64 and complex128.
macro_rules! complexes {
    ($($form:tt)*) => { [
        $crate::ops::ufunc::groups::looped!(C64 Complex64; $($form)*),
        $crate::ops::ufunc::groups::looped!(C128 Complex128; $($form)*),
    ] };
}

/// Bool.
macro_rules! booleans {
    ($($form:tt)*) => { [$crate::ops::ufunc::groups::looped!(Bool Bool; $($form)*)] };
}

/// float16 by its own arithmetic, not through float32.
macro_rules! halves {
    ($($form:tt)*) => { [$crate::ops::ufunc::groups::looped!(f16 Float16; $($form)*)] };
}

/// float32 and float64.
macro_rules! doubles {
    ($($form:tt)*) => { [
        $crate::ops::ufunc::groups::looped!(f32 Float32; $($form)*),
        $crate::ops::ufunc::groups::looped!(f64 Float64; $($form)*),
    ] };
}

/// One loop.
macro_rules! looped {
    ($t:ident $d:ident; u |$a:ident| $e:expr; $c:expr) => {
        Loop::u(DType::$d, DType::$d, |x, o| unary(x, o, |$a: $t| -> $t { $e }, $c))
    };
    ($t:ident $d:ident; u |$a:ident| $e:expr) => {
        Loop::u(DType::$d, DType::$d, |x, o| unary(x, o, |$a: $t| -> $t { $e }, quiet1))
    };
    ($t:ident $d:ident; up |$a:ident| $e:expr) => {
        Loop::u(DType::$d, DType::Bool, |x, o| unary(x, o, |$a: $t| Bool::from($e), quiet1))
    };
    ($t:ident $d:ident; u => $r:ident $q:ident |$a:ident| $e:expr; $c:expr) => {
        Loop::u(DType::$d, DType::$q, |x, o| unary(x, o, |$a: $t| -> $r { $e }, $c))
    };
    ($t:ident $d:ident; uf |$a:ident| $e:expr) => {
        Loop::u(DType::$d, DType::$d, |x, o| unary_flagged(x, o, |$a: $t| -> ($t, Flags) { $e }))
    };
    ($t:ident $d:ident; uu |$a:ident| $e:expr) => {
        Loop::uu(DType::$d, DType::$d, DType::$d, |x, o, p| {
            unary_two(x, o, p, |$a: $t| -> ($t, $t, Flags) { $e })
        })
    };
    ($t:ident $d:ident; uu => $r:ident $q:ident |$a:ident| $e:expr) => {
        Loop::uu(DType::$d, DType::$d, DType::$q, |x, o, p| {
            unary_two(x, o, p, |$a: $t| -> ($t, $r, Flags) { $e })
        })
    };
    ($t:ident $d:ident; b |$a:ident, $b:ident| $e:expr; $c:expr) => {
        Loop::b(DType::$d, DType::$d, DType::$d, |x, y, o| binary(x, y, o, |$a: $t, $b: $t| -> $t { $e }, $c))
    };
    ($t:ident $d:ident; b |$a:ident, $b:ident| $e:expr) => {
        Loop::b(DType::$d, DType::$d, DType::$d, |x, y, o| {
            binary(x, y, o, |$a: $t, $b: $t| -> $t { $e }, quiet2)
        })
    };
    ($t:ident $d:ident; bp |$a:ident, $b:ident| $e:expr) => {
        Loop::b(DType::$d, DType::$d, DType::Bool, |x, y, o| {
            binary(x, y, o, |$a: $t, $b: $t| Bool::from($e), quiet2)
        })
    };
    ($t:ident $d:ident; bpf |$a:ident, $b:ident| $e:expr) => {
        Loop::b(DType::$d, DType::$d, DType::Bool, |x, y, o| {
            binary_flagged(x, y, o, |$a: $t, $b: $t| {
                let (holds, flags): (bool, Flags) = $e;
                (Bool::from(holds), flags)
            })
        })
    };
    ($t:ident $d:ident; bf |$a:ident, $b:ident| $e:expr) => {
        Loop::b(DType::$d, DType::$d, DType::$d, |x, y, o| {
            binary_flagged(x, y, o, |$a: $t, $b: $t| -> ($t, Flags) { $e })
        })
    };
    ($t:ident $d:ident; bb |$a:ident, $b:ident| $e:expr) => {
        Loop::bb(DType::$d, DType::$d, DType::$d, DType::$d, |x, y, o, p| {
            binary_two(x, y, o, p, |$a: $t, $b: $t| -> ($t, $t, Flags) { $e })
        })
    };
}

/// The three float dtypes, float16 through float32.
macro_rules! floats {
    (u |$a:ident| $e:expr; $c:expr) => {{
        const SINGLE: Unary = |x, o| unary(x, o, |$a: f32| -> f32 { $e }, $c);
        [
            Loop::u(DType::Float16, DType::Float16, |x, o| half_unary(x, o, None, SINGLE)),
            Loop::u(DType::Float32, DType::Float32, SINGLE),
            Loop::u(DType::Float64, DType::Float64, |x, o| unary(x, o, |$a: f64| -> f64 { $e }, $c)),
        ]
    }};
    (up |$a:ident| $e:expr) => {{
        const SINGLE: Unary = |x, o| unary(x, o, |$a: f32| Bool::from($e), quiet1);
        [
            Loop::u(DType::Float16, DType::Bool, |x, o| half_unary(x, o, Some(1), SINGLE)),
            Loop::u(DType::Float32, DType::Bool, SINGLE),
            Loop::u(DType::Float64, DType::Bool, |x, o| unary(x, o, |$a: f64| Bool::from($e), quiet1)),
        ]
    }};
    (b |$a:ident, $b:ident| $e:expr; $c:expr) => {{
        const SINGLE: Binary = |x, y, o| binary(x, y, o, |$a: f32, $b: f32| -> f32 { $e }, $c);
        [
            Loop::b(DType::Float16, DType::Float16, DType::Float16, |x, y, o| {
                half_binary(x, y, o, None, SINGLE)
            }),
            Loop::b(DType::Float32, DType::Float32, DType::Float32, SINGLE),
            Loop::b(DType::Float64, DType::Float64, DType::Float64, |x, y, o| {
                binary(x, y, o, |$a: f64, $b: f64| -> f64 { $e }, $c)
            }),
        ]
    }};
    (bf |$a:ident, $b:ident| $e:expr) => {{
        const SINGLE: Binary = |x, y, o| binary_flagged(x, y, o, |$a: f32, $b: f32| -> (f32, Flags) { $e });
        [
            Loop::b(DType::Float16, DType::Float16, DType::Float16, |x, y, o| {
                half_binary(x, y, o, None, SINGLE)
            }),
            Loop::b(DType::Float32, DType::Float32, DType::Float32, SINGLE),
            Loop::b(DType::Float64, DType::Float64, DType::Float64, |x, y, o| {
                binary_flagged(x, y, o, |$a: f64, $b: f64| -> (f64, Flags) { $e })
            }),
        ]
    }};
    (bp |$a:ident, $b:ident| $e:expr) => {{
        const SINGLE: Binary = |x, y, o| binary(x, y, o, |$a: f32, $b: f32| Bool::from($e), quiet2);
        [
            Loop::b(DType::Float16, DType::Float16, DType::Bool, |x, y, o| {
                half_binary(x, y, o, Some(1), SINGLE)
            }),
            Loop::b(DType::Float32, DType::Float32, DType::Bool, SINGLE),
            Loop::b(DType::Float64, DType::Float64, DType::Bool, |x, y, o| {
                binary(x, y, o, |$a: f64, $b: f64| Bool::from($e), quiet2)
            }),
        ]
    }};
}

pub(super) use {booleans, complexes, doubles, floats, halves, integers, looped};
