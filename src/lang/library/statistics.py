"""Averages and spreads."""

import math as _math
from collections import Counter as _Counter, namedtuple as _namedtuple

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
           "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode", "multimode", "pstdev",
           "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    pass


def _ratio(x):
    if isinstance(x, int):
        return int(x), 1
    return float(x).as_integer_ratio()


def _kind(data):
    kind = int
    for x in data:
        if isinstance(x, bool):
            continue
        if isinstance(x, float):
            kind = float if kind is int else kind
        elif not isinstance(x, int):
            if not hasattr(x, "__float__"):
                raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")
            kind = type(x)
    return kind


def _total(data):
    # The sum as a fraction, exact.
    sums, special = {}, None
    for x in data:
        if isinstance(x, float) and not _math.isfinite(x):
            special = x if special is None else special + x
            continue
        n, d = _ratio(x)
        sums[d] = sums.get(d, 0) + n
    if special is not None:
        return special, None
    low = 1
    for d in sums:
        low = low * d // _math.gcd(low, d)
    return sum(n * (low // d) for d, n in sums.items()), low


def _number(n, d, kind):
    if d is None:
        return n
    if kind is int:
        return n // d if n % d == 0 else n / d
    value = n / d
    return value if kind is float else kind(value)


def _list(data, name):
    data = list(data)
    if not data:
        raise StatisticsError(f"{name} requires at least one data point")
    return data


def mean(data):
    """The arithmetic mean."""
    data = _list(data, "mean")
    kind = _kind(data)
    n, d = _total(data)
    if d is None:
        return n / len(data)
    return _number(n, d * len(data), kind)


def fmean(data, weights=None):
    """The arithmetic mean, of floats."""
    data = list(map(float, data))
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return _math.fsum(data) / len(data)
    weights = list(map(float, weights))
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = _math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return _math.fsum(x * w for x, w in zip(data, weights)) / total


def geometric_mean(data):
    data = list(map(float, data))
    try:
        return _math.exp(fmean(map(_math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if len(data) == 1 and weights is None:
        if data[0] < 0:
            raise StatisticsError("harmonic mean does not support negative values")
        return data[0]
    weights = [1] * len(data) if weights is None else list(weights)
    if len(weights) != len(data):
        raise StatisticsError("Number of weights does not match data size")
    for x in data:
        if x < 0:
            raise StatisticsError("harmonic mean does not support negative values")
    if any(x == 0 and w for x, w in zip(data, weights)):
        return 0
    n, d = _total([w / x if w else 0 for x, w in zip(data, weights)])
    wn, wd = _total(weights)
    return _number(wn * d, wd * n, float)


def median(data):
    """The middle."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    below, count = sum(1 for y in data if y < x), sum(1 for y in data if y == x)
    return float(x) - interval / 2.0 + interval * (n / 2 - below) / count


def mode(data):
    """The value that is there most often."""
    pairs = _Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = _Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The cuts that divide data into parts of equal size."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError("must have at least two data points")
    found = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (count - 1), n)
            found.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return found
    if method == "exclusive":
        for i in range(1, n):
            j = i * (count + 1) // n
            j = 1 if j < 1 else count - 1 if j > count - 1 else j
            delta = i * (count + 1) - j * n
            found.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return found
    raise ValueError(f"Unknown method: {method!r}")


def _squares(data, center):
    # The sum of squares about the mean as a fraction, exact.
    kind = _kind(data)
    if any(isinstance(x, float) and not _math.isfinite(x) for x in data):
        return _math.nan, None, kind
    low = 1
    for x in data:
        d = _ratio(x)[1]
        low = low * d // _math.gcd(low, d)
    whole = []
    for x in data:
        n, d = _ratio(x)
        whole.append(n * (low // d))
    count = len(data)
    if center is None:
        total = sum(whole)
        return count * sum(n * n for n in whole) - total * total, count * low * low, kind
    cn, cd = _ratio(center)
    return sum((n * cd - cn * low) ** 2 for n in whole), low * low * cd * cd, kind


def variance(data, xbar=None):
    """The variance of a sample."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    n, d, kind = _squares(data, xbar)
    return n if d is None else _number(n, d * (len(data) - 1), kind)


def pvariance(data, mu=None):
    """The variance of a population."""
    data = _list(data, "pvariance")
    n, d, kind = _squares(data, mu)
    return n if d is None else _number(n, d * len(data), kind)


def _root(n, d):
    # The root of a fraction, rounded once.
    if n == 0:
        return 0.0
    shift = max(0, (n.bit_length() - d.bit_length() - 109) // 2) if n.bit_length() > d.bit_length() + 109 else \
        -((d.bit_length() - n.bit_length() + 109 + 2) // 2)
    if shift >= 0:
        scaled = n // (d << (2 * shift))
        exact = n % (d << (2 * shift)) == 0
    else:
        scaled, rest = divmod(n << (-2 * shift), d)
        exact = rest == 0
    root = _math.isqrt(scaled)
    if not exact or root * root != scaled:
        root |= 1
    return root * 2 ** shift if shift >= 0 else root / (1 << -shift)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("stdev requires at least two data points")
    n, d, _ = _squares(data, xbar)
    return n if d is None else _root(n, d * (len(data) - 1))


def pstdev(data, mu=None):
    """The standard deviation of a population."""
    data = _list(data, "pstdev")
    n, d, _ = _squares(data, mu)
    return n if d is None else _root(n, d * len(data))


def covariance(x, y, /):
    x, y = list(x), list(y)
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar, ybar = _math.fsum(x) / n, _math.fsum(y) / n
    return _math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    x, y = list(x), list(y)
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    xbar, ybar = _math.fsum(x) / n, _math.fsum(y) / n
    sxy = _math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
    sxx = _math.fsum((a - xbar) ** 2.0 for a in x)
    syy = _math.fsum((b - ybar) ** 2.0 for b in y)
    try:
        return sxy / _math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


LinearRegression = _namedtuple("LinearRegression", ("slope", "intercept"), module="statistics")


def linear_regression(x, y, /, *, proportional=False):
    x, y = list(x), list(y)
    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    if proportional:
        sxy = _math.fsum(a * b for a, b in zip(x, y))
        sxx = _math.fsum(a * a for a in x)
    else:
        xbar, ybar = _math.fsum(x) / n, _math.fsum(y) / n
        sxy = _math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
        sxx = _math.fsum((a - xbar) ** 2.0 for a in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


class NormalDist:
    """The normal distribution."""

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(fmean(data), stdev(data))

    def samples(self, n, *, seed=None):
        import random
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self._sigma ** 2.0
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return _math.exp(diff * diff / (-2.0 * variance)) / _math.sqrt(2.0 * _math.pi * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + _math.erf((x - self._mu) / (self._sigma * _math.sqrt(2.0))))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    mean = median = mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma ** 2.0)

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, _math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, _math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * _math.fabs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / _math.fabs(other))

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__, __rmul__ = __add__, __mul__

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"NormalDist(mu={self._mu!r}, sigma={self._sigma!r})"
