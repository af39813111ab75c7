"""What happens between the rounds: openings and closures, complaints, reports of communes, meetings, remedies."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import openpyxl
from year_field import REGULATIONS
from year_office import PLANNER, SECOND, YEAR, Year

import workflow
from domain.inspections import ComplaintState
from domain.places import CommuneKey
from domain.targets import QUARTERS, CommuneReport, Communication, quarter_spans

HEAD = ("STT", "Tên cơ sở", "Loại hình", "Địa chỉ", "Ấp", "Xã", "Mã số thuế", "Số phòng")
REVIEW_ANSWER, REVIEW_ID, REVIEW_FOOT = 8, 1, 4
"""Columns of the workbook that a commune reviews."""
GROUND = "Kết quả xác minh số 07/XM: kinh doanh khi giấy chứng nhận đã hết hiệu lực"
FORMS = ("MEETING", "LOUDSPEAKER", "LEAFLET")
PROGRAMMES = ("SOCIO_ECONOMIC", "SOCIAL_SECURITY", "DRUGS", "TRAFFICKING", "HIV_AIDS")
SILENT = (5, 2)
"""The commune, by its place, that gives no report of a quarter."""


def open_and_close(year: Year, opened: Sequence[tuple[str, str, str]], closed: Sequence[str]) -> None:
    """Take a list in by the register's door: new establishments (name, type, commune), and some that are closed."""
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for at, (name, kind, commune) in enumerate(opened, start=1):
        hamlet, house, tax = f"Ấp {at}", 10 * year.today.month + at, f"39{at:02d}{year.today:%m%d}99"
        book.active.append((at, name, kind, f"Số {house}, {hamlet}", hamlet, commune, tax, 4))
    path = year.directory / f"list-{year.today}.xlsx"
    book.save(path)
    view = workflow.propose_register(year.workspace, PLANNER, path=path, file_name=path.name)
    gone = {one.id: "closed" for one in view.missing if one.establishment.id in set(closed)}
    assert len(gone) == len(closed) and len(view.added) == len(opened)
    workflow.confirm_proposal(year.workspace, PLANNER, proposal=view.id, choices=gone)


def review_commune(year: Year, commune: str, closed: Sequence[str]) -> None:
    """Let a commune review its register: some are closed, the others as they stand."""
    (paper,) = workflow.write_reviews(year.workspace, PLANNER, commune=commune)
    book = openpyxl.load_workbook(io.BytesIO(workflow.read_paper(year.workspace, PLANNER, paper.id)[1]))
    foot = {"Ngày rà soát": year.today, "Chức vụ người ký": "Phó Chủ tịch UBND xã"}
    for row in book.worksheets[0].iter_rows():
        named = row[0].value
        if isinstance(named, str) and named.startswith("CS"):
            row[REVIEW_ANSWER - 1].value = "Đã nghỉ" if named in closed else "Đúng"
        elif named in foot:
            row[REVIEW_FOOT - 1].value = foot[named]
    path = year.directory / f"review-{commune}.xlsx"
    book.save(path)
    proposal = workflow.propose_review(year.workspace, PLANNER, path=path, file_name=path.name)
    taken = workflow.confirm_review(year.workspace, PLANNER, path=path, file_name=path.name, proposal=proposal)
    assert taken.changed == len(closed)


def hear_complaints(year: Year, about: Sequence[str], commune: str) -> list[str]:
    """Record complaints about establishments and one about a commune, and one crime that is only forwarded."""
    named = {"kind": "TIN_BAO", "channel": "DUONG_DAY_NONG", "received_on": year.today}
    heard = [workflow.record_complaint(year.workspace, PLANNER, **named, establishment_id=id_).id for id_ in about]
    heard.append(
        workflow.record_complaint(
            year.workspace, PLANNER, kind="PHAN_ANH", channel="VAN_BAN", received_on=year.today, commune=commune
        ).id
    )
    workflow.record_forwarded(
        year.workspace, PLANNER, kind="TO_GIAC", channel="TRUC_TIEP", received_on=year.today, to="Cơ quan điều tra",
        on=year.today,
    )  # fmt: skip
    return heard


def triage(year: Year, states: Mapping[str, ComplaintState]) -> None:
    """Classify complaints today; a clear sign is confirmed by the second planner."""
    for id_, state in states.items():
        is_clear = state is ComplaintState.CLEAR_SIGN
        workflow.triage_complaint(
            year.workspace, PLANNER, complaint=id_, state=state, ground=GROUND if is_clear else ""
        )
        if is_clear:
            workflow.confirm_clear_sign(year.workspace, SECOND, complaint=id_)


def link_visits(year: Year) -> None:
    """Name the visit that verified a complaint, wherever the year's rounds made one."""
    for at, view in enumerate(workflow.list_complaints(year.workspace, PLANNER)):
        if view.visits and not view.complaint.visit:
            state = (ComplaintState.VERIFIED, ComplaintState.DISMISSED)[at % 2]
            workflow.link_visit(
                year.workspace, PLANNER, complaint=view.complaint.id, inspection=view.visits[-1].id, state=state
            )


def report_quarter(year: Year, quarter: int) -> None:
    """Keep the reports of a quarter: few people in some communes, one commune silent, another without activities."""
    first, last = quarter_spans(date(YEAR, 1, 1))[quarter - 1]
    keys = {row.code: row for row in workflow.read_communes(year.workspace, PLANNER)}
    for at, code in enumerate(sorted(keys)):
        if (at, quarter) == SILENT:
            continue
        days = [first + timedelta(days=10 + 33 * n) for n in range(0 if (at, quarter) == (4, 3) else 1 + at % 3)]
        report = CommuneReport(
            commune=CommuneKey(vintage="post2025", code=code), year=YEAR, quarter=quarter, reported_on=year.today,
            communications=tuple(
                Communication(on=min(on, last), form=FORMS[(at + n) % 3], audience=40 + 10 * at + n)
                for n, on in enumerate(days)
            ),
            programmes=PROGRAMMES[quarter - 1 :: 4] if at else PROGRAMMES[:4],
            in_need=(3 * at + quarter) * 2, supported=max(0, (3 * at + quarter) * 2 - at - 1),
        )  # fmt: skip
        workflow.save_commune_report(year.workspace, PLANNER, report=report)
    done = PROGRAMMES if quarter == QUARTERS[-1] else PROGRAMMES[:quarter]
    workflow.save_integration(year.workspace, PLANNER, year=YEAR, programmes=done)


def meet(year: Year, commune: str, named: Sequence[str]) -> None:
    """Hold a commune's meeting on regulations, and take back one that was entered twice."""
    held = {"commune": commune, "on": year.today, "named": named, "regulations": REGULATIONS[:1]}
    workflow.record_meeting(year.workspace, PLANNER, **held, represented=len(named) + 4, commitments=3)
    twice = workflow.record_meeting(year.workspace, PLANNER, **held, represented=len(named) + 4, commitments=3)
    workflow.drop_meeting(year.workspace, PLANNER, meeting=twice.id)


def follow_remedies(year: Year) -> None:
    """Close every other remedy whose day has come, open one of them again, and leave the rest to be late."""
    waiting = [
        one.remedy
        for one in workflow.list_remedies(year.workspace, PLANNER).remedies
        if one.remedy.due_on <= year.today and one.remedy.state == "open"
    ]
    for at, remedy in enumerate(waiting):
        named = {"inspection": remedy.inspection_id, "code": remedy.code}
        if at % 2 == 0:
            workflow.close_remedy(
                year.workspace, PLANNER, **named, remedied_on=remedy.due_on, document=f"{at}/BC-{year.today:%m}"
            )
        if at == 2:
            workflow.reopen_remedy(year.workspace, PLANNER, **named, reason="Kiểm tra lại chưa đạt")


def answer_communes(year: Year) -> None:
    """Answer the difficulties of every commune that was looked at."""
    for one in workflow.list_supervised(year.workspace, PLANNER).done:
        if not one.answer:
            workflow.answer_commune(
                year.workspace, PLANNER, round_id=one.round_id, commune=one.commune.code, answer="Đã bố trí kinh phí"
            )
