package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.OtherClips;
import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.simulated.MediaMutator;
import dev.vocostream.operators.simulated.MediaMutator.Mutant;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mutants of valid videos in real children. All of them: {@code -Dvoco.mutants=1000}. */
@Timeout(7200)
class MutantsTest {
  private static final int MUTANTS = Integer.getInteger("voco.mutants", 40);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Deadlines DEADLINES =
      new Deadlines(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, Duration.ofSeconds(1));
  private static final long GROWTH_KIB = 64 << 10;

  /** Of the child; unlike time by the clock it is not another program's. */
  private static final Duration MOST_CPU = Duration.ofSeconds(10);

  private static final long MOST_RESIDENT_KIB = 256 << 10;

  @TempDir static Path dir;

  private static final Map<String, byte[]> CLIPS = new LinkedHashMap<>();

  @BeforeAll
  static void writeClips() throws Exception {
    for (String kind : List.of("mp4", "mkv", "webm", "h264")) {
      CLIPS.put(
          kind, Files.readAllBytes(SelfDescribingClip.write(dir.resolve("a." + kind), 12, 10)));
    }
    CLIPS.put("ts", Files.readAllBytes(OtherClips.TRANSPORT_STREAM.write(dir)));
    CLIPS.put("avi", Files.readAllBytes(OtherClips.PICTURES_OUT_OF_ORDER_IN_AVI.write(dir)));
    ByteArrayOutputStream mjpeg = new ByteArrayOutputStream();
    for (int number = 0; number < 12; number++) {
      ImageIO.write(SelfDescribingClip.picture(number), "jpeg", mjpeg);
    }
    CLIPS.put("mjpeg", mjpeg.toByteArray());
  }

  @Test
  void eachEndsInTimeAndNothingIsLeftOfIt() throws Exception {
    long seed = Long.getLong("vocostream.seed", System.nanoTime());
    System.out.println("mutants: " + MUTANTS + ", seed " + seed);
    MediaMutator mutator = new MediaMutator(seed);
    List<String> kinds = List.copyOf(CLIPS.keySet());
    Map<String, Integer> endings = new TreeMap<>();
    Costs most = new Costs(Duration.ZERO, 0, "");
    long memory = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String kind = kinds.get(i % kinds.size());
      Mutant mutant = mutator.mutate(CLIPS.get(kind));
      Path file = Files.write(dir.resolve("mutant." + kind), mutant.bytes());
      String which = "mutant %d of seed %d: %s, %s".formatted(i, seed, kind, mutant.kind());
      Outcome outcome = outcome(file, which);
      endings.merge(outcome.ending(), 1, Integer::sum);
      most = most.or(outcome.costs());
      memory = i == MUTANTS / 4 ? anonymousKib() : memory;
    }
    System.out.println(
        "mutants ended so: " + endings + "; at most, with the start of the child: " + most);
    assertThat(most.cpu()).as("%s, seed %d", most, seed).isLessThan(MOST_CPU);
    assertThat(most.residentKib()).as("seed %d", seed).isLessThan(MOST_RESIDENT_KIB);
    assertThat(endings).as("seed %d", seed).containsKey("frames");
    assertThat(anonymousKib() - memory).as("growth in KiB, seed %d", seed).isLessThan(GROWTH_KIB);
  }

  private record Outcome(String ending, Costs costs) {}

  /**
   * What children needed at most.
   *
   * @param longest which one needed most processor time
   */
  private record Costs(Duration cpu, long residentKib, String longest) {
    Costs or(Costs other) {
      boolean longer = other.cpu.compareTo(cpu) > 0;
      return new Costs(
          longer ? other.cpu : cpu,
          Math.max(residentKib, other.residentKib),
          longer ? other.longest : longest);
    }
  }

  /** What came of it; after that there is neither a child nor a thread. */
  private static Outcome outcome(Path file, String which) throws Exception {
    DecoderRequest request = new DecoderRequest(file.toString(), 1000, 64, 0, Playhead.START);
    DecoderProcess decoder = DecoderProcess.start(request, DEADLINES, false);
    String ending = "no frames";
    Costs costs;
    try {
      while (decoder.next().isPresent()) {
        ending = "frames";
        assertThat(decoder.accounts().delivered()).as(which).isLessThan(1000);
      }
      assertThat(decoder.accounts().unaccounted()).as(which).isZero();
    } catch (VideoException e) {
      assertThat(e.getMessage()).as(which).isNotEmpty();
      ending = e.fault().name();
    } finally {
      costs = costs(decoder.pid(), which);
      decoder.close();
    }
    assertThat(Children.isAlive(decoder.pid())).as(which).isFalse();
    assertThat(Children.threadsOf(decoder)).as(which).isEmpty();
    return new Outcome(ending, costs);
  }

  /** Nothing, if it has crashed. */
  private static Costs costs(long pid, String which) throws Exception {
    if (!Children.isAlive(pid)) {
      return new Costs(Duration.ZERO, 0, which);
    }
    Duration cpu =
        ProcessHandle.of(pid).flatMap(child -> child.info().totalCpuDuration()).orElseThrow();
    String most = Children.memory(pid).replaceAll(".*VmHWM: (\\d+) kB.*", "$1");
    return new Costs(cpu, Long.parseLong(most), which);
  }

  /** Memory of this process that is no file's, with what is no longer used given back. */
  private static long anonymousKib() throws Exception {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }
}
