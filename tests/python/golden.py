"""What the golden files hold of a case, and how a tensor is written; parity.py has the layout."""

import base64
import platform

import numpy
import PIL
import torch
import transformers

import words
from pictures import noise, preprocess
from reference import Reference

PICTURES = [(11, 33, 23), (12, 19, 30), (13, 31, 31)]
QUESTION = "Is the door open?"
OTHERS = [
    "What is in front of the camera?",
    "Is it red?",
    "How many people are at the gate, and why?",
]
LABELS = [
    ((" yes", " Yes"), (" no", " No")),
    ((" yes", " Yes"), (" no", " No", "no", "No")),
]
TOKENS = 10
MARGIN = 5e-3


def number(value):
    return float(f"{value:.8g}")


def tensor(values, rows=None, step=1):
    """A tensor as the golden files hold it; rows None means all."""
    values = values.reshape(-1, values.shape[-1]).double()
    rows = range(len(values)) if rows is None else sorted({r % len(values) for r in rows})
    return {
        "shape": list(values.shape),
        "rows": list(rows),
        "step": step,
        "values": [[number(v) for v in values[r, ::step].tolist()] for r in rows],
        "row_sums": [number(v) for v in values.sum(1).tolist()],
        "column_sums": [number(v) for v in values.sum(0).tolist()],
        "max": number(values.abs().max()),
    }


def logits(values, rows=(-1,)):
    held = tensor(values, rows, step=8)
    del held["column_sums"]
    values = values.reshape(-1, values.shape[-1])
    return held | {"argmax": values.argmax(1).tolist()}


def spread_rows(count, shown=4):
    return [i * (count - 1) // max(1, shown - 1) for i in range(shown)]


def difference(a, b):
    return float((a - b).abs().max() / b.abs().max())


def demand(holds, what):
    if not holds:
        raise ArithmeticError(what)


def base64_of(picture):
    return base64.b64encode(picture.tobytes()).decode()


def versions():
    return {
        "python": platform.python_version(),
        "torch": torch.__version__.split("+")[0],
        "transformers": transformers.__version__,
        "pillow": PIL.__version__,
        "numpy": numpy.__version__,
        **words.versions(),
    }


class Golden:
    """What one case's golden file holds, computed by one model."""

    def __init__(self, case, parts, text):
        self.case, self.text = case, text
        self.frame_ids, self.text_ids = text.prompt(case.k, case.system, QUESTION)
        self.model = Reference(case, parts, self.frame_ids)
        made = [preprocess(noise(*p), case.aspect, case.vision.image) for p in PICTURES]
        self.picture = made[0][0]
        self.pixels = [torch.from_numpy(pixels) for _, pixels in made]
        self.visions = [self.model.vision(p) for p in self.pixels]

    def check(self):
        """That it is a test at all: other frames, other orders and other masks are seen."""
        model, ids, (first, second, third) = self.model, self.text_ids, self.visions
        last = model.single(first, ids)[-1]
        demand(difference(model.single(second, ids)[-1], last) > 0.1, "frames do not matter")
        demand(difference(model.causal(first, ids)[-1], last) > 0.1, "the mask does not matter")
        window = model.window([first, second, third], ids)[0][-1]
        turned = model.window([third, second, first], ids)[0][-1]
        demand(difference(turned, window) > 0.02, "the order of frames does not matter")
        return last

    def check_itself(self):
        """That the reference agrees with itself, computed in other ways."""
        model, ids, vision = self.model, self.text_ids, self.visions[0]
        on_text = model.single(vision, ids)
        same = {
            "two stages": (model.two_stages(vision, ids), on_text),
            "a window of one frame": (model.window([vision], ids)[0], on_text),
        }
        if model.parts.whole:
            whole = model.as_hugging_face(self.pixels[0], ids)
            same["LLaVA's own forward"] = (whole, model.causal(vision, ids))
        for text, padded in zip(self.padded_ids(), self.padded()):
            same[f"padding before {len(text)} tokens"] = (padded, model.single(vision, text)[-1])
        for what, (a, b) in same.items():
            demand(difference(a, b) <= 1e-5, f"{what}: differs by {difference(a, b)}")
        return max(difference(a, b) for a, b in same.values())

    def last_logits(self):
        """Of the last row over all three frames: everything that is computed is in it."""
        return self.model.window(self.visions, self.text_ids)[0][-1]

    def padded_ids(self):
        return [self.text.prompt(self.case.k, self.case.system, q)[1] for q in OTHERS]

    def padded(self):
        return self.model.padded_batch(self.visions[0], self.padded_ids())

    def answer(self, visions):
        ids, margins = self.model.answer(visions, self.text_ids, TOKENS)
        demand(min(margins) > MARGIN, f"a greedy step is won by {min(margins)}")
        plain = [i for i in ids if words.EOS < i < words.PIECES]
        demand(plain == ids, "a control token or an unused row wins a greedy step")
        demand(len(set(ids)) > 3, "the answer says the same over and over")
        return {"ids": ids, "margins": [number(m) for m in margins]}

    def yes_no(self, scores):
        """With two sets of labels: those behind a space, and every one that is a whole piece."""
        return [self.probability(scores, labels) for labels in LABELS]

    def probability(self, scores, labels):
        yes, no = ([self.text.piece(w) for w in words] for words in labels)
        chosen = scores.double()[yes + no].softmax(0)
        return {"yes": yes, "no": no, "probability": number(chosen[:len(yes)].sum())}

    def keys_and_values(self):
        layers = self.model.voco_rows(self.visions[0], self.text_ids)
        heads, k = self.case.decoder.kv_heads, self.case.k
        rows = None if k <= 8 else [h * k + i for h in range(heads) for i in spread_rows(k)]
        keys, values = zip(*layers)
        held = {"keys": keys, "values": values}
        return {name: [tensor(t, rows) for t in of] for name, of in held.items()}

    def window(self, frames):
        visions = [self.visions[f] for f in frames]
        on_text, attention = self.model.window(visions, self.text_ids)
        return {
            "frames": frames,
            "logits": logits(on_text[-1]),
            "attention": [number(a) for a in attention.tolist()],
            "answer": self.answer(visions),
        }

    def elastic(self):
        m = self.case.k // 2
        if m == 0:
            return None
        return {"k": m, "logits": logits(self.model.single(self.visions[0], self.text_ids, m)[-1])}

    def content(self):
        model, ids, (first, second, _) = self.model, self.text_ids, self.visions
        features = model.features(self.pixels[0])
        on_text = model.single(first, ids)
        return {
            "case": self.case.name,
            "seed": self.case.seed,
            "made_with": versions(),
            "shape": self.shape(),
            "frame_ids": self.frame_ids,
            "question": QUESTION,
            "text_ids": ids,
            "pictures": [dict(zip(("seed", "width", "height"), p)) for p in PICTURES],
            "picture_rgb": base64_of(self.picture),
            "pixels": tensor(self.pixels[0], spread_rows(3 * self.case.vision.image)),
            "features": tensor(features, spread_rows(len(features))),
            "vision": tensor(first, spread_rows(len(first))),
            **self.keys_and_values(),
            "logits": logits(on_text, (0, len(ids) // 2, -1)),
            "logits_frame1": logits(model.single(second, ids)[-1]),
            "logits_no_frame": logits(model.text_only(ids)[-1]),
            "elastic": self.elastic(),
            "answer": self.answer([first]),
            "yes_no": self.yes_no(on_text[-1]),
            "windows": [self.window([0, 1]), self.window([0, 1, 2])],
            "full_cache": logits(model.full(first, ids, self.case.k)[-1]),
            "full_cache_no_voco": logits(model.full(first, ids, 0)[-1]),
            "average_pool": logits(model.pooled(features, ids, True)[-1]),
            "average_pool_apart": logits(model.pooled(features, ids, False)[-1]),
            "padded": {
                "questions": OTHERS,
                "text_ids": self.padded_ids(),
                "logits": logits(self.padded(), range(len(OTHERS))),
            },
        }

    def shape(self):
        d = self.case.decoder
        sizes = {k: getattr(d, k) for k in ("layers", "heads", "kv_heads", "head_dim", "hidden")}
        sizes |= {"vision_tokens": self.case.vision.tokens, "pre": self.model.pre}
        named = {k: getattr(self.case, k) for k in ("k", "voco", "rows", "dtype")}
        return named | sizes
