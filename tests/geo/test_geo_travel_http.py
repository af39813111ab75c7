"""Road servers over bad lines: whole answers or one coded error, never half a matrix, and the key only in its header."""

import json

import pytest
from travel_network import IN_TOWN, SIDE, cross, write_network

from domain.errors import ServiceError
from geo.travel import TravelServer, has_osrm, has_valhalla, open_travel_source
from geo.travel.asking import MAX_URL
from geo.travel.server import ServerKind

pytestmark = pytest.mark.skipif(not (has_osrm() and has_valhalla()), reason="the road engines are not installed")
MANY = [cross(c, r) for c in range(SIDE) for r in range(SIDE)][:60]


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    return write_network(tmp_path_factory.mktemp("roads") / "net.osm.pbf")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("engines")


@pytest.fixture(scope="module")
def osrm_url(roads, kept):
    from travel_servers import osrm_server

    with osrm_server(roads, kept) as (url, _):
        yield url


@pytest.fixture
def behind(osrm_url, tmp_path):
    """Open OSRM's server behind a line of the given fates; return the source and the addresses it asked."""
    from contextlib import ExitStack

    from travel_servers import bad_line, served

    with ExitStack() as stack:

        def opened(fates, **patience):
            asked = []
            url = stack.enter_context(served(bad_line(osrm_url, fates, asked)))
            options = {"timeout_s": 5.0, "tries": 3, "pause_s": 0.01} | patience
            server = TravelServer(kind=ServerKind.OSRM, url=url, **options)
            return open_travel_source("http", roads=None, cache_dir=tmp_path, server=server), asked

        yield opened


def test_a_matrix_is_asked_in_blocks_of_bounded_addresses(behind, osrm_url):
    source, asked = behind(lambda n, path: "ok")
    matrix = source.matrix(MANY)
    tables = [path for path in asked if "/table/" in path and "destinations" in path]
    # 60 points in blocks of 50 and 10 either way, each within the server's 100 points a table.
    assert len(tables) == 4 and all(len(path) < MAX_URL for path in asked)
    assert all(path.split("/")[4].split("?")[0].count(";") < 100 for path in tables)
    assert all(matrix.duration_s(i, j) is not None for i in range(60) for j in range(60))


@pytest.mark.parametrize("fate", ["503", "429", "cut", "drop"])
def test_a_passing_fault_is_asked_again_and_leaves_no_trace(behind, fate):
    source, asked = behind(lambda n, path: fate if n in (1, 4) else "ok")
    straight, _ = behind(lambda n, path: "ok")
    assert source.matrix(IN_TOWN).durations == straight.matrix(IN_TOWN).durations
    assert len(asked) >= 3


@pytest.mark.parametrize(
    ("fate", "code"),
    [
        ("503", "travel.server_busy"),
        ("429", "travel.server_busy"),
        ("cut", "travel.server_silent"),
        ("drop", "travel.server_silent"),
        ("400", "travel.refused"),
        ("html", "travel.bad_answer"),
        ("half", "travel.bad_answer"),
    ],
)
def test_a_lasting_fault_is_one_coded_error_and_no_matrix(behind, fate, code):
    # The snap goes through; the second block of the matrix does not, nor does any after it.
    source, asked = behind(lambda n, path: fate if "destinations" in path and n > 3 else "ok")
    with pytest.raises(ServiceError) as caught:
        source.matrix(MANY)
    assert caught.value.code == code and caught.value.params["service"] == "osrm"
    tries = [path for path in asked if "destinations" in path]
    assert len(tries) == (1 if fate in ("400", "html", "half") else 3) + 1


def test_a_server_that_never_answers_is_given_up_in_time(behind):
    source, asked = behind(lambda n, path: "hang", timeout_s=0.2, tries=2)
    with pytest.raises(ServiceError) as caught:
        source.matrix(IN_TOWN)
    assert caught.value.code == "travel.server_silent" and caught.value.params["tries"] == 2
    assert len(asked) == 2


def test_a_server_that_dies_amid_a_matrix_leaves_no_half_one(roads, kept, tmp_path):
    from travel_servers import bad_line, osrm_server, served

    asked = []
    with osrm_server(roads, kept) as (url, process):

        def fates(n, path):
            if n == 4:
                process.kill()
                process.wait(timeout=20)
            return "ok"

        with served(bad_line(url, fates, asked)) as line:
            server = TravelServer(kind=ServerKind.OSRM, url=line, tries=2, pause_s=0.01)
            source = open_travel_source("http", roads=None, cache_dir=tmp_path, server=server)
            with pytest.raises(ServiceError) as caught:
                source.matrix(MANY)
    assert caught.value.code == "travel.server_silent" and not list(tmp_path.rglob("*.matrix"))


def test_nobody_at_the_address_is_said_so(tmp_path):
    from benchmarks.served_office import free_port

    server = TravelServer(kind=ServerKind.VALHALLA, url=f"http://127.0.0.1:{free_port()}", tries=2, pause_s=0.01)
    with pytest.raises(ServiceError) as caught:
        open_travel_source("http", roads=None, cache_dir=tmp_path, server=server)
    assert caught.value.code == "travel.server_silent"


def test_a_wrong_key_is_refused_and_a_right_one_stands_in_no_error(roads, kept, tmp_path):
    from travel_servers import served, speaks_openrouteservice

    inside = open_travel_source("valhalla", roads=roads, cache_dir=kept)
    with served(speaks_openrouteservice(inside, key="right")) as url:
        server = TravelServer(kind=ServerKind.OPENROUTESERVICE, url=url, key="wrong", tries=1)
        with pytest.raises(ServiceError) as caught:
            open_travel_source("http", roads=None, cache_dir=tmp_path, server=server).matrix(IN_TOWN)
    assert caught.value.code == "travel.no_key" and "wrong" not in str(caught.value)


def test_a_valhalla_server_is_asked_within_its_own_limits_and_its_answers_are_kept(roads, kept, tmp_path):
    from travel_servers import valhalla_server

    inside = open_travel_source("valhalla", roads=roads, cache_dir=kept)
    with valhalla_server(roads, kept) as (url, _):
        server = TravelServer(kind=ServerKind.VALHALLA, url=url)
        source = open_travel_source("http", roads=None, cache_dir=tmp_path, server=server)
        matrix = source.matrix(MANY)
        way = source.route(IN_TOWN, with_directions=True)
    # 60 x 60 is more than the 2,500 pairs that the server allows at once.
    assert matrix.durations == inside.matrix(MANY).durations
    assert way == inside.route(IN_TOWN, with_directions=True) and way.legs[0].directions
    assert source.matrix(MANY) == matrix, "the server is gone, the matrix is kept"


def test_an_osrm_server_that_names_no_version_is_not_believed_twice(behind, tmp_path):
    source, asked = behind(lambda n, path: "ok")
    source.matrix(IN_TOWN)
    before = len(asked)
    source.matrix(IN_TOWN)
    assert len(asked) == 2 * before and not list(tmp_path.rglob("*.matrix"))


def test_answers_of_the_wrong_shape_are_refused():
    from geo.travel.answers import whole_grid

    for rows in (
        [[1, 2]],
        [[1], [2, 3]],
        [[1, -5], [0, 0]],
        [[1, float("inf")], [0, 0]],
        None,
        [["a", 1], [2, 3]],
        json.loads("[[1,2],[3,{}]]"),
    ):
        with pytest.raises(ServiceError) as caught:
            whole_grid(rows, shape=(2, 2), service="osrm")
        assert caught.value.code == "travel.bad_answer"
    assert whole_grid([[1.4, None], [-0.1, 2.6]], shape=(2, 2), service="osrm").tolist() == [[1, -1], [0, 3]]
