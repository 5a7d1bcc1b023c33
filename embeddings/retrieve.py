"""The read flow: query -> dense and keyword search -> candidates -> fusion -> copies joined -> hits and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from embeddings.comprehension.comprehension import Comprehension
from embeddings.comprehension.evidence import Evidence
from embeddings.encoding.encoder import Encoder, Vector
from embeddings.encoding.reranker import Reranker
from embeddings.library.calibration import Calibration
from embeddings.library.condition import Condition
from embeddings.library.keywords import rarity
from embeddings.library.open_library import OpenLibrary, Passages
from embeddings.library.statement_store import Record
from embeddings.search.allowed import allowed_by
from embeddings.search.copies import group_copies, joined
from embeddings.search.fusion import Candidates, fuse
from embeddings.search.likeness import Likeness, by_likeness, likeness_of
from embeddings.search.query import Query, SpeakerQuestion, among_speakers, is_foreign
from embeddings.search.sounds import sounding_like
from embeddings.search.spoken import Spoken, commonness
from embeddings.text.codes import other_forms
from embeddings.text.dates import WEIGHT, fit
from embeddings.text.language import base_language
from embeddings.text.passages import embedded_text
from embeddings.text.terms import question_terms, terms_in
from embeddings.types import Hit, Scores

HITS = 10  # passages that an answer is chosen from
_SPEAKERS_HITS = 12  # passages whose statements are looked at, where speakers are asked about
_RERANKED = 30  # passages that a reranker reads
READ = 3  # passages that are read for what of them answers: five cost two thirds more and gained nothing
_FAR_BEHIND = 2.0  # in units of the fused score: a passage so far behind the first hardly ever answers, and is not read
_PROPOSED = 50  # passages that each of the searches proposes
_OF_A_LANGUAGE = 20  # passages of each language that are proposed, where there are several
_PUBLIC = Condition()
_CARRIED = 0.1  # what a word of the turn before weighs beside one of the question's own


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a query: hits, best first, and how rare each of its terms is in the library (idf).

    ``passages`` is how many there were to choose from: among more of them, a likeness means less. ``statements`` are
    those of each hit, by its passage's id. Where a question asks about speakers, ``of_speakers`` is what is looked at
    first: more hits, and only the words of those it names, if it wants these; their keys are ``keys``.
    """

    query: Query
    weights: Mapping[str, float]
    hits: tuple[Hit, ...]
    passages: int
    excluding: tuple[str, ...] = ()  # the filters that left nothing
    calibration: Calibration | None = None  # of the snapshot
    statements: Mapping[str, Sequence[Record]] = field(default_factory=lambda: MappingProxyType({}))
    keys: frozenset[str] = frozenset()
    of_speakers: Found | None = None
    model: str = ""  # by which weights are chosen
    evidence: Mapping[str, Evidence] = field(default_factory=lambda: MappingProxyType({}))  # of what was read, by id
    reader: str | None = None  # the digest of what read it
    likeness: Mapping[str, Likeness] = field(default_factory=lambda: MappingProxyType({}))  # of other languages, by id

    def first(self, limit: int) -> Found:
        """Return the same with the best ``limit`` hits alone."""
        return replace(self, hits=self.hits[:limit])


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds passages: a snapshot, the encoder that made it, and whether private documents may be seen.

    A reranker reads the best of them again, and has the last word on their order; but not where speakers are asked
    about. What comprehends reads the first few, and tells what of them answers. The documents ``without`` are taken
    not to be there; so are, where ``only`` is given, passages of other numbers.
    """

    snapshot: OpenLibrary
    encoder: Encoder
    reranker: Reranker | None = None
    private: bool = False
    without: Collection[str] = ()
    only: frozenset[int] | None = None
    comprehension: Comprehension | None = None

    @property
    def reader(self) -> str | None:
        """Return the digest of what reads the passages, None where nothing does."""
        return None if self.comprehension is None else self.comprehension.digest

    def find(self, query: Query, limit: int = HITS) -> Found:
        """Find the ``limit`` best passages, copies of one counted as one, and what speakers say in them."""
        vector = self.encoder.encode_query(query.text)
        asked, keys = query.speakers, self._keys(query.speakers)
        if asked is None or (asked.kind == "said" and not keys):  # somebody who is not known, or may not be
            return _emphasised(self._retrieve(query, vector, limit, self.reranker))
        if asked.kind == "said":
            found = self._retrieve(query, vector, limit)
            said = self._retrieve(among_speakers(query, asked), vector, _SPEAKERS_HITS)
        else:
            said = found = self._retrieve(query, vector, max(limit, _SPEAKERS_HITS))
        nothing_new = query.carried.issuperset(
            question_terms(asked.topic, query.language)
        )  # "What did she say about it?"
        said = (said if nothing_new else _emphasised(said)).first(_SPEAKERS_HITS)
        return replace(_emphasised(found).first(limit), keys=keys, of_speakers=said)

    def _keys(self, asked: SpeakerQuestion | None) -> frozenset[str]:
        """Return the keys of everybody who goes by a name that is asked about."""
        known = self.snapshot.store.statements
        names = () if asked is None else asked.names
        return frozenset(one.key for name in names for one in known.speakers(name, private=self.private))

    def _retrieve(self, query: Query, vector: Vector, limit: int, reranker: Reranker | None = None) -> Found:
        snapshot = self.snapshot
        passages = snapshot.passages.size(private=self.private)
        allowed = allowed_by(snapshot, query.filters, private=self.private)
        if allowed.excluding:
            return Found(query, {}, (), passages, allowed.excluding)
        left = allowed.condition & Condition(self.private, only=self.only, without=frozenset(self.without))
        found = candidates(snapshot, vector, query, left)
        hits = self._hits(query, found, limit if reranker is None else max(limit, _RERANKED))
        if reranker is not None:
            hits = _reranked(hits, query, reranker)[:limit]
        likeness = likeness_of(self.encoder, Spoken(vector, query.language, found.model), hits)
        hits = by_likeness(hits, likeness) if likeness and reranker is None else hits
        return Found(
            query,
            found.weights,
            tuple(hits),
            passages,
            calibration=snapshot.manifest.calibration,
            model=found.model,
            statements=self._statements(found, hits),
            evidence=read_hits(self.comprehension, query, worth_reading(hits)),
            reader=self.reader,
            likeness=likeness,
        )

    def _hits(self, query: Query, found: Candidates, limit: int) -> list[Hit]:
        """Return the best candidates, best first, each with its copies."""
        fused = fuse(found, query) + _dated(self.snapshot, found, query)
        order = sorted(range(len(found.rows)), key=lambda place: (-fused[place], found.rows[place]))
        groups = group_copies([found.passages[place].text for place in order], limit)
        groups = [[order[place] for place in group] for group in groups]
        ids = (found.passages[place].document_id for group in groups for place in group)
        documents = self.snapshot.store.documents(ids, private=self.private)

        def hit(place: int, rank: int) -> Hit:
            passage = found.passages[place]
            return Hit(passage, documents[passage.document_id], _scores(found, place, float(fused[place])), rank)

        return [joined([hit(place, rank) for place in group]) for rank, group in enumerate(groups, start=1)]

    def _statements(self, found: Candidates, hits: Sequence[Hit]) -> dict[str, list[Record]]:
        """Return the statements of each hit, by its passage's id."""
        rows = {passage.id: row for row, passage in zip(found.rows, found.passages, strict=True)}
        records = self.snapshot.store.statements.of_passages([rows[hit.passage.id] for hit in hits])
        return {hit.passage.id: records.get(rows[hit.passage.id], []) for hit in hits}


def worth_reading(hits: Sequence[Hit]) -> list[Hit]:
    """Return the first few hits, but none that is far behind the first."""
    return [hit for hit in hits[:READ] if hit.scores.fused >= hits[0].scores.fused - _FAR_BEHIND]


def _titled(query: Query, hit: Hit) -> str:
    """Return what a passage is read with: its title, and its date where the question asks about some time."""
    title, date = hit.document.title or "", hit.document.date
    return title if query.when is None or date is None else f"{title}, {date}"


def read_hits(reader: Comprehension | None, query: Query, hits: Sequence[Hit]) -> dict[str, Evidence]:
    """Return what each of some hits has for the question, by its passage's id.

    What is in a language that the reader was not taught is not read: it would make anything of it.
    """
    if reader is None:
        return {}
    read = [hit for hit in hits if _reads(reader, query.language) and _reads(reader, hit.document.language)]
    found = reader.read(query.text, [(_titled(query, hit), hit.passage.text) for hit in read]) if read else []
    return {hit.passage.id: evidence for hit, evidence in zip(read, found, strict=True)}


def _reads(reader: Comprehension, language: str | None) -> bool:
    """Tell whether a reader was taught a language; what nobody knows the language of is read."""
    code = base_language(language)
    return not (code and reader.languages) or code in reader.languages


def _emphasised(found: Found) -> Found:
    """Weigh the question's own words above those that were carried along: these find the passage, those the quote."""
    carried = found.query.carried
    weights = {term: _CARRIED * weight if term in carried else weight for term, weight in found.weights.items()}
    return replace(found, weights=weights)


def _dated(snapshot: OpenLibrary, found: Candidates, query: Query) -> NDArray[np.float64]:
    """Prefer what is of the days that are asked about."""
    if query.when is None:
        return np.zeros(len(found.rows))
    dates = snapshot.store.dates({passage.document_id for passage in found.passages})
    pairs = zip(found.passages, found.languages, strict=True)
    fits = [fit(query.when, dates[one.document_id], one.text, language) for one, language in pairs]
    return WEIGHT * np.array(fits, dtype=float)


def _reranked(hits: Sequence[Hit], query: Query, reranker: Reranker) -> list[Hit]:
    """Order the best hits by what the reranker makes of them; the others follow as they were."""
    read = hits[:_RERANKED]
    scores = reranker.scores(query.text, [embedded_text(hit.document, hit.passage) for hit in read])
    scored = [
        replace(hit, scores=replace(hit.scores, rerank=float(score))) for hit, score in zip(read, scores, strict=True)
    ]
    ordered = [*sorted(scored, key=lambda hit: (-hit.scores.order, hit.rank)), *hits[_RERANKED:]]
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)]


def candidates(snapshot: OpenLibrary, vector: Vector, query: Query, condition: Condition = _PUBLIC) -> Candidates:
    """Let both searches propose passages that fulfil a condition, and give each of them its cosine.

    Terms are weighed among the passages that may be seen at all, whatever filters leave of them.
    """
    library, model = snapshot.passages, snapshot.manifest.encoder.model
    among = library.languages(private=condition.private)
    spoken = Spoken(vector, query.language, model)
    forms = _forms(library, query, among)
    counts = library.counts(chain(*forms.values()), private=condition.private)
    known = {term: [form for form in its if form in counts] for term, its in forms.items()}
    keyword = dict(library.best([*chain(*known.values())], _PROPOSED, condition))
    exact = snapshot.manifest.index.kind == "exact"
    rows = sorted({*_nearest(library, spoken, condition, among, exact=exact), *keyword})
    passages = library.of(rows)
    languages = library.languages_of(rows)
    vectors, size = library.vectors(rows), library.size(private=condition.private)
    return Candidates(
        rows=rows,
        passages=[passages[row] for row in rows],
        dense=spoken.likeness(vectors, languages),
        keyword=np.array([keyword.get(row, 0.0) for row in rows], dtype=np.float32),
        held=library.held({term: its for term, its in known.items() if its}, rows),
        weights={term: rarity(size, (counts[form] for form in its)) for term, its in known.items()},
        languages=languages,
        common=commonness(model, vectors, languages),
        model=model,
    )


def _nearest(library: Passages, spoken: Spoken, condition: Condition, among: Sequence[str], *, exact: bool) -> set[int]:
    """Return the nearest passages: of all and, since a model prefers its own, of each language.

    A language that has as many as are wanted of it among the nearest of all, by the same vector, has no nearer ones.
    """
    asked = spoken.in_language(among[0] if len(among) == 1 else spoken.language)
    rows = [row for row, _ in library.nearest(asked, _PROPOSED, condition)]
    found, several = set(rows), among if len(among) > 1 else ()
    held = Counter(library.languages_of(rows)) if several and exact else Counter[str | None]()
    for language in several:
        vector = spoken.in_language(language)
        if vector is not asked or held[language] < _OF_A_LANGUAGE:
            near = library.nearest(vector, _OF_A_LANGUAGE, replace(condition, language=language))
            found.update(row for row, _ in near)
    return found


def _forms(library: Passages, query: Query, languages: Collection[str]) -> dict[str, list[str]]:
    """Return each term in the form that it has in each language of the library; names in any script."""
    heard = (
        sounding_like(library.terms_between, query) if any(is_foreign(query.language, one) for one in languages) else {}
    )
    forms = {
        term: {
            term,
            *terms_in(query.words.get(term, term), languages),
            *other_forms(term, query.text),
            *heard.get(term, ()),
        }
        for term in query.terms
    }
    return {term: sorted(forms[term]) for term in query.terms}


def _scores(found: Candidates, place: int, fused: float) -> Scores:
    keyword = float(found.keyword[place])
    return Scores(float(found.dense[place]), keyword or None, fused)
