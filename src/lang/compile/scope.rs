//! Scopes: which names are local to a function, which are variables of a function around it, and which are global. Found before anything is
//! compiled, as Python's symbol table is.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::syntax::{
    Arg, Clause, Expr, ExprKind, FPart, Interner, Makes, Parameters, Pattern, PatternKind, Span,
    StatementKind, Stmt, Symbol,
};

use super::super::errors::ScopeError;

/// The number of a scope.
pub(super) type ScopeId = usize;

/// What a scope is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Function,
    Class,
    /// A comprehension that runs in the frame around it: of a list, set or dict.
    Comprehension,
}

/// A scope: what is done to names in it.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    pub(super) parent: Option<ScopeId>,
    /// The names that it binds, parameters first, in the order in which it does.
    pub(super) bound: Vec<Symbol>,
    /// How many of those are parameters.
    parameters: usize,
    /// The names that only an import binds, which a declaration may follow, and those with an annotation.
    imported: Vec<Symbol>,
    annotated: Vec<Symbol>,
    /// The names that it declares `global` and `nonlocal`, and where the first declaration of each stands.
    globals: Vec<Symbol>,
    declared: Vec<(Symbol, Span)>,
    nonlocals: Vec<(Symbol, Span)>,
    /// The names that it uses.
    used: Vec<Symbol>,
    /// Its own names that functions inside it use.
    pub(super) cells: Vec<Symbol>,
    /// The names of functions around that it uses, or hands on.
    pub(super) free: Vec<Symbol>,
    /// The names that are unbound somewhere: by `del`, or at the end of an `except … as`.
    pub(super) deleted: Vec<Symbol>,
    /// What Python calls it, if it is that of a comprehension.
    makes: Option<&'static str>,
    /// Whether it holds a `yield`.
    pub(super) yields: bool,
    /// How many names the comprehensions in its frame bind.
    pub(super) hidden: usize,
}

/// The scope of the top level, where the statements of a program are looked through one after another.
#[derive(Debug, Default)]
pub struct ModuleScope(Option<Scope>);

/// Where a name is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    /// A variable of this scope's frame that no other uses, bound by the scope of this number.
    Local(ScopeId),
    /// A variable in a cell, bound by the scope of this number.
    Cell(ScopeId),
    /// The namespace of the class whose body it is.
    Class,
    Global,
}

/// Every scope of a statement.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub(super) all: Vec<Scope>,
    /// The scopes by the addresses of the nodes that make them.
    by_node: FxHashMap<usize, ScopeId>,
}

/// The address of a node, which names it as long as the tree lives.
pub(super) fn address<T: ?Sized>(node: &T) -> usize {
    std::ptr::from_ref(node).cast::<()>() as usize
}

impl Scopes {
    /// The scopes of a statement at the top level.
    ///
    /// `before` is the scope of the statements before it, if those are known: it learns from this one.
    pub(super) fn of(
        statement: &StatementKind,
        span: Span,
        interner: &mut Interner,
        before: Option<&mut ModuleScope>,
    ) -> Result<Self> {
        let mut walk = Walk {
            scopes: Self::default(),
            iterables: 0,
            class: interner.intern("__class__"),
            super_name: interner.intern("super"),
            interner,
        };
        let module = walk.open(ScopeKind::Module, None, None);
        if let Some(ModuleScope(Some(scope))) = &before {
            walk.scopes.all[module] = scope.clone();
        }
        walk.statement(module, statement, span)?;
        walk.resolve()?;
        if let Some(before) = before {
            before.0 = walk.scopes.all.first().cloned();
        }
        Ok(walk.scopes)
    }

    /// The scope of a node.
    pub(super) fn of_node<T: ?Sized>(&self, node: &T) -> ScopeId {
        self.by_node.get(&address(node)).copied().unwrap_or(0)
    }

    /// The scope whose frame a scope runs in.
    pub(super) fn frame(&self, mut scope: ScopeId) -> ScopeId {
        while self.all[scope].kind == ScopeKind::Comprehension
            && let Some(parent) = self.all[scope].parent
        {
            scope = parent;
        }
        scope
    }

    /// Where a name that is used in a scope is found.
    pub(super) fn find(&self, scope: ScopeId, name: Symbol) -> Binding {
        let own = &self.all[scope];
        if own.globals.contains(&name) {
            return Binding::Global;
        }
        let own_name = own.bound.contains(&name) && !own.nonlocals.iter().any(|(other, _)| *other == name);
        match own.kind {
            ScopeKind::Module => return Binding::Global,
            ScopeKind::Class if own_name => return Binding::Class,
            _ if own_name => {
                return if own.cells.contains(&name) { Binding::Cell(scope) } else { Binding::Local(scope) };
            }
            _ => {}
        }
        let frame = self.frame(scope);
        let mut next = own.parent;
        while let Some(id) = next {
            let around = &self.all[id];
            next = around.parent;
            let same = self.frame(id) == frame;
            match around.kind {
                ScopeKind::Module => return Binding::Global,
                // Of the names of a class, functions in it see `__class__` only.
                ScopeKind::Class if around.cells.contains(&name) => return Binding::Cell(id),
                ScopeKind::Class => continue,
                _ => {}
            }
            if around.globals.contains(&name) {
                return Binding::Global;
            }
            if around.bound.contains(&name) && !around.nonlocals.iter().any(|(other, _)| *other == name) {
                return if !same || around.cells.contains(&name) {
                    Binding::Cell(id)
                } else {
                    Binding::Local(id)
                };
            }
        }
        Binding::Global
    }
}

struct Walk<'i> {
    scopes: Scopes,
    /// In how many iterables of comprehensions the expression that is read stands.
    iterables: usize,
    class: Symbol,
    super_name: Symbol,
    interner: &'i mut Interner,
}

fn add(names: &mut Vec<Symbol>, name: Symbol) {
    if !names.contains(&name) {
        names.push(name);
    }
}

impl Walk<'_> {
    fn open(&mut self, kind: ScopeKind, parent: Option<ScopeId>, node: Option<usize>) -> ScopeId {
        let id = self.scopes.all.len();
        self.scopes.all.push(Scope {
            kind,
            parent,
            bound: Vec::new(),
            parameters: 0,
            imported: Vec::new(),
            annotated: Vec::new(),
            globals: Vec::new(),
            declared: Vec::new(),
            nonlocals: Vec::new(),
            used: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            deleted: Vec::new(),
            makes: None,
            yields: false,
            hidden: 0,
        });
        if let Some(node) = node {
            self.scopes.by_node.insert(node, id);
        }
        id
    }

    fn bind(&mut self, scope: ScopeId, name: Symbol) {
        let own = &mut self.scopes.all[scope];
        add(&mut own.bound, name);
        own.imported.retain(|other| *other != name);
    }

    /// Binds a name to what is imported.
    fn import(&mut self, scope: ScopeId, name: Symbol) {
        let own = &mut self.scopes.all[scope];
        if !own.bound.contains(&name) {
            own.bound.push(name);
            own.imported.push(name);
        }
    }

    fn use_name(&mut self, scope: ScopeId, name: Symbol) {
        add(&mut self.scopes.all[scope].used, name);
        if name == self.super_name && self.scopes.all[scope].kind != ScopeKind::Module {
            add(&mut self.scopes.all[scope].used, self.class);
        }
    }

    fn body(&mut self, scope: ScopeId, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|stmt| self.statement(scope, &stmt.kind, stmt.span))
    }

    fn statement(&mut self, scope: ScopeId, kind: &StatementKind, span: Span) -> Result<()> {
        match kind {
            StatementKind::Expr(expr) => self.expr(scope, expr)?,
            StatementKind::Assign { targets, value } => {
                self.expr(scope, value)?;
                targets.iter().try_for_each(|target| self.target(scope, target))?;
            }
            StatementKind::AugAssign { target, value, .. } => {
                self.expr(scope, target)?;
                self.expr(scope, value)?;
                self.target(scope, target)?;
            }
            StatementKind::Annotated { target, annotation, value } => {
                if self.scopes.all[scope].kind != ScopeKind::Function {
                    self.expr(scope, annotation)?;
                }
                if let Some(value) = value {
                    self.expr(scope, value)?;
                }
                if let ExprKind::Name(name) = target.kind {
                    let own = &mut self.scopes.all[scope];
                    let nonlocal = own.nonlocals.iter().any(|(other, _)| *other == name);
                    if own.kind != ScopeKind::Module && (nonlocal || own.globals.contains(&name)) {
                        let what = if nonlocal { "nonlocal" } else { "global" }.to_owned();
                        let name = self.interner.name(name).to_string();
                        return Err(Error::from(ScopeError::Annotated { name, what }).at(span));
                    }
                    add(&mut own.annotated, name);
                }
                self.target(scope, target)?;
            }
            StatementKind::Del(targets) => {
                for target in targets {
                    self.target(scope, target)?;
                    self.delete(scope, target);
                }
            }
            StatementKind::Assert { test, message } => {
                self.expr(scope, test)?;
                self.option(scope, message.as_ref())?;
            }
            StatementKind::Pass | StatementKind::Break | StatementKind::Continue => {}
            StatementKind::With { items, body } => {
                for item in items {
                    self.expr(scope, &item.context)?;
                    if let Some(name) = &item.name {
                        self.target(scope, name)?;
                    }
                }
                self.body(scope, body)?;
            }
            StatementKind::If { test, body, otherwise } | StatementKind::While { test, body, otherwise } => {
                self.expr(scope, test)?;
                self.body(scope, body)?;
                self.body(scope, otherwise)?;
            }
            StatementKind::For { target, iterable, body, otherwise } => {
                self.expr(scope, iterable)?;
                self.target(scope, target)?;
                self.body(scope, body)?;
                self.body(scope, otherwise)?;
            }
            StatementKind::FunctionDef(def) => {
                self.all(scope, &def.decorators)?;
                self.defaults(scope, &def.parameters, true)?;
                self.option(scope, def.returns.as_ref())?;
                self.bind(scope, def.name);
                let inner = self.function(scope, &def.parameters, address(&**def));
                self.body(inner, &def.body)?;
            }
            StatementKind::ClassDef(def) => {
                self.all(scope, &def.decorators)?;
                self.args(scope, &def.args)?;
                self.bind(scope, def.name);
                let inner = self.open(ScopeKind::Class, Some(scope), Some(address(&**def)));
                self.body(inner, &def.body)?;
            }
            StatementKind::Try { body, handlers, otherwise, finally } => {
                self.body(scope, body)?;
                for handler in handlers {
                    self.option(scope, handler.exception.as_ref())?;
                    if let Some(name) = handler.name {
                        self.bind(scope, name);
                        add(&mut self.scopes.all[scope].deleted, name);
                    }
                    self.body(scope, &handler.body)?;
                }
                self.body(scope, otherwise)?;
                self.body(scope, finally)?;
            }
            StatementKind::Match { subject, cases } => {
                self.expr(scope, subject)?;
                for case in cases {
                    self.pattern(scope, &case.pattern)?;
                    self.option(scope, case.guard.as_ref())?;
                    self.body(scope, &case.body)?;
                }
            }
            StatementKind::Return(value) => self.option(scope, value.as_ref())?,
            StatementKind::Raise { exception, cause } => {
                self.option(scope, exception.as_ref())?;
                self.option(scope, cause.as_ref())?;
            }
            StatementKind::Global(names) => {
                for &name in names {
                    self.check_declaration(scope, name, "global", span)?;
                    add(&mut self.scopes.all[scope].globals, name);
                    self.scopes.all[scope].declared.push((name, span));
                }
            }
            StatementKind::Nonlocal(names) => {
                for &name in names {
                    if self.scopes.all[scope].kind == ScopeKind::Module {
                        return Err(Error::from(ScopeError::NonlocalAtTop {}).at(span));
                    }
                    self.check_declaration(scope, name, "nonlocal", span)?;
                    self.scopes.all[scope].nonlocals.push((name, span));
                    self.scopes.all[scope].declared.push((name, span));
                    add(&mut self.scopes.all[scope].used, name);
                }
            }
            StatementKind::Import(names) => {
                for import in names {
                    let name = import.alias.unwrap_or_else(|| {
                        self.interner.intern(import.name.split('.').next().unwrap_or(&import.name))
                    });
                    self.import(scope, name);
                }
            }
            StatementKind::ImportFrom { names, .. } => {
                if names.is_empty() && self.scopes.all[scope].kind != ScopeKind::Module {
                    // Python marks the star.
                    let star = Span { start: span.end.max(1) - 1, end: span.end };
                    return Err(Error::from(ScopeError::StarImport {}).at(star));
                }
                for import in names {
                    let name = import.alias.unwrap_or_else(|| self.interner.intern(&import.name));
                    self.import(scope, name);
                }
            }
        }
        Ok(())
    }

    /// Checks that a name is not used or bound before it is declared.
    fn check_declaration(&self, scope: ScopeId, name: Symbol, what: &str, span: Span) -> Result<()> {
        let own = &self.scopes.all[scope];
        let text = self.interner.name(name).to_string();
        let what = what.to_owned();
        let again = own.declared.iter().find(|(other, _)| *other == name);
        let both = own.nonlocals.iter().any(|(other, _)| *other == name) && what == "global"
            || own.globals.contains(&name) && what == "nonlocal";
        if let (true, Some((_, first))) = (both, again) {
            return Err(Error::from(ScopeError::NonlocalAndGlobal { name: text }).at(*first));
        }
        let error = if own.bound[..own.parameters.min(own.bound.len())].contains(&name) {
            ScopeError::ParameterDeclared { name: text, what }
        } else if again.is_none() && own.used.contains(&name) {
            ScopeError::UsedBefore { name: text, what }
        } else if own.annotated.contains(&name) {
            ScopeError::Annotated { name: text, what }
        } else if own.bound.contains(&name) && !own.imported.contains(&name) {
            ScopeError::AssignedBefore { name: text, what }
        } else {
            return Ok(());
        };
        Err(Error::from(error).at(span))
    }

    fn function(&mut self, scope: ScopeId, parameters: &Parameters, node: usize) -> ScopeId {
        let inner = self.open(ScopeKind::Function, Some(scope), Some(node));
        let in_order = parameters
            .positional
            .iter()
            .chain(&parameters.keyword_only)
            .chain(&parameters.varargs)
            .chain(&parameters.kwargs);
        for parameter in in_order {
            self.bind(inner, parameter.name);
        }
        self.scopes.all[inner].parameters = self.scopes.all[inner].bound.len();
        self.scopes.all[inner].hidden = 0;
        inner
    }

    fn defaults(&mut self, scope: ScopeId, parameters: &Parameters, annotated: bool) -> Result<()> {
        for parameter in parameters.all() {
            self.option(scope, parameter.default.as_ref())?;
            if annotated {
                self.option(scope, parameter.annotation.as_ref())?;
            }
        }
        Ok(())
    }

    fn target(&mut self, scope: ScopeId, target: &Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name(name) => {
                self.bind(scope, *name);
                Ok(())
            }
            ExprKind::Tuple(parts) | ExprKind::List(parts) => {
                parts.iter().try_for_each(|part| self.target(scope, part))
            }
            ExprKind::Starred(inner) => self.target(scope, inner),
            _ => self.expr(scope, target),
        }
    }

    fn delete(&mut self, scope: ScopeId, target: &Expr) {
        match &target.kind {
            ExprKind::Name(name) => add(&mut self.scopes.all[scope].deleted, *name),
            ExprKind::Tuple(parts) | ExprKind::List(parts) => {
                for part in parts {
                    self.delete(scope, part);
                }
            }
            _ => {}
        }
    }

    fn option(&mut self, scope: ScopeId, expr: Option<&Expr>) -> Result<()> {
        expr.map_or(Ok(()), |expr| self.expr(scope, expr))
    }

    fn all(&mut self, scope: ScopeId, exprs: &[Expr]) -> Result<()> {
        exprs.iter().try_for_each(|expr| self.expr(scope, expr))
    }

    fn args(&mut self, scope: ScopeId, args: &[Arg]) -> Result<()> {
        args.iter().try_for_each(|arg| match arg {
            Arg::Positional(value)
            | Arg::Starred(value)
            | Arg::Keyword { value, .. }
            | Arg::DoubleStarred(value) => self.expr(scope, value),
        })
    }

    fn expr(&mut self, scope: ScopeId, expr: &Expr) -> Result<()> {
        match &expr.kind {
            ExprKind::Name(name) => {
                self.use_name(scope, *name);
                Ok(())
            }
            ExprKind::Number(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Bool(_)
            | ExprKind::None
            | ExprKind::Ellipsis => Ok(()),
            ExprKind::FString(parts) => self.parts(scope, parts),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => self.all(scope, items),
            ExprKind::Dict(pairs) => pairs.iter().try_for_each(|(key, value)| {
                self.option(scope, key.as_ref())?;
                self.expr(scope, value)
            }),
            ExprKind::Unary { operand, .. } => self.expr(scope, operand),
            ExprKind::Binary { left, right, .. } | ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                self.expr(scope, left)?;
                self.expr(scope, right)
            }
            ExprKind::Compare { first, rest } => {
                self.expr(scope, first)?;
                rest.iter().try_for_each(|(_, right)| self.expr(scope, right))
            }
            ExprKind::Conditional { test, then, otherwise } => {
                self.expr(scope, test)?;
                self.expr(scope, then)?;
                self.expr(scope, otherwise)
            }
            ExprKind::Call { function, args } => {
                self.expr(scope, function)?;
                self.args(scope, args)
            }
            ExprKind::Attribute { object, .. } => self.expr(scope, object),
            ExprKind::Index { object, index } => {
                self.expr(scope, object)?;
                self.expr(scope, index)
            }
            ExprKind::Slice { start, stop, step } => {
                [start, stop, step].into_iter().flatten().try_for_each(|part| self.expr(scope, part))
            }
            ExprKind::Starred(inner) => self.expr(scope, inner),
            ExprKind::Comprehension { makes, value, clauses } => {
                self.comprehension(scope, expr, makes, value, clauses)
            }
            ExprKind::Lambda { parameters, body } => {
                self.defaults(scope, parameters, false)?;
                let inner = self.function(scope, parameters, address(expr));
                self.expr(inner, body)
            }
            ExprKind::Walrus { name, value, name_span } => {
                if self.iterables > 0 {
                    return Err(Error::from(ScopeError::WalrusInIterable {}).at(expr.span));
                }
                self.expr(scope, value)?;
                let mut target = scope;
                while self.scopes.all[target].kind == ScopeKind::Comprehension
                    || self.scopes.all[target].bound.first().is_some_and(|first| self.is_hidden(*first))
                {
                    if self.scopes.all[target].bound.contains(name) {
                        let name = self.interner.name(*name).to_string();
                        return Err(Error::from(ScopeError::WalrusRebinds { name }).at(*name_span));
                    }
                    // The name is used here, and bound in what is around.
                    add(&mut self.scopes.all[target].used, *name);
                    let Some(parent) = self.scopes.all[target].parent else { break };
                    target = parent;
                }
                if self.scopes.all[target].kind == ScopeKind::Class && target != scope {
                    return Err(Error::from(ScopeError::WalrusInClass {}).at(*name_span));
                }
                self.bind(target, *name);
                Ok(())
            }
            ExprKind::Yield(value) => {
                self.yields(scope, expr.span)?;
                self.option(scope, value.as_deref())
            }
            ExprKind::YieldFrom(value) => {
                self.yields(scope, expr.span)?;
                self.expr(scope, value)
            }
        }
    }

    /// Whether a name is the hidden parameter of a generator expression.
    fn is_hidden(&self, name: Symbol) -> bool {
        self.interner.name(name).starts_with('.')
    }

    fn yields(&mut self, scope: ScopeId, span: Span) -> Result<()> {
        let own = &mut self.scopes.all[scope];
        match own.kind {
            ScopeKind::Function if own.makes.is_none() => {
                own.yields = true;
                Ok(())
            }
            ScopeKind::Function | ScopeKind::Comprehension => {
                let what = own.makes.unwrap_or("list comprehension").to_owned();
                Err(Error::from(ScopeError::YieldInComprehension { what }).at(span))
            }
            _ => Err(Error::from(ScopeError::YieldOutside {}).at(span)),
        }
    }

    /// What a comprehension goes through, in which nothing may be bound.
    fn iterable(&mut self, scope: ScopeId, expr: &Expr) -> Result<()> {
        self.iterables += 1;
        let result = self.expr(scope, expr);
        self.iterables -= 1;
        result
    }

    fn comprehension(
        &mut self,
        scope: ScopeId,
        expr: &Expr,
        makes: &Makes,
        value: &Expr,
        clauses: &[Clause],
    ) -> Result<()> {
        let generator = *makes == Makes::Generator;
        let kind = if generator { ScopeKind::Function } else { ScopeKind::Comprehension };
        // The first iterable is evaluated outside.
        if let Some(Clause::For { iterable, .. }) = clauses.first() {
            self.iterable(scope, iterable)?;
        }
        let inner = self.open(kind, Some(scope), Some(address(expr)));
        self.scopes.all[inner].makes = Some(match makes {
            Makes::Generator => "generator expression",
            Makes::Dict { .. } => "dict comprehension",
            Makes::Set => "set comprehension",
            Makes::List => "list comprehension",
        });
        if generator {
            let hidden = self.interner.intern(".0");
            self.bind(inner, hidden);
            self.scopes.all[inner].yields = true;
        }
        for (i, clause) in clauses.iter().enumerate() {
            match clause {
                Clause::For { target, iterable } => {
                    if i > 0 {
                        self.iterable(inner, iterable)?;
                    }
                    self.target(inner, target)?;
                }
                Clause::If(test) => self.expr(inner, test)?,
            }
        }
        if let Makes::Dict { key } = makes {
            self.expr(inner, key)?;
        }
        self.expr(inner, value)?;
        if !generator {
            let count = self.scopes.all[inner].bound.len();
            let frame = self.scopes.frame(inner);
            self.scopes.all[frame].hidden += count;
        }
        Ok(())
    }

    fn parts(&mut self, scope: ScopeId, parts: &[FPart]) -> Result<()> {
        parts.iter().try_for_each(|part| match part {
            FPart::Text(_) => Ok(()),
            FPart::Field { expr, spec, .. } => {
                self.expr(scope, expr)?;
                self.parts(scope, spec)
            }
        })
    }

    fn pattern(&mut self, scope: ScopeId, pattern: &Pattern) -> Result<()> {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Star(None) => Ok(()),
            PatternKind::Capture(name) | PatternKind::Star(Some(name)) => {
                self.bind(scope, *name);
                Ok(())
            }
            PatternKind::Value(expr) | PatternKind::Singleton(expr) => self.expr(scope, expr),
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                items.iter().try_for_each(|item| self.pattern(scope, item))
            }
            PatternKind::Mapping { items, rest } => {
                for (key, value) in items {
                    self.expr(scope, key)?;
                    self.pattern(scope, value)?;
                }
                if let Some(name) = rest {
                    self.bind(scope, *name);
                }
                Ok(())
            }
            PatternKind::Class { class, positional, keywords } => {
                self.expr(scope, class)?;
                positional.iter().try_for_each(|item| self.pattern(scope, item))?;
                keywords.iter().try_for_each(|(_, item)| self.pattern(scope, item))
            }
            PatternKind::As(inner, name) => {
                self.pattern(scope, inner)?;
                self.bind(scope, *name);
                Ok(())
            }
        }
    }

    /// Finds the variables that functions share.
    fn resolve(&mut self) -> Result<()> {
        for id in 0..self.scopes.all.len() {
            let scope = &self.scopes.all[id];
            let mut wanted = scope.used.clone();
            wanted.extend(scope.nonlocals.iter().map(|(name, _)| *name));
            for name in wanted {
                self.share(id, name);
            }
            for (name, span) in self.scopes.all[id].nonlocals.clone() {
                if !matches!(self.scopes.find(id, name), Binding::Cell(_)) {
                    let name = self.interner.name(name).to_string();
                    return Err(Error::from(ScopeError::NoNonlocal { name }).at(span));
                }
            }
        }
        Ok(())
    }

    /// Makes a variable that a scope uses of a function around it a cell, handed on by the functions between.
    fn share(&mut self, id: ScopeId, name: Symbol) {
        let scopes = &self.scopes;
        let own = &scopes.all[id];
        let declared = own.nonlocals.iter().any(|(other, _)| *other == name);
        if own.globals.contains(&name)
            || own.bound.contains(&name) && !declared && own.kind != ScopeKind::Module
        {
            return;
        }
        let mut next = own.parent;
        while let Some(around) = next {
            let scope = &scopes.all[around];
            next = scope.parent;
            let class_cell = name == self.class && scope.kind == ScopeKind::Class;
            if matches!(scope.kind, ScopeKind::Module | ScopeKind::Class) && !class_cell {
                continue;
            }
            if scope.globals.contains(&name) {
                return;
            }
            let binds =
                scope.bound.contains(&name) && !scope.nonlocals.iter().any(|(other, _)| *other == name);
            if !binds && !class_cell {
                continue;
            }
            let (from, to) = (scopes.frame(id), scopes.frame(around));
            if from == to && !class_cell {
                return;
            }
            add(&mut self.scopes.all[around].cells, name);
            let mut frame = from;
            while frame != to {
                add(&mut self.scopes.all[frame].free, name);
                match self.scopes.all[frame].parent {
                    Some(parent) => frame = self.scopes.frame(parent),
                    None => break,
                }
            }
            return;
        }
    }
}
