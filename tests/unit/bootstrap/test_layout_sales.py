"""Sales are told side by side, with takings where prices are given."""

import pytest

from boxoffice.bootstrap.layout_files import template
from boxoffice.bootstrap.layout_sales import Sale, told_sales
from boxoffice.model.errors import BadInput
from tests.unit.seatmap.plans import hall_91, plain_hall

PRICES = ("Standard=200", "Premium=300.50", "Diamond=400")


def test_two_halls_are_told_side_by_side() -> None:
    halls = [("one", plain_hall(4, 10)), ("other", plain_hall(4, 9))]
    told = told_sales(halls, Sale(10, 1, 100, ("Standard=180",), "0,1"))
    assert told.lines == (
        "10 shows, people for 100 % of the seats:",
        "                             one     other",
        "seats for sale                40        36",
        "full                     100.0 %    88.9 %",
        "the emptiest show        100.0 %    88.9 %",
        "single seats left            0.0       4.0",
        "groups seated               20.0      16.0",
        "groups without a place       0.0       2.0",
        "takings a show          7,200.00  5,760.00",
    )
    assert [one["hall"] for one in told.facts["sales"]] == ["one", "other"]


def test_takings_are_told_where_each_category_has_a_price() -> None:
    told = told_sales([("hall", hall_91())], Sale(1, 1, 1_000, PRICES, "1"))
    assert told.facts["sales"][0]["takings"] == 42 * 200 + 34 * 300.5 + 13 * 400
    told = told_sales([("hall", hall_91())], Sale(1, 1, 100))
    assert "takings" not in told.facts["sales"][0]


@pytest.mark.parametrize(
    ("sale", "words"),
    [
        (Sale(1, 1, 100, ("Gold=1",)), "There is no category “Gold”"),
        (Sale(1, 1, 100, ("Standard=1",)), "Diamond has no price"),
        (Sale(1, 1, 100, ("Standard=nan",)), "“Standard=nan” is no price"),
        (Sale(1, 1, 100, ("Standard=1.234",)), "is no price"),
        (Sale(1, 1, 100, ("Standard=-1",)), "is no price"),
        (Sale(1, 1, 100, ("Standard",)), "is no price"),
        (Sale(1, 1, 100, (), "1,x"), "“1,x” is no list of shares"),
    ],
)
def test_a_sale_without_sense_is_refused(sale: Sale, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        told_sales([("hall", hall_91())], sale)


def test_thousands_of_groups_are_sold_to_a_template() -> None:
    (sold,) = told_sales([("hall", template("stadium").plan)], Sale(20, 3, 100)).facts["sales"]
    assert sold["shows"] * sold["groups"] > 2_000
    assert sold["full_percent"] > 90
