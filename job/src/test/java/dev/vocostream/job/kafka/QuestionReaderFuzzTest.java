package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.operators.QuestionMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replay a failure with {@code -Dfuzz.seed=}; go further with {@code -Dfuzz.mutants=}. */
class QuestionReaderFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz.mutants", 2_000);
  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "true",
          "-0",
          "1e999",
          "-1e-999",
          "9".repeat(31),
          "9".repeat(40),
          "\"\"",
          "[]",
          "{}",
          "[".repeat(9),
          "{\"a\":".repeat(5_000),
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\u202e",
          "\u200b",
          "\ufeff",
          "\"PT9999999999999999H\"",
          "\"-999999999-01-01T00:00:00Z\"",
          ",",
          ":",
          "\"id\":1,",
          "<voco>",
          "</s>",
          "\\",
          "x".repeat(70_000));

  private final QuestionReader reader = new QuestionReader();

  @Test
  void givesExactlyOneOutcomeWhateverTheBytes() throws IOException {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.println("fuzz.seed=" + seed);
    Random random = new Random(seed);
    List<byte[]> good = goodQuestions();
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < MUTANTS; i++) {
      byte[] bytes = good.get(random.nextInt(good.size()));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes = mutate(bytes, random);
      }
      QuestionMessage message = reader.read(bytes, "voco.questions", 0, i);
      outcomes.merge(checkedOutcome(message, bytes), 1, Integer::sum);
    }
    // A corpus that is only ever refused, or never, would test nothing.
    assertThat(outcomes.keySet())
        .containsAll(Set.of("question", "not-json", "too-large", "no-id", "bad-type"));
  }

  private static String checkedOutcome(QuestionMessage message, byte[] bytes) {
    assertThat(Stream.of(message.question(), message.refusal(), message.rejected()))
        .filteredOn(Objects::nonNull)
        .hasSize(1);
    if (message.rejected() != null) {
      assertThat(message.rejected().bytes()).isEqualTo(bytes);
      return message.rejected().reason();
    }
    String id = message.question() != null ? message.question().id() : message.refusal().id();
    assertThat(id.codePointCount(0, id.length())).isBetween(1, 256);
    assertThat(StrictJson.isWellFormed(id)).isTrue();
    if (message.refusal() != null) {
      assertThat(message.refusal().reason()).isIn("too-long", "bad-window", "bad-type");
      return message.refusal().reason();
    }
    assertThat(message.question().cameras()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(message.question().maxTokens()).isBetween(1, 1024);
    return "question";
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutant = bytes.clone();
    int at = random.nextInt(bytes.length + 1);
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1, 2 -> {
        String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
        return splice(bytes, at, at, fragment.getBytes(StandardCharsets.UTF_8));
      }
      case 3 -> {
        int end = at + random.nextInt(bytes.length - at + 1);
        String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
        return splice(bytes, at, end, fragment.getBytes(StandardCharsets.UTF_8));
      }
      case 4 -> {
        return replaceAValue(bytes, random);
      }
      default -> {
        if (at < mutant.length) {
          mutant[at] ^= (byte) (1 << random.nextInt(8));
        }
        return mutant;
      }
    }
  }

  /** Keeps the JSON well formed, so that the rules behind the parser are met too. */
  private static byte[] replaceAValue(byte[] bytes, Random random) {
    String json = new String(bytes, StandardCharsets.UTF_8);
    String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
    String[] fields = {"id", "cameras", "text", "window", "answer", "turns", "maxTokens", "last"};
    String field = "\"" + fields[random.nextInt(fields.length)] + "\":";
    return json.replaceFirst(
            field + "(\"[^\"]*\"|[0-9]+)", Matcher.quoteReplacement(field + fragment))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }

  private static List<byte[]> goodQuestions() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<byte[]> good = new ArrayList<>();
    JsonNode schema =
        json.readTree(
            QuestionReader.class.getResourceAsStream("/schemas/voco.questions.schema.json"));
    for (JsonNode example : schema.get("examples")) {
      good.add(json.writeValueAsBytes(example));
    }
    return good;
  }
}
