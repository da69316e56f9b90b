"""Tables as text, a row a line."""

__all__ = ["QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC", "DictReader", "DictWriter", "Error",
           "reader", "writer"]

QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3


class Error(Exception):
    pass


class Dialect:
    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}


def list_dialects():
    return list(_dialects)


class _Format:
    def __init__(self, dialect, given):
        if isinstance(dialect, str):
            if dialect not in _dialects:
                raise Error("unknown dialect")
            dialect = _dialects[dialect]
        for name in ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator",
                     "quoting"):
            setattr(self, name, given.pop(name, getattr(dialect, name)))
        given.pop("strict", None)
        for name in given:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if not isinstance(self.delimiter, str):
            raise TypeError(f'"delimiter" must be string, not {type(self.delimiter).__name__}')
        if len(self.delimiter) != 1:
            raise TypeError('"delimiter" must be a 1-character string')


class _Reader:
    def __init__(self, csvfile, dialect="excel", **fmtparams):
        self._lines = iter(csvfile)
        self.dialect = _Format(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        form = self.dialect
        row, field, quoted, was_quoted, begun = [], [], False, False, True

        def end_field():
            text = "".join(field)
            if form.quoting == QUOTE_NONNUMERIC and not was_quoted:
                row.append(float(text))
            else:
                row.append(text)

        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if quoted or row:
                    end_field()
                    return row
                raise
            if not isinstance(line, str):
                raise Error("iterator should return strings, not bytes (the file should be opened in text mode)"
                            if isinstance(line, bytes) else
                            f"iterator should return strings, not {type(line).__name__} "
                            "(the file should be opened in text mode)")
            self.line_num += 1
            i = 0
            if not quoted and line.rstrip("\r\n") == "":
                return []
            while i < len(line):
                c = line[i]
                i += 1
                if quoted:
                    if c == form.escapechar and i < len(line):
                        field.append(line[i])
                        i += 1
                    elif c == form.quotechar:
                        if form.doublequote and line[i:i + 1] == form.quotechar:
                            field.append(c)
                            i += 1
                        else:
                            quoted = False
                    else:
                        field.append(c)
                elif c == form.delimiter:
                    end_field()
                    field, was_quoted, begun = [], False, True
                    continue
                elif c in "\r\n":
                    break
                elif begun and c == " " and form.skipinitialspace:
                    continue
                elif begun and c == form.quotechar and form.quoting != QUOTE_NONE:
                    quoted = was_quoted = True
                elif c == form.escapechar and i < len(line):
                    field.append(line[i])
                    i += 1
                else:
                    field.append(c)
                begun = False
            if not quoted:
                end_field()
                return row


def reader(csvfile, dialect="excel", **fmtparams):
    """The rows of a text, each a list."""
    return _Reader(csvfile, dialect, **fmtparams)


class _Writer:
    def __init__(self, csvfile, dialect="excel", **fmtparams):
        if not hasattr(csvfile, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self._file = csvfile
        self.dialect = _Format(dialect, fmtparams)

    def _field(self, value, alone):
        form = self.dialect
        if value is None:
            text = ""
        elif isinstance(value, float):
            text = repr(float(value))
        else:
            text = str(value)
        if form.quoting == QUOTE_NONE:
            for c in text:
                if c in (form.delimiter, form.quotechar, "\r", "\n") and form.escapechar is None:
                    raise Error("need to escape, but no escapechar set")
            return text
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        special = any(c in text for c in (form.delimiter, form.quotechar, "\r", "\n"))
        wanted = (form.quoting == QUOTE_ALL or form.quoting == QUOTE_NONNUMERIC and not number or special
                  or alone and not text)
        if not wanted:
            return text
        return form.quotechar + text.replace(form.quotechar, form.quotechar * 2) + form.quotechar

    def writerow(self, row):
        try:
            values = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        fields = [self._field(value, len(values) == 1) for value in values]
        return self._file.write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", **fmtparams):
    """Writes rows."""
    return _Writer(csvfile, dialect, **fmtparams)


class DictReader:
    """The rows of a text, each a dict by the names of the columns."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)

    def __iter__(self):
        return self

    @property
    def line_num(self):
        return self.reader.line_num

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        return self._fieldnames

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        found = dict(zip(names, row))
        if len(names) < len(row):
            found[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            found[name] = self.restval
        return found


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = fieldnames
        self.restval = restval
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def writerow(self, rowdict):
        if self.extrasaction == "raise":
            wrong = [name for name in rowdict if name not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return self.writer.writerow([rowdict.get(name, self.restval) for name in self.fieldnames])

    def writerows(self, rowdicts):
        for row in rowdicts:
            self.writerow(row)
