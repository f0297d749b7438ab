package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.kafka.MessageSchema.Violation;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Turn;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what anybody may have put on the questions topic. Whatever the bytes, the outcome is one of
 * three: a question; a refusal, if at least the id could be read; else a dead letter.
 */
public final class QuestionReader {
  /** Bytes of a dead letter that are kept: as base64 they stay under the 1 MiB of a record. */
  public static final int KEPT_BYTES = 512 * 1024;

  private static final int DEFAULT_MAX_TOKENS = 64;
  private static final int MAX_CAMERAS = 64;

  private final MessageSchema schema = MessageSchema.of("voco.questions");

  /** Never throws. {@code value} may be null, as in a tombstone. */
  public QuestionMessage read(byte[] value, String topic, int partition, long offset) {
    ObjectNode message;
    List<Violation> violations;
    try {
      message = StrictJson.read(value);
      violations = schema.violations(message);
      requireId(message, violations);
    } catch (BadMessage bad) {
      return QuestionMessage.of(DeadLetter.of(topic, partition, offset, value, bad));
    }
    try {
      refuse(violations, message);
      return QuestionMessage.of(question(message));
    } catch (BadMessage bad) {
      return QuestionMessage.of(
          new Refusal(id(message), readableCameras(message), bad.reason, bad.getMessage()));
    }
  }

  private static void requireId(JsonNode message, List<Violation> violations) throws BadMessage {
    for (Violation violation : violations) {
      if (violation.field().equals("id")) {
        throw new BadMessage("no-id", violation.message());
      }
    }
    if (!StrictJson.isWellFormed(id(message))) {
      // As the key of a record two such ids would become the same bytes.
      throw new BadMessage("no-id", "id: expected Unicode text, found half a surrogate pair");
    }
  }

  private static void refuse(List<Violation> violations, JsonNode message) throws BadMessage {
    Violation first = MessageSchema.first(violations);
    if (first == null) {
      return;
    }
    String field = first.field();
    boolean ofWrongType = first.rule().equals("type");
    if (field.startsWith("window") && !ofWrongType) {
      throw new BadMessage("bad-window", windowShape(message.get("window")));
    }
    boolean tooLong =
        first.rule().startsWith("max") && (field.equals("text") || field.startsWith("turns"));
    throw new BadMessage(tooLong ? "too-long" : "bad-type", first.message());
  }

  private static String windowShape(JsonNode window) {
    List<String> found = new ArrayList<>();
    for (String end : List.of("last", "from", "to")) {
      if (window.has(end)) {
        found.add(end);
      }
    }
    return "window: expected either last, or both from and to, found "
        + (found.isEmpty() ? "none of them" : String.join(", ", found));
  }

  private static Question question(JsonNode message) throws BadMessage {
    List<String> cameras = new ArrayList<>();
    for (JsonNode camera : message.get("cameras")) {
      cameras.add(text("cameras[" + cameras.size() + "]", camera));
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : message.path("turns")) {
      String name = "turns[" + turns.size() + "]";
      turns.add(
          new Turn(
              text(name + ".question", turn.get("question")),
              text(name + ".answer", turn.get("answer"))));
    }
    JsonNode deadline = message.get("deadline");
    return new Question(
        id(message),
        cameras,
        text("text", message.get("text")),
        window(message.get("window")),
        message.path("answer").asText().equals("yes-no"),
        turns,
        message.path("maxTokens").asInt(DEFAULT_MAX_TOKENS),
        deadline == null
            ? null
            : (Long) WindowReader.instant("deadline", deadline.textValue(), "bad-type"));
  }

  private static Window window(JsonNode window) throws BadMessage {
    return window == null ? null : WindowReader.read(window);
  }

  private static String text(String field, JsonNode node) throws BadMessage {
    return StrictJson.text(field, node.textValue());
  }

  private static String id(JsonNode message) {
    return message.get("id").textValue();
  }

  /** The cameras that a refused question names, as far as they can be read; at most 64. */
  private static List<String> readableCameras(JsonNode message) {
    Set<String> cameras = new LinkedHashSet<>();
    if (message.path("cameras").isArray()) {
      for (JsonNode camera : message.get("cameras")) {
        String name = camera.asText();
        boolean readable = camera.isTextual() && !name.isEmpty() && StrictJson.isWellFormed(name);
        if (readable && cameras.size() < MAX_CAMERAS) {
          cameras.add(name);
        }
      }
    }
    return new ArrayList<>(cameras);
  }
}
