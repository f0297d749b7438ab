"""Pictures that both languages can make, and how they become pixels."""

import numpy as np
from PIL import Image
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
from transformers.models.llava.image_processing_pil_llava import LlavaImageProcessorPil


def noise(seed, width, height):
    """The same pixels as Goldens.picture in Java: a linear congruential generator."""
    state, values = seed, []
    for _ in range(width * height * 3):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state >> 16 & 255)
    return Image.fromarray(np.array(values, dtype=np.uint8).reshape(height, width, 3))


def pad_and_resize(image, size, mean):
    side = max(image.size)
    canvas = Image.new("RGB", (side, side), tuple(int(255 * m) for m in mean))
    canvas.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return canvas.resize((size, size), Image.Resampling.BICUBIC)


def hugging_face(aspect, size):
    """Their image processor that resizes with Pillow: "pad" is LLaVA's, "square" CLIP's."""
    edges = {"size": {"shortest_edge": size}, "crop_size": {"height": size, "width": size}}
    if aspect == "square":
        return CLIPImageProcessorPil(**edges)
    return LlavaImageProcessorPil(do_pad=True, **edges)


def preprocess(image, aspect, size):
    """The 8-bit picture [size, size, 3] and the pixels [3, size, size], both by Hugging Face."""
    processor = hugging_face(aspect, size)
    picture = processor(image, do_rescale=False, do_normalize=False)["pixel_values"][0]
    pixels = processor(image)["pixel_values"][0]
    picture = np.asarray(picture).astype(np.uint8).transpose(1, 2, 0)
    if aspect == "pad":
        ours = pad_and_resize(image, size, processor.image_mean)
        assert np.array_equal(picture, np.array(ours)), "two ways to pad differ"
    return np.ascontiguousarray(picture), np.asarray(pixels, dtype=np.float32)
