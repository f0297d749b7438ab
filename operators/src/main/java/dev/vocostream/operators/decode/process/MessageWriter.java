package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Heartbeat;
import dev.vocostream.operators.decode.process.Message.Hello;
import dev.vocostream.operators.decode.process.Message.Opened;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Writes messages whole, also from several threads. */
final class MessageWriter {
  private static final byte[] NO_PIXELS = {};

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  MessageWriter(OutputStream out) {
    this.out = out;
  }

  /** Waits while the reader is slow. */
  void write(int stream, Message message) throws IOException {
    lock.lock();
    try {
      send(stream, message);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says how it stands, or nothing if another message is on its way: that one says as much. What is
   * said is asked for when nobody else can write, so that counts never go back.
   */
  void writeIfIdle(int stream, Supplier<List<Message>> standing) throws IOException {
    if (lock.tryLock()) {
      try {
        for (Message message : standing.get()) {
          send(stream, message);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void send(int stream, Message message) throws IOException {
    if (message instanceof Frame frame) {
      send(stream, Wire.FRAME, head(frame), frame.rgb());
    } else if (message instanceof Hello hello) {
      ByteBuffer body = ByteBuffer.allocate(Wire.HELLO_BYTES);
      send(stream, Wire.HELLO, body.putShort(hello.version()).putLong(hello.pid()), NO_PIXELS);
    } else if (message instanceof Opened opened) {
      byte[] codec = cut(opened.codec(), Wire.MAX_CODEC_BYTES);
      ByteBuffer body = ByteBuffer.allocate(Wire.OPENED_HEAD_BYTES + codec.length);
      body.putLong(opened.durationMicros()).putInt(opened.width()).putInt(opened.height());
      send(stream, Wire.OPENED, body.put(codec), NO_PIXELS);
    } else if (message instanceof Dropped dropped) {
      ByteBuffer body = ByteBuffer.allocate(Wire.DROPPED_BYTES);
      body.putLong(dropped.notSampled()).putLong(dropped.beforeStart());
      send(stream, Wire.DROPPED, body.putLong(dropped.notConverted()), NO_PIXELS);
    } else if (message instanceof Heartbeat heartbeat) {
      ByteBuffer body = ByteBuffer.allocate(Wire.HEARTBEAT_BYTES);
      send(
          stream,
          Wire.HEARTBEAT,
          body.putLong(heartbeat.decoded()).putLong(heartbeat.clockOffset()),
          NO_PIXELS);
    } else if (message instanceof Ended ended) {
      ByteBuffer body = ByteBuffer.allocate(Wire.ENDED_BYTES);
      body.putLong(ended.decoded()).putLong(ended.playedMicros()).putLong(ended.announcedMicros());
      send(stream, Wire.ENDED, body.put((byte) (ended.cutOff() ? 1 : 0)), NO_PIXELS);
    } else if (message instanceof Failed failed) {
      byte[] text = cut(failed.text(), Wire.MAX_TEXT_BYTES);
      ByteBuffer body = ByteBuffer.allocate(Wire.FAILED_HEAD_BYTES + text.length);
      body.put((byte) failed.fault().ordinal()).putLong(failed.decoded());
      send(stream, Wire.FAILED, body.put(text), NO_PIXELS);
    }
  }

  private static byte[] cut(String text, int mostBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, Math.min(bytes.length, mostBytes));
  }

  private static ByteBuffer head(Frame frame) {
    ByteBuffer head = ByteBuffer.allocate(Wire.FRAME_HEAD_BYTES);
    head.putLong(frame.sequence()).putLong(frame.mediaMicros());
    head.putLong(frame.time()).putLong(frame.arrival());
    return head.putInt(frame.width()).putInt(frame.height());
  }

  private void send(int stream, byte type, ByteBuffer body, byte[] pixels) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Wire.HEADER_BYTES);
    header.putInt(Wire.MARK).put(type).putInt(stream).putInt(body.capacity() + pixels.length);
    int checksum = Wire.checksum(header.array(), body.array(), pixels);
    out.write(header.array());
    out.write(body.array());
    out.write(pixels);
    out.write(ByteBuffer.allocate(4).putInt(checksum).array());
    out.flush();
  }
}
