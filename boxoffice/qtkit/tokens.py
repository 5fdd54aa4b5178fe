"""Colours, type and spacing by role, for each theme: the one place where they are stated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #RRGGBB by role. `line` is a hairline that only parts things, `track` what a bar
    runs along and a pressed button; `categories` are the hues 1, 2, 3 …; `focus_line` is how wide
    the focus is drawn, pixels."""

    name: str
    window: str
    panel: str
    surface: str
    ground: str
    hover: str
    line: str
    line_strong: str
    track: str
    text: str
    text_second: str
    text_third: str
    accent: str
    on_accent: str
    accent_text: str
    accent_soft: str
    focus: str
    cursor: str
    danger: str
    on_danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    categories: tuple[str, ...]
    held: str
    held_hatch: str
    sold_sign: str
    sold: str
    guide: str
    focus_line: int = 2

    def category(self, hue: int) -> str:
        """The colour of hue 1, 2, 3 …; beyond the last they repeat (the band's segments differ)."""
        return self.categories[(hue - 1) % len(self.categories)]


LIGHT = Tokens(
    name="light",
    window="#F3F1ED",
    panel="#FAF9F6",
    surface="#FFFFFF",
    ground="#E9E6E0",
    hover="#EFECE6",
    line="#DAD6CE",
    line_strong="#858176",
    track="#DAD6CE",
    text="#1B1A18",
    text_second="#4D4A44",
    text_third="#625E56",
    accent="#1A54CE",
    on_accent="#FFFFFF",
    accent_text="#1849B5",
    accent_soft="#E1EAFC",
    focus="#1A54CE",
    cursor="#1B1A18",
    danger="#B4231A",
    on_danger="#FFFFFF",
    danger_soft="#FCE6E2",
    warn="#7F4C00",
    warn_soft="#FFF1D2",
    ok="#17693A",
    ok_soft="#DFF2E4",
    categories=("#0B6E67", "#8A2BA3", "#8F5200"),
    held="#5F5B53",
    held_hatch="#B5B0A6",
    sold_sign="#6E6A61",
    sold="#D0CCC4",
    guide="#C2187A",
)

DARK = Tokens(
    name="dark",
    window="#131518",
    panel="#1A1D21",
    surface="#24282E",
    ground="#0D0F11",
    hover="#2A2F36",
    line="#31373F",
    line_strong="#78818D",
    track="#31373F",
    text="#EEEFF1",
    text_second="#BDC2C9",
    text_third="#9AA1AB",
    accent="#86B2FF",
    on_accent="#081A3C",
    accent_text="#9CC1FF",
    accent_soft="#1B2C4B",
    focus="#86B2FF",
    cursor="#FFFFFF",
    danger="#FF8C7D",
    on_danger="#3A0904",
    danger_soft="#3D1C18",
    warn="#F6C558",
    warn_soft="#382C10",
    ok="#74D493",
    ok_soft="#15301F",
    categories=("#55CBBF", "#E093F4", "#F0B550"),
    held="#9AA1AB",
    held_hatch="#3C434C",
    sold_sign="#757E8A",
    sold="#2A2F35",
    guide="#FF7CC4",
)

#: White on black. Yellow is the focus and nothing else; what a seat is can be told without colour.
CONTRAST = Tokens(
    name="contrast",
    window="#000000",
    panel="#000000",
    surface="#000000",
    ground="#000000",
    hover="#2B2B2B",
    line="#FFFFFF",
    line_strong="#FFFFFF",
    track="#4A4A4A",
    text="#FFFFFF",
    text_second="#FFFFFF",
    text_third="#D0D0D0",
    accent="#5CE1FF",
    on_accent="#000000",
    accent_text="#5CE1FF",
    accent_soft="#00364A",
    focus="#FFE500",
    cursor="#FFE500",
    danger="#FF9E94",
    on_danger="#000000",
    danger_soft="#4A0000",
    warn="#FFD24D",
    warn_soft="#3A2A00",
    ok="#86F5A4",
    ok_soft="#003316",
    categories=("#FFFFFF", "#F5B8FF", "#FFC56B"),
    held="#B8B8B8",
    held_hatch="#3A3A3A",
    sold_sign="#8A8A8A",
    sold="#1A1A1A",
    guide="#FF9AD2",
    focus_line=3,
)

#: Spacing steps, pixels.
SPACE = (2, 4, 6, 8, 12, 16, 24, 40)
RADIUS_BADGE, RADIUS_KEY, RADIUS_FIELD, RADIUS_BUTTON = 3, 4, 5, 6
HEIGHT_KEY, HEIGHT_SMALL, HEIGHT_FIELD, HEIGHT_OFFER = 18, 28, 34, 48
HEIGHT_LINE, HEIGHT_PAY, HEIGHT_CASH, HEIGHT_SHOW, HEIGHT_STATUS = 44, 54, 56, 70, 28


def mixed(one: str, other: str, share: float) -> str:
    """A colour so much of the way from one to the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
