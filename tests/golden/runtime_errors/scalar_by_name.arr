complex128(real=1)
