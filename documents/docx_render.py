"""A template of Word filled with values: text stays text, same values give the same bytes."""

from datetime import date
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from documents.docx_bytes import docx_bytes
from documents.docx_widths import fit_tables
from documents.official_facts import Fields
from documents.official_words import plain_fields


def render_docx(template: bytes, fields: Fields, *, title: str, author: str, on: date) -> bytes:
    """Return a paper as DOCX.

    Values are escaped, and put in once: a name such as ``{{ x }}`` or ``<b>``
    stays a name. A field that the template names and nobody gives is a
    ``jinja2.UndefinedError``; documents.docx_fields finds it before.
    """
    document = _Template(BytesIO(template))
    document.render(plain_fields(fields), SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    return docx_bytes(document.docx, title=title, author=author, on=on)


class _Template(DocxTemplate):
    """Fill the body, headers and footers of a file and nothing else; tables keep their width."""

    def fix_tables(self, xml: Any) -> Any:
        tree = super().fix_tables(xml)
        fit_tables(tree)
        return tree

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the properties as they are: docx_bytes writes them."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Leave footnotes as they are: documents.docx_fields does not look at them."""
