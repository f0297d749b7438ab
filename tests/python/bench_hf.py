"""Times Hugging Face transformers on the work that `voco bench model` times here.

    pip install -r tests/python/requirements.txt
    voco model generate --shape mid --out /tmp/mid
    python tests/python/bench_hf.py /tmp/mid --threads 2

The directory is a LLaVA-layout checkpoint in one model.safetensors; without one, the shape `mid` is
built with random weights. Everything is fp32 on the CPU with sdpa attention, as somebody would
write it who knows transformers well: no head where no logits are wanted, one row of logits where
one is enough, windows rotated and in memory before a question comes.

    stage 1      picture to the K/V of the VoCo rows: tower, projector, decoder over
                 [BOS] [vision] [separator] [VoCo x k], batches of 1 and 4; the better one counts
    answer       a question's tokens over a window of cached frames, greedy: to the first token, per
                 token after it, all of it
    modes        one question on one picture: nothing cached, the picture's K/V cached, the VoCo
                 rows' K/V cached
    questions    100 at once on one window, of equal and of different lengths (then padded left)

One warm-up, then the median and the spread of --runs runs. --json prints the same as one object.
"""

import argparse
import json
import os
import platform
import statistics
import time
from pathlib import Path

import torch
import transformers

from bench_model import MID, Model

QUESTIONS = 100
MANY_WINDOW = 64
TOLD = ("OMP_", "MKL_", "KMP_", "GOMP_", "OPENBLAS", "DNNL_", "ONEDNN_", "ATEN_", "LD_PRELOAD")


def measured(work, runs):
    """Seconds of each run; work may return its own timings instead."""
    work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        own = work()
        taken.append(own if isinstance(own, tuple) else (time.perf_counter() - began,))
    return [summary(column) for column in zip(*taken)]


def summary(seconds):
    return {
        "median": statistics.median(seconds), "least": min(seconds), "most": max(seconds),
        "runs": len(seconds),
    }


def gemm_rate(runs):
    a, b = torch.randn(2048, 2048), torch.randn(2048, 2048)
    return 2 * 2048**3 / measured(lambda: torch.mm(a, b).sum(), runs)[0]["median"] / 1e9


def stage1(model, options, gemm):
    by_batch = {}
    for batch in options.batches:
        pixels = torch.randn(batch, 3, model.size, model.size)
        took = measured(lambda: model.compress(pixels) and None, options.runs)[0]
        by_batch[str(batch)] = took | {"frames_per_s": batch / took["median"]}
    best = max(by_batch, key=lambda b: by_batch[b]["frames_per_s"])
    rate = by_batch[best]["frames_per_s"]
    gflops = model.stage1_flops() / 1e9
    share = rate * gflops / gemm
    found = {"frames_per_s": rate, "batch": int(best), "gflop_per_frame": gflops}
    return found | {"share_of_gemm": share, "by_batch": by_batch}


def answers(model, options, ids):
    found = {}
    for frames in options.windows:
        window = model.window(frames * model.k) if frames else []
        first, whole = measured(lambda: model.answer(window, ids, options.tokens)[:2], options.runs)
        after = (whole["median"] - first["median"]) / max(1, options.tokens - 1)
        found[str(frames)] = {"first_s": first, "token_s": after, "all_s": whole}
    return found


def modes(model, options, ids):
    pixels = torch.randn(1, 3, model.size, model.size)
    # BOS is not kept; the separator and the VoCo rows are
    full, voco = model.window(model.vision_tokens + 2 + model.k), model.window(model.k)
    bytes_of = {"none": 0, "full": kept_bytes(full), "voco": kept_bytes(voco)}
    tokens, runs = options.tokens, options.runs
    took = {
        "none": measured(lambda: model.from_picture(pixels, ids, tokens).sum(), runs)[0],
        "full": measured(lambda: model.answer(full, ids, tokens)[:2], runs)[1],
        "voco": measured(lambda: model.answer(voco, ids, tokens)[:2], runs)[1],
    }
    return {name: {"seconds": took[name], "bytes_fp32": bytes_of[name]} for name in took}


def kept_bytes(window):
    return sum(t.numel() * t.element_size() for pair in window for t in pair)


def questions(model, options):
    window = model.window(MANY_WINDOW * model.k)
    check(model, window, options)
    found = {"window": MANY_WINDOW, "count": options.questions}
    spread = options.question_tokens // 4
    for name, off in {"equal_lengths": 0, "padded": spread}.items():
        lengths = torch.arange(options.questions) % (2 * off + 1) - off + options.question_tokens
        ids = torch.randint(3, 259, (options.questions, int(lengths.max())))

        def ask(ids=ids, lengths=lengths):
            return model.answer(window, ids, options.tokens, lengths)[:2]

        took = measured(ask, options.runs)[1]
        hundredth = took["median"] / options.questions
        found[name] = {"all_s": took, "each_s": hundredth, "longest": int(lengths.max())}
    return found


def check(model, window, options):
    """A padded question gets the answer that it gets alone; else what is timed is wrong."""
    lengths = torch.tensor([options.question_tokens - 3, options.question_tokens])
    ids = torch.randint(3, 259, (2, options.question_tokens))
    together = model.answer(window, ids, options.tokens, lengths)[2]
    alone = model.answer(window, ids[:1, 3:], options.tokens)[2]
    assert torch.equal(together[:1], alone), f"padding changes an answer: {together}, {alone}"


def conditions(model, options):
    told = {k: v for k, v in sorted(os.environ.items()) if k.startswith(TOLD)}
    settings = torch.__config__.show().splitlines()
    libraries = [s.strip(" -") for s in settings if "MKL" in s and "Version" in s or "oneAPI" in s]
    c = model.config
    return {
        "checkpoint": str(options.directory or "random weights, shape mid"),
        "torch": torch.__version__, "transformers": transformers.__version__,
        "python": platform.python_version(), "threads": torch.get_num_threads(),
        "interop_threads": torch.get_num_interop_threads(), "libraries": libraries + [
            "MKL " + ("on" if torch.backends.mkl.is_available() else "off"),
            "oneDNN " + ("on" if torch.backends.mkldnn.is_available() else "off"),
        ],
        "cpu": torch.backends.cpu.get_cpu_capability(), "processor": processor(),
        "load": os.getloadavg(), "environment": told, "dtype": "fp32", "attention": "sdpa",
        "shape": {k: c.get(k) for k in MID}, "question_tokens": options.question_tokens,
        "answer_tokens": options.tokens, "runs": options.runs,
    }


def processor():
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def run(options):
    torch.manual_seed(7)
    model = Model(options.directory)
    ids = torch.randint(3, 259, (1, options.question_tokens))
    gemm = gemm_rate(options.runs)
    compressed = stage1(model, options, gemm)
    answered = answers(model, options, ids)
    found = {"gemm_gflops": gemm, "stage1": compressed, "answer": {"windows": answered}}
    if str(MANY_WINDOW) in answered:
        window = answered[str(MANY_WINDOW)]["all_s"]["median"]
        encoding = MANY_WINDOW / compressed["frames_per_s"] + window
        found["answer"] |= {"window64_s": window, "reencode64_s": encoding}
        found["answer"]["ratio"] = encoding / window
    found["modes"] = modes(model, options, ids)
    found["questions"] = questions(model, options)
    return found | {"conditions": conditions(model, options)}


def show(found):
    for key, value in found["conditions"].items():
        print(f"{key}: {value}")
    one = found["stage1"]
    print(f"\nGEMM 2048^3: {found['gemm_gflops']:.1f} GFLOP/s")
    for batch, took in one["by_batch"].items():
        print(f"stage 1, batch {batch}: {took['frames_per_s']:.3f} frames/s, {times(took)}")
    share = f"{one['share_of_gemm']:.0%} of the GEMM rate"
    print(f"stage 1: {one['gflop_per_frame']:.1f} GFLOP a frame, {share}")
    for frames, took in found["answer"]["windows"].items():
        print(
            f"answer over {frames} frames: first token {times(took['first_s'])}, "
            f"then {took['token_s']:.4f} s a token, all {times(took['all_s'])}"
        )
    if "ratio" in found["answer"]:
        print(f"re-encoding 64 frames takes {found['answer']['ratio']:.0f} times as long")
    for name, mode in found["modes"].items():
        print(f"cache {name}: {times(mode['seconds'])}, {mode['bytes_fp32']} bytes")
    for name in ("equal_lengths", "padded"):
        took = found["questions"][name]
        print(
            f"{found['questions']['count']} questions at once, {name}: "
            f"{took['each_s']:.4f} s each, all {times(took['all_s'])}"
        )


def times(took):
    spread = f"{took['least']:.4f} to {took['most']:.4f}"
    return f"{took['median']:.4f} s ({spread} in {took['runs']} runs)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", nargs="?", type=Path, help="a generated checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--windows", type=int, nargs="+", default=[0, 16, 64, 256])
    parser.add_argument("--question-tokens", type=int, default=32)
    parser.add_argument("--tokens", type=int, default=4, help="of an answer")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--json", action="store_true", help="print one object and nothing else")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with torch.inference_mode():
        found = run(options)
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        show(found)


if __name__ == "__main__":
    main()
