"""The small widgets every page is built from."""

from boxoffice.qtkit.widgets.banner import Banner, Tone
from boxoffice.qtkit.widgets.check_box import CheckBox
from boxoffice.qtkit.widgets.field import Field
from boxoffice.qtkit.widgets.key_button import KeyButton, Role
from boxoffice.qtkit.widgets.key_cap import KeyCap, key_text
from boxoffice.qtkit.widgets.labels import Badge, ElidedLabel, Text
from boxoffice.qtkit.widgets.panel import Panel
from boxoffice.qtkit.widgets.segmented import Segment, Segmented

__all__ = [
    "Badge",
    "Banner",
    "CheckBox",
    "ElidedLabel",
    "Field",
    "KeyButton",
    "KeyCap",
    "Panel",
    "Role",
    "Segment",
    "Segmented",
    "Text",
    "Tone",
    "key_text",
]
