"""The settings that the defence stands on."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

WANTED = {
    ("server", "address"): "127.0.0.1",
    ("server", "port"): 8501,
    ("server", "headless"): True,
    ("server", "enableCORS"): True,
    ("server", "enableXsrfProtection"): True,
    ("server", "enableAgentApi"): False,
    ("server", "enableStaticServing"): False,
    ("client", "toolbarMode"): "minimal",
    ("client", "showErrorDetails"): "none",
    ("client", "showErrorLinks"): False,
    ("runner", "magicEnabled"): False,
    ("logger", "level"): "warning",
    ("browser", "gatherUsageStats"): False,
}


@pytest.mark.parametrize(("section", "key"), WANTED)
def test_a_setting_is_as_the_defence_needs_it(section, key):
    assert CONFIG[section][key] == WANTED[section, key]


def test_uploads_are_small_and_no_secret_is_kept_here():
    assert CONFIG["server"]["maxUploadSize"] <= 10
    assert "cookieSecret" not in CONFIG["server"]
    assert "trustedUserHeaders" not in CONFIG["server"]
    assert not (ROOT / ".streamlit" / "secrets.toml").exists()
    # What stands beside the main script would outrank it.
    assert not (ROOT / "ui" / ".streamlit").exists()


def test_no_page_runs_outside_the_navigation():
    assert not (ROOT / "pages").exists()
    assert not (ROOT / "ui" / "pages").exists()
