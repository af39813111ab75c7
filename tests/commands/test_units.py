"""The shipped systemd units as systemd itself reads them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SHIPPED = Path(__file__).resolve().parents[2] / "docs" / "operations"
HARD = (
    "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "ProtectHome=yes", "DynamicUser=yes",
    "CapabilityBoundingSet=", "IPAddressDeny=any",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_finds_nothing_wrong(tmp_path):
    for path in SHIPPED.glob("inspection*"):
        text = path.read_text(encoding="utf-8").replace("/opt/inspection/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(units) == 3


def test_the_server_is_shut_in():
    lines = (SHIPPED / "inspection.service").read_text(encoding="utf-8").splitlines()
    assert set(HARD) <= set(lines)
