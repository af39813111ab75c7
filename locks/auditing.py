"""Whether faults are known in what the locks name: pip-audit asks, and what it did not learn is said."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from locks.lock_files import LOCKS, read_lock

# What requests and pip-audit write where nobody answers; any other failure is ours.
_UNREACHED = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "Could not connect", "ServiceError", "HTTPError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What one source knew: how many packages it looked up, faults as lines, and the names it did not know."""

    looked_up: int = 0
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(
            looked_up=self.looked_up + other.looked_up,
            faults=self.faults + other.faults,
            unknown=self.unknown + other.unknown,
        )


class UnreachedError(Exception):
    """Nobody answered."""


def default_services(osv_url: str) -> tuple[tuple[str, ...], ...]:
    """Return pip-audit's options for each source of data, in the order in which they are tried."""
    return (("-s", "osv", "--osv-url", osv_url),) if osv_url else (("-s", "pypi"), ("-s", "osv"))


def locked_pins() -> tuple[tuple[str, str], ...]:
    """Return every name and version of the lock files."""
    return tuple(sorted({(each.name, each.version) for path in LOCKS for each in read_lock(path)}))


def audit(services: tuple[tuple[str, ...], ...], pins: tuple[tuple[str, str], ...]) -> int:
    """Print what is known of every pin; 1 where a fault is known, 0 where none is or where nobody could be asked."""
    for service in services:
        findings = _ask_all(service, pins)
        if findings.looked_up:
            return _report(findings)
    print(f"pip-audit did not run: its data cannot be had here; {len(pins)} packages were not looked up.")
    return 0


def _report(findings: Findings) -> int:
    for fault in sorted(findings.faults):
        print(fault)
    print(f"pip-audit looked up {findings.looked_up} packages: {len(findings.faults)} known faults.")
    if findings.unknown:
        print(f"It knew nothing of {len(findings.unknown)}: {', '.join(findings.unknown)}.")
    return 1 if findings.faults else 0


def _ask_all(service: tuple[str, ...], pins: tuple[tuple[str, str], ...]) -> Findings:
    """Ask a source about one package first: a mirror without the data would else be asked about each in vain."""
    try:
        first = _ask(service, pins[:1])
        return first + _ask(service, pins[1:]) if first.looked_up else first
    except UnreachedError:
        return Findings()


def _ask(service: tuple[str, ...], pins: tuple[tuple[str, str], ...]) -> Findings:
    """Run pip-audit over pins; one that is locked at two versions is asked about in two runs."""
    names = [name for name, _ in pins]
    again = tuple(pin for k, pin in enumerate(pins) if pin[0] in names[:k])
    now = tuple(pin for k, pin in enumerate(pins) if pin[0] not in names[:k])
    found = _run(service, now) if now else Findings()
    return found + _ask(service, again) if again else found


def _run(service: tuple[str, ...], pins: tuple[tuple[str, str], ...]) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pins.txt"
        listed.write_text("".join(f"{name}=={version}\n" for name, version in pins), encoding="utf-8")
        line = [sys.executable, "-m", "pip_audit", "-r", str(listed), "--disable-pip", "--no-deps"]
        line += ["--format", "json", "--progress-spinner", "off", *service]
        done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        return read_answer(done.stdout)
    except ValueError:
        if any(word in done.stderr for word in _UNREACHED):
            raise UnreachedError from None
        raise RuntimeError(f"pip-audit failed: {done.stderr[-2000:]}") from None


def read_answer(text: str) -> Findings:
    """Read pip-audit's JSON; ValueError where it is none. A package with a skip_reason was not looked up."""
    packages = json.loads(text)["dependencies"]
    known = [package for package in packages if "skip_reason" not in package]
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in known
        for fault in package["vulns"]
    ]
    unknown = tuple(sorted(package["name"] for package in packages if "skip_reason" in package))
    return Findings(looked_up=len(known), faults=tuple(faults), unknown=unknown)
