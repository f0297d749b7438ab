package dev.vocostream.model.tensor;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.weights.Checkpoint;
import dev.vocostream.model.weights.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors of a checkpoint by name, on the device and in the type a model computes with, and the
 * one owner of their native memory: every tensor that was handed out is freed by {@link #close}.
 * Immutable by convention.
 */
public final class Weights implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 28;

  private final Checkpoint file;
  private final Backend backend;
  private final Use use;
  private final List<Tensor> owned = new ArrayList<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, LowRank> changes = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  /**
   * What will happen to the tensors.
   *
   * @param trainable whether they will change: nothing may then be computed from them once and for
   *     all
   * @param changes of the decoder's matrices that are learnt in their place; null for none
   */
  public record Use(boolean trainable, LowRank.Settings changes) {
    public static final Use SERVING = new Use(false, null);
  }

  private Weights(Checkpoint file, Backend backend, Use use) {
    this.file = file;
    this.backend = backend;
    this.use = use;
  }

  /**
   * @throws InvalidCheckpointException saying what to do if the directory has no readable weights
   */
  public static Weights open(Path directory, Backend backend) {
    return open(directory, backend, Use.SERVING);
  }

  /**
   * @throws InvalidCheckpointException saying what to do if the directory has no readable weights
   */
  public static Weights open(Path directory, Backend backend, Use use) {
    try {
      return new Weights(Checkpoint.open(directory), backend, use);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": the weights cannot be read", e);
    }
  }

  public Backend backend() {
    return backend;
  }

  public boolean isTrainable() {
    return use.trainable();
  }

  /** What is learnt in place of the decoder's matrices, by their names; empty if nothing is. */
  public Map<String, LowRank> changes() {
    return Collections.unmodifiableMap(changes);
  }

  /** The change of a matrix [out, in] that is learnt in its place; null if none is. */
  LowRank change(String name, int in, int out) {
    if (use.changes() == null || !name.startsWith("model.layers.")) {
      return null;
    }
    LowRank change = LowRank.of(use.changes(), backend, in, out);
    owned.add(change.a());
    owned.add(change.b());
    changes.put(name, change);
    return change;
  }

  /** The tensors of the checkpoint that were handed out, by name, in the order they were read. */
  public Map<String, Tensor> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /**
   * A tensor of the checkpoint.
   *
   * @param shape the expected shape
   * @throws InvalidCheckpointException if it is missing, has another shape, or holds NaN or
   *     infinity
   */
  public Tensor tensor(String name, long... shape) {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = own(load(name, shape));
      parameters.put(name, tensor);
      return tensor;
    }
  }

  private Tensor load(String name, long... shape) {
    TensorInfo info = file.info(name);
    read.add(name);
    if (!info.shape().equals(Arrays.stream(shape).boxed().toList())) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' must have shape %s as config.json says, has %s"
              .formatted(file, name, Arrays.toString(shape), info.shape()));
    }
    try {
      return read(info, shape);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": tensor '" + name + "' cannot be read", e);
    }
  }

  /**
   * A tensor of the checkpoint that is only multiplied with, in the order in which that is fastest
   * here, unless it will be trained.
   *
   * @param factor every number is multiplied with
   * @throws InvalidCheckpointException as {@link #tensor}
   */
  Matrix matrix(String name, int out, int in, double factor) {
    if (!isPacked()) {
      return new Matrix.Plain(Tensors.multiply(tensor(name, out, in), factor));
    }
    try (PointerScope scope = new PointerScope()) {
      return matrix(Tensors.multiply(load(name, out, in), factor));
    }
  }

  /**
   * The same of one that is there already, and is needed as it is too.
   *
   * @param weight [out, in]
   */
  Matrix matrix(Tensor weight) {
    if (!isPacked()) {
      return new Matrix.Plain(weight);
    }
    try (PointerScope scope = new PointerScope()) {
      return PackedMatrix.of(own(PackedMatrix.pack(weight)));
    }
  }

  private boolean isPacked() {
    return !use.trainable() && backend.packsMatrices();
  }

  /** Takes over a tensor computed from weights, which would else die with the caller's scope. */
  public Tensor own(Tensor tensor) {
    tensor.retainReference();
    owned.add(tensor);
    return tensor;
  }

  private Tensor read(TensorInfo info, long[] shape) throws IOException {
    Tensor stored = Tensors.onCpu(Tensors.scalarType(info.dtype()), shape);
    copy(info, stored);
    if (!Tensors.areFinite(stored)) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' holds NaN or infinity: the file is damaged or training diverged"
              .formatted(file, info.name()));
    }
    return backend.toCompute(stored);
  }

  /** Through Java's buffers: there, a file that is cut while it is mapped is an error, no crash. */
  private void copy(TensorInfo info, Tensor stored) throws IOException {
    long bytes = info.end() - info.begin();
    try (BytePointer all = new BytePointer(stored.data_ptr())) {
      for (long at = 0; at < bytes; at += CHUNK_BYTES) {
        int length = (int) Math.min(CHUNK_BYTES, bytes - at);
        BytePointer chunk = all.getPointer(at).capacity(length);
        chunk.asByteBuffer().put(file.map(info, at, length));
      }
    } catch (InternalError e) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s': the file was changed while it was read".formatted(file, info.name()),
          e);
    }
  }

  /**
   * Whoever reads a part of the model must have asked for all of it: a bias or a layer left over
   * means that the configuration is of another model, whose numbers would be wrong.
   *
   * @param prefix of the part's tensor names
   * @throws InvalidCheckpointException naming a tensor that was not asked for
   */
  public void requireAllRead(String prefix) {
    for (String name : file.names()) {
      if (name.startsWith(prefix) && !read.contains(name)) {
        throw new InvalidCheckpointException(
            "%s: tensor '%s' is not part of the model that config.json describes: correct one of them"
                .formatted(file, name));
      }
    }
  }

  /**
   * @throws InvalidCheckpointException if a file is no longer what it was when it was opened
   */
  public void requireUnchanged() {
    try {
      file.requireUnchanged();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the weights cannot be read", e);
    }
  }

  /** Of all that was handed out up to now; of nothing where it is to be trained. */
  public WeightCheck check() {
    return new WeightCheck(use.trainable() ? List.of() : owned, System::nanoTime);
  }

  /** How many tensors are alive. */
  public int count() {
    return owned.size();
  }

  @Override
  public void close() {
    owned.forEach(Tensor::close);
    owned.clear();
    parameters.clear();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }
}
