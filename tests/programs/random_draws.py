import random


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


tell(
    lambda: random.seed(5) or random.uniform("a",1),
    lambda: random.seed(5) or random.randint(5,1),
    lambda: random.seed(5) or random.randint(None,3),
    lambda: random.seed(5) or random.randrange(0),
    lambda: random.seed(5) or random.randrange(-5),
)
tell(
    lambda: random.seed(5) or random.randrange(5,1),
    lambda: random.seed(5) or random.randrange(1,5,0),
    lambda: random.seed(5) or random.randrange(1,5,-1),
    lambda: random.seed(5) or random.randrange(5,step=2),
    lambda: random.seed(5) or random.choice([]),
)
tell(
    lambda: random.seed(5) or random.choice(5),
    lambda: random.seed(5) or random.choice({1,2}),
    lambda: random.seed(5) or random.choice({}),
    lambda: random.seed(5) or random.choice({0:1}),
    lambda: random.seed(5) or random.choices([],k=1),
)
tell(
    lambda: random.seed(5) or random.choices([1,2],[1]),
    lambda: random.seed(5) or random.choices([1,2],[0,0]),
    lambda: random.seed(5) or random.choices([1,2],[1,2],cum_weights=[1,2]),
    lambda: random.seed(5) or random.choices([1,2],3),
    lambda: random.seed(5) or random.choices([1,2],k=-1),
)
tell(
    lambda: random.seed(5) or random.choices([1,2],[1,float("inf")]),
    lambda: random.seed(5) or random.choices(5),
    lambda: random.seed(5) or random.sample([1,2],3),
    lambda: random.seed(5) or random.sample([1,2],-1),
    lambda: random.seed(5) or random.sample({1,2},1),
)
tell(
    lambda: random.seed(5) or random.sample({1:2},1),
    lambda: random.seed(5) or random.sample(5,1),
    lambda: random.seed(5) or random.sample([1,2],1.0),
    lambda: random.seed(5) or random.sample([1,2],"a"),
    lambda: random.seed(5) or random.sample("ab",2,counts=[1]),
)
tell(
    lambda: random.seed(5) or random.sample("ab",1,counts=[0,0]),
    lambda: random.seed(5) or random.sample("ab",1,counts=[1.0,2]),
    lambda: random.seed(5) or random.shuffle((1,2,3)),
    lambda: random.seed(5) or random.shuffle("abc"),
    lambda: random.seed(5) or random.shuffle(5),
)
tell(
    lambda: random.seed(5) or random.shuffle([]),
    lambda: random.seed(5) or random.seed([1]),
    lambda: random.seed(5) or random.seed({}),
    lambda: random.seed(5) or random.seed(1j),
    lambda: random.seed(5) or random.gauss("a",1),
)
tell(
    lambda: random.seed(5) or random.expovariate(0),
    lambda: random.seed(5) or random.expovariate("a"),
    lambda: random.seed(5) or random.gammavariate(0,1),
    lambda: random.seed(5) or random.betavariate(-1,1),
    lambda: random.seed(5) or random.getrandbits(-1),
)
tell(
    lambda: random.seed(5) or random.getrandbits(1.5),
    lambda: random.seed(5) or random.getrandbits("a"),
    lambda: random.seed(5) or random.randbytes(-1),
    lambda: random.seed(5) or random.paretovariate(0),
    lambda: random.seed(5) or random.weibullvariate(1,0),
)
tell(
    lambda: random.seed(5) or random.setstate(1),
    lambda: random.seed(5) or random.setstate((3,1,2)),
    lambda: random.seed(5) or random.setstate((3,(1,2),None)),
    lambda: random.seed(5) or random.lognormvariate(1000,1),
    lambda: random.seed(5) or random.randint(a=1,b=1),
)
tell(
    lambda: random.seed(5) or random.choice(seq=[1]),
    lambda: random.seed(5) or random.sample(population=[1],k=1),
    lambda: random.seed(5) or random.triangular(1,2,"a"),
)
for seed in (0, 42, -5, 2**70, 3.5, "hello", "é", b"bytes", True):
    random.seed(seed)
    for draw in (
        lambda: random.random(),
        lambda: random.uniform(1,10),
        lambda: random.uniform(-2.5,7),
        lambda: random.triangular(),
        lambda: random.triangular(1,10,3),
        lambda: random.randint(1,6),
        lambda: random.randint(-10**20,10**25),
        lambda: random.randrange(10),
        lambda: random.randrange(5,50,7),
        lambda: random.randrange(2**40),
        lambda: random.choice([1,2,3,"a",None]),
        lambda: random.choice("abcdef"),
        lambda: random.choices([1,2,3],k=5),
        lambda: random.choices("abc",weights=[1,2,3],k=4),
        lambda: random.choices("abc",[1,1.5,0.2],k=4),
        lambda: random.choices("abc",cum_weights=[1,2,5],k=3),
        lambda: random.sample(range(100),5),
        lambda: random.sample([1,2,3,4,5,6],6),
        lambda: random.sample(range(10**6),30),
        lambda: random.sample("abcdef",3,counts=[1,2,3,4,5,6]),
        lambda: random.gauss(0,1),
        lambda: random.gauss(),
        lambda: random.normalvariate(5,2),
        lambda: random.lognormvariate(0,1),
        lambda: random.expovariate(1.5),
        lambda: random.gammavariate(2.5,1),
        lambda: random.gammavariate(1,2),
        lambda: random.gammavariate(0.5,1.5),
        lambda: random.betavariate(2,3),
        lambda: random.paretovariate(3),
        lambda: random.weibullvariate(1,2),
        lambda: random.vonmisesvariate(1,4),
        lambda: random.vonmisesvariate(0,0),
        lambda: random.getrandbits(16),
        lambda: random.getrandbits(100),
        lambda: random.randbytes(5),
    ):
        print(seed, [draw() for _ in range(4)])
    mine = random.Random(seed)
    order = list(range(20))
    mine.shuffle(order)
    state = mine.getstate()
    print(order, mine.random(), mine.gauss(0, 1), mine.gauss(0, 1))
    mine.setstate(state)
    print(mine.random(), state[0], len(state[1]), state[1][-1])
