uint8(300)
