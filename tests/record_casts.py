"""Records NumPy's casts of special values between all dtypes: `python tests/record_casts.py > tests/data/casts.txt`.

A line `values DTYPE HEX` holds the values of a dtype; a line `cast FROM TO WARNINGS HASH` what became of them, each cast on its own (long arrays go
through vector instructions that differ where C leaves the result undefined). WARNINGS has a digit an element: 1 for invalid value, 2 for overflow,
4 for a discarded imaginary part. HASH is the FNV-1a of the bytes of all results.
"""

import warnings

import numpy as np

DTYPES = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
          "float16", "float32", "float64", "complex64", "complex128"]
WHOLE = [0, 1, -1, 2, 127, 128, -128, -129, 255, 256, 300, 32767, 32768, -32769, 65504, 65519, 65520, 65535, 65536, -70000,
         2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**32 - 1, 2**32 + 5, 2**53 + 1, 2**62, 2**63 - 1, 2**63, -2**63, 2**64 - 1]
REAL = [0.5, -0.5, -0.0, 1.5, -1.9, 127.9, -128.9, 255.9, 2147483647.5, -2147483648.9, -2147483649.5, 4294967295.5, 1.8e19,
        1.9e19, -9.3e18, 1e20, 1e30, 3.5e38, 1e300, float("inf"), float("-inf"), float("nan"), 6e-8, 3e-8, 1e-40, 5e-324]


def values(dtype):
    kind = np.dtype(dtype).kind
    if kind == "b":
        return np.array([False, True])
    if kind in "iu":
        info = np.iinfo(dtype)
        return np.array([v for v in WHOLE if info.min <= v <= info.max], dtype)
    real = np.array([float(v) for v in WHOLE] + REAL)
    if kind == "f":
        return real.astype(dtype)
    out = np.zeros(len(real) + 4, complex)
    out.real[:len(real)] = real
    out.imag[-4:] = [1, -2.5, 1e40, float("nan")]
    return out.astype(dtype)


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


def code(warning):
    text = str(warning.message)
    return 1 if "invalid" in text else 2 if "overflow" in text else 4 if "imaginary" in text else 8


warnings.simplefilter("ignore")
ALL = {d: values(d) for d in DTYPES}
for a in DTYPES:
    print("values", a, ALL[a].tobytes().hex())
for a in DTYPES:
    for b in DTYPES:
        digits, out = "", b""
        for k in range(len(ALL[a])):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                out += ALL[a][k:k + 1].astype(b).tobytes()
            digits += str(sum(code(w) for w in caught))
        print("cast", a, b, digits, fnv(out))
