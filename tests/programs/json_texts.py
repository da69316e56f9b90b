import json

import numpy as np


class D(dict): pass
class NE(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, np.ndarray): return o.tolist()
        if isinstance(o, np.integer): return int(o)
        return super().default(o)


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: json.loads('1'),
    lambda: json.loads('-1.5'),
    lambda: json.loads('"a"'),
    lambda: json.loads('[1,2,{"a":null}]'),
    lambda: json.loads('{"a":[true,false]}'),
)
tell(
    lambda: json.loads(''),
    lambda: json.loads('  '),
    lambda: json.loads('[1,]'),
    lambda: json.loads('{"a":1,}'),
    lambda: json.loads('{a:1}'),
)
tell(
    lambda: json.loads('{"a" 1}'),
    lambda: json.loads('[1 2]'),
    lambda: json.loads('"abc'),
    lambda: json.loads('"a\\q"'),
    lambda: json.loads('"\\u00e9"'),
)
tell(
    lambda: json.loads('"\\ud83d\\ude00"'),
    lambda: json.loads('"\\u12"'),
    lambda: json.loads('nul'),
    lambda: json.loads('NaN'),
    lambda: json.loads('-Infinity'),
)
tell(
    lambda: json.loads('Infinity'),
    lambda: json.loads('1 2'),
    lambda: json.loads('[1'),
    lambda: json.loads('{"a":'),
    lambda: json.loads('{"a"'),
)
tell(
    lambda: json.loads('01'),
    lambda: json.loads('1.'),
    lambda: json.loads('1e5'),
    lambda: json.loads('1E-2'),
    lambda: json.loads('-'),
)
tell(
    lambda: json.loads('{"a":1,"a":2}'),
    lambda: json.loads('"a\nb"'),
    lambda: json.loads('123456789012345678901234567890'),
    lambda: json.loads('[[[]]]'),
    lambda: json.loads('{}'),
)
tell(
    lambda: json.loads('[]'),
    lambda: json.loads('\ufeff1'),
    lambda: json.loads('{"a":1 "b":2}'),
    lambda: json.loads('tru'),
    lambda: json.loads('"\\"'),
)
tell(
    lambda: json.loads('[1,\n2,\n x]'),
    lambda: json.loads('0.1'),
    lambda: json.loads('1e400'),
    lambda: json.loads('-0'),
    lambda: json.loads('"tab\\t"'),
)
tell(
    lambda: json.loads('{"k":{"n":[1,2.5,"x"]}}'),
    lambda: json.dumps(None),
    lambda: json.dumps(None,indent=2),
    lambda: json.dumps(None,sort_keys=True,separators=(",",":")),
    lambda: json.dumps(None,ensure_ascii=False),
)
tell(
    lambda: json.dumps(None,default=str),
    lambda: json.dumps(None,cls=NE),
    lambda: json.dumps(True),
    lambda: json.dumps(True,indent=2),
    lambda: json.dumps(True,sort_keys=True,separators=(",",":")),
)
tell(
    lambda: json.dumps(True,ensure_ascii=False),
    lambda: json.dumps(True,default=str),
    lambda: json.dumps(True,cls=NE),
    lambda: json.dumps(1),
    lambda: json.dumps(1,indent=2),
)
tell(
    lambda: json.dumps(1,sort_keys=True,separators=(",",":")),
    lambda: json.dumps(1,ensure_ascii=False),
    lambda: json.dumps(1,default=str),
    lambda: json.dumps(1,cls=NE),
    lambda: json.dumps(1.5),
)
tell(
    lambda: json.dumps(1.5,indent=2),
    lambda: json.dumps(1.5,sort_keys=True,separators=(",",":")),
    lambda: json.dumps(1.5,ensure_ascii=False),
    lambda: json.dumps(1.5,default=str),
    lambda: json.dumps(1.5,cls=NE),
)
tell(
    lambda: json.dumps("a"),
    lambda: json.dumps("a",indent=2),
    lambda: json.dumps("a",sort_keys=True,separators=(",",":")),
    lambda: json.dumps("a",ensure_ascii=False),
    lambda: json.dumps("a",default=str),
)
tell(
    lambda: json.dumps("a",cls=NE),
    lambda: json.dumps([1,2]),
    lambda: json.dumps([1,2],indent=2),
    lambda: json.dumps([1,2],sort_keys=True,separators=(",",":")),
    lambda: json.dumps([1,2],ensure_ascii=False),
)
tell(
    lambda: json.dumps([1,2],default=str),
    lambda: json.dumps([1,2],cls=NE),
    lambda: json.dumps((1,2)),
    lambda: json.dumps((1,2),indent=2),
    lambda: json.dumps((1,2),sort_keys=True,separators=(",",":")),
)
tell(
    lambda: json.dumps((1,2),ensure_ascii=False),
    lambda: json.dumps((1,2),default=str),
    lambda: json.dumps((1,2),cls=NE),
    lambda: json.dumps({"a":1}),
    lambda: json.dumps({"a":1},indent=2),
)
tell(
    lambda: json.dumps({"a":1},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({"a":1},ensure_ascii=False),
    lambda: json.dumps({"a":1},default=str),
    lambda: json.dumps({"a":1},cls=NE),
    lambda: json.dumps({1:2,None:3,True:4,1.5:5}),
)
tell(
    lambda: json.dumps({1:2,None:3,True:4,1.5:5},indent=2),
    lambda: json.dumps({1:2,None:3,True:4,1.5:5},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({1:2,None:3,True:4,1.5:5},ensure_ascii=False),
    lambda: json.dumps({1:2,None:3,True:4,1.5:5},default=str),
    lambda: json.dumps({1:2,None:3,True:4,1.5:5},cls=NE),
)
tell(
    lambda: json.dumps({(1,2):3}),
    lambda: json.dumps({(1,2):3},indent=2),
    lambda: json.dumps({(1,2):3},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({(1,2):3},ensure_ascii=False),
    lambda: json.dumps({(1,2):3},default=str),
)
tell(
    lambda: json.dumps({(1,2):3},cls=NE),
    lambda: json.dumps({1,2}),
    lambda: json.dumps({1,2},indent=2),
    lambda: json.dumps({1,2},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({1,2},ensure_ascii=False),
)
tell(
    lambda: json.dumps({1,2},default=str),
    lambda: json.dumps({1,2},cls=NE),
    lambda: json.dumps(1j),
    lambda: json.dumps(1j,indent=2),
    lambda: json.dumps(1j,sort_keys=True,separators=(",",":")),
)
tell(
    lambda: json.dumps(1j,ensure_ascii=False),
    lambda: json.dumps(1j,default=str),
    lambda: json.dumps(1j,cls=NE),
    lambda: json.dumps(float("nan")),
    lambda: json.dumps(float("nan"),indent=2),
)
tell(
    lambda: json.dumps(float("nan"),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(float("nan"),ensure_ascii=False),
    lambda: json.dumps(float("nan"),default=str),
    lambda: json.dumps(float("nan"),cls=NE),
    lambda: json.dumps(float("inf")),
)
tell(
    lambda: json.dumps(float("inf"),indent=2),
    lambda: json.dumps(float("inf"),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(float("inf"),ensure_ascii=False),
    lambda: json.dumps(float("inf"),default=str),
    lambda: json.dumps(float("inf"),cls=NE),
)
tell(
    lambda: json.dumps("é\n\t\"\\/"),
    lambda: json.dumps("é\n\t\"\\/",indent=2),
    lambda: json.dumps("é\n\t\"\\/",sort_keys=True,separators=(",",":")),
    lambda: json.dumps("é\n\t\"\\/",ensure_ascii=False),
    lambda: json.dumps("é\n\t\"\\/",default=str),
)
tell(
    lambda: json.dumps("é\n\t\"\\/",cls=NE),
    lambda: json.dumps("😀"),
    lambda: json.dumps("😀",indent=2),
    lambda: json.dumps("😀",sort_keys=True,separators=(",",":")),
    lambda: json.dumps("😀",ensure_ascii=False),
)
tell(
    lambda: json.dumps("😀",default=str),
    lambda: json.dumps("😀",cls=NE),
    lambda: json.dumps([]),
    lambda: json.dumps([],indent=2),
    lambda: json.dumps([],sort_keys=True,separators=(",",":")),
)
tell(
    lambda: json.dumps([],ensure_ascii=False),
    lambda: json.dumps([],default=str),
    lambda: json.dumps([],cls=NE),
    lambda: json.dumps({}),
    lambda: json.dumps({},indent=2),
)
tell(
    lambda: json.dumps({},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({},ensure_ascii=False),
    lambda: json.dumps({},default=str),
    lambda: json.dumps({},cls=NE),
    lambda: json.dumps({"b":1,"a":{"d":1,"c":[1,{"x":2}]}}),
)
tell(
    lambda: json.dumps({"b":1,"a":{"d":1,"c":[1,{"x":2}]}},indent=2),
    lambda: json.dumps({"b":1,"a":{"d":1,"c":[1,{"x":2}]}},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({"b":1,"a":{"d":1,"c":[1,{"x":2}]}},ensure_ascii=False),
    lambda: json.dumps({"b":1,"a":{"d":1,"c":[1,{"x":2}]}},default=str),
    lambda: json.dumps({"b":1,"a":{"d":1,"c":[1,{"x":2}]}},cls=NE),
)
tell(
    lambda: json.dumps(np.float64(1.5)),
    lambda: json.dumps(np.float64(1.5),indent=2),
    lambda: json.dumps(np.float64(1.5),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(np.float64(1.5),ensure_ascii=False),
    lambda: json.dumps(np.float64(1.5),default=str),
)
tell(
    lambda: json.dumps(np.float64(1.5),cls=NE),
    lambda: json.dumps(np.int64(1)),
    lambda: json.dumps(np.int64(1),indent=2),
    lambda: json.dumps(np.int64(1),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(np.int64(1),ensure_ascii=False),
)
tell(
    lambda: json.dumps(np.int64(1),default=str),
    lambda: json.dumps(np.int64(1),cls=NE),
    lambda: json.dumps(np.array([1,2])),
    lambda: json.dumps(np.array([1,2]),indent=2),
    lambda: json.dumps(np.array([1,2]),sort_keys=True,separators=(",",":")),
)
tell(
    lambda: json.dumps(np.array([1,2]),ensure_ascii=False),
    lambda: json.dumps(np.array([1,2]),default=str),
    lambda: json.dumps(np.array([1,2]),cls=NE),
    lambda: json.dumps(10**30),
    lambda: json.dumps(10**30,indent=2),
)
tell(
    lambda: json.dumps(10**30,sort_keys=True,separators=(",",":")),
    lambda: json.dumps(10**30,ensure_ascii=False),
    lambda: json.dumps(10**30,default=str),
    lambda: json.dumps(10**30,cls=NE),
    lambda: json.dumps([[],{},""]),
)
tell(
    lambda: json.dumps([[],{},""],indent=2),
    lambda: json.dumps([[],{},""],sort_keys=True,separators=(",",":")),
    lambda: json.dumps([[],{},""],ensure_ascii=False),
    lambda: json.dumps([[],{},""],default=str),
    lambda: json.dumps([[],{},""],cls=NE),
)
tell(
    lambda: json.dumps(b"x"),
    lambda: json.dumps(b"x",indent=2),
    lambda: json.dumps(b"x",sort_keys=True,separators=(",",":")),
    lambda: json.dumps(b"x",ensure_ascii=False),
    lambda: json.dumps(b"x",default=str),
)
tell(
    lambda: json.dumps(b"x",cls=NE),
    lambda: json.dumps(range(3)),
    lambda: json.dumps(range(3),indent=2),
    lambda: json.dumps(range(3),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(range(3),ensure_ascii=False),
)
tell(
    lambda: json.dumps(range(3),default=str),
    lambda: json.dumps(range(3),cls=NE),
    lambda: json.dumps("\x7f\x00"),
    lambda: json.dumps("\x7f\x00",indent=2),
    lambda: json.dumps("\x7f\x00",sort_keys=True,separators=(",",":")),
)
tell(
    lambda: json.dumps("\x7f\x00",ensure_ascii=False),
    lambda: json.dumps("\x7f\x00",default=str),
    lambda: json.dumps("\x7f\x00",cls=NE),
    lambda: json.dumps(np.bool_(True)),
    lambda: json.dumps(np.bool_(True),indent=2),
)
tell(
    lambda: json.dumps(np.bool_(True),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(np.bool_(True),ensure_ascii=False),
    lambda: json.dumps(np.bool_(True),default=str),
    lambda: json.dumps(np.bool_(True),cls=NE),
    lambda: json.dumps(D()),
)
tell(
    lambda: json.dumps(D(),indent=2),
    lambda: json.dumps(D(),sort_keys=True,separators=(",",":")),
    lambda: json.dumps(D(),ensure_ascii=False),
    lambda: json.dumps(D(),default=str),
    lambda: json.dumps(D(),cls=NE),
)
tell(
    lambda: json.dumps({"a":np.float32(1)}),
    lambda: json.dumps({"a":np.float32(1)},indent=2),
    lambda: json.dumps({"a":np.float32(1)},sort_keys=True,separators=(",",":")),
    lambda: json.dumps({"a":np.float32(1)},ensure_ascii=False),
    lambda: json.dumps({"a":np.float32(1)},default=str),
)
tell(
    lambda: json.dumps({"a":np.float32(1)},cls=NE),
    lambda: json.dumps({1:1,"a":2},sort_keys=True),
    lambda: json.dumps(float("nan"),allow_nan=False),
    lambda: json.dumps({(1,2):3},skipkeys=True),
    lambda: json.loads(5),
)
tell(
    lambda: json.loads(b"[1]"),
    lambda: json.loads("[1.5]",parse_float=str),
    lambda: json.loads("[1]",parse_int=float),
    lambda: json.loads('{"a":1}',object_hook=lambda d:sorted(d)),
    lambda: json.loads('{"a":1}',object_pairs_hook=list),
)
tell(
    lambda: json.dumps([1,2],indent="--"),
    lambda: json.dumps([1,[2]],indent=0),
    lambda: json.JSONDecodeError,
    lambda: json.dumps(),
    lambda: json.loads(),
)
tell(
    lambda: json.dumps({"a":1},indent=4)==json.dumps({"a":1},indent=4),
    lambda: json.JSONEncoder().encode([1]),
    lambda: json.JSONDecoder().decode("[1]"),
)
