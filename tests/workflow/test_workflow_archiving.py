"""The archive of a round: only of a closed one, the same bytes, true from itself alone, broken by every lie."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from sealed_office import AFTERWARDS, LEADER, PLANNER, audit_rows, open_office, seal, set_clock, team

import workflow
from documents.round_archive import MANIFEST, read_archive, round_archive
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.inspections import Finding, Inspection
from store import establishments, rounds


@pytest.fixture
def office(demo_copy):
    found = open_office(demo_copy)
    seal(found)
    set_clock(found, AFTERWARDS)
    yield found
    found.store.close()


def round_of(office):
    with office.store.read() as connection:
        return rounds.list_rounds(connection)[0].id


def record(office):
    """Record two full inspections, one with a finding, and one that does not count."""
    id_ = round_of(office)
    with office.store.read() as connection:
        first, second, third = rounds.read_sample(connection, id_).selected[:3]
    more = {"agency": "VAN_HOA", "on": date(2027, 3, 10), "round_id": id_}
    done = [
        Inspection(id="i1", establishment_id=first, is_full=True, minutes_no="01/BB", scope="BÍ MẬT RIÊNG", **more),
        Inspection(
            id="i2", establishment_id=second, is_full=True, minutes_no="02/BB",
            findings=(Finding(code="BUILDING.SIGN", action="REMIND", remedied_on=date(2027, 3, 20)),), **more,
        ),
        Inspection(id="i3", establishment_id=third, is_full=False, minutes_no="", **more),
    ]  # fmt: skip
    workflow.record_inspections(office, PLANNER, done=done)
    return first, second


def closed(office):
    record(office)
    workflow.close_round(office, PLANNER, round_id=round_of(office))


def write(office, **more):
    return workflow.write_archive(office, PLANNER, round_id=round_of(office), checker="Thanh tra Sở", **more)


def codes(content, **more):
    return {one.code for one in workflow.verify_archive(content, **more).broken}


def forged(archive, name, change, *, is_sealed=True):
    """Return an archive with one file changed; its manifest follows where ``is_sealed``."""
    files = read_archive(archive.content)
    manifest = files.pop(MANIFEST)
    files[name] = change(files[name])
    made = round_archive(files, apart={})
    if is_sealed:
        return made
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for key, text in {**files, MANIFEST: manifest}.items():
            target.writestr(key, text)
    return out.getvalue()


def test_only_a_closed_round_is_archived_by_the_planner_alone(office):
    with pytest.raises(ConflictError) as caught:
        write(office)
    assert caught.value.code == "published.not_closed"
    closed(office)
    for other in (LEADER, team("T1")):
        with pytest.raises(NotAllowedError):
            workflow.write_archive(office, other, round_id=round_of(office), checker="Ai đó")
    made = write(office)
    assert audit_rows(office, "round.archive")[0].details["digest"] == made.digest


def test_an_archive_is_the_same_twice_and_true_from_itself_alone(office):
    closed(office)
    made = write(office)
    assert made.content == write(office).content
    verdict = workflow.verify_archive(made.content)
    assert verdict.broken == ()
    assert verdict.checked == ("files", "plan", "list", "sums", "draw")
    files = read_archive(made.content)
    sums = json.loads(files["SUMS.json"])
    assert (sums["area"]["registered"], sums["area"]["inspected"], sums["area"]["found"]) == (240, 2, 1)
    assert sums["findings"] == {"open": 0, "closed": 1}
    assert "KIỂM TRA" in files["DOC-TRUOC.txt"]


def test_no_contact_no_note_and_no_account_is_archived(office):
    closed(office)
    whole = "\n".join(read_archive(write(office).content).values())
    for secret in ("BÍ MẬT RIÊNG", '"thu"', "made_by", "telephone", "owner"):
        assert secret not in whole


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("FRAME.csv", lambda text: text.replace(",0,", ",1,", 1), "draw."),
        ("RULE.toml", lambda text: text.replace("rate_bp = 2000", "rate_bp = 2500"), "draw."),
        ("SUMS.json", lambda text: text.replace('"inspected": 2', '"inspected": 3', 1), "archive.sums"),
        ("RESULTS.json", lambda text: text.replace('"is_full": true', '"is_full": false', 1), "archive.sums"),
        ("LIST.csv", lambda text: text.replace(",risk,", ",lottery,", 1), "archive.list"),
        ("SEED.json", lambda text: text.replace('"salt": "', '"salt": "0'), "archive.seed"),
        ("SOLUTION.json", lambda text: text.replace('"travel_s":', '"travel_s":1', 1), ""),
    ],
)
def test_every_lie_is_found(office, name, change, code):
    closed(office)
    made = write(office)
    assert "archive.file" in codes(forged(made, name, change, is_sealed=False))
    found = codes(forged(made, name, change))
    assert any(one.startswith(code) for one in found), found


def test_a_pseudonymised_archive_names_nobody_and_its_key_proves_the_draw(office):
    closed(office)
    named, made = write(office), write(office, is_pseudonymous=True)
    with office.store.read() as connection:
        known = establishments.read_establishments(connection)
    whole = "\n".join(read_archive(made.content).values())
    for one in known:
        assert f'"{one.id}"' not in whole and f"\n{one.id}," not in whole
        assert not one.name or one.name not in whole
    assert "01/BB" not in whole and named.digest != made.digest
    alone = workflow.verify_archive(made.content)
    assert (alone.broken, alone.needs_key) == ((), ("draw",))
    both = workflow.verify_archive(made.content, key=made.key)
    assert (both.broken, both.needs_key) == ((), ())
    assert made.key == write(office, is_pseudonymous=True).key


def test_another_rounds_key_is_refused(office):
    closed(office)
    made = write(office, is_pseudonymous=True)
    files = read_archive(made.key)
    rows = list(csv.reader(io.StringIO(files["KEY.csv"])))
    rows[1][1], rows[2][1] = rows[2][1], rows[1][1]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in files.items():
            target.writestr(name, "\n".join(map(",".join, rows)) + "\n" if name == "KEY.csv" else text)
    assert "archive.file" in codes(made.content, key=out.getvalue())


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_what_is_no_archive_is_refused(content):
    with pytest.raises(InputError, match=r"archive\.unreadable"):
        workflow.verify_archive(content)


def test_a_file_that_is_missing_or_broken_is_refused_by_a_sentence(office):
    closed(office)
    made = write(office)
    files = read_archive(made.content)
    del files[MANIFEST], files["SUMS.json"]
    with pytest.raises(InputError, match=r"archive\.missing"):
        workflow.verify_archive(round_archive(files, apart={}))
    with pytest.raises(InputError, match=r"archive\.damaged"):
        workflow.verify_archive(forged(made, "RESULTS.json", lambda _: "[1]"))
