package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a checkpoint directory under one naming, LLaVA's, in however many files and in
 * whichever layout they lie; see {@link WeightFile} for the files and {@link TensorNames} for the
 * names. Structure is checked when it is opened; the numbers are not looked at.
 */
public final class Checkpoint implements Closeable {
  private final Path directory;
  private final List<SafetensorsFile> files = new ArrayList<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** Where a tensor lies, and what it is called there. */
  private record Place(SafetensorsFile file, TensorInfo stored) {
    @Override
    public String toString() {
      return file + " as '" + stored.name() + "'";
    }
  }

  private Checkpoint(Path directory) {
    this.directory = directory;
  }

  /**
   * @throws InvalidCheckpointException naming file, tensor and rule if anything is not strictly
   *     valid
   */
  public static Checkpoint open(Path directory) throws IOException {
    Checkpoint opened = new Checkpoint(directory);
    try {
      for (WeightFile file : WeightFile.in(directory)) {
        opened.add(file);
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void add(WeightFile weights) throws IOException {
    WeightFile.Part part = weights.part();
    SafetensorsFile file =
        SafetensorsFile.open(weights.path(), name -> TensorNames.of(name, part).isEmpty());
    files.add(file);
    weights.index().ifPresent(index -> index.check(file));
    for (TensorInfo stored : file.tensors()) {
      String name = TensorNames.of(stored.name(), part).orElseThrow();
      Place there = places.putIfAbsent(name, new Place(file, stored));
      if (there != null) {
        throw new InvalidCheckpointException(
            "%s: tensor '%s' is there twice: in %s and in %s; remove the one that is not meant"
                .formatted(directory, name, there, new Place(file, stored)));
      }
    }
  }

  /** Names of all tensors that a model may read. */
  public Set<String> names() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /**
   * @throws InvalidCheckpointException if there is no such tensor
   */
  public TensorInfo info(String name) {
    TensorInfo stored = place(name).stored();
    return new TensorInfo(name, stored.dtype(), stored.shape(), stored.begin(), stored.end());
  }

  /** The file that holds a tensor, and its name there; for messages. */
  public String where(String name) {
    return place(name).toString();
  }

  private Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' is missing (there are %d others)%s"
              .formatted(this, name, places.size(), remedy(name)));
    }
    return place;
  }

  private static String remedy(String name) {
    if (name.startsWith(TensorNames.TOWER)) {
      return "; a vision tower of its own belongs into %s/%s"
          .formatted(WeightFile.TOWER, WeightFile.NAME);
    }
    boolean projector = name.startsWith("model.mm_projector");
    return projector ? "; a projector of its own belongs into " + WeightFile.PROJECTOR : "";
  }

  /**
   * Part of a tensor's data, mapped read-only, little endian. The file may be cut while it is
   * mapped: reading such a page by {@code ByteBuffer.get} or {@code put} throws an InternalError;
   * native code that reads it ends the process.
   *
   * @param from offset in the tensor, in bytes
   * @param length in bytes; a map cannot be larger than an int
   * @throws InvalidCheckpointException if the file has become shorter than it was when opened
   */
  public ByteBuffer map(TensorInfo tensor, long from, int length) throws IOException {
    Place place = place(tensor.name());
    return place.file().map(place.stored(), from, length);
  }

  /**
   * To be called when everything has been read: what was read is then what the paths lead to, and
   * what a manifest that was verified meanwhile has seen.
   *
   * @throws InvalidCheckpointException if a file has been written to or replaced since it was
   *     opened
   */
  public void requireUnchanged() throws IOException {
    for (SafetensorsFile file : files) {
      file.requireUnchanged();
    }
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (SafetensorsFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public String toString() {
    return files.size() == 1 ? files.get(0).toString() : directory.toString();
  }
}
