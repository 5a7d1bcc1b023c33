"""Batches through a network, as many at once as there are cores for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from numpy.typing import NDArray

from embeddings.beside import is_beside

AHEAD: Final = 2  # batches for each core: the next one is at hand while the last one's vectors wait for the interpreter

Key = TypeVar("Key")


def run_batches(
    network: Any,  # noqa: ANN401  the library has no types
    batches: Iterable[tuple[Key, Mapping[str, NDArray[Any]]]],
) -> Iterator[tuple[Key, NDArray[Any]]]:
    """Yield the first output for each batch, in their order; it is to be copied before the next is asked for.

    Work that is done beside has a core for itself: it would get but a share of one, and go on alone at the end. The
    runtime's threads call nothing of ours, so that none waits for the interpreter, which may wait for it.
    """
    streams = network.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
    free = [network.create_infer_request() for _ in range(AHEAD * streams)]
    begun = deque[tuple[Key, Any]]()
    for key, inputs in batches:
        while len(begun) >= (max(1, streams - 1) if is_beside() else AHEAD * streams):
            yield _done(begun[0])
            free.append(begun.popleft()[1])
        begun.append((key, free.pop()))
        begun[-1][1].start_async(inputs)
    yield from map(_done, begun)


def _done(batch: tuple[Key, Any]) -> tuple[Key, NDArray[Any]]:
    key, request = batch
    request.wait()
    output: NDArray[Any] = request.get_output_tensor(0).data
    return key, output
