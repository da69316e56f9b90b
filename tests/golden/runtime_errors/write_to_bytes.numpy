! ValueError: assignment destination is read-only
