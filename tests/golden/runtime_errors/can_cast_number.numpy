! This change was part of adopting NEP 50, we may explicitly allow them again in the future.
