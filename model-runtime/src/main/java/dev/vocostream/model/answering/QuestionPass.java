package dev.vocostream.model.answering;

import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Stage 2: new rows of many questions about any windows in one pass. Products with weights see all
 * rows side by side; attention is done window by window, so that no window is padded to another and
 * no row can see another question's.
 */
final class QuestionPass implements Pass {
  /**
   * The new rows of questions about one window.
   *
   * @param rows all new rows
   * @param asking their last ones, whose outputs are wanted
   * @param positions of all new rows
   * @param evidence null unless it is wanted
   */
  record Part(OwnRows own, Rows rows, Rows asking, long[] positions, Evidence evidence) {}

  private final List<Part> parts;
  private final Backend backend;
  private final Rope.Rotation rotation;
  private final Tensor asking; // packed rows that ask; null if all do
  private final Rope.Rotation rotationOfAsking;

  QuestionPass(LlamaDecoder decoder, List<Part> parts) {
    this.parts = parts;
    backend = decoder.backend();
    rotation =
        decoder
            .rope()
            .at(parts.stream().flatMapToLong(part -> LongStream.of(part.positions)).toArray());
    boolean all = parts.stream().allMatch(part -> part.rows.count() == part.asking.count());
    asking = all ? null : asking();
    rotationOfAsking = all ? rotation : rotation.select(asking);
  }

  private Tensor asking() {
    List<Tensor> last = new ArrayList<>();
    int from = 0;
    for (Part part : parts) {
      last.add(part.rows.last().add(new Scalar((long) from)));
      from += part.rows.count();
    }
    return Tensors.cat(last, 0);
  }

  @Override
  public Tensor asking(Tensor x) {
    return asking == null ? x : x.index_select(1, asking);
  }

  @Override
  public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
    boolean onlyAsking = q.size(2) < k.size(2);
    Tensor queries = turned(onlyAsking ? rotationOfAsking : rotation, q); // [H, n or R, d]
    Tensor keys = turned(rotation, k); // [Hkv, n, d]
    Tensor values = v.squeeze(0); // [Hkv, n, d]
    List<Tensor> read = new ArrayList<>();
    int put = 0;
    int asked = 0;
    for (Part part : parts) {
      int count = part.rows.count();
      part.own.put(layer, part.rows, keys.narrow(1, put, count), values.narrow(1, put, count));
      put += count;
      Rows rows = onlyAsking ? part.asking : part.rows;
      Tensor own = queries.narrow(1, asked, rows.count());
      read.add(part.own.attend(layer, rows, own, part.evidence));
      asked += rows.count();
    }
    return Attention.merge(Tensors.cat(read, 1).unsqueeze(0));
  }

  /** [1, heads, n, d] -> [heads, n, d], one head behind the other in memory */
  private Tensor turned(Rope.Rotation by, Tensor x) {
    return by.into(backend.empty(x.size(0), x.size(1), x.size(2), x.size(3)), x).squeeze(0);
  }
}
