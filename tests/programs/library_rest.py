"""Module doc.

>>> square(3)
9
"""
import warnings, string, statistics, doctest, logging, sys, contextlib, abc, types, numbers
from contextlib import *
def square(x):
    """Squares.

    >>> square(2)
    4
    >>> [square(i) for i in range(3)]
    [0, 1, 4]
    >>> square('a')
    Traceback (most recent call last):
        ...
    TypeError: can't multiply sequence by non-int of type 'str'
    """
    return x * x
class K:
    def m(self):
        """
        >>> K().m()
        'm'
        >>> for i in range(2):
        ...     print(i)
        0
        1
        """
        return 'm'
print(doctest.testmod())
print(__doc__.splitlines()[0])
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    warnings.warn('careful', DeprecationWarning)
    warnings.warn('user')
    print(len(w), w[0].category.__name__, w[0].message, str(w[1].message), issubclass(w[-1].category, UserWarning))
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('boom', RuntimeWarning)
    except RuntimeWarning as e: print('caught', e)
import numpy as np
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    np.log(np.array([0.0])); warnings.warn('not shown')
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    np.array([1.0]) / 0
    print(len(w), w[0].category.__name__, w[0].message)
with warnings.catch_warnings():
    warnings.filterwarnings('error', category=RuntimeWarning)
    try: np.array([1.0]) / 0
    except RuntimeWarning as e: print('np', e)
warnings.filterwarnings('ignore')
warnings.warn('quiet')
print(string.ascii_letters, string.digits, string.punctuation, string.capwords('hello big world'))
print(string.Template('$who likes ${what}s $$').substitute(who='tim', what='kung'), string.Template('$a $b').safe_substitute(a=1))
try: string.Template('$a').substitute()
except KeyError as e: print('KeyError', e)
print(string.Formatter().format('{0} {x:>4} {1!r}', 1, 'b', x=2))
d = [1, 2, 3, 4, 4]
print(statistics.mean(d), statistics.median(d), statistics.mode(d), statistics.stdev(d), statistics.variance(d), statistics.pstdev(d), statistics.pvariance(d), statistics.fmean(d), statistics.quantiles(d, n=4), statistics.median_low([1, 2]), statistics.harmonic_mean([40, 60]), statistics.geometric_mean([54, 24, 36]), statistics.multimode('aabb'))
print(statistics.mean([1.5, 2.5]), statistics.mean([1, 2]), statistics.correlation([1, 2, 3], [1, 2, 4]), statistics.linear_regression([1, 2, 3], [2, 4, 6]), statistics.NormalDist(1, 2).cdf(1), statistics.stdev([0.1, 0.2, 0.7]), statistics.pvariance([0.1, 0.25]), statistics.median([1, 3, 2, 8]))
try: statistics.mean([])
except statistics.StatisticsError as e: print(e)
@contextmanager
def tag(n):
    print('<' + n + '>')
    try: yield n.upper()
    except ValueError as e: print('swallowed', e)
    finally: print('</' + n + '>')
with tag('a') as t: print(t)
with tag('b'): raise ValueError('v')
try:
    with tag('c'): raise KeyError('k')
except KeyError as e: print('out', e)
@tag('deco')
def f(): print('in f')
f()
with suppress(ZeroDivisionError): 1 / 0
with suppress(KeyError, IndexError): [][1]
class Res:
    def close(self): print('closed')
with closing(Res()) as r: print(type(r).__name__)
with nullcontext(5) as n: print(n)
with ExitStack() as st:
    st.enter_context(tag('x')); st.callback(print, 'cb'); st.push(lambda *a: print('pushed', a[0]))
    print('body')
try:
    with ExitStack() as st:
        st.enter_context(closing(Res())); raise RuntimeError('rr')
except RuntimeError as e: print(e)
ns = types.SimpleNamespace(a=1, b='x'); ns.c = 2; print(ns, ns == types.SimpleNamespace(a=1, b='x', c=2))
print(isinstance(3, numbers.Integral), isinstance(3.0, numbers.Real), isinstance(3, numbers.Number), isinstance(1j, numbers.Real), isinstance('s', numbers.Number), isinstance(np.float32(1), numbers.Real), isinstance(np.int8(1), numbers.Integral), isinstance(True, numbers.Number))
print(isinstance(f, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), types.MappingProxyType({'a': 1}))
log = logging.getLogger('app'); print(log, log.name, logging.getLevelName(20), log.isEnabledFor(logging.INFO))
logging.basicConfig(level=logging.INFO, format='%(levelname)s|%(name)s|%(message)s', stream=sys.stdout)
logging.info('hello %s', 'w'); log.warning('w %d', 3); log.debug('no'); logging.getLogger('app.sub').error('sub')
class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...
    @abc.abstractmethod
    def name(self): ...
try: Shape()
except TypeError as e: print(e)
class Sq(Shape):
    area = 3
    def name(self): return 'sq'
print(Sq().area, Sq().name(), Shape.__abstractmethods__ == frozenset({'area', 'name'}))
