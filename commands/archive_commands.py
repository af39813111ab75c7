"""archive and verify-archive: a closed round as one file, and whether such a file is true."""

from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, words, workspace_of
from domain.errors import InputError

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def archive(
    round_id: Annotated[str, typer.Argument(help="Id of a closed round.")],
    out: Annotated[Path, typer.Option(help="Where the archive is written.")],
    checker: Annotated[str, typer.Option(help="Who receives it; logged.")],
    pseudonymous: Annotated[bool, typer.Option(help="Numbers in the place of establishments.")] = False,
    key_out: Annotated[Path | None, typer.Option(help="Where the key of the numbers is written.")] = None,
    directory: Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write a closed round as one file. Example: python cli.py archive D2027-01 --out A.zip --checker "Thanh tra" """
    from geo.whole_files import write_whole

    if pseudonymous and key_out is None:
        raise InputError("archive.no_key_file")
    if key_out is not None and key_out.resolve() == out.resolve():
        raise InputError("archive.same_file")
    made = workflow.write_archive(
        workspace_of(directory), CLI, round_id=round_id, checker=checker, is_pseudonymous=pseudonymous
    )
    if made.key and key_out is not None:
        write_whole(key_out, made.key)
    write_whole(out, made.content)
    if as_json:
        answer_json({"round": round_id, "sha256": made.digest, "files": list(made.files), "has_key": bool(made.key)})
        return
    print(words().say("archive.written", files=len(made.files), digest=made.digest))
    if made.key:
        print(words().say("archive.key_written"))


def verify_archive(
    file: Annotated[Path, typer.Argument(help="The archive.")],
    key: Annotated[Path | None, typer.Option(help="The key of a pseudonymised archive.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check an archive from itself alone; no office is needed. Example: python cli.py verify-archive A.zip --json"""
    verdict = workflow.verify_archive(_bytes(file), key=_bytes(key) if key else b"")
    broken = [
        {k: v for k, v in (("code", b.code), ("visit", b.visit), ("shift", b.shift)) if v} for b in verdict.broken
    ]
    if as_json:
        checked = {"checked": list(verdict.checked), "needs_key": list(verdict.needs_key)}
        answer_json({"ok": not broken, "broken": broken, **checked})
    else:
        print(words().say("archive.false", count=len(broken)) if broken else words().say("archive.true"))
        print("\n".join(" ".join(row.values()) for row in broken), end="\n" if broken else "")
        if verdict.needs_key:
            print(words().say("archive.needs_key"))
    raise typer.Exit(1 if broken else 0)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("file.unreadable", file=path.name) from error
