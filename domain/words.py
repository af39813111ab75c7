"""Words on screen and paper: values read from data/words, put on at the doors."""

import string
from collections.abc import Mapping
from dataclasses import dataclass

THOUSANDS_MARK = "language.thousands_mark"


class _Figures(string.Formatter):
    """Write whole numbers as a language does, where a field says "n"; a field that is a text stays as it is."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self.sentences = sentences

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec != "n":
            return str(super().format_field(value, format_spec))
        if not isinstance(value, int) or -1000 < value < 1000:
            return str(value)
        return f"{value:,}".replace(",", self.sentences[THOUSANDS_MARK])


@dataclass(frozen=True, slots=True)
class Words:
    """Hold one language's catalogue: key to sentence with named fields."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, /, **params: object) -> str:
        """Return the sentence of a key with its fields filled in; ``{count:n}`` writes 4721 as 4.721 in Vietnamese.

        Raises
        ------
        KeyError
            If the catalogue lacks the key: a bug, caught by tests/test_words.py.
        """
        sentence = self.sentences[key]
        if ":n}" not in sentence:
            return sentence.format_map(params)
        return _Figures(self.sentences).vformat(sentence, (), params)

    def figure(self, number: int) -> str:
        """Return a whole number as the language writes it."""
        return _Figures(self.sentences).format_field(number, "n")

    def __contains__(self, key: object) -> bool:
        return key in self.sentences
