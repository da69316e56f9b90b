"""Records what NumPy does with random indices, for tests/index.rs.

    python tests/record_index.py SEED COUNT > tests/data/index.txt

A line is a case, its fields apart by tabs:

    get|set|flat_get|flat_set   array   index items   value (of set)   result
    call   arrays, apart by |   function and options   -   result

An array is `dtype n shape strides offset w|r`: a view with this layout (in bytes) of a buffer of n elements, element i being `value(i)`.
An index array carries the numbers of its buffer: `a dtype shape strides offset numbers`.
A value is an array too; `t` before it says that it lies in the buffer of the target.
A result is an error, `S` and the bytes of a scalar, `V` and the layout of a view, `C` with the layout of a copy, whether it owns its data, and the CRC of
its elements in C order, or (of set) `W` and the CRC of the whole buffer afterwards. The result of a call is a list of `dtype shape strides owndata crc`, or `W`.
"""
import sys
import warnings
import zlib

import numpy as np

DTYPES = "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64 complex64 complex128".split()
INDEX_DTYPES = "int64 int64 int64 int64 int32 int8 uint8 uint64 int16".split()


def buffer(dtype, n):
    i = np.arange(n)
    if dtype == "bool":
        return i % 3 == 0
    if dtype.startswith("complex"):
        return (i - 1j * (i % 7)).astype(dtype)
    if dtype.startswith("float"):
        return (i * 0.5).astype(dtype)
    return (i % 100).astype(dtype)


def csv(numbers):
    return ",".join(map(str, numbers)) or "-"


def place(a, owner):
    return a.__array_interface__["data"][0] - owner.__array_interface__["data"][0]


def layout(a, owner):
    return f"{csv(a.shape)} {csv(a.strides)} {place(a, owner) if a.size else 0}"


class Maker:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def pick(self, items):
        return items[int(self.rng.integers(len(items)))]

    def chance(self, p):
        return self.rng.random() < p

    def shape(self, ndim, empty=0.03):
        return tuple(0 if self.chance(empty) else int(self.rng.integers(1, 6) if self.chance(0.8) else self.rng.integers(1, 3)) for _ in range(ndim))

    def twist(self, a):
        """A view of another layout."""
        for _ in range(int(self.rng.integers(0, 3))):
            how = self.rng.integers(5)
            if how == 0:
                a = a.transpose(self.rng.permutation(a.ndim))
            elif how == 1 and a.ndim:
                a = a[tuple(self.pick([slice(None), slice(None, None, -1), slice(1, None), slice(None, None, 2)]) for _ in a.shape)]
            elif how == 2 and a.ndim < 4:
                a = np.expand_dims(a, int(self.rng.integers(a.ndim + 1)))
            elif how == 3 and a.ndim > 1:
                a = a[..., int(self.rng.integers(a.shape[-1]))] if a.shape[-1] else a
            elif how == 4 and a.ndim:
                a = a[::-1]
        return a

    def array(self, dtype=None, ndim=None):
        dtype = dtype or self.pick(DTYPES)
        ndim = int(self.pick([0, 1, 1, 2, 2, 2, 3, 3, 4])) if ndim is None else ndim
        shape = self.shape(ndim)
        n = int(np.prod(shape))
        owner = buffer(dtype, n)
        a = self.twist(owner.reshape(shape))
        if a is owner:
            a = owner[:]
        return owner, a

    def spec(self, owner, a):
        return f"{owner.dtype.name} {owner.size} {layout(a, owner)} {'w' if a.flags.writeable else 'r'}"

    def integers(self, size, shape):
        """An integer array of indices for an axis of this length, mostly inside."""
        n = int(np.prod(shape))
        dtype = self.pick(INDEX_DTYPES)
        low = 0 if dtype.startswith("u") else -size
        wild = self.chance(0.04)
        if size == 0 or wild:
            low, size = (0 if dtype.startswith("u") else -size - 2), size + 2
        owner = self.rng.integers(low, size, n).astype(dtype)
        return owner, self.view_of(owner, shape)

    def view_of(self, owner, shape):
        how = self.rng.integers(4)
        if how == 0 and len(shape) > 1:
            return owner.reshape(shape[::-1]).T
        if how == 1 and len(shape) > 2:
            return owner.reshape((shape[1], shape[0]) + shape[2:]).swapaxes(0, 1)
        a = owner.reshape(shape)
        if how == 2 and len(shape):
            return a[::-1]
        return a

    def index_array(self, owner, a):
        numbers = csv(owner.astype(int) if owner.dtype == bool else owner.tolist())
        return f"a {owner.dtype.name} {layout(a, owner)} {numbers}"

    def bound(self, n):
        return None if self.chance(0.4) else int(self.rng.integers(-n - 2, n + 3))

    def index(self, a, advanced):
        """Items for an array, and their text."""
        items, text = [], []
        outer = self.shape(self.pick([1, 1, 1, 2, 2, 3]), 0.02)
        axis = 0
        if advanced and self.chance(0.12):
            shape = a.shape if self.chance(0.9) else self.shape(a.ndim)
            owner = self.rng.random(int(np.prod(shape))) < self.pick([0.0, 0.3, 0.5, 1.0])
            mask = self.view_of(owner, shape)
            return (mask,), self.index_array(owner, mask)
        while axis < a.ndim or self.chance(0.03):
            n = a.shape[axis] if axis < a.ndim else 3
            how = self.rng.random()
            if how < 0.06:
                items.append(None)
                text.append("n")
            elif how < 0.12:
                if Ellipsis in [i for i in items if i is Ellipsis] and not self.chance(0.05):
                    continue
                items.append(Ellipsis)
                text.append("e")
                axis += int(self.rng.integers(0, 3)) if self.chance(0.5) else max(a.ndim - axis - 1, 0)
            elif how < 0.18 and advanced and self.chance(0.5):
                flag = self.chance(0.7)
                items.append(flag)
                text.append(f"b {int(flag)}")
            elif how < 0.4:
                i = int(self.rng.integers(-n, n)) if n else 0
                if self.chance(0.03):
                    i = n + 1
                items.append(i)
                text.append(f"i {i}")
                axis += 1
            elif how < 0.44 and advanced and n:
                owner = self.rng.integers(0, n, 1).astype(self.pick(INDEX_DTYPES))
                items.append(owner.reshape(()))
                text.append(self.index_array(owner, owner.reshape(())))
                axis += 1
            elif how < 0.75 and advanced:
                keep = int(self.rng.integers(0, len(outer) + 1)) if len(outer) > 1 else 1
                shape = tuple(1 if self.chance(0.15) else k for k in outer[len(outer) - max(keep, 1):])
                if self.chance(0.02):
                    shape = self.shape(1)
                owner, index = self.integers(n, shape)
                items.append(index)
                text.append(self.index_array(owner, index))
                axis += 1
            elif how < 0.8 and advanced:
                k = int(self.rng.integers(1, 3))
                shape = a.shape[axis:axis + k] if self.chance(0.93) else self.shape(k)
                want = outer[-1]
                owner = np.zeros(int(np.prod(shape)), bool)
                owner[self.rng.permutation(owner.size)[:want]] = True
                index = owner.reshape(shape)
                items.append(index)
                text.append(self.index_array(owner, index))
                axis += len(shape)
            else:
                step = self.pick([None, None, 1, -1, 2, -2, 3, -7])
                if self.chance(0.01):
                    step = 0
                s = slice(self.bound(n), self.bound(n), step)
                items.append(s)
                text.append("s " + " ".join("_" if x is None else str(x) for x in (s.start, s.stop, s.step)))
                axis += 1
            if self.chance(0.06):
                break
        return tuple(items), ";".join(text) or "-"

    def get(self):
        owner, a = self.array()
        items, text = self.index(a, self.chance(0.75))
        head = f"get\t{self.spec(owner, a)}\t{text}\t-"
        try:
            r = a[items]
        except Exception as e:
            return f"{head}\t{type(e).__name__}: {e}"
        if not isinstance(r, np.ndarray):
            return f"{head}\tS {r.tobytes().hex()}"
        if r.base is owner:
            return f"{head}\tV {layout(r, owner)}"
        return f"{head}\tC {csv(r.shape)} {csv(r.strides)} {int(r.flags.owndata)} {zlib.crc32(r.tobytes())}"

    def set(self):
        owner, a = self.array()
        if self.chance(0.02):
            a.flags.writeable = False
        items, text = self.index(a, self.chance(0.75))
        try:
            shape = a[items].shape
        except Exception:
            shape = (2,)
        mask = len(items) == 1 and isinstance(items[0], np.ndarray) and items[0].dtype == bool and items[0].shape == a.shape
        how = self.rng.random()
        if how < 0.3:
            shape = tuple(1 if self.chance(0.3) else k for k in shape[int(self.rng.integers(0, len(shape) + 1)):])
        elif how < 0.35:
            shape = self.shape(int(self.rng.integers(0, 3)))
        elif how < 0.4:
            shape = (1,) + shape
        if mask and self.chance(0.3):
            shape = ()
        if self.chance(0.2):
            value = self.twist(a)
            if value is a:
                value = a[...]
            text_value = "t" + self.spec(owner, value)
        else:
            dtype = owner.dtype.name if self.chance(0.6) else self.pick(DTYPES)
            other = buffer(dtype, int(np.prod(shape)))
            value = self.view_of(other, shape)
            text_value = self.spec(other, value)
        head = f"set\t{self.spec(owner, a)}\t{text}\t{text_value}"
        before = owner.tobytes()
        try:
            # NumPy does not guard masks against overlap; arr does.
            a[items] = value.copy() if mask else value
        except Exception as e:
            assert owner.tobytes() == before
            return f"{head}\t{type(e).__name__}: {e}"
        return f"{head}\tW {zlib.crc32(owner.tobytes())}"


    def flat(self):
        owner, a = self.array()
        writes = self.chance(0.5)
        if writes and self.chance(0.03):
            a.flags.writeable = False
        n = a.size
        how = self.rng.integers(7)
        if how == 0:
            i = int(self.rng.integers(-n - 1, n + 1))
            items, text = i, f"i {i}"
        elif how == 1:
            items = slice(self.bound(n), self.bound(n), self.pick([None, 1, -1, 2, -3]))
            text = "s " + " ".join("_" if x is None else str(x) for x in (items.start, items.stop, items.step))
        elif how == 2 and n:
            # NumPy reads past the end for `zeros(0).flat[True]`.
            items, text = self.pick([(..., "e"), ((), "-"), (None, "n"), (True, "b 1"), (False, "b 0"), ((1, 2), "i 1;i 2")])
        elif how == 3:
            shape = (n,) if n == 0 or self.chance(0.8) else self.shape(int(self.rng.integers(0, 3)))
            buf = self.rng.random(int(np.prod(shape))) < 0.5
            items = self.view_of(buf, shape)
            text = self.index_array(buf, items)
        else:
            buf, items = self.integers(n, self.shape(int(self.rng.integers(0, 3))))
            text = self.index_array(buf, items)
        if not writes:
            head = f"flat_get\t{self.spec(owner, a)}\t{text}\t-"
            try:
                r = a.flat[items]
            except Exception as e:
                return f"{head}\t{type(e).__name__}: {e}"
            if not isinstance(r, np.ndarray):
                return f"{head}\tS {r.tobytes().hex()}"
            return f"{head}\tC {csv(r.shape)} {csv(r.strides)} {int(r.flags.owndata)} {zlib.crc32(r.tobytes())}"
        shape = () if self.chance(0.3) else self.shape(int(self.rng.integers(0, 3)))
        dtype = owner.dtype.name if self.chance(0.6) else self.pick(DTYPES)
        other = buffer(dtype, int(np.prod(shape)))
        value = self.view_of(other, shape)
        head = f"flat_set\t{self.spec(owner, a)}\t{text}\t{self.spec(other, value)}"
        try:
            a.flat[items] = value
        except Exception as e:
            return f"{head}\t{type(e).__name__}: {e}"
        return f"{head}\tW {zlib.crc32(owner.tobytes())}"

    def call(self):
        name = self.pick(CALLS)
        arrays, text, run, target = getattr(self, "call_" + name)()
        specs = "|".join(self.index_array(o, v) if kind == "a" else self.spec(o, v) for kind, o, v in arrays)
        head = f"call\t{specs or '-'}\t{name} {text}".rstrip() + "\t-"
        try:
            r = run(*[v for _, _, v in arrays])
        except Exception as e:
            return f"{head}\t{type(e).__name__}: {e}"
        if target is not None:
            return f"{head}\tW {zlib.crc32(target.tobytes())}"
        results = []
        for x in r if isinstance(r, (tuple, list)) else [r]:
            own = int(x.flags.owndata) if isinstance(x, np.ndarray) else 1
            x = np.asarray(x)
            results.append(f"{x.dtype.name} {csv(x.shape)} {csv(x.strides)} {own} {zlib.crc32(x.tobytes())}")
        return f"{head}\t{'|'.join(results) or '-'}"

    def some(self, **how):
        owner, a = self.array(**how)
        return ("n", owner, a)

    def ints(self, size, shape):
        owner, a = self.integers(size, shape)
        return ("a", owner, a)

    def mask(self, shape, p=0.5):
        owner = self.rng.random(int(np.prod(shape))) < p
        return ("a", owner, self.view_of(owner, shape))

    def axis(self, ndim):
        if self.chance(0.25):
            return None
        return int(self.rng.integers(-ndim - (0.05 > self.rng.random()), max(ndim, 1)))

    def mode(self):
        return self.pick(["raise", "raise", "wrap", "clip"])

    def call_take(self):
        a = self.some()
        axis, mode = self.axis(a[2].ndim), self.mode()
        n = a[2].size if axis is None or a[2].ndim == 0 else a[2].shape[axis] if -a[2].ndim <= axis < a[2].ndim else 3
        i = self.ints(n + (mode != "raise"), self.shape(int(self.rng.integers(0, 3))))
        return [a, i], f"{axis} {mode}", lambda a, i: np.take(a, i, axis=axis, mode=mode), None

    def call_take_out(self):
        a = self.some(ndim=int(self.rng.integers(1, 3)))
        i = self.ints(a[2].shape[0], self.shape(1))
        shape = i[2].shape + a[2].shape[1:] if self.chance(0.9) else self.shape(2)
        dtype = a[1].dtype.name if self.chance(0.7) else self.pick(DTYPES)
        owner = buffer(dtype, int(np.prod(shape)))
        out = ("n", owner, self.view_of(owner, shape))
        return [a, i, out], "", lambda a, i, out: np.take(a, i, axis=0, out=out), owner

    def call_compress(self):
        a = self.some()
        axis = self.axis(a[2].ndim)
        n = a[2].size if axis is None or a[2].ndim == 0 else a[2].shape[axis] if -a[2].ndim <= axis < a[2].ndim else 3
        c = self.mask((int(self.rng.integers(0, n + 2)),)) if self.chance(0.9) else self.some()
        return [c, a], f"{axis}", lambda c, a: np.compress(c, a, axis=axis), None

    def call_extract(self):
        a = self.some()
        c = self.mask(a[2].shape) if self.chance(0.7) else self.some()
        return [c, a], "", lambda c, a: np.extract(c, a), None

    def alike(self, shape):
        shape = tuple(1 if self.chance(0.15) else n for n in shape[int(self.chance(0.2)):])
        if self.chance(0.03):
            shape = self.shape(1)
        dtype = self.pick(DTYPES)
        owner = buffer(dtype, int(np.prod(shape)))
        return ("n", owner, self.view_of(owner, shape))

    def call_where(self):
        c = self.some()
        x, y = self.alike(c[2].shape), self.alike(c[2].shape)
        return [c, x, y], "", np.where, None

    def call_nonzero(self):
        return [self.some()], "", np.nonzero, None

    def call_flatnonzero(self):
        return [self.some()], "", np.flatnonzero, None

    def call_count_nonzero(self):
        return [self.some()], "", lambda a: np.int64(np.count_nonzero(a)), None

    def call_argwhere(self):
        return [self.some()], "", np.argwhere, None

    def call_choose(self):
        n = int(self.rng.integers(1, 4))
        shape, mode = self.shape(int(self.rng.integers(0, 4))), self.mode()
        i = self.ints(n, shape) if mode != "raise" or self.chance(0.1) else None
        if i is None:
            owner = self.rng.integers(0, n, int(np.prod(shape)))
            i = ("a", owner, self.view_of(owner, shape))
        choices = [self.alike(shape) for _ in range(n)]
        return [i, *choices], mode, lambda i, *c: np.choose(i, c, mode=mode), None

    def call_select(self):
        n = int(self.rng.integers(1, 4))
        shape = self.shape(int(self.rng.integers(0, 4)))
        c, x = [self.mask(shape) for _ in range(n)], [self.alike(shape) for _ in range(n)]
        d = self.alike(shape)
        return [*c, *x, d], f"{n}", lambda *a: np.select(list(a[:n]), list(a[n:2 * n]), a[2 * n]), None

    def call_put(self):
        a, v = self.some(), self.some(ndim=int(self.rng.integers(0, 2)))
        mode = self.mode()
        i = self.ints(a[2].size, self.shape(int(self.rng.integers(0, 3))))
        return [a, i, v], mode, lambda a, i, v: np.put(a.copy() if i.size and mode == "raise" and not inside(i, a.size) and v.size else a, i, v, mode=mode), a[1]

    def call_putmask(self):
        a = self.some()
        m = self.mask(a[2].shape) if self.chance(0.9) else self.some()
        v = self.some(ndim=int(self.rng.integers(0, 2)), dtype=a[1].dtype.name if self.chance(0.7) else None)
        return [a, m, v], "", np.putmask, a[1]

    def call_place(self):
        a = self.some()
        m = self.mask(a[2].shape) if self.chance(0.9) else self.some()
        v = self.some(ndim=int(self.rng.integers(0, 2)), dtype=a[1].dtype.name if self.chance(0.7) else None)
        return [a, m, v], "", np.place, a[1]

    def call_take_along(self):
        a = self.some()
        axis = self.axis(a[2].ndim)
        shape = list(a[2].shape)
        n = 3
        if axis is None:
            n, shape = a[2].size, self.shape(1 + self.chance(0.1))
        elif -len(shape) <= axis < len(shape):
            n, shape[axis] = shape[axis], int(self.rng.integers(0, 4))
            if self.chance(0.1):
                shape = [1] * len(shape)
        i = self.ints(n, tuple(shape))
        return [a, i], f"{axis}", lambda a, i: np.take_along_axis(a, i, axis), None

    def call_put_along(self):
        (a, i), text, _, _ = self.call_take_along()
        v = self.alike(i[2].shape)
        axis = None if text == "None" else int(text)
        return [a, i, v], text, lambda a, i, v: np.put_along_axis(a, i, v, axis), a[1]

    def call_fill_diagonal(self):
        a = self.some(ndim=int(self.rng.integers(1, 3)))
        if self.chance(0.3):
            owner = buffer("int32", 27)
            a = ("n", owner, owner.reshape(3, 3, 3))
        v = self.some(ndim=int(self.rng.integers(0, 2)))
        wrap = self.chance(0.4)
        return [a, v], f"{int(wrap)}", lambda a, v: np.fill_diagonal(a, v, wrap), a[1]

    def numbers(self, n, ordered, dtypes=DTYPES):
        dtype = self.pick(dtypes)
        x = self.rng.integers(0, 9, n)
        if ordered:
            x.sort()
        if dtype.startswith("float"):
            x = x.astype(float)
            x[n - int(self.rng.integers(0, 2)):] = np.nan
        if dtype == "bool":
            x = x > 4
        return x.astype(dtype)

    def call_searchsorted(self):
        real = [d for d in DTYPES if not d.startswith("complex")]
        a = self.numbers(int(self.rng.integers(0, 12)), True, real)
        shape = self.shape(int(self.rng.integers(0, 3)))
        v = self.numbers(int(np.prod(shape)), False, real)
        side = self.pick(["left", "right"])
        arrays = [("a", a, a), ("a", v, self.view_of(v, shape))]
        if self.chance(0.3):
            order = self.rng.permutation(a.size).astype(self.pick(["int64", "int32"]))
            shuffled = np.empty_like(a)
            shuffled[order] = a
            if self.chance(0.1):
                order = order[:-1].copy()
            arrays = [("a", shuffled, shuffled), arrays[1], ("a", order, order)]
            return arrays, side, lambda a, v, s: np.searchsorted(a, v, side, s), None
        return arrays, side, lambda a, v: np.searchsorted(a, v, side), None

    def call_digitize(self):
        real = [d for d in DTYPES if not d.startswith("complex") and not d == "bool"]
        b = self.numbers(int(self.rng.integers(0, 8)), self.chance(0.9), real)
        if self.chance(0.4):
            b = b[~np.isnan(b.astype(float))][::-1].copy()
        shape = self.shape(int(self.rng.integers(0, 3)))
        v = self.numbers(int(np.prod(shape)), False, real)
        right = self.chance(0.5)
        return [("a", v, self.view_of(v, shape)), ("a", b, b)], f"{int(right)}", lambda v, b: np.digitize(v, b, right), None

    def call_ix(self):
        n = int(self.rng.integers(1, 4))
        arrays = [self.pick([self.ints, lambda _, s: self.mask(s)])(5, self.shape(1 + self.chance(0.03))) for _ in range(n)]
        return arrays, "", np.ix_, None

    def call_unravel(self):
        shape = self.shape(int(self.rng.integers(0, 4)))
        owner = self.rng.integers(0, max(int(np.prod(shape)), 1) + self.chance(0.05), 24).astype(self.pick(INDEX_DTYPES))
        i = ("a", owner, self.view_of(owner, self.pick([(24,), (4, 6), (2, 3, 4), (24, 1)])))
        order = self.pick("CF")
        return [i], f"{csv(shape)} {order}", lambda i: np.unravel_index(i, shape, order), None

    def call_ravel(self):
        shape = self.shape(int(self.rng.integers(1, 4)))
        mode = self.mode()
        outer = self.shape(int(self.rng.integers(0, 3)), 0)
        def one(n):
            low, high = (0, max(n, 1)) if mode == "raise" and self.chance(0.95) else (-3, n + 3)
            here = tuple(1 if self.chance(0.1) else k for k in outer)
            owner = self.rng.integers(low, high, int(np.prod(here)))
            return ("a", owner, self.view_of(owner, here))
        order = self.pick("CF")
        arrays = [one(n) for n in shape]
        return arrays, f"{csv(shape)} {mode} {order}", lambda *c: np.ravel_multi_index(c, shape, mode, order), None

    def call_triangle(self):
        n, m, k = int(self.rng.integers(0, 5)), int(self.rng.integers(0, 5)), int(self.rng.integers(-5, 6))
        which = self.pick(["tril", "triu"])
        f = np.tril_indices if which == "tril" else np.triu_indices
        return [], f"{which} {n} {k} {m}", lambda: f(n, k, m), None


def inside(i, n):
    i = i.astype(np.int64)
    return bool(((i >= -n) & (i < n)).all())


CALLS = sorted(name[5:] for name in dir(Maker) if name.startswith("call_"))


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    warnings.simplefilter("ignore")
    maker = Maker(seed)
    kinds = [maker.get, maker.call, maker.set, maker.call, maker.flat]
    for i in range(count):
        print(kinds[i % len(kinds)]())


main()
