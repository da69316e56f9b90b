//! Blocks of memory from the system: small ones from the heap, large ones as pages of their own.

use memmap2::MmapMut;

/// From this many words on, a block is a mapping of its own: 4 MiB, as in NumPy.
const PAGES: usize = 1 << 19;

/// Zeroed when new; 8-byte aligned.
#[derive(Debug)]
pub(super) enum Block {
    /// From the heap.
    Heap(Vec<u64>),
    /// Pages of its own, huge where the system has them: walking across a large array otherwise misses the translation cache at every step,
    /// and a fresh array takes a page fault every 4 KiB.
    Pages(MmapMut),
}

impl Default for Block {
    fn default() -> Self {
        Self::Heap(Vec::new())
    }
}

impl Block {
    /// A block of `words` zeros, which the system may make only when they are touched; `None` if it has none.
    pub(super) fn zeroed(words: usize) -> Option<Self> {
        if words < PAGES {
            return bytemuck::allocation::try_zeroed_vec(words).ok().map(Self::Heap);
        }
        let map = MmapMut::map_anon(words.checked_mul(8)?).ok()?;
        // Only advice: without it, everything works as before.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::HugePage);
        Some(Self::Pages(map))
    }

    /// Its size in words.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Heap(words) => words.len(),
            Self::Pages(map) => map.len() / 8,
        }
    }

    /// Its words, to read.
    pub(super) fn words(&self) -> &[u64] {
        match self {
            Self::Heap(words) => words,
            Self::Pages(map) => bytemuck::cast_slice(map),
        }
    }

    /// Its words, to write.
    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        match self {
            Self::Heap(words) => words,
            Self::Pages(map) => bytemuck::cast_slice_mut(map),
        }
    }
}
