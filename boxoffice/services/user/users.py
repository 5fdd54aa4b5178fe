"""The User service in one piece."""

from boxoffice.services.user.credentials import Credentials
from boxoffice.services.user.customers import Customers
from boxoffice.services.user.staff import Staff


class Users(Staff, Credentials, Customers):
    """A boxoffice.model.services.UserService."""
