! OverflowError: Python int too large to convert to C long
