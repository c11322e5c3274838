"""The analysis brings the forms of a word together and keeps different words apart."""

from models.turkish.analysis import index_keys, query_keys
from tests.quality.conflation import groups, lost_without_letters, measured


def test_the_set_is_large_enough_to_say_something() -> None:
    assert sum(len(group) for group in groups()) >= 400
    assert len(groups()) >= 60


def test_forms_of_one_word_find_each_other_and_no_other_word() -> None:
    recall, precision, missed, wrong = measured(index_keys, query_keys)
    assert recall >= 0.98, missed[:40]
    assert precision >= 0.99, wrong[:40]


def test_every_word_is_found_when_typed_without_turkish_letters() -> None:
    assert lost_without_letters(index_keys, query_keys) == []
