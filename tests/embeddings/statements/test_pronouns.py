"""Pronouns where two people might be meant: the right one or nobody.

Each row is a paragraph or two whose last words are a pronoun's, and who said them, as a reader resolves it; None where
a reader can't tell. What is found must be that person or the bare pronoun.
"""

from __future__ import annotations

import pytest

from tests.embeddings.statements.conftest import Read

A, E = "Ama Mensah", "Esi Owusu"
K, Y = "Kofi Boateng", "Yaw Adu"
# Somebody else is near: an opponent, an object, somebody unnamed.
ADVERSARIAL: list[tuple[str, str | None]] = [
    (f"{E} said the leak was likely.\n\nTagoe, however, told them that it was not. “It is safe,” she said.", None),
    (f"{E}, the inspector, said the leak was likely.\n\nTagoe denied that in a letter. “It is safe,” she said.", None),
    (f"{E} said the leak was likely. Tagoe shook her head. “It is safe,” she said.", None),
    (f"{E} said the leak was likely. {A} disagreed. “It is safe,” she said.", A),
    (f"{E} said the leak was likely. But {A} laughed. “It is safe,” she said.", A),
    (f"{E} said that {A} had lied. She added that the bridge was old.", E),
    (f"{E} told {A} that the bridge was old. She said that she would leave.", None),
    (f"{E} thanked {A} for the report. “It was hard work,” she said.", None),
    (f"{E} was criticised by {A}. “It was a mistake,” she said.", None),
    (f"{A} met {E} in May. “It is safe,” she said.", None),
    (f"{A} and {E} met in May. “It is safe,” she said.", None),
    (f"{A} met {E} in May. She said that the bridge was safe.", None),
    (f"{A} wrote to the director. “It is safe,” she said.", None),
    (f"{A} wrote to the director of the trust. She answered that the bridge was safe.", None),
    (f"{A} said the bridge was safe. Her deputy disagreed. “It is old,” she said.", None),
    (f"{A} said the bridge was safe. Her opponent laughed. “It is old,” she said.", None),
    (f"{A} said the bridge was safe. The chairwoman thanked her. “We are glad,” she said.", None),
    (f"{A} said the bridge was safe. A neighbour was there. She said that it was old.", None),
    (f"{A} said the bridge was safe. His wife came in. “It is old,” she said.", None),
    (f"{A}'s lawyer was late. She said that the bridge was safe.", None),
    (f"{A}'s letter was read out. “It is a lie,” she said.", None),
    (f"The sister of {A} came in. She said that the bridge was safe.", None),
    (f"A letter from {A} was read by the clerk. “It is a lie,” she said.", None),
    (f"{A} offered her six gates. “A camel carries no key,” she replied.", None),
    (f"{K} offered him a third. “It is too little,” he replied.", None),
    (f"{K} met {Y} in the street. He said that the bridge was safe.", None),
    (f"{K} said the bridge was safe. {Y} had heard it before. “He knows nothing,” he said.", Y),
    (f"{K} said the bridge was safe. {Y}, by contrast, waited. “It is old,” he said.", Y),
    (f"{K}, the mayor, said the bridge was safe. The driver did not agree. He said that it was old.", None),
    (f"{K} told the judge that the bridge was safe. He said that he had heard enough.", None),
    (f"The judge asked {K} about the bridge. He said that he had heard enough.", None),
    (f"{K} said that {Y} had told him that the bridge was safe. He added that it was old.", None),
    (f"{K} said {Y} was wrong, and that he would say so in court. “He lies,” he said.", None),
    (f"According to {K}, {Y} was late. He said that the bridge was safe.", None),
    (f"{K}, who defeated {Y} in May, spoke first. “It is safe,” he said.", K),
    (f"{K} succeeded {Y} in May. “It was hard,” he said.", None),
    (f"{K} replaced his predecessor in May. “It was hard,” he said.", None),
    ("Mr Boateng met Mr Adu. He said that the bridge was safe.", None),
    ("Mrs Mensah met Mrs Owusu. She said that the bridge was safe.", None),
    (f"{A} spoke first. Mrs Tagoe spoke last. “It is safe,” she said.", "Tagoe"),
    (f"{A} spoke first. Then Tagoe stood up. “It is safe,” she said.", None),
    (f"{A} was there with Tagoe. “It is safe,” she said.", None),
    (f"{A} lives near Olive Square. The clerk was there. “It is safe,” she said.", None),
    (f"{K} said the bridge was safe.\n\n{Y} left the room.\n\nHe said that it was old.", None),
    (f"{K} said the bridge was safe.\n\nA man in the gallery stood up. He said that it was old.", None),
    (f"{K} said the bridge was safe.\n\nThe secretary of the union took the floor. He said that it was old.", None),
    (f"{K} said the bridge was safe. One of the men was angry. “It is old,” he said. Another caller hung up.", None),
    (f"Mrs. {A} said the bridge was safe. He added that he had tested it.", None),
    (f"Sir {K} said the bridge was safe. She added that she had tested it.", None),
    (f"{K} was born in Accra. His mother was a nurse. “It was a hard time,” she said.", None),
    (f"{A} was born in Accra. Her father was a nurse. “It was a hard time,” he said.", None),
    (f"{K} and his brother built it. “It is safe,” he said.", None),
    (f"{K} said, after {Y} had left, that the bridge was safe. He said that it was old.", None),
    (f"{E} said the leak was likely. According to {A}, it was not. She said that it was safe.", A),
    (f"{E} said the leak was likely; {A} said it was not. She added that she had tested it.", A),
    (f"{A}, who left, called {E}'s figures “a fairy tale”. She denied that the hall would close.", A),
    (f"{A} called on {E} to withdraw the plan. “It saves nothing,” she said.", A),
    (f"{A} told {E} that the leak was likely. She said that it was safe.", None),
    (f"{K} told reporters {Y} had left. He said that the bridge was old.", None),
    (f"{E}, for her part, told the court that {A} had lied. “I was there,” she said.", E),
    (f"{K} met {Y} on Monday. He said that the talks had failed.", None),
    (f"{A} praised {E}'s report. “It is brave,” she said.", A),
    (f"{K} replied to {Y}'s letter. In it he denied everything.", None),
    (f"{A} is the new head. She replaces {E}. “I want more music,” she said.", A),
    (f"{K} proposed a toll. {A} objected. She said that it was dear, and he said that it was not.", K),
]  # fmt: skip
# Nobody else can be meant.
CLEAR: list[tuple[str, str]] = [
    (f"{A} said the bridge was safe. She added that she had tested it.", A),
    (f"{A} said the bridge was safe. It rained. She added that she had tested it.", A),
    (f"The minister, {A}, was less sure. “It is old,” she said.", A),
    (f"Health minister {A} accepted the report in May. She denied that it was late.", A),
    (f"{A}, the director of the trust, was less sure. “It is old,” she said.", A),
    (f"The baker {K} is in Accra. In a letter on Sunday he said that the bridge was safe.", K),
    (f"{K}, who has paid back nine, left. He owes nothing, he said.", K),
    (f"{K}, 31, tests bridges for the county. “It is safe,” he said.", K),
    (f"Mr {K} met Mrs {E}. He said that the bridge was safe.", K),
    (f"Mr {K} met Mrs {E}. She said that the bridge was safe.", E),
    (f"{A} said the bridge was safe.\n\nShe added that she had tested it.", A),
    (f"The union's chair, {A}, spoke in May. “It is safe,” she told reporters.", A),
    ("Bro. Boateng moved that the offer be rejected. He said that the bridge was safe.", "Boateng"),
    ("My son Kofi does the forms, and he says that the bridge is safe.", "Kofi"),
    (f"{A} was at the bridge when the water took her. She said that it was safe.", A),
    (f"Mayor {A} left. The mayor had read the report. She said that the bridge was safe.", A),
]  # fmt: skip


def resolved(read: Read, text: str) -> str | None:
    """Whom the last pronoun that speaks is found to be; None where it stays what it is."""
    found = [said for said in read(text) if said.written in ("she", "She", "he", "He")]
    return found[-1].speaker if found and found[-1].speaker != found[-1].written else None


def test_in_doubt_nobody_and_never_the_wrong_one(read: Read) -> None:
    assert len(ADVERSARIAL) >= 60
    wrong = [
        (text, meant, found) for text, meant in ADVERSARIAL if (found := resolved(read, text)) not in (None, meant)
    ]
    assert wrong == []


def test_where_one_can_be_meant_it_is_that_one(read: Read) -> None:
    assert [(text, resolved(read, text)) for text, _ in CLEAR] == CLEAR


# The other is called by the other pronoun: by their first name.
APART: list[tuple[str, str | None]] = [
    ("Nils Aker met Birgit Sand on Sunday. He said that the toll was dead.", "Nils Aker"),
    ("Nils Aker met Birgit Sand on Sunday. She said that the toll was dead.", "Birgit Sand"),
    ("Nils Aker met Robin Sand on Sunday. He said that the toll was dead.", None),
]


@pytest.mark.parametrize(("text", "meant"), APART)
def test_who_is_called_otherwise_is_not_meant(read: Read, text: str, meant: str | None) -> None:
    assert resolved(read, text) == meant


# Others are named before, and the sentence before is about one of them alone.
LAST: list[tuple[str, str | None]] = [
    (f"{E} said the leak was likely. Health minister {A} regretted the report. She said that it was late.", A),
    (f"{K} said the bridge was safe. Committee member {Y} was the only one to disagree. It was old, he argued.", Y),
    (f"{K} said the bridge was safe. The union's chair, {Y}, objected: the bridge, he said, was old.", Y),
    (f"{K} said the bridge was safe. The board had dismissed {Y}. He said that it was old.", None),
    (f"The petition was carried in by {K}, a retired pilot. “We ask for a chair,” he said.", K),
    (f"{A} accused her of revenge. She said that it was a lie.", None),
    (f"{K} has another version. Her officers found the car. “It was locked,” she said.", None),
    (f"{A} said the bridge was safe. She said that the minister was wrong. She added that it was old.", A),
    ("The baker Eli Loyola Ruiz, 61, left.\n\nLoyola was less sure. “It is old,” he said.", "Eli Loyola Ruiz"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), LAST)
def test_the_sentence_before_says_who(read: Read, text: str, meant: str | None) -> None:
    assert resolved(read, text) == meant


def test_it_is_the_body_that_spoke_before(read: Read) -> None:
    found = read("The ministry of works said that there was no list. The bridge, it said, was closed in May.")
    assert found[-1].speaker == "The ministry of works"


# The sentence before is about one, whoever else it speaks of by the way; or it asks somebody else.
LEADS: list[tuple[str, str | None]] = [
    (f"{A}, who succeeded {E} in 2019, has cut the fleet. She says that the boats were old.", A),
    (f"After {E} had spoken, {A} took the floor. The bridge, she said, was old.", A),
    (f"Asked about {Y}'s plan, {K} laughed. “It is a fairy tale,” he said.", K),
    (f"Judge {K} told the jury that {Y}, 41, had lied. “He knew the bridge was rotten,” he said.", K),
    (f"{K} told {Y} that the bridge was rotten. “I knew it,” he said.", None),
    (f"{K} has stated under oath that he first met {Y} in 2008. Asked about the slip, he said that he ate no fish.", K),
    (f"Northmoor's chief, {A}, doubts whether he has the money. It came too late, she said.", A),
    (f"Tagoe's chief, {K}, called the ruling a theft. Each customer had signed a paper, he said.", K),
    (f"The baker {K} tests bridges. He has tested nine. “I sleep well,” he said.", K),
    (f"Dr {A} resigned on Wednesday. The market price is eleven. “I used none,” she said.", A),
    (f"Dr {A} resigned on Wednesday. Her deputy stays. “I used none,” she said.", None),
    (f"{E} spoke on Monday. When {A} left, she said that the bridge was old.", None),
    (f"Mr {K} met him. The bridge, he said, was old.", None),
    (f"The prosecutor asked {A} whether she had seen the letter. She said that she had not.", A),
    (f"{A} asked {E} to leave. She said that it was late.", None),
    (f"{E} wrote to {A} in April. She replied that the bridge was old.", A),
    (f"Mr {K} reported on the fees. Mr {Y} asked for the figures. He said that they had doubled.", None),
    (f"{K} reported on the fees. {Y} asked for the figures. He said that they had doubled.", None),
    (f"The baker {K} bought a folding chair. “It was cheap,” he said.", K),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), LEADS)
def test_whom_the_sentence_before_is_about(read: Read, text: str, meant: str | None) -> None:
    assert resolved(read, text) == meant
