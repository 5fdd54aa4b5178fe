import asyncio
from collections.abc import Mapping

import pytest

from boxoffice.gateway.batches import Batch
from boxoffice.model.errors import NotFound, TryAgain


async def test_what_is_asked_for_side_by_side_is_loaded_at_once_and_each_key_once() -> None:
    asked: list[tuple[int, ...]] = []

    async def load(keys: tuple[int, ...]) -> Mapping[int, str]:
        asked.append(keys)
        return {key: f"show {key}" for key in keys}

    batch = Batch(load)
    assert await asyncio.gather(*map(batch.get, [3, 1, 3])) == ["show 3", "show 1", "show 3"]
    assert await batch.get(1) == "show 1"
    assert asked == [(3, 1)]


async def test_a_key_that_does_not_exist_is_not_found_and_hurts_no_other() -> None:
    async def load(keys: tuple[int, ...]) -> Mapping[int, str]:
        return {1: "show 1"}

    batch = Batch(load)
    known, unknown = batch.get(1), batch.get(2)
    assert await known == "show 1"
    with pytest.raises(NotFound):
        await unknown


async def test_a_refusal_reaches_everybody_who_asked() -> None:
    async def load(keys: tuple[int, ...]) -> Mapping[int, str]:
        raise TryAgain("Not now.")

    batch = Batch(load)
    answers = await asyncio.gather(batch.get(1), batch.get(2), return_exceptions=True)
    assert [type(each) for each in answers] == [TryAgain, TryAgain]
