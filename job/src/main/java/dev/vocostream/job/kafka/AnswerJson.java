package dev.vocostream.job.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.AnsweredWindow;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Timings;
import dev.vocostream.operators.RejectedMessage;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Writes what leaves the job, by the published schemas. Whatever the model made of it, the result
 * is valid: half surrogate pairs become question marks, numbers that are not finite are left out.
 */
public final class AnswerJson {
  private static final JsonMapper JSON = new JsonMapper();

  /** With three digits for the milliseconds, also where they are zero. */
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private AnswerJson() {}

  /** The value on {@code voco.answers}, UTF-8. */
  public static byte[] write(Answer answer) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", unicode(answer.id()));
    json.put("status", answer.status().word());
    ArrayNode entries = json.putArray("answers");
    for (CameraAnswer entry : answer.answers()) {
      writeEntry(entry, entries.addObject());
    }
    if (answer.model() != null) {
      ObjectNode model = json.putObject("model");
      model.put("name", unicode(answer.model().name()));
      model.put("fingerprint", unicode(answer.model().fingerprint()));
      if (!answer.model().trained()) {
        model.put("untrained", true);
      }
    }
    answer.answers().stream()
        .map(CameraAnswer::timings)
        .filter(Objects::nonNull)
        .max(Comparator.comparingLong(Timings::total))
        .ifPresent(slowest -> writeTimings(slowest, json.putObject("timings")));
    return bytes(json);
  }

  /** The value on {@code voco.rejected}, UTF-8. */
  public static byte[] write(RejectedMessage rejected) {
    ObjectNode json = JSON.createObjectNode();
    json.put("topic", rejected.topic());
    json.put("partition", rejected.partition());
    json.put("offset", rejected.offset());
    json.put("reason", rejected.reason());
    json.put("detail", unicode(rejected.detail()));
    json.put("size", rejected.size());
    if (rejected.bytes().length < rejected.size()) {
      json.put("truncated", true);
    }
    json.put("bytes", rejected.bytes());
    return bytes(json);
  }

  private static void writeEntry(CameraAnswer entry, ObjectNode json) {
    json.put("camera", unicode(entry.camera()));
    json.put("status", entry.status().word());
    if (entry.reason() != null) {
      json.put("reason", unicode(entry.reason()));
    }
    json.put("text", entry.text() == null ? "" : unicode(entry.text()));
    if (entry.probability() != null && Double.isFinite(entry.probability())) {
      json.put("probability", entry.probability());
    }
    if (entry.window() != null) {
      writeWindow(entry.window(), json.putObject("window"));
    }
    writeEvidence(
        entry.evidence() == null ? List.of() : entry.evidence(), json.putArray("evidence"));
  }

  static void writeEvidence(List<Evidence> evidence, ArrayNode json) {
    for (Evidence frame : evidence) {
      if (Double.isFinite(frame.weight())) {
        json.addObject().put("time", instant(frame.time())).put("weight", frame.weight());
      }
    }
  }

  private static void writeWindow(AnsweredWindow window, ObjectNode json) {
    json.put("from", instant(window.from()));
    json.put("to", instant(window.to()));
    json.put("frames", window.frames());
    json.put("remembered", window.remembered());
    writeGaps(window.gaps() == null ? List.of() : window.gaps(), json.putArray("gaps"));
  }

  static void writeGaps(List<Gap> gaps, ArrayNode json) {
    for (Gap gap : gaps) {
      ObjectNode part = json.addObject();
      part.put("from", instant(gap.from())).put("to", instant(gap.to()));
      part.put("reason", unicode(gap.reason()));
    }
  }

  private static void writeTimings(Timings timings, ObjectNode json) {
    json.put("waited", timings.waited());
    json.put("model", timings.model());
    json.put("total", timings.total());
  }

  static String instant(long epochMillis) {
    return INSTANT.format(Instant.ofEpochMilli(epochMillis));
  }

  static String unicode(String text) {
    return StrictJson.isWellFormed(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      // A tree of strings, numbers and arrays is always writable.
      throw new UncheckedIOException(impossible);
    }
  }
}
