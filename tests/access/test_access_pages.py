"""The gate's plain pages: what a user reads about an error, and nothing that runs."""

import pytest

from access.pages import error_page, page, sentence
from domain.errors import ConflictError, InfeasibleError, InputError, InspectionError, NotAllowedError, ServiceError
from domain.words import Words

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def words(workspace):
    return workspace.reference.words


@pytest.mark.parametrize(
    ("kind", "status"),
    [(NotAllowedError, 403), (InputError, 404), (ConflictError, 409), (InfeasibleError, 422), (ServiceError, 503)],
)
def test_each_kind_of_error_has_its_status(words, kind, status):
    assert error_page(kind("account.unknown", name="x"), words=words).status_code == status


def test_a_paper_that_nobody_made_is_not_found(words):
    assert error_page(ConflictError("paper.none", paper="x"), words=words).status_code == 404


def test_an_error_is_told_in_its_own_sentence_and_escaped(words):
    text = error_page(InputError("account.unknown", name=HOSTILE), words=words).body.decode()
    assert "Không có tài khoản" in text
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_a_value_of_a_page_stays_text(words):
    text = page("sign_out.html", words=words, account=HOSTILE, is_team=False).body.decode()
    assert "<script" not in text


def test_only_a_teams_device_is_asked_what_it_still_holds(words):
    text = page("sign_out.html", words=words, account="team-t1", is_team=True).body.decode()
    assert text.count("<script") == text.count('<script src="/field/sign-out.js" defer></script>') == 1
    assert 'id="unsent" class="message" role="alert" hidden' in text


def test_an_error_without_a_sentence_still_tells_its_code():
    bare = Words("vi", {"access.error.unworded": "mã {code}"})
    assert sentence(InspectionError("never.worded"), words=bare) == "mã never.worded"
