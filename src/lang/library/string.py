"""Constants of text, and templates."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable",
           "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital letter."""
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    """A text with `$name` in it."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        text, at = self.template, 0
        while True:
            found = text.find(self.delimiter, at)
            if found < 0:
                yield text[at:], None, None
                return
            rest = found + len(self.delimiter)
            if text[rest:rest + 1] == self.delimiter:
                yield text[at:found] + self.delimiter, None, None
                at = rest + 1
                continue
            braced = text[rest:rest + 1] == "{"
            start = end = rest + braced
            while end < len(text) and text[end].isascii() and (text[end] == "_" or text[end].isalpha() or end > start and text[end].isdigit()):
                end += 1
            if end == start or braced and text[end:end + 1] != "}":
                yield text[at:found], None, found
                yield self.delimiter, None, None
                at = rest
                continue
            yield text[at:found], text[start:end], None
            at = end + braced

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) if lines else 1
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (max(len(lines), 1), column + (1 if lines else 0)))

    def _joined(self, mapping, kws, safe):
        known = {**(mapping or {}), **kws} if isinstance(mapping, dict) or mapping is None else mapping
        out = []
        for text, name, fault in self._pieces():
            out.append(text)
            if fault is not None and not safe:
                self._invalid(fault)
            if name is None:
                continue
            try:
                out.append(str(kws[name] if name in kws else known[name]))
            except KeyError:
                if not safe:
                    raise
                braced = f"{self.delimiter}{{{name}}}"
                out.append(braced if braced in self.template and f"{self.delimiter}{name}" not in self.template else f"{self.delimiter}{name}")
        return "".join(out)

    def substitute(self, mapping=None, /, **kws):
        return self._joined(mapping, kws, False)

    def safe_substitute(self, mapping=None, /, **kws):
        return self._joined(mapping, kws, True)

    def get_identifiers(self):
        found = []
        for _, name, _ in self._pieces():
            if name is not None and name not in found:
                found.append(name)
        return found

    def is_valid(self):
        return all(fault is None for _, _, fault in self._pieces())


class Formatter:
    """What `str.format` does, to be changed."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            if name == "":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto)
                auto += 1
            elif name.isdigit():
                if auto:
                    raise ValueError("cannot switch from automatic field numbering to manual field specification")
                auto = False
            obj, first = self.get_field(name, args, kwargs)
            used.add(first)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto

    def parse(self, format_string):
        at, n, literal = 0, len(format_string), ""
        while at < n:
            char = format_string[at]
            if char in "{}" and format_string[at + 1:at + 2] == char:
                literal += char
                at += 2
            elif char == "}":
                raise ValueError("Single '}' encountered in format string")
            elif char == "{":
                depth, end = 1, at + 1
                while end < n and depth:
                    depth += {"{": 1, "}": -1}.get(format_string[end], 0)
                    end += 1
                if depth:
                    raise ValueError("expected '}' before end of string" if end > at + 1 else "Single '{' encountered in format string")
                field, spec, conversion = format_string[at + 1:end - 1], "", None
                bracket = 0
                for i, c in enumerate(field):
                    bracket += {"[": 1, "]": -1}.get(c, 0)
                    if c == ":" and not bracket:
                        field, spec = field[:i], field[i + 1:]
                        break
                if "!" in field:
                    field, conversion = field.split("!", 1)
                yield literal, field, spec, conversion
                literal, at = "", end
            else:
                literal += char
                at += 1
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        first, rest = field_name, ""
        for i, c in enumerate(field_name):
            if c in ".[":
                first, rest = field_name[:i], field_name[i:]
                break
        first = int(first) if first.isdigit() else first
        obj = self.get_value(first, args, kwargs)
        while rest:
            if rest[0] == ".":
                end = min([i for i in (rest.find(".", 1), rest.find("[", 1)) if i > 0] or [len(rest)])
                obj, rest = getattr(obj, rest[1:end]), rest[end:]
            else:
                end = rest.index("]")
                key = rest[1:end]
                obj, rest = obj[int(key) if key.isdigit() else key], rest[end + 1:]
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")
