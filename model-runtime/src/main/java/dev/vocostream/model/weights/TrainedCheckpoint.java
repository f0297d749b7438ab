package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.weights.SafetensorsWriter.Elements;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
   * Writes the checkpoint, all of it or nothing, and however large it is.
   *
   * @param to must not exist, or be empty
   * @param trained tensors that have other elements; all others stay as they are
   * @param elements gives those
   * @param settings go into config.json, over what is there
   * @return what was written, hashed
   * @throws FileAlreadyExistsException if there is something in {@code to}
   */
  public Manifest write(Path to, Set<String> trained, Elements elements, ObjectNode settings)
      throws IOException {
    return write(to, Map.of(), trained, elements, settings);
  }

  /** The same checkpoint with other settings. */
  public Manifest write(Path to, ObjectNode settings) throws IOException {
    Elements none =
        (name, from, into) -> {
          throw new IllegalStateException("tensor '" + name + "' was not trained");
        };
    return write(to, Set.of(), none, settings);
  }

  /**
   * The same with further tensors.
   *
   * @param copies the tensor that one more is shaped and begins as, by its own name
   */
  Manifest write(
      Path to,
      Map<String, String> copies,
      Set<String> trained,
      Elements elements,
      ObjectNode settings)
      throws IOException {
    Manifest before = Manifest.read(from);
    return DirectoryWriter.write(
        to,
        building -> {
          copySettings(building, settings);
          writeTensors(building.resolve(WeightFile.NAME), copies, trained, elements);
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
      Path file, Map<String, String> copies, Set<String> trained, Elements elements)
      throws IOException {
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
            if (trained.contains(name)) {
              elements.fill(name, start, into);
            } else {
              stored.copy(sources.get(name), start, into, into.length);
            }
          });
    }
  }
}
