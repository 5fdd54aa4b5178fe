"""The platform's published contract as a table: every type, field, argument and nullability."""

INPUTS = {
    "AddLocationInput": "id, name: String!; lon, lat: Float!; timeZone: String",
    "QueryWithLocation": "lon, lat, radius: Float!; movieId: String",
    "AddUserDataInput": "locId, email, phone, password: String; lon, lat: Float!",
    "AddMovieInput": (
        "movieId, title: String!; genres: [String!]!; duuid, releaseDate, cert: String!; "
        "langs, castUUID, crewUUID: [String!]!; duration, description: String!"
    ),
    "InputLocation": "lon, lat: Float!",
    "TheatreRegistrationInput": (
        "name: String!; location: InputLocation!; locId, locationName, pan, link: String!; "
        "timeZone: String"
    ),
    "SeatInput": "type: Int!; seatId: String!",
    "CategoryInput": "catId: Int!; name: String!; rows, columns: Int!; seats: [SeatInput!]!",
    "ScreenInput": (
        "name: String!; theatreId: ID!; categories: [CategoryInput!]!; seatIDs: [String!]!"
    ),
    "InputCategoryDetails": (
        "categoryId, rowCount, columnsCount: Int!; categoryName: String!; price: Float!; "
        "currency: String!"
    ),
    "InputShowDetails": (
        "screenId: String!; status: Int!; publishTime, showTime: DateTime!; "
        "categoryDetails: [InputCategoryDetails!]!; lang, layoutId: String!"
    ),
    "SeatLockInput": "showID: Int!; userID: ID!; categoryId: Int; seatIDs: [String!]!; token: ID",
    "SeatReleaseInput": "showID: Int!; BID, userID: ID!; seatIDs: [String!]!",
    "MakePaymentInput": "bookingID, paymentMethodId: ID!",
    # Part 2, as far as tools rely on it.
    "TenderInput": "kind: TenderKind!; amountMinor: Int!; givenMinor: Int; reference: String",
}

TYPES = {
    "Location": "id, name: String!; lon, lat: Float!",
    "UserData": "id: String!; locId, email, phone: String; lon, lat: Float",
    "Movie": (
        "movieId, title: String!; genres: [String!]!; duuid, releaseDate, cert: String!; "
        "langs, castUUID, crewUUID: [String!]!; duration, description: String!"
    ),
    "MoviePreview": "movieId, title: String!; genres: [String!]!",
    "TheatreLocation": "lon, lat: Float!",
    "Theatre": (
        "id, name: String!; location: TheatreLocation!; locId, locationName, pan, link: String!; "
        "createdAt, updatedAt: DateTime!"
    ),
    "Theatres": (
        "id, name: String!; location: TheatreLocation!; locId, locationName, link: String!"
    ),
    "Seat": "type: Int!; seatId: String!",
    "Category": "catId: Int!; name: String!; rows, columns: Int!; seats: [Seat!]!",
    "Screen": (
        "id: ID!; name: String!; theatreId: ID!; layoutId: ID; categories: [Category!]; "
        "seatIDs: [String!]!; createdAt, updatedAt: DateTime"
    ),
    "CategoryDetails": (
        "categoryId, rowCount, columnsCount: Int!; categoryName: String!; price: Float!; "
        "currency: String!"
    ),
    "Show": (
        "movieId, theatreId, screenId, layoutId: String!; screenConfig: String; status: Int!; "
        "publishTime, showTime: DateTime!; categoryDetails: [CategoryDetails!]; "
        "bookingDetails: [BookingDetails!]; createdAt, updatedAt: DateTime!; showId: Int!"
    ),
    "CacheShow": (
        "showId: Int!; screenId, layoutId: String!; screenConfig: String; status: Int!; "
        "publishTime, showTime: DateTime!; categoryDetails: [CategoryDetails!]"
    ),
    "ShowTheatre": (
        "Date, TID, TN, locId: String!; LC: TheatreLocation!; LN, LK: String!; Dist: Float!; "
        "SHS: [CacheShow!]!"
    ),
    "SeatAvailability": "seatID: String!; Status: Int!",
    "Seats": "id, Status: String!",
    "BookingDetails": (
        "booking_id: String!; show_id: Int!; user_id: ID!; total_price: Float!; "
        "payment_status, booking_status: Int!; created_at, updated_at: DateTime!; "
        "seatIDs: [String!]!"
    ),
    "SeatLockResponse": (
        "success: Boolean!; BID: String; showID: Int!; userID: ID!; expiresAt: DateTime; "
        "message: String!; total_price: Float!"
    ),
    "ReleaseResponse": "rply: Boolean!; msg: String!",
    "MakePaymentResponse": "bookingID: String!; paymentURL, clientSecret: String; message: String!",
    # Part 2, as far as tools rely on it.
    "Session": "accessToken, refreshToken: String!; expiresAt: DateTime!; user: StaffUser!",
    "SeatMapSnapshot": (
        "showId: Int!; layoutId, epoch: String!; version: Int!; serverTime: DateTime!; "
        "states: String!; holds: [HoldView!]!"
    ),
    "HoldView": "holdId: ID!; expiresAt: DateTime!; indexes: [Int!]!",
    "SeatMapDelta": "showId, version: Int!; changes: [SeatChange!]!",
    "ShowAvailability": "showId, status, available, capacity: Int!",
    "SeatChange": "index: Int!; seatId: String!; state: Int!; holdId: ID; expiresAt: DateTime",
}

#: Field: (arguments, result).
ROOTS = {
    "Query.getMovies": ("user: QueryWithLocation!", "[MoviePreview!]!"),
    "Query.movie": ("id: String!", "Movie!"),
    "Query.fetchUser": ("id: String", "UserData!"),
    "Query.fetchTheatre": ("id: String!", "Theatre!"),
    "Query.fetchTheatreByLoc": ("location: InputLocation!", "[Theatres!]!"),
    "Query.getScreens": ("theatreId: ID!", "[Screen!]!"),
    "Query.getScreen": ("layoutId: String!", "Screen!"),
    "Query.getShowDates": ("locID, movieID: String!", "[String!]!"),
    "Query.getShows": ("user: QueryWithLocation; d: String!", "[ShowTheatre!]!"),
    "Query.getShowsForAdmin": ("theatreId: String!", "[Show!]!"),
    "Query.getShowDetails": ("theatreId: String!; showId: Int!; showTime: DateTime!", "Show!"),
    "Query.getAvailableSeats": ("show_id: Int!", "[SeatAvailability!]!"),
    "Query.getBookingsDetails": ("show_id: Int!", "[BookingDetails!]!"),
    "Query.getBookingDetails": ("bookId: String!", "BookingDetails!"),
    "Query.getSeats": ("id: String!", "[Seats!]!"),
    "Mutation.addLocation": ("loc: [AddLocationInput!]!", "String!"),
    "Mutation.addGuestUser": ("guest: AddUserDataInput", "UserData!"),
    "Mutation.addUser": ("user: AddUserDataInput!", "UserData!"),
    "Mutation.createMovie": ("movie: AddMovieInput!", "Movie!"),
    "Mutation.updateMovie": ("movie: AddMovieInput!", "Movie!"),
    "Mutation.deleteMovie": ("id: String!", "Boolean!"),
    "Mutation.addTheatre": ("theatre: TheatreRegistrationInput!", "Theatre!"),
    "Mutation.addScreen": ("screen: ScreenInput!", "Screen!"),
    "Mutation.addShow": (
        "date: DateTime!; movieID, theatreId: String!; shs: [InputShowDetails!]!",
        "[Show!]!",
    ),
    "Mutation.updateShowStatus": ("theatreId: String!; showId, status: Int!", "Show!"),
    "Mutation.lockSeats": ("lock: SeatLockInput!", "SeatLockResponse!"),
    "Mutation.releaseSeats": ("rel: SeatReleaseInput!", "ReleaseResponse!"),
    "Mutation.makePayment": ("input: MakePaymentInput!", "MakePaymentResponse!"),
    # Part 2, as far as tools rely on it.
    "Mutation.signIn": ("username, password: String!; deviceName: String", "Session!"),
    "Mutation.takePayment": (
        "bookingId: ID!; tenders: [TenderInput!]!; idempotencyKey: ID!; counter: CounterInput",
        "BookingDetails!",
    ),
    "Subscription.seatMap": ("showId: Int!; epoch: String; sinceVersion: Int", "SeatMapUpdate!"),
    "Subscription.bookingChanged": ("bookingId: ID!", "BookingDetails!"),
    "Subscription.showAvailability": ("theatreId: ID!; date: String!", "ShowAvailability!"),
}


def spelled_out(fields: str) -> dict[str, str]:
    """`lon, lat: Float!; movieId: String` as a type for each name."""
    types = {}
    for group in fields.split("; "):
        names, _, type_ = group.partition(": ")
        types.update(dict.fromkeys(names.split(", "), type_))
    return types
