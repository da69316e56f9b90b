import itertools


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: list(itertools.islice(itertools.count(),5)),
    lambda: list(itertools.islice(itertools.count(1,2.5),5)),
    lambda: itertools.count(5),
    lambda: itertools.count(5,2),
    lambda: itertools.count(1.5),
)
tell(
    lambda: itertools.count("a"),
    lambda: itertools.count(1,2,3),
    lambda: list(itertools.islice(itertools.count(2**63-2),4)),
    lambda: list(itertools.islice(itertools.cycle("abc"),7)),
    lambda: list(itertools.cycle([])),
)
tell(
    lambda: itertools.cycle(),
    lambda: itertools.repeat(5),
    lambda: itertools.repeat(5,3),
    lambda: list(itertools.repeat("x",3)),
    lambda: list(itertools.repeat(1,-2)),
)
tell(
    lambda: itertools.repeat(1,"a"),
    lambda: list(itertools.accumulate([1,2,3,4])),
    lambda: list(itertools.accumulate([1,2,3],lambda a,b:a*b)),
    lambda: list(itertools.accumulate([1,2,3],initial=10)),
    lambda: list(itertools.accumulate([],initial=10)),
)
tell(
    lambda: list(itertools.accumulate([1,2,3],max)),
    lambda: list(itertools.accumulate(["a","b"])),
    lambda: list(itertools.accumulate(5)),
    lambda: list(itertools.chain([1],(2,3),"ab")),
    lambda: list(itertools.chain()),
)
tell(
    lambda: list(itertools.chain(1,2)),
    lambda: list(itertools.chain.from_iterable([[1,2],[3]])),
    lambda: list(itertools.chain.from_iterable(["ab",3])),
    lambda: list(itertools.compress("ABCDEF",[1,0,1,0,1,1])),
    lambda: list(itertools.dropwhile(lambda x:x<5,[1,4,6,4,1])),
)
tell(
    lambda: list(itertools.takewhile(lambda x:x<5,[1,4,6,4,1])),
    lambda: list(itertools.filterfalse(lambda x:x%2,range(10))),
    lambda: list(itertools.filterfalse(None,[0,1,"",2])),
    lambda: list(itertools.starmap(pow,[(2,5),(3,2)])),
    lambda: list(itertools.starmap(pow,[1])),
)
tell(
    lambda: [(k,list(g)) for k,g in itertools.groupby("AAAABBBCCDAABBB")],
    lambda: [(k,list(g)) for k,g in itertools.groupby([1,1,2,3,3],key=lambda x:x>1)],
    lambda: [k for k,g in itertools.groupby("AAB")],
    lambda: [list(g) for g in [g for k,g in itertools.groupby("AAB")]],
    lambda: list(itertools.islice("ABCDEFG",2)),
)
tell(
    lambda: list(itertools.islice("ABCDEFG",2,4)),
    lambda: list(itertools.islice("ABCDEFG",2,None)),
    lambda: list(itertools.islice("ABCDEFG",0,None,2)),
    lambda: list(itertools.islice("ABCDEFG",None)),
    lambda: list(itertools.islice("abc",-1)),
)
tell(
    lambda: list(itertools.islice("abc",1.5)),
    lambda: list(itertools.islice("abc",0,2,0)),
    lambda: list(itertools.islice("abc",0,2,-1)),
    lambda: list(itertools.islice("abc","a",2)),
    lambda: list(itertools.islice("abc",1,"a")),
)
tell(
    lambda: itertools.islice("abc"),
    lambda: list(itertools.pairwise("ABCD")),
    lambda: list(itertools.pairwise("A")),
    lambda: [list(t) for t in itertools.tee([1,2,3])],
    lambda: [list(t) for t in itertools.tee([1,2,3],3)],
)
tell(
    lambda: itertools.tee([1],-1),
    lambda: itertools.tee([1],0),
    lambda: list(itertools.zip_longest("ABCD","xy",fillvalue="-")),
    lambda: list(itertools.zip_longest("AB","x",[1,2,3])),
    lambda: list(itertools.zip_longest()),
)
tell(
    lambda: list(itertools.product("ab",[1,2])),
    lambda: list(itertools.product([0,1],repeat=3)),
    lambda: list(itertools.product()),
    lambda: list(itertools.product("ab",[])),
    lambda: list(itertools.product("ab",repeat=0)),
)
tell(
    lambda: list(itertools.product("ab",repeat=-1)),
    lambda: list(itertools.permutations("ABC",2)),
    lambda: list(itertools.permutations([1,2,3])),
    lambda: list(itertools.permutations([1,2],3)),
    lambda: list(itertools.permutations([1,2],0)),
)
tell(
    lambda: list(itertools.permutations([1,2],-1)),
    lambda: list(itertools.permutations([1,2],1.5)),
    lambda: list(itertools.permutations(range(4))),
    lambda: list(itertools.combinations("ABCD",2)),
    lambda: list(itertools.combinations(range(5),3)),
)
tell(
    lambda: list(itertools.combinations([1,2],3)),
    lambda: list(itertools.combinations([1,2],0)),
    lambda: list(itertools.combinations([1,2],-1)),
    lambda: list(itertools.combinations([1,2],"a")),
    lambda: list(itertools.combinations([1,2])),
)
tell(
    lambda: list(itertools.combinations_with_replacement("ABC",2)),
    lambda: list(itertools.combinations_with_replacement([],2)),
    lambda: list(itertools.combinations_with_replacement([],0)),
    lambda: list(itertools.combinations_with_replacement("ab",3)),
    lambda: type(itertools.count()),
)
tell(
    lambda: itertools.chain,
    lambda: itertools.product,
    lambda: itertools.cycle(5),
    lambda: itertools.takewhile(1),
    lambda: next(itertools.chain()),
)
tell(
    lambda: sum(itertools.islice(itertools.count(),1000)),
    lambda: list(zip(itertools.count(),"abc")),
    lambda: dict(zip("abc",itertools.count(1))),
    lambda: list(map(lambda p:p[0]*p[1],itertools.combinations([1,2,3],2))),
    lambda: itertools.accumulate(),
)
tell(
    lambda: itertools.groupby(),
    lambda: itertools.starmap(pow),
    lambda: itertools.repeat(),
    lambda: itertools.chain(x=1),
    lambda: itertools.pairwise(),
)
tell(
    lambda: itertools.tee(),
    lambda: itertools.tee(5),
    lambda: itertools.product(5),
    lambda: itertools.permutations(),
    lambda: itertools.permutations(5),
)
tell(
    lambda: next(iter(itertools.combinations(range(1000),3))),
)
