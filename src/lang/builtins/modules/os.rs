//! `os`

use std::any::Any;
use std::cell::RefCell;
use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};

use num_traits::{Signed, ToPrimitive};

use crate::error::{Exception, Result};

use super::super::super::call::Args;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::nest::Shared;
use super::super::super::object::Object;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Key, Module, Value};
use super::super::named::NamedClass;
use super::arguments::{entropy, index, path_text, value_error};
use super::paths::join;

pub(super) const ENTRY: &str = "os.DirEntry";

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Os), parameters, run, Returns::Scalar, help, example)
}

const fn entry(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Object(ENTRY), parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["getcwd"],
        "",
        |interp, _| match std::env::current_dir() {
            Ok(path) => Ok(Value::from(path.display().to_string())),
            Err(error) => Err(interp.os_error(&error, None)),
        },
        "The working directory.",
        "import os; os.path.isdir(os.getcwd())",
    ),
    row(
        &["chdir"],
        "path",
        |interp, args| on_path(interp, &args, "chdir", |path| std::env::set_current_dir(path)),
        "Goes to another working directory.",
        "import os; os.chdir('.')",
    ),
    row(
        &["listdir"],
        "path=None",
        |interp, args| {
            let (given, path) = match args.some("path") {
                None => (Value::str("."), ".".to_owned()),
                Some(value) => {
                    let value = value.clone();
                    let text = path_text(interp, &value, |name| {
                        format!(
                            "listdir: path should be string, bytes, os.PathLike, integer or None, not {name}"
                        )
                    })?;
                    (value, text)
                }
            };
            let names = names_in(&path).map_err(|error| interp.os_error(&error, Some(given)))?;
            Ok(Value::list(names.into_iter().map(Value::from).collect()))
        },
        "The names in a directory.",
        "import os; type(os.listdir('.'))",
    ),
    row(
        &["mkdir"],
        "path, mode=511",
        |interp, args| {
            let mode = args.get("mode").cloned().map_or(Ok(511.into()), |mode| index(interp, &mode))?;
            let mode = mode.to_u32().unwrap_or(0o777);
            on_path(interp, &args, "mkdir", |path| fs::DirBuilder::new().mode(mode).create(path))
        },
        "Makes a directory.",
        "import os; os.mkdir",
    ),
    row(
        &["makedirs"],
        "name, mode=511, exist_ok=False",
        |interp, args| {
            let given = args.value("name").clone();
            let path = path_text(interp, &given, words)?;
            let exists = fs::metadata(&path);
            if let Ok(found) = exists {
                if found.is_dir() && args.flag("exist_ok", false) {
                    return Ok(Value::None);
                }
                return Err(interp.os_error(&io::Error::from_raw_os_error(17), Some(given)));
            }
            fs::create_dir_all(&path).map_err(|error| interp.os_error(&error, Some(given)))?;
            Ok(Value::None)
        },
        "Makes a directory and those around it.",
        "import os; os.makedirs('.', exist_ok=True)",
    ),
    row(
        &["remove", "unlink"],
        "path",
        |interp, args| on_path(interp, &args, "remove", |path| fs::remove_file(path)),
        "Removes a file.",
        "import os; os.remove",
    ),
    row(
        &["rmdir"],
        "path",
        |interp, args| on_path(interp, &args, "rmdir", |path| fs::remove_dir(path)),
        "Removes an empty directory.",
        "import os; os.rmdir",
    ),
    row(&["rename", "replace"], "src, dst", rename, "Gives a file another name.", "import os; os.rename"),
    row(
        &["getenv"],
        "key, default=None",
        |interp, args| {
            let Value::Dict(environ) = environ(interp) else { return Ok(Value::None) };
            let key = interp.key_of(args.value("key"))?;
            let found = environ.borrow().get(&key).cloned();
            Ok(found.unwrap_or_else(|| args.value("default").clone()))
        },
        "A variable of the environment.",
        "import os; os.getenv('NO_SUCH_VARIABLE', 'none')",
    ),
    row(
        &["cpu_count"],
        "",
        |_, _| Ok(std::thread::available_parallelism().map_or(Value::None, |n| Value::from(n.get()))),
        "How many processors there are.",
        "import os; os.cpu_count() > 0",
    ),
    row(
        &["getpid"],
        "",
        |_, _| Ok(Value::Int(std::process::id().into())),
        "The number of the process.",
        "import os; os.getpid() > 0",
    ),
    row(
        &["urandom"],
        "size, /",
        |interp, args| {
            let n = index(interp, args.value("size"))?;
            if n.is_negative() {
                return Err(value_error("negative argument not allowed"));
            }
            let n = n.to_usize().ok_or(E::IntToLong {})?;
            let mut bytes = crate::memory::filled(n, 0);
            entropy(&mut bytes);
            Ok(Value::bytes(bytes))
        },
        "Random bytes of the system.",
        "import os; len(os.urandom(4))",
    ),
    row(
        &["fspath"],
        "path",
        |interp, args| match args.value("path") {
            value @ (Value::Str(_) | Value::Bytes(_)) => Ok(value.clone()),
            other => path_text(interp, &other.clone(), |name| {
                format!("expected str, bytes or os.PathLike object, not {name}")
            })
            .map(Value::from),
        },
        "A path as text.",
        "import os; os.fspath('a')",
    ),
    row(
        &["stat", "lstat"],
        "path, *, dir_fd=None, follow_symlinks=True",
        |interp, args| {
            let given = args.value("path").clone();
            let path = path_text(interp, &given, |name| {
                format!("stat: path should be string, bytes, os.PathLike or integer, not {name}")
            })?;
            stat(interp, &path, given)
        },
        "What the system knows of a file.",
        "import os; os.stat('.').st_size > 0",
    ),
    row(
        &["access"],
        "path, mode",
        |interp, args| {
            let path = path_text(interp, &args.value("path").clone(), words)?;
            let mode = index(interp, args.value("mode"))?.to_u32().unwrap_or(0);
            let found = fs::metadata(&path).ok();
            Ok(Value::Bool(found.is_some_and(|found| mode & 2 == 0 || !found.permissions().readonly())))
        },
        "Whether a file may be used in a way.",
        "import os; os.access('.', os.F_OK)",
    ),
    row(
        &["walk"],
        "top, topdown=True, onerror=None, followlinks=False",
        |interp, args| {
            let top = path_text(interp, &args.value("top").clone(), |name| {
                format!("expected str, bytes or os.PathLike object, not {name}")
            })?;
            Ok(Value::object(Walk {
                top: RefCell::new(Some(top)),
                frames: RefCell::default(),
                topdown: args.flag("topdown", true),
            }))
        },
        "Directories with what is in them, one after the other.",
        "import os; next(os.walk('.'))[0]",
    ),
    row(
        &["scandir"],
        "path=None",
        |interp, args| {
            let given = args.some("path").cloned().unwrap_or_else(|| Value::str("."));
            let path = path_text(interp, &given, |name| {
                format!("scandir: path should be string, bytes, os.PathLike, integer or None, not {name}")
            })?;
            let names = names_in(&path).map_err(|error| interp.os_error(&error, Some(given)))?;
            let entries = names.into_iter().map(|name| {
                let path = join(&path, &name);
                Value::object(Entry { name, path })
            });
            Ok(Value::object(Scan { entries: RefCell::new(entries.collect::<Vec<_>>().into()) }))
        },
        "What is in a directory.",
        "import os; type(next(os.scandir('/')).name)",
    ),
    entry(
        &["is_file"],
        "*, follow_symlinks=True",
        |_, args| Ok(Value::Bool(fs::metadata(of_entry(&args)).is_ok_and(|m| m.is_file()))),
        "Whether it is a file.",
        "import os; [e for e in os.scandir('/') if e.is_file()] is None",
    ),
    entry(
        &["is_dir"],
        "*, follow_symlinks=True",
        |_, args| Ok(Value::Bool(fs::metadata(of_entry(&args)).is_ok_and(|m| m.is_dir()))),
        "Whether it is a directory.",
        "import os; [e for e in os.scandir('/') if e.is_dir()] is None",
    ),
    entry(
        &["is_symlink"],
        "",
        |_, args| Ok(Value::Bool(fs::symlink_metadata(of_entry(&args)).is_ok_and(|m| m.is_symlink()))),
        "Whether it is a link.",
        "import os; [e for e in os.scandir('/') if e.is_symlink()] is None",
    ),
    entry(
        &["stat"],
        "*, follow_symlinks=True",
        |interp, args| {
            let path = of_entry(&args);
            stat(interp, &path, Value::str(&path))
        },
        "What the system knows of it.",
        "import os; [e.stat() for e in os.scandir('/')] is None",
    ),
    row(
        &["strerror"],
        "code, /",
        |interp, args| {
            let code = index(interp, args.value("code"))?.to_i32().unwrap_or(-1);
            let words = io::Error::from_raw_os_error(code).to_string();
            Ok(Value::str(words.split(" (os error").next().unwrap_or("")))
        },
        "What a number of an error means.",
        "import os; os.strerror(2)",
    ),
    row(
        &["get_terminal_size"],
        "fd=1, /",
        |_, _| Ok(TERMINAL_SIZE.tuple(vec![Value::Int(80), Value::Int(24)])),
        "The size of the terminal, or what is taken for it.",
        "import os; os.get_terminal_size",
    ),
];

static TERMINAL_SIZE: NamedClass = NamedClass { name: "os.terminal_size", fields: &["columns", "lines"] };

static STAT_RESULT: NamedClass = NamedClass {
    name: "os.stat_result",
    fields: &[
        "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
        "st_ctime",
    ],
};

/// What is no row.
pub(super) const CONSTANTS: &[&str] = &[
    "F_OK", "R_OK", "W_OK", "X_OK", "altsep", "curdir", "devnull", "environ", "extsep", "linesep", "name",
    "pardir", "path", "pathsep", "sep",
];

/// The same of `os.path`.
pub(super) const PATH_CONSTANTS: &[&str] =
    &["altsep", "curdir", "devnull", "extsep", "pardir", "pathsep", "sep"];

/// `os.name` and its like.
pub(super) fn constant(name: &str) -> Option<Value> {
    Some(match name {
        "sep" => Value::str("/"),
        "linesep" => Value::str("\n"),
        "name" => Value::str("posix"),
        "pathsep" => Value::str(":"),
        "curdir" | "extsep" => Value::str("."),
        "pardir" => Value::str(".."),
        "altsep" => Value::None,
        "devnull" => Value::str("/dev/null"),
        "path" => Value::Module(Module::OsPath),
        "F_OK" => Value::Int(0),
        "R_OK" => Value::Int(4),
        "W_OK" => Value::Int(2),
        "X_OK" => Value::Int(1),
        _ => return None,
    })
}

/// `os.environ`
pub(super) fn environ(interp: &mut Interp) -> Value {
    let made = || {
        let text = |part: std::ffi::OsString| part.to_string_lossy().into_owned();
        let entries = std::env::vars_os()
            .map(|(name, value)| (Key::Str(text(name).into()), Value::from(text(value))))
            .collect();
        Value::Dict(Shared::new(RefCell::new(entries)))
    };
    interp.modules.environ.get_or_insert_with(made).clone()
}

fn words(name: &str) -> String {
    format!("expected str, bytes or os.PathLike object, not {name}")
}

/// The names in a directory, in the system's order.
pub(super) fn names_in(path: &str) -> io::Result<Vec<String>> {
    fs::read_dir(path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

fn on_path(
    interp: &mut Interp,
    args: &Args,
    name: &str,
    act: impl Fn(&str) -> io::Result<()>,
) -> Result<Value> {
    let given = args.value("path").clone();
    let path = path_text(interp, &given, |kind| {
        let or_int = if name == "chdir" { ", os.PathLike or integer" } else { " or os.PathLike" };
        format!("{name}: path should be string, bytes{or_int}, not {kind}")
    })?;
    act(&path).map_err(|error| interp.os_error(&error, Some(given)))?;
    Ok(Value::None)
}

fn rename(interp: &mut Interp, args: Args) -> Result<Value> {
    let name = args.function();
    let (from, to) = (args.value("src").clone(), args.value("dst").clone());
    let told = |part: &'static str| {
        move |kind: &str| format!("{name}: {part} should be string, bytes or os.PathLike, not {kind}")
    };
    let (a, b) = (path_text(interp, &from, told("src"))?, path_text(interp, &to, told("dst"))?);
    fs::rename(a, b).map_err(|error| {
        let plain = interp.os_error(&error, Some(from));
        interp.with_second_path(plain, to)
    })?;
    Ok(Value::None)
}

/// `os.stat(path)`
pub(super) fn stat(interp: &mut Interp, path: &str, given: Value) -> Result<Value> {
    let found = fs::metadata(path).map_err(|error| interp.os_error(&error, Some(given)))?;
    let int = |n: u64| Value::Int(n as i64);
    let time = |seconds: i64, nanos: i64| Value::Float(seconds as f64 + nanos as f64 * 1e-9);
    Ok(STAT_RESULT.tuple(vec![
        int(found.permissions().mode().into()),
        int(found.ino()),
        int(found.dev()),
        int(found.nlink()),
        int(found.uid().into()),
        int(found.gid().into()),
        int(found.size()),
        time(found.atime(), found.atime_nsec()),
        time(found.mtime(), found.mtime_nsec()),
        time(found.ctime(), found.ctime_nsec()),
    ]))
}

/// A directory that is walked: its path, the list of its directories, and how many of them were walked.
type Frame = (String, Value, usize);

#[derive(Debug)]
struct Walk {
    top: RefCell<Option<String>>,
    frames: RefCell<Vec<Frame>>,
    topdown: bool,
}

impl Walk {
    /// The directories and the other things in a directory; `None` if it cannot be read.
    fn look(path: &str) -> Option<(Value, Value)> {
        let (mut directories, mut others) = (Vec::new(), Vec::new());
        for name in names_in(path).ok()? {
            let is_directory = fs::metadata(join(path, &name)).is_ok_and(|found| found.is_dir());
            if is_directory { &mut directories } else { &mut others }.push(Value::from(name));
        }
        Some((Value::list(directories), Value::list(others)))
    }

    fn collect(path: &str, out: &mut Vec<Value>, interp: &Interp, links: bool) -> Result<()> {
        interp.memory.check_interrupt()?;
        if links && fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
            return Ok(());
        }
        let Some((directories, others)) = Self::look(path) else { return Ok(()) };
        for name in directories.sequence().unwrap_or_default() {
            Self::collect(&join(path, &interp.str(&name)), out, interp, true)?;
        }
        out.push(Value::tuple(vec![Value::str(path), directories, others]));
        Ok(())
    }
}

impl Object for Walk {
    fn type_name(&self) -> &'static str {
        "generator"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        interp.memory.check_interrupt()?;
        if !self.topdown {
            if let Some(top) = self.top.take() {
                let mut all = Vec::new();
                Self::collect(&top, &mut all, interp, false)?;
                self.frames.replace(vec![(String::new(), Value::list(all), 0)]);
            }
            let mut frames = self.frames.borrow_mut();
            let Some((_, all, at)) = frames.last_mut() else { return Ok(None) };
            *at += 1;
            return Ok(all.nth(*at - 1));
        }
        let path = match self.top.take() {
            Some(top) => top,
            None => loop {
                let next = {
                    let mut frames = self.frames.borrow_mut();
                    let Some((path, directories, at)) = frames.last_mut() else { return Ok(None) };
                    *at += 1;
                    directories.nth(*at - 1).map(|name| join(path, &interp.str(&name)))
                };
                match next {
                    Some(path) if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) => {}
                    Some(path) => break path,
                    None => drop(self.frames.borrow_mut().pop()),
                }
            },
        };
        let Some((directories, others)) = Self::look(&path) else { return self.next(interp) };
        self.frames.borrow_mut().push((path.clone(), directories.clone(), 0));
        Ok(Some(Value::tuple(vec![Value::from(path), directories, others])))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `os.scandir(path)`
#[derive(Debug)]
struct Scan {
    entries: RefCell<std::collections::VecDeque<Value>>,
}

impl Object for Scan {
    fn type_name(&self) -> &'static str {
        "posix.ScandirIterator"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        Ok(self.entries.borrow_mut().pop_front())
    }

    fn enters_itself(&self) -> bool {
        true
    }

    fn leave(&self, _: &mut Interp) {
        self.entries.borrow_mut().clear();
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Debug)]
struct Entry {
    name: String,
    path: String,
}

impl Object for Entry {
    fn type_name(&self) -> &'static str {
        ENTRY
    }

    fn repr(&self, interp: &Interp) -> String {
        format!("<DirEntry {}>", interp.repr(&Value::str(&self.name)))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::str(&self.name)),
            "path" => Some(Value::str(&self.path)),
            _ => None,
        })
    }

    fn path(&self) -> Option<String> {
        Some(self.path.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of_entry(args: &Args) -> String {
    match args.this() {
        Value::Object(object) => object.path().unwrap_or_default(),
        _ => String::new(),
    }
}

impl Interp {
    /// An error of the system about two paths.
    fn with_second_path(&mut self, error: crate::error::Error, path: Value) -> crate::error::Error {
        let instance = self.caught(error);
        let args = instance.raised.as_ref().map(|raised| raised.borrow().args.clone()).unwrap_or_default();
        let exception = instance.class().exception.unwrap_or(Exception::OSError);
        let mut args = args;
        args.extend([Value::None, path]);
        self.exception_error(exception, args)
    }
}
