package dev.vocostream.model.training;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How far what a model says is from what it should say, summed over the words to say:
 *
 * <pre>
 *   (1 - alpha) * CE(words)  +  alpha * tau^2 * KL(teacher / tau || student / tau)
 * </pre>
 *
 * With alpha = 0 that is instruction tuning; with 1, the objective of equation 5 of the VoCo-LLaMA
 * paper (arXiv 2406.12275), whose teacher is the model that sees frames uncompressed.
 */
final class AnswerLoss {
  private static final int SUM = 2; // at::Reduction::Sum

  private final double alpha;
  private final double tau;
  private final long words;

  /** Sums over targets, for the log. */
  record Measured(double ce, double kl, int targets, int right) {
    static final Measured NOTHING = new Measured(0, 0, 0, 0);

    Measured plus(Measured other) {
      return new Measured(
          ce + other.ce, kl + other.kl, targets + other.targets, right + other.right);
    }
  }

  private Measured measured = Measured.NOTHING;

  /**
   * @param words of the vocabulary that can be said: {@code <voco>} and rows behind it cannot
   */
  AnswerLoss(double alpha, double tau, long words) {
    this.alpha = alpha;
    this.tau = tau;
    this.words = words;
  }

  static AnswerLoss of(Stage stage, Student student) {
    return new AnswerLoss(stage.alpha(), stage.tau(), student.config().tokens().voco());
  }

  /**
   * @param student logits [N, vocab]
   * @param teacher logits [N, vocab], or null without distillation
   * @param targets token ids [N]
   * @return the sum
   */
  Tensor of(Tensor student, Tensor teacher, Tensor targets) {
    Tensor said = student.narrow(1, 0, words);
    Tensor ce = CrossEntropy.of(said, targets);
    Tensor loss = ce.mul(new Scalar(1 - alpha));
    double klSum = 0;
    if (teacher != null) {
      Tensor kl = torch.kl_div(softened(said), softened(teacher.narrow(1, 0, words)), SUM, true);
      loss = loss.add(kl.mul(new Scalar(alpha * tau * tau)));
      klSum = kl.item_double();
    }
    long right =
        torch.argmax(said.detach(), new LongOptional(1), false).eq(targets).sum().item_long();
    measured =
        measured.plus(new Measured(ce.item_double(), klSum, (int) targets.size(0), (int) right));
    return loss;
  }

  private Tensor softened(Tensor logits) {
    return torch.log_softmax(logits.div(new Scalar(tau)), 1);
  }

  /** Of all calls so far. */
  Measured measured() {
    return measured;
  }
}
