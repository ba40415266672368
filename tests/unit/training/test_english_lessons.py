"""What is made of open corpora, on sentences of our own in their forms."""

from worker.training.corpora import gum, spaced, wikigold
from worker.training.english_lessons import agreed

WIKIGOLD = """\
-DOCSTART- O

The I-ORG
Blue I-ORG
Ferries I-ORG
's O
agent O
Ann I-PER
Lee I-PER
left O
Lima I-LOC
. O
"""

# Number, word, lemma, universal tag, tag, features, head, relation, enhanced relations, notes.
GUM = """\
# sent_id = GUM_news_ferry-1
# text = Mayor Ann Lee's new ferry left Port Blue.
1\tMayor\t_\t_\tNN\t_\t3\t_\t_\tEntity=(2-object-new-n-cf2-1-sgl(1-person-new-n-cf1-1-coref-Ann_Lee
2\tAnn\t_\t_\tNNP\t_\t3\t_\t_\t_
3-4\tLee's\t_\t_\t_\t_\t_\t_\t_\t_
3\tLee\t_\t_\tNNP\t_\t6\t_\t_\t_
4\t's\t_\t_\tPOS\t_\t3\t_\t_\tEntity=1)
5\tnew\t_\t_\tJJ\t_\t6\t_\t_\t_
6\tferry\t_\t_\tNN\t_\t7\t_\t_\tEntity=2)
7\tleft\t_\t_\tVBD\t_\t0\t_\t_\t_
8\tPort\t_\t_\tNNP\t_\t9\t_\t_\tEntity=(3-place-new-n-cf3-1-sgl
9\tBlue\t_\t_\tNNP\t_\t7\t_\t_\tEntity=3)|SpaceAfter=No
10\t.\t_\t_\t.\t_\t7\t_\t_\t_
"""


def named(text):
    return {(text.text[start:end], type_) for start, end, type_ in text.names}


def test_wikigold_loses_articles_and_its_blanks(tmp_path):
    file = tmp_path / "wikigold.conll.txt"
    file.write_text(WIKIGOLD, encoding="utf-8")
    (text,) = wikigold(file)
    assert text.text == "The Blue Ferries's agent Ann Lee left Lima."
    assert named(text) == {("Blue Ferries", "organisation"), ("Ann Lee", "person"), ("Lima", "place")}


def test_a_noun_phrase_becomes_the_name_around_its_head(tmp_path):
    (tmp_path / "GUM_news_ferry.conllu").write_text(GUM, encoding="utf-8")
    (tmp_path / "GUM_fiction_ferry.conllu").write_text(GUM, encoding="utf-8")  # not a text of Wikinews
    (text,) = gum(tmp_path)
    assert named(text) == {("Ann Lee", "person"), ("Port Blue", "place")}


def test_tokens_become_text_where_they_stood():
    text, spans = spaced(["``", "He", "paid", "$", "5", "(", "Ann", "'s", "price", ")", ",", "''", "said", "Bo", "."])
    assert text == '"He paid $5 (Ann\'s price)," said Bo.'
    assert [text[start:end] for start, end in spans][-3:] == ["said", "Bo", "."]


def test_what_two_readers_see_is_taught_and_what_one_sees_is_open():
    both, one = (0, 4, "person"), (9, 12, "place")
    assert agreed([{both, one}, {both}, set()]) == [both, (9, 12, "other")]


def test_readers_who_differ_on_a_type_teach_nothing_of_it():
    assert agreed([{(0, 4, "person")}, {(0, 4, "place")}]) == [(0, 4, "other")]
