"""Every row of the audit that a request by network leaves says from which address it came, by either door."""

from streamlit_client import open_tab
from test_security_papers import keep

from store.audit import read_audit

HERE = "127.0.0.1"


def rows(server, action: str, account: str):
    with server.workspace.store.read() as connection:
        found = read_audit(connection, limit=500)
    return [one for one in found if (one.action, one.account) == (action, account)]


def test_the_sign_in_and_a_paper_that_was_refused(real_server):
    id_ = keep(real_server, "planner")
    with real_server.client("team2") as team:
        assert team.get(f"/papers/{id_}").status_code == 403
    assert rows(real_server, "sign_in", "team2")[0].ip == HERE
    with real_server.workspace.store.read() as connection:
        refused = next(one for one in read_audit(connection, limit=50) if one.object == id_)
    assert (refused.account, refused.outcome, refused.ip) == ("team2", "denied", HERE)


def test_a_page_of_the_dashboard(real_server):
    before = len(rows(real_server, "audit.read", "planner1"))
    with open_tab(real_server.base, cookie=real_server.cookie("planner1"), origin=real_server.base) as tab:
        tab.run(page="audit")
    found = rows(real_server, "audit.read", "planner1")
    assert len(found) == before + 1
    assert found[0].ip == HERE
