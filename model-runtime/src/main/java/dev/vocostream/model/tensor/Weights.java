package dev.vocostream.model.tensor;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.weights.Checkpoint;
import dev.vocostream.model.weights.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors of a checkpoint by name, and the one owner of their native memory: every tensor that
 * was handed out is freed by {@link #close}. Immutable by convention; on the CPU all are 32-bit.
 */
public final class Weights implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 28;

  private final Checkpoint file;
  private final List<Tensor> owned = new ArrayList<>();

  private Weights(Checkpoint file) {
    this.file = file;
  }

  /**
   * @throws InvalidCheckpointException saying what to do if the directory has no readable weights
   */
  public static Weights open(Path directory) {
    try {
      return new Weights(Checkpoint.open(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": the weights cannot be read", e);
    }
  }

  /**
   * A tensor of the checkpoint, as 32-bit floats.
   *
   * @param shape the expected shape
   * @throws InvalidCheckpointException if it is missing or has another shape
   */
  public Tensor tensor(String name, long... shape) {
    TensorInfo info = file.info(name);
    if (!info.shape().equals(Arrays.stream(shape).boxed().toList())) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' must have shape %s as config.json says, has %s"
              .formatted(file, name, Arrays.toString(shape), info.shape()));
    }
    try (PointerScope scope = new PointerScope()) {
      return own(read(info, shape));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": tensor '" + name + "' cannot be read", e);
    }
  }

  /** Takes over a tensor computed from weights, which would else die with the caller's scope. */
  public Tensor own(Tensor tensor) {
    tensor.retainReference();
    owned.add(tensor);
    return tensor;
  }

  private Tensor read(TensorInfo info, long[] shape) throws IOException {
    Tensor stored = Tensors.empty(info.dtype(), shape);
    long bytes = info.end() - info.begin();
    try (BytePointer target = new BytePointer(stored.data_ptr())) {
      for (long at = 0; at < bytes; at += CHUNK_BYTES) {
        int length = (int) Math.min(CHUNK_BYTES, bytes - at);
        try (BytePointer source = new BytePointer(file.map(info, at, length))) {
          BytePointer.memcpy(target.getPointer(at), source, length);
        }
      }
    }
    return info.dtype() == DType.FP32 ? stored : Tensors.toFloat(stored);
  }

  /** How many tensors are alive. */
  public int count() {
    return owned.size();
  }

  @Override
  public void close() {
    owned.forEach(Tensor::close);
    owned.clear();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }
}
