package dev.vocostream.model.parity;

import dev.vocostream.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** A tokenizer that remembers which ids became text: the tokens of the answers. */
final class ListeningTokenizer implements Tokenizer {
  private final Tokenizer tokenizer;
  private final List<List<Long>> decoded = new ArrayList<>();

  ListeningTokenizer(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  List<List<Long>> decoded() {
    return decoded;
  }

  @Override
  public String decode(List<Long> tokens) {
    decoded.add(List.copyOf(tokens));
    return tokenizer.decode(tokens);
  }

  @Override
  public int size() {
    return tokenizer.size();
  }

  @Override
  public long[] encode(String text) {
    return tokenizer.encode(text);
  }

  @Override
  public long[] encodeFront(String text) {
    return tokenizer.encodeFront(text);
  }
}
