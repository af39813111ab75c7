"""The documents name what is there, and nothing else: commands, settings, codes, formats, files, names, floors, words."""

import ast
import importlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from reference_pages import PAGES, ROOMS, ROOT, TyperArgument, commands

import documents.map_registry
import documents.registry

DOCS = ROOT / "docs"
ARCHITECTURE = DOCS / "architecture.md"
PAGES_OF_WORDS = [
    path for path in (*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))) if path.name != "CHANGELOG.md"
]
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"INSPECTION_[A-Z]+(?:_[A-Z]+)*")
NAME = re.compile(r"[a-z][a-z0-9_]*")


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code_in(path: Path) -> list[str]:
    """Return what a page writes as code, in pieces without the backticks."""
    return [part.strip("`") for part in CODE.findall(text(path))]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def every_page() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", PAGES_OF_WORDS, ids=place)


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_written_from_the_code_are_as_the_code_says(name):
    assert text(DOCS / name) == PAGES[name](), "python tests/reference_pages.py"


def test_every_command_has_a_line_and_an_example_of_itself_that_it_understands():
    for name, command in commands():
        says, _, example = " ".join((command.help or "").split()).partition(" Example: ")
        assert says.endswith(".") and example.startswith(f"python cli.py {name}"), name
        given = {part.partition("=")[0] for part in shlex.split(example) if part.startswith("--")}
        assert given <= {option for p in command.params for option in p.opts}, name
        assert all(p.help for p in command.params if not isinstance(p, TyperArgument)), (
            f"{name}: an option says nothing"
        )


@every_page()
def test_every_command_named_exists(page):
    known = [name.split() for name, _ in commands()]
    prefixes = {tuple(name[:n]) for name in known for n in range(1, len(name) + 1)}
    for part in re.findall(r"cli\.py ([a-z][a-z-]*(?: [a-z|]+)?)", "\n".join(code_in(page))):
        first, _, second = part.partition(" ")
        assert (first,) in prefixes, part
        if (first,) in {tuple(name[:1]) for name in known if len(name) > 1}:
            assert all((first, word) in prefixes for word in second.split("|") if second), part


@cache
def settings_in_code() -> frozenset[str]:
    """Return every setting that a module outside tests names as a whole text; store has tables named so, no settings."""
    found: set[str] = set()
    rooms = (room for room in ROOMS if room != "store")
    for path in (*ROOT.glob("*.py"), *(one for room in rooms for one in (ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(text(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value):
                found.add(node.value)
    return frozenset(found)


def test_every_setting_stands_in_operations_and_every_one_there_is_read():
    tests_own = {"INSPECTION_TEST_POSTGRES"}
    assert len(settings_in_code()) > 10
    assert settings_in_code() | tests_own == set(SETTING.findall(text(DOCS / "operations.md")))


def test_no_page_and_no_configuration_names_a_setting_that_nobody_reads():
    known = settings_in_code() | {"INSPECTION_TEST_POSTGRES"}
    for path in (*PAGES_OF_WORDS, *(DOCS / "operations").iterdir(), *(ROOT / ".ci").glob("*")):
        assert set(SETTING.findall(text(path))) <= known, place(path)


def test_what_start_py_reads_stands_in_operations():
    read = re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', text(ROOT / "start.py"))
    assert {"PORT", "PYTHON", "VENV", "WHEELHOUSE"} <= set(read)
    assert [name for name in read if f"`{name}`" not in text(DOCS / "operations.md")] == []


def slugs(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@every_page()
def test_every_link_within_the_repository_leads_somewhere(page):
    for target in LINK.findall(CODE.sub("", text(page))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (page.parent / name).resolve() if name else page
        assert aim.exists(), target
        assert not anchor or aim.suffix != ".md" or anchor in slugs(aim), target


def paths_in(page: Path) -> Iterator[str]:
    """Return what a page writes as code and looks like a file or folder of the repository."""
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()}
    for word in re.findall(r"[\w./*-]+", "\n".join(code_in(page))):
        parts = word.strip(".").split("/")
        made_up = any(part.isupper() for part in Path(word).stem.split("_")) or any(part.isupper() for part in parts)
        if len(parts) > 1 and parts[0] in tops and not made_up and parts[:2] != ["data", "office"]:
            yield "/".join(parts)


@every_page()
def test_every_file_named_is_there(page):
    assert [path for path in paths_in(page) if not (path and list(ROOT.glob(path.rstrip("/"))))] == []


@every_page()
def test_every_target_and_step_of_start_py_named_exists(page):
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    steps = {node.name for node in ast.parse(text(ROOT / "start.py")).body if isinstance(node, ast.FunctionDef)}
    for part in code_in(page):
        assert set(re.findall(r"(?:^|\s)make ([a-z]+)", part)) <= targets, part
        assert set(re.findall(r"start\.py ([a-z]+)", part)) <= steps, part


def test_the_floors_are_those_that_import_linter_holds():
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    blocks = re.findall(r"```\n(.*?)```", text(ARCHITECTURE), re.DOTALL)
    assert ["app | cli", *layers] in [block.splitlines() for block in blocks]


@every_page()
def test_every_dotted_name_is_in_its_module(page):
    if page.name in PAGES:
        return
    # An example imports what its reader is about to write.
    told = re.sub(r"^ *from .*$", "", "\n".join(code_in(page)), flags=re.MULTILINE)
    for word in re.findall(r"(?<![\w./\"])(?:" + "|".join(ROOMS) + r")(?:\.\w+)+", told):
        if not word.endswith((".md", ".csv", ".toml", ".py", ".sqlite", ".backup", ".html", ".json", ".geojson")):
            assert resolves(word), word


def resolves(word: str) -> bool:
    """Tell whether a dotted name is a module, a name in one, or the code of an error or of a line in the log."""
    parts = word.split(".")
    for n in range(len(parts), 0, -1):
        base = ROOT.joinpath(*parts[:n])
        if base.is_dir() or base.with_suffix(".py").exists():
            found = importlib.import_module(".".join(parts[:n]))
            rest = parts[n:]
            return not rest or hasattr(found, rest[0]) or word in quoted()
    return False


@cache
def quoted() -> frozenset[str]:
    """Return the texts with a full stop in them that code holds: codes, names of events."""
    found: set[str] = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            found |= set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)+)"', text(path)))
    return frozenset(found)


@cache
def names_of(room: str) -> frozenset[str]:
    """Return every module, function, class, argument and attribute of a package."""
    found: set[str] = set()
    for path in (ROOT / room).rglob("*"):
        found |= {path.stem, path.name} if "__pycache__" not in path.parts else set()
        if path.suffix == ".py":
            found |= set(re.findall(r"\w+", text(path)))
    return frozenset(found)


def paragraphs() -> Iterator[tuple[str, str]]:
    """Return (package, what architecture.md says of it)."""
    told = text(ARCHITECTURE).split("## What each package offers")[1]
    for part in re.split(r"\n(?=\*\*)", told):
        for room in re.findall(r"\*\*([a-z]+)\*\*", part.splitlines()[0]):
            yield room, part


def test_every_package_has_its_paragraph():
    told = [room for room, _ in paragraphs()]
    packages = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["root_packages"]
    assert sorted(set(packages) - set(told)) == [] and set(packages) == set(ROOMS)
    assert [room for room in told if not (ROOT / room).is_dir()] == []


@pytest.mark.parametrize(("room", "said"), paragraphs(), ids=[room for room, _ in paragraphs()])
def test_a_paragraph_names_what_its_package_has(room, said):
    others = {name for one in ROOMS for name in names_of(one)} if said.startswith("**ui**, ") else names_of(room)
    words = [word for word in re.findall(r"`([a-z][a-z0-9_]*)`", said) if word not in others]
    assert words == []


REGISTRIES = {
    name: value
    for module in (documents.registry, documents.map_registry)
    for name, value in vars(module).items()
    if name.endswith("WRITERS")
}


@pytest.mark.parametrize("registry", REGISTRIES)
def test_every_kind_of_file_that_is_written_stands_among_the_formats(registry):
    told = text(DOCS / "formats" / "README.md")
    assert [kind for kind in REGISTRIES[registry] if f"`{kind}`" not in told] == []
    assert f"`{registry}`" in text(DOCS / "add-an-export.md")


def terms() -> list[tuple[str, str]]:
    rows = [line.split("|")[1:3] for line in text(DOCS / "glossary.md").splitlines() if line.startswith("| ")]
    return [(code.strip(), said.strip()) for code, said in rows[2:]]


def split(cell: str) -> list[str]:
    return [part for part in (" ".join(part.split()) for part in re.sub(r"\(.*?\)", "", cell).split(",")) if part]


@pytest.mark.parametrize(("term", "said"), terms(), ids=[term for term, _ in terms()])
def test_every_word_of_the_glossary_is_used(term, said):
    assert [word for word in split(said) if word.lower() not in spoken()] == []
    known = {name.lower() for room in ROOMS for name in names_of(room)}
    words = (word.lower().replace("-", "_") for name in split(term) for word in name.split())
    assert [word for word in words if word not in known] == []


@cache
def spoken() -> str:
    """Return what says Vietnamese: words, tables, papers, the guide."""
    paths = [path for name in ("words/vi", "rules", "papers") for path in sorted((ROOT / "data" / name).rglob("*.*"))]
    return "\n".join(text(path) for path in (*paths, *sorted((DOCS / "huong-dan").glob("*.md")))).lower()


def test_the_first_page_is_short():
    assert len(text(ROOT / "README.md").splitlines()) <= 120
