"""Golden values for model-runtime, computed by implementations that are not ours.

Pillow resizes and SentencePiece tokenises, on the generated checkpoint of seed 7. What models
compute is in parity.py.

    voco model generate --seed 7 --out /tmp/tiny
    pip install -r tests/python/requirements.txt
    python tests/python/goldens.py /tmp/tiny model-runtime/src/test/resources/goldens
"""

import base64
import json
import sys
from pathlib import Path

from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2

from pictures import noise, pad_and_resize

TEXTS = [
    "What is in front of the camera?",
    "Is the door open?",
    "\nA chat between a curious user and an artificial intelligence assistant of the image.",
    " USER: How many people are there? ASSISTANT:",
    "two  spaces   and more ",
    " leading",
    "",
    " ",
    "Zürich 日本語 🚗 naïve",
    "a<voco>b</s>c<s><unk><0x0A>",
    "▁already▁escaped",
    "tab\tand\nnewline\r\n",
    "AAAAAAAAAAAAAAAA the the the the",
    "nothing happened happenhappen circlecirclecircle",
    "lll sss ssss lllll geaquaqu",
]
SIZES = [(32, 32), (64, 64), (20, 13), (33, 97), (321, 123), (1, 7), (31, 32), (200, 3)]


def tokenizer_without_prefix(path):
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(path.read_bytes())
    model.normalizer_spec.add_dummy_prefix = False
    return SentencePieceProcessor(model_proto=model.SerializeToString())


def main():
    directory, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    mean = json.loads((directory / "preprocessor_config.json").read_text())["image_mean"]
    pictures = []
    for i, (width, height) in enumerate(SIZES):
        resized = pad_and_resize(noise(i + 1, width, height), 32, mean)
        rgb = base64.b64encode(resized.tobytes()).decode()
        pictures.append({"seed": i + 1, "width": width, "height": height, "rgb": rgb})
    write(out / "pillow.json", pictures)
    tokenizer = tokenizer_without_prefix(directory / "tokenizer.model")
    tokens = []
    for text in TEXTS:
        ids = tokenizer.encode(text)
        tokens.append({"text": text, "ids": ids, "decoded": tokenizer.decode(ids)})
    write(out / "sentencepiece.json", tokens)


def write(path, content):
    path.write_text(json.dumps(content, ensure_ascii=True, indent=None) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
