"""k-means: points to their nearest centre, centres to the mean of their points."""
import numpy as np


def nearest(points, centres):
    # Two views with an axis of length one; only the difference is a new array.
    here, there = points[:, None, :], centres[None, :, :]
    assert_view(here, of=points)
    assert_view(there, of=centres)
    return ((here - there) ** 2).sum(axis=2).argmin(axis=1)


def k_means(points, k, most=20):
    centres = points[:k].copy()
    assert_copy(centres, of=points)
    for count in range(1, most + 1):
        labels = nearest(points, centres)
        before = centres.copy()
        for i in range(k):
            mine = points[labels == i]
            assert_apart(mine, points)
            centres[i] = mine.mean(axis=0)
        if np.allclose(before, centres):
            break
    return centres, labels, count


angle = np.arange(30.0)
ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
points = np.concatenate([ring, ring * 0.5 + [6, 0], ring + [0, 7]])
start = points.copy()
centres, labels, count = k_means(points[::-1], 3)
assert np.array_equal(points, start)
print(count, "rounds")
print(centres[np.argsort(centres.sum(axis=1))].round(3))
print(np.bincount(labels))
