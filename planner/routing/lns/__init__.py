"""Ruin and recreate over all rules of a problem, compiled with numba."""
