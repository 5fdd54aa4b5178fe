"""Who signs in to the demo cinema: known apart from all that fills it."""

from dataclasses import dataclass

from boxoffice.model.user import Grant, Role


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who signs in to the demo cinema."""

    username: str
    password: str
    display_name: str
    grants: tuple[Grant, ...]
    pin: str = ""


#: With it the demo's supervisor says yes at a clerk's counter.
SUPERVISOR_PIN = "2580"
#: These exist in demo data only.
DEMO_ACCOUNTS = (
    DemoAccount("clerk", "clerk-demo", "Demo clerk", (Grant(Role.COUNTER, "PVRAH"),)),
    DemoAccount(
        "supervisor",
        "supervisor-demo",
        "Demo supervisor",
        (Grant(Role.SUPERVISOR, "PVRAH"),),
        SUPERVISOR_PIN,
    ),
    DemoAccount(
        "admin",
        "admin-demo",
        "Demo admin",
        (
            *(
                Grant(Role.THEATRE_ADMIN, theatre_id)
                for theatre_id in ("PVRAH", "RAJCI", "LAKTA", "MEECI", "HOWPI")
            ),
            Grant(Role.MOVIE_ADMIN),
            Grant(Role.LOCATION_ADMIN),
        ),
    ),
)

#: Who made the demo cinema; a cinema without its maker is not a demo.
MAKER = "demo-admin"
