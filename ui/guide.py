"""The guide (docs/huong-dan) as plain pages for whoever is signed in: no script, nothing from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from access.gate import actor_of
from access.headers import PAGE_POLICY
from access.language import words_for
from access.pages import error_page
from domain.errors import InputError
from domain.words import Words
from ui.guide_pages import CONTENTS
from workflow.workspace import Workspace

HERE = Path(__file__).parent
GUIDE = HERE.parent / "docs" / "huong-dan"
STYLE = HERE / "guide.css"
ENVIRONMENT = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """Hold a page of the guide: its name in addresses, its title, and its HTML, made from Markdown alone."""

    name: str
    title: str
    html: str


def guide_routes(workspace: Workspace) -> list[Route]:
    """Return the routes of the guide; the gate must stand before them."""
    pages = read_guide(GUIDE)
    pictures = {path.name: path for path in (GUIDE / "pictures").glob("*.png")}
    return [
        Route("/guide", partial(_show, workspace, pages), methods=["GET"]),
        Route("/guide/style.css", _style, methods=["GET"]),
        Route("/guide/pictures/{picture}", partial(_picture, workspace, pictures), methods=["GET"]),
        Route("/guide/{name}", partial(_show, workspace, pages), methods=["GET"]),
    ]


def read_guide(directory: Path) -> dict[str, GuidePage]:
    """Return every page of a folder by name, in the order of a round; the contents come first."""
    paths = sorted(directory.glob("*.md"), key=lambda path: (path.stem != CONTENTS, path.stem))
    return {path.stem: guide_page(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def guide_page(name: str, text: str) -> GuidePage:
    """Return a page from its Markdown; HTML in the text is shown as text, links lead to this product's addresses.

    Examples
    --------
    >>> guide_page("a", "# Tiêu đề <b>\\n[b](b.md)").html
    '<h1>Tiêu đề &lt;b&gt;</h1>\\n<p><a href="/guide/b">b</a></p>\\n'
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("image", _picture_html)
    tokens = reader.parse(text)
    _lead_here(tokens)
    title = next((after.content for one, after in pairwise(tokens) if one.tag == "h1"), name)
    return GuidePage(name=name, title=title, html=reader.renderer.render(tokens, reader.options, {}))


def guide_html(page: GuidePage, *, pages: Mapping[str, GuidePage], words: Words) -> str:
    """Return a page, always in Vietnamese, with the way to the contents, to its neighbours and to the dashboard."""
    order = [one for one in pages.values() if one.name != CONTENTS]
    before, after = _beside(order, page)
    return ENVIRONMENT.get_template("guide.html").render(
        say=words.say, language=words.language, page=page, before=before, after=after
    )


def _picture_html(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    """Return a picture that opens at its full size, since a page shows it narrower than it is."""
    source = escape(str(tokens[at].attrGet("src")))
    return f'<a href="{source}"><img src="{source}" alt="{escape(tokens[at].content)}"></a>'


def _beside(order: Sequence[GuidePage], page: GuidePage) -> tuple[GuidePage | None, GuidePage | None]:
    if page not in order:
        return None, order[0] if order else None
    at = order.index(page)
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None


def _lead_here(tokens: Sequence[Token]) -> None:
    """Turn the links and pictures of the folder, which work where the files are read, into addresses of the product."""
    for token in tokens:
        _lead_here(token.children or ())
        href = token.attrGet("href")
        if isinstance(href, str) and href.endswith(".md"):
            token.attrSet("href", f"/guide/{href.removesuffix('.md')}")
        source = token.attrGet("src")
        if isinstance(source, str):
            token.attrSet("src", f"/guide/{source}")


async def _show(workspace: Workspace, pages: Mapping[str, GuidePage], request: Request) -> Response:
    actor_of(request)  # raises where no gate stands before this route
    words = words_for(workspace, request)
    name = request.path_params.get("name", CONTENTS)
    if name not in pages:
        return error_page(InputError("guide.none"), words=words)
    text = guide_html(pages[name], pages=pages, words=words)
    return HTMLResponse(text, headers={"content-security-policy": PAGE_POLICY})


async def _picture(workspace: Workspace, pictures: Mapping[str, Path], request: Request) -> Response:
    path = pictures.get(request.path_params["picture"])
    if path is None:
        return error_page(InputError("guide.none"), words=words_for(workspace, request))
    return FileResponse(path, media_type="image/png")


async def _style(request: Request) -> Response:
    return FileResponse(STYLE)
