"""A small round for the official papers.

``PYTHONPATH=.:tests python tests/documents/sample_official.py`` writes tests/golden anew, to be read before it is kept.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from docx_text import text_of

from documents.docx_fields import TemplateContract
from documents.docx_render import render_docx
from documents.minutes_paper import DrawMinutes, MinutesEstablishment, ShareRow
from documents.official_facts import (
    CommuneYear,
    Letterhead,
    OfficialFacts,
    OwnerFacts,
    PaperCommune,
    PaperPlace,
    PaperTeam,
    ResultRow,
    RoundResults,
    YearCounts,
)
from documents.official_owner import owner_drafts
from documents.plan_paper import ListChange, PaperEstablishment, PaperShift, PaperStop, PlanPaper
from documents.registry import OFFICIAL_WRITERS
from domain.ceremony import ChangeKind, DiceSource, Draw, DrawState
from domain.paperwork import PaperSettings
from domain.rounds import (
    Certificate,
    Reason,
    ReasonCode,
    Role,
    Round,
    RoundStatus,
    Sample,
    SampledEstablishment,
    SamplingRule,
)
from domain.sheets import FieldRule
from domain.words import Words

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "data" / "papers" / "vi"
TEMPLATES = ROOT / "documents" / "templates"
GOLDEN = ROOT / "tests" / "golden"
ON = date(2027, 3, 1)
AT = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
KINDS = (*OFFICIAL_WRITERS, "owner_sheet")
CELL = {"CS1": ("X1", "KARAOKE"), "CS2": ("X1", "NHANGHI"), "CS3": ("X2", "KARAOKE"), "CS4": ("X2", "NHANGHI")}
HEAD = Letterhead(superior="UBND huyện Tân Châu", office="Phòng Văn hóa và Thông tin", place="Tân Châu")
SETTINGS = PaperSettings(
    telephone="0276 3875 000", symbol="VHTT", authority="KT. TRƯỞNG PHÒNG", signer_title="Phó Trưởng phòng",
    recipients=("UBND huyện (báo cáo)", "Các cơ quan phối hợp"), people={"CONG_AN": 2}, allowance_dong=150_000,
    km_dong=4_000,
)  # fmt: skip


def read_words() -> Words:
    """Return every Vietnamese word of the product."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "words" / "vi").glob("*.toml")):
        found |= dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    return Words("vi", found)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def contract_of(kind: str) -> TemplateContract:
    """Return what data/papers promises of a kind."""
    common = tomllib.loads((PAPERS / "_common.toml").read_text(encoding="utf-8"))["fields"]
    own = tomllib.loads((PAPERS / f"{kind}.toml").read_text(encoding="utf-8"))
    return TemplateContract(fields=frozenset({**common, **own["fields"]}), required=tuple(own["required"]))


def item(id_: str, role: Role = Role.RISK, *, name: str = "") -> PaperEstablishment:
    """Return one establishment of the sample round."""
    commune, type_ = CELL.get(id_, CELL["CS1"])
    return PaperEstablishment(
        id=id_, name=name or f"Cơ sở {id_} Hoa Mai", type_label={"KARAOKE": "Karaoke", "NHANGHI": "Nhà nghỉ"}[type_],
        address=f"Số {id_[2:]}, đường 785", commune="Xã Tân Đông" if commune == "X1" else "Xã Tân Hội",
        commune_former="Xã Tân Hà" if commune == "X1" else "Xã Tân Hội", role=role,
        reason=Reason(code=ReasonCode.RISK_SCORE, params={"points": 9, "rank": 1, "cut_off": 5}),
    )  # fmt: skip


def sample_facts(*, hostile: str = "") -> OfficialFacts:
    """Return the round; with ``hostile`` every free text of it is that text."""
    selected = (item("CS1", Role.MUST, name=hostile), item("CS3", Role.LOTTERY, name=hostile))
    reserves = (item("CS2", Role.RESERVE, name=hostile),)
    if hostile:
        selected = tuple(replace(one, address=hostile, commune_former=hostile) for one in selected)
    names = ("Văn hóa", "Công an")
    shifts = tuple(
        PaperShift(
            shift=f"S{at}", team_name=hostile or f"Đội số {at}", date=date(2027, 3, 7 + at), departure_s=66_600,
            return_s=90_000, travel_s=3600, distance_m=12_400, base_name="Trụ sở phòng",
            stops=(
                PaperStop(establishment=one, order=1, arrival_s=68_400, start_s=68_400, leave_s=71_100, agencies=names),
            ),
        )
        for at, one in enumerate(selected, start=1)
    )  # fmt: skip
    swaps = (ListChange(kind=ChangeKind.SUBSTITUTE, establishment=selected[0], stand_in=reserves[0]),)
    plan = PlanPaper(
        office_name=HEAD.office, title=hostile or "Đợt 1 năm 2027", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 19),
        version=1, registered=10, required=2, rate_bp=2000, travel_source="estimate", is_schematic=False, made_at=AT,
        names={}, shifts=shifts, selected=selected, reserves=reserves, unassigned=(), vehicle="car",
        changes=(hostile,) if hostile else (), list_changes=swaps if hostile else (),
    )  # fmt: skip
    rule = FieldRule(code="SIGNBOARD", label="Biển hiệu đúng tên đã đăng ký", basis="Luật Quảng cáo", valid_from=ON)
    read = replace(rule, label="Không đặt chốt cửa bên trong phòng", basis="Nghị định 54/2019/NĐ-CP", is_checked=True)
    return OfficialFacts(
        letterhead=replace(HEAD, office=hostile or HEAD.office), settings=SETTINGS,
        round=replace(sample_round(), title=hostile or "Đợt 1 năm 2027"), plan=plan,
        registered={("X1", "KARAOKE"): 3, ("X1", "NHANGHI"): 3, ("X2", "KARAOKE"): 1, ("X2", "NHANGHI"): 3},
        types={"KARAOKE": "Karaoke", "BAR": "Quán bar", "NHANGHI": "Nhà nghỉ, nhà khách"},
        communes=(
            PaperCommune(code="X1", name="Xã Tân Đông", former_names=("Xã Tân Đông", "Xã Tân Hà"), need=1),
            PaperCommune(code="X2", name="Xã Tân Hội", former_names=("Xã Tân Hội", "Xã Tân Hiệp"), need=1),
        ),
        teams=(PaperTeam(id="T1", name="Đội kiểm tra liên ngành số 1", agencies=("VAN_HOA", "CONG_AN")),),
        places={
            id_: PaperPlace(commune=commune, type=type_, reg_no=f"HKD-{id_}", licence_no=hostile, code=f"ABCD-234{id_[2:]}")
            for id_, (commune, type_) in CELL.items()
        },
        bases={"inspection_plan": ("Nghị quyết 198/2025/QH15",), "team_decision": ("Nghị quyết 198/2025/QH15",)},
        duties={"": (rule,), "KARAOKE": (rule, read)}, crews={"S1": ("VAN_HOA", "CONG_AN"), "S2": ("VAN_HOA",)},
        hours={"S1": (66_600, 82_800), "S2": (66_600, 90_000)},
        labels={"VAN_HOA": "Văn hóa", "CONG_AN": "Công an", "Y_TE": "Y tế"}, results=sample_results(),
        year=sample_year(hostile), draw=sample_draw(hostile),
    )  # fmt: skip


def sample_round(*, decision_no: str = "") -> Round:
    """Return the round, with a decision once it has a number."""
    return Round(
        id="D2027-01", title="Đợt 1 năm 2027", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 19),
        rule=SamplingRule(), status=RoundStatus.PLANNED, teams=("T1",), decision_no=decision_no,
        decision_on=date(2027, 3, 2) if decision_no else None,
    )  # fmt: skip


def sample_results() -> RoundResults:
    """Return results of which one establishment was inspected twice and fined."""
    row = ResultRow(
        label="Karaoke",
        registered=4,
        inspected=1,
        visits=2,
        found=1,
        actions={"FINE": 1, "REMIND": 1},
        fine_dong=7_500_000,
    )
    rest = ResultRow(label="Nhà nghỉ, nhà khách", registered=6)
    return RoundResults(
        on=date(2027, 3, 20), total=replace(row, label="", registered=10), types=(row, rest),
        communes=(replace(row, label="Xã Tân Đông", registered=6), replace(rest, label="Xã Tân Hội", registered=4)),
        states={"inspected": 1, "closed_door": 1}, open_findings=1, closed_findings=1, done_before=1,
    )  # fmt: skip


def sample_year(hostile: str = "") -> YearCounts:
    """Return a year in which one commune did all the work."""
    communes = (
        CommuneYear(label=hostile or "Xã Tân Đông", communications=3, audience=1240, commitments=5),
        CommuneYear(label="Xã Tân Hội", communications=0, audience=0, commitments=0),
    )
    return YearCounts(year=2027, received=4, verified=2, in_time=3, communes=communes)


def sample_draw(hostile: str = "") -> DrawMinutes:
    """Return the minutes of a draw of two, with one reserve."""
    third = Fraction(1, 3)
    rows = tuple(
        SampledEstablishment(establishment_id=id_, role=role, reason=Reason(code=code, params={}), chance=chance)
        for id_, role, code, chance in (
            ("CS1", Role.MUST, ReasonCode.MUST_COMPLAINT, Fraction(1)),
            ("CS3", Role.LOTTERY, ReasonCode.LOTTERY, third),
            ("CS2", Role.RESERVE, ReasonCode.RESERVE, third),
        )
    )
    draw = Draw(
        year=2027, number=1, round_id="D2027-01", state=DrawState.DRAWN, rule=SamplingRule(), frame_csv="h\n1\n2\n3\n",
        frame_hash="ab" * 32, frozen_at=AT, frozen_by="thu", plan_hash="cd" * 32, salt_hash="ef" * 32,
        committed_at=AT, committed_by="thu", dice="31415926535897932384", dice_source=DiceSource.PUBLIC,
        place=hostile or "Hội trường", participants=(hostile or "Trưởng phòng",), seed="12" * 32, rolled_at=AT,
        rolled_by="thu", drawn_at=AT, drawn_by="ba",
    )  # fmt: skip
    sample = Sample(
        size=2, lower_bound=2, certificate=Certificate(communes=(), types=()), must=("CS1",), risk=(), lottery=("CS3",),
        reserves=("CS2",), chance=third, rows=rows, frame_hash="ab" * 32, plan_hash="cd" * 32, seed="12" * 32,
        method="draw-1",
    )  # fmt: skip
    named = {
        id_: MinutesEstablishment(id=id_, name=hostile or f"Cơ sở {id_}", type_label="Karaoke", commune="Xã Tân Đông")
        for id_ in CELL
    }
    return DrawMinutes(
        superior=HEAD.superior, office_name=HEAD.office, title="Đợt 1 năm 2027", starts_on=date(2027, 3, 8),
        ends_on=date(2027, 3, 19), draw=draw, sample=sample, salt="", has_second_planner=False, establishments=named,
        names={}, shares=(ShareRow(dimension="commune", label="Xã Tân Đông", registered=6, selected=1),),
        spot_checks=(), changes=(), is_checked=True,
    )  # fmt: skip


def owner_facts(hostile: str = "") -> OwnerFacts:
    """Return what one owner may learn."""
    return OwnerFacts(
        letterhead=HEAD, settings=SETTINGS, name=hostile or "Karaoke Hoa Mai", on=ON,
        held=(("Tên cơ sở", hostile or "Karaoke Hoa Mai"), ("Số phòng", "")),
        points=(("Điểm cơ bản của loại hình", 5), ("Mở cửa về đêm", 2)), card="Thang điểm phiên bản 1.",
        selection=(hostile,) if hostile else (),
    )  # fmt: skip


def write_all(facts: OfficialFacts, owner: OwnerFacts, words: Words) -> dict[str, bytes]:
    """Return every paper by its kind, with the part where a kind has several."""
    drafts = [(kind, draft) for kind, writer in OFFICIAL_WRITERS.items() for draft in writer.drafts(facts, words)]
    drafts += [("owner_sheet", draft) for draft in owner_drafts(owner, words)]
    return {
        "-".join(part for part in (kind, draft.part) if part): render_docx(
            (TEMPLATES / f"{kind}.docx").read_bytes(), draft.fields, title=kind, author=HEAD.office, on=ON
        )
        for kind, draft in drafts
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in write_all(sample_facts(), owner_facts(), read_words()).items():
        (GOLDEN / f"{name}.txt").write_text(text_of(content), encoding="utf-8")
