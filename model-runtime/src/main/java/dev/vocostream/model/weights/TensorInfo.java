package dev.vocostream.model.weights;

import dev.vocostream.model.DType;
import java.util.List;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param begin offset of its first byte behind the header
 * @param end offset behind its last byte
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {

  /**
   * @throws ArithmeticException if the product is beyond a long
   */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
