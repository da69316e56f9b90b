"""Dates, times, and what lies between them."""

import time as _time

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR = 1
MAXYEAR = 9999

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"]


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _ordinal(year, month, day):
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    for m in range(1, month):
        days += _days_in_month(year, m)
    return days + day


def _from_ordinal(n):
    era, n = divmod(n - 1, 146097)
    century = min(n // 36524, 3)
    n -= century * 36524
    four, n = divmod(n, 1461)
    one = min(n // 365, 3)
    n -= one * 365
    year, month = era * 400 + century * 100 + four * 4 + one + 1, 1
    while n >= _days_in_month(year, month):
        n -= _days_in_month(year, month)
        month += 1
    return year, month, n + 1


def _first_monday(year):
    first = _ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _index(value):
    if isinstance(value, int):
        return int(value)
    method = getattr(type(value), "__index__", None)
    if method is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return method(value)


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond


def _check_zone(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _offset_text(offset, separator=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign, offset = "-", -offset
    seconds = offset.days * 86400 + offset.seconds
    text = f"{sign}{seconds // 3600:02d}{separator}{seconds // 60 % 60:02d}"
    if seconds % 60 or offset.microseconds:
        text += f"{separator}{seconds % 60:02d}"
        if offset.microseconds:
            text += f".{offset.microseconds:06d}"
    return text


def _time_text(hour, minute, second, microsecond, timespec):
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    if timespec == "hours":
        return f"{hour:02d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    if timespec == "seconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "milliseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{microsecond // 1000:03d}"
    if timespec == "microseconds":
        return f"{hour:02d}:{minute:02d}:{second:02d}.{microsecond:06d}"
    raise ValueError("Unknown timespec value")


def _format(moment, text, parts):
    """A moment in a format; what `time.strftime` does not know is put in first."""
    if not isinstance(text, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(text).__name__}")
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        i += 1
        if c == "%" and i < len(text):
            code = text[i]
            i += 1
            if code == "f":
                out.append(f"{getattr(moment, 'microsecond', 0):06d}")
            elif code == "z":
                offset = moment.utcoffset() if hasattr(moment, "utcoffset") else None
                out.append(_offset_text(offset, ""))
            elif code == "Z":
                name = moment.tzname() if hasattr(moment, "tzname") else None
                out.append((name or "").replace("%", "%%"))
            else:
                out.append("%" + code)
        else:
            out.append(c)
    return _time.strftime("".join(out), parts)


class timedelta:
    """A span of time."""

    __slots__ = ("_days", "_seconds", "_microseconds")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        rest = 0.0
        for name, value, unit in (("days", days, 86400000000), ("seconds", seconds, 1000000),
                                  ("microseconds", microseconds, 1), ("milliseconds", milliseconds, 1000),
                                  ("minutes", minutes, 60000000), ("hours", hours, 3600000000),
                                  ("weeks", weeks, 604800000000)):
            if isinstance(value, int):
                total += int(value) * unit
            elif isinstance(value, float):
                if value != value:
                    raise ValueError("cannot convert float NaN to integer")
                if value in (float("inf"), float("-inf")):
                    raise OverflowError("cannot convert float infinity to integer")
                whole = int(value)
                total += whole * unit
                part = (value - whole) * unit
                total += int(part)
                rest += part - int(part)
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        # Halves go to the even number of microseconds.
        odd = total % 2
        return cls._of(total - odd + round(odd + rest))

    @classmethod
    def _of(cls, microseconds):
        days, microseconds = divmod(microseconds, 86400000000)
        if not -999999999 <= days <= 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(microseconds, 1000000)
        return self

    days = property(lambda self: self._days)
    seconds = property(lambda self: self._seconds)
    microseconds = property(lambda self: self._microseconds)

    def _all(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        return self._all() / 1000000

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in (("days", self._days), ("seconds", self._seconds),
                                                        ("microseconds", self._microseconds)) if value]
        return f"{_name(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self._days:
            text = f"{self._days} day{'' if abs(self._days) == 1 else 's'}, " + text
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._all() + other._all())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._all() - other._all())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._all() - self._all())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._all())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._all() * int(other))
        if isinstance(other, float):
            top, bottom = float(other).as_integer_ratio()
            return timedelta._of(_rounded(self._all() * top, bottom))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            return self._all() // other._all()
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._of(self._all() // int(other))
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._all() / other._all()
        if isinstance(other, int):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            return timedelta._of(_rounded(self._all(), int(other)))
        if isinstance(other, float):
            if not other:
                raise ZeroDivisionError("integer division or modulo by zero")
            top, bottom = float(other).as_integer_ratio()
            return timedelta._of(_rounded(self._all() * bottom, top))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._all() % other._all())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            return self // other, self % other
        return NotImplemented

    def __eq__(self, other):
        return self._all() == other._all() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._all() < other._all() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._all() <= other._all() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._all() > other._all() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._all() >= other._all() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._all() != 0


def _rounded(top, bottom):
    """The quotient, halves to even."""
    if bottom < 0:
        top, bottom = -top, -bottom
    whole, rest = divmod(top, bottom)
    twice = 2 * rest
    return whole + (twice > bottom or twice == bottom and whole % 2 == 1)


def _name(value):
    """The class of a value as its repr names it."""
    cls = type(value)
    own = cls in (timedelta, date, time, datetime, timezone)
    return f"datetime.{cls.__name__}" if own else cls.__qualname__


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """How far local clocks are ahead of Greenwich."""

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def fromutc(self, dt):
        return dt + dt.utcoffset()


class timezone(tzinfo):
    """A fixed offset."""

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not timedelta(-1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        self._offset = offset
        self._name = name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


class _IsoCalendarDate(tuple):
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class date:
    """A day."""

    def __new__(cls, year, month, day):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        parts = _time.localtime(timestamp)
        return cls(parts[0], parts[1], parts[2])

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        year, month, day = _from_ordinal(n)
        if year > MAXYEAR:
            raise ValueError(f"year {year} is out of range")
        return cls(year, month, day)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        found = _read_date(text)
        if found is None:
            raise ValueError(f"Invalid isoformat string: {text!r}")
        return cls(*found)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f"Year is out of range: {year}")
        long = (_first_monday(year + 1) - _first_monday(year)) // 7
        if not 1 <= week <= long:
            raise ValueError(f"Invalid week: {week}")
        if not 1 <= day <= 7:
            raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
        return cls.fromordinal(_first_monday(year) + (week - 1) * 7 + day - 1)

    def __repr__(self):
        return f"{_name(self)}({self._year}, {self._month}, {self._day})"

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError(f"must be str, not {type(spec).__name__}")
        return self.strftime(spec) if spec else str(self)

    def strftime(self, format):
        return _format(self, format, self.timetuple())

    def ctime(self):
        return (f"{_DAYS[self.weekday()][:3]} {_MONTHS[self._month - 1][:3]} {self._day:2d} 00:00:00 "
                f"{self._year:04d}")

    def timetuple(self):
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yearday(), -1))

    def _yearday(self):
        return self.toordinal() - _ordinal(self._year, 1, 1) + 1

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        n, year = self.toordinal(), self._year
        if n >= _first_monday(year + 1):
            year += 1
        elif n < _first_monday(year):
            year -= 1
        week, day = divmod(n - _first_monday(year), 7)
        return _IsoCalendarDate((year, week + 1, day + 1))

    def _plain(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._days() == other._days() if self._plain(other) else NotImplemented

    def __lt__(self, other):
        return self._days() < other._days() if self._plain(other) else NotImplemented

    def __le__(self, other):
        return self._days() <= other._days() if self._plain(other) else NotImplemented

    def __gt__(self, other):
        return self._days() > other._days() if self._plain(other) else NotImplemented

    def __ge__(self, other):
        return self._days() >= other._days() if self._plain(other) else NotImplemented

    def _days(self):
        return (self._year, self._month, self._day)

    def __hash__(self):
        return hash(self._days())

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other.days
            if not 0 < n <= 3652059:
                raise OverflowError("date value out of range")
            return type(self).fromordinal(n)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if self._plain(other):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


def _read_date(text):
    def digits(part, n):
        return len(part) == n and part.isascii() and part.isdigit()
    if len(text) == 10 and text[4] == text[7] == "-":
        parts = text[:4], text[5:7], text[8:]
    elif len(text) == 8 and "W" not in text:
        parts = text[:4], text[4:6], text[6:]
    elif len(text) in (7, 8, 10) and "W" in text:
        plain = text.replace("-", "")
        if len(plain) not in (7, 8) or plain[4] != "W" or not digits(plain[:4], 4) or not plain[5:].isdigit():
            return None
        day = date.fromisocalendar(int(plain[:4]), int(plain[5:7]), int(plain[7:] or 1))
        return day.year, day.month, day.day
    else:
        return None
    if not (digits(parts[0], 4) and digits(parts[1], 2) and digits(parts[2], 2)):
        return None
    return int(parts[0]), int(parts[1]), int(parts[2])


def _read_clock(text):
    """Hour, minute, second, microsecond of a text."""
    whole, point, fraction = text.replace(",", ".").partition(".")
    parts = whole.split(":") if ":" in whole else [whole[i:i + 2] for i in range(0, len(whole), 2)]
    if not 1 <= len(parts) <= 3 or any(len(part) != 2 or not part.isdigit() for part in parts):
        return None
    if point and (not fraction.isdigit() or len(parts) != 3):
        return None
    numbers = [int(part) for part in parts] + [0] * (3 - len(parts))
    return numbers + [int((fraction + "000000")[:6])]


def _read_time(text):
    """Hour, minute, second, microsecond and zone of a text."""
    zone = None
    for i, c in enumerate(text):
        if c in "+-Z":
            tail, text = text[i:], text[:i]
            if tail == "Z":
                zone = timezone.utc
            else:
                parts = _read_clock(tail[1:])
                if parts is None:
                    return None
                offset = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2], microseconds=parts[3])
                zone = timezone(-offset if c == "-" else offset) if offset else timezone.utc
            break
    parts = _read_clock(text)
    return None if parts is None else parts + [zone]


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class time:
    """A time of the day."""

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond,
                                                                                 fold)
        _check_zone(tzinfo)
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        found = _read_time(text[1:] if text.startswith("T") else text)
        if found is None:
            raise ValueError(f"Invalid isoformat string: {text!r}")
        return cls(*found)

    def __repr__(self):
        text = f"{self._hour}, {self._minute}"
        if self._microsecond:
            text += f", {self._second}, {self._microsecond}"
        elif self._second:
            text += f", {self._second}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += f", fold={self._fold}"
        return f"{_name(self)}({text})"

    def isoformat(self, timespec="auto"):
        text = _time_text(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def strftime(self, format):
        parts = (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1)
        return _format(self, format, parts)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _key(self, other=None):
        own = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
        offset = self.utcoffset()
        return own if offset is None else own - offset._all()

    def _same_kind(self, other):
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        self._same_kind(other)
        return self._key() < other._key()

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        self._same_kind(other)
        return self._key() <= other._key()

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        self._same_kind(other)
        return self._key() > other._key()

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        self._same_kind(other)
        return self._key() >= other._key()

    def __hash__(self):
        return hash(self._key())


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)

_EPOCH = 719163


class datetime(date):
    """A day and a time."""

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if month is None:
            raise TypeError("function missing required argument 'month' (pos 2)")
        if day is None:
            raise TypeError("function missing required argument 'day' (pos 3)")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond,
                                                                                 fold)
        _check_zone(tzinfo)
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time_ns() // 1000 / 1000000, tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def _of(cls, timestamp, parts, tz):
        return cls(*parts[:6], timestamp, tz)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_zone(tz)
        whole, micros = _split_seconds(timestamp)
        if tz is None:
            return cls(*_time.localtime(whole)[:6], micros)
        return tz.fromutc(cls(*_time.gmtime(whole)[:6], micros, tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        whole, micros = _split_seconds(timestamp)
        return cls(*_time.gmtime(whole)[:6], micros)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        at = 10 if text[4:5] == "-" else 8
        if "W" in text[:8]:
            at = len(text.split("T")[0].split(" ")[0])
        days = _read_date(text[:at])
        clock = [0, 0, 0, 0, None] if len(text) == at else _read_time(text[at + 1:])
        if days is None or clock is None or len(text) == at + 1:
            raise ValueError(f"Invalid isoformat string: {text!r}")
        return cls(*days, *clock)

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    @classmethod
    def strptime(cls, date_string, format):
        return _parse(cls, date_string, format)

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if not parts[-1]:
            parts.pop()
            if not parts[-1]:
                parts.pop()
        text = ", ".join([str(part) for part in parts])
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += f", fold={self._fold}"
        return f"{_name(self)}({text})"

    def isoformat(self, sep="T", timespec="auto"):
        text = f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}"
        text += _time_text(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def ctime(self):
        return (f"{_DAYS[self.weekday()][:3]} {_MONTHS[self._month - 1][:3]} {self._day:2d} "
                f"{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}")

    def timetuple(self):
        summer = self.dst()
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                  self.weekday(), self._yearday(), -1 if summer is None else int(bool(summer))))

    def utctimetuple(self):
        offset = self.utcoffset()
        moment = self - offset if offset else self
        parts = moment.timetuple()
        return _time.struct_time(parts[:8] + (0,))

    def timestamp(self):
        if self._tzinfo is None:
            return _time.mktime(self.timetuple()[:8] + (-1,)) + self._microsecond / 1000000
        return (self - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds()

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def astimezone(self, tz=None):
        own = self._tzinfo
        if own is None:
            own = _local_zone(self.timestamp())
        if tz is None:
            tz = _local_zone(self.replace(tzinfo=own).timestamp())
        _check_zone(tz)
        if tz is self._tzinfo:
            return self
        utc = (self.replace(tzinfo=None) - own.utcoffset(self)).replace(tzinfo=tz)
        return tz.fromutc(utc)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day, self._hour if hour is None else hour,
                          self._minute if minute is None else minute, self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def _micros(self):
        seconds = (self.toordinal() * 24 + self._hour) * 3600 + self._minute * 60 + self._second
        return seconds * 1000000 + self._microsecond

    def _key(self):
        offset = self.utcoffset()
        return self._micros() if offset is None else self._micros() - offset._all()

    def _same_kind(self, other):
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")

    def _refuse(self, other):
        if isinstance(other, date):
            raise TypeError(f"can't compare {_name(self)} to {_name(other)}")
        return NotImplemented

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return False if isinstance(other, date) else NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __lt__(self, other):
        if not isinstance(other, datetime):
            return self._refuse(other)
        self._same_kind(other)
        return self._key() < other._key()

    def __le__(self, other):
        if not isinstance(other, datetime):
            return self._refuse(other)
        self._same_kind(other)
        return self._key() <= other._key()

    def __gt__(self, other):
        if not isinstance(other, datetime):
            return self._refuse(other)
        self._same_kind(other)
        return self._key() > other._key()

    def __ge__(self, other):
        if not isinstance(other, datetime):
            return self._refuse(other)
        self._same_kind(other)
        return self._key() >= other._key()

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        days, micros = divmod(self._micros() + other._all(), 86400000000)
        if not 0 < days <= 3652059:
            raise OverflowError("date value out of range")
        seconds, micros = divmod(micros, 1000000)
        return type(self)(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60, micros,
                          self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._of(self._key() - other._key())


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


def _split_seconds(timestamp):
    if isinstance(timestamp, int):
        return timestamp, 0
    if not isinstance(timestamp, float):
        raise TypeError(f"'{type(timestamp).__name__}' object cannot be interpreted as an integer")
    if timestamp != timestamp:
        raise ValueError("cannot convert float NaN to integer")
    top, bottom = timestamp.as_integer_ratio()
    return divmod(_rounded(top * 1000000, bottom), 1000000)


def _local_zone(timestamp):
    whole = int(timestamp // 1)
    offset = datetime(*_time.localtime(whole)[:6]) - datetime(*_time.gmtime(whole)[:6])
    return timezone(offset, _time.strftime("%Z", _time.localtime(whole)))


_CODES = {
    "d": r"(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])", "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[0-1]\d|\d)", "I": r"(?P<I>1[0-2]|0[1-9]|[1-9])",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])", "M": r"(?P<M>[0-5]\d|\d)", "S": r"(?P<S>6[0-1]|[0-5]\d|\d)",
    "w": r"(?P<w>[0-6])", "u": r"(?P<u>[1-7])", "y": r"(?P<y>\d\d)", "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))", "Z": r"(?P<Z>utc|gmt)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)", "W": r"(?P<W>5[0-3]|[0-4]\d|\d)", "p": r"(?P<p>am|pm)", "%": "%",
}


def _pattern(format):
    codes = dict(_CODES)
    codes["A"] = "(?P<A>" + "|".join([name.lower() for name in _DAYS]) + ")"
    codes["a"] = "(?P<a>" + "|".join([name[:3].lower() for name in _DAYS]) + ")"
    codes["B"] = "(?P<B>" + "|".join(sorted([name.lower() for name in _MONTHS], key=len, reverse=True)) + ")"
    codes["b"] = "(?P<b>" + "|".join([name[:3].lower() for name in _MONTHS]) + ")"
    whole = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": None}
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c == "%":
            if i == len(format):
                raise ValueError(f"stray % in format {format!r}")
            code = format[i]
            i += 1
            if whole.get(code):
                format = format[:i] + whole[code] + format[i:]
                continue
            if code not in codes:
                raise ValueError(f"{code!r} is a bad directive in format {format!r}")
            out.append(codes[code])
        elif c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            out.append(r"\s+")
        else:
            import re
            out.append(re.escape(c))
    return "".join(out)


def _parse(cls, text, format):
    import re
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 1 must be str, not {type(text).__name__}")
    if not isinstance(format, str):
        raise TypeError(f"strptime() argument 2 must be str, not {type(format).__name__}")
    found = re.compile(_pattern(format), re.IGNORECASE).match(text)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if len(text) != found.end():
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    got = {name: value for name, value in found.groupdict().items() if value is not None}
    year, month, day, hour, micros, zone = 1900, 1, 1, 0, 0, None
    if "y" in got:
        year = int(got["y"])
        year += 2000 if year <= 68 else 1900
    if "Y" in got:
        year = int(got["Y"])
    if "m" in got:
        month = int(got["m"])
    for code, names, length in (("B", _MONTHS, None), ("b", _MONTHS, 3)):
        if code in got:
            month = [name[:length].lower() for name in names].index(got[code].lower()) + 1
    if "d" in got:
        day = int(got["d"])
    if "H" in got:
        hour = int(got["H"])
    if "I" in got:
        hour = int(got["I"]) % 12
        if got.get("p", "").lower() == "pm":
            hour += 12
    if "f" in got:
        micros = int((got["f"] + "000000")[:6])
    if "j" in got and "m" not in got and "b" not in got and "B" not in got:
        year, month, day = _from_ordinal(_ordinal(year, 1, 1) + int(got["j"]) - 1)
    if "z" in got:
        if got["z"] == "Z":
            zone = timezone.utc
        else:
            parts = _read_clock(got["z"][1:])
            offset = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2], microseconds=parts[3])
            zone = timezone(-offset if got["z"][0] == "-" else offset)
    return cls(year, month, day, hour, int(got.get("M", 0)), int(got.get("S", 0)), micros, zone)
