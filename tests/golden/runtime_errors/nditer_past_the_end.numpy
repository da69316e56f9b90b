! ValueError: Iterator is past the end
