"""Writes syntax_errors.tsv: texts that are no statements, and what Python 3.11 says of them.

Usage: python3.11 syntax_errors.py > syntax_errors.tsv
A row is the text (as a JSON string), the exception, its message, and the line and column (in characters, from 1) that
it blames, with tabs between.
"""

import json
import warnings

warnings.simplefilter("ignore")

TEXTS = r'''
a b
a b c
1 2
a 1
1 a
'a' b
a 'b'
f(a b)
f(a, b c)
f(a b, c)
[1 2]
[1, 2 3]
[a b, c]
(1 2)
(a b)
{1 2}
{'a': 1 'b': 2}
{'a': 1, 'b' 2}
f(1 2)
f(a.b c.d)
f(a + b c)
f(a, b=1 c=2)
f(a 'b')
f('a' b)
x = [1, 2 3, 4]
x = (a + b c)
a[1 2]
a[1:2 3]
a[b c]
a[b, c d]
f(a)(b c)
f(not a b)
f(a if b else c d)
f(a, *b c)
[x y for x in z]
[x for x in y z]
(1
(1,
[1, 2
{1, 2
f(1
f(
f(a,
f(a, b=
a[1
a[
a[1:
x = (1 + 2
x = [1, (2, 3]
x = (1, [2, 3)
x = {1, (2}
(]
[)
{)
f(a]
a[1)
)
]
}
a)
a]
1)
(1))
[1]]
f(a))
a = 1)
(1 +
(a b
f(a b
[1 2
(1 + )
(,)
[,]
{,}
f(,)
f(a,,b)
[1,,2]
(1,,2)
a[,]
a[]
a[1,,2]
a = 'b
a = "b
'
"
'a\
a = 'b" c
a = 'it's'
"""a
'\'''a'
\'\'\'a
f'a
r'a\'
a = b'
'a' 'b
f("a)
1a
1abc
1_
1__0
1_a
0x
0xg
0x1g
0b2
0b
0b12
0b1a
0o8
0o
0o18
0o7a
012
00012
0_12
01.5
1e
1e+
1e5x
1.5x
1.e
1.x
1.5.2
1..2
1jx
2j3
0777
08
09.5
1_000_
1._5
0x_
0x1_
100abc = 1
a = 0123
1ifx
5if
5 if
$
a $ b
a = $
?
a?
a = b?
!
!a
a ! b
a = !b
`a`
€
a € b
a = “b”
a – b
a·
©
\ a
a \ b
a + \ 1
a = \b
+
-
*
/
a +
a *
a -
a **
a @
a //
a and
a or
not
a not
a not b
a is
a is not
a in
a not in
a <
a ==
a <>b
a < > b
a === b
a =! b
a = = b
a == = b
a => b
a =+
a ++
a++
a--
++a--
a += 
a =
= 1
== 1
a = b =
a = 1 =
a, = 
a,,b
,a
, 
a, , b
a : b : c
:
a:
:a
a;;b
;
;a
a;
.
.a
a.
a..b
a.1
a.b.
a.(b)
a.[0]
a.'b'
a. = 1
..
....
...a
a...
a ... b
f(a=1, b)
f(a=1, b, c)
f(a=1, 2)
f(a=1, b+c)
f(a=1, b())
f(**a, b)
f(**a, 1)
f(**a, *b)
f(a=1, *b)
f(a=1, a=2)
f(a=1, b=2, a=3)
f(b, a=1, a=1)
f(a.b=1)
f(a[0]=1)
f(a()=1)
f(1=2)
f('a'=2)
f(a+b=1)
f((a)=1)
f(a, b.c=1)
f(True=1)
f(None=1)
f(False=1)
f(x, True=1)
f(not a=1)
f(-a=1)
f(lambda x: x=1)
f(a if b else c=1)
f(a=)
f(a=, b)
f(a=1 b=2)
f(=1)
f(a==)
f(*)
f(**)
f(*, a)
f(* *a)
f(**a b)
f(a for a in b, c)
f(c, a for a in b)
f(a for a in b, c for c in d)
f(a for a in b for)
f(a for a in)
f(a for a)
f(a for)
f(for a in b)
f(a=1 for a in b)
f(a = b for b in c)
f(a, b for b in c)
class_ = f(x for x in y, 1)
[a for a in b, c]
[a, b for a in b]
[a for a b]
[a for in b]
[for a in b]
[a for 1 in b]
[a for a + b in c]
[a for f() in b]
[a for (a, 1) in b]
[a for a.b + 1 in c]
[a for a in b if]
[a if b for b in c]
[a for a in b else c]
[*a for a in b]
(*a for a in b)
(a for a in b
(*a)
(*a) = b
*a
*a, 
a = *b
a = *b, 
a = (*b)
a += *b
*a = b
*a, *b = c
[*a, *b] = c
(*a, b), *c = d
*a, (*b, *c) = d
* = 1
**a
**a = b
(**a)
[**a]
{**a}
print(*a) = 1
del *a
del *a, b
del (*a)
f() = 1
f(a) = b
a.b() = c
f() += 1
f() = a = b
a = f() = b
1 = a
1.5 = a
'a' = b
"a" += 1
f'a' = b
f'{a}' = b
a + b = c
a + b += c
-a = b
-a += b
not a = b
a and b = c
a or b = c
a == b = c
a < b = c
a < b += c
a if b else c = d
a if b else c += d
lambda: a = b
lambda x: x = 1
lambda = 1
[a, 1] = b
[a, b()] = c
(a, 1) = b
(a, b + c) = d
a, 1 = b
a, f() = b
a, b + c = d
1, a = b
(1, 2) = 3
[1, 2] = 3
(a, b) += 1
a, b += 1
[a] += 1
() += 1
[] += 1
{a} = b
{} = b
{a: 1} = b
{a} += 1
{a: b} += 1
[x for x in y] = z
(x for x in y) = z
[x for x in y] += z
... = a
... += a
None = 1
True = 1
False = 1
None += 1
True += 1
None, a = b
a, None = b
(None) = 1
[None] = a
a.None = 1
a.True
a.if
a.for = 1
a.class
None.a = 
(a = 1)
(a = b)
(a.b = 1)
(1 = a)
[a = 1]
[a = b, c]
{a = 1}
f((a = 1))
(a == b = c)
if_ = (a = 1)
(a + b = 1)
a[b = 1]
a[1 = b]
((a = 1), 2)
a = (b = c)
del 1
del f()
del a + b
del a, 1
del (a, f())
del [a, 1]
del None
del a == b
del 'a'
del -a
del lambda: a
del a if b else c
del
del a b
del a,, b
del (a
del {}
del {a}
del []
del ()
del ...
del [x for x in y]
del a = 1
del a += 1
assert
assert a,
assert a, b, c
assert a b
assert , a
assert a = b
assert (a, b) = c
assert a == b = c
pass a
pass 1
pass = 1
import
import a.
import a as
import a as 1
import a b
import a,
import .a
import a.b as c.d
import 'a'
import a as b c
import *
import (a)
from
from a
from a import
from a import b,
from a import (b
from a import (b,,)
from a import ()
from a import b c
from a import b as
from a import *, b
from a import b.c
from import a
from a import 1
from a.b. import c
from 1 import a
from a import (b), c
from a import (*)
from __future__ import braces
{a: 1, b}
{a: 1, b, c: 2}
{a, b: 1}
{a: }
{a: , b: 1}
{a: 1, b: }
{a:
{a: 1, b:}
{a: *b}
{a: 1, **}
{: 1}
{a: b: c}
{1: *a, 2: b}
{a: 1 for}
{a 1}
{*a: 1}
{a:b, *c}
a if b
a if b else
a if
(a if b)
f(a if b)
[a if b]
x = a if b
a if b else c else d
(a if b else)
a if else b
a else b
if a else b
print a
print 'a'
print "a", b
print a, b
print(a) b
print 1
print -1
exec a
exec 'a'
print
print a + b
print f(a)
print (a) b
lambda
lambda x
lambda x: 
lambda x y: z
lambda x, x: x
lambda x=1, y: x
lambda 1: x
lambda (x): y
lambda x, : x
lambda x=: x
lambda *: x
lambda x.y: z
lambda x: y = 1
lambda x=1 y: z
lambda: 
(lambda x: x y)
f(lambda: )
(lambda)
lambda None: 1
lambda if: 1
f'{}'
f'{ }'
f'{a'
f'{a!'
f'{a!x}'
f'{a!}'
f'{a!rr}'
f'{a!r'
f'{a:'
f'{a:{b}'
f'{a:{b:{c}}}'
f'{a:{}}'
f'}'
f'a}b'
f'{a}}'
f'{{a}'
f'{'
f'{{}'
f'{a b}'
f'{a +}'
f'{+}'
f'{(a}'
f'{a)}'
f'{[a)}'
f'{a]}'
f'{(a b)}'
f'{a\n}'
f'{"\n"}'
f'{a#}'
f'{#}'
f'{"a}'
f'{a["b}'
f'{a = b}'
f'{a=b}'
f'{a==}'
f'{=}'
f'{=a}'
f'{!r}'
f'{:5}'
f'{,}'
f'{a,}'
f'{lambda x: 1}'
f'{a $ b}'
f'{1a}'
f'{012}'
f'{a if b}'
f'{f(a=1, b)}'
f'{*a}'
f'{**a}'
f'{del a}'
f'{a; b}'
f'{a.}'
f'{None = 1}'
f'{a!r:{b'
f'{a}' b
f'{a' 'b'
'a' f'{b'
f'{for}'
f'{if a}'
f'{print a}'
f'{yield_}{'
f'{a:{b!x}}'
f'{a:}}'
'\x'
'\x4'
'\xg0'
'\u12'
'\u'
'\U1234'
'\U00110000'
'\N'
'\N{'
'\N{}'
'\N{foo bar}'
'ab\x4'
f'\x4'
f'{a}\x4'
'\ud800' = 1
'a\N{nosuchname}b'
"\x1" "b"
 a
  a = 1
	a
a = 1\n  b = 2
a\n b
 # comment\n a
a = (1\nb = 2
a = (1,\nb = 2
f(a,\nb c)
f(a\nb)
[1\n2]
(1,\n2]
(\n]
[(\n1]
x = [1,\n2\n3]
'a\nb'
a = 'b\nc'
"""a\nb
a = """b\n
a + \
\
a +\
a = (1 + \
for
while
None a
True False
None None
a None
is a
in a
and a
or a
as a
a as b
else
elif a
except
finally
a from b
a import b
global
import a; del 1
a = 1; b c
a; b = ; c
a b; c d
f(a; b)
(a; b)
[a;]
a -> b
a := 1
(:= 1)
(a := )
a ? b : c
a && b
a || b
!a && b
a <- b
@
@a
a @@ b
a ~ b
~
a~
a ! = b
a % % b
a // / b
a *** b
a ** ** b
a & & b
a >>> b
a <<< b
a |> b
a[1:2:3:4]
a[::::]
a[1;2]
a[1:2
a[:
a[*]
a[**b]
a[b=1, c]
a[b:=1]
a[1:=2]
a[lambda: 1 2]
a[:b c]
a(b)(c
a(b)[c
a.b c
a.b.c 1
a() b
a[0] b
a[0] 1
(a) b
[a] b
{a} b
(a, b) c
a, b c
a = b c
a = b = c d
a += b c
a = 1 2
a = [1] 2
a = f(1) g(2)
a == b c
a + b c
not a b
-a b
a[0]b
a()b
'a'b
'a'1
1'a'
[1]a
(a)b
None = None = 1
x = None = 1
x, y = 1, = 2
x = 1, = 2
x + 1 = 2 = 3
x = x + 1 = 3
x = y + 1 += 3
x += y = 3
x += y += 3
x = y += 3
x : int : 3
f(a)=1, b
f(a, b for a in c, d)
f(**a=1)
f(*a=1)
f(a, b=*c)
f(a=**b)
np.array(1, 2
np.array([1, 2)
np.array([1, 2], [3, 4)
np.array([[1, 2], [3, 4])
a = np.array([1, 2, 3]
a[0, 1 = 2
a[0]] = 2
a = [1, 2, 3
a = [[1, 2], [3, 4]
print('a' + 'b'
print('a' 1)
print("hello)
print(hello")
print(a, sep='' end='')
np zeros(3)
np.zeros 3
np.zeros(3) + 
np.zeros(3).reshape(1 3)
a = np.arange(10)[::2
a[1:3 = 5
a[1:3] == = 5
a.shape = 
a.T.
a = b.T c
import numpy as
import numpy np
from numpy import as np
a = 5x
b = 3.14.15
c = 1,000.5.5
s = "it's" ok"
t = 'a' + 'b
x = 10 20
x = [1 2 3]
x = [1. 2. 3.]
x = [[1 2] [3 4]]
x = np.array([1 2 3])
x == 1 = 2
x = 3 +* 4
x = 3 */ 4
x = (3 + 4
x = 3 + 4)
x = 5 % 
x = not
x = a.b(
y = x[
'''.strip("\n").split("\n")

EXTRA = [
    "(" * 201 + ")" * 201,
    "[" * 250,
    "f(" * 201,
    "a = 1\x00",
    "a\x01b",
    "a = \x7f",
    "a \u00a0 b",
    "a\u2028b",
    "\u200ba",
    "'\\\na",
    "a = (\n1,\n2\n",
    "a = [\n(1,\n2]\n",
    "'''a\nb\nc",
    "(a\n'b\n)",
    "f(a,\n  b c,\n  d)",
    "f(a,\n  b=1,\n  c)",
    "a = 1 +\n",
    "(\n1 +\n)",
    "a = {\n'b': 1\n'c': 2}",
    "x = [\n1,\n2,,\n3]",
    "()()\n(",
]


def main():
    seen = set()
    for text in [t.replace("\\n", "\n") if "\\n" in t and "'{" not in t else t for t in TEXTS] + EXTRA:
        if text in seen:
            continue
        seen.add(text)
        try:
            compile(text, "", "exec")
        except SyntaxError as error:
            row = [type(error).__name__.replace("TabError", "IndentationError"), error.msg, str(error.lineno), str(error.offset)]
        except ValueError as error:
            row = ["SyntaxError", str(error), "1", "1"]
        else:
            continue
        assert all("\t" not in field and "\n" not in field for field in row), text
        print(json.dumps(text, ensure_ascii=False), *row, sep="\t")


main()
