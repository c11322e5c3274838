"""Both engines give the same answer to the same question."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.compile import compiled, relaxed
from archive.index.engine import Delete, Index, Put
from archive.index.facets import SHOWN
from archive.index.query import AnyNode, Everything, Found, Or, Phrase, Prefix, Query, Sort, Term
from models.errors import UnclearQuery
from models.query import parse
from models.query.tree import AnyPart, Word
from models.resolution import Outcome, ResolutionRecord
from models.turkish.analysis import index_key
from search_api.find import SearchRequest, find
from tests.contracts.conftest import Engines
from tests.contracts.corpus import WORDS, awkward, generated
from tests.contracts.hostile import Shelf
from tests.contracts.queries import nodes, queries

BOTH = frozenset({"public", "restricted"})
PUBLIC = frozenset({"public"})
many = settings(max_examples=200, deadline=None, derandomize=True, database=None)
some = settings(max_examples=40, deadline=None, derandomize=True, database=None)
real = pytest.mark.elasticsearch
full = pytest.mark.full


def saying(identity: str, text: str, **more: object) -> ResolutionRecord:
    """Give a public resolution with this text."""
    [blank] = generated(1)
    decision = msgspec.structs.replace(blank.decision, text=text, **more)
    return msgspec.structs.replace(blank, id=identity, visibility="public", decision=decision)


def pages(index: Index, query: Query) -> Iterator[Found]:
    while True:
        found = index.search(query)
        yield found
        if found.next is None:
            return
        query = Query(
            visibilities=query.visibilities,
            match=query.match,
            filters=query.filters,
            sort=query.sort,
            limit=query.limit,
            after=found.next,
        )


class TestSameAnswer:
    @real
    @many
    @given(query=queries)
    def test_a_generated_query_has_one_answer(self, engines: Engines, query: Query) -> None:
        ours, theirs = engines.embedded.search(query), engines.cluster.search(query)
        assert theirs.total == ours.total
        assert theirs.facets == ours.facets
        assert {hit.id for hit in theirs.hits} == {hit.id for hit in ours.hits}
        if query.sort is not Sort.RELEVANCE or query.match is None:
            assert theirs.hits == ours.hits

    @real
    @some
    @given(query=queries)
    def test_an_export_has_one_order(self, engines: Engines, query: Query) -> None:
        ours = list(engines.embedded.stream(query, 50))
        assert list(engines.cluster.stream(query, 50)) == ours
        assert sum(map(len, ours)) == engines.cluster.search(query).total

    @real
    @some
    @given(node=nodes, sort=st.sampled_from(list(Sort)), limit=st.integers(15, 150))
    def test_pages_put_together_are_the_whole_answer(
        self, engines: Engines, node: AnyNode, sort: Sort, limit: int
    ) -> None:
        for index in (engines.embedded, engines.cluster):
            whole = index.search(Query(visibilities=BOTH, match=node, sort=sort, limit=1000))
            shown = [
                hit.id
                for page in pages(index, Query(visibilities=BOTH, match=node, sort=sort, limit=limit))
                for hit in page.hits
            ]
            assert len(shown) == len(set(shown)) == whole.total
            assert shown == [hit.id for hit in whole.hits]

    @real
    @some
    @given(node=nodes)
    def test_scores_fall_from_hit_to_hit(self, engines: Engines, node: AnyNode) -> None:
        scores = [hit.score for hit in engines.cluster.search(Query(visibilities=BOTH, match=node, limit=1000)).hits]
        assert scores == sorted(scores, reverse=True)

    @real
    @some
    @given(
        typed=st.lists(
            st.sampled_from(
                [
                    *WORDS,
                    "secim",
                    "OR",
                    "-park",
                    '"imar planı"',
                    '"su park"~4',
                    "bel*",
                    "2024-113",
                    "(",
                    '"',
                    "~",
                    "mah",
                    "istanbul'un",
                ]
            ),
            min_size=1,
            max_size=5,
        ).map(" ".join)
    )
    def test_a_typed_query_has_one_answer(self, engines: Engines, typed: str) -> None:
        part = _part(typed)
        for match in [compiled(part), relaxed(part)] if part else []:
            query = Query(visibilities=PUBLIC, match=match, sort=Sort.NEWEST, limit=1000, facets=SHOWN)
            assert engines.cluster.search(query) == engines.embedded.search(query)

    @real
    @some
    @given(words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=2, unique=True), slop=st.integers(1, 6))
    def test_words_near_each_other_are_the_same_words(self, engines: Engines, slop: int, words: list[str]) -> None:
        tokens = tuple(index_key(word) for word in words)
        query = Query(visibilities=PUBLIC, match=Phrase("s", tokens, slop), sort=Sort.NEWEST, limit=1000)
        assert engines.cluster.search(query) == engines.embedded.search(query)

    @real
    def test_single_words_rank_the_same_resolutions_first(self, engines: Engines) -> None:
        for word in ("imar", "park", "butce", "kiralama", "otopark", "encumen"):
            query = Query(visibilities=BOTH, match=Term("x", word), limit=1000)
            ours = {hit.id: hit.score for hit in engines.embedded.search(query).hits}
            theirs = {hit.id: hit.score for hit in engines.cluster.search(query).hits}
            assert theirs == pytest.approx(ours, rel=0.02)

    @real
    def test_both_hold_the_same_versions(self, engines: Engines) -> None:
        ours = list(engines.embedded.versions())
        assert list(engines.cluster.versions()) == ours
        assert [one.id for one in ours] == sorted(record.id for record in engines.records)

    @real
    @pytest.mark.parametrize(
        "prefix", ["i", "im", "bel", "ka", "2024", "13.", "park", "zzz", "", "‖", "(", "~", "E-", "a" * 300]
    )
    def test_both_suggest_the_same_words(self, engines: Engines, prefix: str) -> None:
        for seen in (PUBLIC, BOTH, frozenset()):
            ours = [one for one in engines.embedded.suggest(prefix, seen, 20) if len(one[0]) < 127]
            assert engines.cluster.suggest(prefix, seen, 20) == ours

    @real
    @pytest.mark.parametrize("prefix", ["k", "pa", "2024"])
    def test_words_found_in_a_sample_are_counted_in_all(
        self, engines: Engines, prefix: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("archive.index.elasticsearch_suggest._SAMPLE", 3)
        counts = dict(engines.embedded.suggest(prefix, PUBLIC, 1000))
        found = engines.cluster.suggest(prefix, PUBLIC, 1000)
        assert found
        assert [(word, counts[word]) for word, _ in found] == found

    @real
    def test_both_know_which_values_exist(self, engines: Engines) -> None:
        for field, value in [
            ("municipality", "Çankaya Belediyesi"),
            ("municipality", "Yok"),
            ("number", "2024/113"),
            ("law", "5393/18/p"),
            ("outcome", ""),
        ]:
            assert engines.cluster.has_value(field, value) == engines.embedded.has_value(field, value)

    @real
    def test_awkward_texts_are_kept_and_found(self, engines: Engines) -> None:
        for index in (engines.embedded, engines.cluster):
            held = {one.id for one in index.versions()}
            assert held >= {record.id for record in awkward()}
            found = {
                hit.id for hit in index.search(Query(visibilities=PUBLIC, match=Term("x", "imar"), limit=1000)).hits
            }
            assert {"awkward-02", "awkward-03", "awkward-05", "awkward-06", "awkward-08"} <= found


class TestEitherEngine:
    """What one engine promises, each of the two must keep."""

    def test_a_new_index_is_empty_and_ready(self, index: Index) -> None:
        assert index.search(Query(visibilities=BOTH)) == Found(0, (), {}, None)
        assert list(index.versions()) == []
        assert index.position() == 0
        status = index.status()
        assert (status.state, status.documents, status.position) == ("ready", 0, 0)

    def test_damaged_letters_are_found_by_the_right_spelling_and_marked_as_they_stand(self, index: Index) -> None:
        texts = {
            "read as latin-1": "Ýmar planý deðiþikliði görüþüldü.",
            "font": "ĠMAR PLANI değiĢikliği.",
            "other font": "ĐMAR PLANI değişikliği",
            "UTF-8 read as cp1252": "GÃ¼ndemin imar planÄ± deÄŸiÅŸikliÄŸi maddesi.",
        }
        records = [saying(name, text) for name, text in texts.items()]
        index.apply([Put(record) for record in records])
        for typed in ("imar değişikliği", "IMAR DEGISIKLIGI", "Ýmar deðiþikliði", '"plan değişikliği"', "değişik*"):
            page = find(index, Shelf(records), SearchRequest(q=typed), PUBLIC)
            assert {hit.id for hit in page.hits} == set(texts), typed
            assert all("<mark>" in hit.snippets[0] for hit in page.hits), typed

    def test_a_decision_stands_before_the_line_of_an_agenda_on_the_same_matter(self, index: Index) -> None:
        subject = "otopark ücret tarifesi"
        texts = {
            "agenda": subject,
            "decision": f"KARAR: Zabıta Müdürlüğünün {subject} hakkındaki teklifi kabul edildi.",
        }
        outcomes = {"agenda": Outcome.NONE, "decision": Outcome.ADOPTED}
        for name, text in texts.items():
            index.apply([Put(saying(name, text, subject=subject, outcome=outcomes[name], number=None))])
        for typed in (subject, "otopark", "tarif*"):
            query = Query(visibilities=PUBLIC, match=compiled(parse(typed).part or Word("")))
            assert [hit.id for hit in index.search(query).hits] == ["decision", "agenda"], typed

    def test_where_few_hold_all_words_those_with_most_stand_apart(self, index: Index) -> None:
        texts = {
            "all": "otopark yapımı ihalesi görüşüldü",
            "two": "otopark yapımı görüşüldü",
            "one": "kapalı otopark",
            "none": "imar planı",
        }
        records = [saying(name, text, subject=None) for name, text in texts.items()]
        index.apply([Put(record) for record in records])
        shelf = Shelf(records)
        asked = SearchRequest(q="otopark yapım ihalesi -cadde", nearby=True)
        page = find(index, shelf, asked, PUBLIC)
        assert (page.total, [hit.id for hit in page.hits]) == (1, ["all"])
        assert [hit.id for hit in page.nearby] == ["two", "one"]
        assert find(index, shelf, msgspec.structs.replace(asked, nearby=False), PUBLIC).nearby == ()
        assert find(index, shelf, msgspec.structs.replace(asked, sort="newest"), PUBLIC).nearby == ()
        assert find(index, shelf, SearchRequest(q="otopark", nearby=True), PUBLIC).nearby == ()

    def test_the_same_changes_twice_are_as_once(self, index: Index) -> None:
        records = generated(20)
        for _ in range(2):
            index.apply([Put(record) for record in records], 20)
        assert index.status().documents == 20
        assert index.position() == 20

    def test_an_older_change_is_passed_over(self, index: Index) -> None:
        [record] = generated(1)
        newer = msgspec.structs.replace(record, version=9, visibility="public")
        older = msgspec.structs.replace(record, version=8, visibility="restricted")
        index.apply([Put(newer)])
        index.apply([Put(older)])
        index.apply([Delete(record.id, 7)])
        assert [(one.version, one.visibility) for one in index.versions()] == [(9, "public")]

    def test_what_was_changed_by_hand_is_mended_by_the_same_version(self, index: Index) -> None:
        [record] = generated(1)
        index.apply([Put(msgspec.structs.replace(record, visibility="restricted"))])
        index.apply([Put(msgspec.structs.replace(record, visibility="public"))])
        assert [one.visibility for one in index.versions()] == ["public"]

    def test_a_deleted_resolution_is_gone_at_once(self, index: Index) -> None:
        records = generated(5)
        index.apply([Put(record) for record in records])
        index.apply([Delete(records[0].id, records[0].version), Delete("never-there", 3)])
        assert index.search(Query(visibilities=BOTH)).total == 4
        assert records[0].id not in {one.id for one in index.versions()}

    def test_a_change_is_seen_by_the_next_search(self, index: Index) -> None:
        for count in range(1, 4):
            index.apply([Put(generated(3)[count - 1])])
            assert index.search(Query(visibilities=BOTH)).total == count

    def test_nothing_is_found_without_leave(self, index: Index) -> None:
        index.apply([Put(record) for record in generated(40)])
        whole = index.search(Query(visibilities=BOTH, match=Everything())).total
        public = index.search(Query(visibilities=PUBLIC, match=Everything())).total
        assert 0 < public < whole == 40
        assert index.search(Query(visibilities=frozenset(), match=Everything(), facets=("outcome",))) == Found(
            0, (), {"outcome": ()}, None
        )
        assert list(index.stream(Query(visibilities=frozenset()))) == []

    def test_an_export_shows_one_moment(self, index: Index) -> None:
        records = generated(60)
        index.apply([Put(record) for record in records[:40]])
        export = index.stream(Query(visibilities=BOTH), 10)
        seen = next(export)
        index.apply(
            [Put(record) for record in records[40:]] + [Delete(record.id, record.version) for record in records[:20]]
        )
        seen += [identity for page in export for identity in page]
        assert sorted(seen) == [record.id for record in records[:40]]

    def test_pages_stay_in_step_while_the_index_changes(self, index: Index) -> None:
        records = generated(60)
        index.apply([Put(record) for record in records[:40]])
        shown: list[str] = []
        for page in pages(index, Query(visibilities=BOTH, sort=Sort.OLDEST, limit=7)):
            shown += [hit.id for hit in page.hits]
            index.apply([Put(record) for record in records[40:]])
        assert len(shown) == len(set(shown))
        assert {record.id for record in records[:40]} <= set(shown)

    def test_pages_by_relevance_show_one_moment(self, index: Index) -> None:
        records = [msgspec.structs.replace(one, visibility="public") for one in generated(120)]
        index.apply([Put(record) for record in records[:80]])
        asked = Query(visibilities=BOTH, match=Or((Term("x", "imar"), Term("x", "park"), Term("x", "plani"))), limit=7)
        expected = [hit.id for hit in index.search(msgspec.structs.replace(asked, limit=1000)).hits]
        shown: list[str] = []
        for number, page in enumerate(pages(index, asked)):
            shown += [hit.id for hit in page.hits]
            index.apply(
                [Put(record) for record in records[80 + number : 81 + number]]
                + [Delete(record.id, record.version) for record in records[number * 3 : number * 3 + 3]]
            )
        assert len(expected) > 21
        assert shown == expected

    def test_pages_by_relevance_go_on_when_their_moment_is_lost(self, index: Index) -> None:
        index.apply([Put(record) for record in generated(60)])
        asked = Query(visibilities=BOTH, match=Term("x", "imar"), limit=5)
        whole = [hit.id for hit in index.search(msgspec.structs.replace(asked, limit=100)).hits]
        first = index.search(asked)
        assert first.next is not None
        for lost in ("", "gone", "\x00", "ü" * 400):
            after = msgspec.structs.replace(first.next, snapshot=lost)
            second = index.search(msgspec.structs.replace(asked, after=after))
            assert [hit.id for hit in (*first.hits, *second.hits)] == whole[:10]

    def test_beginnings_of_words_in_the_subject_come_first_then_the_newest(self, index: Index) -> None:
        index.apply([Put(record) for record in generated(90)])
        match = Or((Prefix("x", "park"), Prefix("title_x", "park")))
        titled = index.search(Query(visibilities=BOTH, match=Prefix("title_x", "park"), sort=Sort.NEWEST, limit=90))
        both = {hit.id for hit in index.search(Query(visibilities=BOTH, match=Prefix("x", "park"), limit=90)).hits}
        ranked = [hit.id for page in pages(index, Query(visibilities=BOTH, match=match, limit=4)) for hit in page.hits]
        newest = [
            hit.id for hit in index.search(Query(visibilities=BOTH, match=match, sort=Sort.NEWEST, limit=90)).hits
        ]
        first = [hit.id for hit in titled.hits if hit.id in both]
        assert ranked == first + [one for one in newest if one not in first]
        assert 0 < len(first) < len(ranked)

    def test_a_resolution_given_twice_to_a_rebuild_is_there_once(self, index: Index) -> None:
        records = generated(5)
        fresh = index.begin_rebuild()
        fresh.apply([Put(record) for record in records])
        fresh.apply([Put(records[2]), Delete(records[3].id, records[3].version)])
        fresh.finish(3)
        assert [one.id for one in index.versions()] == [records[number].id for number in (0, 1, 2, 4)]

    def test_a_rebuild_serves_the_old_until_the_new_is_whole(self, index: Index) -> None:
        records = generated(30)
        index.apply([Put(record) for record in records[:10]], 10)
        before = index.status().generation
        fresh = index.begin_rebuild()
        fresh.apply([Put(record) for record in records])
        assert index.search(Query(visibilities=BOTH)).total == 10
        index.apply([Put(records[10])], 11)
        assert index.search(Query(visibilities=BOTH)).total == 11
        fresh.finish(9)
        assert index.search(Query(visibilities=BOTH)).total == 30
        assert index.position() == 9
        assert index.status().generation != before

    def test_an_abandoned_rebuild_leaves_no_trace(self, index: Index) -> None:
        index.apply([Put(record) for record in generated(3)], 3)
        before = index.status()
        fresh = index.begin_rebuild()
        fresh.apply([Put(record) for record in generated(9)])
        fresh.abandon()
        assert index.status() == before

    def test_a_position_is_kept_without_a_change(self, index: Index) -> None:
        index.set_position(41)
        assert index.position() == 41
        assert index.status().documents == 0
        assert list(index.versions()) == []


def _part(typed: str) -> AnyPart | None:
    try:
        return parse(typed).part
    except UnclearQuery:
        return None
