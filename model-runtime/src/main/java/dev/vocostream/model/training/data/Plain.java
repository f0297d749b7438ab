package dev.vocostream.model.training.data;

import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;

/**
 * The answers of another source's examples, without what was asked: captions, to be learnt alone.
 */
public record Plain(ExampleSource source) implements ExampleSource {
  @Override
  public long size() {
    return source.size();
  }

  @Override
  public Example get(long number) {
    return source.get(number).inPlain();
  }
}
