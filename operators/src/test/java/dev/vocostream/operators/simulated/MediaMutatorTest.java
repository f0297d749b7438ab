package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.simulated.MediaMutator.Kind;
import dev.vocostream.operators.simulated.MediaMutator.Mutant;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MediaMutatorTest {
  private static byte[] media() {
    byte[] media = new byte[20_000];
    new Random(5).nextBytes(media);
    byte[] box = "moov".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(box, 0, media, 1004, 4);
    return media;
  }

  @Test
  void theSameSeedMakesTheSameMutants() {
    MediaMutator one = new MediaMutator(7);
    MediaMutator other = new MediaMutator(7);
    for (int i = 0; i < 50; i++) {
      Mutant mutant = one.mutate(media());
      Mutant again = other.mutate(media());
      assertThat(mutant.kind()).isEqualTo(again.kind());
      assertThat(mutant.bytes()).isEqualTo(again.bytes());
    }
  }

  @Test
  void everyKindOccursAndTheOriginalStaysAsItIs() {
    byte[] media = media();
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    MediaMutator mutator = new MediaMutator(7);
    int same = 0;
    for (int i = 0; i < 200; i++) {
      Mutant mutant = mutator.mutate(media);
      seen.add(mutant.kind());
      same += java.util.Arrays.equals(mutant.bytes(), media) ? 1 : 0;
    }
    assertThat(seen).isEqualTo(EnumSet.allOf(Kind.class));
    assertThat(same).as("mutants that are none").isLessThan(5);
    assertThat(media).isEqualTo(media());
  }

  @Test
  void lengthsAreThoseOfBoxes() {
    byte[] media = media();
    MediaMutator mutator = new MediaMutator(7);
    int edited = 0;
    while (edited == 0) {
      Mutant mutant = mutator.mutate(media);
      if (mutant.kind() == Kind.LENGTH_EDITED) {
        int at = java.util.Arrays.mismatch(mutant.bytes(), media);
        assertThat(new String(media, at / 4 * 4 + 4, 4, StandardCharsets.US_ASCII))
            .matches("[a-z]{4}");
        edited++;
      }
    }
  }
}
