"""Registers as Vietnamese offices keep them, each with what a careful official reads in it."""
