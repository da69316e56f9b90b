class Refused(Exception):
    pass


def check(n):
    if n % 3 == 0:
        raise Refused(n)
    return n


taken = refused = 0
for i in range(300000):
    try:
        taken += check(i)
    except Refused as error:
        refused += error.args[0]
    finally:
        taken += 1
for i in range(200000):
    try:
        {}[i]
    except KeyError:
        refused += 1
print(taken, refused)
