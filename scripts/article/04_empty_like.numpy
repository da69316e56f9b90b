Source array:
[ 34  65  11  66  80 630  50]
Destination array:
[ 34  65  11  66  80 630  50]
