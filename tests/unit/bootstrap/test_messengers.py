from pathlib import Path

import pytest

from boxoffice.bootstrap.messengers import messengers
from boxoffice.model.errors import BadInput
from boxoffice.model.user import Channel
from boxoffice.settings import Settings
from tests.clock import FakeClock


def test_what_is_set_up_carries_messages() -> None:
    mail = Settings(Path(), smtp_host="mail.example", smtp_sender="codes@cinema.example")
    sms = Settings(Path(), sms_url="https://sms.example/send", sms_secret="s")
    found = [set(messengers(each, FakeClock())) for each in (Settings(Path()), mail, sms)]
    assert found == [set(), {Channel.MAIL}, {Channel.SMS}]


@pytest.mark.parametrize(
    ("settings", "lacks"),
    [
        (Settings(Path(), smtp_host="mail.example"), "smtp_sender"),
        (Settings(Path(), sms_url="https://sms.example/send"), "sms_secret"),
    ],
)
def test_what_is_set_up_by_half_is_refused_with_the_option_that_lacks(
    settings: Settings, lacks: str
) -> None:
    with pytest.raises(BadInput, match=f"Option {lacks} is missing"):
        messengers(settings, FakeClock())


def test_secrets_of_settings_are_not_printed() -> None:
    assert "hush" not in repr(Settings(Path(), smtp_password="hush", sms_secret="hush"))
