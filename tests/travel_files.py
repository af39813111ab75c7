"""A file server on loopback that can cut the line."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAG = '"one"'


@contextmanager
def served_file(
    path: str,
    content: bytes,
    *,
    cuts: Sequence[int] = (),
    has_ranges: bool = True,
    others: dict[str, bytes] | None = None,
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Serve one file; the k-th GET of it is cut after ``cuts[k]`` bytes of the file. Yield the base URL and what was asked."""
    asked: list[tuple[str, str]] = []
    left = list(cuts)
    known = {path: content, **(others or {})}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_HEAD(self) -> None:
            self.head()

        def do_GET(self) -> None:
            start = self.head()
            if start is None:
                return
            body = known[self.path][start:]
            if self.path == path and left:
                body = body[: max(0, left.pop(0) - start)]
            self.wfile.write(body)

        def head(self) -> int | None:
            wanted = self.headers.get("Range", "")
            if self.path == path:
                asked.append((self.command, wanted))
            if self.path not in known:
                self.send_error(404)
                return None
            body = known[self.path]
            start = 0
            if wanted and has_ranges and self.headers.get("If-Range") == TAG:
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            else:
                self.send_response(200)
            self.send_header("Content-Length", str(len(body) - start))
            self.send_header("ETag", TAG)
            self.end_headers()
            return start

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
