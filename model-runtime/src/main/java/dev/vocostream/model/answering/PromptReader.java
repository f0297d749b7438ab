package dev.vocostream.model.answering;

import dev.vocostream.model.Window.Frame;
import dev.vocostream.model.answering.Cohort.Reading;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Lets tokens go through the decoder, behind the windows they ask about. */
final class PromptReader {
  private final AnsweringParts parts;
  private final HotFrames hot;
  private final LlamaDecoder decoder;

  /**
   * @param hot where named frames are found and kept
   */
  PromptReader(AnsweringParts parts, HotFrames hot) {
    this.parts = parts;
    this.hot = hot;
    this.decoder = parts.decoder();
  }

  /**
   * Logits behind the last row of each question, in their order: [questions, vocab]
   *
   * @param readings of any number of windows
   */
  Tensor read(List<Reading> readings) {
    long[] ids = readings.stream().flatMapToLong(r -> LongStream.of(r.ids())).toArray();
    QuestionPass pass = new QuestionPass(decoder, readings.stream().map(Reading::part).toList());
    Tensor hidden = decoder.forward(decoder.embed(ids), pass); // [1, questions, hidden]
    return decoder.logits(hidden.squeeze(0));
  }

  /** Puts a window on the device, and behind it the constant beginning of every prompt. */
  ReadableWindow open(List<Frame> frames) {
    long[] head = parts.template().head();
    try (PointerScope scope = new PointerScope()) {
      Tensor rows =
          frames.isEmpty() ? null : Tensors.cat(frames.stream().map(this::rows).toList(), 0);
      int[] tokens = frames.stream().mapToInt(Frame::tokens).toArray();
      ReadableWindow window = new ReadableWindow(decoder, tokens, rows, head.length);
      try {
        appendHead(window, head);
        return window;
      } catch (Throwable e) { // native code fails with errors too
        window.close();
        throw e;
      }
    }
  }

  /** [tokens, layers, 2, Hkv, d] */
  private Tensor rows(Frame frame) {
    Tensor known = frame.id() == null ? null : hot.get(frame.id());
    if (known != null) {
      return known;
    }
    if (frame.activations() == null) {
      throw new IllegalStateException(frame.id() + " was asked about without being held");
    }
    Tensor rows = parts.codec().decode(frame.activations());
    if (frame.id() != null) {
      hot.put(frame.id(), rows);
    }
    return rows;
  }

  private void appendHead(ReadableWindow window, long[] head) {
    Backend backend = decoder.backend();
    int rows = head.length;
    try (OwnRows own = new OwnRows(decoder, window, 1, rows)) {
      Rows all = new Rows(backend, new int[] {0}, new int[] {rows}, rows);
      Rows last = new Rows(backend, new int[] {rows - 1}, new int[] {1}, rows);
      long[] positions = LongStream.range(window.length(), window.length() + rows).toArray();
      read(List.of(new Reading(head, new QuestionPass.Part(own, all, last, positions, null))));
      window.append(own.first(0, rows));
    }
  }
}
