"""Who carries messages to people, as far as the settings say so."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput
from boxoffice.model.user import Channel
from boxoffice.settings import Settings

if TYPE_CHECKING:
    from boxoffice.services.notification.messenger import Messenger


def messengers(settings: Settings, clock: Clock) -> Mapping[Channel, "Messenger"]:
    """One for each way that is set up; BadInput names an option that is missing."""
    found: dict[Channel, Messenger] = {}
    if settings.smtp_host:
        from boxoffice.services.notification.mail import SmtpMessenger  # noqa: PLC0415 (start-up)

        if not settings.smtp_sender:
            raise BadInput("Option smtp_sender is missing: the address that mail comes from.")
        found[Channel.MAIL] = SmtpMessenger(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_sender,
            settings.smtp_user,
            settings.smtp_password,
            settings.smtp_tls,
        )
    if settings.sms_url:
        from boxoffice.services.notification.sms import HttpMessenger  # noqa: PLC0415 (start-up)

        if not settings.sms_secret:
            raise BadInput("Option sms_secret is missing: what SMS are signed with.")
        found[Channel.SMS] = HttpMessenger(settings.sms_url, settings.sms_secret, clock)
    return found
