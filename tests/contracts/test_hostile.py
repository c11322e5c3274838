"""No query is a fault, takes long or finds everything by mistake, on either engine."""

import pytest

from tests.contracts.conftest import Engines
from tests.contracts.hostile import Shelf, hostile, judged

FAULTS_ONCE = (17536, 18654, 26400, 29144, 42454, 58883, 94457)
"""Requests of a run of 100,000 that were faults or found everything before they were mended."""


@pytest.mark.full
@pytest.mark.elasticsearch
@pytest.mark.parametrize("engine", ["embedded", "cluster"])
def test_hostile_queries_are_answered_or_refused(engines: Engines, engine: str) -> None:
    outcome = judged(getattr(engines, engine), Shelf(engines.records), (*range(1500), *FAULTS_ONCE))
    assert outcome.faults == []
    assert outcome.everything == []
    assert outcome.answered > 500
    assert outcome.refused


def test_a_hostile_query_is_made_again_by_its_number() -> None:
    assert hostile(77) == hostile(77) != hostile(78)
