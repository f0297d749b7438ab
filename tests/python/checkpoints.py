"""Writes the models of cases.py as the directories that people have."""

import json
import shutil

import torch
from safetensors.torch import save_file
from transformers import LlamaTokenizer, LlavaProcessor

from models import (
    IMAGE_TOKEN,
    MAX_POSITIONS,
    PAD_TOKEN,
    PROJECTOR,
    TOWER,
    TOWER_DIRECTORY,
    llava,
)
from pictures import hugging_face
from words import BOS, EOS, IMAGE_SYSTEM


def llava_tensors(case, parts):
    """LLaVA's names, by part: decoder, projector, tower."""
    decoder = dict(parts.decoder.state_dict())
    if case.decoder.tied:
        decoder.pop("lm_head.weight")
    projector = {PROJECTOR + k: v for k, v in parts.projector.state_dict().items()}
    tower = {TOWER + k: v for k, v in tower_tensors(parts.tower).items()}
    return decoder, projector, tower


def tower_tensors(tower):
    """CLIP's names without the vision_model. in front, which only some versions have."""
    return {k.removeprefix("vision_model."): v for k, v in tower.state_dict().items()}


def write(case, parts, tokenizer_model, directory):
    """A complete checkpoint directory."""
    if directory.exists():
        shutil.rmtree(directory)
    directory.mkdir(parents=True)
    (directory / "tokenizer.model").write_bytes(tokenizer_model)
    if case.layout == "hf":
        write_hugging_face(case, parts, directory)
    else:
        write_json(directory / "added_tokens.json", added_tokens(case))
        (write_llava if case.layout == "llava" else write_released)(case, parts, directory)
    for file in directory.rglob("*.safetensors"):
        file.chmod(0o644)


def added_tokens(case):
    if case.layout == "llava":
        return {"<voco>": case.voco}
    return {"<image>": IMAGE_TOKEN, "<pad>": PAD_TOKEN, "<voco>": case.voco}


def our_keys(case):
    """What config.json has beyond the keys of the layout."""
    keys = {"voco_name": case.name, "voco_tokens": case.k, "trained": False}
    if case.system != IMAGE_SYSTEM:
        keys["voco_system_prompt"] = case.system
    return keys | {"image_aspect_ratio": case.aspect}


def write_llava(case, parts, directory):
    dtype = getattr(torch, case.dtype)
    decoder, projector, tower = [
        {k: v.to(dtype).contiguous() for k, v in part.items()}
        for part in llava_tensors(case, parts)
    ]
    if case.parts == "shards":
        write_shards(decoder | projector | tower, directory, 3)
    elif case.parts == "clip":
        save_file(decoder, directory / "model.safetensors", {"format": "pt"})
        save_file(projector, directory / "mm_projector.safetensors", {"format": "pt"})
        write_clip(case, tower, directory / TOWER_DIRECTORY)
    else:
        tensors = decoder | projector | tower | unread(case)
        save_file(tensors, directory / "model.safetensors", {"format": "pt"})
    if case.parts != "clip":
        write_json(directory / "preprocessor_config.json", preprocessor_config(case))
    write_json(directory / "config.json", llava_config(case))
    tokens = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<unk>"}
    extra = {"additional_special_tokens": ["<voco>"]}
    write_json(directory / "special_tokens_map.json", tokens | extra)
    kind = {"tokenizer_class": "LlamaTokenizer", "legacy": False, "add_bos_token": True}
    kind |= {"add_eos_token": False, "padding_side": "left", "model_max_length": MAX_POSITIONS}
    write_json(directory / "tokenizer_config.json", tokens | kind)


def unread(case):
    """Rotation frequencies, which older exports have and nothing reads."""
    half = case.decoder.head_dim // 2
    return {"model.layers.0.self_attn.rotary_emb.inv_freq": 10000.0 ** (-torch.arange(half) / half)}


def llava_config(case):
    d = case.decoder
    family = "LlavaQwen" if d.qkv_bias else "LlavaLlama"
    config = {
        "architectures": [family + "ForCausalLM"],
        "model_type": "llava_qwen" if d.qkv_bias else "llava_llama",
        "hidden_size": d.hidden, "intermediate_size": d.inner, "num_hidden_layers": d.layers,
        "num_attention_heads": d.heads, "rms_norm_eps": d.eps, "hidden_act": "silu",
        "max_position_embeddings": MAX_POSITIONS, "vocab_size": case.rows,
        "tie_word_embeddings": d.tied, "bos_token_id": BOS, "eos_token_id": EOS,
        "torch_dtype": case.dtype, "rope_scaling": None, "mm_hidden_size": case.vision.hidden,
        "mm_projector_type": case.projector, "mm_patch_merge_type": "flat",
        "mm_vision_tower": TOWER_DIRECTORY if case.parts == "clip" else "bundled",
        "mm_vision_select_layer": case.vision.select_layer,
        "mm_vision_select_feature": case.vision.feature,
        "mm_use_im_start_end": False, "mm_use_im_patch_token": False,
        "tokenizer_padding_side": "left", "tokenizer_model_max_length": MAX_POSITIONS,
    }
    # what has LLaMA's value is left out, as older files do
    if d.theta != 10000.0:
        config["rope_theta"] = d.theta
    if d.kv_heads != d.heads:
        config["num_key_value_heads"] = d.kv_heads
    if d.head_dim * d.heads != d.hidden:
        config["head_dim"] = d.head_dim
    bundled = {} if case.parts == "clip" else {"vision_config": clip_config(case)}
    return config | our_keys(case) | bundled


def clip_config(case):
    v = case.vision
    return {
        "model_type": "clip_vision_model", "hidden_size": v.hidden, "intermediate_size": v.inner,
        "num_hidden_layers": v.layers, "num_attention_heads": v.heads, "image_size": v.image,
        "patch_size": v.patch, "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5,
        "projection_dim": v.hidden,
    }


def preprocessor_config(case):
    config = hugging_face("square", case.vision.image).to_dict()
    keys = ["size", "crop_size", "resample", "image_mean", "image_std", "do_resize"]
    keys += ["do_center_crop", "do_normalize", "do_convert_rgb"]
    plain = json.loads(json.dumps({k: config[k] for k in keys}, default=dict))
    return plain | {"image_processor_type": "CLIPImageProcessor"}


def write_shards(tensors, directory, count):
    names, weight_map = sorted(tensors), {}
    for i in range(count):
        file = f"model-{i + 1:05d}-of-{count:05d}.safetensors"
        held = {k: tensors[k] for k in names[i * len(names) // count:(i + 1) * len(names) // count]}
        save_file(held, directory / file, {"format": "pt"})
        weight_map |= dict.fromkeys(held, file)
    total = sum(t.numel() * t.element_size() for t in tensors.values())
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    write_json(directory / "model.safetensors.index.json", index)


def write_clip(case, tower, directory):
    """A CLIP of its own as OpenAI's is published, with what only its text side needs."""
    directory.mkdir()
    tensors = {"vision_model." + k.removeprefix(TOWER): v for k, v in tower.items()}
    positions = (case.vision.image // case.vision.patch) ** 2 + 1
    tensors["vision_model.embeddings.position_ids"] = torch.arange(positions)[None]
    tensors["logit_scale"] = torch.tensor(4.6)
    tensors["visual_projection.weight"] = torch.ones(4, case.vision.hidden).half()
    tensors["text_model.final_layer_norm.weight"] = torch.ones(4).half()
    save_file(tensors, directory / "model.safetensors", {"format": "pt"})
    config = {"architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": 4}
    write_json(directory / "config.json", config | {"vision_config": clip_config(case)})
    write_json(directory / "preprocessor_config.json", preprocessor_config(case))


def tokenizer(case, directory):
    """Hugging Face's conversion of the tokenizer.model that lies in the directory."""
    theirs = LlamaTokenizer.from_pretrained(directory)
    theirs.add_special_tokens({"extra_special_tokens": list(added_tokens(case))})
    return theirs


def write_hugging_face(case, parts, directory):
    """
    What transformers writes and nothing else, with our keys in config.json.

    That is: tokens in tokenizer.json only, the picture's settings in processor_config.json only.
    """
    stored = llava(case).to(torch.float16)
    stored.load_state_dict(parts.whole.state_dict())
    stored.save_pretrained(directory)
    images = hugging_face("square", case.vision.image)
    words = tokenizer(case, directory)
    (directory / "tokenizer.model").unlink()
    LlavaProcessor(
        image_processor=images, tokenizer=words, patch_size=case.vision.patch,
        vision_feature_select_strategy="default", num_additional_image_tokens=1,
    ).save_pretrained(directory)
    config = json.loads((directory / "config.json").read_text())
    write_json(directory / "config.json", config | our_keys(case))


def write_released(case, parts, directory):
    """The names and the config of the published llava-hf models."""
    tensors = {released_name(k): v.half() for k, v in parts.whole.state_dict().items()}
    save_file(tensors, directory / "model.safetensors", {"format": "pt"})
    write_json(directory / "config.json", released_config(case) | our_keys(case))
    images = preprocessor_config(case) | {"do_rescale": True, "rescale_factor": 1 / 255}
    write_json(directory / "preprocessor_config.json", images)


def released_name(name):
    for ours, theirs in {
        "model.language_model.": "language_model.model.",
        "lm_head.": "language_model.lm_head.",
        "model.multi_modal_projector.": "multi_modal_projector.",
        "model.vision_tower.vision_model.": "vision_tower.vision_model.",
        "model.vision_tower.": "vision_tower.vision_model.",
    }.items():
        if name.startswith(ours):
            return theirs + name.removeprefix(ours)
    raise ValueError(name)


def released_config(case):
    d, v = case.decoder, case.vision
    text = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "torch_dtype": "float16",
        "hidden_size": d.hidden, "intermediate_size": d.inner, "num_hidden_layers": d.layers,
        "num_attention_heads": d.heads, "num_key_value_heads": d.kv_heads,
        "rms_norm_eps": d.eps, "max_position_embeddings": MAX_POSITIONS, "vocab_size": case.rows,
    }
    vision = {
        "model_type": "clip_vision_model", "hidden_size": v.hidden, "intermediate_size": v.inner,
        "num_hidden_layers": v.layers, "num_attention_heads": v.heads, "image_size": v.image,
        "patch_size": v.patch, "projection_dim": v.hidden, "vocab_size": case.rows,
    }
    return {
        "architectures": ["LlavaForConditionalGeneration"], "model_type": "llava",
        "ignore_index": -100, "image_token_index": IMAGE_TOKEN, "pad_token_id": PAD_TOKEN,
        "projector_hidden_act": "gelu", "torch_dtype": "float16", "vocab_size": case.rows,
        "vision_feature_layer": v.select_layer, "vision_feature_select_strategy": "default",
        "text_config": text, "vision_config": vision,
    }


def write_json(path, content):
    path.write_text(json.dumps(content, indent=1) + "\n")
