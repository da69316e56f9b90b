//! Any text, as a script: whatever it says, no statement may panic, hang or abort.
//!
//! `fuzz/run [SECONDS]` makes a corpus of the repository's scripts and examples and fuzzes with it.

#![no_main]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use arr::error::Exception;
use arr::session::{Session, Settings};
use libfuzzer_sys::fuzz_target;

/// How long an input may take before it gets a Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(300);

/// What Ctrl-C sets, and the number of the input that runs.
static INTERRUPT: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    std::thread::spawn(|| {
        let mut last = 0;
        loop {
            std::thread::sleep(PATIENCE);
            let now = INPUT.load(Ordering::Relaxed);
            if now == last {
                INTERRUPT.store(true, Ordering::Relaxed);
            }
            last = now;
        }
    });
    Arc::default()
});
static INPUT: AtomicU64 = AtomicU64::new(0);

fuzz_target!(|data: &[u8]| {
    let interrupt = Arc::clone(&INTERRUPT);
    interrupt.store(false, Ordering::Relaxed);
    INPUT.fetch_add(1, Ordering::Relaxed);
    let settings =
        Settings { tags: true, notes: true, max_memory: 64 << 20, strict: false, source: "<fuzz>".to_owned() };
    let mut session = Session::new(settings, interrupt);
    session.run(data, true, &mut |outcome| {
        if let Some(failure) = outcome.error {
            assert!(failure.exception != Exception::SystemError, "{}", failure.report.plain);
            // An input that was interrupted has had its time.
            return failure.exception != Exception::KeyboardInterrupt;
        }
        true
    });
});
