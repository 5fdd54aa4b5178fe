"""How the areas that are selected are sold."""

from collections.abc import Callable

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Area
from admin_designer.designer.qt.form import Form
from admin_designer.designer.tools import shaping
from admin_designer.designer.tools.board import Board
from boxoffice.model.layout import Category
from boxoffice.qtkit.theme import Theme


class AreaForm(Form):
    """Shown while areas and nothing else are selected."""

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__(theme)
        self._want = want
        self._areas: tuple[Area, ...] = ()
        self._categories: tuple[Category, ...] = ()
        self.section(self.tr("Sale"))
        self.category = self.choice(self.tr("Sold as"), (), self._choose)
        self.hide()

    def show_board(self, board: Board) -> None:
        """Show what is selected there."""
        self._areas = tuple(one for one in board.selected_things() if isinstance(one, Area))
        self.setVisible(bool(self._areas) and len(self._areas) == len(board.selected))
        if self._categories != board.document.hall.categories or not self.category.count():
            self._categories = board.document.hall.categories
            self.category.clear()
            self.category.addItems([self.tr("not sold"), *(one.name for one in self._categories)])
        place_of = {one.category_id: at for at, one in enumerate(self._categories, start=1)}
        self.category.show_values({place_of.get(one.category_id, 0) for one in self._areas})

    def _choose(self, at: int) -> None:
        category_id = self._categories[at - 1].category_id if at else 0
        self._want("Change an area", shaping.with_fields(self._areas, category_id=category_id))
