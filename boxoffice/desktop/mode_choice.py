"""Light, dark, high contrast or as the system has it: the choice that several pages offer."""

from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Segment, Segmented

_MODES = (Mode.LIGHT, Mode.DARK, Mode.CONTRAST, Mode.SYSTEM)


class ModeChoice(Segmented):
    """Shows what is in force, and sets it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            (
                Segment(self.tr("Light"), icon="sun"),
                Segment(self.tr("Dark"), icon="moon"),
                Segment(self.tr("Contrast"), icon="contrast", spoken=self.tr("High contrast")),
                Segment(self.tr("System"), icon="desktop"),
            ),
            height=HEIGHT_SMALL,
            size=12,
        )
        self._shown_theme = theme
        self.setAccessibleName(self.tr("Colours"))
        self.chosen.connect(lambda index: theme.set_mode(_MODES[index]))
        theme.changed.connect(self._show_mode)
        self._show_mode()

    def _show_mode(self) -> None:
        self.set_current(_MODES.index(self._shown_theme.mode))
