"""Lists of words: read as running text, so that they can be looked over."""

from __future__ import annotations

from embeddings.text.dates import DAYS, MONTHS


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


PARTICLES = words("de del della den der van von bin bint ibn al la le du dos das da di el af ter zu i y")
TIMES = {
    *words("day days week month year night morning evening afternoon today yesterday tomorrow time decade hours"),
    *DAYS,
}
HONORIFICS = words("mr mrs ms mx miss sir madam mr. mrs. ms. mx.")
# They stand before a name where nothing else of it is known.
ADDRESSES = frozenset(word.rstrip(".") for word in HONORIFICS) | words(
    "dr doctor prof professor sgt capt m mme madame monsieur frau herr señor señora signor signora"
)
# Words that end the description before a name: "Ghanaian Senator | Ama Mensah".
TITLES = HONORIFICS | words("""
president senator sen sen. sens sens. rep rep. reps reps. representative gov gov. governor congressman
congresswoman minister
premier chancellor king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh judge
justice general gen. colonel col. captain capt. major maj. lieutenant lt. sergeant sgt. officer chief
commander cmdr cmdr. adm. admiral secretary chairman chairwoman chair chairperson director ceo cfo dr dr. doctor prof
prof. professor mayor councilman councilwoman councillor ambassador amb. attorney spokesman spokeswoman
spokesperson leader candidate nominee strategist aide adviser advisor analyst commissioner sheriff
superintendent lawmaker mp coach founder rev. reverend lord lady dame baroness del. delegate speaker editor
author count countess viscount baron cllr cllr. cr hon hon. honourable rt inspector constable pc ombudsman
headmaster headteacher principal professors rector vicar curate chaplain deacon canon archdeacon
monsignor sister brother father mother pastor lieutenant-colonel brigadier admiral midshipman premier
prosecutor magistrate registrar solicitor barrister lawyer advocate notary coroner adjudicator mediator arbitrator
engineer architect surveyor physicist chemist biologist economist historian geologist ecologist botanist zoologist
ornithologist meteorologist seismologist astronomer mathematician statistician linguist archaeologist anthropologist
sociologist psychologist psychiatrist pharmacist epidemiologist virologist oceanographer hydrologist glaciologist
agronomist vet veterinarian nurse midwife paramedic surgeon physician pathologist dentist researcher scientist
archivist librarian curator conservator restorer folklorist novelist poet writer playwright sculptor painter
photographer composer conductor pianist violinist singer soprano tenor actor actress director producer
journalist reporter columnist correspondent publisher farmer fisherman fisherwoman shepherd forester gardener
beekeeper winemaker brewer blacksmith carpenter electrician plumber mechanic driver pilot skipper helmsman
sailor headman headwoman foreman forewoman cellarman supervisor harbourmaster stationmaster postmaster sexton verger
abbot abbess burgomaster headmistress trader shopkeeper landlord landlady innkeeper hotelier restaurateur
manager treasurer clerk accountant
auditor administrator controller liquidator receiver coordinator organiser organizer convener moderator caretaker
janitor warden ranger gamekeeper keeper technician programmer developer consultant expert
trainer instructor teacher lecturer tutor student pupil undergraduate trainee apprentice volunteer activist
campaigner pensioner widow widower neighbour neighbor resident tenant eyewitness witness survivor
goalkeeper striker defender midfielder referee umpire jockey cyclist swimmer runner boxer wrestler
elder herr frau fräulein monsieur madame mademoiselle mme mlle maître maestro señor señora señorita sr. sra.
don doña signor signora dom senhor senhora comrade bro. sr superintendent comandante
owner signalman signalwoman boatman ferryman milkman postman fireman
pte pte. pvt. cpl. corporal gunner flt. supt. insp. brig. excellency eminence highness worship ret. retd.
emeritus emerita ald. alderman alderwoman provost bailie assemblyman assemblywoman selectman deaconess
drummer guitarist bassist cellist organist rapper comedian comedienne dancer choreographer chef fishmonger cobbler
glassblower clockmaker watchmaker stonemason bricklayer welder firefighter policeman policewoman detective trooper
lifeguard diver astronaut barista waitress bartender seamstress florist greengrocer optician undertaker
psychotherapist physiotherapist radiologist cardiologist oncologist neurologist paediatrician pediatrician
cartographer geographer philosopher theologian lexicographer criminologist toxicologist entomologist
arborist horticulturist lobbyist whistleblower negotiator envoy taoiseach tánaiste seaman juror dispatcher
commuter motorist trucker
blogger influencer podcaster broadcaster newsreader birdwatcher
""")
# As they are without the full stop: "Sgt" of "Sgt."; of a name in its normal form nothing else is left.
BARE_HONORIFICS = frozenset(word.rstrip(".") for word in HONORIFICS)
BARE_TITLES = frozenset(word.rstrip(".") for word in TITLES)
# Behind a name, and no part of it: "Ama Mensah MP".
BEHIND_NAMES = words("""
mp mep msp mla qc kc sc esq esq. phd ph.d. md m.d. obe cbe mbe kbe dbe om frs frcs ba bsc msc mba llb rn
jp td bem gc vc ac ao oam dso dsc dfc mc mrcp frcp fba frse sj osb op ocd cssr ofm qpm kpm qfsm qam ms dphil edd psyd
mrcvs frcvs mbbs mbchb frcgp mrcgp rcn rgn riba rias ariba ceng mice fice frics mrics fca aca acca cpa cfa frsa fsa fls
frgs gcb kcb dcb cb gcmg kcmg dcmg cmg cvo lvo mvo kcvo dcvo dl usn usaf usmc raf rn
""")
# Behind a name, and a part of it: father and son are two.
GENERATIONS = words("jr jr. sr sr. ii iii iv")
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
network campaign society trust board bureau fund authority alliance chamber guild syndicate co-operative cooperative
ltd ltd. inc inc. plc llc gmbh ag corp corp. limited partners holdings industries systems airways railways bank museum
square road avenue boulevard exchange island islands hills mountains rocks gardens harbour junction
college academy bridge court point lane marine electric telecom airlines media dairy theatre theater gallery
library press radio television tv gazette herald tribune journal review
""")
