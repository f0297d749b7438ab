"""The tiny models that the parity tests compare on: what is different about each."""

from dataclasses import dataclass, field

from words import IMAGE_SYSTEM

SHORT = "Look at the picture."


@dataclass(frozen=True)
class Vision:
    image: int = 28
    patch: int = 7
    hidden: int = 16
    inner: int = 32
    layers: int = 3
    heads: int = 2
    select_layer: int = -2
    feature: str = "patch"

    @property
    def tokens(self):
        return (self.image // self.patch) ** 2 + (self.feature == "cls_patch")


@dataclass(frozen=True)
class Decoder:
    hidden: int = 32
    inner: int = 40
    layers: int = 2
    heads: int = 4
    kv_heads: int = 4
    head_dim: int = 8
    eps: float = 1e-5
    theta: float = 10000.0
    qkv_bias: bool = False
    tied: bool = False


@dataclass(frozen=True)
class Case:
    """
    layout: "llava" (LLaVA's names), "hf" (as transformers writes), "hf-released" (as published).
    parts: of LLaVA's layout, what lies in files of its own: "shards" or "clip".
    rows: of the vocabulary; the pieces of the tokenizer, then the added tokens, then padding.
    """

    name: str
    seed: int
    k: int = 2
    vision: Vision = field(default_factory=Vision)
    decoder: Decoder = field(default_factory=Decoder)
    projector: str = "mlp2x_gelu"
    dtype: str = "float16"
    layout: str = "llava"
    parts: str = "one file"
    aspect: str = "pad"
    system: str = SHORT
    rows: int = 341
    voco: int = 340


SMALL = Decoder(hidden=24, inner=32, heads=3, kv_heads=3)

CASES = [
    Case("mha-k2", 1, decoder=Decoder(inner=32, layers=3), system=IMAGE_SYSTEM),
    Case(
        "gqa-k1-sharded", 2, k=1, parts="shards",
        decoder=Decoder(inner=32, kv_heads=2, head_dim=12),
    ),
    Case(
        "cls-k8-bf16", 3, k=8, dtype="bfloat16",
        vision=Vision(image=35, select_layer=-1, feature="cls_patch", layers=2),
        decoder=Decoder(hidden=24, inner=32, heads=6, kv_heads=2, head_dim=4),
    ),
    Case(
        "linear-k128", 4, k=128, projector="linear",
        decoder=Decoder(hidden=24, inner=32, kv_heads=1, head_dim=6),
    ),
    Case(
        "qwen2-tied-f32", 5, dtype="float32",
        decoder=Decoder(
            hidden=24, inner=32, heads=3, kv_heads=1, qkv_bias=True, tied=True, theta=1e6, eps=1e-6
        ),
    ),
    Case(
        "mlp3x-theta", 6, k=3, projector="mlp3x_gelu",
        vision=Vision(image=42, patch=14, select_layer=-3),
        decoder=Decoder(hidden=24, inner=32, heads=3, kv_heads=3, theta=500000.0, eps=1e-6),
    ),
    Case("separate-clip", 7, parts="clip", vision=Vision(select_layer=2), decoder=SMALL),
    Case("llava-hf", 8, layout="hf", decoder=SMALL, rows=352, voco=342),
    Case(
        "llava-hf-released", 9, layout="hf-released", aspect="square", rows=352, voco=342,
        decoder=Decoder(hidden=24, inner=32, heads=3, kv_heads=1),
    ),
]
