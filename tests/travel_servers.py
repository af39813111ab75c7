"""Road servers of the wheels on loopback, a stand-in that speaks openrouteservice, and a bad line between."""

import json
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import valhalla

from benchmarks.served_office import free_port
from geo.travel.osrm_files import program, ready_files
from geo.travel.profiles import CAR, Profile
from geo.travel.source import LOST_M, SnapStatus
from geo.travel.valhalla_tiles import engine_config, ready_tiles


@contextmanager
def started(command: list[str], url: str) -> Iterator[subprocess.Popen]:
    """Run a server until it answers, and end it afterwards."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(url, timeout=2).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError("the server ended") from None
                time.sleep(0.1)
        yield server
    finally:
        server.kill()
        server.wait(timeout=20)


@contextmanager
def osrm_server(roads: Path, cache: Path, profile: Profile = CAR) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve a network by osrm-routed with its own limits (100 points a table)."""
    base = ready_files(roads, cache_dir=cache, profile=profile, algorithm="MLD")
    port = free_port()
    command = [str(program("routed")), "-a", "MLD", "-t", "1", "-i", "127.0.0.1", "-p", str(port), str(base)]
    with started(command, f"http://127.0.0.1:{port}/nearest/v1/driving/0,0") as server:
        yield f"http://127.0.0.1:{port}", server


@contextmanager
def valhalla_server(roads: Path, cache: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve a network by valhalla_service with its own limits (2,500 pairs a matrix)."""
    tiles = ready_tiles(roads, cache_dir=cache).parent / "tiles"
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="vh") as folder:
        config = engine_config(tiles)
        config["service_limits"] = valhalla.get_config(tile_extract="", tile_dir=tiles)["service_limits"]
        config["thor"]["source_to_target_algorithm"] = "timedistancematrix"
        config["httpd"]["service"].update(
            listen=f"tcp://127.0.0.1:{port}", loopback=f"ipc://{folder}/l", interrupt=f"ipc://{folder}/i"
        )
        for part in ("loki", "thor", "odin", "meili"):
            config.get(part, {}).get("service", {}).update(proxy=f"ipc://{folder}/{part}")
        path = Path(folder) / "valhalla.json"
        path.write_text(json.dumps(config))
        command = [str(valhalla.PYVALHALLA_DIR / "bin" / "valhalla_service"), str(path), "1"]
        with started(command, f"http://127.0.0.1:{port}/status") as server:
            yield f"http://127.0.0.1:{port}", server


NEAR = (SnapStatus.OK, SnapStatus.FAR)
"""openrouteservice leaves small pieces of the network out when it builds its graph."""


class Quiet(BaseHTTPRequestHandler):
    """Answer with JSON and write no log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, value: object, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve a handler on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def speaks_openrouteservice(source, *, key: str) -> type[BaseHTTPRequestHandler]:
    """Return a handler that answers as openrouteservice is documented to, out of a road source; the key is asked for."""
    engine = source.engine

    class Handler(Quiet):
        def do_GET(self) -> None:
            self.answer({"engine": {"version": "stand-in"}, "profiles": [source.digest]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.headers.get("Authorization") != key:
                self.answer({"error": "Access denied"}, 403)
                return
            assert self.path.split("/")[3] == "driving-car"
            getattr(self, self.path.split("/")[2])(body)

        def snap(self, body: dict) -> None:
            found = engine.snap([tuple(p) for p in body["locations"]])
            assert body["radius"] == LOST_M
            self.answer({"locations": [_snapped(s) if s.status in NEAR else None for s in found]})

        def matrix(self, body: dict) -> None:
            places = [tuple(p) for p in body["locations"]]
            assert len(body["sources"]) * len(body["destinations"]) <= 3500
            seconds, metres = engine.table(
                [places[k] for k in body["sources"]], [places[k] for k in body["destinations"]]
            )
            self.answer({"durations": _nulls(seconds), "distances": _nulls(metres)})

        def directions(self, body: dict) -> None:
            way = engine.route([tuple(p) for p in body["coordinates"]], with_directions=True)
            if way is None:
                self.answer({"error": {"code": 2009, "message": "Route could not be found"}}, 404)
                return
            last = len(way.line) - 1
            kind = 9 if way.has_ferry else 5 if way.track_m else 1
            segments = [
                {"duration": leg.duration_s, "distance": leg.distance_m, "steps": [
                    {"distance": leg.distance_m, "instruction": " ".join(leg.directions), "way_points": [0, last]}]}
                for leg in way.legs
            ]  # fmt: skip
            properties = {"segments": segments, "extras": {"waytypes": {"values": [[0, last, kind]]}}}
            geometry = {"type": "LineString", "coordinates": way.line}
            self.answer({"features": [{"geometry": geometry, "properties": properties}]})

        def isochrones(self, body: dict) -> None:
            (place,) = body["locations"]
            areas = engine.isochrones(tuple(place), [time // 60 for time in body["range"]])
            self.answer({"features": [
                {"properties": {"value": float(time)}, "geometry": {"type": "MultiPolygon", "coordinates": area}}
                for time, area in zip(body["range"], areas, strict=True)
            ]})  # fmt: skip

    return Handler


def _snapped(snap) -> dict:
    return {"location": [snap.lon, snap.lat], "snapped_distance": float(snap.distance_m)}


def _nulls(cells) -> list:
    return [[None if cell < 0 else float(cell) for cell in row] for row in cells.tolist()]


def bad_line(to: str, fates: Callable[[int, str], str], asked: list[str]) -> type[BaseHTTPRequestHandler]:
    """Return a handler that hands GETs on, or does to them what ``fates(n, path)`` says; ``asked`` fills with paths.

    Fates: ``ok``, ``cut`` (half the body), ``half`` (valid JSON without its last row), ``hang``, ``503``, ``429``, ``400``,
    ``html``, ``drop``.
    """

    class Handler(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            fate = fates(len(asked), self.path)
            if fate == "hang":
                time.sleep(1.5)
                self.close_connection = True
            elif fate == "drop":
                self.close_connection = True
            elif fate == "html":
                self.send_response(200)
                self.send_header("Content-Length", "6")
                self.end_headers()
                self.wfile.write(b"<html>")
            elif fate.isdigit():
                self.answer({"code": "TooBig", "message": fate}, int(fate))
            else:
                self.hand_on(fate)

        def hand_on(self, fate: str) -> None:
            try:
                with urllib.request.urlopen(to + self.path, timeout=10) as found:
                    body, status = found.read(), found.status
            except urllib.error.HTTPError as error:
                body, status = error.read(), error.code
            except OSError:
                self.close_connection = True
                return
            if fate == "half":
                value = json.loads(body)
                value["durations"] = value["durations"][:-1]
                body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fate == "cut" else body)
            if fate == "cut":
                self.close_connection = True

    return Handler
