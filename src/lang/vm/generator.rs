//! Generators: frames that wait.

use crate::error::{Error, Result};

use super::super::call::Given;
use super::super::code::Instr;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::program::{Generator, GeneratorState};
use super::super::value::Value;
use super::frame::{Exit, Frame, Returns, Stack};
use super::run::too_deep;

/// What a generator is resumed with.
pub(in super::super) enum Sent {
    /// A value: the `yield` gives it.
    Value(Value),
    /// An exception: the `yield` raises it.
    Raise(Error),
}

impl Interp {
    /// Puts the frame of a generator on a stack, to run next.
    ///
    /// Fails where it runs already; where it has ended, the frame below goes on.
    pub(super) fn resume(
        &mut self,
        stack: &mut Stack,
        generator: &Shared<Generator>,
        sent: Option<Value>,
        returns: Returns,
    ) -> Result<()> {
        let state = generator.state.replace(GeneratorState::Running);
        let suspended = match state {
            GeneratorState::Waiting(suspended) => suspended,
            GeneratorState::Running => {
                return Err(E::Value { message: "generator already executing".into() }.into());
            }
            GeneratorState::Done => {
                *generator.state.borrow_mut() = GeneratorState::Done;
                if let Some(below) = stack.frames.last_mut() {
                    match returns {
                        Returns::Loop { end, .. } => below.pc = end as usize,
                        Returns::Delegate { dst } => {
                            below.pc += 1;
                            stack.registers[dst] = Value::None;
                        }
                        _ => {}
                    }
                }
                return Ok(());
            }
        };
        if self.machine.calls >= self.machine.limit {
            *generator.state.borrow_mut() = GeneratorState::Waiting(suspended);
            return Err(too_deep());
        }
        self.machine.calls += 1;
        let mut suspended = suspended;
        let pc = suspended.pc;
        let code = std::rc::Rc::clone(&generator.function.code);
        if let (Some(sent), true) = (sent, suspended.begun) {
            // A `yield from` waits at itself, a `yield` after itself.
            let waits = match code.instrs.get(pc) {
                Some(Instr::YieldFrom { dst, .. }) => Some(*dst),
                _ => match pc.checked_sub(1).and_then(|at| code.instrs.get(at)) {
                    Some(Instr::Yield { dst, .. }) => Some(*dst),
                    _ => None,
                },
            };
            if let Some(slot) = waits.and_then(|dst| suspended.registers.get_mut(dst as usize)) {
                *slot = sent;
            }
        }
        let base =
            stack.frames.last().map_or(stack.registers.len(), |frame| frame.base + frame.code.registers);
        let end = base + code.registers;
        if stack.registers.len() < end {
            stack.registers.resize(end, Value::Unset);
        }
        stack.registers[base..end].swap_with_slice(&mut suspended.registers);
        let before = self.machine.handled.len();
        self.machine.handled.append(&mut suspended.handled);
        let cells = std::mem::take(&mut suspended.cells);
        let outer_module = std::mem::replace(&mut self.module, generator.function.module);
        stack.frames.push(Frame {
            code,
            pc,
            base,
            returns,
            cells,
            function: Some(generator.function.clone()),
            generator: Some((generator.clone(), suspended)),
            namespace: None,
            handled: before,
            outer_module,
        });
        Ok(())
    }

    /// Takes the frame of a generator, which yields a value, off its stack; how the outermost frame was left, if it was that.
    pub(super) fn suspend(&mut self, stack: &mut Stack, value: Value) -> Result<Option<Exit>> {
        let Some(frame) = stack.frames.pop() else { return Ok(Some(Exit::Yielded(value))) };
        self.machine.calls -= 1;
        self.module = frame.outer_module;
        if self.compile_options.lines {
            self.resume_line(stack);
        }
        let end = frame.base + frame.code.registers;
        if let Some((generator, mut waiting)) = frame.generator {
            stack.registers[frame.base..end].swap_with_slice(&mut waiting.registers);
            let from = frame.handled.min(self.machine.handled.len());
            waiting.handled.extend(self.machine.handled.drain(from..));
            waiting.cells = frame.cells;
            waiting.pc = frame.pc;
            waiting.begun = true;
            *generator.state.borrow_mut() = GeneratorState::Waiting(waiting);
        }
        match frame.returns {
            Returns::Loop { dst, .. } | Returns::To(dst) => {
                stack.registers[dst] = value;
                Ok(None)
            }
            // What is delegated to yields: so does the frame below.
            Returns::Delegate { .. } => self.suspend(stack, value),
            Returns::Native | Returns::Instance { .. } => Ok(Some(Exit::Yielded(value))),
        }
    }

    /// Resumes a generator from native code: what it yields; `Err` within holds what it returned.
    pub(in super::super) fn advance(
        &mut self,
        generator: &Shared<Generator>,
        sent: Sent,
    ) -> Result<std::result::Result<Value, Value>> {
        if self.depth >= super::super::interp::MAX_DEPTH {
            return Err(too_deep());
        }
        let (value, raised) = match sent {
            Sent::Value(value) => (value, None),
            Sent::Raise(error) => (Value::None, Some(error)),
        };
        match (&*generator.state.borrow(), &raised) {
            (GeneratorState::Done, None) => return Ok(Err(Value::None)),
            (GeneratorState::Waiting(waiting), None) if !waiting.begun && !matches!(value, Value::None) => {
                let message = "can't send non-None value to a just-started generator".into();
                return Err(E::Type { message }.into());
            }
            _ => {}
        }
        if let Some(error) = raised {
            return self.raise_in(generator, error);
        }
        let mut stack = self.machine.stack();
        let before = (self.machine.calls, self.machine.handled.len(), self.module);
        self.depth += 1;
        let result = self
            .resume(&mut stack, generator, Some(value), Returns::Native)
            .and_then(|()| self.run_stack(&mut stack));
        self.depth -= 1;
        self.machine.calls = before.0;
        self.machine.handled.truncate(before.1);
        self.module = before.2;
        self.machine.give_back(stack);
        result.map(|exit| match exit {
            Exit::Yielded(value) => Ok(value),
            Exit::Returned(value) => Err(value),
        })
    }

    /// Raises an error where a generator waits.
    fn raise_in(
        &mut self,
        generator: &Shared<Generator>,
        error: Error,
    ) -> Result<std::result::Result<Value, Value>> {
        match &*generator.state.borrow() {
            GeneratorState::Running => {
                return Err(E::Value { message: "generator already executing".into() }.into());
            }
            GeneratorState::Done => return Err(error),
            GeneratorState::Waiting(_) => {}
        }
        // What it delegates to hears of it first.
        let inner = match &*generator.state.borrow() {
            GeneratorState::Waiting(waiting) => match generator.function.code.instrs.get(waiting.pc) {
                Some(Instr::YieldFrom { dst, iter }) if waiting.begun => {
                    match waiting.registers.get(*iter as usize) {
                        Some(Value::Generator(inner)) => Some((inner.clone(), *dst)),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        };
        let mut error = error;
        let mut finished = None;
        if let Some((inner, dst)) = inner {
            match self.raise_in(&inner, error) {
                Ok(Ok(yielded)) => return Ok(Ok(yielded)),
                Ok(Err(returned)) => {
                    finished = Some((returned, dst));
                    error = E::Stop {}.into();
                }
                Err(raised) => error = raised,
            }
        }
        let mut stack = self.machine.stack();
        let before = (self.machine.calls, self.machine.handled.len(), self.module);
        self.depth += 1;
        let result = self.resume(&mut stack, generator, None, Returns::Native).and_then(|()| {
            match finished {
                Some((returned, dst)) => {
                    // The `yield from` is over.
                    if let Some(frame) = stack.frames.last_mut() {
                        frame.pc += 1;
                        stack.registers[frame.base + dst as usize] = returned;
                    }
                }
                None => self.unwind_thrown(&mut stack, error)?,
            }
            self.run_stack(&mut stack)
        });
        self.depth -= 1;
        self.machine.calls = before.0;
        self.machine.handled.truncate(before.1);
        self.module = before.2;
        self.machine.give_back(stack);
        result.map(|exit| match exit {
            Exit::Yielded(value) => Ok(value),
            Exit::Returned(value) => Err(value),
        })
    }

    /// `generator.send`, `throw`, `close`.
    pub(in super::super) fn generator_method(
        &mut self,
        generator: &Shared<Generator>,
        name: &str,
        given: &Given,
    ) -> Result<Value> {
        let sent = match (name, &given.places[..]) {
            ("send", [value]) => Sent::Value(value.clone()),
            ("__next__", []) => Sent::Value(Value::None),
            ("throw", [first, rest @ ..]) => {
                let raised = match rest {
                    [value, ..] if !matches!(value, Value::None) && !matches!(value, Value::Instance(_)) => {
                        self.call(first, Given::places([value.clone()]))?
                    }
                    [value @ Value::Instance(_), ..] => value.clone(),
                    _ => first.clone(),
                };
                Sent::Raise(self.raise(raised, Value::None, 1))
            }
            ("close", []) => return self.close_generator(generator),
            _ => {
                let message =
                    format!("generator.{name}() takes exactly one argument ({} given)", given.places.len());
                return Err(E::Type { message }.into());
            }
        };
        match self.advance(generator, sent)? {
            Ok(value) => Ok(value),
            Err(returned) => Err(self.stop_iteration(returned)),
        }
    }

    pub(in super::super) fn close_generator(&mut self, generator: &Shared<Generator>) -> Result<Value> {
        let begun = match &*generator.state.borrow() {
            GeneratorState::Done => return Ok(Value::None),
            GeneratorState::Waiting(waiting) => waiting.begun,
            GeneratorState::Running => true,
        };
        if begun {
            let exit = self.exception_error(crate::error::Exception::GeneratorExit, Vec::new());
            return self.close_begun(generator, exit);
        }
        *generator.state.borrow_mut() = GeneratorState::Done;
        Ok(Value::None)
    }

    fn close_begun(&mut self, generator: &Shared<Generator>, exit: Error) -> Result<Value> {
        match self.raise_in(generator, exit) {
            Ok(Ok(_)) => {
                let message = "generator ignored GeneratorExit".to_owned();
                Err(super::super::errors::RaiseError::Runtime { message }.into())
            }
            Ok(Err(_)) => Ok(Value::None),
            Err(error)
                if matches!(
                    error.exception(),
                    crate::error::Exception::GeneratorExit | crate::error::Exception::StopIteration
                ) =>
            {
                Ok(Value::None)
            }
            Err(error) => Err(error),
        }
    }
}

/// A method of a generator, bound to it.
#[derive(Debug)]
pub(in super::super) struct GeneratorMethod {
    generator: Shared<Generator>,
    name: String,
}

impl GeneratorMethod {
    pub(in super::super) fn new(generator: Shared<Generator>, name: &str) -> Self {
        Self { generator, name: name.to_owned() }
    }
}

impl super::super::object::Object for GeneratorMethod {
    fn type_name(&self) -> &'static str {
        "builtin_function_or_method"
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        interp.generator_method(&self.generator, &self.name, given).map(Some)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
