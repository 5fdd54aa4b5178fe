"""The User service: staff with roles, customers and guests, and their sessions."""

from boxoffice.services.user.users import Users

__all__ = ["Users"]
