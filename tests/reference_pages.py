"""Write docs/commands.md and docs/errors.md anew from the code and the words: python tests/reference_pages.py

What stands in them is said once, in the commands' own help and in data/words; tests/test_docs.py holds the files to it.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402
from typer.core import TyperArgument  # noqa: E402

import domain.errors  # noqa: E402
from workflow.reference import load_words  # noqa: E402

ROOMS = (
    "domain", "register", "geo", "planner", "store", "documents", "workflow", "access", "field", "ui", "demo",
    "commands", "benchmarks",
)  # fmt: skip
EXITS = {
    name: kind.exit_code
    for name, kind in vars(domain.errors).items()
    if isinstance(kind, type) and issubclass(kind, domain.errors.InspectionError)
}
EVERYWHERE = ("--dir", "--json")

COMMANDS = """# Commands

Every command is `python cli.py NAME ...`; `--help` after any of them says more. Most take two options that are not
repeated below: `--dir DIR`, the office's folder (without it that of `INSPECTION_DIR`, [settings](operations.md)), and
`--json`, which prints one JSON object. Exit codes: [formats/README.md](formats/README.md). This page is written by
`python tests/reference_pages.py` from the commands' own help.
"""
ERRORS = """# Error codes

Whatever the product refuses has a code. Screens and commands say its sentence, the log has the code alone
([operations.md](operations.md)). Below stand the English sentence, the packages that refuse so, where the code is
written out in them, and the exit code of `cli.py` ([formats/README.md](formats/README.md)); the Vietnamese sentence of
each is the key `error.CODE` in `data/words/vi`. Words in braces are filled in. This page is written by
`python tests/reference_pages.py`.
"""


def commands() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Return every command with its whole name, in the order of registration."""
    from commands.registry import app

    yield from _below(typer.main.get_command(app), "")


def _below(command: object, name: str) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for part, child in getattr(command, "commands", {}).items():
        yield from _below(child, f"{name} {part}".strip())
    if not hasattr(command, "commands"):
        yield name, command


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _options(command: typer.core.TyperCommand) -> str:
    found = [p for p in command.params if not isinstance(p, TyperArgument) and p.opts[0] not in EVERYWHERE]
    return "<br>".join(f"`{option.opts[0]}` {_cell(getattr(option, 'help', '') or '')}".strip() for option in found)


def commands_page() -> str:
    """Return docs/commands.md."""
    lines = [COMMANDS, "| command | what it does | example | further options |", "| --- | --- | --- | --- |"]
    for name, command in commands():
        arguments = " ".join(p.name.upper() for p in command.params if isinstance(p, TyperArgument))
        says, _, example = " ".join((command.help or "").split()).partition(" Example: ")
        lines.append(f"| `{f'{name} {arguments}'.strip()}` | {_cell(says)} | `{example}` | {_options(command)} |")
    return "\n".join(lines) + "\n"


def raised() -> dict[str, set[tuple[str, int]]]:
    """Return code to (package, exit code) of every error that is made with its code written out."""
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                kind = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
                for part in ast.walk(node.args[0]) if kind in EXITS and node.args else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found[part.value].add((room, EXITS[kind]))
    return found


def sentences() -> dict[str, str]:
    """Return code to its sentence in English, in Vietnamese where only the command line says it."""
    words = [load_words(ROOT / "data" / "words" / name, language=name).sentences for name in ("vi", "en")]
    prefix = "error."
    said = {
        key.removeprefix(prefix): text.replace(":n}", "}")
        for one in words
        for key, text in one.items()
        if key.startswith(prefix)
    }
    return {code: text for code, text in said.items() if "." in code}


def errors_page() -> str:
    """Return docs/errors.md."""
    made, lines = raised(), [ERRORS]
    group = ""
    for code, text in sorted(sentences().items()):
        if group != (group := code.partition(".")[0]):
            lines += [f"\n## {group}\n", "| code | says | exit | from |", "| --- | --- | --- | --- |"]
        exits = ", ".join(sorted({str(number) for _, number in made.get(code, ())}))
        rooms = ", ".join(sorted({room for room, _ in made.get(code, ())}))
        lines.append(f"| `{code}` | {_cell(text)} | {exits} | {rooms} |")
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands_page, "errors.md": errors_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")
