package dev.vocostream.state;

/**
 * The extent of a memory. Times are epoch milliseconds, null where there is no such frame.
 *
 * @param oldest time of the oldest frame remembered
 * @param newest time of the newest frame remembered
 * @param forgottenTo until when the newest frame forgotten so far showed the scene
 * @param validTo until when the newest frame shows the scene: the camera's clock
 */
public record MemorySpan(
    Long oldest, Long newest, int frames, long bytes, Long forgottenTo, Long validTo) {

  /** Of a memory whose newest frame shows no more than its own moment. */
  public MemorySpan(Long oldest, Long newest, int frames, long bytes, Long forgottenTo) {
    this(oldest, newest, frames, bytes, forgottenTo, newest);
  }
}
