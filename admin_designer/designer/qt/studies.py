"""What is looked at beside drawing: halls to begin with, sightlines, and a simulated sale."""

from PySide6.QtCore import QObject

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.sightlines import Sightlines, sightlines
from admin_designer.designer.qt.after_changes import AfterChanges
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.filing import Filing
from admin_designer.designer.qt.frame import DesignerFrame
from admin_designer.designer.qt.sale_page import SALE_KEY, SalePage
from admin_designer.designer.qt.sightline_panel import SIGHTLINE_KEY, SightlinePanel
from admin_designer.designer.qt.template_page import TEMPLATE_KEY, TemplatePage
from admin_designer.designer.templates.shape import Shape
from boxoffice.model.errors import BadInput
from boxoffice.qtkit.commands import Command, Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton


class Studies(QObject):
    """Adds its pages and panels to the designer's, and follows the draft that is open."""

    def __init__(
        self,
        frame: DesignerFrame,
        editor: Editor,
        filing: Filing,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._editor = editor
        self._filing = filing
        self.sightlines = SightlinePanel(theme)
        self.templates = TemplatePage(theme)
        self.sale = SalePage(theme, tasks)
        self._before = Document()
        self._seen = AfterChanges(tasks, _seen, self)
        frame.add_side(self.sightlines, self.sightlines.closed.emit)
        frame.add_page(self.templates, self.templates.hints())
        frame.add_page(self.sale, self.sale.hints())
        commands.add(self.templates, self.templates.commands())
        commands.add(self.sale, self.sale.commands())
        self._connect()
        self._add_buttons(theme)

    def follow(self) -> None:
        """Another draft is open: study that one."""
        self._before = _still(self._editor.draft)
        if self.sightlines.isVisible():
            self._watch()

    def finish(self) -> None:
        """The window is closed."""
        self._seen.follow(None)
        self.sale.run.stop()

    def commands(self) -> tuple[Command, ...]:
        """The ways to each of them."""
        return (
            Command(self.tr("New plan from a template…"), self.show_templates, TEMPLATE_KEY),
            Command(self.tr("Sightlines"), self.show_sightlines, SIGHTLINE_KEY),
            Command(self.tr("Simulated sale"), self.show_sale, SALE_KEY),
        )

    def show_sightlines(self) -> None:
        """Show what each seat sees of the picture, or what is selected again."""
        shown = not self.sightlines.isVisible()
        self._frame.show_page(None)
        self._frame.show_side(self.sightlines if shown else self._frame.properties)
        (self.sightlines.back if shown else self._frame.canvas).setFocus()

    def show_templates(self) -> None:
        """Show the halls to begin with."""
        self.templates.prepare()
        self._frame.show_page(self.templates)
        self.templates.cards[0].button.setFocus()

    def show_sale(self) -> None:
        """Show how well the hall would sell, or the plan again."""
        if self.sale.isVisible():
            self._draw()
            return
        draft = self._editor.draft
        self.sale.look_at(draft.name, _still(draft), self._before)
        self._frame.show_page(self.sale)
        self.sale.form.shows.setFocus()

    def _begin(self, shape: Shape) -> None:
        self._draw()
        self._filing.new_from(shape)

    def _draw(self) -> None:
        self._frame.show_page(None)
        self._frame.canvas.setFocus()

    def _add_buttons(self, theme: Theme) -> None:
        """Beside what concerns the whole hall."""
        section = self._frame.properties.hall.section(self.tr("Studies"))
        words = (self.tr("Template…"), self.tr("Sightlines"), self.tr("Simulated sale"))
        for word, command in zip(words, self.commands(), strict=True):
            button = KeyButton(theme, word, command.key, height=HEIGHT_SMALL)
            button.setToolTip(command.text)
            button.clicked.connect(command.run)
            section.addWidget(button)

    def _watch(self) -> None:
        watched = self.sightlines.isVisible()
        self._seen.follow(self._editor.draft if watched else None)
        if not watched:
            self._frame.canvas.show_heat(None)

    def _show_seen(self, found: tuple[Sightlines | None, str]) -> None:
        self.sightlines.show_sight(self._editor.board, *found)

    def _connect(self) -> None:
        panel, frame = self.sightlines, self._frame
        self._seen.found.connect(self._show_seen)
        panel.watched.connect(self._watch)
        panel.wanted.connect(self._editor.take)
        panel.heat_changed.connect(frame.canvas.show_heat)
        panel.picked.connect(lambda uids: self._editor.board.select(uids))
        panel.closed.connect(self.show_sightlines)
        self.templates.chosen.connect(self._begin)
        self.sale.closed.connect(self._draw)
        self.templates.closed.connect(self._draw)


def _still(draft: Draft) -> Document:
    """The drawing as it is now, whatever becomes of it."""
    return Document(draft.document.elements.values())


def _seen(document: Document) -> tuple[Sightlines | None, str]:
    """What is seen in a drawing; words for one in which nothing can be."""
    try:
        return sightlines(document), ""
    except BadInput as refusal:
        return None, str(refusal)
