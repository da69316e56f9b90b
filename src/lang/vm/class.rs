//! Classes: how they are made, in which order they inherit, and how they are called.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::Result;
use crate::syntax::Symbol;

use super::super::call::Given;
use super::super::errors::{NameError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::program::{Bound, Class, Instance, Members, Raised};
use super::super::value::{Key, Type, Value};
use super::frame::Frame;

impl Interp {
    /// Makes a class: its body runs, then its metaclass makes a class of the names that it bound.
    pub(super) fn make_class(
        &mut self,
        body: &Value,
        name: &Value,
        mut args: Vec<Value>,
        names: &[Symbol],
    ) -> Result<Value> {
        let values = args.split_off(args.len() - names.len());
        let keywords: Vec<(Rc<str>, Value)> =
            names.iter().map(|key| Rc::clone(self.interner.name(*key))).zip(values).collect();
        let Value::Def(body) = body else { return Ok(Value::None) };
        let Value::Str(name) = name else { return Ok(Value::None) };
        let namespace = Rc::new(RefCell::new(Members::default()));
        let (bases, originals) = self.resolve_bases(args)?;
        let (asked, keywords): (Vec<_>, Vec<_>) =
            keywords.into_iter().partition(|(key, _)| &**key == "metaclass");
        let metaclass = asked.into_iter().next().map(|(_, value)| value);
        let metaclass = self.derived_metaclass(metaclass, &bases)?;
        {
            let module = Value::from(self.module_name());
            let mut namespace = namespace.borrow_mut();
            namespace.insert(self.names.module, module);
            namespace.insert(self.names.qualname, Value::Str(Rc::clone(&body.code.qualname).into()));
        }
        self.call_body(body, Some(Rc::clone(&namespace)), Given::default())?;
        let mut members = std::mem::take(&mut *namespace.borrow_mut());
        if let Some(originals) = originals {
            let key = self.interner.intern("__orig_bases__");
            members.insert(key, Value::tuple(originals));
        }
        let name: Rc<str> = name.into();
        let Some(Value::Class(meta)) = &metaclass else {
            if let Some(maker @ (Value::Def(_) | Value::Function(_))) = &metaclass {
                // Any function may stand for a metaclass.
                let namespace = self.dict_of(&members);
                let places = [Value::Str(name.into()), Value::tuple(bases), namespace];
                return self.call(maker, Given { places: places.into_iter().collect(), names: keywords });
            }
            return self.type_new(&name, bases, members, metaclass, keywords);
        };
        let meta = meta.clone();
        self.call_metaclass(&meta, &name, bases, members, keywords)
    }

    /// `Meta(name, bases, namespace)`: its `__new__` makes the class, its `__init__` goes over it.
    fn call_metaclass(
        &mut self,
        meta: &Shared<Class>,
        name: &Rc<str>,
        bases: Vec<Value>,
        members: Members,
        keywords: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        let names = self.names;
        let (new, init) = (meta.find(names.new), meta.find(names.init));
        if new.is_none() && init.is_none() {
            return self.type_new(name, bases, members, Some(Value::Class(meta.clone())), keywords);
        }
        let text = Value::Str(Rc::clone(name).into());
        let given_bases = Value::tuple(bases.clone());
        let namespace = self.dict_of(&members);
        let made = match &new {
            Some(new) => {
                let new = super::super::builtins::unwrap_staticmethod(new);
                let first = Value::Class(meta.clone());
                let places = [first, text.clone(), given_bases.clone(), namespace.clone()];
                let given = Given { places: places.into_iter().collect(), names: keywords.clone() };
                self.call(&new, given)?
            }
            None => self.type_new(name, bases, members, Some(Value::Class(meta.clone())), Vec::new())?,
        };
        if let (Some(init), Value::Class(class)) = (&init, &made)
            && matches!(&class.metaclass, Some(Value::Class(own)) if own.is_within(meta))
        {
            let places = [made.clone(), text, given_bases, namespace];
            self.call(init, Given { places: places.into_iter().collect(), names: keywords })?;
        }
        Ok(made)
    }

    /// `type(name, bases, namespace)`, and what a metaclass calls by `super().__new__`.
    pub(in super::super) fn new_type(&mut self, meta: Option<&Shared<Class>>, given: Given) -> Result<Value> {
        let (Some(Value::Str(name)), Some(bases), Some(Value::Dict(namespace)), 3) =
            (given.places.first(), given.places.get(1), given.places.get(2), given.places.len())
        else {
            return Err(E::Type { message: "type() takes 1 or 3 arguments".into() }.into());
        };
        let bases = self.items_of(bases)?;
        let (bases, _) = self.resolve_bases(bases)?;
        let mut members = Members::default();
        for (key, value) in namespace.borrow().iter() {
            if let Key::Str(key) = key {
                members.insert(self.interner.intern(key), value.clone());
            }
        }
        let module = self.names.module;
        if !members.contains_key(&module) {
            let own = Value::from(self.module_name());
            members.insert(module, own);
        }
        let metaclass = self.derived_metaclass(meta.map(|meta| Value::Class(meta.clone())), &bases)?;
        let name: Rc<str> = name.into();
        match (&metaclass, meta) {
            // `type(…)` is the business of the metaclass of the bases.
            (Some(Value::Class(derived)), None) => {
                let derived = derived.clone();
                self.call_metaclass(&derived, &name, bases, members, given.names)
            }
            _ => self.type_new(&name, bases, members, metaclass, given.names),
        }
    }

    /// The metaclass that a class has: the one asked for, or that of a base which derives from it.
    fn derived_metaclass(&mut self, asked: Option<Value>, bases: &[Value]) -> Result<Option<Value>> {
        let mut winner = asked.filter(|asked| !matches!(asked, Value::Type(Type::Type)));
        for base in bases {
            let Value::Class(base) = base else { continue };
            let Some(own @ Value::Class(meta)) = &base.metaclass else { continue };
            match &winner {
                None => winner = Some(own.clone()),
                Some(Value::Class(best)) if best.is_within(meta) => {}
                Some(Value::Class(best)) if meta.is_within(best) => winner = Some(own.clone()),
                Some(Value::Class(_)) => {
                    let message = "metaclass conflict: the metaclass of a derived class must be a (non-strict) \
                                   subclass of the metaclasses of all its bases";
                    return Err(E::Type { message: message.into() }.into());
                }
                Some(_) => {}
            }
        }
        Ok(winner)
    }

    /// Makes a class of its parts.
    fn type_new(
        &mut self,
        name: &Rc<str>,
        bases: Vec<Value>,
        members: Members,
        metaclass: Option<Value>,
        keywords: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        if !keywords.is_empty()
            && !bases.iter().any(
                |base| matches!(base, Value::Class(base) if base.find(self.names.init_subclass).is_some()),
            )
        {
            let message = format!("{name}.__init_subclass__() takes no keyword arguments");
            return Err(E::Type { message }.into());
        }
        if members.contains_key(&self.names.del) {
            let message = "arr has no __del__: when objects go is not told to them".to_owned();
            return Err(E::NotImplemented { message }.into());
        }
        let class = self.new_class(name, bases, members, metaclass)?;
        self.machine.has_instances = true;
        // Methods that say `super()` find the class in its cell.
        let class_name = self.names.class;
        let own: Vec<Value> = class.members.borrow().values().cloned().collect();
        for member in own {
            self.fill_cells_of(&member, class_name, &class, 0);
        }
        self.finish_class(&class, keywords)
    }

    /// The bases of a class; those that only say something about types are left out.
    ///
    /// Those that stand for others, such as `Generic[T]`, come with all as they were written.
    fn resolve_bases(&mut self, args: Vec<Value>) -> Result<(Vec<Value>, Option<Vec<Value>>)> {
        let entries = self.interner.intern("__mro_entries__");
        let written = args.clone();
        let mut replaced = false;
        let mut expanded = Vec::new();
        for base in args {
            match &base {
                Value::Instance(_) if let Some(method) = self.special(&base, entries) => {
                    let given = Given::places([Value::tuple(written.clone())]);
                    let others = self.call(&method, given)?;
                    expanded.extend(self.items_of(&others)?);
                    replaced = true;
                }
                Value::Object(object) if let Some(origin) = super::super::builtins::origin_of(&**object) => {
                    expanded.push(origin);
                    replaced = true;
                }
                _ => expanded.push(base),
            }
        }
        let mut bases = Vec::new();
        for base in expanded {
            match base {
                Value::Class(_) => bases.push(base),
                Value::Type(Type::Object) => {}
                Value::Type(
                    Type::Int
                    | Type::Float
                    | Type::Complex
                    | Type::Str
                    | Type::Bytes
                    | Type::List
                    | Type::Tuple
                    | Type::Dict,
                ) => bases.push(base),
                Value::Type(Type::Type) => bases.push(base),
                Value::Type(class) => {
                    let message = match class {
                        Type::Bool | Type::NoneType | Type::Slice | Type::Range | Type::Function => {
                            format!("type '{}' is not an acceptable base type", class.name())
                        }
                        _ => format!("arr has no subclasses of {}", class.qualified()),
                    };
                    return Err(E::Type { message }.into());
                }
                Value::Object(object)
                    if super::super::absent::stands_in(&Value::Object(Rc::clone(&object))) => {}
                other => {
                    let message = format!("arr has no classes with a base such as '{}'", other.type_name());
                    return Err(E::Type { message }.into());
                }
            }
        }
        Ok((bases, replaced.then_some(written)))
    }

    /// A class of its parts, not yet announced to its members.
    pub(in super::super) fn new_class(
        &mut self,
        name: &Rc<str>,
        bases: Vec<Value>,
        members: Members,
        metaclass: Option<Value>,
    ) -> Result<Shared<Class>> {
        let mut exception = None;
        let mut native = None;
        for base in &bases {
            match base {
                Value::Class(class) => {
                    exception = exception.or(class.exception);
                    native = native.or(class.native);
                }
                Value::Type(Type::Type) => native = native.or(Some(Type::Type)),
                Value::Type(class) => native = native.or(Some(*class)),
                _ => {}
            }
        }
        let module = match members.get(&self.names.module) {
            Some(Value::Str(module)) => module.into(),
            _ => "__main__".into(),
        };
        let mut members = members;
        for hook in [self.names.init_subclass, self.names.class_getitem] {
            if let Some(member) = members.get_mut(&hook)
                && let Value::Def(_) = member
            {
                *member = super::super::builtins::class_method(member.clone());
            }
        }
        let version = self.machine.version();
        let class = Shared::new(Class {
            name: RefCell::new(Rc::clone(name)),
            bases,
            mro: RefCell::default(),
            members: RefCell::new(members),
            subclasses: RefCell::default(),
            version: Cell::new(version),
            exception,
            native,
            metaclass,
            is_builtin: false,
            module,
            manners: RefCell::default(),
        });
        let mro = self.linearize(&class)?;
        *class.mro.borrow_mut() = mro;
        for base in &class.bases {
            if let Value::Class(base) = base {
                base.subclasses.borrow_mut().push(class.downgrade());
            }
        }
        Ok(class)
    }

    fn fill_cells_of(&mut self, member: &Value, name: Symbol, class: &Shared<Class>, depth: usize) {
        if depth > 4 {
            return;
        }
        match member {
            Value::Def(function) => {
                let own = function.code.own_cells;
                let at = function.code.cells[own..].iter().position(|cell| *cell == name);
                if let Some(cell) = at.and_then(|at| function.closure.get(at)) {
                    let unset = matches!(*cell.borrow(), Value::Unset);
                    if unset {
                        cell.replace(Value::Class(class.clone()));
                    }
                    return;
                }
                // A decorated function stands in the closure of what decorates it.
                for cell in &function.closure {
                    let inner = cell.borrow().clone();
                    self.fill_cells_of(&inner, name, class, depth + 1);
                }
            }
            Value::Object(object) => {
                for inner in super::super::builtins::descriptor_parts(&**object) {
                    self.fill_cells_of(&inner, name, class, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Tells members their names, and the parent that it has a subclass.
    fn finish_class(&mut self, class: &Shared<Class>, keywords: Vec<(Rc<str>, Value)>) -> Result<Value> {
        let names = self.names;
        let value = Value::Class(class.clone());
        let members: Vec<(Symbol, Value)> =
            class.members.borrow().iter().map(|(name, value)| (*name, value.clone())).collect();
        for (name, member) in members {
            if let Value::Instance(_) = member
                && let Some(method) = self.special(&member, names.set_name)
            {
                let text = Value::Str(Rc::clone(self.interner.name(name)).into());
                self.call(&method, Given::places([value.clone(), text]))?;
            }
        }
        self.note_abstract(class)?;
        let above: Vec<Value> = class.mro.borrow().iter().skip(1).cloned().collect();
        for parent in above {
            if let Value::Class(parent) = &parent {
                let hook = parent.members.borrow().get(&names.init_subclass).cloned();
                if let Some(hook) = hook {
                    let hook = super::super::builtins::unwrap_classmethod(&hook);
                    let places = std::iter::once(value.clone()).collect();
                    self.call(&hook, Given { places, names: keywords })?;
                    break;
                }
            }
        }
        Ok(value)
    }

    /// The class of `object()`.
    pub(in super::super) fn object_class(&mut self) -> Shared<Class> {
        let version = self.machine.version();
        let class = Shared::new(Class {
            name: RefCell::new("object".into()),
            bases: Vec::new(),
            mro: RefCell::default(),
            members: RefCell::default(),
            subclasses: RefCell::default(),
            version: Cell::new(version),
            exception: None,
            native: None,
            metaclass: None,
            is_builtin: true,
            module: "".into(),
            manners: RefCell::default(),
        });
        *class.mro.borrow_mut() = vec![Value::Class(class.clone()), Value::Type(Type::Object)];
        class
    }

    /// The members of a class as a dict.
    pub(in super::super) fn members_dict(&mut self, class: &Class) -> Value {
        self.dict_of(&class.members.borrow())
    }

    /// Names and values as a dict.
    fn dict_of(&self, members: &Members) -> Value {
        let dict = members
            .iter()
            .map(|(name, value)| (Key::Str(Rc::clone(self.interner.name(*name)).into()), value.clone()))
            .collect();
        Value::Dict(Shared::new(RefCell::new(dict)))
    }

    /// The abstract methods that a class still has: those of its own and of its parents that nothing overrides.
    fn note_abstract(&mut self, class: &Shared<Class>) -> Result<()> {
        let names = self.names;
        let mut left: Vec<Symbol> = Vec::new();
        let chain: Vec<Value> = class.mro.borrow().to_vec();
        for parent in &chain {
            let Value::Class(parent) = parent else { continue };
            let members: Vec<(Symbol, Value)> =
                parent.members.borrow().iter().map(|(name, value)| (*name, value.clone())).collect();
            for (name, member) in members {
                if super::super::builtins::is_abstract(self, &member) && !left.contains(&name) {
                    let first = class.find(name);
                    if first.is_some_and(|first| super::super::builtins::is_abstract(self, &first)) {
                        left.push(name);
                    }
                }
            }
        }
        if !left.is_empty() {
            let mut texts: Vec<Rc<str>> =
                left.iter().map(|name| Rc::clone(self.interner.name(*name))).collect();
            texts.sort();
            let list = Value::tuple(texts.into_iter().map(|text| Value::Str(text.into())).collect());
            class.members.borrow_mut().insert(names.abstract_methods, list);
        } else if class.find(names.abstract_methods).is_some() {
            class.members.borrow_mut().insert(names.abstract_methods, Value::tuple(Vec::new()));
        }
        Ok(())
    }

    /// The order in which a class inherits: C3, as in Python.
    fn linearize(&mut self, class: &Shared<Class>) -> Result<Vec<Value>> {
        let mut lists: Vec<Vec<Value>> = Vec::new();
        for base in &class.bases {
            lists.push(match base {
                Value::Class(base) => base.mro.borrow().to_vec(),
                other => vec![other.clone(), Value::Type(Type::Object)],
            });
        }
        lists.push(class.bases.clone());
        let mut order = vec![Value::Class(class.clone())];
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                break;
            }
            let in_tail = |candidate: &Value| {
                lists.iter().any(|list| list[1..].iter().any(|other| other.is(candidate)))
            };
            let Some(next) = lists.iter().map(|list| list[0].clone()).find(|head| !in_tail(head)) else {
                let names: Vec<String> = class
                    .bases
                    .iter()
                    .map(|base| match base {
                        Value::Class(base) => base.name().to_string(),
                        other => super::super::show::class_name(other),
                    })
                    .collect();
                let message = format!(
                    "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                    names.join(", ")
                );
                return Err(E::Type { message }.into());
            };
            for list in &mut lists {
                if list[0].is(&next) {
                    list.remove(0);
                }
            }
            order.push(next);
        }
        if !order.iter().any(|class| matches!(class, Value::Type(Type::Object))) {
            order.push(Value::Type(Type::Object));
        }
        Ok(order)
    }

    /// The name of a class with those of what it is defined in.
    pub(in super::super) fn class_qualname(&self, class: &Class) -> String {
        match class.members.borrow().get(&self.names.qualname) {
            Some(Value::Str(name)) => name.to_string(),
            _ => class.name().to_string(),
        }
    }

    /// Calls a class: makes an instance.
    pub(in super::super) fn call_class(&mut self, class: &Shared<Class>, given: Given) -> Result<Value> {
        let names = self.names;
        if let Some(Value::Class(meta)) = class.metaclass.clone()
            && let Some(call) = meta.find(names.call)
        {
            let mut places = vec![Value::Class(class.clone())];
            places.extend(given.places);
            return self.call(&call, Given { places: places.into(), names: given.names });
        }
        self.instantiate(class, given)
    }

    /// Makes an instance, whatever the metaclass says of calls: `type.__call__`.
    pub(in super::super) fn instantiate(&mut self, class: &Shared<Class>, given: Given) -> Result<Value> {
        let names = self.names;
        if class.native == Some(Type::Type) {
            return self.make_by(class, given);
        }
        if let Some(Value::Tuple(left)) = class.find(names.abstract_methods)
            && !left.is_empty()
        {
            let texts: Vec<String> = left.iter().map(|name| self.str(name)).collect();
            let message = format!(
                "Can't instantiate abstract class {} with abstract method{} {}",
                class.name(),
                if texts.len() == 1 { "" } else { "s" },
                texts.join(", ")
            );
            return Err(E::Type { message }.into());
        }
        let made = match class.find(names.new) {
            Some(new) => {
                let new = super::super::builtins::unwrap_staticmethod(&new);
                let mut places = vec![Value::Class(class.clone())];
                places.extend(given.places.iter().cloned());
                let all = Given { places: places.into(), names: given.names.clone() };
                self.call(&new, all)?
            }
            None => self.plain_instance(class, &given)?,
        };
        let Value::Instance(instance) = &made else { return Ok(made) };
        if !instance.class().is_within(class) {
            return Ok(made);
        }
        match class.find(names.init) {
            Some(init) => {
                let mut places = vec![made.clone()];
                places.extend(given.places);
                let result = self.call(&init, Given { places: places.into(), names: given.names })?;
                if !matches!(result, Value::None) {
                    let message = format!("__init__() should return None, not '{}'", result.type_name());
                    return Err(E::Type { message }.into());
                }
            }
            None => self.native_init(instance, class, given)?,
        }
        Ok(made)
    }

    /// Calls a metaclass: `Meta(name, bases, namespace)`.
    fn make_by(&mut self, meta: &Shared<Class>, given: Given) -> Result<Value> {
        let names = self.names;
        let made = match meta.find(names.new) {
            Some(new) => {
                let new = super::super::builtins::unwrap_staticmethod(&new);
                let mut places = vec![Value::Class(meta.clone())];
                places.extend(given.places.iter().cloned());
                self.call(&new, Given { places: places.into(), names: given.names.clone() })?
            }
            None => {
                let given = Given { places: given.places.clone(), names: given.names.clone() };
                self.new_type(Some(meta), given)?
            }
        };
        if let (Some(init), Value::Class(_)) = (meta.find(names.init), &made) {
            let mut places = vec![made.clone()];
            places.extend(given.places);
            self.call(&init, Given { places: places.into(), names: given.names })?;
        }
        Ok(made)
    }

    /// An instance without attributes, of whatever its class inherits from.
    pub(in super::super) fn plain_instance(&mut self, class: &Shared<Class>, given: &Given) -> Result<Value> {
        self.machine.has_instances = true;
        let raised = class
            .exception
            .map(|_| RefCell::new(Raised { args: given.places.to_vec(), ..Raised::default() }));
        let payload = match class.native {
            // What cannot change is made of the arguments at once.
            Some(
                kind @ (Type::Int | Type::Float | Type::Complex | Type::Str | Type::Bytes | Type::Tuple),
            ) => {
                let places = given.places.clone();
                let taken = if class.find(self.names.init).is_some() || class.find(self.names.new).is_some() {
                    places.into_iter().take(1).collect()
                } else {
                    places
                };
                Some(super::super::builtins::construct(
                    self,
                    kind,
                    Given { places: taken, names: Vec::new() },
                )?)
            }
            Some(kind @ (Type::List | Type::Dict)) => {
                Some(super::super::builtins::construct(self, kind, Given::default())?)
            }
            _ => None,
        };
        Ok(Value::Instance(Shared::new(Instance {
            class: RefCell::new(class.clone()),
            fields: RefCell::default(),
            dict: RefCell::default(),
            payload: RefCell::new(payload),
            raised,
        })))
    }

    /// What Python's own `__init__` does to an instance.
    pub(in super::super) fn native_init(
        &mut self,
        instance: &Shared<Instance>,
        class: &Shared<Class>,
        given: Given,
    ) -> Result<()> {
        if let Some(raised) = &instance.raised {
            if !given.names.is_empty() {
                let message = format!("{}() takes no keyword arguments", class.name());
                return Err(E::Type { message }.into());
            }
            raised.borrow_mut().args = given.places.to_vec();
            return Ok(());
        }
        match class.native {
            Some(kind @ (Type::List | Type::Dict)) => {
                let payload = super::super::builtins::construct(self, kind, given)?;
                *instance.payload.borrow_mut() = Some(payload);
                Ok(())
            }
            Some(_) => Ok(()),
            None if given.places.is_empty() && given.names.is_empty() => Ok(()),
            None if class.find(self.names.new).is_some() => Ok(()),
            None => {
                let message = if class.find(self.names.init).is_some() {
                    "object.__init__() takes exactly one argument (the instance to initialize)".to_owned()
                } else {
                    format!("{}() takes no arguments", class.name())
                };
                Err(E::Type { message }.into())
            }
        }
    }

    /// `name: annotation` in the body of a class, or at the top level.
    pub(super) fn annotate(&mut self, frame: &Frame, name: Symbol, annotation: Value) -> Result<()> {
        let key = self.names.annotations;
        let text = Key::Str(Rc::clone(self.interner.name(name)).into());
        let dict = match &frame.namespace {
            Some(names) => {
                let found = names.borrow().get(&key).cloned();
                let dict = found.unwrap_or_else(|| Value::Dict(Shared::new(RefCell::default())));
                names.borrow_mut().insert(key, dict.clone());
                dict
            }
            None => {
                let found = self.global_slot(key);
                let dict = found.unwrap_or_else(|| Value::Dict(Shared::new(RefCell::default())));
                self.bind(key, dict.clone());
                dict
            }
        };
        if let Value::Dict(dict) = dict {
            dict.borrow_mut().insert(text, annotation);
        }
        Ok(())
    }

    /// An attribute of a class: its own or inherited, methods bound where they are class methods.
    pub(in super::super) fn class_attribute(
        &mut self,
        class: &Shared<Class>,
        name: Symbol,
        text: &str,
    ) -> Result<Option<Value>> {
        let names = self.names;
        if let Some(member) = class.find(name) {
            if let (Value::Tuple(names), true) = (&member, name == names.abstract_methods) {
                let set = super::super::builtins::construct(
                    self,
                    Type::FrozenSet,
                    Given::places([Value::Tuple(names.clone())]),
                )?;
                return Ok(Some(set));
            }
            return self.bind_member(&member, None, class).map(Some);
        }
        Ok(Some(match () {
            () if name == names.name => Value::Str(class.name().into()),
            () if name == names.qualname => Value::from(self.class_qualname(class)),
            () if name == names.module => {
                Value::str(if class.module.is_empty() { "builtins" } else { &class.module })
            }
            () if name == names.doc => Value::None,
            () if name == names.dict => self.members_dict(class),
            () if name == names.bases => {
                let bases = if class.bases.is_empty() {
                    vec![Value::Type(Type::Object)]
                } else {
                    class.bases.clone()
                };
                Value::tuple(bases)
            }
            () if name == names.mro => Value::tuple(class.mro.borrow().to_vec()),
            () if name == names.class => class.metaclass.clone().unwrap_or(Value::Type(Type::Type)),
            () => {
                if let Some(Value::Class(meta)) = &class.metaclass
                    && let Some(member) = meta.find(name)
                {
                    let this = Value::Class(class.clone());
                    let meta = meta.clone();
                    return self.bind_member(&member, Some(&this), &meta).map(Some);
                }
                if let Some(Value::Class(meta)) = &class.metaclass
                    && let Some(hook) = meta.find(names.getattr)
                    && !text.starts_with("__")
                {
                    return self
                        .call(&hook, Given::places([Value::Class(class.clone()), Value::str(text)]))
                        .map(Some);
                }
                if text == "__subclasses__" {
                    let subclasses = class.subclasses.borrow();
                    let alive =
                        subclasses.iter().filter_map(|weak| Some(Value::Class(Shared::revived(weak)?)));
                    return Ok(Some(super::super::builtins::constant_function(Value::list(alive.collect()))));
                }
                if text == "mro" {
                    let order = Value::list(class.mro.borrow().to_vec());
                    return Ok(Some(super::super::builtins::constant_function(order)));
                }
                return self.native_class_member(class, text);
            }
        }))
    }

    /// A method of Python's own classes, reached through a program's class: `super().__init__`, `dict.get`.
    fn native_class_member(&mut self, class: &Shared<Class>, text: &str) -> Result<Option<Value>> {
        super::super::builtins::object_method(self, class, text)
    }

    /// A member of a class as it is reached through an instance, or through the class.
    pub(in super::super) fn bind_member(
        &mut self,
        member: &Value,
        this: Option<&Value>,
        class: &Shared<Class>,
    ) -> Result<Value> {
        match (member, this) {
            (Value::Def(_), Some(this)) => {
                Ok(Value::Bound(Shared::new(Bound { this: this.clone(), function: member.clone() })))
            }
            (Value::Object(object), _) => {
                match super::super::builtins::bind_descriptor(self, object, this, class)? {
                    Some(value) => Ok(value),
                    None => Ok(member.clone()),
                }
            }
            (Value::Instance(_), _) => {
                let names = self.names;
                match self.special(member, names.get) {
                    Some(get) => {
                        let this = this.cloned().unwrap_or(Value::None);
                        self.call(&get, Given::places([this, Value::Class(class.clone())]))
                    }
                    None => Ok(member.clone()),
                }
            }
            _ => Ok(member.clone()),
        }
    }

    /// Sets an attribute of a class.
    pub(in super::super) fn set_class_attribute(
        &mut self,
        class: &Shared<Class>,
        name: Symbol,
        value: Value,
    ) -> Result<()> {
        if class.is_builtin {
            let text = self.interner.name(name);
            let message = format!("cannot set '{text}' attribute of immutable type '{}'", class.name());
            return Err(E::Type { message }.into());
        }
        if name == self.names.name
            && let Value::Str(text) = &value
        {
            *class.name.borrow_mut() = text.into();
            return Ok(());
        }
        let plain = |value: &Value| {
            !matches!(value, Value::Def(_) | Value::Object(_) | Value::Instance(_) | Value::Class(_))
        };
        let stays_plain = plain(&value);
        let old = class.members.borrow_mut().insert(name, value);
        // A value in the place of another changes nothing of what is remembered.
        let same_manner = stays_plain && old.as_ref().is_some_and(plain);
        drop(old);
        if same_manner && name != self.names.slots {
            return Ok(());
        }
        let version = self.machine.version();
        class.version.set(version);
        // What inherits from it is another state too: the caches ask the number of the class itself only.
        self.machine.epoch += 1;
        Ok(())
    }

    pub(super) fn delete_class_attribute(&mut self, class: &Shared<Class>, name: Symbol) -> Result<()> {
        let old = class.members.borrow_mut().shift_remove(&name);
        if old.is_none() {
            let name = self.interner.name(name).to_string();
            return Err(NameError::TypeAttribute { type_name: class.name().to_string(), name }.into());
        }
        self.machine.epoch += 1;
        Ok(())
    }
}
