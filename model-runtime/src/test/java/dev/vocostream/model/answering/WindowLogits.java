package dev.vocostream.model.answering;

import dev.vocostream.model.Activations;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Window;
import dev.vocostream.model.answering.Cohort.Reading;
import dev.vocostream.model.answering.QuestionPass.Part;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Reads questions from windows with the runtime's own parts, and shows the logits. */
public final class WindowLogits {
  private final ModelParts model;

  public WindowLogits(ModelParts model) {
    this.model = model;
  }

  /**
   * Reads a text behind a window: its head as the window's, the rest behind it in pieces.
   *
   * @param head how many tokens of the text belong to the head
   * @param piece how many of the others are read at a time
   * @return logits of every row, [text, vocab]
   */
  public float[] read(List<Activations> frames, long[] text, int head, int piece) {
    List<float[]> read = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        ReadableWindow window = window(frames, head)) {
      Part ofHead = new EveryRow(new HeadRows(model.decoder, window));
      read.add(logits(List.of(new Reading(Arrays.copyOf(text, head), ofHead))));
      try (OwnRows own = new OwnRows(model.decoder, window, 1, text.length - head)) {
        for (int from = head; from < text.length; from += piece) {
          int to = Math.min(text.length, from + piece);
          long[] behind = Arrays.copyOfRange(text, head, text.length);
          read.add(read(own, behind, from - head, to - head, window.length()));
        }
      }
    }
    return join(read);
  }

  private ReadableWindow window(List<Activations> frames, int head) {
    List<Tensor> rows = frames.stream().map(model.codec::load).toList();
    return new ReadableWindow(
        model.decoder, frames.stream().mapToInt(Activations::tokens).toArray(), rows, head);
  }

  private float[] read(OwnRows own, long[] text, int from, int to, int first) {
    int[] before = {from};
    int[] counts = {to - from};
    Rows rows = new Rows(model.backend, before, counts, own.capacity());
    long[] positions = LongStream.range(first + from, first + to).toArray();
    Part all = new EveryRow(new QuestionRows(own, rows, rows, positions, null));
    return logits(List.of(new Reading(Arrays.copyOfRange(text, from, to), all)));
  }

  /** The same rows, and all of them ask. */
  private record EveryRow(Part rows) implements Part {
    @Override
    public long[] positions() {
      return rows.positions();
    }

    @Override
    public long[] asking() {
      return LongStream.range(0, positions().length).toArray();
    }

    @Override
    public void put(int layer, Tensor k, Tensor v) {
      rows.put(layer, k, v);
    }

    @Override
    public Tensor attend(int layer, Tensor q) {
      return rows.attend(layer, q);
    }
  }

  /**
   * Questions about one window.
   *
   * @param frames oldest first
   */
  public record Group(List<Activations> frames, List<Prompt> prompts) {}

  /**
   * Reads the prompts of all groups, and the windows' heads, in one pass.
   *
   * @return logits behind the last row of each question, group by group: [questions, vocab]
   */
  public float[] readTogether(List<Group> groups) {
    List<AutoCloseable> held = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      List<Reading> readings = new ArrayList<>();
      for (Group group : groups) {
        long[] head = model.template.head();
        ReadableWindow window = window(group.frames, head.length);
        held.add(window);
        readings.add(new Reading(head, new HeadRows(model.decoder, window)));
        Cohort cohort = new Cohort(model.decoder, window, conversations(group));
        held.add(cohort);
        readings.add(cohort.readPrompts());
      }
      return logits(readings);
    } finally {
      held.forEach(WindowLogits::close);
    }
  }

  private List<Conversation> conversations(Group group) {
    return group.prompts.stream()
        .map(
            prompt ->
                new Conversation(
                    prompt,
                    Window.of(group.frames),
                    model.template.tail(prompt),
                    new CompletableFuture<>()))
        .toList();
  }

  private float[] logits(List<Reading> readings) {
    long[] ids = readings.stream().flatMapToLong(r -> LongStream.of(r.ids())).toArray();
    QuestionPass pass =
        new QuestionPass(model.decoder, readings.stream().map(Reading::part).toList());
    Tensor hidden = model.decoder.forward(model.decoder.embed(ids), pass);
    return Tensors.toFloats(model.decoder.logits(hidden));
  }

  private static float[] join(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static void close(AutoCloseable held) {
    try {
      held.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
