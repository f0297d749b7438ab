package dev.vocostream.job.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.operators.decode.child.DecodeStrategy;
import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How many cameras a core decodes: 1080p at 25 pictures a second, a frame a second of them wanted.
 * A simulated RTSP camera plays in real time, and our decoding and the {@code ffmpeg} command watch
 * it side by side, so that whatever else the machine does is unfair to neither. What is counted is
 * processor time, from when both are well under way.
 */
public final class DecodeBenchmark {
  static final int FRAME_SIZE = 336;
  private static final double FPS = 1;
  private static final long START_SECONDS = 60;

  /** After it, the child's compiler has done what it will do. */
  private static final int WARM_UP_SECONDS = 15;

  /**
   * @param rounds how often everything is measured, at least once
   * @param seconds how long each time
   * @param keyEvery pictures from one key frame to the next
   * @param ffmpeg the command to compare with; null: the one there is
   */
  public record Settings(int rounds, int seconds, int keyEvery, Path ffmpeg) {
    public Settings {
      if (rounds < 1 || seconds < 1 || keyEvery < 1) {
        throw new IllegalArgumentException(
            "rounds, seconds and pictures between key frames must be positive, were %d, %d, %d"
                .formatted(rounds, seconds, keyEvery));
      }
    }
  }

  private final Settings settings;
  private final Optional<FfmpegCommand> ffmpeg;
  private final BenchmarkClip clip;

  private DecodeBenchmark(Settings settings, BenchmarkClip clip, Optional<FfmpegCommand> ffmpeg) {
    this.settings = settings;
    this.clip = clip;
    this.ffmpeg = ffmpeg;
  }

  /**
   * @param scratch a directory for the clip
   * @param progress hears what is being done
   * @return the figures and their conditions
   * @throws IllegalStateException if this machine does not tell processor times, or a decoder fails
   */
  public static ObjectNode run(Path scratch, Settings settings, Consumer<String> progress)
      throws Exception {
    if (!ProcessCpu.isPossible()) {
      throw new IllegalStateException(
          "/proc/self/schedstat cannot be read: processor times are measured on Linux only");
    }
    progress.accept("writing a clip");
    BenchmarkClip clip = BenchmarkClip.write(scratch, settings.keyEvery());
    DecodeBenchmark benchmark =
        new DecodeBenchmark(settings, clip, FfmpegCommand.find(settings.ffmpeg()));
    Map<DecodeStrategy, List<DecodeRun>> runs = new EnumMap<>(DecodeStrategy.class);
    for (int round = 1; round <= settings.rounds(); round++) {
      for (DecodeStrategy strategy : DecodeStrategy.values()) {
        progress.accept("round %d of %d, %s".formatted(round, settings.rounds(), strategy));
        runs.computeIfAbsent(strategy, key -> new ArrayList<>()).add(benchmark.measure(strategy));
      }
    }
    return new DecodeReport(settings, clip, benchmark.ffmpeg).toJson(runs);
  }

  private DecodeRun measure(DecodeStrategy strategy) throws Exception {
    RtspServer server = RtspServer.start(RtspSettings.of(clip.clip()));
    try (server;
        OurDecoding ours =
            OurDecoding.start(server.url(), new Sampling(FPS, strategy), FRAME_SIZE);
        FfmpegDecoding theirs = startFfmpeg(server.url(), strategy)) {
      List<Decoding> all = theirs == null ? List.of(ours) : List.of(ours, theirs);
      settle(ours, all);
      long[] before = all.stream().mapToLong(Decoding::cpuNanos).toArray();
      long decodedBefore = ours.accounts().decoded();
      long since = System.nanoTime();
      watch(all, settings.seconds());
      double seconds = (System.nanoTime() - since) / 1e9;
      long decoded = ours.accounts().decoded() - decodedBefore;
      long resident = ours.residentBytes();
      server.close(); // the end of the stream: from here on the counts are final
      boolean accounted = ours.accountsAtTheEnd().unaccounted() == 0;
      double their = theirs == null ? Double.NaN : (theirs.cpuNanos() - before[1]) / 1e9 / seconds;
      return new DecodeRun(
          (ours.cpuNanos() - before[0]) / 1e9 / seconds,
          their,
          resident,
          decoded / (seconds * dueEachSecond(strategy)),
          accounted);
    }
  }

  private FfmpegDecoding startFfmpeg(String url, DecodeStrategy strategy) throws Exception {
    String skip = FfmpegDecoding.skipOf(strategy, keysSuffice());
    return ffmpeg.isEmpty() ? null : FfmpegDecoding.start(ffmpeg.get(), url, skip, FRAME_SIZE);
  }

  private boolean keysSuffice() {
    return settings.keyEvery() <= BenchmarkClip.FPS / FPS;
  }

  private double dueEachSecond(DecodeStrategy strategy) {
    boolean keysAlone =
        strategy == DecodeStrategy.KEY_FRAMES || strategy == DecodeStrategy.AUTO && keysSuffice();
    return keysAlone ? BenchmarkClip.FPS / (double) settings.keyEvery() : BenchmarkClip.FPS;
  }

  /** Until both have shown frames, and three key frames more, by which the strategy is settled. */
  private void settle(OurDecoding ours, List<Decoding> all) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (all.stream().anyMatch(decoding -> decoding.frames() < 2)) {
      if (!ours.ending().isEmpty() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the benchmark's camera gave %s frames within %d s; %s"
                .formatted(
                    all.stream().map(Decoding::frames).toList(), START_SECONDS, ours.ending()));
      }
      watch(all, 1);
    }
    watch(all, Math.max(WARM_UP_SECONDS, 1 + 3 * settings.keyEvery() / BenchmarkClip.FPS));
  }

  /** By the clock, as the camera plays by it. */
  private static void watch(List<Decoding> all, int seconds) throws InterruptedException {
    for (int second = 0; second < seconds; second++) {
      TimeUnit.SECONDS.sleep(1);
      all.forEach(Decoding::look);
    }
  }
}
