//! The table of builtins: one row for each function and method, with everything that is known about it.
//!
//! Dispatch, methods, help, completion, "did you mean", the reference page and the tests are all read from here. The rows stand
//! beside their functions in `builtins/`.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::ops::ufunc::Ufunc;

use super::call::{Args, Signature};
use super::interp::Interp;
use super::value::{Module, Value};
use super::{attributes, builtins};

/// Where a name is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// `np.name`, and bare.
    Numpy,
    /// `np.linalg.name` and the like.
    In(Module),
    /// Bare only: Python's own, and arr's.
    Bare,
    /// A method of arrays (and of NumPy scalars).
    Array,
    /// A method of strings.
    Str,
    /// A method of bytes.
    Bytes,
    /// A method of lists.
    List,
    /// A method of tuples.
    Tuple,
    /// A method of dicts.
    Dict,
    /// A method of sets and frozensets.
    Set,
    /// A method of ranges.
    Range,
    /// A method of slices.
    Slice,
    /// A method of Python's numbers.
    Number,
    /// A method of ufuncs.
    Ufunc,
    /// A special method, such as `__add__`, of the classes that have it.
    Special,
    /// A method of the objects of this class.
    Object(&'static str),
    /// A function of this class itself: `date.today`.
    Class(&'static str),
}

/// What a function gives back, as far as memory goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// The same array object that it was given.
    Alias,
    /// The same array object where nothing had to be done, else a copy.
    AliasOrCopy,
    /// The same array object where nothing had to be done, else a view.
    AliasOrView,
    /// Another array object on the same memory.
    View,
    /// A view where the strides allow it, else a copy.
    ViewOrCopy,
    /// The elements in other memory.
    Copy,
    /// An array that was computed or created.
    New,
    /// A number, a tuple, a string: nothing that could share memory.
    Scalar,
    /// `None`; it works in place or prints.
    Nothing,
    /// It depends on the arguments, or does not concern arrays.
    Other,
}

/// A row of the table.
#[derive(Debug)]
pub struct Builtin {
    /// The name, and other names for the same thing.
    pub names: &'static [&'static str],
    /// Where it is reached.
    pub home: Home,
    /// The parameters as in a `def`, with their defaults; for methods without `self`.
    pub parameters: &'static str,
    /// What does it.
    pub run: fn(&mut Interp, Args) -> Result<Value>,
    /// What it gives back, as far as memory goes.
    pub returns: Returns,
    /// One line of help.
    pub help: &'static str,
    /// A statement to try.
    pub example: &'static str,
    /// Whether it is a ufunc: an object with methods of its own, such as `add.reduce`.
    pub is_ufunc: bool,
    /// Whether it asks who holds what: the variables of the functions that run are looked at for it.
    pub asks: bool,
}

impl Builtin {
    /// A row for a function or method.
    pub const fn new(
        names: &'static [&'static str],
        home: Home,
        parameters: &'static str,
        run: fn(&mut Interp, Args) -> Result<Value>,
        returns: Returns,
        help: &'static str,
        example: &'static str,
    ) -> Self {
        Self { names, home, parameters, run, returns, help, example, is_ufunc: false, asks: false }
    }

    /// The same row, of a function that asks who holds what.
    #[must_use]
    pub const fn asking(self) -> Self {
        Self { asks: true, ..self }
    }
}

/// A row of the table, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowId(u16);

/// Functions of Python's own that programs call in every loop: on plain values they are worked out without binding arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each is a function of that name.
pub enum Quick {
    Len,
    Range,
    IsInstance,
    Abs,
    Min,
    Max,
    Sqrt,
    Ord,
    Chr,
}

impl Quick {
    fn of(row: &Builtin) -> Option<Self> {
        let name = row.names[0];
        match row.home {
            Home::Bare => Some(match name {
                "len" => Self::Len,
                "range" => Self::Range,
                "isinstance" => Self::IsInstance,
                "ord" => Self::Ord,
                "chr" => Self::Chr,
                _ => return None,
            }),
            Home::In(Module::Builtins) => Some(match name {
                "abs" => Self::Abs,
                "min" => Self::Min,
                "max" => Self::Max,
                _ => return None,
            }),
            Home::In(Module::Math) if name == "sqrt" => Some(Self::Sqrt),
            _ => None,
        }
    }
}

/// The table, with what is looked up in it.
#[derive(Debug)]
pub struct Table {
    rows: Vec<&'static Builtin>,
    by_name: FxHashMap<(Home, &'static str), RowId>,
    signatures: Vec<OnceLock<Signature>>,
    quick: Vec<Option<Quick>>,
    ufuncs: Vec<Option<&'static Ufunc>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<&'static Builtin> = builtins::ROWS.iter().flat_map(|rows| rows.iter()).collect();
    let mut by_name = FxHashMap::default();
    let mut ufuncs = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        for name in row.names {
            by_name.insert((row.home, *name), RowId(i as u16));
        }
        let name = row.names[0];
        let gufunc = || crate::ops::product::gufunc(name).map(|gufunc| &gufunc.ufunc);
        ufuncs.push(if row.is_ufunc { crate::ops::ufunc::find(name).or_else(gufunc) } else { None });
    }
    let signatures = (0..rows.len()).map(|_| OnceLock::new()).collect();
    let quick = rows.iter().map(|row| Quick::of(row)).collect();
    Table { rows, by_name, signatures, quick, ufuncs }
});

impl Table {
    /// The table.
    pub fn get() -> &'static Self {
        &TABLE
    }

    /// The row of a name.
    pub fn find(&self, home: Home, name: &str) -> Option<RowId> {
        self.by_name.get(&(home, name)).copied()
    }

    /// Every row.
    pub fn rows(&self) -> impl Iterator<Item = RowId> + '_ {
        (0..self.rows.len()).map(|i| RowId(i as u16))
    }

    /// The names reached at a home.
    pub fn names(&self, home: Home) -> impl Iterator<Item = &'static str> + '_ {
        self.rows.iter().filter(move |row| row.home == home).flat_map(|row| row.names.iter().copied())
    }

    /// The attributes of arrays that are no methods.
    pub fn array_attributes(&self) -> impl Iterator<Item = &'static str> + '_ {
        attributes::ROWS.iter().map(|row| row.name)
    }
}

impl RowId {
    /// The row.
    pub fn row(self) -> &'static Builtin {
        Table::get().rows[self.0 as usize]
    }

    /// The name it is called by in messages.
    pub fn name(self) -> &'static str {
        self.row().names[0]
    }

    /// The parameters, parsed.
    pub fn signature(self) -> &'static Signature {
        Table::get().signatures[self.0 as usize].get_or_init(|| Signature::parse(self.row().parameters))
    }

    /// The ufunc, if the row is one.
    pub fn ufunc(self) -> Option<&'static Ufunc> {
        Table::get().ufuncs[self.0 as usize]
    }

    /// Which of the functions it is that are worked out at once on plain values, if it is one.
    #[inline]
    pub fn quick(self) -> Option<Quick> {
        Table::get().quick[self.0 as usize]
    }

    /// Whether the row is a ufunc.
    pub fn is_ufunc(self) -> bool {
        self.ufunc().is_some()
    }
}

/// A row of `np` that gives nothing that could share memory.
pub(super) const fn scalar_function(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::Scalar, help, example)
}

/// A row of `np`: what most rows are.
pub(super) const fn function(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, returns, help, example)
}
