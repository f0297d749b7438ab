package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Goldens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The goldens are those of tests/python/captions.py: pycocoevalcap with Stanford's tokenizer. */
class CiderDTest {
  private static final JsonNode GOLDENS = Goldens.read("captions.json");

  @Test
  void takesPhrasesApartAsTheStanfordTokenizerDoes() {
    for (JsonNode golden : GOLDENS.get("words")) {
      assertThat(CaptionTokens.of(golden.get("phrase").textValue()))
          .as(golden.get("phrase").textValue())
          .isEqualTo(texts(golden.get("words")));
    }
  }

  /** Looking for the end of a word needs no more stack for a longer one. */
  @ParameterizedTest
  @ValueSource(strings = {"a-", "a/b.", "1.", "12:", "a.", "a", "'s", "a's", "-", "!"})
  void takesWordsApartHoweverLongTheyAre(String part) {
    String all = String.join("", CaptionTokens.of(part.repeat(20_000)));

    assertThat(part.repeat(20_000)).startsWith(all);
  }

  @Test
  void scoresAsThePublicScorerDoes() {
    CiderD cider = new CiderD();
    JsonNode regions = GOLDENS.get("regions");

    regions.forEach(r -> cider.add(r.get("caption").textValue(), texts(r.get("people"))));

    double[] scores = cider.scores();
    for (int i = 0; i < scores.length; i++) {
      assertThat(scores[i])
          .as(regions.get(i).toString())
          .isEqualTo(cider(regions.get(i)), within(1e-9));
    }
    assertThat(cider.mean()).isEqualTo(GOLDENS.get("mean").doubleValue(), within(1e-9));
  }

  @Test
  void scoresByHand() {
    CiderD cider = new CiderD();
    cider.add("red car", List.of("red bus"));
    cider.add("dog", List.of("cat"));

    // Two things, so every gram of the references has df 1 and rarity log 2.
    // n = 1: (red, car) and (red, bus), equal weights: cosine 1/2. n = 2: nothing shared.
    // n = 3, 4: nothing. Both have one bigram, no penalty. 10 * (1/2) / 4 = 1.25.
    assertThat(cider.scores()).containsExactly(new double[] {1.25, 0}, within(1e-12));
    assertThat(cider.mean()).isEqualTo(0.625, within(1e-12));
  }

  @Test
  void measuresLengthByBigrams() {
    CiderD cider = new CiderD();
    cider.add("red", List.of("red car door"));
    cider.add("dog", List.of("cat"));

    // n = 1: cosine 1 / sqrt(3). No bigram against two: exp(-4 / 72).
    double expected = 10 * (1 / Math.sqrt(3)) / 4 * Math.exp(-4 / 72.0);
    assertThat(cider.scores()[0]).isEqualTo(expected, within(1e-12));
  }

  @Test
  void countsARepeatedWordNoOftenerThanTheReferenceDoes() {
    CiderD cider = new CiderD();
    cider.add("dog dog dog", List.of("dog"));
    cider.add("x", List.of("cat"));

    // n = 1: weights 3r and r, r = log 2: min(3r, r) * r / (3r * r) = 1/3. 2 bigrams against 0.
    double expected = 10 * (1 / 3.0) / 4 * Math.exp(-4 / 72.0);
    assertThat(cider.scores()[0]).isEqualTo(expected, within(1e-12));
  }

  private static double cider(JsonNode region) {
    return region.get("cider").doubleValue();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.textValue()));
    return texts;
  }
}
