package dev.vocostream.job.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person asks on the page, checked.
 *
 * @param last how far back to look; null for all there is
 */
record AskedQuestion(List<String> cameras, String text, boolean yesNo, Duration last) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_CAMERAS = 16;
  private static final int MAX_ID = 256;
  private static final int MAX_TEXT = 2_000;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * @throws BadRequest in words for the person who asked
   */
  static AskedQuestion read(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new BadRequest(400, "the question is not JSON");
    }
    String text = json.path("text").asText("").strip();
    require(!text.isEmpty() && text.length() <= MAX_TEXT, "write a question of 1 to 2,000 letters");
    return new AskedQuestion(
        cameras(json.path("cameras")),
        text,
        "yes-no".equals(json.path("answer").asText()),
        last(json.path("last")));
  }

  private static List<String> cameras(JsonNode json) {
    List<String> cameras = new ArrayList<>();
    for (JsonNode camera : json) {
      require(
          camera.isTextual() && !camera.asText().isEmpty() && camera.asText().length() <= MAX_ID,
          "a camera is named by 1 to 256 letters");
      cameras.add(camera.asText());
    }
    require(!cameras.isEmpty() && cameras.size() <= MAX_CAMERAS, "choose 1 to 16 cameras");
    return cameras.stream().distinct().toList();
  }

  private static Duration last(JsonNode json) {
    if (json.isMissingNode() || json.isNull() || json.asText().isEmpty()) {
      return null;
    }
    try {
      Duration last = Duration.parse(json.asText());
      require(!last.isNegative() && !last.isZero(), "a window is longer than nothing");
      require(last.compareTo(LONGEST) <= 0, "a window is a year long at most");
      return last;
    } catch (DateTimeParseException e) {
      throw new BadRequest(400, "a window is a duration such as PT1M");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new BadRequest(400, otherwise);
    }
  }

  /** The message for the questions topic. */
  String toJson(String id, Instant now) {
    ObjectNode message = JSON.createObjectNode().put("id", id);
    cameras.forEach(message.putArray("cameras")::add);
    message.put("text", text).put("answer", yesNo ? "yes-no" : "text");
    if (last != null) {
      message.putObject("window").put("last", last.toString());
    }
    return message.put("deadline", now.plus(PATIENCE).toString()).toString();
  }
}
