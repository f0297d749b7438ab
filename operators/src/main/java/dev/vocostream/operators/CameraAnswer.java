package dev.vocostream.operators;

import java.util.List;

/**
 * One camera's part of an answer.
 *
 * @param question the question's id
 * @param camera empty for a refused question whose cameras could not be read
 * @param cameras all cameras of the question, in the order asked
 * @param reason why, for every status but answered; else null
 * @param text the model's words; empty where there are none
 * @param probability of "yes" for yes-no questions; else null
 * @param window what was read; null where nothing was looked at
 * @param deadline epoch milliseconds, by when the whole answer is due; not part of the contract
 */
public record CameraAnswer(
    String question,
    List<String> cameras,
    String camera,
    Status status,
    String reason,
    String text,
    Double probability,
    AnsweredWindow window,
    List<Evidence> evidence,
    Timings timings,
    long deadline) {

  /** Of a camera whose memory was not read for it. */
  public CameraAnswer(
      String question,
      List<String> cameras,
      String camera,
      Status status,
      String reason,
      long deadline) {
    this(
        question,
        cameras,
        camera,
        status,
        reason,
        "",
        null,
        null,
        List.of(),
        new Timings(0, 0, 0),
        deadline);
  }

  public enum Status {
    ANSWERED,
    STALE,
    NO_FRAMES,
    OVERLOADED,
    REJECTED,
    FAILED;

    /** As the contract spells it. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, inclusive
   * @param frames how many frames were read
   * @param remembered how many frames the memory holds that show some of that time
   */
  public record AnsweredWindow(long from, long to, int frames, int remembered, List<Gap> gaps) {}

  /** A part of the window without frames, epoch milliseconds, and why. */
  public record Gap(long from, long to, String reason) {}

  /** A frame that weighed in the answer. */
  public record Evidence(long time, double weight) {}

  /**
   * Milliseconds spent: waiting for the window and the model, in the model, and from arrival to
   * answer.
   */
  public record Timings(long waited, long model, long total) {}
}
