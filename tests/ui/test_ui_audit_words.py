"""Every act that the audit log can hold has its words: a page of codes tells an official nothing."""

import re
from pathlib import Path

import pytest

from domain.ceremony import ChangeKind
from workflow.mend_actions import SETS
from workflow.reference import load_reference

ROOT = Path(__file__).resolve().parents[2]
ACTS = re.compile(r'(?:\baction=|\b_entry\(|\bACTION = )"([a-z_]+(?:\.[a-z_]+)?)"')


def acts() -> set[str]:
    """Return the codes that the code writes as they stand, and those that it puts together."""
    texts = [
        path.read_text(encoding="utf-8") for name in ("access", "workflow") for path in (ROOT / name).rglob("*.py")
    ]
    found = {code for text in texts for code in ACTS.findall(text) if "." in code or code.startswith("sign_")}
    mended = {*SETS, "set_text", "set_date", "set_number", "merge", "keep_both", "reject", "dismiss"}
    return found | {f"problems.{act}" for act in mended} | {f"sample.{kind}" for kind in ChangeKind}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_act_of_the_log_has_words(language: str) -> None:
    words = load_reference(ROOT / "data").screens[language]
    assert len(acts()) > 200
    assert [code for code in sorted(acts()) if f"ui.audit.do.{code}" not in words] == []
