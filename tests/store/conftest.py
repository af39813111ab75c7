"""A fresh store on SQLite, and the words of a tiny office that lie in it."""

import pytest

from store import open_store


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'office' / 'inspection.db'}"


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()
