//! The command line: the only user of clap.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand, ValueEnum};

use crate::display::{Meaning, Text};
use crate::error::Exception;
use crate::machine::tell;
use crate::paint::{paint, set_color};
use crate::session::{Outcome, Session, Settings};
use crate::{golden, lang, machine, memory, net, repl, report};

/// Which of my arrays share memory, and what made the copy?
#[derive(Debug, Parser)]
#[command(
    name = "arr",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// A script to run; `-` for standard input. Without one, the prompt.
    file: Option<PathBuf>,
    /// What the script finds in `sys.argv`.
    #[arg(value_name = "ARG", trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
    /// Statements to run instead of a script.
    #[arg(short = 'c', value_name = "STATEMENTS")]
    statements: Option<String>,
    /// Afterwards, or on piped input, behave like the prompt: go on after an error.
    #[arg(short = 'i')]
    interactive: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Debug, clap::Args)]
struct Common {
    /// Show arrays with their tags.
    #[arg(long, value_enum, default_value_t = Switch::On, global = true)]
    tags: Switch,
    /// Say after each statement what it did to memory (default: on at the prompt, off in scripts).
    #[arg(long, value_enum, global = true)]
    notes: Option<Switch>,
    /// Make warnings of lost writes, repeated indices, overlapping views and kept memory errors.
    #[arg(long, global = true)]
    strict: bool,
    /// Colours.
    #[arg(long, value_enum, default_value_t = When::Auto, global = true)]
    color: When,
    /// What brackets make and whose `sum` a bare `sum` is: arr's, or Python's (default: Python's in a .py file, else arr's).
    #[arg(long, value_enum, global = true)]
    dialect: Option<Dialect>,
    /// A module that arr does not have, on which every use is to succeed and do nothing.
    #[arg(long, value_name = "NAME", global = true)]
    stand_in: Vec<String>,
    /// The most memory for arrays, such as 500M or 4G (default: three quarters of the machine's).
    #[arg(long, value_name = "SIZE", value_parser = machine::parse_size, global = true)]
    max_memory: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dialect {
    Arr,
    Python,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a script and show beside each statement what it did to memory.
    Explain {
        /// The script; `-` for standard input.
        file: PathBuf,
        /// How: columns for a person, or one JSON object a statement.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Predict, then see: alias, view or copy, and what an array holds after a write.
    Quiz {
        /// The same seed asks the same questions.
        #[arg(long)]
        seed: Option<u64>,
        /// How many questions.
        #[arg(long, default_value_t = 10)]
        questions: usize,
    },
    /// Replay scripts and the `arr` blocks of Markdown files against their recorded output.
    Test {
        /// Files, or directories to search.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Record the output instead of comparing it.
        #[arg(long)]
        bless: bool,
    },
}

/// Set while nothing runs that Ctrl-C could interrupt: it then ends the program.
static IDLE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// So many bytes are written at once, before Ctrl-C is looked at.
const PIECE: usize = 1 << 16;

/// How long a statement of the prompt may go on after Ctrl-C before another Ctrl-C ends the program.
const PATIENCE: Duration = Duration::from_secs(1);

/// The stack of the evaluator: deep enough for the deepest expression that is accepted.
const STACK: usize = 256 << 20;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help goes to stdout, a complaint to stderr.
        Err(said) if said.use_stderr() => {
            let _ = said.print();
            return ExitCode::from(2);
        }
        Err(said) => {
            let written = said.print().and_then(|()| io::stdout().flush());
            return ExitCode::from(machine::status(written.map(|()| 0)));
        }
    };
    if !memory::can_map(STACK) {
        tell(&format!("arr: there is no room for its stack of {} MiB (ulimit -v?)\n", STACK >> 20));
        return ExitCode::FAILURE;
    }
    // A stack of its own costs a start less than a thread of its own.
    let ended = net::catch(|| stacker::grow(STACK, || run(&cli)));
    ExitCode::from(ended.map_or_else(
        |error| {
            tell(&format!("{}: {error}\n", error.exception()));
            1
        },
        machine::status,
    ))
}

/// Sets `interrupt` at Ctrl-C. Where nothing runs, Ctrl-C ends the program with status 130.
///
/// A script is ended by Ctrl-C anyway, so a second one need not wait for the statement to obey, and no thread has to watch, which would be a
/// tenth of what it costs to start.
#[cfg(unix)]
fn listen(interrupt: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::{consts::SIGINT, flag};
    flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&IDLE))?;
    flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(interrupt))?;
    flag::register(SIGINT, Arc::clone(interrupt)).map(drop)
}

/// Sets `interrupt` at Ctrl-C. Where nothing runs, Ctrl-C ends the program with status 130.
#[cfg(not(unix))]
fn listen(interrupt: &Arc<AtomicBool>) -> io::Result<()> {
    listen_patiently(interrupt)
}

/// As `listen`, for a session that goes on after an interrupt: a second Ctrl-C must not end it while the first is being obeyed.
fn listen_patiently(interrupt: &Arc<AtomicBool>) -> io::Result<()> {
    let flag = Arc::clone(interrupt);
    let mut asked = Instant::now();
    ctrlc::set_handler(move || {
        let again = flag.swap(true, Ordering::Relaxed);
        if !again {
            asked = Instant::now();
        }
        // Nothing runs, or what runs did not obey: leave. A key that is held down is not meant so.
        if IDLE.load(Ordering::Relaxed) || (again && asked.elapsed() > PATIENCE) {
            std::process::exit(130);
        }
    })
    .map_err(io::Error::other)
}

fn run(cli: &Cli) -> io::Result<u8> {
    if let Some(space) = machine::address_space() {
        memory::limit_space(space);
    }
    let interrupt = Arc::new(AtomicBool::new(false));
    let has_script = cli.statements.is_some() || cli.file.is_some();
    let terminal = io::stdin().is_terminal();
    let goes_on = cli.interactive || (!has_script && terminal);
    let handler = if goes_on { listen_patiently(&interrupt) } else { listen(&interrupt) };
    if let Err(error) = handler {
        tell(&format!("arr: Ctrl-C will end arr instead of a statement: {error}\n"));
    }
    let color = match cli.common.color {
        When::Always => true,
        When::Never => false,
        When::Auto => std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && io::stdout().is_terminal(),
    };
    set_color(color);
    match &cli.command {
        Some(Command::Test { paths, bless }) => {
            let settings = settings(&cli.common, false, "");
            return golden::run(paths, *bless, &settings, &interrupt, &mut io::stdout());
        }
        Some(Command::Explain { file, format }) => {
            let format = match format {
                Format::Text => report::Format::Text { color },
                Format::Json => report::Format::Json,
            };
            return explain(file, format, &cli.common, &interrupt);
        }
        Some(Command::Quiz { seed, questions }) => {
            let seed = seed.unwrap_or_else(|| {
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                now.map_or(0, |now| now.as_nanos() as u64 % 1_000_000)
            });
            let settings = settings(&cli.common, false, "<quiz>");
            let mut input = io::stdin().lock();
            return report::quiz(&mut input, &mut io::stdout(), seed, *questions, &settings, &interrupt);
        }
        None => {}
    }
    // With -c, what stands first is an argument of the program.
    let (file, first) = match &cli.statements {
        Some(_) => (None, cli.file.as_deref()),
        None => (cli.file.as_deref(), None),
    };
    let from_stdin = file == Some(Path::new("-"));
    let prompt = (!has_script || cli.interactive) && terminal && !from_stdin;
    let notes = prompt || (cli.interactive && !has_script);
    let source = match (&cli.statements, file) {
        (Some(_), _) => "<string>".to_owned(),
        (None, Some(file)) if !from_stdin => file.display().to_string(),
        _ => "<stdin>".to_owned(),
    };
    // Never let go of: the system takes the memory back at once, where freeing value by value what the program holds can take seconds.
    let mut session =
        ManuallyDrop::new(Session::new(settings(&cli.common, notes, &source), Arc::clone(&interrupt)));
    let edge = Rc::new(RefCell::new(Edge {
        out: io::BufWriter::with_capacity(1 << 16, io::stdout()),
        color,
        terminal: io::stdout().is_terminal(),
        broken: None,
        interrupt: Arc::clone(&interrupt),
        broken_off: None,
        exit: None,
    }));
    let reads = !from_stdin && (has_script || terminal);
    session.set_console(Rc::new(Terminal { edge: Rc::clone(&edge), reads }));
    let script = file.filter(|_| !from_stdin);
    let called = match (&cli.statements, file) {
        (Some(_), _) => "-c".to_owned(),
        (None, file) => file.map_or_else(String::new, |file| file.display().to_string()),
    };
    let first = first.map(|first| first.display().to_string());
    let arguments: Vec<String> =
        std::iter::once(called).chain(first).chain(cli.arguments.iter().cloned()).collect();
    session.set_program(script, &arguments);
    let python = file.is_some_and(is_python);
    // As in Python, a program shows what it prints.
    session.set_echoes(!python || cli.interactive);
    IDLE.store(false, Ordering::Relaxed);
    let mut failed = None;
    if let Some(statements) = &cli.statements {
        failed = session.run(statements.as_bytes(), cli.interactive, &mut |o| {
            let mut edge = edge.borrow_mut();
            edge.show(&o) && (cli.interactive || edge.broken_off.is_none())
        });
    } else if from_stdin || (!has_script && !terminal) {
        failed = if cli.interactive {
            repl::run_piped(&mut session, Waiting(io::stdin().lock()), &mut |o| {
                edge.borrow_mut().show_now(&o)
            })
        } else {
            session.run(Waiting(io::stdin().lock()), false, &mut |o| {
                let mut edge = edge.borrow_mut();
                edge.show(&o) && (cli.interactive || edge.broken_off.is_none())
            })
        };
    } else if let Some(path) = file {
        match open(path) {
            Ok(mut file) => {
                let mut text = Vec::new();
                if python && !cli.interactive && is_short(path) {
                    // What cannot be read is told as it is read again.
                    let _ = file.read_to_end(&mut text);
                }
                let checked = std::str::from_utf8(&text).ok().and_then(|text| session.check_program(text));
                if let Some(failure) = checked {
                    failed = Some(failure.exception);
                    edge.borrow_mut().show(&Outcome { error: Some(failure), ..Outcome::default() });
                } else {
                    let file = io::Cursor::new(text).chain(file);
                    failed =
                        session.run(BufReader::with_capacity(1 << 16, file), cli.interactive, &mut |o| {
                            let mut edge = edge.borrow_mut();
                            edge.show(&o) && (cli.interactive || edge.broken_off.is_none())
                        });
                }
            }
            Err(error) => {
                cannot_open(path, &error);
                return Ok(2);
            }
        }
    }
    edge.borrow_mut().written()?;
    if cli.interactive && has_script && !terminal && !from_stdin {
        session.set_source("<stdin>");
        failed = repl::run_piped(&mut session, Waiting(io::stdin().lock()), &mut |o| {
            edge.borrow_mut().show_now(&o)
        });
        edge.borrow_mut().written()?;
    }
    session.set_echoes(true);
    if prompt {
        session.set_source("<stdin>");
        // While a line is edited Ctrl-C is a key. Between two lines it must not end the session: it is taken for a statement's.
        let status = repl::run(&mut session, color, &mut |o| edge.borrow_mut().show_now(&o))?;
        edge.borrow_mut().written()?;
        return Ok(edge.borrow().exit.unwrap_or(status));
    }
    IDLE.store(true, Ordering::Relaxed);
    if let Some(status) = edge.borrow().exit {
        return Ok(status);
    }
    Ok(match failed.or(edge.borrow().broken_off) {
        Some(Exception::KeyboardInterrupt) if !cli.interactive => 130,
        // At the prompt an error is not the end, and not the status either.
        Some(_) if !cli.interactive => 1,
        _ => 0,
    })
}

fn cannot_open(path: &Path, error: &io::Error) {
    tell(&format!("arr: can't open file '{}': {}\n", path.display(), machine::plain(error)));
}

/// `arr explain`
fn explain(
    file: &Path,
    format: report::Format,
    common: &Common,
    interrupt: &Arc<AtomicBool>,
) -> io::Result<u8> {
    let (mut out, mut err) = (io::BufWriter::new(io::stdout()), io::stderr());
    IDLE.store(false, Ordering::Relaxed);
    if file == Path::new("-") {
        let settings = settings(common, false, "<stdin>");
        let input = Waiting(io::stdin().lock());
        return report::explain(input, settings, interrupt, format, &mut out, &mut err);
    }
    let settings = settings(common, false, &file.display().to_string());
    match open(file) {
        Ok(script) => {
            report::explain(BufReader::new(script), settings, interrupt, format, &mut out, &mut err)
        }
        Err(error) => {
            cannot_open(file, &error);
            Ok(2)
        }
    }
}

/// A file that is no directory, to read.
fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
}

/// Whether a program is short enough to be looked through as a whole.
fn is_short(path: &Path) -> bool {
    const LONG: u64 = 1 << 24;
    std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() < LONG)
}

/// Standard input. While it is waited for, nothing runs: Ctrl-C then ends the program.
struct Waiting<R>(R);

impl<R: io::Read> io::Read for Waiting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        IDLE.store(true, Ordering::Relaxed);
        let read = self.0.read(buffer);
        IDLE.store(false, Ordering::Relaxed);
        read
    }
}

impl<R: io::BufRead> io::BufRead for Waiting<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        IDLE.store(true, Ordering::Relaxed);
        let filled = self.0.fill_buf();
        IDLE.store(false, Ordering::Relaxed);
        filled
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

/// Whether a file holds a Python program.
fn is_python(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "py")
}

fn settings(common: &Common, notes: bool, source: &str) -> Settings {
    Settings {
        tags: common.tags == Switch::On,
        notes: common.notes.map_or(notes, |n| n == Switch::On),
        strict: common.strict,
        max_memory: common.max_memory.unwrap_or_else(machine::default_limit),
        python: match common.dialect {
            Some(dialect) => Some(dialect == Dialect::Python),
            None => is_python(Path::new(source)).then_some(true),
        },
        source: source.to_owned(),
        stand_ins: common.stand_in.clone(),
    }
}

/// Where outcomes leave the program: values to stdout, the rest to stderr, in the order in which they came.
struct Edge {
    out: io::BufWriter<io::Stdout>,
    color: bool,
    /// Whether a person reads along.
    terminal: bool,
    /// Why nothing more can be written.
    broken: Option<io::Error>,
    /// Set by Ctrl-C, also while a long output is written.
    interrupt: Arc<AtomicBool>,
    /// What broke an output off.
    broken_off: Option<Exception>,
    /// The status that the program asked to end with.
    exit: Option<u8>,
}

/// The edge, as a program that runs sees it.
struct Terminal {
    edge: Rc<RefCell<Edge>>,
    /// Whether standard input is the program's to read: it may be where the program itself comes from.
    reads: bool,
}

impl lang::Console for Terminal {
    fn show(&self, out: &Text) {
        let mut edge = self.edge.borrow_mut();
        let painted = paint(out, edge.color);
        if let Err(error) = edge.out.write_all(painted.as_bytes()) {
            edge.broken.get_or_insert(error);
        }
        edge.flush();
    }

    fn complain(&self, text: &str) {
        let mut said = Text::default();
        said.push(text);
        self.edge.borrow_mut().complain(&[said]);
    }

    fn read_line(&self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        if self.reads {
            Waiting(io::stdin().lock()).read_until(b'\n', &mut line)?;
        }
        Ok(line)
    }
}

impl Edge {
    /// Shows an outcome and lets nothing wait: somebody may be reading along.
    fn show_now(&mut self, outcome: &Outcome) -> bool {
        let more = self.show(outcome);
        self.flush();
        more && self.broken.is_none()
    }

    fn show(&mut self, outcome: &Outcome) -> bool {
        // A warning comes before what the statement shows, as in Python, where it is raised while the value is computed.
        if !outcome.warnings.is_empty() {
            self.complain(&outcome.warnings);
        }
        let mut interrupted = false;
        for (i, piece) in paint(&outcome.out, self.color).as_bytes().chunks(PIECE).enumerate() {
            if i > 0 && self.interrupt.swap(false, Ordering::Relaxed) {
                interrupted = true;
                break;
            }
            if let Err(error) = self.out.write_all(piece) {
                self.broken.get_or_insert(error);
                return false;
            }
        }
        if outcome.flush || self.terminal {
            self.flush();
        }
        if !outcome.notes.is_empty() {
            self.complain(&outcome.notes);
        }
        if let Some(failure) = &outcome.error {
            self.complain(std::slice::from_ref(&failure.report));
            self.exit = failure.exit.or(self.exit);
            if failure.exit.is_some() {
                return false;
            }
        } else if interrupted {
            let mut report = Text::default();
            report.push_meaning(&Exception::KeyboardInterrupt.to_string(), Meaning::Error);
            report.push("\n");
            self.complain(&[report]);
            self.broken_off = Some(Exception::KeyboardInterrupt);
        }
        self.broken.is_none()
    }

    /// Writes to stderr what belongs after all that was written to stdout so far.
    fn complain(&mut self, texts: &[Text]) {
        self.flush();
        let color = self.color && io::stderr().is_terminal();
        let mut err = io::stderr().lock();
        for text in texts {
            // A closed stderr is no reason to stop.
            let _ = err.write_all(paint(text, color).as_bytes());
        }
    }

    fn flush(&mut self) {
        if let Err(error) = self.out.flush() {
            self.broken.get_or_insert(error);
        }
    }

    /// Whether all that was shown was written.
    fn written(&mut self) -> io::Result<()> {
        self.flush();
        self.broken.take().map_or(Ok(()), Err)
    }
}
