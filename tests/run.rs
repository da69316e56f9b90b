//! Runs the `arr` program and compares everything that leaves it: standard output, standard error and the exit status, exactly.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a run may take before it counts as hung; a loaded machine with a debug build is slow.
const LIMIT: Duration = Duration::from_secs(60);

/// One run of the program: what goes in, and what must come out. Both streams are expected to be empty and the status to be 0 unless
/// told otherwise.
#[must_use = "call `check`"]
pub(crate) struct Run {
    args: Vec<String>,
    stdin: Vec<u8>,
    env: Vec<(String, String)>,
    directory: tempfile::TempDir,
    stdout: Expected,
    stderr: Expected,
    status: i32,
}

enum Expected {
    Exactly(String),
    LastLine(String),
}

/// What a run gave.
pub(crate) struct Given {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// The program with these arguments, in an empty directory, without input and with nothing in its environment that arr reads.
pub(crate) fn arr<S: AsRef<str>>(args: impl IntoIterator<Item = S>) -> Run {
    Run {
        args: args.into_iter().map(|a| a.as_ref().to_owned()).collect(),
        stdin: Vec::new(),
        env: Vec::new(),
        directory: tempfile::tempdir().expect("a temporary directory"),
        stdout: Expected::Exactly(String::new()),
        stderr: Expected::Exactly(String::new()),
        status: 0,
    }
}

/// The program running these statements.
pub(crate) fn statements(text: &str) -> Run {
    arr(["-"]).stdin(text)
}

/// The program running these statements as NumPy would show them.
pub(crate) fn untagged(text: &str) -> Run {
    arr(["--tags", "off", "-"]).stdin(text)
}

impl Run {
    pub(crate) fn stdin(mut self, input: impl AsRef<[u8]>) -> Self {
        self.stdin = input.as_ref().to_vec();
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A file in the directory that the program runs in.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.directory.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, content).expect("a file");
        self
    }

    pub(crate) fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = Expected::Exactly(text.into());
        self
    }

    pub(crate) fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = Expected::Exactly(text.into());
        self
    }

    pub(crate) fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    /// It ends with status 1 and this last line on standard error.
    pub(crate) fn fails_with(mut self, line: &str) -> Self {
        self.stderr = Expected::LastLine(line.to_owned());
        self.status(1)
    }

    /// It ends with the status of wrong usage and this last line on standard error.
    pub(crate) fn refused_with(self, line: &str) -> Self {
        self.fails_with(line).status(2)
    }

    /// The directory that the program runs in.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The program as it is about to run.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arr"));
        command.args(&self.args).current_dir(self.directory.path());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        // Whatever it keeps between sessions stays in the temporary directory.
        for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            command.env(name, self.directory.path());
        }
        command.envs(self.env.iter().map(|(k, v)| (k, v)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn given(&self) -> Given {
        let mut child = self.command().spawn().expect("arr starts");
        self.feed(&mut child);
        finish(child)
    }

    /// Writes the input to a program that was started, while that goes on.
    pub(crate) fn feed(&self, child: &mut Child) {
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = self.stdin.clone();
        // A program that ends early closes the pipe: that is its right.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
    }

    /// Runs the program and holds what it did against what was expected.
    #[track_caller]
    pub(crate) fn check(self) {
        self.check_in(|_| {});
    }

    /// As `check`, then looks at the directory that it ran in.
    #[track_caller]
    pub(crate) fn check_in(self, look: impl FnOnce(&Path)) {
        let given = self.given();
        let told = || {
            format!(
                "arr {:?}\n--- input\n{}\n--- stdout\n{}\n--- stderr\n{}\n--- status {}",
                self.args,
                head(&String::from_utf8_lossy(&self.stdin)),
                head(&given.stdout),
                head(&given.stderr),
                given.status
            )
        };
        self.stdout.hold("stdout", &given.stdout, &told);
        self.stderr.hold("stderr", &given.stderr, &told);
        assert!(given.status == self.status, "expected status {}\n{}", self.status, told());
        look(self.directory());
    }
}

impl Expected {
    #[track_caller]
    fn hold(&self, stream: &str, given: &str, told: &dyn Fn() -> String) {
        match self {
            Self::Exactly(text) => {
                assert!(given == text, "expected {stream}\n{}\n{}", head(text), told());
            }
            Self::LastLine(line) => {
                let last = given.lines().last().unwrap_or("");
                assert!(
                    last == line && given.ends_with('\n'),
                    "expected {stream} to end with\n{line}\n{}",
                    told()
                );
            }
        }
    }
}

/// The beginning of a text: enough to see what it is.
fn head(text: &str) -> String {
    if text.len() < 4000 { text.to_owned() } else { text.chars().take(4000).chain("…".chars()).collect() }
}

/// Waits for a child, reading what it writes.
pub(crate) fn finish(mut child: Child) -> Given {
    let read = |mut stream: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).expect("a pipe is read");
            String::from_utf8(bytes).expect("output is UTF-8")
        })
    };
    let stdout = child.stdout.take().map(|s| read(Box::new(s)));
    let stderr = child.stderr.take().map(|s| read(Box::new(s)));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if start.elapsed() > LIMIT {
            child.kill().expect("a child can be ended");
            panic!("arr did not end within {LIMIT:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let text = |thread: Option<std::thread::JoinHandle<String>>| {
        thread.map_or_else(String::new, |t| t.join().expect("a reader ends"))
    };
    // No code means that a signal ended it.
    Given { stdout: text(stdout), stderr: text(stderr), status: status.code().unwrap_or(-1) }
}

/// A path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files under a path of the repository whose names end so, in order.
pub(crate) fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    fn collect(directory: &Path, extension: &str, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory).unwrap_or_else(|e| panic!("{}: {e}", directory.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, extension, into);
            } else if path.extension().is_some_and(|e| e == extension) {
                into.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&repository(directory), extension, &mut found);
    found.sort();
    found
}
