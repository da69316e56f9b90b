"""Paths that fit a pattern with wildcards."""

import fnmatch
import os
import re

__all__ = ["escape", "glob", "iglob"]

_magic = re.compile("[*?[]")


def has_magic(s):
    return _magic.search(s) is not None


def escape(pathname):
    """The pattern that fits only this path."""
    return re.sub("([*?[])", r"[\1]", pathname)


def _names(directory, only_directories):
    try:
        with os.scandir(directory or ".") as entries:
            return [entry.name for entry in entries if not only_directories or entry.is_dir()]
    except OSError:
        return []


def _below(directory, only_directories):
    for name in _names(directory, only_directories):
        if not name.startswith("."):
            yield name
            for more in _below(os.path.join(directory, name) if directory else name, only_directories):
                yield os.path.join(name, more)


def _paths(pathname, recursive, only_directories):
    directory, name = os.path.split(pathname)
    if not has_magic(pathname):
        if name:
            if os.path.lexists(pathname):
                yield pathname
        elif os.path.isdir(directory):
            yield pathname
        return
    if directory and directory != pathname and has_magic(directory):
        directories = _paths(directory, recursive, True)
    else:
        directories = [directory]
    for directory in directories:
        if recursive and name == "**":
            if not directory or os.path.isdir(directory):
                found = [""] + list(_below(directory, only_directories))
            else:
                found = []
        elif has_magic(name):
            found = fnmatch.filter(_names(directory, only_directories), name)
            if not name.startswith("."):
                found = [one for one in found if not one.startswith(".")]
        elif not name:
            found = [""] if os.path.isdir(directory) else []
        else:
            found = [name] if os.path.lexists(os.path.join(directory, name)) else []
        for one in found:
            yield os.path.join(directory, one)


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths, one after another."""
    root = root_dir
    if root is not None and not os.path.isabs(pathname):
        for path in _paths(os.path.join(root, pathname), recursive, False):
            yield os.path.relpath(path, root)
        return
    skip = recursive and pathname.startswith("**")
    for path in _paths(pathname, recursive, False):
        if skip and not path:
            skip = False
            continue
        yield path


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths as a list."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive))
