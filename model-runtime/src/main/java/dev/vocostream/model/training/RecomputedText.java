package dev.vocostream.model.training;

import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Gradient checkpointing of stage 2: of each layer only what goes in is kept, and what happens
 * within is computed again when the gradients of what comes out are known.
 *
 * <pre>
 *   embeddings → layer 0 → layer 1 → .. → x      nothing remembered but the arrows
 *                                         x → words → loss → gradient of x
 *                          layer 1, again ←──────────────────┘ and of its frames' K, V
 *                layer 0, again ←────┘
 * </pre>
 */
final class RecomputedText {
  private final Student student;
  private final LessonBatch batch;
  private final FrameRows rows; // null for text alone
  private final Pass pass;
  private final List<DecoderLayer> layers;
  private final List<Tensor> inputs = new ArrayList<>(); // of each layer
  private final Tensor top;

  /**
   * @param rows of its frames, which gradients stop at; null without frames
   */
  RecomputedText(Student student, LessonBatch batch, FrameRows rows, WindowForm form) {
    this.student = student;
    this.batch = batch;
    this.rows = rows;
    this.pass = student.pass(batch, rows, form);
    this.layers = student.decoder().layers();
    try (NoGradGuard noGradients = new NoGradGuard()) {
      Tensor x = student.embed(batch);
      for (DecoderLayer layer : layers) {
        inputs.add(x);
        x = layer.forward(x, pass);
      }
      top = x;
    }
    top.set_requires_grad(true);
  }

  /**
   * Computes gradients.
   *
   * @param loss of the logits of rows that have something to say
   * @return those of the frames' rows; none without frames
   */
  List<Tensor> learn(UnaryOperator<Tensor> loss, Gradients gradients) {
    Tensor of = gradients.add(loss.apply(student.asking(batch, top)), List.of(top)).get(0);
    List<Tensor> ofKeys = new ArrayList<>();
    List<Tensor> ofValues = new ArrayList<>();
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      List<Tensor> back = back(layer, of, gradients);
      of = back.get(0);
      if (rows != null) {
        ofKeys.add(0, back.get(1));
        ofValues.add(0, back.get(2));
      }
    }
    gradients.add(List.of(student.embed(batch)), List.of(of));
    return Stream.concat(ofKeys.stream(), ofValues.stream()).toList();
  }

  /** Gradients of what a layer reads: what goes in, keys and values of frames. */
  private List<Tensor> back(int layer, Tensor ofOutput, Gradients gradients) {
    return Scope.keepAll(
        () -> {
          Tensor in = inputs.get(layer).detach();
          in.set_requires_grad(true);
          List<Tensor> read =
              rows == null ? List.of(in) : List.of(in, rows.keys(layer), rows.values(layer));
          Tensor out = layers.get(layer).forward(in, pass);
          return gradients.add(List.of(out), List.of(ofOutput), read);
        });
  }
}
