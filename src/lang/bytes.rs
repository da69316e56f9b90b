//! Python's bytes, with the array over them that `np.frombuffer` gives views of.

use std::cell::OnceCell;
use std::ops::Deref;

use crate::error::Result;
use crate::memory::{Array, Base, Memory};

/// The contents of a bytes object. All that hold it share it, and so do the arrays over it.
#[derive(Debug)]
pub struct ByteString {
    bytes: Vec<u8>,
    array: OnceCell<Array>,
}

impl ByteString {
    /// The bytes as a read-only array, the same memory each time it is asked for.
    pub fn array(&self, memory: &Memory) -> Result<Array> {
        if let Some(array) = self.array.get() {
            return Ok(array.clone());
        }
        let array = Array::from_slice(memory, &[self.bytes.len()], &self.bytes, "bytes")?.read_only();
        Ok(self.array.get_or_init(|| array).clone())
    }

    /// What `a.base` is for an array over bytes.
    pub fn base(array: &Array) -> Base {
        Base::Holder(BASE, array.clone())
    }
}

/// The type name of the base of an array over bytes.
pub(super) const BASE: &str = "bytes";

impl PartialEq for ByteString {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for ByteString {}

impl std::hash::Hash for ByteString {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl From<Vec<u8>> for ByteString {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, array: OnceCell::new() }
    }
}

impl Deref for ByteString {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}
