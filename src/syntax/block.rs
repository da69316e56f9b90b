//! Blocks: the lines of a compound statement, by their indentation, to a tree of headers and bodies. The grammar reads what stands on a line.

use std::rc::Rc;

use smallvec::SmallVec;

use super::build::Builder;
use super::compound::{self, Compound};
use super::grammar::{self, Refusal, Rule, Tokens};
use super::lexer::{Lexer, TokenKind};
use super::outline::Outline;
use super::parse::{Parsed, shift, statement_rule};
use super::{
    Case, ClassDef, Expr, ExprKind, Form, FunctionDef, Handler, Interner, Span, StatementKind, Stmt,
    SyntaxError, WithItem, fault, header, target,
};
use crate::error::{Error, Result};

/// How many blocks may stand in each other, as in Python: a limit of its tokenizer.
const MAX_INDENTS: usize = 100;

/// How many loops, `try` and `with` statements may stand in each other, as in Python.
const MAX_NESTED: usize = 20;

/// A part of the text: its first byte, and one past its last.
type Part = (usize, usize);

/// A logical line of a block.
#[derive(Debug)]
struct Line {
    part: Part,
    /// Its indentation: columns with a tab reaching to the next multiple of eight, and with a tab as one.
    indent: (usize, usize),
    /// Where its `;` stand.
    semicolons: SmallVec<[u32; 2]>,
}

/// The statement that `outline` found in `text`, of which `own` is the part, without its comments.
pub(super) fn parse(text: &str, own: &str, outline: Outline, interner: &mut Interner) -> Result<Parsed> {
    let source = &text[outline.start..outline.end];
    let mut reader = Reader {
        text,
        own,
        outline,
        lines: lines(own),
        at: 0,
        indents: vec![(0, 0)],
        nested: 0,
        builder: Builder::new(source, interner),
    };
    if text[..outline.start].trim_end_matches([' ', '\t']).ends_with(';') {
        let word = compound::first_word(own.as_bytes()).len().max(1);
        return reader.fail(SyntaxError::Invalid {}, (0, word));
    }
    let stmt = reader.statement()?;
    if let Some(line) = reader.lines.get(reader.at) {
        let columns = line.indent.1;
        let kind = if columns > 0 { SyntaxError::UnexpectedIndent {} } else { SyntaxError::Invalid {} };
        return reader.fail(kind, reader.next_token());
    }
    let form = Form { kind: stmt.kind, span: Span::new(0, own.len()), lifted: Box::default() };
    Ok(Parsed { form, numbers: reader.builder.numbers, spans: reader.builder.spans })
}

/// Cuts a text into its logical lines.
fn lines(own: &str) -> Vec<Line> {
    let bytes = own.as_bytes();
    let mut lexer = Lexer::new(bytes, 0);
    let mut lines: Vec<Line> = Vec::new();
    let (mut depth, mut open) = (0_usize, false);
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End => break,
            TokenKind::Newline if depth == 0 => {
                open = false;
                continue;
            }
            TokenKind::Newline | TokenKind::Comment | TokenKind::Continuation => continue,
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !open {
            let from = bytes[..token.start].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let indent = columns(&bytes[from..token.start]);
            lines.push(Line { part: (token.start, token.end), indent, semicolons: SmallVec::new() });
            open = true;
        }
        if let Some(line) = lines.last_mut() {
            line.part.1 = token.end;
            if depth == 0 && token.kind == TokenKind::Semicolon {
                line.semicolons.push(token.start as u32);
            }
        }
    }
    lines
}

/// The place that Python blames of a line whose tabs and blanks do not fit: its start.
fn line_start(start: usize, indent: (usize, usize)) -> Part {
    let start = start - indent.1.min(start);
    (start, start + 1)
}

/// How far blanks indent.
fn columns(blanks: &[u8]) -> (usize, usize) {
    blanks.iter().fold((0, 0), |(column, alternative), byte| match byte {
        b' ' => (column + 1, alternative + 1),
        b'\t' => ((column / 8 + 1) * 8, alternative + 1),
        _ => (0, 0),
    })
}

/// What it takes to read a compound statement.
struct Reader<'t, 'i> {
    text: &'t str,
    own: &'t str,
    outline: Outline,
    lines: Vec<Line>,
    /// The line that is read next.
    at: usize,
    /// The indentations of the blocks around, the outermost first.
    indents: Vec<(usize, usize)>,
    /// How many loops, `try` and `with` statements are around.
    nested: usize,
    builder: Builder<'t, 'i>,
}

/// A header that was read: its tokens, its bytes, and the line it stands on.
struct Header<'t> {
    row: &'static Compound,
    tokens: Tokens<'t>,
    span: Span,
    line: usize,
}

impl<'t> Reader<'t, '_> {
    fn word(&self, line: usize) -> &'t str {
        let own: &'t str = self.own;
        self.lines.get(line).map_or("", |line| {
            let rest = &own[line.part.0..];
            rest.get(..compound::first_word(rest.as_bytes()).len()).unwrap_or("")
        })
    }

    fn line_text(&self, line: usize) -> &'t str {
        let own: &'t str = self.own;
        self.lines.get(line).map_or("", |line| &own[line.part.0..line.part.1])
    }

    /// The compound or simple statement of the next line; of several simple ones on it, the first. Used where one statement is wanted.
    fn statement(&mut self) -> Result<Stmt> {
        let mut body = Vec::new();
        self.line(&mut body)?;
        match body.pop() {
            Some(stmt) if body.is_empty() => Ok(stmt),
            _ => self.fail(SyntaxError::Invalid {}, (0, 1)),
        }
    }

    /// Reads the next line, with the block that it may begin.
    fn line(&mut self, body: &mut Vec<Stmt>) -> Result<()> {
        let text = self.line_text(self.at);
        if text.starts_with('@') {
            body.push(self.decorated()?);
            return Ok(());
        }
        if let Some(row) = compound::begins(text) {
            body.push(self.compound(row, Vec::new())?);
            return Ok(());
        }
        let Some(line) = self.lines.get(self.at) else { return Ok(()) };
        let part = line.part;
        self.at += 1;
        self.simple(self.at - 1, part.0, body)
    }

    /// The simple statements of a line, from a byte on.
    fn simple(&mut self, line: usize, from: usize, body: &mut Vec<Stmt>) -> Result<()> {
        let Some(Line { part, semicolons, .. }) = self.lines.get(line) else { return Ok(()) };
        let end = part.1;
        let mut ends: SmallVec<[usize; 4]> =
            semicolons.iter().map(|&at| at as usize).filter(|&at| at >= from).collect();
        let closed = ends.last().is_some_and(|&at| at + 1 == end);
        if !closed {
            ends.push(end);
        }
        let mut start = from;
        for stop in ends {
            let piece = &self.own[start..stop];
            let blanks = piece.len() - piece.trim_start().len();
            let place = (start + blanks, start + piece.trim_end().len().max(blanks));
            if place.0 == place.1 {
                return self.fail(SyntaxError::Invalid {}, (stop, stop + 1));
            }
            let text = &self.own[place.0..place.1];
            if compound::begins(text).is_some() || text.starts_with('@') {
                let word = compound::first_word(text.as_bytes()).len().max(1);
                return self.fail(SyntaxError::Invalid {}, (place.0, place.0 + word));
            }
            let kind = self.simple_statement(place)?;
            body.push(Stmt { kind, span: Span::new(place.0, place.1) });
            start = stop + 1;
        }
        Ok(())
    }

    /// The simple statement at a part of `own`.
    fn simple_statement(&mut self, (start, end): Part) -> Result<StatementKind> {
        let piece = &self.own[start..end];
        let place = self.place((start, end));
        let read = grammar::read(statement_rule(piece), piece, start);
        let tokens = read.map_err(|refusal| refused(self.text, place, refusal, self.builder.interner))?;
        self.builder.statement(tokens).map_err(|error| {
            let error = error.map_span(|span| shift(span, self.outline.start));
            match (error.downcast_ref(), error.span()) {
                (Some(SyntaxError::Invalid {}), Some(span)) => {
                    fault::explain(self.text, place, span.start as usize, self.builder.interner)
                }
                _ => error,
            }
        })
    }

    /// The header on the next line, which is of `row`.
    fn header(&mut self, row: &'static Compound) -> Result<Header<'t>> {
        let own: &'t str = self.own;
        let line = self.at;
        let Some(&Line { part: (start, end), .. }) = self.lines.get(line) else {
            return self.fail(SyntaxError::Invalid {}, (0, 1));
        };
        let text = &own[start..end];
        let mut tokens = match grammar::read(row.rule, text, start) {
            Ok(tokens) => tokens,
            Err(refusal) => return Err(self.header_fault(row, (start, end), refusal)),
        };
        let Some(token) = tokens.take() else { return self.fail(SyntaxError::Invalid {}, (start, end)) };
        let span = token.span;
        self.at += 1;
        Ok(Header { row, tokens: token.into_inner(), span, line })
    }

    /// What is wrong with a header that the grammar refused.
    fn header_fault(&mut self, row: &Compound, part: Part, refusal: Refusal) -> Error {
        let place = self.place(part);
        match refusal {
            Refusal::TooDeep => refused(self.text, place, refusal, self.builder.interner),
            Refusal::At(at) => {
                header::explain(self.text, row, place, place.start + at, self.builder.interner)
            }
        }
    }

    /// A compound statement with its decorators.
    fn compound(&mut self, row: &'static Compound, decorators: Vec<Expr>) -> Result<Stmt> {
        let mut header = self.header(row)?;
        let span = header.span;
        let loops =
            matches!(row.rule, Rule::while_header | Rule::for_header | Rule::try_header | Rule::with_header);
        if loops {
            if self.nested >= MAX_NESTED {
                let start = span.start as usize;
                return self.fail(SyntaxError::TooManyBlocks {}, (start, start + row.word.len()));
            }
            self.nested += 1;
        }
        let kind = match row.rule {
            Rule::if_header => self.if_statement(header)?,
            Rule::while_header => {
                let test = self.shifted(|builder| builder.named(&mut header.tokens))?;
                let body = self.body(&header)?;
                StatementKind::While { test, body, otherwise: self.otherwise()? }
            }
            Rule::for_header => {
                let target = self.shifted(|builder| builder.targets(&mut header.tokens))?;
                self.shifted_check(&target)?;
                let iterable = self.shifted(|builder| builder.values(&mut header.tokens))?;
                let body = self.body(&header)?;
                StatementKind::For { target, iterable, body, otherwise: self.otherwise()? }
            }
            Rule::def_header => self.function(header, decorators)?,
            Rule::class_header => {
                let name = self.declared(&mut header.tokens)?;
                let mut args = Vec::new();
                if let Some(call) = header.tokens.take_if(Rule::call) {
                    args = self
                        .builder
                        .arguments(call)
                        .map_err(|error| error.map_span(|span| shift(span, self.outline.start)))?
                        .0;
                }
                let nested = std::mem::take(&mut self.nested);
                let body = self.body(&header)?;
                self.nested = nested;
                StatementKind::ClassDef(Rc::new(ClassDef { name, args, body, decorators }))
            }
            Rule::try_header => self.try_statement(&header)?,
            Rule::with_header => {
                let items = self.with_items(&mut header.tokens)?;
                let body = self.body(&header)?;
                StatementKind::With { items, body }
            }
            _ => self.match_statement(header)?,
        };
        self.nested -= usize::from(loops);
        Ok(Stmt { kind, span })
    }

    fn if_statement(&mut self, mut header: Header<'t>) -> Result<StatementKind> {
        let test = self.shifted(|builder| builder.named(&mut header.tokens))?;
        let body = self.body(&header)?;
        let mut otherwise = Vec::new();
        if self.goes_on("elif") {
            if let Some(row) = compound::find("elif") {
                let next = self.header(row)?;
                let span = next.span;
                let kind = self.if_statement(next)?;
                otherwise.push(Stmt { kind, span });
            }
        } else {
            otherwise = self.otherwise()?;
        }
        Ok(StatementKind::If { test, body, otherwise })
    }

    /// The block of an `else`, if one comes next.
    fn otherwise(&mut self) -> Result<Vec<Stmt>> {
        match compound::find("else") {
            Some(row) if self.goes_on("else") => {
                let header = self.header(row)?;
                self.body(&header)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Whether the next line starts with a word, at the indentation of the block that is read.
    fn goes_on(&self, word: &str) -> bool {
        let level = self.indents.last().copied().unwrap_or_default();
        self.lines.get(self.at).is_some_and(|line| line.indent.0 == level.0) && self.word(self.at) == word
    }

    fn try_statement(&mut self, header: &Header<'t>) -> Result<StatementKind> {
        let body = self.body(header)?;
        let mut handlers: Vec<Handler> = Vec::new();
        while self.goes_on("except") {
            let Some(row) = compound::find("except") else { break };
            let mut header = self.header(row)?;
            if let Some(Handler { exception: None, span, .. }) = handlers.last() {
                let mut span = shift(*span, self.outline.start);
                span.end += 1;
                return Err(Error::from(SyntaxError::DefaultExcept {}).at(span));
            }
            let mut exception = None;
            let mut name = None;
            if header.tokens.peek() != Some(Rule::colon) {
                exception = Some(self.shifted(|builder| builder.expr(&mut header.tokens))?);
                if let Some(token) = header.tokens.take_if(Rule::alias) {
                    name = Some(
                        self.builder
                            .name(&token)
                            .map_err(|error| error.map_span(|span| shift(span, self.outline.start)))?,
                    );
                }
            }
            let span = header.span;
            let body = self.body(&header)?;
            handlers.push(Handler { exception, name, body, span });
        }
        let otherwise = if handlers.is_empty() { Vec::new() } else { self.otherwise()? };
        let mut finally = Vec::new();
        if self.goes_on("finally")
            && let Some(row) = compound::find("finally")
        {
            let header = self.header(row)?;
            finally = self.body(&header)?;
        } else if handlers.is_empty() {
            return self.fail(SyntaxError::LoneTry {}, self.next_token());
        }
        Ok(StatementKind::Try { body, handlers, otherwise, finally })
    }

    fn with_items(&mut self, tokens: &mut Tokens<'t>) -> Result<Vec<WithItem>> {
        let mut items = Vec::new();
        while let Some(token) = tokens.take_if(Rule::with_item) {
            let mut inner = token.into_inner();
            let context = self.shifted(|builder| builder.expr(&mut inner))?;
            let mut name = None;
            if inner.take_if(Rule::as_word).is_some() {
                let target = self.shifted(|builder| builder.value(&mut inner))?;
                self.shifted_check(&target)?;
                name = Some(target);
            }
            items.push(WithItem { context, name });
        }
        Ok(items)
    }

    fn decorated(&mut self) -> Result<Stmt> {
        let own: &'t str = self.own;
        let mut decorators = Vec::new();
        while let Some(&Line { part: (start, end), .. }) = self.lines.get(self.at)
            && own[start..].starts_with('@')
        {
            let place = self.place((start, end));
            let mut tokens = grammar::read(Rule::decorator, &own[start..end], start)
                .map_err(|refusal| refused(self.text, place, refusal, self.builder.interner))?;
            let Some(token) = tokens.take() else { break };
            let mut inner = token.into_inner();
            decorators.push(self.shifted(|builder| builder.named(&mut inner))?);
            self.at += 1;
        }
        let level = self.indents.last().copied().unwrap_or_default();
        match compound::begins(self.line_text(self.at)) {
            Some(row)
                if matches!(row.rule, Rule::def_header | Rule::class_header)
                    && self.lines.get(self.at).is_some_and(|line| line.indent == level) =>
            {
                self.compound(row, decorators)
            }
            _ if self.lines.get(self.at).is_some_and(|line| line.indent.0 > level.0) => {
                let start = self.next_token().0;
                self.fail(SyntaxError::UnexpectedIndent {}, (start, start))
            }
            _ => self.fail(SyntaxError::Invalid {}, self.next_token()),
        }
    }

    fn function(&mut self, mut header: Header<'t>, decorators: Vec<Expr>) -> Result<StatementKind> {
        let name = self.declared(&mut header.tokens)?;
        let mut parameters = super::Parameters::default();
        if let Some(token) = header.tokens.take_if(Rule::parameters) {
            let mut inner = token.into_inner();
            self.builder.annotates = true;
            let read = self.builder.parameters(&mut inner);
            self.builder.annotates = false;
            parameters = read.map_err(|error| error.map_span(|span| shift(span, self.outline.start)))?.0;
        }
        let mut returns = None;
        if header.tokens.take_if(Rule::arrow).is_some() {
            returns = Some(self.shifted(|builder| builder.expr(&mut header.tokens))?);
        }
        let nested = std::mem::take(&mut self.nested);
        let body = self.body(&header)?;
        self.nested = nested;
        Ok(StatementKind::FunctionDef(Rc::new(FunctionDef { name, parameters, returns, body, decorators })))
    }

    fn match_statement(&mut self, mut header: Header<'t>) -> Result<StatementKind> {
        let subject = self.shifted(|builder| builder.subject(&mut header.tokens))?;
        let level = self.enter(&header)?;
        let mut cases = Vec::new();
        while self.lines.get(self.at).is_some_and(|line| line.indent.0 == level) {
            let Some(row) = compound::find("case").filter(|_| self.word(self.at) == "case") else {
                return self.fail(SyntaxError::Invalid {}, self.next_token());
            };
            let mut header = self.header(row)?;
            let pattern = self
                .builder
                .patterns(&mut header.tokens)
                .map_err(|error| error.map_span(|span| shift(span, self.outline.start)))?;
            let mut guard = None;
            if header.tokens.take_if(Rule::if_word).is_some() {
                guard = Some(self.shifted(|builder| builder.named(&mut header.tokens))?);
            }
            let span = header.span;
            let body = self.body(&header)?;
            cases.push(Case { pattern, guard, body, span });
        }
        self.leave()?;
        Ok(StatementKind::Match { subject, cases })
    }

    /// Goes into the block below a header; its indentation.
    fn enter(&mut self, header: &Header<'t>) -> Result<usize> {
        let outer = self.indents.last().copied().unwrap_or_default();
        let Some(&Line { indent, part, .. }) = self.lines.get(self.at).filter(|line| line.indent.0 > outer.0)
        else {
            let start = header.span.start as usize;
            let line = 1 + self.own[..start].matches('\n').count();
            let what = header.row.called.to_owned();
            return self.fail(SyntaxError::NoBlock { what, line }, self.next_token());
        };
        if indent.1 <= outer.1 {
            return self.fail(SyntaxError::Tabs {}, line_start(part.0, indent));
        }
        if self.indents.len() >= MAX_INDENTS {
            return self.fail(SyntaxError::TooManyIndents {}, line_start(part.0, indent));
        }
        self.indents.push(indent);
        Ok(indent.0)
    }

    /// Leaves the block that is read: the next line must belong to a block around it.
    fn leave(&mut self) -> Result<()> {
        let inner = self.indents.pop().unwrap_or_default();
        let Some(&Line { indent, part: (start, _), .. }) = self.lines.get(self.at) else { return Ok(()) };
        if indent.0 > inner.0 {
            if indent.1 <= inner.1 {
                return self.fail(SyntaxError::Tabs {}, line_start(start, indent));
            }
            return self.fail(SyntaxError::UnexpectedIndent {}, (start, start));
        }
        match self.indents.iter().find(|level| level.0 == indent.0) {
            Some(level) if level.1 == indent.1 => Ok(()),
            Some(_) => self.fail(SyntaxError::Tabs {}, line_start(start, indent)),
            None => {
                // Python had read the line to its end.
                let rest = &self.text[self.outline.start + start..];
                let end = start + rest.find('\n').unwrap_or(rest.len());
                self.fail(SyntaxError::NoIndent {}, (end, end + 1))
            }
        }
    }

    /// The token that Python reads next, where it misses something before it: of a line that ends a block, the place before its first
    /// (marked by no caret), and at the end of the text, the end of its last line.
    fn next_token(&self) -> Part {
        let level = self.indents.last().copied().unwrap_or_default();
        let line = self.lines.get(self.at);
        let from = line.map_or(self.own.len(), |line| line.part.0) + self.outline.start;
        let mut lexer = Lexer::new(self.text.as_bytes(), from);
        while let Ok(token) = lexer.next() {
            match token.kind {
                TokenKind::Newline | TokenKind::Comment | TokenKind::Continuation | TokenKind::Semicolon => {}
                TokenKind::End => break,
                _ => {
                    let (start, end) = (token.start - self.outline.start, token.end - self.outline.start);
                    let indent = line.map_or((0, 0), |line| line.indent);
                    let other = indent.0 != level.0;
                    return (start, if other { start } else { end });
                }
            }
        }
        let text = self.text.strip_suffix('\n').unwrap_or(self.text);
        let end = text.len().max(from) - self.outline.start;
        (end, end + 1)
    }

    /// What a header governs: the statements after its colon, or the block below it.
    fn body(&mut self, header: &Header<'t>) -> Result<Vec<Stmt>> {
        let mut body = Vec::new();
        let end = header.span.end as usize;
        let line_end = self.lines.get(header.line).map_or(end, |line| line.part.1);
        if !self.own[end..line_end].trim().is_empty() {
            self.simple(header.line, end, &mut body)?;
            return Ok(body);
        }
        let level = self.enter(header)?;
        while let Some(line) = self.lines.get(self.at)
            && line.indent.0 == level
        {
            if line.indent != self.indents.last().copied().unwrap_or_default() {
                return self.fail(SyntaxError::Tabs {}, line_start(line.part.0, line.indent));
            }
            self.line(&mut body)?;
        }
        self.leave()?;
        Ok(body)
    }

    /// The name that a header declares.
    fn declared(&mut self, tokens: &mut Tokens<'t>) -> Result<super::Symbol> {
        match tokens.take_if(Rule::declared_name) {
            Some(token) => self
                .builder
                .name(&token)
                .map_err(|error| error.map_span(|span| shift(span, self.outline.start))),
            None => self.fail(SyntaxError::Invalid {}, (0, 1)),
        }
    }

    /// What the builder makes, its errors told in bytes of the whole text.
    fn shifted(
        &mut self,
        build: impl FnOnce(&mut Builder<'t, '_>) -> Result<super::build::Node>,
    ) -> Result<Expr> {
        let node = build(&mut self.builder);
        node.map(|node| node.expr).map_err(|error| error.map_span(|span| shift(span, self.outline.start)))
    }

    /// Checks that an expression can be assigned to.
    fn shifted_check(&self, expr: &Expr) -> Result<()> {
        if let ExprKind::Starred(_) = expr.kind {
            let span = shift(expr.span, self.outline.start);
            return Err(Error::from(SyntaxError::LoneStarredTarget {}).at(span));
        }
        target::check(expr, target::Place::Assigned)
            .map_err(|error| error.map_span(|span| shift(span, self.outline.start)))
    }

    fn place(&self, (start, end): Part) -> Outline {
        let Outline { start: from, next, .. } = self.outline;
        Outline { start: from + start, end: from + end, next }
    }

    fn fail<T>(&self, kind: SyntaxError, (start, end): Part) -> Result<T> {
        Err(Error::from(kind).at(Span::new(self.outline.start + start, self.outline.start + end)))
    }
}

fn refused(text: &str, place: Outline, refusal: Refusal, interner: &mut Interner) -> Error {
    match refusal {
        Refusal::TooDeep => Error::from(SyntaxError::TooDeep {}).at(Span::new(place.start, place.end)),
        Refusal::At(at) => fault::explain(text, place, place.start + at, interner),
    }
}
