package dev.vocostream.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffledTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 1_000, 4_096, 4_097})
  void everyRoundHasEveryExampleOnce(int size) {
    Shuffled shuffled = new Shuffled(numbered(size), 7);

    for (int round = 0; round < 3; round++) {
      assertThat(round(shuffled, round, size))
          .containsExactlyInAnyOrder(IntStream.range(0, size).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void everyRoundAndEverySeedHasItsOwnOrder() {
    Shuffled shuffled = new Shuffled(numbered(100), 7);

    List<Integer> first = round(shuffled, 0, 100);

    assertThat(round(shuffled, 1, 100)).isNotEqualTo(first);
    assertThat(round(new Shuffled(numbered(100), 8), 0, 100)).isNotEqualTo(first);
    assertThat(round(new Shuffled(numbered(100), 7), 0, 100)).isEqualTo(first);
  }

  /** The order is part of what a resumed training relies on: it may never change. */
  @Test
  void theOrderOfASeedIsFixedForEver() {
    assertThat(round(new Shuffled(numbered(10), 7), 0, 10))
        .containsExactly(1, 5, 7, 9, 4, 0, 3, 6, 8, 2);
  }

  /** With 20 examples and 20,000 seeds, chi-square has 361 degrees of freedom: 27 is its sigma. */
  @Test
  void everyExampleIsAsLikelyAtEveryPlace() {
    int size = 20;
    int seeds = 20_000;
    long[][] seen = new long[size][size];
    for (int seed = 0; seed < seeds; seed++) {
      List<Integer> order = round(new Shuffled(numbered(size), seed), 0, size);
      for (int place = 0; place < size; place++) {
        seen[place][order.get(place)]++;
      }
    }

    double expected = (double) seeds / size;
    double chiSquare = 0;
    for (long[] place : seen) {
      chiSquare += LongStream.of(place).mapToDouble(n -> (n - expected) * (n - expected)).sum();
    }
    assertThat(chiSquare / expected).isBetween(361 - 5 * 27.0, 361 + 5 * 27.0);
  }

  @Test
  void neighboursDoNotStayTogether() {
    List<Integer> order = round(new Shuffled(numbered(10_000), 3), 0, 10_000);

    long together =
        IntStream.range(1, 10_000)
            .filter(i -> Math.abs(order.get(i) - order.get(i - 1)) == 1)
            .count();

    assertThat(together).isLessThan(15); // two are expected
  }

  @Test
  void refusesWhatCannotBeShuffled() {
    assertThatThrownBy(() -> new Shuffled(numbered(0), 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("this one has none");
    assertThatThrownBy(() -> new Shuffled(new Shuffled(numbered(3), 7), 7))
        .hasMessageEndingWith("this one has no end");
  }

  static List<Integer> round(ExampleSource source, int round, int size) {
    return IntStream.range(round * size, (round + 1) * size)
        .mapToObj(number -> numberOf(source.get(number)))
        .toList();
  }

  /** Each example says its own number. */
  static ExampleSource numbered(long size) {
    return new ExampleSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public Example get(long number) {
        return new Example(List.of(), List.of(new Turn("which?", "" + number)), false);
      }
    };
  }

  static int numberOf(Example example) {
    return Integer.parseInt(example.turns().get(0).answer());
  }
}
