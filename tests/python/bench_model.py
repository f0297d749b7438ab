"""A LLaVA-layout model in Hugging Face's classes, and what bench_hf.py does with it."""

import json
import time

import torch
from safetensors.torch import load_file
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModel,
    DynamicCache,
    LlamaConfig,
    LlamaForCausalLM,
)
from transformers.models.llama.modeling_llama import apply_rotary_pos_emb

SEPARATOR = [13, 14]
MID = {
    "hidden_size": 768, "intermediate_size": 2048, "num_hidden_layers": 12,
    "num_attention_heads": 12, "num_key_value_heads": 12, "rms_norm_eps": 1e-5,
    "max_position_embeddings": 4096, "vocab_size": 32001, "rope_theta": 10000.0, "voco_tokens": 2,
    "mm_vision_select_layer": -2, "bos_token_id": 1,
    "vision_config": {
        "image_size": 336, "patch_size": 14, "hidden_size": 768, "intermediate_size": 3072,
        "num_hidden_layers": 12, "num_attention_heads": 12,
    },
}


class Model:
    """The three parts, and what is done with them."""

    def __init__(self, directory):
        self.config = json.loads((directory / "config.json").read_text()) if directory else MID
        c = self.config
        vision = {k: v for k, v in c["vision_config"].items() if k != "model_type"}
        self.tower = CLIPVisionModel(CLIPVisionConfig(**vision, attn_implementation="sdpa"))
        keys = ("hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads")
        keys += ("num_key_value_heads", "head_dim", "rms_norm_eps", "max_position_embeddings")
        keys += ("vocab_size", "tie_word_embeddings")
        rope = {"rope_type": "default", "rope_theta": c.get("rope_theta", 10000.0)}
        self.decoder = LlamaForCausalLM(
            LlamaConfig(
                **{k: c[k] for k in keys if k in c}, rope_parameters=rope,
                attn_implementation="sdpa",
            )
        )
        seen, wide = c["vision_config"]["hidden_size"], c["hidden_size"]
        first, second = torch.nn.Linear(seen, wide), torch.nn.Linear(wide, wide)
        self.projector = torch.nn.Sequential(first, torch.nn.GELU(), second)
        if directory:
            self.load(load_file(directory / "model.safetensors"))
        for part in (self.tower, self.projector, self.decoder):
            part.float().eval().requires_grad_(False)
        self.k = c["voco_tokens"]
        self.size, self.select = vision["image_size"], c.get("mm_vision_select_layer", -2)
        self.vision_tokens = (vision["image_size"] // vision["patch_size"]) ** 2

    def load(self, weights):
        joint, tower = "model.mm_projector.", "model.vision_tower.vision_tower.vision_model."
        nested = next(iter(self.tower.state_dict())).startswith("vision_model.")
        parts = {"": {}, joint: {}, tower: {}}
        for name, value in weights.items():
            prefix = next((p for p in (joint, tower) if name.startswith(p)), "")
            inner = "vision_model." if prefix == tower and nested else ""
            if not name.endswith(("inv_freq", "position_ids")):
                parts[prefix][inner + name.removeprefix(prefix)] = value.float()
        self.decoder.load_state_dict(parts[""], strict="lm_head.weight" in parts[""])
        self.projector.load_state_dict(parts[joint])
        self.tower.load_state_dict(parts[tower])

    def embed(self, ids):
        return self.decoder.get_input_embeddings()(ids)

    def see(self, pixels):
        """[B, 3, s, s] to [B, n, D]."""
        states = self.tower(pixel_values=pixels, output_hidden_states=True).hidden_states
        return self.projector(states[self.select][:, 1:])

    def frames(self, pixels, k):
        """The decoder's input rows of frames: [B, P + k, D]."""
        vision = self.see(pixels)
        bos = torch.tensor([self.config.get("bos_token_id", 1)])
        voco = torch.tensor(SEPARATOR + [self.config["vocab_size"] - 1] * k)
        around = [self.embed(ids).expand(len(vision), -1, -1) for ids in (bos, voco)]
        return torch.cat([around[0], vision, around[1]], dim=1)

    def compress(self, pixels):
        """K/V of the VoCo rows in every layer, the keys rotated as this pass rotated them."""
        cache = DynamicCache()
        x = self.frames(pixels, self.k)
        self.decoder.model(inputs_embeds=x, past_key_values=cache, use_cache=True)
        pairs = [(c.keys, c.values) for c in cache.layers]
        return [tuple(t[:, :, -self.k:].clone() for t in pair) for pair in pairs]

    def window(self, rows):
        """K/V of so many cached rows, keys rotated by rank: what memory holds before a question."""
        d = self.decoder.config
        shape = (1, d.num_key_value_heads, rows, d.head_dim)
        positions = torch.arange(rows)[None]
        cos, sin = self.decoder.model.rotary_emb(torch.zeros(1), positions)
        held = []
        for _ in range(d.num_hidden_layers):
            key = torch.randn(shape)
            held.append((apply_rotary_pos_emb(key, key, cos, sin)[0], torch.randn(shape)))
        return held

    def answer(self, window, ids, tokens, lengths=None):
        """
        Greedy tokens after a question of each row of ids [B, T], which may be padded left.

        Returns the seconds until the first tokens, until all of them, and the tokens [B, tokens].
        """
        began = time.perf_counter()
        batch, text = ids.shape
        cache = DynamicCache()
        for layer, (keys, values) in enumerate(window):
            cache.update(keys.expand(batch, -1, -1, -1), values.expand(batch, -1, -1, -1), layer)
        past = window[0][0].shape[2] if window else 0
        pads = text - (lengths if lengths is not None else torch.full((batch,), text))
        mask = question_mask(past, text, pads)
        positions = (past + torch.arange(text)[None] - pads[:, None]).clamp(min=0)
        said = [self.step(ids, positions, mask, cache)]
        first = time.perf_counter() - began
        for i in range(1, tokens):
            readable = torch.ones(batch, 1, 1, past + text + i, dtype=torch.bool)
            readable[:, 0, 0, past:past + text] = mask[:, 0, -1, past:]
            alone = batch == 1 or not bool(pads.any())
            at = (past + text - pads + i - 1)[:, None]
            said.append(self.step(said[-1], at, None if alone else readable, cache))
        return first, time.perf_counter() - began, torch.cat(said, dim=1)

    def step(self, ids, positions, mask, cache):
        out = self.decoder(
            input_ids=ids, position_ids=positions, attention_mask=mask, past_key_values=cache,
            use_cache=True, logits_to_keep=1,
        )
        return out.logits[:, -1].argmax(-1, keepdim=True)

    def from_picture(self, pixels, ids, tokens):
        """Nothing is cached: picture and question in one pass, then token by token."""
        cache = DynamicCache()
        x = torch.cat([self.frames(pixels, 0), self.embed(ids)], dim=1)
        out = self.decoder(inputs_embeds=x, past_key_values=cache, use_cache=True, logits_to_keep=1)
        for i in range(1, tokens):
            ids = out.logits[:, -1].argmax(-1, keepdim=True)
            out = self.decoder(input_ids=ids, past_key_values=cache, use_cache=True)
        return out.logits

    def stage1_flops(self):
        """Of one frame, as transformers computes it: every layer of the tower, no head."""
        v, d = self.config["vision_config"], self.decoder.config
        n, rows = self.vision_tokens + 1, self.vision_tokens + 3 + self.k
        kv = d.num_key_value_heads * d.head_dim
        q = d.num_attention_heads * d.head_dim
        tower = 4 * v["hidden_size"] ** 2 + 2 * v["hidden_size"] * v["intermediate_size"]
        layer = 2 * d.hidden_size * (q + kv) + 3 * d.hidden_size * d.intermediate_size
        # sdpa skips what a causal mask hides
        seen = v["num_hidden_layers"] * (2 * n * tower + 4 * n * n * v["hidden_size"])
        read = d.num_hidden_layers * (2 * rows * layer + 2 * rows * rows * q)
        patches = 2 * (n - 1) * 3 * v["patch_size"] ** 2 * v["hidden_size"]
        joint = 2 * (n - 1) * d.hidden_size * (v["hidden_size"] + d.hidden_size)
        return seen + read + patches + joint


def question_mask(past, text, pads):
    """Rows read the window and earlier text, never a pad; true = may: [B, 1, text, past + text]."""
    i, j = torch.arange(text)[:, None], torch.arange(text)[None, :]
    earlier = (j <= i)[None] & (j[None] >= pads[:, None, None])
    # a padded row sees itself, so that no row is empty
    earlier = earlier | ((i == j)[None] & (j[None] < pads[:, None, None]))
    window = torch.ones(len(pads), text, past, dtype=torch.bool)
    return torch.cat([window, earlier], dim=2)[:, None]
