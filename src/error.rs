//! Errors: a typed kind with its data, and the bytes of the statement at fault.
//!
//! Each layer declares its own kinds beside the code that raises them, with [`error_kinds!`]: a row an error,
//! made of the Python exception it is, its data, its words, and (as its doc comment) a statement that raises it.
//! [`Error`] carries any of them. Nothing here prints.

use std::fmt;
use std::rc::Rc;

use crate::span::Span;

/// The Python exception class an error belongs to, by the name that its last line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Exception {
    ArithmeticError,
    AssertionError,
    AttributeError,
    AxisError,
    BaseException,
    BlockingIOError,
    BrokenPipeError,
    BufferError,
    BytesWarning,
    ChildProcessError,
    ComplexWarning,
    ConnectionAbortedError,
    ConnectionError,
    ConnectionRefusedError,
    ConnectionResetError,
    DeprecationWarning,
    DTypePromotionError,
    EncodingWarning,
    EOFError,
    Exception,
    FileExistsError,
    FileNotFoundError,
    FloatingPointError,
    FrozenInstanceError,
    FutureWarning,
    GeneratorExit,
    ImportError,
    ImportWarning,
    IndentationError,
    IndexError,
    InterruptedError,
    IsADirectoryError,
    JSONDecodeError,
    KeptMemoryWarning,
    KeyboardInterrupt,
    KeyError,
    LinAlgError,
    LookupError,
    LostWriteWarning,
    MemoryError,
    ModuleNotFoundError,
    NameError,
    NotADirectoryError,
    NotImplementedError,
    OSError,
    OverflowError,
    PendingDeprecationWarning,
    PermissionError,
    ProcessLookupError,
    RankWarning,
    RecursionError,
    ReferenceError,
    RepeatedIndexWarning,
    ResourceWarning,
    RuntimeError,
    RuntimeWarning,
    SelfOverlapWarning,
    StatisticsError,
    StopAsyncIteration,
    StopIteration,
    SyntaxError,
    SyntaxWarning,
    SystemError,
    SystemExit,
    TabError,
    TimeoutError,
    TooHardError,
    TypeError,
    UFuncTypeError,
    UnboundLocalError,
    UnsupportedOperation,
    RegexError,
    UnicodeDecodeError,
    UnicodeEncodeError,
    UnicodeError,
    UnicodeTranslateError,
    UnicodeWarning,
    UsageError,
    UserWarning,
    ValueError,
    VisibleDeprecationWarning,
    Warning,
    ZeroDivisionError,
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// What an error is: its exception class, and (through `Display`) its message.
pub trait Kind: fmt::Debug + fmt::Display {
    /// The Python exception class.
    fn exception(&self) -> Exception;
    /// The name of the class, where it is not one of [`Exception`].
    fn class_name(&self) -> Option<String> {
        None
    }
    /// What is to be said before it: the errors that led to it, whole.
    fn before(&self) -> &[Earlier] {
        &[]
    }
    /// The same kind as `Any`, so that a caller can tell one error from another by its type.
    fn as_any(&self) -> &dyn std::any::Any;
}

/// An error that led to another.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The frames that it passed, the innermost first.
    pub frames: Vec<Frame>,
    /// The name of its class.
    pub class: String,
    /// Its message.
    pub message: String,
    /// Whether the other was raised `from` it.
    pub is_cause: bool,
}

/// An error on its way to the user: what it is, and which bytes of the statement are at fault.
///
/// One pointer wide, so that a `Result` of a small value stays small.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Box<dyn Kind>,
    span: Option<Span>,
    frames: Vec<Frame>,
}

/// A place that an error passed on its way: a line of a traceback.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What the source is called: a file's name, `<stdin>`.
    pub file: Rc<str>,
    /// The text of the statement at the top level.
    pub text: Rc<str>,
    /// The number of its first line.
    pub line: usize,
    /// The bytes of the text at fault.
    pub span: Span,
    /// The function; empty at the top level.
    pub function: Rc<str>,
}

/// A result whose error is an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The error of a kind that is not known at compile time.
    pub fn of(kind: Box<dyn Kind>) -> Self {
        Self(Box::new(Inner { kind, span: None, frames: Vec::new() }))
    }

    /// The Python exception class.
    pub fn exception(&self) -> Exception {
        self.0.kind.exception()
    }

    /// What the error is, with its data.
    pub fn kind(&self) -> &dyn Kind {
        &*self.0.kind
    }

    /// The kind, if it is of type `K`.
    pub fn downcast_ref<K: 'static>(&self) -> Option<&K> {
        self.0.kind.as_any().downcast_ref()
    }

    /// The bytes of the statement at fault, where they are known.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// The same error, blamed on `span` unless a narrower part was blamed before.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// The frames that it passed, the innermost first.
    pub fn frames(&self) -> &[Frame] {
        &self.0.frames
    }

    /// The frames, taken out.
    pub fn take_frames(&mut self) -> Vec<Frame> {
        std::mem::take(&mut self.0.frames)
    }

    /// The same error with these frames passed.
    #[must_use]
    pub fn with_frames(mut self, frames: Vec<Frame>) -> Self {
        self.0.frames = frames;
        self
    }

    /// Notes that the error passes a frame. The frame blames its own span unless a narrower part was blamed before.
    pub fn pass(&mut self, mut frame: Frame) {
        if let Some(span) = self.0.span.take() {
            frame.span = span;
        }
        self.0.frames.push(frame);
    }

    /// The same error without the part that was blamed.
    pub fn forget_span(&mut self) {
        self.0.span = None;
    }

    /// The same error with its span, if it has one, replaced by what `f` makes of it.
    #[must_use]
    pub fn map_span(mut self, f: impl FnOnce(Span) -> Span) -> Self {
        self.0.span = self.0.span.map(f);
        self
    }
}

impl<K: Kind + 'static> From<K> for Error {
    fn from(kind: K) -> Self {
        Self(Box::new(Inner { kind: Box::new(kind), span: None, frames: Vec::new() }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(f)
    }
}

/// Declares an enum of error kinds: a row an error.
///
/// ```
/// arr::error_kinds! {
///     /// What can go wrong with a door.
///     pub enum DoorError {
///         /// `door.open(7)`
///         ValueError Angle { angle: i64 } = "cannot open a door by {angle} degrees";
///         /// `door.open()` twice
///         RuntimeError Open {} = "the door is open";
///     }
/// }
/// let error: arr::error::Error = DoorError::Angle { angle: 7 }.into();
/// assert_eq!(error.to_string(), "cannot open a door by 7 degrees");
/// assert_eq!(error.exception().to_string(), "ValueError");
/// ```
#[macro_export]
macro_rules! error_kinds {
    ($(#[$outer:meta])* $vis:vis enum $name:ident {
        $($(#[$meta:meta])* $exception:ident $variant:ident { $($field:ident : $ty:ty),* $(,)? } = $message:literal $(, $arg:expr)*;)*
    }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        $vis enum $name {
            $($(#[$meta])* $variant { $($field: $ty),* },)*
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self { $(Self::$variant { $($field),* } => write!(f, $message $(, $arg)*),)* }
            }
        }
        impl $crate::error::Kind for $name {
            fn exception(&self) -> $crate::error::Exception {
                match self { $(Self::$variant { .. } => $crate::error::Exception::$exception,)* }
            }
            fn as_any(&self) -> &dyn ::std::any::Any { self }
        }
    };
}
