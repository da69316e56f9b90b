//! The loop: instructions that need nothing but registers are worked on here; what calls, returns or raises changes the frame.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::error::Result;
use crate::syntax::{BinaryOp, CompareOp, UnaryOp};

use super::super::code::{Code, Instr, Reg, Src};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::program::Generator;
use super::super::value::{PlainKey, Value};
use super::frame::{Exit, Returns, Stack};

/// Why the innermost frame no longer runs.
pub(super) enum Event {
    /// It calls what is in a register.
    Call {
        dst: Reg,
        base: Reg,
        count: u16,
    },
    /// It calls a method, whose function was found: the object is the first argument.
    CallMethod {
        dst: Reg,
        base: Reg,
        count: u16,
        function: Value,
    },
    /// It calls with the arguments that were gathered.
    CallGiven {
        dst: Reg,
        callee: Value,
        given: super::super::call::Given,
    },
    Yield {
        value: Value,
    },
    /// A `for` resumes a generator.
    Resume {
        generator: Shared<Generator>,
        dst: Reg,
        end: u32,
    },
    /// A `yield from` resumes a generator with a value.
    Delegate {
        generator: Shared<Generator>,
        sent: Value,
        dst: Reg,
    },
}

/// The value of an operand, taken away if it is read for the last time.
#[inline(always)]
pub(super) fn value(registers: &mut [Value], src: Src) -> Value {
    let slot = &mut registers[src.reg()];
    if src.takes() { std::mem::replace(slot, Value::Unset) } else { slot.clone() }
}

/// Lets go of an operand that was read for the last time.
#[inline(always)]
pub(super) fn done(registers: &mut [Value], src: Src) {
    if src.takes() {
        registers[src.reg()] = Value::Unset;
    }
}

/// Stores an int: where one stood before, nothing is let go.
#[inline(always)]
fn set_int(slot: &mut Value, n: i64) {
    if let Value::Int(old) = slot {
        *old = n;
    } else {
        *slot = Value::Int(n);
    }
}

#[inline(always)]
fn set_float(slot: &mut Value, x: f64) {
    if let Value::Float(old) = slot {
        *old = x;
    } else {
        *slot = Value::Float(x);
    }
}

#[inline(always)]
pub(super) fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Less => order == Ordering::Less,
        CompareOp::LessEqual => order != Ordering::Greater,
        CompareOp::Greater => order == Ordering::Greater,
        CompareOp::GreaterEqual => order != Ordering::Less,
        CompareOp::Equal | CompareOp::Is | CompareOp::In => order == Ordering::Equal,
        CompareOp::NotEqual | CompareOp::IsNot | CompareOp::NotIn => order != Ordering::Equal,
    }
}

#[inline(always)]
pub(super) fn holds_float(op: CompareOp, a: f64, b: f64) -> Option<bool> {
    Some(match op {
        CompareOp::Less => a < b,
        CompareOp::LessEqual => a <= b,
        CompareOp::Greater => a > b,
        CompareOp::GreaterEqual => a >= b,
        CompareOp::Equal => a == b,
        CompareOp::NotEqual => a != b,
        _ => return None,
    })
}

/// What a comparison of plain values is; `None` where it takes more to tell.
#[inline(always)]
fn quick_compare(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) if !matches!(op, CompareOp::In | CompareOp::NotIn) => {
            Some(holds(op, a.cmp(b)))
        }
        (Value::Float(a), Value::Float(b)) => holds_float(op, *a, *b),
        (Value::None, Value::None) if matches!(op, CompareOp::Is | CompareOp::Equal) => Some(true),
        (Value::Str(a), Value::Str(b)) => match op {
            CompareOp::Equal => Some(a == b),
            CompareOp::NotEqual => Some(a != b),
            CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn => None,
            // Longer ones look at Ctrl-C.
            _ if a.len() > 1 << 12 => None,
            op => Some(holds(op, a.cmp(b))),
        },
        (Value::Int(a), Value::Float(b)) if a.unsigned_abs() < 1 << 53 => holds_float(op, *a as f64, *b),
        (Value::Float(a), Value::Int(b)) if b.unsigned_abs() < 1 << 53 => holds_float(op, *a, *b as f64),
        (key @ (Value::Str(_) | Value::Int(_)), Value::Dict(dict))
            if matches!(op, CompareOp::In | CompareOp::NotIn) =>
        {
            let found = dict.borrow().find(PlainKey::of(key)?).is_some();
            Some(found == (op == CompareOp::In))
        }
        (_, Value::None) if matches!(op, CompareOp::Is | CompareOp::IsNot) => {
            Some(matches!(a, Value::None) == (op == CompareOp::Is))
        }
        _ => None,
    }
}

/// The truth of a plain value; `None` where it takes more to tell.
#[inline(always)]
fn quick_truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(b) => Some(*b),
        Value::None => Some(false),
        Value::Int(n) => Some(*n != 0),
        Value::Float(x) => Some(*x != 0.0),
        _ => None,
    }
}

impl Interp {
    /// Runs a stack until its outermost frame is left.
    pub(super) fn run_stack(&mut self, stack: &mut Stack) -> Result<Exit> {
        let site = self.memory.site();
        let result = loop {
            match self.execute(stack) {
                Ok(exit) => break Ok(exit),
                Err(error) => {
                    if let Err(error) = self.unwind(stack, error) {
                        break Err(error);
                    }
                }
            }
        };
        self.memory.set_site(site);
        result
    }

    /// Does what an event asks for; how the outermost frame was left, if it was.
    fn follow(&mut self, stack: &mut Stack, base: usize, event: Event) -> Result<Option<Exit>> {
        match event {
            Event::Call { dst, base: at, count } => {
                let at = base + usize::from(at);
                let callee = std::mem::replace(&mut stack.registers[at], Value::Unset);
                self.enter(stack, callee, at + 1, usize::from(count), Returns::To(base + usize::from(dst)))?;
            }
            Event::CallMethod { dst, base: at, count, function } => {
                let at = base + usize::from(at);
                self.enter(
                    stack,
                    function,
                    at,
                    usize::from(count) + 1,
                    Returns::To(base + usize::from(dst)),
                )?;
            }
            Event::CallGiven { dst, callee, given } => {
                self.enter_given(stack, callee, given, Returns::To(base + usize::from(dst)))?;
            }
            Event::Yield { value } => return self.suspend(stack, value),
            Event::Resume { generator, dst, end } => {
                let returns = Returns::Loop { dst: base + usize::from(dst), end };
                self.resume(stack, &generator, None, returns)?;
            }
            Event::Delegate { generator, sent, dst } => {
                let returns = Returns::Delegate { dst: base + usize::from(dst) };
                self.resume(stack, &generator, Some(sent), returns)?;
            }
        }
        Ok(None)
    }

    /// Leaves the innermost frame with a value; how the outermost was left, if it was that.
    fn leave(&mut self, stack: &mut Stack, value: Value) -> Result<Option<Exit>> {
        let Some(frame) = stack.frames.pop() else { return Ok(None) };
        self.machine.calls -= 1;
        self.machine.handled.truncate(frame.handled);
        self.module = frame.outer_module;
        release(&mut stack.registers[frame.base..frame.base + frame.code.registers]);
        if self.compile_options.lines {
            self.resume_line(stack);
        }
        if let Some((generator, _)) = &frame.generator {
            *generator.state.borrow_mut() = super::super::program::GeneratorState::Done;
        }
        Ok(match frame.returns {
            Returns::To(dst) | Returns::Delegate { dst } => {
                stack.registers[dst] = value;
                if let (Returns::Delegate { .. }, Some(below)) = (frame.returns, stack.frames.last_mut()) {
                    // The `yield from` is over.
                    below.pc += 1;
                }
                None
            }
            Returns::Instance { made, dst } => {
                let made = std::mem::replace(&mut stack.registers[made], Value::Unset);
                if !matches!(value, Value::None) {
                    let message = format!("__init__() should return None, not '{}'", value.type_name());
                    return Err(E::Type { message }.into());
                }
                stack.registers[dst] = made;
                None
            }
            Returns::Loop { end, .. } => {
                if let Some(below) = stack.frames.last_mut() {
                    below.pc = end as usize;
                }
                None
            }
            Returns::Native => Some(Exit::Returned(value)),
        })
    }

    /// The line of the innermost frame goes on.
    #[cold]
    pub(super) fn resume_line(&self, stack: &Stack) {
        if let Some(frame) = stack.frames.last() {
            let line = frame.code.line(frame.pc.saturating_sub(1));
            self.memory.resume_line(u32::try_from(line).unwrap_or(u32::MAX));
        }
    }

    /// Runs the innermost frame, and those that it calls or returns to, until the outermost is left or an instruction fails.
    #[allow(clippy::cognitive_complexity)] // One arm an instruction.
    fn execute(&mut self, stack: &mut Stack) -> Result<Exit> {
        'frame: loop {
            let Some(frame) = stack.frames.last() else { return Ok(Exit::Returned(Value::None)) };
            let code = Rc::clone(&frame.code);
            let code = &code;
            let instrs = &code.instrs[..];
            let base = frame.base;
            let mut pc = frame.pc;
            let r = &mut stack.registers[base..base + code.registers];
            // The place is noted in the frame before anything that may fail, call or return.
            macro_rules! note_place {
                () => {
                    if let Some(frame) = stack.frames.last_mut() {
                        frame.pc = pc;
                    }
                };
            }
            // What is worked on elsewhere may make an array: whoever asks how that came to be is told where.
            macro_rules! attempt {
                ($what:expr) => {
                    match {
                        self.memory.set_site(code.site(pc - 1));
                        $what
                    } {
                        Ok(value) => value,
                        Err(error) => {
                            note_place!();
                            return Err(error);
                        }
                    }
                };
            }
            macro_rules! leave {
                ($event:expr) => {{
                    let event = $event;
                    note_place!();
                    self.memory.set_site(code.site(pc.saturating_sub(1)));
                    match self.follow(stack, base, event)? {
                        None => continue 'frame,
                        Some(exit) => return Ok(exit),
                    }
                }};
            }
            // The next item of the iteration in three registers: where the code goes on with it, and where it does when there is none.
            macro_rules! next_item {
                ($iter:expr, $dst:expr, $more:expr, $end:expr) => {{
                    let (i, dst, more, end) = ($iter, $dst as usize, $more, $end);
                    if let Value::Int(next) = r[i] {
                        // A range: the next number, the bound, the step.
                        let (Value::Int(stop), Value::Int(step)) = (&r[i + 1], &r[i + 2]) else {
                            pc = end;
                            continue;
                        };
                        if if *step > 0 { next < *stop } else { next > *stop } {
                            // Past the bound of 64 bits there is no further number.
                            match next.checked_add(*step) {
                                Some(after) => set_int(&mut r[i], after),
                                None => r[i + 1] = Value::Int(next),
                            }
                            set_int(&mut r[dst], next);
                            pc = more;
                        } else {
                            pc = end;
                        }
                        continue;
                    }
                    if let (Value::List(list), Value::Int(place)) = (&r[i], &r[i + 1]) {
                        let place = *place;
                        let item = list.0.borrow().get(place as usize).cloned();
                        match item {
                            Some(item) => {
                                r[i + 1] = Value::Int(place + 1);
                                r[dst] = item;
                                pc = more;
                            }
                            None => pc = end,
                        }
                        continue;
                    }
                    if let Value::Generator(generator) = &r[i] {
                        let generator = generator.clone();
                        pc = more;
                        leave!(Event::Resume { generator, dst: dst as Reg, end: end as u32 });
                    }
                    // Who unpacks pairs at once needs no tuple of them.
                    if let Instr::Unpack { a, start, count: 2 } = instrs[more]
                        && a.takes()
                        && a.reg() == dst
                        && let Some(pair) = attempt!(self.next_pair(&r[i..i + 3]))
                    {
                        match pair {
                            Some((first, second)) => {
                                r[start as usize] = first;
                                r[start as usize + 1] = second;
                                pc = more + 1;
                            }
                            None => pc = end,
                        }
                        continue;
                    }
                    match attempt!(self.next_item(&mut r[i..i + 3])) {
                        Some(item) => {
                            r[dst] = item;
                            pc = more;
                        }
                        None => pc = end,
                    }
                }};
            }
            // An operation on two numbers of one class; what takes more goes the slow way.
            macro_rules! arithmetic {
            ($dst:expr, $a:expr, $b:expr, $checked:ident, $op:tt, $slow:expr) => {
                match (&r[$a.reg()], &r[$b.reg()]) {
                    (Value::Int(x), Value::Int(y)) => match x.$checked(*y) {
                        Some(z) => set_int(&mut r[$dst as usize], z),
                        None => attempt!($slow),
                    },
                    (Value::Float(x), Value::Float(y)) => {
                        let z = x $op y;
                        set_float(&mut r[$dst as usize], z);
                    }
                    _ => attempt!($slow),
                }
            };
        }
            // The same with a small int on the right.
            macro_rules! with_int {
            ($dst:expr, $a:expr, $n:expr, $checked:ident, $op:tt, $slow:expr) => {
                match &r[$a.reg()] {
                    Value::Int(x) => match x.$checked(i64::from($n)) {
                        Some(z) => set_int(&mut r[$dst as usize], z),
                        None => attempt!($slow),
                    },
                    Value::Float(x) => {
                        let z = x $op f64::from($n);
                        set_float(&mut r[$dst as usize], z);
                    }
                    _ => attempt!($slow),
                }
            };
        }
            loop {
                let instr = &instrs[pc];
                pc += 1;
                match *instr {
                    Instr::Move { dst, src } => {
                        let moved = value(r, src);
                        r[dst as usize] = moved;
                    }
                    Instr::Const { dst, k } => match &code.consts[k as usize] {
                        Value::Int(n) => set_int(&mut r[dst as usize], *n),
                        other => r[dst as usize] = other.clone(),
                    },
                    Instr::Add { dst, a, b } => {
                        arithmetic!(dst, a, b, checked_add, +, self.slow_binary(BinaryOp::Add, r, dst, a, b));
                    }
                    Instr::Subtract { dst, a, b } => {
                        arithmetic!(dst, a, b, checked_sub, -, self.slow_binary(BinaryOp::Subtract, r, dst, a, b));
                    }
                    Instr::Multiply { dst, a, b } => {
                        arithmetic!(dst, a, b, checked_mul, *, self.slow_binary(BinaryOp::Multiply, r, dst, a, b));
                    }
                    Instr::AddInt { dst, a, n } => {
                        with_int!(dst, a, n, checked_add, +, self.slow_add_int(r, dst, a, n));
                    }
                    Instr::MultiplyInt { dst, a, n } => {
                        with_int!(dst, a, n, checked_mul, *, self.slow_int(BinaryOp::Multiply, r, dst, a, n.into()));
                    }
                    Instr::RemainderInt { dst, a, n } => match &r[a.reg()] {
                        Value::Int(x) => {
                            let z = x.rem_euclid(n.into());
                            set_int(&mut r[dst as usize], z);
                        }
                        _ => attempt!(self.slow_int(BinaryOp::Remainder, r, dst, a, n.into())),
                    },
                    Instr::FloorDivideInt { dst, a, n } => match &r[a.reg()] {
                        Value::Int(x) => {
                            let z = x.div_euclid(n.into());
                            set_int(&mut r[dst as usize], z);
                        }
                        _ => attempt!(self.slow_int(BinaryOp::FloorDivide, r, dst, a, n.into())),
                    },
                    Instr::Binary { op, dst, a, b } => match (op, &r[a.reg()], &r[b.reg()]) {
                        (BinaryOp::Remainder, Value::Int(x), Value::Int(y)) if *y > 0 => {
                            let z = x.rem_euclid(*y);
                            set_int(&mut r[dst as usize], z);
                        }
                        (BinaryOp::FloorDivide, Value::Int(x), Value::Int(y)) if *y > 0 => {
                            let z = x.div_euclid(*y);
                            set_int(&mut r[dst as usize], z);
                        }
                        (BinaryOp::Divide, Value::Float(x), Value::Float(y)) if *y != 0.0 => {
                            let z = x / y;
                            set_float(&mut r[dst as usize], z);
                        }
                        (BinaryOp::BitAnd, Value::Int(x), Value::Int(y)) => {
                            let z = x & y;
                            set_int(&mut r[dst as usize], z);
                        }
                        (BinaryOp::BitXor, Value::Int(x), Value::Int(y)) => {
                            let z = x ^ y;
                            set_int(&mut r[dst as usize], z);
                        }
                        (BinaryOp::BitOr, Value::Int(x), Value::Int(y)) => {
                            let z = x | y;
                            set_int(&mut r[dst as usize], z);
                        }
                        _ => attempt!(self.slow_binary(op, r, dst, a, b)),
                    },
                    Instr::InPlace { op: BinaryOp::Add, dst, a, b } => {
                        arithmetic!(dst, a, b, checked_add, +, self.slow_in_place(BinaryOp::Add, r, dst, a, b));
                    }
                    Instr::InPlace { op: BinaryOp::Subtract, dst, a, b } => {
                        arithmetic!(dst, a, b, checked_sub, -, self.slow_in_place(BinaryOp::Subtract, r, dst, a, b));
                    }
                    Instr::InPlace { op: BinaryOp::Multiply, dst, a, b } => {
                        arithmetic!(dst, a, b, checked_mul, *, self.slow_in_place(BinaryOp::Multiply, r, dst, a, b));
                    }
                    Instr::InPlace { op, dst, a, b } => attempt!(self.slow_in_place(op, r, dst, a, b)),
                    Instr::Unary { op: UnaryOp::Not, dst, a } => {
                        let truth = match quick_truth(&r[a.reg()]) {
                            Some(truth) => truth,
                            None => attempt!(self.slow_truth(r, a)),
                        };
                        r[dst as usize] = Value::Bool(!truth);
                    }
                    Instr::Unary { op: UnaryOp::Negative, dst, a } => {
                        if let Value::Float(x) = &r[a.reg()] {
                            let z = -x;
                            set_float(&mut r[dst as usize], z);
                        } else {
                            attempt!(self.slow(*instr, r, code, pc, frame));
                        }
                    }
                    Instr::Compare { op, dst, a, b } => match quick_compare(op, &r[a.reg()], &r[b.reg()]) {
                        Some(truth) => {
                            done(r, a);
                            done(r, b);
                            r[dst as usize] = Value::Bool(truth);
                        }
                        None => attempt!(self.slow_compare(op, r, dst, a, b)),
                    },
                    Instr::JumpCompare { op, on, a, b, target } => {
                        let truth = match quick_compare(op, &r[a.reg()], &r[b.reg()]) {
                            Some(truth) => truth,
                            None => attempt!(self.slow_test(op, r, a, b)),
                        };
                        if truth == on {
                            pc = target as usize;
                        }
                    }
                    Instr::JumpCompareInt { op, on, a, n, target } => {
                        let truth = match &r[a.reg()] {
                            Value::Int(x) => holds(op, x.cmp(&n.into())),
                            Value::Float(x) => holds_float(op, *x, n.into()).unwrap_or(false),
                            _ => attempt!(self.slow_test_int(op, r, a, n)),
                        };
                        if truth == on {
                            pc = target as usize;
                        }
                    }
                    Instr::Jump { target } => pc = target as usize,
                    Instr::Loop { target } => {
                        attempt!(self.memory.check_turn());
                        pc = target as usize;
                    }
                    Instr::JumpIf { on, a, target } => {
                        let truth = match quick_truth(&r[a.reg()]) {
                            Some(truth) => truth,
                            None => attempt!(self.slow_truth(r, a)),
                        };
                        if truth == on {
                            pc = target as usize;
                        }
                    }
                    Instr::ForIter { iter, dst, target } => {
                        next_item!(iter as usize, dst, pc, target as usize);
                    }
                    Instr::ForLoop { iter, dst, target } => {
                        attempt!(self.memory.check_turn());
                        next_item!(iter as usize, dst, target as usize, pc);
                    }
                    Instr::LoopCompare { op, on, a, b, target } => {
                        attempt!(self.memory.check_turn());
                        let truth = match quick_compare(op, &r[a.reg()], &r[b.reg()]) {
                            Some(truth) => truth,
                            None => attempt!(self.slow_test(op, r, a, b)),
                        };
                        if truth != on {
                            pc = target as usize;
                        }
                    }
                    Instr::LoopCompareInt { op, on, a, n, target } => {
                        attempt!(self.memory.check_turn());
                        let truth = match &r[a.reg()] {
                            Value::Int(x) => holds(op, x.cmp(&n.into())),
                            Value::Float(x) => holds_float(op, *x, n.into()).unwrap_or(false),
                            _ => attempt!(self.slow_test_int(op, r, a, n)),
                        };
                        if truth != on {
                            pc = target as usize;
                        }
                    }
                    Instr::LoadGlobal { dst, name } => match self.global_slot(name) {
                        Some(found) => r[dst as usize] = found,
                        None => {
                            r[dst as usize] = attempt!(self.lookup(name));
                        }
                    },
                    Instr::LoadCell { dst, cell } => {
                        let found = frame.cell(cell).borrow().clone();
                        if matches!(found, Value::Unset) {
                            attempt!(Err(self.unbound_cell(code, cell)));
                        }
                        r[dst as usize] = found;
                    }
                    Instr::StoreCell { src, cell } => {
                        let new = value(r, src);
                        let old = frame.cell(cell).replace(new);
                        drop(old);
                    }
                    Instr::GetItem { dst, object, index } => {
                        match (&r[object.reg()], &r[index.reg()]) {
                            (Value::List(list), Value::Int(i)) => {
                                let items = list.0.borrow();
                                let place = if *i < 0 { *i + items.len() as i64 } else { *i };
                                if let Some(item) =
                                    usize::try_from(place).ok().and_then(|place| items.get(place))
                                {
                                    let item = item.clone();
                                    drop(items);
                                    done(r, object);
                                    r[dst as usize] = item;
                                    continue;
                                }
                            }
                            (Value::Dict(dict), key @ (Value::Str(_) | Value::Int(_))) => {
                                let item = PlainKey::of(key).and_then(|key| dict.borrow().find(key).cloned());
                                if let Some(item) = item {
                                    done(r, object);
                                    done(r, index);
                                    r[dst as usize] = item;
                                    continue;
                                }
                            }
                            (Value::Tuple(items), Value::Int(i)) => {
                                let place = if *i < 0 { *i + items.len() as i64 } else { *i };
                                if let Some(item) =
                                    usize::try_from(place).ok().and_then(|place| items.get(place))
                                {
                                    let item = item.clone();
                                    done(r, object);
                                    r[dst as usize] = item;
                                    continue;
                                }
                            }
                            _ => {}
                        }
                        attempt!(self.slow_get_item(r, dst, object, index));
                    }
                    Instr::Unpack { a, start, count } => {
                        let n = usize::from(count);
                        let first = usize::from(start);
                        match &r[a.reg()] {
                            Value::Tuple(items) if items.len() == n && n <= 4 => {
                                let items = items.clone();
                                done(r, a);
                                for (slot, item) in r[first..first + n].iter_mut().zip(items.iter()) {
                                    *slot = item.clone();
                                }
                            }
                            _ => attempt!(self.unpack_to(r, a, start, count)),
                        }
                    }
                    Instr::GetItems { dst, object, start, count, keep } => {
                        attempt!(self.get_items(r, dst, object, start, count, keep));
                    }
                    Instr::SetItem { object, index, value: src, .. } => {
                        match (&r[object.reg()], &r[index.reg()]) {
                            (Value::List(list), Value::Int(i)) => {
                                let n = list.len() as i64;
                                let place = if *i < 0 { *i + n } else { *i };
                                if (0..n).contains(&place) {
                                    let new = value(r, src);
                                    if let Value::List(list) = &r[object.reg()] {
                                        let old =
                                            std::mem::replace(&mut list.0.borrow_mut()[place as usize], new);
                                        drop(old);
                                    }
                                    done(r, object);
                                    continue;
                                }
                            }
                            (Value::Dict(_), Value::Str(_) | Value::Int(_)) => {
                                let new = value(r, src);
                                let replaced = match (&r[object.reg()], PlainKey::of(&r[index.reg()])) {
                                    (Value::Dict(dict), Some(key)) => dict.borrow_mut().replace(key, new),
                                    _ => Err(new),
                                };
                                match replaced {
                                    Ok(old) => {
                                        drop(old);
                                        done(r, object);
                                        done(r, index);
                                        continue;
                                    }
                                    Err(new) => r[src.reg()] = new,
                                }
                            }
                            _ => {}
                        }
                        attempt!(self.slow(*instr, r, code, pc, frame));
                    }
                    Instr::ListAppend { list, a } => {
                        let item = value(r, a);
                        if let Value::List(list) = &r[list as usize] {
                            attempt!(self.append(list, item));
                        }
                    }
                    Instr::GetAttribute { dst, object, name, cache } => {
                        attempt!(self.get_attribute_cached(r, code, dst, object, name, cache));
                    }
                    Instr::Call { dst, base: at, count, .. } => match &r[at as usize] {
                        Value::Function(row) => {
                            let row = *row;
                            if !attempt!(self.call_builtin(row, r, code, pc, dst, at, count)) {
                                leave!(Event::Call { dst, base: at, count });
                            }
                        }
                        Value::Def(function) if function.takes(count.into()) => {
                            let function = function.clone();
                            r[at as usize] = Value::Unset;
                            note_place!();
                            let returns = Returns::To(base + usize::from(dst));
                            self.push_frame(
                                stack,
                                function,
                                base + usize::from(at) + 1,
                                count.into(),
                                returns,
                            )?;
                            continue 'frame;
                        }
                        Value::Type(_) => attempt!(self.call_type(r, dst, at, count)),
                        Value::Class(class) => {
                            // A class whose making needs nothing of its own, with an `__init__` that takes just these arguments.
                            let begun = attempt!(self.begin_instance(class));
                            match begun {
                                Some((instance, init)) if init.takes(usize::from(count) + 1) => {
                                    note_place!();
                                    let (at, dst) = (base + usize::from(at), base + usize::from(dst));
                                    self.push_init(stack, instance, init, at, count.into(), dst)?;
                                    continue 'frame;
                                }
                                _ => leave!(Event::Call { dst, base: at, count }),
                            }
                        }
                        _ => leave!(Event::Call { dst, base: at, count }),
                    },
                    Instr::CallMethod { dst, base: at, count, name, cache } => {
                        match attempt!(self.call_method_cached(r, code, pc, dst, at, count, name, cache)) {
                            None => {}
                            Some(Value::Def(function)) if function.takes(usize::from(count) + 1) => {
                                note_place!();
                                let returns = Returns::To(base + usize::from(dst));
                                let count = usize::from(count) + 1;
                                self.push_frame(stack, function, base + usize::from(at), count, returns)?;
                                continue 'frame;
                            }
                            Some(function) => leave!(Event::CallMethod { dst, base: at, count, function }),
                        }
                    }
                    Instr::CallNamed { dst, base, count, names } => {
                        let names = &code.keywords[names as usize];
                        let (callee, given) = self.gather(r, base, count, names);
                        let asks = matches!(&callee, Value::Function(row) if row.row().asks);
                        if !asks && matches!(callee, Value::Function(_) | Value::Method(_) | Value::Type(_)) {
                            attempt!(self.call_gathered(r, code, pc, dst, &callee, given));
                        } else {
                            leave!(Event::CallGiven { dst, callee, given });
                        }
                    }
                    Instr::CallUnpacked { dst, base, .. } => {
                        let (callee, given) = attempt!(self.gather_unpacked(r, base));
                        if matches!(callee, Value::Function(_) | Value::Method(_) | Value::Type(_)) {
                            attempt!(self.call_gathered(r, code, pc, dst, &callee, given));
                        } else {
                            leave!(Event::CallGiven { dst, callee, given });
                        }
                    }
                    Instr::Return { a } => {
                        let result = value(r, a);
                        match self.leave(stack, result)? {
                            None => continue 'frame,
                            Some(exit) => return Ok(exit),
                        }
                    }
                    Instr::Yield { dst, a } => {
                        let yielded = value(r, a);
                        r[dst as usize] = Value::None;
                        leave!(Event::Yield { value: yielded });
                    }
                    Instr::YieldFrom { dst, iter } => {
                        let i = iter as usize;
                        let sent = std::mem::replace(&mut r[dst as usize], Value::None);
                        if let Value::Generator(generator) = &r[i] {
                            let generator = generator.clone();
                            // It comes back here for each value.
                            pc -= 1;
                            leave!(Event::Delegate { generator, sent, dst });
                        }
                        match attempt!(self.delegate(&mut r[i..i + 3], sent)) {
                            Ok(item) => {
                                pc -= 1;
                                leave!(Event::Yield { value: item });
                            }
                            Err(result) => r[dst as usize] = result,
                        }
                    }
                    Instr::LeaveRaising { exit, exception, target } => {
                        if attempt!(self.leave_raising(r, exit, exception)) {
                            self.machine.handled.pop();
                            r[exception as usize] = Value::Unset;
                            pc = target as usize;
                        }
                    }
                    _ => attempt!(self.slow(*instr, r, code, pc, frame)),
                }
            }
        }
    }

    /// Appends to a list, from the builtins.
    pub(in super::super) fn append_item(
        &mut self,
        list: &super::super::value::List,
        item: Value,
    ) -> Result<()> {
        self.append(list, item)
    }

    /// Appends to a list; the limit is asked where it grows.
    #[inline]
    pub(super) fn append(&mut self, list: &super::super::value::List, item: Value) -> Result<()> {
        let mut items = list.0.borrow_mut();
        if items.len() == items.capacity() && items.len() >= super::super::iter::ROOM {
            self.memory.check_room(items.len() * size_of::<Value>())?;
        }
        items.push(item);
        Ok(())
    }

    fn unbound_cell(&self, code: &Code, cell: u16) -> crate::error::Error {
        let name = code.cells.get(usize::from(cell)).copied();
        let name = name.map_or_else(String::new, |name| self.interner.name(name).to_string());
        if usize::from(cell) < code.own_cells {
            super::super::errors::NameError::UnboundLocal { name }.into()
        } else {
            super::super::errors::NameError::UnboundFree { name }.into()
        }
    }
}

/// Lets go of what registers hold.
#[inline]
pub(super) fn release(registers: &mut [Value]) {
    for slot in registers {
        match slot {
            Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None | Value::Unset => {}
            _ => *slot = Value::Unset,
        }
    }
}

/// The error of a call too deep.
pub(super) fn too_deep() -> crate::error::Error {
    E::Recursion {}.into()
}
