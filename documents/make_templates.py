"""Make the templates of the official papers: ``python -m documents.make_templates data/papers/vi documents/templates``.

What a paper says stands in data/papers, where it can be reviewed; a template
is the same as a Word file, which an office can edit.
"""

import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from documents.docx_blocks import add_blocks
from documents.docx_bytes import docx_bytes
from documents.docx_page import new_page

MADE_ON = date(2026, 1, 1)


def template_bytes(paper: dict[str, Any]) -> bytes:
    """Return the template of a paper as data/papers describes it; same values, same bytes."""
    is_landscape = paper.get("page") == "landscape"
    document = new_page(is_landscape=is_landscape)
    add_blocks(document, paper["blocks"], is_landscape=is_landscape)
    return docx_bytes(document, title=paper["label"], author="", on=MADE_ON)


def make_templates(papers: Path, home: Path) -> tuple[Path, ...]:
    """Write the template of every paper and return their paths."""
    made = []
    for path in sorted(papers.glob("[a-z]*.toml")):
        target = home / f"{path.stem}.docx"
        target.write_bytes(template_bytes(tomllib.loads(path.read_text(encoding="utf-8"))))
        made.append(target)
    return tuple(made)


if __name__ == "__main__":
    make_templates(Path(sys.argv[1]), Path(sys.argv[2]))
