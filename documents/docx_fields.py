"""What a template of Word asks for, against what its paper gives: fields unknown, fields missing, code not allowed.

A template comes from outside. It may hold fields, loops and conditions and
nothing else: no call, no filter, no link to another file.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from domain.errors import InputError

MOST_BYTES, MOST_UNPACKED, MOST_ENTRIES = 2_000_000, 20_000_000, 200
LOOP = "loop"
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Const)
REFUSED_PARTS = ("vbaProject", "/embeddings/", "/activeX/", "/oleObject")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContract:
    """Hold which fields a paper gives, as ``rows[].name``, and which of them its template must use."""

    fields: frozenset[str]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFinding:
    """Hold one thing that is wrong with a template.

    ``code`` is ``unknown`` (a field that nobody gives), ``missing`` (one that
    must be there), ``construct`` (code that is not allowed) or ``syntax``;
    ``field`` names it.
    """

    code: str
    field: str


def check_template(path: Path, contract: TemplateContract) -> tuple[TemplateFinding, ...]:
    """Return what is wrong with a template, nothing where it can be used.

    Raises
    ------
    InputError
        ``template.not_docx`` for a file that is no DOCX, ``template.too_large``,
        ``template.active`` for macros, embedded files or links to other files.
    """
    content = path.read_bytes()
    _check_zip(content)
    found: dict[TemplateFinding, None] = {}
    used: set[str] = set()
    try:
        for source in _sources(content):
            for kind, name in _walk(Environment(autoescape=True).parse(source), {}):
                used.add(name) if kind == "used" else found.setdefault(TemplateFinding(code=kind, field=name))
    except TemplateSyntaxError as error:
        return (TemplateFinding(code="syntax", field=str(error.message)),)
    except RecursionError:
        return (TemplateFinding(code="syntax", field="too deeply nested"),)
    unknown = sorted(name for name in used if name not in _with_lists(contract.fields))
    missing = [name for name in contract.required if name not in used]
    return (
        *found,
        *(TemplateFinding(code="unknown", field=name) for name in unknown),
        *(TemplateFinding(code="missing", field=name) for name in missing),
    )


def _with_lists(fields: frozenset[str]) -> frozenset[str]:
    """Return the fields with the lists that they stand in: ``teams[].members[].people`` is in ``teams[].members``.

    Examples
    --------
    >>> sorted(_with_lists(frozenset({"a[].b[].c"})))
    ['a', 'a[].b', 'a[].b[].c']
    """
    lists = {name[:at] for name in fields for at in range(len(name)) if name.startswith("[]", at)}
    return fields | lists


def _check_zip(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise InputError("template.too_large", most_kb=MOST_BYTES // 1000)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise InputError("template.too_large", most_kb=MOST_BYTES // 1000)
            names = [entry.filename for entry in entries]
            links = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
            kinds = archive.read("[Content_Types].xml")
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # Besides BadZipFile, zlib, lzma and bz2 each raise an error of their own for damaged bytes.
        raise InputError("template.not_docx") from error
    if "word/document.xml" not in names:
        raise InputError("template.not_docx")
    if (
        b"External" in links
        or b"macroEnabled" in kinds
        or any(part in name for part in REFUSED_PARTS for name in names)
    ):
        raise InputError("template.active")


def _sources(content: bytes) -> Iterator[str]:
    """Yield what docxtpl would render: the body, then headers and footers."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docxtpl import DocxTemplate

    try:
        document = DocxTemplate(BytesIO(content))
        document.init_docx()
        yield document.patch_xml(document.get_xml())
        for kind in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            for _, part in document.get_headers_footers(kind):
                yield document.patch_xml(document.get_part_xml(part))
    except MemoryError:
        raise
    except Exception as error:
        # A broken part raises whatever the parser met: XMLSyntaxError, BadZipFile, KeyError, AttributeError and more.
        raise InputError("template.not_docx") from error


def _walk(node: nodes.Node, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (``used``, field) for each field that a template names, and (``construct``, name) for other code."""
    if isinstance(node, nodes.Name | nodes.Getattr):
        path = _path(node, names)
        if path is None:
            yield "construct", type(node).__name__
        elif path.partition(".")[0] != LOOP:
            yield "used", path
    elif isinstance(node, nodes.For):
        yield from _walk_loop(node, names)
    elif isinstance(node, ALLOWED):
        for child in node.iter_child_nodes():
            yield from _walk(child, names)
    else:
        yield "construct", type(node).__name__


def _walk_loop(node: nodes.For, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    path = _path(node.iter, names)
    if path is None or not isinstance(node.target, nodes.Name) or node.test or node.else_ or node.recursive:
        yield "construct", "For"
        return
    yield "used", path
    within = {**names, node.target.name: f"{path}[]"}
    for child in node.body:
        yield from _walk(child, within)


def _path(node: nodes.Node, names: Mapping[str, str]) -> str | None:
    if isinstance(node, nodes.Name):
        return names.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        owner = _path(node.node, names)
        return None if owner is None or node.attr.startswith("_") else f"{owner}.{node.attr}"
    return None
