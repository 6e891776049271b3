"""A small invented corpus: sentences about four subjects, with words of several scripts, the same in every run."""

import random

SUBJECTS = {
    "parcel": "parcel courier late address door ring neighbour box label tracking depot Straße Päckchen étiquette signed returned".split(),
    "kitchen": "oven recipe flour sugar café crème stir whisk simmer salt pepper jalapeño dough bake taste spoon".split(),
    "harbour": "ship anchor tide crew rope harbour mast sail storm island København båt wave lantern captain deck".split(),
    "city": "tram street square 東京 渋谷 station ticket crowd bridge tower museum křižovatka light noise corner 🚋".split(),
}
COMMON = "the a of and to in it was is on at with for very not again we they my our today never soon".split()


def sentence(draw, subject):
    own = SUBJECTS[subject]
    words = [draw.choice(own if draw.random() < 0.55 else COMMON) for _ in range(draw.randint(4, 12))]
    if draw.random() < 0.1:
        words[0] = words[0].capitalize()
    return " ".join(words)


def labelled(count, seed, labels=None):
    """Pairs of label and sentence; with `labels` there are as many labels as asked for, some far more often than others."""
    draw = random.Random(seed)
    pairs = []
    for index in range(count):
        subject = draw.choices(sorted(SUBJECTS), weights=[8, 4, 2, 1])[0]
        label = subject if labels is None else "%s-%d" % (subject, min(int(draw.expovariate(0.01)), labels // 4 - 1))
        if labels is not None and index < labels:  # each label once at least
            subject = sorted(SUBJECTS)[index % 4]
            label = "%s-%d" % (subject, index // 4)
        pairs.append((label, sentence(draw, subject)))
    return pairs


# What is asked: known and unknown words, other scripts, odd spacing, labels in the text, the end of a sentence, nothing.
QUESTIONS = [sentence(random.Random(100 + index), sorted(SUBJECTS)[index % 4]) for index in range(24)] + [
    "",
    "   ",
    "zzz",
    "zzz qqq",
    "STRASSE naïveté 東京駅 🚋🚋",
    "the  parcel\twas\x0blate\x0ctoday\r",
    "__label__parcel the ship",
    "the ship </s> oven recipe flour",
    "parcel" * 40,
    "Päckchen",
]
WORDS = ["parcel", "ship", "Straße", "東京", "🚋", "the", "parcels", "unknownword", "x", "</s>", "渋", "co urier", "", "crème"]
