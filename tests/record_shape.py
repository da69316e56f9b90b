"""Records what NumPy does to shapes, views and copies: random cases, one a line.

    python tests/record_shape.py CASES_PER_OPERATION SEED [OPERATION…] > tests/data/shape.txt

A line holds, between tabs: the operation, its arguments (joined by `|`), its sources (joined by `;`), the outcome. A source is
`kind dtype shape strides offset length`: `C` and `F` are arrays that own their data in that order, `V` is a view with these strides and this
offset of a 1-d array of `length` elements, `R` the same but read-only. Element i of the array that owns the data is `(7 * i + 3) % 101`, for complex
dtypes with the imaginary part `i % 5`; for bool its lowest bit.
"""

import random
import sys
import warnings

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

warnings.simplefilter("ignore")

DTYPES = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
          "float16", "float32", "float64", "complex64", "complex128"]


def pattern(n, dtype):
    i = np.arange(n)
    v = (7 * i + 3) % 101
    if dtype == "bool":
        return (v & 1).astype(bool)
    if dtype.startswith("complex"):
        return (v + 1j * (i % 5)).astype(dtype)
    return v.astype(dtype)


def ints(values):
    return ",".join(str(int(v)) for v in values)


class Source:
    def __init__(self, kind, dtype, shape, strides=(), offset=0, length=0):
        self.text = f"{kind} {dtype} {ints(shape)}: {ints(strides)}: {offset} {length}"
        if kind in "CF":
            n = int(np.prod(shape, dtype=int))
            self.array = np.empty(shape, dtype, order=kind)
            self.array.ravel("K")[...] = pattern(n, dtype)
            self.owner = self.array
        else:
            self.owner = pattern(length, dtype)
            self.array = np.ndarray(shape, dtype, self.owner, offset, strides)
            if kind == "R":
                self.array.flags.writeable = False


def source(rng, max_dims=4, max_len=4, dtype=None, shape=None, min_dims=0, plain=0.35):
    dtype = dtype or rng.choice(DTYPES if rng.random() < 0.4 else ["int64", "float64", "int16"])
    if shape is None:
        ndim = rng.randint(min_dims, max_dims)
        low = 0 if rng.random() < 0.15 else 1
        shape = tuple(rng.randint(low, max_len) for _ in range(ndim))
    size = np.dtype(dtype).itemsize
    if rng.random() < plain:
        return Source(rng.choice("CCF"), dtype, shape)
    # A view: permuted, stepped, flipped, broadcast.
    order = list(range(len(shape)))
    if rng.random() < 0.6:
        rng.shuffle(order)
    strides = [0] * len(shape)
    step = size
    offset = 0
    for axis in order:
        n = shape[axis]
        r = rng.random()
        if r < 0.15:
            step *= rng.randint(2, 3)
        if rng.random() < 0.1:
            strides[axis] = 0
            continue
        if n == 1 and rng.random() < 0.3:
            strides[axis] = rng.choice([0, size, 5 * size, -size])
            continue
        if rng.random() < 0.2:
            strides[axis] = -step
            offset += max(n - 1, 0) * step
        else:
            strides[axis] = step
        step *= max(n, 1)
    start = rng.choice([0, 0, 1, 2]) * size
    length = (step + start) // size + rng.randint(0, 2)
    return Source("R" if rng.random() < 0.08 else "V", dtype, shape, strides, start + offset, length)


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


def describe(r, sources):
    if r is None:
        return "None"
    if isinstance(r, (list, tuple)):
        return " ; ".join(describe(x, sources) for x in r)
    for i, s in enumerate(sources):
        if r is s.array:
            return f"alias{i}"
    r0 = r
    r = np.asanyarray(r)
    base = "none"
    if r.base is not None:
        base = "hidden"
        if type(r.base).__name__ == "DummyArray":
            base = "DummyArray"
        for i, s in enumerate(sources):
            if r.base is s.array:
                base = f"src{i}"
            elif r.base is s.owner:
                base = f"own{i}"
    place = "copy"
    if r.size == 0:
        place = "empty"
    for i, s in enumerate(sources):
        if r.size and np.may_share_memory(r, s.owner):
            address = r.__array_interface__["data"][0] - s.owner.__array_interface__["data"][0]
            place = f"view{i}+{address}"
    if not isinstance(r0, np.ndarray):
        return f"scalar {r.dtype} {fnv(r.tobytes())}"
    flags = ("O" if r.flags.owndata else "-") + ("W" if r.flags.writeable else "-")
    return f"{r.dtype} {ints(r.shape)}: {ints(r.strides)}: {place} {flags} {base} {fnv(r.tobytes())}"


def text(argument):
    if argument is None:
        return "-"
    if isinstance(argument, bool):
        return str(int(argument))
    if isinstance(argument, (tuple, list)):
        return "[" + ints(argument) + "]"
    if isinstance(argument, float):
        return argument.hex()
    return str(argument)


OPERATIONS = {}


def operation(f):
    OPERATIONS[f.__name__] = f
    return f


def axis(rng, ndim, wild=0.1):
    if rng.random() < wild or ndim == 0:
        return rng.randint(-ndim - 2, ndim + 1)
    return rng.randint(-ndim, ndim - 1)


def axes(rng, ndim, wild=0.1):
    count = rng.randint(0, ndim)
    found = rng.sample(range(ndim), count)
    found = [a - ndim if rng.random() < 0.3 else a for a in found]
    if rng.random() < wild:
        found.append(axis(rng, ndim, 0.5))
    return tuple(found)


def factor(rng, size, most=5):
    """A random shape of this size."""
    if size == 0:
        shape = [rng.randint(0, 4) for _ in range(rng.randint(1, 4))]
        shape[rng.randrange(len(shape))] = 0
        return shape
    shape = []
    while size > 1 and len(shape) < most:
        divisors = [d for d in range(1, size + 1) if size % d == 0]
        d = rng.choice(divisors)
        shape.append(d)
        size //= d
    if size > 1:
        shape.append(size)
    while rng.random() < 0.3:
        shape.insert(rng.randint(0, len(shape)), 1)
    return shape


@operation
def transpose(rng):
    s = source(rng)
    if rng.random() < 0.3:
        return [s], [None], lambda a, x: a.transpose()
    order = list(range(s.array.ndim))
    rng.shuffle(order)
    order = [o - s.array.ndim if rng.random() < 0.3 else o for o in order]
    if rng.random() < 0.1:
        order.append(0)
    elif rng.random() < 0.1 and order:
        order[0] = axis(rng, s.array.ndim)
    return [s], [tuple(order)], lambda a, x: np.transpose(a, x)


@operation
def swapaxes(rng):
    s = source(rng)
    return [s], [axis(rng, s.array.ndim), axis(rng, s.array.ndim)], np.swapaxes


@operation
def moveaxis(rng):
    s = source(rng)
    x = axes(rng, s.array.ndim)
    y = axes(rng, s.array.ndim)
    if rng.random() < 0.9:
        n = min(len(x), len(y))
        x, y = x[:n], y[:n]
    return [s], [x, y], np.moveaxis


@operation
def rollaxis(rng):
    s = source(rng)
    return [s], [axis(rng, s.array.ndim), axis(rng, s.array.ndim + 1)], np.rollaxis


@operation
def matrix_transpose(rng):
    return [source(rng)], [], np.matrix_transpose


@operation
def mt(rng):
    return [source(rng)], [], lambda a: a.mT


@operation
def squeeze(rng):
    s = source(rng, max_len=2)
    if rng.random() < 0.4:
        return [s], [None], np.squeeze
    ones = [k for k, n in enumerate(s.array.shape) if n == 1]
    if rng.random() < 0.7 and ones:
        return [s], [tuple(rng.sample(ones, rng.randint(0, len(ones))))], np.squeeze
    x = axes(rng, s.array.ndim)
    return [s], [x], lambda a, x: np.squeeze(a, x[0] if len(x) == 1 else x)


@operation
def expand_dims(rng):
    s = source(rng)
    n = rng.randint(0, 3)
    x = [axis(rng, s.array.ndim + n) for _ in range(n)]
    return [s], [tuple(x)], np.expand_dims


@operation
def atleast(rng):
    return [source(rng)], [rng.randint(1, 3)], lambda a, n: [np.atleast_1d, np.atleast_2d, np.atleast_3d][n - 1](a)


def stretched(rng, shape):
    out = [rng.randint(0, 4) if n == 1 and rng.random() < 0.6 else n for n in shape]
    for _ in range(rng.choice([0, 0, 1, 2])):
        out.insert(0, rng.randint(0, 3))
    if rng.random() < 0.1 and out:
        out[rng.randrange(len(out))] = rng.randint(-1, 4)
    if rng.random() < 0.05:
        out = out[1:]
    return out


@operation
def broadcast_to(rng):
    s = source(rng, max_len=3)
    return [s], [tuple(stretched(rng, s.array.shape))], np.broadcast_to


@operation
def broadcast_arrays(rng):
    shape = [rng.randint(1, 3) for _ in range(rng.randint(0, 3))]
    def part():
        mine = [n if rng.random() < 0.7 else 1 for n in shape][rng.choice([0, 0, 1]):]
        if rng.random() < 0.05 and mine:
            mine[0] += 1
        return source(rng, shape=tuple(mine))
    sources = [part() for _ in range(rng.randint(1, 3))]
    return sources, [], lambda *a: np.broadcast_arrays(*a)


@operation
def flip(rng):
    s = source(rng, min_dims=1)
    return [s], [None if rng.random() < 0.3 else axes(rng, s.array.ndim)], np.flip


@operation
def fliplr(rng):
    return [source(rng)], [], np.fliplr


@operation
def flipud(rng):
    return [source(rng)], [], np.flipud


@operation
def rot90(rng):
    s = source(rng)
    n = s.array.ndim
    return [s], [rng.randint(-5, 5), (axis(rng, n), axis(rng, n))], lambda a, k, x: np.rot90(a, k, x)


@operation
def diagonal(rng):
    s = source(rng)
    n = s.array.ndim
    return [s], [rng.randint(-5, 5), axis(rng, n), axis(rng, n)], np.diagonal


@operation
def split(rng):
    s = source(rng, min_dims=1)
    name = rng.choice(["array_split", "split", "hsplit", "vsplit", "dsplit"])
    x = axis(rng, s.array.ndim)
    at = rng.randint(-1, 4) if rng.random() < 0.6 else [rng.randint(-5, 5) for _ in range(rng.randint(0, 3))]
    f = getattr(np, name)
    if name in ("array_split", "split"):
        return [s], [name, at, x], lambda a, _, at, x: f(a, at, x)
    return [s], [name, at, 0], lambda a, _, at, x: f(a, at)


@operation
def unstack(rng):
    s = source(rng, min_dims=2 if rng.random() < 0.9 else 0)
    if s.array.ndim == 1:
        return None
    return [s], [axis(rng, s.array.ndim)], lambda a, x: np.unstack(a, axis=x)


@operation
def reshape(rng):
    s = source(rng, max_dims=5)
    shape = factor(rng, s.array.size)
    r = rng.random()
    if r < 0.15:
        shape = list(s.array.shape)
    if rng.random() < 0.2 and shape:
        shape[rng.randrange(len(shape))] = rng.choice([-1, -1, -1, 0, 5, -3])
    order = rng.choice("CCCFFAK") if rng.random() < 0.9 else "C"
    copy = rng.choice(["none", "none", "none", "true", "false"])
    mode = {"none": None, "true": True, "false": False}[copy]
    return [s], [tuple(shape), order, copy], lambda a, shape, order, _: np.reshape(a, shape, order, copy=mode)


@operation
def ravel(rng):
    return [source(rng, max_dims=5)], [rng.choice("CFAK")], np.ravel


@operation
def flatten(rng):
    return [source(rng, max_dims=5)], [rng.choice("CFAK")], lambda a, order: a.flatten(order)


@operation
def set_shape(rng):
    s = source(rng)
    shape = factor(rng, s.array.size)
    if rng.random() < 0.2 and shape:
        shape[rng.randrange(len(shape))] = rng.choice([-1, -1, 0, 5])

    def f(a, shape):
        a = a.view()
        a.shape = shape
        return a
    return [s], [tuple(shape)], f


@operation
def resize(rng):
    s = source(rng)
    shape = [rng.randint(0 if rng.random() < 0.1 else 1, 4) for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.05 and shape:
        shape[0] = -1
    return [s], [tuple(shape)], np.resize


@operation
def resize_in_place(rng):
    s = source(rng, plain=0.8)
    shape = [rng.randint(0 if rng.random() < 0.1 else 1, 4) for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.2:
        shape = factor(rng, s.array.size)
    if rng.random() < 0.05 and shape:
        shape[0] = -1

    def f(a, shape):
        a.resize(shape, refcheck=False)
        return f"{ints(a.shape)}: {ints(a.strides)}: {fnv(a.tobytes())}"
    return [s], [tuple(shape)], f


@operation
def view_dtype(rng):
    s = source(rng)
    return [s], [rng.choice(DTYPES)], lambda a, d: a.view(d)


@operation
def real(rng):
    return [source(rng)], [], lambda a: a.real


@operation
def imag(rng):
    return [source(rng)], [], lambda a: a.imag


@operation
def sliding(rng):
    s = source(rng)
    n = s.array.ndim
    x = None if rng.random() < 0.4 else axes(rng, n)
    count = n if x is None else len(x)
    if rng.random() < 0.1:
        count += 1
    window = tuple(rng.randint(-1 if rng.random() < 0.1 else 0 if rng.random() < 0.2 else 1, 3) for _ in range(count))
    return [s], [window, x, rng.random() < 0.5], lambda a, w, x, wr: sliding_window_view(a, w, x, writeable=bool(wr))


@operation
def strided(rng):
    s = source(rng, plain=0.9)
    shape = None if rng.random() < 0.1 else tuple(rng.randint(0, 3) for _ in range(rng.randint(0, 3)))
    strides = None
    if shape is not None and rng.random() < 0.8:
        strides = tuple(rng.choice([0, 1, 1, 2]) * s.array.itemsize for _ in shape)
    # Only what stays inside the memory: NumPy checks nothing.
    dims = s.array.shape if shape is None else shape
    steps = strides
    if strides is None:
        steps = np.empty(dims, s.array.dtype).strides if s.array.flags.c_contiguous else s.array.strides
    if len(dims) == len(steps) and 0 not in dims:
        reach = sum((n - 1) * k for n, k in zip(dims, steps)) + s.array.itemsize
        start = s.array.__array_interface__["data"][0] - s.owner.__array_interface__["data"][0]
        low = start + sum(min(0, (n - 1) * k) for n, k in zip(dims, steps))
        if s.array.size == 0 or start + reach > s.owner.nbytes or low < 0:
            return None
    return [s], [shape, strides, rng.random() < 0.5], lambda a, d, k, w: as_strided(a, d, k, writeable=bool(w))


@operation
def trim_zeros(rng):
    s = source(rng, dtype=rng.choice(["bool", "int64", "float64", "complex64"]), max_len=3)
    trim = rng.choice(["fb", "f", "b", "FB", "x"]) if rng.random() < 0.9 else "bf"
    x = None if rng.random() < 0.6 else axes(rng, s.array.ndim)
    return [s], [trim, x], lambda a, t, x: np.trim_zeros(a, t, x)


CASTINGS = ["no", "equiv", "safe", "same_kind", "unsafe"]


@operation
def astype(rng):
    s = source(rng)
    d = str(s.array.dtype) if rng.random() < 0.3 else rng.choice(DTYPES)
    args = [d, rng.choice("KKKCFA"), rng.choice(CASTINGS), rng.random() < 0.5]
    return [s], args, lambda a, d, o, c, copy: a.astype(d, o, c, copy=bool(copy))


@operation
def convert(rng):
    s = source(rng)
    d = None if rng.random() < 0.6 else rng.choice(DTYPES)
    copy = rng.choice(["none", "none", "true", "false"])
    mode = {"none": None, "true": True, "false": False}[copy]
    args = [d, rng.choice("KKCFA"), copy, rng.choice([0, 0, 0, 2, 5])]
    return [s], args, lambda a, d, o, _, n: np.array(a, d, order=o, copy=mode, ndmin=n)


@operation
def contiguous(rng):
    s = source(rng)
    d = None if rng.random() < 0.6 else rng.choice(DTYPES)
    return [s], [d, rng.choice("CF")], lambda a, d, o: (np.ascontiguousarray if o == "C" else np.asfortranarray)(a, d)


@operation
def require(rng):
    s = source(rng)
    d = None if rng.random() < 0.7 else rng.choice(DTYPES)
    names = rng.sample(["C", "F", "A", "W", "O", "E", "c_contiguous", "Q"], rng.choice([0, 1, 1, 2, 2, 3]))
    return [s], [d, " ".join(names)], lambda a, d, n: np.require(a, d, n.split())


@operation
def copy(rng):
    return [source(rng)], [rng.choice("CFAK")], lambda a, o: a.copy(o)


@operation
def like(rng):
    s = source(rng)
    d = None if rng.random() < 0.6 else rng.choice(DTYPES)
    name = rng.choice(["zeros", "ones"])
    shape = None
    if rng.random() < 0.5:
        shape = tuple(rng.randint(0 if rng.random() < 0.1 else 1, 4) for _ in range(rng.choice([s.array.ndim, rng.randint(0, 4)])))
    f = getattr(np, name + "_like")
    return [s], [name, d, rng.choice("KKCFA"), shape], lambda a, _, d, o, sh: f(a, d, o, shape=sh)


@operation
def byteswap(rng):
    return [source(rng)], [], lambda a: a.byteswap()


@operation
def copyto(rng):
    shape = tuple(rng.randint(1, 3) for _ in range(rng.randint(0, 3)))
    t = Source("C", rng.choice(DTYPES), shape)
    part = [n if rng.random() < 0.7 else 1 for n in shape][rng.choice([0, 0, 1]):]
    if rng.random() < 0.05:
        part = [2] + part
    s = source(rng, shape=tuple(part))
    m = source(rng, dtype="bool", shape=shape)
    use = rng.random() < 0.5

    def f(t, s, m, c, use):
        np.copyto(t, s, casting=c, **({"where": m} if use else {}))
        return f"{fnv(t.tobytes())}"
    return [t, s, m], [rng.choice(CASTINGS[2:]), use], f


def similar(rng, most=4, ndim=None, free=None, dtypes=None):
    """Sources of one shape but for the axis `free`."""
    ndim = rng.randint(1, 3) if ndim is None else ndim
    shape = [rng.randint(0 if rng.random() < 0.05 else 1, 3) for _ in range(ndim)]
    out = []
    mixed = rng.random() < 0.4
    kind = rng.choice(DTYPES)
    plain = rng.choice([0.1, 0.9])
    for _ in range(rng.randint(1, most)):
        mine = list(shape)
        if free is not None and ndim:
            mine[free % ndim] = rng.randint(0, 3)
        if rng.random() < 0.03 and mine:
            mine[rng.randrange(len(mine))] += 1
        if rng.random() < 0.02:
            mine.append(1)
        out.append(source(rng, shape=tuple(mine), dtype=rng.choice(DTYPES) if mixed else kind, plain=plain))
    return out


@operation
def concatenate(rng):
    ndim = rng.choice([0, 1, 1, 2, 2, 3])
    x = axis(rng, ndim)
    sources = similar(rng, ndim=ndim, free=x if ndim else None)
    x = None if rng.random() < 0.15 else x
    d = None if rng.random() < 0.8 else rng.choice(DTYPES)
    return sources, [x, d, rng.choice(CASTINGS)], lambda *a: np.concatenate(a[:-3], a[-3], dtype=a[-2], casting=a[-1])


@operation
def stack(rng):
    sources = similar(rng, ndim=rng.randint(0, 3))
    return sources, [axis(rng, sources[0].array.ndim + 1)], lambda *a: np.stack(a[:-1], a[-1])


@operation
def xstack(rng):
    name = rng.choice(["vstack", "hstack", "dstack", "column_stack"])
    sources = similar(rng, ndim=rng.randint(0, 3), free=rng.choice([None, 0, 1]))
    return sources, [name], lambda *a: getattr(np, name)(a[:-1])


@operation
def append(rng):
    x = rng.choice([None, 0, 1, -1])
    sources = similar(rng, ndim=rng.randint(1, 3), free=x)
    sources = [sources[0], sources[-1]] if len(sources) > 1 else [sources[0], source(rng)]
    return sources, [x], np.append


@operation
def repeat(rng):
    s = source(rng)
    n = s.array.ndim
    x = None if rng.random() < 0.4 else axis(rng, n)
    length = s.array.size if x is None else (s.array.shape[x] if -n <= x < n else 1)
    low = -1 if rng.random() < 0.1 else 0
    counts = [rng.randint(low, 3) for _ in range(1 if rng.random() < 0.5 else length + (rng.random() < 0.1))]
    return [s], [tuple(counts), x], lambda a, c, x: np.repeat(a, np.array(c, int), x)


@operation
def tile(rng):
    s = source(rng, max_dims=3)
    reps = [rng.randint(0 if rng.random() < 0.1 else 1, 3) for _ in range(rng.randint(0, 4))]
    if rng.random() < 0.05 and reps:
        reps[0] = -1
    return [s], [tuple(reps)], np.tile


@operation
def roll(rng):
    s = source(rng)
    if rng.random() < 0.3:
        return [s], [(rng.randint(-9, 9),), None], lambda a, k, x: np.roll(a, k[0])
    x = axes(rng, s.array.ndim) or (0,)
    count = len(x) if rng.random() < 0.9 else 3
    k = tuple(rng.randint(-9, 9) for _ in range(1 if rng.random() < 0.3 else count))
    return [s], [k, x], lambda a, k, x: np.roll(a, k, x)


def number(rng, wide=12):
    r = rng.random()
    if r < 0.5:
        return "int64", rng.randint(-wide, wide)
    if r < 0.9:
        return "float64", rng.choice([rng.uniform(-wide, wide), rng.randint(-40, 40) / 10])
    return "bool", rng.randint(0, 1)


def typed(n):
    kind, value = n
    if kind == "int64":
        return int(value)
    return float(value) if kind == "float64" else bool(value)


@operation
def arange(rng):
    start, stop, step = number(rng), number(rng, 30), number(rng, 4)
    d = None if rng.random() < 0.6 else rng.choice(DTYPES)
    if rng.random() < 0.9:
        step = (step[0], abs(step[1]) or 1)
    parts = [f"{k} {float(v).hex()}" for k, v in (start, stop, step)]
    return [], parts + [d], lambda *_: np.arange(typed(start), typed(stop), typed(step), dtype=d)


@operation
def linspace(rng):
    shape = rng.choice([(), (), (2,), (2, 1)])
    kinds = ["float64", "int64", "float32", "complex128", "float16"]
    s = source(rng, shape=shape, dtype=rng.choice(kinds))
    t = source(rng, shape=rng.choice([(), shape]), dtype=rng.choice(kinds))
    d = None if rng.random() < 0.8 else rng.choice(DTYPES)
    args = [rng.choice([0, 1, 2, 3, 7, 10, -1]), rng.random() < 0.6, d, axis(rng, len(shape) + 1) if rng.random() < 0.4 else 0]
    return [s, t], args, lambda a, b, n, e, d, x: np.linspace(a, b, n, bool(e), retstep=True, dtype=d, axis=x)


@operation
def eye(rng):
    args = [rng.randint(-1 if rng.random() < 0.1 else 0, 5), rng.choice([None, rng.randint(0, 5)]), rng.randint(-6, 6),
            rng.choice(DTYPES), rng.choice("CF")]
    return [], args, lambda n, m, k, d, o: np.eye(n, m, k, d, o)


def positions(rng, n):
    r = rng.random()
    if r < 0.3:
        i = rng.randint(-n - 1 if rng.random() < 0.2 else -n, n)
        return f"one {i}", i
    if r < 0.7:
        low = rng.choice([-n, 0, -n - 1 if rng.random() < 0.2 else 0])
        many = [rng.randint(low, n) for _ in range(rng.randint(0, 4))]
        return f"many {ints(many)}", many
    if r < 0.8:
        mask = [rng.random() < 0.5 for _ in range(n + (rng.random() < 0.1))]
        return f"mask {ints(mask)}", np.array(mask, bool)
    part = [None if rng.random() < 0.3 else rng.randint(-n - 1, n + 1) for _ in range(2)]
    part.append(rng.choice([None, 1, 2, -1, -2]))
    return "slice " + ",".join("-" if p is None else str(p) for p in part), slice(*part)


@operation
def delete(rng):
    s = source(rng, min_dims=1, max_dims=3)
    x = None if rng.random() < 0.2 else axis(rng, s.array.ndim, 0.05)
    n = s.array.size if x is None else s.array.shape[x] if -s.array.ndim <= x < s.array.ndim else 2
    said, obj = positions(rng, n)
    return [s], [said, x], lambda a, _, x: np.delete(a, obj, x)


@operation
def insert(rng):
    s = source(rng, min_dims=1, max_dims=3)
    ndim = s.array.ndim
    x = None if rng.random() < 0.2 else axis(rng, ndim, 0.05)
    n = s.array.size if x is None else s.array.shape[x] if -ndim <= x < ndim else 2
    said, obj = positions(rng, n)
    shape = []
    if x is not None and rng.random() < 0.6:
        shape = list(s.array.shape)
        if -ndim <= x < ndim:
            if said.startswith("one"):
                k = shape.pop(x)
                del k
                if rng.random() < 0.5:
                    shape.insert(0, rng.randint(1, 3))
            else:
                shape[x] = rng.choice([1, 1, 2])
        shape = [1 if rng.random() < 0.2 else k for k in shape]
    v = source(rng, shape=tuple(shape), dtype=None if rng.random() < 0.3 else str(s.array.dtype))
    return [s, v], [said, x], lambda a, v, _, x: np.insert(a, obj, v, x)


@operation
def block(rng):
    depth = rng.randint(0, 3)
    sources = []

    def make(level):
        if level == depth or rng.random() < 0.03:
            sources.append(source(rng, shape=tuple(rng.choice([1, 2, 2]) for _ in range(rng.randint(0, 2) if rng.random() < 0.5 else 2))))
            return str(len(sources) - 1)
        if rng.random() < 0.03:
            return "[]"
        return "[" + ",".join(make(level + 1) for _ in range(rng.randint(1, 2))) + "]"
    said = make(0)

    def nested(x, a):
        return [nested(y, a) for y in x] if isinstance(x, list) else a[x]
    return sources, [said], lambda *a: np.block(nested(eval(a[-1]), a))


@operation
def tri(rng):
    args = [rng.randint(-1, 4), rng.choice([None, rng.randint(-1, 4)]), rng.randint(-5, 5), rng.choice(DTYPES)]
    return [], args, np.tri


@operation
def triangle(rng):
    return [source(rng)], [rng.choice(["tril", "triu"]), rng.randint(-5, 5)], lambda a, f, k: getattr(np, f)(a, k)


@operation
def diag(rng):
    name = rng.choice(["diag", "diag", "diagflat"])
    return [source(rng, max_dims=3)], [name, rng.randint(-4, 4)], lambda a, f, k: getattr(np, f)(a, k)


@operation
def vander(rng):
    s = source(rng, min_dims=1, max_dims=1 if rng.random() < 0.95 else 2)
    return [s], [rng.choice([None, rng.randint(-1, 5)]), rng.random() < 0.5], lambda a, n, up: np.vander(a, n, bool(up))


@operation
def meshgrid(rng):
    sources = [source(rng, max_dims=1 if rng.random() < 0.9 else 2) for _ in range(rng.randint(0, 3))]
    args = [rng.random() < 0.5, rng.random() < 0.5, rng.choice(["xy", "ij"])]
    return sources, args, lambda *a: np.meshgrid(*a[:-3], copy=bool(a[-3]), sparse=bool(a[-2]), indexing=a[-1])


@operation
def indices(rng):
    dims = tuple(rng.randint(-1 if rng.random() < 0.05 else 0 if rng.random() < 0.1 else 1, 4) for _ in range(rng.randint(0, 3)))
    args = [dims, rng.choice(["int64", "float32", "int8"]), rng.random() < 0.4]
    return [], args, lambda d, t, sparse: np.indices(d, t, bool(sparse))


def shown(a):
    """Powers differ in the last digits from one library to another."""
    return f"{a.dtype} {a.flags.owndata} " + " ".join(f"{v:.6f}" for v in a.astype(float))


@operation
def spaced(rng):
    name = rng.choice(["logspace", "geomspace"])
    whole = rng.random() < 0.3
    start, stop = (rng.randint(1, 9) * 1.0 if whole else rng.uniform(0.1, 5) for _ in range(2))
    args = [name, start, stop, rng.randint(-1, 6), rng.random() < 0.5, rng.choice([None, None, "float32", "int64"])]
    if name == "geomspace" and rng.random() < 0.3:
        args[1:3] = [-start, -stop]
    return [], args, lambda f, a, b, n, e, d: shown(getattr(np, f)(a, b, n, bool(e), dtype=d))


@operation
def pad(rng):
    s = source(rng, max_dims=3)
    ndim = s.array.ndim
    shape = rng.choice([(), (1,), (2,), (ndim, 2), (ndim, 1), (1, 2)] + ([(3,)] if rng.random() < 0.1 else []))
    size = int(np.prod(shape))
    low = -1 if rng.random() < 0.05 else 0
    w = Source("C", "int64", shape)
    widths = np.array([rng.randint(low, rng.choice([2, 7])) for _ in range(size)], int).reshape(shape)
    w.array[...] = widths
    mode = rng.choice(["constant", "edge", "linear_ramp", "maximum", "minimum", "mean", "median", "reflect", "symmetric",
                       "reflect-odd", "symmetric-odd", "wrap"])
    if s.array.dtype.kind == "c" and mode in ("median", "mean", "maximum", "minimum"):
        return None
    if s.array.dtype.kind == "b" and mode in ("median", "linear_ramp"):
        return None
    extra = rng.choice([None, rng.randint(1, 3)])
    if mode not in ("constant", "linear_ramp", "maximum", "minimum", "mean", "median"):
        extra = None

    def f(a, w, mode, widths, extra):
        name, _, odd = mode.partition("-")
        keys = {"constant": "constant_values", "linear_ramp": "end_values"}
        named = {keys.get(name, "stat_length"): extra} if extra is not None else {}
        if odd:
            named["reflect_type"] = "odd"
        return np.pad(a, w, name, **named)
    return [s, w], [mode, tuple(widths.ravel()), extra], f


@operation
def broadcast_shapes(rng):
    shapes = [[rng.choice([1, 1, 2, 3 if rng.random() < 0.1 else 2]) for _ in range(rng.randint(0, 3))] for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.05 and shapes and shapes[0]:
        shapes[0][0] = -1
    return [], [tuple(s) for s in shapes] or [()], lambda *s: ints(np.broadcast_shapes(*[tuple(x) for x in s]))


@operation
def numbers(rng):
    def one():
        r = rng.random()
        if r < 0.2:
            return rng.random() < 0.5
        if r < 0.6:
            return rng.choice([rng.randint(-5, 5), rng.randint(-300, 300), 2**31, 2**63 - 1, -2**63, 2**63, 2**64 - 1])
        if r < 0.9:
            return rng.choice([rng.uniform(-3, 3), 1e20, float("nan"), float("inf"), 300.7, -1.5, 70000.0])
        return complex(rng.randint(0, 3), rng.randint(0, 3))
    some = [one() for _ in range(rng.randint(0, 3))]
    d = None if rng.random() < 0.5 else rng.choice(DTYPES)

    def say(v):
        if isinstance(v, complex):
            return f"c {v.real.hex()} {v.imag.hex()}"
        return f"b {int(v)}" if isinstance(v, bool) else f"i {v}" if isinstance(v, int) else f"f {v.hex()}"
    return [], [",".join(map(say, some)), d], lambda _, d: np.array(some, d)


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    for name in sys.argv[3:] or OPERATIONS:
        rng = random.Random(f"{seed} {name}")
        for _ in range(count):
            case = OPERATIONS[name](rng)
            if case is None:
                continue
            sources, arguments, f = case
            joined = "|".join(text(a) for a in arguments)
            said = ";".join(s.text for s in sources)
            try:
                result = f(*[s.array for s in sources], *arguments)
                shown = result if isinstance(result, str) else describe(result, sources)
            except Exception as e:  # noqa: BLE001
                shown = f"{type(e).__name__}: " + str(e).replace("\n", "\\n")
            print(name, joined, said, shown, sep="\t")


main()
