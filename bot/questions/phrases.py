"""Phrases of small talk, of questions about the bot, and of requests for what it does not do, in seven languages."""

from __future__ import annotations

from typing import Final

from bot.types import AsideKind

# Phrases between commas; diacritics, case and stops don't count.
SMALL_TALK: Final[dict[AsideKind, str]] = {
    "greeting": """hello, hi, hey, hiya, howdy, greetings, good morning, good afternoon, good evening, good day,
        how are you, how are you doing, how do you do, how is it going, what's up, nice to meet you,
        hallo, guten tag, guten morgen, guten abend, moin, servus, grüß gott, wie geht's, wie geht es dir,
        hola, buenos días, buenas tardes, buenas noches, qué tal, cómo estás, bonjour, bonsoir, salut, coucou, ça va,
        привет, здравствуйте, здравствуй, доброе утро, добрый день, добрый вечер, как дела,
        привіт, вітаю, доброго ранку, добрий ранок, добрий день, доброго дня, добрий вечір, доброго вечора, як справи,
        សួស្តី, សួស្ដី, ជំរាបសួរ, ជម្រាបសួរ, អរុណសួស្តី, អរុណសួស្ដី""",
    "thanks": """thanks, thank you, many thanks, thx, ty, cheers, much appreciated, danke, danke schön, danke sehr,
        vielen dank, besten dank, gracias, muchas gracias, merci, merci beaucoup, merci bien, спасибо, большое спасибо,
        спасибо большое, благодарю, дякую, дуже дякую, щиро дякую, អរគុណ, អរគុណច្រើន, សូមអរគុណ""",
    "goodbye": """bye, bye bye, goodbye, good bye, good night, see you, see you later, see you soon, see ya, take care,
        tschüss, auf wiedersehen, gute nacht, bis bald, bis später, adiós, hasta luego, hasta pronto, hasta mañana,
        chao, au revoir, à bientôt, bonne nuit, до свидания, пока, спокойной ночи, до встречи, до побачення, бувай,
        на добраніч, លាហើយ, ជំរាបលា, ជម្រាបលា, លាសិនហើយ, រាត្រីសួស្តី""",
    "fine": """ok, okay, k, fine, good, very good, great, nice, cool, perfect, excellent, awesome, wonderful, super,
        well done, good job, good bot, good answer, good to know, got it, i see, understood, alright, all right, sure,
        yes, yep, yeah, no, nope, lol, haha, hm, hmm, wow, oh, aha, interesting, sorry, never mind, nevermind, test,
        testing, ja, nein, gut, sehr gut, toll, prima, klar, alles klar, genau, verstanden, sí, vale, bueno, bien,
        muy bien, genial, perfecto, claro, entendido, de acuerdo, oui, non, d'accord, très bien, parfait, entendu,
        да, нет, хорошо, ладно, понятно, ясно, отлично, так, ні, добре, гаразд, зрозуміло, чудово, ок,
        បាទ, ចាស, ចា៎, ល្អ, ល្អណាស់, យល់ហើយ, យល់ព្រម""",
}
BESIDE: Final = """there, all, everyone, everybody, friend, bot, dear, sir, madam, team, onrecord, so, very much, much,
    a lot, lots, for your help, for the help, for your answer, for the answer, for that, for this, for the information,
    for the info, to you, to you too, again, too, really, then, now, please, and, well, you, are welcome, und, auch, y,
    et, и, та, і, очень, дуже"""
HELP: Final = """help, help me, please help me, i need help, can you help me, what can you do, what can you do for
    me, what do you do, what are you, who are you, what is your name, what's your name, how do i ask, how do i ask
    you, how can i ask, how should i ask, how to ask, how do i use you, how do i use this bot, how does this bot
    work, how do you work, how can you help, how can you help me, are you a bot, are you a robot, are you human,
    are you an ai, are you a human, are you chatgpt, hilfe, hilf mir, was kannst du, was können sie, wer bist du,
    wer sind sie, was bist du, wie frage ich, wie funktionierst du, kannst du mir helfen, bist du ein bot, ayuda,
    ayúdame, qué puedes hacer, qué sabes hacer, quién eres, qué eres, cómo pregunto, cómo funcionas, puedes
    ayudarme, aide, aide moi, aidez moi, que peux tu faire, que pouvez vous faire, qui es tu, qui êtes vous,
    comment poser une question, peux tu m'aider, помощь, помоги, помогите, помоги мне, что ты умеешь, что вы
    умеете, что ты можешь, что вы можете, кто ты, ты кто, кто вы, вы кто, как спросить, как задать вопрос, ты бот,
    допомога, допоможи, допоможіть, що ти вмієш, що ви вмієте, що ти можеш, хто ти, ти хто, хто ви, як запитати,
    як поставити запитання, ти бот, ជំនួយ, ជួយ, ជួយខ្ញុំ, ជួយខ្ញុំផង, អ្នកជានរណា, តើអ្នកជានរណា, អ្នកជាអ្នកណា,
    តើអ្នកជាអ្នកណា, តើអ្នកអាចធ្វើអ្វីបាន, តើអ្នកអាចធ្វើអ្វីបានខ្លះ"""

# Patterns of whole messages, in lower case and without stops.
_NOUN: Final = "(?:documents|files|sources|texts|articles|materials?|papers|books)"
_IN_IT: Final = "in (?:the|your|this) (?:library|index|collection|archive)"
_HAVE: Final = (
    rf" do you (?:have|hold|know|use|search|cover)(?: {_IN_IT})?| have you(?: got| read)?| did you read"
    rf"| (?:is|are)(?: there| here)?(?: {_IN_IT}| available| loaded| indexed)?| can i ask(?: you)? about"
)
_DE: Final = (
    "(?:dokumente|dateien|quellen|texte|artikel|unterlagen) (?:hast du|habt ihr|haben sie|gibt es|kennst du|kennen sie)"
)
_ES: Final = "(?:documentos|archivos|fuentes|textos|artículos) (?:tienes|tiene|tienen|hay|conoces)"
_FR: Final = "(?:documents|fichiers|sources|textes|articles) (?:as tu|avez vous|y a t il|connais tu|connaissez vous)"
_RU: Final = "(?:документы|документов|файлы|файлов|источники|источников|тексты|текстов)"
_UK: Final = "(?:документи|документів|файли|файлів|джерела|джерел|тексти|текстів)"
SOURCES: Final = (
    rf"(?:(?:what|which)(?: (?:kinds?|sorts?) of)?|how many) {_NOUN}(?:{_HAVE})",
    rf"(?:(?:list|show|name)(?: me)?|give me)(?: a list of)?(?: all)?(?: of)?(?: the| your| my)? {_NOUN}(?: you have)?",
    r"what (?:do you know(?: about)?|do you have|have you got|can i ask(?: you)? about|topics do you (?:cover|know))",
    rf"what is (?:there to ask(?: about)?|{_IN_IT})",
    r"(?:what are )?(?:the |your )?(?:sources|documents)",
    r"where (?:do you get your|does your) (?:information|answers|data|knowledge)(?: come)? from",
    rf"(?:welche|was für|wie viele) {_DE}(?: hier)?",
    rf"(?:qué|cuáles|cuántos|cuántas) {_ES}(?: aquí)?",
    rf"(?:quels|quelles|combien de) {_FR}(?: ici)?",
    rf"(?:какие|сколько)(?: у (?:тебя|вас))?(?: есть)? {_RU}(?: у (?:тебя|вас))?(?: есть)?(?: здесь| тут)?",
    rf"(?:які|скільки)(?: у (?:тебе|вас))?(?: є)? {_UK}(?: у (?:тебе|вас))?(?: є)?(?: тут)?",
    r"(?:តើ)?(?:អ្នក)?មានឯកសារ(?:អ្វីខ្លះ|អ្វី|ប៉ុន្មាន)",
)

# Patterns of what a request begins and ends with.
BEGINS: Final = (
    r"(?i)(?:(?:please|kindly|(?:can|could|will|would) you|i(?: would|['’]d) like you to|i want you to"
    r"|bitte|por favor|s['’]il (?:te|vous) plaît|пожалуйста|будь ласка|សូម)[ ,]{0,2}){0,3}"
)
INSTEAD: Final[dict[AsideKind, str]] = {
    "compare": "compare|contrast|vergleiche?|vergleichen sie|compara|comparez|сравни|сравните|порівняй|порівняйте"
    "|ប្រៀបធៀប",
    "summarise": "summari[sz]e|sum up|give me (?:a|the) (?:short |brief )?summary of|tl;?dr(?: of)?|fasse?|fassen sie"
    "|resume(?= (?:el|la|los|las|lo) )|résume|résumez|подытожь|подытожьте|кратко изложи|кратко изложите|резюмируй"
    "|підсумуй|підсумуйте|សង្ខេប",
    "translate": "translate|übersetze?|übersetzen sie|traduce|traduis|traduisez|переведи|переведите|переклади"
    "|перекладіть|បកប្រែ",
}
HOW: Final = (  # in which words, or in which language: nothing to look for
    r"(?i)\b(?:(?:in|into|to|auf|ins|en|al|на) (?:(?:\d+|one|two|three|four|five|ten|a few|simple|short|other)"
    r" (?:sentences?|words?|lines?|points?|paragraphs?)|english|german|french|spanish|russian|ukrainian|khmer|deutsch"
    r"|englisch|französisch|français|anglais|inglés|español|английский|русский|українську|англійську)"
    r"|zusammen|for me|briefly|please)[ .!?]*\Z"
)
