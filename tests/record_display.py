"""Records how NumPy and Python print values, for the tests of src/display.

    python tests/record_display.py                      writes tests/data/display.txt
    python tests/record_display.py OUT COUNT SEED [KIND…]   writes COUNT cases of each kind (or of these) to OUT; a test reads it
                                                        if the variable ARR_DISPLAY_CASES names it

A line is a case: its kind, its parameters, and the text expected, with tabs between. Text is escaped: \\n, \\t, \\\\.
Needs numpy 2.4.6.
"""

import os
import random
import sys

import numpy as np

DTYPES = "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64 complex64 complex128".split()
FLOATS = {"float16": np.uint16, "float32": np.uint32, "float64": np.uint64}


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def optional(value):
    return "-" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def a_float(rng, name):
    """A float of this dtype: random bits, round decimals, ties, powers of two, subnormal numbers, special values."""
    kind = getattr(np, name)
    bits = np.dtype(name).itemsize * 8
    choice = rng.randrange(9)
    with np.errstate(all="ignore"):
        if choice == 0:
            return FLOATS[name](rng.getrandbits(bits)).view(kind)
        if choice == 1:
            return kind(round(rng.uniform(-1000, 1000), rng.randrange(6)))
        if choice == 2:
            limit = 10 ** rng.randrange(1, 9)
            return kind(rng.randrange(-limit, limit))
        if choice == 3:
            return kind(rng.choice([0, -0.0, 0.5, 1.5, 2.5, 0.25, 0.125, 0.375, np.nan, np.inf, -np.inf,
                                    1e16, 1e23, 9.995, 99.95, 0.05, 1e22, 0.15, 1e-4, 1e8, 1e6, 1e3, 999999.5]))
        if choice == 4:
            low, high = {"float16": (-24, 15), "float32": (-149, 127), "float64": (-1074, 1023)}[name]
            return kind(2.0 ** rng.randrange(low, high))
        if choice == 5:
            return kind(rng.randrange(1, 4000) / 2.0 ** rng.randrange(0, 14))
        if choice == 6:
            return FLOATS[name](rng.getrandbits(10 if bits == 16 else 20)).view(kind)
        if choice == 7:
            return kind((2 * rng.getrandbits(bits // 2) + 1) / 2.0 ** rng.randrange(1, 6))
        return kind(rng.uniform(-1, 1) * 10.0 ** rng.randrange(-12, 12))


def float_case(rng):
    name = rng.choice(list(FLOATS))
    value = a_float(rng, name)
    kind = rng.choice(["positional", "scientific"])
    unique, fractional = rng.random() < 0.7, rng.random() < 0.7
    precision = None if rng.random() < 0.3 and unique else rng.choice([0, 1, 2, 3, 5, 8, 10, 15, 16, 17, 20, 40])
    least = None if rng.random() < 0.6 else rng.choice([0, 1, 3, 8, 12, 17, 18, 30])
    trim, sign = rng.choice("k.0-"), rng.random() < 0.3
    left, right = rng.choice([None, 0, 1, 3, 8]), rng.choice([None, 0, 1, 3, 8, 3])
    how = dict(precision=precision, unique=unique, trim=trim, sign=sign, pad_left=left, min_digits=least)
    try:
        if kind == "positional":
            text = np.format_float_positional(value, fractional=fractional, pad_right=right, **how)
        else:
            text = np.format_float_scientific(value, exp_digits=right, **how)
    except ValueError:
        return None
    data = value.tobytes().hex()
    return [kind, name, data, *map(optional, (precision, unique, fractional, trim, sign, left, right, least))], text


def scalar_case(rng):
    name = rng.choice(DTYPES)
    value = elements(rng, name, 1)[0]
    kind = rng.choice(["scalar_str", "scalar_repr"])
    text = str(value) if kind == "scalar_str" else repr(value)
    return [kind, name, value.tobytes().hex()], text


def elements(rng, name, n):
    """`n` elements of a dtype that are likely to meet in one array."""
    dtype = np.dtype(name)
    if dtype.kind == "b":
        return np.array([rng.random() < 0.5 for _ in range(n)])
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        low, high = rng.choice([(0, 9), (-9, 99), (-1000, 5), (info.min, info.max), (info.min, 0), (-5, -1), (7, 8)])
        low = max(low, int(info.min))
        high = max(low, min(high, int(info.max)))
        return np.array([rng.randint(low, high) for _ in range(n)], dtype)
    if dtype.kind == "c":
        part = "float32" if name == "complex64" else "float64"
        out = np.empty(n, dtype)
        out.real, out.imag = elements(rng, part, n), elements(rng, part, n)
        return out
    mixed = rng.random() < 0.3
    with np.errstate(all="ignore"):
        if mixed:
            values = [a_float(rng, name) for _ in range(n)]
        else:
            decimals, scale = rng.randrange(9), 10.0 ** rng.choice([-8, -5, -2, 0, 0, 0, 1, 2, 3, 6, 12])
            values = [round(rng.uniform(-1, 1) * scale, decimals) for _ in range(n)]
            if rng.random() < 0.3:
                values = [abs(v) for v in values]
            if rng.random() < 0.3:
                values = [float(round(v)) for v in values]
            if rng.random() < 0.3:
                values = [rng.choice([np.nan, np.inf, -np.inf, 0.0, -0.0, v, v, v]) for v in values]
        return np.array(values, dtype)


def a_shape(rng):
    ndim = rng.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5])
    largest = [1, 90, 14, 6, 4, 3][ndim]
    return tuple(rng.choice([0, 1, 2]) if rng.random() < 0.12 else rng.randint(1, largest) for _ in range(ndim))


def an_array(rng):
    """An array over bytes of its own: contiguous, or with strides of either sign, overlapping or misaligned."""
    name = rng.choice(DTYPES)
    dtype = np.dtype(name)
    shape = a_shape(rng)
    large = rng.random() < 0.1 and len(shape) > 0
    if large:
        shape = tuple(rng.choice([n, n, 7, 40]) for n in shape[:-1]) + (rng.choice([999, 1000, 1001, 1200, 7]),)
    strides, at = [], dtype.itemsize
    for n in reversed(shape):
        strides.insert(0, at)
        at *= max(n, 1)
    way = rng.randrange(5)
    if large or way == 0:
        strides = [rng.choice([0, dtype.itemsize, dtype.itemsize, 1, -dtype.itemsize]) if n < 50 or not large
                   else rng.choice([0, 1, dtype.itemsize]) for n in shape]
    elif way == 1:
        rng.shuffle(strides)
    elif way == 2:
        strides = [rng.choice([-1, 1]) * s for s in strides]
    low = sum(min(0, (n - 1) * s) for n, s in zip(shape, strides)) if 0 not in shape else 0
    high = sum(max(0, (n - 1) * s) for n, s in zip(shape, strides)) if 0 not in shape else 0
    extra = rng.choice([0, 0, 1, 3])
    count = -(-(high - low + dtype.itemsize + extra) // dtype.itemsize)
    if count > 1300:
        return None
    data = bytes(extra) + elements(rng, name, count).tobytes()
    return name, shape, strides, extra - low, data


def options(rng):
    if rng.random() < 0.4:
        return dict(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False, nanstr="nan", infstr="inf",
                    sign="-", floatmode="maxprec")
    return dict(precision=rng.choice([8, 8, 0, 1, 2, 3, 4, 6, 10, 16, 17, 20]), threshold=rng.choice([1000, 0, 5, 20, 50, 10**9]),
                edgeitems=rng.choice([3, 3, 0, 1, 2, 5]), linewidth=rng.choice([75, 75, 75, 20, 40, 60, 76, 80, 120, 1, 10]),
                suppress=rng.random() < 0.4, nanstr=rng.choice(["nan", "nan", "NaN!", "x", "not-a-number", "日本"]),
                infstr=rng.choice(["inf", "inf", "Infinity", "∞"]), sign=rng.choice("--+ "),
                floatmode=rng.choice(["maxprec", "maxprec", "fixed", "unique", "maxprec_equal"]))


def array_case(rng):
    made = an_array(rng)
    if made is None:
        return None
    name, shape, strides, offset, data = made
    array = np.ndarray(shape, name, data, offset, strides)
    chosen = options(rng)
    if array.size > max(3000, chosen["threshold"]) or (array.size > 3000 and chosen["threshold"] > array.size):
        chosen["threshold"] = 1000
    kind = rng.choice(["array_str", "array_repr", "array_repr", "array2string"])
    frame = []
    with np.printoptions(**chosen):
        if kind == "array2string":
            frame = [rng.choice([" ", ",", ", ", "", "; ", "|", " ,\t"]), rng.choice(["", "array(", "x = ", "→"]),
                     rng.choice(["", ")", "suffix"])]
            text = np.array2string(array, separator=frame[0], prefix=frame[1], suffix=frame[2])
        else:
            text = str(array) if kind == "array_str" else repr(array)
    numbers = [",".join(map(str, shape)), ",".join(map(str, strides)), str(offset), data.hex()]
    return [kind, name, *numbers, *map(optional, chosen.values()), *frame], text


def python_value(rng):
    """The name of a kind of Python value, the value, and what it is read back from."""
    kind = rng.choice(["int", "int", "float", "float", "float", "complex", "str", "bool"])
    if kind == "int":
        bits = rng.choice([1, 4, 10, 20, 63, 64, 70, 200, 1030])
        value = rng.choice([1, -1]) * rng.getrandbits(bits)
        return kind, value, str(value)
    if kind == "bool":
        value = rng.random() < 0.5
        return kind, value, str(value)
    if kind == "str":
        letters = "ab'\"\\\n\t\r é日\x00\x7f\xa0\u0301\u200b\u2028\ue000\U0001f600\U0010ffff{}"
        value = "".join(rng.choice(letters) for _ in range(rng.randrange(7)))
        return kind, value, value
    if kind == "float":
        value = float(a_float(rng, "float64"))
        return kind, value, np.float64(value).tobytes().hex()
    value = complex(float(a_float(rng, "float64")), float(a_float(rng, "float64")))
    return kind, value, np.complex128(value).tobytes().hex()


def python_case(rng):
    kind, value, data = python_value(rng)
    while kind in ("int", "bool"):
        kind, value, data = python_value(rng)
    return ["repr", kind, data], repr(value)


def format_case(rng):
    what = "format"
    kind, value, data = python_value(rng)
    if rng.random() < 0.2:
        what = "format_scalar"
        kind = rng.choice(DTYPES)
        value = elements(rng, kind, 1)[0]
        data = value.tobytes().hex()
    spec = ""
    if rng.random() < 0.4:
        spec += rng.choice(["", "", "*", "0", "é", "<", "{"]) + rng.choice("<>=^^")
    spec += rng.choice(["", "", "", "+", "-", " "])
    spec += rng.choice(["", "", "", "", "z"])
    spec += rng.choice(["", "", "", "#"])
    spec += rng.choice(["", "", "", "0"])
    spec += rng.choice(["", "", "1", "5", "10", "12", "13", "14", "15", "20", "33"])
    spec += rng.choice(["", "", "", "", ",", "_", ",_", "_,"])
    spec += rng.choice(["", "", ".0", ".1", ".2", ".3", ".6", ".10", ".16", ".17", ".25", "."])
    letters = {"int": "bcdoxXn", "bool": "bdoxX", "str": "s"}.get(kind, "dx" if "int" in kind else "eEfFgGn%")
    spec += rng.choice(["", "", *letters, *letters, *"bcdeEfFgGnosxX%qé\x01", "ab"])
    try:
        text = format(value, spec)
    except (ValueError, OverflowError) as error:
        text = f"{type(error).__name__}: {error}"
    if any("\ud800" <= c <= "\udfff" for c in text):
        return None
    return [what, kind, data, spec], text


KINDS = {"float": float_case, "scalar": scalar_case, "array": array_case, "python": python_case,
         "format": format_case}


def record(kinds, count, seed, largest):
    rng = random.Random(seed)
    for kind in kinds:
        done = 0
        while done < count:
            case = KINDS[kind](rng)
            if case is None:
                continue
            parameters, text = case
            line = "\t".join([escape(p) for p in parameters] + [escape(text)])
            if len(line) <= largest:
                done += 1
                yield line


def main():
    if len(sys.argv) > 1:
        out, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        kinds, largest = sys.argv[4:] or list(KINDS), 10**9
    else:
        out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "display.txt")
        count, seed, kinds, largest = 350, 1, list(KINDS), 1500
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        for line in record(kinds, count, seed, largest):
            print(line, file=file)


if __name__ == "__main__":
    main()
