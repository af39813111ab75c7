"""Words for the papers, read without the other floors."""

import tomllib
from pathlib import Path

import pytest

from domain.words import Words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def vietnamese_documents() -> Words:
    """Return the papers' own words, and short ones for codes whose words other packages keep."""
    tables = tomllib.loads((ROOT / "data" / "words" / "vi" / "documents.toml").read_text(encoding="utf-8"))
    sentences = {f"{space}.{key}": text for space, table in tables.items() for key, text in table.items()}
    sentences |= {
        "reason.RISK_SCORE": "Điểm {points}",
        "reason.RISK_FLOOR": "Để {group} đủ mức",
        "reason.RESERVE": "Dự phòng số {ticket}",
    }
    return Words("vi", sentences)


@pytest.fixture(scope="session")
def vietnamese() -> Words:
    """Return the product's own catalogue."""
    sentences = {}
    for path in sorted((ROOT / "data" / "words" / "vi").glob("*.toml")):
        for space, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            sentences |= {f"{space}.{key}": text for key, text in table.items() if isinstance(text, str)}
    return Words("vi", sentences)
