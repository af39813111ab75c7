"""What a benchmark wrote into a page, between two marks that bear its name."""


def marked_part(page: str, name: str) -> str:
    """Return what stands between the two marks of a name, "" where there are none."""
    start, end = _marks(name)
    return page.partition(start)[2].partition(end)[0].strip()


def with_marked_part(page: str, name: str, text: str) -> str:
    """Return a page with what stands between the two marks of a name replaced.

    Raises
    ------
    ValueError
        If a mark is missing.
    """
    start, end = _marks(name)
    head, has_start, rest = page.partition(start)
    _, has_end, tail = rest.partition(end)
    if not has_start or not has_end:
        raise ValueError(f"a mark is missing: {start} and {end}")
    return f"{head}{start}\n{text}\n{end}{tail}"


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}:start -->", f"<!-- {name}:end -->"
