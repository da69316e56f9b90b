! TypeError: string argument without an encoding
