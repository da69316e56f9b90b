//! Descriptors and `super`: `property`, `staticmethod`, `classmethod`, and what `object` itself can do.

use std::any::Any;
use std::rc::Rc;

use crate::error::Result;
use crate::syntax::Symbol;

use super::super::call::{Args, Given};
use super::super::errors::{Hint, NameError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::object::Object;
use super::super::program::Class;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Type, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Bare, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["property"],
        "fget=None, fset=None, fdel=None, doc=None",
        |_, args| {
            Ok(Value::object(Property {
                get: args.value("fget").clone(),
                set: args.value("fset").clone(),
                delete: args.value("fdel").clone(),
                doc: args.value("doc").clone(),
            }))
        },
        "An attribute that functions compute.",
        "property(lambda x: 1)",
    ),
    row(
        &["staticmethod"],
        "function, /",
        |_, args| Ok(Value::object(StaticMethod(args.value("function").clone()))),
        "A function of a class that gets neither instance nor class.",
        "staticmethod(len)",
    ),
    row(
        &["classmethod"],
        "function, /",
        |_, args| Ok(Value::object(ClassMethod(args.value("function").clone()))),
        "A function of a class that gets the class.",
        "classmethod(lambda cls: cls)",
    ),
    row(
        &["super"],
        "type=None, obj=None, /",
        |_, args| match (args.value("type"), args.value("obj")) {
            (Value::Class(class), this @ (Value::Instance(_) | Value::Class(_))) => {
                Ok(Value::object(Super { class: class.clone(), this: this.clone() }))
            }
            (Value::None, _) => {
                Err(super::super::errors::RaiseError::Runtime { message: "super(): no arguments".into() }
                    .into())
            }
            (other, _) => {
                let message = format!("super() argument 1 must be a type, not {}", other.type_name());
                Err(E::Type { message }.into())
            }
        },
        "What a class inherits, past its own members.",
        "class A:\n    def f(self): return 1\nclass B(A):\n    def f(self): return super().f() + 1\nB().f()",
    ),
];

/// `property`
#[derive(Debug)]
struct Property {
    get: Value,
    set: Value,
    delete: Value,
    doc: Value,
}

/// `property.setter` and its like: called with a function, they give a property with that.
#[derive(Debug)]
struct PropertyPart {
    property: Rc<Property>,
    part: &'static str,
}

impl Object for Property {
    fn type_name(&self) -> &'static str {
        "property"
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        let copy = || {
            let (get, set) = (self.get.clone(), self.set.clone());
            Rc::new(Self { get, set, delete: self.delete.clone(), doc: self.doc.clone() })
        };
        let part = |part| Ok(Some(Value::object(PropertyPart { property: copy(), part })));
        match name {
            "setter" => part("setter"),
            "getter" => part("getter"),
            "deleter" => part("deleter"),
            "fget" => Ok(Some(self.get.clone())),
            "fset" => Ok(Some(self.set.clone())),
            "fdel" => Ok(Some(self.delete.clone())),
            "__doc__" if !matches!(self.doc, Value::None) => Ok(Some(self.doc.clone())),
            "__doc__" => Ok(Some(interp.attribute(&self.get, "__doc__").unwrap_or(Value::None))),
            _ => Ok(None),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for PropertyPart {
    fn type_name(&self) -> &'static str {
        "builtin_function_or_method"
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, _interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let function = given.places.first().cloned().unwrap_or(Value::None);
        let old = &self.property;
        let mut new = Property {
            get: old.get.clone(),
            set: old.set.clone(),
            delete: old.delete.clone(),
            doc: old.doc.clone(),
        };
        match self.part {
            "setter" => new.set = function,
            "getter" => new.get = function,
            _ => new.delete = function,
        }
        Ok(Some(Value::object(new)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `staticmethod`
#[derive(Debug)]
struct StaticMethod(Value);

impl Object for StaticMethod {
    fn type_name(&self) -> &'static str {
        "staticmethod"
    }

    fn repr(&self, interp: &Interp) -> String {
        format!("<staticmethod({})>", interp.repr(&self.0))
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        if name == "__func__" { Ok(Some(self.0.clone())) } else { interp.attribute(&self.0, name).map(Some) }
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let given = Given { places: given.places.clone(), names: given.names.clone() };
        interp.call(&self.0, given).map(Some)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `classmethod`
#[derive(Debug)]
struct ClassMethod(Value);

impl Object for ClassMethod {
    fn type_name(&self) -> &'static str {
        "classmethod"
    }

    fn repr(&self, interp: &Interp) -> String {
        format!("<classmethod({})>", interp.repr(&self.0))
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        if name == "__func__" { Ok(Some(self.0.clone())) } else { interp.attribute(&self.0, name).map(Some) }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `super(class, this)`
#[derive(Debug)]
struct Super {
    class: Shared<Class>,
    this: Value,
}

impl Object for Super {
    fn type_name(&self) -> &'static str {
        "super"
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        if name == "__class__" {
            return Ok(None);
        }
        let (own, this) = match &self.this {
            Value::Instance(instance) => (instance.class(), Some(&self.this)),
            Value::Class(class) if class.is_within(&self.class) => (class.clone(), None),
            // The class is what a method of its metaclass works on.
            Value::Class(class) => match &class.metaclass {
                Some(Value::Class(meta)) => (meta.clone(), Some(&self.this)),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let symbol = interp.interner.intern(name);
        let order = own.mro.borrow().to_vec();
        let after = order
            .iter()
            .position(|class| matches!(class, Value::Class(class) if class.ptr_eq(&self.class)))
            .map_or(order.len(), |at| at + 1);
        for class in &order[after..] {
            let Value::Class(class) = class else { continue };
            let member = class.members.borrow().get(&symbol).cloned();
            if let Some(member) = member {
                if this.is_none()
                    && let Value::Object(object) = &member
                    && object.as_any().is::<ClassMethod>()
                {
                    return bind_descriptor(interp, object, None, &own);
                }
                return interp.bind_member(&member, this, &own).map(Some);
            }
        }
        let native = NativeMethod { name: name.to_owned(), this: Some(self.this.clone()) };
        if native.exists(interp)? {
            return Ok(Some(Value::object(native)));
        }
        Err(NameError::Attribute { type_name: "super".into(), name: name.to_owned(), hint: Hint(None) }
            .into())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A method of Python's own classes that programs' classes inherit.
#[derive(Debug)]
struct NativeMethod {
    name: String,
    /// What it is bound to; without it, its first argument.
    this: Option<Value>,
}

/// What `object` can do.
const OBJECT_METHODS: &[&str] = &[
    "__init__",
    "__new__",
    "__setattr__",
    "__getattribute__",
    "__delattr__",
    "__repr__",
    "__str__",
    "__format__",
    "__eq__",
    "__ne__",
    "__hash__",
    "__init_subclass__",
    "__dir__",
    "__sizeof__",
    "__subclasshook__",
    "__instancecheck__",
    "__subclasscheck__",
];

impl NativeMethod {
    /// Whether there is such a method.
    fn exists(&self, interp: &mut Interp) -> Result<bool> {
        if OBJECT_METHODS.contains(&self.name.as_str()) {
            return Ok(true);
        }
        if self.name == "__call__" || self.name == "mro" {
            return Ok(matches!(&self.this, Some(Value::Class(_))));
        }
        let payload = self.this.as_ref().and_then(Interp::payload);
        if self.name == "with_traceback" || self.name == "add_note" {
            return Ok(matches!(&self.this, Some(Value::Instance(instance)) if instance.raised.is_some()));
        }
        Ok(payload.is_some_and(|payload| interp.attribute(&payload, &self.name).is_ok()))
    }
}

impl Object for NativeMethod {
    fn type_name(&self) -> &'static str {
        "method-wrapper"
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let mut given = Given { places: given.places.clone(), names: given.names.clone() };
        let this = match &self.this {
            // `super().__new__(cls)` names the class itself.
            Some(this) if self.name != "__new__" => this.clone(),
            _ if given.places.is_empty() => {
                let message = format!("descriptor '{}' of 'object' object needs an argument", self.name);
                return Err(E::Type { message }.into());
            }
            _ => given.places.remove(0),
        };
        let Value::Instance(instance) = &this else {
            return match (self.name.as_str(), &this) {
                ("__new__", Value::Class(meta)) if meta.native == Some(Type::Type) => {
                    interp.new_type(Some(meta), given).map(Some)
                }
                ("__new__", Value::Class(class)) => interp.plain_instance(class, &given).map(Some),
                ("__call__", Value::Class(class)) => interp.instantiate(class, given).map(Some),
                ("__init__", Value::Class(_)) => Ok(Some(Value::None)),
                ("mro", Value::Class(class)) => Ok(Some(Value::list(class.mro.borrow().to_vec()))),
                ("__setattr__", Value::Class(class)) => {
                    let name = interp.str(given.places.first().unwrap_or(&Value::None));
                    let name = interp.interner.intern(&name);
                    let value = given.places.get(1).cloned().unwrap_or(Value::None);
                    interp.set_class_attribute(class, name, value).map(|()| Some(Value::None))
                }
                ("__repr__" | "__str__", Value::Class(_)) => Ok(Some(interp.plain_repr(&this)?.into())),
                ("__hash__", Value::Class(class)) => {
                    Ok(Some(Value::Int((class.address() as usize >> 4) as i64)))
                }
                ("__eq__", Value::Class(_)) => {
                    let same = given.places.first().is_some_and(|other| this.is(other));
                    Ok(Some(if same { Value::Bool(true) } else { Value::NotImplemented }))
                }
                ("__instancecheck__" | "__subclasscheck__", Value::Class(class)) => {
                    let tested = given.places.first().cloned().unwrap_or(Value::None);
                    let own = if self.name == "__subclasscheck__" {
                        tested
                    } else {
                        super::super::access::class_of(&tested)
                    };
                    Ok(Some(Value::Bool(matches!(&own, Value::Class(own) if own.is_within(class)))))
                }
                ("__init_subclass__", _) => Ok(Some(Value::None)),
                ("__new__", Value::Type(class)) => super::construct(interp, *class, given).map(Some),
                _ => {
                    let method = interp.attribute(&this, &self.name)?;
                    interp.call(&method, given).map(Some)
                }
            };
        };
        let class = instance.class();
        let argument = |i: usize| given.places.get(i).cloned().unwrap_or(Value::None);
        let name_of = |interp: &mut Interp, value: &Value| {
            let text = interp.str(value);
            (interp.interner.intern(&text), text)
        };
        Ok(Some(match self.name.as_str() {
            "__init__" => {
                interp.native_init(instance, &class, given)?;
                Value::None
            }
            "__setattr__" => {
                let (name, _) = name_of(interp, &argument(0));
                interp.set_plain_attribute(instance, &class, name, argument(1))?;
                Value::None
            }
            "__getattribute__" => {
                let (name, text) = name_of(interp, &argument(0));
                interp.plain_attribute(instance, &class, name, &text)?
            }
            "__delattr__" => {
                let (name, text) = name_of(interp, &argument(0));
                if !interp.delete_own_field(instance, name) {
                    let (type_name, hint) = (class.name().to_string(), Hint(None));
                    return Err(NameError::Attribute { type_name, name: text, hint }.into());
                }
                Value::None
            }
            "__repr__" => interp.plain_text(instance, true)?.into(),
            "__str__" if instance.raised.is_some() => interp.plain_text(instance, false)?.into(),
            "__str__" => interp.text_of(&this, true)?.into(),
            "__format__" => {
                let spec = interp.str(&argument(0));
                if spec.is_empty() {
                    interp.text_of(&this, false)?.into()
                } else {
                    interp.format(&this, &spec)?.into()
                }
            }
            "__eq__" | "__ne__" => match Interp::payload(&this) {
                Some(payload) => {
                    let op = if self.name == "__eq__" {
                        crate::syntax::CompareOp::Equal
                    } else {
                        crate::syntax::CompareOp::NotEqual
                    };
                    interp.compare(op, &payload, &argument(0))?
                }
                None if this.is(&argument(0)) => Value::Bool(self.name == "__eq__"),
                None => Value::NotImplemented,
            },
            "__hash__" => Value::Int((instance.address() as usize >> 4) as i64),
            "__init_subclass__" => Value::None,
            "__subclasshook__" => Value::NotImplemented,
            "__dir__" => {
                let dir = interp.bare("dir")?;
                interp.call(&dir, Given::places([this.clone()]))?
            }
            "__sizeof__" => Value::Int(48),
            "with_traceback" => this.clone(),
            "add_note" => Value::None,
            _ => match Interp::payload(&this) {
                Some(payload) => {
                    let method = interp.attribute(&payload, &self.name)?;
                    interp.call(&method, given)?
                }
                None => return Ok(None),
            },
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A function that gives the same value at each call.
#[derive(Debug)]
struct Constant(Value);

impl Object for Constant {
    fn type_name(&self) -> &'static str {
        "builtin_function_or_method"
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, _interp: &mut Interp, _given: &Given) -> Result<Option<Value>> {
        Ok(Some(self.0.clone()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A function that gives this value.
pub(in super::super) fn constant_function(value: Value) -> Value {
    Value::object(Constant(value))
}

/// Whether an object is a `property`.
pub(in super::super) fn is_property(object: &dyn Object) -> bool {
    object.as_any().is::<Property>()
}

/// The functions that a descriptor holds.
pub(in super::super) fn descriptor_parts(object: &dyn Object) -> Vec<Value> {
    let any = object.as_any();
    if let Some(property) = any.downcast_ref::<Property>() {
        vec![property.get.clone(), property.set.clone(), property.delete.clone()]
    } else if let Some(method) = any.downcast_ref::<StaticMethod>() {
        vec![method.0.clone()]
    } else if let Some(method) = any.downcast_ref::<ClassMethod>() {
        vec![method.0.clone()]
    } else {
        object.parts()
    }
}

/// The function of a `classmethod`, or the value itself.
pub(in super::super) fn unwrap_classmethod(value: &Value) -> Value {
    match value {
        Value::Object(object) => match object.as_any().downcast_ref::<ClassMethod>() {
            Some(method) => method.0.clone(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

/// The function of a `staticmethod`, or the value itself.
pub(in super::super) fn unwrap_staticmethod(value: &Value) -> Value {
    match value {
        Value::Object(object) => match object.as_any().downcast_ref::<StaticMethod>() {
            Some(method) => method.0.clone(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

/// What a descriptor gives for an instance, or for a class; `None` if an object is none.
pub(in super::super) fn bind_descriptor(
    interp: &mut Interp,
    object: &Rc<dyn Object>,
    this: Option<&Value>,
    class: &Shared<Class>,
) -> Result<Option<Value>> {
    let any = object.as_any();
    if let Some(property) = any.downcast_ref::<Property>() {
        let Some(this) = this else { return Ok(None) };
        if matches!(property.get, Value::None) {
            return Err(E::Attribute { message: "unreadable attribute".into() }.into());
        }
        let get = property.get.clone();
        return interp.call(&get, Given::places([this.clone()])).map(Some);
    }
    if let Some(method) = any.downcast_ref::<StaticMethod>() {
        return Ok(Some(method.0.clone()));
    }
    if let Some(method) = any.downcast_ref::<ClassMethod>() {
        let bound =
            super::super::program::Bound { this: Value::Class(class.clone()), function: method.0.clone() };
        return Ok(Some(Value::Bound(Shared::new(bound))));
    }
    Rc::clone(object).bind(interp, this, class)
}

/// Sets an attribute that is a property.
pub(in super::super) fn set_property(
    interp: &mut Interp,
    descriptor: &Rc<dyn Object>,
    this: &Value,
    class: &Shared<Class>,
    name: Symbol,
    value: Value,
) -> Result<()> {
    let Some(property) = descriptor.as_any().downcast_ref::<Property>() else { return Ok(()) };
    if matches!(property.set, Value::None) {
        let name = interp.interner.name(name);
        let message = format!("property '{name}' of '{}' object has no setter", class.name());
        return Err(E::Attribute { message }.into());
    }
    let set = property.set.clone();
    interp.call(&set, Given::places([this.clone(), value])).map(drop)
}

/// Deletes an attribute that is a property.
pub(in super::super) fn delete_property(
    interp: &mut Interp,
    descriptor: &Rc<dyn Object>,
    this: &Value,
    class: &Shared<Class>,
    name: Symbol,
) -> Result<()> {
    let Some(property) = descriptor.as_any().downcast_ref::<Property>() else { return Ok(()) };
    if matches!(property.delete, Value::None) {
        let name = interp.interner.name(name);
        let message = format!("property '{name}' of '{}' object has no deleter", class.name());
        return Err(E::Attribute { message }.into());
    }
    let delete = property.delete.clone();
    interp.call(&delete, Given::places([this.clone()])).map(drop)
}

/// Whether a member of a class is abstract.
pub(in super::super) fn is_abstract(interp: &mut Interp, member: &Value) -> bool {
    let mark = interp.names.is_abstract;
    match member {
        Value::Def(function) => {
            matches!(function.members.borrow().get(&mark), Some(Value::Bool(true)))
        }
        Value::Object(object) => descriptor_parts(&**object)
            .iter()
            .any(|part| matches!(part, Value::Def(_)) && is_abstract(interp, part)),
        _ => false,
    }
}

/// A method of `object`, or of Python's class that a program's class inherits from, reached through the class.
pub(in super::super) fn object_method(
    interp: &mut Interp,
    class: &Shared<Class>,
    name: &str,
) -> Result<Option<Value>> {
    if OBJECT_METHODS.contains(&name) {
        return Ok(Some(Value::object(NativeMethod { name: name.to_owned(), this: None })));
    }
    match class.native {
        Some(native) if native != Type::Type => {
            interp.attribute(&Value::Type(native), name).map(Some).or(Ok(None))
        }
        _ => Ok(None),
    }
}

/// An attribute that every instance has.
pub(in super::super) fn object_attribute(
    interp: &mut Interp,
    this: &Value,
    _class: &Shared<Class>,
    name: &str,
) -> Result<Option<Value>> {
    let native = NativeMethod { name: name.to_owned(), this: Some(this.clone()) };
    Ok(if native.exists(interp)? { Some(Value::object(native)) } else { None })
}

/// A method of `object` reached through `object` itself.
pub(in super::super) fn method_of_object(name: &str) -> Option<Value> {
    OBJECT_METHODS.contains(&name).then(|| Value::object(NativeMethod { name: name.to_owned(), this: None }))
}

/// A method of `type` reached through `type` itself.
pub(in super::super) fn method_of_type(name: &str) -> Option<Value> {
    let known = OBJECT_METHODS.contains(&name) || matches!(name, "__call__" | "mro");
    known.then(|| Value::object(NativeMethod { name: name.to_owned(), this: None }))
}

/// A function of a class that gets the class.
pub(in super::super) fn class_method(function: Value) -> Value {
    Value::object(ClassMethod(function))
}

/// A method of one of Python's classes reached through the class: its first argument is the object.
#[derive(Debug)]
struct Unbound {
    class: Type,
    name: String,
}

impl Object for Unbound {
    fn type_name(&self) -> &'static str {
        "method_descriptor"
    }

    fn repr(&self, _interp: &Interp) -> String {
        if self.name.starts_with("__") {
            return format!("<slot wrapper '{}' of '{}' objects>", self.name, self.class.name());
        }
        format!("<method '{}' of '{}' objects>", self.name, self.class.name())
    }

    fn attribute(&self, _interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::str(&self.name)),
            "__qualname__" => Some(format!("{}.{}", self.class.name(), self.name).into()),
            "__objclass__" => Some(Value::Type(self.class)),
            _ => None,
        })
    }

    fn equals(&self, _interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(None) };
        let other = other.as_any().downcast_ref::<Self>();
        Ok(other.map(|other| other.class == self.class && other.name == self.name))
    }

    fn is_callable(&self) -> bool {
        true
    }

    /// As a member of a program's class it is a method, as in `class A: f = str.upper`.
    fn bind(
        self: Rc<Self>,
        _interp: &mut Interp,
        this: Option<&Value>,
        _class: &Shared<Class>,
    ) -> Result<Option<Value>> {
        Ok(this.map(|this| {
            let bound = super::super::program::Bound { this: this.clone(), function: Value::Object(self) };
            Value::Bound(Shared::new(bound))
        }))
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let mut given = Given { places: given.places.clone(), names: given.names.clone() };
        if given.places.is_empty() {
            let message = if self.name.starts_with("__") {
                format!("descriptor '{}' of '{}' object needs an argument", self.name, self.class.name())
            } else {
                format!("unbound method {}.{}() needs an argument", self.class.name(), self.name)
            };
            return Err(E::Type { message }.into());
        }
        let this = given.places.remove(0);
        let this = Interp::payload(&this).unwrap_or(this);
        let own = match (this.type_of(), self.class) {
            (Type::Bool, Type::Int) => true,
            (own, class) => own == class,
        };
        if !own {
            let special = self.name.starts_with("__");
            let (name, class, given) = (&self.name, self.class.name(), this.type_name());
            let message = if special {
                format!("descriptor '{name}' requires a '{class}' object but received a '{given}'")
            } else {
                format!("descriptor '{name}' for '{class}' objects doesn't apply to a '{given}' object")
            };
            return Err(E::Type { message }.into());
        }
        let method = interp.attribute(&this, &self.name)?;
        interp.call(&method, given).map(Some)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A method of a class of Python's own, not bound to an object.
pub(in super::super) fn unbound_method(class: Type, name: &str) -> Value {
    Value::object(Unbound { class, name: name.to_owned() })
}
