//! Errors of the language: names, calls, types, as Python words them.

use super::manner::{Names, TooMany};

fn s(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Names in quotes, as Python lists them.
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match &quoted[..] {
        [] => String::new(),
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

fn range_of(least: usize, most: usize) -> String {
    if least == most { most.to_string() } else { format!("from {least} to {most}") }
}

fn were_given(given: usize, by_keyword: usize) -> String {
    if by_keyword == 0 {
        return format!("{given} {} given", if given == 1 { "was" } else { "were" });
    }
    format!(
        "{given} positional argument{} (and {by_keyword} keyword-only argument{}) were given",
        s(given),
        s(by_keyword)
    )
}

/// "Did you mean", or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint(pub Option<String>);

impl std::fmt::Display for Hint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some(name) => write!(f, ". Did you mean: '{name}'?"),
            None => Ok(()),
        }
    }
}

crate::error_kinds! {
    /// What can go wrong in binding arguments to parameters.
    pub enum CallError {
        /// `zeros()`
        TypeError Missing { function: &'static str, names: Names } = "{function}() missing {} required positional argument{}: {names}", names.0.len(), s(names.0.len());
        /// `zeros(1, 2, 3, 4)`
        TypeError TooMany { function: String, least: usize, most: usize, given: usize } = "{function}() {}", TooMany(*least, *most, *given);
        /// `np.where([True], x=1, y=2)`
        TypeError PositionalOnly { function: String, names: String } = "{function}() got some positional-only arguments passed as keyword arguments: '{names}'";
        /// `zeros(3, colour=1)`
        TypeError Unexpected { function: String, name: String } = "{function}() got an unexpected keyword argument '{name}'";
        /// `zeros(3, shape=3)`
        TypeError Multiple { function: &'static str, name: String } = "{function}() got multiple values for argument '{name}'";
        /// `np.empty()`
        TypeError MissingAt { function: String, name: &'static str, place: usize } = "{function}() missing required argument '{name}' (pos {place})";
        /// `np.empty(3, shape=3)`
        TypeError ByBoth { function: String, name: &'static str, place: usize } = "argument for {function}() given by name ('{name}') and position ({place})";
        /// `zeros(3).cumsum(colour=1)`
        TypeError Invalid { function: String, name: String } = "'{name}' is an invalid keyword argument for {function}()";
        /// `zeros(3).cumsum(1, 2, 3, 4)`
        TypeError AtMost { function: String, most: usize, given: usize } = "{function}() takes at most {most} argument{} ({given} given)", s(*most);
        /// `np.add.at(zeros(3))`
        TypeError AtLeast { function: String, least: usize, given: usize } = "{function}() takes at least {least} argument{} ({given} given)", s(*least);
        /// `zeros(3).fill()`
        TypeError Exactly { function: String, most: usize, given: usize } = "{function} takes exactly {most} argument{} ({given} given)", s(*most);
        /// `zeros(3).fill(value=1)`
        TypeError NoNames { class: &'static str, function: String } = "{class}.{function}() takes no keyword arguments";
        /// `zeros(3).__add__()`
        TypeError Expected { most: usize, given: usize } = "{}expected {most} argument{}, got {given}", if *most > 1 { " " } else { "" }, s(*most);
        /// `zeros(3).__pow__()`
        TypeError ExpectedAtLeast { least: usize, given: usize } = " expected at least {least} argument{}, got {given}", s(*least);
        /// `zeros(3).__pow__(1, 2, 3)`
        TypeError ExpectedAtMost { most: usize, given: usize } = " expected at most {most} argument{}, got {given}", s(*most);
        /// `zeros(3).__add__(value=1)`
        TypeError NoNamesForWrapper { function: String } = "wrapper {function}() takes no keyword arguments";
        /// `math.sqrt(x=4)`
        TypeError NoNamesIn { module: String, function: String } = "{module}.{function}() takes no keyword arguments";
        /// `math.log(x=4)`
        TypeError NoNamesOf { function: String } = "{function}() takes no keyword arguments";
        /// `math.log()`
        TypeError Requires { function: String, least: usize, most: usize } = "{function} requires {least} to {most} arguments";
        /// `math.isclose(1, 2, 3)`
        TypeError ExactlyPlaces { function: String, most: usize, given: usize } = "{function}() takes exactly {most} positional argument{} ({given} given)", s(*most);
        /// `time.time(1)`
        TypeError NoArguments { module: String, function: String, given: usize } = "{module}.{function}() takes no arguments ({given} given)";
        /// `math.sqrt()`
        TypeError ExactlyOne { module: String, function: String, given: usize } = "{module}.{function}() takes exactly one argument ({given} given)";
        /// `math.atan2(1)`
        TypeError NativeExactly { function: String, most: usize, given: usize } = "{function} expected {most} argument{}, got {given}", s(*most);
        /// `math.hypot`'s like
        TypeError NativeAtLeast { function: String, least: usize, given: usize } = "{function} expected at least {least} argument{}, got {given}", s(*least);
        /// `math.perm(1, 2, 3)`
        TypeError NativeAtMost { function: String, most: usize, given: usize } = "{function} expected at most {most} argument{}, got {given}", s(*most);
        /// `math.isclose(1, 2, 3)`
        TypeError AtMostPlaces { function: String, most: usize, given: usize } = "{function}() takes at most {most} positional argument{} ({given} given)", s(*most);
        /// `np.add(1, 2, a, out=a)`
        TypeError OutTwice {} = "cannot specify 'out' as both a positional and keyword argument";
        /// `(1)(2)`
        TypeError NotCallable { type_name: String } = "'{type_name}' object is not callable";
        /// `print(*1)`
        TypeError NotStarrable { type_name: String } = "argument after * must be an iterable, not {type_name}";
        /// `print(**1)`
        TypeError NotDoubleStarrable { type_name: String } = "argument after ** must be a mapping, not {type_name}";
        /// `def f(a): pass` and `f(1, a=2)`
        TypeError MultipleOf { function: String, name: String } = "{function}() got multiple values for argument '{name}'";
        /// `def f(a): pass` and `f()`
        TypeError MissingOf { function: String, what: &'static str, names: Vec<String> } = "{function}() missing {} required {what} argument{}: {}", names.len(), s(names.len()), listed(names);
        /// `def f(a): pass` and `f(1, 2)`
        TypeError TooManyPositional { function: String, least: usize, most: usize, given: usize, by_keyword: usize } = "{function}() takes {} positional argument{} but {}", range_of(*least, *most), s(*most), were_given(*given, *by_keyword);
        /// `(lambda x: x)()`
        TypeError LambdaMissing { names: String, count: usize } = "<lambda>() missing {count} required positional argument{}: {names}", s(*count);
        /// `(lambda x: x)(1, 2)`
        TypeError LambdaTooMany { least: usize, most: usize, given: usize } = "<lambda>() {}", TooMany(*least, *most, *given);
        /// `(lambda x: x)(y=1)`
        TypeError LambdaUnexpected { name: String } = "<lambda>() got an unexpected keyword argument '{name}'";
    }
}

crate::error_kinds! {
    /// What can go wrong with names and attributes.
    pub enum NameError {
        /// `aray([1])`
        NameError Undefined { name: String, hint: Hint } = "name '{name}' is not defined{hint}";
        /// `def f(): print(a); a = 1` and `f()`
        UnboundLocalError UnboundLocal { name: String } = "cannot access local variable '{name}' where it is not associated with a value";
        /// a function that uses a variable of the one around it before that is bound
        NameError UnboundFree { name: String } = "cannot access free variable '{name}' where it is not associated with a value in enclosing scope";
        /// `a.shap`
        AttributeError Attribute { type_name: String, name: String, hint: Hint } = "'{type_name}' object has no attribute '{name}'{hint}";
        /// `np.aray`
        AttributeError ModuleAttribute { module: &'static str, name: String, hint: Hint } = "module '{module}' has no attribute '{name}'{hint}";
        /// `np.busday_count`
        AttributeError NotYet { name: String } = "arr has no {name} yet";
        /// `np.float_`
        AttributeError Gone { message: String } = "{message}";
        /// `np.str`
        FutureWarning FutureName { message: String } = "{message}";
        /// `memoryview`
        NameError NoBuiltinYet { name: String } = "arr has no {name} yet";
        /// `from numpy import busday_count`
        ImportError NoNameYet { name: String } = "arr has no {name} yet";
        /// `np.int64.foo`
        AttributeError TypeAttribute { type_name: String, name: String } = "type object '{type_name}' has no attribute '{name}'";
        /// `zeros(3).size = 2`
        AttributeError NotWritable { type_name: String, name: String } = "attribute '{name}' of '{type_name}' objects is not writable";
        /// `import pandas`
        ModuleNotFoundError NoModule { name: String } = "No module named '{name}'";
        /// `import os.walk`
        ModuleNotFoundError NoPackage { name: String, parent: String } = "No module named '{name}'; '{parent}' is not a package";
        /// a module that `sys.modules` has as `None`
        ModuleNotFoundError Halted { name: String } = "import of {name} halted; None in sys.modules";
        /// a module whose file cannot be read
        ImportError Unreadable { file: String, reason: String } = "cannot read '{file}': {reason}";
        /// `import matplotlib`
        ImportWarning Absent { module: String } = "arr has no module '{module}': its first use will fail (--stand-in {module} lets every use do nothing)";
        /// `import matplotlib; matplotlib.use('Agg')`
        ModuleNotFoundError AbsentUsed { module: String, used: String } = "arr has no module '{module}', and here {used} is used (--stand-in {module} lets every use do nothing)";
        /// `from helper import nothing`
        ImportError NoNameIn { module: String, name: String, place: String } = "cannot import name '{name}' from '{module}' ({place})";
        /// two modules that import names from each other
        ImportError PartialName { module: String, name: String, place: String } = "cannot import name '{name}' from partially initialized module '{module}' (most likely due to a circular import) ({place})";
        /// two modules that import each other
        AttributeError PartialAttribute { module: String, name: String } = "partially initialized module '{module}' has no attribute '{name}' (most likely due to a circular import)";
        /// `helper.nothing`
        AttributeError LoadedAttribute { module: String, name: String, hint: Hint } = "module '{module}' has no attribute '{name}'{hint}";
        /// `from numpy import aray`
        ImportError NoName { module: &'static str, name: String, hint: Hint } = "cannot import name '{name}' from '{module}'{hint}";
        /// `del a[0]` of an array
        ValueError NoElementDeletion {} = "cannot delete array elements";
        /// `del a.shape`
        AttributeError NoAttributeDeletion { name: String } = "cannot delete attribute '{name}'";
    }
}

impl NameError {
    /// The end of the message that proposes another name, if there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Undefined { hint, .. }
            | Self::Attribute { hint, .. }
            | Self::ModuleAttribute { hint, .. }
            | Self::NoName { hint, .. } => Some(hint.to_string()),
            _ => None,
        }
    }
}

crate::error_kinds! {
    /// What can go wrong with values of the wrong type or content, as Python words it.
    pub enum ValueKindError {
        /// `'a' - 1`
        TypeError Operands { op: &'static str, left: String, right: String } = "unsupported operand type(s) for {op}: '{left}' and '{right}'";
        /// `-'a'`
        TypeError Operand { op: &'static str, operand: String } = "bad operand type for unary {op}: '{operand}'";
        /// `zeros(2, dtype=int)[:] = 1e20`
        OverflowError TooLargeForLong {} = "Python int too large to convert to C long";
        /// `1 % 0`
        ZeroDivisionError IntegerModulo {} = "integer modulo by zero";
        /// `1.0 / 0`
        ZeroDivisionError DivisionByZero {} = "division by zero";
        ZeroDivisionError FloatDivision {} = "float division by zero";
        /// `array([1]) + 'a'`
        UFuncTypeError NoLoop { name: &'static str, left: String, right: String } = "ufunc '{name}' did not contain a loop with signature matching types (dtype('{left}'), dtype('{right}')) -> None";
        /// `array([1]) < 'a'`
        UFuncTypeError NoOrder { name: &'static str, left: &'static str, right: &'static str } = "ufunc '{name}' did not contain a loop with signature matching types (<class 'numpy.dtypes.{left}'>, <class 'numpy.dtypes.{right}'>) -> None";
        /// `array([1]) * 'a'`
        TypeError TextTimes {} = "The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to multiply strings without specifying 'out'.";
        /// `a = array([1]); a += None`
        UFuncTypeError TextOutput { name: &'static str, from: String, to: &'static str } = "Cannot cast ufunc '{name}' output from dtype('{from}') to dtype('{to}') with casting rule 'same_kind'";
        /// `array([1]) @ None`
        ValueError ObjectMatMul { operand: usize } = "matmul: Input operand {operand} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)";
        /// `a = array([1]); a @= [1]`
        ValueError InPlaceMatMul {} = "inplace matrix multiplication requires the first operand to have at least one and the second at least two dimensions.";
        /// `'a' + 1`
        TypeError Concatenate { what: &'static str, other: String } = "can only concatenate {what} (not \"{other}\") to {what}";
        /// `zeros(2)[:] = [[1, 2]]`
        ValueError TooDeep { ndim: usize } = "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of {ndim}.";
        /// `int('1' * 5000)`
        ValueError TooManyDigits { digits: usize } = "Exceeds the limit (4300 digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit";
        /// `'a' < 1`
        TypeError Comparison { op: &'static str, left: String, right: String } = "'{op}' not supported between instances of '{left}' and '{right}'";
        /// `1[0]`
        TypeError NotSubscriptable { type_name: String } = "'{type_name}' object is not subscriptable";
        /// `(1, 2)[0] = 1`
        TypeError NoItemAssignment { type_name: String } = "'{type_name}' object does not support item assignment";
        /// `del (1, 2)[0]`
        TypeError NoItemDeletion { type_name: String, by_place: bool } = "'{type_name}' object {} support item deletion", if *by_place { "doesn't" } else { "does not" };
        /// `a, b = 1`
        TypeError NotUnpackable { type_name: String } = "cannot unpack non-iterable {type_name} object";
        /// `a, b = 1, 2, 3`
        ValueError TooManyValues { expected: usize } = "too many values to unpack (expected {expected})";
        /// `a, b = 1,`
        ValueError NotEnoughValues { expected: usize, got: usize } = "not enough values to unpack (expected {expected}, got {got})";
        /// `a, *b, c = 1,`
        ValueError NotEnoughForStar { expected: usize, got: usize } = "not enough values to unpack (expected at least {expected}, got {got})";
        /// a context that is entered but not left
        TypeError NoExit { type_name: String } = "'{type_name}' object does not support the context manager protocol (missed __exit__ method)";
        /// `with 1: pass`
        TypeError NoContext { type_name: String } = "'{type_name}' object does not support the context manager protocol";
        /// `list(1)`
        TypeError NotIterable { type_name: String } = "'{type_name}' object is not iterable";
        /// `iter(zeros(()))`
        TypeError ZeroDimIteration {} = "iteration over a 0-d array";
        /// `np.hstack(1)`
        TypeError NotStackable {} = "arrays to stack must be passed as a \"sequence\" type such as list or tuple.";
        /// `len(zeros(()))`
        TypeError UnsizedLen {} = "len() of unsized object";
        /// `len(1)`
        TypeError NoLen { type_name: String } = "object of type '{type_name}' has no len()";
        /// `[1, 2][5]`
        IndexError Range { what: &'static str } = "{what} index out of range";
        /// `[1][0.5]`
        TypeError IndexType { what: &'static str, type_name: String } = "{what} indices must be integers or slices, not {type_name}";
        /// `'ab'[0.5]`
        TypeError StrIndexType { type_name: String } = "string indices must be integers, not '{type_name}'";
        /// `{'a': 1}['b']`
        KeyError Missing { key: String } = "{key}";
        /// `{[1]: 2}`
        TypeError Unhashable { type_name: String } = "unhashable type: '{type_name}'";
        /// `1 // 0`
        ZeroDivisionError IntegerDivision {} = "integer division or modulo by zero";
        /// `1 / 0`
        ZeroDivisionError Division {} = "division by zero";
        /// `1.0 % 0`
        ZeroDivisionError FloatModulo {} = "float modulo";
        /// `1.0 // 0`
        ZeroDivisionError FloatFloorDivision {} = "float floor division by zero";
        /// `divmod(1.0, 0)`
        ZeroDivisionError FloatDivmod {} = "float divmod()";
        /// `1j / 0`
        ZeroDivisionError ComplexDivision {} = "complex division by zero";
        /// `0j ** -1`
        ZeroDivisionError ComplexPower {} = "0.0 to a negative or complex power";
        /// `0 ** -1`
        ZeroDivisionError NegativePower {} = "0.0 cannot be raised to a negative power";
        /// `1 << -1`
        ValueError NegativeShift {} = "negative shift count";
        /// `10.0 ** 400`
        OverflowError PowerTooLarge {} = "(34, 'Numerical result out of range')";
        /// `2 ** 10000000000`
        MemoryError IntegerTooLarge {} = "";
        /// `float(10**400)`
        OverflowError IntToFloat {} = "int too large to convert to float";
        /// `np.int64(2**64)`
        OverflowError IntToInt {} = "Python int too large to convert to C int";
        OverflowError IntToLong {} = "Python int too large to convert to C long";
        /// `'a' in 1`
        TypeError NotContainer { type_name: String } = "argument of type '{type_name}' is not iterable";
        /// `1 in 'a'`
        TypeError InString { type_name: String } = "'in <string>' requires string as left operand, not {type_name}";
        /// `bool(array([1, 2]))`
        ValueError AmbiguousTruth {} = "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()";
        /// `bool(array([]))`
        ValueError EmptyTruth {} = "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.";
        /// `int(array([1, 2]))`
        TypeError OnlyLengthOne {} = "only 0-dimensional arrays can be converted to Python scalars";
        /// `array(['a'])`
        TypeError NoDType { dtype: String } = "arr has no dtype {dtype}: its arrays hold bool, integers, floats and complex numbers";
        /// `zeros(3, dtype='colour')`
        TypeError UnknownDType { text: String } = "data type '{text}' not understood";
        /// `zeros(3, dtype=3)`
        TypeError NotADType { text: String } = "Cannot interpret '{text}' as a data type";
        /// `array([[1, 2], [3]])`
        ValueError Inhomogeneous { ndim: usize, shape: String } = "setting an array element with a sequence. The requested array has an inhomogeneous shape after {ndim} dimensions. The detected shape was {shape} + inhomogeneous part.";
        /// `array([2**70])`
        OverflowError NoObjectIntegers { value: String } = "Python int {value} does not fit int64 or uint64 (NumPy would make an array of dtype object, which arr does not have)";
        /// `zeros('a')`
        TypeError NotAnInteger { type_name: String } = "'{type_name}' object cannot be interpreted as an integer";
        /// `zeros((2, array([1])))`
        TypeError ArrayNoIndex {} = "only integer scalar arrays can be converted to a scalar index";
        /// `zeros(-1)`
        ValueError NegativeDimension {} = "negative dimensions are not allowed";
        /// `zeros((10**30,))`
        ValueError DimensionTooLarge {} = "Maximum allowed dimension exceeded";
        /// `copy(a, order='X')`
        ValueError BadOrder { text: String } = "order must be one of 'C', 'F', 'A', or 'K' (got '{text}')";
        /// `row_stack([[1, 2], [3, 4]])`
        DeprecationWarning RowStack {} = "`row_stack` alias is deprecated. Use `np.vstack` directly.";
        /// `broadcast_arrays([1], [1, 2])[0].flags.writeable`
        FutureWarning BroadcastFlag {} = "future versions will not create a writeable array from broadcast_array. Set the writable flag explicitly to avoid this warning.";
        /// `a = zeros(4); shares_memory(a[::2], a[1::2], max_work=0)`
        TooHardError TooHard {} = "Exceeded max_work";
        /// `copyto(a, b, casting='x')`
        ValueError BadCastingOfArray { text: String } = "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value' (got '{text}')";
        ValueError BadCasting { text: String } = "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{text}')";
        /// `assert False`
        AssertionError Assertion { message: String } = "{message}";
        /// `int('x')`
        ValueError IntLiteral { base: u32, text: String } = "invalid literal for int() with base {base}: {text}";
        /// `float('x')`
        ValueError FloatLiteral { text: String } = "could not convert string to float: {text}";
        /// `complex('x')`
        ValueError ComplexLiteral {} = "complex() arg is a malformed string";
        /// `int(None)`
        TypeError IntArgument { type_name: String } = "int() argument must be a string, a bytes-like object or a real number, not '{type_name}'";
        /// `float(None)`
        TypeError FloatArgument { type_name: String } = "float() argument must be a string or a real number, not '{type_name}'";
        /// `np.dtype([1])`
        TypeError FieldTuple { text: String } = "Field elements must be 2- or 3-tuples, got '{text}'";
        /// `np.float64(2) * [1]`
        TypeError RepeatBy { type_name: String } = "can't multiply sequence by non-int of type '{type_name}'";
        /// `[1] * np.uint64(2**64 - 1)`
        OverflowError IntToIndex { type_name: String } = "cannot fit '{type_name}' into an index-sized integer";
        /// `array([1j])[0] = [1]`
        TypeError RealArgument { type_name: String } = "must be real number, not {type_name}";
        /// `int(float('nan'))`
        TypeError NoneAsInt {} = "'NoneType' object cannot be interpreted as an integer";
        ValueError NanToInt {} = "cannot convert float NaN to integer";
        /// `int(float('inf'))`
        OverflowError InfToInt {} = "cannot convert float infinity to integer";
        /// `range(1, 2, 0)`
        ValueError RangeStep {} = "range() arg 3 must not be zero";
        /// `lambda` calling itself without end
        RecursionError ReprRecursion {} = "maximum recursion depth exceeded while getting the repr of an object";
        RecursionError Recursion {} = "maximum recursion depth exceeded";
        /// what Python words in a way of its own
        TypeError Type { message: String } = "{message}";
        /// what Python words in a way of its own
        ValueError Value { message: String } = "{message}";
        /// what Python words in a way of its own
        OverflowError Overflow { message: String } = "{message}";
        /// what Python words in a way of its own
        IndexError Index { message: String } = "{message}";
        /// what Python words in a way of its own
        AttributeError Attribute { message: String } = "{message}";
        /// `set_printoptions(legacy='1.13')`
        NotImplementedError NotImplemented { message: String } = "{message}";
        /// `b'\xff'.decode()`
        UnicodeDecodeError Decode { codec: &'static str, place: String, reason: &'static str } = "'{codec}' codec can't decode {place}: {reason}";
        /// `'é'.encode('ascii')`
        UnicodeEncodeError Encode { codec: &'static str, place: String, limit: u32 } = "'{codec}' codec can't encode {place}: ordinal not in range({limit})";
        /// `'a'.encode('x')`
        LookupError UnknownEncoding { name: String } = "unknown encoding: {name}";
        /// `b'\xff'.decode(errors='x')`
        LookupError UnknownErrors { name: String } = "unknown error handler name '{name}'";
        /// `b = bytearray(3); a = np.frombuffer(b); b.append(1)`
        BufferError Buffer {} = "Existing exports of data: object cannot be re-sized";
        /// `next(iter([]))`
        StopIteration Stop {} = "";
        /// `d = {1: 2}; list(d.setdefault(k + 1, 0) for k in d)`
        RuntimeError DictResized {} = "dictionary changed size during iteration";
        /// `s = {1}; i = iter(s); s.add(2); next(i)`
        RuntimeError SetResized {} = "Set changed size during iteration";
        /// `reversed(3)`
        TypeError NotReversible { type_name: String } = "'{type_name}' object is not reversible";
        /// `list(zip([1], [], strict=True))`
        ValueError ZipStrict { place: usize, shorter: bool } = "zip() argument {} is {} than argument{} {}", place, if *shorter { "shorter" } else { "longer" }, if *place == 2 { "" } else { "s" }, if *place == 2 { "1".into() } else { format!("1-{}", place - 1) };
        /// `fromiter([1, 2], int, 3)`
        ValueError ShortIterator { expected: usize, got: usize } = "iterator too short: Expected {expected} but iterator had only {got} items.";
        ValueError NotFinite {} = "array must not contain infs or NaNs";
        /// `mgrid[3]`
        AttributeError NoSlice { type_name: String } = "'{type_name}' object has no attribute 'step'";
        /// `r_[1, '0']`
        ValueError LateDirective {} = "special directives must be the first entry.";
        /// `r_['x', 1]`
        ValueError Directive { text: String } = "unknown special directive{text}";
        /// `r_['r', 1]`
        NotImplementedError NoMatrix {} = "arr has no matrices";
        /// `apply_along_axis(sum, 0, zeros((3, 0)))`
        ValueError NothingToApply {} = "Cannot apply_along_axis when any iteration dimensions are 0";
        ValueError NothingToVectorize {} = "cannot call `vectorize` on size 0 inputs unless `otypes` is set";
        /// `apply_over_axes(lambda a, axis: a[0], zeros((2, 2, 2)), [0, 1])`
        ValueError WrongShape {} = "function is not returning an array of the correct shape";
        /// `piecewise([1, 2], [True, False], [1, 2, 3])`
        ValueError Pieces { n: usize } = "with {n} condition(s), either {n} or {} functions are expected", n + 1;
        TypeError NoIterator { type_name: String } = "'{type_name}' object is not an iterator";
    }
}

crate::error_kinds! {
    /// What Python finds in a statement before it runs any of it.
    pub enum ScopeError {
        /// `return 1`
        SyntaxError ReturnOutside {} = "'return' outside function";
        /// `break`
        SyntaxError BreakOutside {} = "'break' outside loop";
        /// `continue`
        SyntaxError ContinueOutside {} = "'continue' not properly in loop";
        /// `yield 1`
        SyntaxError YieldOutside {} = "'yield' outside function";
        /// `[(yield x) for x in a]`
        SyntaxError YieldInComprehension { what: String } = "'yield' inside {what}";
        /// `nonlocal a`
        SyntaxError NonlocalAtTop {} = "nonlocal declaration not allowed at module level";
        /// `def f(): nonlocal nobody`
        SyntaxError NoNonlocal { name: String } = "no binding for nonlocal '{name}' found";
        /// `def f(a): global a`
        SyntaxError ParameterDeclared { name: String, what: String } = "name '{name}' is parameter and {what}";
        /// `def f(): a = 1; global a`
        SyntaxError AssignedBefore { name: String, what: String } = "name '{name}' is assigned to before {what} declaration";
        /// `def f(): print(a); global a`
        SyntaxError UsedBefore { name: String, what: String } = "name '{name}' is used prior to {what} declaration";
        /// `def f(): global a; nonlocal a`
        SyntaxError NonlocalAndGlobal { name: String } = "name '{name}' is nonlocal and global";
        /// `def f(): a: int = 1; global a`
        SyntaxError Annotated { name: String, what: String } = "annotated name '{name}' can't be {what}";
        /// `[a for a in (b := c)]`
        SyntaxError WalrusInIterable {} = "assignment expression cannot be used in a comprehension iterable expression";
        /// `from __future__ import nobody`
        SyntaxError NoFeature { name: String } = "future feature {name} is not defined";
        /// `a = 1`, `from __future__ import annotations`
        SyntaxError LateFeature {} = "from __future__ imports must occur at the beginning of the file";
        /// `case a:`, `case b:`
        SyntaxError Unreachable { what: String } = "{what} makes remaining patterns unreachable";
        /// `case [a, a]:`
        SyntaxError CapturedTwice { name: String } = "multiple assignments to name '{name}' in pattern";
        /// `case P(a=1, a=2):`
        SyntaxError RepeatedAttribute { name: String } = "attribute name repeated in class pattern: {name}";
        /// `case {'a': 1, 'a': 2}:`
        SyntaxError RepeatedKey { key: String } = "mapping pattern checks duplicate key ({key})";
        /// `case [a] | [b]:`
        SyntaxError OtherNames {} = "alternative patterns bind different names";
        /// `def f(): from numpy import *`
        SyntaxError StarImport {} = "import * only allowed at module level";
        /// `[x := 1 for x in a]`
        SyntaxError WalrusRebinds { name: String } = "assignment expression cannot rebind comprehension iteration variable '{name}'";
        /// `class A: [y := 1 for x in a]`
        SyntaxError WalrusInClass {} = "assignment expression within a comprehension cannot be used in a class body";
        /// `*a`
        SyntaxError Starred {} = "can't use starred expression here";
        /// `class A(*bases): pass`
        NotImplementedError UnpackedBases {} = "arr has no bases that are unpacked";
        /// a function of more than 32,000 registers
        SyntaxError TooLarge {} = "too large for arr: more names and values at a time than it has registers for";
    }
}

crate::error_kinds! {
    /// What Python raises on its own behalf while a program runs.
    pub enum RaiseError {
        /// `raise`
        RuntimeError Runtime { message: String } = "{message}";
    }
}
