shares_memory(a, b): True
shares_memory(a, c): False
