"""The colours meet the contrast that the looks promise."""

import pytest

from boxoffice.qtkit.tokens import DARK, LIGHT, Tokens


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
class TestContrast:
    def test_words_can_be_read_on_every_ground_they_stand_on(self, tokens: Tokens) -> None:
        pairs = [
            *((ink, ground) for ink in (tokens.text, tokens.text_second) for ground in (
                tokens.window, tokens.panel, tokens.surface, tokens.ground, tokens.hover,
                tokens.accent_soft, tokens.danger_soft, tokens.warn_soft, tokens.ok_soft,
            )),
            (tokens.text_third, tokens.panel),
            (tokens.accent_text, tokens.panel),
            (tokens.accent_text, tokens.accent_soft),
            (tokens.on_accent, tokens.accent),
            (tokens.on_danger, tokens.danger),
            (tokens.danger, tokens.danger_soft),
            (tokens.warn, tokens.warn_soft),
            (tokens.ok, tokens.ok_soft),
            *((hue, tokens.surface) for hue in tokens.categories),
        ]  # fmt: skip
        assert [pair for pair in pairs if contrast(*pair) < 4.5] == []

    def test_lines_and_signs_that_carry_meaning_can_be_seen(self, tokens: Tokens) -> None:
        pairs = [
            (tokens.line_strong, tokens.surface),
            (tokens.focus, tokens.panel),
            (tokens.focus, tokens.window),
            (tokens.cursor, tokens.ground),
            (tokens.held, tokens.ground),
            (tokens.sold_sign, tokens.sold),
            (tokens.accent, tokens.ground),
        ]
        assert [pair for pair in pairs if contrast(*pair) < 3.0] == []
