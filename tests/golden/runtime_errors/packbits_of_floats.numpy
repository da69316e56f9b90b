! TypeError: Expected an input array of integer or boolean data type
