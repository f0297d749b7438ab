package dev.vocostream.model.answering;

import dev.vocostream.model.language.LlamaDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Questions that joined together about one window. */
final class Cohort implements AutoCloseable {
  private static final int GROWTH = 32;

  private final LlamaDecoder decoder;
  private final ReadableWindow window;
  private final OwnRows own;
  private List<Conversation> members;
  private int[] lengths; // own rows of each member
  private Evidence evidence; // null but while prompts are read

  Cohort(LlamaDecoder decoder, ReadableWindow window, List<Conversation> members) {
    this.decoder = decoder;
    this.window = window;
    this.members = List.copyOf(members);
    this.lengths = new int[members.size()];
    int longest = members.stream().mapToInt(m -> m.words.length).max().orElse(0);
    own = new OwnRows(decoder, window, members.size(), longest);
  }

  ReadableWindow window() {
    return window;
  }

  List<Conversation> members() {
    return members;
  }

  List<Conversation> open() {
    return members.stream().filter(Conversation::isOpen).toList();
  }

  /** The tokens of all prompts, and what a pass must know of them. */
  Reading readPrompts() {
    long[] ids = members.stream().flatMapToLong(m -> LongStream.of(m.words)).toArray();
    evidence = new Evidence(decoder.backend(), window, members.size());
    return new Reading(ids, part(counts(m -> m.words.length), evidence));
  }

  /** After the pass that read the prompts. */
  void promptsRead() {
    window.headRead();
    float[][] shares = evidence.shares();
    for (int i = 0; i < shares.length; i++) {
      members.get(i).attendedTo(shares[i]);
    }
    evidence = null;
  }

  /** The last word of every open answer, likewise. */
  Reading readLastWords() {
    long[] ids = open().stream().mapToLong(Conversation::lastToken).toArray();
    return new Reading(ids, part(counts(m -> m.isOpen() ? 1 : 0), null));
  }

  /** Tokens that go through the decoder. */
  record Reading(long[] ids, QuestionPass.Part part) {}

  private int[] counts(ToIntFunction<Conversation> rows) {
    return members.stream().mapToInt(rows).toArray();
  }

  private QuestionRows part(int[] counts, Evidence evidence) {
    int[] before = lengths;
    lengths = IntStream.range(0, counts.length).map(i -> before[i] + counts[i]).toArray();
    int longest = Arrays.stream(lengths).max().orElse(0);
    if (longest > own.capacity()) {
      own.growTo(longest + GROWTH);
    }
    long[] positions =
        IntStream.range(0, counts.length)
            .flatMap(i -> IntStream.range(before[i], before[i] + counts[i]))
            .mapToLong(place -> window.length() + place)
            .toArray();
    Rows rows = new Rows(decoder.backend(), before, counts, own.capacity());
    return new QuestionRows(own, rows, lastOf(counts), positions, evidence);
  }

  private Rows lastOf(int[] counts) {
    int[] one = Arrays.stream(counts).map(c -> Math.min(c, 1)).toArray();
    int[] before = IntStream.range(0, one.length).map(i -> lengths[i] - one[i]).toArray();
    return new Rows(decoder.backend(), before, one, own.capacity());
  }

  /** When half of the members have ended, the room of those is given back. */
  void tidy() {
    int[] open = IntStream.range(0, members.size()).filter(i -> members.get(i).isOpen()).toArray();
    if (open.length > 0 && 2 * open.length <= members.size()) {
      own.keepOnly(Arrays.stream(open).asLongStream().toArray());
      List<Conversation> all = members;
      members = Arrays.stream(open).mapToObj(all::get).toList();
      int[] before = lengths;
      lengths = Arrays.stream(open).map(i -> before[i]).toArray();
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
