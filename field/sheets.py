"""The sheets of a team over the network: its list, one sheet, and the results that come back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import workflow
from access.gate import actor_of
from access.language import in_their_language
from access.pages import sentence, status_of
from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.errors import InputError, InspectionError, NotAllowedError
from field.page import opens_text
from workflow.workspace import Workspace

MOST_BYTES = 1 << 20
UNREADABLE, TOO_LARGE = 422, 413


def sheet_routes(workspace: Workspace) -> list[Route]:
    """Return the routes by which a tablet fetches its sheets and gives results back."""
    return [
        Route("/field/sheets", partial(_list, workspace), methods=["GET"]),
        Route("/field/sheets/{shift}", partial(_sheet, workspace), methods=["GET"]),
        Route("/field/results", partial(_results, workspace), methods=["POST"]),
    ]


async def _list(workspace: Workspace, request: Request) -> Response:
    return await _answer(workspace, request, _listed)


async def _sheet(workspace: Workspace, request: Request) -> Response:
    shift = request.path_params["shift"]
    return await _answer(workspace, request, lambda asked, actor: workflow.read_sheet(asked, actor, shift=shift))


async def _results(workspace: Workspace, request: Request) -> Response:
    body = await _body(request)
    if body is None:
        error = InputError("results.too_large", most_kb=MOST_BYTES >> 10)
        return _refusal(in_their_language(workspace, request), error, status=TOO_LARGE)
    return await _answer(workspace, request, lambda asked, actor: _taken(asked, actor, body))


async def _answer(workspace: Workspace, request: Request, ask: Callable[[Workspace, Actor], Any]) -> Response:
    """Answer a team with JSON; the account's tag tells the service worker whose answer it may keep."""
    actor, asked = actor_of(request), in_their_language(workspace, request)
    try:
        _only_teams(actor)
        found = await run_in_threadpool(ask, asked, actor)
    except InspectionError as error:
        return _refusal(asked, error, status=UNREADABLE if isinstance(error, InputError) else status_of(error))
    return JSONResponse(found, headers={"x-field-account": account_tag(actor)})


def account_tag(actor: Actor) -> str:
    """Return what names an account and its team on the device without naming anybody."""
    return sha256_hex(f"{actor.account}|{actor.team}")[:16]


def _only_teams(actor: Actor) -> None:
    if actor.role is not AccountRole.TEAM:
        raise NotAllowedError("access.role", action="field")


def _listed(workspace: Workspace, actor: Actor) -> dict[str, Any]:
    views = workflow.list_sheets(workspace, actor)
    office = workflow.read_office(workspace, actor)
    next_at = workflow.team_shifts(workspace, actor).next_reveal_at
    return {
        "account": account_tag(actor),
        "today": workflow.read_now(workspace).date().isoformat(),
        "opens": opens_text(next_at, words=workspace.screen_words, time_zone=office.time_zone),
        "sheets": [
            {
                "shift": view.sheet.shift,
                "sheet": view.sheet.text,
                "date": view.date.isoformat(),
                "start_s": view.start_s,
            }
            for view in views
        ],
    }


def _taken(workspace: Workspace, actor: Actor, body: bytes) -> dict[str, object]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("results.not_json") from None
    return workflow.answer_object(workspace, workflow.take_results(workspace, actor, text=text))


async def _body(request: Request) -> bytes | None:
    """Return the body of a request, None as soon as it is longer than a file of results may be."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _refusal(workspace: Workspace, error: InspectionError, *, status: int) -> Response:
    reason = sentence(error, words=workspace.screen_words)
    return JSONResponse({"code": error.code, "reason": reason}, status_code=status)
