"""An extraction goes through the table that keeps it as it was."""

import msgspec

import handmade
from regesta.records import When
from regesta.store.extractions import BASE, json_of_date, json_of_page, page_of


def test_a_page_comes_back_with_the_text_it_was_kept_without():
    page = handmade.extract(handmade.report("On 2021-07-10, Kamau said glaciers melt.\nDahl met Mensah.\n"))
    kept = json_of_page(page)
    assert "glaciers" in page.document.text and "glaciers" not in kept
    back = page_of(kept, page.document.text, "2021-07-11T08:00:00")
    assert back.document == msgspec.structs.replace(page.document, added="2021-07-11T08:00:00")
    assert len(page.records) > 3
    assert {record.id: record for record in back.records} == {record.id: record for record in page.records}


def test_no_date_is_the_key_of_the_base():
    assert (
        json_of_date(None) != BASE != json_of_date(When(precision="unknown", text="lately", basis="explicit"))
    )
