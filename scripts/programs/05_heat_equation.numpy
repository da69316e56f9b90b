'Heat in a rod, explicit steps: the slices of the right side are read whole before the left side is written.'
[100.    73.6   53.58  43.71  43.81  50.  ]
middle: 47.284
