package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {
  @Test
  void aMessageIsKnownByItsFieldsWhereverTheyStand() {
    assertThat(
            of(MessageId.ID, "{\"answers\":[{\"id\":\"no\"}],\"model\":{\"id\":1},\"id\":\"q\"}"))
        .isEqualTo("[q]");
    assertThat(of(MessageId.PLACE, "{\"offset\":7,\"partition\":0,\"topic\":\"t\",\"bytes\":\"\"}"))
        .isEqualTo("[t, 0, 7]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[\"id\"]", "7", "{\"id\":null}", "{\"id\":[]}", "{\"id\"", "x"})
  void whatHasNoneIsOfSomebodyElse(String message) {
    assertThat(of(MessageId.ID, message)).isNull();
  }

  /** While it is read nothing is written, and a dead letter may hold half a megabyte. */
  @Test
  void whatIsBehindTheFieldsIsNotRead() {
    String letter = "{\"topic\":\"t\",\"partition\":0,\"offset\":7,\"bytes\":\"...";
    assertThat(of(MessageId.PLACE, letter)).isEqualTo("[t, 0, 7]");
  }

  private static String of(MessageId ids, String message) {
    return ids.of(message.getBytes(StandardCharsets.UTF_8));
  }
}
