"""What the seats of the plan on the screen are called, kept up while it is worked on."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called, called

#: In a larger drawing names are worked out once nothing was changed for a moment.
_MOST_AT_ONCE, _AFTER_MS = 3_000, 180


class PlanNames(QObject):
    """`called` and the seats' `numbers` as last worked out, the numbers in the seats' order now;
    `renewed` when that was done a moment after a change."""

    renewed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._numbered: list[str] = []
        self.called = Called({})
        self.numbers: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._timer = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._renew)

    def follow(self, board: Board) -> bool:
        """Name another drawing, or one that was changed; whether that is done already."""
        if board is not self._board:
            self._board, self.called = board, Called({})
        uids = board.standing.uids
        if len(uids) <= _MOST_AT_ONCE:
            self._name(board)
            return True
        if uids is not self._numbered:
            self._number(uids)
        self._timer.start()
        return False

    def _renew(self) -> None:
        if self._board is not None:
            self._name(self._board)
            self.renewed.emit()

    def _name(self, board: Board) -> None:
        self._timer.stop()
        self.called = called(board.document)
        self._number(board.standing.uids)

    def _number(self, uids: list[str]) -> None:
        self._numbered, self.numbers = uids, self.called.numbers(uids)
