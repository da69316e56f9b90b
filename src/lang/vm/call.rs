//! Calls: arguments to the registers of a frame.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::syntax::Symbol;

use super::super::call::{Args, Given};
use super::super::code::{Capture, Code, Reg};
use super::super::errors::{CallError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::program::{Bound, Class, Function, Generator, GeneratorState, Instance, Manners, Members};
use super::super::table::RowId;
use super::super::value::{Key, Value};
use super::Running;
use super::frame::{Exit, Frame, Returns, Stack, Suspended};
use super::run::too_deep;
use super::slow::take_run;

impl Interp {
    // ---- builtins, from the loop ----

    /// Whether the function was called; not if it asks who holds what, which whoever has the frames answers.
    #[allow(clippy::too_many_arguments)] // The parts of an instruction.
    pub(super) fn call_builtin(
        &mut self,
        row: RowId,
        r: &mut [Value],
        code: &Code,
        pc: usize,
        dst: Reg,
        base: Reg,
        count: u16,
    ) -> Result<bool> {
        if let Some(result) =
            self.quick_builtin(row, &r[base as usize + 1..base as usize + 1 + count as usize])?
        {
            r[base as usize] = Value::Unset;
            super::run::release(&mut r[base as usize + 1..base as usize + 1 + count as usize]);
            r[dst as usize] = result;
            return Ok(true);
        }
        if row.row().asks {
            return Ok(false);
        }
        let given = Given { places: take_run(r, base + 1, count).collect(), names: Vec::new() };
        r[base as usize] = Value::Unset;
        self.call_row(r, code, pc, dst, row, None, given).map(|()| true)
    }

    /// Calls a function of the table, and notes what it wrote to.
    #[allow(clippy::too_many_arguments)] // As above.
    pub(super) fn call_row(
        &mut self,
        r: &mut [Value],
        code: &Code,
        pc: usize,
        dst: Reg,
        row: RowId,
        this: Option<Value>,
        given: Given,
    ) -> Result<()> {
        let writes = self.writes_of(code, pc, row, this.as_ref(), &given);
        let result = match this {
            Some(this) => self.call_method(this, row, given)?,
            None => (row.row().run)(self, Args::bind(row, None, given)?)?,
        };
        for (written, span, how) in writes {
            // The arguments were let go: what the call gives back is all that may hold what it wrote.
            if written.is_lost() {
                self.note_lost(written.id, code, Some(span), how);
            }
        }
        r[dst as usize] = result;
        self.memory.take_fault()
    }

    /// Calls what is no function of a program with gathered arguments.
    pub(super) fn call_gathered(
        &mut self,
        r: &mut [Value],
        code: &Code,
        pc: usize,
        dst: Reg,
        callee: &Value,
        given: Given,
    ) -> Result<()> {
        match callee {
            Value::Function(row) => self.call_row(r, code, pc, dst, *row, None, given),
            Value::Method(bound) => self.call_row(r, code, pc, dst, bound.1, Some(bound.0.clone()), given),
            _ => {
                r[dst as usize] = self.call(callee, given)?;
                self.memory.take_fault()
            }
        }
    }

    /// The callee and the arguments of a call, the last of which have names.
    pub(super) fn gather(
        &mut self,
        r: &mut [Value],
        base: Reg,
        count: u16,
        names: &[Symbol],
    ) -> (Value, Given) {
        let callee = std::mem::replace(&mut r[base as usize], Value::Unset);
        let positional = count - names.len() as u16;
        let places = take_run(r, base + 1, positional).collect();
        let values = take_run(r, base + 1 + positional, names.len() as u16);
        let names = names.iter().map(|name| Rc::clone(self.interner.name(*name))).zip(values).collect();
        (callee, Given { places, names })
    }

    /// The callee and the arguments of a call with `*` or `**`.
    pub(super) fn gather_unpacked(&mut self, r: &mut [Value], base: Reg) -> Result<(Value, Given)> {
        let base = base as usize;
        let callee = std::mem::replace(&mut r[base], Value::Unset);
        let list = std::mem::replace(&mut r[base + 1], Value::Unset);
        let dict = std::mem::replace(&mut r[base + 2], Value::Unset);
        let mut given = Given::default();
        if let Value::List(list) = list {
            given.places = std::mem::take(&mut *list.0.borrow_mut()).into();
        }
        if let Value::Dict(dict) = dict {
            for (key, value) in std::mem::take(&mut *dict.borrow_mut()) {
                let Key::Str(name) = key else {
                    return Err(E::Type { message: "keywords must be strings".into() }.into());
                };
                given.names.push(((&name).into(), value));
            }
        }
        Ok((callee, given))
    }

    // ---- functions of programs ----

    /// Calls a value with arguments that stand in registers from `at` on; the frame it makes, if it makes one, runs next.
    pub(super) fn enter(
        &mut self,
        stack: &mut Stack,
        callee: Value,
        at: usize,
        count: usize,
        returns: Returns,
    ) -> Result<()> {
        match callee {
            Value::Def(function) => {
                if function.takes(count) {
                    return self.push_frame(stack, function, at, count, returns);
                }
                let given = Given { places: take_slots(stack, at, count).collect(), names: Vec::new() };
                self.enter_function(stack, function, None, given, at, returns)
            }
            Value::Bound(bound) => {
                let mut given = Given { places: take_slots(stack, at, count).collect(), names: Vec::new() };
                given.places.insert(0, bound.this.clone());
                self.enter_given(stack, bound.function.clone(), given, returns)
            }
            callee => {
                let given = Given { places: take_slots(stack, at, count).collect(), names: Vec::new() };
                self.enter_given(stack, callee, given, returns)
            }
        }
    }

    /// Calls a value with gathered arguments.
    pub(super) fn enter_given(
        &mut self,
        stack: &mut Stack,
        callee: Value,
        mut given: Given,
        returns: Returns,
    ) -> Result<()> {
        let top = stack.frames.last().map_or(0, |frame| frame.base + frame.code.registers);
        match callee {
            Value::Def(function) => self.enter_function(stack, function, None, given, top, returns),
            Value::Bound(bound) => {
                given.places.insert(0, bound.this.clone());
                self.enter_given(stack, bound.function.clone(), given, returns)
            }
            Value::Class(class) => {
                // A class whose making needs nothing of its own, with an `__init__` of the program's.
                if let Some((instance, init)) = self.begin_instance(&class)? {
                    let Returns::To(dst) = returns else { return Ok(()) };
                    if stack.registers.len() <= top {
                        stack.registers.resize(top + 1, Value::Unset);
                    }
                    stack.registers[top] = instance.clone();
                    given.places.insert(0, instance);
                    let returns = Returns::Instance { made: top, dst };
                    return self.enter_function(stack, init, None, given, top + 1, returns);
                }
                let result = self.call(&Value::Class(class), given)?;
                self.settle_call(stack, result, returns)
            }
            Value::Function(row) if row.row().asks => {
                let outer = std::mem::replace(&mut self.machine.running, running(stack));
                let result = self.call(&Value::Function(row), given);
                self.machine.running = outer;
                self.settle_call(stack, result?, returns)
            }
            other => {
                let result = self.call(&other, given)?;
                self.memory.take_fault()?;
                self.settle_call(stack, result, returns)
            }
        }
    }

    /// The result of a call that made no frame.
    #[allow(clippy::unnecessary_wraps, clippy::unused_self)] // As its siblings.
    fn settle_call(&mut self, stack: &mut Stack, result: Value, returns: Returns) -> Result<()> {
        if let Returns::To(dst) = returns {
            stack.registers[dst] = result;
        }
        Ok(())
    }

    /// A frame whose arguments stand in its first registers.
    #[inline]
    pub(super) fn push_frame(
        &mut self,
        stack: &mut Stack,
        function: Shared<Function>,
        base: usize,
        count: usize,
        returns: Returns,
    ) -> Result<()> {
        if self.machine.calls >= self.machine.limit {
            return Err(too_deep());
        }
        self.machine.calls += 1;
        let code = Rc::clone(&function.code);
        let end = base + code.registers;
        if stack.registers.len() < end {
            stack.registers.resize(end, Value::Unset);
        }
        let locals = code.locals.len();
        let given = count.min(locals);
        for slot in &mut stack.registers[base + given..base + locals] {
            *slot = Value::Unset;
        }
        let wanted = code.parameters.names.len();
        if given < wanted && code.is_plain {
            // The last parameters have their defaults.
            let defaults = function.defaults.borrow();
            let first = defaults.len() - (wanted - given);
            stack.registers[base + given..base + wanted].clone_from_slice(&defaults[first..]);
        }
        let outer_module = std::mem::replace(&mut self.module, function.module);
        stack.frames.push(Frame {
            code,
            pc: 0,
            base,
            returns,
            cells: Vec::new(),
            function: Some(function),
            generator: None,
            namespace: None,
            handled: self.machine.handled.len(),
            outer_module,
        });
        Ok(())
    }

    /// A frame of an `__init__`, whose arguments stand in the registers after `at`; the result goes to `dst`.
    pub(super) fn push_init(
        &mut self,
        stack: &mut Stack,
        instance: Value,
        init: Shared<Function>,
        at: usize,
        count: usize,
        dst: usize,
    ) -> Result<()> {
        let base = at + 1;
        if stack.registers.len() <= base + count {
            stack.registers.resize(base + count + 1, Value::Unset);
        }
        // The instance is the first argument: the others make room for it.
        stack.registers[base..=base + count].rotate_right(1);
        stack.registers[base] = instance.clone();
        stack.registers[at] = instance;
        self.push_frame(stack, init, base, count + 1, Returns::Instance { made: at, dst })
    }

    /// A frame of a function for gathered arguments, or the generator that calling it makes.
    fn enter_function(
        &mut self,
        stack: &mut Stack,
        function: Shared<Function>,
        namespace: Option<Rc<RefCell<Members>>>,
        given: Given,
        base: usize,
        returns: Returns,
    ) -> Result<()> {
        let code = Rc::clone(&function.code);
        let end = base + code.registers;
        if stack.registers.len() < end {
            stack.registers.resize(end, Value::Unset);
        }
        self.bind_arguments(&function, given, &mut stack.registers[base..end])?;
        let cells = self.cells_of(&function, &mut stack.registers[base..end]);
        if code.is_generator {
            let registers = stack.registers[base..end]
                .iter_mut()
                .map(|slot| std::mem::replace(slot, Value::Unset))
                .collect();
            let waiting = Suspended { registers, cells, pc: 0, handled: Vec::new(), begun: false };
            let state = RefCell::new(GeneratorState::Waiting(Box::new(waiting)));
            let made = Value::Generator(Shared::new(Generator { function, state }));
            return self.settle_call(stack, made, returns);
        }
        let count = code.parameters.names.len();
        self.push_frame(stack, function, base, count, returns)?;
        if let Some(frame) = stack.frames.last_mut() {
            frame.cells = cells;
            frame.namespace = namespace;
        }
        Ok(())
    }

    /// The own variables in cells of a frame that begins, some of which are parameters.
    fn cells_of(&mut self, function: &Function, r: &mut [Value]) -> Vec<super::super::code::CellRef> {
        let code = &function.code;
        if code.own_cells == 0 {
            return Vec::new();
        }
        let cells: Vec<_> = (0..code.own_cells).map(|_| Rc::new(RefCell::new(Value::Unset))).collect();
        for &(reg, cell) in &code.cell_parameters {
            *cells[cell as usize].borrow_mut() = std::mem::replace(&mut r[reg as usize], Value::Unset);
        }
        cells
    }

    /// Calls a function of a program from native code.
    pub(in super::super) fn call_function(
        &mut self,
        function: &Shared<Function>,
        given: Given,
    ) -> Result<Value> {
        self.call_body(function, None, given)
    }

    /// The same; the body of a class gets the names that it fills.
    pub(super) fn call_body(
        &mut self,
        function: &Shared<Function>,
        namespace: Option<Rc<RefCell<Members>>>,
        given: Given,
    ) -> Result<Value> {
        // Native code stands between: the native stack is not without end.
        if self.depth >= super::super::interp::MAX_DEPTH {
            return Err(too_deep());
        }
        let mut stack = self.machine.stack();
        let before = (self.machine.calls, self.machine.handled.len(), self.module);
        self.depth += 1;
        let slot = stack.registers.len();
        stack.registers.push(Value::Unset);
        let (count, function) = (given.places.len(), function.clone());
        let entered = if namespace.is_none() && given.names.is_empty() && function.takes(count) {
            stack.registers.extend(given.places);
            self.push_frame(&mut stack, function, slot + 1, count, Returns::Native)
        } else {
            self.enter_function(&mut stack, function, namespace, given, slot + 1, Returns::Native)
        };
        let result = match entered {
            Err(error) => Err(error),
            Ok(()) if stack.frames.is_empty() => {
                // A generator was made: its making settles nowhere but here.
                Ok(Value::None)
            }
            Ok(()) => self.run_stack(&mut stack).map(|exit| match exit {
                Exit::Returned(value) | Exit::Yielded(value) => value,
            }),
        };
        self.depth -= 1;
        self.machine.calls = before.0;
        self.machine.handled.truncate(before.1);
        self.module = before.2;
        self.machine.give_back(stack);
        result
    }

    /// Makes the generator of a call from native code.
    pub(in super::super) fn call_any_function(
        &mut self,
        function: &Shared<Function>,
        given: Given,
    ) -> Result<Value> {
        if !function.code.is_generator {
            return self.call_function(function, given);
        }
        let code = &function.code;
        let mut registers = vec![Value::Unset; code.registers];
        self.bind_arguments(function, given, &mut registers)?;
        let cells = self.cells_of(function, &mut registers);
        let waiting = Suspended { registers, cells, pc: 0, handled: Vec::new(), begun: false };
        let state = RefCell::new(GeneratorState::Waiting(Box::new(waiting)));
        Ok(Value::Generator(Shared::new(Generator { function: function.clone(), state })))
    }

    /// Runs code at the top level.
    pub(in super::super) fn run_module(&mut self, code: &Rc<Code>) -> Result<()> {
        self.machine.remember(code);
        if self.module == 0 {
            self.machine.top = Some(Rc::clone(code));
        }
        let mut stack = self.machine.stack();
        let before = (self.machine.calls, self.machine.handled.len(), self.module);
        self.machine.calls += 1;
        stack.registers.resize(code.registers, Value::Unset);
        let cells = (0..code.cells.len()).map(|_| Rc::new(RefCell::new(Value::Unset))).collect();
        stack.frames.push(Frame {
            code: Rc::clone(code),
            pc: 0,
            base: 0,
            returns: Returns::Native,
            cells,
            function: None,
            generator: None,
            namespace: None,
            handled: before.1,
            outer_module: self.module,
        });
        let result = self.run_stack(&mut stack);
        self.machine.calls = before.0;
        self.machine.handled.truncate(before.1);
        self.module = before.2;
        self.machine.give_back(stack);
        result.map(drop)
    }

    /// Binds arguments to the first registers of a frame by Python's rules.
    fn bind_arguments(&mut self, function: &Function, given: Given, r: &mut [Value]) -> Result<()> {
        let code = &function.code;
        let parameters = &code.parameters;
        let (positional, by_keyword) = (parameters.positional, parameters.keyword_only);
        let total = given.places.len();
        for slot in &mut r[..code.locals.len()] {
            *slot = Value::Unset;
        }
        let rest_at = positional + by_keyword;
        let extra_at = rest_at + usize::from(parameters.varargs);
        let mut places = given.places.into_iter();
        for (slot, argument) in r.iter_mut().zip(places.by_ref().take(positional)) {
            *slot = argument;
        }
        let rest: Vec<Value> = places.collect();
        let mut extra = super::super::entries::Entries::new();
        let mut only_positional: Vec<String> = Vec::new();
        for (name, argument) in given.names {
            let place = self
                .interner
                .get(&name)
                .and_then(|symbol| parameters.names[..rest_at].iter().position(|other| *other == symbol));
            match place {
                Some(place) if place >= parameters.positional_only => {
                    if !matches!(r[place], Value::Unset) {
                        let function = self.function_text(function);
                        return Err(CallError::MultipleOf { function, name: name.to_string() }.into());
                    }
                    r[place] = argument;
                }
                Some(_) if !parameters.kwargs => only_positional.push(name.to_string()),
                _ if parameters.kwargs => {
                    extra.insert(Key::Str(name.into()), argument);
                }
                _ => {
                    let function = self.function_text(function);
                    return Err(CallError::Unexpected { function, name: name.to_string() }.into());
                }
            }
        }
        if !only_positional.is_empty() {
            let function = self.function_text(function);
            return Err(CallError::PositionalOnly { function, names: only_positional.join(", ") }.into());
        }
        let defaults = function.defaults.borrow();
        if !rest.is_empty() && !parameters.varargs {
            let given_by_keyword =
                r[positional..rest_at].iter().filter(|v| !matches!(v, Value::Unset)).count();
            let function = self.function_text(function);
            let most = positional;
            let least = most - defaults.len().min(most);
            return Err(CallError::TooManyPositional {
                function,
                least,
                most,
                given: total,
                by_keyword: given_by_keyword,
            }
            .into());
        }
        let first_default = positional - defaults.len().min(positional);
        let mut missing = Vec::new();
        for (i, slot) in r.iter_mut().enumerate().take(positional) {
            if matches!(slot, Value::Unset) {
                match i.checked_sub(first_default).and_then(|at| defaults.get(at)) {
                    Some(default) => *slot = default.clone(),
                    None => missing.push(self.interner.name(parameters.names[i]).to_string()),
                }
            }
        }
        drop(defaults);
        if !missing.is_empty() {
            let function = self.function_text(function);
            return Err(CallError::MissingOf { function, what: "positional", names: missing }.into());
        }
        for (i, slot) in r.iter_mut().enumerate().take(rest_at).skip(positional) {
            if matches!(slot, Value::Unset) {
                let name = self.interner.name(parameters.names[i]);
                let defaults = function.keyword_defaults.borrow();
                match defaults.iter().find(|(other, _)| other == name) {
                    Some((_, default)) => *slot = default.clone(),
                    None => missing.push(name.to_string()),
                }
            }
        }
        if !missing.is_empty() {
            let function = self.function_text(function);
            return Err(CallError::MissingOf { function, what: "keyword-only", names: missing }.into());
        }
        if parameters.varargs {
            r[rest_at] = Value::tuple(rest);
        }
        if parameters.kwargs {
            r[extra_at] = Value::Dict(Shared::new(RefCell::new(extra)));
        }
        Ok(())
    }

    /// The name of a function in errors.
    fn function_text(&self, function: &Function) -> String {
        function.code.qualname.to_string()
    }

    /// Makes a function of the code of this number.
    pub(super) fn make_function(
        &mut self,
        code: &Code,
        number: u16,
        parts: &mut [Value],
        frame: &Frame,
    ) -> Result<Value> {
        let inner = Rc::clone(&code.codes[number as usize]);
        let mut part = |i: usize| std::mem::replace(&mut parts[i], Value::Unset);
        let defaults = match part(0) {
            Value::Tuple(items) => items.to_vec().into_boxed_slice(),
            _ => Box::default(),
        };
        let keyword_defaults = match part(1) {
            Value::Dict(dict) => dict
                .borrow()
                .iter()
                .filter_map(|(key, value)| match key {
                    Key::Str(name) => Some((name.into(), value.clone())),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let annotations = part(2);
        let closure = inner.captures.iter().map(|Capture::Cell(cell)| Rc::clone(frame.cell(*cell))).collect();
        let mut members = Members::default();
        if let Value::Dict(_) = annotations {
            members.insert(self.interner.intern("__annotations__"), annotations);
        }
        Ok(Value::Def(Shared::new(Function {
            code: inner,
            defaults: RefCell::new(defaults),
            keyword_defaults: RefCell::new(keyword_defaults),
            closure,
            members: RefCell::new(members),
            module: self.module,
        })))
    }

    /// The instance that calling a class makes and its `__init__`, where neither needs more than a frame.
    pub(super) fn begin_instance(
        &mut self,
        class: &Shared<Class>,
    ) -> Result<Option<(Value, Shared<Function>)>> {
        if class.manners.borrow().epoch != self.machine.epoch {
            self.find_manners(class);
        }
        let Some(init) = class.manners.borrow().init.clone() else { return Ok(None) };
        let instance = Instance {
            class: RefCell::new(class.clone()),
            fields: RefCell::default(),
            dict: RefCell::default(),
            payload: RefCell::default(),
            raised: None,
        };
        Ok(Some((Value::Instance(Shared::new(instance)), init)))
    }

    /// Finds out what making and changing the instances of a class takes.
    pub(super) fn find_manners(&mut self, class: &Shared<Class>) {
        let names = self.names;
        let is_special = class.exception.is_some()
            || class.native.is_some()
            || class.metaclass.is_some()
            || class.is_builtin
            || class.find(names.new).is_some()
            || class.find(names.abstract_methods).is_some();
        let init = match class.find(names.init) {
            Some(Value::Def(init)) if !is_special && !init.code.is_generator => Some(init),
            _ => None,
        };
        let has_hooks = class.exception.is_some()
            || class.native.is_some()
            || class.find(names.setattr).is_some()
            || class.find(names.slots).is_some();
        let has_descriptors = class.mro.borrow().iter().any(|class| match class {
            Value::Class(class) => class
                .members
                .borrow()
                .values()
                .any(|member| matches!(member, Value::Object(_) | Value::Instance(_))),
            _ => false,
        });
        let sets_plainly = !has_hooks && !has_descriptors;
        *class.manners.borrow_mut() = Manners { epoch: self.machine.epoch, init, sets_plainly };
    }

    /// Calls a method bound to its object.
    pub(in super::super) fn call_bound(&mut self, bound: &Shared<Bound>, mut given: Given) -> Result<Value> {
        given.places.insert(0, bound.this.clone());
        self.call(&bound.function, given)
    }
}

/// The values of registers of a stack, taken away.
fn take_slots(stack: &mut Stack, at: usize, count: usize) -> impl Iterator<Item = Value> + '_ {
    stack.registers[at..at + count].iter_mut().map(|slot| std::mem::replace(slot, Value::Unset))
}

/// The variables of the functions that run on a stack, the innermost first.
fn running(stack: &Stack) -> Vec<Running> {
    let of_frame = |frame: &Frame| {
        let registers = stack.registers.get(frame.base..).unwrap_or_default();
        let locals = frame.code.locals.iter().copied().zip(registers.iter().cloned());
        let cells = frame.code.cells.iter().enumerate().map(|(i, name)| {
            let cell = u16::try_from(i).unwrap_or(u16::MAX);
            (*name, frame.cell(cell).try_borrow().map_or(Value::Unset, |value| value.clone()))
        });
        let variables = locals.chain(cells).filter(|(_, value)| !matches!(value, Value::Unset)).collect();
        Running { function: Rc::clone(&frame.code.name), variables }
    };
    stack.frames.iter().rev().filter(|frame| frame.function.is_some()).map(of_frame).collect()
}
