package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraSplitSerializerTest {
  private static final CameraSplit SPLIT =
      new CameraSplit(
          new CameraSettings(
              "yard",
              "/clips/yard.mp4",
              2.5,
              Play.LOOP,
              Pace.FAST,
              Duration.ofMinutes(10),
              600,
              1L << 30),
          1_700_000_000_123L,
          new Playhead(3, 36_000_000, 1_200_000, 1_700_000_037_323L),
          false);

  /** These bytes are in savepoints: they must stay readable, whatever the version becomes. */
  private static final String VERSION_1 =
      "000479617264000f2f636c6970732f796172642e6d7034400400000000000000044c4f4f5000"
          + "044641535400000000000927c00000025800000000400000000000018bcfe5687b0000000000"
          + "00000300000000022551000000000000124f800000018bcfe5f9cb00";

  /** Written out, so that nobody changes it by changing the first. */
  private static final String VERSION_2 =
      "000479617264000f2f636c6970732f796172642e6d7034400400000000000000044c4f4f5000"
          + "044641535400000000000927c00000025800000000400000000000018bcfe5687b0000000000"
          + "00000300000000022551000000000000124f800000018bcfe5f9cb00"
          + "000000000000000000000000";

  /** Written out, as the second. */
  private static final String VERSION_3 = VERSION_2 + "01";

  /** Written out, as the second; no message said it. */
  private static final String VERSION_4 = VERSION_3 + "ffffffffffffffff";

  private final CameraSplitSerializer serializer = new CameraSplitSerializer();

  @Test
  void bringsBackWhatItWrote() throws IOException {
    CameraSettings all =
        new CameraSettings(
            "yard",
            "rtsp://yard/1",
            1,
            Play.ONCE,
            Pace.LIVE,
            Duration.ofMinutes(1),
            2,
            3,
            4,
            5,
            "yard-login",
            true,
            false);
    for (CameraSplit split :
        List.of(
            SPLIT,
            SPLIT.asEnded(),
            SPLIT.asRemoved(),
            CameraSplit.firstOf(SPLIT.settings(), 7),
            CameraSplit.firstOf(all, 7),
            CameraSplit.firstOf(all.saidAt(41L), 7))) {
      assertThat(serializer.deserialize(4, serializer.serialize(split))).isEqualTo(split);
    }
  }

  @Test
  void readsTheBytesOfVersionOne() throws IOException {
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(VERSION_1))).isEqualTo(SPLIT);
    byte[] two = HexFormat.of().parseHex("00000002" + VERSION_1 + VERSION_1);
    assertThat(new CameraSplitSerializer.OfMany().deserialize(1, two))
        .containsExactly(SPLIT, SPLIT);
  }

  @Test
  void readsTheBytesOfVersionTwo() throws IOException {
    assertThat(serializer.deserialize(2, HexFormat.of().parseHex(VERSION_2))).isEqualTo(SPLIT);
    byte[] two = HexFormat.of().parseHex("00000002" + VERSION_2 + VERSION_2);
    assertThat(new CameraSplitSerializer.OfMany().deserialize(2, two))
        .containsExactly(SPLIT, SPLIT);
  }

  @Test
  void readsTheBytesOfVersionThree() throws IOException {
    assertThat(serializer.deserialize(3, HexFormat.of().parseHex(VERSION_3))).isEqualTo(SPLIT);
  }

  @Test
  void readsAndWritesTheBytesOfVersionFour() throws IOException {
    assertThat(serializer.deserialize(4, HexFormat.of().parseHex(VERSION_4))).isEqualTo(SPLIT);
    assertThat(HexFormat.of().formatHex(serializer.serialize(SPLIT))).isEqualTo(VERSION_4);
  }

  @Test
  void bringsBackTheEnumeratorsCheckpoint() throws IOException {
    var many = new CameraSplitSerializer.OfMany();
    assertThat(many.deserialize(4, many.serialize(List.of(SPLIT, SPLIT.asEnded()))))
        .containsExactly(SPLIT, SPLIT.asEnded());
    assertThat(many.deserialize(4, many.serialize(List.of()))).isEmpty();
  }

  @Test
  void refusesAVersionItDoesNotKnow() {
    assertThatThrownBy(() -> serializer.deserialize(9, new byte[0]))
        .hasMessage(
            "camera splits of version 9, expected 1 to 4: restore with the version that wrote"
                + " them");
  }
}
