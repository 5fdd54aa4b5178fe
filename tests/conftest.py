"""What every test runs under: no display is needed."""

import os

# Chosen before any test module loads Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
