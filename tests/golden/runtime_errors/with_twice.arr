e = errstate(over='raise')
with e: pass
with e: pass
