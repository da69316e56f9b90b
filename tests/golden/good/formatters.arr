a = array([[1.25, 2], [3, 4]])
set_printoptions(formatter={'float': lambda x: f'{x:.1f}'})
a
print(a)
arange(3)
array(3.14159)
print(array(3.14159))
array2string(a)
array2string(a, formatter={'float': lambda x: 'X'})
set_printoptions(formatter={'int': hex})
arange(9, 12)
a
set_printoptions(formatter={'all': lambda x: 'A'})
arange(2000)
zeros(0)
set_printoptions(formatter={'int_kind': lambda x: '<%d>' % x, 'bool': lambda x: 'yes' if x else 'no'})
array([True, False]), array([7], dtype=int8)
set_printoptions(precision=3)
a
with printoptions(formatter={'complex_kind': lambda z: f'{z.real:g}|{z.imag:g}'}): print(array([1+2j, 3-4j]))
array([1+2j, 3-4j])
set_printoptions(override_repr=lambda a: f'<{a.shape}>')
a
print(arange(3))
set_printoptions()
a
