"""Text read in a wrong encoding is searched as it was meant, and every place in it is known in the text as found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.turkish.encodings import legible

MEANT = "Gündemin imar planı değişikliği, ŞEHİR çöpü: âdil."


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp1254"])
def test_utf8_read_as_another_encoding_is_read_as_it_was_meant(encoding: str) -> None:
    found = "".join(bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in MEANT.encode())
    text, places = legible(found)
    assert text == MEANT
    assert places is not None
    assert len(places) == len(text) + 1
    start = text.index("değişikliği")
    part = found[places[start] : places[start + len("değişikliği")]]
    assert legible(part)[0] == "değişikliği"


def test_letters_whose_second_half_was_dropped_are_read_beside_others_that_were_not() -> None:
    assert legible("daÄ\xc4\xb1tÄ±lmÄ±Å")[0].count("ı") == 3
    assert legible("baÅkanlÄ±ÄÄ±na")[0] == "başkanlığına"


@pytest.mark.parametrize("text", ["", MEANT, "Ångström", "Äänekoski ve Ålborg", "Ã¼ tek başına"])
def test_what_may_be_meant_stays(text: str) -> None:
    assert legible(text) == (text, None)


@given(st.text(alphabet="aÃÄÅ¼±§ı \x9fŸ"))
def test_places_never_go_back_and_end_with_the_text(text: str) -> None:
    read, places = legible(text)
    if places is not None:
        assert list(places) == sorted(places)
        assert len(places) == len(read) + 1
        assert places[-1] == len(text)
