(True, False)
