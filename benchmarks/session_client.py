"""A client of Streamlit's websocket that keeps, as the browser does, what it may be spared the next time."""

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

WAIT_S = 300.0
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Hold what one run of a page sent: its bytes, the wall seconds, and how the script ended."""

    size: int
    seconds: float
    is_done: bool
    messages: tuple[ForwardMsg, ...]
    drawn: tuple[ForwardMsg, ...] = ()
    """The messages with those that were only named, as the browser has them."""

    @property
    def fragments(self) -> tuple[str, ...]:
        """Return the ids of the fragments that the page has."""
        return tuple(dict.fromkeys(m.delta.fragment_id for m in self.messages if m.delta.fragment_id))

    @property
    def exception_text(self) -> str:
        """Return kind and text of the first exception that the page shows, "" for none."""
        elements = [m.delta.new_element for m in self.messages if m.delta.new_element.WhichOneof("type") == "exception"]
        return next((f"{one.exception.type}: {one.exception.message}" for one in elements), "")

    def button(self, key: str) -> str:
        """Return the id of the last button drawn that has a key, "" for none."""
        return self._widget("button", key)

    def field(self, key: str) -> str:
        """Return the id of the last text field drawn that has a key, "" for none."""
        return self._widget("text_input", key)

    def _widget(self, kind: str, key: str) -> str:
        elements = [m.delta.new_element for m in self.drawn if m.delta.new_element.WhichOneof("type") == kind]
        ids = [getattr(element, kind).id for element in elements]
        return next((one for one in reversed(ids) if one.endswith(f"-{key}")), "")

    def says(self, text: str) -> bool:
        """Tell whether the page shows a text, anywhere in what it sent, Markdown's backslashes left out."""
        return any(text.encode() in message.SerializeToString().replace(b"\\", b"") for message in self.drawn)

    @property
    def has_exception(self) -> bool:
        """Tell whether the page shows an exception of its script."""
        return any(m.delta.new_element.WhichOneof("type") == "exception" for m in self.messages)


@dataclass(kw_only=True)
class Session:
    """Hold an open websocket and, by their hashes, the messages that the browser would still have."""

    socket: ClientConnection
    kept: dict[str, ForwardMsg] = field(default_factory=dict)

    def run(
        self, page: str = "", *, fragment: str = "", press: str = "", typed: Mapping[str, str] | None = None
    ) -> Answer:
        """Run the page of an address, or only a fragment of it, as a browser does; widgets stand as they last did.

        Parameters
        ----------
        press
            Id of the button that is pressed.
        typed
            Texts by the id of their field.
        """
        message = BackMsg()
        message.rerun_script.SetInParent()
        message.rerun_script.page_name = page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.cached_message_hashes.extend(sorted(self.kept))
        for field_id, text in (typed or {}).items():
            message.rerun_script.widget_states.widgets.add(id=field_id, string_value=text)
        if press:
            message.rerun_script.widget_states.widgets.add(id=press, trigger_value=True)
        started = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._collect(started)

    def _collect(self, started: float) -> Answer:
        size, messages = 0, list[ForwardMsg]()
        held = dict[str, ForwardMsg]()
        while True:
            frame = self.socket.recv(timeout=WAIT_S)
            forward = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            size += len(frame)
            messages.append(forward)
            if forward.metadata.cacheable:
                held[forward.hash] = forward
            if forward.HasField("ref_hash"):
                held[forward.ref_hash] = self.kept.get(forward.ref_hash) or held[forward.ref_hash]
            # A page that runs itself again (st.rerun) is not at its end yet.
            if forward.HasField("script_finished") and forward.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.kept = held
                return Answer(
                    size=size, seconds=time.perf_counter() - started, is_done=forward.script_finished in DONE,
                    messages=tuple(messages), drawn=tuple(held.get(m.ref_hash, m) for m in messages),
                )  # fmt: skip


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
