package dev.vocostream.model.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked until nothing in it can point outside the file.
 *
 * <pre>
 *  8 bytes   header length, little endian
 *  header    {"name": {"dtype": "F16", "shape": [2, 3], "data_offsets": [0, 12]}, ...}
 *  data      tensors one behind the other: no gap, no overlap, nothing after the last
 * </pre>
 */
final class SafetensorsHeader {
  private static final Map<String, DType> DTYPES =
      Map.of("F32", DType.FP32, "F16", DType.FP16, "BF16", DType.BF16);
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;

  private SafetensorsHeader(String file) {
    this.file = file;
  }

  /**
   * @param json the header's bytes
   * @param dataBytes how many bytes follow it
   * @return the tensors by name, in the order of their data
   * @throws InvalidCheckpointException naming file and tensor
   */
  static Map<String, TensorInfo> parse(String file, byte[] json, long dataBytes) {
    return new SafetensorsHeader(file).parse(json, dataBytes);
  }

  private Map<String, TensorInfo> parse(byte[] json, long dataBytes) {
    List<TensorInfo> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : tree(json).properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.add(tensor(entry.getKey(), entry.getValue()));
      }
    }
    tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    long expected = 0;
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    for (TensorInfo tensor : tensors) {
      if (tensor.begin() != expected) {
        throw invalid(
            tensor.name(), "must begin where the one before ends", expected, tensor.begin());
      }
      expected = tensor.end();
      byName.put(tensor.name(), tensor);
    }
    if (expected != dataBytes) {
      throw new InvalidCheckpointException(
          "%s: its tensors take %d bytes but %d follow the header; the file is cut or damaged"
              .formatted(file, expected, dataBytes));
    }
    return byName;
  }

  private JsonNode tree(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.isObject()) {
        throw new InvalidCheckpointException(file + ": the header must be a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException(
          file + ": the header is not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidCheckpointException(file + ": the header cannot be read", e);
    }
  }

  private TensorInfo tensor(String name, JsonNode entry) {
    DType dtype = DTYPES.get(entry.path("dtype").asText());
    if (dtype == null) {
      throw invalid(name, "dtype", "F32, F16 or BF16", entry.path("dtype"));
    }
    List<Long> shape = new ArrayList<>();
    for (JsonNode size : entry.path("shape")) {
      shape.add(natural(name, "shape", size));
    }
    JsonNode offsets = entry.path("data_offsets");
    if (!entry.path("shape").isArray() || shape.size() > 8 || offsets.size() != 2) {
      throw invalid(name, "shape and data_offsets", "[up to 8 sizes] and [begin, end]", entry);
    }
    long begin = natural(name, "data_offsets", offsets.get(0));
    long end = natural(name, "data_offsets", offsets.get(1));
    TensorInfo tensor = new TensorInfo(name, dtype, List.copyOf(shape), begin, end);
    checkSize(tensor);
    return tensor;
  }

  private void checkSize(TensorInfo tensor) {
    long bytes;
    try {
      bytes = Math.multiplyExact(tensor.elements(), tensor.dtype().bytes());
    } catch (ArithmeticException e) {
      throw invalid(tensor.name(), "shape", "a countable number of elements", tensor.shape());
    }
    if (tensor.end() - tensor.begin() != bytes) {
      throw invalid(
          tensor.name(),
          "data_offsets",
          bytes + " bytes apart, as shape " + tensor.shape() + " needs",
          tensor.end() - tensor.begin());
    }
  }

  private long natural(String name, String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw invalid(name, key, "whole numbers from zero", value);
    }
    return value.longValue();
  }

  private InvalidCheckpointException invalid(
      String tensor, String what, Object expected, Object found) {
    return new InvalidCheckpointException(
        "%s: tensor '%s': %s: expected %s, found %s"
            .formatted(file, tensor, what, expected, found));
  }
}
