! TypeError: Expected an input array of unsigned byte data type
