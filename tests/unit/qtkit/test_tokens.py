"""The colours meet the contrast that the looks promise."""

from dataclasses import fields

import pytest

from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


#: What words need, and lines and signs: WCAG's AA, and its AAA where contrast is what was chosen.
AA, AAA = (4.5, 3.0), (7.0, 4.5)


@pytest.mark.parametrize(
    ("tokens", "words", "signs"),
    [(LIGHT, *AA), (DARK, *AA), (CONTRAST, *AAA)],
    ids=["light", "dark", "contrast"],
)
class TestContrast:
    def test_words_can_be_read_on_every_ground_they_stand_on(
        self, tokens: Tokens, words: float, signs: float
    ) -> None:
        pairs = [
            *((ink, ground) for ink in (tokens.text, tokens.text_second) for ground in (
                tokens.window, tokens.panel, tokens.surface, tokens.ground, tokens.hover,
                tokens.accent_soft, tokens.danger_soft, tokens.warn_soft, tokens.ok_soft,
                tokens.track,
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
        assert [pair for pair in pairs if contrast(*pair) < words] == []

    def test_lines_and_signs_that_carry_meaning_can_be_seen(
        self, tokens: Tokens, words: float, signs: float
    ) -> None:
        pairs = [
            (tokens.line_strong, tokens.surface),
            (tokens.focus, tokens.panel),
            (tokens.focus, tokens.window),
            (tokens.cursor, tokens.ground),
            (tokens.held, tokens.ground),
            (tokens.sold_sign, tokens.sold),
            (tokens.accent, tokens.ground),
            (tokens.text_second, tokens.track),
        ]
        assert [pair for pair in pairs if contrast(*pair) < signs] == []


def test_high_contrast_keeps_one_colour_for_the_focus_alone() -> None:
    others = [
        getattr(CONTRAST, one.name)
        for one in fields(CONTRAST)
        if one.name not in ("focus", "cursor", "categories")
    ]
    assert CONTRAST.focus == CONTRAST.cursor
    assert CONTRAST.focus not in (*others, *CONTRAST.categories)
    assert CONTRAST.focus_line > LIGHT.focus_line


def test_high_contrast_has_no_pale_lines() -> None:
    lines = (CONTRAST.line, CONTRAST.line_strong, CONTRAST.held)
    assert min(contrast(line, CONTRAST.ground) for line in lines) > 7.0
