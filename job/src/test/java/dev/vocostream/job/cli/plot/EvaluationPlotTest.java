package dev.vocostream.job.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.evaluation.world.WorldReport;
import dev.vocostream.model.world.BlindBound;
import dev.vocostream.model.world.BlindBound.Arms;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPlotTest {
  private static final int BLUE = 0x0072B2; // the model
  private static final int ORANGE = 0xE69F00; // the commonest answer

  @TempDir Path directory;

  @Test
  void drawsEveryTypeBesideWhoDoesNotLook() throws IOException {
    Path png = directory.resolve("types.png");
    Marks marks = new Marks();
    Map<QuestionType, Arms> arms = new EnumMap<>(QuestionType.class);
    for (QuestionType type : QuestionType.values()) {
      if (type != QuestionType.CAPTION) {
        marks.count(type, true);
        arms.put(type, new Arms(1, type.temporal() ? 0.25 : 0.5, 0.3, 0.4));
      }
    }

    EvaluationPlot.write(
        new WorldReport(
            new ObjectMapper().createObjectNode(),
            Split.HELD_OUT,
            1,
            1,
            false,
            marks,
            new BlindBound(arms)),
        png);

    BufferedImage drawn = ImageIO.read(png.toFile());
    assertThat(drawn.getHeight()).isEqualTo(2 * Plot.HEIGHT);
    BufferedImage above = drawn.getSubimage(0, 0, Plot.WIDTH, Plot.HEIGHT);
    BufferedImage below = drawn.getSubimage(0, Plot.HEIGHT, Plot.WIDTH, Plot.HEIGHT);
    assertThat(count(BLUE, above))
        .isBetween(1.7 * count(ORANGE, above), 2.3 * count(ORANGE, above));
    assertThat(count(BLUE, below))
        .isBetween(3.4 * count(ORANGE, below), 4.6 * count(ORANGE, below));
  }

  private static double count(int colour, BufferedImage image) {
    double count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth() * 3 / 4; x++) { // without the legend
        count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
    }
    return count;
  }
}
