package dev.vocostream.model.answering;

import dev.vocostream.model.Window.Frame;
import dev.vocostream.model.answering.Cohort.Reading;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Lets tokens go through the decoder, behind the windows they ask about. */
final class PromptReader {
  private final AnsweringParts parts;
  private final HotFrames hot;
  private final FullFrames full;
  private final LlamaDecoder decoder;

  /**
   * @param hot where named frames are found and kept
   * @param full how frames are read that come as pictures
   */
  PromptReader(AnsweringParts parts, HotFrames hot, FullFrames full) {
    this.parts = parts;
    this.hot = hot;
    this.full = full;
    this.decoder = parts.decoder();
  }

  /**
   * Logits behind the prompts of all questions, in their order: [questions, vocab]. Windows that
   * are new get their head in the same pass as their questions.
   *
   * @param cohorts at least one, each with a window of its own
   */
  Tensor readPrompts(List<Cohort> cohorts) {
    List<Tensor> logits = new ArrayList<>();
    List<Reading> pass = new ArrayList<>();
    int rows = 0;
    for (Cohort cohort : cohorts) {
      List<Reading> next = readings(cohort);
      int more = next.stream().mapToInt(reading -> reading.ids().length).sum();
      if (rows > 0 && rows + more > ContinuousAnswering.MAX_ROWS) { // many heads
        logits.add(read(pass));
        pass.clear();
        rows = 0;
      }
      pass.addAll(next);
      rows += more;
    }
    logits.add(read(pass));
    cohorts.forEach(Cohort::promptsRead);
    return Tensors.cat(logits, 0);
  }

  private List<Reading> readings(Cohort cohort) {
    if (cohort.window().isHeadRead()) {
      return List.of(cohort.readPrompts());
    }
    HeadRows head = new HeadRows(decoder, cohort.window());
    return List.of(new Reading(parts.template().head(), head), cohort.readPrompts());
  }

  /** Logits behind the last word of every open answer, likewise. */
  Tensor readLastWords(List<Cohort> cohorts) {
    return read(cohorts.stream().map(Cohort::readLastWords).toList());
  }

  private Tensor read(List<Reading> readings) {
    long[] ids = readings.stream().flatMapToLong(r -> LongStream.of(r.ids())).toArray();
    QuestionPass pass = new QuestionPass(decoder, readings.stream().map(Reading::part).toList());
    Tensor hidden = decoder.forward(decoder.embed(ids), pass); // [1, questions, hidden]
    return decoder.logits(hidden.squeeze(0));
  }

  /** Puts a window on the device; there is room behind it for the constant beginning of prompts. */
  ReadableWindow open(List<Frame> frames) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> rows = frames.stream().map(this::rows).toList();
      int[] tokens = frames.stream().mapToInt(Frame::tokens).toArray();
      return new ReadableWindow(decoder, tokens, rows, parts.template().head().length);
    }
  }

  /** [tokens, layers, 2, Hkv, d] */
  private Tensor rows(Frame frame) {
    Tensor known = frame.id() == null ? null : hot.get(frame.id());
    if (known != null) {
      return known;
    }
    if (frame.activations() == null && frame.picture() == null) {
      throw new IllegalStateException(frame.id() + " was asked about without being held");
    }
    Tensor rows =
        frame.picture() == null
            ? parts.codec().load(frame.activations())
            : full.rows(frame.picture());
    if (frame.id() != null) {
      hot.put(frame.id(), rows);
    }
    return rows;
  }
}
