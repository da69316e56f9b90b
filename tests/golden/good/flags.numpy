(False, (0, 24, 8))
False
array([[9, 1, 2],
       [3, 4, 5]])
False
False
False
True
(True, False, (8, 16))
(24, 8)
(True, False, True, True)
((24, 8), (8, 16), (8, 16), (8, 16))
  C_CONTIGUOUS : True
  F_CONTIGUOUS : False
  OWNDATA : False
  WRITEABLE : False
  ALIGNED : True
  WRITEBACKIFCOPY : False

