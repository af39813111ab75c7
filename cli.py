"""The command-line door; it only registers commands/."""

import sys

from commands.registry import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
