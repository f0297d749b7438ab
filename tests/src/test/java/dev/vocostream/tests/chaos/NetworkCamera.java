package dev.vocostream.tests.chaos;

import dev.vocostream.operators.decode.ClipWriter;
import dev.vocostream.operators.simulated.H264Clip;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A simulated camera on the network that shows pictures 0, 1, 2, ... two a second for five minutes,
 * each with its code in it, and when each was shown.
 *
 * @param number in its codes
 */
record NetworkCamera(String id, int number, RtspServer server) implements AutoCloseable {
  private static final int FPS = 2;
  private static final int PICTURES = 600;

  /** Whole pictures; a window may begin or end just beside one. */
  private static final int GRACE = 1;

  /**
   * Starts to show.
   *
   * @param directory where its clip is written
   * @param ahead its clock, of the true time
   */
  static NetworkCamera start(Path directory, String id, int number, Duration ahead)
      throws Exception {
    Path file = directory.resolve(id + ".h264");
    try (ClipWriter clip = new ClipWriter(file, FrameCode.DRAWN, FrameCode.DRAWN, FPS)) {
      for (int picture = 0; picture < PICTURES; picture++) {
        clip.add(new FrameCode(number, picture).draw());
      }
    }
    RtspSettings settings = RtspSettings.of(H264Clip.read(file, FPS));
    return new NetworkCamera(id, number, RtspServer.start(settings.withClockSkew(ahead)));
  }

  /** As a line of {@code voco.yaml}. */
  String yaml() {
    return "{id: %s, url: '%s', fps: 10, retain: PT10M, max-frames: 1000}"
        .formatted(id, server.url());
  }

  /**
   * What is wrong with an answer about that time; null for nothing.
   *
   * @param seen what it names
   * @param remembered all of this camera that is; a busy machine has not taken every picture
   */
  String problem(List<FrameCode> seen, List<FrameCode> remembered, Instant from, Instant to) {
    long first = (long) Math.ceil(pictureAt(from));
    long last = (long) Math.floor(pictureAt(to));
    List<FrameCode> must = between(remembered, first + GRACE, last - GRACE);
    List<FrameCode> may = between(remembered, first - GRACE, last + GRACE);
    boolean right = inOrder(seen) && may.containsAll(seen) && seen.containsAll(must);
    return right
        ? null
        : "camera %s showed %d to %d, it remembers %s of them, and %s was seen"
            .formatted(id, first, last, may, seen);
  }

  private List<FrameCode> between(List<FrameCode> codes, long first, long last) {
    return codes.stream()
        .filter(code -> code.camera() == number)
        .filter(code -> code.number() >= first && code.number() <= last)
        .toList();
  }

  private static boolean inOrder(List<FrameCode> codes) {
    List<Integer> numbers = codes.stream().map(FrameCode::number).toList();
    return numbers.equals(numbers.stream().sorted().distinct().toList());
  }

  private double pictureAt(Instant time) {
    return Duration.between(server.startedAt(), time).toMillis() / 1e3 * FPS;
  }

  @Override
  public void close() {
    server.close();
  }
}
