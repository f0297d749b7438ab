"""Golden words and CIDEr-D scores of captions, computed by pycocoevalcap.

Its tokenizer is Stanford's, so this script needs Java, and downloads nothing.

    pip install -r tests/python/requirements.txt
    python tests/python/captions.py model-runtime/src/test/resources/goldens
"""

import json
import sys
from pathlib import Path

from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

PHRASES = [
    "Man on the left in a blue t-shirt",
    "the girl's black/white umbrella",
    "A person who doesn't look here, 2nd from right.",
    "kid w/ a hat",
    '"stop" sign (half of it)',
    "player #5",
    "bottom-right 3/4 of the pizza",
    "can't see her, cannot tell; gonna guess",
    "mother & child 50% hidden",
    "clock that says 12:30 on it!!",
    "elephant...behind the tree",
    "left-most giraffe's head",
    "girls' umbrella",
    "1,000 people",
    "i'm sure he'll say they've seen what we'd seen",
    "u.s. flag next to mr. smith",
    "red car -- left --- side",
    "the one that’s “open” here…",
    "22 shirt player @ base",
    "cat's-eye marble",
    "x-wing toy at 5 o'clock a.m.",
    "the sign with 'hello' on it",
    "white/blue and/or red {box} [crate]",
    "green+yellow =ok",
    "man,left;right:top",
    "lady w/ umbrella,right",
    "person's left- hand",
    "is it this one?! or that??",
    "ma'am in ~red",
    "don't, won't, isn't it",
]

# (what a model says, what people say) of a few regions
REGIONS = [
    ("the man in the blue shirt", ["man in blue shirt", "the man on the left in blue"]),
    ("a red car", ["the red car behind the white truck parked at the far side of the road"]),
    ("woman", ["woman with umbrella", "woman", "the woman's red umbrella"]),
    ("dog dog dog dog dog", ["black dog", "the dog on the couch"]),
    ("", ["left zebra"]),
    ("zebra on the left side", ["zebra on the left side"]),
    ("the man in the blue shirt", ["horse", "the brown horse in the back"]),
    ("something nobody says", ["white truck, right", "truck"]),
]


def tokens(captions):
    return PTBTokenizer().tokenize({i: [{"caption": c}] for i, c in enumerate(captions)})


def main(out):
    words = tokens(PHRASES)
    said = tokens([caption for caption, _ in REGIONS])
    people = {i: [tokens([p])[0][0] for p in ps] for i, (_, ps) in enumerate(REGIONS)}
    mean, scores = Cider().compute_score(people, said)
    golden = {
        "words": [{"phrase": p, "words": words[i][0].split()} for i, p in enumerate(PHRASES)],
        "regions": [
            {"caption": caption, "people": ps, "cider": float(score)}
            for (caption, ps), score in zip(REGIONS, scores)
        ],
        "mean": float(mean),
    }
    text = json.dumps(golden, indent=1, ensure_ascii=False)
    (out / "captions.json").write_text(text + "\n", encoding="utf-8")


main(Path(sys.argv[1]))
