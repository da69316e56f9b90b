//! `open`, `io`, and the standard streams: files of text and of bytes, on disk and in memory.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::error::{Error, Exception, Result};

use super::super::super::call::{Args, Given};
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::object::Object;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::super::bytes::named_encoding;
use super::arguments::{index, path_text, type_error, value_error};
use crate::lang::codecs::{Encoding, decode, encode};

/// The class that all files inherit their methods from.
pub(super) const BASE: &str = "_io._IOBase";
/// The classes of files.
pub(super) const TEXT: &str = "_io.TextIOWrapper";
pub(super) const READER: &str = "_io.BufferedReader";
pub(super) const WRITER: &str = "_io.BufferedWriter";
pub(super) const RANDOM: &str = "_io.BufferedRandom";
pub(super) const STRING_IO: &str = "_io.StringIO";
pub(super) const BYTES_IO: &str = "_io.BytesIO";

/// So many bytes are read or written at a time.
const BLOCK: usize = 1 << 16;

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Object(BASE), parameters, run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["open"],
        Home::Bare,
        "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
        open,
        Returns::Other,
        "A file, to read or to write.",
        "open('/dev/null').read()",
    ),
    Builtin::new(
        &["open"],
        Home::In(Module::Io),
        "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
        open,
        Returns::Other,
        "A file, to read or to write.",
        "import io; io.open('/dev/null').read()",
    ),
    Builtin::new(
        &["input"],
        Home::Bare,
        "prompt='', /",
        |interp, args| {
            if let Some(prompt) = args.get("prompt").cloned() {
                let text = interp.text_of(&prompt, false)?;
                interp.out.push(&text);
            }
            let line = interp.ask_line().map_err(|error| interp.os_error(&error, None))?;
            if line.is_empty() {
                let message = Value::str("EOF when reading a line");
                return Err(interp.exception_error(Exception::EOFError, vec![message]));
            }
            let text = decode(&line, Encoding::Utf8, "strict")?;
            Ok(Value::str(text.trim_end_matches(['\n']).trim_end_matches('\r')))
        },
        Returns::Other,
        "A line of standard input, or an error at its end.",
        "input",
    ),
    Builtin::new(
        &["StringIO"],
        Home::In(Module::Io),
        "initial_value='', newline='\\n'",
        |_, args| {
            let text = match args.some("initial_value") {
                None => Vec::new(),
                Some(Value::Str(text)) => {
                    let mut chars = crate::memory::with_room(text.len());
                    chars.extend(text.chars());
                    chars
                }
                Some(other) => {
                    let name = other.type_name();
                    return Err(type_error(format!("initial_value must be str or None, not {name}")));
                }
            };
            Ok(FileObject::new(STRING_IO, Backing::Chars { text, at: 0 }, Value::None, "").value())
        },
        Returns::Other,
        "A file of text in memory.",
        "import io; f = io.StringIO(); f.write('ab'); f.getvalue()",
    ),
    Builtin::new(
        &["BytesIO"],
        Home::In(Module::Io),
        "initial_bytes=b''",
        |_, args| {
            let bytes = match args.some("initial_bytes") {
                None => Vec::new(),
                Some(Value::Bytes(bytes)) => bytes.to_vec(),
                Some(other) => {
                    let name = other.type_name();
                    return Err(type_error(format!("a bytes-like object is required, not '{name}'")));
                }
            };
            Ok(FileObject::new(BYTES_IO, Backing::Memory { bytes, at: 0 }, Value::None, "").value())
        },
        Returns::Other,
        "A file of bytes in memory.",
        "import io; io.BytesIO(b'ab').read()",
    ),
    row(
        &["read"],
        "size=-1, /",
        |interp, args| {
            let file = this(&args)?;
            file.check_readable(interp, "read of closed file")?;
            let size = size(interp, args.get("size"))?;
            file.read(interp, size)
        },
        "What is left, or so much of it.",
        "import io; io.StringIO('abc').read(2)",
    ),
    row(
        &["readline"],
        "size=-1, /",
        |interp, args| {
            let file = this(&args)?;
            file.check_readable(interp, "readline of closed file")?;
            let size = size(interp, args.get("size"))?;
            file.read_line(interp, size)
        },
        "The next line, with its newline.",
        "import io; io.StringIO('a\\nb').readline()",
    ),
    row(
        &["readlines"],
        "hint=-1, /",
        |interp, args| {
            let file = this(&args)?;
            file.check_readable(interp, "readlines of closed file")?;
            let hint = size(interp, args.get("hint"))?.filter(|hint| *hint > 0);
            let (mut lines, mut total) = (Vec::new(), 0);
            loop {
                interp.memory.check_interrupt()?;
                let line = file.read_line(interp, None)?;
                let length = interp.len(&line)?;
                if length == 0 {
                    return Ok(Value::list(lines));
                }
                total += length;
                lines.push(line);
                if lines.len().is_power_of_two() {
                    interp.memory.check_room(lines.len() * size_of::<Value>())?;
                }
                if hint.is_some_and(|hint| total >= hint) {
                    return Ok(Value::list(lines));
                }
            }
        },
        "All lines that are left.",
        "import io; io.StringIO('a\\nb').readlines()",
    ),
    row(
        &["write"],
        "text, /",
        |interp, args| {
            let file = this(&args)?;
            file.write_value(interp, args.value("text"))
        },
        "Writes, and tells how much.",
        "import io; io.StringIO().write('abc')",
    ),
    row(
        &["writelines"],
        "lines, /",
        |interp, args| {
            let file = this(&args)?;
            interp.for_each_item(args.value("lines"), &mut |interp, line| {
                file.write_value(interp, &line)?;
                Ok(true)
            })?;
            Ok(Value::None)
        },
        "Writes one text after the other.",
        "import io; f = io.StringIO(); f.writelines(['a', 'b']); f.getvalue()",
    ),
    row(&["seek"], "offset, whence=0, /", seek, "Goes to a place.", "import io; io.StringIO('abc').seek(1)"),
    row(
        &["tell"],
        "",
        |interp, args| {
            let file = this(&args)?;
            file.check_open("I/O operation on closed file")?;
            let at = file.backing.borrow_mut().tell();
            at.map(Value::from).map_err(|error| interp.os_error(&error, None))
        },
        "The place in the file.",
        "import io; io.StringIO('abc').tell()",
    ),
    row(
        &["truncate"],
        "size=None, /",
        |interp, args| {
            let file = this(&args)?;
            file.check_writable(interp)?;
            let size = match args.some("size").cloned() {
                None => file.backing.borrow_mut().tell().map_err(|error| interp.os_error(&error, None))?,
                Some(size) => {
                    index(interp, &size)?.to_u64().ok_or_else(|| value_error("negative size value"))? as usize
                }
            };
            let cut = file.backing.borrow_mut().truncate(size);
            cut.map_err(|error| interp.os_error(&error, None))?;
            Ok(Value::from(size))
        },
        "Cuts the file off.",
        "import io; f = io.StringIO('abc'); f.truncate(2); f.getvalue()",
    ),
    row(
        &["flush"],
        "",
        |interp, args| {
            let file = this(&args)?;
            file.check_open("I/O operation on closed file")?;
            file.flush(interp)?;
            Ok(Value::None)
        },
        "Lets nothing wait that was written.",
        "import io; io.StringIO().flush()",
    ),
    row(
        &["close"],
        "",
        |interp, args| {
            this(&args)?.close(interp)?;
            Ok(Value::None)
        },
        "Closes the file.",
        "import io; f = io.StringIO(); f.close(); f.closed",
    ),
    row(
        &["getvalue"],
        "",
        |interp, args| {
            let file = this(&args)?;
            file.check_open("I/O operation on closed file")?;
            match &*file.backing.borrow() {
                Backing::Chars { text, .. } => {
                    interp.memory.check_room(text.len())?;
                    Ok(Value::from(text.iter().collect::<String>()))
                }
                Backing::Memory { bytes, .. } => {
                    interp.memory.check_room(bytes.len())?;
                    Ok(Value::bytes(bytes.clone()))
                }
                _ => Err(E::Attribute {
                    message: format!("'{}' object has no attribute 'getvalue'", file.class),
                }
                .into()),
            }
        },
        "All that a file in memory holds.",
        "import io; io.StringIO('abc').getvalue()",
    ),
    row(
        &["readable"],
        "",
        |_, args| Ok(Value::Bool(this(&args)?.can_read)),
        "Whether the file can be read.",
        "import io; io.StringIO().readable()",
    ),
    row(
        &["writable"],
        "",
        |_, args| Ok(Value::Bool(this(&args)?.can_write)),
        "Whether the file can be written.",
        "import io; io.StringIO().writable()",
    ),
    row(
        &["seekable"],
        "",
        |_, args| {
            let file = this(&args)?;
            let backing = file.backing.borrow();
            Ok(Value::Bool(!matches!(*backing, Backing::Out | Backing::Err | Backing::In { .. })))
        },
        "Whether one can go to any place in the file.",
        "import io; io.StringIO().seekable()",
    ),
    row(
        &["isatty"],
        "",
        |_, _| Ok(Value::Bool(false)),
        "Whether it is a terminal.",
        "import io; io.StringIO().isatty()",
    ),
    row(
        &["fileno"],
        "",
        |interp, args| {
            let file = this(&args)?;
            let number = match &*file.backing.borrow() {
                Backing::In { .. } => 0,
                Backing::Out => 1,
                Backing::Err => 2,
                Backing::Disk(_) => 3,
                _ => {
                    return Err(
                        interp.exception_error(Exception::UnsupportedOperation, vec![Value::str("fileno")])
                    );
                }
            };
            Ok(Value::Int(number))
        },
        "The number of the file.",
        "import sys; callable(sys.stdout.fileno)",
    ),
];

/// What is behind a file.
#[derive(Debug)]
enum Backing {
    Disk(Disk),
    /// Text in memory, character by character.
    Chars {
        text: Vec<char>,
        at: usize,
    },
    /// Bytes in memory.
    Memory {
        bytes: Vec<u8>,
        at: usize,
    },
    Out,
    Err,
    /// Standard input: what was read of it and not given yet.
    In {
        rest: Vec<u8>,
    },
    Closed,
}

/// A file on disk, with what was read ahead or waits to be written.
#[derive(Debug)]
struct Disk {
    file: File,
    ahead: Vec<u8>,
    at: usize,
    waiting: Vec<u8>,
}

impl Disk {
    /// Reads ahead; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.flush()?;
        if self.at < self.ahead.len() {
            return Ok(true);
        }
        self.ahead.resize(BLOCK, 0);
        self.at = 0;
        let n = self.file.read(&mut self.ahead)?;
        self.ahead.truncate(n);
        Ok(n > 0)
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            let waiting = std::mem::take(&mut self.waiting);
            self.file.write_all(&waiting)?;
        }
        Ok(())
    }

    /// Forgets what was read ahead, and stands where the reader stood.
    fn settle(&mut self) -> io::Result<()> {
        let left = self.ahead.len() - self.at;
        self.ahead.clear();
        self.at = 0;
        if left > 0 {
            self.file.seek(SeekFrom::Current(-(left as i64)))?;
        }
        Ok(())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

impl Backing {
    /// Up to so many bytes, or all; stops after a newline if that is wanted.
    fn bytes(&mut self, interp: &mut Interp, most: Option<usize>, line: bool) -> Result<Vec<u8>> {
        let mut taken = Vec::new();
        let most = most.unwrap_or(usize::MAX);
        loop {
            interp.memory.check_interrupt()?;
            if taken.len() >= most {
                return Ok(taken);
            }
            let ahead: &[u8] = match self {
                Self::Disk(disk) => {
                    if !disk.fill().map_err(|error| interp.os_error(&error, None))? {
                        return Ok(taken);
                    }
                    &disk.ahead[disk.at..]
                }
                Self::In { rest } => {
                    if rest.is_empty() {
                        *rest = interp.ask_line().map_err(|error| interp.os_error(&error, None))?;
                        if rest.is_empty() {
                            return Ok(taken);
                        }
                    }
                    rest
                }
                Self::Memory { bytes, at } => match bytes.get(*at..) {
                    Some(rest) if !rest.is_empty() => rest,
                    _ => return Ok(taken),
                },
                _ => return Ok(taken),
            };
            let mut n = ahead.len().min(most - taken.len());
            let newline = if line { memchr::memchr(b'\n', &ahead[..n]) } else { None };
            if let Some(newline) = newline {
                n = newline + 1;
            }
            interp.memory.check_room(taken.len() + n)?;
            taken.extend_from_slice(&ahead[..n]);
            match self {
                Self::Disk(disk) => disk.at += n,
                Self::In { rest } => drop(rest.drain(..n)),
                Self::Memory { at, .. } => *at += n,
                _ => {}
            }
            if newline.is_some() {
                return Ok(taken);
            }
        }
    }

    fn tell(&mut self) -> io::Result<usize> {
        match self {
            Self::Disk(disk) => {
                disk.flush()?;
                let at = disk.file.stream_position()? as usize;
                Ok(at - (disk.ahead.len() - disk.at))
            }
            Self::Chars { at, .. } | Self::Memory { at, .. } => Ok(*at),
            _ => Err(io::Error::from_raw_os_error(29)),
        }
    }

    fn truncate(&mut self, size: usize) -> io::Result<()> {
        match self {
            Self::Disk(disk) => {
                disk.flush()?;
                disk.settle()?;
                disk.file.set_len(size as u64)
            }
            Self::Chars { text, .. } => {
                text.truncate(size);
                Ok(())
            }
            Self::Memory { bytes, .. } => {
                bytes.truncate(size);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// A file.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of its own.
pub(super) struct OpenFile {
    class: &'static str,
    backing: RefCell<Backing>,
    name: Value,
    mode: String,
    encoding: Encoding,
    encoding_name: String,
    /// Whether `\r\n` and `\r` are read as `\n`.
    universal: bool,
    ignores_faults: bool,
    can_read: bool,
    can_write: bool,
    closed: Cell<bool>,
}

/// A file as a value.
#[derive(Debug)]
pub(super) struct FileObject(Rc<OpenFile>);

impl FileObject {
    fn new(class: &'static str, backing: Backing, name: Value, mode: &str) -> Self {
        Self(Rc::new(OpenFile {
            class,
            backing: RefCell::new(backing),
            name,
            mode: mode.to_owned(),
            encoding: Encoding::Utf8,
            encoding_name: "UTF-8".to_owned(),
            universal: false,
            ignores_faults: false,
            can_read: true,
            can_write: true,
            closed: Cell::new(false),
        }))
    }

    fn value(self) -> Value {
        Value::object(self)
    }

    /// One of the standard streams.
    pub(super) fn standard(number: usize) -> Value {
        let (backing, name, mode) = match number {
            0 => (Backing::In { rest: Vec::new() }, "<stdin>", "r"),
            1 => (Backing::Out, "<stdout>", "w"),
            _ => (Backing::Err, "<stderr>", "w"),
        };
        let mut this = Self::new(TEXT, backing, Value::str(name), mode);
        if let Some(file) = Rc::get_mut(&mut this.0) {
            "utf-8".clone_into(&mut file.encoding_name);
            file.can_read = number == 0;
            file.can_write = number != 0;
        }
        this.value()
    }
}

fn this(args: &Args) -> Result<Rc<OpenFile>> {
    match args.this() {
        Value::Object(object) => object.as_any().downcast_ref::<FileObject>().map(|file| Rc::clone(&file.0)),
        _ => None,
    }
    .ok_or_else(|| type_error("a file is required"))
}

/// A number of bytes or characters; `None` for all.
fn size(interp: &mut Interp, value: Option<&Value>) -> Result<Option<usize>> {
    match value {
        None | Some(Value::None) => Ok(None),
        Some(Value::Int(n)) => Ok(usize::try_from(*n).ok()),
        Some(Value::Float(_) | Value::Str(_)) => {
            let name = value.map_or_else(String::new, Value::type_name);
            Err(type_error(format!("argument should be integer or None, not '{name}'")))
        }
        Some(other) => Ok(index(interp, &other.clone())?.to_usize()),
    }
}

impl OpenFile {
    fn is_text(&self) -> bool {
        matches!(self.class, TEXT | STRING_IO)
    }

    fn check_open(&self, words: &str) -> Result<()> {
        if self.closed.get() {
            return Err(value_error(match self.class {
                STRING_IO => "I/O operation on closed file",
                READER | WRITER | RANDOM if !words.starts_with('I') => words,
                _ => "I/O operation on closed file.",
            }));
        }
        Ok(())
    }

    fn check_readable(&self, interp: &mut Interp, words: &str) -> Result<()> {
        self.check_open(words)?;
        if self.can_read {
            return Ok(());
        }
        let words = if self.class == WRITER { "read" } else { "not readable" };
        Err(interp.exception_error(Exception::UnsupportedOperation, vec![Value::str(words)]))
    }

    fn check_writable(&self, interp: &mut Interp) -> Result<()> {
        self.check_open("write to closed file")?;
        if self.can_write {
            return Ok(());
        }
        let words = if self.class == READER { "write" } else { "not writable" };
        Err(interp.exception_error(Exception::UnsupportedOperation, vec![Value::str(words)]))
    }

    /// Bytes as the text or the bytes that the file gives.
    fn given(&self, bytes: Vec<u8>) -> Result<Value> {
        if !self.is_text() {
            return Ok(Value::bytes(bytes));
        }
        let text = if self.ignores_faults {
            String::from_utf8_lossy(&bytes).replace('\u{fffd}', "")
        } else {
            decode(&bytes, self.encoding, "strict")?
        };
        Ok(if self.universal && text.contains('\r') {
            Value::from(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Value::from(text)
        })
    }

    fn read(&self, interp: &mut Interp, size: Option<usize>) -> Result<Value> {
        let mut backing = self.backing.borrow_mut();
        if let Backing::Chars { text, at } = &mut *backing {
            let start = (*at).min(text.len());
            let end = size.map_or(text.len(), |n| text.len().min(start.saturating_add(n)));
            interp.memory.check_room(end - start)?;
            *at = end.max(*at);
            return Ok(Value::from(text[start..end].iter().collect::<String>()));
        }
        match size {
            Some(n) if self.is_text() => {
                let (mut bytes, mut count) = (Vec::new(), 0);
                while count < n {
                    let one = backing.bytes(interp, Some(1), false)?;
                    let Some(first) = one.first().copied() else { break };
                    bytes.extend(one);
                    let more = match first {
                        0xc2..=0xdf => 1,
                        0xe0..=0xef => 2,
                        0xf0..=0xf4 => 3,
                        _ => 0,
                    };
                    if more > 0 && self.encoding == Encoding::Utf8 {
                        bytes.extend(backing.bytes(interp, Some(more), false)?);
                    }
                    count += 1;
                }
                self.given(bytes)
            }
            size => {
                let bytes = backing.bytes(interp, size, false)?;
                self.given(bytes)
            }
        }
    }

    fn read_line(&self, interp: &mut Interp, size: Option<usize>) -> Result<Value> {
        let mut backing = self.backing.borrow_mut();
        if let Backing::Chars { text, at } = &mut *backing {
            let start = (*at).min(text.len());
            let rest = &text[start..];
            let n = rest.iter().position(|c| *c == '\n').map_or(rest.len(), |i| i + 1);
            let n = size.map_or(n, |size| n.min(size));
            *at = (start + n).max(*at);
            return Ok(Value::from(text[start..start + n].iter().collect::<String>()));
        }
        if let Some(most) = size
            && self.is_text()
        {
            drop(backing);
            let mut line = String::new();
            for _ in 0..most {
                let Value::Str(c) = self.read(interp, Some(1))? else { break };
                line.push_str(&c);
                if c.is_empty() || line.ends_with('\n') {
                    break;
                }
            }
            return Ok(Value::from(line));
        }
        let mut bytes = backing.bytes(interp, size, true)?;
        // A lone carriage return ends a line too, where newlines are read as one.
        if self.universal
            && let Some(at) = memchr::memchr(b'\r', &bytes)
            && !matches!(bytes.get(at + 1), None | Some(b'\n'))
            && let Backing::Disk(disk) = &mut *backing
        {
            let rest = bytes.split_off(at + 1);
            disk.ahead.splice(..disk.at, rest);
            disk.at = 0;
        }
        self.given(bytes)
    }

    fn write_value(&self, interp: &mut Interp, value: &Value) -> Result<Value> {
        let value = &Interp::payload(value).unwrap_or_else(|| value.clone());
        if self.class == READER {
            self.check_writable(interp)?;
        }
        match value {
            Value::Str(text) if self.is_text() => {
                let n = text.count(&interp.memory)?;
                self.check_writable(interp)?;
                self.write_text(interp, text)?;
                Ok(Value::from(n))
            }
            Value::Bytes(bytes) if !self.is_text() => {
                self.check_writable(interp)?;
                self.write_bytes(interp, bytes)?;
                Ok(Value::from(bytes.len()))
            }
            Value::Array(array) if !self.is_text() => {
                self.check_writable(interp)?;
                let bytes = super::super::bytes::raw(array);
                self.write_bytes(interp, &bytes)?;
                Ok(Value::from(bytes.len()))
            }
            other => {
                let name = other.type_name();
                Err(type_error(match self.class {
                    STRING_IO => format!("string argument expected, got '{name}'"),
                    TEXT => format!("write() argument must be str, not {name}"),
                    _ => format!("a bytes-like object is required, not '{name}'"),
                }))
            }
        }
    }

    fn write_text(&self, interp: &mut Interp, text: &str) -> Result<()> {
        match &mut *self.backing.borrow_mut() {
            Backing::Out => {
                interp.out.push(text);
                return Ok(());
            }
            Backing::Err => {
                interp.complain(text);
                return Ok(());
            }
            Backing::Chars { text: held, at } => {
                let count = text.chars().count();
                interp.memory.check_room((held.len() + count).saturating_mul(size_of::<char>()))?;
                if *at > held.len() {
                    held.resize(*at, '\0');
                }
                for c in text.chars() {
                    match held.get_mut(*at) {
                        Some(slot) => *slot = c,
                        None => held.push(c),
                    }
                    *at += 1;
                }
                return Ok(());
            }
            _ => {}
        }
        let bytes = encode(text, self.encoding, "strict")?;
        self.write_bytes(interp, &bytes)
    }

    fn write_bytes(&self, interp: &mut Interp, new: &[u8]) -> Result<()> {
        match &mut *self.backing.borrow_mut() {
            Backing::Disk(disk) => {
                let mut written = disk.settle();
                disk.waiting.extend_from_slice(new);
                if disk.waiting.len() >= BLOCK {
                    written = written.and_then(|()| disk.flush());
                }
                written.map_err(|error| interp.os_error(&error, None))
            }
            Backing::Memory { bytes, at } => {
                interp.memory.check_room(bytes.len() + new.len())?;
                let end = *at + new.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*at..end].copy_from_slice(new);
                *at = end;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn flush(&self, interp: &mut Interp) -> Result<()> {
        match &mut *self.backing.borrow_mut() {
            Backing::Disk(disk) => disk.flush().map_err(|error| interp.os_error(&error, None)),
            Backing::Out => {
                interp.show_now();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn close(&self, interp: &mut Interp) -> Result<()> {
        if self.closed.replace(true) {
            return Ok(());
        }
        let flushed = self.flush(interp);
        if !matches!(*self.backing.borrow(), Backing::Out | Backing::Err | Backing::In { .. }) {
            self.backing.replace(Backing::Closed);
        }
        flushed
    }
}

impl Object for FileObject {
    fn type_name(&self) -> &'static str {
        self.0.class
    }

    fn repr(&self, interp: &Interp) -> String {
        let file = &self.0;
        let name = interp.repr(&file.name);
        match file.class {
            TEXT => format!("<{TEXT} name={name} mode='{}' encoding='{}'>", file.mode, file.encoding_name),
            STRING_IO | BYTES_IO => {
                format!("<{} object at {:p}>", file.class, std::ptr::from_ref(self).cast::<()>())
            }
            class => format!("<{class} name={name}>"),
        }
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        let file = &self.0;
        let in_memory = matches!(file.class, STRING_IO | BYTES_IO);
        Ok(match name {
            "closed" => Some(Value::Bool(file.closed.get())),
            "name" if !in_memory => Some(file.name.clone()),
            "mode" if !in_memory => Some(Value::str(match file.class {
                TEXT => &file.mode,
                READER => "rb",
                WRITER => {
                    if file.mode.contains('a') {
                        "ab"
                    } else if file.mode.contains('x') {
                        "xb"
                    } else {
                        "wb"
                    }
                }
                _ => "rb+",
            })),
            "encoding" if file.class == TEXT => Some(Value::str(&file.encoding_name)),
            "encoding" | "newlines" | "errors" if file.class == STRING_IO => Some(Value::None),
            "errors" if file.class == TEXT => Some(Value::str("strict")),
            "newlines" if file.class == TEXT => Some(Value::None),
            "line_buffering" if file.is_text() => Some(Value::Bool(false)),
            "getvalue" if !in_memory => {
                let message = format!("'{}' object has no attribute 'getvalue'", file.class);
                let _ = interp;
                return Err(E::Attribute { message }.into());
            }
            _ => None,
        })
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        self.0.check_readable(interp, "readline of closed file")?;
        let line = self.0.read_line(interp, None)?;
        let is_end = match &line {
            Value::Str(text) => text.is_empty(),
            Value::Bytes(bytes) => bytes.is_empty(),
            _ => true,
        };
        Ok((!is_end).then_some(line))
    }

    fn enters_itself(&self) -> bool {
        !self.0.closed.get()
    }

    fn enter(&self, _: &mut Interp) -> Result<Option<Value>> {
        self.0.check_open("I/O operation on closed file")?;
        Ok(None)
    }

    fn leave_for(&self, interp: &mut Interp, _: Option<&Value>) -> Result<bool> {
        self.0.close(interp)?;
        Ok(false)
    }

    fn write(&self, interp: &mut Interp, text: &str) -> Result<Option<usize>> {
        if !self.0.is_text() {
            return Err(type_error("a bytes-like object is required, not 'str'"));
        }
        self.0.check_writable(interp)?;
        self.0.write_text(interp, text)?;
        Ok(Some(text.len()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn seek(interp: &mut Interp, args: Args) -> Result<Value> {
    let file = this(&args)?;
    file.check_open("seek of closed file")?;
    let offset = index(interp, args.value("offset"))?.to_i64().ok_or(E::IntToLong {})?;
    let whence =
        args.get("whence").cloned().map_or(Ok(0.into()), |v| index(interp, &v))?.to_i64().unwrap_or(-1);
    if file.is_text() && whence != 0 && offset != 0 {
        let words = match (whence, file.class) {
            (_, STRING_IO) => "Can't do nonzero cur-relative seeks",
            (1, _) => "can't do nonzero cur-relative seeks",
            _ => "can't do nonzero end-relative seeks",
        };
        let exception =
            if file.class == STRING_IO { Exception::OSError } else { Exception::UnsupportedOperation };
        return Err(interp.exception_error(exception, vec![Value::str(words)]));
    }
    if whence == 0 && offset < 0 {
        return Err(value_error(match file.class {
            TEXT => format!("negative seek position {offset}"),
            STRING_IO => format!("Negative seek position {offset}"),
            _ => format!("negative seek value {offset}"),
        }));
    }
    let at = match &mut *file.backing.borrow_mut() {
        Backing::Disk(disk) => {
            let from = match whence {
                0 => SeekFrom::Start(offset as u64),
                1 => SeekFrom::Current(offset),
                2 => SeekFrom::End(offset),
                _ => return Err(value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
            };
            let moved = disk.flush().and_then(|()| disk.settle()).and_then(|()| disk.file.seek(from));
            moved.map_err(|error| interp.os_error(&error, None))? as usize
        }
        Backing::Chars { at, text } => {
            let base = [0, *at, text.len()][whence.clamp(0, 2) as usize];
            *at = (base as i64 + offset).max(0) as usize;
            *at
        }
        Backing::Memory { at, bytes } => {
            let base = [0, *at, bytes.len()][whence.clamp(0, 2) as usize];
            *at = (base as i64 + offset).max(0) as usize;
            *at
        }
        _ => return Err(interp.os_error(&io::Error::from_raw_os_error(29), None)),
    };
    Ok(Value::from(at))
}

fn open(interp: &mut Interp, args: Args) -> Result<Value> {
    let given = args.value("file").clone();
    let mode = match args.get("mode") {
        None => "r".to_owned(),
        Some(Value::Str(mode)) => mode.to_string(),
        Some(other) => {
            return Err(type_error(format!("open() argument 'mode' must be str, not {}", other.type_name())));
        }
    };
    let count = |c: char| mode.matches(c).count();
    if mode.chars().any(|c| !"rwaxbt+".contains(c)) || "rwaxbt+".chars().any(|c| count(c) > 1) {
        return Err(value_error(format!("invalid mode: '{mode}'")));
    }
    let (binary, text) = (count('b') == 1, count('t') == 1);
    if binary && text {
        return Err(value_error("can't have text and binary mode at once"));
    }
    let kinds = ['r', 'w', 'a', 'x'].into_iter().filter(|c| count(*c) > 0).count();
    if kinds != 1 {
        return Err(value_error(if kinds == 0 {
            "Must have exactly one of create/read/write/append mode and at most one plus"
        } else {
            "must have exactly one of create/read/write/append mode"
        }));
    }
    for name in ["encoding", "errors", "newline"] {
        if binary && args.some(name).is_some() {
            return Err(value_error(
                format!("binary mode doesn't take an {name} argument").replace("an newline", "a newline"),
            ));
        }
    }
    let coding = args.some("encoding").cloned();
    let plus = count('+') == 1;
    let (can_read, can_write) = (count('r') == 1 || plus, count('r') == 0 || plus);
    let path =
        path_text(interp, &given, |name| format!("expected str, bytes or os.PathLike object, not {name}"))?;
    let mut options = OpenOptions::new();
    options.read(can_read).write(can_write && count('a') == 0).append(count('a') == 1);
    options.truncate(count('w') == 1).create(count('w') + count('a') > 0).create_new(count('x') == 1);
    let opened = options.open(&path).and_then(|file| {
        let is_directory = file.metadata()?.is_dir();
        if is_directory { Err(io::Error::from_raw_os_error(21)) } else { Ok(file) }
    });
    let file = opened.map_err(|error| interp.os_error(&error, Some(given.clone())))?;
    let class = match (binary, can_read, can_write) {
        (false, ..) => TEXT,
        (true, true, true) => RANDOM,
        (true, true, false) => READER,
        (true, ..) => WRITER,
    };
    let mut file = file;
    if count('a') == 1 {
        file.seek(SeekFrom::End(0)).map_err(|error| interp.os_error(&error, None))?;
    }
    let disk = Disk { file, ahead: Vec::new(), at: 0, waiting: Vec::new() };
    let name = match &given {
        Value::Str(_) | Value::Bytes(_) => given.clone(),
        _ => Value::str(&path),
    };
    let mut object = FileObject::new(class, Backing::Disk(disk), name, &mode);
    if let Some(file) = Rc::get_mut(&mut object.0) {
        file.encoding = match &coding {
            Some(name) => named_encoding(name, "open")?,
            None => Encoding::Utf8,
        };
        if let Some(name) = &coding {
            file.encoding_name = interp.str(name);
        }
        file.universal = args.some("newline").is_none();
        file.ignores_faults =
            matches!(args.some("errors"), Some(Value::Str(how)) if how.as_bytes() == b"ignore");
        (file.can_read, file.can_write) = (can_read, can_write);
    }
    Ok(object.value())
}

impl Interp {
    /// What Python raises for an error of the system.
    pub(in super::super::super) fn os_error(&mut self, error: &io::Error, path: Option<Value>) -> Error {
        use io::ErrorKind as K;
        let number = error.raw_os_error().unwrap_or(match error.kind() {
            K::NotFound => 2,
            K::AlreadyExists => 17,
            _ => 5,
        });
        let exception = match number {
            2 => Exception::FileNotFoundError,
            1 | 13 => Exception::PermissionError,
            17 => Exception::FileExistsError,
            20 => Exception::NotADirectoryError,
            21 => Exception::IsADirectoryError,
            32 => Exception::BrokenPipeError,
            4 => Exception::InterruptedError,
            11 => Exception::BlockingIOError,
            110 => Exception::TimeoutError,
            _ => Exception::OSError,
        };
        let words = io::Error::from_raw_os_error(number).to_string();
        let words = words.split(" (os error").next().unwrap_or(&words);
        let mut args = vec![Value::Int(number.into()), Value::str(words)];
        args.extend(path);
        self.exception_error(exception, args)
    }

    /// Writes to what a program gives as a file.
    pub(in super::super::super) fn write_to(&mut self, file: &Value, text: &str) -> Result<()> {
        if let Value::Object(object) = file
            && object.write(self, text)?.is_some()
        {
            return Ok(());
        }
        let method = self.attribute(file, "write")?;
        self.call(&method, Given::places([Value::str(text)])).map(drop)
    }

    /// Takes back for a while where `print` writes to instead of to the output, if anywhere: for what is captured.
    pub(in super::super::super) fn suspend_redirection(&mut self) -> Option<Value> {
        if !std::mem::replace(&mut self.modules.redirected, false) {
            return None;
        }
        self.modules.streams[1].take()
    }

    /// Ends what [`Self::suspend_redirection`] began.
    pub(in super::super::super) fn resume_redirection(&mut self, stream: Option<Value>) {
        if stream.is_some() {
            self.modules.streams[1] = stream;
            self.modules.redirected = true;
        }
    }

    /// What `print` writes to where it is not told: `sys.stdout`, if a program put something else in its place.
    pub(in super::super::super) fn redirected(&self) -> Option<Value> {
        self.modules.streams[1].clone().filter(|_| self.modules.redirected)
    }
}
