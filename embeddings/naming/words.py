"""Lists of words: read as running text, so that they can be looked over."""

from __future__ import annotations

from embeddings.text.dates import DAYS, MONTHS


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


PARTICLES = words("de del den der van von bin bint ibn al la du dos el")
TIMES = {
    *words("day days week month year night morning evening afternoon today yesterday tomorrow time decade hours"),
    *DAYS,
}
HONORIFICS = words("mr mrs ms mx miss sir madam mr. mrs. ms. mx.")
# Words that end the description before a name: "Ghanaian Senator | Ama Mensah".
TITLES = HONORIFICS | words("""
president senator sen sen. rep rep. representative gov gov. governor congressman congresswoman minister
premier chancellor king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh judge
justice general gen. colonel col. captain capt. major maj. lieutenant lt. sergeant sgt. officer chief
commander adm. admiral secretary chairman chairwoman chair chairperson director ceo cfo dr dr. doctor prof
prof. professor mayor councilman councilwoman councillor ambassador amb. attorney spokesman spokeswoman
spokesperson leader candidate nominee strategist aide adviser advisor analyst commissioner sheriff
superintendent lawmaker mp coach founder rev. reverend lord lady dame baroness del. delegate speaker editor
author
""")
# Capitalised where a sentence begins, and no first names.
NOT_NAMES = words("""
under over into during between against among about like near inside outside per via despite amid unlike
through across without within upon around only also another other several each all any such first last next
new let see should could would can did does do is are was were has have says said if once more than the a an
on in but and at as when while after before for he she it they this that these those we i you yet so now then
still even asked meanwhile however both former some many most no not or by with from to of republican democrat
democratic conservative labour since until although though because yesterday today tomorrow what who why how where here
there her his their its our my your mr mrs ms
""") | {*DAYS, *MONTHS}
# Last words of bodies and places, never surnames here.
BODIES = words("""
party union nations federation commission council committee ministry department university court house
senate government group association company bank states state kingdom times post news assembly agency
service office institute foundation center centre congress parliament army police force forces club league
city county street airport airlines hospital school college church museum act bill war day week year award
network campaign
""")
