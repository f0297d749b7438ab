package dev.vocostream.operators.answer;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.AnsweredWindow;
import dev.vocostream.operators.CameraAnswer.Gap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the log says of one camera's part of an answer or of a refusal: by whom and of what it was
 * answered, and how, but neither the words of the question nor those of the answer.
 *
 * @param fields by name, in order
 */
record AnswerRecord(Map<String, String> fields) {
  private static final int LONGEST = 128;

  static AnswerRecord of(Answer answer, CameraAnswer part) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("question", cut(answer.id()));
    fields.put("camera", cut(part.camera()));
    fields.put("status", part.status().word());
    if (part.reason() != null) {
      fields.put("code", code(part.reason()));
    }
    if (part.window() != null) {
      addWindow(part.window(), fields);
    }
    fields.put("waitedMillis", Long.toString(part.timings().waited()));
    fields.put("modelMillis", Long.toString(part.timings().model()));
    fields.put("totalMillis", Long.toString(part.timings().total()));
    fields.put("model", answer.model().name());
    fields.put("fingerprint", answer.model().fingerprint());
    return new AnswerRecord(fields);
  }

  private static void addWindow(AnsweredWindow window, Map<String, String> fields) {
    fields.put("from", Instant.ofEpochMilli(window.from()).toString());
    fields.put("to", Instant.ofEpochMilli(window.to()).toString());
    fields.put("frames", Integer.toString(window.frames()));
    fields.put("remembered", Integer.toString(window.remembered()));
    fields.put("gapMillis", Long.toString(gapMillis(window)));
  }

  private static long gapMillis(AnsweredWindow window) {
    return window.gaps().stream().mapToLong(AnswerRecord::length).sum();
  }

  private static long length(Gap gap) {
    return gap.to() - gap.from();
  }

  /** What comes before the details. */
  private static String code(String reason) {
    int colon = reason.indexOf(':');
    return cut(colon < 0 ? reason : reason.substring(0, colon));
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** As one line: {@code name=value} with quotes where a value is not one plain word. */
  String line() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + written(field.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** Whoever asks chooses the id: it must not look like another field, or another line. */
  private static String written(String value) {
    if (value.matches("[\\w.:+-]+")) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char letter : value.toCharArray()) {
      if (letter < ' ' || letter == '"' || letter == '\\' || letter > '~') {
        quoted.append("\\u%04x".formatted((int) letter));
      } else {
        quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
