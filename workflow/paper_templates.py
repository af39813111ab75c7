"""The Word templates of official papers: the installation's, or those that the office has put in their place."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import InputError
from store import papers
from workflow.offices import read_now
from workflow.permissions import PLANNER, log, need
from workflow.workspace import ROOT, Workspace

if TYPE_CHECKING:
    from documents.docx_fields import TemplateContract, TemplateFinding

SHIPPED = ROOT / "documents" / "templates"
COMMON = "_common"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """Hold what data/papers says of one kind of paper.

    ``fields`` are the names that a template may use, each with what it means;
    ``required`` those that it must.
    """

    kind: str
    label: str
    file: str
    fields: Mapping[str, str]
    required: tuple[str, ...]

    @property
    def contract(self) -> "TemplateContract":
        """Return what a template of it is checked against."""
        from documents.docx_fields import TemplateContract

        return TemplateContract(fields=frozenset(self.fields), required=self.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """Hold one kind of paper, and whether the office has a template of its own for it."""

    form: PaperForm
    is_own: bool


def paper_forms(workspace: Workspace) -> Mapping[str, PaperForm]:
    """Return every kind of official paper by its code."""
    return _forms_in(workspace.reference.directory / "papers" / workspace.reference.words.language)


def list_templates(workspace: Workspace, actor: Actor) -> tuple[TemplateView, ...]:
    """Return every template that an office can put its own in the place of."""
    need(workspace, actor, *PLANNER, action="templates.list")
    forms = paper_forms(workspace).values()
    return tuple(TemplateView(form=form, is_own=own_path(workspace, form.kind).is_file()) for form in forms)


def template_of(workspace: Workspace, kind: str) -> bytes:
    """Return the template in force of a kind of paper, for a step that has authorised.

    Raises
    ------
    InputError
        ``template.broken`` where the office's own asks for what nobody gives, or lacks what must be there;
        and what documents.docx_fields refuses.
    """
    own = own_path(workspace, kind)
    if not own.is_file():
        return (SHIPPED / f"{kind}.docx").read_bytes()
    from documents.docx_fields import check_template

    form = paper_forms(workspace)[kind]
    for finding in check_template(own, form.contract):
        told = finding_text(workspace, finding)
        raise InputError("template.broken", paper=form.label, finding=told)
    return own.read_bytes()


def save_template(workspace: Workspace, actor: Actor, *, kind: str, path: Path) -> "tuple[TemplateFinding, ...]":
    """Put a file in the place of a kind's template, and return what is wrong with it; then nothing is kept.

    Raises
    ------
    InputError
        ``template.kind``, and what documents.docx_fields refuses.
    """
    from documents.docx_fields import check_template
    from register.confined import in_child

    need(workspace, actor, *PLANNER, action="templates.save", target=kind)
    form = _known(workspace, kind)
    findings: tuple[TemplateFinding, ...] = in_child(check_template, path.resolve(), form.contract)
    if findings:
        return findings
    own = own_path(workspace, kind)
    own.parent.mkdir(parents=True, exist_ok=True)
    aside = own.with_suffix(".part")
    aside.write_bytes(path.read_bytes())
    aside.replace(own)
    log(workspace, actor, action="templates.save", target=kind, digest=sha256_hex(own.read_bytes()))
    return ()


def drop_template(workspace: Workspace, actor: Actor, *, kind: str) -> None:
    """Go back to the installation's template of a kind."""
    need(workspace, actor, *PLANNER, action="templates.drop", target=kind)
    _known(workspace, kind)
    own_path(workspace, kind).unlink(missing_ok=True)
    log(workspace, actor, action="templates.drop", target=kind)


def hand_out_template(workspace: Workspace, actor: Actor, *, kind: str) -> str:
    """Keep the template in force as a paper of the planner and return its id for /papers/ID."""
    from documents.registry import DOCX

    need(workspace, actor, *PLANNER, action="templates.read", target=kind)
    form, own = _known(workspace, kind), own_path(workspace, kind)
    content = own.read_bytes() if own.is_file() else (SHIPPED / f"{kind}.docx").read_bytes()
    digest = sha256_hex(content)
    paper = papers.Paper(
        id=f"template-{sha256_hex(kind + digest)[:24]}", round_id=None, kind=f"template:{kind}", audience="planner",
        file_name=workspace.reference.words.say("papers.template_file", file=form.file), media_type=DOCX,
        made_at=read_now(workspace), digest=digest,
    )  # fmt: skip
    with workspace.store.write() as connection:
        papers.save_paper(connection, paper, content)
    return paper.id


def finding_text(workspace: Workspace, finding: "TemplateFinding") -> str:
    """Return what is wrong with a template, in words."""
    return workspace.screen_words.say(f"template.{finding.code}", field=finding.field)


def own_path(workspace: Workspace, kind: str) -> Path:
    """Return where the office keeps its own template of a kind."""
    return workspace.settings.directory / "templates" / f"{kind}.docx"


def _known(workspace: Workspace, kind: str) -> PaperForm:
    form = paper_forms(workspace).get(kind)
    if form is None:
        raise InputError("template.kind", value=kind)
    return form


@cache
def _forms_in(home: Path) -> Mapping[str, PaperForm]:
    """Return the forms of a folder, read once like the rest of the installation's data/; no office changes them."""
    common = _read(home / f"{COMMON}.toml")["fields"]
    return MappingProxyType({path.stem: _form(path, common) for path in sorted(home.glob("[a-z]*.toml"))})


def _form(path: Path, common: Mapping[str, str]) -> PaperForm:
    paper = _read(path)
    return PaperForm(
        kind=path.stem, label=paper["label"], file=paper["file"], fields={**common, **paper["fields"]},
        required=tuple(paper["required"]),
    )  # fmt: skip


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
