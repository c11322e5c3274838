"""The small network learns from labelled names, and the same data make the same network."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner

from karar.commands.model import app
from models.language.learned import LABELS, labelled, proposed, train, untrained

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "quality/corpus/examples.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_names_are_marked_where_they_are_printed_whatever_their_suffix_and_case() -> None:
    row = {
        "text": "FEN İŞLERİ MÜDÜRLÜĞÜNÜN yazısı Ali VELİ’ye verildi.",
        "departments": ["Fen İşleri Müdürlüğü"],
        "people": [{"name": "Ali Veli"}],
    }
    nlp = untrained()
    [doc] = labelled(nlp, [row]).get_docs(nlp.vocab)
    assert [(one.label_, one.text.split("’")[0]) for one in doc.ents] == [
        ("DEPARTMENT", "FEN İŞLERİ MÜDÜRLÜĞÜNÜN"),
        ("PERSON", "Ali VELİ"),
    ]


def test_most_labelled_names_of_the_examples_are_found_in_their_texts() -> None:
    nlp = untrained()
    docs = list(labelled(nlp, ROWS).get_docs(nlp.vocab))
    named = sum(bool(row[field]) for row in ROWS for field in LABELS.values())
    marked = sum(len({one.label_ for one in doc.ents}) for doc in docs)
    assert named >= 40
    assert marked >= 0.8 * named


@pytest.mark.full
def test_it_learns_the_texts_it_saw_and_twice_the_same() -> None:
    texts = labelled(untrained(), ROWS[:12])
    one, other = (train(texts, rounds=25) for _ in range(2))
    text = " ".join(row["text"] for row in ROWS[:12])
    said = list(proposed(one, text))
    assert len(said) >= 10
    assert said == list(proposed(other, text))


@pytest.mark.full
def test_the_command_keeps_the_texts_and_a_network_that_spacy_loads(tmp_path: Path) -> None:
    data = tmp_path / "labelled.jsonl"
    data.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS[:3]), encoding="utf-8")
    done = CliRunner().invoke(app, ["train", str(data), "--to", str(tmp_path / "network")])
    assert done.exit_code == 0, done.output
    kept = spacy.load(tmp_path / "network")
    assert kept.pipe_names == ["tok2vec", "ner"]
    assert len(list(DocBin().from_disk(tmp_path / "network" / "train.spacy").get_docs(kept.vocab))) == 3
