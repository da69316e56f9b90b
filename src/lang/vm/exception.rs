//! Exceptions: Python's hierarchy as classes, errors of arr's own as instances of them, and how both go from frame to frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::{Earlier, Error, Exception, Frame as TraceFrame, Kind};

use crate::error::Result;

use super::super::code::{Code, Instr};
use super::super::errors::{RaiseError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::program::{Class, Instance, Members, Raised};
use super::super::value::{Type, Value};
use super::frame::{Frame, Stack};

/// Python's exceptions with their bases, those of NumPy and of arr with them.
const HIERARCHY: &[(Exception, &[Exception])] = {
    use Exception as X;
    &[
        (X::BaseException, &[]),
        (X::Exception, &[X::BaseException]),
        (X::GeneratorExit, &[X::BaseException]),
        (X::KeyboardInterrupt, &[X::BaseException]),
        (X::SystemExit, &[X::BaseException]),
        (X::ArithmeticError, &[X::Exception]),
        (X::AssertionError, &[X::Exception]),
        (X::AttributeError, &[X::Exception]),
        (X::BufferError, &[X::Exception]),
        (X::EOFError, &[X::Exception]),
        (X::ImportError, &[X::Exception]),
        (X::LookupError, &[X::Exception]),
        (X::MemoryError, &[X::Exception]),
        (X::NameError, &[X::Exception]),
        (X::OSError, &[X::Exception]),
        (X::ReferenceError, &[X::Exception]),
        (X::RuntimeError, &[X::Exception]),
        (X::StopAsyncIteration, &[X::Exception]),
        (X::StopIteration, &[X::Exception]),
        (X::SyntaxError, &[X::Exception]),
        (X::SystemError, &[X::Exception]),
        (X::TypeError, &[X::Exception]),
        (X::ValueError, &[X::Exception]),
        (X::Warning, &[X::Exception]),
        (X::FloatingPointError, &[X::ArithmeticError]),
        (X::OverflowError, &[X::ArithmeticError]),
        (X::ZeroDivisionError, &[X::ArithmeticError]),
        (X::ModuleNotFoundError, &[X::ImportError]),
        (X::IndexError, &[X::LookupError]),
        (X::KeyError, &[X::LookupError]),
        (X::UnboundLocalError, &[X::NameError]),
        (X::BlockingIOError, &[X::OSError]),
        (X::ChildProcessError, &[X::OSError]),
        (X::ConnectionError, &[X::OSError]),
        (X::BrokenPipeError, &[X::ConnectionError]),
        (X::ConnectionAbortedError, &[X::ConnectionError]),
        (X::ConnectionRefusedError, &[X::ConnectionError]),
        (X::ConnectionResetError, &[X::ConnectionError]),
        (X::FileExistsError, &[X::OSError]),
        (X::FileNotFoundError, &[X::OSError]),
        (X::InterruptedError, &[X::OSError]),
        (X::IsADirectoryError, &[X::OSError]),
        (X::NotADirectoryError, &[X::OSError]),
        (X::PermissionError, &[X::OSError]),
        (X::ProcessLookupError, &[X::OSError]),
        (X::TimeoutError, &[X::OSError]),
        (X::NotImplementedError, &[X::RuntimeError]),
        (X::RecursionError, &[X::RuntimeError]),
        (X::IndentationError, &[X::SyntaxError]),
        (X::TabError, &[X::IndentationError]),
        (X::UnicodeError, &[X::ValueError]),
        (X::UnsupportedOperation, &[X::OSError, X::ValueError]),
        (X::RegexError, &[X::Exception]),
        (X::UnicodeDecodeError, &[X::UnicodeError]),
        (X::UnicodeEncodeError, &[X::UnicodeError]),
        (X::UnicodeTranslateError, &[X::UnicodeError]),
        (X::BytesWarning, &[X::Warning]),
        (X::DeprecationWarning, &[X::Warning]),
        (X::EncodingWarning, &[X::Warning]),
        (X::FutureWarning, &[X::Warning]),
        (X::ImportWarning, &[X::Warning]),
        (X::PendingDeprecationWarning, &[X::Warning]),
        (X::ResourceWarning, &[X::Warning]),
        (X::RuntimeWarning, &[X::Warning]),
        (X::SyntaxWarning, &[X::Warning]),
        (X::UnicodeWarning, &[X::Warning]),
        (X::UserWarning, &[X::Warning]),
        (X::AxisError, &[X::ValueError, X::IndexError]),
        (X::ComplexWarning, &[X::RuntimeWarning]),
        (X::DTypePromotionError, &[X::TypeError]),
        (X::TooHardError, &[X::RuntimeError]),
        (X::UFuncTypeError, &[X::TypeError]),
        (X::VisibleDeprecationWarning, &[X::UserWarning]),
        (X::RankWarning, &[X::UserWarning]),
        (X::LinAlgError, &[X::ValueError]),
        (X::StatisticsError, &[X::ValueError]),
        (X::FrozenInstanceError, &[X::AttributeError]),
        (X::JSONDecodeError, &[X::ValueError]),
        (X::KeptMemoryWarning, &[X::UserWarning]),
        (X::LostWriteWarning, &[X::UserWarning]),
        (X::RepeatedIndexWarning, &[X::UserWarning]),
        (X::SelfOverlapWarning, &[X::UserWarning]),
        (X::UsageError, &[X::Exception]),
    ]
};

/// The module that an exception is of; empty for Python's builtins.
fn module_of(exception: Exception) -> &'static str {
    use Exception as X;
    match exception {
        X::AxisError
        | X::ComplexWarning
        | X::DTypePromotionError
        | X::TooHardError
        | X::RankWarning
        | X::VisibleDeprecationWarning => "numpy.exceptions",
        X::UFuncTypeError => "numpy._core._exceptions",
        X::LinAlgError => "numpy.linalg",
        X::StatisticsError => "statistics",
        X::FrozenInstanceError => "dataclasses",
        X::JSONDecodeError => "json.decoder",
        X::UnsupportedOperation => "io",
        X::RegexError => "re",
        _ => "",
    }
}

/// The name of an exception's class.
fn name_of(exception: Exception) -> String {
    match exception {
        Exception::RegexError => "error".to_owned(),
        other => other.to_string(),
    }
}

/// The exception of Python's builtins that has this name.
pub(in super::super) fn exception_class(name: &str) -> Option<Exception> {
    if !name.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    HIERARCHY
        .iter()
        .map(|(exception, _)| *exception)
        .find(|exception| format!("{exception:?}") == name && module_of(*exception).is_empty())
        .or(match name {
            "IOError" | "EnvironmentError" => Some(Exception::OSError),
            _ => None,
        })
}

/// An exception of a program, on its way.
#[derive(Debug)]
pub(in super::super) struct Thrown {
    /// The instance.
    pub(in super::super) instance: Shared<Instance>,
    /// The exception of Python's that its class is or inherits from.
    exception: Exception,
    /// What is shown of it, once it has left the program: the name of its class, its message, and what led to it.
    told: Option<(String, String, Vec<Earlier>)>,
}

impl std::fmt::Display for Thrown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.told {
            Some((_, message, _)) => f.write_str(message),
            None => Ok(()),
        }
    }
}

impl Kind for Thrown {
    fn exception(&self) -> Exception {
        self.exception
    }

    fn class_name(&self) -> Option<String> {
        self.told.as_ref().map(|(class, ..)| class.clone())
    }

    fn before(&self) -> &[Earlier] {
        self.told.as_ref().map_or(&[], |(_, _, before)| before)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Interp {
    /// One of Python's exceptions as a class.
    pub(in super::super) fn builtin_exception(&mut self, exception: Exception) -> Shared<Class> {
        if let Some(class) = self.machine.exceptions.get(&exception) {
            return class.clone();
        }
        let parents = HIERARCHY
            .iter()
            .find(|(other, _)| *other == exception)
            .map_or(&[Exception::Exception][..], |(_, bases)| *bases);
        let bases: Vec<Shared<Class>> =
            parents.iter().map(|parent| self.builtin_exception(*parent)).collect();
        let version = self.machine.version();
        let class = Shared::new(Class {
            name: RefCell::new(name_of(exception).into()),
            bases: bases.iter().cloned().map(Value::Class).collect(),
            mro: RefCell::default(),
            members: RefCell::new(Members::default()),
            subclasses: RefCell::default(),
            version: Cell::new(version),
            exception: Some(exception),
            native: None,
            metaclass: None,
            is_builtin: true,
            module: module_of(exception).into(),
            manners: RefCell::default(),
        });
        let mut mro = vec![Value::Class(class.clone())];
        for base in &bases {
            for above in base.mro.borrow().iter() {
                if !mro.iter().any(|other| other.is(above)) {
                    mro.push(above.clone());
                }
            }
        }
        // What several bases share comes after all of them.
        if bases.len() > 1 {
            let shared: Vec<Value> = bases[bases.len() - 1].mro.borrow().to_vec();
            mro.retain(|class| {
                !shared.iter().any(|other| other.is(class)) || matches!(class, Value::Type(_))
            });
            mro.retain(|class| !matches!(class, Value::Type(_)));
            mro.extend(shared);
        }
        if !mro.iter().any(|class| matches!(class, Value::Type(Type::Object))) {
            mro.push(Value::Type(Type::Object));
        }
        *class.mro.borrow_mut() = mro;
        self.machine.exceptions.insert(exception, class.clone());
        class
    }

    /// Python's exceptions that are a class or inherit from it; none where that is all of them, or the class is a program's own.
    pub(in super::super) fn exceptions_within(&mut self, class: &Shared<Class>) -> Option<Vec<Exception>> {
        if matches!(class.exception, None | Some(Exception::Warning)) && class.is_builtin {
            return None;
        }
        let mut within = Vec::new();
        for (exception, _) in HIERARCHY {
            if self.builtin_exception(*exception).is_within(class) {
                within.push(*exception);
            }
        }
        Some(within)
    }

    /// A new exception of a class.
    pub(in super::super) fn new_exception(
        &mut self,
        class: &Shared<Class>,
        args: Vec<Value>,
    ) -> Shared<Instance> {
        self.machine.has_instances = true;
        let raised = Raised { args, ..Raised::default() };
        Shared::new(Instance {
            class: RefCell::new(class.clone()),
            fields: RefCell::default(),
            dict: RefCell::default(),
            payload: RefCell::default(),
            raised: Some(RefCell::new(raised)),
        })
    }

    /// The error of a new exception of Python's.
    pub(in super::super) fn exception_error(&mut self, exception: Exception, args: Vec<Value>) -> Error {
        let class = self.builtin_exception(exception);
        let instance = self.new_exception(&class, args);
        Thrown { instance, exception, told: None }.into()
    }

    /// `StopIteration` with the value that a generator returned.
    pub(in super::super) fn stop_iteration(&mut self, value: Value) -> Error {
        let args = if matches!(value, Value::None) { Vec::new() } else { vec![value] };
        self.exception_error(Exception::StopIteration, args)
    }

    /// The error of an instance that is raised.
    pub(in super::super) fn throw(&mut self, instance: Shared<Instance>) -> Error {
        let exception = instance.class().exception.unwrap_or(Exception::Exception);
        let frames = instance.raised.as_ref().map(|raised| std::mem::take(&mut raised.borrow_mut().frames));
        Error::from(Thrown { instance, exception, told: None }).with_frames(frames.unwrap_or_default())
    }

    /// The exception that an error is, as an instance; an error of arr's own becomes one of Python's class for it.
    pub(in super::super) fn caught(&mut self, mut error: Error) -> Shared<Instance> {
        let frames = error.take_frames();
        let instance = if let Some(thrown) = error.downcast_ref::<Thrown>() {
            thrown.instance.clone()
        } else {
            let class = self.builtin_exception(error.exception());
            let mut message = error.to_string();
            // What is proposed is told with a traceback only.
            let names = error.downcast_ref::<super::super::errors::NameError>();
            let hint = names.and_then(super::super::errors::NameError::hint).unwrap_or_default();
            message.truncate(message.len() - hint.len());
            let args = match error.exception() {
                _ if message.is_empty() => Vec::new(),
                Exception::KeyError => vec![key_of_message(&message)],
                _ => vec![Value::str(&message)],
            };
            let instance = self.new_exception(&class, args);
            if let Some(raised) = &instance.raised {
                let mut raised = raised.borrow_mut();
                raised.message = Some(message);
                raised.hint = hint;
            }
            if let Some(value) =
                error.downcast_ref::<super::super::errors::NameError>().and_then(missing_name)
            {
                let name = self.interner.intern("name");
                self.set_own_field(&instance, name, Value::str(&value));
            }
            instance
        };
        if let Some(raised) = &instance.raised {
            raised.borrow_mut().frames = frames;
        }
        instance
    }

    /// `raise exception from cause`, with so many parts given.
    pub(in super::super) fn raise(&mut self, exception: Value, cause: Value, parts: u8) -> Error {
        if parts == 0 {
            let handled = self.machine.handled.last().cloned();
            return match handled {
                Some(exception) => self.reraise(&exception),
                None => RaiseError::Runtime { message: "No active exception to reraise".into() }.into(),
            };
        }
        let instance = match self.as_exception(exception, "exceptions must derive from BaseException") {
            Ok(instance) => instance,
            Err(error) => return error,
        };
        if parts == 2 {
            let cause = match cause {
                Value::None => None,
                other => match self.as_exception(other, "exception causes must derive from BaseException") {
                    Ok(cause) => Some(Value::Instance(cause)),
                    Err(error) => return error,
                },
            };
            if let Some(raised) = &instance.raised {
                let mut raised = raised.borrow_mut();
                raised.cause = cause;
                raised.suppress = true;
            }
        }
        self.set_context(&instance);
        self.throw(instance)
    }

    /// The exception that is being handled is the context of one that is raised.
    fn set_context(&mut self, instance: &Shared<Instance>) {
        let Some(Value::Instance(handled)) = self.machine.handled.last().cloned() else { return };
        if handled.ptr_eq(instance) {
            return;
        }
        // A chain that comes back to what is raised is cut there.
        let mut link = handled.clone();
        while let Some(raised) = &link.raised {
            let next = raised.borrow().context.clone();
            let Some(Value::Instance(next)) = next else { break };
            if next.ptr_eq(instance) {
                raised.borrow_mut().context = None;
                break;
            }
            link = next;
        }
        if let Some(raised) = &instance.raised {
            raised.borrow_mut().context = Some(Value::Instance(handled));
        }
    }

    /// The instance of what is raised: a class is called.
    fn as_exception(&mut self, value: Value, refusal: &str) -> Result<Shared<Instance>> {
        let made = match value {
            Value::Class(class) if class.exception.is_some() => {
                self.call(&Value::Class(class), super::super::call::Given::default())?
            }
            other => other,
        };
        match made {
            Value::Instance(instance) if instance.raised.is_some() => Ok(instance),
            _ => Err(E::Type { message: refusal.to_owned() }.into()),
        }
    }

    /// Raises again what was caught.
    pub(super) fn reraise(&mut self, exception: &Value) -> Error {
        match exception {
            Value::Instance(instance) => self.throw(instance.clone()),
            _ => RaiseError::Runtime { message: "No active exception to reraise".into() }.into(),
        }
    }

    /// The error of a failed `assert`.
    pub(super) fn assertion(&mut self, message: Value, given: bool) -> Error {
        let args = if given { vec![message] } else { Vec::new() };
        let error = self.exception_error(Exception::AssertionError, args);
        if let Some(thrown) = error.downcast_ref::<Thrown>() {
            let instance = thrown.instance.clone();
            self.set_context(&instance);
        }
        error
    }

    /// Whether an exception is one of those that an `except` names.
    pub(super) fn matches_exception(&mut self, exception: &Value, wanted: &Value) -> Result<bool> {
        let Value::Instance(instance) = exception else { return Ok(false) };
        match wanted {
            Value::Class(class) if class.exception.is_some() => Ok(instance.class().is_within(class)),
            Value::Tuple(classes) => {
                for class in classes.iter() {
                    if self.matches_exception(exception, class)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => {
                let message =
                    "catching classes that do not inherit from BaseException is not allowed".to_owned();
                Err(E::Type { message }.into())
            }
        }
    }

    /// The place of a frame in a traceback.
    fn trace(frame: &Frame) -> TraceFrame {
        let code: &Code = &frame.code;
        if frame.pc == 0 {
            return Self::trace_of_header(code);
        }
        let at = frame.pc.saturating_sub(1);
        let function = match code.kind {
            super::super::code::CodeKind::Module => "".into(),
            _ => super::function_name(&code.name),
        };
        TraceFrame {
            file: Rc::clone(&code.source.file),
            text: Rc::clone(&code.source.text),
            line: code.source.line,
            span: code.span(at),
            function,
        }
    }

    /// Puts a frame into the traceback of an error, after those of the comprehensions in it.
    fn pass(error: &mut Error, frame: &Frame) {
        let mut place = Self::trace(frame);
        let at = frame.pc.saturating_sub(1) as u32;
        let inside = |inlined: &&super::super::code::Inlined| inlined.start <= at && at < inlined.end;
        for inlined in frame.code.comprehensions.iter().filter(inside) {
            let outer = TraceFrame { span: inlined.span, ..place.clone() };
            error.pass(TraceFrame { function: inlined.name.into(), ..place });
            place = outer;
        }
        error.pass(place);
    }

    /// The place of a generator that has not begun: the line of its `def`.
    fn trace_of_header(code: &Code) -> TraceFrame {
        let text = &code.source.text;
        let above = code.first_line.saturating_sub(code.source.line);
        let start: usize = text.split_inclusive('\n').take(above).map(str::len).sum();
        let line = text[start..].lines().next().unwrap_or("");
        let indent = line.len() - line.trim_start().len();
        let span = crate::syntax::Span {
            start: (start + indent) as u32,
            end: (start + line.trim_end().len()) as u32,
        };
        TraceFrame {
            file: Rc::clone(&code.source.file),
            text: Rc::clone(text),
            line: code.source.line,
            span,
            function: super::function_name(&code.name),
        }
    }

    /// Goes on where an error is handled, or leaves all frames of the stack with it.
    pub(super) fn unwind(&mut self, stack: &mut Stack, mut error: Error) -> Result<()> {
        // What is raised while another exception is handled has that as its context.
        if error.frames().is_empty()
            && !self.machine.handled.is_empty()
            && error.exception() != Exception::StopIteration
        {
            let span = error.span();
            let instance = self.caught(error);
            self.note_context(&instance);
            error = self.throw(instance);
            if let Some(span) = span {
                error = error.at(span);
            }
        }
        self.unwind_thrown(stack, error)
    }

    /// Closes the generators that loops went through which an exception leaves: what they have to do at their end comes before its handler.
    fn close_left(&mut self, registers: &mut [Value]) {
        let mut left = Vec::new();
        for register in registers.iter_mut() {
            if matches!(register, Value::Generator(generator) if generator.is_unique()) {
                left.push(std::mem::replace(register, Value::Unset));
            }
        }
        for value in left.into_iter().rev() {
            if let Value::Generator(generator) = value {
                // What is raised there has nobody to go to.
                let _ = self.close_generator(&generator);
            }
        }
    }

    /// The same, of an exception that is put into a generator: it has no context but its own.
    pub(super) fn unwind_thrown(&mut self, stack: &mut Stack, mut error: Error) -> Result<()> {
        loop {
            let Some(frame) = stack.frames.last_mut() else { return Err(error) };
            // What is raised again passed this frame before.
            let again = matches!(
                frame.pc.checked_sub(1).and_then(|at| frame.code.instrs.get(at)),
                Some(Instr::Reraise { .. } | Instr::Raise { parts: 0, .. })
            );
            if frame.code.source.file.is_empty() {
                // The library inside arr: who called it is at fault.
                error.forget_span();
            } else if !again || error.frames().is_empty() {
                Self::pass(&mut error, frame);
            }
            let at = frame.pc.saturating_sub(1) as u32;
            let code = Rc::clone(&frame.code);
            // A Ctrl-C and a full memory are caught as any other, but what is broken inside arr is not.
            // A generator that has not begun stands before all of them.
            let inside = |watched: &&super::super::code::Watched| watched.start <= at && at < watched.end;
            let watched = code.watched.iter().find(inside).filter(|_| frame.pc > 0);
            if let Some(watched) = watched {
                let base = frame.base;
                frame.pc = watched.target as usize;
                let handled = frame.handled + usize::from(watched.handled);
                self.machine.handled.truncate(handled);
                crate::memory::recover_room();
                let instance = self.caught(error);
                self.note_context(&instance);
                let first = base + watched.exception as usize;
                let locals = base + code.locals.len();
                let end = base + code.registers;
                self.close_left(&mut stack.registers[(first + 1).max(locals).min(end)..end]);
                super::run::release(&mut stack.registers[first + 1..base + code.registers]);
                stack.registers[first] = Value::Instance(instance);
                return Ok(());
            }
            let Some(frame) = stack.frames.pop() else { return Err(error) };
            self.machine.calls = self.machine.calls.saturating_sub(1);
            self.machine.handled.truncate(frame.handled);
            self.module = frame.outer_module;
            let end = frame.base + code.registers;
            let locals = (frame.base + code.locals.len()).min(end);
            self.close_left(&mut stack.registers[locals..end]);
            super::run::release(&mut stack.registers[frame.base..frame.base + code.registers]);
            if let Some((generator, _)) = &frame.generator {
                *generator.state.borrow_mut() = super::super::program::GeneratorState::Done;
                if error.exception() == Exception::StopIteration {
                    let stopped = self.caught(error);
                    let class = self.builtin_exception(Exception::RuntimeError);
                    let args = vec![Value::str("generator raised StopIteration")];
                    let instance = self.new_exception(&class, args);
                    if let Some(raised) = &instance.raised {
                        let mut raised = raised.borrow_mut();
                        raised.cause = Some(Value::Instance(stopped.clone()));
                        raised.context = Some(Value::Instance(stopped));
                        raised.suppress = true;
                    }
                    error = self.throw(instance);
                    error.pass(Self::trace(&frame));
                }
            }
        }
    }

    /// An error of arr's own that comes while another is handled has that as its context.
    fn note_context(&mut self, instance: &Shared<Instance>) {
        let fresh = instance.raised.as_ref().is_some_and(|raised| raised.borrow().context.is_none());
        if fresh {
            self.set_context(instance);
        }
    }

    /// An error that leaves the program: what is shown of it is worked out, while programs can still be asked.
    pub(in super::super) fn told_error(&mut self, mut error: Error) -> Error {
        if error.downcast_ref::<Thrown>().is_none() {
            let Some(context) = self.machine.handled.last().cloned() else { return error };
            // It came while another was handled.
            let frames = error.take_frames();
            let span = error.span();
            let instance = self.caught(error);
            if let (Some(raised), Value::Instance(_)) = (&instance.raised, &context) {
                raised.borrow_mut().context = Some(context);
            }
            error = self.throw(instance).with_frames(frames);
            if let Some(span) = span {
                error = error.at(span);
            }
        }
        let Some(thrown) = error.downcast_ref::<Thrown>() else { return error };
        if thrown.told.is_some() {
            return error;
        }
        let (instance, exception) = (thrown.instance.clone(), thrown.exception);
        let frames = error.take_frames();
        let span = error.span();
        let (class, message) = self.exception_text(&instance);
        let mut before = Vec::new();
        self.earlier(&instance, &mut before, 0);
        let mut told = Error::from(Thrown { instance, exception, told: Some((class, message, before)) });
        told = told.with_frames(frames);
        match span {
            Some(span) => told.at(span),
            None => told,
        }
    }

    /// What led to an exception, the first first.
    fn earlier(&mut self, instance: &Shared<Instance>, before: &mut Vec<Earlier>, depth: usize) {
        let Some(raised) = &instance.raised else { return };
        let (cause, context, suppress) = {
            let raised = raised.borrow();
            (raised.cause.clone(), raised.context.clone(), raised.suppress)
        };
        let (link, is_cause) = match (cause, context) {
            (Some(Value::Instance(cause)), _) => (cause, true),
            (_, Some(Value::Instance(context))) if !suppress => (context, false),
            _ => return,
        };
        if depth > 100 {
            return;
        }
        self.earlier(&link, before, depth + 1);
        let (class, message) = self.exception_text(&link);
        let frames = link.raised.as_ref().map(|raised| raised.borrow().frames.clone()).unwrap_or_default();
        before.push(Earlier { frames, class, message, is_cause });
    }

    /// The name of an exception's class, and its message.
    pub(super) fn exception_text(&mut self, instance: &Shared<Instance>) -> (String, String) {
        let class = instance.class();
        let name = match &*class.module {
            _ if class.is_builtin => class.name().to_string(),
            "__main__" | "" => self.class_qualname(&class),
            _ => class.qualified(),
        };
        let text = self.text_of(&Value::Instance(instance.clone()), false);
        let mut message = text.unwrap_or_else(|_| "<exception str() failed>".to_owned());
        if let Some(raised) = &instance.raised {
            message.push_str(&raised.borrow().hint);
        }
        (name, message)
    }

    /// The exception that is being handled.
    pub(in super::super) fn handled_exception(&self) -> Option<Value> {
        self.machine.handled.last().cloned()
    }

    /// The status with which an error ends the program, and what it says then, if it is `SystemExit`.
    pub fn exit_of(&self, error: &Error) -> Option<(u8, Option<String>)> {
        if error.exception() != Exception::SystemExit {
            return None;
        }
        let thrown = error.downcast_ref::<Thrown>()?;
        let args =
            thrown.instance.raised.as_ref().map(|raised| raised.borrow().args.clone()).unwrap_or_default();
        Some(match &args[..] {
            [] | [Value::None] => (0, None),
            [Value::Int(n)] => (*n as u8, None),
            [Value::Bool(b)] => (u8::from(*b), None),
            [other] => (1, Some(self.str(other))),
            _ => (1, Some(self.str(&Value::tuple(args)))),
        })
    }

    /// What `str` gives for an exception without a `__str__` of its own.
    pub(super) fn exception_str(&mut self, instance: &Shared<Instance>) -> Result<String> {
        let Some(raised) = &instance.raised else { return Ok(String::new()) };
        let (args, message) = {
            let raised = raised.borrow();
            (raised.args.clone(), raised.message.clone())
        };
        if let Some(message) = message {
            return Ok(message);
        }
        let is_key = instance.class().exception == Some(Exception::KeyError);
        match &args[..] {
            [] => Ok(String::new()),
            [only] => self.text_of(only, is_key),
            [number, reason, rest @ ..] if self.is_os_error(instance) && rest.len() < 4 => {
                let (number, reason) = (self.text_of(number, false)?, self.text_of(reason, false)?);
                if let [file, _, second] = rest {
                    let (file, second) = (self.text_of(file, true)?, self.text_of(second, true)?);
                    return Ok(format!("[Errno {number}] {reason}: {file} -> {second}"));
                }
                match rest.first() {
                    Some(file) => Ok(format!("[Errno {number}] {reason}: {}", self.text_of(file, true)?)),
                    None => Ok(format!("[Errno {number}] {reason}")),
                }
            }
            _ => self.text_of(&Value::tuple(args), true),
        }
    }

    fn is_os_error(&mut self, instance: &Shared<Instance>) -> bool {
        let os = self.builtin_exception(Exception::OSError);
        instance.class().is_within(&os)
    }

    /// What `repr` gives for an exception without a `__repr__` of its own.
    pub(super) fn exception_repr(&mut self, instance: &Shared<Instance>) -> Result<String> {
        let name = instance.class().name();
        let mut args =
            instance.raised.as_ref().map(|raised| raised.borrow().args.clone()).unwrap_or_default();
        if args.len() > 2 && super::instance::is_os(instance.class().exception) {
            args.truncate(2);
        }
        let inside = match &args[..] {
            [only] => self.text_of(only, true)?,
            _ => {
                let text = self.text_of(&Value::tuple(args), true)?;
                return Ok(format!("{name}{text}"));
            }
        };
        Ok(format!("{name}({inside})"))
    }
}

/// The key that a `KeyError` of arr's own names: its message is the key's repr.
fn key_of_message(message: &str) -> Value {
    let quoted = message.len() >= 2 && (message.starts_with('\'') && message.ends_with('\''));
    if quoted {
        return Value::str(&message[1..message.len() - 1]);
    }
    match message.parse::<i64>() {
        Ok(n) => Value::Int(n),
        Err(_) => Value::str(message),
    }
}

/// The name that a `NameError` is about.
fn missing_name(error: &super::super::errors::NameError) -> Option<String> {
    match error {
        super::super::errors::NameError::Undefined { name, .. }
        | super::super::errors::NameError::NoModule { name }
        | super::super::errors::NameError::NoPackage { name, .. } => Some(name.clone()),
        _ => None,
    }
}
