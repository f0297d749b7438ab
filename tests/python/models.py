"""The models of cases.py in Hugging Face's classes, with seeded weights or a directory's."""

import math
from collections import OrderedDict

import torch
from safetensors.torch import load_file
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModel,
    LlamaConfig,
    LlamaForCausalLM,
    LlavaConfig,
    LlavaForConditionalGeneration,
    Qwen2Config,
    Qwen2ForCausalLM,
)

from words import BOS, EOS

MAX_POSITIONS = 1024
IMAGE_TOKEN, PAD_TOKEN = 340, 341
TOWER_DIRECTORY = "clip"
TOWER = "model.vision_tower.vision_tower.vision_model."
PROJECTOR = "model.mm_projector."


def vision_config(case):
    v = case.vision
    return CLIPVisionConfig(
        image_size=v.image, patch_size=v.patch, hidden_size=v.hidden, intermediate_size=v.inner,
        num_hidden_layers=v.layers, num_attention_heads=v.heads, projection_dim=v.hidden,
        attn_implementation="eager",
    )


def decoder_config(case):
    d = case.decoder
    return (Qwen2Config if d.qkv_bias else LlamaConfig)(
        hidden_size=d.hidden, intermediate_size=d.inner, num_hidden_layers=d.layers,
        num_attention_heads=d.heads, num_key_value_heads=d.kv_heads, head_dim=d.head_dim,
        rms_norm_eps=d.eps, rope_parameters={"rope_type": "default", "rope_theta": d.theta},
        max_position_embeddings=MAX_POSITIONS, vocab_size=case.rows, tie_word_embeddings=d.tied,
        bos_token_id=BOS, eos_token_id=EOS, attn_implementation="eager",
    )


def projector(case):
    wide, layers = case.decoder.hidden, OrderedDict()
    if case.projector == "linear":
        return torch.nn.Linear(case.vision.hidden, wide)
    layers["0"] = torch.nn.Linear(case.vision.hidden, wide)
    for i in range(1, int(case.projector[3])):
        layers[str(2 * i - 1)] = torch.nn.GELU()
        layers[str(2 * i)] = torch.nn.Linear(wide, wide)
    return torch.nn.Sequential(layers)


def llava(case):
    """Hugging Face's own LLaVA of a case."""
    return LlavaForConditionalGeneration(
        LlavaConfig(
            vision_config=vision_config(case), text_config=decoder_config(case),
            image_token_index=IMAGE_TOKEN, projector_hidden_act="gelu",
            vision_feature_layer=case.vision.select_layer, vision_feature_select_strategy="default",
            image_seq_length=case.vision.tokens, tie_word_embeddings=case.decoder.tied,
            attn_implementation="eager",
        )
    )


class Parts:
    """
    A model's three parts in fp32: tower [B, 3, s, s] to hidden states, projector, decoder.

    decoder is called with inputs_embeds, a 4-D mask that is added, and position_ids;
    layers are its layers; whole is Hugging Face's LLaVA if the parts come from one.
    """

    def __init__(self, tower, projector, decoder, whole=None):
        self.tower, self.projector, self.decoder, self.whole = tower, projector, decoder, whole
        self.embed = decoder.get_input_embeddings()
        self.layers = decoder.model.language_model.layers if whole else decoder.model.layers
        for part in (tower, projector, decoder):
            part.eval().requires_grad_(False)

    @staticmethod
    def of(case):
        if case.layout == "llava":
            causal = Qwen2ForCausalLM if case.decoder.qkv_bias else LlamaForCausalLM
            tower = CLIPVisionModel(vision_config(case))
            return Parts(tower, projector(case), causal(decoder_config(case)))
        return Parts.of_llava(llava(case))

    @staticmethod
    def of_llava(whole):
        return Parts(whole.model.vision_tower, whole.model.multi_modal_projector, whole, whole)

    def to(self, dtype):
        for part in (self.tower, self.projector, self.decoder):
            part.to(dtype)
        return self

    def modules(self):
        return [self.whole] if self.whole else [self.tower, self.projector, self.decoder]


def spread(name, shape):
    """How far values lie from their mean: far enough that every part of the model matters."""
    if name.endswith("position_embedding.weight") or name.endswith("embed_tokens.weight"):
        return 0.5
    if name.endswith("class_embedding"):
        return 1.0
    if len(shape) == 1:
        return 0.2
    inputs = math.prod(shape[1:])
    wider = {"q_proj": 1.5, "k_proj": 1.5, "lm_head": 2.0}
    return next((f for part, f in wider.items() if part in name), 1.0) / math.sqrt(inputs)


def seed(case, attempt, parts):
    """Random weights, rounded to what the files will hold."""
    random = torch.Generator().manual_seed(1000 * case.seed + attempt)
    dtype = getattr(torch, case.dtype)
    stored = torch.float16 if dtype == torch.float32 else dtype
    for module in parts.modules():
        for name, value in module.named_parameters():
            drawn = torch.randn(value.shape, generator=random) * spread(name, value.shape)
            is_norm_scale = "norm" in name and name.endswith("weight")
            value.data = (drawn + 1.0 if is_norm_scale else drawn).to(stored).float()


def read(case, directory):
    """The parts in fp32 from the files alone."""
    if case.layout != "llava":
        whole = LlavaForConditionalGeneration.from_pretrained(
            directory, dtype=torch.float32, attn_implementation="eager", local_files_only=True
        )
        return Parts.of_llava(whole)
    tensors = {}
    for file in sorted(directory.glob("*.safetensors")):
        tensors |= load_file(file)
    if case.parts == "clip":
        clip = load_file(directory / TOWER_DIRECTORY / "model.safetensors")
        seen = "vision_model."
        tensors |= {TOWER + k.removeprefix(seen): v for k, v in clip.items() if k.startswith(seen)}
    parts = Parts.of(case)
    load(parts.tower, tower_names(parts.tower, under(tensors, TOWER)))
    load(parts.projector, under(tensors, PROJECTOR))
    apart = (PROJECTOR, "model.vision_tower.")
    decoder = {k: v for k, v in tensors.items() if not k.startswith(apart) and "inv_freq" not in k}
    if case.decoder.tied:
        decoder["lm_head.weight"] = decoder["model.embed_tokens.weight"]
    load(parts.decoder, decoder)
    return parts


def under(tensors, prefix):
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def tower_names(tower, tensors):
    is_nested = any(k.startswith("vision_model.") for k in tower.state_dict())
    read = {k: v for k, v in tensors.items() if not k.endswith("position_ids")}
    return {("vision_model." if is_nested else "") + k: v for k, v in read.items()}


def load(module, tensors):
    module.load_state_dict({k: v.float() for k, v in tensors.items()}, strict=True)
