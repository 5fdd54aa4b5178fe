"""Drawings travel packed, and what unfolds to more than any hall is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.errors import BadInput
from boxoffice.rules.packed_text import MAX_PACKED, pack, unpack


@given(st.text(min_size=1))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert unpack(pack(text)) == text


def test_what_unfolds_to_too_much_is_refused_before_it_is_unfolded() -> None:
    bomb = pack(" " * 1_000_000)
    assert len(bomb) < 2_000
    with pytest.raises(BadInput, match="larger than any hall"):
        unpack(bomb, most_bytes=999_999)


@pytest.mark.parametrize("packed", ["", "é", "AAAA", pack("hall")[:-8], "A" * (MAX_PACKED + 1)])
def test_what_is_no_packed_text_is_refused(packed: str) -> None:
    with pytest.raises(BadInput):
        unpack(packed)
