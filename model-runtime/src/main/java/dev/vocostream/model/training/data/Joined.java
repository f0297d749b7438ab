package dev.vocostream.model.training.data;

import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;
import java.util.List;

/** The examples of several sources, one behind the other. */
public final class Joined implements ExampleSource {
  private final List<ExampleSource> sources;

  /**
   * @param sources each with an end
   */
  public Joined(List<ExampleSource> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public long size() {
    return sources.stream().mapToLong(ExampleSource::size).sum();
  }

  @Override
  public Example get(long number) {
    long left = number;
    for (ExampleSource source : sources) {
      if (left < source.size()) {
        return source.get(left);
      }
      left -= source.size();
    }
    throw new IndexOutOfBoundsException("%d of %d examples".formatted(number, size()));
  }
}
