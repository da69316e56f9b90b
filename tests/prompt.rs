//! The prompt as a person sees it: `arr` in a pseudo-terminal, and the screen that it draws.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to come; a loaded machine with a debug build is slow.
const LIMIT: Duration = Duration::from_secs(30);
const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
const COLUMNS: NonZero<u16> = NonZero::new(100).unwrap();

const UP: &str = "\x1b[A";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

/// `arr` at a terminal of its own.
struct Terminal {
    screen: Arc<Mutex<vt100::Parser>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    home: tempfile::TempDir,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// The prompt with these options, in an empty home directory.
    fn start(options: &[&str]) -> Self {
        Self::start_in(tempfile::tempdir().expect("a directory"), options)
    }

    fn start_in(home: tempfile::TempDir, options: &[&str]) -> Self {
        let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_arr"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home.path());
        command.args(options);
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command).expect("arr starts");
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(ROWS, COLUMNS, 0)));
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let drawn = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The end of a pseudo-terminal is an error on some systems.
            while let Ok(n) = output.read(&mut bytes)
                && n > 0
            {
                drawn.lock().expect("the screen").process(&bytes[..n]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        let terminal = Self { screen, keys, child, home, _master: pair.master };
        terminal.sees_at_the_end(">>>");
        terminal
    }

    /// What stands on the screen, without the blanks at the ends of lines and below.
    fn shown(&self) -> String {
        let screen = self.screen.lock().expect("the screen");
        let lines: Vec<String> =
            screen.screen().rows(0, COLUMNS.get()).map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n").trim_end().to_owned()
    }

    fn waits(&self, found: impl Fn(&str) -> bool, wanted: &str) {
        let start = Instant::now();
        loop {
            let shown = self.shown();
            if found(&shown) {
                return;
            }
            assert!(start.elapsed() < LIMIT, "expected the screen\n{wanted}\n--- it shows\n{shown}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Types keys.
    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    /// Types a line and waits until the screen ends so.
    fn enters(&mut self, line: &str, then: &str) {
        self.types(&format!("{line}\r"));
        self.sees_at_the_end(then);
    }

    /// Waits until this stands at the end of the screen.
    fn sees_at_the_end(&self, text: &str) {
        self.waits(|shown| shown.ends_with(text), text);
    }

    /// Waits until the screen shows just this below the banner.
    fn sees(&self, text: &str) {
        let below = |shown: &str| shown.lines().skip(2).collect::<Vec<_>>().join("\n");
        self.waits(|shown| below(shown) == text, text);
    }

    /// Waits for its end, which must have this status.
    fn ends(mut self, status: u32) -> tempfile::TempDir {
        let start = Instant::now();
        loop {
            if let Some(ended) = self.child.try_wait().expect("a child") {
                assert_eq!(ended.exit_code(), status, "{}", self.shown());
                return self.home;
            }
            if start.elapsed() > LIMIT {
                self.child.kill().expect("a child can be ended");
                panic!("arr goes on: {}", self.shown());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn values_tags_and_errors() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("a = [1, 2, 3]", "a = [1, 2, 3]\n>>>");
    at.enters("a[1:]", "@m1[1:]\n>>>");
    at.enters("a[7]", "size 3\n>>>");
    at.enters("print(a, 2)", "2\n>>>");
    at.sees(
        ">>> a = [1, 2, 3]\n\
         >>> a[1:]\n\
         array([2, 3]) @m1[1:]\n\
         >>> a[7]\n\
         \x20 File \"<stdin>\", line 1\n\
         \x20   a[7]\n\
         \x20   ^^^^\n\
         IndexError: index 7 is out of bounds for axis 0 with size 3\n\
         >>> print(a, 2)\n\
         [1 2 3] @m1 2\n\
         >>>",
    );
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn a_line_that_was_not_ended_stays() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("print(1, end='')", "1\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn input_of_several_lines() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("m = [[1, 2],", "[[1, 2],\n...");
    at.enters("     [3, 4]]", "[3, 4]]\n>>>");
    at.enters("m.T", ".T\n>>>");
    at.sees(
        ">>> m = [[1, 2],\n\
         ...      [3, 4]]\n\
         >>> m.T\n\
         array([[1, 3],\n\
         \x20      [2, 4]]) @m1.T\n\
         >>>",
    );
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn a_pasted_session_is_taken_without_its_prompts() {
    let mut at = Terminal::start(&["--notes", "off"]);
    // As a terminal sends what is pasted.
    at.types("\x1b[200~>>> a = [5, 6]\n>>> b = a\n>>> b is a\nTrue\x1b[201~\r");
    at.sees_at_the_end("True\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn ctrl_c_abandons_a_line() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("a = [1, 2");
    at.sees_at_the_end("a = [1, 2");
    at.types(CTRL_C);
    at.sees_at_the_end("KeyboardInterrupt\n>>>");
    at.enters("a", "not defined\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn ctrl_c_interrupts_a_statement_and_leaves_the_session() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("a = 1", "a = 1\n>>>");
    // It would run for minutes.
    at.types("print('ready'); a = [sin(arange(i % 1000.)).sum() for i in range(100_000_000)]\r");
    at.sees_at_the_end("\nready");
    at.types(CTRL_C);
    at.sees_at_the_end("KeyboardInterrupt\n>>>");
    at.enters("a + 1", "\n2\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn completion_and_history() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("measured = [1, 2]", "2]\n>>>");
    at.types("meas\t");
    at.sees_at_the_end(">>> measured");
    at.types(".ndi\t");
    at.sees_at_the_end(">>> measured.ndim");
    at.enters("", "\n1\n>>>");
    at.types(UP);
    at.sees_at_the_end("1\n>>> measured.ndim");
    at.types(UP);
    at.sees_at_the_end("1\n>>> measured = [1, 2]");
    at.types(CTRL_C);
    at.sees_at_the_end("KeyboardInterrupt\n>>>");
    at.types(CTRL_D);
    // The next session remembers.
    let mut at = Terminal::start_in(at.ends(0), &["--notes", "off"]);
    at.types(UP);
    at.sees_at_the_end(">>> measured.ndim");
    at.types(CTRL_C);
    at.sees_at_the_end("KeyboardInterrupt\n>>>");
    at.enters("exit", "exit");
    at.ends(0);
}

#[test]
fn a_script_then_the_prompt() {
    let home = tempfile::tempdir().expect("a directory");
    std::fs::write(home.path().join("x.arr"), "a = [1, 2]\nprint('ran')\n").expect("a file");
    let mut at = Terminal::start_in(home, &["--notes", "off", "-i", "x.arr"]);
    at.enters("a", "array([1, 2]) @m1\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let coloured = |options: &[&str]| {
        let mut at = Terminal::start(options);
        at.enters("[1, 2]", "@m1\n>>>");
        let parser = at.screen.lock().expect("the screen");
        let screen = parser.screen();
        let cells = (0..ROWS.get()).flat_map(|row| (0..COLUMNS.get()).map(move |column| (row, column)));
        let found = cells
            .filter_map(|(row, column)| screen.cell(row, column))
            .any(|cell| cell.fgcolor() != vt100::Color::Default);
        drop(parser);
        at.types(CTRL_D);
        at.ends(0);
        found
    };
    assert!(coloured(&["--notes", "off"]));
    assert!(!coloured(&["--notes", "off", "--color", "never"]));
}

/// The lines of the screen that stand below the banner and are no prompts.
fn answers(at: &Terminal) -> Vec<String> {
    let shown = at.shown();
    shown.lines().skip(2).filter(|line| !line.starts_with(['>', '.'])).map(str::to_owned).collect()
}

#[test]
fn lines_that_come_together_are_all_run() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("6*7\r8*9\r5*5\r");
    at.sees(">>> 6*7\n42\n>>> 8*9\n72\n>>> 5*5\n25\n>>>");
    // A line that is not ended waits for its end.
    at.types("1+1\r2+");
    at.sees_at_the_end("\n2\n>>> 2+");
    at.enters("2", ">>> 2+2\n4\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn lines_that_come_byte_by_byte_are_all_run() {
    let mut at = Terminal::start(&["--notes", "off"]);
    for byte in "w = 'größe'\rlen(w)\r7*7\r".as_bytes() {
        at.keys.write_all(&[*byte]).expect("the terminal takes keys");
        at.keys.flush().expect("the terminal takes keys");
    }
    at.sees_at_the_end("7*7\n49\n>>>");
    assert!(at.shown().contains("\n5\n"), "{}", at.shown());
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn a_character_may_come_in_two_parts() {
    let mut at = Terminal::start(&["--notes", "off"]);
    let (before, after) = "3+4\rlen('é')+8\r".split_at("3+4\rlen('".len());
    at.keys
        .write_all(&[before.as_bytes(), &after.as_bytes()[..1]].concat())
        .expect("the terminal takes keys");
    at.sees_at_the_end("7\n>>> len('");
    at.keys.write_all(&after.as_bytes()[1..]).expect("the terminal takes keys");
    at.sees_at_the_end("9\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn lines_typed_while_a_statement_works_are_run() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("print('ready'); a = [sin(arange(i % 100.)).sum() for i in range(3_000)]\r");
    at.sees_at_the_end("\nready");
    at.types("len(a) + 1\r");
    at.types("w = 'z' * 3\rw\r");
    at.sees_at_the_end("'zzz'\n>>>");
    assert!(answers(&at).contains(&"3001".to_owned()), "{}", at.shown());
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn thirty_lines_pasted_as_keys_are_all_run() {
    let mut at = Terminal::start(&["--notes", "off"]);
    let lines: Vec<String> = (0..30).map(|i| format!("print({i} * 1000, end=' ')\r")).collect();
    at.types(&(lines.concat() + "print()\r"));
    at.sees_at_the_end("print()\n\n>>>");
    let shown = at.shown();
    for i in 12..30 {
        assert!(shown.contains(&format!("\n{}\n", i * 1000)), "{i} is missing in\n{shown}");
    }
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn a_long_paste_of_keys_loses_nothing() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("n = 0", "n = 0\n>>>");
    // Far more than a terminal holds back for one who does not read.
    let lines = "n += 1  # and some words, so that the lines fill what a terminal holds back\r".repeat(300);
    at.types(&(lines + "n\r"));
    at.sees_at_the_end(">>> n\n300\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn an_open_bracket_pasted_as_keys_is_one_statement() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("m = [[1, 2],\r     [3, 4],\r     [5, 6]]\rm.shape\r");
    at.sees(
        ">>> m = [[1, 2],\n\
         ...      [3, 4],\n\
         ...      [5, 6]]\n\
         >>> m.shape\n\
         (3, 2)\n\
         >>>",
    );
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn a_bracketed_paste_and_what_is_typed_with_it() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("\x1b[200~a = [5, 6]\na + 1\n\x1b[201~\ra + 2\r");
    at.sees_at_the_end("array([7, 8]) @m3\n>>>");
    assert!(answers(&at).contains(&"array([6, 7]) @m2".to_owned()), "{}", at.shown());
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn ctrl_d_after_lines_ends_when_they_have_run() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("6*7\r8*9\r\x04");
    at.sees_at_the_end("8*9\n72\n>>>");
    at.ends(0);
    // In an open bracket it ends the statement only.
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("a = [1,\r\x046*7\r");
    at.sees_at_the_end("'[' was never closed\n>>> 6*7\n42\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn what_is_typed_after_ctrl_c_stays() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.types("a = [1, 2\x036*7\r");
    at.sees(">>> a = [1, 2\nKeyboardInterrupt\n>>> 6*7\n42\n>>>");
    at.types("a = [1,\r2\x038*9\r");
    at.sees_at_the_end("... 2\nKeyboardInterrupt\n>>> 8*9\n72\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn ctrl_c_drops_the_lines_that_wait_for_the_statement() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.enters("n = 0", "n = 0\n>>>");
    let long = "print('ready'); a = [sin(arange(i % 1000.)).sum() for i in range(100_000_000)]";
    at.types(&format!("{long}\rn += 1\rn += 1\r"));
    at.sees_at_the_end("\nready");
    at.types(CTRL_C);
    at.sees_at_the_end("KeyboardInterrupt\n>>>");
    at.enters("n", ">>> n\n0\n>>>");
    // What was typed before is still there to be had again.
    at.types(UP);
    at.types(UP);
    at.sees_at_the_end(long);
    at.types(CTRL_C);
    at.sees_at_the_end("KeyboardInterrupt\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

#[test]
fn bytes_that_are_no_text_do_not_end_the_session() {
    let mut at = Terminal::start(&["--notes", "off"]);
    at.keys.write_all(b"x = '\xff'").expect("the terminal takes keys");
    at.sees_at_the_end(">>>");
    at.waits(|shown| shown.contains("not UTF-8"), "not UTF-8");
    at.types(CTRL_C);
    at.enters("6*7", "\n42\n>>>");
    at.types(CTRL_D);
    at.ends(0);
}

/// A prompt whose history is what `make` puts in its place.
fn with_history(make: impl FnOnce(&std::path::Path)) -> Terminal {
    let home = tempfile::tempdir().expect("a directory");
    let state = home.path().join(".local/state/arr");
    std::fs::create_dir_all(&state).expect("a directory");
    make(&state.join("history"));
    Terminal::start_in(home, &["--notes", "off"])
}

#[test]
fn a_history_that_is_no_file_does_not_hold_up_the_prompt() {
    use std::os::unix::fs::symlink;
    let fifo = |path: &std::path::Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo runs");
        assert!(made.success());
    };
    let places: [fn(&std::path::Path); 4] = [
        fifo,
        |path| std::fs::create_dir(path).expect("a directory"),
        |path| symlink("/dev/full", path).expect("a link"),
        |path| symlink("/dev/zero", path).expect("a link"),
    ];
    for make in places {
        let mut at = with_history(make);
        at.enters("6*7", "\n42\n>>>");
        at.types(UP);
        at.sees_at_the_end(">>> 6*7");
        at.types(CTRL_C);
        at.sees_at_the_end("KeyboardInterrupt\n>>>");
        at.types(CTRL_D);
        at.ends(0);
    }
}
