//! Writes generated calls, one statement a line: every function, method, attribute and operator of the table of builtins, with values of
//! every kind in every place.
//!
//!     calls [--seed N] [--count N]     N statements (1000), the same for the same seed and table
//!     calls --list                     what is called, with its parameters
//!     calls --examples                 the examples of the table, each a line of JSON
//!
//! `fuzz/calls/run.py` runs them in arr and in NumPy. The values stand in `values.txt`.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};

use arr::lang::{ATTRIBUTES, Home, Table};

/// What may not be called: it would stop the run, wait for a key, or read the clock.
const SKIPPED: [&str; 7] = ["exit", "quit", "input", "breakpoint", "sleep", "help", "id"];

const BINARY: [&str; 20] = [
    "+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=",
    "is",
];
const UNARY: [&str; 4] = ["-", "+", "~", "not "];

fn main() -> io::Result<()> {
    let options: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, default: u64| {
        let given = options.iter().position(|o| o == name).and_then(|at| options.get(at + 1));
        given.map_or(default, |text| {
            text.parse().unwrap_or_else(|_| panic!("{name} takes a number, not {text}"))
        })
    };
    let generator = Generator::new();
    let mut out = BufWriter::new(io::stdout().lock());
    if options.iter().any(|o| o == "--list") {
        for callee in &generator.callees {
            writeln!(out, "{callee:?}")?;
        }
        return out.flush();
    }
    if options.iter().any(|o| o == "--examples") {
        let methods = Table::get().rows().map(|row| row.row().example);
        for example in methods.chain(ATTRIBUTES.iter().map(|row| row.example)) {
            writeln!(out, "{}", serde_json::Value::from(example))?;
        }
        return out.flush();
    }
    let mut random = Random(number("--seed", 1));
    for _ in 0..number("--count", 1000) {
        let statement = generator.statement(&mut random);
        // A closed pipe ends the run: whoever reads has enough.
        if writeln!(out, "{statement}").is_err() {
            return Ok(());
        }
    }
    out.flush()
}

/// Random numbers: splitmix64, whose state is one number, the seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn choose<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// The sections of `values.txt`.
struct Values {
    kinds: HashMap<&'static str, Vec<&'static str>>,
    /// Each kind as often as its weight says.
    weighted: Vec<&'static str>,
}

impl Values {
    fn read(text: &'static str) -> Self {
        let (mut kinds, mut weighted, mut current) = (HashMap::<_, Vec<_>>::new(), Vec::new(), "");
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let header = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            let header = header.and_then(|header| header.split_once(' '));
            if let Some((kind, weight)) = header.and_then(|(kind, n)| Some((kind, n.parse().ok()?))) {
                current = kind;
                weighted.extend(std::iter::repeat_n(kind, weight));
            } else {
                kinds.entry(current).or_default().push(line);
            }
        }
        Self { kinds, weighted }
    }

    /// A value of a kind; `any` is any kind that has a weight.
    fn draw(&self, kind: &str, random: &mut Random) -> String {
        let kind = if kind == "any" { *random.choose(&self.weighted) } else { kind };
        let mut text = String::new();
        let mut rest = *random.choose(&self.kinds[kind]);
        // `<kind>` stands for a value of that kind.
        while let Some((before, after)) = rest.split_once('<') {
            match after.split_once('>') {
                Some((kind, after)) if kind == "any" || self.kinds.contains_key(kind) => {
                    text += before;
                    text += &self.draw(kind, random);
                    rest = after;
                }
                _ => {
                    text += before;
                    text.push('<');
                    rest = after;
                }
            }
        }
        text + rest
    }
}

/// What can be called: a row of the table.
#[derive(Debug)]
struct Callee {
    name: &'static str,
    /// The kind of value that has it as a method, or the module before its dot.
    owner: Owner,
    parameters: Vec<Parameter>,
    has_rest: bool,
}

#[derive(Clone, Debug)]
struct Parameter {
    name: &'static str,
    is_required: bool,
    only_by_name: bool,
}

#[derive(Clone, Copy, Debug)]
enum Owner {
    Module(&'static str),
    Value(&'static str),
}

struct Generator {
    callees: Vec<Callee>,
    values: Values,
    attributes: Vec<&'static str>,
}

impl Generator {
    fn new() -> Self {
        let values = Values::read(include_str!("values.txt"));
        let mut callees = Vec::new();
        for row in Table::get().rows() {
            let builtin = row.row();
            let owner = match builtin.home {
                Home::Numpy => Owner::Module("np."),
                Home::In(module) => Owner::Module(module.name()),
                Home::Bare => Owner::Module(""),
                Home::Array => Owner::Value("array"),
                Home::Str => Owner::Value("string"),
                Home::Bytes => Owner::Value("bytes"),
                Home::List => Owner::Value("list"),
                Home::Tuple => Owner::Value("tuple"),
                Home::Dict => Owner::Value("dict"),
                Home::Number => Owner::Value("number"),
                Home::Ufunc => Owner::Value("ufunc"),
                Home::Special => Owner::Value("array"),
                Home::Set | Home::Range | Home::Slice | Home::Object(_) => Owner::Value("object"),
            };
            let signature = row.signature();
            let (by_place, all) = (signature.most_by_place(), signature.parameters());
            let parameters = all.iter().enumerate().map(|(i, p)| Parameter {
                name: p.name,
                is_required: p.default.is_none(),
                only_by_name: by_place.is_some_and(|most| i >= most) && p.by_name,
            });
            let parameters: Vec<_> = parameters.collect();
            for &name in builtin.names.iter().filter(|name| !SKIPPED.contains(name)) {
                callees.push(Callee {
                    name,
                    owner,
                    parameters: parameters.clone(),
                    has_rest: by_place.is_none(),
                });
            }
        }
        let mut attributes: Vec<_> = ATTRIBUTES.iter().map(|row| row.name).collect();
        attributes.extend(&values.kinds["attribute"]);
        Self { callees, values, attributes }
    }

    /// A statement on one line. It needs no other before it.
    fn statement(&self, random: &mut Random) -> String {
        match random.below(100) {
            0..=52 => self.call(random, 0),
            53..=60 => {
                let start = self.alone(if random.chance(80) { "array" } else { "any" }, random, 0);
                let call = self.call(random, 40);
                format!("x = {start}; {call}; x")
            }
            61..=70 => {
                let (left, right) = (self.alone("any", random, 0), self.alone("any", random, 0));
                format!("({left}) {} ({right})", random.choose(&BINARY))
            }
            71..=72 => format!("{}({})", random.choose(&UNARY), self.alone("any", random, 0)),
            73..=77 => {
                let start = self.alone(if random.chance(70) { "array" } else { "any" }, random, 0);
                let (operator, right) = (random.choose(&BINARY[..13]), self.alone("any", random, 30));
                let target = *random.choose(&["x", "x", "x[1:]", "x[0]", "x[[0, 0]]", "x[::-1]", "x.T[...]"]);
                format!("x = {start}; {target} {operator}= {right}; x")
            }
            78..=80 => {
                let (item, holder) = (self.alone("any", random, 0), self.alone("any", random, 0));
                format!("({item}) {} ({holder})", random.choose(&["in", "not in"]))
            }
            81..=86 => {
                let kind = *random.choose(&["array", "array", "array", "any", "any", "object"]);
                format!("({})[{}]", self.alone(kind, random, 0), self.values.draw("index", random))
            }
            87..=90 => {
                let kind = *random.choose(&["array", "array", "array", "list", "any"]);
                let start = self.alone(kind, random, 0);
                let (index, value) = (self.values.draw("index", random), self.alone("any", random, 30));
                let how = *random.choose(&["x[", "x[", "x[", "x.flat[", "x[:][", "x.T["]);
                format!("x = {start}; {how}{index}] = {value}; x")
            }
            91..=94 => {
                let kind = *random.choose(&["array", "array", "scalar", "object", "any"]);
                let (start, name) = (self.alone(kind, random, 0), random.choose(&self.attributes));
                if random.chance(75) {
                    return format!("({start}).{name}");
                }
                let value = if random.chance(50) { "shape" } else { "any" };
                format!("x = {start}; x.{name} = {}; x", self.values.draw(value, random))
            }
            95..=96 => self.formatted(random),
            _ => self.iteration(random),
        }
    }

    /// A value that stands by itself, as an operand or as what a name is bound to. There a list display is an array in arr's own dialect,
    /// so lists are written as calls.
    fn alone(&self, kind: &str, random: &mut Random, own: usize) -> String {
        let value = self.value(kind, random, own);
        if value.starts_with('[') { format!("list({value})") } else { value }
    }

    fn formatted(&self, random: &mut Random) -> String {
        let value = self.value("any", random, 0);
        let spec = self.values.draw("spec", random);
        let bare = spec.trim_matches('\'');
        match random.below(6) {
            0 => format!("format({value}, {spec})"),
            1 => format!("'{{:{bare}}}|{{}}'.format({value}, {})", self.value("any", random, 0)),
            2 => format!(
                "'%{}' % ({value})",
                random.choose(&["d", "s", "r", "5.2f", "x", "e", "c", "(a)s", "i %s", "-9.3g"])
            ),
            3 => format!("str({value})"),
            4 => format!("x = {}; f'{{x:{bare}}} {{x!r}}'", self.alone("any", random, 0)),
            _ => format!("print({value}, {})", self.value("any", random, 0)),
        }
    }

    /// Iterators, and what happens to them where the array changes.
    fn iteration(&self, random: &mut Random) -> String {
        let start = self.alone(if random.chance(70) { "array" } else { "any" }, random, 0);
        let over = *random.choose(&[
            "iter(x)",
            "np.nditer(x)",
            "np.ndenumerate(x)",
            "x.flat",
            "enumerate(x)",
            "zip(x, x)",
            "reversed(x)",
            "map(str, x)",
        ]);
        let first = *random.choose(&["next(it); ", ""]);
        let change = match random.below(6) {
            0 => "x.resize(0, refcheck=False); ".to_owned(),
            1 => format!("x.resize({}, refcheck=False); ", self.values.draw("shape", random)),
            2 => format!("x.shape = {}; ", self.values.draw("shape", random)),
            3 => format!("x[...] = {}; ", self.values.draw("any", random)),
            4 => "x = None; ".to_owned(),
            _ => String::new(),
        };
        // An iterator over memory that ends is not read to its end.
        let rest =
            *random.choose(&["next(it)", "[next(it, 9) for i in range(3)]", "next(it); next(it)", "it"]);
        format!("x = {start}; it = {over}; {first}{change}{rest}")
    }

    /// A call of a row of the table. `own` percent of the values are `x` or made of it.
    fn call(&self, random: &mut Random, own: usize) -> String {
        let callee = random.choose(&self.callees);
        let function = match callee.owner {
            Owner::Module(module) => {
                module.to_owned() + if module.is_empty() || module.ends_with('.') { "" } else { "." }
            }
            Owner::Value("array") if random.chance(15) => format!("{}.", self.value("scalar", random, 0)),
            Owner::Value("array") if own > 0 => "x.".to_owned(),
            Owner::Value(kind) => {
                let owner = self.values.draw(kind, random);
                // Brackets: a number has no dot of its own.
                if owner.starts_with("np.") { owner + "." } else { format!("({owner}).") }
            }
        };
        let function = function.replacen("numpy.", "np.", 1) + callee.name;
        let mut arguments = Vec::new();
        let mut by_name = false;
        // How many of a hundred optional arguments are given: mostly few, or one bad value would hide what the others do.
        let optional = *random.choose(&[10, 10, 25, 25, 60]);
        for &Parameter { name, is_required, only_by_name } in &callee.parameters {
            if !random.chance(if is_required { 97 } else { optional }) {
                by_name = true;
                continue;
            }
            let kind = if random.chance(65) { kind_of(name) } else { "any" };
            let value = self.value(kind, random, own);
            by_name |= only_by_name || random.chance(6);
            arguments.push(if by_name { format!("{name}={value}") } else { value });
        }
        if callee.has_rest && !by_name {
            for _ in 0..random.below(3) {
                arguments.push(self.value("any", random, own));
            }
        }
        match random.below(40) {
            0 if !by_name => arguments.push(self.value("any", random, own)),
            1 => arguments.push(format!(
                "{}={}",
                random.choose(&["axis", "dtype", "nothing", "out", "where", "a"]),
                self.value("any", random, own)
            )),
            2 if !by_name => {
                let kind = *random.choose(&["tuple", "list", "any"]);
                arguments.push(format!("*{}", self.values.draw(kind, random)));
            }
            _ => {}
        }
        format!("{function}({})", arguments.join(", "))
    }

    /// A value of a kind, now and then the result of a call. `own` percent of the arrays are `x` or made of it.
    fn value(&self, kind: &str, random: &mut Random, own: usize) -> String {
        if matches!(kind, "array" | "out" | "any") && random.chance(own) {
            let parts = [
                "x",
                "x",
                "x[::-1]",
                "x[1:]",
                "x[:-1]",
                "x.T",
                "x.flat",
                "x[::2]",
                "x.view(np.uint8)",
                "x[...]",
                "x.copy()",
            ];
            return (*random.choose(&parts)).to_owned();
        }
        if matches!(kind, "array" | "any") && random.chance(3) {
            return self.call(random, 0);
        }
        self.values.draw(kind, random)
    }
}

/// The kind of value that a parameter of this name mostly wants.
fn kind_of(parameter: &str) -> &'static str {
    match parameter.trim_start_matches('_') {
        "axis" | "axes" | "axis1" | "axis2" | "source" | "destination" | "start" => "axis",
        "dtype" | "type" | "totype" | "from_" | "to" | "type1" | "type2" | "otypes" => "dtype",
        "shape" | "newshape" | "dims" | "size" | "reps" | "new_shape" | "window_shape" | "pad_width"
        | "repeats" => "shape",
        "out" | "out1" | "out2" => "out",
        "where" | "condition" | "mask" => "mask",
        "order" => "order",
        "casting" => "casting",
        "mode" => "mode",
        "method" => "method",
        "kind" => "kind",
        "side" => "side",
        "subscripts" => "subscripts",
        "keepdims" | "copy" | "subok" | "endpoint" | "sparse" | "refcheck" | "equal_nan" | "retstep"
        | "stable" => "bool",
        "n" | "m" | "k" | "N" | "M" | "num" | "shift" | "offset" | "decimals" | "precision" | "ddof"
        | "count" | "width" => "int",
        "indices" | "index" | "ind" | "kth" | "indices_or_sections" | "obj" | "multi_index" => "index",
        "func" | "function" | "func1d" | "pyfunc" | "key" => "other",
        "spec" | "format_spec" => "spec",
        "sep" | "string" | "sub" | "prefix" | "suffix" | "old" | "new" | "chars" | "fillchar"
        | "encoding" | "errors" => "str",
        "a" | "b" | "x" | "x1" | "x2" | "arr" | "array" | "ary" | "v" | "q" | "y" | "m1" | "ar1" | "ar2"
        | "values" | "data" | "p" => "array",
        "arrays" | "tup" | "seq" | "condlist" | "choicelist" | "choices" | "iterable" | "operands" => "tuple",
        _ => "any",
    }
}
