package dev.vocostream.model.compression;

import org.bytedeco.pytorch.Tensor;

/** Only the pixels are held, and every question looks at them anew: what memory saves. */
public final class ReEncoded implements MemoryMode {
  private final MemoryMode encoding;

  /**
   * @param encoding what is made of the pixels when a question comes
   */
  public ReEncoded(MemoryMode encoding) {
    this.encoding = encoding;
  }

  @Override
  public Tensor hold(Tensor pixels) {
    return pixels;
  }

  @Override
  public Tensor rows(Tensor held) {
    return encoding.rows(encoding.hold(held));
  }
}
