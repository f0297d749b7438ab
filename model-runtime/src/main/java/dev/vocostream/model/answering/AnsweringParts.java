package dev.vocostream.model.answering;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.compression.ActivationCodec;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.NextToken;
import dev.vocostream.model.tensor.WeightCheck;
import dev.vocostream.model.tensor.Weights;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.text.YesNoTokens;
import java.util.Set;

/**
 * What of a model answers questions.
 *
 * @param stops the tokens that end an answer; they are not part of it
 * @param check whether it is the weights' fault when a number is not finite
 */
public record AnsweringParts(
    LlamaDecoder decoder,
    ActivationCodec codec,
    PromptTemplate template,
    Tokenizer tokenizer,
    YesNoTokens yesNo,
    NextToken nextToken,
    Set<Integer> stops,
    WeightCheck check) {

  /**
   * @param weights of the checkpoint that all parts are of, which are all made
   */
  public static AnsweringParts of(
      Weights weights,
      LlamaDecoder decoder,
      PromptTemplate template,
      Tokenizer tokenizer,
      VocoLlamaConfig config) {
    return new AnsweringParts(
        decoder,
        new ActivationCodec(config.decoder(), weights.backend()),
        template,
        tokenizer,
        new YesNoTokens(tokenizer, config.yesNo()),
        new NextToken(config.tokens().voco()),
        Set.copyOf(config.tokens().stops()),
        weights.check());
  }

  /**
   * How many VoCo tokens of window fit beside this prompt and the answer it may grow; negative if
   * not even those fit.
   */
  public int positionsLeft(Prompt prompt) {
    int answer = prompt.form() == Prompt.Form.YES_NO ? 0 : prompt.maxTokens();
    int question = template.question(prompt).length;
    return decoder.config().maxPositions() - question - answer;
  }
}
