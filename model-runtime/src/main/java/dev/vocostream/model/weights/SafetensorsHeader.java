package dev.vocostream.model.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The header of a safetensors file, checked until nothing in it can point outside the file. It is
 * read as a stream: no header, whatever it holds, takes more heap than its tensors do.
 *
 * <pre>
 *  8 bytes   header length, little endian
 *  header    {"name": {"dtype": "F16", "shape": [2, 3], "data_offsets": [0, 12]}, ...}
 *  data      tensors one behind the other: no gap, no overlap, nothing after the last
 * </pre>
 *
 * @param tensors by name, in the order of their data
 * @param ignored names of tensors that nobody reads; they may have any type the format knows
 */
record SafetensorsHeader(Map<String, TensorInfo> tensors, Set<String> ignored) {
  private static final int MAX_DIMENSIONS = 8;

  private static final Map<String, DType> DTYPES =
      Map.of("F32", DType.FP32, "F16", DType.FP16, "BF16", DType.BF16);

  /** Types that only ignored tensors may have, with the bytes of a number. */
  private static final Map<String, Integer> OTHER_DTYPES =
      Map.of(
          "BOOL", 1, "U8", 1, "I8", 1, "I16", 2, "U16", 2, "I32", 4, "U32", 4, "I64", 8, "F64", 8);

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * @param json the header's bytes
   * @param dataBytes how many bytes follow it
   * @param ignored says which tensors are only checked, not kept
   * @throws InvalidCheckpointException naming file and tensor
   */
  static SafetensorsHeader parse(
      String file, byte[] json, long dataBytes, Predicate<String> ignored) {
    return new Parser(file, ignored).parse(json, dataBytes);
  }

  /** What an entry says; its type may be one that cannot be read. */
  private record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  private record Parser(String file, Predicate<String> ignored) {

    SafetensorsHeader parse(byte[] json, long dataBytes) {
      List<Entry> entries = entries(json);
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      long expected = 0;
      Map<String, TensorInfo> tensors = new LinkedHashMap<>();
      Set<String> skipped = new LinkedHashSet<>();
      for (Entry entry : entries) {
        if (entry.begin() != expected) {
          throw invalid(
              entry.name(), "must begin where the one before ends", expected, entry.begin());
        }
        expected = entry.end();
        if (ignored.test(entry.name())) {
          skipped.add(entry.name());
        } else {
          tensors.put(entry.name(), tensor(entry));
        }
      }
      if (expected != dataBytes) {
        throw new InvalidCheckpointException(
            "%s: its tensors take %d bytes but %d follow the header; the file is cut or damaged"
                .formatted(file, expected, dataBytes));
      }
      return new SafetensorsHeader(tensors, skipped);
    }

    private List<Entry> entries(byte[] json) {
      // a zero byte would make the parser guess another encoding than UTF-8
      if (json.length < 2 || json[0] != '{' || json[1] == 0) {
        throw new InvalidCheckpointException(
            file + ": the header must be a JSON object that begins with '{'");
      }
      List<Entry> entries = new ArrayList<>();
      try (JsonParser in = JSON.createParser(json)) {
        in.nextToken();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String name = in.currentName();
          in.nextToken();
          if (name.equals("__metadata__")) {
            in.skipChildren();
          } else {
            entries.add(entry(name, in));
          }
        }
        if (in.nextToken() != null) {
          throw new InvalidCheckpointException(
              file + ": the header is not valid JSON: something stands behind the object");
        }
        return entries;
      } catch (JsonProcessingException e) {
        throw new InvalidCheckpointException(
            file + ": the header is not valid JSON: " + e.getOriginalMessage(), e);
      } catch (IOException e) {
        throw new InvalidCheckpointException(file + ": the header is not UTF-8", e);
      }
    }

    private Entry entry(String name, JsonParser in) throws IOException {
      String dtype = null;
      List<Long> shape = null;
      List<Long> offsets = null;
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw invalid(name, "entry", "an object", in.getText());
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        in.nextToken();
        switch (key) {
          case "dtype" -> dtype = in.getText();
          case "shape" -> shape = naturals(name, in, MAX_DIMENSIONS);
          case "data_offsets" -> offsets = naturals(name, in, 2);
          default -> throw invalid(name, "key", "dtype, shape or data_offsets", key);
        }
      }
      if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
        throw invalid(
            name, "entry", "dtype, shape and data_offsets [begin, end]", describe(shape, offsets));
      }
      Entry entry = new Entry(name, dtype, shape, offsets.get(0), offsets.get(1));
      checkSize(entry);
      return entry;
    }

    private static String describe(List<Long> shape, List<Long> offsets) {
      return "shape " + shape + " and data_offsets " + offsets;
    }

    private List<Long> naturals(String name, JsonParser in, int most) throws IOException {
      String key = in.currentName();
      if (in.currentToken() != JsonToken.START_ARRAY) {
        throw invalid(name, key, "an array of at most " + most + " numbers", in.getText());
      }
      List<Long> numbers = new ArrayList<>(most);
      while (in.nextToken() != JsonToken.END_ARRAY) {
        boolean isLong =
            in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!isLong || in.getLongValue() < 0) {
          throw invalid(name, key, "whole numbers from zero", in.getText());
        }
        if (numbers.size() == most) {
          throw invalid(name, key, "an array of at most " + most + " numbers", "more");
        }
        numbers.add(in.getLongValue());
      }
      return List.copyOf(numbers);
    }

    private void checkSize(Entry entry) {
      DType dtype = DTYPES.get(entry.dtype());
      int itemBytes = dtype == null ? OTHER_DTYPES.getOrDefault(entry.dtype(), 0) : dtype.bytes();
      if (itemBytes == 0 || dtype == null && !ignored.test(entry.name())) {
        throw invalid(entry.name(), "dtype", "F32, F16 or BF16", entry.dtype());
      }
      long bytes;
      try {
        bytes = entry.shape().stream().reduce((long) itemBytes, Math::multiplyExact);
      } catch (ArithmeticException e) {
        throw invalid(entry.name(), "shape", "a countable number of elements", entry.shape());
      }
      if (entry.end() - entry.begin() != bytes) {
        throw invalid(
            entry.name(),
            "data_offsets",
            bytes + " bytes apart, as shape " + entry.shape() + " needs",
            entry.end() - entry.begin());
      }
    }

    private static TensorInfo tensor(Entry entry) {
      return new TensorInfo(
          entry.name(), DTYPES.get(entry.dtype()), entry.shape(), entry.begin(), entry.end());
    }

    private InvalidCheckpointException invalid(
        String tensor, String what, Object expected, Object found) {
      return new InvalidCheckpointException(
          "%s: tensor '%s': %s: expected %s, found %s"
              .formatted(file, tensor, what, expected, found));
    }
  }
}
