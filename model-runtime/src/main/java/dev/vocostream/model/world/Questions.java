package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Questions about windows of moments, each with one right answer. Safe for use by many threads.
 *
 * <p>A temporal question is drawn whatever else is asked of its window, and image questions fill
 * what is left: if instead one draw were repeated until it gives a question, a window in which
 * nothing happens would be asked ever again what happened.
 */
public final class Questions {
  /** As if at least so many were asked; with fewer, chance would favour windows of one event. */
  private static final int DRAWN = 12;

  private static final int WORDINGS_TRIED = 4;
  private static final int PLENTY = 20;
  private static final QuestionType[] TYPES = QuestionType.values();

  private final Function<Split, Balance> balances;
  private final QuestionMix mix;
  private final double typed; // share of questions
  private final Wordings wordings = Wordings.all();

  /**
   * @param balances of windows like those that will be asked about; called for every window
   */
  public Questions(Function<Split, Balance> balances, QuestionMix mix) {
    this(balances, mix, 0);
  }

  private Questions(Function<Split, Balance> balances, QuestionMix mix, double typed) {
    this.balances = balances;
    this.mix = mix;
    this.typed = typed;
  }

  /** Measures a split when it is first asked about. */
  public static Questions of(Function<Split, ? extends Iterable<List<Moment>>> windows) {
    Map<Split, Balance> balances = new ConcurrentHashMap<>();
    return new Questions(
        split -> balances.computeIfAbsent(split, s -> Balance.of(windows.apply(s))),
        QuestionMix.standard());
  }

  /** The same with other weights. */
  public Questions with(QuestionMix mix) {
    return new Questions(balances, mix, typed);
  }

  /**
   * The same as people type them: small letters, no mark at the end, a please.
   *
   * @param share of the questions, 0 to 1; the others are as they were worded
   */
  public Questions typed(double share) {
    return new Questions(balances, mix, share);
  }

  public QuestionMix mix() {
    return mix;
  }

  /**
   * The same window, split and state of {@code random} give the same questions.
   *
   * @param window oldest first, a second apart; of a single moment nothing temporal is asked
   * @param split whose wordings and whose balance are used
   * @param count wanted; there are fewer if the mix has little that this window can be asked, such
   *     as one without a thing
   * @return in random order; the same may be asked twice, mostly in other words
   * @throws IllegalArgumentException if the window is empty or its moments are not a second apart
   */
  public List<Asked> about(List<Moment> window, Split split, RandomGenerator random, int count) {
    List<Asked> asked = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Draft draft : drafts(window, split, random, count)) {
      String question = wordings.word(draft, split, random);
      for (int i = 1; i < WORDINGS_TRIED && said.contains(question); i++) {
        question = wordings.word(draft, split, random);
      }
      said.add(question);
      asked.add(new Asked(draft.type(), typed(question, split, random), draft.answer()));
    }
    return asked;
  }

  /** Nothing is drawn where none is to be typed, so that seeds keep their questions. */
  private String typed(String worded, Split split, RandomGenerator random) {
    return typed > 0 && random.nextDouble() < typed ? Typed.of(worded, split, random) : worded;
  }

  List<Draft> drafts(List<Moment> window, Split split, RandomGenerator random, int count) {
    Balance balance = balances.apply(split);
    Watched watched = new Watched(window, balance.strangers());
    int wanted = Math.max(count, DRAWN);
    List<Draft> drafts = new ArrayList<>();
    if (watched.last() > 0) {
      addTemporal(watched, balance, random, wanted, drafts);
    }
    Chance.shuffle(drafts, random);
    if (drafts.size() > wanted) {
      drafts.subList(wanted, drafts.size()).clear();
    }
    fill(watched, balance, random, wanted, drafts);
    Chance.shuffle(drafts, random);
    return drafts.subList(0, Math.min(count, drafts.size()));
  }

  private void addTemporal(
      Watched window, Balance balance, RandomGenerator random, int wanted, List<Draft> drafts) {
    for (QuestionType type : TYPES) {
      double rate = balance.rate(type);
      if (type.temporal() && rate > 0 && mix.of(type) > 0) {
        double draws = wanted * Math.min(1, mix.share(type) / rate);
        int whole = (int) (draws + random.nextDouble());
        for (int i = 0; i < whole; i++) {
          draw(type, window, balance, random).ifPresent(drafts::add);
        }
      }
    }
  }

  /** An empty picture gets its part and no more: it would be asked ever again what is missing. */
  private void fill(
      Watched window, Balance balance, RandomGenerator random, int wanted, List<Draft> drafts) {
    double[] weights = new double[TYPES.length];
    double all = 0;
    double some = 0;
    for (int i = 0; i < TYPES.length; i++) {
      double rate = balance.rate(TYPES[i]);
      double weight = TYPES[i].temporal() || rate == 0 ? 0 : mix.of(TYPES[i]);
      weights[i] = weight == 0 ? 0 : weight / rate;
      all += weights[i];
      some += weight;
    }
    int plenty = window.now().isEmpty() ? 1 : PLENTY;
    int draws = some == 0 ? 0 : (int) (plenty * (wanted - drafts.size()) * all / some);
    for (int i = 0; i < draws && drafts.size() < wanted; i++) {
      QuestionType type = TYPES[Chance.weighted(weights, random)];
      draw(type, window, balance, random).ifPresent(drafts::add);
    }
  }

  private static Optional<Draft> draw(
      QuestionType type, Watched window, Balance balance, RandomGenerator random) {
    return Askers.of(type).draft(window, random).filter(d -> balance.accepts(d, random));
  }
}
