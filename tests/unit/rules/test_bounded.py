"""What is kept of what was looked up."""

from boxoffice.rules.bounded import Bounded


def test_a_full_memory_forgets_what_was_used_longest_ago() -> None:
    memory: Bounded[str, int] = Bounded(2)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.get("a")
    memory.put("c", 3)
    assert (memory.get("a"), memory.get("b"), memory.get("c"), len(memory)) == (1, None, 3, 2)
