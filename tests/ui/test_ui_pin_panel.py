"""Those whose place is not known: all counted, the vaguest offered, and the screen says how many that are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.accounts import AccountRole
from ui.pin_panel import MOST_LISTED


def listed(count: int) -> None:
    from ui.pin_panel import show_unpinned
    from workflow.pin_views import Unpinned

    show_unpinned([Unpinned(id=f"CS{at:05d}", name=f"Quán {at}", commune="Xã A", quality="D") for at in range(count)])


@pytest.mark.parametrize(("count", "offered"), [(0, 0), (3, 3), (MOST_LISTED, MOST_LISTED), (1_000, MOST_LISTED)])
def test_no_more_than_somebody_reads_are_offered(
    count: int, offered: int, become: Callable, serve_from: Callable, tmp_path: Path
) -> None:
    serve_from(tmp_path)
    become(AccountRole.PLANNER)
    app = AppTest.from_function(listed, args=(count,)).run()
    assert not app.exception
    assert [len(one.options) for one in app.selectbox] == ([offered] if offered else [])
    assert [one.label for one in app.selectbox] == (
        [f"Cơ sở chưa có vị trí chính xác ({count:,})".replace(",", ".")] if count else []
    )
    said = " ".join(one.value for one in app.caption)
    assert (f"Danh sách có {MOST_LISTED} cơ sở mơ hồ nhất" in said) == (count > offered)
