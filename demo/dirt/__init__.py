"""The parts of the generator of dirtied registers; demo.dirtying puts them together."""
