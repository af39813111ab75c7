"""The pages' own rules, read from their source: words exist, roles are asked, floors are kept."""

import ast
import re
from pathlib import Path

import pytest

from domain.words import Words

UI = Path(__file__).resolve().parents[2] / "ui"
FILES = sorted(UI.glob("*.py"))
PAGES = sorted(UI.glob("*_page.py"))
WORDERS = {"say": "ui.", "tell": "ui."}
# A row that design/README.md keeps from the default path; those under advanced may have them.
HIDDEN = re.compile(r"\b(hash|seed|hạt giống|chứng chỉ|certificate|basis point|gap|ortools|OR-Tools|pyvrp|[MKR])\b")


def literal_keys(path: Path) -> set[str]:
    """Return the keys that a module words by a plain text."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        is_catalogue = isinstance(node.func, ast.Attribute)
        for text in (part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)):
            if name in WORDERS and isinstance(text.value, str) and not isinstance(node.args[0], ast.JoinedStr):
                found.add(text.value if is_catalogue else WORDERS[name] + text.value)
        if name == "link_to" and isinstance(node.args[1], ast.Constant):
            found.add(f"ui.{node.args[1].value}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_worded_key_has_its_sentence(path: Path, words: Words) -> None:
    assert [key for key in literal_keys(path) if key not in words] == []


def test_every_menu_entry_has_its_page_and_its_word(words: Words) -> None:
    from access.page_addresses import PAGES
    from ui.navigation import SHOWS

    assert set(SHOWS) == {name for menu in PAGES.values() for name in menu}
    assert [name for menu in PAGES.values() for name in menu if f"ui.{name}.menu" not in words] == []


def test_the_default_path_keeps_the_engine_room_shut(words: Words) -> None:
    shown = {key: text for key, text in words.sentences.items() if key.startswith("ui.") and key != "ui.plan.advanced"}
    assert [key for key, text in shown.items() if HIDDEN.search(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_asks_for_its_role_first(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    show = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "show")
    first = show.body[1]  # after the docstring
    assert isinstance(first, ast.Expr)
    assert isinstance(first.value, ast.Call)
    assert ast.unparse(first.value.func) == "need"
    assert first.value.args


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_pages_talk_to_workflow_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    forbidden = {"store", "planner", "geo", "register", "demo", "sqlalchemy", "folium", "geopandas"}
    assert {str(name).split(".")[0] for name in modules} & forbidden == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_script_from_python_and_nothing_cached_per_person(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "unsafe_allow" not in text
    assert "cache_data" not in text
    assert "download_button" not in text
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    cached = [one.name for one in functions if any("cache_" in ast.unparse(each) for each in one.decorator_list)]
    assert cached == (["workspace"] if path.name == "session.py" else [])
    assert text.count("cache_resource") == len(cached)


def test_there_is_no_pages_folder() -> None:
    assert not (UI / "pages").exists()
    assert not (UI.parent / "pages").exists()
