"""Tiny checkpoints and what an independent implementation computes on them.

    pip install -r tests/python/requirements.txt
    python tests/python/parity.py model-runtime/src/test/resources/parity [case ..]

Hugging Face's CLIP, LLaMA, Qwen2 and LLaVA compute in fp32, from the written files, in one masked
pass without a cache; Pillow resizes; SentencePiece tokenises. Every case is seeded anew until
frames matter and every greedy step is won by more than 5e-3; whatever does not hold stops the
script. Written are:

    <case>/              a complete checkpoint directory, and golden.json
    tokenizer/           tokenizer.model; tokenizer.json as transformers converts it;
                         tokenizer-older.json, the form of older files, a space before every segment
    text.json            prompts and texts as token ids
    square.json          pictures with image_aspect_ratio "square"

A *tensor* in these files is
    {"shape": [R, C], "rows": [r ..], "step": s, "values": [[..] ..], "row_sums": [R],
     "column_sums": [C], "max": largest absolute value of all}
values[i] is row rows[i] at columns 0, s, 2 s ..; sums are of whole rows and columns and were added
in fp64. Instead of column_sums, logits have "argmax": [R]. V is the number of logits, the
vocabulary's rows. Numbers have 8 significant digits.

golden.json
    case, seed, made_with
    shape             the sizes it was built with: k, voco (id), vision_tokens, pre (rows before the
                      VoCo rows: P), layers, heads, kv_heads, head_dim, hidden, rows, dtype
    frame_ids         [BOS, -200, separator .., voco x k]; -200 is the picture
    question, text_ids    the text part, from the newline behind the VoCo rows on
    pictures          three of {seed, width, height} for Goldens.picture; frames 0, 1, 2
    picture_rgb       base64 of frame 0 at the model's size, 8 bits, [s, s, 3]
    pixels            tensor [3 s, s] of frame 0: channel by channel
    features          tensor [n, tower hidden] of frame 0: what the projector gets
    vision            tensor [n, hidden] of frame 0: what the projector gives
    keys, values      per layer a tensor [kvHeads k, d] of frame 0: VoCo rows before rotation,
                      all of the first head, then the next
    logits            tensor [text, V] of frame 0
    logits_frame1     tensor [1, V]: the last row, of frame 1 alone
    logits_no_frame   tensor [1, V]: the last row, text from position 0 without a frame
    elastic           {"k": m, "logits": tensor [1, V]}: the last row with m < k VoCo rows;
                      null if k is 1
    answer            {"ids": [10], "margins": [10]}: greedy with <voco> banned, over frame 0
    yes_no            two of {"yes": [ids], "no": [ids], "probability"}: of yes among both, first
                      token, frame 0
    windows           for frames [0, 1], then [0, 1, 2], oldest first:
                      {"frames", "logits": tensor [1, V]: the last row, "attention": [frames]: what
                       the last row looks at over all layers and heads, sums to 1,
                       "answer": {"ids", "margins"}}
    full_cache        tensor [1, V], last row: text sees columns >= 1 of frame 0, VoCo rows included
    full_cache_no_voco    tensor [1, V], last row: the same from a frame without VoCo rows
    average_pool      tensor [1, V], last row: features are averaged, then projected, into one row;
                      text reads that row only, directly behind it
    average_pool_apart    tensor [1, V], last row: the same, numbered with the separator between
    padded            {"questions": [3], "text_ids": [3], "logits": tensor [3, V]}: the last rows

text.json
    prompts           of {name, k, system, strip_newlines, turns: [{question, answer}], question,
                      frame_ids, text_ids}; <voco> has id 340
    texts             of {text, ids, front_ids, json_ids, older_json_ids}: with nothing added in
                      front; with one space in front; by tokenizer.json; by tokenizer-older.json
square.json
    of {seed, width, height, size, rgb: base64 [size, size, 3], pixels: tensor [3 size, size]}
"""

import sys
from pathlib import Path

import torch
import transformers

import checkpoints
import models
import words
from cases import CASES
from golden import Golden, demand, difference
from inputs import write_json, write_squares, write_text
from words import Words


def seeded(case, text):
    """The first random weights of a case on which everything that is demanded holds."""
    for attempt in range(200):
        parts = models.Parts.of(case)
        models.seed(case, attempt, parts)
        golden = Golden(case, parts, text)
        try:
            golden.check()
            for frames in ([0], [0, 1], [0, 1, 2]):
                golden.answer([golden.visions[f] for f in frames])
            return attempt, parts
        except ArithmeticError as e:
            print(f"{case.name}: attempt {attempt}: {e}", file=sys.stderr)
    sys.exit(f"{case.name}: no weights found")


def make(case, tokenizer_model, out):
    text = Words(tokenizer_model, case.voco)
    attempt, built = seeded(case, text)
    directory = out / case.name
    checkpoints.write(case, built, tokenizer_model, directory)
    read = models.read(case, directory)
    golden = Golden(case, read, text)
    itself = golden.check_itself()
    content = golden.content()
    last = golden.last_logits()
    precise = Golden(case, read.to(torch.float64), text).last_logits()
    rounding = difference(last.double(), precise)
    demand(rounding <= 1e-5, f"fp32 is off by {rounding}")
    write_json(directory / "golden.json", content)
    report(case, attempt, content, directory, itself, rounding)


def report(case, attempt, content, directory, itself, rounding):
    answers = [content["answer"], *(w["answer"] for w in content["windows"])]
    margins = " ".join(f"{min(a['margins']):.4f}" for a in answers)
    weights = sum(f.stat().st_size for f in directory.rglob("*.safetensors"))
    golden = (directory / "golden.json").stat().st_size
    everything = sum(f.stat().st_size for f in directory.rglob("*") if f.is_file())
    print(
        f"{case.name}: attempt {attempt}, max |logit| {content['logits']['max']:.3f}, "
        f"least margins {margins}, agrees with itself to {itself:.1e}, "
        f"with fp64 to {rounding:.1e}; weights {weights}, golden {golden}, all {everything} bytes"
    )


def main():
    out, chosen = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    tokenizer_model = words.train()
    with torch.no_grad():
        if not chosen:
            write_text(tokenizer_model, out)
            write_squares(out)
        for case in CASES:
            if not chosen or case.name in chosen:
                make(case, tokenizer_model, out)


if __name__ == "__main__":
    main()
