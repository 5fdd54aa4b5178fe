"""Says the one thing pyproject.toml cannot: found packages and a renamed one side by side."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["boxoffice*", "admin_designer*"]), "boxoffice_resources"])
