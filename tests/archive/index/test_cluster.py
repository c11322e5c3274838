"""How long callers wait for a cluster, and who waits when it is away."""

from collections.abc import Iterator

import pytest
from elastic_transport import ConnectionTimeout

from archive.index.elasticsearch_cluster import Cluster
from archive.index.question import question
from archive.index.settings import IndexSettings
from models.errors import ServiceDown


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cluster(clock: Clock) -> Iterator[Cluster]:
    """Give a cluster that nobody asks anything: the tests say what came of each question."""
    made = Cluster(IndexSettings(elasticsearch_url="http://127.0.0.1:9", elasticsearch_timeout=2.5), clock)
    yield made
    made.close()


def no_answer(cluster: Cluster) -> None:
    with pytest.raises(ServiceDown, match="elasticsearch_slow"), cluster.reading():
        raise ConnectionTimeout("no answer")


def test_one_caller_tries_again_and_the_others_do_not_wait_with_it(cluster: Cluster, clock: Clock) -> None:
    for _ in range(3):
        no_answer(cluster)
    with pytest.raises(ServiceDown), cluster.reading():
        pytest.fail("asked during the pause")
    clock.now += 1.1
    with cluster.reading(), pytest.raises(ServiceDown), cluster.reading():
        pytest.fail("two asked at once")
    for _ in range(3):
        with cluster.reading():
            pass


def test_an_answer_that_is_no_outage_ends_the_pause(cluster: Cluster, clock: Clock) -> None:
    for _ in range(3):
        no_answer(cluster)
    clock.now += 1.1
    with pytest.raises(ServiceDown), cluster.reading():
        raise ServiceDown("elasticsearch_alias_taken", name="karar", reason="index")
    with cluster.reading():
        pass


def test_all_calls_of_one_question_share_its_time(cluster: Cluster, clock: Clock) -> None:
    with question(clock=clock):
        with cluster.reading() as asking:
            assert asking.left == pytest.approx(2.5)
        clock.now += 2
        with cluster.reading() as asking:
            assert asking.left == pytest.approx(0.5)
    with cluster.reading() as asking:
        assert asking.left == pytest.approx(2.5)


def test_a_question_within_another_ends_with_it(cluster: Cluster, clock: Clock) -> None:
    with question(clock=clock):
        clock.now += 2
        with question(1.0, clock), cluster.reading() as asking:
            assert asking.left == pytest.approx(0.5)
    with question(1.0, clock), cluster.reading() as asking:
        assert asking.left == pytest.approx(1.0)


def test_no_answer_within_a_part_of_the_time_is_no_outage(cluster: Cluster, clock: Clock) -> None:
    for _ in range(5):
        with question(1.0, clock):
            no_answer(cluster)
    with cluster.reading():
        pass
