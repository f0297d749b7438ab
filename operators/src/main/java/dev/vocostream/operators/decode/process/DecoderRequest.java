package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.child.DecodeStrategy;
import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.sample.SamplingRule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a decoder is asked for. It travels over the child's standard input and nowhere else: what
 * {@code file} names may be anything, a network camera has credentials, and a command line can be
 * read by everybody.
 *
 * @param file absolute path of a video file; null: a network camera
 * @param live a network camera; null: a file
 * @param sampling frames wanted a second of media time, and of a network camera how
 * @param frameSize pixels of the longer side of a frame, 1 to 4096
 * @param start frame time of the beginning of the first lap of a file, epoch milliseconds
 * @param from where to play on; of a network camera, the last frame only
 */
public record DecoderRequest(
    String file, LiveInput live, Sampling sampling, int frameSize, long start, Playhead from) {
  private static final int MARK = 0x566f5272; // "VoRr"
  private static final int MAX_TEXT_BYTES = 16 << 10;

  public DecoderRequest {
    if (frameSize < 1 || frameSize > Wire.MAX_FRAME_SIZE) {
      throw new IllegalArgumentException(
          "frame size must be 1 to %d pixels, was %d".formatted(Wire.MAX_FRAME_SIZE, frameSize));
    }
    if ((file == null) == (live == null)) {
      throw new IllegalArgumentException("expected either a file or a network camera");
    }
    if (file != null && file.isEmpty()) {
      throw new IllegalArgumentException("the name of the file is empty");
    }
    new SamplingRule(sampling.fps()); // refuses what it cannot sample by
  }

  /** For a file. */
  public DecoderRequest(String file, double fps, int frameSize, long start, Playhead from) {
    this(file, null, Sampling.of(fps), frameSize, start, from);
  }

  /**
   * For a network camera.
   *
   * @param lastFrame frame time of its newest frame so far, {@link SamplingRule#NONE} if none
   */
  public static DecoderRequest of(
      LiveInput camera, Sampling wanted, int frameSize, long lastFrame) {
    Playhead from = Playhead.START.at(-1, lastFrame);
    return new DecoderRequest(null, camera, wanted, frameSize, 0, from);
  }

  void write(OutputStream pipe) throws IOException {
    DataOutputStream out = new DataOutputStream(pipe);
    out.writeInt(MARK);
    out.writeByte(live == null ? 0 : 1 + live.kind().ordinal());
    if (live == null) {
      write(file, out);
    } else {
      write(live.name(), out);
      write(live.url().toString(), out);
      write(live.userInfo(), out);
      out.writeLong(live.patience().toMillis());
    }
    out.writeDouble(sampling.fps());
    out.writeByte(sampling.strategy().ordinal());
    out.writeInt(frameSize);
    out.writeLong(start);
    out.writeLong(from.laps());
    out.writeLong(from.playedMicros());
    out.writeLong(from.positionMicros());
    out.writeLong(from.lastFrame());
    out.flush();
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "a name or url of %d bytes, at most %d expected".formatted(bytes.length, MAX_TEXT_BYTES));
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads what {@link #write} wrote, and nothing after it.
   *
   * @throws IOException if the pipe ends early or holds no request
   */
  static DecoderRequest read(InputStream pipe) throws IOException {
    DataInputStream in = new DataInputStream(pipe);
    int mark = in.readInt();
    int kind = in.readUnsignedByte();
    Kind[] kinds = Kind.values();
    if (mark != MARK || kind > kinds.length) {
      throw new IOException("expected a request, found mark %08x, kind %d".formatted(mark, kind));
    }
    String file = kind == 0 ? text(in) : null;
    LiveInput live = kind == 0 ? null : live(kinds[kind - 1], in);
    Sampling sampling = sampling(in);
    int frameSize = in.readInt();
    long start = in.readLong();
    Playhead from = new Playhead(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    return new DecoderRequest(file, live, sampling, frameSize, start, from);
  }

  private static Sampling sampling(DataInputStream in) throws IOException {
    double fps = in.readDouble();
    int strategy = in.readUnsignedByte();
    DecodeStrategy[] strategies = DecodeStrategy.values();
    if (strategy >= strategies.length) {
      throw new IOException(
          "expected a strategy below %d, found %d".formatted(strategies.length, strategy));
    }
    return new Sampling(fps, strategies[strategy]);
  }

  private static LiveInput live(Kind kind, DataInputStream in) throws IOException {
    return new LiveInput(
        kind, text(in), URI.create(text(in)), text(in), Duration.ofMillis(in.readLong()));
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IOException(
          "expected at most %d bytes, found %d".formatted(MAX_TEXT_BYTES, length));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Without the input: requests end up in messages. */
  @Override
  public String toString() {
    return "DecoderRequest[%s, %s, frameSize=%d, start=%d, %s]"
        .formatted(live == null ? "file" : live, sampling, frameSize, start, from);
  }
}
