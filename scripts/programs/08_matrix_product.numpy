'The product of two matrices three ways: by loops, by rows, by the library; and what each copies.'
[[ 94.  88.  82.  76.  70.]
 [278. 256. 234. 212. 190.]
 [462. 424. 386. 348. 310.]]
True False
