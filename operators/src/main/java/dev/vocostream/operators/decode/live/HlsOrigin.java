package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.CheckedUrl;
import dev.vocostream.operators.gate.Document;
import dev.vocostream.operators.gate.Gate;
import dev.vocostream.operators.gate.HttpStatusException;
import dev.vocostream.operators.gate.HttpStream;
import dev.vocostream.operators.gate.Playlist;
import dev.vocostream.operators.gate.Playlist.ByteRange;
import dev.vocostream.operators.gate.Playlist.Key;
import dev.vocostream.operators.gate.Playlist.Master;
import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Part;
import dev.vocostream.operators.gate.Playlist.Segment;
import dev.vocostream.operators.gate.PlaylistParser;
import dev.vocostream.operators.gate.ProxySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An HLS stream as one stream of bytes. Playlists are read here and every URL in them has passed
 * the gate; the decoder gets the bytes of segments and nothing else. A segment comes in one go and
 * is handed on over its duration.
 */
final class HlsOrigin implements Origin {
  /** Five seconds of the most that 4K cameras send, 25 Mbit/s, are 16 MB; it is all in memory. */
  private static final int MAX_SEGMENT_BYTES = 16 << 20;

  private static final int MAX_PLAYLIST_BYTES = 1 << 20;
  private static final int PIECES = 25;
  private static final int MOST_GONE = 3;
  private static final Duration LEAST_RELOAD = Duration.ofMillis(200);

  // -- configuration
  private final Gate gate;
  private final CheckedUrl first;
  private final ProxySettings settings;
  private final ByteRate rate;
  private final InstantSource wall = InstantSource.system();

  // -- runtime
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile HttpStream current;
  private CheckedUrl url;
  private Media media;
  private HlsPosition position = HlsPosition.START;
  private Optional<Part> init = Optional.empty();
  private final HlsClock clock = new HlsClock();
  private int gone;

  /**
   * @param rate at which the camera is read, at most
   */
  HlsOrigin(Gate gate, CheckedUrl first, ProxySettings settings, ByteRate rate) {
    this.gate = gate;
    this.first = first;
    this.settings = settings;
    this.rate = rate;
  }

  @Override
  public Kind open() throws BlockedUrlException, IOException {
    url = first;
    Playlist playlist = playlist();
    if (playlist instanceof Master master) {
      url = HlsPosition.best(master.variants()).url();
      playlist = playlist();
    }
    if (!(playlist instanceof Media found) || found.segments().isEmpty()) {
      throw new IOException(url.url() + ": its playlist names no segments");
    }
    media = found;
    clock.seen(media, wall.millis());
    position = position.in(media);
    return media.segments().get(0).init().isPresent() ? Kind.MP4 : Kind.MPEGTS;
  }

  private Playlist playlist() throws BlockedUrlException, IOException {
    return PlaylistParser.parse(fetch(url, Optional.empty(), MAX_PLAYLIST_BYTES), gate);
  }

  private byte[] get(CheckedUrl from, Optional<ByteRange> range, int most)
      throws BlockedUrlException, IOException {
    return fetch(from, range, most).bytes();
  }

  /** With where it was in the end, which its references are relative to. */
  private Document fetch(CheckedUrl from, Optional<ByteRange> range, int most)
      throws BlockedUrlException, IOException {
    try (HttpStream stream = new HttpStream(gate, from, settings)) {
      current = stream;
      if (closed.getCount() == 0) {
        throw new IOException(from.url() + ": closed");
      }
      stream.open(range);
      byte[] bytes = new RatedInput(stream.body(), rate).readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException(
            "%s: more than %d bytes, which are the most that are read".formatted(from.url(), most));
      }
      return new Document(stream.url(), bytes);
    }
  }

  @Override
  public void copyTo(OutputStream out) throws BlockedUrlException, IOException {
    boolean goesOn = media.ended() || reload(false); // the decoder may have taken its time
    while (goesOn) {
      List<Segment> ahead = position.ahead(media);
      if (!ahead.isEmpty()) {
        goesOn = playUnlessGone(ahead.get(0), ahead.size() - 1, out);
        position = position.afterOne();
      }
      goesOn = goesOn && (media.ended() ? ahead.size() > 1 : reload(ahead.isEmpty()));
    }
  }

  /** A server forgets segments: one that is gone is left out, several are a server's mistake. */
  private boolean playUnlessGone(Segment segment, int waiting, OutputStream out)
      throws BlockedUrlException, IOException {
    try {
      boolean played = play(segment, waiting, out);
      gone = 0;
      return played;
    } catch (HttpStatusException e) {
      gone++;
      if (!e.isGone() || gone > MOST_GONE) {
        throw e;
      }
      return true;
    }
  }

  /** False when closed. */
  private boolean reload(boolean nothingNew) throws BlockedUrlException, IOException {
    Duration half = media.target().dividedBy(2);
    Duration pause = half.compareTo(LEAST_RELOAD) > 0 ? half : LEAST_RELOAD;
    if (nothingNew && isClosedWithin(pause)) {
      return false;
    }
    if (playlist() instanceof Media next) {
      media = next;
      clock.seen(media, wall.millis());
      position = position.in(media);
    }
    return true;
  }

  /** Hands a segment on over its duration; false if the stream cannot go on with it. */
  private boolean play(Segment segment, int waiting, OutputStream out)
      throws BlockedUrlException, IOException {
    if (segment.gap()) {
      return true;
    }
    if (init.isPresent() && !segment.init().filter(init.get()::isSameAs).isPresent()) {
      return false; // another beginning: a new decoder has to read it
    }
    if (init.isEmpty() && segment.init().isPresent()) {
      Part head = segment.init().get();
      out.write(decrypted(get(head.url(), head.range(), MAX_SEGMENT_BYTES), head.key()));
      init = segment.init();
    }
    byte[] bytes = decrypted(get(segment.url(), segment.range(), MAX_SEGMENT_BYTES), segment.key());
    Duration pause = HlsPosition.pace(segment, waiting).dividedBy(PIECES);
    int piece = bytes.length / PIECES + 1;
    for (int from = 0; from < bytes.length; from += piece) {
      out.write(bytes, from, Math.min(piece, bytes.length - from));
      if (isClosedWithin(pause)) {
        return false;
      }
    }
    return true;
  }

  private byte[] decrypted(byte[] bytes, Optional<Key> by) throws BlockedUrlException, IOException {
    if (by.isEmpty()) {
      return bytes;
    }
    byte[] key = get(by.get().url(), Optional.empty(), HlsCipher.KEY_BYTES);
    return HlsCipher.decrypt(bytes, key, by.get().iv(), position.next());
  }

  private boolean isClosedWithin(Duration time) throws IOException {
    try {
      return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IOException(first.url() + ": interrupted", e);
    }
  }

  @Override
  public OptionalLong clockOffset() {
    return clock.offset();
  }

  @Override
  public void close() {
    closed.countDown();
    HttpStream stream = current;
    if (stream != null) {
      stream.close();
    }
  }
}
