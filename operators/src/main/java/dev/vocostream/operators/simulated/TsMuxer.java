package dev.vocostream.operators.simulated;

import dev.vocostream.operators.simulated.H264Clip.Picture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * H.264 as an MPEG transport stream (ISO/IEC 13818-1): one program, one video. Tables come before
 * every key picture, so a client may begin there.
 */
final class TsMuxer {
  /** Bytes of a packet. */
  static final int PACKET = 188;

  private static final int CLOCK_HZ = 90_000;
  private static final int TABLES_PID = 0x1000;
  private static final int VIDEO_PID = 0x100;

  /** Pictures are to be shown that much later than their bytes arrive; ticks. */
  private static final long DELAY = CLOCK_HZ / 5;

  private static final byte[] PROGRAMS = {
    0, (byte) 0xb0, 13, 0, 1, (byte) 0xc1, 0, 0, 0, 1, (byte) 0xf0, 0
  };
  private static final byte[] STREAMS = {
    2,
    (byte) 0xb0,
    18,
    0,
    1,
    (byte) 0xc1,
    0,
    0,
    (byte) 0xe1,
    0,
    (byte) 0xf0,
    0,
    0x1b,
    (byte) 0xe1,
    0,
    (byte) 0xf0,
    0
  };

  // -- configuration
  private final H264Clip clip;

  // -- runtime
  private int tableCounter;
  private int videoCounter;
  private boolean started;

  /** Its first packet says that nothing follows from what was before. */
  TsMuxer(H264Clip clip) {
    this.clip = clip;
  }

  /** The packets of picture {@code number}; its time is {@code number} pictures after the start. */
  byte[] picture(long number) {
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    Picture picture = clip.picture(number);
    if (picture.key()) {
      packets.writeBytes(table(0, PROGRAMS));
      packets.writeBytes(table(TABLES_PID, STREAMS));
      tableCounter++;
    }
    long time = Math.round(number / clip.fps() * CLOCK_HZ);
    byte[] timed = timed(picture, time + DELAY);
    boolean first = true;
    for (int at = 0; at < timed.length; ) {
      int room = PACKET - 4 - (first ? 8 : 0);
      int length = Math.min(room, timed.length - at);
      ByteBuffer packet = packet(first, PACKET - 4 - length, first ? flags(picture) : 0, time);
      packets.writeBytes(packet.put(timed, at, length).array());
      at += length;
      first = false;
    }
    return packets.toByteArray();
  }

  private int flags(Picture picture) {
    int discontinuity = started ? 0 : 0x80;
    started = true;
    return discontinuity | (picture.key() ? 0x40 : 0) | 0x10;
  }

  /** A packet up to its payload: {@code field} bytes of adaptation, stuffed, are before it. */
  private ByteBuffer packet(boolean first, int field, int flags, long clock) {
    ByteBuffer packet = ByteBuffer.allocate(PACKET).put((byte) 0x47);
    packet.putShort((short) ((first ? 0x4000 : 0) | VIDEO_PID));
    packet.put((byte) ((field > 0 ? 0x30 : 0x10) | videoCounter++ & 0xf));
    if (field > 0) {
      packet.put((byte) (field - 1));
    }
    if (field > 1) {
      packet.put((byte) flags);
      if (first) {
        packet.putInt((int) (clock >> 1)).putShort((short) ((clock & 1) << 15 | 0x7e00));
      }
      while (packet.position() < 4 + field) {
        packet.put((byte) 0xff);
      }
    }
    return packet;
  }

  /** A picture with start codes and its time (PES). */
  private byte[] timed(Picture picture, long time) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 1, (byte) 0xe0, 0, 0, (byte) 0x80, (byte) 0x80, 5});
    bytes.write((int) (0x21 | time >> 29 & 0xe));
    bytes.write((int) (time >> 22));
    bytes.write((int) (time >> 14 | 1));
    bytes.write((int) (time >> 7));
    bytes.write((int) (time << 1 | 1));
    unit(bytes, new byte[] {AnnexB.DELIMITER, (byte) 0xf0});
    boolean told = picture.units().stream().anyMatch(unit -> AnnexB.type(unit) == AnnexB.SPS);
    if (picture.key() && !told) {
      unit(bytes, clip.sequenceParameters());
      unit(bytes, clip.pictureParameters());
    }
    picture.units().forEach(unit -> unit(bytes, unit));
    return bytes.toByteArray();
  }

  private static void unit(ByteArrayOutputStream bytes, byte[] unit) {
    bytes.writeBytes(new byte[] {0, 0, 0, 1});
    bytes.writeBytes(unit);
  }

  private byte[] table(int pid, byte[] section) {
    ByteBuffer packet = ByteBuffer.allocate(PACKET).put((byte) 0x47);
    packet.putShort((short) (0x4000 | pid)).put((byte) (0x10 | tableCounter & 0xf)).put((byte) 0);
    packet.put(section).putInt(checksum(section));
    while (packet.hasRemaining()) {
      packet.put((byte) 0xff);
    }
    return packet.array();
  }

  /** CRC-32 as MPEG has it: the same polynomial, but no bit is turned round. */
  private static int checksum(byte[] section) {
    int crc = -1;
    for (byte value : section) {
      crc ^= value << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
      }
    }
    return crc;
  }
}
