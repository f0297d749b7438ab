package dev.vocostream.model.training.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step as one line of JSON. Figures that were not taken are left out.
 *
 * <pre>
 *  {"step": 1200, "stage": "tune", "examples": 57600, "loss": 0.41, "ce": 0.38, "kl": 0.06, "rate": 0.001,
 *   "gradient_norm": 0.9, "examples_per_s": 98.5, "seconds_left": 1260.0, "accuracy": {"colour": 0.91}}
 * </pre>
 */
final class StepJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private StepJson() {}

  static byte[] write(TrainingStep step) throws JsonProcessingException {
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step.step()).put("stage", step.stage()).put("examples", step.examples());
    put(line, "loss", step.loss());
    put(line, "ce", step.crossEntropy());
    put(line, "kl", step.divergence());
    put(line, "rate", step.rate());
    put(line, "gradient_norm", step.gradientNorm());
    put(line, "examples_per_s", step.examplesPerSecond());
    put(line, "seconds_left", step.secondsLeft());
    if (!step.accuracy().isEmpty()) {
      ObjectNode accuracy = line.putObject("accuracy");
      step.accuracy().forEach((type, share) -> put(accuracy, type, share));
    }
    return JSON.writeValueAsBytes(line);
  }

  private static void put(ObjectNode line, String name, double figure) {
    if (Double.isFinite(figure)) {
      line.put(name, figure);
    }
  }

  /**
   * @throws IOException if it is no such line
   */
  static TrainingStep read(byte[] bytes) throws IOException {
    JsonNode line = JSON.readTree(bytes);
    if (!line.path("step").canConvertToLong() || !line.path("stage").isTextual()) {
      throw new IOException("expected step and stage, found " + line);
    }
    Map<String, Double> accuracy = new TreeMap<>();
    for (Map.Entry<String, JsonNode> type : line.path("accuracy").properties()) {
      accuracy.put(type.getKey(), type.getValue().asDouble(Double.NaN));
    }
    return new TrainingStep(
        line.path("step").asLong(),
        line.path("stage").asText(),
        line.path("examples").asLong(),
        figure(line, "loss"),
        figure(line, "ce"),
        figure(line, "kl"),
        figure(line, "rate"),
        figure(line, "gradient_norm"),
        figure(line, "examples_per_s"),
        figure(line, "seconds_left"),
        accuracy);
  }

  private static double figure(JsonNode line, String name) {
    return line.path(name).asDouble(Double.NaN);
  }
}
