package dev.vocostream.model.answering;

import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.Reply;
import dev.vocostream.model.language.NextToken;
import dev.vocostream.model.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Turns logits into the next word of each answer, or into its probability, and ends answers. */
final class Speaker {
  private final AnsweringParts parts;
  private final Tensor logits; // [questions, vocab]
  private final NextToken.Likeliest likeliest;

  Speaker(AnsweringParts parts, Tensor logits) {
    this.parts = parts;
    this.logits = logits;
    this.likeliest = parts.nextToken().likeliest(logits);
  }

  /**
   * @param row of the logits
   */
  void speak(Conversation conversation, int row) {
    if (!Float.isFinite(likeliest.logits()[row])) {
      conversation.fail(bad());
    } else if (conversation.isYesNo()) {
      double probability = parts.yesNo().probabilityOfYes(ofRow(row));
      String word = probability >= 0.5 ? "yes" : "no";
      conversation.end(new Reply(word, probability, conversation.evidence(), 0));
    } else {
      say(conversation, next(conversation, row));
    }
  }

  /** Of which nobody hears if it is the weights' fault. */
  private BadNumericsException bad() {
    BadNumericsException bad =
        new BadNumericsException(
            "the model's logits are not finite: compute in a wider type (model.compute), check"
                + " the weights");
    parts.check().look(bad);
    return bad;
  }

  private long next(Conversation conversation, int row) {
    return conversation.prompt.decoding().isGreedy()
        ? likeliest.ids()[row]
        : parts.nextToken().draw(ofRow(row), conversation.prompt.decoding(), conversation.random);
  }

  private void say(Conversation conversation, long token) {
    boolean ends = parts.stops().contains((int) token);
    if (!ends) {
      conversation.say(token);
    }
    if (ends || conversation.isAtItsEnd()) {
      String text = parts.tokenizer().decode(conversation.answer()).strip();
      int tokens = conversation.answer().size();
      conversation.end(new Reply(text, null, conversation.evidence(), tokens));
    }
  }

  private float[] ofRow(int row) {
    return Tensors.toFloats(logits.select(0, row));
  }
}
