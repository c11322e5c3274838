"""The catalogue: what is accepted is neither lost nor doubled, and every change of a resolution is a version."""

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import event, func, select, update

from archive import Archive
from archive.database import Database
from archive.intake import Arrival
from archive.results import Failed
from archive.settings import ArchiveSettings
from archive.tables import documents, facts, jobs, metadata, outbox, uploads
from models.errors import KararError, NotFound, ServiceDown, UnreadableFile
from models.resolution import Outcome
from tests.archive.conftest import Keep, understood


def test_the_same_bytes_twice_are_one_document_and_the_second_is_told_of_the_first(
    archive: Archive, keep: Keep
) -> None:
    first, second = keep(b"same", "ilk.pdf"), keep(b"same", "kopya.pdf")

    assert first.duplicate_of is None
    assert (second.duplicate_of, second.url) == ("ilk.pdf", f"/documents/{first.sha256}")
    assert archive.catalogue.open_jobs() == 1
    assert [u.name for u in archive.catalogue.uploads_of(first.sha256)] == ["ilk.pdf", "kopya.pdf"]
    assert archive.catalogue.upload(second.upload_id).duplicate_of == "ilk.pdf"


def test_the_same_bytes_from_many_at_once_are_one_document(archive: Archive) -> None:
    kept = archive.originals.keep([b"same"], 100)
    answers = []

    def send() -> None:
        answers.extend(archive.catalogue.accept([Arrival("karar.pdf", kept.sha256, kept.size)], "web"))

    threads = [threading.Thread(target=send) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 24
    assert sum(answer.duplicate_of is None for answer in answers) == 1
    with archive.catalogue.database.reading() as connection:
        counts = [connection.scalar(select(func.count()).select_from(t)) for t in (documents, uploads, jobs)]
    assert counts == [1, 24, 1]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\evrak\\karar.pdf", "a\0b\r\n.pdf", "x" * 300, '<b>"karar"</b>.pdf', "\ud800.pdf", ""],
)
def test_a_name_from_outside_is_only_data(archive: Archive, keep: Keep, name: str) -> None:
    shown = archive.catalogue.upload(keep(name.encode("utf-8", "replace") + b"!", name).upload_id).name

    assert 0 < len(shown) <= 255
    assert not set(shown) & set("/\\\0\r\n")


def test_a_refused_member_of_a_batch_is_recorded_with_its_reason(archive: Archive) -> None:
    kept = archive.originals.keep([b"good"], 100)
    bad = Arrival("boş.pdf", "", 0, UnreadableFile("file_empty", name="boş.pdf"))

    good, refused = archive.catalogue.accept([Arrival("iyi.pdf", kept.sha256, 4), bad], "web", batch="küme.zip")

    assert refused.error is not None and refused.error.code == "file_empty"
    batch = archive.catalogue.upload(good.batch or "")
    assert [(m.name, m.state, m.code) for m in batch.members] == [
        ("iyi.pdf", "received", None),
        ("boş.pdf", "refused", "file_empty"),
    ]
    assert batch.state == "reading"


def test_a_file_goes_from_received_to_indexed(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    states = [archive.catalogue.document(sha256).state]
    [job] = archive.catalogue.claim("worker", 10)
    states.append(archive.catalogue.document(sha256).state)
    archive.catalogue.store([understood(job, "1", "2")], "public")
    states.append(archive.catalogue.document(sha256).state)
    last = archive.catalogue.last_change()
    assert archive.catalogue.mark_indexed(last - 1) == 0
    assert archive.catalogue.mark_indexed(last) == 1
    record = archive.catalogue.document(sha256)

    assert [*states, record.state] == ["received", "reading", "understood", "indexed"]
    assert (record.attempts, record.decisions, record.visibility, record.format) == (1, 2, "public", "txt")
    assert archive.catalogue.conservation().faults == ()


def test_a_failed_file_says_why_and_can_be_read_again(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"locked", "kilitli.pdf").sha256
    [job] = archive.catalogue.claim("worker", 10)
    archive.catalogue.store([Failed(job, "pdf_encrypted", {"name": "kilitli.pdf", "odd": object()})], "public")
    record = archive.catalogue.document(sha256)

    assert (record.state, record.code, record.details["name"]) == ("failed", "pdf_encrypted", "kilitli.pdf")
    assert archive.catalogue.retry() == 1
    assert archive.catalogue.document(sha256).state == "received"
    assert len(archive.catalogue.claim("worker", 10)) == 1


def test_a_result_whose_claim_has_passed_on_is_thrown_away(archive: Archive, keep: Keep) -> None:
    keep(b"slow")
    [old] = archive.catalogue.claim("slow worker", 1)
    archive.catalogue.crashed([old], 3)
    [new] = archive.catalogue.claim("fast worker", 1)

    assert archive.catalogue.store([understood(old, "1")], "public") == 0
    assert archive.catalogue.fail(old, "no_text", {}) is False
    assert archive.catalogue.store([understood(new, "2")], "public") == 1
    assert archive.catalogue.store([understood(new, "2")], "public") == 0
    assert [record.decision.number for record in archive.catalogue.current(None, 10)] == ["2"]


def test_a_file_that_crashes_three_times_is_set_aside_and_a_button_brings_it_back(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"killer").sha256
    for _ in range(3):
        [job] = archive.catalogue.claim("worker", 10)
        archive.catalogue.crashed([job], 3, "reader_memory")
    record = archive.catalogue.document(sha256)

    assert (record.state, record.code) == ("quarantined", "crashed_repeatedly")
    assert record.details == {"crashes": 3, "reason": "reader_memory"}
    assert archive.catalogue.claim("worker", 10) == []
    assert KararError(record.code, **record.details).message("tr")
    assert archive.catalogue.retry([sha256]) == 1
    assert len(archive.catalogue.claim("worker", 10)) == 1


def test_a_file_that_a_worker_died_on_is_claimed_alone(archive: Archive, keep: Keep) -> None:
    keep(b"suspect")
    archive.catalogue.crashed(archive.catalogue.claim("worker", 1), 3)
    for i in range(3):
        keep(f"innocent {i}".encode())

    assert archive.catalogue.claim("worker", 10, alone=False) == []
    assert [len(archive.catalogue.claim("worker", 10)) for _ in range(3)] == [1, 3, 0]


def test_a_crashed_file_waits_behind_the_others(archive: Archive, keep: Keep) -> None:
    suspect = keep(b"suspect").sha256
    others = [keep(f"other {i}".encode()).sha256 for i in range(3)]
    archive.catalogue.crashed(archive.catalogue.claim("worker", 1), 3)

    assert [job.sha256 for _ in range(2) for job in archive.catalogue.claim("worker", 3)] == [*others, suspect]


def test_files_handed_back_keep_their_turn_and_are_blamed_for_nothing(archive: Archive, keep: Keep) -> None:
    first = keep(b"first").sha256
    keep(b"second")
    archive.catalogue.release(archive.catalogue.claim("worker", 1))
    [job] = archive.catalogue.claim("worker", 1)

    assert (job.sha256, job.crashes) == (first, 0)


def test_one_large_batch_does_not_starve_a_single_upload(archive: Archive, keep: Keep) -> None:
    arrivals = []
    for i in range(50):
        kept = archive.originals.keep([f"batch {i}".encode()], 100)
        arrivals.append(Arrival(f"{i}.pdf", kept.sha256, kept.size))
    archive.catalogue.accept(arrivals, "web:ayla", batch="arşiv.zip")
    archive.catalogue.claim("worker", 10)
    single = keep(b"single", source="web:deniz").sha256

    assert single in [job.sha256 for job in archive.catalogue.claim("worker", 2)]


def test_two_batches_take_turns(archive: Archive, keep: Keep) -> None:
    lanes = {}
    for lane in ("a", "b"):
        for i in range(4):
            lanes[keep(f"{lane}{i}".encode(), source=lane).sha256] = lane

    assert [lanes[job.sha256] for job in archive.catalogue.claim("worker", 8)] == list("abababab")


def test_reading_again_with_the_same_result_changes_nothing(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1", "2")], "public")
    before = archive.catalogue.last_change()
    archive.catalogue.retry([sha256])
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1", "2")], "restricted")

    assert archive.catalogue.last_change() == before
    assert {record.version for record in archive.catalogue.current(None, 10)} == {1}
    assert {record.visibility for record in archive.catalogue.current(None, 10)} == {"public"}


def test_a_better_reading_is_a_new_version_under_the_same_id(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1", "2")], "public")
    ids = {record.decision.number: record.id for record in archive.catalogue.current(None, 10)}
    archive.catalogue.retry([sha256])
    again = understood(archive.catalogue.claim("w", 1)[0], "0", "1", outcome=Outcome.REJECTED, model="trm@2")
    archive.catalogue.store([again], "public")
    now = {record.decision.number: record for record in archive.catalogue.current(None, 10)}

    assert now["1"].id == ids["1"] and now["1"].version == 2 and now["1"].decision.outcome == "rejected"
    assert set(now) == {"0", "1"}
    assert ids["2"] not in archive.catalogue.records(list(ids.values())) or now["0"].id == ids["2"]
    assert [line.model for line in archive.catalogue.history(ids["1"])] == ["trm@2", "trm@1"]
    assert archive.catalogue.conservation().faults == ()


def test_a_resolution_that_is_no_longer_found_leaves_the_index(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1", "2")], "public")
    gone = next(r.id for r in archive.catalogue.current(None, 10) if r.decision.number == "2")
    archive.catalogue.retry([sha256])
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1")], "public")

    assert [(row.id, row.version, row.op) for row in archive.catalogue.outbox(2, 10)] == [(gone, 2, "delete")]
    with pytest.raises(NotFound):
        archive.catalogue.resolution(gone, {"public", "restricted"})
    assert archive.catalogue.conservation().faults == ()


def test_what_a_person_set_outlives_every_later_reading(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1")], "public")
    [record] = archive.catalogue.current(None, 10)
    values = {"outcome": "rejected", "departments": ["Fen İşleri Müdürlüğü"]}
    archive.catalogue.correct(record.id, values, author="ayla", reason="yanlış okunmuş")
    archive.catalogue.retry([sha256])
    again = understood(archive.catalogue.claim("w", 1)[0], "1", outcome=Outcome.POSTPONED, model="trm@2")
    archive.catalogue.store([again], "public")
    decision = archive.catalogue.resolution(record.id, {"public"}).decision

    assert decision.outcome is Outcome.REJECTED
    assert decision.departments == ("Fen İşleri Müdürlüğü",)
    assert [(f.source, f.value) for f in decision.facts if f.field == "outcome"] == [
        ("text", "postponed"),
        ("manual", "rejected"),
    ]
    assert [line.author for line in archive.catalogue.history(record.id)] == [None, "ayla", None]


def test_a_value_that_does_not_fit_is_refused_whole(archive: Archive, keep: Keep) -> None:
    keep(b"one")
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1")], "public")
    [record] = archive.catalogue.current(None, 10)

    with pytest.raises(msgspec.ValidationError):
        archive.catalogue.correct(record.id, {"outcome": "belki"}, author="ayla", reason="")

    assert archive.catalogue.current(None, 10) == [record]


def test_nothing_restricted_is_given_to_who_may_see_public_things_only(archive: Archive, keep: Keep) -> None:
    sha256 = keep(b"one").sha256
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1", "2")], "restricted")
    first, second = archive.catalogue.current(None, 10)
    with pytest.raises(NotFound):
        archive.catalogue.resolution(first.id, {"public"})
    with pytest.raises(NotFound):
        archive.catalogue.document(sha256, {"public"})

    assert archive.catalogue.publish([first.id], "public", author="ayla") == 1
    assert archive.catalogue.resolution(first.id, {"public"}).version == 2
    with pytest.raises(NotFound):
        archive.catalogue.document(sha256, {"public"})
    assert archive.catalogue.publish([sha256], "public") == 1
    assert archive.catalogue.document(sha256, {"public"}).decisions == 2
    assert archive.catalogue.publish(None, "restricted") == 2
    with pytest.raises(NotFound):
        archive.catalogue.resolution(second.id, {"public"})
    assert [row.op for row in archive.catalogue.outbox(2, 10)] == ["put"] * 4


def test_the_facts_table_holds_the_facts_of_current_versions(archive: Archive, keep: Keep) -> None:
    keep(b"one")
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], "1", "2")], "restricted")
    archive.catalogue.publish(None, "public")

    with archive.catalogue.database.reading() as connection:
        rows = connection.execute(select(facts)).all()
    assert [(row.field, row.value, row.rule) for row in rows] == [("outcome", '"adopted"', "outcome.test@1")] * 2


def test_pages_of_current_resolutions_follow_on_each_other(archive: Archive, keep: Keep) -> None:
    keep(b"one")
    archive.catalogue.store([understood(archive.catalogue.claim("w", 1)[0], *map(str, range(7)))], "public")
    seen: list[str] = []
    while page := archive.catalogue.current(seen[-1] if seen else None, 3):
        seen += [record.id for record in page]

    assert seen == sorted(seen) and len(set(seen)) == 7
    assert [row[0] for row in archive.catalogue.versions(seen[2], 10)] == seen[3:]


@pytest.mark.parametrize(
    ("table", "values", "said"),
    [
        (jobs, {"state": "done"}, "no job will do it"),
        (documents, {"state": "indexed"}, "hold no text"),
        (documents, {"state": "lost"}, "no known state"),
        (documents, {"state": "failed"}, "without a reason"),
    ],
)
def test_whatever_is_unaccounted_for_is_said(
    archive: Archive, keep: Keep, table: object, values: dict[str, str], said: str
) -> None:
    keep(b"one")
    with archive.catalogue.database.writing() as connection:
        connection.execute(update(table).values(values))  # type: ignore[arg-type]

    assert any(said in fault for fault in archive.catalogue.conservation().faults)


def test_an_error_in_a_transaction_leaves_nothing_behind(archive: Archive, keep: Keep) -> None:
    def break_off() -> None:
        with archive.catalogue.database.writing() as connection:
            connection.execute(outbox.insert(), {"id": "x", "version": 1, "op": "put", "at": "now"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert archive.catalogue.last_change() == 0


def test_the_migrations_make_exactly_the_tables_the_code_knows(archive: Archive) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with archive.catalogue.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_older_program_refuses_a_newer_catalogue(archive: Archive, settings: ArchiveSettings) -> None:
    with archive.catalogue.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(ServiceDown, match="database_newer"):
        Database(settings)


def test_many_may_open_a_new_catalogue_at_once(settings: ArchiveSettings) -> None:
    problems: list[BaseException] = []

    def open_it() -> None:
        try:
            Archive.open(settings).close()
        except BaseException as error:  # noqa: BLE001
            problems.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []


def test_only_one_at_a_time_holds_a_lock(archive: Archive, settings: ArchiveSettings) -> None:
    other = Database(settings)
    with archive.catalogue.database.exclusive("relay") as ours, other.exclusive("relay") as theirs:
        assert (ours, theirs) == (True, False)
    with other.exclusive("relay") as theirs:
        assert theirs
    other.close()


def test_a_full_disk_under_the_catalogue_is_said_and_loses_nothing(tmp_path: Path) -> None:
    with Archive.open(ArchiveSettings(data_dir=tmp_path, min_free_mb=0)) as archive:
        kept = archive.originals.keep([b"one"], 100)
        archive.catalogue.accept([Arrival("ilk.pdf", kept.sha256, 3)], "web")
        with archive.catalogue.database.reading() as connection:
            used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def no_more_pages(connection: Any, *_: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {used}")

        archive.catalogue.database.engine.dispose()
        event.listen(archive.catalogue.database.engine, "connect", no_more_pages)
        with pytest.raises(ServiceDown, match="disk_full"):
            archive.catalogue.accept([Arrival("x" * 200, f"{i:064x}", 1) for i in range(200)], "web")

        assert [u.name for u in archive.catalogue.uploads_of(kept.sha256)] == ["ilk.pdf"]
        assert archive.catalogue.conservation().accepted == 1
