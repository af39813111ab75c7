"""Where things are and how long the way takes: boundaries, positions, roads, travel times."""
