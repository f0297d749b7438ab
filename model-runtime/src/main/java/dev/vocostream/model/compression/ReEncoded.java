package dev.vocostream.model.compression;

import org.bytedeco.pytorch.Tensor;

/** Only the pixels are held, and every question looks at them anew: what memory saves. */
public record ReEncoded(MemoryMode encoding) implements MemoryMode {
  @Override
  public Tensor hold(Tensor pixels) {
    return pixels;
  }

  @Override
  public Tensor rows(Tensor held) {
    return encoding.rows(encoding.hold(held));
  }
}
