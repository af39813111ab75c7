"""The field's addresses: the page with and without signal, its files, its service worker, its sheets."""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import workflow
from access.gate import actor_of
from access.headers import FIELD_POLICY
from access.language import in_their_language, words_for
from access.pages import error_page
from domain.accounts import Actor
from domain.errors import InspectionError
from field.page import Labels, field_html, shell_html
from field.sheets import sheet_routes
from field.shell import ASSETS, SHELL, Parts, read_parts
from workflow.workspace import Workspace

HEADERS = {"content-security-policy": FIELD_POLICY}
SCRIPT = "text/javascript"


def field_routes(workspace: Workspace) -> list[Route]:
    """Return the routes of this package; the gate must stand before them."""
    parts = read_parts()
    sign_out = (ASSETS / "sign_out.js").read_text(encoding="utf-8")
    return [
        Route("/field", partial(_field, workspace, parts), methods=["GET"]),
        Route(SHELL, partial(_shell, workspace, parts), methods=["GET"]),
        Route("/field/app.js", partial(_file, parts.script_text, SCRIPT), methods=["GET"]),
        Route("/field/app.css", partial(_file, parts.style_text, "text/css"), methods=["GET"]),
        Route("/field/sign-out.js", partial(_file, sign_out, SCRIPT), methods=["GET"]),
        Route("/field/sw.js", partial(_worker, parts), methods=["GET"]),
        *sheet_routes(workspace),
    ]


async def _field(workspace: Workspace, parts: Parts, request: Request) -> Response:
    try:
        text = await run_in_threadpool(_team_page, in_their_language(workspace, request), actor_of(request), parts)
    except InspectionError as error:
        return error_page(error, words=words_for(workspace, request))
    return HTMLResponse(text, headers=HEADERS)


async def _shell(workspace: Workspace, parts: Parts, request: Request) -> Response:
    return HTMLResponse(shell_html(words=words_for(workspace, request), parts=parts), headers=HEADERS)


async def _file(text: str, media_type: str, request: Request) -> Response:
    return Response(text, media_type=media_type)


async def _worker(parts: Parts, request: Request) -> Response:
    # The worker's own address lies below its scope, so the answer has to allow the scope.
    headers = HEADERS | {"service-worker-allowed": "/field"}
    return Response(parts.worker_text, media_type=SCRIPT, headers=headers)


def _team_page(workspace: Workspace, actor: Actor, parts: Parts) -> str:
    view = workflow.team_shifts(workspace, actor)
    office = workflow.read_office(workspace, actor)
    return field_html(
        view,
        labels=Labels(types=workflow.read_types(workspace), agencies=workflow.agency_labels(workspace)),
        words=workspace.screen_words,
        time_zone=office.time_zone,
        is_demo=office.is_schematic,
        parts=parts,
    )
