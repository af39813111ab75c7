"""The language of the screens: a cookie that scripts cannot read, set by a form of two buttons."""

import re
from functools import partial

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from access.admission import LANGUAGE
from access.request_parts import form_text
from domain.words import Words
from workflow.workspace import Workspace, speaking

LANGUAGE_COOKIE = "language"
LONGEST_S = 365 * 86_400

# A page of this product, never another site's: one step below the root, and where a sign-in ends.
_PAGE = re.compile(r"/[a-z_-]{0,40}(?:\?next=/field)?")


def language_routes(workspace: Workspace) -> list[Route]:
    """Return the route that keeps a chosen language; it is open to everybody, for the sign-in form has the switch."""
    # Without a route of its own, a GET would fall through to the dashboard's page.
    return [
        Route(LANGUAGE, partial(_take, workspace), methods=["POST"]),
        Route(LANGUAGE, _refuse, methods=["GET"]),
    ]


def in_their_language(workspace: Workspace, request: HTTPConnection) -> Workspace:
    """Return the workspace with its screens in the language that a request asks for."""
    return speaking(workspace, request.cookies.get(LANGUAGE_COOKIE))


def words_for(workspace: Workspace, request: HTTPConnection) -> Words:
    """Return what a page says to whoever sent a request."""
    return in_their_language(workspace, request).screen_words


def names_of(workspace: Workspace) -> dict[str, str]:
    """Return what each language calls itself, by code."""
    return {code: words.say("language.name") for code, words in workspace.reference.screens.items()}


async def _refuse(request: Request) -> Response:
    return Response(status_code=405, headers={"allow": "POST"})


async def _take(workspace: Workspace, request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=4, max_part_size=256)
    chosen, page = form_text(form, "language"), form_text(form, "next")
    response = RedirectResponse(page if _PAGE.fullmatch(page) else "/", status_code=303)
    if chosen in workspace.reference.screens:
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=LONGEST_S, path="/", secure=workspace.settings.secure_cookie,
            httponly=True, samesite="strict",
        )  # fmt: skip
    return response
