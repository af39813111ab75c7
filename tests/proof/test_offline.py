"""From a copy of the product with the network cut and a wheelhouse at hand, both commands of the README work."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHEELHOUSE = Path(os.environ.get("WHEELHOUSE") or ROOT / "wheelhouse")
LEFT = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", "office", "wheelhouse")
CUT = ["unshare", "--net", "--map-root-user"]
# Runs with no network but its own loopback: starts, asks, stops.
DRIVER = """
import os, signal, socket, subprocess, sys, urllib.request
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
try:
    socket.create_connection(("198.51.100.1", 443), timeout=5)
    sys.exit("the network is not cut")
except OSError:
    pass
port = os.environ["PORT"]
with subprocess.Popen(["make", "run"], stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
    try:
        for line in running.stdout:
            print(line, end="", flush=True)
            if line.strip() == f"http://127.0.0.1:{port}":
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
            print("health", answer.read().decode(), flush=True)
    finally:
        os.killpg(running.pid, signal.SIGTERM)
sys.exit(subprocess.run([sys.executable, "start.py", "test", "tests/store/test_store_plain.py", "tests/workflow/test_workflow_events.py"]).returncode)
"""

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]


def can_cut() -> bool:
    return (
        bool(shutil.which("unshare") and shutil.which("make") and shutil.which("ip"))
        and not subprocess.run([*CUT, "true"], capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not (WHEELHOUSE / "SHA256SUMS").is_file(), reason="no wheelhouse (start.py wheelhouse --dev)")
@pytest.mark.skipif(not can_cut(), reason="the network cannot be cut here")
def test_both_commands_of_the_readme_work_without_network(tmp_path):
    copy = Path(shutil.copytree(ROOT, tmp_path / "copy", ignore=LEFT))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "INSPECTION_"))}
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "OPEN": "0", "PORT": str(port)}
    environment |= nowhere | {"WHEELHOUSE": str(WHEELHOUSE), "PYTHON": getattr(sys, "_base_executable", sys.executable)}
    done = subprocess.run(
        [*CUT, sys.executable, "-c", DRIVER], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert 'health {"status":"ok"}' in done.stdout
    assert " passed" in done.stdout
