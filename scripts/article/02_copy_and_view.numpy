Original: [10 20 30 40 50]
After modifying copy_view:
original: [999  20  30  40  50]
copy_view: [999  20  30  40  50]
