//! The parameters of a `lambda` and of a `def`, in one reading: only a `def` has annotations.

use super::build::Builder;
use super::grammar::{Rule, Token, Tokens};
use super::{Parameter, Parameters, Span, SyntaxError};
use crate::error::{Error, Result};

fn fail<T>(kind: SyntaxError, span: Span) -> Result<T> {
    Err(Error::from(kind).at(span))
}

impl<'t> Builder<'t, '_> {
    /// The parameters that come next, and the depth of the deepest default or annotation.
    pub(super) fn parameters(&mut self, tokens: &mut Tokens<'t>) -> Result<(Parameters, u32)> {
        let mut parameters = Parameters::default();
        let mut depth = 0;
        // What came before: a lone `*` or `*args`, and where.
        let mut star: Option<Span> = None;
        let mut kwargs: Option<Span> = None;
        while let Some(rule) = tokens.peek() {
            if let (Some(_), Rule::star | Rule::double_star | Rule::slash | Rule::parameter_name) =
                (kwargs, rule)
            {
                let at = tokens.take().map_or(Span::default(), |token| token.span);
                return fail(SyntaxError::AfterKwargs {}, at);
            }
            match rule {
                Rule::slash => {
                    let at = tokens.take().map_or(Span::default(), |token| token.span);
                    let kind = if star.is_some() {
                        SyntaxError::SlashAfterStar {}
                    } else if parameters.positional_only > 0 {
                        SyntaxError::TwoSlashes {}
                    } else if parameters.positional.is_empty() {
                        let rest = self.text.get(at.end as usize..).unwrap_or_default();
                        if rest.trim_start().starts_with(',') {
                            SyntaxError::LoneSlash {}
                        } else {
                            SyntaxError::Invalid {}
                        }
                    } else {
                        parameters.positional_only = parameters.positional.len();
                        continue;
                    };
                    return fail(kind, at);
                }
                Rule::star => {
                    let at = tokens.take().map_or(Span::default(), |token| token.span);
                    if star.is_some() {
                        return fail(SyntaxError::TwoStars {}, at);
                    }
                    star = Some(at);
                    // A comma, which is no token, tells a lone `*` from `*args`.
                    let between = Span { start: at.end, end: tokens.start() };
                    if !between.of(self.text).contains(',')
                        && let Some(token) = tokens.take_if(Rule::parameter_name)
                    {
                        parameters.varargs = Some(self.parameter(&parameters, &token, tokens, &mut depth)?);
                        if tokens.peek() == Some(Rule::assign) {
                            return fail(SyntaxError::VarargsDefault {}, token.span);
                        }
                    }
                }
                Rule::double_star => {
                    tokens.take();
                    let Some(token) = tokens.take_if(Rule::parameter_name) else { break };
                    parameters.kwargs = Some(self.parameter(&parameters, &token, tokens, &mut depth)?);
                    if tokens.peek() == Some(Rule::assign) {
                        return fail(SyntaxError::KwargsDefault {}, token.span);
                    }
                    kwargs = Some(token.span);
                }
                Rule::parameter_name => {
                    let Some(token) = tokens.take() else { break };
                    let mut parameter = self.parameter(&parameters, &token, tokens, &mut depth)?;
                    if tokens.take_if(Rule::assign).is_some() {
                        let default = self.expr(tokens)?;
                        depth = depth.max(default.depth);
                        parameter.default = Some(default.expr);
                    }
                    if star.is_some() {
                        parameters.keyword_only.push(parameter);
                        continue;
                    }
                    let after = parameters.positional.last().is_some_and(|before| before.default.is_some());
                    if after && parameter.default.is_none() {
                        return fail(SyntaxError::DefaultFirst {}, token.span);
                    }
                    parameters.positional.push(parameter);
                }
                _ => break,
            }
        }
        if let (Some(at), None, true) = (star, &parameters.varargs, parameters.keyword_only.is_empty()) {
            // Of a `lambda` Python blames what follows the star.
            let span = if self.annotates { at } else { Span { start: at.end, end: at.end + 1 } };
            return fail(SyntaxError::LoneStar {}, span);
        }
        Ok((parameters, depth))
    }

    /// The parameter whose name is `token`, with its annotation.
    fn parameter(
        &mut self,
        before: &Parameters,
        token: &Token<'t>,
        tokens: &mut Tokens<'t>,
        depth: &mut u32,
    ) -> Result<Parameter> {
        let name = self.name(token)?;
        if before.all().any(|other| other.name == name) {
            return fail(SyntaxError::RepeatedParameter { name: token.text().to_owned() }, token.span);
        }
        let mut annotation = None;
        // The colon of a `lambda` ends its parameters.
        if self.annotates && tokens.take_if(Rule::colon).is_some() {
            let node = self.expr(tokens)?;
            *depth = node.depth.max(*depth);
            annotation = Some(node.expr);
        }
        Ok(Parameter { name, annotation, default: None })
    }
}
