"""The office's secret and what derives from it: made once, private, never told; computed again here from the contract."""

import hashlib
import hmac
import multiprocessing
import os
import re
import stat

import pytest
from sealed_office import open_office

from domain.errors import ServiceError
from domain.visits import SheetId
from workflow.field_keys import passphrase_of, results_key, secret_path

SHEET = SheetId(round_id="D2027-01", shift="T1-2027-03-09-T", revision=3, epoch=0)
PASSPHRASE = re.compile(r"([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}")


@pytest.fixture
def office(tmp_path):
    workspace = open_office(tmp_path / "office")
    yield workspace
    workspace.store.close()


def test_the_key_is_the_contracts_hmac_of_the_secret(office):
    key = results_key(office, SHEET)
    secret = secret_path(office).read_bytes()
    assert len(secret) == 32
    assert key == hmac.new(secret, b"results|D2027-01/T1-2027-03-09-T/r3.0", hashlib.sha256).hexdigest()


def test_the_passphrase_has_five_groups_of_four_and_all_of_its_letters_can_be_told_apart(office):
    passphrase = passphrase_of(office, SHEET)
    assert PASSPHRASE.fullmatch(passphrase) and not set("01IO") & set(passphrase)
    digest = hmac.new(secret_path(office).read_bytes(), f"passphrase|{SHEET.text}".encode(), hashlib.sha256).digest()
    letters = "".join("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[byte % 32] for byte in digest[:20])
    assert passphrase.replace("-", "") == letters


def test_each_part_of_a_sheets_name_makes_another_key_and_passphrase(office):
    others = [
        SheetId(round_id="D2027-02", shift=SHEET.shift, revision=3, epoch=0),
        SheetId(round_id=SHEET.round_id, shift="T2-2027-03-09-T", revision=3, epoch=0),
        SheetId(round_id=SHEET.round_id, shift=SHEET.shift, revision=4, epoch=0),
        SheetId(round_id=SHEET.round_id, shift=SHEET.shift, revision=3, epoch=1),
    ]
    assert len({results_key(office, sheet) for sheet in [SHEET, *others]}) == 5
    assert len({passphrase_of(office, sheet) for sheet in [SHEET, *others]}) == 5


def test_the_secret_stays_and_is_its_owners_alone(office):
    first = results_key(office, SHEET)
    kept = secret_path(office).read_bytes()
    assert results_key(office, SHEET) == first and secret_path(office).read_bytes() == kept
    assert os.name == "nt" or stat.S_IMODE(secret_path(office).stat().st_mode) == 0o600
    assert [path.name for path in secret_path(office).parent.glob(".secret*")] == []


def test_two_offices_have_nothing_in_common(office, tmp_path):
    other = open_office(tmp_path / "other")
    assert results_key(office, SHEET) != results_key(other, SHEET)
    other.store.close()


def key_in_process(directory, barrier, found):
    workspace = open_office(directory)
    barrier.wait()
    found.put(results_key(workspace, SHEET))
    workspace.store.close()


def test_processes_that_make_it_at_once_all_use_one(tmp_path):
    open_office(tmp_path / "office").store.close()
    context = multiprocessing.get_context("spawn")
    barrier, found = context.Barrier(4), context.Queue()
    workers = [context.Process(target=key_in_process, args=(tmp_path / "office", barrier, found)) for _ in range(4)]
    for worker in workers:
        worker.start()
    keys = {found.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join(60)
    assert len(keys) == 1
    assert sorted(path.name for path in (tmp_path / "office").glob("*secret*")) == ["secret.key"]


def test_a_damaged_secret_is_not_replaced_silently(office):
    secret_path(office).write_bytes(b"short")
    with pytest.raises(ServiceError) as error:
        results_key(office, SHEET)
    assert error.value.code == "sheet.secret" and secret_path(office).read_bytes() == b"short"
    assert "secret.key" in office.reference.words.say("error.sheet.secret", **error.value.params)


def test_nothing_that_is_printed_of_an_office_holds_the_secret(office):
    key = results_key(office, SHEET)
    secret = secret_path(office).read_bytes()
    printed = repr(office) + repr(office.settings) + repr(SHEET)
    assert key not in printed and secret.hex() not in printed and repr(secret) not in printed
