//! arr and NumPy side by side: the same work under both, in turns, in one run; what counts is the ratio.
//!
//! `cargo bench` builds arr in release mode and runs it against `python3` with numpy; `ARR_PYTHON` names another interpreter. A case may be
//! picked by a part of its name: `cargo bench -- shares`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use arr::session::{Session, Settings};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How many times each side runs a case, after one run that does not count.
const RUNS: usize = 7;

fn main() {
    let picked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wanted = |name: &str| picked.is_empty() || picked.iter().any(|p| name.contains(p.as_str()));
    let bench = Bench {
        arr: PathBuf::from(env!("CARGO_BIN_EXE_arr")),
        python: std::env::var("ARR_PYTHON").unwrap_or_else(|_| "python3".to_owned()),
        dir: tempfile::tempdir().expect("a directory for scripts"),
    };
    println!("{:<42} {:>11} {:>11} {:>8}", "what", "arr", "numpy", "ratio");
    // Memory first: the kernel keeps one high-water mark for all children, so the smaller ones come first and NumPy's last.
    if wanted("start-up") {
        Bench::run(&bench.arr_args(&["-c", ""]));
        println!("{:<42} {:>8} MB", "start-up, resident", megabytes());
    }
    let small = bench.script_of_statements("small", 100_000);
    if wanted("statements") {
        Bench::run(&bench.arr_args(&[&small]));
        println!("{:<42} {:>8} MB", "100,000 statements, resident", megabytes());
        let large = bench.script_of_statements("large", 1_000_000);
        let once = Bench::time(&bench.arr_args(&[&small]));
        let ten = Bench::time(&bench.arr_args(&[&large]));
        println!("{:<42} {:>8} MB", "1,000,000 statements, resident", megabytes());
        println!(
            "{:<42} {:>11} {:>11} {:>7.1}x",
            "1,000,000 statements against 100,000",
            show(ten),
            show(once),
            ratio(ten, once)
        );
    }
    if wanted("start-up") {
        Bench::compare("start-up", &bench.arr_args(&["-c", ""]), &bench.python_args(&["-c", "import numpy"]));
    }
    if wanted("statements") {
        Bench::compare("100,000 small statements", &bench.arr_args(&[&small]), &bench.python_args(&[&small]));
    }
    if wanted("recording") {
        recording(&statements(0..100_000));
    }
    if wanted("notes") {
        let notes = Bench::time(&bench.arr_args(&["--notes", "on", &small]));
        let plain = Bench::time(&bench.arr_args(&[&small]));
        against("100,000 statements, with notes and without", notes, plain);
        let explained = Bench::time(&bench.arr_args(&["explain", "--format", "json", &small]));
        against("100,000 statements, explained and run", explained, plain);
    }
    if wanted("mem") {
        bench.map();
    }
    if wanted("article") {
        bench.article();
    }
    if wanted("programs") {
        for kind in ["loops", "elements", "arrays"] {
            bench.programs(kind);
        }
    }
    if wanted("shares") {
        Bench::compare(
            "shares_memory, two 6-d windows",
            &bench.arr_args(&["-c", &hard_case()]),
            &bench.python_args(&["-c", &hard_case()]),
        );
    }
    if wanted("interrupt") {
        bench.interrupts();
    }
    for (name, operation) in [
        ("copy of 32 MB", "a.copy()"),
        ("a + b of 32 MB", "a + b"),
        ("sum of 32 MB", "a.sum()"),
        ("a += b of 32 MB", "np.add(a, b, out=a)"),
        ("a.T.copy() of 72 MB", "m.T.copy()"),
        ("sort of 8 MB", "np.sort(s)"),
    ] {
        if wanted(name) {
            bench.repeated(name, operation);
        }
    }
}

struct Bench {
    arr: PathBuf,
    python: String,
    dir: tempfile::TempDir,
}

/// What it costs to record events: the statements in this process, with recording and without. Less than 5 % is wanted.
fn recording(script: &str) {
    let run = |on: bool| {
        let settings = Settings {
            tags: true,
            notes: false,
            strict: false,
            max_memory: 1 << 30,
            python: None,
            source: "recording".to_owned(),
            stand_ins: Vec::new(),
        };
        let mut session = Session::new(settings, Arc::new(AtomicBool::new(false)));
        session.interp().memory.set_recording(on);
        let begin = Instant::now();
        session.run(script.as_bytes(), false, &mut |_| true);
        begin.elapsed()
    };
    run(true);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..3 * RUNS {
        with.push(run(true));
        without.push(run(false));
    }
    against("100,000 statements, recorded and not", median(with), median(without));
}

/// So many statements are written at once.
const PIECE: usize = 10_000;

/// A script of small statements, all different: literal, slice, item write, copy, `shares_memory`.
fn statements(range: std::ops::Range<usize>) -> String {
    let mut text = String::from("import numpy as np\n");
    for i in range.start / 5..range.end / 5 {
        let next = i + 1;
        let _ = write!(
            text,
            "a = np.array([{i}, {next}, 3])\nb = a[1:]\nb[0] = {i}\nc = a.copy()\ns = np.shares_memory(a, b)\n"
        );
    }
    text
}

/// Two windows on one buffer, near in all strides, which have no byte in common: NumPy searches for half a minute to say so.
fn hard_case() -> String {
    let strides = |by: [i64; 6]| by.map(|d| (100_003 + d).to_string()).join(", ");
    format!(
        "import numpy as np\nx = np.zeros(4600000, dtype=np.int8)\n\
         a = np.lib.stride_tricks.as_strided(x, (7, 7, 7, 7, 7, 7), ({}))\n\
         b = np.lib.stride_tricks.as_strided(x[250006:], (7, 7, 7, 7, 7, 7), ({}))\n\
         print(np.shares_memory(a, b))\n",
        strides([1, 7, 12, 20, 33, 54]),
        strides([2, 9, 14, 25, 38, 61])
    )
}

impl Bench {
    fn script(&self, name: &str, text: &str) -> String {
        let path = self.dir.path().join(format!("{name}.arr"));
        std::fs::write(&path, text).expect("a script");
        path.display().to_string()
    }

    /// A script of so many statements, written piece by piece: a child is counted with what its parent held when it was started.
    fn script_of_statements(&self, name: &str, count: usize) -> String {
        use std::io::Write as _;
        let path = self.dir.path().join(format!("{name}.arr"));
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a script"));
        for piece in 0..count.div_ceil(PIECE) {
            file.write_all(statements(piece * PIECE..count.min((piece + 1) * PIECE)).as_bytes())
                .expect("a script");
        }
        file.flush().expect("a script");
        path.display().to_string()
    }

    fn arr_args(&self, args: &[&str]) -> Vec<String> {
        std::iter::once(self.arr.display().to_string()).chain(args.iter().map(|s| (*s).to_owned())).collect()
    }

    fn python_args(&self, args: &[&str]) -> Vec<String> {
        std::iter::once(self.python.clone()).chain(args.iter().map(|s| (*s).to_owned())).collect()
    }

    fn run(command: &[String]) {
        let status = Command::new(&command[0])
            .args(&command[1..])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.is_ok_and(|s| s.success()), "{command:?} failed");
    }

    /// The median time of a command.
    fn time(command: &[String]) -> Duration {
        Self::run(command);
        median((0..RUNS).map(|_| Self::once(command)).collect())
    }

    fn once(command: &[String]) -> Duration {
        let start = Instant::now();
        Self::run(command);
        start.elapsed()
    }

    /// Both commands in turns.
    fn compare(name: &str, arr: &[String], numpy: &[String]) {
        Self::run(arr);
        // A case that takes NumPy half a minute is run once.
        let first = Self::once(numpy);
        let runs = if first > Duration::from_secs(3) { 1 } else { RUNS };
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            a.push(Self::once(arr));
            b.push(if runs == 1 { first } else { Self::once(numpy) });
        }
        line(name, median(a), median(b));
    }

    /// Every example of the article, one process each.
    fn article(&self) {
        let mut scripts: Vec<PathBuf> =
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/article"))
                .expect("the article's examples")
                .filter_map(|entry| entry.ok().map(|e| e.path()))
                .filter(|path| path.extension().is_some_and(|e| e == "arr"))
                .collect();
        scripts.sort();
        let total = |side: &dyn Fn(&str) -> Vec<String>| -> Duration {
            scripts.iter().map(|path| Self::once(&side(&path.display().to_string()))).sum()
        };
        let arr = |path: &str| self.arr_args(&[path]);
        let numpy = |path: &str| self.python_args(&[path]);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            a.push(total(&arr));
            b.push(total(&numpy));
        }
        line("the article, all examples", median(a), median(b));
    }

    /// The programs of a kind in `benches/programs`, one process each and in turns, start-up included: each, and their geometric mean.
    fn programs(&self, kind: &str) {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs").join(kind);
        let mut scripts: Vec<PathBuf> = std::fs::read_dir(directory)
            .expect("the programs")
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|path| path.extension().is_some_and(|e| e == "py"))
            .collect();
        scripts.sort();
        let (mut logs, mut least) = (0.0, f64::INFINITY);
        for path in &scripts {
            let text = path.display().to_string();
            let (arr, python) = (self.arr_args(&["--tags", "off", &text]), self.python_args(&[&text]));
            let output = |command: &[String]| {
                Command::new(&command[0]).args(&command[1..]).output().expect("a program runs").stdout
            };
            assert_eq!(output(&arr), output(&python), "{text} prints the same");
            let (mut a, mut b) = (Vec::new(), Vec::new());
            for _ in 0..RUNS {
                a.push(Self::once(&arr));
                b.push(Self::once(&python));
            }
            let (a, b) = (median(a), median(b));
            let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            line(&format!("{kind}: {name}"), a, b);
            logs += ratio(b, a).ln();
            least = least.min(ratio(b, a));
        }
        let mean = (logs / scripts.len() as f64).exp();
        println!("{:<42} {:>31.2}x, the least {least:.2}x", format!("{kind}: geometric mean"), mean);
    }

    /// How soon Ctrl-C ends a long operation, for each in `interrupt.txt`: the time from the signal to `KeyboardInterrupt`, to the answer to the
    /// next statement, and from the end of the input to the end of the program.
    fn interrupts(&self) {
        const WANTED: Duration = Duration::from_millis(100);
        println!("{:<64} {:>10} {:>10} {:>10}", "Ctrl-C", "told", "answered", "left");
        let (mut count, mut slow) = (0, 0);
        for line in include_str!("interrupt.txt").lines() {
            if line.is_empty() || line.starts_with('#') || (line.starts_with('[') && !line.contains('(')) {
                continue;
            }
            let (before, operation) = line.split_once(" ;; ").unwrap_or(("", line));
            let name: String = operation.chars().take(64).collect();
            match self.interrupt(before, operation) {
                None => println!("{name:<64} {:>10}", "ended"),
                Some(times) => {
                    count += 1;
                    let late = times.iter().any(|time| *time > WANTED);
                    slow += usize::from(late);
                    let [told, answered, left] = times.map(show);
                    println!(
                        "{name:<64} {told:>10} {answered:>10} {left:>10}{}",
                        if late { "  late" } else { "" }
                    );
                }
            }
        }
        println!("{count} operations interrupted, {slow} of them late");
    }

    /// Interrupts one operation; `None` if it ended before the signal came.
    fn interrupt(&self, before: &str, operation: &str) -> Option<[Duration; 3]> {
        let mut child = Command::new(&self.arr)
            .arg("-i")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("arr starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let out = Listener::new(child.stdout.take().expect("a pipe"));
        let err = Listener::new(child.stderr.take().expect("a pipe"));
        let modules = "import numpy as np\nimport math\nimport copy\n";
        writeln!(stdin, "{modules}{before}\nprint('re' + 'ady', flush=True)\n{operation}").expect("input");
        out.wait("ready").expect("the operation begins");
        std::thread::sleep(Duration::from_millis(200));
        // What is asked next waits in the pipe: whether the operation ended by itself is seen by its answer.
        let start = Instant::now();
        kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).expect("the child runs");
        let _ = writeln!(stdin, "print('an' + 'swer', flush=True)");
        let told = err.wait("KeyboardInterrupt");
        let answered = told.and_then(|_| out.wait("answer"));
        let end = Instant::now();
        drop(stdin);
        let _ = child.wait();
        Some([told? - start, answered? - start, end.elapsed()])
    }

    /// One map of the memory of a thousand names, half of them views: the difference of many and few maps. Less than 50 ms is wanted.
    fn map(&self) {
        const MANY: usize = 21;
        const FEW: usize = 1;
        let mut names = String::from("import numpy as np\n");
        for i in 0..500 {
            let _ = write!(names, "a{i} = np.arange(100)\nb{i} = a{i}[{}::2]\n", i % 50);
        }
        let script = |n: usize| self.script(&format!("map{n}"), &(names.clone() + &"mem()\n".repeat(n)));
        let (many, few) = (script(MANY), script(FEW));
        let each = Self::time(&self.arr_args(&[&many])).saturating_sub(Self::time(&self.arr_args(&[&few])))
            / (MANY - FEW) as u32;
        println!("{:<42} {:>11}", "mem() with 1,000 names", show(each));
    }

    /// One operation on large arrays, many times in one process: the difference of many and few runs, so that start-up does not count.
    fn repeated(&self, name: &str, operation: &str) {
        const MANY: usize = 60;
        const FEW: usize = 10;
        let script = |n: usize| {
            format!(
                "import numpy as np\na = np.ones(4000000)\nb = np.ones(4000000)\nm = np.ones((3000, 3000))\n\
                 s = np.sin(np.arange(1000000.0))\nx = [({operation}, 0)[1] for i in range({n})]\n"
            )
        };
        let (many, few) = (script(MANY), script(FEW));
        let each = |side: &dyn Fn(&str) -> Vec<String>| {
            let long = Self::once(&side(&many));
            let short = Self::once(&side(&few));
            long.saturating_sub(short) / (MANY - FEW) as u32
        };
        let arr = |script: &str| self.arr_args(&["-c", script]);
        let numpy = |script: &str| self.python_args(&["-c", script]);
        each(&arr);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            a.push(each(&arr));
            b.push(each(&numpy));
        }
        line(name, median(a), median(b));
    }
}

/// Reads what a child writes, so that it never waits, and remembers the end of it.
struct Listener {
    heard: std::sync::mpsc::Receiver<(Instant, Vec<u8>)>,
    last: std::cell::RefCell<Vec<u8>>,
}

impl Listener {
    fn new(mut pipe: impl std::io::Read + Send + 'static) -> Self {
        let (tell, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(n @ 1..) = pipe.read(&mut bytes) {
                if tell.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        Self { heard, last: std::cell::RefCell::default() }
    }

    /// When a word came; `None` if the child ends without it.
    fn wait(&self, word: &str) -> Option<Instant> {
        let mut last = self.last.borrow_mut();
        for (when, more) in &self.heard {
            last.extend(more);
            if last.windows(word.len()).any(|window| window == word.as_bytes()) {
                last.clear();
                return Some(when);
            }
            let old = last.len().saturating_sub(word.len());
            last.drain(..old);
        }
        None
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ratio(slow: Duration, fast: Duration) -> f64 {
    slow.as_secs_f64() / fast.as_secs_f64().max(1e-9)
}

fn line(name: &str, arr: Duration, numpy: Duration) {
    println!("{name:<42} {:>11} {:>11} {:>7.1}x", show(arr), show(numpy), ratio(numpy, arr));
}

/// A case against another one of arr's.
fn against(name: &str, case: Duration, other: Duration) {
    println!("{name:<42} {:>11} {:>11} {:>7.2}x", show(case), show(other), ratio(case, other));
}

fn show(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// The largest resident size of any child so far.
fn megabytes() -> String {
    let kib = getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0, |usage| usage.max_rss());
    format!("{:.1}", kib as f64 / 1024.0)
}
