package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.operators.CameraCounts;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.operators.StatusMessage.Memory;
import dev.vocostream.state.ThinnedSpan;
import java.util.List;
import java.util.Locale;

/** Writes the messages of {@code voco.status}, by the published schema. */
final class StatusJson {
  private static final JsonMapper JSON = new JsonMapper();

  private StatusJson() {}

  /** The value, UTF-8; null, a tombstone, for a camera that is no more. */
  static byte[] write(StatusMessage status) {
    if (status.isRemoved()) {
      return null;
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("camera", AnswerJson.unicode(status.camera()));
    json.put("state", status.report().state().name().toLowerCase(Locale.ROOT));
    if (!status.report().reason().isEmpty()) {
      json.put("reason", AnswerJson.unicode(status.report().reason()));
    }
    json.put("since", AnswerJson.instant(status.report().since()));
    if (status.report().clockOffset() != null) {
      json.put("clockOffsetMillis", status.report().clockOffset());
    }
    if (status.change() != null) {
      json.put("change", status.change());
    }
    Memory memory = status.memory();
    if (memory.to() != null) {
      json.put("newestFrame", AnswerJson.instant(memory.to()));
    }
    writeMemory(memory, json.putObject("memory"));
    writeCounts(status.counts(), json.putObject("counts"));
    return AnswerJson.bytes(json);
  }

  private static void writeMemory(Memory memory, ObjectNode json) {
    if (memory.from() != null) {
      json.put("from", AnswerJson.instant(memory.from()));
      json.put("to", AnswerJson.instant(memory.to()));
    }
    json.put("frames", memory.frames());
    json.put("bytes", memory.bytes());
    AnswerJson.writeGaps(memory.gaps(), json.putArray("gaps"));
    if (!memory.thinned().isEmpty()) {
      writeThinned(memory.thinned(), json.putArray("thinned"));
    }
  }

  private static void writeThinned(List<ThinnedSpan> spans, ArrayNode json) {
    for (ThinnedSpan span : spans) {
      json.addObject()
          .put("from", AnswerJson.instant(span.from()))
          .put("to", AnswerJson.instant(span.to()));
    }
  }

  private static void writeCounts(CameraCounts counts, ObjectNode json) {
    json.put("remembered", counts.remembered());
    json.put("forgotten", counts.forgotten());
    json.put("questions", counts.questions());
    json.put("answers", counts.answers());
  }
}
