"""The calendar of shifts: the weekly pattern, holidays, absent agencies, and what of it can be planned with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.teams import Break, Holiday, Shift, Team
from domain.units import days_between


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyShift:
    """Hold a shift that a team works every week; Monday is 0, times in seconds after midnight."""

    team: str
    weekday: int
    start_s: int
    end_s: int
    max_duty_s: int
    pause: Break | None = None
    max_stops: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Absence:
    """Hold that an agency cannot join a team on a day."""

    on: date
    team: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCalendar:
    """Hold shifts as the office wrote them, and who is absent from which day."""

    shifts: tuple[Shift, ...] = ()
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """Hold how one calendar differs from another; ``changed`` are pairs of before and after."""

    added: tuple[Shift, ...] = ()
    changed: tuple[tuple[Shift, Shift], ...] = ()
    removed: tuple[Shift, ...] = ()
    absences_added: tuple[Absence, ...] = ()
    absences_removed: tuple[Absence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.added or self.changed or self.removed or self.absences_added or self.absences_removed)


def weekly_shifts(
    pattern: Iterable[WeeklyShift], teams: Mapping[str, Team], *, first: date, last: date, holidays: Collection[date]
) -> tuple[Shift, ...]:
    """Return the shifts that a weekly pattern gives from first to last day, both included; holidays are left out.

    A shift leaves from its team's base and has its team's agencies. Its id is
    team, day and hour, so the same pattern gives the same ids.
    """
    by_weekday: dict[int, list[WeeklyShift]] = {}
    for weekly in pattern:
        by_weekday.setdefault(weekly.weekday, []).append(weekly)
    return tuple(
        shift_of(weekly, teams[weekly.team], day)
        for day in days_between(first, last)
        if day not in holidays
        for weekly in by_weekday.get(day.weekday(), ())
    )


def pattern_of(shifts: Iterable[Shift]) -> tuple[WeeklyShift, ...]:
    """Return the weekly pattern that shifts follow: each team, weekday and hour once, as it first stands."""
    found: dict[tuple[str, int, int], WeeklyShift] = {}
    for shift in _by_day(shifts):
        weekday = shift.date.weekday()
        weekly = WeeklyShift(
            team=shift.team, weekday=weekday, start_s=shift.start_s, end_s=shift.end_s,
            max_duty_s=shift.max_duty_s, pause=shift.pause, max_stops=shift.max_stops,
        )  # fmt: skip
        found.setdefault((shift.team, weekday, shift.start_s), weekly)
    return tuple(found[key] for key in sorted(found))


def shift_of(weekly: WeeklyShift, team: Team, day: date) -> Shift:
    """Return the shift that a weekly one is on a day."""
    return Shift(
        id=shift_id(weekly.team, day, weekly.start_s), team=weekly.team, date=day, start_s=weekly.start_s,
        end_s=weekly.end_s, start_location=team.base, end_location=team.base, max_duty_s=weekly.max_duty_s,
        pause=weekly.pause, agencies=team.agencies, max_stops=weekly.max_stops,
    )  # fmt: skip


def shift_id(team: str, day: date, start_s: int) -> str:
    """Return the id of a shift: team, day, hour and minute.

    Examples
    --------
    >>> shift_id("T1", date(2027, 3, 8), 66_600)
    'T1-2027-03-08-1830'
    """
    return f"{team}-{day.isoformat()}-{start_s // 3600:02d}{start_s % 3600 // 60:02d}"


def overlaps(one: Shift, other: Shift) -> bool:
    """Tell whether one team would work two shifts at once."""
    same = one.team == other.team and one.date == other.date
    return same and one.start_s < other.end_s and other.start_s < one.end_s


def working_shifts(
    shifts: Iterable[Shift], teams: Iterable[Team], *, holidays: Collection[date], absences: Collection[Absence]
) -> tuple[Shift, ...]:
    """Return what a plan may count on: no shift on a holiday, no agency that is absent, no shift with nobody left.

    A shift without agencies of its own has its team's.
    """
    crews = {team.id: team.agencies for team in teams}
    kept = (present(shift, crews.get(shift.team, ()), absences) for shift in shifts if shift.date not in holidays)
    return tuple(shift for shift in kept if shift is not None)


def present(shift: Shift, crew: Sequence[str], absences: Collection[Absence]) -> Shift | None:
    """Return a shift with the agencies that come, None where every one of them is absent."""
    called = shift.agencies or tuple(crew)
    coming = tuple(a for a in called if Absence(on=shift.date, team=shift.team, agency=a) not in absences)
    return None if called and not coming else replace(shift, agencies=coming)


def compare_calendars(before: ShiftCalendar, after: ShiftCalendar) -> CalendarChange:
    """Return what has to be done to one calendar so that it becomes the other; shifts are the same by their id."""
    old, new = {s.id: s for s in before.shifts}, {s.id: s for s in after.shifts}
    gone, come = set(before.absences), set(after.absences)
    return CalendarChange(
        added=_by_day(s for s in new.values() if s.id not in old),
        changed=tuple((old[s.id], s) for s in _by_day(new.values()) if s.id in old and old[s.id] != s),
        removed=_by_day(s for s in old.values() if s.id not in new),
        absences_added=tuple(sorted(come - gone)),
        absences_removed=tuple(sorted(gone - come)),
    )


def change_calendar(calendar: ShiftCalendar, change: CalendarChange) -> ShiftCalendar:
    """Return a calendar after a change.

    Raises
    ------
    ValueError
        If the calendar is not one that the change was worked out from.
    """
    shifts = {shift.id: shift for shift in calendar.shifts}
    stale = [s for s in (*change.removed, *(b for b, _ in change.changed)) if shifts.get(s.id) != s]
    if stale or any(shift.id in shifts for shift in change.added):
        raise ValueError("the calendar is another one than the change was worked out from")
    for shift in change.removed:
        del shifts[shift.id]
    shifts |= {shift.id: shift for shift in (*change.added, *(after for _, after in change.changed))}
    absences = (set(calendar.absences) | set(change.absences_added)) - set(change.absences_removed)
    return ShiftCalendar(shifts=_by_day(shifts.values()), absences=tuple(sorted(absences)))


def holidays_between(holidays: Iterable[Holiday], first: date, last: date) -> tuple[Holiday, ...]:
    """Return the holidays of a span, both ends included, by day."""
    return tuple(sorted((h for h in holidays if first <= h.on <= last), key=lambda h: h.on))


def _by_day(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    return tuple(sorted(shifts, key=lambda shift: (shift.date, shift.start_s, shift.id)))
