package dev.vocostream.model.training;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.weights.SafetensorsFile;
import dev.vocostream.model.weights.SafetensorsWriter;
import dev.vocostream.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Tensors of a training run as a safetensors file, in 32 bits: nothing is rounded. */
final class TrainingState {
  private TrainingState() {}

  /** However large they are: parts of them go through the heap, one after the other. */
  static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.forEach((name, tensor) -> writer.declare(name, tensor.shape()));
    writer.write(
        file, DType.FP32, (name, from, into) -> Tensors.copy(tensors.get(name), from, into));
  }

  /**
   * Overwrites tensors with those of a file.
   *
   * @throws InvalidCheckpointException if the file is damaged, or has not exactly these
   */
  static void read(Path file, Map<String, Tensor> tensors) throws IOException {
    try (SafetensorsFile stored = SafetensorsFile.open(file)) {
      if (!stored.names().equals(tensors.keySet())) {
        throw new InvalidCheckpointException(
            file
                + " must have the tensors of this stage of training, has others: it is of another"
                + " recipe; choose another directory");
      }
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        read(file, stored, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void read(Path file, SafetensorsFile stored, String name, Tensor into)
      throws IOException {
    TensorInfo info = stored.info(name);
    if (!info.shape().equals(Arrays.stream(into.shape()).boxed().toList())) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' must have shape %s, has %s"
              .formatted(file, name, Arrays.toString(into.shape()), info.shape()));
    }
    byte[] bytes = new byte[Math.toIntExact(info.end() - info.begin())];
    ByteBuffer mapped = stored.map(info, 0, bytes.length);
    mapped.get(bytes);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      into.copy_(Tensors.ofBytes(bytes, DType.FP32, into.shape()));
    }
  }
}
