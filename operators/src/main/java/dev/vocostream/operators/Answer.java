package dev.vocostream.operators;

import java.util.List;

/**
 * The one answer of a question: one entry per camera, in the order asked.
 *
 * @param status answered if any entry is, else stale if any is, else that of the first
 */
public record Answer(
    String id, CameraAnswer.Status status, List<CameraAnswer> answers, ModelTag model) {

  /** Which model answered. */
  public record ModelTag(String name, String fingerprint, boolean trained)
      implements java.io.Serializable {}
}
