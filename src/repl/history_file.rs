//! The file of past inputs: read from its end, written line by line, and never waited for.
//!
//! Its format is rustyline's second: a first line `#V2`, then an input a line, its line feeds and backslashes escaped. Only what the
//! prompt can show is read, so the file may be of any size, and it is only ever appended to, so no prompt takes anything from another.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Duration;

/// The first line of a file whose lines are escaped.
const HEADER: &str = "#V2";
/// How many bytes at the end of the file are read.
const TAIL: u64 = 1 << 21;
/// How often the lock is asked for, and how long is waited in between.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(5);

/// Where inputs are remembered.
pub(super) struct HistoryFile {
    path: PathBuf,
}

impl HistoryFile {
    /// The file in the user's state directory, which is made if need be.
    pub(super) fn of_user() -> Option<Self> {
        let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
        let directory = state.join("arr");
        fs::create_dir_all(&directory).ok()?;
        Some(Self { path: directory.join("history") })
    }

    /// The inputs at the end of the file, oldest first; none if it cannot be read.
    pub(super) fn inputs(&self) -> Vec<String> {
        self.read().unwrap_or_default()
    }

    fn read(&self) -> io::Result<Vec<String>> {
        self.check()?;
        let mut file = File::open(&self.path)?;
        let mut header = [0; HEADER.len()];
        let escaped = file.read_exact(&mut header).is_ok() && header == *HEADER.as_bytes();
        let from = file.metadata()?.len().saturating_sub(TAIL);
        file.seek(SeekFrom::Start(from))?;
        let mut tail = Vec::new();
        file.take(TAIL).read_to_end(&mut tail)?;
        // The first line of a tail is the end of a line.
        let whole =
            if from == 0 { 0 } else { tail.iter().position(|&byte| byte == b'\n').unwrap_or(tail.len()) };
        let lines =
            tail[whole..].split(|&byte| byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
        let inputs = lines.filter(|line| !line.is_empty() && *line != HEADER);
        Ok(inputs.map(|line| if escaped { unescape(line) } else { line.to_owned() }).collect())
    }

    /// Remembers an input. What cannot be written is not remembered, and leaves nothing half written behind.
    pub(super) fn push(&self, input: &str) {
        let _ = self.append(input);
    }

    fn append(&self, input: &str) -> io::Result<()> {
        match self.check() {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        // Whoever holds the lock for long does not hold up the prompt: a line that is appended in one piece is not torn without it either.
        let locked = lock(&file);
        let before = file.metadata()?.len();
        let mut line = String::with_capacity(input.len() + HEADER.len() + 2);
        if before == 0 {
            line.extend([HEADER, "\n"]);
        } else {
            let mut last = [0];
            file.seek(SeekFrom::Start(before - 1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                line.push('\n');
            }
        }
        line.extend([&input.replace('\\', r"\\").replace('\n', r"\n"), "\n"]);
        let written = file.write_all(line.as_bytes());
        if written.is_err() && locked {
            file.set_len(before)?;
        }
        written
    }

    /// Refuses what is no regular file: opening a pipe waits for its other end, and a device has none.
    fn check(&self) -> io::Result<()> {
        if fs::metadata(&self.path)?.is_file() { Ok(()) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }
}

/// Locks the file, if that can be had soon.
fn lock(file: &File) -> bool {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return true,
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return false,
        }
    }
    false
}

/// The input of a line in which `\n` and `\\` stand for a line feed and a backslash.
fn unescape(line: &str) -> String {
    let mut input = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => input.push('\n'),
                Some('\\') | None => input.push('\\'),
                Some(other) => input.extend(['\\', other]),
            },
            c => input.push(c),
        }
    }
    input
}

#[cfg(test)]
mod tests {
    use super::{HistoryFile, TAIL};
    use std::fs;

    fn file(directory: &tempfile::TempDir) -> HistoryFile {
        HistoryFile { path: directory.path().join("history") }
    }

    #[test]
    fn inputs_come_back_as_they_were_typed() {
        let directory = tempfile::tempdir().expect("a directory");
        let history = file(&directory);
        let typed = ["a = 1", "m = [1,\n2]", r"print('\n\\')", "größe"];
        for input in typed {
            history.push(input);
        }
        assert_eq!(history.inputs(), typed);
        let text = fs::read_to_string(&history.path).expect("a history");
        assert_eq!(text, "#V2\na = 1\nm = [1,\\n2]\nprint('\\\\n\\\\\\\\')\ngröße\n");
    }

    #[test]
    fn lines_of_prompts_that_make_the_file_together_are_all_kept() {
        let directory = tempfile::tempdir().expect("a directory");
        std::thread::scope(|scope| {
            for i in 0..8 {
                let history = file(&directory);
                scope.spawn(move || history.push(&format!("x = {i}")));
            }
        });
        let mut inputs = file(&directory).inputs();
        inputs.sort();
        assert_eq!(inputs, (0..8).map(|i| format!("x = {i}")).collect::<Vec<_>>());
    }

    #[test]
    fn only_the_end_of_a_long_file_is_read() {
        let directory = tempfile::tempdir().expect("a directory");
        let history = file(&directory);
        let line = format!("'{}'\n", "x".repeat(997));
        fs::write(&history.path, "#V2\n".to_owned() + &line.repeat(10_000)).expect("a history");
        history.push(r"'\'");
        let inputs = history.inputs();
        assert_eq!(inputs.len() as u64, TAIL / 1000 + 1);
        assert_eq!(inputs.first().map(String::len), Some(999));
        assert_eq!(inputs.last().map(String::as_str), Some(r"'\'"));
    }

    #[test]
    fn a_line_that_was_torn_stays_on_its_own() {
        let directory = tempfile::tempdir().expect("a directory");
        let history = file(&directory);
        fs::write(&history.path, "#V2\na = 1\nb = ").expect("a history");
        history.push("c = 2");
        assert_eq!(history.inputs(), ["a = 1", "b = ", "c = 2"]);
    }

    #[test]
    fn a_file_of_another_kind_is_left_alone() {
        let directory = tempfile::tempdir().expect("a directory");
        let history = file(&directory);
        fs::create_dir(&history.path).expect("a directory");
        history.push("a = 1");
        assert!(history.inputs().is_empty());
    }
}
