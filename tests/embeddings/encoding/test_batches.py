"""How many batches are run at once, by a network that counts them."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.beside import beside
from embeddings.encoding.batches import run_batches

Inputs = Mapping[str, NDArray[Any]]


class Network:
    """Doubles numbers; ``begun`` is how many requests are waited for, ``most`` how many these were at the most."""

    def __init__(self, streams: int) -> None:
        self.streams, self.begun, self.most = streams, 0, 0

    def get_property(self, name: str) -> int:
        assert name == "OPTIMAL_NUMBER_OF_INFER_REQUESTS"
        return self.streams

    def create_infer_request(self) -> Request:
        return Request(self)


class Request:
    def __init__(self, network: Network) -> None:
        self._network, self._made = network, np.empty(0)

    def start_async(self, inputs: Inputs) -> None:
        self._network.begun += 1
        self._network.most = max(self._network.most, self._network.begun)
        self._made = inputs["numbers"] * 2

    def wait(self) -> None:
        self._network.begun -= 1

    def get_output_tensor(self, place: int) -> SimpleNamespace:
        assert place == 0
        return SimpleNamespace(data=self._made)


def doubled(network: Network, count: int) -> list[tuple[int, float]]:
    batches = ((number, {"numbers": np.array([float(number)])}) for number in range(count))
    return [(key, float(made[0])) for key, made in run_batches(network, batches)]


@pytest.mark.parametrize(("streams", "beside_others"), [(1, 1), (2, 1), (4, 3)])
def test_what_is_done_beside_has_a_core_for_itself(streams: int, beside_others: int) -> None:
    network, end = Network(streams), Event()
    with beside(lambda _: end.wait(60)) as ended:
        assert doubled(network, 20) == [(number, 2.0 * number) for number in range(20)]
        assert (network.begun, network.most) == (0, beside_others)
        end.set()
        assert ended()
        assert doubled(network, 20) == [(number, 2.0 * number) for number in range(20)]
        assert (network.begun, network.most) == (0, 2 * streams)


def test_few_batches_and_none() -> None:
    assert doubled(Network(2), 0) == []
    assert doubled(Network(2), 1) == [(0, 0.0)]
    assert doubled(Network(2), 3) == [(0, 0.0), (1, 2.0), (2, 4.0)]


def test_all_cores_are_taken_as_soon_as_nothing_is_done_beside() -> None:
    network, end, most = Network(2), Event(), list[int]()
    with beside(lambda _: end.wait(60)) as ended:

        def batches() -> Any:
            for number in range(12):
                if number == 6:
                    most.append(network.most)
                    end.set()
                    assert ended()
                yield number, {"numbers": np.array([float(number)])}

        assert [key for key, _ in run_batches(network, batches())] == list(range(12))
    assert [*most, network.most] == [1, 4]
