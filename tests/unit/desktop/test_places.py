"""The gateways a computer knows, and what is remembered of them."""

from dataclasses import replace
from datetime import UTC, datetime

from boxoffice.client.address import Address
from boxoffice.desktop.places import MOST_GATEWAYS, KnownGateway, Places

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANDHERI = KnownGateway("Andheri", Address("https://10.0.0.7:8443", "ab" * 32))
PUNE = KnownGateway("Pune", Address("https://pune.example"))


class Kept:
    """A boxoffice.desktop.places.Choices."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def choice(self, name: str, default: str) -> str:
        return self.values.get(name, default)

    def choose(self, name: str, value: str) -> None:
        self.values[name] = value


def test_where_a_computer_works_outlasts_its_start_with_the_certificate() -> None:
    kept = Kept()
    places = Places(kept)
    places.add(PUNE)
    places.add(ANDHERI)
    places.work_at(PUNE, NOW)
    after = Places(kept)
    assert after.here == replace(PUNE, used=NOW)
    assert after.listed == (replace(PUNE, used=NOW), ANDHERI)
    after.work_at(None, NOW)
    assert Places(kept).here is None


def test_a_gateway_given_for_this_once_is_listed_and_not_remembered() -> None:
    kept = Kept()
    places = Places(kept)
    places.add(PUNE)
    places.give(Address("http://127.0.0.1:8080"))
    assert places.here is not None
    assert [one.name for one in places.listed] == ["Pune", "127.0.0.1"]
    assert Places(kept).here is None
    assert Places(kept).listed == (PUNE,)


def test_a_given_address_that_is_known_brings_its_certificate() -> None:
    places = Places(Kept())
    places.add(ANDHERI)
    places.give(Address(ANDHERI.address.url))
    assert places.here == ANDHERI


def test_a_renewed_certificate_of_where_it_works_counts_once_it_is_chosen_again() -> None:
    places = Places(Kept())
    places.work_at(ANDHERI, NOW)
    renewed = KnownGateway("Andheri", Address(ANDHERI.address.url, "cd" * 32))
    places.add(renewed)
    assert places.here == replace(ANDHERI, used=NOW)
    assert places.listed == (renewed,)
    places.work_at(renewed, NOW)
    assert places.here == replace(renewed, used=NOW)


def test_where_it_works_is_not_removed() -> None:
    places = Places(Kept())
    places.add(PUNE)
    places.work_at(ANDHERI, NOW)
    for gateway in places.listed:
        places.remove(gateway)
    assert places.listed == (replace(ANDHERI, used=NOW),)


def test_the_list_keeps_the_newest_and_damaged_ones_are_empty() -> None:
    kept = Kept()
    places = Places(kept)
    for number in range(MOST_GATEWAYS + 1):
        places.add(KnownGateway(str(number), Address(f"https://box{number}.example")))
    assert (len(places.known), places.known[0].name) == (MOST_GATEWAYS, str(MOST_GATEWAYS))
    kept.values["gateways"] = "[{"
    assert Places(kept).known == ()
