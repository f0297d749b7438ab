package dev.vocostream.operators.sample;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last frame of a camera that was kept, and what of the unchanged ones after it was not said
 * yet. Times are epoch milliseconds.
 *
 * <pre>
 *   time          saidTo      from        to
 *    kept = = = = = = = |      = = = = = = = |
 *         └─── said ────┘      └─ not yet ───┘
 * </pre>
 *
 * @param time of the kept frame
 * @param saidTo up to here the next stage knows of frames
 * @param from first unchanged frame that was not said yet; {@link #NOTHING} if there is none
 * @param to last such frame
 */
record KeptFrame(long time, long saidTo, long from, long to, Thumbnail thumbnail) {
  /** Stands for "all is said". */
  static final long NOTHING = Long.MIN_VALUE;

  /** The format is part of every savepoint: a change needs a new version beside the old one. */
  private static final byte VERSION = 1;

  private static final Logger LOG = LoggerFactory.getLogger(KeptFrame.class);

  private static final int HEADER = 1 + 4 * Long.BYTES;

  static KeptFrame of(long time, Thumbnail thumbnail) {
    return new KeptFrame(time, time, NOTHING, NOTHING, thumbnail);
  }

  boolean hasUnsaid() {
    return from != NOTHING;
  }

  KeptFrame withUnchanged(long seen) {
    return new KeptFrame(time, saidTo, hasUnsaid() ? from : seen, seen, thumbnail);
  }

  KeptFrame asSaid() {
    return hasUnsaid() ? new KeptFrame(time, to, NOTHING, NOTHING, thumbnail) : this;
  }

  /**
   *
   *
   * <pre>
   * offset  size  field, big endian
   *      0     1  format version, 1
   *      1     8  time
   *      9     8  saidTo
   *     17     8  from
   *     25     8  to
   *     33  3072  cells of the thumbnail
   * </pre>
   */
  byte[] toBytes() {
    byte[] cells = thumbnail.toBytes();
    return ByteBuffer.allocate(HEADER + cells.length)
        .put(VERSION)
        .putLong(time)
        .putLong(saidTo)
        .putLong(from)
        .putLong(to)
        .put(cells)
        .array();
  }

  /** What {@link #toBytes()} wrote; null if another version did, as after a step back. */
  static KeptFrame ofBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      LOG.warn(
          "the last kept frame of a camera is of format {}, this version reads {}: it is forgotten,"
              + " and the camera's next frame is kept",
          version,
          VERSION);
      return null;
    }
    return new KeptFrame(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        Thumbnail.ofBytes(Arrays.copyOfRange(bytes, HEADER, bytes.length)));
  }
}
