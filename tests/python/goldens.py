"""Golden values for model-runtime, computed by implementations that are not ours.

Pillow resizes, SentencePiece tokenises, Hugging Face's CLIP and LLaMA compute, on the
generated checkpoint of seed 7:

    voco model generate --seed 7 --out /tmp/tiny
    pip install -r tests/python/requirements.txt
    python tests/python/goldens.py /tmp/tiny model-runtime/src/test/resources/goldens

The frame, VoCo tokens and text go through one masked pass here, without any cache; the
Java side compresses first and answers from the cache. Equal logits mean equal mathematics.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2
from transformers import CLIPVisionConfig, CLIPVisionModel, LlamaConfig, LlamaForCausalLM

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
QUESTION = "What is the color of the car?"
SYSTEM = (
    "A chat between a curious user and an artificial intelligence assistant of the image. "
    "The assistant gives helpful, detailed, and polite answers to the user's questions."
)


def tokenizer_without_prefix(path):
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(path.read_bytes())
    model.normalizer_spec.add_dummy_prefix = False
    return SentencePieceProcessor(model_proto=model.SerializeToString())


def clip(config, weights):
    vision = CLIPVisionConfig(**config["vision_config"], attn_implementation="eager")
    model = CLIPVisionModel(vision)
    prefix = "model.vision_tower.vision_tower."
    theirs = {k[len(prefix):]: v for k, v in weights.items() if k.startswith(prefix)}
    if not any(k.startswith("vision_model.") for k in model.state_dict()):
        theirs = {k.removeprefix("vision_model."): v for k, v in theirs.items()}
    missing, unexpected = model.load_state_dict(theirs, strict=False)
    assert not unexpected and all("position_ids" in m for m in missing), (missing, unexpected)
    return model.eval()


def llama(config, weights):
    keys = ["hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads"]
    keys += ["num_key_value_heads", "head_dim", "rms_norm_eps", "max_position_embeddings"]
    keys += ["vocab_size", "hidden_act", "tie_word_embeddings"]
    rope = {"rope_type": "default", "rope_theta": config["rope_theta"]}
    read = LlamaConfig(
        **{k: config[k] for k in keys}, rope_parameters=rope, attn_implementation="eager"
    )
    model = LlamaForCausalLM(read)
    ours = {k: v for k, v in weights.items() if "mm_projector" not in k and "vision" not in k}
    model.load_state_dict(ours, strict=True)
    return model.eval()


def projector(weights):
    first = torch.nn.Linear(*reversed(weights["model.mm_projector.0.weight"].shape))
    second = torch.nn.Linear(*reversed(weights["model.mm_projector.2.weight"].shape))
    model = torch.nn.Sequential(first, torch.nn.GELU(), second)
    prefix = "model.mm_projector."
    model.load_state_dict(
        {k[len(prefix):]: v for k, v in weights.items() if k.startswith(prefix)}
    )
    return model


def voco_mask(length, first, last):
    row = torch.arange(length)[:, None]
    column = torch.arange(length)[None, :]
    allowed = (column <= row) & ((row <= last) | (column >= first))
    return torch.zeros(length, length).masked_fill(~allowed, torch.finfo(torch.float32).min)


def run(directory):
    config = json.loads((directory / "config.json").read_text())
    preprocessor = json.loads((directory / "preprocessor_config.json").read_text())
    weights = load_file(directory / "model.safetensors")
    tokenizer = tokenizer_without_prefix(directory / "tokenizer.model")
    voco = json.loads((directory / "added_tokens.json").read_text())["<voco>"]
    mean, std = preprocessor["image_mean"], preprocessor["image_std"]

    square = pad_and_resize(noise(5, 120, 80), preprocessor["crop_size"], mean)
    pixels = torch.from_numpy(np.array(square)).permute(2, 0, 1).float()[None] / 255
    pixels = (pixels - torch.tensor(mean).view(3, 1, 1)) / torch.tensor(std).view(3, 1, 1)
    seen = clip(config, weights)(pixel_values=pixels, output_hidden_states=True)
    features = seen.hidden_states[config["mm_vision_select_layer"]][:, 1:]

    decoder = llama(config, weights)
    embed = decoder.get_input_embeddings()
    k = config["voco_tokens"]
    separator = tokenizer.encode(" \n")
    text = tokenizer.encode(f"\n{SYSTEM} USER: {QUESTION} ASSISTANT:")
    vision = projector(weights)(features)

    def logits(ids):
        tokens = torch.tensor([separator + [voco] * k + ids])
        x = torch.cat([embed(torch.tensor([[1]])), vision, embed(tokens)], dim=1)
        first = 1 + vision.shape[1] + len(separator)
        mask = voco_mask(x.shape[1], first, first + k - 1)[None, None]
        out = decoder(inputs_embeds=x, attention_mask=mask, use_cache=False)
        return out.logits[0, -len(ids):]

    on_text = logits(text)
    answer = []
    for _ in range(12):
        scores = logits(text + answer)[-1]
        scores[voco] = -torch.inf
        answer.append(int(scores.argmax()))
        if answer[-1] == config["eos_token_id"]:
            break
    plain = decoder(torch.tensor([text]), use_cache=False).logits[0, -1]
    return {
        "question": QUESTION,
        "text_ids": text,
        "features_first_rows": rounded(features[0, :6]),
        "features_row_sums": rounded(features[0].sum(1)),
        "plain_last_logits": rounded(plain),
        "voco_last_logits": rounded(on_text[-1]),
        "voco_argmax": on_text.argmax(1).tolist(),
        "answer_ids": answer,
    }


def rounded(tensor):
    return [float(f"{value:.8g}") for value in tensor.flatten().tolist()]


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
    torch.set_num_threads(1)
    with torch.no_grad():
        write(out / "transformers.json", run(directory))


def write(path, content):
    path.write_text(json.dumps(content, ensure_ascii=True, indent=None) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
