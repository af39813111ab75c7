"""The product's server, which writes at its end which modules it had loaded: ``python modules_door.py OUT PORT``."""

import atexit
import json
import sys
from pathlib import Path

from access.web_server import main


def tell(out: Path) -> None:
    """Write the names of all loaded modules."""
    out.write_text(json.dumps(sorted(sys.modules)), encoding="utf-8")


if __name__ == "__main__":
    out, port = sys.argv[1:3]
    atexit.register(tell, Path(out))
    main("127.0.0.1", int(port), "app:app")
