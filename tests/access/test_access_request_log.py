"""The line that a request leaves in the log: always of a form or a refusal, never of what a page fetches well."""

import logging

import pytest
from starlette.responses import Response

from access.request_log import Told
from domain.accounts import AccountRole, Actor
from workflow.events import LOGGER

PLANNER = Actor(account="Lê Thị Chín", role=AccountRole.PLANNER)


@pytest.fixture
def lines(caplog):
    """Return what is told of one request that ends with a status, 0 where it breaks off before an answer."""
    caplog.set_level(logging.INFO, logger=LOGGER.name)

    def told(path, *, status=200, method="GET", actor=None):
        caplog.clear()
        scope = {"type": "http", "path": path, "method": method} | ({"actor": actor} if actor else {})
        request, sent = Told(scope), []

        async def send(message):
            sent.append(message)

        if status:
            answer = Response("x", status_code=status)({"type": "http"}, None, request.listening(send))
            with pytest.raises(StopIteration):
                answer.send(None)
            assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
        request.end()
        return [{name: value for name, value in record.fields.items() if name != "ms"} for record in caplog.records]

    return told


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/sign-in", "/sign-in"), ("/papers/17", "/papers/*"), ("/coverage-map/map-1", "/coverage-map/*"),
        ("/field", "/field"), ("/field/results", "/field/results"), ("/", "/"), ("/le-thi-chin", "/*"),
        ("/papers", "/*"), ("/field/le-thi-chin", "/*"),
    ],
)  # fmt: skip
def test_an_address_is_told_by_its_kind(lines, path, route):
    assert [line["route"] for line in lines(path)] == [route]


@pytest.mark.parametrize("path", ["/health", "/language", "/sign-in/style.css", "/static/a.js", "/_stcore/stream"])
def test_what_a_page_fetches_is_told_only_where_it_is_refused(lines, path):
    assert lines(path, status=200) == lines(path, status=304) == []
    assert [line["status"] for line in lines(path, status=400)] == [400]
    assert [line["status"] for line in lines(path, status=403)] == [403]


def test_role_and_method_are_told_and_nobodys_name(lines):
    said = {"route": "/papers/*", "status": 404}
    assert lines("/papers/1", status=404, actor=PLANNER) == [{**said, "role": "planner", "method": "GET"}]
    assert lines("/papers/1", status=404, method="CHIN") == [{**said, "role": "none", "method": "other"}]


def test_a_request_that_broke_off_is_an_error(lines):
    assert lines("/papers/1", status=0) == [{"route": "/papers/*", "status": 500, "role": "none", "method": "GET"}]
    assert len(lines("/health", status=0)) == 1
