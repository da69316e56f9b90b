"""Paths as objects."""

import fnmatch
import io
import os

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath"]


class _Parents:
    def __init__(self, path):
        self._path = path
        self._count = len(path._tail())

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index >= self._count or index < -self._count:
            raise IndexError(index)
        if index < 0:
            index += self._count
        path = self._path
        for _ in range(index + 1):
            path = path.parent
        return path

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path, without a look at what is there."""

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        self._root, self._parts = _parse(args)

    @classmethod
    def _made(cls, root, parts):
        path = object.__new__(cls)
        path._root, path._parts = root, parts
        return path

    def _tail(self):
        return self._parts

    def __str__(self):
        return self._root + "/".join(self._parts) or "."

    def __fspath__(self):
        return str(self)

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __bytes__(self):
        return str(self).encode()

    def as_posix(self):
        return str(self)

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        return "file://" + str(self)

    def __hash__(self):
        return hash(str(self))

    def _key(self):
        return ([self._root] if self._root else []) + self._parts

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() == other._key()

    def __lt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() < other._key()

    def __le__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() <= other._key()

    def __gt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() > other._key()

    def __ge__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._key() >= other._key()

    def __truediv__(self, key):
        if not _is_path(key):
            return NotImplemented
        return self.joinpath(key)

    def __rtruediv__(self, key):
        if not _is_path(key):
            return NotImplemented
        return type(self)(key, self)

    def joinpath(self, *args):
        return type(self)(self, *args)

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def parts(self):
        return tuple(self._key())

    @property
    def name(self):
        return self._parts[-1] if self._parts else ""

    @property
    def suffix(self):
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        at = name.rfind(".")
        return name[:at] if 0 < at < len(name) - 1 else name

    @property
    def parent(self):
        if not self._parts:
            return self
        return self._made(self._root, self._parts[:-1])

    @property
    def parents(self):
        return _Parents(self)

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._made(self._root, self._parts[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        name = self.name
        if not name:
            raise ValueError(f"{self!r} has an empty name")
        old = self.suffix
        return self._made(self._root, self._parts[:-1] + [(name[:-len(old)] if old else name) + suffix])

    def relative_to(self, *other):
        if not other:
            raise TypeError("need at least one argument")
        base = type(self)(*other)
        count = len(base._key())
        if self._key()[:count] != base._key():
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative "
                             "and the other is absolute.")
        return self._made("" if base._root or not self._root else self._root, self._parts[len(base._parts):])

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def match(self, path_pattern):
        pattern = PurePosixPath(path_pattern)
        wanted = pattern._key()
        if not wanted:
            raise ValueError("empty pattern")
        own = self._key()
        if pattern._root and len(wanted) != len(own) or len(wanted) > len(own):
            return False
        return all(fnmatch.fnmatchcase(a, b) for a, b in zip(reversed(own), reversed(wanted)))


def _is_path(value):
    return isinstance(value, (str, PurePath)) or hasattr(value, "__fspath__")


def _parse(args):
    root, parts = "", []
    for arg in args:
        if isinstance(arg, PurePath):
            text = str(arg) if arg._root or arg._parts else ""
        elif isinstance(arg, str):
            text = arg
        elif hasattr(arg, "__fspath__"):
            text = arg.__fspath__()
        else:
            raise TypeError("argument should be a str object or an os.PathLike object returning str, "
                            f"not {type(arg)!r}")
        if text.startswith("/"):
            root = "//" if text.startswith("//") and not text.startswith("///") else "/"
            parts = []
        parts += [part for part in text.split("/") if part and part != "."]
    return root, parts


class PurePosixPath(PurePath):
    pass


class Path(PurePath):
    """A path to what may be there."""

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls(os.path.expanduser("~"))

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    def exists(self):
        return os.path.exists(str(self))

    def is_file(self):
        return os.path.isfile(str(self))

    def is_dir(self):
        return os.path.isdir(str(self))

    def is_symlink(self):
        return os.path.islink(str(self))

    def stat(self, *, follow_symlinks=True):
        return os.stat(str(self))

    def lstat(self):
        return os.lstat(str(self))

    def samefile(self, other_path):
        return os.path.samefile(str(self), str(other_path))

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(str(self), mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        with self.open("r", -1, encoding, errors) as file:
            return file.read()

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % data.__class__.__name__)
        with self.open("w", -1, encoding, errors, newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(data)

    def iterdir(self):
        for name in os.listdir(str(self)):
            yield self._made(self._root, self._parts + [name])

    def _find(self, wanted):
        if not wanted:
            yield self
            return
        first, rest = wanted[0], wanted[1:]
        if first == "**":
            seen = set()
            for directory in self._all_directories():
                for path in directory._find(rest):
                    if path not in seen:
                        seen.add(path)
                        yield path
        elif "*" in first or "?" in first or "[" in first:
            try:
                names = os.listdir(str(self))
            except OSError:
                return
            for name in fnmatch.filter(names, first):
                path = self._made(self._root, self._parts + [name])
                if not rest or path.is_dir():
                    yield from path._find(rest)
        else:
            path = self._made(self._root, self._parts + [first])
            if path.exists():
                yield from path._find(rest)

    def _all_directories(self):
        yield self
        try:
            with os.scandir(str(self)) as entries:
                names = [entry.name for entry in entries if entry.is_dir() and not entry.is_symlink()]
        except OSError:
            return
        for name in names:
            yield from self._made(self._root, self._parts + [name])._all_directories()

    def glob(self, pattern):
        if not pattern:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        root, parts = _parse([pattern])
        if root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if parts and parts[-1] == "**":
            yield from self._only_directories(parts)
        else:
            yield from self._find(parts)

    def _only_directories(self, parts):
        for path in self._find(parts):
            if path.is_dir():
                yield path

    def rglob(self, pattern):
        root, parts = _parse([pattern])
        if root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        yield from self._find(["**"] + parts)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(str(self), mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(str(self))

    def unlink(self, missing_ok=False):
        try:
            os.unlink(str(self))
        except FileNotFoundError:
            if not missing_ok:
                raise

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            return
        self.open("a").close()

    def rename(self, target):
        os.rename(str(self), str(target))
        return type(self)(target)

    def replace(self, target):
        os.replace(str(self), str(target))
        return type(self)(target)

    def absolute(self):
        return self if self.is_absolute() else type(self)(os.getcwd(), self)

    def resolve(self, strict=False):
        path = os.path.realpath(str(self))
        if strict and not os.path.exists(path):
            raise FileNotFoundError(2, "No such file or directory", path)
        return type(self)(path)

    def expanduser(self):
        return type(self)(os.path.expanduser(str(self)))


class PosixPath(Path, PurePosixPath):
    pass
