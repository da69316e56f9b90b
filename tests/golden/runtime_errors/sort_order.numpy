! ValueError: Cannot specify order when the array has no fields.
