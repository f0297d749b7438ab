package dev.vocostream.model.training;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Another way than VoCo tokens to make few rows of a frame, to compare with. The decoder reads its
 * rows behind the start token, and text sees all of them.
 */
interface Compressor extends AutoCloseable {
  /**
   * @param features of the patches, from the tower [F, n, vision width]
   * @param question mean of the embeddings of its words, for each frame [F, hidden]; null unless
   *     {@link #readsQuestions}
   * @return [F, rows, hidden]
   */
  Tensor rows(Tensor features, Tensor question);

  /** Whether a frame's rows depend on what is asked. */
  default boolean readsQuestions() {
    return false;
  }

  /** What it has to learn beyond the model, by name. */
  Map<String, Tensor> parameters();

  @Override
  void close();
}
