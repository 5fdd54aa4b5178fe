"""Movies and events as a page of records."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QCoreApplication

from admin_designer.forms.desk import DeskWords
from admin_designer.forms.form import Line
from admin_designer.forms.merging import Texts
from boxoffice.client.titles import Titles
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput
from boxoffice.model.movie import Movie, Title, TitleFacts, TitleKind, TitleStage
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.titles import day_said, minutes_of, stage_of

_BLANK = Title(Movie("", "", (), "", "", "", (), (), (), "", ""), TitleFacts(), 0)
#: What stands for letting the dates say where a title stands.
BY_DATE = "BY_DATE"
MOST_OF_AN_ID = 60


class MovieDesk:
    """A admin_designer.forms.desk.Desk of Titles."""

    def __init__(self, titles: Titles, formats: Formats, clock: Clock, *, may_change: bool) -> None:
        self._titles, self._formats, self._clock = titles, formats, clock
        self._may_change = may_change
        self._ids: frozenset[str] = frozenset()
        self.words = DeskWords(
            title=_tr("Movies and events"),
            new=_tr("New movie"),
            filter=_tr("Search movies"),
            nothing=_tr("Choose a movie at the left, or begin a new one."),
            delete_title=_tr("Delete “{name}”?"),
            delete_words=_tr("It never had a show. It cannot be brought back."),
        )
        self.heads = (
            _tr("Title"),
            _tr("State"),
            _tr("Certificate"),
            _tr("Languages"),
            _tr("Length"),
            _tr("Release"),
        )
        self.lines = self._make_lines()

    def key(self, record: Title) -> str:
        return record.movie.movie_id

    def name(self, record: Title) -> str:
        return record.movie.title

    def cells(self, record: Title) -> Sequence[str]:
        movie = record.movie
        return (
            movie.title,
            stage_words()[self._stage(record).value],
            movie.certificate,
            ", ".join(movie.languages),
            self._length(movie.duration),
            movie.release_date,
        )

    def texts(self, record: Title | None) -> Texts:
        title = record or _BLANK
        movie, facts = title.movie, title.facts
        return {
            "title": movie.title,
            "kind": facts.kind.value,
            "stage": facts.stage.value if facts.stage is not None else BY_DATE,
            "certificate": movie.certificate,
            "duration": movie.duration,
            "release": movie.release_date,
            "last": facts.last_date,
            "languages": ", ".join(movie.languages),
            "genres": ", ".join(movie.genres),
            "formats": ", ".join(facts.formats),
            "cast": "\n".join(facts.cast),
            "crew": "\n".join(facts.crew),
            "description": movie.description,
        }

    def fixed(self, record: Title) -> str:
        if record.shown:
            return _tr("There were or are shows of it, so it stays. Its state can be “ended”.")
        return ""

    def may_change(self) -> bool:
        return self._may_change

    async def load(self) -> Sequence[Title]:
        found = await self._titles.all()
        self._ids = frozenset(one.movie.movie_id for one in found)
        return found

    async def save(self, values: Mapping[str, object], known: Title | None) -> Title:
        return await self._titles.save(self._title(values, known or _BLANK))

    async def delete(self, record: Title) -> None:
        await self._titles.delete(record.movie.movie_id)

    def _title(self, values: Mapping[str, object], before: Title) -> Title:
        words = cast(Mapping[str, str], values)
        lists = cast(Mapping[str, tuple[str, ...]], values)
        movie = replace(
            before.movie,
            movie_id=before.movie.movie_id or free_id(words["title"], self._ids),
            title=words["title"],
            genres=lists["genres"],
            release_date=words["release"],
            certificate=words["certificate"],
            languages=lists["languages"],
            duration=words["duration"],
            description=words["description"],
        )
        facts = TitleFacts(
            kind=TitleKind(words["kind"]),
            stage=None if words["stage"] == BY_DATE else TitleStage(words["stage"]),
            last_date=words["last"],
            cast=lists["cast"],
            crew=lists["crew"],
            formats=lists["formats"],
        )
        return Title(movie, facts, before.version, before.shown)

    def _stage(self, record: Title) -> TitleStage:
        return stage_of(record, self._formats.local(self._clock.now()).date())

    def _length(self, duration: str) -> str:
        try:
            minutes = minutes_of(duration)
        except BadInput:
            return duration
        return _tr("{minutes} min").format(minutes=minutes)

    def _make_lines(self) -> tuple[Line, ...]:
        kinds = ((TitleKind.MOVIE.value, _tr("Movie")), (TitleKind.EVENT.value, _tr("Event")))
        stages = ((BY_DATE, _tr("By its dates")), *stage_words().items())
        comma = _tr("Several: a comma between.")
        return (
            Line("title", _tr("Title"), _named(_tr("What is it called?"))),
            Line("kind", _tr("Kind"), options=kinds, half=True),
            Line("stage", _tr("State"), options=stages, half=True),
            Line("certificate", _tr("Certificate"), placeholder="UA 13+", half=True),
            Line(
                "duration",
                _tr("Length"),
                _duration,
                placeholder=_tr("144, or 2h 24m"),
                half=True,
            ),
            Line("release", _tr("Released on"), _day, placeholder="2026-11-21", half=True),
            Line("last", _tr("Last day"), _day, placeholder="2026-12-17", half=True),
            Line("languages", _tr("Languages"), _list(","), hint=comma, half=True),
            Line("genres", _tr("Genres"), _list(","), hint=comma, half=True),
            Line("formats", _tr("Formats"), _list(","), placeholder="2D, 3D, Dolby Atmos"),
            Line("cast", _tr("Cast, a line each"), _list("\n"), lines=3, half=True),
            Line("crew", _tr("Crew, a line each"), _list("\n"), lines=3, half=True),
            Line("description", _tr("Description"), lines=4),
        )


def stage_words() -> Mapping[str, str]:
    """How people call the stages of a title's life."""
    return {
        TitleStage.DRAFT.value: _tr("Draft"),
        TitleStage.COMING_SOON.value: _tr("Coming soon"),
        TitleStage.NOW_SHOWING.value: _tr("Now showing"),
        TitleStage.ENDED.value: _tr("Ended"),
    }


def free_id(title: str, taken: frozenset[str]) -> str:
    """An id that reads like the title and that nothing has yet, such as `monsoon-junction-2`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_OF_AN_ID] or "title"
    at = 1
    while (found := stem if at == 1 else f"{stem}-{at}") in taken:
        at += 1
    return found


def _named(words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.strip():
            raise BadInput(words)
        return text.strip()

    return read


def _list(between: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split(between) if part.strip())

    return read


def _day(text: str) -> str:
    day = day_said(text.strip(), _tr("This"))
    return day.isoformat() if day is not None else ""


def _duration(text: str) -> str:
    if text.strip():
        minutes_of(text)
    return text.strip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MovieDesk", text)
