"""A raw client of Streamlit's websocket, as an attacker writes one."""

import socket
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass
class Tab:
    """Hold one open websocket: send what a browser would, collect what comes back."""

    socket: ClientConnection
    session_id: str = ""

    def run(self, press: str = "", *, page: str = "") -> bytes:
        """Run the page of that address, pressing the widget of that id, and return all bytes up to the run's end."""
        message = BackMsg()
        message.rerun_script.SetInParent()
        message.rerun_script.page_name = page
        if press:
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.trigger_value = press, True
        self.socket.send(message.SerializeToString())
        return self._until_finished()

    def _until_finished(self) -> bytes:
        received = b""
        while True:
            frame = self.socket.recv(timeout=20)
            assert isinstance(frame, bytes)
            received += frame
            forward = ForwardMsg()
            forward.ParseFromString(frame)
            if forward.HasField("new_session"):
                self.session_id = forward.new_session.initialize.session_id
            if forward.HasField("script_finished"):
                return received


@contextmanager
def open_tab(base, *, cookie="", origin=None, host="127.0.0.1", session_id=""):
    """Open Streamlit's websocket; refused handshakes raise websockets' InvalidStatus."""
    headers = {"Cookie": cookie} if cookie else {}
    protocols = ["streamlit", "xsrf", session_id] if session_id else ["streamlit"]
    port = int(base.rsplit(":", 1)[1])
    with (
        socket.create_connection(("127.0.0.1", port)) as raw,
        connect(
            f"ws://{host}:{port}/_stcore/stream",
            sock=raw,
            origin=origin,
            subprotocols=protocols,
            additional_headers=headers,
            max_size=None,
        ) as connection,
    ):
        yield Tab(connection)
