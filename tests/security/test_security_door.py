"""The product itself, as `streamlit run app.py` starts it."""

import pytest
from streamlit_client import open_tab
from websockets.exceptions import InvalidStatus


def test_the_door_opens_for_an_account_and_for_nobody_else(real_server):
    with real_server.client() as stranger:
        assert stranger.get("/health").json() == {"status": "ok"}
        assert stranger.get("/").headers["location"] == "/sign-in"
    with real_server.client("planner1") as planner:
        assert planner.get("/").status_code == 200
    with pytest.raises(InvalidStatus) as refusal, open_tab(real_server.base):
        pass
    assert refusal.value.response.status_code == 403


def test_an_ended_session_sees_no_page_of_a_role(real_server):
    with real_server.client("planner1") as planner:
        cookie = f"inspection_session={planner.cookies['inspection_session']}"
        with open_tab(real_server.base, cookie=cookie) as tab:
            tab.run()
            planner.post("/sign-out")
            after = tab.run()
    assert b"/sign-in" in after


@pytest.mark.parametrize("path", ["/papers/nothing", "/coverage-map/nothing"])
def test_an_unknown_paper_is_told_in_words(real_server, path):
    with real_server.client("planner1") as planner:
        answer = planner.get(path)
    assert answer.status_code == 404
    assert "Không mở được" in answer.text


@pytest.mark.parametrize("name", ["planner1", "leader1", "admin1"])
def test_the_field_is_for_teams(real_server, name):
    with real_server.client(name) as client:
        assert client.get("/field").status_code == 403
