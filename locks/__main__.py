"""Renew the lock files and the table of licences, or ask whether faults are known.

``python -m locks renew``, ``python -m locks licences``, ``python -m locks audit [--osv-url URL]``.
"""

import argparse
import subprocess
import sys

from locks.auditing import audit, default_services, locked_pins
from locks.licences import UnknownLicenceError, write_licences
from locks.renewing import renew


def main(arguments: list[str]) -> int:
    """Do what the command line names; of an audit 1 where a fault is known."""
    parser = argparse.ArgumentParser(prog="python -m locks", description=__doc__)
    parser.add_argument("what", choices=("renew", "licences", "audit"))
    parser.add_argument("--osv-url", default="", help="address of a copy of the OSV data to ask instead")
    chosen = parser.parse_args(arguments)
    if chosen.what == "audit":
        return audit(default_services(chosen.osv_url), locked_pins())
    try:
        renew() if chosen.what == "renew" else write_licences()
    except subprocess.CalledProcessError as error:
        sys.exit(error.stderr)
    except UnknownLicenceError as error:
        sys.exit(f"licences.toml: nothing is known of {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
