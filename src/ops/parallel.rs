//! Work on several threads. Everything goes through [`run`], which is compiled once: rayon's machinery copied into each kernel for each
//! dtype would be a quarter of the program.

use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

/// How many threads there are.
pub(crate) fn threads() -> usize {
    rayon::current_num_threads()
}

/// Calls `work` with each number below `n`, on all threads.
fn run(n: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..n).into_par_iter().with_max_len(1).for_each(work);
}

/// Calls `work` with each part and its number, on all threads. At Ctrl-C no further part is begun, and the statement unwinds with
/// [`crate::memory::Stopped`].
pub(crate) fn for_each<I: Send>(parts: impl Iterator<Item = I>, work: &(dyn Fn(usize, I) + Sync)) {
    let parts: Vec<Mutex<Option<I>>> = parts.map(|part| Mutex::new(Some(part))).collect();
    let interrupt = crate::memory::interrupt_flag();
    run(parts.len(), &|i| {
        if interrupt.load(Ordering::Relaxed) {
            return;
        }
        let part = parts[i].lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(part) = part {
            work(i, part);
        }
    });
    crate::memory::stop_if_interrupted();
}

/// As [`for_each`], but a part that fails keeps the later ones from being begun; gives back the failure of the first part that failed.
pub(crate) fn try_for_each<I: Send, E: Send>(
    parts: impl Iterator<Item = I>,
    work: &(dyn Fn(usize, I) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let failed: Mutex<Option<(usize, E)>> = Mutex::new(None);
    for_each(parts, &|i, part| {
        let earlier = |failed: &Option<(usize, E)>| failed.as_ref().is_some_and(|(k, _)| *k < i);
        if earlier(&failed.lock().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        if let Err(error) = work(i, part) {
            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
            if !earlier(&failed) {
                *failed = Some((i, error));
            }
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), |(_, error)| Err(error))
}

/// Runs both, on two threads if one is free.
pub(crate) fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (Option<A>, Option<B>) {
    let (mut a, mut b, mut x, mut y) = (Some(a), Some(b), None, None);
    join_each(&mut || x = a.take().map(|a| a()), &mut || y = b.take().map(|b| b()));
    (x, y)
}

fn join_each(a: &mut (dyn FnMut() + Send), b: &mut (dyn FnMut() + Send)) {
    rayon::join(a, b);
}
