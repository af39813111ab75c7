"""What may be published of a sealed draw: counts from which nobody is known to be drawn or left out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 3
"""A published cell has at least so many registered establishments."""
Key = Callable[["Drawn"], str]
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Hold one registered establishment as a draw left it; commune and type by their codes."""

    commune: str
    type: str
    is_selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCell:
    """Hold one published count; several ``keys`` are communes or types that are shown only together."""

    keys: tuple[str, ...]
    registered: int
    selected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCounts:
    """Hold what may be published: the area, each commune and each type or the groups they were merged to."""

    registered: int
    selected: int
    communes: tuple[PublicCell, ...]
    types: tuple[PublicCell, ...]


def public_counts(drawn: Sequence[Drawn]) -> PublicCounts | None:
    """Return the counts that may be published, None where even the two totals would tell.

    A cell has at least three registered establishments, of which some but not
    all are selected; nobody is certain to be in or out, and no count of a
    merged member follows from the margins. Whoever reads the paper may know
    the register and this very rule. So the groups are made from what is
    registered and the total alone: what stands below three, or would have
    less than one visit by the average, is merged with the next smallest. Of
    communes and types together, communes alone, and the totals, the first that
    tells nothing is published; a coarser one is published only where its being
    coarser tells nothing either.
    """
    selected = sum(one.is_selected for one in drawn)
    if len(drawn) < FEWEST or not 0 < selected < len(drawn):
        return None
    communes, types = (_groups(drawn, key, selected) for key in (_commune, _type))
    whole = _merged(communes), _merged(types)
    if not _totals_hide(drawn, selected, communes=communes, types=types):
        return _counts(drawn, *whole)
    fine = _counts(drawn, communes, types)
    if _may_publish(drawn, fine):
        return fine
    by_commune = _counts(drawn, communes, whole[1])
    if len(communes) > 1 and _may_publish(drawn, by_commune) and _communes_hide(drawn, by_commune.communes, types):
        return by_commune
    return _counts(drawn, *whole)


def _may_publish(drawn: Sequence[Drawn], counts: PublicCounts) -> bool:
    communes, types = (tuple(cell.keys for cell in cells) for cells in (counts.communes, counts.types))
    can_stand = all(_may_stand(cell) for cell in (*counts.communes, *counts.types))
    return can_stand and not tells(drawn, communes=communes, types=types)


def _totals_hide(drawn: Sequence[Drawn], selected: int, *, communes: Groups, types: Groups) -> bool:
    """Tell whether totals alone would leave everybody in doubt, though a reader knows that no finer counts could stand.

    They could not where a group has no visit. Such a draw has to exist with
    and without each establishment; it depends on what is registered only.
    """
    groups, key = (communes, _commune) if len(communes) > 1 else (types, _type)
    sizes = {group: sum(key(one) in group for one in drawn) for group in groups}
    room = {group: len(drawn) - size - selected for group, size in sizes.items()}
    return all(_in_doubt(group, room) for group in groups)


def _communes_hide(drawn: Sequence[Drawn], cells: Sequence[PublicCell], types: Groups) -> bool:
    """Tell whether counts of communes leave everybody in doubt, though a reader knows that no types could stand beside.

    They could not where a group of types has no visit; with these counts such
    a draw has to exist with and without each establishment.
    """
    registered = Counter((one.commune, one.type) for one in drawn)

    def size(cell: PublicCell, kinds: tuple[str, ...]) -> int:
        return sum(registered[commune, kind] for commune in cell.keys for kind in kinds)

    rooms = {kinds: [cell.registered - size(cell, kinds) - cell.selected for cell in cells] for kinds in types}
    possible = {kinds: room for kinds, room in rooms.items() if min(room) >= 0}
    return all(
        _in_doubt(kinds, {other: room[at] for other, room in possible.items()})
        for at, cell in enumerate(cells)
        for kinds in types
        if size(cell, kinds)
    )


def _in_doubt(own: tuple[str, ...], room: Mapping[tuple[str, ...], int]) -> bool:
    """Tell whether members of a group can be in and can be out when some group has no visit at all.

    ``room`` says of each group how many more could be left out if it had none; below 0 it cannot have none.
    """
    can_be_in = any(left >= 0 for group, left in room.items() if group != own)
    can_be_out = room.get(own, -1) >= 0 or any(left >= 1 for group, left in room.items() if group != own)
    return can_be_in and can_be_out


def tells(drawn: Iterable[Drawn], *, communes: Groups, types: Groups) -> bool:
    """Tell whether somebody is certain to be in or out, or a merged member's count follows, from these groups' sums.

    Whoever asks knows the register, the groups and their sums. Decided
    exactly: these sums are the margins of a table whose cells have known
    bounds, and a cell of such a table can have another value if and only if a
    cycle of changes runs through it.
    """
    edges = _edges(drawn, communes, types)
    steps: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for (tail, head), (taken, room) in edges.items():
        if taken < room:
            steps[tail].add(head)
        if taken > 0:
            steps[head].add(tail)
    for (tail, head), (taken, room) in edges.items():
        is_cell = tail[0] == "commune" and head[0] == "type"
        if is_cell and 0 < taken < room:
            continue
        up = taken < room and _leads(steps, head, tail)
        down = taken > 0 and _leads(steps, tail, head)
        if not (up or down):
            return True
    return False


def _edges(
    drawn: Iterable[Drawn], communes: Groups, types: Groups
) -> dict[tuple[tuple[str, str], tuple[str, str]], tuple[int, int]]:
    """Return selected and registered of each edge from a commune's group to it, to a type, and to the type's group.

    A member that stands alone is its own group: its sum is published and cannot change.
    """
    counts: dict[tuple[tuple[str, str], tuple[str, str]], list[int]] = defaultdict(lambda: [0, 0])
    of_commune = {key: group for group in communes if len(group) > 1 for key in group}
    of_type = {key: group for group in types if len(group) > 1 for key in group}
    for one in drawn:
        commune, kind = ("commune", one.commune), ("type", one.type)
        edges = [(commune, kind)]
        if one.commune in of_commune:
            edges.append((("communes", of_commune[one.commune][0]), commune))
        if one.type in of_type:
            edges.append((kind, ("types", of_type[one.type][0])))
        for edge in edges:
            counts[edge][0] += one.is_selected
            counts[edge][1] += 1
    return {edge: (taken, room) for edge, (taken, room) in counts.items()}


def _leads(steps: Mapping[tuple[str, str], set[tuple[str, str]]], start: tuple[str, str], end: tuple[str, str]) -> bool:
    """Tell whether changes lead from one node to another without the edge between the two."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for following in steps.get(node, ()):
            if (node, following) == (start, end) or following in seen:
                continue
            if following == end:
                return True
            seen.add(following)
            waiting.append(following)
    return False


def _groups(drawn: Sequence[Drawn], key: Key, selected: int) -> Groups:
    """Return the members that stand alone, sorted, and the smallest ones merged as the last group."""
    order = sorted((count, name) for name, count in Counter(key(one) for one in drawn).items())
    fewest = max(FEWEST, -(-len(drawn) // selected))
    merged = sum(count < fewest for count, _ in order)
    while merged and merged < len(order) and (merged < 2 or sum(count for count, _ in order[:merged]) < fewest):
        merged += 1
    alone = tuple((name,) for name in sorted(name for _, name in order[merged:]))
    return (*alone, tuple(sorted(name for _, name in order[:merged]))) if merged else alone


def _merged(groups: Groups) -> Groups:
    return (tuple(sorted(name for group in groups for name in group)),)


def _counts(drawn: Sequence[Drawn], communes: Groups, types: Groups) -> PublicCounts:
    return PublicCounts(
        registered=len(drawn), selected=sum(one.is_selected for one in drawn),
        communes=_cells(drawn, communes, _commune), types=_cells(drawn, types, _type),
    )  # fmt: skip


def _cells(drawn: Sequence[Drawn], groups: Groups, key: Key) -> tuple[PublicCell, ...]:
    registered = Counter(key(one) for one in drawn)
    selected = Counter(key(one) for one in drawn if one.is_selected)
    return tuple(
        PublicCell(keys=group, registered=sum(registered[k] for k in group), selected=sum(selected[k] for k in group))
        for group in groups
    )


def _may_stand(cell: PublicCell) -> bool:
    return cell.registered >= FEWEST and 0 < cell.selected < cell.registered


def _commune(one: Drawn) -> str:
    return one.commune


def _type(one: Drawn) -> str:
    return one.type
