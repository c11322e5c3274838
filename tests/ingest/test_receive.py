"""The door in: what is kept, what is refused and why, and what the answer promises."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive
from archive.intake import Accepted
from archive.originals import Kept, Originals, Staged
from archive.settings import ArchiveSettings
from ingest.receive import Receiver
from ingest.settings import IngestSettings
from models.errors import ServiceDown, UnreadableFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"body of a file " * 20


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(ArchiveSettings(data_dir=tmp_path / "data", min_free_mb=0)) as archive:
        yield archive


@pytest.fixture
def receiver(archive: Archive) -> Receiver:
    return Receiver(archive, IngestSettings())


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as batch:
        for name, content in members:
            batch.writestr(name, content)
    return packed.getvalue()


def test_a_received_file_is_kept_recorded_and_queued(archive: Archive, receiver: Receiver) -> None:
    [answer] = receiver.receive("karar.pdf", [PDF[:10], PDF[10:]], "web")

    archive.originals.verify(answer.sha256)
    assert archive.catalogue.upload(answer.upload_id).state == "received"
    assert [job.name for job in archive.catalogue.claim("w", 9)] == ["karar.pdf"]


def test_the_same_bytes_twice_are_told_so_with_a_link_to_the_first(receiver: Receiver) -> None:
    [first] = receiver.receive("karar.pdf", [PDF], "web")
    [second] = receiver.receive("başka ad.pdf", [PDF], "command")

    assert second == Accepted(second.upload_id, "başka ad.pdf", first.sha256, duplicate_of="karar.pdf")
    assert second.url == first.url


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("boş.pdf", b"", "file_empty"),
        ("karar.docx", PDF, "extension_mismatch"),
        ("karar.exe", b"MZ\x90\x00" + b"\0" * 100, "kind_not_read"),
        ("bozuk.docx", zipped(("../../x", b"y")), "word_damaged"),
        ("küme.zip", zipped(("../../etc/passwd", PDF)), "zip_unsafe_name"),
        ("küme.zip", zipped(("bomba.txt", b"0" * (8 << 20))), "zip_bomb"),
        ("küme.zip", zipped(), "zip_empty"),
        ("küme.zip", zipped(("iç.zip", zipped(("a.pdf", PDF)))), "zip_nested"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_own_code_and_leaves_nothing(
    archive: Archive, receiver: Receiver, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        receiver.receive(name, [content], "web")

    assert refused.value.code == code
    assert refused.value.message("tr")
    assert refused.value.next_step("en")
    assert list(archive.originals.names()) == []
    assert archive.catalogue.conservation().accepted == 0


def test_a_file_over_the_limit_is_refused_by_its_name(archive: Archive) -> None:
    receiver = Receiver(archive, IngestSettings(max_file_mb=1))

    with pytest.raises(UnreadableFile, match=r"file_too_large.*büyük\.pdf"):
        receiver.receive("büyük.pdf", [PDF, b"x" * (2 << 20)], "web")


def test_a_batch_gives_one_answer_for_each_file_and_names_what_it_refuses(archive: Archive, receiver: Receiver) -> None:
    batch = zipped(
        ("2018/karar-1.pdf", PDF + b"1"), ("2018/boş.pdf", b""), ("karar-2.pdf", PDF + b"2"), ("kopya.pdf", PDF + b"1")
    )

    answers = receiver.receive("arşiv.zip", [batch], "web")

    assert [(a.name, a.error.code if a.error else None, a.duplicate_of) for a in answers] == [
        ("karar-1.pdf", None, None),
        ("boş.pdf", "file_empty", None),
        ("karar-2.pdf", None, None),
        ("kopya.pdf", None, "karar-1.pdf"),
    ]
    assert archive.catalogue.open_jobs() == 2
    batch_record = archive.catalogue.upload(answers[0].batch or "")
    assert (batch_record.name, len(batch_record.members)) == ("arşiv.zip", 4)


def test_a_batch_is_recorded_whole_or_not_at_all(
    archive: Archive, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_add, added = Originals.add, []

    def add(originals: Originals, staged: Staged) -> Kept:
        if len(added) == 2:
            raise ServiceDown("original_not_kept", reason="Input/output error")
        added.append(real_add(originals, staged))
        return added[-1]

    monkeypatch.setattr(Originals, "add", add)
    batch = zipped(*((f"{i}.pdf", PDF + bytes([i])) for i in range(4)))

    with pytest.raises(ServiceDown):
        receiver.receive("arşiv.zip", [batch], "web")
    assert archive.catalogue.conservation().accepted == 0


def test_a_disk_error_is_an_answer_and_never_an_acceptance(
    archive: Archive, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("archive.originals.os.fsync", broken)
    with pytest.raises(ServiceDown) as refused:
        receiver.receive("karar.pdf", [PDF], "web")
    monkeypatch.undo()

    assert refused.value.status == 507
    assert archive.catalogue.conservation().accepted == 0
    assert receiver.receive("karar.pdf", [PDF], "web")[0].duplicate_of is None


def test_the_record_is_written_only_after_the_bytes_are_safe(
    archive: Archive, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real_add, real_accept = Originals.add, type(archive.catalogue).accept

    def add(originals: Originals, staged: Staged) -> Kept:
        kept = real_add(originals, staged)
        originals.verify(kept.sha256)
        order.append("bytes safe")
        return kept

    def accept(*args: object, **more: object) -> object:
        order.append("recorded")
        return real_accept(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Originals, "add", add)
    monkeypatch.setattr(type(archive.catalogue), "accept", accept)
    receiver.receive("karar.pdf", [PDF], "web")

    assert order == ["bytes safe", "recorded"]
