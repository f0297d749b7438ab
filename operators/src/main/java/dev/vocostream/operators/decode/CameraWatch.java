package dev.vocostream.operators.decode;

/** The cameras of a directory as time goes by. */
public interface CameraWatch extends AutoCloseable {
  /**
   * What there is now. May block for some seconds; is called by one thread at a time.
   *
   * @throws Exception if the directory cannot be read: cameras then stay as they were
   */
  CameraListing look() throws Exception;

  /** Ends a look that is going on; called by any thread. */
  @Override
  void close();
}
