"""Glossary: the field's words, one sentence each, read by the docs, by ``--help`` and by the app."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GLOSSARY: Mapping[str, str] = MappingProxyType({
    "addressable": "Said of a descriptor that a buyer knows before buying, such as the day or the seat.",
    "adoption": "One person taking us up: who came, when, through whom, and with which code.",
    "aspect": "One side of a business that people score or write about, such as staff, price or flavour.",
    "audit sheet": "Sentences of customers that you mark good or bad, so that it can be told how wrong a reader is.",
    "baseline": "How the figure of an objective stands now, before anything new is done.",
    "basic": "Said of an aspect that costs you when it is poor and wins nobody when it is great.",
    "bridge": "A person without whom some others would no longer hang together with the rest, by the ties held.",
    "brief": "One page in one file that gives the answer, the charts, and how we know.",
    "calibrated": "Said of what was read from words when customers' own ratings have shown how to put it in points.",
    "capture-recapture": "How many there are in all, from two lists that each saw some of them, and those on both.",
    "card": "One claim on one page, with what it rests on, until when it holds, and how it may be worded.",
    "cascade": "The run of one piece of news from person to person.",
    "case": "What somebody else did, what came of it and who says so, told to borrow from.",
    "certificate": "What our choice surely reaches, beside what no other can exceed, worked out for it alone.",
    "chain": "Who told whom, from the first person to the last.",
    "champion": "A customer who brought two people or more, or one who brought somebody in turn.",
    "circle": "How close a person stands to you: a friend, a friend's friend, or a stranger.",
    "claim": "A first place on one aspect in one world that is put to the test.",
    "code": "A few signs that a person passes on, so that it can be seen who came through whom.",
    "consent": "What a person said of being contacted by a channel; silence is no yes.",
    "delight": "Said of an aspect that wins people when it is great and that few miss when it is middling.",
    "density": "The share of all pairs of people that are tied to each other.",
    "depth": "How many descriptors a world combines.",
    "descriptor": "What is known of a review besides its scores, such as the day, the branch or who came along.",
    "detectable": "Said of a change that is large enough to be told from chance by a given day.",
    "draft": "Words that might be said, with what they claim and what each gauge says of them.",
    "driver": "An aspect that goes with what people say overall, by how much of it the aspect explains.",
    "dual bound": "What no choice can exceed, found by pricing each thing that limits the choice.",
    "e-value": "What a fair bet against a claim being false has grown to; it holds for any number of scores.",
    "est": "What a business is best at in a world, named as people say it: cheapest, warmest, fastest.",
    "fact": "A figure that anyone can look up, such as a price or the opening hours, with the day it was seen.",
    "finding": "One answer about one business, on one aspect, in one world, with its verdict and its numbers.",
    "fingerprint": "A short code over the files, the settings and the printed figures, so that a page can be checked.",
    "gap": "How far ahead of the best rival we are, and how that changes with time.",
    "gauge": "One measure of a draft, such as how easy it reads; gauges are shown side by side and never added up.",
    "generation": "How many steps somebody is away from the people you asked: 1 was told by one of them.",
    "half-life": "The time in which a lead shrinks to half of what it was.",
    "halo-free": "Said of a score that tells how an aspect stands against what the same business gets in general.",
    "homophily": "People who know each other are alike, and so do things at like times without telling each other.",
    "independent cascade": "The model in which each tie carries word by its own chance, whatever the others do.",
    "judged": "A business is judged when it has enough scores for its mean to be compared with ours.",
    "ladder": "The steps from buyer to fan, sharer, champion and co-builder, each by something that was counted.",
    "lead": "Our mean less the mean of the best judged rival, in points of the source's own scale.",
    "leakage": "Time, money and messages that go to people nothing links to you.",
    "lift": "How much more of something came about than would have come without us.",
    "linear threshold": "The model in which each person listens to one of those who may tell them, or to nobody.",
    "live tie": "A tie that carries word in one run, by the chance drawn for that run.",
    "match weight": "How far what two entries share speaks for one person; each point doubles the odds.",
    "maximal world": "A world that is first and lies in no wider one that is first on the same aspect.",
    "me-too": "Said of a line that a rival says too, or that everybody in every trade says.",
    "mention": "A sentence of a review that speaks of an aspect.",
    "merge": "Entries on several lists that are one person, made one; files stay as they are, and it can be undone.",
    "network scale-up": "How many people a circle holds, from how many of them a few people say they know.",
    "objective": "The one thing we are trying to do now, with a number and a date.",
    "partial credit": "Sharing out who brought a person among all who may have.",
    "passage": "A sentence of a text, or a part of a long one, as far as it is compared with others.",
    "penalty": "What a poor score on an aspect goes with overall, against a middling one.",
    "play": "One thing to do this week: what to say, to whom, how, in how many minutes.",
    "population": "The people whom a sentence speaks for, such as those who left a review between two dates.",
    "rank interval": "The places that we could hold, given the numbers, with all businesses looked at together.",
    "reach": "How many people the news gets to.",
    "reciprocity": "The share of ties that go both ways.",
    "rectifier": "How far the ratings of a business lie from what its words foretold, on average.",
    "relative weights": "The parts of what several aspects explain together, shared out so that they add up.",
    "reproduction number": "How many new people each person who heard the news brings in, on average.",
    "reward": "What a top score on an aspect goes with overall, against a middling one.",
    "rival": "A business that a customer could choose in our place.",
    "rival sheet": "A short table to fill in by looking around: prices, hours, shown averages, and where seen.",
    "score": "One aspect judged once by one person, on the scale of its source.",
    "seed": "A person whom we tell first.",
    "share kit": "What people need to pass a story on: a card for the counter, short texts, and a code for each.",
    "spread": "How many people hear the news in the end, on average.",
    "strategy": "The way chosen to reach the objective, out of five that are known to work.",
    "tie": "A link between two people: they know each other, or one of them follows, wrote to or told the other.",
    "tier": "How sure the numbers let us be, from guaranteed and proven down to not enough yet.",
    "used-data rate": "The share of all findings told to you that led to something you did.",
    "verdict": "The answer in plain words: yes, probably, too close to call, no, or not enough yet.",
    "view": "A part of what is held, picked to be looked at alone: whose side, which rivals, which days, which world.",
    "want": "Something that customers ask for and do not get everywhere.",
    "weighted cascade": "Chances where none are known: each hears from one of those who may tell them, on average.",
    "what if": "What more reviews could make of a verdict: at best, at worst, and if they come as so far.",
    "world": "A part of all customers, named by one or more descriptors, such as visits on a weekday.",
})  # fmt: skip


def meaning(word: str) -> str:
    """Give what a word means here, in one sentence.

    Raises
    ------
    KeyError
        If the glossary hasn't got it.

    Examples
    --------
    >>> meaning("seed")
    'A person whom we tell first.'

    """
    return GLOSSARY[word]
