package dev.vocostream.operators.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeSource;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.StoredBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a camera has forgotten is gone from RocksDB's files though it is silent, and no other camera
 * of its subtask is there to write.
 */
class ForgottenBytesTest {
  private static final long START = 1_000_000_000;
  private static final Duration RETAIN = Duration.ofHours(1);
  private static final Duration EVERY = Duration.ofSeconds(5);

  @TempDir private Path directory;
  private StoredBytes stored;
  private CameraMemoryHarness harness;

  @BeforeEach
  void open() throws Exception {
    stored = new StoredBytes(directory);
    harness = stored.on(CameraMemoryHarness.ofSpeakingCameras(source()));
    harness.open();
    harness.setProcessingTime(START);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void whatIsTooOldOfASilentCameraIsGoneSixteenCheckpointsLater() throws Exception {
    harness.remember(terms(100, true));
    film(START, "old");
    film(START + 600_000, "less old");
    assertStored("old", "less old");

    harness.setProcessingTime(START + RETAIN.toMillis() + 1_000);
    passSixteenCheckpoints();
    assertGone("old");
    assertStored("less old");
    assertThat(remembered()).isOne();

    harness.setProcessingTime(START + RETAIN.toMillis() + 601_000);
    passSixteenCheckpoints();
    assertGone("less old");
    assertThat(remembered()).isZero();
  }

  /** Its time stands still; but what was too many has no business on the disk. */
  @Test
  void whatWasTooManyOfAFileIsGoneSixteenCheckpointsAfterItsEnd() throws Exception {
    harness.remember(terms(1, false));
    harness.setProcessingTime(START + RETAIN.toMillis());
    film(START, "first");
    stored.checkpoint(harness);
    film(START + 1_000, "last");
    assertStored("first", "last");

    harness.remember(MemoryEvent.of(new CameraReport("gate", State.ENDED, "", START)));
    passSixteenCheckpoints();
    assertGone("first");
    assertStored("last");
    assertThat(remembered()).isOne();
  }

  @Test
  void whoIsSilentForLongIsErasedNoMore() throws Exception {
    harness.remember(terms(100, true));
    int known = harness.stateEntries();
    harness.pass(Duration.ofMinutes(11));
    assertThat(harness.stateEntries()).as("until when it is erased is forgotten").isLessThan(known);
    assertThat(harness.numProcessingTimeTimers()).as("of its status").isOne();
  }

  @Test
  void timeWhileTheJobIsAwayErasesNothing() throws Exception {
    harness.remember(terms(100, true));
    film(START, "old");
    assertStored("old");
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    OperatorSubtaskState state = harness.snapshot(99, START);
    harness.close();
    harness = stored.on(CameraMemoryHarness.ofSpeakingCameras(source()));
    harness.initializeState(state);
    harness.open();
    harness.setProcessingTime(START + RETAIN.toMillis());
    passSixteenCheckpoints();
    assertGone("old");
    harness.pass(Duration.ofMinutes(11));
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  private void passSixteenCheckpoints() throws Exception {
    for (int i = 0; i < 16; i++) {
      stored.checkpoint(harness);
      harness.setProcessingTime(harness.getProcessingTime() + EVERY.toMillis());
    }
  }

  private void film(long time, String what) throws Exception {
    RgbImage picture = new RgbImage(16, 16, noise("picture of " + what, 16 * 16 * 3));
    byte[] entry = noise(what, 512);
    harness.remember(MemoryEvent.of(new CompressedFrame("gate", time, entry, picture)));
  }

  private void assertStored(String... frames) throws Exception {
    stored.checkpoint(harness);
    for (String frame : frames) {
      assertThat(stored.holds(noise(frame, 512))).as("the search sees %s", frame).isTrue();
      assertThat(stored.holds(noise("picture of " + frame, 64))).as("and its picture").isTrue();
    }
  }

  /** RocksDB compacts on a thread of its own. */
  private void assertGone(String frame) {
    await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              assertThat(stored.holds(noise(frame, 512))).as(frame).isFalse();
              assertThat(stored.holds(noise("picture of " + frame, 64))).as("picture").isFalse();
            });
  }

  /** By the last status: nobody could read these. */
  private int remembered() {
    return harness.told().get(harness.told().size() - 1).memory().frames();
  }

  private static MemoryEvent terms(int maxFrames, boolean live) {
    long retain = RETAIN.toMillis();
    return MemoryEvent.of(
        new CameraTerms("gate", false, 1, retain, maxFrames, 1 << 20, 0, true, live, null));
  }

  private static FakeSource source() {
    return new FakeSource(UUID.randomUUID().toString());
  }

  /** Bytes that are nowhere else by chance. */
  private static byte[] noise(String what, int length) {
    byte[] bytes = new byte[length];
    new Random(UUID.nameUUIDFromBytes(what.getBytes(UTF_8)).getMostSignificantBits())
        .nextBytes(bytes);
    return bytes;
  }
}
