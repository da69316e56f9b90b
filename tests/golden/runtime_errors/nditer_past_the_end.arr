it = nditer([1.0])
done = list(it)
it.value
