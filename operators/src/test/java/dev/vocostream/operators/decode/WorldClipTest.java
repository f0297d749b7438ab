package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldClipTest {
  private final World world = new World(3);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"mp4, 6", "webm, 1"})
  void aDecodedClipShowsAtEverySecondWhatIsTrue(String kind, int clips) throws Exception {
    for (int number = 0; number < clips; number++) {
      Scene scene = world.scene(Split.VALIDATION, number);
      Path clip = dir.resolve(number + "." + kind);
      WorldClip.write(scene, clip);
      DecodedSeconds decoded = DecodedSeconds.of(clip);
      assertThat(decoded.pictures()).hasSize(8);
      for (int second = 0; second < 8; second++) {
        decoded.assertShow(second, scene.moment(second), ever(scene));
      }
    }
  }

  private static List<Seen> ever(Scene scene) {
    return IntStream.range(0, 8)
        .mapToObj(scene::moment)
        .flatMap(moment -> moment.seen().stream())
        .toList();
  }

  @Test
  void refusesAnEndingItCannotWrite() {
    Scene scene = world.scene(Split.VALIDATION, 0);
    assertThatThrownBy(() -> WorldClip.write(scene, dir.resolve("scene.gif")))
        .hasMessageContaining("no such kind of clip, expected one of .mp4, .mkv, .h264, .webm");
  }
}
