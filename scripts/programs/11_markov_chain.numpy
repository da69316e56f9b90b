'A Markov chain: the long run by powers, by a walk of probabilities, and by counting.'
[0.461538 0.307692 0.230769]
{'sunny': 898, 'cloudy': 644, 'rainy': 458}
close to the long run: True
