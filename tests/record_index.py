"""Records what NumPy does with random indices, for tests/index.rs.

    python tests/record_index.py SEED COUNT > tests/data/index.txt

A line is a case, its fields apart by tabs:

    get|set   array   index items   value (of set)   result

An array is `dtype n shape strides offset w|r`: a view with this layout (in bytes) of a buffer of n elements, element i being `value(i)`.
An index array carries the numbers of its buffer: `a dtype shape strides offset numbers`.
A value is an array too; `t` before it says that it lies in the buffer of the target.
A result is an error, `S` and the bytes of a scalar, `V` and the layout of a view, `C` with the layout of a copy, whether it owns its data, and the CRC of
its elements in C order, or (of set) `W` and the CRC of the whole buffer afterwards.
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
        numbers = csv(owner.astype(int) if owner.dtype == bool else owner)
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


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    warnings.simplefilter("ignore")
    maker = Maker(seed)
    for i in range(count):
        print(maker.set() if i % 2 else maker.get())


main()
