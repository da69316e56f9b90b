"""Records what NumPy's ufuncs do with random operands, for tests/ufunc.rs.

    python tests/record_ufunc.py COUNT SEED [MODE] > tests/data/ufunc.txt

A line is a case, its fields separated by '|':
name, buffers (hex), operands, outputs, mask, options, results or error, warnings, buffers afterwards (where one is an output).
"""

import operator
import random
import struct
import sys
import warnings

import numpy as np

DTYPES = [np.dtype(c) for c in "?bBhHiIlLefdFD"]
ALL = sorted(
    {v.__name__ for v in vars(np).values() if isinstance(v, np.ufunc)}
    - {"matmul", "matvec", "vecmat", "vecdot", "isnat"}
)
# Functions whose last bit depends on the machine's mathematical library; `exact` leaves them out.
LIBM = set(
    "exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh "
    "cbrt power float_power hypot logaddexp logaddexp2".split()
)
OPERATORS = dict(
    add=operator.add, subtract=operator.sub, multiply=operator.mul, divide=operator.truediv, floor_divide=operator.floordiv,
    remainder=operator.mod, divmod=divmod, negative=operator.neg, positive=operator.pos,
    absolute=abs, invert=operator.invert, bitwise_and=operator.and_, bitwise_or=operator.or_, bitwise_xor=operator.xor,
    left_shift=operator.lshift, right_shift=operator.rshift, less=operator.lt, less_equal=operator.le, equal=operator.eq,
    not_equal=operator.ne, greater=operator.gt, greater_equal=operator.ge,
)


def value(rng, dtype):
    """A random value of a dtype, often a special one, as bytes."""
    kind = dtype.kind
    if kind == "b":
        return bytes([rng.random() < 0.5])
    if kind in "iu":
        info = np.iinfo(dtype)
        pool = [0, 1, 2, 3, 7, info.max, info.min, info.max - 1, info.min + 1, rng.randint(info.min, info.max), rng.randint(0, 9)]
        if kind == "i":
            pool += [-1, -2, -3, -7, rng.randint(-9, 9)]
        return np.array(rng.choice(pool), dtype).tobytes()
    if kind == "c":
        part = np.dtype("f4" if dtype.itemsize == 8 else "f8")
        return value(rng, part) + value(rng, part)
    info = np.finfo(dtype)
    if rng.random() < 0.45:
        pool = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 0.5, 2.0, -2.0, 2.5, -2.5, 3.5,
                float(info.max), float(info.min), float(info.tiny), float(info.smallest_subnormal), float(info.eps)]
        return np.array(rng.choice(pool), dtype).tobytes()
    with np.errstate(all="ignore"):
        return np.array(rng.gauss(0, 1) * 10.0 ** rng.choice([0, 0, 0, 1, 2, 4, -3]), dtype).tobytes()


class Case:
    def __init__(self):
        self.buffers = []
        self.before = []

    def array(self, rng, dtype, shape, layout=None):
        """A new array on a new buffer, in some layout."""
        ndim, size = len(shape), dtype.itemsize
        layout = layout or rng.choice(["c", "c", "c", "f", "perm", "gaps", "negative", "misaligned", "offset", "zero"])
        order = list(range(ndim))
        if layout == "f":
            order.reverse()
        if layout in ("perm", "gaps", "negative", "misaligned") and rng.random() < 0.7:
            rng.shuffle(order)
        strides = [0] * ndim
        step = size
        offset = 0
        if layout == "misaligned":
            offset = rng.randint(1, size)
        if layout == "offset":
            offset = size * rng.randint(1, 3)
        start = offset
        for axis in reversed(order):
            strides[axis] = step
            if layout == "zero" and rng.random() < 0.4:
                strides[axis] = 0
            else:
                factor = rng.choice([1, 2, 3]) if layout in ("gaps", "negative") else 1
                strides[axis] *= factor
                step = step * factor * max(shape[axis], 1)
                if layout == "negative" and rng.random() < 0.5 and shape[axis] > 0:
                    offset += (shape[axis] - 1) * strides[axis]
                    strides[axis] = -strides[axis]
        count = max(step // size, 1) + 2
        raw = bytearray(b"\0" * (start % size if layout == "misaligned" else 0))
        while len(raw) < start + count * size:
            raw += value(rng, dtype)
        self.buffers.append(raw)
        spec = (len(self.buffers) - 1, dtype, tuple(shape), tuple(strides), offset)
        return self.realize(spec), self.text(spec)

    def realize(self, spec):
        index, dtype, shape, strides, offset = spec
        if 0 in shape:
            strides = None
            offset = 0
        return np.ndarray(shape, dtype, self.buffers[index], offset, strides)

    def text(self, spec):
        index, dtype, shape, strides, offset = spec
        array = self.realize(spec)
        if 0 in shape:
            offset = 0
        return f"a:{index}:{dtype.name}:{','.join(map(str, shape))}:{','.join(map(str, array.strides))}:{offset}"


def python_number(rng):
    """A weak operand and its text."""
    pick = rng.random()
    if pick < 0.5:
        n = rng.choice([0, 1, 2, 3, -1, -2, 5, 100, 127, 128, 200, 255, 256, 300, 32767, 40000, 65535, 65536, 2**31, 2**32, 2**62,
                        -128, -129, -40000, 2**63 - 1, -2**63, 2**63, 2**64 - 1, 2**64, 2**70, -2**70])
        if rng.random() < 0.7:
            n = rng.choice([0, 1, 2, 3, -1, -2, 5, 7])
        return n, f"i:{n}"
    if pick < 0.8:
        x = rng.choice([0.0, -0.0, 1.0, 0.5, 2.0, -1.0, 3.0, 1e10, 1e300, float("inf"), float("nan"), rng.gauss(0, 3)])
        return x, f"f:{struct.pack('<d', x).hex()}"
    if pick < 0.92:
        z = complex(rng.choice([0.0, 1.0, -2.5, 3.0]), rng.choice([0.0, 1.0, -1.5]))
        return z, f"c:{struct.pack('<dd', z.real, z.imag).hex()}"
    b = rng.random() < 0.5
    return b, f"b:{int(b)}"


def scalar(rng, dtype):
    raw = value(rng, dtype)
    return np.frombuffer(raw, dtype)[0], f"s:{dtype.name}:{raw.hex()}"


def shapes(rng, n):
    """Shapes that mostly broadcast."""
    ndim = rng.choice([0, 1, 1, 1, 2, 2, 3])
    full = [rng.choice([0, 1, 2, 3, 4, 5]) if rng.random() < 0.3 else rng.randint(1, 5) for _ in range(ndim)]
    out = []
    for _ in range(n):
        shape = [1 if rng.random() < 0.2 else k for k in full]
        if rng.random() < 0.15 and shape:
            shape = shape[rng.randint(0, len(shape)):]
        if rng.random() < 0.03 and shape:
            shape[rng.randrange(len(shape))] += 1
        out.append(tuple(shape))
    return tuple(full), out


def result(array):
    if isinstance(array, np.ndarray):
        data = array.tobytes().hex()
        return f"a:{array.dtype.name}:{','.join(map(str, array.shape))}:{','.join(map(str, array.strides))}:{data}"
    if isinstance(array, np.generic):
        return f"s:{array.dtype.name}:{array.tobytes().hex()}"
    return None


def record(rng, names, mode):
    name = rng.choice(names)
    ufunc = getattr(np, name)
    case = Case()
    operands, texts = [], []
    full, shape = shapes(rng, ufunc.nin + 1)
    same = rng.choice(DTYPES) if rng.random() < 0.5 else None
    only = mode == "scalars" or rng.random() < 0.1
    for k in range(ufunc.nin):
        dtype = same or rng.choice(DTYPES)
        pick = rng.random()
        if only or pick < 0.15:
            item, text = scalar(rng, dtype)
            if (only and rng.random() < 0.3) or (not only and rng.random() < 0.6):
                item, text = python_number(rng)
        else:
            item, text = case.array(rng, dtype, shape[k])
        operands.append(item)
        texts.append(text)
    options, kwargs, outs, mask = [], {}, ["-"] * ufunc.nout, "-"
    function = ufunc
    if name in OPERATORS and any(isinstance(o, (np.generic, np.ndarray)) for o in operands) and (mode == "scalars" or rng.random() < 0.2):
        function = OPERATORS[name]
        options.append("op")
    elif mode != "scalars":
        if rng.random() < 0.25:
            given = []
            for k in range(ufunc.nout):
                pick = rng.random()
                arrays = [(o, t) for o, t in zip(operands, texts) if isinstance(o, np.ndarray)]
                if pick < 0.3 and arrays:
                    o, t = rng.choice(arrays)
                elif pick < 0.45 and arrays and rng.choice(arrays)[0].ndim > 0:
                    # Another view of the buffer of an operand.
                    base = [a for a in arrays if a[0].ndim > 0]
                    o, t = rng.choice(base)
                    f = t.split(":")
                    spec = (int(f[1]), o.dtype, o.shape[::-1], o.strides[::-1], int(f[5]))
                    o, t = case.realize(spec), case.text(spec)
                elif pick < 0.9 or ufunc.nout == 1:
                    o, t = case.array(rng, rng.choice(DTYPES) if rng.random() < 0.5 else (same or np.dtype("f8")),
                                      full if rng.random() < 0.9 else shape[-1])
                    if 0 in o.strides and o.size > 1:
                        o, t = case.array(rng, o.dtype, o.shape, "c")
                else:
                    o, t = None, "-"
                given.append(o)
                outs[k] = t
            # Writing through a zero stride is nobody's business here.
            if any(o is not None and 0 in [s for s, n in zip(o.strides, o.shape) if n > 1] for o in given):
                return None
            kwargs["out"] = tuple(given)
            if rng.random() < 0.3 and all(g is not None for g in given):
                m, mask = case.array(rng, np.dtype(bool), shape[-1])
                kwargs["where"] = m
        if rng.random() < 0.12:
            dtype = rng.choice(DTYPES)
            kwargs["dtype"] = dtype
            options.append(f"dtype={dtype.name}")
        if rng.random() < 0.12:
            casting = rng.choice(["no", "equiv", "safe", "same_kind", "unsafe"])
            kwargs["casting"] = casting
            options.append(f"casting={casting}")
        if rng.random() < 0.1:
            kwargs["order"] = rng.choice("CFAK")
            options.append(f"order={kwargs['order']}")
    before = [bytes(b).hex() for b in case.buffers]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            got = function(*operands, **kwargs)
            got = got if isinstance(got, tuple) else (got,)
            got = [result(g) for g in got]
            if None in got:
                return None
            expected = ";".join(got)
        except Exception as error:
            expected = f"!{type(error).__name__}: {error}"
            if "|" in expected or "\n" in expected or "unsupported operand" in expected:
                return None
    told = []
    for w in caught:
        text = f"{w.category.__name__}: {w.message}"
        if text not in told:
            told.append(text)
    after = ";".join(bytes(b).hex() for b in case.buffers) if "out" in kwargs else ""
    return "|".join([name, ";".join(before), ";".join(texts), ";".join(outs), mask, " ".join(options), expected, ";".join(told), after])


def record_method(rng, names):
    """A case of reduce, accumulate, reduceat, outer or at; its options are the method's arguments."""
    name = rng.choice(names)
    ufunc = getattr(np, name)
    method = rng.choice(["reduce", "reduce", "accumulate", "reduceat", "outer", "at"])
    case = Case()
    dtype = rng.choice(DTYPES)
    ndim = rng.choice([0, 1, 1, 2, 2, 3]) if method != "at" else rng.choice([1, 2])
    shape = tuple(rng.choice([0, 1, 2, 3, 5, 9]) if rng.random() < 0.7 else 4 for _ in range(ndim))
    a, text = case.array(rng, dtype, shape, None if method != "at" else rng.choice("cf"))
    texts, options, kwargs, args, mask = [text], [f"method={method}"], {}, [], "-"
    if method in ("reduce", "accumulate", "reduceat"):
        if rng.random() < 0.2:
            kwargs["dtype"] = rng.choice(DTYPES)
            options.append(f"dtype={kwargs['dtype'].name}")
        axis = rng.randint(-ndim, ndim) if ndim else rng.choice([0, -1, 1])
        if method == "reduce":
            pick = rng.random()
            if pick < 0.2:
                axis = None
            elif pick < 0.35 and ndim > 1:
                axis = tuple(rng.sample(range(ndim), 2))
            if rng.random() < 0.3:
                kwargs["keepdims"] = True
                options.append("keepdims=1")
            if rng.random() < 0.2:
                kwargs["initial"] = rng.choice([0, 1, 3, 2.5])
                options.append(f"initial={kwargs['initial']}")
            if rng.random() < 0.15:
                kwargs["where"], mask = case.array(rng, np.dtype(bool), shape)
        kwargs["axis"] = axis
        options.append("axis=" + ("" if axis is None else ",".join(map(str, axis if isinstance(axis, tuple) else (axis,)))))
    if method == "reduceat":
        length = a.shape[axis] if ndim and -ndim <= axis < ndim else 1
        indices = [rng.randint(0, max(length - 1, 0)) if rng.random() < 0.95 else rng.randint(-2, length + 1) for _ in range(rng.randint(0, 4))]
        args.append(np.array(indices, int))
        options.append("indices=" + ",".join(map(str, indices)))
    if method == "outer":
        b, text = case.array(rng, rng.choice(DTYPES) if rng.random() < 0.5 else dtype, tuple(rng.randint(0, 3) for _ in range(rng.randint(0, 2))))
        args.append(b)
        texts.append(text)
    if method == "at":
        if a.size == 0 or 0 in a.strides:
            return None
        places = [rng.randrange(a.size) for _ in range(rng.randint(0, 6))]
        options.append("indices=" + ",".join(map(str, places)))
        args.append(np.unravel_index(np.array(places, int), a.shape))
        if ufunc.nin == 2:
            if rng.random() < 0.5:
                b, text = scalar(rng, dtype)
            else:
                b, text = case.array(rng, dtype, (len(places),))
            args.append(b)
            texts.append(text)
    before = [bytes(b).hex() for b in case.buffers]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            got = getattr(ufunc, method)(a, *args, **kwargs)
            got = got if isinstance(got, tuple) else (got,)
            expected = "" if method == "at" else ";".join(map(result, got))
        except Exception as error:
            expected = f"!{type(error).__name__}: {error}"
            if "|" in expected or "\n" in expected:
                return None
    told = []
    for w in caught:
        text = f"{w.category.__name__}: {w.message}"
        if text not in told:
            told.append(text)
    after = ";".join(bytes(b).hex() for b in case.buffers) if method == "at" else ""
    return "|".join([name, ";".join(before), ";".join(texts), "-", mask, " ".join(options), expected, ";".join(told), after])


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    mode = sys.argv[3] if len(sys.argv) > 3 else "exact"
    names = {"exact": [n for n in ALL if n not in LIBM], "scalars": [n for n in ALL if n not in LIBM], "methods": [n for n in ALL if n not in LIBM], "libm": sorted(LIBM)}
    names = names.get(mode) or mode.split(",")
    rng = random.Random(seed)
    done = 0
    while done < count:
        line = record_method(rng, names) if mode == "methods" else record(rng, names, mode)
        if line is not None:
            print(line)
            done += 1


main()
