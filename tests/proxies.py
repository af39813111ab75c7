"""The shipped configurations of nginx and Caddy, run on the loopback with a certificate of their own."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from served import ROOT

from benchmarks.served_office import free_port

NAME = "office.example"
KEY = "a-key-that-only-the-proxy-has"
PROXIES = ("nginx", "caddy")
SHIPPED = ROOT / "docs" / "operations"
NGINX = "user root;\ndaemon off;\npid {place}/pid;\nerror_log {place}/error.log;\nevents {{}}\nhttp {{\n{temporary}include {place}/site;\n}}\n"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Proxy:
    """Hold a running proxy: its port, and what makes a client believe its certificate."""

    port: int
    trust: ssl.SSLContext

    @property
    def host(self) -> str:
        """Return what a browser sends as Host."""
        return f"{NAME}:{self.port}"


def find(name: str) -> str | None:
    """Return the program of a proxy, None where it is not installed."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


@contextmanager
def run_proxy(name: str, place: Path, *, backend: int) -> Iterator[Proxy]:
    """Run a proxy before a port of the loopback, from the shipped file with names and places put in."""
    certificate, key = write_certificate(place)
    port, plain = free_port(), free_port()
    texts = {
        "8501": str(backend),
        f"/etc/ssl/certs/{NAME}.pem": str(certificate),
        f"/etc/ssl/private/{NAME}.key": str(key),
    }
    program = find(name)
    assert program is not None
    command = _nginx(place, texts, port=port, plain=plain) if name == "nginx" else _caddy(place, texts, port=port)
    environment = {**os.environ, "INSPECTION_PROXY_KEY": KEY, "HOME": str(place), "XDG_DATA_HOME": str(place)}
    with (place / "log").open("wb") as log:
        process = subprocess.Popen([program, *command], cwd=place, env=environment, stdout=log, stderr=log)
        try:
            _wait(process, port, place / "log")
            yield Proxy(port=port, trust=ssl.create_default_context(cafile=str(certificate)))
        finally:
            process.terminate()
            process.wait(timeout=20)


def _nginx(place: Path, texts: dict[str, str], *, port: int, plain: int) -> list[str]:
    more = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl", "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/nginx/inspection-key.conf;\n        #": f"{place}/key.conf;\n        #",
    }  # fmt: skip
    (place / "key.conf").write_text(f'proxy_set_header X-Inspection-Proxy "{KEY}";\n', encoding="utf-8")
    (place / "site").write_text(_shipped("nginx.conf", texts | more), encoding="utf-8")
    temporary = "".join(f"{one}_temp_path {place}/{one};\n" for one in TEMPORARY)
    (place / "nginx.conf").write_text(NGINX.format(place=place, temporary=temporary), encoding="utf-8")
    return ["-c", str(place / "nginx.conf"), "-p", str(place)]


def _caddy(place: Path, texts: dict[str, str], *, port: int) -> list[str]:
    more = {f"\n{NAME} {{": f"\nhttps://{NAME}:{port} {{\n\tbind 127.0.0.1"}
    options = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n"
    (place / "Caddyfile").write_text(options + _shipped("Caddyfile", texts | more), encoding="utf-8")
    return ["run", "--config", str(place / "Caddyfile"), "--adapter", "caddyfile"]


def _shipped(file: str, texts: dict[str, str]) -> str:
    text = (SHIPPED / file).read_text(encoding="utf-8")
    for before, after in texts.items():
        assert before in text, f"{file} does not hold {before!r}"
        text = text.replace(before, after)
    return text


def write_certificate(place: Path) -> tuple[Path, Path]:
    """Write a certificate for the office's name, signed by itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2)).add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256())
    )  # fmt: skip
    (place / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (place / "key.pem").write_bytes(plain)
    return place / "cert.pem", place / "key.pem"


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
