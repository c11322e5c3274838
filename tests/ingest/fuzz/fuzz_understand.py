"""Fuzz the reading of texts with atheris: whatever the text, nothing raises and every fact quotes the words at its place.

Run, in an environment that also has atheris: ``python tests/ingest/fuzz/fuzz_understand.py CORPUS -max_total_time=600
-timeout=20 -rss_limit_mb=2500 -max_len=4096``. Half of the inputs are raw text, half are put together from pieces of council
texts, so that rules are reached. What it finds becomes a case of ``tests/models/language/test_promises.py``.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[3]))
with atheris.instrument_imports(
    include=["ingest.split", "ingest.understand", "ingest.check", "models.language", "models.turkish"]
):
    from ingest.understand import read_text, understand
from models.document import Document, Page
from tests.ingest.marked_documents import marked

PIECES = (
    "oybirliği ile|kabulüne|karar verildi|.|,|;|:|(|)|\"|'|’|“|”|\n|\n\n| |\t|5393 sayılı Kanunun 18 (p) maddesi|13.03.2026 tarihli|31.02.2026|"
    "E-2158955|yazısı|AK Parti|MHP Gurubunun|ret oylarına rağmen|oyçokluğu|Komisyonuna|havale|Müdürlüğünün|Ahmet KARA|12 ada|3,4 parsel|7.500.-TL|"
    "K A R A R|KARAR NO : 412|KARAR 12:|1-|2)|III.|a)|MADDE 1-|Gündem Maddesi 3|BAŞKAN -|BAŞKAN:|gündemin 1. maddesi|ikinci maddeye geçildi|Ġmar|ýþð|ta1ebin|"
    "reddine|geri çekildi|seçilmiştir|İli|ilçesi|Mahallesi|T.C.|BELEDİYE MECLİSİ|TUTANAK|GÜNDEM|KOMİSYON RAPORU|Rapor No: 4|Sayı :|ekte gönderilmiştir|arz ederiz|"
    "oy bir liği|miş tir|Baflkanl›¤›|ba?kan|\ufffd|Ã¼|ÅŸ|\u00ad|\u0307|\ud800|0|1|9|kabul|ret||||21 kabul 14 ret|çekimser|oyu|karşı|sehven|İstanbul|Çankaya|1/1000|"
    "bin|yüz|milyon|on üç Mart|ve|ile|nolu|sayılı kararı|kararı ile|uygun görülmemiştir|komisyonumuzca|raporun|üye|Başkan|Kâtip|imza|Sayfa 2 / 4|- 3 -"
).split("|")


def one(data: bytes) -> None:
    if not data:
        return
    if data[0] % 2:
        text = data[1:].decode("utf-8", "replace")
    else:
        text = (" " if data[0] % 4 else "").join(PIECES[byte % len(PIECES)] for byte in data[1:])
    reading = understand(Document(format="txt", text=text, pages=(Page(1, 0, len(text)),)))
    place = 0
    for decision in reading.decisions:
        assert place <= decision.start <= decision.end <= len(text)
        assert decision.text == text[decision.start : decision.end]
        place = decision.end
        for fact in decision.facts:
            assert fact.quote == text[fact.start : fact.end]
    for question in reading.questions:
        assert question.start is None or 0 <= question.start <= len(text)
    assert read_text(text).text == text


def main() -> None:
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if folder.is_dir() and not any(folder.iterdir()):
            for document in marked(Path(__file__).parents[1] / "documents"):
                (folder / document.name.replace("/", "-")).write_bytes(b"\x01" + document.text.encode()[:4000])
            (folder / "pieces").write_bytes(bytes(range(200)))
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
