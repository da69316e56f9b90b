//! What a dict holds: values by keys, in the order of insertion. Removing one leaves its place empty, so that nothing has to move;
//! the empty places go when there are more of them than of entries and one is put in.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::value::{Key, PlainKey, Value};

/// Values by keys.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    map: IndexMap<Key, Value, FxBuildHasher>,
    /// How many places are empty.
    gone: usize,
    /// How many places were ever made empty: a key of its own for each.
    removals: u64,
}

impl Entries {
    /// No entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.map.len() - self.gone
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.map.get(key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &Key) -> Option<&mut Value> {
        self.map.get_mut(key)
    }

    /// The value of a plain key.
    #[inline]
    pub fn find(&self, key: PlainKey<'_>) -> Option<&Value> {
        self.map.get(&key)
    }

    /// Sets the value of a plain key that is there; gives back the new value where it is not.
    #[inline]
    pub fn replace(&mut self, key: PlainKey<'_>, value: Value) -> Result<Value, Value> {
        match self.map.get_mut(&key) {
            Some(slot) => Ok(std::mem::replace(slot, value)),
            None => Err(value),
        }
    }

    /// Whether a key is there.
    pub fn contains_key(&self, key: &Key) -> bool {
        self.map.contains_key(key)
    }

    /// Sets the value of a key; the old one, if there was one.
    pub fn insert(&mut self, key: Key, value: Value) -> Option<Value> {
        if self.gone > self.len() {
            self.map.retain(|key, _| !matches!(key, Key::Gone(_)));
            self.gone = 0;
        }
        self.map.insert(key, value)
    }

    /// The value of a key, which is put in if it is missing.
    pub fn or_insert(&mut self, key: Key, value: Value) -> &Value {
        self.map.entry(key).or_insert(value)
    }

    /// Removes a key, in a time that does not depend on how many there are.
    pub fn remove(&mut self, key: &Key) -> Option<Value> {
        self.take(self.map.get_index_of(key)?).map(|(_, value)| value)
    }

    /// Removes a key; it and its value.
    pub fn remove_entry(&mut self, key: &Key) -> Option<(Key, Value)> {
        self.take(self.map.get_index_of(key)?)
    }

    /// Puts a key that is not there before all others, which move.
    pub fn insert_first(&mut self, key: Key, value: Value) {
        self.map.shift_insert(0, key, value);
    }

    /// Removes the first entry.
    pub fn take_first(&mut self) -> Option<(Key, Value)> {
        let (at, ..) = self.at_or_after(0)?;
        self.take(at)
    }

    /// Removes the last entry.
    pub fn pop(&mut self) -> Option<(Key, Value)> {
        let at = self.map.keys().rposition(|key| !matches!(key, Key::Gone(_)))?;
        self.take(at)
    }

    /// Takes out what stands at a place.
    fn take(&mut self, at: usize) -> Option<(Key, Value)> {
        let taken = if at + 1 == self.map.len() {
            self.map.pop()?
        } else {
            let gone = Key::Gone(self.removals);
            let key = self.map.replace_index(at, gone).ok()?;
            (self.removals, self.gone) = (self.removals + 1, self.gone + 1);
            (key, std::mem::replace(&mut self.map[at], Value::Unset))
        };
        while let Some((Key::Gone(_), _)) = self.map.last() {
            self.map.pop();
            self.gone -= 1;
        }
        Some(taken)
    }

    /// How many places there are, the empty ones included.
    pub fn places(&self) -> usize {
        self.map.len()
    }

    /// The first entry at or after a place, and its place.
    pub fn at_or_after(&self, place: usize) -> Option<(usize, &Key, &Value)> {
        let mut at = place;
        loop {
            match self.map.get_index(at)? {
                (Key::Gone(_), _) => at += 1,
                (key, value) => return Some((at, key, value)),
            }
        }
    }

    /// The last entry before a place, and its place.
    pub fn before(&self, place: usize) -> Option<(usize, &Key, &Value)> {
        let mut at = place.min(self.map.len());
        loop {
            at = at.checked_sub(1)?;
            match self.map.get_index(at)? {
                (Key::Gone(_), _) => {}
                (key, value) => return Some((at, key, value)),
            }
        }
    }

    /// Keeps the entries for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&Key, &Value) -> bool) {
        self.map.retain(|key, value| !matches!(key, Key::Gone(_)) && keep(key, value));
        self.gone = 0;
    }

    /// The entries.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Key, &Value)> {
        self.map.iter().filter(|(key, _)| !matches!(key, Key::Gone(_)))
    }

    /// The keys.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Key> {
        self.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.iter().map(|(_, value)| value)
    }

    /// The values, to be changed; with those of empty places, which hold nothing.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.map.values_mut()
    }

    /// The entries in a row, with what stands in empty places.
    pub fn into_rows(self) -> indexmap::map::IntoIter<Key, Value> {
        self.map.into_iter()
    }
}

impl Extend<(Key, Value)> for Entries {
    fn extend<I: IntoIterator<Item = (Key, Value)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl FromIterator<(Key, Value)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(entries: I) -> Self {
        let mut made = Self::new();
        made.extend(entries);
        made
    }
}

impl IntoIterator for Entries {
    type Item = (Key, Value);
    type IntoIter = std::iter::Filter<indexmap::map::IntoIter<Key, Value>, fn(&(Key, Value)) -> bool>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter().filter(|(key, _)| !matches!(key, Key::Gone(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, Key, Value};

    #[test]
    fn entries_keep_their_order_whatever_is_removed() {
        let (mut entries, mut model) = (Entries::new(), Vec::new());
        let mut random = 1_u64;
        for _ in 0..4000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let n = (random >> 60) as i64;
            let at = model.iter().position(|&other| other == n);
            match (random >> 40) % 3 {
                0 => {
                    entries.insert(Key::Int(n), Value::Int(n));
                    if at.is_none() {
                        model.push(n);
                    }
                }
                1 => {
                    assert_eq!(entries.remove(&Key::Int(n)).is_some(), at.is_some());
                    at.map(|at| model.remove(at));
                }
                _ => assert_eq!(entries.pop().is_some(), model.pop().is_some()),
            }
            let keys = |key: &Key| if let Key::Int(n) = key { *n } else { -1 };
            assert_eq!(entries.keys().map(keys).collect::<Vec<_>>(), model);
            assert_eq!(entries.len(), model.len());
            let (mut place, mut walked) = (0, Vec::new());
            while let Some((at, key, _)) = entries.at_or_after(place) {
                walked.push(keys(key));
                place = at + 1;
            }
            assert_eq!(walked, model);
            let mut backwards = Vec::new();
            while let Some((at, key, _)) = entries.before(place) {
                backwards.insert(0, keys(key));
                place = at;
            }
            assert_eq!(backwards, model);
        }
    }
}
