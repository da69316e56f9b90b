seterr(divide='foo')
