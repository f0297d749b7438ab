"""VoCo-LLaMA as one masked pass through Hugging Face's classes: no cache, no second stage.

A frame is BOS, its vision rows, the separator and k VoCo rows. Who may look at whom is written
here from the definition, for one frame and for several, and given to the decoder as a 4-D mask
that is added to the scores.
"""

from contextlib import contextmanager
from dataclasses import dataclass

import torch
from transformers import DynamicCache

from words import IMAGE

PRE, VOCO, TEXT = 0, 1, 2


@dataclass
class Rows:
    """What each row of a sequence is: its kind, and the frame it belongs to."""

    kind: torch.Tensor
    frame: torch.Tensor

    def __len__(self):
        return len(self.kind)

    def of(self, kind, frame=None):
        """The indices of the rows of a kind, of one frame or of all."""
        is_it = self.kind == kind
        if frame is not None:
            is_it = is_it & (self.frame == frame)
        return is_it.nonzero().flatten()


def rows_of(frames, pre, k, text):
    kind = ([PRE] * pre + [VOCO] * k) * frames + [TEXT] * text
    frame = [t for t in range(frames) for _ in range(pre + k)] + [frames] * text
    return Rows(torch.tensor(kind), torch.tensor(frame))


def one_frame_mask(rows, pads=0):
    """M(i, j) = j <= i and not pad(j) and (i <= e or j >= f); a padded row sees itself only."""
    i, j = torch.arange(len(rows))[:, None], torch.arange(len(rows))[None, :]
    voco = rows.of(VOCO)
    f, e = int(voco[0]), int(voco[-1])
    return ((j <= i) & (j >= pads) & ((i <= e) | (j >= f))) | ((i == j) & (i < pads))


def isolated_mask(rows):
    """
    Frames see themselves only, text sees every VoCo row and earlier text; nobody looks ahead.

    For one frame it is the same matrix as one_frame_mask.
    """
    i, j = torch.arange(len(rows))[:, None], torch.arange(len(rows))[None, :]
    is_text = rows.kind == TEXT
    same_frame = (rows.frame[:, None] == rows.frame[None, :]) & ~is_text[:, None]
    reads_voco = is_text[:, None] & (rows.kind == VOCO)[None, :]
    reads_text = is_text[:, None] & is_text[None, :]
    return (j <= i) & (same_frame | reads_voco | reads_text)


def causal_mask(length):
    return torch.ones(length, length).tril().bool()


def added(mask, dtype):
    """[rows, columns] of true = may look, as the 4-D mask that is added to the scores."""
    hidden = torch.finfo(dtype).min
    return torch.zeros(mask.shape, dtype=dtype).masked_fill(~mask, hidden)[None, None]


def compact_positions(rows):
    """Option A: frame r's VoCo rows at P + r k, what it is made from right before, text behind."""
    pre, k, frames = count(rows, PRE), count(rows, VOCO), int(rows.frame.max())
    positions = [p for r in range(frames) for p in range(r * k, r * k + pre + k)]
    return torch.tensor(positions + [pre + frames * k + j for j in range(len(rows.of(TEXT)))])


def count(rows, kind):
    return len(rows.of(kind, 0))


class Reference:
    """Computes on one model what a golden file holds. Pixels are [3, s, s], ids are lists."""

    def __init__(self, case, parts, frame_ids):
        self.case, self.parts, self.frame_ids = case, parts, frame_ids
        self.k = case.k
        self.pre = case.vision.tokens + len(frame_ids) - 1 - self.k
        self.dtype = parts.embed.weight.dtype

    def features(self, pixels):
        """What the tower's chosen layer puts out, without or with the class row: [n, hidden]."""
        v = self.case.vision
        seen = self.parts.tower(pixel_values=pixels[None].to(self.dtype), output_hidden_states=True)
        chosen = seen.hidden_states[v.select_layer][0]
        return chosen if v.feature == "cls_patch" else chosen[1:]

    def vision(self, pixels):
        return self.parts.projector(self.features(pixels))

    def embed(self, ids):
        return self.parts.embed(torch.tensor(ids, dtype=torch.long))

    def frame(self, vision, k=None):
        """A frame's input rows [P + k, D], for k VoCo rows or the case's own number."""
        at = self.frame_ids.index(IMAGE)
        behind = self.frame_ids[at + 1:len(self.frame_ids) - self.k]
        voco = [self.case.voco] * (self.k if k is None else k)
        return torch.cat([self.embed(self.frame_ids[:at]), vision, self.embed(behind + voco)])

    def run(self, x, mask, positions=None, **wanted):
        """One pass over input rows [L, D] or a batch [B, L, D], without any cache."""
        x = x if x.dim() == 3 else x[None]
        mask = torch.cat([added(m, self.dtype) for m in (mask if mask.dim() == 3 else mask[None])])
        positions = torch.arange(x.shape[1]) if positions is None else positions
        positions = positions[None].expand(len(x), -1)
        return self.parts.decoder(
            inputs_embeds=x, attention_mask=mask, position_ids=positions, use_cache=False, **wanted
        )

    def single(self, vision, text, k=None):
        """The logits of the text rows behind one frame: [text, vocabulary]."""
        k = self.k if k is None else k
        rows = rows_of(1, self.pre, k, len(text))
        x = torch.cat([self.frame(vision, k), self.embed(text)])
        return self.run(x, one_frame_mask(rows)).logits[0, rows.of(TEXT)]

    def voco_rows(self, vision, text):
        """K before rotation and V of that pass's VoCo rows, in every layer: [kvHeads k, d]."""
        rows = rows_of(1, self.pre, self.k, len(text))
        x = torch.cat([self.frame(vision), self.embed(text)])
        with watched(self.parts.layers) as seen:
            self.run(x, one_frame_mask(rows))
        layers = [(seen[i]["k_proj"], seen[i]["v_proj"]) for i in range(len(self.parts.layers))]
        return [[self.by_head(of[0, rows.of(VOCO)]) for of in pair] for pair in layers]

    def by_head(self, values):
        """[rows, kvHeads d] to [kvHeads rows, d]: all rows of the first head, then the next."""
        d = self.case.decoder.head_dim
        return values.view(len(values), -1, d).transpose(0, 1).reshape(-1, d)

    def window(self, visions, text):
        """Several frames, oldest first: logits of the text rows, and what the last row looks at."""
        rows = rows_of(len(visions), self.pre, self.k, len(text))
        x = torch.cat([self.frame(v) for v in visions] + [self.embed(text)])
        out = self.run(x, isolated_mask(rows), compact_positions(rows), output_attentions=True)
        last = torch.stack([a[0, :, -1].sum(0) for a in out.attentions]).sum(0)
        masses = torch.stack([last[rows.of(VOCO, r)].sum() for r in range(len(visions))])
        return out.logits[0, rows.of(TEXT)], masses / masses.sum()

    def answer(self, visions, text, tokens):
        """Greedy ids, every step a whole new pass, and by how much each won."""
        ids, margins = [], []
        for _ in range(tokens):
            scores = self.window(visions, text + ids)[0][-1].clone()
            scores[self.case.voco] = -torch.inf
            best = scores.topk(2)
            ids.append(int(best.indices[0]))
            margins.append(float(best.values[0] - best.values[1]))
        return ids, margins

    def full(self, vision, text, k):
        """All of a frame stays readable but BOS; with k VoCo rows in it, or none."""
        rows = rows_of(1, self.pre, k, len(text))
        mask = causal_mask(len(rows))
        mask[rows.of(TEXT), 0] = False
        x = torch.cat([self.frame(vision, k), self.embed(text)])
        return self.run(x, mask).logits[0, rows.of(TEXT)]

    def pooled(self, features, text, is_compact):
        """
        [BOS] [mean feature, projected] [separator] [text], where text reads the pooled row only.

        Compact: text is numbered as if the separator, which it cannot see, were not there.
        """
        mean = self.parts.projector(features.mean(0, keepdim=True))
        x = torch.cat([self.frame(mean, 0), self.embed(text)])
        first = len(x) - len(text)
        mask = causal_mask(len(x))
        mask[first:, :first] = False
        mask[first:, 1] = True
        positions = torch.arange(len(x))
        if is_compact:
            positions[first:] -= first - 2
        return self.run(x, mask, positions).logits[0, first:]

    def text_only(self, text):
        """No frame at all: text from position 0."""
        return self.run(self.embed(text), causal_mask(len(text))).logits[0]

    def padded_batch(self, vision, texts):
        """The last row's logits of several questions on one frame in one left-padded batch."""
        longest = max(len(t) for t in texts)
        xs, masks = [], []
        for text in texts:
            pads = longest - len(text)
            rows = rows_of(1, self.pre + pads, self.k, len(text))
            xs.append(torch.cat([self.embed([0] * pads), self.frame(vision), self.embed(text)]))
            masks.append(one_frame_mask(rows, pads))
        return self.run(torch.stack(xs), torch.stack(masks)).logits[:, -1]

    def causal(self, vision, text):
        """A control that must differ: text may look at everything before it."""
        x = torch.cat([self.frame(vision), self.embed(text)])
        return self.run(x, causal_mask(len(x))).logits[0, -len(text):]

    def as_hugging_face(self, pixels, text):
        """The same control by LLaVA's own forward: picture and ids in, logits out."""
        whole, at = self.parts.whole, self.frame_ids.index(IMAGE)
        image = [whole.config.image_token_id] * self.case.vision.tokens
        ids = torch.tensor([self.frame_ids[:at] + image + self.frame_ids[at + 1:] + text])
        out = whole(input_ids=ids, pixel_values=pixels[None].to(self.dtype), use_cache=False)
        return out.logits[0, -len(text):]

    def two_stages(self, vision, text):
        """A check of the pass by other means: compress, drop all but the VoCo rows, then read."""
        cache, block = DynamicCache(), self.frame(vision)[None]
        self.parts.decoder(inputs_embeds=block, past_key_values=cache, use_cache=True)
        for layer in cache.layers:
            layer.keys, layer.values = layer.keys[:, :, self.pre:], layer.values[:, :, self.pre:]
        mask = torch.cat([torch.ones(len(text), self.k).bool(), causal_mask(len(text))], 1)
        positions = self.pre + self.k + torch.arange(len(text))
        return self.parts.decoder(
            inputs_embeds=self.embed(text)[None], attention_mask=added(mask, self.dtype),
            position_ids=positions[None], past_key_values=cache, use_cache=True,
        ).logits[0]


@contextmanager
def watched(layers):
    """What every layer's key and value projections put out, in a list of {name: [B, L, width]}."""
    seen, hooks = [{} for _ in layers], []
    for layer, held in zip(layers, seen):
        for name in ("k_proj", "v_proj"):
            def keep(_, __, out, held=held, name=name):
                held[name] = out
            hooks.append(getattr(layer.self_attn, name).register_forward_hook(keep))
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()
