"""The words that report, by the construction that carries what is said; the lists are wide, and general English.

Which uses of them report is weighed in ``plausibility``; their forms stand in ``inflections.json``.
"""

from __future__ import annotations

from embeddings.naming.words import words

SPEECH = words("""
say question resist tell add ask write note tweet explain argue declare announce insist reply respond
continue warn state claim acknowledge suggest conclude recall joke report assert admit testify contend
remark quip predict observe emphasize emphasise stress reiterate repeat shout yell whisper mutter exclaim
cry retort counter recount complain lament vow pledge promise propose recommend urge advise agree concede
confess confirm disclose reveal maintain muse opine point post proclaim pronounce quote reason rejoin sigh
snap speculate boast brag caution allege affirm apologize interject chant sing scream wonder answer inquire
message email elaborate estimate flag highlight
hint imply inform demand plead protest scoff surmise theorize thunder tease
deadpan demur bark holler bellow gush grumble growl murmur moan recite deny lie swear preach summarize
clarify interrupt chime put text cite blog venture prophesy rule object retweet
""")
# The verbs of plain reporting among them.
PLAIN_SPEECH = words("""
say tell add ask write note tweet explain argue declare announce insist reply respond continue warn
state claim acknowledge suggest conclude recall joke report assert admit testify contend remark quip predict
post text rule object
""")
# What one takes towards something said or done; clear in the passive too ("welcomed by").
STANCES = words("""
welcome criticize criticise condemn denounce praise reject dismiss deplore hail applaud commend slam blast
endorse mock ridicule dispute deny confirm describe
""")
CLAUSE = words("""
show find indicate believe hope worry fear suspect assume expect learn decide feel think know doubt foresee
understand realize realise recognize guess figure reckon anticipate conceal forecast project determine rule order
signal demonstrate document convey hear dream pray imagine judge question mention stipulate posit hypothesize
insinuate decree certify verify remind assure convince persuade notify reassure brief teach instruct hold consider
calculate complain regret want like prefer require remember move submit accept stress comment underline
""")
INFINITIVE = words("""
expect plan refuse promise decline appear ask vow seek pledge agree decide propose threaten intend offer want hope
aspire deny admit recommend suggest regret remember recall propose swear volunteer demand prefer claim request beg
opt resolve aim like wish
""")
OBJECT = words("""
say tell ask cite describe announce criticize criticise express oppose endorse question praise deny mention note
highlight blame acknowledge dismiss reject denounce condemn recall repeat reiterate stress emphasize emphasise
outline mock deride tout propose blast slam reference voice attack defend discuss explain write tweet reveal
disclose unveil predict decry lament applaud commend hail welcome laud bemoan ridicule lambast chide chastise
rebuke scold slight assail castigate disparage belittle trash bash rip tweak fault champion favor favour invoke
recite state declare suggest recommend advocate contradict dispute refute rebut challenge protest underscore
underline liken compare portray paint depict characterize characterise brand accuse dub credit demand support
admit confirm concede detail recount summarize summarise clarify urge pledge promise vow accept like back
articulate congratulate thank quote claim allege suspect fear believe downplay float warn advise contest back
offer show publish report link deem label caution satirize peg echo remind prefer regret forbid want estimate
count attribute withdraw refuse doubt resent approve put consider calculate
""")
NAMED_AS = words("""
call describe label deem dub brand consider declare characterize characterise portray paint depict liken
compare identify credit view regard see cast dismiss denounce nickname refer think find hold treat
""")
PERSON_TO = words("""
urge ask tell encourage persuade beg implore order advise request remind invite instruct expect warn exhort
pressure challenge press want call direct
""")
# Verb and preposition. The preposition belongs to the cue: "called for".
PREPOSITION = words("""
call+for call+on refer+to talk+about speak+about speak+of speak+out respond+to comment+on point+to accuse+of brag+about
boast+about boast+of complain+about complain+of warn+of warn+against warn+about rail+against agree+with
disagree+with agree+on argue+for argue+against push+for report+on ask+about ask+for vote+for vote+against
decide+against apologize+for apologise+for insist+on lash+out hint+at allude+to object+to focus+on advocate+for
plead+for plead+with testify+about write+about think+of joke+about side+with worry+about wonder+about
campaign+against react+to speculate+about dwell+on elaborate+on touch+on inquire+about press+for vouch+for
protest+against appeal+for appeal+to scoff+at caution+against lobby+for lobby+against refrain+from align+with
campaign+for speak+for speak+against swear+by reflect+on preach+about crow+about tweet+about advise+against
fear+for stand+by approve+of disapprove+of blame+for hope+for apply+for reckon+with attribute+to insist+upon
despair+of wish+for
""")
NOUNS = words("""
claim statement assertion allegation accusation suggestion argument warning vow pledge promise announcement
admission acknowledgment acknowledgement insistence contention belief view hope fear concern complaint
demand proposal call criticism denial decision plea prediction revelation conclusion confirmation reminder
recommendation testimony declaration opposition objection support suspicion doubt worry expectation notion
assurance assumption remark comment report ruling estimate finding threat endorsement determination desire
confidence plan intention charge request question praise attack message interest disapproval tweet speech
""")

# Said beside words in quotation marks only: "…," she began.
BESIDE = words("""
begin shoot fire go start offer laugh charge press read smile chuckle nod push hit clap chide fume rage sneer
rule reflect figure reckon determine think believe guess comment scold roar snarl grin shrug beam enthuse counsel
lecture ponder grouse sniff wail vent chirp gasp croak instruct teach brief remember recollect reminisce pray
""")

# What somebody's opinion, or what they put it into, is called: "her *view* is that …", "his *reply*: …".
OPINIONS = words("""
view opinion position stance line impression judgement judgment verdict assessment estimate guess theory explanation
reason argument point objection concern worry fear doubt hope wish suggestion proposal recommendation advice answer
reply response reaction comment remark note statement claim complaint criticism conclusion finding feeling belief
conviction suspicion feedback update quote preference condition demand request warning question
drawback counterargument rejoinder
""")

# What a person puts words into: "she released a statement saying …".
DOCUMENT_NOUNS = words("""
statement statements letter email e-mail tweet tweets message post note memo text ad report resolution
press release
""")

# Those that are not followed by a name or a nickname in quotation marks.
SPOKEN = words("""
say ask reply respond shout yell scream chant sing answer exclaim retort mutter whisper add tweet write joke
quip cry bellow holler murmur declare remark observe chime warn insist continue conclude
""")
# Verbs that lend themselves to a noun of saying: "joined calls for", "issued a warning that".
LIGHT = words("""
make issue join renew give offer deliver release repeat raise voice express lodge file send back support
""")

# Stances that need no word of speech, by what they are: to want, agree, refuse, support, doubt, judge, ask, blame.
WANTING = words("want wish desire prefer like love hate hope intend plan aim aspire seek expect favor favour mean")
AGREEING = words("agree accept consent approve assent concur acquiesce welcome concede admit confirm")
REFUSING = words("""
refuse decline reject rule forbid veto resist balk oppose object protest disapprove dislike resent dissent disagree
abstain withhold reserve deplore condemn dispute contest challenge deny dismiss demur
""")
SUPPORTING = words("support back endorse defend champion second uphold advocate trust")
JUDGING = words("""
think find consider deem regard hold believe doubt distrust suspect assume reckon judge estimate count call
admire fear dread regret lament worry foresee predict wonder question
""")
ASKING = words("demand request ask require insist claim urge beg plead petition appeal order move")
OFFERING = words("offer promise pledge vow propose suggest recommend advise volunteer threaten undertake")
BLAMING = words("blame credit attribute ascribe accuse thank praise criticise criticize fault")
ATTITUDES = WANTING | AGREEING | REFUSING | SUPPORTING | JUDGING | ASKING | OFFERING | BLAMING
# Of these, what tells a stance by itself ("The committee refused"), with a clause only ("means to sell"), or only with
# what something is taken for ("found this odd").
ALONE = words("agree refuse decline object protest disagree dissent abstain concur consent demur disapprove balk")
WITH_CLAUSE = words("move mean require order hope plan aim aspire like love think hold wonder know")
WITH_PREDICATE = words("find consider deem hold think judge count call believe reckon")
# What tells no words: always ("wants to see it finished"), or unless a clause tells them ("agreed that it was late").
WORDLESS = words("""
want wish desire prefer like love hate intend plan aim aspire seek expect favor favour mean would trust distrust
admire dread vote be
""")
WORDLESS_BUT_CLAUSE = words("""
agree consent approve assent concur acquiesce accept refuse decline forbid veto resist balk oppose disapprove dislike
resent dissent abstain withhold reserve support back endorse champion second uphold rule order require undertake
volunteer
""")

# Of what mind somebody is: "the mayor is *sceptical*".
MINDS = words("""
opposed unconvinced sceptical skeptical hopeful confident willing unwilling adamant doubtful unsure happy
unhappy sorry glad cautious divided satisfied dissatisfied optimistic pessimistic convinced content reluctant keen
eager ready prepared fine okay ok comfortable enthusiastic
afraid wary cool lukewarm hesitant undecided neutral hostile favourable favorable proud ashamed
""")

VERBS = (
    SPEECH | STANCES | CLAUSE | INFINITIVE | OBJECT | NAMED_AS | PERSON_TO | BESIDE | SPOKEN | LIGHT | ATTITUDES
    | {pair.partition("+")[0] for pair in PREPOSITION}
)  # fmt: skip
