! ValueError: Unexpected iterator global flag "multi"
