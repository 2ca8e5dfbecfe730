"""What the text around a sentence speaks of: its title, the sentence, and those before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transforms.concepts import SUBJECTS
from transforms.cues import even_spelling
from transforms.sentences import Span
from transforms.topics import TOPICS

_NO_WORD = re.compile(r"\W(?:\W+|(?<! ))")  # all that stands between words, but for a single blank
_PHRASES = {
    concept: tuple(f" {even_spelling(phrase)} " for phrase in phrases)
    for concept, phrases in (*SUBJECTS.items(), *TOPICS.items())
}


class Contexts:
    """The contexts of the sentences of one text, each made when it is first asked for."""

    def __init__(self, even: str, sentences: Sequence[Span]) -> None:
        self._even = even
        self._sentences = sentences
        self._title: str | None = None
        self._made: dict[int, str] = {}

    def mention(self, concepts: Iterable[str], first: int, home: int) -> bool:
        """Is one of the concepts named in the sentences from number `first` to `home`, or in the title?"""
        if home not in self._made:
            title, begin, end = self._sentences[0], self._sentences[first].start, self._sentences[home].end
            if self._title is None:  # made even once: it belongs to the context of every sentence
                self._title = _NO_WORD.sub(" ", f" {self._even[title.start : title.end]} ")
            self._made[home] = self._title + _NO_WORD.sub(" ", f"{self._even[begin:end]} ").lstrip()
        context = self._made[home]
        return any(phrase in context for concept in concepts for phrase in _PHRASES[concept])
