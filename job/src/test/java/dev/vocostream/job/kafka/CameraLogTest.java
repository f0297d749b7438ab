package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.decode.CameraListing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraLogTest {
  private static final long REMOVED_AT = 7_000;
  private static final long OFFSET = 3;

  private final CameraLog log =
      new CameraLog(List.of(camera("file", "/file.mp4")), new CameraJson(Duration.ofHours(72)));

  @Test
  void theTopicIsAddedToTheFileAndOutweighsIt() throws Exception {
    assertThat(log.listing().cameras()).containsExactly(camera("file", "/file.mp4"));
    say(camera("topic", "/topic.mp4"));
    say(camera("file", "/other.mp4"));
    assertThat(log.listing().cameras())
        .containsExactlyInAnyOrder(
            camera("file", "/other.mp4").saidAt(OFFSET),
            camera("topic", "/topic.mp4").saidAt(OFFSET));
  }

  /** The same again is another message: whoever wrote it waits for the job to come to it. */
  @Test
  void aCameraThatIsSaidAgainIsAsTheLaterMessageHasIt() throws Exception {
    CameraSettings camera = camera("topic", "/1.mp4");
    log.take(utf8("topic"), CameraJson.write(camera), 8, 1);
    log.take(utf8("topic"), CameraJson.write(camera), 9, 1);
    assertThat(log.listing().cameras()).contains(camera.saidAt(9L));
  }

  @Test
  void whatIsRemovedIsSaidOnce() throws Exception {
    say(camera("topic", "/1.mp4"));
    log.listing();
    remove("topic");
    assertThat(log.listing().removed()).containsExactly("topic");
    assertThat(log.listing().removed()).isEmpty();
  }

  @Test
  void aCameraThatIsBackAtOnceWasRemovedAllTheSame() throws Exception {
    say(camera("topic", "/1.mp4"));
    log.listing();
    remove("topic");
    say(camera("topic", "/1.mp4"));
    assertThat(log.listing().removed()).containsExactly("topic");
    assertThat(log.listing().cameras()).contains(camera("topic", "/1.mp4").saidAt(OFFSET));
  }

  /** Compaction may have left nothing but the tombstone of the former one. */
  @Test
  void whenACameraThatIsBackWasRemovedStaysKnownAtTheStart() throws Exception {
    remove("topic");
    remove("gone");
    remove("file");
    say(camera("topic", "/2.mp4"));
    say(camera("file", "/other.mp4"));
    log.forgetRemovals();
    CameraListing first = log.listing();
    assertThat(first.removed()).isEmpty();
    assertThat(first.removedAt()).containsExactly(entry("topic", REMOVED_AT));
    assertThat(log.listing().removedAt()).as("said once").isEmpty();
  }

  /** Nobody looked: what the topic's camera remembered must not be taken for the file's. */
  @Test
  void whenACameraThatStoodBeforeOneOfTheFileWasRemovedStaysKnownAtTheStart() throws Exception {
    say(camera("file", "/other.mp4"));
    remove("file");
    log.forgetRemovals();
    CameraListing first = log.listing();
    assertThat(first.cameras()).containsExactly(camera("file", "/file.mp4"));
    assertThat(first.removedAt()).containsExactly(entry("file", REMOVED_AT));
  }

  @Test
  void aTombstoneOfNobodyRemovesNothing() throws Exception {
    remove("nobody");
    assertThat(log.listing().removed()).isEmpty();
  }

  @Test
  void withoutItsMessageACameraOfTheFileIsAsTheFileSays() throws Exception {
    say(camera("file", "/other.mp4"));
    remove("file");
    assertThat(log.listing().cameras()).containsExactly(camera("file", "/file.mp4"));
  }

  @Test
  void aBadMessageChangesNothing() throws Exception {
    say(camera("topic", "/1.mp4"));
    assertThatThrownBy(() -> log.take(utf8("topic"), utf8("{"), 5, 1))
        .isInstanceOf(BadMessage.class);
    assertThat(log.listing().cameras()).contains(camera("topic", "/1.mp4").saidAt(OFFSET));
    assertThat(log.listing().unreadable()).isEmpty();
  }

  @Test
  void aCameraThatIsToRememberForTooLongStaysAsItIs() throws Exception {
    CameraSettings longest = camera("topic", Duration.ofHours(72));
    say(longest);
    assertThatThrownBy(() -> say(camera("topic", Duration.ofHours(73))))
        .isInstanceOf(BadMessage.class)
        .hasMessage(
            "retain: expected at most PT72H, memory.retain-at-most of the job, found PT73H");
    assertThat(log.listing().cameras()).contains(longest.saidAt(OFFSET));
  }

  /** The good message before it may have been compacted away. */
  @Test
  void aCameraWithNothingButABadMessageIsUnreadableUntilThereIsABetterOne() throws Exception {
    assertThatThrownBy(() -> log.take(utf8("topic"), utf8("{"), 5, 1))
        .isInstanceOf(BadMessage.class);
    assertThat(log.listing().unreadable()).containsExactly("topic");
    say(camera("topic", "/1.mp4"));
    assertThat(log.listing().unreadable()).isEmpty();
  }

  @Test
  void aMessageWithoutAKeyIsBad() {
    for (byte[] key : new byte[][] {null, {}, {(byte) 0xFF}}) {
      assertThatThrownBy(() -> log.take(key, CameraJson.write(camera("a", "/a.mp4")), 5, 1))
          .isInstanceOf(BadMessage.class)
          .hasMessageStartingWith("key: ");
    }
  }

  private void say(CameraSettings camera) throws BadMessage {
    log.take(utf8(camera.id()), CameraJson.write(camera), OFFSET, 1);
  }

  private void remove(String id) throws BadMessage {
    log.take(utf8(id), null, 5, REMOVED_AT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CameraSettings camera(String id, String url) {
    return new CameraSettings(id, url, 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(1), 10, 1 << 20);
  }

  private static CameraSettings camera(String id, Duration retain) {
    return new CameraSettings(id, "/a.mp4", 1, Play.LOOP, Pace.LIVE, retain, 10, 1 << 20);
  }
}
