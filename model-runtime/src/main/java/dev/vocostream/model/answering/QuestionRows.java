package dev.vocostream.model.answering;

import org.bytedeco.pytorch.Tensor;

/** The new rows of questions about one window. */
final class QuestionRows implements QuestionPass.Part {
  private final OwnRows own;
  private final Rows rows;
  private final Rows last;
  private final long[] positions;
  private final Evidence evidence;

  /**
   * @param rows all of them
   * @param last those that ask: the last of each question that has any
   * @param positions of all
   * @param evidence null unless it is wanted
   */
  QuestionRows(OwnRows own, Rows rows, Rows last, long[] positions, Evidence evidence) {
    this.own = own;
    this.rows = rows;
    this.last = last;
    this.positions = positions;
    this.evidence = evidence;
  }

  @Override
  public long[] positions() {
    return positions;
  }

  @Override
  public long[] asking() {
    return rows.last();
  }

  @Override
  public void put(int layer, Tensor k, Tensor v) {
    own.put(layer, rows, k, v);
  }

  @Override
  public Tensor attend(int layer, Tensor q) {
    return own.attend(layer, q.size(1) == rows.count() ? rows : last, q, evidence);
  }
}
