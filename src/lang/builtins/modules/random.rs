//! `random`

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::f64::consts::{PI, TAU};
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, Signed, ToPrimitive, Zero};
use sha2::{Digest, Sha512};

use crate::error::Result;
use crate::ops::random::{STATE, Twister};
use crate::syntax::BinaryOp;

use super::super::super::access::Index;
use super::super::super::call::Args;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::object::Object;
use super::super::super::operators::{big, float_divmod};
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::arguments::{entropy, index, real, type_error, value_error};

/// The class of generators.
pub(super) const RANDOM: &str = "random.Random";
/// The class of those that ask the system.
pub(super) const SYSTEM: &str = "random.SystemRandom";

/// So many items are made between two looks at Ctrl-C.
const PATIENCE: usize = 1 << 12;

/// A generator as a value.
#[derive(Debug)]
struct RandomObject(Rc<Generator>);

/// A generator.
#[derive(Debug)]
pub(in super::super) struct Generator {
    /// The engine; `None` for what asks the system.
    engine: Option<RefCell<Twister>>,
    /// What the last pair of normal numbers left.
    gauss: Cell<Option<f64>>,
}

impl Generator {
    fn seeded() -> Self {
        let mut bytes = [0; 4 * STATE];
        entropy(&mut bytes);
        let key: Vec<u32> = bytes.chunks(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        Self { engine: Some(RefCell::new(Twister::of_key(&key))), gauss: Cell::new(None) }
    }

    fn unit(&self) -> f64 {
        match &self.engine {
            Some(engine) => engine.borrow_mut().next_f64(),
            None => {
                let mut bytes = [0; 8];
                entropy(&mut bytes);
                (u64::from_le_bytes(bytes) >> 11) as f64 / 9_007_199_254_740_992.0
            }
        }
    }

    fn small_bits(&self, k: u32) -> u32 {
        match &self.engine {
            Some(engine) => engine.borrow_mut().next_u32() >> (32 - k),
            None => {
                let mut bytes = [0; 4];
                entropy(&mut bytes);
                u32::from_le_bytes(bytes) >> (32 - k)
            }
        }
    }

    fn bits(&self, k: u64) -> BigUint {
        let count = k.div_ceil(32);
        let mut words = crate::memory::with_room(count as usize);
        for i in 0..count {
            if i % PATIENCE as u64 == 0 {
                crate::memory::stop_if_interrupted();
            }
            words.push(self.small_bits((k - 32 * i).min(32) as u32));
        }
        BigUint::new(words)
    }

    /// A whole number below `n`, which is not zero.
    fn below(&self, n: u64) -> u64 {
        let k = 64 - n.leading_zeros();
        loop {
            let r = if k <= 32 {
                u64::from(self.small_bits(k))
            } else {
                let low = u64::from(self.small_bits(32));
                low | u64::from(self.small_bits(k - 32)) << 32
            };
            if r < n {
                return r;
            }
        }
    }

    fn below_big(&self, n: &BigUint) -> BigUint {
        match n.to_u64() {
            Some(n) => self.below(n).into(),
            None => loop {
                let r = self.bits(n.bits());
                if r < *n {
                    return r;
                }
            },
        }
    }

    fn normal(&self) -> f64 {
        let magic = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
        loop {
            let u1 = self.unit();
            let u2 = 1.0 - self.unit();
            let z = magic * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -u2.ln() {
                return z;
            }
        }
    }

    fn gamma(&self, interp: &mut Interp, alpha: f64, beta: f64) -> Result<f64> {
        if alpha <= 0.0 || beta <= 0.0 {
            return Err(value_error("gammavariate: alpha and beta must be > 0.0"));
        }
        if alpha > 1.0 {
            let root = (2.0 * alpha - 1.0).sqrt();
            let (b, c) = (alpha - 4f64.ln(), alpha + root);
            let magic = 1.0 + 4.5f64.ln();
            loop {
                interp.memory.check_interrupt()?;
                let u1 = self.unit();
                if !(1e-7 < u1 && u1 < 0.999_999_9) {
                    continue;
                }
                let u2 = 1.0 - self.unit();
                let v = (u1 / (1.0 - u1)).ln() / root;
                let x = alpha * v.exp();
                let z = u1 * u1 * u2;
                let r = b + c * v - x;
                if r + magic - 4.5 * z >= 0.0 || r >= z.ln() {
                    return Ok(x * beta);
                }
            }
        }
        if alpha == 1.0 {
            return Ok(-(1.0 - self.unit()).ln() * beta);
        }
        loop {
            interp.memory.check_interrupt()?;
            let u = self.unit();
            let b = (std::f64::consts::E + alpha) / std::f64::consts::E;
            let p = b * u;
            let x = if p <= 1.0 { p.powf(1.0 / alpha) } else { -((b - p) / alpha).ln() };
            let u1 = self.unit();
            if if p > 1.0 { u1 <= x.powf(alpha - 1.0) } else { u1 <= (-x).exp() } {
                return Ok(x * beta);
            }
        }
    }
}

impl Object for RandomObject {
    fn type_name(&self) -> &'static str {
        if self.0.engine.is_some() { RANDOM } else { SYSTEM }
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "gauss_next" => Some(self.0.gauss.get().map_or(Value::None, Value::Float)),
            "VERSION" => Some(Value::Int(3)),
            _ => None,
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A function of the module, and the method of the same name.
macro_rules! both {
    ($name:literal, $parameters:literal, $run:expr, $help:literal, $call:literal) => {
        [
            Builtin::new(
                &[$name],
                Home::In(Module::Random),
                $parameters,
                $run,
                Returns::Other,
                $help,
                concat!("import random; random.seed(1); random.", $call),
            ),
            Builtin::new(
                &[$name],
                Home::Object(RANDOM),
                $parameters,
                $run,
                Returns::Other,
                $help,
                concat!("import random; random.Random(1).", $call),
            ),
        ]
    };
}

pub(in super::super) const ROWS: &[Builtin] = DRAWS.as_flattened();

const DRAWS: &[[Builtin; 2]] = &[
    [
        Builtin::new(
            &["Random"],
            Home::In(Module::Random),
            "x=None",
            |interp, args| {
                let object = Generator::seeded();
                if let Some(seed) = args.some("x") {
                    let twister = twister_of(interp, seed, true)?;
                    object.engine.as_ref().map(|engine| engine.replace(twister));
                }
                Ok(Value::object(RandomObject(Rc::new(object))))
            },
            Returns::Other,
            "A generator of random numbers of its own.",
            "import random; random.Random(1).random()",
        ),
        Builtin::new(
            &["SystemRandom"],
            Home::In(Module::Random),
            "x=None",
            |_, _| {
                Ok(Value::object(RandomObject(Rc::new(Generator { engine: None, gauss: Cell::new(None) }))))
            },
            Returns::Other,
            "A generator that asks the system for its numbers.",
            "import random; 0 <= random.SystemRandom().random() < 1",
        ),
    ],
    both!("seed", "a=None, version=2", seed, "Starts over from a seed.", "seed(1)"),
    both!(
        "random",
        "",
        |interp, args| {
            no_more(&args)?;
            Ok(Value::Float(generator(interp, &args).unit()))
        },
        "A float from 0 up to 1.",
        "random()"
    ),
    both!("uniform", "a, b", uniform, "A float between two numbers.", "uniform(1, 10)"),
    both!(
        "triangular",
        "low=0.0, high=1.0, mode=None",
        triangular,
        "A float of a triangular distribution.",
        "triangular()"
    ),
    both!(
        "randint",
        "a, b",
        |interp, args| {
            let (a, b) = (args.value("a").clone(), args.value("b").clone());
            let stop = interp.binary(BinaryOp::Add, &b, &Value::Int(1))?;
            range_item(interp, &args, &a, Some(&stop), None)
        },
        "An int between two, both included.",
        "randint(1, 6)"
    ),
    both!(
        "randrange",
        "start, stop=None, step=1",
        |interp, args| {
            let start = args.value("start").clone();
            let (stop, step) = (args.some("stop").cloned(), args.get("step").cloned());
            range_item(interp, &args, &start, stop.as_ref(), step.as_ref())
        },
        "An item of a range.",
        "randrange(10)"
    ),
    both!("choice", "seq", choice, "An item of a sequence.", "choice([1, 2, 3])"),
    both!(
        "choices",
        "population, weights=None, *, cum_weights=None, k=1",
        choices,
        "So many items of a sequence, each drawn from all of it.",
        "choices([1, 2, 3], k=2)"
    ),
    both!(
        "sample",
        "population, k, *, counts=None",
        sample,
        "So many different items of a sequence.",
        "sample(range(10), 3)"
    ),
    both!("shuffle", "x", shuffle, "Mixes a list in place.", "shuffle([1, 2, 3])"),
    both!("gauss", "mu=0.0, sigma=1.0", gauss, "A float of a normal distribution.", "gauss(0, 1)"),
    both!(
        "normalvariate",
        "mu=0.0, sigma=1.0",
        |interp, args| {
            let z = generator(interp, &args).normal();
            scaled(interp, &args, z)
        },
        "A float of a normal distribution.",
        "normalvariate(0, 1)"
    ),
    both!(
        "lognormvariate",
        "mu, sigma",
        |interp, args| {
            let z = generator(interp, &args).normal();
            let x = scaled(interp, &args, z)?;
            let x = real(interp, &x)?;
            let result = x.exp();
            if result.is_infinite() && x.is_finite() {
                return Err(super::math::range());
            }
            Ok(Value::Float(result))
        },
        "A float whose logarithm is of a normal distribution.",
        "lognormvariate(0, 1)"
    ),
    both!(
        "expovariate",
        "lambd",
        |interp, args| {
            let x = -(1.0 - generator(interp, &args).unit()).ln();
            interp.binary(BinaryOp::Divide, &Value::Float(x), &args.value("lambd").clone())
        },
        "A float of an exponential distribution.",
        "expovariate(1.5)"
    ),
    both!(
        "gammavariate",
        "alpha, beta",
        |interp, args| {
            let (alpha, beta) = (real(interp, args.value("alpha"))?, real(interp, args.value("beta"))?);
            generator(interp, &args).gamma(interp, alpha, beta).map(Value::Float)
        },
        "A float of a gamma distribution.",
        "gammavariate(2, 1)"
    ),
    both!(
        "betavariate",
        "alpha, beta",
        |interp, args| {
            let (alpha, beta) = (real(interp, args.value("alpha"))?, real(interp, args.value("beta"))?);
            let source = generator(interp, &args);
            let y = source.gamma(interp, alpha, 1.0)?;
            Ok(Value::Float(if y == 0.0 { 0.0 } else { y / (y + source.gamma(interp, beta, 1.0)?) }))
        },
        "A float of a beta distribution.",
        "betavariate(2, 3)"
    ),
    both!(
        "paretovariate",
        "alpha",
        |interp, args| {
            let u = 1.0 - generator(interp, &args).unit();
            let power = interp.binary(BinaryOp::Divide, &Value::Float(-1.0), &args.value("alpha").clone())?;
            interp.binary(BinaryOp::Power, &Value::Float(u), &power)
        },
        "A float of a Pareto distribution.",
        "paretovariate(3)"
    ),
    both!(
        "weibullvariate",
        "alpha, beta",
        |interp, args| {
            let u = 1.0 - generator(interp, &args).unit();
            let power = interp.binary(BinaryOp::Divide, &Value::Float(1.0), &args.value("beta").clone())?;
            let x = interp.binary(BinaryOp::Power, &Value::Float(-u.ln()), &power)?;
            interp.binary(BinaryOp::Multiply, &args.value("alpha").clone(), &x)
        },
        "A float of a Weibull distribution.",
        "weibullvariate(1, 2)"
    ),
    both!(
        "vonmisesvariate",
        "mu, kappa",
        von_mises,
        "An angle of a von Mises distribution.",
        "vonmisesvariate(0, 4)"
    ),
    both!(
        "getrandbits",
        "k, /",
        |interp, args| {
            let k = bit_count(interp, args.value("k"))?;
            // Words are made bytes, and bytes an int.
            interp.memory.check_room((k / 8 * 3) as usize)?;
            Ok(Value::big(generator(interp, &args).bits(k).into()))
        },
        "An int of so many random bits.",
        "getrandbits(16)"
    ),
    both!(
        "randbytes",
        "n",
        |interp, args| {
            let n = interp.binary(BinaryOp::Multiply, &args.value("n").clone(), &Value::Int(8))?;
            let k = bit_count(interp, &n)?;
            // Words are made bytes, and bytes an int.
            interp.memory.check_room((k / 8 * 3) as usize)?;
            let mut bytes = generator(interp, &args).bits(k).to_bytes_le();
            bytes.resize((k / 8) as usize, 0);
            Ok(Value::bytes(bytes))
        },
        "So many random bytes.",
        "randbytes(4)"
    ),
    both!("getstate", "", get_state, "The state, for setstate.", "getstate()[0]"),
    both!("setstate", "state", set_state, "Goes back to a state.", "setstate(random.getstate())"),
];

/// The generator of a method's object, or the one that all functions of the module share.
fn generator(interp: &mut Interp, args: &Args) -> Rc<Generator> {
    if let Value::Object(object) = args.this()
        && let Some(own) = object.as_any().downcast_ref::<RandomObject>()
    {
        return Rc::clone(&own.0);
    }
    Rc::clone(interp.modules.random.get_or_insert_with(|| Rc::new(Generator::seeded())))
}

fn no_more(_: &Args) -> Result<()> {
    Ok(())
}

fn bit_count(interp: &mut Interp, value: &Value) -> Result<u64> {
    let k = index(interp, value)?;
    if k.is_negative() {
        return Err(value_error("number of bits must be non-negative"));
    }
    match k.to_i32() {
        Some(k) => Ok(k as u64),
        None => Err(E::IntToInt {}.into()),
    }
}

/// The engine that starts from a seed.
fn twister_of(interp: &mut Interp, seed: &Value, digest: bool) -> Result<Twister> {
    let hashed = |bytes: &[u8]| {
        let mut all = bytes.to_vec();
        all.extend_from_slice(&Sha512::digest(bytes));
        BigUint::from_bytes_be(&all)
    };
    let n = match seed {
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => {
            big(seed).map_or_else(BigUint::zero, |n| n.magnitude().clone())
        }
        Value::Str(text) if digest => hashed(text.as_bytes()),
        Value::Bytes(bytes) if digest => hashed(bytes),
        Value::Str(text) => {
            let mut x = text.chars().next().map_or(0, |c| u64::from(u32::from(c)) << 7);
            for c in text.chars() {
                x = 1_000_003u64.wrapping_mul(x) ^ u64::from(u32::from(c));
            }
            x ^= text.chars().count() as u64;
            // Python's -1 is -2, and the sign is taken off.
            let x = if x == u64::MAX { 2 } else { x };
            x.into()
        }
        Value::Float(_) | Value::Bytes(_) => (interp.hash_value(seed)? as u64).into(),
        Value::Scalar(s) if s.dtype() == crate::memory::DType::Float64 => {
            (interp.hash_value(seed)? as u64).into()
        }
        _ => {
            return Err(type_error(
                "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.",
            ));
        }
    };
    Ok(Twister::of_key(&n.to_u32_digits()))
}

fn seed(interp: &mut Interp, args: Args) -> Result<Value> {
    let source = generator(interp, &args);
    let Some(engine) = &source.engine else { return Ok(Value::None) };
    let digest = !matches!(args.get("version"), Some(Value::Int(1)));
    let twister = match args.some("a") {
        None => match Generator::seeded().engine {
            Some(engine) => engine.into_inner(),
            None => return Ok(Value::None),
        },
        Some(seed) => twister_of(interp, seed, digest)?,
    };
    engine.replace(twister);
    source.gauss.set(None);
    Ok(Value::None)
}

fn uniform(interp: &mut Interp, args: Args) -> Result<Value> {
    let (a, b) = (args.value("a").clone(), args.value("b").clone());
    if let (Value::Float(a), Value::Float(b)) = (&a, &b) {
        return Ok(Value::Float(a + (b - a) * generator(interp, &args).unit()));
    }
    let width = interp.binary(BinaryOp::Subtract, &b, &a)?;
    let unit = generator(interp, &args).unit();
    let part = interp.binary(BinaryOp::Multiply, &width, &Value::Float(unit))?;
    interp.binary(BinaryOp::Add, &a, &part)
}

fn triangular(interp: &mut Interp, args: Args) -> Result<Value> {
    let mut low = args.get("low").cloned().unwrap_or(Value::Float(0.0));
    let mut high = args.get("high").cloned().unwrap_or(Value::Float(1.0));
    let mut u = generator(interp, &args).unit();
    let mut c = 0.5;
    if let Some(mode) = args.some("mode").cloned() {
        let part = interp.binary(BinaryOp::Subtract, &mode, &low)?;
        let whole = interp.binary(BinaryOp::Subtract, &high, &low)?;
        let ratio = match interp.binary(BinaryOp::Divide, &part, &whole) {
            Err(error) if error.exception() == crate::error::Exception::ZeroDivisionError => return Ok(low),
            other => other?,
        };
        c = real(interp, &ratio)?;
    }
    if u > c {
        u = 1.0 - u;
        c = 1.0 - c;
        std::mem::swap(&mut low, &mut high);
    }
    let width = interp.binary(BinaryOp::Subtract, &high, &low)?;
    let part = interp.binary(BinaryOp::Multiply, &width, &Value::Float((u * c).sqrt()))?;
    interp.binary(BinaryOp::Add, &low, &part)
}

/// `mu + z * sigma`
fn scaled(interp: &mut Interp, args: &Args, z: f64) -> Result<Value> {
    let mu = args.get("mu").cloned().unwrap_or(Value::Float(0.0));
    let sigma = args.get("sigma").cloned().unwrap_or(Value::Float(1.0));
    let part = interp.binary(BinaryOp::Multiply, &Value::Float(z), &sigma)?;
    interp.binary(BinaryOp::Add, &mu, &part)
}

fn gauss(interp: &mut Interp, args: Args) -> Result<Value> {
    let source = generator(interp, &args);
    let z = match source.gauss.take() {
        Some(z) => z,
        None => {
            let angle = source.unit() * TAU;
            let radius = (-2.0 * (1.0 - source.unit()).ln()).sqrt();
            source.gauss.set(Some(angle.sin() * radius));
            angle.cos() * radius
        }
    };
    scaled(interp, &args, z)
}

/// An int of `randrange`; a float that is whole is one still.
fn whole(interp: &mut Interp, value: &Value, what: &str) -> Result<BigInt> {
    match value {
        Value::Float(x) if x.fract() == 0.0 => {
            let warning = "non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a subsequent version";
            interp.memory.warn(super::DeprecationWarning::Words { message: warning.into() });
            Ok(num_traits::FromPrimitive::from_f64(*x).unwrap_or_default())
        }
        Value::Float(_) => {
            let warning = "randrange() will raise TypeError in the future";
            interp.memory.warn(super::DeprecationWarning::Words { message: warning.into() });
            Err(value_error(format!("non-integer {what} for randrange()")))
        }
        Value::Str(text) => {
            let text = crate::display::str_repr(text);
            Err(E::IntLiteral { base: 10, text }.into())
        }
        Value::Instance(_) | Value::Scalar(_) | Value::Array(_) => index(interp, value),
        other => big(other).ok_or_else(|| E::IntArgument { type_name: other.type_name() }.into()),
    }
}

fn range_item(
    interp: &mut Interp,
    args: &Args,
    start: &Value,
    stop: Option<&Value>,
    step: Option<&Value>,
) -> Result<Value> {
    let source = generator(interp, args);
    if let (Value::Int(start), Some(Value::Int(stop)), None) = (start, stop, step)
        && let Some(width) = stop.checked_sub(*start)
        && width > 0
    {
        return Ok(Value::Int(start + source.below(width as u64) as i64));
    }
    let start = whole(interp, start, "arg 1")?;
    let Some(stop) = stop else {
        if step.is_some() {
            return Err(type_error("Missing a non-None stop argument"));
        }
        if start.is_positive() {
            return Ok(Value::big(source.below_big(start.magnitude()).into()));
        }
        return Err(value_error("empty range for randrange()"));
    };
    let stop = whole(interp, stop, "stop")?;
    let width: BigInt = &stop - &start;
    let step = step.map_or(Ok(BigInt::one()), |step| whole(interp, step, "step"))?;
    if step.is_one() {
        if width.is_positive() {
            return Ok(Value::big(start + BigInt::from(source.below_big(width.magnitude()))));
        }
        return Err(value_error(format!("empty range for randrange() ({start}, {stop}, {width})")));
    }
    let n = match step.sign() {
        Sign::Plus => num_integer::Integer::div_floor(&(width + &step - 1), &step),
        Sign::Minus => num_integer::Integer::div_floor(&(width + &step + 1), &step),
        Sign::NoSign => return Err(value_error("zero step for randrange()")),
    };
    if !n.is_positive() {
        return Err(value_error("empty range for randrange()"));
    }
    Ok(Value::big(start + step * BigInt::from(source.below_big(n.magnitude()))))
}

fn choice(interp: &mut Interp, args: Args) -> Result<Value> {
    let seq = args.value("seq").clone();
    let n = interp.len(&seq)?;
    if n == 0 {
        return Err(E::Index { message: "Cannot choose from an empty sequence".into() }.into());
    }
    let i = generator(interp, &args).below(n as u64);
    interp.get_item_value(&seq, &Value::Int(i as i64))
}

/// The sums of the first, the first two, … of some numbers.
fn running(interp: &mut Interp, values: &Value) -> Result<Vec<Value>> {
    let mut sums: Vec<Value> = Vec::new();
    interp.for_each_item(values, &mut |interp, item| {
        let sum = match sums.last() {
            Some(last) => interp.binary(BinaryOp::Add, last, &item)?,
            None => item,
        };
        sums.push(sum);
        Ok(true)
    })?;
    Ok(sums)
}

/// The place in rising numbers after all that are not larger than `x`.
fn place(interp: &mut Interp, sums: &[Value], x: &Value, high: usize) -> Result<usize> {
    let (mut low, mut high) = (0, high);
    while low < high {
        let middle = usize::midpoint(low, high);
        let less = match (x, &sums[middle]) {
            (Value::Float(a), Value::Float(b)) => a < b,
            (a, b) => interp.less(a, b)?,
        };
        if less {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

fn choices(interp: &mut Interp, args: Args) -> Result<Value> {
    let population = args.value("population").clone();
    let n = interp.len(&population)?;
    let sums = match (args.some("cum_weights").cloned(), args.some("weights").cloned()) {
        (None, None) => None,
        (Some(_), Some(_)) => {
            return Err(type_error("Cannot specify both weights and cumulative weights"));
        }
        (Some(sums), None) => Some(interp.items(&sums)?),
        (None, Some(weights)) => match &weights {
            Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => {
                let k = interp.repr(&weights);
                return Err(type_error(format!("The number of choices must be a keyword argument: k={k}")));
            }
            _ => Some(running(interp, &weights)?),
        },
    };
    let k = args
        .get("k")
        .cloned()
        .map_or(Ok(1.into()), |k| index(interp, &k))?
        .to_i64()
        .ok_or(E::IntToLong {})?;
    let k = usize::try_from(k).unwrap_or(0);
    let source = generator(interp, &args);
    let mut chosen = crate::memory::with_room(k);
    let Some(sums) = sums else {
        for i in 0..k {
            if i % PATIENCE == 0 {
                interp.memory.check_interrupt()?;
            }
            let at = (source.unit() * n as f64).floor();
            chosen.push(interp.get_item_value(&population, &Value::Int(at as i64))?);
        }
        return Ok(Value::list(chosen));
    };
    if sums.len() != n {
        return Err(value_error("The number of weights does not match the population"));
    }
    let Some(last) = sums.last() else { return Err(E::Range { what: "list" }.into()) };
    let total = interp.binary(BinaryOp::Add, last, &Value::Float(0.0))?;
    let total = real(interp, &total)?;
    if total <= 0.0 {
        return Err(value_error("Total of weights must be greater than zero"));
    }
    if !total.is_finite() {
        return Err(value_error("Total of weights must be finite"));
    }
    for i in 0..k {
        if i % PATIENCE == 0 {
            interp.memory.check_interrupt()?;
        }
        let x = Value::Float(source.unit() * total);
        let at = place(interp, &sums, &x, n - 1)?;
        chosen.push(interp.get_item_value(&population, &Value::from(at))?);
    }
    Ok(Value::list(chosen))
}

fn sample(interp: &mut Interp, args: Args) -> Result<Value> {
    let population = args.value("population").clone();
    let is_sequence = match &population {
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_) => true,
        Value::Object(object) => object.named_items().is_some(),
        Value::Instance(_) => Interp::payload(&population).is_some_and(|p| p.sequence().is_some()),
        _ => false,
    };
    if !is_sequence {
        return Err(type_error("Population must be a sequence.  For dicts or sets, use sorted(d)."));
    }
    let n = interp.len(&population)?;
    let k = args.value("k").clone();
    if let Some(counts) = args.some("counts").cloned() {
        let mut sums = running(interp, &counts)?;
        if sums.len() != n {
            return Err(value_error("The number of counts does not match the population"));
        }
        let Some(total) = sums.pop() else {
            return Err(E::Index { message: "pop from empty list".into() }.into());
        };
        let Some(total) = big(&total).filter(|_| !matches!(total, Value::Float(_))) else {
            return Err(type_error("Counts must be integers"));
        };
        if !total.is_positive() {
            return Err(value_error("Total of counts must be greater than zero"));
        }
        let places = picked(interp, &args, total.to_usize().unwrap_or(usize::MAX), &k)?;
        let mut chosen = Vec::with_capacity(places.len());
        for at in places {
            let at = place(interp, &sums, &Value::from(at), sums.len())?;
            chosen.push(interp.get_item_value(&population, &Value::from(at))?);
        }
        return Ok(Value::list(chosen));
    }
    let places = picked(interp, &args, n, &k)?;
    let mut chosen = Vec::with_capacity(places.len());
    for at in places {
        chosen.push(interp.get_item_value(&population, &Value::from(at))?);
    }
    Ok(Value::list(chosen))
}

/// `k` different places of `n`.
fn picked(interp: &mut Interp, args: &Args, n: usize, k: &Value) -> Result<Vec<usize>> {
    const SET: f64 = 21.0;
    if let Value::Float(_) | Value::Str(_) | Value::None = k {
        let order = interp.order_of(&Value::Int(0), k, 0)?;
        if order.is_none() {
            let (left, right) = ("int".to_owned(), k.type_name());
            return Err(E::Comparison { op: "<=", left, right }.into());
        }
        if matches!(k, Value::Float(x) if *x >= 0.0 && *x <= n as f64) {
            return Err(type_error("can't multiply sequence by non-int of type 'float'"));
        }
    }
    let refused = || value_error("Sample larger than population or is negative");
    let k = match k {
        Value::Float(_) => return Err(refused()),
        other => index(interp, other)?.to_usize().filter(|k| *k <= n).ok_or_else(refused)?,
    };
    let source = generator(interp, args);
    let mut chosen = crate::memory::with_room(k);
    let room = if k > 5 { SET + 4f64.powf(((k as f64 * 3.0).ln() / 4f64.ln()).ceil()) } else { SET };
    if n as f64 <= room {
        let mut pool: Vec<usize> = (0..n).collect();
        for i in 0..k {
            let j = source.below((n - i) as u64) as usize;
            chosen.push(pool[j]);
            pool[j] = pool[n - i - 1];
        }
    } else {
        let mut seen = rustc_hash::FxHashSet::default();
        for i in 0..k {
            if i % PATIENCE == 0 {
                interp.memory.check_interrupt()?;
            }
            let mut j = source.below(n as u64);
            while !seen.insert(j) {
                j = source.below(n as u64);
            }
            chosen.push(j as usize);
        }
    }
    Ok(chosen)
}

fn shuffle(interp: &mut Interp, args: Args) -> Result<Value> {
    let x = args.value("x").clone();
    let n = interp.len(&x)?;
    let source = generator(interp, &args);
    for i in (1..n).rev() {
        if i % PATIENCE == 0 {
            interp.memory.check_interrupt()?;
        }
        let j = source.below(i as u64 + 1) as usize;
        if let Value::List(list) = &x {
            list.0.borrow_mut().swap(i, j);
            continue;
        }
        let (i, j) = (Value::from(i), Value::from(j));
        let (a, b) = (interp.get_item_value(&x, &j)?, interp.get_item_value(&x, &i)?);
        interp.set_item(&x, &Index::Value(i), &a)?;
        interp.set_item(&x, &Index::Value(j), &b)?;
    }
    Ok(Value::None)
}

fn von_mises(interp: &mut Interp, args: Args) -> Result<Value> {
    let (mu, kappa) = (real(interp, args.value("mu"))?, real(interp, args.value("kappa"))?);
    let source = generator(interp, &args);
    if kappa <= 1e-6 {
        return Ok(Value::Float(TAU * source.unit()));
    }
    let s = 0.5 / kappa;
    let r = s + (1.0 + s * s).sqrt();
    let z = loop {
        interp.memory.check_interrupt()?;
        let z = (PI * source.unit()).cos();
        let d = z / (r + z);
        let u = source.unit();
        if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() {
            break z;
        }
    };
    let q = 1.0 / r;
    let f = (q + z) / (1.0 + q * z);
    let angle = if source.unit() > 0.5 { mu + f.acos() } else { mu - f.acos() };
    Ok(Value::Float(float_divmod(angle, TAU).1))
}

fn get_state(interp: &mut Interp, args: Args) -> Result<Value> {
    let source = generator(interp, &args);
    let Some(engine) = &source.engine else { return Err(no_state()) };
    let engine = engine.borrow();
    let (words, used) = engine.state();
    let mut state: Vec<Value> = words.iter().map(|word| Value::Int((*word).into())).collect();
    state.push(Value::from(used));
    let gauss = source.gauss.get().map_or(Value::None, Value::Float);
    Ok(Value::tuple(vec![Value::Int(3), Value::tuple(state), gauss]))
}

fn no_state() -> crate::error::Error {
    E::NotImplemented { message: "System entropy source does not have state.".into() }.into()
}

fn set_state(interp: &mut Interp, args: Args) -> Result<Value> {
    let source = generator(interp, &args);
    let Some(engine) = &source.engine else { return Err(no_state()) };
    let state = args.value("state").clone();
    let version = interp.get_item_value(&state, &Value::Int(0))?;
    if !matches!(version, Value::Int(3)) {
        let version = interp.str(&version);
        return Err(value_error(format!(
            "state with version {version} passed to Random.setstate() of version 3"
        )));
    }
    let parts = interp.items(&state)?;
    let [_, words, gauss] = parts.as_slice() else {
        return Err(E::NotEnoughValues { expected: 3, got: parts.len() }.into());
    };
    let Value::Tuple(words) = words else { return Err(type_error("state vector must be a tuple")) };
    if words.len() != STATE + 1 {
        return Err(value_error("state vector is the wrong size"));
    }
    let mut taken = [0u32; STATE];
    for (slot, word) in taken.iter_mut().zip(words.iter()) {
        *slot = index(interp, word)?.to_u32().ok_or_else(|| value_error("invalid state"))?;
    }
    let used = index(interp, &words[STATE])?.to_usize().filter(|used| *used <= STATE);
    let used = used.ok_or_else(|| value_error("invalid state"))?;
    engine.replace(Twister::of_state(taken, used));
    source.gauss.set(match gauss {
        Value::None => None,
        other => Some(real(interp, other)?),
    });
    Ok(Value::None)
}
