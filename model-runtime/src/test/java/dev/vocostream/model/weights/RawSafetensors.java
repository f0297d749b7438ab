package dev.vocostream.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes safetensors files of a few numbers for tests, right or wrong. */
final class RawSafetensors {
  private RawSafetensors() {}

  /** A file in which each tensor is one number: its place among the names, from 0. */
  static Path write(Path file, String... names) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : names) {
      writer.declare(name, 1);
    }
    Files.createDirectories(file.getParent());
    writer.write(file, name -> new float[] {List.of(names).indexOf(name)});
    return file;
  }

  /** Whatever header, followed by zeros. */
  static byte[] bytes(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(json.length).put(json).array();
  }

  /** An index; pairs of tensor and file. */
  static Path index(Path directory, String... pairs) throws IOException {
    StringBuilder map = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      map.append(i == 0 ? "" : ", ").append('"').append(pairs[i]).append("\": \"");
      map.append(pairs[i + 1].replace("\\", "\\\\")).append('"');
    }
    return Files.writeString(
        directory.resolve(WeightFile.INDEX),
        "{\"metadata\": {\"total_size\": 8}, \"weight_map\": {%s}}".formatted(map));
  }
}
