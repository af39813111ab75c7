"""One value of every kind that the store keeps, each field away from its default."""

from array import array
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

from domain.establishments import Decision, Entity, Establishment, OpeningHours, Status
from domain.inspections import Complaint, ComplaintState, Finding, FindingRemedy, Inspection, RemedyState, RemedyStep
from domain.issues import Issue, IssueState, KeptIssue, Severity
from domain.places import (
    Base,
    Commune,
    CommuneKey,
    Hamlet,
    Landmark,
    Office,
    Position,
    PositionSource,
    Succession,
    Vintage,
)
from domain.plans import Plan
from domain.register_steps import Contact, RegisterEntry
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
from domain.routing import (
    BrokenRule,
    Location,
    Remedy,
    Route,
    RoutingProblem,
    Solution,
    Stop,
    Unassigned,
    UnassignedReason,
    Verdict,
    Visit,
)
from domain.teams import Break, Shift, Team, TeamLevel
from domain.travel import TravelMatrix
from domain.visits import (
    CheckAnswer,
    KeptResult,
    ResultChoice,
    ResultState,
    SheetId,
    StopKind,
    VisitResult,
    VisitStatus,
)

HANOI = timezone(timedelta(hours=7))
AT = datetime(2027, 3, 1, 8, 30, 0, 250, tzinfo=HANOI)
LATER = datetime(2027, 3, 2, 1, 0, tzinfo=UTC)

OLD, OTHER = CommuneKey(vintage="2020", code="25486"), CommuneKey(vintage="2020", code="25489")
NOW = CommuneKey(vintage="2025", code="25486")

OFFICE = Office(
    id="demo",
    name="Phòng Văn hóa và Thông tin",
    superior="UBND",
    place="Tân Châu",
    vintage="2025",
    communes=(NOW,),
    bases=(Base(id="base", name="Trụ sở", lon=106.16, lat=11.55),),
    demo_at=AT,
    is_schematic=True,
    shift_cost_dong=1_250_000,
)
RULE = SamplingRule(rate_bp=2001, commune_floor_bp=999, exempt_clock="rolling", size=7, risk_loss_bp=500)
VINTAGES = (
    Vintage(id="2025", valid_from=date(2025, 7, 1), valid_to=None, legal_act="NQ 1682"),
    Vintage(id="2020", valid_from=None, valid_to=date(2025, 6, 30), legal_act=""),
)
COMMUNES = (
    Commune(key=NOW, name="Tân Châu", kind="Xã", centre_lon=106.1, centre_lat=11.5, area_km2=None),
    Commune(key=OLD, name="Tân Châu", kind="Thị trấn", centre_lon=106.2, centre_lat=11.6, area_km2=7.42),
)
SUCCESSIONS = (Succession(old=OLD, new=NOW, is_whole=True), Succession(old=OTHER, new=NOW, is_whole=False))
HAMLETS = (
    Hamlet(commune=NOW, name="Ấp Hội Thắng", lon=106.1, lat=11.5),
    Hamlet(commune=NOW, name="Ấp Hội Thắng", lon=106.3, lat=11.7),
)
LANDMARKS = (
    Landmark(commune=NOW, name="chợ Tân Hà", lon=106.1, lat=11.5, accuracy_m=200),
    Landmark(commune=None, name="QL22B km 12", lon=106.3, lat=11.7, accuracy_m=1000),
)
TEAMS = (
    Team(id="t2", name="Đoàn 2", level=TeamLevel.AREA, base="base", agencies=("VHTT", "CA")),
    Team(id="t1", name="Đội 1", level=TeamLevel.COMMUNE, base="base", agencies=("VHTT",), territory=(NOW,)),
)
SHIFTS = (
    Shift(
        id="b",
        team="t1",
        date=date(2027, 3, 2),
        start_s=64_800,
        end_s=90_000,
        start_location="base",
        end_location="base",
        max_duty_s=20_000,
        pause=Break(earliest_s=70_000, latest_s=72_000, duration_s=1_800),
        agencies=("VHTT",),
        max_stops=6,
        area="north",
    ),
    Shift(
        id="a",
        team="t2",
        date=date(2027, 3, 1),
        start_s=27_000,
        end_s=61_200,
        start_location="base",
        end_location="base",
        max_duty_s=28_800,
    ),
)
ENTITIES = (
    Entity(id="e1", name=""),
    Entity(id="e2", name="Karaoke Đỗ Quyên", tax_code="0312345678"),
)
ESTABLISHMENTS = (
    Establishment(
        id="cs-2",
        entity_id="e2",
        name="Karaoke Đỗ Quyên",
        type="karaoke",
        type_raw="KARAOKE",
        hamlet="Hội Thắng",
        address_raw="số 5, đường ĐT785",
        commune_raw="TT Tân Châu",
        commune_reported=OLD,
        commune_now=NOW,
        coords_raw="11.55, 106.16",
        position=Position(lon=106.16, lat=11.55, source=PositionSource.GIVEN, quality="A", accuracy_m=10),
        status=Status.ACTIVE,
        decision=Decision.PENDING,
        licence_no="007",
        licence_on=date(2020, 2, 29),
        tax_code="0312345678",
        rooms=0,
        staff_total=12,
        hours=OpeningHours(from_s=64_800, to_s=93_600),
        last_inspected_on=date(2026, 5, 4),
        source_sheet="Thị trấn",
        source_row=9,
    ),
    Establishment(
        id="cs-10",
        entity_id="e1",
        name="",
        type=None,
        type_raw="",
        hamlet="",
        address_raw="",
        commune_raw="",
        commune_reported=None,
        commune_now=None,
        coords_raw="",
        position=None,
        status=Status.UNVERIFIED,
        decision=Decision.REJECTED,
    ),
)
CONTACTS = {"cs-2": Contact(owner_name="Trần Thị B", phone="0912 345 678", read_phone="912345678")}
ISSUES = (
    KeptIssue(
        id="a1",
        issue=Issue(
            code="type.unknown", severity=Severity.BLOCK, establishment_id="cs-10", params={"value": "?", "row": 4}
        ),
    ),
    KeptIssue(
        id="a2",
        issue=Issue(
            code="name.case", severity=Severity.NOTE, sheet="Thị trấn", row=9, column="Tên", value="KARAOKE",
            establishment_id="cs-10",
        ),
        state=IssueState.SETTLED,
        settled_by="an",
    ),
)  # fmt: skip
FILE_ISSUES = (KeptIssue(id="f1", issue=Issue(code="hidden_sheet", severity=Severity.NOTE, sheet="Cũ")),)
ENTRIES = {
    "cs-2": RegisterEntry(
        establishment=ESTABLISHMENTS[0], reading=replace(ESTABLISHMENTS[0], rooms=None, notes="như tệp ghi")
    ),
    "cs-10": RegisterEntry(establishment=ESTABLISHMENTS[1], issues=ISSUES),
}
INSPECTIONS = (
    Inspection(
        id="i2",
        establishment_id="cs-2",
        agency="VHTT",
        on=date(2027, 3, 1),
        is_full=True,
        minutes_no="12/BB",
        round_id="r1",
        findings=(
            Finding(
                code="licence.expired", action="remind", remedy_due_on=date(2027, 4, 1), remedied_on=date(2027, 3, 9)
            ),
        ),
    ),
    Inspection(id="i1", establishment_id="gone", agency="CA", on=date(2026, 1, 1), is_full=False, minutes_no=""),
)
COMPLAINTS = (
    Complaint(
        id="c1",
        establishment_id="cs-2",
        received_on=date(2027, 2, 1),
        state=ComplaintState.CLEAR_SIGN,
        ground="NĐ 19",
        triaged_by="thu",
        needs_second=True,
        confirmed_by="ba",
    ),
    Complaint(
        id="c2",
        establishment_id="",
        received_on=date(2027, 2, 2),
        state=ComplaintState.FORWARDED,
        commune=NOW,
        channel="mail",
        kind="crime",
        due_on=date(2027, 2, 3),
        about="quá giờ",
        visit="i2",
        handled_on=date(2027, 2, 2),
        forwarded_on=date(2027, 2, 2),
        forwarded_to="Công an",
    ),
)
REMEDIES = (
    FindingRemedy(
        inspection_id="i2",
        establishment_id="cs-2",
        code="licence.expired",
        action="remind",
        due_on=date(2027, 4, 1),
        state=RemedyState.DONE,
        remedied_on=date(2027, 3, 9),
        document="05/BC",
        history=(RemedyStep(state=RemedyState.DONE, account="thu", at=AT, document="05/BC", reason="x"),),
    ),
    FindingRemedy(inspection_id="i2", establishment_id="cs-2", code="x", action="", due_on=None),
)
RESULTS = (
    KeptResult(
        id="k1",
        number=1,
        sheet=SheetId(round_id="r1", shift="a", revision=3, epoch=2),
        team="t1",
        result=VisitResult(
            stop="cs-2",
            kind=StopKind.ESTABLISHMENT,
            status=VisitStatus.INSPECTED,
            device="0" * 16,
            edit=4,
            recorded_at=AT,
            arrived_at=AT,
            left_at=LATER,
            distance_m=12,
            agencies=("VHTT", "CA"),
            is_full=True,
            minutes_no="12/BB",
            findings=(Finding(code="licence.expired", action="remind", remedy_due_on=date(2027, 4, 1)),),
            checks={"fire": CheckAnswer.NO, "sign": CheckAnswer.NOT_APPLICABLE},
            regulations=("nd19",),
            commitment_on=date(2027, 3, 1),
            leaflet_left=True,
            forwarded_on=date(2027, 3, 1),
            tasks={"review": True, "report": False},
            difficulties="thiếu người",
            note="sạch sẽ",
        ),
        state=ResultState.KEPT,
        received_at=LATER,
        skew_s=700,
        sent_by="doan",
        is_marked=False,
        masked=2,
    ),
    KeptResult(
        id="k2",
        number=2,
        sheet=SheetId(round_id="r1", shift="a", revision=3, epoch=2),
        team="t1",
        result=VisitResult(
            stop="commune:2025/25486",
            kind=StopKind.COMMUNE_SUPERVISION,
            status=VisitStatus.POSTPONED,
            device="1" * 16,
            edit=0,
            recorded_at=AT,
        ),
        state=ResultState.CONFLICT,
        reason="other_device",
        received_at=LATER,
        sent_by="thu",
    ),
)
CHOICE = ResultChoice(round_id="r1", shift="a", stop="cs-2", chosen="k1", reason="Biên bản giấy", account="thu", at=AT)
ROUND = Round(
    id="r1",
    title="Đợt 1 năm 2027",
    starts_on=date(2027, 3, 1),
    ends_on=date(2027, 3, 31),
    rule=RULE,
    status=RoundStatus.DRAWN,
    teams=("t2", "t1"),
    frozen_on=date(2027, 3, 1),
    decision_no="15/QĐ",
    decision_on=date(2027, 2, 28),
    signer="Trưởng phòng",
)
SAMPLE = Sample(
    size=2,
    lower_bound=2,
    certificate=Certificate(communes=("25486",), types=()),
    must=("cs-2",),
    risk=(),
    lottery=("cs-10",),
    reserves=("cs-30", "cs-21"),
    chance=Fraction(10**30 + 1, 3 * 10**30),
    rows=(
        SampledEstablishment(
            establishment_id="cs-2",
            role=Role.MUST,
            reason=Reason(code=ReasonCode.MUST_COMPLAINT, params={"complaint": "c1", "days": 28}),
            chance=Fraction(1),
        ),
        SampledEstablishment(
            establishment_id="cs-10",
            role=Role.LOTTERY,
            reason=Reason(code=ReasonCode.LOTTERY),
            chance=Fraction(1, 3),
        ),
    ),
    frame_hash="f" * 64,
    plan_hash="a" * 64,
    seed="0" * 64,
    method="1",
    drawn_at=AT,
)
PROBLEM = RoutingProblem(
    name="r1",
    locations=(Location(id="base", lon=106.16, lat=11.55), Location(id="cs-2", lon=106.2, lat=11.6)),
    matrix=TravelMatrix(
        size=2,
        durations=array("i", [0, 600, -1, 0]),
        distances=array("i", [0, 7000, -1, 0]),
        source="estimate",
        digest="d" * 64,
    ),
    visits=(Visit(id="cs-2", location="cs-2", service_s=2_700, windows=((28_800, 57_600),), prize=5),),
    shifts=SHIFTS[1:],
)
SOLUTION = Solution(
    routes=(
        Route(
            shift="a",
            departure_s=28_200,
            return_s=32_700,
            travel_s=1_200,
            break_start_s=None,
            stops=(Stop(visit="cs-2", arrival_s=28_800, wait_s=0, start_s=28_800, leave_s=31_500),),
        ),
    ),
    unassigned=(
        Unassigned(
            visit="cs-10",
            reasons=(UnassignedReason(code="window", shift="a", params={"late_s": 60}),),
            remedies=(Remedy(code="shift", params={"team": "t1"}, cost=12.5),),
        ),
    ),
    score=-20.5,
    solver="greedy",
    version="1",
    seed=7,
    iterations=3,
    stopped_by="iterations",
)
PLAN = Plan(
    round_id="r1",
    version=1,
    problem=PROBLEM,
    solution=SOLUTION,
    verdict=Verdict(score=-20.5, broken=(BrokenRule(code="window", visit="cs-10"),)),
    input_digest="e" * 64,
    made_at=AT,
    sealed_at=LATER,
    reveal_at=(("a", LATER),),
)
LINES = {"b": [], "a": [(106.16, 11.55), (106.2, 11.6)]}
