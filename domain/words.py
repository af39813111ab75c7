"""Words on screen and paper: values read from data/words, put on at the doors."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Hold one language's catalogue: key to sentence with named fields."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, /, **params: object) -> str:
        """Return the sentence of a key with its fields filled in.

        Raises
        ------
        KeyError
            If the catalogue lacks the key: a bug, caught by tests/test_words.py.
        """
        return self.sentences[key].format_map(params)

    def __contains__(self, key: object) -> bool:
        return key in self.sentences
