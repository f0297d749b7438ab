package dev.vocostream.model.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VocoMaskTest {
  private static final long VOCO = 9;

  @Test
  void letsTextSeeVocoTokensButNothingBeforeThem() {
    long[] ids = {1, 5, 5, VOCO, VOCO, 7, 8};

    assertThat(picture(VocoMask.of(ids, VOCO), ids.length))
        .containsExactly(
            "x......", // BOS
            "xx.....", // frame
            "xxx....", "xxxx...", // VoCo
            "xxxxx..", "...xxx.", // text
            "...xxxx");
  }

  @Test
  void isCausalWithoutVocoTokens() {
    long[] ids = {1, 5, 7};

    assertThat(picture(VocoMask.of(ids, VOCO), 3)).containsExactly("x..", "xx.", "xxx");
  }

  @Test
  void givesTheLastRowsForTextBehindACache() {
    boolean[][] rows = VocoMask.CAUSAL.lastRows(2, 5);

    assertThat(lines(rows)).containsExactly("xxxx.", "xxxxx");
  }

  private static List<String> picture(VocoMask mask, int length) {
    return lines(mask.lastRows(length, length));
  }

  private static List<String> lines(boolean[][] rows) {
    return Arrays.stream(rows).map(VocoMaskTest::line).collect(Collectors.toList());
  }

  private static String line(boolean[] row) {
    StringBuilder line = new StringBuilder();
    for (boolean attends : row) {
      line.append(attends ? 'x' : '.');
    }
    return line.toString();
  }
}
