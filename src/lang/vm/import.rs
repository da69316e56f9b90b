//! `import`: modules are found, run and kept.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::error::{Error, Frame as TraceFrame, Result};
use crate::syntax::{ExprKind, LogicalLine, LogicalLines, Span, StatementKind, parse_statement};

use super::super::call::Given;
use super::super::code::{Code, CodeSource, Import};
use super::super::compile;
use super::super::errors::{Hint, NameError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::loaded::Loaded;
use super::super::value::{Module, Value};
use super::super::{absent, known, library, modules, suggest};

/// Modules of Python that no file of the user's stands before.
const BUILT_IN: &[&str] =
    &["sys", "builtins", "time", "itertools", "_arr", "_collections", "_functools", "_operator"];

/// A module's text, read whole.
struct Program {
    codes: Vec<Rc<Code>>,
    doc: Option<Rc<str>>,
}

/// Where a module was found.
enum Found {
    /// A file, and for a package its directory.
    File(PathBuf, Option<PathBuf>),
    /// A directory of modules without a program of its own.
    Directory(PathBuf),
    /// A text of the library.
    Library(&'static str),
    /// A module of arr's own.
    Native(Module),
}

impl Interp {
    /// The module of an `import`.
    pub(super) fn import_module(&mut self, import: &Import) -> Result<Value> {
        if self.module == 0 {
            self.imported(&import.module);
        }
        let found = self.import_path(&import.module, import.tried).map_err(|e| e.at(import.span))?;
        if import.whole {
            return Ok(found);
        }
        let top = import.module.split('.').next().unwrap_or(&import.module);
        Ok(self.imports.find(top).unwrap_or(found))
    }

    /// The module of a dotted name; what stands before each dot is imported first.
    pub(in super::super) fn import_path(&mut self, name: &str, tried: bool) -> Result<Value> {
        match self.imports.find(name) {
            Some(Value::None) => return Err(NameError::Halted { name: name.to_owned() }.into()),
            Some(module) => return Ok(module),
            None => {}
        }
        let (parent, own) = match name.rsplit_once('.') {
            Some((parent, own)) => (Some(self.import_path(parent, tried)?), own),
            None => (None, name),
        };
        let module = match &parent {
            Some(Value::Object(object)) if absent::is_absent(&**object) => {
                let absent = absent::of(self, name);
                self.imports.add(name, absent.clone());
                absent
            }
            _ => match self.find_module(name, own, parent.as_ref())? {
                Some(found) => self.load(name, found)?,
                None => self.missing(name, parent.as_ref(), tried)?,
            },
        };
        if let Some(Value::Loaded(parent)) = &parent {
            let symbol = self.interner.intern(own);
            drop(parent.set(symbol, Some(module.clone())));
        }
        Ok(module)
    }

    /// Where a module lies.
    fn find_module(&mut self, name: &str, own: &str, parent: Option<&Value>) -> Result<Option<Found>> {
        let native = || modules::by_name(name).map(Found::Native);
        let library = || library::source(name).map(Found::Library);
        match parent {
            None => {
                if BUILT_IN.contains(&name)
                    && let Some(found) = native().or_else(library)
                {
                    return Ok(Some(found));
                }
                let mut directory = None;
                for place in self.imports.path.items() {
                    let Value::Str(place) = place else { continue };
                    match in_directory(Path::new(&*place), own) {
                        Some(Found::Directory(found)) => directory = directory.or(Some(found)),
                        None => {}
                        found => return Ok(found),
                    }
                }
                Ok(native().or_else(library).or(directory.map(Found::Directory)))
            }
            Some(Value::Loaded(parent)) => match &parent.directory {
                Some(directory) => Ok(in_directory(directory, own)),
                None if parent.in_library => Ok(native().or_else(library)),
                None => {
                    let (name, parent) = (name.to_owned(), parent.name.to_string());
                    Err(NameError::NoPackage { name, parent }.into())
                }
            },
            _ => Ok(native().or_else(library)),
        }
    }

    /// Runs a module that was found.
    fn load(&mut self, name: &str, found: Found) -> Result<Value> {
        let id = self.imports.loaded.len() + 1;
        let module = match &found {
            Found::Native(module) => {
                let module = Value::Module(*module);
                self.imports.add(name, module.clone());
                return Ok(module);
            }
            Found::File(file, directory) => Loaded::new(id, name, Some(file), directory.clone()),
            Found::Directory(directory) => Loaded::new(id, name, None, Some(directory.clone())),
            Found::Library(_) => Loaded::of_library(id, name),
        };
        let module = Rc::new(module);
        let value = Value::Loaded(Rc::clone(&module));
        self.imports.loaded.push(Rc::clone(&module));
        self.imports.add(name, value.clone());
        let ran = self.run_found(&module, &found);
        module.complete.set(true);
        if let Err(error) = ran {
            self.imports.remove(name);
            return Err(error);
        }
        // A module may put something else in its own place.
        Ok(self.imports.find(name).unwrap_or(value))
    }

    fn run_found(&mut self, module: &Rc<Loaded>, found: &Found) -> Result<()> {
        let (text, file): (std::borrow::Cow<'_, str>, Rc<str>) = match found {
            Found::File(path, _) => {
                let bytes = std::fs::read(path).map_err(|error| NameError::Unreadable {
                    file: path.display().to_string(),
                    reason: error.to_string(),
                })?;
                self.memory.check_room(bytes.len())?;
                (String::from_utf8_lossy(&bytes).into_owned().into(), path.display().to_string().into())
            }
            Found::Library(text) => ((*text).into(), "".into()),
            Found::Directory(_) | Found::Native(_) => return Ok(()),
        };
        let program = self.read_program(&text, &file)?;
        self.name_module(module, program.doc.as_deref());
        self.run_codes(module, &program.codes)
    }

    /// Binds what every module says of itself.
    fn name_module(&mut self, module: &Loaded, doc: Option<&str>) {
        let package = match &module.directory {
            Some(_) => &module.name,
            None => module.name.rsplit_once('.').map_or("", |(package, _)| package),
        };
        let mut names = vec![
            ("__name__", Value::str(&module.name)),
            ("__doc__", doc.map_or(Value::None, Value::str)),
            ("__package__", Value::str(package)),
        ];
        names.extend(module.file.as_ref().map(|file| ("__file__", Value::str(file))));
        if let Some(directory) = &module.directory {
            let directory = Value::from(directory.display().to_string());
            names.push(("__path__", Value::list(vec![directory])));
        }
        for (name, value) in names {
            let symbol = self.interner.intern(name);
            drop(module.set(symbol, Some(value)));
        }
    }

    /// The statements of a text, compiled in the Python dialect.
    pub(in super::super) fn codes_of(&mut self, text: &str) -> Result<Vec<Rc<Code>>> {
        self.read_program(text, &"".into()).map(|program| program.codes)
    }

    /// Reads a module whole, as Python does before it runs any of it.
    fn read_program(&mut self, text: &str, file: &Rc<str>) -> Result<Program> {
        let mut program = Program { codes: Vec::new(), doc: None };
        let mut options = compile::Options { array_literals: false, ..compile::Options::default() };
        let mut lines = LogicalLines::new(text.as_bytes());
        let mut line = LogicalLine::default();
        loop {
            self.memory.check_interrupt()?;
            match lines.read(&mut line) {
                Ok(false) => return Ok(program),
                Ok(true) => self.read_line(&line, file, &mut options, &mut program),
                Err(error) => Err(error),
            }
            .map_err(|error| {
                let mut error = line.renumber(error);
                if !file.is_empty() {
                    let (file, text) = (Rc::clone(file), line.text.as_str().into());
                    let function = "".into();
                    error.pass(TraceFrame { file, text, line: line.number, span: Span::default(), function });
                }
                error
            })?;
        }
    }

    fn read_line(
        &mut self,
        line: &LogicalLine,
        file: &Rc<str>,
        options: &mut compile::Options,
        program: &mut Program,
    ) -> Result<()> {
        let mut at = 0;
        while let Some((statement, next)) = parse_statement(&line.text, at, &mut self.interner)? {
            at = next;
            if let (StatementKind::Expr(expr), true) = (&statement.form.kind, program.codes.is_empty())
                && let ExprKind::Str(doc) = &expr.kind
            {
                program.doc = Some(doc.as_ref().into());
            }
            options.note(&statement.form.kind);
            let own = line.text.get(statement.start as usize..statement.end as usize).unwrap_or_default();
            let number = line.number_at(statement.start);
            let source = Rc::new(CodeSource { file: Rc::clone(file), text: own.into(), line: number });
            let code = compile::compile(&statement, &source, &mut self.interner, *options)
                .map_err(|error| error.map_span(|span| statement.locate(span, &line.text)))?;
            program.codes.push(code);
        }
        Ok(())
    }

    /// Runs the examples of a docstring, in the module that it stands in: for each what it shows, and the message with which it fails. The names
    /// that they bind are bound as before afterwards.
    pub(in super::super) fn run_examples(
        &mut self,
        texts: &[Rc<str>],
        module: Option<&Rc<Loaded>>,
    ) -> Result<Vec<(String, Option<String>)>> {
        let id = module.map_or(0, |module| module.id);
        let bound_before = module.map(|module| module.bound());
        let main_before = module.is_none().then(|| self.bindings());
        // What examples print is captured, also where the report goes elsewhere.
        let redirection = self.suspend_redirection();
        let ran = texts.iter().map(|text| self.run_example(text, id)).collect();
        self.resume_redirection(redirection);
        if let (Some(module), Some(before)) = (module, bound_before) {
            module.restore(&before);
        }
        if let Some(before) = main_before {
            self.rebind_all(before);
        }
        ran
    }

    /// Runs statements as at the prompt of Python.
    fn run_example(&mut self, text: &str, module: usize) -> Result<(String, Option<String>)> {
        let file: Rc<str> = "<doctest>".into();
        let program = match self.read_program(text, &file) {
            Ok(program) => program,
            Err(error) => return Ok((String::new(), Some(self.message_of(error)))),
        };
        let before = (
            std::mem::take(&mut self.out),
            std::mem::replace(&mut self.echoes, true),
            std::mem::replace(&mut self.tags, false),
            std::mem::replace(&mut self.module, module),
        );
        self.depth += 1;
        let result = program.codes.iter().try_for_each(|code| {
            self.memory.check_interrupt()?;
            self.run_module(code)?;
            self.memory.take_fault()
        });
        self.depth -= 1;
        let shown = std::mem::replace(&mut self.out, before.0).plain;
        (self.echoes, self.tags, self.module) = (before.1, before.2, before.3);
        let error = match result {
            Ok(()) => None,
            Err(error) if error.exception() == crate::error::Exception::KeyboardInterrupt => {
                return Err(error);
            }
            Err(error) => Some(self.message_of(error)),
        };
        Ok((shown, error))
    }

    /// The class and message of an error, as the end of a traceback tells them, without the guess at what was meant.
    fn message_of(&mut self, error: Error) -> String {
        let instance = self.caught(error);
        let (class, message) = self.exception_text(&instance);
        let hint = instance.raised.as_ref().map(|raised| raised.borrow().hint.clone()).unwrap_or_default();
        let message = message.strip_suffix(&*hint).unwrap_or(&message);
        if message.is_empty() { class } else { format!("{class}: {message}") }
    }

    /// The function that a text of the library's defines; the values of its free names are given.
    pub(in super::super) fn define(
        &mut self,
        text: &str,
        qualname: &str,
        values: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        let indented = text.replace('\n', "\n ");
        let names: Vec<&str> = values.iter().map(|(name, _)| &**name).collect();
        let own = text.strip_prefix("def ").and_then(|rest| rest.split('(').next()).unwrap_or("None");
        let whole = format!("def make({}):\n {indented}\n return {own}", names.join(", "));
        let file: Rc<str> = "".into();
        let mut program = self.read_program(&whole, &file)?;
        let maker = program.codes.first_mut().and_then(Rc::get_mut).and_then(|code| code.codes.first_mut());
        let Some(maker) = maker else { return Ok(Value::None) };
        let inner = Rc::get_mut(maker).and_then(|maker| maker.codes.first_mut()).and_then(Rc::get_mut);
        if let Some(inner) = inner {
            inner.qualname = qualname.into();
        }
        let maker = super::super::program::Function {
            code: Rc::clone(maker),
            defaults: std::cell::RefCell::default(),
            keyword_defaults: std::cell::RefCell::default(),
            closure: Vec::new(),
            members: std::cell::RefCell::default(),
            module: self.module,
        };
        let given = Given::places(values.into_iter().map(|(_, value)| value));
        self.call_function(&super::super::nest::Shared::new(maker), given)
    }

    /// Runs the statements of a module; what they work out is not shown.
    fn run_codes(&mut self, module: &Loaded, codes: &[Rc<Code>]) -> Result<()> {
        if self.depth >= super::super::interp::MAX_DEPTH {
            return Err(super::run::too_deep());
        }
        let echoes = std::mem::replace(&mut self.echoes, false);
        let outer = std::mem::replace(&mut self.module, module.id);
        self.depth += 1;
        let result = codes.iter().try_for_each(|code| {
            self.memory.check_interrupt()?;
            self.run_module(code)?;
            self.memory.take_fault()
        });
        self.depth -= 1;
        self.module = outer;
        self.echoes = echoes;
        result
    }

    /// What is done about a module that is not there.
    fn missing(&mut self, name: &str, parent: Option<&Value>, tried: bool) -> Result<Value> {
        let there = match parent {
            None => library::is_known(name),
            Some(Value::Module(parent)) => {
                let own = name.rsplit('.').next().unwrap_or(name);
                known::has(parent.name(), own) || library::is_known(name)
            }
            Some(Value::Loaded(parent)) => parent.in_library && library::is_known(name),
            Some(_) => false,
        };
        if absent::is_stand_in(self, name) || there && !tried {
            let absent = absent::of(self, name);
            self.imports.add(name, absent.clone());
            return Ok(absent);
        }
        if let (Some(Value::Module(parent)), false) = (parent, there)
            && parent.name() != "numpy"
            && !parent.name().starts_with("numpy.")
        {
            let (name, parent) = (name.to_owned(), parent.name().to_owned());
            return Err(NameError::NoPackage { name, parent }.into());
        }
        Err(NameError::NoModule { name: name.to_owned() }.into())
    }

    /// `from module import name`
    pub(super) fn import_name(
        &mut self,
        module: &Value,
        package: &str,
        name: &str,
        tried: bool,
    ) -> Result<Value> {
        match module {
            Value::Module(found) => {
                if let Some(member) = self.member_of(*found, name) {
                    return Ok(member);
                }
                if let Ok(module) = self.import_path(&format!("{package}.{name}"), true) {
                    return Ok(module);
                }
                if let Some(name) = known::member(found.name(), name) {
                    return Err(NameError::NoNameYet { name }.into());
                }
                let hint = suggest::nearest(name, modules::member_names(*found));
                Err(NameError::NoName { module: found.name(), name: name.to_owned(), hint: Hint(hint) }
                    .into())
            }
            Value::Loaded(found) => {
                let symbol = self.interner.intern(name);
                if let Some(member) = found.get(symbol) {
                    return Ok(member);
                }
                match self.import_path(&format!("{}.{name}", found.name), tried) {
                    Ok(module) if found.directory.is_some() || found.in_library => return Ok(module),
                    Err(error) if found.directory.is_some() && !is_missing(&error) => return Err(error),
                    _ => {}
                }
                if let Ok(member) = self.loaded_attribute(&Rc::clone(found), name) {
                    return Ok(member);
                }
                Err(self.no_name(found, name))
            }
            Value::Object(object) if absent::is_absent(&**object) => {
                Ok(absent::of(self, &format!("{package}.{name}")))
            }
            other => self.attribute(other, name),
        }
    }

    /// The error of a name that a module that is a program does not have.
    fn no_name(&self, module: &Loaded, name: &str) -> Error {
        let (owner, name) = (module.name.to_string(), name.to_owned());
        if module.in_library && known::has(&owner, &name) {
            return NameError::NoNameYet { name: format!("{owner}.{name}") }.into();
        }
        let place = module.file.as_deref().unwrap_or("unknown location").to_owned();
        if module.complete.get() {
            NameError::NoNameIn { module: owner, name, place }.into()
        } else {
            NameError::PartialName { module: owner, name, place }.into()
        }
    }

    /// `from module import *`
    pub(super) fn import_star(&mut self, module: &Value) -> Result<()> {
        match module {
            Value::Module(found) => {
                let members: Vec<&'static str> = modules::member_names(*found).collect();
                for name in members {
                    let symbol = self.interner.intern(name);
                    // NumPy's names are there already, where nothing stands before them.
                    if *found == Module::Numpy && self.means(symbol, name) {
                        continue;
                    }
                    if !name.starts_with('_')
                        && let Some(value) = self.member_of(*found, name)
                    {
                        self.bind(symbol, value);
                    }
                }
                Ok(())
            }
            Value::Loaded(found) => {
                let all = self.interner.intern("__all__");
                let names = match found.get(all) {
                    Some(all) => {
                        let names = self.items_of(&all)?;
                        names.iter().map(|name| Rc::from(self.str(name))).collect()
                    }
                    None => {
                        let mut names = self.names_of(found);
                        names.retain(|name: &Rc<str>| !name.starts_with('_'));
                        names
                    }
                };
                for name in names {
                    let value = match self.import_name(module, &found.name, &name, true) {
                        Ok(value) => value,
                        Err(_) => self.loaded_attribute(&Rc::clone(found), &name)?,
                    };
                    let symbol = self.interner.intern(&name);
                    self.bind(symbol, value);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether a bare name of NumPy's means NumPy's function already.
    fn means(&mut self, symbol: crate::syntax::Symbol, name: &str) -> bool {
        match (self.lookup(symbol), modules::member(Module::Numpy, name)) {
            (Ok(found), Some(member)) => found.is(&member),
            _ => false,
        }
    }

    /// Enters a context: what it gives, and what leaves it.
    pub(super) fn enter_context(&mut self, context: Value) -> Result<(Value, Value)> {
        match &context {
            Value::Object(object) => {
                if object.enters_itself() {
                    return Ok((context.clone(), context));
                }
                match object.enter(self)? {
                    Some(given) => Ok((given, context)),
                    None => Err(E::NoContext { type_name: context.type_name() }.into()),
                }
            }
            Value::Instance(_) => {
                let names = self.names;
                let Some(enter) = self.special(&context, names.enter) else {
                    return Err(E::NoContext { type_name: context.type_name() }.into());
                };
                if self.special(&context, names.exit).is_none() {
                    return Err(E::NoExit { type_name: context.type_name() }.into());
                }
                let given = self.call(&enter, Given::default())?;
                Ok((given, context))
            }
            other => Err(E::NoContext { type_name: other.type_name() }.into()),
        }
    }

    /// Leaves a context; whether it swallows the exception that it is left for.
    pub(super) fn leave_context(&mut self, context: &Value, exception: Option<&Value>) -> Result<bool> {
        match context {
            Value::Object(object) => object.leave_for(self, exception),
            Value::Instance(_) => {
                let names = self.names;
                let Some(exit) = self.special(context, names.exit) else { return Ok(false) };
                let places = match exception {
                    Some(exception @ Value::Instance(instance)) => {
                        [Value::Class(instance.class()), exception.clone(), Value::None]
                    }
                    _ => [Value::None, Value::None, Value::None],
                };
                let result = self.call(&exit, Given::places(places))?;
                if exception.is_none() { Ok(false) } else { self.is_true(&result) }
            }
            _ => Ok(false),
        }
    }

    /// Leaves a context for an exception in a register; whether it is swallowed.
    pub(super) fn leave_raising(&mut self, r: &mut [Value], exit: u16, exception: u16) -> Result<bool> {
        let context = std::mem::replace(&mut r[exit as usize], Value::Unset);
        let raised = r[exception as usize].clone();
        self.leave_context(&context, Some(&raised))
    }
}

/// A module of that name in a directory: a package, a file, or a directory of modules.
fn in_directory(directory: &Path, name: &str) -> Option<Found> {
    let package = directory.join(name);
    let file = package.join("__init__.py");
    if file.is_file() {
        return Some(Found::File(absolute(file), Some(absolute(package))));
    }
    let file = directory.join(format!("{name}.py"));
    if file.is_file() {
        return Some(Found::File(absolute(file), None));
    }
    package.is_dir().then(|| Found::Directory(absolute(package)))
}

fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// Whether an error says that a module is not there.
fn is_missing(error: &Error) -> bool {
    error.exception() == crate::error::Exception::ModuleNotFoundError
}
