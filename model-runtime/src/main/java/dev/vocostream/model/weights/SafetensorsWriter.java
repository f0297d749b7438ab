package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Writes 32-bit tensors as a safetensors file, one tensor in memory at a time. */
public final class SafetensorsWriter {
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  /** Declares the next tensor; the data follows in {@link #write}, in the order of declaration. */
  public void declare(String name, long... shape) {
    if (shapes.put(name, shape) != null) {
      throw new IllegalArgumentException("tensor '" + name + "' is declared twice");
    }
  }

  /**
   * @param values gives the elements of a declared tensor, row-major
   * @throws IllegalArgumentException if a tensor's values do not fill its shape
   */
  public void write(Path file, Function<String, float[]> values) throws IOException {
    byte[] header = header();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(littleEndian(8).putLong(header.length).array());
      out.write(header);
      for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
        float[] data = values.apply(entry.getKey());
        if (data.length != elements(entry.getValue())) {
          throw new IllegalArgumentException(
              "tensor '%s' has %d elements, got %d"
                  .formatted(entry.getKey(), elements(entry.getValue()), data.length));
        }
        ByteBuffer bytes = littleEndian(4 * data.length);
        bytes.asFloatBuffer().put(data);
        out.write(bytes.array());
      }
    }
  }

  private byte[] header() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    long begin = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long end = begin + 4 * elements(entry.getValue());
      ObjectNode tensor = root.putObject(entry.getKey()).put("dtype", "F32");
      tensor.set("shape", json.valueToTree(entry.getValue()));
      tensor.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    String text = json.writeValueAsString(root);
    // the format asks for data that begins at a multiple of 8: pad with blanks
    return (text + " ".repeat((8 - text.length() % 8) % 8)).getBytes(StandardCharsets.US_ASCII);
  }

  private static long elements(long[] shape) {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
