//! What a statement that looks at a part of a container takes does not grow with the container: counted in allocations and their bytes at n and
//! at 8n items. A test binary of its own, with one test, since it counts all that is allocated.

use std::alloc::System;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::session::{Session, Settings};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What the statements look at, `N` items long.
const CONTAINERS: &str = "\
xs = list(range(N))
t = tuple(range(N))
s = 'a' * N
u = '数' * N
b = b'a' * N
d = dict(zip(range(N), range(N)))
r = range(N)
a = zeros(N)
m = zeros((N, 2))
f = lambda: xs
";

/// Statements that look at a few items.
const STATEMENTS: &[&str] = &[
    "_ = xs[5], xs[-1], xs[2:9], xs[::-1000000]",
    "xs[5] = 7",
    "xs[5] += 1",
    "xs[5:7] = [1, 2]",
    "_ = t[5], t[-1], t[2:9], t[:]",
    "_ = s[5], s[-1], s[2:9], s[:]",
    "_ = u[5], u[-1], u[-9:-2], u[:]",
    "_ = b[5], b[-1], b[2:9]",
    "_ = d[5], d.get(7), 5 in d, -1 in d",
    "d[5] = 7",
    "_ = r[5], r[-1], r[2:], 5 in r",
    "_ = a[5], a[-1], a[2:9]",
    "a[5] = 1",
    "a[[0, 1]] += 1",
    "m[[0, 1]] += 1",
    "_ = len(xs), len(t), len(s), len(u), len(b), len(d), len(r), len(a)",
    "_ = 3 in xs, 3 in t, xs.index(3), t.index(3)",
    "xs.append(1)",
    "_ = xs.pop()",
    "_ = [next(iter(x)) for x in (xs, t, s, u, b, d, r, a, m)]",
    "_ = [next(reversed(x)) for x in (xs, t, s, u, b, d, r, a, m)]",
    "_ = next(enumerate(xs)), next(zip(xs, s, d, r)), next(map(abs, xs)), next(filter(None, reversed(t)))",
    "_ = next(x for x in xs), next(x for x in s), next((x, y) for x in d for y in xs)",
    "_ = d.keys(), d.values(), d.items(), len(d.items())",
    "_ = next(iter(d.values())), (3, 3) in d.items(), 3 in d.keys(), 3 in d.values()",
    "_ = xs == [1], xs < [1], t == (1,), d == {}",
    "_ = f()[5]",
];

/// Allocations of each statement and their bytes, when it runs for the second time.
fn counted(n: usize) -> Vec<(usize, usize)> {
    let settings = Settings {
        tags: true,
        notes: false,
        strict: false,
        max_memory: 1 << 30,
        source: "<growth>".to_owned(),
        python: None,
        stand_ins: Vec::new(),
    };
    let mut session = Session::new(settings, Arc::new(AtomicBool::new(false)));
    let mut run = |text: &str| {
        let failed = session.run(text.as_bytes(), false, &mut |outcome| {
            if let Some(error) = outcome.error {
                drop(std::panic::take_hook());
                panic!("{text}: {}", error.report.plain);
            }
            true
        });
        assert!(failed.is_none());
    };
    run(&CONTAINERS.replace('N', &n.to_string()));
    STATEMENTS
        .iter()
        .map(|statement| {
            run(statement);
            let region = Region::new(COUNTED);
            run(statement);
            let change = region.change();
            (
                change.allocations + change.reallocations,
                change.bytes_allocated + change.bytes_reallocated.unsigned_abs(),
            )
        })
        .collect()
}

#[test]
fn looking_costs_what_is_looked_at() {
    const N: usize = 20_000;
    // A digit more in a number, a chunk of the record of events: far less than a byte an item.
    const SLACK: usize = N / 40;
    let (few, many) = (counted(N), counted(8 * N));
    let mut grown = Vec::new();
    for ((statement, few), many) in STATEMENTS.iter().zip(few).zip(many) {
        if many.0 > few.0 + 8 || many.1 > few.1 + SLACK {
            grown.push(format!("{statement}: {few:?} → {many:?}"));
        }
    }
    // A session keeps panics silent.
    drop(std::panic::take_hook());
    assert!(grown.is_empty(), "allocations and bytes at {N} and at {} items:\n{}", 8 * N, grown.join("\n"));
}
