"""Writes program_errors.tsv: programs with compound statements that Python 3.11 does not begin to run, and all that it says of them.

Usage: python3.11 program_errors.py > program_errors.tsv
A row is the program and the report, each as a JSON string, with a tab between. The report calls the file x.py.
"""

import json
import os
import tempfile
import traceback
import warnings

warnings.simplefilter("ignore")

# Between two programs stands a line of four dashes.
PROGRAMS = '''
if a
    b
----
if a:
b
----
if a:
----
if a: 
    # only a comment
----
if a:
    b
  c
----
if a:
        b
    c
----
if a:
    b
	c
----
if a:
	b
        c
----
  a = 1
----
a = 1
  b = 2
----
while True
    pass
----
while:
    pass
----
while a = 1:
    pass
----
if a = 1:
    pass
----
if a.b = 1:
    pass
----
if a == 1 = 2:
    pass
----
if:
    pass
----
elif a:
    pass
----
else:
    pass
----
if a:
    pass
else if b:
    pass
----
if a:
    pass
else
    pass
----
if a:
    pass
else:
pass
----
if a:
    pass
elif b:
pass
----
if a:
    pass
elif:
    pass
----
if a:
    pass
elif b
    pass
----
if a:
    pass
else:
    pass
else:
    pass
----
if a:
    pass
else:
    pass
elif b:
    pass
----
if a:
    pass
x = 1
else:
    pass
----
for x in y
    pass
----
for x in:
    pass
----
for x:
    pass
----
for in y:
    pass
----
for x y:
    pass
----
for 1 in y:
    pass
----
for f() in y:
    pass
----
for x + 1 in y:
    pass
----
for x in y: 
pass
----
for x in y, z w:
    pass
----
for (x, 1) in y:
    pass
----
for x, in y:
    pass
for x = 1 in y: pass
----
for *x in y:
    pass
----
for x in range(3):
pass
----
def f()
    pass
----
def f:
    pass
----
def f(:
    pass
----
def f(a b):
    pass
----
def f(a, a):
    pass
----
def f(a=1, b):
    pass
----
def f(a, *):
    pass
----
def f(*, **k):
    pass
----
def f(*a, *b):
    pass
----
def f(**k, a):
    pass
----
def f(a, /, b, /):
    pass
----
def f(/, a):
    pass
----
def f(*a, /):
    pass
----
def f(1):
    pass
----
def f(a.b):
    pass
----
def f((a, b)):
    pass
----
def f(a=):
    pass
----
def f(a:):
    pass
----
def f(*a=1):
    pass
----
def f(**a=1):
    pass
----
def f(None):
    pass
----
def None():
    pass
----
def 1f():
    pass
----
def f(a):
pass
----
def f(a) -> :
    pass
----
def f(a) -> int
    pass
----
def (a):
    pass
----
def f(a): return a b
----
def f():
    return
  x = 1
----
def f():
    x = 1
     y = 2
----
def f():
      x = 1
   y = 2
----
def f():
    if x:
        y
      z
----
def f():
    if x:
    y
----
def f():
    """doc
----
def f():
    x = (1,
----
def f():
    x = 'abc
    y = 1
----
def f():
    x = [1, 2
    y = 3
----
def f():
    print "hello"
----
def f():
    x = 5 +
    return x
----
class A
    pass
----
class A(:
    pass
----
class A(B, C:
    pass
----
class A():
pass
----
class:
    pass
----
class 1A:
    pass
----
class A(B C):
    pass
----
class A(b=1, C):
    pass
----
class None: pass
----
class A:
    def f(self):
    pass
----
class A:
    x = 1
   y = 2
----
try
    pass
except:
    pass
----
try:
    pass
----
try:
    pass
x = 1
----
try:
pass
except: pass
----
try:
    pass
except
    pass
----
try:
    pass
except:
pass
----
try:
    pass
except ValueError
    pass
----
try:
    pass
except ValueError, e:
    pass
----
try:
    pass
except ValueError as:
    pass
----
try:
    pass
except ValueError as 1:
    pass
----
try:
    pass
except ValueError as e.x:
    pass
----
try:
    pass
except ValueError as e
    pass
----
try:
    pass
except:
    pass
except ValueError:
    pass
----
try:
    pass
finally
    pass
----
try:
    pass
finally:
pass
----
try:
    pass
finally:
    pass
except:
    pass
----
try:
    pass
else:
    pass
----
except:
    pass
----
finally:
    pass
----
try: x
except A, B: y
----
try:
    pass
except* :
    pass
----
try:
    pass
except* A:
    pass
except B:
    pass
----
with open('a') as f
    pass
----
with:
    pass
----
with a as:
    pass
----
with a as 1:
    pass
----
with a as f():
    pass
----
with a, b as c d:
    pass
----
with (a as b, c as d:
    pass
----
with a:
pass
----
with a as b, c as d
    pass
----
with (a, b) as c, d e:
    pass
----
match x
    case 1: pass
----
match x:
case 1:
    pass
----
match x:
    pass
----
match x:
    case 1
        pass
----
match x:
    case:
        pass
----
match x:
    case 1:
    pass
----
match x:
    case a | b:
        pass
----
match x:
    case a:
        pass
    case b:
        pass
----
match x:
    case _:
        pass
    case 1:
        pass
----
match x:
    case [a, a]:
        pass
----
match x:
    case {'a': 1, 'a': 2}:
        pass
----
match x:
    case {**a, 'b': 1}:
        pass
----
match x:
    case {**_}:
        pass
----
match x:
    case 1 + 2:
        pass
----
match x:
    case 1 + 2j:
        pass
    case -1 - 2j: pass
    case f(): pass
    case a.b.c: pass
    case (1): pass
    case f(a=1, b=2, a=3): pass
----
match x:
    case f(a=1, 2): pass
----
match x:
    case [*a, *b]: pass
----
match x:
    case 1 as _: pass
----
match x:
    case 1 as a.b: pass
----
match x:
    case a as b as c: pass
----
match x:
    case -a: pass
----
match x:
    case f'{x}': pass
----
match x:
    case a if: pass
----
match x:
    case *a: pass
----
match x:
    case (a | 1): pass
----
case 1:
    pass
----
return 1
----
yield 1
----
x = yield
----
await x
----
break
----
continue
----
if a:
    break
----
if a:
    continue
----
for x in y:
    def f():
        break
----
for x in y:
    class A:
        continue
----
while 1:
    pass
else:
    break
----
class A:
    return 1
----
class A:
    yield 1
----
class A:
    def f(self): pass
    x = [(yield) for a in b]
----
def f():
    x = [(yield 1) for a in b]
----
def f():
    x = ((yield 1) for a in b)
----
nonlocal x
----
def f():
    nonlocal x
----
def f():
    nonlocal x
    x = 1
x = 2
----
def f():
    x = 1
    global x
----
def f():
    print(x)
    global x
----
def f(x):
    global x
----
def f(x):
    nonlocal x
----
def f():
    x = 1
    def g():
        x = 2
        nonlocal x
----
def f():
    x = 1
    def g():
        print(x)
        nonlocal x
----
def f():
    global x
    nonlocal x
----
def f():
    for x in y: pass
    global x
----
def f():
    import x
    global x
----
def f():
    x: int = 1
    global x
----
def f():
    global x
    x: int = 1
----
x = 1
global x
----
class A:
    x = 1
    global x
----
class A:
    nonlocal x
----
lambda: (yield)
def f():
    return lambda: (yield)
x = lambda: return 1
----
def f():
    from a import *
----
class A:
    from a import *
----
from __future__ import nope
----
x = 1
from __future__ import annotations
----
import a.b as c, d as
----
def f(x):
    x = 1
    del x, 1
----
def f():
    1 = x
----
def f():
    f() = 1
    return 2
----
def f():
    if x = 3:
        pass
----
def f():
    return = 3
----
def f():
    return 1 2
----
def f():
    raise A from
----
def f():
    raise A B
----
raise A from B C
----
raise from B
----
def f():
    assert x, 
----
if x: y = 1 else: y = 2
----
if x: y; z: w
----
if x: if y: z
----
if x: for y in z: w
----
x = 1 if y
----
while x: def f(): pass
----
def f(): class A: pass
----
try: for x in y: pass
except: pass
----
a = 1; if b: c
----
a = 1; def f(): pass
----
@
def f(): pass
----
@a
----
@a
x = 1
----
@a b
def f(): pass
----
@a
@b
class C
    pass
----
@a = 1
def f(): pass
----
@a
  def f(): pass
----
    @a
def f(): pass
----
def f():
    @a
    x = 1
----
def f():
    pass
        @a
    def g(): pass
----
async def f(): pass
async x = 1
----
def f():
    await x
----
def f():
    async for x in y: pass
----
async def f():
    yield 1
    return 2
----
def f():
    x = f'{'
----
def f():
    x = f'{a b}'
----
def f():
    return f"{x!z}"
----
print(f"{x:{y:{z}}}")
----
if True:
    x = 1)
----
if True:
    x = (1]
----
if True:
    x = {1: 2
    y = 3
z = 4
----
foo(1, 2
bar = 3
----
def f(a,
      b:
    pass
----
def f(
    pass
----
class A:
    def f(self:
        pass
----
for i in range(10:
    pass
----
while (True:
    pass
----
if (a and b:
    c
----
x = {
    'a': 1
    'b': 2
}
----
x = [
    1,
    2
    3
]
----
foo(
    a=1
    b=2
)
----
foo(a, b for b in c)
----
foo(
    a
    b
)
----
def f(self, x) return x
----
def f(x): return x + 
----
class A: def f(self): pass
----
print 'hi'
----
if x:
    print x
----
if x:
    exec 'y'
----
x = 08
if y:
    z = 1__0
----
if y:
    z = 1a
----
if y:
    z = $
----
if y:
    z = a?
----
if y:
    z = 'é' “
----
if y:
    z = 'abc
----
if y:
    z = """abc
more
----
if y:
    z = a \\ b
----
if y:
    z = \\
----
x = 5
    y = 6
z = 7
----
def f():
	x = 1
        y = 2
----
if a:
    b
    	c
----
if a:
 	b
	 c
----
if a:
	b
    c
----
class A:
    def f(self):
        x = 1
	return x
----
def f():
    pass
 
   # comment
  x = 1
----
True = 1
----
if None = x:
    pass
----
for None in x: pass
----
for True in x: pass
----
import True
----
import a as None
----
from a import None
----
from a import b as True
----
def f(a, True): pass
----
lambda None: 1
----
with a as None: pass
----
try: a
except E as None: b
----
global None
----
del None
----
class A(x for x in y): pass
----
class A(*): pass
----
f(**k, *a)
if x: f(a=1, b)
----
x = yield = 1
----
def f():
    yield = 1
----
def f():
    (yield) = 1
----
def f():
    x = await = 1
----
(x := 1) = 2
----
x := 1
----
if x := 1: pass
while y := f(): pass
(x.y := 1)
----
[x := 1 for x in y]
----
[(x := 1) for y in (x := 2)]
----
class A:
    [x := 1 for y in z]
----
[i := 0 for i in range(5)]
----
[[(j := 0) for i in range(5)] for j in range(5)]
----
f(x := 1, y := 2)
f(a := b = c)
----
lambda x := 1: x
----
def f(x := 1): pass
----
x: int = yield
----
(x): int = 1
(x, y): int = 1
----
x, y: int
----
[x]: int
----
f(): int = 1
----
x.y: int = 1
x[0]: int
1: int
----
def f(): x: (yield)
----
def f(a: (yield)): pass
----
class A(yield): pass
----
def f(*, a, *b): pass
----
def f(*, a, a): pass
----
def f(a, *a): pass
----
def f(a, **a): pass
----
def f(a, /, a): pass
----
def f(a, b=1, /, c): pass
----
def f(*, a=1, b): pass
f(*, 1)
----
def f(a, *, **k): pass
----
def f(**k, *a): pass
----
def f(**k, **j): pass
----
def f(a, *, /): pass
----
def f(/): pass
----
def f(a, /, /): pass
----
def f(a,, b): pass
----
def f(,): pass
----
def f(a b c): pass
----
def f(a; b): pass
----
def f(*): pass
----
def f(a, b): 
----
def f(a, b): # comment
----
class A: # comment
----
for x in y: # nothing
x = 1
----
if x:

y = 1
----
if x:
    if y:

z = 1
----
try:
    x
except:

z = 1
----
try:
    x
    y z
except: pass
----
try:
    x
  y
except: pass
----
while x:
    y
  else:
    z
----
if x:
    y
    else:
    z
----
if x:
    y
    elif z:
        w
----
try:
    y
    except:
        w
----
for x in y:
    z
    finally:
        w
----
def f():
    return
    else:
        x
----
switch x:
    pass
----
foreach x in y:
    pass
----
function f():
    pass
----
x = 1:
----
x == 1:
    pass
----
foo():
    pass
----
print("a"):
    pass
----
unless x:
    pass
----
do:
    pass
----
a b:
    pass
----
iff x == 1:
    pass
----
whlie True:
    pass
----
import a, b c
----
from a import (b, c
x = 1
----
x = (1, 2
for i in x:
    pass
----
x = [1, 2
def f():
    pass
----
x = {1, 2
class A: pass
----
x = foo(1, 2
return x
----
x = "abc" "def
y = 1
----
def f(x):
    return x +* 2
----
def f(x):
    return x[1:2:3:4]
----
def f(x):
    return x..y
----
def f(x):
    x++
----
def f(x):
    x++ 
    return x
----
def f(x):
    return not
----
def f(x):
    return x and
----
def f(x):
    return (x and)
----
def f(x):
    return [x for]
----
def f(x):
    return [x for y in]
----
def f(x):
    return {x: for y in z}
----
def f(x):
    return {**x for y in z}
----
def f(x):
    return lambda
----
def f(x):
    return x if y
----
def f(x):
    return x if y else
----
def f(x):
    return x is not
----
def f(x):
    x = = 2
----
def f(x):
    x =
----
def f(x):
    x +=
----
def f(x):
    x + 1 = 2
----
def f(x):
    x() += 2
----
def f(x):
    x, y += 2
----
def f(x):
    *x = 2
----
def f(x):
    return *x
----
def f(x):
    return *x, 1
    yield *x
----
def f(x):
    print(*x = 1)
----
def f(x):
    del x + 1
----
def f(x):
    del
----
def f(x):
    pass x
----
def f(x):
    global
----
def f(x):
    global x y
----
def f(x):
    global x.y
----
def f(x):
    nonlocal 1
----
def f(x):
    break
----
def f(x):
    import
----
def f(x):
    from x
----
def f(x):
    from x import
----
def f(x):
    import x.y as
----
def f(x):
    from . import *
----
def f(x):
    yield from
----
def f(x):
    yield from x y
----
def f(x):
    yield x y
----
def f(x):
    raise x, y
----
def f(x):
    assert x y
----
def f(x):
    assert
----
def f(x):
    assert (x, 'y') z
----
def f(x):
    x = y z
----
def f(x):
    x y = z
----
def f(x):
    if x then:
        pass
----
def f(x):
    if x: pass y
----
def f(x):
    if x; y
----
def f(x):
    if not: y
----
def f(x):
    if x and: y
----
def f(x):
    if (x: y
----
def f(x):
    if x): y
----
def f(x):
    if x]: y
----
def f(x):
    while x): y
----
def f(x)):
    pass
----
def f(x):
    for y in x): pass
----
class A):
    pass
----
class A[:
    pass
----
def f[x]:
    pass
----
def f.x():
    pass
----
def f x():
    pass
----
def f(x) y:
    pass
----
class A B:
    pass
----
class A.b:
    pass
----
class A = 1
----
def f = 1
----
def
----
class
----
if
----
while
----
for
----
for x
----
for x in
----
try
----
with
----
with x
----
with x as
----
match
----
match:
    pass
----
match x: pass
----
match x, y:
    case 1, 2: pass
    case (1, 2) | [3, 4]: pass
    case 1, *_: pass
    case {'a': [1, {'b': _}]}: pass
    case str(x) | int(x): pass
    case x if x y: pass
----
if 1:
    pass
   elif 2:
    pass
'''


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for program in PROGRAMS.strip("\n").split("\n----\n"):
            program += "\n"
            # Python looks into the file for the line that it shows.
            with open("x.py", "w", encoding="utf-8") as file:
                file.write(program)
            try:
                compile(program, "x.py", "exec")
            except SyntaxError as error:
                report = "".join(traceback.format_exception_only(error))
                print(json.dumps(program, ensure_ascii=False), json.dumps(report, ensure_ascii=False), sep="\t")


main()
