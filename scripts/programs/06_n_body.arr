"""Bodies that attract each other: positions and velocities are columns of one table."""
import numpy as np


class System:
    def __init__(self, masses, table):
        self.masses = masses
        self.table = table
        # Views: what is written to them stands in the table.
        self.positions = table[:, :2]
        self.velocities = table[:, 2:]

    def accelerations(self):
        away = self.positions[None, :, :] - self.positions[:, None, :]
        distance = np.sqrt((away**2).sum(axis=2)) + np.eye(len(self.masses))
        return (self.masses[None, :, None] * away / distance[:, :, None] ** 3).sum(axis=1)

    def step(self, dt):
        self.velocities += dt * self.accelerations()
        self.positions += dt * self.velocities

    @property
    def energy(self):
        moving = 0.5 * (self.masses * (self.velocities**2).sum(axis=1)).sum()
        bound = 0.0
        for i in range(len(self.masses)):
            for j in range(i):
                bound -= self.masses[i] * self.masses[j] / np.hypot(*(self.positions[i] - self.positions[j]))
        return moving + bound


table = np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 1.0], [0.0, 2.0, -0.7, 0.0]])
system = System(np.array([1.0, 0.001, 0.001]), table)
assert_alias(system.table, table)
assert_view(system.positions, of=table)
assert_apart(system.positions, system.velocities)
before = system.energy
for _ in range(1000):
    system.step(0.01)
print(table.round(3))
print("energy changed by less than 1 %:", bool(abs(system.energy / before - 1) < 0.01))
