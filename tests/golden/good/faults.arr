# What is done about faults of floating-point arithmetic.
seterr()
geterr()
seterr(all='raise')
geterr()
seterr(all='warn', under='ignore')
seterr(divide='call')
seterr(divide='log')
seterr(divide='ignore')
array([1.0])/0
seterr('ignore')
array([1.0, -1.0, 0.0])/0
sqrt(-1.0)
log(array([0.0, -1.0]))
geterr()
seterr(all='ignore', divide='raise')
geterr()
sqrt(array([-1.0]))
a = arange(3.0)
old = seterr(all='ignore')
old
old = seterr(**old)
old
seterr(all='warn', under='ignore')
geterrcall()
seterrcall(None)
seterr(over='raise')
seterr(over='warn', invalid='raise')
seterr(invalid='warn')
