! ValueError: `kind` and keyword parameters can't be provided at the same time. Use only one of them.
