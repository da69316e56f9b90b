! ValueError: sign option must be one of ' ', '+', or '-'
