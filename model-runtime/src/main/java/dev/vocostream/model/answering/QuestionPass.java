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
import org.bytedeco.pytorch.Tensor;

/**
 * Stage 2: new rows of many questions about any windows in one pass. Products with weights see all
 * rows side by side; attention is done window by window, so that no window is padded to another and
 * no row can see another question's.
 */
final class QuestionPass implements Pass {
  /**
   * New rows behind one window. In each layer the parts have their turns in order, so one may read
   * what an earlier one has put.
   */
  interface Part {
    /** Where its rows stand. */
    long[] positions();

    /** Those whose outputs are wanted, counted from its first one. */
    long[] asking();

    /**
     * @param k rotated keys of its rows [Hkv, n, d]
     * @param v their values [Hkv, n, d]
     */
    void put(int layer, Tensor k, Tensor v);

    /**
     * @param q rotated queries of all its rows, or of those that ask: [H, n, d]
     * @return what they read [H, n, d]
     */
    Tensor attend(int layer, Tensor q);
  }

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
            .at(parts.stream().flatMapToLong(part -> LongStream.of(part.positions())).toArray());
    boolean all = parts.stream().allMatch(part -> part.positions().length == part.asking().length);
    asking = all ? null : backend.longs(asking(parts));
    rotationOfAsking = all ? rotation : rotation.select(asking);
  }

  private static long[] asking(List<Part> parts) {
    LongStream.Builder rows = LongStream.builder();
    long from = 0;
    for (Part part : parts) {
      for (long row : part.asking()) {
        rows.add(from + row);
      }
      from += part.positions().length;
    }
    return rows.build().toArray();
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
    long put = 0;
    long asked = 0;
    for (Part part : parts) {
      int rows = part.positions().length;
      int reading = onlyAsking ? part.asking().length : rows;
      part.put(layer, keys.narrow(1, put, rows), values.narrow(1, put, rows));
      if (reading > 0) {
        read.add(part.attend(layer, queries.narrow(1, asked, reading)));
      }
      put += rows;
      asked += reading;
    }
    return Attention.merge(Tensors.cat(read, 1).unsqueeze(0));
  }

  /** [1, heads, n, d] -> [heads, n, d], one head behind the other in memory */
  private Tensor turned(Rope.Rotation by, Tensor x) {
    return by.into(backend.empty(x.size(0), x.size(1), x.size(2), x.size(3)), x).squeeze(0);
  }
}
