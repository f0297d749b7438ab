"""Golden files that need no model: token ids, and pictures cropped to a square."""

import json

import torch
from tokenizers import Tokenizer
from transformers import LlamaTokenizer

import words
from golden import OTHERS, QUESTION, base64_of, spread_rows, tensor, versions
from pictures import noise, preprocess
from words import Words

SQUARES = [(21, 31, 47, 28), (22, 97, 33, 28), (23, 13, 20, 21), (24, 202, 77, 29)]
TEXTS = [
    QUESTION, *OTHERS, "yes", " no", "", " ", "two  spaces   and more ", " leading",
    "Zürich 日本語 🚗", "tab\tand\nnewline\r\n", "the the thethe carcamera",
    "\nA chat USER: ASSISTANT:", "▁escaped ▁", "thethethethe doordoor opopenpen camemera",
    "e\u0301 é 0123456789 <0x0A>",
]


def prompt(text, name, system, question, k=2, turns=(), strip_newlines=True):
    frame_ids, text_ids = text.prompt(k, system, question, turns, strip_newlines)
    return {
        "name": name, "k": k, "system": system, "strip_newlines": strip_newlines,
        "turns": [{"question": q, "answer": a} for q, a in turns], "question": question,
        "frame_ids": frame_ids, "text_ids": text_ids,
    }


def prompts(text):
    system = words.IMAGE_SYSTEM
    turns = [("What is the color of\nthe car?", "The car is red."), ("Is it open?", "No.")]
    lines = "What is the color of the car?\nAnswer with one word.\n\nA. red\nB. no"
    made = [
        prompt(text, "plain", system, QUESTION),
        prompt(text, "one-voco", system, QUESTION, k=1),
        prompt(text, "newlines", system, lines),
        prompt(text, "newlines-kept", system, lines, strip_newlines=False),
        prompt(text, "turns", system, "How many\npeople?", turns=turns),
        prompt(text, "turns-newlines-kept", system, "Why?", turns=turns, strip_newlines=False),
    ]
    for name, video in words.VIDEO_SYSTEMS.items():
        made.append(prompt(text, name, video, QUESTION))
    watching = words.VIDEO_SYSTEMS["video-watching"]
    return made + [prompt(text, "video-kept", watching, QUESTION, strip_newlines=False)]


def older(converted):
    """The tokenizer.json of older files: spaces are written by a normaliser, segment by segment."""
    spaces = [{"type": "Prepend", "prepend": "▁"}]
    spaces.append({"type": "Replace", "pattern": {"String": " "}, "content": "▁"})
    normalizer = {"type": "Sequence", "normalizers": spaces}
    return converted | {"normalizer": normalizer, "pre_tokenizer": None}


def write_text(tokenizer_model, out):
    directory = out / "tokenizer"
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "tokenizer.model").write_bytes(tokenizer_model)
    theirs = LlamaTokenizer.from_pretrained(directory)
    theirs.add_special_tokens({"extra_special_tokens": ["<voco>"]})
    converted = json.loads(theirs.backend_tokenizer.to_str())
    write_json(directory / "tokenizer.json", converted)
    write_json(directory / "tokenizer-older.json", older(converted))
    new, old = (
        Tokenizer.from_file(str(directory / f)) for f in ("tokenizer.json", "tokenizer-older.json")
    )
    text = Words(tokenizer_model, words.PIECES)
    texts = []
    for t in TEXTS:
        ids = {"ids": text.encode(t), "front_ids": text.encode(" " + t)}
        ids["json_ids"] = new.encode(t, add_special_tokens=False).ids
        ids["older_json_ids"] = old.encode(t, add_special_tokens=False).ids
        texts.append({"text": t} | ids)
    content = {"made_with": versions(), "prompts": prompts(text), "texts": texts}
    write_json(out / "text.json", content)


def write_squares(out):
    made = []
    for seed, width, height, size in SQUARES:
        picture, pixels = preprocess(noise(seed, width, height), "square", size)
        assert picture.shape == (size, size, 3)
        sizes = {"seed": seed, "width": width, "height": height, "size": size}
        held = tensor(torch.from_numpy(pixels), spread_rows(3 * size))
        made.append(sizes | {"rgb": base64_of(picture), "pixels": held})
    write_json(out / "square.json", made)


def write_json(path, content):
    path.write_text(json.dumps(content, ensure_ascii=True, separators=(",", ":")) + "\n")
