package dev.vocostream.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;
import dev.vocostream.model.training.data.Mixed.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixedTest {

  @Test
  void everySourceIsReadInItsOwnOrderWithoutAGap() {
    List<List<Integer>> read = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Mixed mixed = mixed(read, 5, 2, 1);

    for (int number = 0; number < 80; number++) {
      mixed.get(number);
    }

    assertThat(read.get(0)).isEqualTo(upTo(50));
    assertThat(read.get(1)).isEqualTo(upTo(20));
    assertThat(read.get(2)).isEqualTo(upTo(10));
  }

  @Test
  void anyStretchHasEverySourcesShare() {
    List<List<Integer>> read = List.of(new ArrayList<>(), new ArrayList<>());
    Mixed mixed = mixed(read, 665, 100);
    int start = 7_000;

    for (int number = start; number < start + 153; number++) {
      mixed.get(number);
    }

    assertThat(read.get(0)).hasSizeBetween(132, 134);
    assertThat(read.get(1)).hasSizeBetween(19, 21);
  }

  @Test
  void theSameNumberIsTheSameExample() {
    List<List<Integer>> read = List.of(new ArrayList<>(), new ArrayList<>());
    Mixed mixed = mixed(read, 2, 3);

    mixed.get(10_000_000_003L);
    mixed.get(7);
    mixed.get(10_000_000_003L);

    List<Integer> all = new ArrayList<>(read.get(0));
    all.addAll(read.get(1));
    assertThat(all).hasSize(3);
    assertThat(all.stream().distinct()).hasSize(2);
  }

  @Test
  void refusesASourceWithAnEndAndPartsThatAreNone() {
    assertThatThrownBy(() -> new Share(ShuffledTest.numbered(5), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a share needs a source without end, found one with 5 examples: put it into a"
                + " Shuffled");
    assertThatThrownBy(() -> new Share(ShuffledTest.numbered(Long.MAX_VALUE), 0))
        .hasMessage("parts must be positive, was 0");
    assertThatThrownBy(() -> new Mixed(List.of()))
        .hasMessage("all parts together must be 1 to 1000000, were 0");
  }

  private static Mixed mixed(List<List<Integer>> read, int... parts) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      shares.add(new Share(noting(read.get(i)), parts[i]));
    }
    return new Mixed(shares);
  }

  private static ExampleSource noting(List<Integer> read) {
    ExampleSource numbered = ShuffledTest.numbered(Long.MAX_VALUE);
    return new ExampleSource() {
      @Override
      public long size() {
        return numbered.size();
      }

      @Override
      public Example get(long number) {
        read.add((int) (number % Integer.MAX_VALUE));
        return numbered.get(number);
      }
    };
  }

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }
}
