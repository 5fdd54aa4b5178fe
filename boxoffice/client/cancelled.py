"""What a supervisor asks about cancelled shows."""

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.cancelled import CancelledNote, CancelledShow, Remedy


class Cancelled:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    asking once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _SHOWS = f"""query CancelledShows($theatreId: ID!) {{
      cancelledShows(theatreId: $theatreId) {selection(CancelledNote)}
    }}"""

    async def shows(self, theatre_id: str) -> tuple[CancelledNote, ...]:
        """A theatre's cancelled shows of the last month and to come, the latest first."""
        answer = await self._connection.call(self._SHOWS, {"theatreId": theatre_id})
        return decode_all(CancelledNote, answer)

    _SHOW = f"""query CancelledShow($showId: Int!) {{
      cancelledShow(showId: $showId) {selection(CancelledShow)}
    }}"""

    async def show(self, show_id: int) -> CancelledShow:
        """A show's bookings as they stand; of one that is not cancelled, those that would be
        touched. NotFound."""
        return decode(CancelledShow, await self._connection.call(self._SHOW, {"showId": show_id}))

    _CANCEL = f"""mutation CancelShow($showId: Int!, $reason: String!) {{
      cancelShow(showId: $showId, reason: $reason) {selection(CancelledShow)}
    }}"""

    async def cancel(self, show_id: int, reason: str) -> CancelledShow:
        """Cancel a show for good; BadInput without a reason."""
        variables = {"showId": show_id, "reason": reason}
        return decode(CancelledShow, await self._connection.call(self._CANCEL, variables))

    _ORDER = f"""mutation OrderRemedy(
      $showId: Int!, $remedy: Remedy!, $bookingIds: [ID!], $toShowId: Int, $till: String
    ) {{
      orderRemedy(
        showId: $showId, remedy: $remedy, bookingIds: $bookingIds, toShowId: $toShowId, till: $till
      ) {selection(CancelledShow)}
    }}"""

    async def order(
        self,
        show_id: int,
        remedy: Remedy,
        booking_ids: tuple[str, ...] = (),
        to_show_id: int = 0,
        till: str = "",
    ) -> CancelledShow:
        """Ask for something for these bookings, or for all that it can be done for; each once. The
        cinema goes on with it by itself. WrongState, BadInput."""
        variables = {
            "showId": show_id,
            "remedy": encode(remedy),
            "bookingIds": encode(booking_ids),
            "toShowId": to_show_id,
            "till": till,
        }
        return decode(CancelledShow, await self._connection.call(self._ORDER, variables))
