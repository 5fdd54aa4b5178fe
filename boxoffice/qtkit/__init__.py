"""What every window shares: coroutines from signals, theme, icons, small widgets."""

import builtins
import os

from PySide6 import QtCore as _hooks_imports  # noqa: F401

from boxoffice.qtkit.late_methods import compile_late

# PySide looks at every import for `from __feature__ import …`, which nothing here says, and reads
# the source of each new module for it: a fifth of what imports cost. It keeps what was before it.
builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
# Making dataclasses costs a tenth of a start.
compile_late()
# Larger glyphs than 64 pixels Qt draws by outlines, which differ by what it wrote before: FreeType
# hints them in a state that is left from other sizes. From the cache each is always the same.
os.environ.setdefault("QT_MAX_CACHED_GLYPH_SIZE", "256")
