package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.Tensor;

/** A tensor that outlives the scope it was made in, until its owner closes it. */
public final class Owned implements AutoCloseable {
  private final Tensor tensor;

  public Owned(Tensor tensor) {
    tensor.retainReference();
    this.tensor = tensor;
  }

  public Tensor get() {
    return tensor;
  }

  @Override
  public void close() {
    tensor.releaseReference();
  }
}
