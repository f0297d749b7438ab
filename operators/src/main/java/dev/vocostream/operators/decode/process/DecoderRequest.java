package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.sample.SamplingRule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a decoder is asked for. It travels over the child's standard input and nowhere else: what
 * {@code input} names may hold a password, and a command line can be read by everybody.
 *
 * @param input absolute path of a video file
 * @param fps frames wanted a second of media time
 * @param frameSize pixels of the longer side of a frame, 1 to 4096
 * @param start frame time of the beginning of the first lap, epoch milliseconds
 * @param from where to play on
 */
public record DecoderRequest(String input, double fps, int frameSize, long start, Playhead from) {
  private static final int MARK = 0x566f5271; // "VoRq"
  private static final int MAX_INPUT_BYTES = 16 << 10;

  public DecoderRequest {
    if (frameSize < 1 || frameSize > Wire.MAX_FRAME_SIZE) {
      throw new IllegalArgumentException(
          "frame size must be 1 to %d pixels, was %d".formatted(Wire.MAX_FRAME_SIZE, frameSize));
    }
    int length = input.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_INPUT_BYTES) {
      throw new IllegalArgumentException(
          "the name of the input must be 1 to %d bytes long, was %d"
              .formatted(MAX_INPUT_BYTES, length));
    }
    new SamplingRule(fps); // refuses what it cannot sample by
  }

  void write(OutputStream pipe) throws IOException {
    byte[] name = input.getBytes(StandardCharsets.UTF_8);
    DataOutputStream out = new DataOutputStream(pipe);
    out.writeInt(MARK);
    out.writeInt(name.length);
    out.write(name);
    out.writeDouble(fps);
    out.writeInt(frameSize);
    out.writeLong(start);
    out.writeLong(from.laps());
    out.writeLong(from.playedMicros());
    out.writeLong(from.positionMicros());
    out.writeLong(from.lastFrame());
    out.flush();
  }

  /**
   * Reads what {@link #write} wrote, and nothing after it.
   *
   * @throws IOException if the pipe ends early or holds no request
   */
  static DecoderRequest read(InputStream pipe) throws IOException {
    DataInputStream in = new DataInputStream(pipe);
    int mark = in.readInt();
    int length = in.readInt();
    if (mark != MARK || length < 1 || length > MAX_INPUT_BYTES) {
      throw new IOException("expected a request, found mark %08x".formatted(mark));
    }
    byte[] name = new byte[length];
    in.readFully(name);
    double fps = in.readDouble();
    int frameSize = in.readInt();
    long start = in.readLong();
    Playhead from = new Playhead(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    return new DecoderRequest(
        new String(name, StandardCharsets.UTF_8), fps, frameSize, start, from);
  }

  /** Without the input: requests end up in messages. */
  @Override
  public String toString() {
    return "DecoderRequest[fps=%s, frameSize=%d, start=%d, %s]"
        .formatted(fps, frameSize, start, from);
  }
}
