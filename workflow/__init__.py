"""One module per step of the office's day; the only place where the rooms below meet."""
