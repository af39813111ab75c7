"""The sub-commands of cli.py, one file a group."""
