package dev.vocostream.model.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class GreedyDecodingTest {
  private static final int END = 2;
  private static final int VOCO = 4;

  private final GreedyDecoding greedy = new GreedyDecoding(END, VOCO);
  private final List<Long> asked = new ArrayList<>();

  @Test
  void stopsAtTheEndTokenWhichIsNotPartOfTheAnswer() {
    assertThat(greedy.generate(best(1), 9, script(3, 0, END))).containsExactly(1L, 3L, 0L);
    assertThat(greedy.generate(best(END), 9, script())).isEmpty();
  }

  @Test
  void stopsAtTheLimitWithoutRunningTheModelForMore() {
    assertThat(greedy.generate(best(1), 2, script(3, 0))).containsExactly(1L, 3L);
    assertThat(asked).containsExactly(1L);
  }

  @Test
  void neverChoosesTheBannedToken() {
    assertThat(greedy.generate(new float[] {0, 1, 0, 0, 9}, 1, script())).containsExactly(1L);
  }

  @Test
  void choosesTheFirstOfEqualsAlsoWhenAllAreNegative() {
    assertThat(greedy.generate(new float[] {-5, -3, -9, -3, -1}, 1, script())).containsExactly(1L);
  }

  private LongFunction<float[]> script(int... tokens) {
    return token -> {
      asked.add(token);
      return best(tokens[asked.size() - 1]);
    };
  }

  private static float[] best(int token) {
    float[] logits = new float[5];
    logits[token] = 1;
    return logits;
  }
}
