//! Names as small numbers.

use std::rc::Rc;

use rustc_hash::FxHashMap;

/// A name, interned: equal names have equal symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The symbol's number, counted from 0 in the order of first use.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The names seen so far.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    names: Vec<Rc<str>>,
    symbols: FxHashMap<Rc<str>, Symbol>,
}

impl Interner {
    /// The symbol of `name`.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if let Some(&symbol) = self.symbols.get(name) {
            return symbol;
        }
        let symbol = Symbol(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        let name: Rc<str> = name.into();
        self.names.push(Rc::clone(&name));
        self.symbols.insert(name, symbol);
        symbol
    }

    /// The symbol of `name`, if it was seen.
    pub fn get(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// The name of `symbol`.
    pub fn name(&self, symbol: Symbol) -> &Rc<str> {
        &self.names[symbol.index()]
    }

    /// The name whose symbol has this number.
    pub fn name_at(&self, index: usize) -> Option<&Rc<str>> {
        self.names.get(index)
    }

    /// How many names were seen.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no name was seen.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
