package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes tensors of one type as a safetensors file. They may be larger than the heap: several
 * threads, each with a buffer of its own, write parts of them to where they belong.
 */
public final class SafetensorsWriter {
  /** Of a part; even, and large enough that a call to the system costs little. */
  private static final int PART_ELEMENTS = 1 << 18;

  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  /** The elements of declared tensors; asked by several threads at once. */
  @FunctionalInterface
  public interface Elements {
    /**
     * @param from place of the first element that is wanted, row-major; even
     * @param into to be filled to its end
     */
    void fill(String tensor, long from, float[] into);
  }

  /** Some of a tensor's elements and where in the file they go. */
  private record Part(String tensor, long from, int count, long position) {}

  /** Declares the next tensor; the data follows in {@link #write}, in the order of declaration. */
  public void declare(String name, long... shape) {
    if (shapes.put(name, shape) != null) {
      throw new IllegalArgumentException("tensor '" + name + "' is declared twice");
    }
  }

  /** All tensors that were declared. */
  Map<String, long[]> shapes() {
    return shapes;
  }

  /** How large the file becomes. */
  long bytes(DType dtype) {
    return 8 + header(dtype).length + shapes.values().stream().mapToLong(d -> size(d, dtype)).sum();
  }

  /**
   * 32-bit tensors that fit into the heap.
   *
   * @param values gives the elements of a declared tensor, row-major
   * @throws IllegalArgumentException if a tensor's values do not fill its shape
   */
  public void write(Path file, Function<String, float[]> values) throws IOException {
    Map<String, float[]> all = new LinkedHashMap<>();
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      float[] data = values.apply(entry.getKey());
      if (data.length != elements(entry.getValue())) {
        throw new IllegalArgumentException(
            "tensor '%s' has %d elements, got %d"
                .formatted(entry.getKey(), elements(entry.getValue()), data.length));
      }
      all.put(entry.getKey(), data);
    }
    write(
        file,
        DType.FP32,
        (name, from, into) -> System.arraycopy(all.get(name), (int) from, into, 0, into.length));
  }

  /**
   * @param dtype FP32, BF16 or FP16; rounded to the nearest
   */
  public void write(Path file, DType dtype, Elements elements) throws IOException {
    byte[] header = header(dtype);
    ByteBuffer head = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(header.length).put(header).flip();
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      List<Part> parts = parts(head.remaining(), dtype);
      writeFully(out, head, 0);
      AtomicInteger next = new AtomicInteger();
      // one task a core, each taking the next part, so that buffers are few and the file grows
      // evenly
      IntStream.range(0, Runtime.getRuntime().availableProcessors())
          .parallel()
          .forEach(worker -> write(out, dtype, elements, parts, next));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(
      FileChannel out, DType dtype, Elements elements, List<Part> parts, AtomicInteger next) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(PART_ELEMENTS * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    float[] buffer = new float[PART_ELEMENTS];
    for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
      Part part = parts.get(i);
      float[] values = part.count() == PART_ELEMENTS ? buffer : new float[part.count()];
      elements.fill(part.tensor(), part.from(), values);
      put(values, dtype, bytes.clear());
      try {
        writeFully(out, bytes.limit(values.length * dtype.bytes()), part.position());
      } catch (IOException e) {
        next.set(parts.size()); // the others need not try
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void put(float[] values, DType dtype, ByteBuffer bytes) {
    if (dtype == DType.FP32) {
      bytes.asFloatBuffer().put(values);
      return;
    }
    ShortBuffer shorts = bytes.asShortBuffer();
    for (int i = 0; i < values.length; i++) {
      boolean brain = dtype == DType.BF16;
      shorts.put(i, brain ? HalfFloats.bfloat16(values[i]) : HalfFloats.float16(values[i]));
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes, long position)
      throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      at += out.write(bytes, at);
    }
  }

  private List<Part> parts(long position, DType dtype) {
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long elements = elements(entry.getValue());
      for (long from = 0; from < elements; from += PART_ELEMENTS) {
        int count = (int) Math.min(PART_ELEMENTS, elements - from);
        parts.add(new Part(entry.getKey(), from, count, position));
        position += (long) count * dtype.bytes();
      }
    }
    return parts;
  }

  private byte[] header(DType dtype) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    long begin = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long end = begin + size(entry.getValue(), dtype);
      ObjectNode tensor = root.putObject(entry.getKey()).put("dtype", nameOf(dtype));
      tensor.set("shape", json.valueToTree(entry.getValue()));
      tensor.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    String text = root.toString();
    // the format asks for data that begins at a multiple of 8: pad with blanks
    return (text + " ".repeat((8 - text.length() % 8) % 8)).getBytes(StandardCharsets.US_ASCII);
  }

  private static String nameOf(DType dtype) {
    return switch (dtype) {
      case FP32 -> "F32";
      case FP16 -> "F16";
      case BF16 -> "BF16";
      case INT8 ->
          throw new IllegalArgumentException(
              "weights are stored as FP32, BF16 or FP16, not as INT8: that is for activations"
                  + " only");
    };
  }

  private static long size(long[] shape, DType dtype) {
    return elements(shape) * dtype.bytes();
  }

  private static long elements(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
