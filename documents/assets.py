"""What a page carries inside itself so that it needs no network: files of browser/."""

from functools import cache
from pathlib import Path

BROWSER = Path(__file__).resolve().parent.parent / "browser"


@cache
def read_asset(name: str) -> str:
    """Return a text file of browser/, its source-map remark left out because no map is shipped.

    Raises
    ------
    ValueError
        If the text would close the element that carries it.
    """
    text = (BROWSER / name).read_text(encoding="utf-8").split("//# sourceMappingURL=")[0]
    if "</script" in text.lower() or "</style" in text.lower():
        raise ValueError(f"{name} would end the element that carries it")
    return text
