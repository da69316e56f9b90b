nansum([1, nan], initial=2)
nansum([1, 2], initial=nan)
