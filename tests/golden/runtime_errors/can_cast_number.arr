can_cast(3, int8)
