package dev.vocostream.model.training;

import dev.vocostream.model.world.Event;
import dev.vocostream.model.world.Moment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows of text, which know where they stand, tell of the frames of their window one after the
 * other: what stands beside what is then the order in which it was seen. The first B rows echo the
 * B rows before them, so one look, equally far back from every row, finds them all, and another, a
 * frame farther, what there is to compare with.
 *
 * <pre>
 *   window, k = 2                       text, B = 12
 *   f0 f0 f1 f1 f2 f2 f3 f3 f4 f4 f5 f5 │ t0 t1 t2 t3 ..
 *         ╰───────────────── B ─────────────────╯  → what frame 1 held: CellNames
 *   ╰────────────────── B + k ──────────────────╯  → what frame 0 held, and what happened: EventNames
 * </pre>
 */
final class FrameEcho implements AutoCloseable {
  /** At most moments nothing happens in a ninth, and that is soon known. */
  private static final double RARE = 8;

  private final Student student;
  private final boolean exact;
  private final EchoRows rows;

  /**
   * Tokens of a frame when the model is used. How far back the frame before stands depends on their
   * number; asked of several numbers, it is learnt for none.
   */
  private final int usual;

  private final Heads ofFrames;
  private final Heads ofFramesBefore;
  private final Heads ofEvents;

  /**
   * @param rows of text that echo, the first: B
   * @param mostTokens of any form that they will read
   * @param exact how {@link Measures} weigh
   */
  FrameEcho(Student student, int rows, int mostTokens, boolean exact) {
    this.exact = exact;
    this.student = student;
    this.rows = new EchoRows(rows);
    this.usual = student.config().tokens().vocoTokens();
    int layers = student.config().decoder().layers();
    int first = layers / 3; // before, text has hardly read anything
    int compared = layers / 2; // it takes two frames to see an event
    int behind = layers * 2 / 3;
    int told = layers * 3 / 4; // from here on it is read: who was first, what became of whom
    this.ofFrames =
        new Heads("echo_head", first, behind, () -> head(mostTokens, CellNames.COLUMNS));
    this.ofFramesBefore =
        new Heads("echo_before_head", first, behind, () -> head(mostTokens, CellNames.COLUMNS));
    this.ofEvents =
        new Heads("event_head", compared, told, () -> head(mostTokens, EventNames.COUNT));
  }

  /** The same for every frame; all zero, it changes nothing before it is learnt. */
  private Tensor head(int mostTokens, int columns) {
    var config = student.config().decoder();
    return torch.zeros(mostTokens, (long) config.kvHeads() * config.headDim(), columns);
  }

  Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new TreeMap<>(ofFrames.parameters());
    parameters.putAll(ofFramesBefore.parameters());
    parameters.putAll(ofEvents.parameters());
    return parameters;
  }

  /**
   * How far it is off, summed over frames.
   *
   * @param windows of equally many moments, two or more: one has no order
   */
  Tensor loss(List<List<Moment>> windows, Heard heard, WindowForm form) {
    int frames = windows.get(0).size();
    Tensor loss = held(ofFrames, windows, heard, form);
    if (form.vocoTokens() != usual) {
      return loss;
    }
    // the rows of all frames but the oldest, about the frames of all but the newest
    List<List<Moment>> before = windows.stream().map(w -> w.subList(0, frames - 1)).toList();
    List<List<List<Event>>> events = windows.stream().map(Event::of).toList();
    EventNames happened = new EventNames(student.backend(), rows.echoed(events, form));
    List<Tensor> said = rows.say(ofEvents, heard, frames, form);
    return loss.add(held(ofFramesBefore, before, heard, form))
        .add(Heads.mean(said, happened::loss).mul(new Scalar(RARE)));
  }

  private Tensor held(Heads heads, List<List<Moment>> windows, Heard heard, WindowForm form) {
    CellNames held = new CellNames(student.backend(), rows.echoed(windows, form), exact);
    return Heads.mean(rows.say(heads, heard, windows.get(0).size(), form), held::loss);
  }

  @Override
  public void close() {
    ofFrames.close();
    ofFramesBefore.close();
    ofEvents.close();
  }
}
