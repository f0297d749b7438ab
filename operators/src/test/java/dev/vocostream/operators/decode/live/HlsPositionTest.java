package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Segment;
import dev.vocostream.operators.gate.Playlist.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HlsPositionTest {
  private static final Segment SEGMENT =
      new Segment(
          null,
          Duration.ofSeconds(6),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty());

  private static Media media(long first, int count, boolean ended) {
    List<Segment> segments = IntStream.range(0, count).mapToObj(i -> SEGMENT).toList();
    return new Media(Duration.ofSeconds(6), first, ended, segments);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 100, 5, 102, 3", // three before the end
    "-1, 100, 2, 100, 2",
    "104, 100, 5, 104, 1",
    "105, 100, 5, 105, 0", // nothing new
    "90, 100, 5, 102, 3", // what was missed is gone, and the oldest nearly
    "500, 0, 5, 2, 3", // the server began anew
  })
  void playingGoesOnWhereItWas(long next, long first, int count, long expected, int ahead) {
    Media media = media(first, count, false);
    HlsPosition position = new HlsPosition(next).in(media);
    assertThat(position.next()).isEqualTo(expected);
    assertThat(position.ahead(media)).hasSize(ahead);
  }

  @Test
  void aRecordingIsPlayedFromItsBeginning() {
    Media media = media(0, 5, true);
    assertThat(HlsPosition.START.in(media).ahead(media)).hasSize(5);
  }

  @Test
  void whatIsBehindIsPlayedFaster() {
    assertThat(HlsPosition.pace(SEGMENT, 2)).isEqualTo(Duration.ofSeconds(6));
    assertThat(HlsPosition.pace(SEGMENT, 4)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void theSmallestQualityThatIsLargeEnoughIsTaken() {
    Variant low = new Variant(null, 100, 426, 240, "");
    Variant middle = new Variant(null, 300, 854, 480, "");
    Variant high = new Variant(null, 900, 1920, 1080, "");
    Variant unknown = new Variant(null, 50, 0, 0, "");
    assertThat(HlsPosition.best(List.of(high, low, middle))).isEqualTo(middle);
    assertThat(HlsPosition.best(List.of(unknown, low))).isEqualTo(low);
    assertThat(HlsPosition.best(List.of(unknown))).isEqualTo(unknown);
  }
}
