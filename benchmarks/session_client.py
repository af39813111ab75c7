"""A client of Streamlit's websocket that keeps, as the browser does, what it may be spared the next time."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

WAIT_S = 60.0
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Hold what one run of a page sent: its bytes, the wall seconds, and how the script ended."""

    size: int
    seconds: float
    is_done: bool
    messages: tuple[ForwardMsg, ...]

    @property
    def fragments(self) -> tuple[str, ...]:
        """Return the ids of the fragments that the page has."""
        return tuple(dict.fromkeys(m.delta.fragment_id for m in self.messages if m.delta.fragment_id))

    @property
    def has_exception(self) -> bool:
        """Tell whether the page shows an exception of its script."""
        return any(m.delta.new_element.WhichOneof("type") == "exception" for m in self.messages)


@dataclass(kw_only=True)
class Session:
    """Hold an open websocket and the hashes of the messages that the browser would still have."""

    socket: ClientConnection
    kept: set[str] = field(default_factory=set)

    def run(self, page: str = "", *, fragment: str = "") -> Answer:
        """Run the page of an address, or only a fragment of it, as a browser does; widgets stand as they first do."""
        message = BackMsg()
        message.rerun_script.SetInParent()
        message.rerun_script.page_name = page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.cached_message_hashes.extend(sorted(self.kept))
        started = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._collect(started)

    def _collect(self, started: float) -> Answer:
        size, messages = 0, list[ForwardMsg]()
        held = set[str]()
        while True:
            frame = self.socket.recv(timeout=WAIT_S)
            forward = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            size += len(frame)
            messages.append(forward)
            if forward.metadata.cacheable:
                held.add(forward.hash)
            if forward.HasField("ref_hash"):
                held.add(forward.ref_hash)
            if forward.HasField("script_finished"):
                self.kept = held
                is_done = forward.script_finished in DONE
                return Answer(
                    size=size, seconds=time.perf_counter() - started, is_done=is_done, messages=tuple(messages)
                )


@contextmanager
def open_session(base: str, *, cookie: str) -> Iterator[Session]:
    """Open the websocket of a server on this machine for whoever the cookie names."""
    port = int(base.rsplit(":", 1)[1])
    with (
        socket.create_connection(("127.0.0.1", port)) as raw,
        connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            sock=raw,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
            max_size=None,
            open_timeout=WAIT_S,
        ) as connection,
    ):
        yield Session(socket=connection)
