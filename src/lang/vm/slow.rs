//! Instructions that take more than a look at registers.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::{Error, Result};
use crate::memory::{Array, Buffer, BufferId, CopyReason, Event, Relation};
use crate::syntax::{BinaryOp, CompareOp, Span, Symbol, UnaryOp};

use super::super::access::Index;
use super::super::call::Given;
use super::super::code::{Code, Instr, Reg, Src};
use super::super::errors::{CallError, NameError, ValueKindError as E};
use super::super::interp::{Interp, Slip, SlipKind, Wrote};
use super::super::key::convert_key;
use super::super::nest::Shared;
use super::super::program::Instance;
use super::super::value::{Key, Value};
use super::element;
use super::frame::Frame;
use super::run::{done, value};

impl Interp {
    pub(super) fn slow_binary(
        &mut self,
        op: BinaryOp,
        r: &mut [Value],
        dst: Reg,
        a: Src,
        b: Src,
    ) -> Result<()> {
        if let Some(result) = element::scalar_binary(op, &r[a.reg()], &r[b.reg()]) {
            r[dst as usize] = result;
            return Ok(());
        }
        let result = self.binary(op, &r[a.reg()], &r[b.reg()])?;
        done(r, a);
        done(r, b);
        r[dst as usize] = result;
        self.memory.take_fault()
    }

    pub(super) fn slow_int(&mut self, op: BinaryOp, r: &mut [Value], dst: Reg, a: Src, n: i64) -> Result<()> {
        if let Some(result) = element::scalar_binary(op, &r[a.reg()], &Value::Int(n)) {
            r[dst as usize] = result;
            return Ok(());
        }
        let result = self.binary(op, &r[a.reg()], &Value::Int(n))?;
        done(r, a);
        r[dst as usize] = result;
        self.memory.take_fault()
    }

    pub(super) fn slow_add_int(&mut self, r: &mut [Value], dst: Reg, a: Src, n: i32) -> Result<()> {
        let (op, n) = if n < 0 { (BinaryOp::Subtract, -i64::from(n)) } else { (BinaryOp::Add, n.into()) };
        self.slow_int(op, r, dst, a, n)
    }

    pub(super) fn slow_in_place(
        &mut self,
        op: BinaryOp,
        r: &mut [Value],
        dst: Reg,
        a: Src,
        b: Src,
    ) -> Result<()> {
        if let Some(result) = element::scalar_binary(op, &r[a.reg()], &r[b.reg()]) {
            r[dst as usize] = result;
            return Ok(());
        }
        // The variable keeps its value if the operation fails.
        let result = self.in_place(op, &r[a.reg()], &r[b.reg()])?;
        done(r, a);
        done(r, b);
        r[dst as usize] = result;
        self.memory.take_fault()
    }

    pub(super) fn slow_compare(
        &mut self,
        op: CompareOp,
        r: &mut [Value],
        dst: Reg,
        a: Src,
        b: Src,
    ) -> Result<()> {
        if let Some(holds) = element::scalar_compare(op, &r[a.reg()], &r[b.reg()]) {
            r[dst as usize] = element::truth(holds);
            return Ok(());
        }
        let result = self.compare(op, &r[a.reg()], &r[b.reg()])?;
        done(r, a);
        done(r, b);
        r[dst as usize] = result;
        self.memory.take_fault()
    }

    pub(super) fn slow_test(&mut self, op: CompareOp, r: &mut [Value], a: Src, b: Src) -> Result<bool> {
        if let Some(holds) = element::scalar_compare(op, &r[a.reg()], &r[b.reg()]) {
            return Ok(holds);
        }
        let result = self.compare(op, &r[a.reg()], &r[b.reg()])?;
        done(r, a);
        done(r, b);
        self.memory.take_fault()?;
        self.is_true(&result)
    }

    pub(super) fn slow_test_int(&mut self, op: CompareOp, r: &mut [Value], a: Src, n: i16) -> Result<bool> {
        if let Some(holds) = element::scalar_compare(op, &r[a.reg()], &Value::Int(n.into())) {
            return Ok(holds);
        }
        let result = self.compare(op, &r[a.reg()], &Value::Int(n.into()))?;
        done(r, a);
        self.is_true(&result)
    }

    pub(super) fn slow_truth(&mut self, r: &mut [Value], a: Src) -> Result<bool> {
        if let Value::Scalar(scalar) = &r[a.reg()]
            && scalar.dtype() == crate::memory::DType::Bool
        {
            return Ok(scalar.get::<crate::memory::Bool>() == crate::memory::Bool::from(true));
        }
        let truth = self.is_true(&r[a.reg()])?;
        done(r, a);
        Ok(truth)
    }

    pub(super) fn slow_get_item(&mut self, r: &mut [Value], dst: Reg, object: Src, index: Src) -> Result<()> {
        if let Value::Array(array) = &r[object.reg()]
            && let Some(item) = element::element(array, &r[index.reg()..=index.reg()])
        {
            done(r, object);
            r[dst as usize] = item;
            return Ok(());
        }
        let result = self.get_item_value(&r[object.reg()], &r[index.reg()])?;
        done(r, object);
        done(r, index);
        r[dst as usize] = result;
        Ok(())
    }

    /// Whether setting an attribute of an instance takes nothing else.
    #[inline]
    fn sets_plainly(&mut self, instance: &Instance, name: Symbol) -> bool {
        if name == self.names.class || name == self.names.dict {
            return false;
        }
        let class = instance.class.borrow();
        if class.manners.borrow().epoch != self.machine.epoch {
            self.find_manners(&class);
        }
        class.manners.borrow().sets_plainly
    }

    /// `object[i, j]` with the items of the index in `count` registers from `start` on.
    pub(super) fn get_items(
        &mut self,
        r: &mut [Value],
        dst: Reg,
        object: Src,
        start: Reg,
        count: u8,
        keep: bool,
    ) -> Result<()> {
        let items = start as usize..start as usize + count as usize;
        let item = match &r[object.reg()] {
            Value::Array(array) => element::element(array, &r[items.clone()]),
            _ => None,
        };
        let item = match item {
            Some(item) => item,
            None => {
                let index = if keep {
                    Value::tuple(r[items].to_vec())
                } else {
                    Value::tuple(take_run(r, start, count.into()).collect())
                };
                self.get_item_value(&r[object.reg()], &index)?
            }
        };
        done(r, object);
        r[dst as usize] = item;
        Ok(())
    }

    /// The value that a name of the module is bound to.
    #[inline(always)]
    pub(super) fn global_slot(&self, name: Symbol) -> Option<Value> {
        match self.module {
            0 => self.global(name).cloned(),
            module => self.imports.loaded[module - 1].get(name),
        }
    }

    #[allow(clippy::too_many_lines)] // One arm an instruction.
    pub(super) fn slow(
        &mut self,
        instr: Instr,
        r: &mut [Value],
        code: &Rc<Code>,
        pc: usize,
        frame: &Frame,
    ) -> Result<()> {
        match instr {
            Instr::CheckBound { reg, name } => {
                if matches!(r[reg as usize], Value::Unset) {
                    let own = code.locals.iter().position(|local| *local == name) == Some(reg as usize);
                    let at = pc.saturating_sub(1) as u32;
                    let name = self.interner.name(name).to_string();
                    // To a comprehension, which is a function in Python, the variables of its function are free ones.
                    if own
                        && code.comprehensions.iter().any(|inlined| inlined.start <= at && at < inlined.end)
                    {
                        return Err(NameError::UnboundFree { name }.into());
                    }
                    return Err(NameError::UnboundLocal { name }.into());
                }
            }
            Instr::DeleteLocal { reg, name } => {
                if matches!(r[reg as usize], Value::Unset) {
                    let name = self.interner.name(name).to_string();
                    return Err(NameError::UnboundLocal { name }.into());
                }
                r[reg as usize] = Value::Unset;
            }
            Instr::Clear { reg, count } => {
                // A generator that a loop leaves before its end, and nobody else holds, is closed.
                if let Value::Generator(generator) = &r[reg as usize]
                    && generator.is_unique()
                    && !generator.function.code.watched.is_empty()
                {
                    let generator = generator.clone();
                    self.close_generator(&generator)?;
                }
                super::run::release(&mut r[reg as usize..reg as usize + count as usize]);
            }
            Instr::StoreGlobal { src, name } => {
                let new = value(r, src);
                self.bind(name, new);
            }
            Instr::DeleteGlobal { name } => self.unbind(name)?,
            Instr::LoadName { dst, name, .. } => {
                let own = frame.namespace.as_ref().and_then(|names| names.borrow().get(&name).cloned());
                r[dst as usize] = match own {
                    Some(found) => found,
                    None => self.lookup(name)?,
                };
            }
            Instr::StoreName { src, name } => {
                let new = value(r, src);
                if let Some(names) = &frame.namespace {
                    names.borrow_mut().insert(name, new);
                }
            }
            Instr::DeleteName { name } => {
                let gone = frame.namespace.as_ref().and_then(|names| names.borrow_mut().shift_remove(&name));
                if gone.is_none() {
                    return Err(self.undefined(name));
                }
            }
            Instr::DeleteCell { cell } => {
                let old = frame.cell(cell).replace(Value::Unset);
                if matches!(old, Value::Unset) {
                    let name = self.interner.name(code.cells[cell as usize]).to_string();
                    return Err(NameError::UnboundLocal { name }.into());
                }
            }
            Instr::NewCell { .. } => {}
            Instr::Unary { op: UnaryOp::Not, dst, a } => {
                let truth = self.slow_truth(r, a)?;
                r[dst as usize] = Value::Bool(!truth);
            }
            Instr::Unary { op, dst, a } => {
                let result = self.unary(op, &r[a.reg()])?;
                done(r, a);
                r[dst as usize] = result;
                self.memory.take_fault()?;
            }
            Instr::BuildList { dst, start, count } => {
                let items = take_run(r, start, count).collect();
                r[dst as usize] = Value::list(items);
            }
            Instr::BuildTuple { dst, start, count } => {
                let items = take_run(r, start, count).collect();
                r[dst as usize] = Value::tuple(items);
            }
            Instr::BuildSet { dst, start, count } => {
                let items: Vec<Value> = take_run(r, start, count).collect();
                r[dst as usize] = self.set_of(items)?;
            }
            Instr::BuildDict { dst, start, count } => {
                let mut dict = super::super::entries::Entries::new();
                for i in 0..count as usize {
                    let at = start as usize + 2 * i;
                    let key = self.key_of(&r[at])?;
                    dict.insert(key, std::mem::replace(&mut r[at + 1], Value::Unset));
                    r[at] = Value::Unset;
                }
                r[dst as usize] = Value::Dict(Shared::new(RefCell::new(dict)));
            }
            Instr::CheckKey { a } => {
                self.key_of(&r[a as usize])?;
            }
            Instr::BuildSlice { dst, start } => {
                let mut part = |i: usize| std::mem::replace(&mut r[start as usize + i], Value::Unset);
                let parts = [part(0), part(1), part(2)];
                r[dst as usize] = Value::Slice(Shared::new(parts));
            }
            Instr::BuildString { dst, start, count } => {
                let parts = &r[start as usize..start as usize + count as usize];
                let length: usize =
                    parts.iter().map(|part| if let Value::Str(part) = part { part.len() } else { 0 }).sum();
                self.memory.check_room(length)?;
                let mut text = String::new();
                for part in take_run(r, start, count) {
                    if let Value::Str(part) = part {
                        text.push_str(&part);
                    }
                }
                r[dst as usize] = Value::from(text);
            }
            Instr::ListExtend { list, a } => {
                let items = match self.items_of(&r[a.reg()]) {
                    Ok(items) => items,
                    Err(error) => return Err(self.not_starrable(&r[a.reg()], error)),
                };
                done(r, a);
                if let Value::List(list) = &r[list as usize] {
                    list.0.borrow_mut().extend(items);
                }
            }
            Instr::ListToTuple { dst, a } => {
                let list = value(r, a);
                if let Value::List(list) = list {
                    let items = std::mem::take(&mut *list.0.borrow_mut());
                    r[dst as usize] = Value::tuple(items);
                }
            }
            Instr::SetAdd { set, a } => {
                let item = value(r, a);
                self.set_add(&r[set as usize], item)?;
            }
            Instr::SetUpdate { set, a } => {
                if let (Value::Set(set), Value::Set(other)) = (&r[set as usize], &r[a.reg()])
                    && !set.ptr_eq(other)
                {
                    set.items.borrow_mut().merge(&other.items.borrow());
                    done(r, a);
                    return Ok(());
                }
                let items = self.items_of(&r[a.reg()])?;
                done(r, a);
                for item in items {
                    self.set_add(&r[set as usize], item)?;
                }
            }
            Instr::DictSet { dict, key, value: src } => {
                let key_value = self.key_of(&r[key.reg()])?;
                done(r, key);
                let new = value(r, src);
                if let Value::Dict(dict) = &r[dict as usize] {
                    let old = dict.borrow_mut().insert(key_value, new);
                    drop(old);
                }
            }
            Instr::DictUpdate { dict, a, call } => self.dict_update(r, dict, a, call)?,
            Instr::Literal { dst, a } => {
                let list = value(r, a);
                r[dst as usize] = self.literal(list)?;
            }
            Instr::Format { dst, a, spec, conversion } => {
                let spec = value(r, spec);
                let is_bare = conversion == 0 && matches!(&spec, Value::Str(spec) if spec.is_empty());
                if let (true, Value::Str(_)) = (is_bare, &r[a.reg()]) {
                    r[dst as usize] = value(r, a);
                    return Ok(());
                }
                if let (true, Value::Int(n)) = (is_bare, &r[a.reg()]) {
                    r[dst as usize] = Value::from(n.to_string());
                    return Ok(());
                }
                let text = self.format_field(&r[a.reg()], conversion, &spec)?;
                done(r, a);
                r[dst as usize] = Value::from(text);
            }
            Instr::SetItem { object, index, value: src, named } => {
                let new = value(r, src);
                if let Value::Array(array) = &r[object.reg()]
                    && element::set_element(array, &r[index.reg()..=index.reg()], &new)
                {
                    self.finish_store(r, code, pc, object, named, Wrote::Items);
                    return Ok(());
                }
                self.set_item(&r[object.reg()], &Index::Value(r[index.reg()].clone()), &new)?;
                self.finish_store(r, code, pc, object, named, Wrote::Items);
                done(r, index);
            }
            Instr::SetItems { object, start, count, value: src, named, in_place } => {
                let new = value(r, src);
                let items = start as usize..start as usize + count as usize;
                if let Value::Array(array) = &r[object.reg()]
                    && element::set_element(array, &r[items], &new)
                {
                    self.finish_store(r, code, pc, object, named, Wrote::Items);
                    return Ok(());
                }
                let index = Value::tuple(take_run(r, start, count.into()).collect());
                self.store_item(r, code, pc, object, index, &new, in_place)?;
                self.finish_store(r, code, pc, object, named, Wrote::Items);
            }
            Instr::SetItemInPlace { object, index, value: src, named } => {
                let new = value(r, src);
                if let Value::Array(array) = &r[object.reg()]
                    && element::set_element(array, &r[index.reg()..=index.reg()], &new)
                {
                    self.finish_store(r, code, pc, object, named, Wrote::Items);
                    return Ok(());
                }
                let index_value = r[index.reg()].clone();
                self.store_item(r, code, pc, object, index_value, &new, true)?;
                self.finish_store(r, code, pc, object, named, Wrote::Items);
                done(r, index);
            }
            Instr::DeleteItem { object, index } => {
                self.delete_item(&r[object.reg()], &r[index.reg()])?;
                done(r, object);
                done(r, index);
            }
            Instr::SetAttribute { object, name, value: src, named } => {
                let new = value(r, src);
                if let Value::Instance(instance) = &r[object.reg()]
                    && self.sets_plainly(instance, name)
                {
                    self.set_own_field(instance, name, new);
                    done(r, object);
                    return Ok(());
                }
                let owner = r[object.reg()].clone();
                self.set_attribute_symbol(&owner, name, new)?;
                drop(owner);
                let writes = matches!(&**self.interner.name(name), "flat" | "real" | "imag");
                self.finish_store(r, code, pc, object, named || !writes, Wrote::Attribute);
            }
            Instr::DeleteAttribute { object, name } => {
                let owner = value(r, object);
                self.delete_attribute(&owner, name)?;
            }
            Instr::GetIter { dst, a } => {
                let source = value(r, a);
                self.begin_iteration(&mut r[dst as usize..dst as usize + 3], source)?;
            }
            Instr::CheckIter { dst, a } => {
                let source = value(r, a);
                let mut window = [Value::Unset, Value::Unset, Value::Unset];
                if let Value::Instance(_) = source {
                    self.begin_iteration(&mut window, source)?;
                    r[dst as usize] = std::mem::replace(&mut window[0], Value::Unset);
                } else {
                    self.begin_iteration(&mut window, source.clone())?;
                    r[dst as usize] = source;
                }
            }
            Instr::Unpack { a, start, count } => self.unpack_to(r, a, start, count)?,
            Instr::UnpackStarred { a, start, before, after } => {
                self.unpack_starred(r, a, start, before, after)?;
            }
            Instr::MakeFunction { dst, code: number, base } => {
                let made =
                    self.make_function(code, number, &mut r[base as usize..base as usize + 3], frame)?;
                r[dst as usize] = made;
            }
            Instr::MakeClass { dst, base, count, names } => {
                let at = base as usize;
                let body = std::mem::replace(&mut r[at], Value::Unset);
                let name = std::mem::replace(&mut r[at + 1], Value::Unset);
                let args: Vec<Value> = take_run(r, base + 2, count).collect();
                let names = Rc::clone(&code.keywords[names as usize]);
                r[dst as usize] = self.make_class(&body, &name, args, &names)?;
            }
            Instr::Import { dst, import } => {
                let import = &code.imports[import as usize];
                r[dst as usize] = self.import_module(import)?;
            }
            Instr::ImportFrom { dst, module, import, index } => {
                let (name, _) = &code.imports[import as usize].names[index as usize];
                let package = &code.imports[import as usize].module;
                r[dst as usize] = self.import_name(
                    &r[module as usize].clone(),
                    package,
                    name,
                    code.imports[import as usize].tried,
                )?;
            }
            Instr::ImportStar { module } => {
                let module = value(r, module);
                self.import_star(&module)?;
            }
            Instr::Annotate { name, a } => {
                let annotation = value(r, a);
                self.annotate(frame, name, annotation)?;
            }
            Instr::Raise { exception, cause, parts } => {
                let raised = value(r, exception);
                let cause = value(r, cause);
                return Err(self.raise(raised, cause, parts));
            }
            Instr::Reraise { a } => {
                let exception = std::mem::replace(&mut r[a as usize], Value::Unset);
                return Err(self.reraise(&exception));
            }
            Instr::MatchException { dst, exception, class } => {
                let matches =
                    self.matches_exception(&r[exception as usize].clone(), &r[class.reg()].clone())?;
                done(r, class);
                r[dst as usize] = Value::Bool(matches);
            }
            Instr::PushHandled { a } => self.machine.handled.push(r[a as usize].clone()),
            Instr::PopHandled => {
                self.machine.handled.pop();
            }
            Instr::FailAssertion { message, given } => {
                let message = value(r, message);
                return Err(self.assertion(message, given));
            }
            Instr::Enter { dst, exit, context } => {
                let context = value(r, context);
                let (entered, leaving) = self.enter_context(context)?;
                r[dst as usize] = entered;
                r[exit as usize] = leaving;
            }
            Instr::Leave { exit } => {
                let leaving = std::mem::replace(&mut r[exit as usize], Value::Unset);
                self.leave_context(&leaving, None)?;
            }
            Instr::MatchSequence { dst, a, count, starred } => {
                let matches = self.is_sequence_of(&r[a as usize], count as usize, starred)?;
                r[dst as usize] = Value::Bool(matches);
            }
            Instr::MatchMapping { dst, a, start, count, rest } => {
                let matches = self.match_mapping(r, a, start, count, rest)?;
                r[dst as usize] = Value::Bool(matches);
            }
            Instr::MatchClass { dst, a, start, count, names } => {
                let names = Rc::clone(&code.keywords[names as usize]);
                let matches = self.match_class(r, a, start, count, &names)?;
                r[dst as usize] = Value::Bool(matches);
            }
            Instr::Line { line } => self.memory.begin_line(line),
            Instr::Echo { a } => {
                let shown = value(r, a);
                self.echo(&shown)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// `object[index] = value`, or the store of `object[index] op= …`.
    #[allow(clippy::too_many_arguments)] // The parts of an instruction.
    fn store_item(
        &mut self,
        r: &[Value],
        code: &Code,
        pc: usize,
        object: Src,
        index: Value,
        new: &Value,
        in_place: bool,
    ) -> Result<()> {
        let container = &r[object.reg()];
        let index = Index::Value(index);
        if in_place && let Value::Array(array) = container {
            // The item was changed in place, through a view of the container: nothing is left to do.
            if matches!(new, Value::Array(new) if new.same_buffer(array)) {
                return Ok(());
            }
            self.note_repeats(array, &index, code, pc)?;
        }
        self.set_item(container, &index, new)
    }

    /// Shows the value of an expression statement.
    fn echo(&mut self, shown: &Value) -> Result<()> {
        if !self.echoes || matches!(shown, Value::None) {
            return Ok(());
        }
        self.render(shown, true)?;
        let mut out = std::mem::take(&mut self.out);
        let result = self.show_repr(shown, &mut out);
        if result.is_ok() {
            out.push("\n");
        }
        self.out = out;
        result
    }

    /// A field of an f-string.
    pub(in super::super) fn format_field(
        &mut self,
        shown: &Value,
        conversion: u8,
        spec: &Value,
    ) -> Result<String> {
        let spec = match spec {
            Value::Str(spec) => Rc::<str>::from(spec),
            _ => "".into(),
        };
        let mut text = crate::display::Text::default();
        let one_number = match shown {
            Value::Scalar(_) => true,
            Value::Array(array) => array.ndim() == 0,
            _ => false,
        };
        match conversion {
            0 if matches!(shown, Value::Instance(_)) => return self.format_instance(shown, &spec),
            0 if spec.is_empty() && !one_number => {
                self.render(shown, false)?;
                self.show(shown, &mut text)?;
            }
            0 => return self.format(shown, &spec),
            b's' => {
                self.render(shown, false)?;
                self.show(shown, &mut text)?;
            }
            b'a' => {
                self.render(shown, true)?;
                self.show_repr(shown, &mut text)?;
                text.plain = super::super::builtins::to_ascii(&text.plain);
            }
            _ => {
                self.render(shown, true)?;
                self.show_repr(shown, &mut text)?;
            }
        }
        if spec.is_empty() { Ok(text.plain) } else { self.format(&Value::from(text.plain), &spec) }
    }

    /// `**a` in a dict display, or among the arguments of a call.
    fn dict_update(&mut self, r: &mut [Value], dict: Reg, a: Src, call: bool) -> Result<()> {
        let source = value(r, a);
        let pairs = match self.mapping_items(&source)? {
            Some(pairs) => pairs,
            None if call => {
                return Err(CallError::NotDoubleStarrable { type_name: source.type_name() }.into());
            }
            None => {
                let message = format!("'{}' object is not a mapping", source.type_name());
                return Err(E::Type { message }.into());
            }
        };
        let Value::Dict(dict) = &r[dict as usize] else { return Ok(()) };
        for (key, new) in pairs {
            if call {
                let Key::Str(name) = &key else {
                    return Err(E::Type { message: "keywords must be strings".into() }.into());
                };
                if dict.borrow().contains_key(&key) {
                    let message = format!("got multiple values for keyword argument '{name}'");
                    return Err(E::Type { message }.into());
                }
            }
            dict.borrow_mut().insert(key, new);
        }
        Ok(())
    }

    /// The items of a mapping with their keys; `None` if a value is none.
    pub(in super::super) fn mapping_items(&mut self, source: &Value) -> Result<Option<Vec<(Key, Value)>>> {
        match source {
            Value::Dict(dict) => {
                Ok(Some(dict.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect()))
            }
            Value::Instance(instance) if instance.payload.borrow().is_some() => {
                let payload = instance.payload.borrow().clone();
                match payload {
                    Some(payload) => self.mapping_items(&payload),
                    None => Ok(None),
                }
            }
            Value::Instance(_) => {
                let Ok(keys) = self.attribute(source, "keys") else { return Ok(None) };
                let keys = self.call(&keys, Given::default())?;
                let mut pairs = Vec::new();
                for key in self.items_of(&keys)? {
                    let item = self.get_item_value(source, &key)?;
                    pairs.push((self.key_of(&key)?, item));
                }
                Ok(Some(pairs))
            }
            _ => Ok(None),
        }
    }

    fn not_starrable(&self, source: &Value, error: Error) -> Error {
        match error.downcast_ref::<E>() {
            Some(E::NotIterable { .. }) => {
                let message = format!("Value after * must be an iterable, not {}", source.type_name());
                E::Type { message }.into()
            }
            _ => error,
        }
    }

    // ---- what is told of writes ----

    /// Lets go of the object of a store, and notes it if nobody holds what was written any more.
    fn finish_store(
        &mut self,
        r: &mut [Value],
        code: &Code,
        pc: usize,
        object: Src,
        named: bool,
        how: Wrote,
    ) {
        if named || !object.takes() {
            done(r, object);
            return;
        }
        let array = match &r[object.reg()] {
            Value::Array(array) => Some(array),
            Value::Object(object) => super::super::builtins::array_of_flat(&**object),
            _ => None,
        };
        let written = array.map(Written::of);
        done(r, object);
        if let Some(written) = written
            && written.is_lost()
        {
            let at = pc as u32 - 1;
            let span = code.stores.iter().find(|(pc, _)| *pc == at).map(|(_, span)| *span);
            self.note_lost(written.id, code, span, how);
        }
    }

    /// Notes that a write went into what was let go at once.
    #[cold]
    pub(super) fn note_lost(&mut self, gone: BufferId, code: &Code, span: Option<Span>, how: Wrote) {
        /// So many events back it is looked for how the array came to be.
        const BACK: usize = 64;
        let Some(span) = span.filter(|_| !code.source.file.is_empty()) else { return };
        let place = place_of(code, span);
        if let Some(known) = self.slips.iter_mut().find(|slip| slip.is_at(&place)) {
            known.times += 1;
            return;
        }
        let origin = self.memory.events().iter().rev().take(BACK).find_map(|event| match event {
            Event::Made { buffer, relation: Relation::Copy, operation, reason, .. } if *buffer == gone => {
                Some((*operation, reason.clone().unwrap_or(CopyReason::Asked)))
            }
            _ => None,
        });
        self.slips.push(Slip { place, times: 1, kind: SlipKind::Lost { how, origin } });
    }

    fn note_repeats(&mut self, array: &Array, index: &Index, code: &Code, pc: usize) -> Result<()> {
        if !code.source.file.is_empty() && self.is_repeated(array, index)? {
            let place = place_of(code, code.span(pc - 1));
            match self.slips.iter_mut().find(|slip| slip.is_at(&place)) {
                Some(known) => known.times += 1,
                None => self.slips.push(Slip { place, times: 1, kind: SlipKind::Repeated }),
            }
        }
        Ok(())
    }
}

/// A buffer that is written, to be known whether anybody holds it afterwards.
pub(super) struct Written {
    buffer: std::rc::Weak<Buffer>,
    pub(super) id: BufferId,
}

impl Written {
    pub(super) fn of(array: &Array) -> Self {
        let buffer = array.buffer();
        Self { id: buffer.id(), buffer: Rc::downgrade(&buffer) }
    }

    /// Whether nobody holds it any more.
    pub(super) fn is_lost(&self) -> bool {
        self.buffer.strong_count() == 0
    }
}

/// The place of a part of code, as a traceback tells it.
pub(in super::super) fn place_of(code: &Code, span: Span) -> crate::error::Frame {
    crate::error::Frame {
        file: Rc::clone(&code.source.file),
        text: Rc::clone(&code.source.text),
        line: code.source.line,
        span,
        function: match code.kind {
            super::super::code::CodeKind::Module => "".into(),
            _ => super::function_name(&code.name),
        },
    }
}

/// The values of registers, taken away.
pub(super) fn take_run(r: &mut [Value], start: Reg, count: u16) -> impl ExactSizeIterator<Item = Value> {
    let start = start as usize;
    r[start..start + count as usize].iter_mut().map(|slot| std::mem::replace(slot, Value::Unset))
}

/// The key of a value that holds nothing of a program's.
pub(super) fn plain_key(value: &Value) -> Result<Key> {
    convert_key(value)
}
