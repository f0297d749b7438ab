package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.BalanceRule.Move;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BalanceRuleTest {
  @Test
  void readersThatDifferByOneAreEven() {
    assertThat(BalanceRule.next(Map.of("a", 0, "b", 1, "c", 0), Set.of(0, 1))).isEmpty();
    assertThat(BalanceRule.next(Map.of(), Set.of(0, 1))).isEmpty();
    assertThat(BalanceRule.next(Map.of(), Set.of())).isEmpty();
  }

  @Test
  void movesFromTheFullestToTheEmptiest() {
    Map<String, Integer> owners = Map.of("a", 0, "b", 1, "c", 1, "d", 1);
    assertThat(BalanceRule.next(owners, Set.of(0, 1, 2))).contains(new Move("d", 1, 2));
  }

  @Test
  void comesToAnEndWithAllReadersEven() {
    long seed = System.nanoTime();
    System.out.println("comesToAnEndWithAllReadersEven seed " + seed);
    Random random = new Random(seed);
    Set<Integer> readers = new TreeSet<>(Set.of(0, 1, 2, 3, 4));
    Map<String, Integer> owners = new HashMap<>();
    for (int camera = 0; camera < 100; camera++) {
      owners.put("camera-" + camera, random.nextInt(3));
    }
    int moves = 0;
    for (var next = BalanceRule.next(owners, readers);
        next.isPresent();
        next = BalanceRule.next(owners, readers)) {
      owners.put(next.get().camera(), next.get().to());
      assertThat(++moves).as("seed %d", seed).isLessThan(100);
    }
    for (int reader : readers) {
      assertThat(owners.values().stream().filter(owner -> owner == reader)).hasSize(20);
    }
  }
}
