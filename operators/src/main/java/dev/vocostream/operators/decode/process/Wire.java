package dev.vocostream.operators.decode.process;

import java.util.zip.CRC32;

/** Numbers that both ends of the pipe must agree on; the format is drawn at {@link Message}. */
final class Wire {
  /** "VoCo". */
  static final int MARK = 0x566f436f;

  static final byte HELLO = 1;
  static final byte FRAME = 2;
  static final byte DROPPED = 3;
  static final byte HEARTBEAT = 4;
  static final byte ENDED = 5;
  static final byte FAILED = 6;
  static final byte OPENED = 7;

  /** Stands for no stream, but for the process. */
  static final int PROCESS = 0;

  static final int HEADER_BYTES = 4 + 1 + 4 + 4;
  static final int HELLO_BYTES = 2 + 8;
  static final int FRAME_HEAD_BYTES = 4 * 8 + 2 * 4;
  static final int DROPPED_BYTES = 3 * 8;
  static final int HEARTBEAT_BYTES = 2 * 8;
  static final int ENDED_BYTES = 3 * 8 + 1;
  static final int FAILED_HEAD_BYTES = 1 + 8;
  static final int MAX_TEXT_BYTES = 512;
  static final int OPENED_HEAD_BYTES = 8 + 2 * 4;
  static final int MAX_CODEC_BYTES = 32;

  /** Pixels of the longer side that may be asked for, so that every length fits an int. */
  static final int MAX_FRAME_SIZE = 4096;

  private Wire() {}

  /** Of a header but for its mark, and what follows it. */
  static int checksum(byte[] header, byte[] body, byte[] pixels) {
    CRC32 crc = new CRC32();
    crc.update(header, 4, HEADER_BYTES - 4);
    crc.update(body);
    crc.update(pixels);
    return (int) crc.getValue();
  }
}
