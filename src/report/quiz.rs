//! `arr quiz`: predict, then reveal. Every question is a program that was run; nothing is looked up.

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::explain::Kind;
use crate::lang::{Home, Question as Ask, Returns, RowId, Table, Value};
use crate::session::{Session, Settings};

/// The numbers that a seed gives, the same on every machine (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// A program, what is asked about it, and the answer.
struct Question {
    program: Vec<String>,
    asked: String,
    /// The answers to choose from; empty where an array is to be typed.
    choices: Vec<&'static str>,
    answer: String,
    why: String,
}

/// Asks questions on `out` and reads the answers, a line each, from `input` until it ends. Returns the exit status, which is 0 whatever
/// the score. Fails if `out` cannot be written.
pub fn quiz(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    seed: u64,
    count: usize,
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
) -> io::Result<u8> {
    let mut random = Random(seed);
    let rows = askable();
    let (mut asked, mut right) = (0, 0);
    for number in 1..=count {
        let Some(question) = draw(&mut random, &rows, settings, interrupt) else { break };
        let mut text = format!("Question {number} of {count}\n");
        for line in &question.program {
            text.extend(["    ", line, "\n"]);
        }
        text.push_str(&question.asked);
        if !question.choices.is_empty() {
            text.extend([" (", &question.choices.join(", "), ")"]);
        }
        text.push_str("\n> ");
        let mut answer = String::new();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        match input.read_line(&mut answer) {
            Ok(n) if n > 0 => {}
            _ => {
                out.write_all(b"\n")?;
                break;
            }
        }
        asked += 1;
        let holds = matches(&answer, &question);
        right += usize::from(holds);
        let verdict = if holds { "Right" } else { "No" };
        let text = format!("{verdict}: {}\n{}\n", question.answer, question.why);
        out.write_all(text.as_bytes())?;
    }
    writeln!(out, "{right} of {asked} right (seed {seed})")?;
    out.flush()?;
    Ok(0)
}

/// Whether an answer is right: a word or its first letter, or the elements in whatever brackets.
fn matches(answer: &str, question: &Question) -> bool {
    let answer = answer.trim().to_lowercase();
    if question.choices.is_empty() {
        let numbers = |text: &str| -> Vec<String> {
            text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
                .filter(|part| !part.is_empty() && *part != "array")
                .map(str::to_owned)
                .collect()
        };
        return !answer.is_empty() && numbers(&answer) == numbers(&question.answer);
    }
    !answer.is_empty() && question.answer.starts_with(&answer)
}

/// The rows of the table that take an array and give one.
fn askable() -> Vec<RowId> {
    Table::get()
        .rows()
        .filter(|row| {
            let row_ = row.row();
            let required = row.signature().parameters().iter().filter(|p| p.default.is_none()).count();
            let takes = match row_.home {
                Home::Array => required == 0 && !row_.parameters.starts_with('*'),
                Home::Numpy => required == 1 && !row_.parameters.starts_with('*'),
                _ => false,
            };
            takes
                && matches!(
                    row_.returns,
                    Returns::Alias
                        | Returns::AliasOrCopy
                        | Returns::AliasOrView
                        | Returns::View
                        | Returns::ViewOrCopy
                        | Returns::Copy
                )
        })
        .collect()
}

const INDICES: &[&str] = &[
    "a[1:]",
    "a[::-1]",
    "a[::2]",
    "a[[0, 1]]",
    "a[a > 3]",
    "a[None]",
    "a[...]",
    "a[:, 0]",
    "a[[0], 1:]",
    "a[True]",
    "a[np.array(1)]",
    "a[1]",
    "a.T[0]",
    "a.T",
    "a.T.reshape(-1)",
    "a.T.ravel()",
    "a.reshape(-1)",
    "a[:, ::2].reshape(-1)",
    "a[::2].ravel()",
    "a + 0",
    "a",
    "a.astype(float)",
    "a.astype(a.dtype, copy=False)",
    "a.copy()",
    "a.flatten()",
    "a.view('uint8')",
    "np.asarray(a)",
    "np.array(a)",
    "a.swapaxes(0, 1)",
    "np.broadcast_to(a, (2, 3, 4))",
];
const WRITES: &[&str] =
    &["b[0] = 9", "b[...] = 9", "b += 1", "b[-1:] = 9", "b.fill(7)", "b = b + 1", "a[0] = 9", "b[::2] = 9"];
const SIMPLE: &[&str] = &[
    "a",
    "a[1:]",
    "a[::-1]",
    "a[[0, 1]]",
    "a[a > 1]",
    "a.copy()",
    "a.T",
    "a.reshape(2, -1)",
    "a.ravel()",
    "a + 0",
    "a[:2]",
    "a[::2]",
    "np.asarray(a)",
    "np.array(a)",
];

fn draw(
    random: &mut Random,
    rows: &[RowId],
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
) -> Option<Question> {
    // A draw may give a program that fails, or none of the kinds asked about: another is drawn then.
    (0..200).find_map(|_| {
        if random.below(3) == 0 {
            let n = 4 + 2 * random.below(2);
            let first = format!("a = arange({n})");
            let second = format!("b = {}", random.pick(SIMPLE));
            let program = vec![first, second, (*random.pick(WRITES)).to_owned()];
            return holds(program, settings, interrupt);
        }
        let (n, m) = (2 + random.below(2), 3 + random.below(3));
        let first = match random.below(3) {
            0 => format!("a = arange({})", n * m),
            1 => format!("a = arange({}).reshape({n}, {m})", n * m),
            _ => format!("a = arange({}).reshape({m}, {n}).T", n * m),
        };
        let second = if random.below(2) == 0 || rows.is_empty() {
            format!("b = {}", random.pick(INDICES))
        } else {
            let row = random.pick(rows).row();
            match row.home {
                Home::Array => format!("b = a.{}()", row.names[0]),
                _ => format!("b = np.{}(a)", row.names[0]),
            }
        };
        which(vec![first, second], settings, interrupt)
    })
}

fn run(
    program: &[String],
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
) -> Option<(Session, Option<Kind>)> {
    let mut session = Session::new(settings.clone(), Arc::clone(interrupt));
    session.set_telling(true);
    let mut kind = None;
    let mut text = program.join("\n");
    text.push('\n');
    let failed = session.run(text.as_bytes(), false, &mut |outcome| {
        if let Some(bound) = outcome.facts.as_ref().and_then(|told| told.facts.binds.first()) {
            kind = Some(bound.kind);
        }
        true
    });
    failed.is_none().then_some((session, kind))
}

/// Alias, view or copy?
fn which(program: Vec<String>, settings: &Settings, interrupt: &Arc<AtomicBool>) -> Option<Question> {
    let (mut session, kind) = run(&program, settings, interrupt)?;
    let answer = match kind? {
        Kind::Alias => "alias",
        Kind::View => "view",
        // A computed array is in memory of its own too: the question is about memory.
        Kind::Copy | Kind::New => "copy",
        Kind::Scalar | Kind::Other => return None,
    };
    let why = about(&mut session, "b")?;
    Some(Question {
        program,
        asked: "Is b an alias of a, a view of its memory, or a copy in memory of its own?".to_owned(),
        choices: vec!["alias", "view", "copy"],
        answer: answer.to_owned(),
        why,
    })
}

/// What does `a` hold?
fn holds(program: Vec<String>, settings: &Settings, interrupt: &Arc<AtomicBool>) -> Option<Question> {
    let (mut session, _) = run(&program, settings, interrupt)?;
    let why = about(&mut session, "b")?;
    let interp = session.interp();
    let symbol = interp.interner.get("a")?;
    let value = interp.global(symbol)?.clone();
    let answer = interp.str(&value);
    Some(Question { program, asked: "What does a hold now?".to_owned(), choices: Vec::new(), answer, why })
}

fn about(session: &mut Session, name: &str) -> Option<String> {
    let interp = session.interp();
    let symbol = interp.interner.get(name)?;
    let value = interp.global(symbol)?.clone();
    if !matches!(value, Value::Array(_)) {
        return None;
    }
    Some(interp.tell(&Ask::Why(value)).plain)
}
