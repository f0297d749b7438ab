package dev.vocostream.operators.decode.child;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What FFmpeg looks at to see whether it should stop: the text "0" or "1" in native memory, which
 * it has C's {@code atoi} read. FFmpeg asks twice for each read of a socket, thousands of times a
 * second and camera; calls into Java were a tenth of what decoding key frames costs.
 */
final class StopFlag implements AutoCloseable {
  private static final Pointer ATOI = find("atoi");

  private final BytePointer text = new BytePointer(2).put(0, (byte) '0').put(1, (byte) 0);

  private StopFlag() {}

  /** For a context that is not yet open, and for as long as that is there. */
  static StopFlag attach(AVFormatContext format) {
    StopFlag flag = new StopFlag();
    try (PointerPointer<Pointer> callback = new PointerPointer<>(format.interrupt_callback())) {
      callback.put(0, ATOI); // int (*callback)(void*); atoi takes a pointer and returns an int too
      callback.put(1, flag.text); // void *opaque
    }
    return flag;
  }

  private static Pointer find(String function) {
    Pointer found = Loader.addressof(function);
    if (found == null || found.isNull()) {
      throw new UnsatisfiedLinkError("no function " + function + " in this process's C library");
    }
    return found;
  }

  /** From now on FFmpeg stops whenever it would wait. */
  void raise() {
    text.put(0, (byte) '1');
  }

  /** After the context is closed. */
  @Override
  public void close() {
    text.close();
  }
}
