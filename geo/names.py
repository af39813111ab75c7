"""Names folded for matching."""

import unicodedata


def folded(text: str) -> str:
    """Return a name for matching: no marks, lower case, single spaces.

    Examples
    --------
    >>> folded("TT.  Tân Châu")
    'tt tan chau'
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(plain.replace("đ", "d").replace(".", " ").split())
