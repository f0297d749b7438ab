package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.live.LiveConnections;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Resolver;
import dev.vocostream.operators.simulated.H264Clip;
import dev.vocostream.operators.simulated.RtspServer;
import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that may befall a camera, with healthy ones watched beside it, and a table of what
 * came of it. All at once; each by itself, with what it did to the healthy ones: {@code
 * -Dvoco.faults=alone}.
 */
@Timeout(1200)
class FaultTableTest extends WatchedCameras {
  private static final boolean ALONE = "alone".equals(System.getProperty("voco.faults"));
  private static final List<String> HEALTHY = List.of("healthy-1", "healthy-2", "healthy-3");
  private static final long MOST_GAP_MILLIS = ALONE ? 2000 : 4000;
  private static final Duration LONG = Duration.ofSeconds(90);

  /** Of each healthy camera, before anything befalls the others. */
  private static final int BASELINE_FRAMES = 25;

  private static H264Clip other;

  private long baseline;
  private final Map<Sickness, SickCamera> cameras = new LinkedHashMap<>();

  /** What has come of one. */
  private static final class Course {
    int framesBefore;
    CameraReport report;
    double noticed = Double.NaN;
    double back = Double.NaN;
  }

  @BeforeAll
  static void writeOther() throws Exception {
    Path file = dir.resolve("other.h264");
    try (ClipWriter writer = new ClipWriter(file, 240, 320, FPS)) {
      for (int i = 0; i < 40; i++) {
        writer.add(new BufferedImage(240, 320, BufferedImage.TYPE_3BYTE_BGR));
      }
    }
    other = H264Clip.read(file, FPS);
  }

  @AfterEach
  void closeCameras() {
    cameras.values().forEach(SickCamera::close);
  }

  @Override
  LiveConnections connections(CameraAccess access) {
    Resolver names = this::addresses;
    return new LiveConnections(
        access, names.within(Duration.ofMillis(500)), ProxySettings.defaults());
  }

  private List<InetAddress> addresses(String host) throws UnknownHostException {
    for (SickCamera camera : cameras.values()) {
      if (camera.host().equals(host)) {
        return camera.addresses();
      }
    }
    throw new UnknownHostException(host);
  }

  @Test
  void whatBefallsOneCameraIsItsStateAndNoOthers() throws Exception {
    for (int i = 0; i < Sickness.ALL.size(); i++) {
      cameras.put(Sickness.ALL.get(i), new SickCamera("sick-" + i, clip, other));
    }
    try (RtspServer healthy = server()) {
      List<CameraSettings> all = new ArrayList<>();
      cameras.values().forEach(camera -> all.add(camera(camera.id(), camera.url(), "")));
      HEALTHY.forEach(id -> all.add(camera(id, healthy)));
      watch(null, all.toArray(CameraSettings[]::new));
      await(() -> all.stream().allMatch(camera -> count(camera.id()) >= 5));
      await(() -> HEALTHY.stream().allMatch(id -> count(id) >= BASELINE_FRAMES));
      baseline = p99(new int[] {1, 1, 1});
      int[] changes = changesOfHealthy();
      System.out.printf(
          "%-26s %-9s %9s %9s %12s  %s%n",
          "what befalls it", "state", "noticed", "back", "others' gap", "reason");
      for (List<Sickness> some : ALONE ? oneByOne() : List.of(Sickness.ALL)) {
        show(some);
      }
      assertThat(changesOfHealthy()).as("healthy cameras stay as they are").isEqualTo(changes);
      cameras.values().forEach(camera -> assertTimesAreRight(camera.id()));
    }
  }

  private static List<List<Sickness>> oneByOne() {
    return Sickness.ALL.stream().map(List::of).toList();
  }

  /** Some fall sick, are noticed, get well and come back. */
  private void show(List<Sickness> some) throws Exception {
    int[] before = HEALTHY.stream().mapToInt(this::count).toArray();
    Map<Sickness, Course> courses = new LinkedHashMap<>();
    long since = System.nanoTime();
    for (Sickness one : some) {
      Course course = new Course();
      courses.put(one, course);
      one.befall().on(cameras.get(one));
      course.framesBefore = count(id(one));
    }
    await("noticed", some, one -> isNoticed(one, courses.get(one), since));
    for (Sickness one : some) {
      cameras.get(one).heal();
      courses.get(one).framesBefore = count(id(one));
    }
    long healed = System.nanoTime();
    await("back", some, one -> isBack(one, courses.get(one), healed));
    long gap =
        IntStream.range(0, before.length)
            .mapToLong(i -> worstGap(HEALTHY.get(i), before[i]))
            .max()
            .orElseThrow();
    courses.forEach((one, course) -> print(one, course, gap));
    assertThat(gap).as("worst gap of a healthy camera, ms").isLessThan(MOST_GAP_MILLIS);
    long p99 = p99(before);
    System.out.printf("healthy p99 %d ms, %d ms before%n", p99, baseline);
    assertThat(p99).as("99th percentile of healthy gaps, ms").isLessThanOrEqualTo(2 * baseline);
  }

  /** Looks at every single one, as looking takes note. */
  private void await(String what, List<Sickness> some, Predicate<Sickness> rule) throws Exception {
    List<Sickness> missing = new ArrayList<>();
    try {
      await(
          () -> {
            missing.clear();
            some.stream().filter(rule.negate()).forEach(missing::add);
            return missing.isEmpty();
          });
    } catch (TimeoutException | AssertionError e) {
      throw new AssertionError(
          "not %s: %s"
              .formatted(
                  what,
                  missing.stream()
                      .map(one -> one + ": " + reader.events.newestReport(id(one)))
                      .toList()),
          e);
    }
  }

  private static void print(Sickness one, Course course, long gap) {
    System.out.printf(
        "%-26s %-9s %7.1f s %9s %9d ms  %s%n",
        one.name(),
        course.report.state(),
        course.noticed,
        Double.isNaN(course.back) ? "later" : "%.1f s".formatted(course.back),
        gap,
        course.report.reason().replaceFirst(".*?…:? ?", ""));
  }

  private String id(Sickness sickness) {
    return cameras.get(sickness).id();
  }

  private int count(String camera) {
    return reader.events.frameCount(camera);
  }

  private boolean isNoticed(Sickness sickness, Course course, long since) {
    CameraReport now = reader.events.newestReport(id(sickness));
    int frames = count(id(sickness)) - course.framesBefore;
    if (course.report == null && sickness.isSeenIn(now, frames)) {
      course.report = now;
      course.noticed = (System.nanoTime() - since) / 1e9;
    }
    return course.report != null;
  }

  private boolean isBack(Sickness sickness, Course course, long healed) {
    boolean online = reader.events.newestReport(id(sickness)).state() == State.ONLINE;
    if (Double.isNaN(course.back) && online && count(id(sickness)) >= course.framesBefore + 3) {
      course.back = (System.nanoTime() - healed) / 1e9;
    }
    return !Double.isNaN(course.back) || sickness.isSlowToHeal();
  }

  private long worstGap(String healthy, int from) {
    return gaps(healthy, from).max().orElseThrow();
  }

  private LongStream gaps(String healthy, int from) {
    List<Frame> all = frames(healthy);
    return IntStream.range(from, all.size())
        .mapToLong(i -> all.get(i).time() - all.get(i - 1).time());
  }

  /** Of all healthy cameras together, each from its own frame on. */
  private long p99(int[] from) {
    long[] sorted =
        IntStream.range(0, from.length)
            .boxed()
            .flatMapToLong(i -> gaps(HEALTHY.get(i), from[i]))
            .sorted()
            .toArray();
    return sorted[(sorted.length - 1) * 99 / 100];
  }

  private int[] changesOfHealthy() {
    return HEALTHY.stream().mapToInt(id -> reader.events.changesOf(id).size()).toArray();
  }

  private void assertTimesAreRight(String camera) {
    List<Long> times = frames(camera).stream().map(Frame::time).toList();
    assertThat(times).as(camera).isSorted().doesNotHaveDuplicates();
    assertThat(times.get(times.size() - 1)).isLessThan(System.currentTimeMillis() + 1000);
  }

  private void await(BooleanSupplier done) throws Exception {
    assertThat(reader.runUntil(LONG, events -> done.getAsBoolean())).as("ended").isFalse();
  }
}
