"""The Screen service."""

from boxoffice.services.screen.screens import Screens

__all__ = ["Screens"]
