array([False,  True])
! ValueError: The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.
