"""Run a published draw again: python tests/oracle FRAME.csv --rule RULE.toml --seed HEX."""

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Print the draw as the product prints it; 3 is input that cannot be read, 4 that there is no plan."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from oracle.draw import draw, printed, refused
    from oracle.reading import Refusal

    options = argparse.ArgumentParser(prog="oracle", description=__doc__)
    options.add_argument("frame", type=Path)
    options.add_argument("--rule", type=Path, required=True)
    options.add_argument("--seed", required=True)
    asked = options.parse_args()
    try:
        answer = draw(asked.frame.read_bytes(), rule=asked.rule.read_bytes(), seed=asked.seed)
    except Refusal as refusal:
        sys.stdout.write(printed(refused(refusal)))
        return refusal.exit_code
    sys.stdout.write(printed(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
