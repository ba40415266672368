"""NewsML-G2: IPTC's examples and dpa's converter as they are, and the rows that say what each of them gives."""

import pytest

from worker.errors import ItemError, Reason
from worker.formats import parse, unwrap
from worker.item import Failure, FileOrigin, Message, WireItem

# What each of IPTC's examples gives: the type of news, or the reason why it gives none.
IPTC = {
    "LISTING_1_A_NewsML-G2_News_Item": "text",  # its content is empty, its headline is not
    "LISTING_2_NewsML-G2_Text_Document": "text",
    "LISTING_3_Photo_in_NewsML-G2": "picture",
    "LISTING_3A_Photo_in_NewsML-G2_(URI_sibling_attributes)": "picture",
    "LISTING_4_Multiple_Renditions_of_a_Video_in_NewsML-G2": "video",
    "LISTING_5_Multi-part_Video_in_NewsML-G2": "video",
    "LISTING_6_Simple_NewsML-G2_Package": "composite",  # it has a headline
    "LISTING_7_Group_Set_example_showing_Hierarchical_Package_Structure": Reason.UNKNOWN_FORMAT,  # a piece of an item
    "LISTING_8_Group_Set_example_showing_an_ALT_Package_Mode": Reason.UNKNOWN_FORMAT,
    "LISTING_9_Group_Set_example_showing_a_SEQ_Package_Mode": Reason.UNKNOWN_FORMAT,
    "LISTING_10_Abstract_Concept_conveyed_in_a_NewsML-G2_Concept_Item": Reason.NOT_NEWS,
    "LISTING_11_Person_Concept_conveyed_in_a_NewsML-G2_Concept_Item": Reason.NOT_NEWS,
    "LISTING_12_Knowledge_Item_for_Access_Codes": Reason.NOT_NEWS,
    "LISTING_13_Complete_Catalog_Item": Reason.NOT_NEWS,
    "LISTING_14_Event_sent_as_a_Concept_Item": Reason.NOT_NEWS,
    "LISTING_15_Two_Related_Events_in_a_Knowledge_Item": Reason.NOT_NEWS,
    "LISTING_16_A_Set_of_Events_carried_in_a_News_Item": "composite",  # a news item, with words
    "LISTING_17_Planning_Item_a_CCL": Reason.NOT_NEWS,
    "LISTING_18_Planning_Item_at_PCL": Reason.NOT_NEWS,
    "LISTING_19_Planning_Item_with_delivery_at_CCL": Reason.NOT_NEWS,
    "LISTING_20_Planning_Item_with_delivery_at_PCL": Reason.NOT_NEWS,
    "LISTING_21_A_complete_sample_SportsML-G2_document": "text",  # its data are none, its headline is
    "LISTING_22_Sports_story_in_NewsML-G2NITF": "text",
    "LISTING_23_SportsML-G2_Package": Reason.NOT_NEWS,  # no word of its own
    "LISTING_24_News_Message_conveying_a_complete_News_Package": Reason.NO_TEXT,  # "....." in four items
    "LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML": Reason.UNKNOWN_FORMAT,  # a piece of an item
    "LISTING_26_Embedded_photo_metadata_fields_mapped_to_NewsML-G2": "picture",
    "LISTING_27_Company_Financial_Information": "text",
    "LISTING_28_Illustrating_Located_Subject_and_Dateline": Reason.UNKNOWN_FORMAT,  # a piece of an item
    "LISTING_29_Hop_History": Reason.NO_TEXT,
    "Receiver_View": "text",
    "ap_metadata_example": Reason.NO_TEXT,  # subjects alone
    "facet-example": Reason.NO_TEXT,
    "facet-example-2": Reason.NO_TEXT,
    "facet-example-3": "text",
}


def outcomes(value: bytes) -> list[WireItem | Reason]:
    """Each item of a message, or the reason why it is none."""
    try:
        items = parse(unwrap(Message(value, FileOrigin("a.xml"))))
    except ItemError as error:
        return [error.reason]
    return [item.reason if isinstance(item, Failure) else item for _, item in items]


def test_the_table_has_each_example(shared_data):
    assert {file.stem for file in (shared_data / "wire/newsml-g2").glob("*.xml")} == set(IPTC)


@pytest.mark.parametrize("name", IPTC)
def test_an_example_of_iptc_gives_what_the_table_says(name, shared_data):
    found = outcomes((shared_data / f"wire/newsml-g2/{name}.xml").read_bytes())

    assert {item.type if isinstance(item, WireItem) else item for item in found} == {IPTC[name]}
