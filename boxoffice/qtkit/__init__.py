"""What every window shares: coroutines from signals, theme, icons, small widgets."""

import builtins

from PySide6 import QtCore as _hooks_imports  # noqa: F401

from boxoffice.qtkit.late_methods import compile_late

# PySide looks at every import for `from __feature__ import …`, which nothing here says, and reads
# the source of each new module for it: a fifth of what imports cost. It keeps what was before it.
builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
# Making dataclasses costs a tenth of a start.
compile_late()
