package dev.vocostream.operators.simulated;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * H.264 in RTP (RFC 6184, packetization mode 1): a unit that fits is a packet, a larger one is cut
 * into FU-A fragments. One sender per receiver, as sequence numbers go up by one per packet.
 */
final class RtpPacketizer {
  /** Ticks a second of the timestamps. */
  static final int CLOCK_HZ = 90_000;

  static final int PAYLOAD_TYPE = 96;
  private static final int MAX_PAYLOAD = 1400;
  private static final int HEADER = 12;
  private static final int FU_A = 28;

  private final int source;
  private int sequence;
  private int packets;
  private int bytes;

  /**
   * @param source identifies the sender (SSRC)
   * @param firstSequence of 16 bits
   */
  RtpPacketizer(int source, int firstSequence) {
    this.source = source;
    this.sequence = firstSequence;
  }

  /** The packets of one picture; the last one is marked. */
  List<byte[]> packets(List<byte[]> units, int timestamp) {
    List<byte[]> result = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      boolean last = i == units.size() - 1;
      byte[] unit = units.get(i);
      if (unit.length <= MAX_PAYLOAD) {
        result.add(header(unit.length, timestamp, last).put(unit).array());
      } else {
        fragment(unit, timestamp, last, result);
      }
    }
    return result;
  }

  private void fragment(byte[] unit, int timestamp, boolean last, List<byte[]> result) {
    int room = MAX_PAYLOAD - 2;
    for (int from = 1; from < unit.length; from += room) {
      int length = Math.min(room, unit.length - from);
      boolean end = from + length == unit.length;
      int indicator = unit[0] & 0xe0 | FU_A;
      int fragment = unit[0] & 0x1f | (from == 1 ? 0x80 : 0) | (end ? 0x40 : 0);
      ByteBuffer packet = header(length + 2, timestamp, last && end);
      packet.put((byte) indicator).put((byte) fragment).put(unit, from, length);
      result.add(packet.array());
    }
  }

  private ByteBuffer header(int payload, int timestamp, boolean marked) {
    packets++;
    bytes += payload;
    return ByteBuffer.allocate(HEADER + payload)
        .put((byte) 0x80)
        .put((byte) (PAYLOAD_TYPE | (marked ? 0x80 : 0)))
        .putShort((short) sequence++)
        .putInt(timestamp)
        .putInt(source);
  }

  /** The sequence number that the next packet will have. */
  int nextSequence() {
    return sequence & 0xffff;
  }

  /**
   * An RTCP sender report (RFC 3550, 6.4.1) with a description of the source: at {@code wallMillis}
   * since 1970 the timestamp was {@code timestamp}.
   */
  byte[] report(long wallMillis, int timestamp) {
    long seconds = Math.floorDiv(wallMillis, 1000L) + 2_208_988_800L; // NTP counts from 1900
    long fraction = (Math.floorMod(wallMillis, 1000L) << 32) / 1000;
    return ByteBuffer.allocate(28 + 16)
        .put(new byte[] {(byte) 0x80, (byte) 200, 0, 6})
        .putInt(source)
        .putInt((int) seconds)
        .putInt((int) fraction)
        .putInt(timestamp)
        .putInt(packets)
        .putInt(bytes)
        .put(new byte[] {(byte) 0x81, (byte) 202, 0, 3})
        .putInt(source)
        .put(new byte[] {1, 3, 'c', 'a', 'm', 0, 0, 0})
        .array();
  }
}
