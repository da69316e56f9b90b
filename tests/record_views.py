"""Records what NumPy's operations return: the array itself, a view of its memory or other memory; for tests/views.rs.

    python tests/record_views.py            writes tests/data/views.txt
    python tests/record_views.py --check    fails if NumPy says otherwise than the file

A line is an operation, its fields apart by tabs: section, array asked about, statements, what `r` is then (`array`, `arrays N`, `type`, `error`), what
NumPy answers to the questions (those of `facts` for each array, for `type` the name of its class, the type of an error), and the kind that `arr explain`
gives what the last statement binds. Every operation finds the arrays of SETUP.
Memory that is not shared is a `copy` where the elements come from an array unchanged and `new` where they are computed or created: of the rows
marked `copy` the recorder checks that every element is one of the source.
"""
import pathlib
import sys
import warnings

import numpy as np

FILE = pathlib.Path(__file__).resolve().parent / "data/views.txt"
SETUP = """
a = np.arange(1, 13).reshape(3, 4).copy()
f = a.copy('F')
v = np.arange(1, 13)
s = np.arange(1, 25).reshape(4, 6).copy()[:, ::2]
t = np.arange(1, 25).reshape(2, 3, 4).copy()
x = np.linspace(1.0, 12.0, 12).reshape(3, 4).copy()
z = (x + 2j * x).copy()
mask = a > 3
col = np.arange(1, 4).reshape(3, 1).copy()
zero = np.array(5)
""".strip().split("\n")

# Under a section: operation; array asked about (a if not told); copy or new where memory is not shared (copy if not told).
# `;` stands between statements, and `r` is what is asked about.
ROWS = """
# binding
r = a
r = (lambda y: y)(a)
r = a.view()
r = a[:]
r = a[...]
r = a[()]
r = zero[()] | zero
r = zero[...] | zero
r, q = a, v
r = q = a
# basic index
r = a[1:3]
r = a[::-1]
r = a[::2]
r = a[:, 1]
r = a[1]
r = a[-1]
r = a[1, 2]
r = a[1, 2, ...]
r = a[1:2, 2:3]
r = a[None]
r = a[:, None, :]
r = a[..., 0]
r = a[3:3]
r = s[1:] | s
r = a[np.int64(1)]
r = a[np.array(1)]
r = a[True]
r = a[False]
r = a[1][2]
r = a[1:][0]
r = a[::2, ::-1]
r = t[1, ..., ::2] | t
r = v[2:9:3] | v
r = v[9:2:-3] | v
r = a[:, 1:][1:]
r = a.T[1:]
# advanced index
r = a[mask]
r = a[np.array([True, False, True])]
r = a[a > 0]
r = a[[0, 2]]
r = a[[0, 1, 2]]
r = a[np.array([1])]
r = a[[1]]
r = a[[0, 1], [1, 2]]
r = a[:, [0, 2]]
r = a[[0, 2], :]
r = a[1:, [0, 2]]
r = t[0, :, [0, 1]] | t
r = t[:, 0, [0, 1]] | t
r = a[np.ix_([0, 2], [1, 3])]
r = a[None, [0, 1]]
r = a[(0, 1)]
r = a[a > 3][0]
r = a[[0, 1]][:]
r = a[..., [1]]
r = a[[[0, 1], [1, 0]]]
r = a[:, np.array([True, False, True, False])]
r = a[[]]
r = np.take(a, [0, 2], 0)
r = np.take(a, [0, 1, 2], 0)
r = np.take(a, 1, 0)
r = a.take([0, 2])
r = np.choose([0, 1, 0, 1], [a[0], a[1]])
r = np.compress([True, False, True], a, 0)
r = a.compress([True, False, True], 0)
r = np.extract(mask, a)
r = np.where(mask, a, 0) | a | copy!
r = np.where(mask, a, a)
r = np.where(mask)[0] | a | new
r = np.where(mask) | mask | new
r = np.nonzero(a) | a | new
r = a.nonzero() | a | new
r = np.argwhere(a) | a | new
r = np.flatnonzero(a) | a | new
r = np.select([mask], [a], 1)
r = np.take_along_axis(a, np.argsort(a), 1)
# axes
r = a.T
r = v.T | v
r = a.mT
r = a.transpose(1, 0)
r = a.transpose()
r = a.transpose(0, 1)
r = np.transpose(a)
r = np.permute_dims(a, (1, 0))
r = np.matrix_transpose(a)
r = np.linalg.matrix_transpose(a)
r = np.swapaxes(a, 0, 1)
r = np.swapaxes(a, 0, 0)
r = a.swapaxes(0, 1)
r = np.moveaxis(a, 0, 1)
r = np.moveaxis(a, 0, 0)
r = np.rollaxis(a, 1)
r = np.flip(a)
r = np.flip(a, 0)
r = np.fliplr(a)
r = np.flipud(a)
r = np.rot90(a, 0)
r = np.rot90(a, 1)
r = np.rot90(a, 2)
r = np.rot90(a, 3)
r = np.rot90(a, 4)
r = np.roll(a, 1)
r = np.roll(a, 0)
r = np.roll(a, 1, 0)
r = np.expand_dims(a, 0)
r = np.expand_dims(a, (0, 3))
r = np.squeeze(a)
r = a.squeeze()
r = a[None].squeeze()
r = np.atleast_1d(a)
r = np.atleast_2d(v) | v
r = np.atleast_3d(a)
r = np.atleast_3d(t) | t
r = np.atleast_1d(zero) | zero
r = a.diagonal()
r = np.diagonal(a, 1)
r = np.diag(a)
r = np.diag(v) | v | copy!
r = np.linalg.diagonal(a)
r = np.diagflat(v) | v | copy!
r = np.trace(a)
r = a.diagonal(); r.flags.writeable = True
r = np.fill_diagonal(a, 7)
r = np.broadcast_to(v, (3, 12)) | v
r = np.broadcast_to(a, (3, 4))
r = np.broadcast_arrays(v, col)[0] | v
r = np.broadcast_arrays(a, a)[0]
r = np.broadcast_arrays(a, a)
r = np.lib.stride_tricks.sliding_window_view(v, 3) | v
r = np.lib.stride_tricks.sliding_window_view(v, 3, writeable=True) | v
r = np.lib.stride_tricks.as_strided(v, (4, 3), (8, 8)) | v
r = np.lib.stride_tricks.as_strided(v, (4, 3), (8, 8), writeable=False) | v
# reshape family
r = a.reshape(4, 3)
r = a.reshape(3, 4)
r = np.reshape(a, (2, 6))
r = a.T.reshape(12)
r = a.T.reshape(12, order='F')
r = a.T.reshape(12, order='A')
r = a.reshape(12, order='F')
r = s.reshape(-1) | s
r = a[:, :3].reshape(-1)
r = s.reshape(4, 3, 1) | s
r = s.reshape(2, 2, 3) | s
r = v[::2].reshape(2, 3) | v
r = a[::-1].reshape(-1)
r = a[::-1, ::-1].reshape(-1)
r = a.reshape(4, 3, copy=True)
r = a.reshape(4, 3, copy=False)
r = a.T.reshape(12, copy=False)
a.shape = (4, 3); r = a
q = a.T; q.shape = (12,)
r = a.ravel('C')
r = a.ravel('F')
r = a.ravel('A')
r = a.ravel('K')
r = f.ravel('C') | f
r = f.ravel('F') | f
r = f.ravel('A') | f
r = f.ravel('K') | f
r = a[:, :3].ravel('C')
r = a[:, :3].ravel('F')
r = a[:, :3].ravel('A')
r = a[:, :3].ravel('K')
r = s.ravel() | s
r = v[::2].ravel() | v
r = v[::2].reshape(-1) | v
r = v[::2].ravel('K') | v
r = v[::-1].ravel('K') | v
r = t.transpose(1, 0, 2).ravel('K') | t
r = t.transpose(1, 0, 2).ravel() | t
r = t.transpose(1, 0, 2).ravel('A') | t
r = v.ravel() | v
r = np.ravel(a)
r = a.flatten('C')
r = a.flatten('F')
r = a.flatten('A')
r = a.flatten('K')
r = a.flat[2:5]
r = a.flat[[1, 2]]
r = a.flat[3]
r = np.asarray(a.flat)
r = np.asarray(a.T.flat)
r = a.flat.copy()
r = np.resize(a, (2, 3))
r = np.resize(a, a.shape)
r = np.resize(a, (5, 5))
q = a.copy(); r = q.resize(2, 3) | a | other
q = a[:]; a.resize(2, 3)
q = a[:]; q.resize(24)
# dtype, order, conversion
r = a.astype(int)
r = a.astype(int, copy=False)
r = a.astype(float, copy=False)
r = a.astype(float)
r = a.astype('int8')
r = a.astype(int, order='F', copy=False)
r = np.astype(a, int, copy=False)
r = a.view('f8')
r = a.view('u1')
r = a.view('i4')
r = a.view(np.uint64)
r = v.view('c16') | v
r = a.T.view('u1')
r = s.view('i4') | s
r = z.real | z
r = z.imag | z
r = a.real
r = a.imag | a | new
r = np.real(a)
r = np.real(z) | z
r = np.imag(z) | z
r = z.conj() | z | new
r = a.conj()
r = np.conj(a) | a | copy
r = +a | a | copy
r = np.positive(a) | a | copy
r = np.real_if_close(z) | z
r = np.real_if_close(x + 0j) | x | new
r = np.real_if_close(x) | x
r = np.nan_to_num(x) | x
r = np.nan_to_num(x, copy=False) | x
r = np.array(a)
r = np.array(a, copy=True)
r = np.array(a, copy=None)
r = np.array(a, copy=False)
r = np.array(a, float, copy=None)
r = np.array(a, float, copy=False)
r = np.array(a, copy=None, ndmin=3)
r = np.array([1, 2], copy=False)
r = np.array([a, a])
r = np.array([v[:2], [7, 8]]) | v | copy!
r = np.asarray(a)
r = np.asanyarray(a)
r = np.asarray(a, copy=True)
r = np.asarray(a, float)
r = np.asarray(a, order='F')
r = np.asarray(v, order='F') | v
r = np.asarray_chkfinite(x) | x
r = np.ascontiguousarray(a)
r = np.ascontiguousarray(f) | f
r = np.ascontiguousarray(zero) | zero
q = v[:5]; r = np.ascontiguousarray(q) | q
r = np.ascontiguousarray(v[::2]) | v
r = np.asfortranarray(a)
r = np.asfortranarray(f) | f
q = a.T; r = np.asfortranarray(q) | q
r = np.require(a, None, 'C')
r = np.require(a.T, None, 'O')
r = np.require(a, None, 'F')
r = np.require(a, float, 'C')
r = a.copy('C')
r = a.copy('F')
r = a.copy('A')
r = a.copy('K')
r = np.copy(a)
r = np.copy(a.T)
r = a.T.copy()
r = np.array(a.T)
r = a.T.astype(int)
r = a.T + 0 | a | new
r = np.empty_like(a.T) | a | new
r = np.copy(a[:, ::2])
r = a.byteswap() | a | copy!
r = a.byteswap(inplace=True)
# creation
r = np.empty_like(a) | a | new
r = np.zeros_like(a) | a | new
r = np.ones_like(a) | a | new
r = np.full_like(a, 3) | a | new
r = np.zeros(a.shape) | a | new
r = np.arange(3) | a | new
r = np.frombuffer(a, dtype='i8')
r = np.frombuffer(a, dtype='u1', count=4, offset=8)
r = np.fromiter(a.flat, int) | a | new
r = np.fromfunction(lambda i, j: i + j, (2, 2)) | a | new
r = np.array([1, 2]) | a | new
r = np.ndarray((6,), 'i8', buffer=a)
r = np.array(a.tolist()) | a | new
r = np.tril(a) | a | copy!
r = np.triu(a) | a | copy!
r = np.tri(3) | a | new
r = np.meshgrid(v, v) | v
r = np.meshgrid(v, v, copy=False) | v
r = np.meshgrid(v, v, sparse=True) | v
r = np.meshgrid(v, v, sparse=True, copy=False) | v
r = np.ix_(v, v) | v
r = np.ix_(np.array([True, False, True])) | mask | new
r = np.mgrid[0:2, 0:3] | a | new
r = np.ogrid[0:2, 0:3] | a | new
r = np.r_[v, 0] | v | copy!
r = np.c_[v, v] | v
r = np.indices((2, 3), sparse=True) | a | new
r = np.indices((2, 3)) | a | new
# joining and splitting
r = np.split(v, 3) | v
r = np.array_split(v, 5) | v
r = np.hsplit(a, 2)
r = np.vsplit(a, 3)
r = np.dsplit(t, 2) | t
r = np.unstack(a)
r = list(a)
r, q, p = a
r = [row for row in a]
r = np.concatenate([a])
r = np.concatenate([a, a], axis=None)
r = np.concat([a, a], axis=1)
r = np.stack([a])
r = np.vstack([a])
r = np.hstack([a])
r = np.dstack([a])
r = np.column_stack([v, v]) | v
r = np.block([[a]])
r = np.block(a)
r = np.append(a, [])
r = np.append(a, [[7, 7, 7, 7]], axis=0)
r = np.insert(v, 1, 7) | v | copy
r = np.insert(a, [1], 5, axis=1)
r = np.delete(v, []) | v
r = np.delete(a, 1, 0)
r = np.pad(v, 0) | v
r = np.pad(v, 1, 'edge') | v
r = np.pad(a, 1) | a | copy!
r = np.tile(v, 1) | v
r = np.tile(a, (2, 2))
r = np.repeat(v, 1) | v
r = a.repeat(2, 0)
r = np.kron(a, a) | a | new
r = np.unique(v) | v
r = np.trim_zeros(v) | v
r = np.diff(v) | v | new
r = np.ediff1d(v) | v | new
r = np.diff(v, 0) | v
r = np.apply_along_axis(lambda y: y, 0, a) | a | new
r = np.vectorize(lambda y: y)(a) | a | new
# arithmetic, out=, in place
r = a + 0 | a | new
a = a + 1; r = a
b = a; b += 1; r = b
r = np.add(a, 1, out=a)
q = a[...]; r = np.add(a, 1, out=q) | q
r = np.add(a, 1, out=...) | a | new
a += 0.5
r = np.copyto(a, 7)
r = np.put(a, [0], 7)
r = a.put([0], 7)
r = np.putmask(a, mask, 7)
r = np.place(a, mask, [7])
r = a.fill(7)
r = np.add.at(a, 0, 1)
r = a.sort()
r = np.sort(a)
r = np.sort(a, axis=None)
r = a.partition(1)
r = np.partition(a, 1)
r = np.argpartition(a, 1) | a | new
r = a.argsort() | a | new
r = np.argsort(a) | a | new
r = np.clip(a, 0, 5) | a | new
r = np.clip(a, None, None)
r = np.clip(a, 0, 5, out=a)
r = a.clip(0, 5) | a | new
r = np.round(a) | a | copy
r = np.round(x) | x | new
r = a.round() | a | copy
r = np.fix(a) | a | copy
r = np.trunc(a) | a | copy
r = np.floor(x) | x | new
r = np.abs(a) | a | new
r = np.negative(a) | a | new
r = np.invert(a) | a | new
r = ~a | a | new
r = a == a | a | new
r = np.sqrt(x) | x | new
r = np.maximum(a, 3) | a | new
r = a.sum(axis=0) | a | new
r = a.sum()
r = a.max(axis=()) | a | new
r = a.max(axis=0) | a | new
r = a.mean(axis=1) | a | new
r = a.cumsum() | a | new
r = np.add.reduce(a) | a | new
r = np.add.outer(v, v) | v | new
r = np.dot(a, np.eye(4)) | a | new
r = a @ a.T | a | new
r = np.inner(a, a) | a | new
r = np.outer(v, v) | v | new
r = np.einsum('ij->ji', a)
r = np.einsum('ij->ij', a)
r = np.einsum('ii->i', a[:, :3])
r = np.einsum('ij->ij', a, optimize=True)
r = np.einsum('ij,jk', a, a.T) | a | new
"""

# Of {1}, and how it stands to {0}.
FACTS = "{1} is {0}, {1}.flags.owndata, {1}.base is None, {1}.base is {0}, {0}.base is not None and {1}.base is {0}.base, np.shares_memory({1}, {0}), " \
    "{1}.flags.writeable, {1}.flags.c_contiguous, {1}.flags.f_contiguous, {1}.shape, {1}.strides, {1}.dtype.name"


def rows():
    section = ""
    for line in ROWS.strip().split("\n"):
        if line.startswith("# "):
            section = line[2:]
            continue
        parts = [p.strip() for p in line.split(" | ")]
        yield section, parts[1] if len(parts) > 1 else "a", parts[0], parts[2] if len(parts) > 2 else "copy"


def record(section, source, operation, unshared):
    names = {"np": np}
    for statement in SETUP:
        exec(statement, names)
    before = {source: names.get(source)}
    try:
        for statement in operation.split("; "):
            exec(statement, names)
    except Exception as e:  # noqa: BLE001
        return section, source, operation, "error", type(e).__name__.replace("_UFuncOutputCastingError", "UFuncTypeError"), ""
    r, root = names["r"], names[source]
    assert before[source] is None or before[source] is root or "a = a" in operation, operation
    parts = list(r) if isinstance(r, (tuple, list)) and all(isinstance(p, np.ndarray) for p in r) else None
    if parts:
        # A sequence of arrays: each of them.
        asked, what = [FACTS.format(source, f"r[{k}]") for k in range(len(parts))], f"arrays {len(parts)}"
        kind = "other"
    elif isinstance(r, np.ndarray):
        asked, what = [FACTS.format(source, "r")], "array"
        kind = "alias" if r is root else "view" if np.shares_memory(r, root) or (r.size == 0 and r.base is root) else unshared.rstrip("!")
        if kind == "copy" and unshared == "copy" and r.size and "insert" not in operation and "append" not in operation:
            assert np.isin(r, root).all(), operation
    else:
        asked, what = ["type(r).__name__"], "type"
        kind = "scalar" if isinstance(r, (np.generic, int)) else "other"
    answers = [str(eval(f"({q})", names)) if what != "type" else eval(q, names) for q in asked]
    return section, source, operation, what, " ;; ".join(answers), kind


def main():
    warnings.simplefilter("ignore")
    assert np.__version__ == "2.4.6", np.__version__
    text = "".join(f"setup\t{s}\n" for s in SETUP) + f"facts\t{FACTS}\n"
    text += "".join("\t".join(record(*row)) + "\n" for row in rows())
    if "--check" in sys.argv[1:]:
        if text != FILE.read_text(encoding="utf-8"):
            sys.exit(f"{FILE.name} is not what NumPy says; run tests/record_views.py")
        return
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
