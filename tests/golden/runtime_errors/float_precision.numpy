! ValueError: precision must be greater than 0 if fractional=False
