package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.UnreadableEntryException;

/** Keeps the first VoCo tokens of a frame: they are the frame, compressed to that many. */
final class KeptTokens {
  private final String fingerprint;

  /**
   * @param fingerprint of the model that compressed the frames
   */
  KeptTokens(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /**
   * The frame's entry with this many tokens; as it is where it has no more, or cannot be read: the
   * question that reads it will say why.
   *
   * @param tokens 0 for all
   */
  byte[] of(CompressedFrame frame, int tokens) {
    if (tokens == 0) {
      return frame.entry();
    }
    try {
      FrameEntry entry = FrameEntry.read(frame.entry(), frame.camera(), fingerprint);
      return tokens >= entry.tokens() ? frame.entry() : cut(entry, tokens).toBytes();
    } catch (UnreadableEntryException e) {
      return frame.entry();
    }
  }

  private static FrameEntry cut(FrameEntry entry, int tokens) {
    Activations all =
        new Activations(entry.tokens(), DType.ofCode(entry.dtype()), entry.activations());
    Activations kept = all.truncate(tokens);
    return new FrameEntry(
        entry.camera(), entry.fingerprint(), kept.tokens(), entry.dtype(), kept.bytes());
  }
}
