//! What can be wrong with a text, in Python 3.11's words.

use crate::error_kinds;

error_kinds! {
    /// A text that is not a statement.
    pub enum SyntaxError {
        /// `a b`
        SyntaxError Invalid {} = "invalid syntax";
        /// `f(a b)`
        SyntaxError ForgotComma {} = "invalid syntax. Perhaps you forgot a comma?";
        /// `f((a = 1))`
        SyntaxError EqualsInExpression {} = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        /// More than twenty `with` in each other.
        SyntaxError TooManyBlocks {} = "too many statically nested blocks";
        /// a `with` and below it a line that is indented less than the first
        IndentationError NoIndent {} = "unindent does not match any outer indentation level";
        /// `  a`
        IndentationError UnexpectedIndent {} = "unexpected indent";
        /// `if a:` and nothing indented below it
        IndentationError NoBlock { what: String, line: usize } = "expected an indented block after {what} on line {line}";
        /// a block indented by blanks, and a line in it by a tab
        TabError Tabs {} = "inconsistent use of tabs and spaces in indentation";
        /// More than a hundred blocks in each other.
        IndentationError TooManyIndents {} = "too many levels of indentation";
        /// `try: a` and neither `except` nor `finally`
        SyntaxError LoneTry {} = "expected 'except' or 'finally' block";
        /// `try: a`, `except: b`, `except E: c`
        SyntaxError DefaultExcept {} = "default 'except:' must be last";
        /// `a, b: int`
        SyntaxError AnnotatedSeveral { what: String } = "only single target (not {what}) can be annotated";
        /// `def f: pass`
        SyntaxError ExpectedParenthesis {} = "expected '('";
        /// `def f(a=): pass`
        SyntaxError ExpectedDefault {} = "expected default value expression";
        /// `def f((a, b)): pass`
        SyntaxError FunctionParenthesized {} = "Function parameters cannot be parenthesized";
        /// `except A, B:`
        SyntaxError SeveralExceptions {} = "multiple exception types must be parenthesized";
        /// `f(): int`
        SyntaxError Annotated {} = "illegal target for annotation";
        /// `def f(**kwargs, a): pass`
        SyntaxError AfterKwargs {} = "arguments cannot follow var-keyword argument";
        /// `def f(*a, /): pass`
        SyntaxError SlashAfterStar {} = "/ must be ahead of *";
        /// `def f(a, /, b, /): pass`
        SyntaxError TwoSlashes {} = "/ may appear only once";
        /// `def f(/, a): pass`
        SyntaxError LoneSlash {} = "at least one argument must precede /";
        /// `def f(*a, *b): pass`
        SyntaxError TwoStars {} = "* argument may appear only once";
        /// `def f(*): pass`
        SyntaxError LoneStar {} = "named arguments must follow bare *";
        /// `def f(*a=1): pass`
        SyntaxError VarargsDefault {} = "var-positional argument cannot have default value";
        /// `def f(**a=1): pass`
        SyntaxError KwargsDefault {} = "var-keyword argument cannot have default value";
        /// `(a.b := 1)`
        SyntaxError Walrus { what: String } = "cannot use assignment expressions with {what}";
        /// `{**a for a in b}`
        SyntaxError UnpackedComprehension {} = "dict unpacking cannot be used in dict comprehension";
        /// `case [*a, *b]:`
        SyntaxError TwoStarredPatterns {} = "multiple starred names in sequence pattern";
        /// `case 1 + 2:`
        SyntaxError NotImaginary {} = "imaginary number required in complex literal";
        /// `case f'{a}':`
        SyntaxError NoPattern {} = "patterns may only match literals and attribute lookups";
        /// `case 1 as _:`
        SyntaxError UnderscoreTarget {} = "cannot use '_' as a target";
        /// `case P(x=1, 2):`
        SyntaxError PositionalPattern {} = "positional patterns follow keyword patterns";
        /// `with errstate()`
        SyntaxError MissingColon {} = "expected ':'";
        /// `(1`
        SyntaxError NeverClosed { bracket: char } = "'{bracket}' was never closed";
        /// `1)`
        SyntaxError Unmatched { bracket: char } = "unmatched '{bracket}'";
        /// `(1]`
        SyntaxError Mismatched { close: char, open: char } =
            "closing parenthesis '{close}' does not match opening parenthesis '{open}'";
        /// `(1]`, the two on different lines
        SyntaxError MismatchedAcross { close: char, open: char, line: usize } =
            "closing parenthesis '{close}' does not match opening parenthesis '{open}' on line {line}";
        /// two hundred and one times `(`
        SyntaxError TooManyBrackets {} = "too many nested parentheses";
        /// a thousand times `-`, then `1`
        SyntaxError TooDeep {} = "expression nested too deeply";
        /// `a = 'b`
        SyntaxError OpenString { line: usize } = "unterminated string literal (detected at line {line})";
        /// `a = '''b`
        SyntaxError OpenLongString { line: usize } =
            "unterminated triple-quoted string literal (detected at line {line})";
        /// `a \ b`
        SyntaxError AfterContinuation {} = "unexpected character after line continuation character";
        /// `a + \` and nothing after it
        SyntaxError UnexpectedEof {} = "unexpected EOF while parsing";
        /// `a $ b`
        SyntaxError InvalidCharacter { char: char, code: String } = "invalid character '{char}' (U+{code})";
        /// a control character
        SyntaxError NonPrintable { code: String } = "invalid non-printable character U+{code}";
        /// a script with a zero byte
        SyntaxError NullBytes {} = "source code cannot contain null bytes";
        /// a script that is not UTF-8
        SyntaxError NotUtf8 { bytes: String, range: String, reason: String } =
            "(unicode error) 'utf-8' codec can't decode {bytes} in position {range}: {reason}";
        /// a script on a disk that fails
        OSError Unreadable { reason: String } = "{reason}";
        /// `1a`
        SyntaxError InvalidNumber { kind: String } = "invalid {kind} literal";
        /// `0b2`
        SyntaxError InvalidDigit { digit: char, kind: String } = "invalid digit '{digit}' in {kind} literal";
        /// `012`
        SyntaxError LeadingZeros {} = "leading zeros in decimal integer literals are not permitted; \
            use an 0o prefix for octal integers";
        /// more than 4300 digits in a row
        SyntaxError TooManyDigits { digits: usize } = "Exceeds the limit (4300 digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits";
        /// `f() = 1`
        SyntaxError AssignHere { what: String } =
            "cannot assign to {what} here. Maybe you meant '==' instead of '='?";
        /// `[a, 1] = b`
        SyntaxError Assign { what: String } = "cannot assign to {what}";
        /// `del f()`
        SyntaxError Delete { what: String } = "cannot delete {what}";
        /// `f() += 1`
        SyntaxError IllegalAugmented { what: String } = "'{what}' is an illegal expression for augmented assignment";
        /// `*a, *b = c`
        SyntaxError TwoStarred {} = "multiple starred expressions in assignment";
        /// `*a = b`
        SyntaxError LoneStarredTarget {} = "starred assignment target must be in a list or tuple";
        /// `a = *b`
        SyntaxError LoneStarred {} = "can't use starred expression here";
        /// `(*a)`
        SyntaxError GroupedStarred {} = "cannot use starred expression here";
        /// `[*x for x in a]`
        SyntaxError StarredComprehension {} = "iterable unpacking cannot be used in comprehension";
        /// `f(a=1, b)`
        SyntaxError PositionalAfterKeyword {} = "positional argument follows keyword argument";
        /// `f(**a, b)`
        SyntaxError PositionalAfterUnpacking {} = "positional argument follows keyword argument unpacking";
        /// `f(**a, *b)`
        SyntaxError StarAfterUnpacking {} = "iterable argument unpacking follows keyword argument unpacking";
        /// `f(a=1, a=2)`
        SyntaxError RepeatedKeyword { name: String } = "keyword argument repeated: {name}";
        /// `f(a.b=1)`
        SyntaxError KeywordExpression {} = "expression cannot contain assignment, perhaps you meant \"==\"?";
        /// `f(x for x in a, 1)`
        SyntaxError BareGenerator {} = "Generator expression must be parenthesized";
        /// `a if b`
        SyntaxError ExpectedElse {} = "expected 'else' after 'if' expression";
        /// `{a: 1, b}`
        SyntaxError ExpectedColon {} = "':' expected after dictionary key";
        /// `{a: }`
        SyntaxError ExpectedValue {} = "expression expected after dictionary key and ':'";
        /// `print a`
        SyntaxError MissingParentheses { name: String } =
            "Missing parentheses in call to '{name}'. Did you mean {name}(...)?";
        /// `(1 := a)`
        SyntaxError AssignmentExpression { what: String } = "cannot use assignment expressions with {what}";
        /// `(**a)`
        SyntaxError GroupedDoubleStarred {} = "cannot use double starred expression here";
        /// `{a: *b}`
        SyntaxError StarredDictValue {} = "cannot use a starred expression in a dictionary value";
        /// `[a, b for a in c]`
        SyntaxError BareTarget {} = "did you forget parentheses around the comprehension target?";
        /// `lambda (x): x`
        SyntaxError ParenthesizedParameters {} = "Lambda expression parameters cannot be parenthesized";
        /// `lambda x, x: x`
        SyntaxError RepeatedParameter { name: String } = "duplicate argument '{name}' in function definition";
        /// `lambda x=1, y: x`
        SyntaxError DefaultFirst {} = "non-default argument follows default argument";
        /// `from numpy import a,`
        SyntaxError TrailingComma {} = "trailing comma not allowed without surrounding parentheses";
        /// `b'a' 'b'`
        SyntaxError MixedLiterals {} = "cannot mix bytes and nonbytes literals";
        /// `b'é'`
        SyntaxError BytesNotAscii {} = "bytes can only contain ASCII literal characters";
        /// `b'\xg'`
        SyntaxError BytesEscape { position: usize } = "(value error) invalid \\x escape at position {position}";
        /// `'\N{no such name}'`
        SyntaxError UnicodeEscape { range: String, reason: String } =
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {range}: {reason}";
        /// `f'{}'`
        SyntaxError FStringEmpty {} = "f-string: empty expression not allowed";
        /// `f'{=}'`
        SyntaxError FStringExpressionRequired { before: char } = "f-string: expression required before '{before}'";
        /// `f'{a'`
        SyntaxError FStringExpectingBrace {} = "f-string: expecting '}}'";
        /// `f'a}'`
        SyntaxError FStringLoneBrace {} = "f-string: single '}}' is not allowed";
        /// `f'{a\n}'`
        SyntaxError FStringBackslash {} = "f-string expression part cannot include a backslash";
        /// `f'{a#}'`
        SyntaxError FStringComment {} = "f-string expression part cannot include '#'";
        /// `f'{a!x}'`
        SyntaxError FStringConversion {} = "f-string: invalid conversion character: expected 's', 'r', or 'a'";
        /// `f'{a:{b:{c}}}'`
        SyntaxError FStringTooDeep {} = "f-string: expressions nested too deeply";
        /// `f'{(a}'`
        SyntaxError FStringMismatched { close: char, open: char } =
            "f-string: closing parenthesis '{close}' does not match opening parenthesis '{open}'";
        /// `f'{a)}'`
        SyntaxError FStringUnmatched { close: char } = "f-string: unmatched '{close}'";
        /// `f'{"a}'`
        SyntaxError FStringOpenString {} = "f-string: unterminated string";
        /// `f'{a b}'`
        SyntaxError FString { message: String } = "f-string: {message}";
        /// `for x in a: pass`
        SyntaxError NoStatement { word: String, what: String } = "'{word}': arr has no {what} yet";
        /// `b'abc'`, `(a := 1)`
        SyntaxError NoExpression { what: String } = "arr has no {what} yet";
    }
}
