//! Instances: attributes, special methods, and how they are shown.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::error::{Error, Exception, Result};
use crate::syntax::{BinaryOp, CompareOp, Symbol, UnaryOp};

use super::super::call::Given;
use super::super::code::{AttributeCache, Code, Reg, Src};
use super::super::errors::{Hint, NameError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::key::convert_key;
use super::super::nest::Shared;
use super::super::program::{Bound, Class, Instance};
use super::super::value::{Dict, Identity, Key, Type, Value};
use super::run::{done, value};

/// The texts of the instances in a value that is shown: for `str` and for `repr`.
pub(in super::super) type Rendered = FxHashMap<(usize, bool), Rc<str>>;

impl Interp {
    /// A special method of a value of a program's class, bound to it.
    pub(in super::super) fn special(&mut self, object: &Value, name: Symbol) -> Option<Value> {
        let class = match object {
            Value::Instance(instance) => instance.class(),
            Value::Class(class) => match &class.metaclass {
                Some(Value::Class(meta)) => meta.clone(),
                _ => return None,
            },
            _ => return None,
        };
        match class.find(name)? {
            member @ Value::Def(_) => {
                Some(Value::Bound(Shared::new(Bound { this: object.clone(), function: member })))
            }
            Value::None => Some(Value::None),
            member => self.bind_member(&member, Some(object), &class).ok(),
        }
    }

    /// The value of Python's own class that an instance also is.
    pub(in super::super) fn payload(value: &Value) -> Option<Value> {
        match value {
            Value::Instance(instance) => instance.payload.borrow().clone(),
            _ => None,
        }
    }

    // ---- attributes ----

    /// `object.name` from the loop: what was found the last time is looked at first.
    pub(super) fn get_attribute_cached(
        &mut self,
        r: &mut [Value],
        code: &Code,
        dst: Reg,
        object: Src,
        name: Symbol,
        cache: u16,
    ) -> Result<()> {
        if let Value::Instance(instance) = &r[object.reg()]
            && let Some(cell) = code.caches.get(cache as usize)
        {
            let key = instance.class.borrow().version.get();
            let known = {
                let cache = cell.borrow();
                cache.class == key && cache.epoch == self.machine.epoch && cache.member.is_none()
            };
            let slot = cell.borrow().slot as usize;
            if known {
                let fields = instance.fields.borrow();
                if let Some((field, found)) = fields.get(slot)
                    && *field == name
                {
                    let found = found.clone();
                    drop(fields);
                    done(r, object);
                    r[dst as usize] = found;
                    return Ok(());
                }
            }
            // An attribute of its own that no property of the class stands before.
            let class = instance.class();
            if class.find(name).is_none() && class.find(self.names.getattribute).is_none() {
                let fields = instance.fields.borrow();
                if let Some(place) = fields.iter().position(|(field, _)| *field == name) {
                    let found = fields[place].1.clone();
                    drop(fields);
                    *cell.borrow_mut() = AttributeCache {
                        class: key,
                        epoch: self.machine.epoch,
                        slot: place as u32,
                        member: None,
                    };
                    done(r, object);
                    r[dst as usize] = found;
                    return Ok(());
                }
            }
        }
        let owner = value(r, object);
        r[dst as usize] = self.attribute_symbol(&owner, name)?;
        Ok(())
    }

    /// The method `name` of the object in `base`: a builtin's is called at once, a program's function is given back.
    #[allow(clippy::too_many_arguments)] // The parts of an instruction.
    pub(super) fn call_method_cached(
        &mut self,
        r: &mut [Value],
        code: &Code,
        pc: usize,
        dst: Reg,
        base: Reg,
        count: u16,
        name: Symbol,
        cache: u16,
    ) -> Result<Option<Value>> {
        let at = base as usize;
        if let Value::Instance(instance) = &r[at]
            && let Some(cell) = code.caches.get(cache as usize)
        {
            let key = instance.class.borrow().version.get();
            {
                let cache = cell.borrow();
                if cache.class == key
                    && cache.epoch == self.machine.epoch
                    && let Some(member) = &cache.member
                    && instance.dict.borrow().is_none()
                    && instance.dict.borrow().is_none()
                    && !instance.fields.borrow().iter().any(|(field, _)| *field == name)
                {
                    return Ok(Some(member.clone()));
                }
            }
            let class = instance.class();
            if let Some(member @ Value::Def(_)) = class.find(name)
                && class.find(self.names.getattribute).is_none()
                && self.own_field(instance, name).is_none()
            {
                let epoch = self.machine.epoch;
                *cell.borrow_mut() =
                    AttributeCache { class: key, epoch, slot: 0, member: Some(member.clone()) };
                return Ok(Some(member));
            }
        }
        if let Some(result) = self.quick_method(&r[at..=at + count as usize], name)? {
            super::run::release(&mut r[at..=at + count as usize]);
            r[dst as usize] = result;
            return Ok(None);
        }
        let object = std::mem::replace(&mut r[at], Value::Unset);
        // Of Python's own containers every value of a class has the same methods.
        let kind = match &object {
            Value::Str(_) => u64::MAX,
            Value::List(_) => u64::MAX - 1,
            Value::Dict(_) => u64::MAX - 2,
            Value::Array(_) => u64::MAX - 3,
            _ => 0,
        };
        let cell = code.caches.get(cache as usize).filter(|_| kind != 0);
        let known = cell.and_then(|cell| {
            let cache = cell.borrow();
            match &cache.member {
                Some(Value::Function(row)) if cache.class == kind => Some(*row),
                _ => None,
            }
        });
        if let Some(row) = known {
            let places = super::slow::take_run(r, base + 1, count).collect();
            let given = Given { places, names: Vec::new() };
            self.call_row(r, code, pc, dst, row, Some(object), given)?;
            return Ok(None);
        }
        let text = Rc::clone(self.interner.name(name));
        if !matches!(object, Value::Instance(_) | Value::Class(_) | Value::Module(_) | Value::Def(_))
            && let Some(row) = super::super::access::method_row(&object, &text)
        {
            if let Some(cell) = cell {
                let member = Some(Value::Function(row));
                *cell.borrow_mut() = AttributeCache { class: kind, epoch: 0, slot: 0, member };
            }
            let places = super::slow::take_run(r, base + 1, count).collect();
            let given = Given { places, names: Vec::new() };
            self.call_row(r, code, pc, dst, row, Some(object), given)?;
            return Ok(None);
        }
        let callee = self.attribute_symbol(&object, name).map_err(|error| {
            // What is missing is the attribute, not the call.
            let found = code.callees.binary_search_by_key(&(pc.saturating_sub(1) as u32), |(at, _)| *at);
            match found {
                Ok(i) if error.frames().is_empty() => error.at(code.callees[i].1),
                _ => error,
            }
        })?;
        match callee {
            Value::Bound(bound) if matches!(bound.function, Value::Def(_)) => {
                r[at] = bound.this.clone();
                Ok(Some(bound.function.clone()))
            }
            Value::Function(row) => {
                let places = super::slow::take_run(r, base + 1, count).collect();
                let given = Given { places, names: Vec::new() };
                self.call_row(r, code, pc, dst, row, None, given)?;
                Ok(None)
            }
            other => {
                let places = super::slow::take_run(r, base + 1, count).collect();
                let result = self.call(&other, Given { places, names: Vec::new() })?;
                r[dst as usize] = result;
                self.memory.take_fault()?;
                Ok(None)
            }
        }
    }

    /// `object.name`
    pub(super) fn attribute_symbol(&mut self, object: &Value, name: Symbol) -> Result<Value> {
        let text = Rc::clone(self.interner.name(name));
        self.attribute(object, &text)
    }

    /// `instance.name`
    pub(in super::super) fn instance_attribute(
        &mut self,
        instance: &Shared<Instance>,
        text: &str,
    ) -> Result<Value> {
        let name = self.interner.intern(text);
        let names = self.names;
        let class = instance.class();
        let object = Value::Instance(instance.clone());
        if let Some(Value::Def(hook)) = class.find(names.getattribute)
            && name != names.class
        {
            let given = Given::places([object.clone(), Value::str(text)]);
            return match self.call_function(&hook, given) {
                Err(error) if error.exception() == Exception::AttributeError => {
                    self.missing_attribute(instance, &class, text, error)
                }
                result => result,
            };
        }
        match self.plain_attribute(instance, &class, name, text) {
            Err(error) if error.exception() == Exception::AttributeError => {
                self.missing_attribute(instance, &class, text, error)
            }
            result => result,
        }
    }

    /// `__getattr__`, where there is one.
    fn missing_attribute(
        &mut self,
        instance: &Shared<Instance>,
        class: &Shared<Class>,
        text: &str,
        error: Error,
    ) -> Result<Value> {
        match class.find(self.names.getattr) {
            Some(Value::Def(hook)) => self
                .call_function(&hook, Given::places([Value::Instance(instance.clone()), Value::str(text)])),
            _ => Err(error),
        }
    }

    /// What `object.__getattribute__` does.
    pub(in super::super) fn plain_attribute(
        &mut self,
        instance: &Shared<Instance>,
        class: &Shared<Class>,
        name: Symbol,
        text: &str,
    ) -> Result<Value> {
        let names = self.names;
        let object = Value::Instance(instance.clone());
        let member = class.find(name);
        if let Some(member) = &member
            && self.is_data_descriptor(member)
        {
            return self.bind_member(member, Some(&object), class);
        }
        if let Some(found) = self.own_field(instance, name) {
            return Ok(found);
        }
        if let Some(member) = member {
            return self.bind_member(&member, Some(&object), class);
        }
        match () {
            () if name == names.class => return Ok(Value::Class(class.clone())),
            () if name == names.dict => return Ok(self.fields_dict(instance)),
            () if name == names.doc => return Ok(Value::None),
            () if name == names.module => return Ok(Value::str(&class.module)),
            () => {}
        }
        if instance.raised.is_some()
            && let Some(found) = self.exception_attribute(instance, name)
        {
            return Ok(found);
        }
        if let Some(payload) = Self::payload(&object)
            && let Ok(found) = self.attribute(&payload, text)
        {
            return Ok(found);
        }
        if let Some(found) = super::super::builtins::object_attribute(self, &object, class, text)? {
            return Ok(found);
        }
        let hint = self.attribute_hint(instance, class, text);
        Err(NameError::Attribute { type_name: object.type_name(), name: text.to_owned(), hint: Hint(hint) }
            .into())
    }

    fn attribute_hint(&mut self, instance: &Instance, class: &Class, text: &str) -> Option<String> {
        let mut known: Vec<Rc<str>> = self.field_names(instance);
        for class in class.mro.borrow().iter() {
            if let Value::Class(class) = class {
                known.extend(class.members.borrow().keys().map(|name| Rc::clone(self.interner.name(*name))));
            }
        }
        let names: Vec<&str> = known.iter().map(|name| &**name).collect();
        super::super::suggest::nearest(text, names.into_iter())
    }

    fn exception_attribute(&mut self, instance: &Instance, name: Symbol) -> Option<Value> {
        let names = self.names;
        let raised = instance.raised.as_ref()?.borrow();
        let none = |value: &Option<Value>| value.clone().unwrap_or(Value::None);
        Some(match () {
            // The path is no part of the arguments of an error of the system.
            () if name == names.args && raised.args.len() > 2 && is_os(instance.class().exception) => {
                Value::tuple(raised.args[..2].to_vec())
            }
            () if name == names.args => Value::tuple(raised.args.clone()),
            () if name == names.cause => none(&raised.cause),
            () if name == names.context => none(&raised.context),
            () if name == names.suppress_context => Value::Bool(raised.suppress),
            () if name == names.traceback => Value::None,
            () if name == names.value && instance.class().exception == Some(Exception::StopIteration) => {
                raised.args.first().cloned().unwrap_or(Value::None)
            }
            () => match (&**self.interner.name(name), instance.class().exception) {
                ("code", Some(Exception::SystemExit)) => raised.args.first().cloned().unwrap_or(Value::None),
                ("errno", _) if raised.args.len() > 1 => raised.args[0].clone(),
                ("strerror", _) if raised.args.len() > 1 => raised.args[1].clone(),
                ("filename", _) if raised.args.len() > 2 => raised.args[2].clone(),
                _ => return None,
            },
        })
    }

    fn is_data_descriptor(&mut self, member: &Value) -> bool {
        match member {
            Value::Object(object) => super::super::builtins::is_property(&**object),
            Value::Instance(_) => {
                let names = self.names;
                self.special(member, names.set).is_some()
            }
            _ => false,
        }
    }

    /// An attribute of an instance's own.
    pub(in super::super) fn own_field(&self, instance: &Instance, name: Symbol) -> Option<Value> {
        if let Some(dict) = &*instance.dict.borrow() {
            return dict.borrow().get(&self.field_key(name)).cloned();
        }
        instance.fields.borrow().iter().find(|(field, _)| *field == name).map(|(_, value)| value.clone())
    }

    /// Sets an attribute of an instance's own.
    pub(in super::super) fn set_own_field(&self, instance: &Instance, name: Symbol, value: Value) {
        if let Some(dict) = &*instance.dict.borrow() {
            let old = dict.borrow_mut().insert(self.field_key(name), value);
            drop(old);
            return;
        }
        let mut fields = instance.fields.borrow_mut();
        let old = match fields.iter_mut().find(|(field, _)| *field == name) {
            Some((_, slot)) => Some(std::mem::replace(slot, value)),
            None => {
                fields.push((name, value));
                None
            }
        };
        // What is let go may look at the instance.
        drop(fields);
        drop(old);
    }

    /// Deletes an attribute of an instance's own; whether there was one.
    pub(in super::super) fn delete_own_field(&self, instance: &Instance, name: Symbol) -> bool {
        if let Some(dict) = &*instance.dict.borrow() {
            let old = dict.borrow_mut().remove(&self.field_key(name));
            return old.is_some();
        }
        let mut fields = instance.fields.borrow_mut();
        let Some(at) = fields.iter().position(|(field, _)| *field == name) else { return false };
        let old = fields.remove(at);
        drop(fields);
        drop(old);
        true
    }

    /// The names of an instance's own attributes.
    pub(in super::super) fn field_names(&self, instance: &Instance) -> Vec<Rc<str>> {
        if let Some(dict) = &*instance.dict.borrow() {
            let text = |key: &Key| if let Key::Str(name) = key { Some(name.into()) } else { None };
            return dict.borrow().keys().filter_map(text).collect();
        }
        instance.fields.borrow().iter().map(|(name, _)| Rc::clone(self.interner.name(*name))).collect()
    }

    fn field_key(&self, name: Symbol) -> Key {
        Key::Str(Rc::clone(self.interner.name(name)).into())
    }

    /// The attributes of an instance as a dict: what is written to the one is written to the other.
    pub(in super::super) fn fields_dict(&mut self, instance: &Instance) -> Value {
        if let Some(dict) = &*instance.dict.borrow() {
            return Value::Dict(dict.clone());
        }
        let fields = std::mem::take(&mut *instance.fields.borrow_mut());
        let named = fields.into_iter().map(|(name, value)| (self.field_key(name), value));
        let dict: Dict = Shared::new(std::cell::RefCell::new(named.collect()));
        *instance.dict.borrow_mut() = Some(dict.clone());
        Value::Dict(dict)
    }

    /// `object.name = value`
    pub(in super::super) fn set_attribute_symbol(
        &mut self,
        object: &Value,
        name: Symbol,
        new: Value,
    ) -> Result<()> {
        match object {
            Value::Instance(instance) => self.set_instance_attribute(&instance.clone(), name, new),
            Value::Class(class) => {
                if let Some(Value::Class(meta)) = &class.metaclass
                    && let Some(hook) = meta.find(self.names.setattr)
                {
                    let text = Value::Str(Rc::clone(self.interner.name(name)).into());
                    return self.call(&hook, Given::places([object.clone(), text, new])).map(drop);
                }
                self.set_class_attribute(&class.clone(), name, new)
            }
            Value::Def(function) => {
                function.members.borrow_mut().insert(name, new);
                Ok(())
            }
            _ => {
                let text = Rc::clone(self.interner.name(name));
                self.set_attribute(object, &text, &new)
            }
        }
    }

    pub(in super::super) fn set_instance_attribute(
        &mut self,
        instance: &Shared<Instance>,
        name: Symbol,
        new: Value,
    ) -> Result<()> {
        let class = instance.class();
        if let Some(hook) = class.find(self.names.setattr) {
            let object = Value::Instance(instance.clone());
            let hook = self.bind_member(&hook, Some(&object), &class)?;
            let text = Value::Str(Rc::clone(self.interner.name(name)).into());
            return self.call(&hook, Given::places([text, new])).map(drop);
        }
        self.set_plain_attribute(instance, &class, name, new)
    }

    /// What `object.__setattr__` does.
    pub(in super::super) fn set_plain_attribute(
        &mut self,
        instance: &Shared<Instance>,
        class: &Shared<Class>,
        name: Symbol,
        new: Value,
    ) -> Result<()> {
        let names = self.names;
        let object = Value::Instance(instance.clone());
        if let Some(member) = class.find(name) {
            match &member {
                Value::Object(descriptor) if super::super::builtins::is_property(&**descriptor) => {
                    return super::super::builtins::set_property(self, descriptor, &object, class, name, new);
                }
                Value::Instance(_) => {
                    if let Some(set) = self.special(&member, names.set) {
                        return self.call(&set, Given::places([object, new])).map(drop);
                    }
                }
                _ => {}
            }
        }
        if name == names.class {
            if let Value::Class(other) = new {
                *instance.class.borrow_mut() = other;
                return Ok(());
            }
            return Err(E::Type { message: "__class__ must be set to a class".into() }.into());
        }
        if name == names.dict {
            let Value::Dict(dict) = new else {
                let message = format!("__dict__ must be set to a dictionary, not a '{}'", new.type_name());
                return Err(E::Type { message }.into());
            };
            let old = (std::mem::take(&mut *instance.fields.borrow_mut()), instance.dict.replace(Some(dict)));
            drop(old);
            return Ok(());
        }
        if let Some(raised) = &instance.raised {
            if name == names.args {
                let items = self.items_of(&new)?;
                raised.borrow_mut().args = items;
                raised.borrow_mut().message = None;
                return Ok(());
            }
            if name == names.cause {
                let mut raised = raised.borrow_mut();
                raised.suppress = true;
                raised.cause = (!matches!(new, Value::None)).then_some(new);
                return Ok(());
            }
        }
        if let Some(allowed) = self.slots_of(class)
            && !allowed.contains(&name)
        {
            let (type_name, name) = (class.name().to_string(), self.interner.name(name).to_string());
            return Err(NameError::Attribute { type_name, name, hint: Hint(None) }.into());
        }
        self.set_own_field(instance, name, new);
        Ok(())
    }

    /// The names that `__slots__` allows, if every class in the order of inheritance has it.
    fn slots_of(&mut self, class: &Class) -> Option<Vec<Symbol>> {
        let slots = self.names.slots;
        class.find(slots)?;
        let mut allowed = Vec::new();
        for parent in class.mro.borrow().iter() {
            let Value::Class(parent) = parent else { continue };
            let own = parent.members.borrow().get(&slots).cloned()?;
            let texts = match &own {
                Value::Str(text) => vec![Rc::<str>::from(text)],
                other => other
                    .sequence()
                    .unwrap_or_default()
                    .iter()
                    .filter_map(
                        |item| if let Value::Str(text) = item { Some(Rc::<str>::from(text)) } else { None },
                    )
                    .collect(),
            };
            allowed.extend(texts.iter().map(|text| self.interner.intern(text)));
        }
        Some(allowed)
    }

    pub(in super::super) fn delete_attribute(&mut self, object: &Value, name: Symbol) -> Result<()> {
        let names = self.names;
        match object {
            Value::Instance(instance) => {
                let class = instance.class();
                if let Some(hook) = class.find(names.delattr) {
                    let hook = self.bind_member(&hook, Some(object), &class)?;
                    let text = Value::Str(Rc::clone(self.interner.name(name)).into());
                    return self.call(&hook, Given::places([text])).map(drop);
                }
                if let Some(Value::Object(descriptor)) = class.find(name)
                    && super::super::builtins::is_property(&*descriptor)
                {
                    return super::super::builtins::delete_property(self, &descriptor, object, &class, name);
                }
                if self.delete_own_field(instance, name) {
                    return Ok(());
                }
                let name = self.interner.name(name).to_string();
                let message = format!("'{}' object has no attribute '{name}'", class.name());
                Err(E::Attribute { message }.into())
            }
            Value::Loaded(module) => {
                let old = module.set(name, None);
                if old.is_some() {
                    return Ok(());
                }
                let name = self.interner.name(name);
                let message = format!("module '{}' has no attribute '{name}'", module.name);
                Err(E::Attribute { message }.into())
            }
            Value::Class(class) => self.delete_class_attribute(class, name),
            Value::Def(function) => {
                let old = function.members.borrow_mut().shift_remove(&name);
                drop(old);
                Ok(())
            }
            _ => {
                let name = self.interner.name(name).to_string();
                Err(NameError::NoAttributeDeletion { name }.into())
            }
        }
    }

    // ---- truth, keys, operators ----

    /// The truth of a value, instances of programs included.
    pub(in super::super) fn is_true(&mut self, tested: &Value) -> Result<bool> {
        let names = self.names;
        match tested {
            Value::Instance(_) => {
                if let Some(method) = self.special(tested, names.bool) {
                    return match self.call(&method, Given::default())? {
                        Value::Bool(b) => Ok(b),
                        other => {
                            let message =
                                format!("__bool__ should return bool, returned {}", other.type_name());
                            Err(E::Type { message }.into())
                        }
                    };
                }
                if let Some(method) = self.special(tested, names.len) {
                    let length = self.call(&method, Given::default())?;
                    return Ok(super::super::convert::index_int(&length)? != 0);
                }
                match Self::payload(tested) {
                    Some(payload) => self.is_true(&payload),
                    None => Ok(true),
                }
            }
            other => super::super::convert::truth(other),
        }
    }

    /// A value as a key of a dict or an item of a set; programs' own `__hash__` and `__eq__` are asked.
    pub(in super::super) fn key_of(&mut self, key: &Value) -> Result<Key> {
        match key {
            Value::Instance(instance) => {
                let names = self.names;
                let class = instance.class();
                if class.find(names.eq).is_some() || class.find(names.hash).is_some() {
                    let hash = self.hash_value(key)?;
                    let mut n = 0;
                    // Equal instances have one number among those of one hash.
                    while let Some(other) = self.machine.hashed.get(&(hash, n)).cloned() {
                        let same = match &other {
                            Value::Instance(other) => other.ptr_eq(instance),
                            _ => false,
                        };
                        if same || self.equal(&other, key, 0)? {
                            break;
                        }
                        n += 1;
                    }
                    self.machine.hashed.entry((hash, n)).or_insert_with(|| key.clone());
                    return Ok(Key::Other(Rc::new((key.clone(), Identity::Program(hash, n)))));
                }
                if let Some(payload) = Self::payload(key) {
                    let plain = convert_key(&payload)?;
                    return Ok(Key::Other(Rc::new((key.clone(), plain.identity()))));
                }
                convert_key(key)
            }
            Value::Tuple(items)
                if items.iter().any(|item| matches!(item, Value::Instance(_) | Value::Tuple(_))) =>
            {
                let parts =
                    items.iter().map(|item| Ok(self.key_of(item)?.identity())).collect::<Result<Vec<_>>>()?;
                Ok(Key::Other(Rc::new((key.clone(), Identity::Tuple(parts.into())))))
            }
            other => convert_key(other),
        }
    }

    /// `hash(x)`
    pub(in super::super) fn hash_value(&mut self, hashed: &Value) -> Result<i64> {
        let names = self.names;
        if let Value::Instance(instance) = hashed {
            let class = instance.class();
            // A class with an `__eq__` and no `__hash__` of its own has none.
            for parent in class.mro.borrow().iter() {
                if let Value::Class(parent) = parent {
                    let members = parent.members.borrow();
                    if matches!(members.get(&names.hash), Some(Value::None))
                        || members.contains_key(&names.eq) && !members.contains_key(&names.hash)
                    {
                        return Err(E::Unhashable { type_name: class.name().to_string() }.into());
                    }
                    if members.contains_key(&names.hash) {
                        break;
                    }
                }
            }
            if let Some(method) = self.special(hashed, names.hash) {
                return match self.call(&method, Given::default())? {
                    Value::Int(n) => Ok(if n == -1 { -2 } else { n }),
                    Value::Bool(b) => Ok(b.into()),
                    big @ Value::BigInt(_) => Ok(super::super::key::hash(&convert_key(&big)?)),
                    _ => Err(E::Type { message: "__hash__ method should return an integer".into() }.into()),
                };
            }
        }
        let key = self.key_of(hashed)?;
        Ok(super::super::key::hash(&key))
    }

    /// `left op right` where one is of a program's class.
    pub(in super::super) fn binary_special(
        &mut self,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        in_place: bool,
    ) -> Result<Option<Value>> {
        let (own, reflected, augmented) = self.names.of_binary(op);
        if in_place && let Some(result) = self.try_operator(left, augmented, right)? {
            return Ok(Some(result));
        }
        // The reflected method of a subclass comes first.
        if let (Value::Instance(a), Value::Instance(b)) = (left, right) {
            let (a, b) = (a.class(), b.class());
            let same = a.ptr_eq(&b);
            let overrides = match (b.find(reflected), a.find(reflected)) {
                (Some(own), Some(inherited)) => !own.is(&inherited),
                (own, _) => own.is_some(),
            };
            if !same && b.is_within(&a) && overrides {
                if let Some(result) = self.try_operator(right, reflected, left)? {
                    return Ok(Some(result));
                }
                return self.try_operator(left, own, right);
            }
            if let Some(result) = self.try_operator(left, own, right)? {
                return Ok(Some(result));
            }
            return if same { Ok(None) } else { self.try_operator(right, reflected, left) };
        }
        if let Some(result) = self.try_operator(left, own, right)? {
            return Ok(Some(result));
        }
        self.try_operator(right, reflected, left)
    }

    /// Calls a special method with one argument; `None` where there is none or it is not implemented for that.
    pub(in super::super) fn try_operator(
        &mut self,
        object: &Value,
        name: Symbol,
        other: &Value,
    ) -> Result<Option<Value>> {
        let Some(method) = self.special(object, name) else { return Ok(None) };
        if matches!(method, Value::None) {
            return Ok(None);
        }
        match self.call(&method, Given::places([other.clone()]))? {
            Value::NotImplemented => Ok(None),
            result => Ok(Some(result)),
        }
    }

    /// A comparison where one is of a program's class; `None` where neither says anything.
    pub(in super::super) fn compare_special(
        &mut self,
        op: CompareOp,
        left: &Value,
        right: &Value,
    ) -> Result<Option<Value>> {
        let Some((own, mirrored)) = self.names.of_comparison(op) else { return Ok(None) };
        let subclass = match (left, right) {
            (Value::Instance(a), Value::Instance(b)) => {
                let (a, b) = (a.class(), b.class());
                !a.ptr_eq(&b) && b.is_within(&a)
            }
            _ => false,
        };
        if subclass && let Some(result) = self.try_operator(right, mirrored, left)? {
            return Ok(Some(result));
        }
        if let Some(result) = self.try_operator(left, own, right)? {
            return Ok(Some(result));
        }
        if !subclass && let Some(result) = self.try_operator(right, mirrored, left)? {
            return Ok(Some(result));
        }
        // `!=` is the opposite of `==` where only that is defined.
        if op == CompareOp::NotEqual
            && let Some(equal) = self.compare_special(CompareOp::Equal, left, right)?
        {
            return Ok(Some(Value::Bool(!self.is_true(&equal)?)));
        }
        Ok(None)
    }

    /// `-x` and its like of a program's class.
    pub(in super::super) fn unary_special(&mut self, op: UnaryOp, operand: &Value) -> Result<Option<Value>> {
        let names = self.names;
        let name = match op {
            UnaryOp::Negative => names.neg,
            UnaryOp::Positive => names.pos,
            UnaryOp::Invert => names.invert,
            UnaryOp::Not => return Ok(None),
        };
        match self.special(operand, name) {
            Some(method) => self.call(&method, Given::default()).map(Some),
            None => Ok(None),
        }
    }

    /// The number that an instance says it is, for `int`, `float` or `complex`.
    pub(in super::super) fn number_of(&mut self, object: &Value, wanted: Type) -> Result<Option<Value>> {
        let names = self.names;
        let (own, kind) = match wanted {
            Type::Int => (names.int, "int"),
            Type::Float => (names.float, "float"),
            _ => (names.complex, "complex"),
        };
        for (name, text) in [(own, kind), (names.index, "int"), (names.float, "float")] {
            if name == names.float && wanted == Type::Int {
                continue;
            }
            let Some(method) = self.special(object, name) else { continue };
            let number = self.call(&method, Given::default())?;
            if number.type_of().name() != text && !matches!(number, Value::Bool(_)) {
                let method = self.interner.name(name);
                let message = format!("{method} returned non-{text} (type {})", number.type_name());
                return Err(E::Type { message }.into());
            }
            return match (wanted, &number) {
                (Type::Int, Value::Int(_) | Value::BigInt(_)) | (Type::Float, Value::Float(_)) => {
                    Ok(Some(number))
                }
                _ => super::super::builtins::construct(self, wanted, Given::places([number])).map(Some),
            };
        }
        match Self::payload(object) {
            Some(payload) => {
                super::super::builtins::construct(self, wanted, Given::places([payload])).map(Some)
            }
            None => Ok(None),
        }
    }

    // ---- text ----

    /// `str(x)` or `repr(x)`, with what programs say of their instances.
    pub(in super::super) fn text_of(&mut self, shown: &Value, repr: bool) -> Result<String> {
        self.render(shown, repr)?;
        let mut text = crate::display::Text::default();
        self.write_plain(shown, repr, &mut text)?;
        Ok(text.plain)
    }

    /// Asks the instances in a value for their texts, for the writing that follows.
    pub(in super::super) fn render(&mut self, shown: &Value, repr: bool) -> Result<()> {
        if !self.machine.has_instances || !shown.holds_values() {
            return Ok(());
        }
        let mut seen = Vec::new();
        self.render_in(shown, repr, &mut seen)
    }

    fn render_in(&mut self, shown: &Value, repr: bool, seen: &mut Vec<usize>) -> Result<()> {
        match shown {
            Value::Instance(instance) => {
                let key = (instance.address() as usize, repr);
                let text = self.instance_text(instance, repr)?;
                self.machine.rendered.insert(key, text.into());
                Ok(())
            }
            Value::Class(class) => {
                let Some(Value::Class(meta)) = &class.metaclass else { return Ok(()) };
                let names = self.names;
                let method = match meta.find(names.str) {
                    Some(method) if !repr => Some(method),
                    _ => meta.find(names.repr),
                };
                if let Some(method) = method {
                    let text = self.call(&method, Given::places([shown.clone()]))?;
                    let key = (class.address() as usize, repr);
                    let text = self.str(&text);
                    self.machine.rendered.insert(key, text.into());
                }
                Ok(())
            }
            _ => {
                let (address, items) = match shown {
                    Value::List(list) => (list.0.address() as usize, list.items()),
                    Value::Tuple(items) => (items.address() as usize, items.to_vec()),
                    Value::Dict(dict) => {
                        let items = dict.borrow().iter().flat_map(|(k, v)| [k.value(), v.clone()]).collect();
                        (dict.address() as usize, items)
                    }
                    Value::Object(object) => (Rc::as_ptr(object).cast::<()>() as usize, object.parts()),
                    _ => return Ok(()),
                };
                if seen.contains(&address) || seen.len() > 200 {
                    return Ok(());
                }
                seen.push(address);
                for item in items {
                    if item.holds_values() {
                        self.render_in(&item, true, seen)?;
                    }
                }
                seen.pop();
                Ok(())
            }
        }
    }

    /// The text of an instance.
    fn instance_text(&mut self, instance: &Shared<Instance>, repr: bool) -> Result<String> {
        let names = self.names;
        let object = Value::Instance(instance.clone());
        let class = instance.class();
        if self.depth >= super::super::interp::MAX_DEPTH {
            return Err(E::Recursion {}.into());
        }
        let method = match (repr, class.find(names.str), class.find(names.repr)) {
            (false, Some(_), _) => Some((names.str, "__str__")),
            (_, _, Some(_)) => Some((names.repr, if repr { "__repr__" } else { "__str__" })),
            _ => None,
        };
        if let Some((name, text)) = method
            // The repr of an exception's class does not make its str.
            && !(instance.raised.is_some() && !repr && name == names.repr)
            && let Some(method) = self.special(&object, name)
        {
            return match self.call(&method, Given::default())? {
                Value::Str(text) => Ok(text.to_string()),
                Value::Instance(other) if let_payload_str(&other).is_some() => {
                    Ok(let_payload_str(&other).unwrap_or_default())
                }
                other => {
                    let message = format!("{text} returned non-string (type {})", other.type_name());
                    Err(E::Type { message }.into())
                }
            };
        }
        self.plain_text(instance, repr)
    }

    /// What `object.__repr__` and its like give.
    pub(in super::super) fn plain_text(&mut self, instance: &Shared<Instance>, repr: bool) -> Result<String> {
        if instance.raised.is_some() {
            return if repr { self.exception_repr(instance) } else { self.exception_str(instance) };
        }
        let payload = instance.payload.borrow().clone();
        if let Some(payload) = payload {
            return self.text_of(&payload, repr);
        }
        let class = instance.class();
        let module = if class.module.is_empty() { "builtins" } else { &class.module };
        let name = self.class_qualname(&class);
        Ok(format!("<{module}.{name} object at {:#x}>", instance.address() as usize))
    }

    /// What `repr` gives for a value that says nothing of itself.
    pub(in super::super) fn plain_repr(&mut self, shown: &Value) -> Result<String> {
        if let Value::Class(class) = shown {
            let key = class.address() as usize;
            self.machine.rendered.remove(&(key, true));
            self.machine.rendered.remove(&(key, false));
        }
        let mut text = crate::display::Text::default();
        self.write_plain(shown, true, &mut text)?;
        Ok(text.plain)
    }

    /// `format(x, spec)`
    pub(in super::super) fn format_value(&mut self, shown: &Value, spec: &str) -> Result<String> {
        match shown {
            Value::Instance(_) => self.format_instance(shown, spec),
            Value::Scalar(_) | Value::Array(_) => self.format(shown, spec),
            _ if spec.is_empty() => self.text_of(shown, false),
            _ => {
                self.render(shown, false)?;
                self.format(shown, spec)
            }
        }
    }

    /// An instance in a format.
    pub(in super::super) fn format_instance(&mut self, shown: &Value, spec: &str) -> Result<String> {
        let names = self.names;
        if let Some(method) = self.special(shown, names.format) {
            return match self.call(&method, Given::places([Value::str(spec)]))? {
                Value::Str(text) => Ok(text.to_string()),
                other => {
                    let message = format!("__format__ must return a str, not {}", other.type_name());
                    Err(E::Type { message }.into())
                }
            };
        }
        if let Some(payload) = Self::payload(shown)
            && !spec.is_empty()
        {
            return self.format(&payload, spec);
        }
        if spec.is_empty() {
            return self.text_of(shown, false);
        }
        let message = format!("unsupported format string passed to {}.__format__", shown.type_name());
        Err(E::Type { message }.into())
    }

    /// `isinstance(x, class)` for one class.
    pub(in super::super) fn is_instance_of(&mut self, tested: &Value, class: &Value) -> Result<Option<bool>> {
        let names = self.names;
        match (tested, class) {
            (_, Value::Class(class)) => {
                if let Some(Value::Class(meta)) = &class.metaclass
                    && let Some(hook) = meta.find(names.instancecheck)
                {
                    // For the metaclass of abstract classes, a class in the order of inheritance is enough.
                    if let (Value::Def(hook), Value::Instance(instance)) = (&hook, tested)
                        && hook.code.source.file.is_empty()
                        && instance.class().is_within(class)
                    {
                        return Ok(Some(true));
                    }
                    let given = Given::places([Value::Class(class.clone()), tested.clone()]);
                    let result = self.call(&hook, given)?;
                    return self.is_true(&result).map(Some);
                }
                Ok(Some(match tested {
                    Value::Instance(instance) => instance.class().is_within(class),
                    Value::Class(tested) => match &tested.metaclass {
                        Some(Value::Class(meta)) => meta.is_within(class),
                        _ => false,
                    },
                    _ => false,
                }))
            }
            (_, Value::Type(Type::Object)) => Ok(Some(true)),
            (Value::Instance(instance), Value::Type(class)) => {
                Ok(Some(instance.class().is_within_type(*class)))
            }
            (Value::Class(_), Value::Type(class)) => Ok(Some(*class == Type::Type)),
            _ => Ok(None),
        }
    }
}

/// Whether an exception is of those with a number, words and a path.
pub(super) fn is_os(exception: Option<Exception>) -> bool {
    use Exception as X;
    matches!(
        exception,
        Some(
            X::OSError
                | X::FileNotFoundError
                | X::FileExistsError
                | X::IsADirectoryError
                | X::NotADirectoryError
                | X::PermissionError
                | X::BrokenPipeError
                | X::BlockingIOError
                | X::InterruptedError
                | X::TimeoutError
        )
    )
}

/// The text that an instance of a subclass of `str` holds.
fn let_payload_str(instance: &Instance) -> Option<String> {
    match &*instance.payload.borrow() {
        Some(Value::Str(text)) => Some(text.to_string()),
        _ => None,
    }
}
