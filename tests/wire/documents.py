"""What a client of the platform's contract sends."""

from typing import Any

MUMBAI = {"id": "MUM1", "name": "Mumbai", "lon": 72.8777, "lat": 19.076}

MOVIE = {
    "movieId": "M1",
    "title": "The Long Night",
    "genres": ["Drama"],
    "duuid": "d-1",
    "releaseDate": "2026-11-13",
    "cert": "UA",
    "langs": ["Hindi"],
    "castUUID": ["c-1"],
    "crewUUID": ["w-1", "w-2"],
    "duration": "144",
    "description": "A night in a cinema.",
}

ANDHERI = {
    "name": "PVR Andheri",
    "location": {"lon": 72.8424, "lat": 19.1197},
    "locId": "MUM1",
    "locationName": "Mumbai",
    "pan": "AAACP1234A",
    "link": "https://example.org/andheri",
}
PUNE = {
    "name": "City Pride Pune",
    "location": {"lon": 73.8567, "lat": 18.5204},
    "locId": "PUN1",
    "locationName": "Pune",
    "pan": "AAACC1234C",
    "link": "https://example.org/pune",
}

GAP = {"type": 0, "seatId": "-"}
CATEGORIES = [
    {
        "catId": 3,
        "name": "Diamond",
        "rows": 1,
        "columns": 3,
        "seats": [{"type": 3, "seatId": "A1"}, GAP, {"type": 3, "seatId": "A2"}],
    },
    {
        "catId": 1,
        "name": "Standard",
        "rows": 1,
        "columns": 4,
        "seats": [{"type": 1, "seatId": f"B{number}"} for number in range(1, 5)],
    },
]
SEAT_IDS = ["A1", "A2", "B1", "B2", "B3", "B4"]

PRICES = [
    {
        "categoryId": 3,
        "rowCount": 1,
        "columnsCount": 3,
        "categoryName": "Diamond",
        "price": 400.0,
        "currency": "INR",
    },
    {
        "categoryId": 1,
        "rowCount": 1,
        "columnsCount": 4,
        "categoryName": "Standard",
        "price": 200.0,
        "currency": "INR",
    },
]


def screen(theatre_id: str) -> dict[str, Any]:
    """A ScreenInput of six seats in two categories."""
    return {
        "name": "Audi 1",
        "theatreId": theatre_id,
        "categories": CATEGORIES,
        "seatIDs": SEAT_IDS,
    }


def show(screen: dict[str, Any], starts_at: str, **changed: object) -> dict[str, Any]:
    """An InputShowDetails on that screen, published a day before the clock's start."""
    return {
        "screenId": screen["id"],
        "layoutId": screen["layoutId"],
        "status": 1,
        "publishTime": "2026-11-19T12:00:00Z",
        "showTime": starts_at,
        "categoryDetails": PRICES,
        "lang": "Hindi",
        **changed,
    }


MOVIE_FIELDS = """movieId title genres duuid releaseDate cert langs castUUID crewUUID duration
  description"""
THEATRE_FIELDS = """id name location { lon lat } locId locationName pan link createdAt updatedAt"""
SCREEN_FIELDS = """id name theatreId layoutId seatIDs createdAt updatedAt
  categories { catId name rows columns seats { type seatId } }"""
BOOKING_FIELDS = """booking_id show_id user_id total_price payment_status booking_status
  created_at updated_at seatIDs"""
SHOW_FIELDS = f"""movieId theatreId screenId layoutId screenConfig status publishTime showTime
  categoryDetails {{ categoryId rowCount columnsCount categoryName price currency }}
  bookingDetails {{ {BOOKING_FIELDS} }} createdAt updatedAt showId"""
CACHE_SHOW_FIELDS = """showId screenId layoutId screenConfig status publishTime showTime
  categoryDetails { categoryId rowCount columnsCount categoryName price currency }"""
USER_FIELDS = "id locId email phone lon lat"

GET_MOVIES = """query ($user: QueryWithLocation!) {
  getMovies(user: $user) { movieId title genres }
}"""
GET_MOVIE = f"query ($id: String!) {{ movie(id: $id) {{ {MOVIE_FIELDS} }} }}"
FETCH_USER = f"query ($id: String) {{ fetchUser(id: $id) {{ {USER_FIELDS} }} }}"
FETCH_THEATRE = f"query ($id: String!) {{ fetchTheatre(id: $id) {{ {THEATRE_FIELDS} }} }}"
FETCH_THEATRE_BY_LOC = """query ($location: InputLocation!) {
  fetchTheatreByLoc(location: $location) {
    id name location { lon lat } locId locationName link
  }
}"""
GET_SCREENS = (
    f"query ($theatreId: ID!) {{ getScreens(theatreId: $theatreId) {{ {SCREEN_FIELDS} }} }}"
)
GET_SCREEN = (
    f"query ($layoutId: String!) {{ getScreen(layoutId: $layoutId) {{ {SCREEN_FIELDS} }} }}"
)
GET_SHOW_DATES = """query ($locID: String!, $movieID: String!) {
  getShowDates(locID: $locID, movieID: $movieID)
}"""
GET_SHOWS = f"""query ($user: QueryWithLocation, $d: String!) {{
  getShows(user: $user, d: $d) {{
    Date TID TN locId LC {{ lon lat }} LN LK Dist SHS {{ {CACHE_SHOW_FIELDS} }}
  }}
}}"""
GET_SHOWS_FOR_ADMIN = f"""query ($theatreId: String!) {{
  getShowsForAdmin(theatreId: $theatreId) {{ {SHOW_FIELDS} }}
}}"""
GET_SHOW_DETAILS = f"""query ($theatreId: String!, $showId: Int!, $showTime: DateTime!) {{
  getShowDetails(theatreId: $theatreId, showId: $showId, showTime: $showTime) {{ {SHOW_FIELDS} }}
}}"""
GET_AVAILABLE_SEATS = "query ($id: Int!) { getAvailableSeats(show_id: $id) { seatID Status } }"
GET_SEATS = "query ($id: String!) { getSeats(id: $id) { id Status } }"
GET_BOOKINGS_DETAILS = f"""query ($id: Int!) {{
  getBookingsDetails(show_id: $id) {{ {BOOKING_FIELDS} }}
}}"""
GET_BOOKING_DETAILS = f"""query ($id: String!) {{
  getBookingDetails(bookId: $id) {{ {BOOKING_FIELDS} }}
}}"""

ADD_LOCATION = "mutation ($loc: [AddLocationInput!]!) { addLocation(loc: $loc) }"
ADD_GUEST_USER = f"""mutation ($guest: AddUserDataInput) {{
  addGuestUser(guest: $guest) {{ {USER_FIELDS} }}
}}"""
ADD_USER = f"mutation ($user: AddUserDataInput!) {{ addUser(user: $user) {{ {USER_FIELDS} }} }}"
CREATE_MOVIE = f"""mutation ($movie: AddMovieInput!) {{
  createMovie(movie: $movie) {{ {MOVIE_FIELDS} }}
}}"""
UPDATE_MOVIE = f"""mutation ($movie: AddMovieInput!) {{
  updateMovie(movie: $movie) {{ {MOVIE_FIELDS} }}
}}"""
DELETE_MOVIE = "mutation ($id: String!) { deleteMovie(id: $id) }"
ADD_THEATRE = f"""mutation ($theatre: TheatreRegistrationInput!) {{
  addTheatre(theatre: $theatre) {{ {THEATRE_FIELDS} }}
}}"""
ADD_SCREEN = f"""mutation ($screen: ScreenInput!) {{
  addScreen(screen: $screen) {{ {SCREEN_FIELDS} }}
}}"""
ADD_SHOW = f"""mutation (
  $date: DateTime!, $movieID: String!, $theatreId: String!, $shs: [InputShowDetails!]!
) {{
  addShow(date: $date, movieID: $movieID, theatreId: $theatreId, shs: $shs) {{ {SHOW_FIELDS} }}
}}"""
UPDATE_SHOW_STATUS = f"""mutation ($theatreId: String!, $showId: Int!, $status: Int!) {{
  updateShowStatus(theatreId: $theatreId, showId: $showId, status: $status) {{ {SHOW_FIELDS} }}
}}"""
LOCK_SEATS = """mutation ($lock: SeatLockInput!) {
  lockSeats(lock: $lock) { success BID showID userID expiresAt message total_price }
}"""
RELEASE_SEATS = "mutation ($rel: SeatReleaseInput!) { releaseSeats(rel: $rel) { rply msg } }"
MAKE_PAYMENT = """mutation ($input: MakePaymentInput!) {
  makePayment(input: $input) { bookingID paymentURL clientSecret message }
}"""
SEAT_MAP = """subscription ($showId: Int!, $epoch: String, $sinceVersion: Int) {
  seatMap(showId: $showId, epoch: $epoch, sinceVersion: $sinceVersion) {
    ... on SeatMapSnapshot {
      showId layoutId epoch version serverTime states holds { holdId expiresAt indexes }
    }
    ... on SeatMapDelta {
      showId version changes { index seatId state holdId expiresAt }
    }
  }
}"""
BOOKING_CHANGED = f"""subscription ($bookingId: ID!) {{
  bookingChanged(bookingId: $bookingId) {{ {BOOKING_FIELDS} }}
}}"""
SHOW_AVAILABILITY = """subscription ($theatreId: ID!, $date: String!) {
  showAvailability(theatreId: $theatreId, date: $date) { showId status available capacity }
}"""
TAKE_PAYMENT = f"""mutation ($bookingId: ID!, $tenders: [TenderInput!]!, $key: ID!) {{
  takePayment(bookingId: $bookingId, tenders: $tenders, idempotencyKey: $key) {{
    {BOOKING_FIELDS}
  }}
}}"""
