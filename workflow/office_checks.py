"""What an office may set up: the same rules for its file, its page and its workbook."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from domain.errors import InputError
from domain.establishments import BusinessType
from domain.places import CommuneKey, Office
from domain.shift_calendar import WeeklyShift
from domain.teams import Shift, Team, TeamLevel
from domain.units import DAY_S, clock_text
from register.fold import fold

DEFAULT_DUTY_S = 8 * 3600
LATEST_S = 30 * 3600


def check_types(types: Sequence[BusinessType], agencies: Collection[str]) -> None:
    """Refuse a type that no visit could be planned for, and a wording that means two types.

    Raises
    ------
    InputError
        ``office.type_label``, ``office.type_hours``, ``office.type_minutes``,
        ``office.type_agency``, ``office.type_points``, ``office.alias_taken``.
    """
    owner: dict[str, str] = {}
    for kind in types:
        _check_type(kind, agencies)
        for wording in (kind.label, *kind.aliases):
            if owner.setdefault(fold(wording), kind.code) != kind.code:
                raise InputError("office.alias_taken", value=wording, type=kind.code, other=owner[fold(wording)])


def _check_type(kind: BusinessType, agencies: Collection[str]) -> None:
    if not kind.label.strip():
        raise InputError("office.type_label", type=kind.code)
    if not kind.windows or any(not 0 <= w.from_s < w.to_s <= LATEST_S for w in kind.windows):
        raise InputError("office.type_hours", type=kind.code)
    if not 60 <= kind.service_s <= DAY_S // 3:
        raise InputError("office.type_minutes", type=kind.code, value=kind.service_s // 60)
    if not 0 <= kind.points <= 1000:
        raise InputError("office.type_points", type=kind.code, value=kind.points)
    for agency in kind.agencies:
        if agency not in agencies:
            raise InputError("office.type_agency", type=kind.code, value=agency, known=", ".join(agencies))


def check_teams(
    teams: Sequence[Team], office: Office, *, agencies: Collection[str], communes: Collection[CommuneKey]
) -> None:
    """Refuse a team that could not work: without name, base or agency, or outside the office's area.

    Parameters
    ----------
    communes
        Every commune that the office knows, of all vintages.

    Raises
    ------
    InputError
        ``office.team_repeated``, ``office.team_name``, ``office.team_base``,
        ``office.team_agency``, ``office.team_no_agency``, ``office.team_territory``,
        ``office.team_no_territory``, ``office.team_recused``.
    """
    for ident, count in Counter(team.id for team in teams).items():
        if count > 1 or not ident or "/" in ident:
            raise InputError("office.team_repeated", team=ident)
    bases = [base.id for base in office.bases]
    for team in teams:
        if not team.name.strip():
            raise InputError("office.team_name", team=team.id)
        if team.base not in bases:
            raise InputError("office.team_base", team=team.name, value=team.base, known=", ".join(bases) or "–")
        if not team.agencies:
            raise InputError("office.team_no_agency", team=team.name)
        for agency in team.agencies:
            if agency not in agencies:
                raise InputError("office.team_agency", team=team.name, value=agency, known=", ".join(agencies))
        if team.level is TeamLevel.COMMUNE and not team.territory:
            raise InputError("office.team_no_territory", team=team.name)
        for key in team.territory:
            if key not in office.communes:
                raise InputError("office.team_territory", team=team.name, value=key.code)
        for key in team.recused_communes:
            if key not in communes:
                raise InputError("office.team_recused", team=team.name, value=key.code)


def check_weekly(pattern: Iterable[WeeklyShift], teams: Mapping[str, Team]) -> None:
    """Refuse a weekly shift of an unknown team, with hours that end before they start, or over another one.

    Raises
    ------
    InputError
        ``office.shift_team``, ``office.shift_hours``, ``office.shift_overlap``.
    """
    seen: list[WeeklyShift] = []
    for one in pattern:
        if one.team not in teams:
            raise InputError("office.shift_team", value=one.team, known=", ".join(teams) or "–")
        check_hours(one, teams[one.team].name)
        for other in seen:
            same = (other.team, other.weekday) == (one.team, one.weekday)
            if same and one.start_s < other.end_s and other.start_s < one.end_s:
                raise InputError("office.shift_overlap", team=teams[one.team].name, hours=clock_text(one.start_s))
        seen.append(one)


def check_hours(one: WeeklyShift | Shift, team: str) -> None:
    """Refuse hours in which nobody can work.

    Raises
    ------
    InputError
        ``office.shift_hours``.
    """
    pause = one.pause
    is_pause_inside = pause is None or (
        one.start_s <= pause.earliest_s <= pause.latest_s and pause.latest_s + pause.duration_s <= one.end_s
    )
    is_span = 0 <= one.start_s < one.end_s <= LATEST_S and one.start_s < DAY_S
    if not is_span or not 0 < one.max_duty_s <= one.end_s - one.start_s or not is_pause_inside:
        hours = f"{clock_text(one.start_s)}–{clock_text(one.end_s)}"
        raise InputError("office.shift_hours", team=team, hours=hours)
