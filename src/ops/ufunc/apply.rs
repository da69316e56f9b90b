//! Ufuncs one after the other: for functions that NumPy makes of ufuncs.

use crate::error::Result;
use crate::memory::{Array, DType, Memory};

use super::call::call;
use super::operand::{Operand, Options, Output};
use super::table::{Ufunc, find};

/// Calls ufuncs by their names, with results that are the operands of the next.
#[derive(Clone, Copy, Debug)]
pub struct Apply<'a>(pub &'a Memory);

impl Apply<'_> {
    /// `name(x)`
    pub fn one(self, name: &'static str, x: &Operand) -> Result<Operand> {
        self.with(name, std::slice::from_ref(x), &Options::default()).map(Output::into_operand)
    }

    /// `name(a, b)`
    pub fn two(self, name: &'static str, a: &Operand, b: &Operand) -> Result<Operand> {
        self.with(name, &[a.clone(), b.clone()], &Options::default()).map(Output::into_operand)
    }

    /// `name(*operands, out=out)`
    pub fn into(self, name: &'static str, operands: &[Operand], out: &Array) -> Result<()> {
        let options = Options { out: [Some(out.clone()), None], ..Options::default() };
        self.with(name, operands, &options).map(drop)
    }

    /// `name(*operands, **options)`: the first result.
    pub fn with(self, name: &'static str, operands: &[Operand], options: &Options) -> Result<Output> {
        // Every name here is one of the table; negative stands in where that was a lie.
        let ufunc: &Ufunc = find(name).unwrap_or(&super::NEGATIVE);
        debug_assert!(ufunc.name == name || find(name).is_some(), "no ufunc {name}");
        let mut outputs = call(self.0, ufunc, operands, options)?;
        Ok(outputs.swap_remove(0))
    }
}

impl Operand {
    /// The operand as an array: itself, or a new 0-d array.
    pub fn to_array(&self, memory: &Memory) -> Result<Array> {
        match self {
            Self::Array(array) => Ok(array.clone()),
            other => {
                let dtype = other.own_dtype().unwrap_or(DType::UInt64);
                Array::from_scalar(memory, &other.element(dtype, memory)?, "array")
            }
        }
    }
}
