"""Where a row says that its business stands: commune, hamlet and address in the forms of the hands that wrote them."""

from random import Random

from demo.dirt.cells import Written
from demo.dirt.truth import Venue
from demo.dirt.venues import is_town
from demo.dirt.words import DirtWords
from domain.places import Commune


def commune_text(rng: Random, commune: Commune) -> str:
    """Return a commune as a column, a group line, a sheet or an address names it."""
    name = commune.name
    if is_town(commune):
        return rng.choice((f"TT {name}", f"TT. {name}", f"Thị trấn {name}", f"thị trấn {name}"))
    return rng.choice((f"xã {name}", f"Xã {name}", f"xã {name}", f"X. {name}"))


def commune_cell(rng: Random, commune: Commune) -> Written:
    """Return the cell of a commune column: with its kind, without, in capitals, with the district behind it."""
    text = commune_text(rng, commune)
    forms = (commune.name, commune.name, text, text, text.upper())
    return Written(cell=rng.choice(forms))


def hamlet_cell(rng: Random, hamlet: str) -> Written:
    """Return the cell of a hamlet column: whole, shortened or its number alone."""
    kind, name = hamlet.rsplit(maxsplit=1) if hamlet[-1].isdigit() else hamlet.split(maxsplit=1)
    forms = (hamlet, hamlet, f"{'KP' if kind == 'Khu phố' else 'ấp '}{name}", name)
    text = rng.choice(forms)
    return Written(cell=text, truth={"hamlet": text})


def address_cell(rng: Random, venue: Venue, words: DirtWords, *, names_commune: bool, names_hamlet: bool) -> Written:
    """Return an address; where no column does, it names the commune and the hamlet.

    Parameters
    ----------
    names_commune
        The address must name the commune, because nothing else of the row does.
    names_hamlet
        The row has no column for the hamlet.
    """
    hamlet = _hamlet(rng, venue)
    parts = _street(rng, venue, words)
    has_hamlet = names_hamlet or rng.random() < 0.4
    if has_hamlet and (venue.told_by == "hamlet" or rng.random() < 0.9):
        parts.append(hamlet)
    if not parts and not names_commune:
        parts = [rng.choice(words.places["landmarks"]).format(place=venue.commune.name)]
    if names_commune or rng.random() < 0.25:
        parts.append(commune_text(rng, venue.commune))
    text = ", ".join(parts)
    truth = {"address_raw": text}
    if names_hamlet:
        # A group of houses is what a hamlet's column may hold too, where nothing larger is named.
        truth["hamlet"] = hamlet if hamlet in parts else next((part for part in parts if part.startswith("Tổ ")), "")
    return Written(cell=text, truth=truth)


def _hamlet(rng: Random, venue: Venue) -> str:
    short = venue.hamlet.replace("Khu phố ", rng.choice(("KP", "KP ", "khu phố ")))
    return rng.choice((venue.hamlet, short, short.replace("Ấp", "ấp")))


def _street(rng: Random, venue: Venue, words: DirtWords) -> list[str]:
    """Return the part of an address before the hamlet: house and road, road alone, a group of houses, nothing."""
    draw = rng.random()
    if venue.house and (venue.told_by == "house" or draw < 0.85):
        number = rng.choice((f"Số {venue.house}", f"số {venue.house}", str(venue.house)))
        road = f"đường {venue.road}" if is_town(venue.commune) and rng.random() < 0.6 else venue.road
        return [f"{number}, {road}" if rng.random() < 0.5 else f"{number} {road}"]
    if draw < 0.2:
        return [venue.road]
    if draw < 0.35:
        return [f"Tổ {rng.randint(1, 9)}"]
    if draw < 0.42:
        return [f"QL22B km {rng.randint(3, 40)}"]
    return []
