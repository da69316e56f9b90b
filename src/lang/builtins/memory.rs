//! Memory: who shares it, and what stands in it.

use crate::error::Result;
use crate::memory::{Array, may_share_memory, shares_memory};

use super::super::call::Args;
use super::super::convert::truth;
use super::super::errors::ValueKindError as E;
use super::super::interp::{Interp, Question};
use super::super::operators::python_number;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::array;

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["shares_memory"],
        Home::Numpy,
        "a, b, /, max_work=-1",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            if max_work(&args)? != Some(0) {
                return Ok(Value::Bool(shares_memory(&a, &b)));
            }
            // Without any work only the bounds are compared, and that they overlap is no answer.
            if may_share_memory(&a, &b) { Err(E::TooHard {}.into()) } else { Ok(Value::Bool(false)) }
        },
        Returns::Scalar,
        "Whether two arrays have an element's memory in common: exact, for any strides.",
        "a = zeros(4); shares_memory(a[::2], a[1::2])",
    ),
    Builtin::new(
        &["may_share_memory"],
        Home::Numpy,
        "a, b, /, max_work=0",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            Ok(Value::Bool(match max_work(&args)? {
                Some(n) if n != 0 => shares_memory(&a, &b),
                _ => may_share_memory(&a, &b),
            }))
        },
        Returns::Scalar,
        "Whether the bounds of two arrays in memory overlap: True does not prove sharing.",
        "a = zeros(4); may_share_memory(a[::2], a[1::2])",
    ),
    Builtin::new(
        &["why"],
        Home::Bare,
        "x",
        |interp, args| tell(interp, &Question::Why(args.value("x").clone())),
        Returns::Nothing,
        "Tells how an array came to be, step by step, and what made it a view or a copy.",
        "a = arange(12).reshape(3, 4); b = a.T.reshape(12); why(b)",
    )
    .asking(),
    Builtin::new(
        &["relation"],
        Home::Bare,
        "a, b",
        |interp, args| tell(interp, &Question::Relation(args.value("a").clone(), args.value("b").clone())),
        Returns::Nothing,
        "Tells whether two arrays are one, share elements (and which), or are apart.",
        "a = arange(6); b = a[::2]; relation(a, b)",
    )
    .asking(),
    Builtin::new(
        &["mem"],
        Home::Bare,
        "",
        |interp, _| tell(interp, &Question::Map),
        Returns::Nothing,
        "Draws the memory map: each buffer, who holds it, and which part of it each name covers.",
        "a = arange(10); b = a[2:7]; mem()",
    )
    .asking(),
    Builtin::new(
        &["assert_view"],
        Home::Bare,
        "x, of",
        |interp, args| claim(interp, &args, "a view", |x, a| !x.is(a) && x.same_buffer(a)),
        Returns::Nothing,
        "Fails unless x is another array object on the memory of the other array.",
        "a = arange(4); b = a[1:]; assert_view(b, of=a)",
    )
    .asking(),
    Builtin::new(
        &["assert_copy"],
        Home::Bare,
        "x, of",
        |interp, args| claim(interp, &args, "a copy", |x, a| !x.same_buffer(a)),
        Returns::Nothing,
        "Fails unless x is in other memory than the other array.",
        "a = arange(4); b = a[[0, 1]]; assert_copy(b, of=a)",
    )
    .asking(),
    Builtin::new(
        &["assert_alias"],
        Home::Bare,
        "x, of",
        |interp, args| claim(interp, &args, "an alias", Array::is),
        Returns::Nothing,
        "Fails unless both are the same array object.",
        "a = arange(4); b = a; assert_alias(b, a)",
    )
    .asking(),
    Builtin::new(
        &["assert_shares"],
        Home::Bare,
        "x, of",
        |interp, args| claim(interp, &args, "in shared memory", shares_memory),
        Returns::Nothing,
        "Fails unless the two arrays have an element's memory in common.",
        "a = arange(4); b = a[1:]; assert_shares(b, a)",
    )
    .asking(),
    Builtin::new(
        &["assert_apart"],
        Home::Bare,
        "x, of",
        |interp, args| claim(interp, &args, "apart", |x, a| !shares_memory(x, a)),
        Returns::Nothing,
        "Fails if the two arrays have an element's memory in common.",
        "a = arange(4); assert_apart(a[::2], a[1::2])",
    )
    .asking(),
    Builtin::new(
        &["item"],
        Home::Array,
        "*args",
        |interp, args| super::python::item(&args.this_array()?, &args.rest, interp),
        Returns::Scalar,
        "One element as a Python number.",
        "arange(3).item(1)",
    ),
    Builtin::new(
        &["tolist"],
        Home::Array,
        "",
        |_, args| nested(&args.this_array()?),
        Returns::Scalar,
        "The elements as nested Python lists.",
        "arange(4).reshape(2, 2).tolist()",
    ),
    Builtin::new(
        &["setflags"],
        Home::Array,
        "write=None, align=None, uic=None",
        |_, args| {
            let a = args.this_array()?;
            let flag = |name| args.some(name).map(truth).transpose();
            super::objects::set_flags(&a, flag("write")?, flag("align")?, flag("uic")? == Some(true))?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Sets whether the array may be written.",
        "a = zeros(3); a.setflags(write=False); a.flags.writeable",
    ),
];

/// How much work the search for a shared element may be; arr's needs no limit, but 0 and what is no limit are NumPy's.
fn max_work(args: &Args) -> Result<Option<i64>> {
    let work = match args.some("max_work") {
        None => return Ok(None),
        Some(Value::Int(n)) => *n,
        Some(Value::Bool(b)) => i64::from(*b),
        Some(Value::BigInt(_)) => {
            let message = "Python int too large to convert to C ssize_t".into();
            return Err(E::Overflow { message }.into());
        }
        Some(_) => return Err(E::Value { message: "max_work must be an integer".into() }.into()),
    };
    if work < -2 {
        return Err(E::Value { message: "Invalid value for max_work".into() }.into());
    }
    Ok(Some(work))
}

/// Prints the answer to a question.
fn tell(interp: &mut Interp, question: &Question) -> Result<Value> {
    let text = interp.tell(question);
    interp.out.append(&text);
    Ok(Value::None)
}

/// Fails with `AssertionError` and the explanation unless the two arrays stand as claimed; with `TypeError` if they are no arrays.
fn claim(
    interp: &mut Interp,
    args: &Args,
    what: &'static str,
    holds: impl Fn(&Array, &Array) -> bool,
) -> Result<Value> {
    let (x, of) = (args.value("x"), args.value("of"));
    let pair = match (x, of) {
        (Value::Array(x), Value::Array(of)) => (x, of),
        (Value::Array(_), other) | (other, _) => {
            return Err(ClaimError::NoArray { function: args.function(), found: other.type_name() }.into());
        }
    };
    if holds(pair.0, pair.1) {
        return Ok(Value::None);
    }
    let relation = interp.tell(&Question::Relation(x.clone(), of.clone())).plain;
    let step = interp.tell(&Question::LastStep(x.clone())).plain;
    let step = if step.is_empty() { step } else { format!("; how it came: {step}") };
    Err(ClaimError::Failed { what, relation: relation.trim_end().to_owned(), step }.into())
}

crate::error_kinds! {
    /// What can be wrong with a claim about memory.
    pub(super) enum ClaimError {
        /// `a = arange(4); assert_view(a.copy(), of=a)`
        AssertionError Failed { what: &'static str, relation: String, step: String } = "not {what}: {relation}{step}";
        /// `assert_view(1, of=2)`
        TypeError NoArray { function: &'static str, found: String } = "{function}() is about arrays, not {found}";
    }
}

/// How many elements are taken between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 14;

pub(super) fn nested(a: &Array) -> Result<Value> {
    let (mut shape, memory) = (a.shape(), a.memory());
    memory.check_room(a.size().saturating_mul(a.itemsize() + size_of::<Value>()))?;
    let mut flat = crate::dispatch!(a.dtype(), T => {
        let mut flat = crate::memory::with_room(a.size());
        for (i, x) in a.to_vec::<T>().into_iter().enumerate() {
            if i % PATIENCE == 0 {
                memory.check_interrupt()?;
            }
            flat.push(python_number(&crate::memory::Scalar::new(x)));
        }
        flat
    });
    if shape.is_empty() {
        return Ok(flat.pop().unwrap_or(Value::None));
    }
    if let Some(empty) = shape.iter().position(|&n| n == 0) {
        // The first axis without elements is an empty list at each place of the axes before it.
        if empty == 0 {
            return Ok(Value::list(Vec::new()));
        }
        shape.truncate(empty);
        flat = crate::memory::made(&memory, shape.iter().product(), |_| Value::list(Vec::new()))?;
    }
    for &n in shape[1..].iter().rev() {
        let mut items = flat.into_iter();
        let mut rows = Vec::new();
        loop {
            memory.check_interrupt()?;
            let row: Vec<Value> = items.by_ref().take(n).collect();
            if row.is_empty() {
                break;
            }
            rows.push(Value::list(row));
        }
        flat = rows;
    }
    Ok(Value::list(flat))
}
