//! The fourteen dtypes: their names, sizes, kinds, and the rules that relate them.

use std::fmt;

use bytemuck::{Pod, Zeroable};
use num_complex::Complex;

pub use half::f16;

/// The element type of `complex64`: two `f32`.
pub type C64 = Complex<f32>;
/// The element type of `complex128`: two `f64`.
pub type C128 = Complex<f64>;

/// A boolean in an array: one byte, zero for False. Any other byte is True, since `.view(bool)` may show any.
#[derive(Clone, Copy, Default, Pod, Zeroable)]
#[repr(transparent)]
pub struct Bool(pub u8);

impl Bool {
    /// Whether it is True.
    pub fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Bool {
    fn from(value: bool) -> Self {
        Self(u8::from(value))
    }
}

impl PartialEq for Bool {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl PartialOrd for Bool {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.get().partial_cmp(&other.get())
    }
}

impl fmt::Debug for Bool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// What an array holds: the bytes of an element and their meaning. Native byte order always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum DType {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    Float32,
    Float64,
    Complex64,
    Complex128,
}

/// The kind of a dtype, NumPy's `dtype.kind`, in the order in which kinds are promoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Kind {
    Bool,
    UInt,
    Int,
    Float,
    Complex,
}

/// How much a cast may lose: NumPy's `casting=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Casting {
    /// `'no'`: none at all.
    No,
    /// `'equiv'`: byte order only; here the same as `No`.
    Equiv,
    /// `'safe'`: every value is kept.
    Safe,
    /// `'same_kind'`: safe, or within a kind, like float64 to float32.
    SameKind,
    /// `'unsafe'`: anything.
    Unsafe,
}

impl Casting {
    /// The casting by its name in NumPy.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "no" => Self::No,
            "equiv" => Self::Equiv,
            "safe" => Self::Safe,
            "same_kind" => Self::SameKind,
            "unsafe" => Self::Unsafe,
            _ => return None,
        })
    }

    /// Its name in NumPy.
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Equiv => "equiv",
            Self::Safe => "safe",
            Self::SameKind => "same_kind",
            Self::Unsafe => "unsafe",
        }
    }
}

impl DType {
    /// Every dtype, in the order of NumPy's type numbers (float16 before float32).
    pub const ALL: [Self; 14] = [
        Self::Bool,
        Self::Int8,
        Self::UInt8,
        Self::Int16,
        Self::UInt16,
        Self::Int32,
        Self::UInt32,
        Self::Int64,
        Self::UInt64,
        Self::Float16,
        Self::Float32,
        Self::Float64,
        Self::Complex64,
        Self::Complex128,
    ];

    /// The size of an element in bytes.
    pub const fn itemsize(self) -> usize {
        match self {
            Self::Bool | Self::Int8 | Self::UInt8 => 1,
            Self::Int16 | Self::UInt16 | Self::Float16 => 2,
            Self::Int32 | Self::UInt32 | Self::Float32 => 4,
            Self::Int64 | Self::UInt64 | Self::Float64 | Self::Complex64 => 8,
            Self::Complex128 => 16,
        }
    }

    /// What C calls it, where NumPy's messages do: `'long'` for int64.
    pub const fn c_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int8 => "byte",
            Self::UInt8 => "ubyte",
            Self::Int16 => "short",
            Self::UInt16 => "ushort",
            Self::Int32 => "int",
            Self::UInt32 => "uint",
            Self::Int64 => "long",
            Self::UInt64 => "ulong",
            Self::Float16 => "half",
            Self::Float32 => "float",
            Self::Float64 => "double",
            Self::Complex64 => "cfloat",
            Self::Complex128 => "cdouble",
        }
    }

    /// The alignment of an element in bytes.
    pub const fn alignment(self) -> usize {
        match self {
            Self::Complex64 => 4,
            Self::Complex128 => 8,
            other => other.itemsize(),
        }
    }

    /// The name, as `dtype.name`: `float64`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int8 => "int8",
            Self::UInt8 => "uint8",
            Self::Int16 => "int16",
            Self::UInt16 => "uint16",
            Self::Int32 => "int32",
            Self::UInt32 => "uint32",
            Self::Int64 => "int64",
            Self::UInt64 => "uint64",
            Self::Float16 => "float16",
            Self::Float32 => "float32",
            Self::Float64 => "float64",
            Self::Complex64 => "complex64",
            Self::Complex128 => "complex128",
        }
    }

    /// The type's letter, as `dtype.char`: `d`.
    pub const fn char(self) -> char {
        match self {
            Self::Bool => '?',
            Self::Int8 => 'b',
            Self::UInt8 => 'B',
            Self::Int16 => 'h',
            Self::UInt16 => 'H',
            Self::Int32 => 'i',
            Self::UInt32 => 'I',
            Self::Int64 => 'l',
            Self::UInt64 => 'L',
            Self::Float16 => 'e',
            Self::Float32 => 'f',
            Self::Float64 => 'd',
            Self::Complex64 => 'F',
            Self::Complex128 => 'D',
        }
    }

    /// The kind.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Bool => Kind::Bool,
            Self::Int8 | Self::Int16 | Self::Int32 | Self::Int64 => Kind::Int,
            Self::UInt8 | Self::UInt16 | Self::UInt32 | Self::UInt64 => Kind::UInt,
            Self::Float16 | Self::Float32 | Self::Float64 => Kind::Float,
            Self::Complex64 | Self::Complex128 => Kind::Complex,
        }
    }

    /// The kind's letter, as `dtype.kind`: `f`.
    pub const fn kind_char(self) -> char {
        match self.kind() {
            Kind::Bool => 'b',
            Kind::UInt => 'u',
            Kind::Int => 'i',
            Kind::Float => 'f',
            Kind::Complex => 'c',
        }
    }

    /// Whether it is a signed or unsigned integer (not bool).
    pub const fn is_integer(self) -> bool {
        matches!(self.kind(), Kind::Int | Kind::UInt)
    }

    /// Whether it is a float or complex dtype.
    pub const fn is_inexact(self) -> bool {
        matches!(self.kind(), Kind::Float | Kind::Complex)
    }

    /// Whether it is complex.
    pub const fn is_complex(self) -> bool {
        matches!(self.kind(), Kind::Complex)
    }

    /// The dtype of the real and imaginary parts: `float64` for `complex128`, itself for a real dtype.
    #[must_use]
    pub const fn real(self) -> Self {
        match self {
            Self::Complex64 => Self::Float32,
            Self::Complex128 => Self::Float64,
            other => other,
        }
    }

    /// The dtype that a name means where NumPy takes one: `'float64'`, `'f8'`, `'<f8'`, `'d'`, `'double'`, `'int'`.
    /// `None` for names of dtypes that arr does not have, and for nonsense.
    pub fn from_name(name: &str) -> Option<Self> {
        let bare = name.strip_prefix(['<', '=', '|']).unwrap_or(name);
        if let Some(dtype) = Self::ALL.into_iter().find(|d| d.name() == name) {
            return Some(dtype);
        }
        Some(match bare {
            "?" | "b1" | "bool_" => Self::Bool,
            "b" | "i1" | "byte" => Self::Int8,
            "B" | "u1" | "ubyte" => Self::UInt8,
            "h" | "i2" | "short" => Self::Int16,
            "H" | "u2" | "ushort" => Self::UInt16,
            "i" | "i4" | "intc" => Self::Int32,
            "I" | "u4" | "uintc" => Self::UInt32,
            "l" | "q" | "p" | "n" | "i8" | "int" | "int_" | "long" | "longlong" | "intp" => Self::Int64,
            "L" | "Q" | "P" | "N" | "u8" | "uint" | "ulong" | "ulonglong" | "uintp" => Self::UInt64,
            "e" | "f2" | "half" => Self::Float16,
            "f" | "f4" | "single" => Self::Float32,
            "d" | "f8" | "float" | "double" => Self::Float64,
            "F" | "c8" | "csingle" => Self::Complex64,
            "D" | "c16" | "complex" | "cdouble" => Self::Complex128,
            _ => return None,
        })
    }

    /// Whether every value of `self` is kept in `to`: `np.can_cast(self, to, 'safe')`.
    pub fn can_cast_safely(self, to: Self) -> bool {
        promote(self, to) == to
    }

    /// `np.can_cast(self, to, casting)`.
    pub fn can_cast(self, to: Self, casting: Casting) -> bool {
        match casting {
            Casting::No | Casting::Equiv => self == to,
            Casting::Safe => self.can_cast_safely(to),
            Casting::SameKind => {
                // Within a kind or upwards; an integer may change sign only from unsigned to signed.
                self.can_cast_safely(to) || self.kind() <= to.kind()
            }
            Casting::Unsafe => true,
        }
    }
}

/// `np.promote_types(a, b)`: the smallest dtype to which both can be cast safely.
pub fn promote(a: DType, b: DType) -> DType {
    use DType as D;
    let (low, high) = if a.kind() <= b.kind() { (a, b) } else { (b, a) };
    match (low.kind(), high.kind()) {
        (Kind::Bool, _) => high,
        (x, y) if x == y => {
            if low.itemsize() >= high.itemsize() {
                low
            } else {
                high
            }
        }
        (Kind::UInt, Kind::Int) => match (low.itemsize(), high.itemsize()) {
            (unsigned, signed) if unsigned < signed => high,
            (1, _) => D::Int16,
            (2, _) => D::Int32,
            (4, _) => D::Int64,
            _ => D::Float64,
        },
        (Kind::UInt | Kind::Int, Kind::Float) => match (low.itemsize(), high) {
            (1, _) => high,
            (2, D::Float16) => D::Float32,
            (2, _) => high,
            _ => D::Float64,
        },
        (Kind::UInt | Kind::Int, _) => {
            if low.itemsize() <= 2 {
                high
            } else {
                D::Complex128
            }
        }
        // A float with a complex.
        _ => {
            if low == D::Float64 {
                D::Complex128
            } else {
                high
            }
        }
    }
}

/// A Rust type that stands for the elements of a dtype.
pub trait Element: Pod + Send + Sync + PartialEq + PartialOrdElement + fmt::Debug + Default {
    /// The dtype.
    const DTYPE: DType;
}

/// Ordering as NumPy sorts: NaN last, complex numbers by real part, then imaginary part.
pub trait PartialOrdElement: Sized {
    /// `self < other` in sorting order.
    fn sorts_before(&self, other: &Self) -> bool;
}

macro_rules! elements {
    ($($t:ty => $d:ident),*) => { $(impl Element for $t { const DTYPE: DType = DType::$d; })* };
}
elements!(Bool => Bool, i8 => Int8, u8 => UInt8, i16 => Int16, u16 => UInt16, i32 => Int32, u32 => UInt32,
    i64 => Int64, u64 => UInt64, f16 => Float16, f32 => Float32, f64 => Float64, C64 => Complex64, C128 => Complex128);

macro_rules! ordered {
    ($($t:ty),*) => { $(impl PartialOrdElement for $t {
        #[inline(always)]
        fn sorts_before(&self, other: &Self) -> bool { self < other }
    })* };
}
ordered!(Bool, i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! ordered_float {
    ($($t:ty),*) => { $(impl PartialOrdElement for $t {
        #[inline(always)]
        fn sorts_before(&self, other: &Self) -> bool { self < other || (!self.is_nan() && other.is_nan()) }
    })* };
}
ordered_float!(f16, f32, f64);

macro_rules! ordered_complex {
    ($($t:ty),*) => { $(impl PartialOrdElement for $t {
        // NumPy's order: real part first, imaginary part second; a NaN in either part sorts after all that has none.
        fn sorts_before(&self, other: &Self) -> bool {
            let (a, b) = (self, other);
            if a.re < b.re {
                !a.im.is_nan() || b.im.is_nan()
            } else if a.re > b.re {
                b.im.is_nan() && !a.im.is_nan()
            } else if a.re == b.re || (a.re.is_nan() && b.re.is_nan()) {
                a.im < b.im || (b.im.is_nan() && !a.im.is_nan())
            } else {
                b.re.is_nan()
            }
        }
    })* };
}
ordered_complex!(C64, C128);

/// Runs an expression with a type name bound to the Rust type of a dtype.
///
/// `dispatch!(dtype, T => expr)` for all fourteen; `dispatch!(dtype, real T => expr, else => other)` with one of
/// `integer` (8 types), `real` (integers and floats, 11), `float` (3), `complex` (2), `inexact` (5), `ordered` (bool and real, 12)
/// for a class and a value for the rest.
#[macro_export]
macro_rules! dispatch {
    ($dtype:expr, $t:ident => $body:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [] Bool Int8 UInt8 Int16 UInt16 Int32 UInt32 Int64 UInt64 Float16 Float32 Float64 Complex64 Complex128)
    };
    ($dtype:expr, integer $t:ident => $body:expr, else => $rest:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [$rest] Int8 UInt8 Int16 UInt16 Int32 UInt32 Int64 UInt64)
    };
    ($dtype:expr, real $t:ident => $body:expr, else => $rest:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [$rest] Int8 UInt8 Int16 UInt16 Int32 UInt32 Int64 UInt64 Float16 Float32 Float64)
    };
    ($dtype:expr, ordered $t:ident => $body:expr, else => $rest:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [$rest] Bool Int8 UInt8 Int16 UInt16 Int32 UInt32 Int64 UInt64 Float16 Float32 Float64)
    };
    ($dtype:expr, float $t:ident => $body:expr, else => $rest:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [$rest] Float16 Float32 Float64)
    };
    ($dtype:expr, complex $t:ident => $body:expr, else => $rest:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [$rest] Complex64 Complex128)
    };
    ($dtype:expr, inexact $t:ident => $body:expr, else => $rest:expr) => {
        $crate::dispatch!(@match $dtype, $t, $body, [$rest] Float16 Float32 Float64 Complex64 Complex128)
    };
    (@match $dtype:expr, $t:ident, $body:expr, [$($rest:expr)?] $($variant:ident)*) => {
        match $dtype {
            $($crate::memory::DType::$variant => { #[allow(dead_code)] type $t = $crate::dispatch!(@type $variant); $body })*
            $(_ => $rest,)?
        }
    };
    (@type Bool) => { $crate::memory::Bool };
    (@type Int8) => { i8 };
    (@type UInt8) => { u8 };
    (@type Int16) => { i16 };
    (@type UInt16) => { u16 };
    (@type Int32) => { i32 };
    (@type UInt32) => { u32 };
    (@type Int64) => { i64 };
    (@type UInt64) => { u64 };
    (@type Float16) => { $crate::memory::f16 };
    (@type Float32) => { f32 };
    (@type Float64) => { f64 };
    (@type Complex64) => { $crate::memory::C64 };
    (@type Complex128) => { $crate::memory::C128 };
}

/// Runs an expression with a type name bound to a plain type of this many bytes: 1, 2, 4, 8 or 16. What moves elements and does not look at
/// what they mean is compiled for five widths, not for fourteen dtypes; where a cast is due, a block is cast first.
#[macro_export]
macro_rules! width {
    ($itemsize:expr, $t:ident => $body:expr) => {
        match $itemsize {
            1 => {
                type $t = u8;
                $body
            }
            2 => {
                type $t = u16;
                $body
            }
            4 => {
                type $t = u32;
                $body
            }
            8 => {
                type $t = u64;
                $body
            }
            _ => {
                type $t = [u64; 2];
                $body
            }
        }
    };
}
