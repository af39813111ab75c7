"""purge: what is past its term, listed or removed; in a folder of backups too."""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.answers import CLI, answer_json, words, workspace_of
from commands.backup_commands import AsJson, Directory, PassphraseFile, passphrase_of
from workflow.old_backups import BackupState, OldBackup
from workflow.purging import DueClass, Purged, PurgePlan, purge_plan
from workflow.purging import purge as do_purge


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what is past its term.")] = False,
    backups: Annotated[
        Path | None, typer.Option(help="Folder of backups: those past their term are listed, and removed too.")
    ] = None,
    directory: Directory = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Remove what is past its term. Example: python cli.py purge --dry-run --backups /backups"""
    passphrase = passphrase_of(passphrase_file) if backups else ""
    workspace = workspace_of(directory)
    with closing(workspace.store):
        plan = purge_plan(workspace, CLI, backups=backups, passphrase=passphrase)
        done = None if dry_run else do_purge(workspace, CLI, backups=backups, passphrase=passphrase)
    if as_json:
        answer_json(_plain(plan, done))
        return
    _tell(plan, done)


def _plain(plan: PurgePlan, done: Purged | None) -> dict[str, object]:
    return {
        "on": plan.on.isoformat(),
        "classes": {one.of: _plain_class(one) for one in plan.classes},
        "backups": [_plain_backup(one) for one in plan.backups],
        "removed": {**asdict(done)} if done else None,
    }


def _plain_class(one: DueClass) -> dict[str, object]:
    return {
        "months": one.term.months if one.term else 0, "count": one.count, "is_removed": one.is_removed,
        "oldest": one.oldest.isoformat() if one.oldest else None,
    }  # fmt: skip


def _plain_backup(one: OldBackup) -> dict[str, object]:
    return {
        "file": one.path.name, "state": one.state,
        "made_on": one.made_on.isoformat() if one.made_on else None,
    }  # fmt: skip


def _tell(plan: PurgePlan, done: Purged | None) -> None:
    say = words().say
    for one in plan.classes:
        term = say("retention.term", months=one.term.months) if one.term and one.term.months else say("retention.good")
        oldest = f"{one.oldest:%d/%m/%Y}" if one.oldest else "–"
        label = say(f"retention.class.{one.of}")
        print(say("retention.line", label=label, term=term, count=one.count, oldest=oldest))
    for backup in plan.backups:
        made_on = f"{backup.made_on:%d/%m/%Y}" if backup.made_on else "–"
        print(say(f"retention.backup_{backup.state}", file=backup.path.name, made_on=made_on))
    if done is None:
        due = plan.due + sum(one.state is BackupState.DUE for one in plan.backups)
        print(say("retention.dry", count=due))
        return
    print(say("retention.done", count=sum(done.removed.values()), backups=len(done.backups), copies=done.copies))
    if not done.is_wiped:
        print(say("retention.not_wiped"))
