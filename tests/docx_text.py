"""The text of a Word file as a reader meets it."""

from io import BytesIO

from docx import Document
from docx.table import Table


def text_of(content: bytes) -> str:
    """Return a paper line by line: paragraphs, and the cells of each row with bars between them."""
    lines = []
    for block in Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text.replace("\t", "…"))
    return "\n".join(line.rstrip() for line in lines if line.strip()) + "\n"
