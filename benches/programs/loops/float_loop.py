def mandelbrot(size, limit):
    inside = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for column in range(size):
            cr = 3.0 * column / size - 2.0
            x = y = 0.0
            for _ in range(limit):
                x, y = x * x - y * y + cr, 2.0 * x * y + ci
                if x * x + y * y > 4.0:
                    break
            else:
                inside += 1
    return inside


print(mandelbrot(150, 60))
