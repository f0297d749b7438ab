package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A content token and a context token, as LLaMA-VID makes them (arXiv 2311.17043): the mean of all
 * patches, and a mean weighted by how well each fits the question. Since the second depends on the
 * question, a frame has to be seen again for each, which is what VoCo tokens do without.
 *
 * <pre>
 *   content   mean over patches → projector
 *   context   question → queries [Q, width];  softmax(queries patches' / sqrt(width)) patches
 *             → mean over queries → linear
 * </pre>
 *
 * <p>LLaMA-VID makes the queries with a Q-Former that reads the question; here a linear layer makes
 * them of the mean of the question's words.
 */
final class ContextCompressor implements Compressor {
  private static final double DEVIATION = 0.02;

  private final Student student;
  private final int width;
  private final int queries;
  private final Map<String, Tensor> parameters = new TreeMap<>();

  /**
   * @param queries made of each question
   */
  ContextCompressor(Student student, int queries) {
    this.student = student;
    this.width = student.config().vision().hiddenSize();
    this.queries = queries;
    int hidden = student.config().decoder().hiddenSize();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      add("asking", torch.randn(queries * width, hidden));
      add("out", torch.randn(hidden, width));
    }
  }

  private void add(String name, Tensor drawn) {
    Tensor weight = drawn.mul(new Scalar(DEVIATION));
    weight.set_requires_grad(true);
    weight.retainReference();
    parameters.put("context." + name, weight);
  }

  @Override
  public boolean readsQuestions() {
    return true;
  }

  @Override
  public Tensor rows(Tensor features, Tensor question) {
    Tensor content = student.project(features.mean(new long[] {1}, true, new ScalarTypeOptional()));
    Tensor asking =
        torch.linear(question, parameters.get("context.asking")).view(-1, queries, width);
    Tensor fit =
        asking.matmul(features.transpose(1, 2)).mul(new Scalar(1 / Math.sqrt(width))); // [F, Q, n]
    Tensor seen = torch.softmax(fit, 2).matmul(features); // [F, Q, width]
    Tensor mean = seen.mean(new long[] {1}, true, new ScalarTypeOptional());
    Tensor context = torch.linear(mean, parameters.get("context.out"));
    return Tensors.cat(List.of(context, content), 1);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  @Override
  public void close() {
    parameters.values().forEach(Tensor::releaseReference);
  }
}
