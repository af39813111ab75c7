"""A raw client of Streamlit's websocket, as an attacker writes one."""

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

    def run(self, press: str = "") -> bytes:
        """Run the page, pressing the widget of that id, and return all bytes up to the end of the run."""
        message = BackMsg()
        message.rerun_script.SetInParent()
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
def open_tab(base, *, cookie="", origin=None, host=None, session_id=""):
    """Open Streamlit's websocket; refused handshakes raise websockets' InvalidStatus."""
    headers = {"Cookie": cookie} if cookie else {}
    protocols = ["streamlit", "xsrf", session_id] if session_id else ["streamlit"]
    address = base.replace("http://", "ws://") + "/_stcore/stream"
    asked = address.replace("127.0.0.1", host) if host else address
    where = {"host": "127.0.0.1", "port": int(base.rsplit(":", 1)[1])} if host else {}
    with connect(
        asked, origin=origin, subprotocols=protocols, additional_headers=headers, max_size=None, proxy=None, **where
    ) as socket:
        yield Tab(socket)
