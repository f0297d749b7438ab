package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.Window.Frame;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.UnreadableEntryException;

/** Reads single frames of the current camera from its memory, as windows take them. */
final class FrameRecall {
  private final Remembered remembered;
  private final String fingerprint;

  /**
   * @param fingerprint of the model that will read them
   */
  FrameRecall(Remembered remembered, String fingerprint) {
    this.remembered = remembered;
    this.fingerprint = fingerprint;
  }

  /**
   * A frame's VoCo tokens, as many as its name says or fewer.
   *
   * @throws UnreadableEntryException if the entry is damaged, or of another camera or model
   */
  Frame compressed(String camera, long sample, FrameId name) throws Exception {
    FrameEntry entry = FrameEntry.read(remembered.frames().recall(sample), camera, fingerprint);
    Activations kept =
        new Activations(entry.tokens(), DType.ofCode(entry.dtype()), entry.activations());
    return Frame.given(name, kept.truncate(Math.min(name.tokens(), kept.tokens())));
  }

  /**
   * A frame that is read in full.
   *
   * @throws UnreadableEntryException if its picture is damaged, or of another camera
   */
  Frame full(String camera, long sample, FrameId name) throws Exception {
    return Frame.full(name, name.tokens(), remembered.pictures().recall(camera, sample));
  }
}
