package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Heartbeat;
import dev.vocostream.operators.decode.process.Message.Hello;
import dev.vocostream.operators.decode.process.Message.Opened;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads messages and believes none of them: no more than a frame of the size that was asked for is
 * ever allocated, and after the first error there is no second message. Read by one thread.
 */
final class MessageReader {
  private static final byte[] NO_PIXELS = {};

  // -- configuration
  private final InputStream in;
  private final int frameSize;

  // -- runtime
  private final MessageOrder order = new MessageOrder();
  private boolean broken;

  /**
   * @param frameSize pixels of the longer side of a frame, at most {@link Wire#MAX_FRAME_SIZE}
   */
  MessageReader(InputStream in, int frameSize) {
    this.in = in;
    this.frameSize = frameSize;
  }

  /** Messages of a stream are believed from now on; by any thread. */
  void expect(int stream, FrameTimes times) {
    order.expect(stream, times);
  }

  /**
   * The next message, or null at the end of the pipe.
   *
   * @throws PipeException if what comes is not a message, or not one that may come now
   */
  Sent read() throws IOException {
    if (broken) {
      throw new PipeException(PipeException.Fault.ORDER, "read on after an error");
    }
    broken = true;
    byte[] header = in.readNBytes(Wire.HEADER_BYTES);
    Sent sent = header.length == 0 ? null : readAfter(header);
    broken = false;
    return sent;
  }

  private Sent readAfter(byte[] bytes) throws IOException {
    requireWhole(bytes, Wire.HEADER_BYTES);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int mark = header.getInt();
    if (mark != Wire.MARK) {
      throw new PipeException(
          PipeException.Fault.NO_MESSAGE,
          "expected the mark %08x, found %08x".formatted(Wire.MARK, mark));
    }
    byte type = header.get();
    int stream = header.getInt();
    int length = header.getInt();
    refuseLength(type, length);
    ByteBuffer body = ByteBuffer.wrap(bytes(type == Wire.FRAME ? Wire.FRAME_HEAD_BYTES : length));
    byte[] pixels = type == Wire.FRAME ? pixels(body, length) : NO_PIXELS;
    int expected = Wire.checksum(bytes, body.array(), pixels);
    int found = ByteBuffer.wrap(bytes(4)).getInt();
    if (found != expected) {
      throw new PipeException(
          PipeException.Fault.CHECKSUM,
          "expected the checksum %08x, found %08x".formatted(expected, found));
    }
    Message message = message(type, body, pixels);
    order.refuse(stream, message);
    return new Sent(stream, message);
  }

  private void refuseLength(byte type, int length) throws PipeException {
    int least = leastLength(type);
    long most =
        switch (type) {
          case Wire.FRAME -> least + 3L * frameSize * frameSize;
          case Wire.FAILED -> least + Wire.MAX_TEXT_BYTES;
          case Wire.OPENED -> least + Wire.MAX_CODEC_BYTES;
          default -> least;
        };
    if (length < least || length > most) {
      throw new PipeException(
          PipeException.Fault.SIZE,
          "message of type %d: expected %d to %d bytes, found %d"
              .formatted(type, least, most, length));
    }
  }

  private static int leastLength(byte type) throws PipeException {
    return switch (type) {
      case Wire.HELLO -> Wire.HELLO_BYTES;
      case Wire.FRAME -> Wire.FRAME_HEAD_BYTES;
      case Wire.DROPPED -> Wire.DROPPED_BYTES;
      case Wire.HEARTBEAT -> Wire.HEARTBEAT_BYTES;
      case Wire.ENDED -> Wire.ENDED_BYTES;
      case Wire.FAILED -> Wire.FAILED_HEAD_BYTES;
      case Wire.OPENED -> Wire.OPENED_HEAD_BYTES;
      default ->
          throw new PipeException(
              PipeException.Fault.NO_MESSAGE, "there is no message of type " + type);
    };
  }

  private byte[] pixels(ByteBuffer head, int length) throws IOException {
    int width = head.getInt(Wire.FRAME_HEAD_BYTES - 8);
    int height = head.getInt(Wire.FRAME_HEAD_BYTES - 4);
    int size = length - Wire.FRAME_HEAD_BYTES;
    boolean bounded = width > 0 && height > 0 && width <= frameSize && height <= frameSize;
    if (!bounded || size != width * height * 3) {
      throw new PipeException(
          PipeException.Fault.SIZE,
          "frame of %dx%d in %d bytes, expected 3 a pixel and at most %d pixels a side"
              .formatted(width, height, size, frameSize));
    }
    return bytes(size);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    requireWhole(bytes, length);
    return bytes;
  }

  private static void requireWhole(byte[] bytes, int length) throws PipeException {
    if (bytes.length < length) {
      throw new PipeException(
          PipeException.Fault.TORN,
          "the pipe ended within a message: expected %d bytes, found %d"
              .formatted(length, bytes.length));
    }
  }

  private static Message message(byte type, ByteBuffer body, byte[] pixels) throws PipeException {
    return switch (type) {
      case Wire.HELLO -> new Hello(body.getShort(), body.getLong());
      case Wire.FRAME ->
          new Frame(
              body.getLong(),
              body.getLong(),
              body.getLong(),
              body.getLong(),
              body.getInt(),
              body.getInt(),
              pixels);
      case Wire.DROPPED -> new Dropped(count(body), count(body), count(body));
      case Wire.HEARTBEAT -> new Heartbeat(count(body), clockOffset(body));
      case Wire.ENDED -> new Ended(count(body), count(body), count(body), below(body, 2) == 1);
      case Wire.OPENED -> new Opened(count(body), side(body), side(body), codec(body));
      default -> {
        Fault fault = Fault.values()[below(body, Fault.values().length)];
        yield new Failed(fault, count(body), rest(body));
      }
    };
  }

  private static String rest(ByteBuffer body) {
    return new String(body.array(), body.position(), body.remaining(), StandardCharsets.UTF_8);
  }

  private static String codec(ByteBuffer body) throws PipeException {
    String name = rest(body);
    if (!name.matches("[A-Za-z0-9_.-]*")) {
      throw new PipeException(PipeException.Fault.VALUE, "a codec's name with odd characters");
    }
    return name;
  }

  private static int side(ByteBuffer body) throws PipeException {
    int pixels = body.getInt();
    if (pixels < 0) {
      throw new PipeException(PipeException.Fault.VALUE, "a side of " + pixels + " pixels");
    }
    return pixels;
  }

  private static long count(ByteBuffer body) throws PipeException {
    long count = body.getLong();
    if (count < 0) {
      throw new PipeException(PipeException.Fault.VALUE, "a count of " + count);
    }
    return count;
  }

  private static long clockOffset(ByteBuffer body) throws PipeException {
    long millis = body.getLong();
    boolean bounded = millis >= -ClockOffset.MOST_MILLIS && millis <= ClockOffset.MOST_MILLIS;
    if (!bounded && millis != ClockOffset.UNKNOWN) {
      throw new PipeException(
          PipeException.Fault.VALUE, "a clock that is off by " + millis + " ms");
    }
    return millis;
  }

  private static int below(ByteBuffer body, int limit) throws PipeException {
    int value = body.get() & 0xff;
    if (value >= limit) {
      throw new PipeException(
          PipeException.Fault.VALUE, "expected a value below %d, found %d".formatted(limit, value));
    }
    return value;
  }
}
