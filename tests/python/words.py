"""A small vocabulary, and VoCo-LLaMA's prompt with the SentencePiece library.

The rules are those of LLaMA's tokenizer with legacy = false: a part of the prompt gets one
"▁" in front, is split at control tokens, and no other piece gets one.
"""

import io
import re

import sentencepiece
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer, sentencepiece_model_pb2

PIECES = 340
IMAGE = -200
BOS, EOS = 1, 2
CONTROL = re.compile(r"(<voco>|</s>)")

CORPUS = """Look at the picture. What is in front of the camera? Is the door open?
The door is closed. Yes, there is a car at the gate. No, nobody is there.
A camera looks at the door. The camera sees the gate and the yard.
How many people are in front of the door? What is the color of the car?
The car is red. Did the person open the door?
USER: Did it move? ASSISTANT: No
yes no Yes No yes no Yes No yes no Yes No yes no Yes No yes no Yes No"""

IMAGE_SYSTEM = (
    "A chat between a curious user and an artificial intelligence assistant of the image. "
    "The assistant gives helpful, detailed, and polite answers to the user's questions."
)
VIDEO_SYSTEM = IMAGE_SYSTEM.replace("of the image", "of the video")
WATCHES = (
    "The assistant carefully watch the video and pay attention to the cause and sequence of "
    "events, the detail and movement of objects, and the action and pose of persons. "
    "Based on {} observations, give the answer that best addresses the question."
)
FIRST_SENTENCE = VIDEO_SYSTEM.split(" The assistant")[0]
VIDEO_SYSTEMS = {
    "video-plain": VIDEO_SYSTEM,
    "video-watching": f"{FIRST_SENTENCE} {WATCHES.format('his')}\n",
    "video-both": f"{VIDEO_SYSTEM} {WATCHES.format('the')}",
}


def train():
    """A SentencePiece BPE model like LLaMA's, but of 340 pieces; the bytes of tokenizer.model."""
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS.split("\n")),
        model_writer=model,
        model_type="bpe",
        vocab_size=PIECES,
        character_coverage=1.0,
        byte_fallback=True,
        normalization_rule_name="identity",
        add_dummy_prefix=True,
        remove_extra_whitespaces=False,
        unk_id=0,
        bos_id=BOS,
        eos_id=EOS,
        pad_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


class Words:
    """Encodes without ever adding a space of its own."""

    def __init__(self, tokenizer_model, voco):
        model = sentencepiece_model_pb2.ModelProto()
        model.ParseFromString(tokenizer_model)
        model.normalizer_spec.add_dummy_prefix = False
        self.pieces = SentencePieceProcessor(model_proto=model.SerializeToString())
        self.voco = voco

    def encode(self, text):
        return self.pieces.encode(text)

    def piece(self, text):
        """The id of one whole piece, written with a space in front where it has one."""
        ids = self.encode(text)
        assert len(ids) == 1, f"'{text}' is {ids}, not one piece"
        return ids[0]

    def part(self, text):
        """A whole part of the prompt, control tokens included."""
        control = {"<voco>": self.voco, "</s>": EOS}
        ids = []
        for piece in CONTROL.split(" " + text):
            ids += [control[piece]] if piece in control else self.encode(piece)
        return ids

    def prompt(self, k, system, question, turns=(), strip_newlines=True):
        """
        All ids of a prompt, with IMAGE where the picture goes.

        Split into what is computed with the frame and what is read with the question: the
        latter begins behind the last <voco>.
        """
        said = conversation(system, turns, question)
        said = said.replace("\n", "") if strip_newlines else said
        ids = [BOS, IMAGE] + self.part("\n" + "<voco>" * k + "\n" + said)
        end = len(ids) - ids[::-1].index(self.voco)
        assert ids[end - k:end] == [self.voco] * k
        return ids[:end], ids[end:]


def conversation(system, turns, question):
    text = system + " "
    for asked, answered in turns:
        text += f"USER: {asked} ASSISTANT: {answered}</s>"
    return text + f"USER: {question} ASSISTANT:"


def versions():
    return {"sentencepiece": sentencepiece.__version__}
