"""The same paper kept by several in the same instant, as pages do that make it at the first look: no error, one paper."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from threading import Barrier

from store import open_store, papers

MANY, TIMES = 6, 5
PAPER = papers.Paper(
    id="map-1", round_id=None, kind="coverage_map", audience="leader", file_name="a.html", media_type="text/html",
    made_at=datetime(2027, 3, 20, tzinfo=UTC), digest="0" * 64,
)  # fmt: skip


def test_one_paper_is_kept_by_many_at_once(url):
    gate = Barrier(MANY, timeout=30)

    def keep(number: int) -> None:
        for _ in range(TIMES):
            gate.wait()
            with store.write() as connection:
                papers.save_paper(connection, PAPER, bytes([number]) * 200_000)

    with closing(open_store(url)) as store:
        with ThreadPoolExecutor(MANY) as pool:
            assert list(pool.map(keep, range(MANY))) == [None] * MANY
        with store.read() as connection:
            (kept,) = papers.list_papers(connection)
            found = papers.read_paper(connection, kept.id)
    assert found is not None and len(set(found[1])) == 1 and len(found[1]) == 200_000
