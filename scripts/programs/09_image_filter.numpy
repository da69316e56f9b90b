"A filter over an image: windows that share the image's memory, and the copies that a filter cannot do without."
...####..
..######.
.##...##.
###...###
###...###
.#######.
..######.
brightness kept to 0.0
