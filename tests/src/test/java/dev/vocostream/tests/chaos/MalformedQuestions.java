package dev.vocostream.tests.chaos;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Makes messages that no asker should send, from one seed always the same. */
final class MalformedQuestions {
  private static final int LARGE = 70_000;

  /** Where a good question has a value, one of these stands. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "9".repeat(40),
          "NaN",
          "\"\"",
          "[]",
          "{}",
          "[[[[[[[[[[1]]]]]]]]]]",
          "{\"last\":\"PT9999999999999999H\"}",
          "{\"last\":\"yesterday\"}",
          "{\"from\":\"2020-01-01T00:00:00Z\"}",
          "{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2020-01-01T00:00:00Z\"}",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"\\ud800\"",
          "\"" + "a".repeat(2_001) + "\"",
          "\"" + "b".repeat(LARGE) + "\"");

  /** Anywhere in a message, one of these is put. */
  private static final List<String> PIECES =
      List.of(",", ":", "\"", "\\", "{", "]", "\u0000", "\u202e", "\u200b", "\ufeff", "<voco>");

  private static final List<String> FIELDS =
      List.of("id", "cameras", "text", "window", "answer", "maxTokens", "deadline");

  private final Random random;
  private final List<UnaryOperator<byte[]>> spoilers =
      List.of(
          this::cut,
          this::insert,
          this::flip,
          this::otherCharset,
          this::doubled,
          this::nested,
          good -> new byte[0],
          good -> null,
          this::badUtf8);
  private int made;

  MalformedQuestions(Random random) {
    this.random = random;
  }

  /** Bytes, or null for a tombstone. A few are good questions by chance. */
  byte[] next() {
    String good =
        """
        {"id":"bad-%d","cameras":["cam0"],"text":"What is there?","window":{"last":"PT5S"},\
        "answer":"text","maxTokens":8,"deadline":"2035-01-01T00:00:00Z"}\
        """
            .formatted(made++);
    if (random.nextBoolean()) {
      return otherValue(good).getBytes(StandardCharsets.UTF_8);
    }
    return spoilers
        .get(random.nextInt(spoilers.size()))
        .apply(good.getBytes(StandardCharsets.UTF_8));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Mostly well-formed JSON, so that the rules behind the parser are met too. */
  private String otherValue(String good) {
    String field = "\"" + any(FIELDS) + "\":";
    int from = good.indexOf(field) + field.length();
    int to = from;
    for (int depth = 0; depth > 0 || ",}".indexOf(good.charAt(to)) < 0; to++) {
      depth += "{[".indexOf(good.charAt(to)) >= 0 ? 1 : "}]".indexOf(good.charAt(to)) >= 0 ? -1 : 0;
    }
    return good.substring(0, from) + any(VALUES) + good.substring(to);
  }

  private byte[] cut(byte[] good) {
    return Arrays.copyOf(good, random.nextInt(good.length));
  }

  private byte[] insert(byte[] good) {
    String text = new String(good, StandardCharsets.UTF_8);
    int at = random.nextInt(text.length());
    return (text.substring(0, at) + any(PIECES) + text.substring(at))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] flip(byte[] good) {
    good[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
    return good;
  }

  private byte[] otherCharset(byte[] good) {
    Charset charset = any(List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE));
    return new String(good, StandardCharsets.UTF_8).getBytes(charset);
  }

  private byte[] badUtf8(byte[] good) {
    good[random.nextInt(good.length)] = (byte) (0x80 | random.nextInt(0x80));
    return good;
  }

  /** The same field twice, or something behind the end. */
  private byte[] doubled(byte[] good) {
    String text = new String(good, StandardCharsets.UTF_8);
    return (random.nextBoolean() ? text + text : text.replace("\"text\"", "\"id\":\"x\",\"text\""))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] nested(byte[] good) {
    return "{\"id\":".repeat(1 + random.nextInt(10_000)).getBytes(StandardCharsets.UTF_8);
  }
}
