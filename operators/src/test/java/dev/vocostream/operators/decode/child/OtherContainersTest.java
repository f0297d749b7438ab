package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.OtherClips;
import dev.vocostream.operators.decode.SelfDescribingClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class OtherContainersTest {
  /** One picture, as it came out. */
  private record Shown(long media, Picture picture) {
    int number() {
      return SelfDescribingClip.numberIn(picture.width(), picture.height(), picture.rgb());
    }
  }

  @TempDir static Path dir;

  @BeforeAll
  static void quietly() {
    VideoDecoder.load();
  }

  @ParameterizedTest
  @EnumSource
  void showsAllPicturesInOrderAndFindsItsPlaceAgain(OtherClips clip) throws Exception {
    Path file = clip.write(dir);
    List<Shown> whole = play(file, -1, clip);

    for (int i = 0; i < whole.size(); i++) {
      assertThat(whole.get(i).number()).as("picture %d", i).isEqualTo(i % OtherClips.FRAMES);
    }
    assertThat(whole).extracting(Shown::media).isSorted().doesNotHaveDuplicates();
    for (int last = 0; last < whole.size(); last += 7) {
      List<Shown> rest = play(file, whole.get(last).media(), clip);
      assertThat(rest).hasSize(whole.size() - last - 1);
      for (int i = 0; i < rest.size(); i++) {
        Shown expected = whole.get(last + 1 + i);
        assertThat(rest.get(i).media()).isEqualTo(expected.media());
        assertThat(rest.get(i).picture().rgb()).isEqualTo(expected.picture().rgb());
      }
    }
  }

  private static List<Shown> play(Path file, long skip, OtherClips clip) throws Exception {
    List<Shown> shown = new ArrayList<>();
    try (VideoDecoder video = VideoDecoder.open(file, 80, new Interruption())) {
      if (skip >= 0) {
        video.skipPast(skip);
      }
      while (video.next()) {
        shown.add(new Shown(video.mediaMicros(), video.picture()));
      }
      boolean cut = clip == OtherClips.CUT_OFF_WITH_ITS_INDEX_IN_FRONT;
      assertThat(video.isCutOff())
          .as("%d of %d", video.playedMicros(), video.durationMicros())
          .isEqualTo(cut);
      assertThat(video.decoded()).isBetween(1L, 2L * OtherClips.FRAMES);
    }
    return shown;
  }
}
