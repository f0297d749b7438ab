package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Palette;
import dev.vocostream.model.world.Seen;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.Picture;
import dev.vocostream.operators.decode.child.VideoDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a clip at its whole seconds, and whether they show what is true. */
record DecodedSeconds(List<Picture> pictures) {
  private static final int SIDE = 192;

  static DecodedSeconds of(Path clip) throws Exception {
    List<Picture> pictures = new ArrayList<>();
    try (VideoDecoder video = VideoDecoder.open(clip, SIDE, new Interruption())) {
      while (video.next()) {
        if (video.mediaMicros() / 1_000_000.0 >= pictures.size() - 0.01) {
          pictures.add(video.picture());
        }
      }
    }
    return new DecodedSeconds(pictures);
  }

  /** Every thing is there in its colour, and the wall where {@code ever} was something else. */
  void assertShow(int second, Moment moment, List<Seen> ever) {
    for (Seen seen : moment.seen()) {
      int paint = paint(second, seen);
      assertThat(Palette.nearest(paint))
          .as("%s at second %d", seen, second)
          .isEqualTo(seen.colour());
      assertThat(Palette.distance(paint, Palette.rgb(seen.colour()))).isLessThan(65);
    }
    for (Seen gone : ever) {
      if (moment.seen().stream().noneMatch(seen -> meets(seen, gone))) {
        assertThat(Palette.distance(paint(second, gone), Palette.rgb(gone.colour())))
            .as("%s is not there at second %d", gone, second)
            .isGreaterThan(65);
      }
    }
  }

  private static boolean meets(Seen seen, Seen gone) {
    double apart = seen.radius() + gone.radius();
    return Math.abs(seen.x() - gone.x()) < apart && Math.abs(seen.y() - gone.y()) < apart;
  }

  /** The mean of the pixels around the middle of a thing. */
  private int paint(int second, Seen seen) {
    byte[] rgb = pictures.get(second).rgb();
    int[] sums = new int[3];
    for (int i = 0; i < 25; i++) {
      int y = (int) (seen.y() * SIDE) - 2 + i / 5;
      int x = (int) (seen.x() * SIDE) - 2 + i % 5;
      for (int channel = 0; channel < 3; channel++) {
        sums[channel] += rgb[3 * (y * SIDE + x) + channel] & 0xff;
      }
    }
    return sums[0] / 25 << 16 | sums[1] / 25 << 8 | sums[2] / 25;
  }
}
