"""The page on which somebody changes their own password: a plain form, no script."""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from access.admission import OWN_PAGE
from access.cookies import set_session_cookie
from access.gate import actor_of
from access.language import words_for
from access.own_password import change_password
from access.pages import page, sentence
from access.request_parts import Clock, form_text, ip_of
from domain.errors import InspectionError, NotAllowedError
from workflow.workspace import Workspace


def password_routes(workspace: Workspace, *, clock: Clock) -> list[Route]:
    """Return the page's routes; the gate must stand before them."""
    return [
        Route(OWN_PAGE, partial(_show, workspace), methods=["GET"]),
        Route(OWN_PAGE, partial(_take, workspace, clock), methods=["POST"]),
    ]


async def _show(workspace: Workspace, request: Request) -> Response:
    return _form(workspace, request)


async def _take(workspace: Workspace, clock: Clock, request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=8, max_part_size=4096)
    typed = {name: form_text(form, name) for name in ("current", "new", "again")}
    try:
        token = await run_in_threadpool(
            change_password, workspace, actor_of(request), **typed, ip=ip_of(request), at=clock()
        )
    except InspectionError as error:
        return _form(workspace, request, error=error)
    response = RedirectResponse("/", status_code=303)
    set_session_cookie(response, token, is_secure=workspace.settings.secure_cookie)
    return response


def _form(workspace: Workspace, request: Request, *, error: InspectionError | None = None) -> Response:
    words = words_for(workspace, request)
    status = 200 if error is None else 403 if isinstance(error, NotAllowedError) else 422
    return page(
        "password.html", words=words, status=status, account=actor_of(request).account,
        is_asked=bool(request.scope.get("must_change")), message=sentence(error, words=words) if error else "",
    )  # fmt: skip
