package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes a checkpoint that is another one with other numbers, all in one file: what training makes
 * of where it began.
 */
public final class TrainedCheckpoint {
  private final Path from;
  private final DType dtype;

  /**
   * @param from the checkpoint that training began with
   * @param dtype the weights are stored in: FP32, BF16 or FP16
   */
  public TrainedCheckpoint(Path from, DType dtype) {
    this.from = from;
    this.dtype = dtype;
  }

  /**
   * Writes the checkpoint, all of it or nothing.
   *
   * @param to must not exist, or be empty
   * @param trained the new numbers of a tensor, row-major; null for one that stayed as it is; asked
   *     by several threads, more than once
   * @param settings go into config.json, over what is there
   * @return what was written, hashed
   * @throws FileAlreadyExistsException if there is something in {@code to}
   */
  public Manifest write(Path to, Function<String, float[]> trained, ObjectNode settings)
      throws IOException {
    return write(to, Map.of(), trained, settings);
  }

  /**
   * The same with further tensors.
   *
   * @param copies the tensor that one more is shaped and begins as, by its own name
   */
  Manifest write(
      Path to, Map<String, String> copies, Function<String, float[]> trained, ObjectNode settings)
      throws IOException {
    Manifest before = Manifest.read(from);
    return DirectoryWriter.write(
        to,
        building -> {
          copySettings(building, settings);
          writeTensors(building.resolve(WeightFile.NAME), copies, trained);
          return Manifest.write(building, before.goldenIds());
        });
  }

  private void copySettings(Path directory, ObjectNode settings) throws IOException {
    VocoLlamaConfig before = VocoLlamaConfig.read(from);
    ObjectNode config = new BundledSettings(from, before.vision()).copyTo(directory);
    config.setAll(settings);
    config.put("torch_dtype", dtype.torchName());
    TokenFiles.write(directory.resolve(BundledSettings.CONFIG), config);
  }

  private void writeTensors(
      Path file, Map<String, String> copies, Function<String, float[]> trained) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(from)) {
      StoredTensors stored = new StoredTensors(checkpoint);
      Map<String, String> sources = new TreeMap<>(copies);
      checkpoint.names().forEach(name -> sources.put(name, name));
      SafetensorsWriter writer = new SafetensorsWriter();
      sources.forEach(
          (name, source) ->
              writer.declare(
                  name,
                  checkpoint.info(source).shape().stream().mapToLong(Long::longValue).toArray()));
      writer.write(
          file,
          dtype,
          (name, start, into) -> {
            float[] values = trained.apply(name);
            if (values == null) {
              stored.copy(sources.get(name), start, into, into.length);
            } else {
              System.arraycopy(values, (int) start, into, 0, into.length);
            }
          });
    }
  }
}
