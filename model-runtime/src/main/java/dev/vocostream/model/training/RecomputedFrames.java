package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Gradient checkpointing (Chen and others, arXiv 1604.06174) at the place where the model is narrow
 * anyway: of a frame only its activations are kept, and what led to them is computed again when
 * their gradients are known. Memory is that of a few frames, however long windows are; time is one
 * forward pass of stage 1 more.
 *
 * <pre>
 *   frames → K, V            nothing remembered
 *            K, V → text → loss → gradients of K, V and of text's part: see {@link RecomputedText}
 *   frames → K, V            again, a few at a time, and back
 * </pre>
 */
final class RecomputedFrames {
  private static final int TOGETHER = 8;

  private final Student student;
  private final List<RgbImage> frames;
  private final WindowForm form;
  private final FrameRows rows;

  RecomputedFrames(Student student, List<RgbImage> frames, WindowForm form) {
    this.student = student;
    this.frames = frames;
    this.form = form;
    try (NoGradGuard noGradients = new NoGradGuard()) {
      List<FrameRows> parts = new ArrayList<>();
      for (int from = 0; from < frames.size(); from += TOGETHER) {
        parts.add(student.rows(some(from), form));
      }
      rows = FrameRows.together(parts);
    }
    rows.all().forEach(tensor -> tensor.set_requires_grad(true));
  }

  private List<RgbImage> some(int from) {
    return frames.subList(from, Math.min(from + TOGETHER, frames.size()));
  }

  /** Activations that gradients stop at. */
  FrameRows rows() {
    return rows;
  }

  /**
   * Computes gradients of what led to the rows.
   *
   * @param ofRows gradients of all {@link #rows()}
   */
  void learn(List<Tensor> ofRows, Gradients gradients) {
    for (int from = 0; from < frames.size(); from += TOGETHER) {
      try (PointerScope scope = new PointerScope()) {
        List<RgbImage> some = some(from);
        int start = from;
        List<Tensor> again = student.rows(some, form).all();
        List<Tensor> wanted =
            ofRows.stream().map(all -> all.narrow(0, start, some.size())).toList();
        gradients.add(again, wanted);
      }
    }
  }
}
