package dev.vocostream.model.answering;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.FusedAttention;
import dev.vocostream.model.tensor.Owned;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rotated keys and values of what each question added to one window: its words and its answer
 * so far. The window itself is shared and never copied:
 *
 * <pre>
 *                    window: once for all     own: a block per question
 *   question a  ──►  ■ ■ ■ ■ ■ ■ ■ ■          ◣ . .
 *   question b  ──►  ■ ■ ■ ■ ■ ■ ■ ■          ◣ .
 *   scores           all together             each alone                    as one softmax over both
 * </pre>
 */
final class OwnRows implements AutoCloseable {
  private final Backend backend;
  private final DecoderConfig config;
  private final ReadableWindow window;
  private int capacity; // own rows a question can have
  private Owned rows; // [layers, 2, Hkv, questions, capacity, d]

  OwnRows(LlamaDecoder decoder, ReadableWindow window, int questions, int capacity) {
    this.backend = decoder.backend();
    this.config = decoder.config();
    this.window = window;
    this.capacity = capacity;
    rows = new Owned(room(questions));
  }

  /** Zeros: what nobody has written yet is hidden, but a hidden NaN would still spoil a product. */
  private Tensor room(long questions) {
    return backend.zeros(
        config.layers(), 2, config.kvHeads(), questions, capacity, config.headDim());
  }

  int capacity() {
    return capacity;
  }

  /** Makes room for answers that grow, a few words at a time. */
  void growTo(int more) {
    Owned before = rows;
    int held = capacity;
    capacity = more;
    Tensor larger = room(before.get().size(3));
    larger.narrow(4, 0, held).copy_(before.get());
    rows = new Owned(larger);
    before.close();
  }

  /**
   * @param k rotated keys of the packed rows [Hkv, n, d]
   * @param v their values [Hkv, n, d]
   */
  void put(int layer, Rows of, Tensor k, Tensor v) {
    Tensor ofLayer = rows.get().select(0, layer).flatten(2, 3); // [2, Hkv, questions * capacity, d]
    ofLayer.select(0, 0).index_copy_(1, of.slots(), k);
    ofLayer.select(0, 1).index_copy_(1, of.slots(), v);
  }

  /**
   * @param q rotated queries of packed rows [H, n, d]
   * @param evidence sees the weights of the last rows; or null
   * @return [H, n, d]
   */
  Tensor attend(int layer, Rows of, Tensor q, Evidence evidence) {
    Tensor scaled = q.mul(new Scalar(1 / Math.sqrt(config.headDim())));
    return FusedAttention.isPossible(backend)
        ? joined(layer, of, q, scaled, evidence)
        : atOnce(layer, of, scaled, evidence);
  }

  /** Window and own rows in one softmax. */
  private Tensor atOnce(int layer, Rows of, Tensor scaled, Evidence evidence) {
    Tensor ofWindow =
        Attention.product(scaled, window.keys(layer).transpose(1, 2)); // [H, n, window]
    Tensor weights = backend.softmax(Tensors.cat(List.of(ofWindow, scores(layer, of, scaled)), 2));
    if (evidence != null) {
      evidence.see(of.onlyLast(weights));
    }
    Tensor read = Attention.product(weights.narrow(2, 0, window.length()), window.values(layer));
    return read.add_(own(layer, of, weights.narrow(2, window.length(), capacity)));
  }

  /** The window by libtorch's kernel, then what is read of both put together. */
  private Tensor joined(int layer, Rows of, Tensor q, Tensor scaled, Evidence evidence) {
    Tensor keys = window.keys(layer);
    FusedAttention ofWindow = FusedAttention.of(q, keys, window.values(layer));
    Tensor ownScores = scores(layer, of, scaled); // [H, n, capacity]
    Tensor ofBoth = torch.logaddexp(ofWindow.logSum(), ownScores.logsumexp(new long[] {2}, true));
    if (evidence != null) {
      Tensor seen = Attention.product(of.onlyLast(scaled), keys.transpose(1, 2));
      evidence.see(seen.sub_(of.onlyLast(ofBoth)).exp_());
    }
    return ofWindow.partOf(ofBoth).add_(own(layer, of, ownScores.sub_(ofBoth).exp_()));
  }

  /** Scores of packed rows against their own past, minus infinity where it is not theirs to see. */
  private Tensor scores(int layer, Rows of, Tensor q) {
    Tensor scores = products(of.pad(q), past(layer, 0).transpose(2, 3));
    scores.masked_fill_(of.hidden(), new Scalar(Double.NEGATIVE_INFINITY));
    return of.pack(scores); // [H, n, capacity]
  }

  /** What packed rows read of their own past: weights [H, n, capacity] -> [H, n, d] */
  private Tensor own(int layer, Rows of, Tensor weights) {
    return of.pack(products(of.pad(weights), past(layer, 1)));
  }

  /** All of it, also what is hidden: a part would be copied before every product. */
  private Tensor past(int layer, int keyOrValue) {
    return rows.get().select(0, layer).select(0, keyOrValue); // [Hkv, questions, capacity, d]
  }

  /** [H, questions, t, x] times [Hkv, questions, x, y] */
  private Tensor products(Tensor ofHeads, Tensor ofKvHeads) {
    int groups = config.heads() / config.kvHeads();
    long questions = ofHeads.size(1);
    long t = ofHeads.size(2);
    Tensor grouped = ofHeads;
    if (groups > 1) {
      grouped =
          ofHeads
              .view(config.kvHeads(), groups, questions, t, ofHeads.size(3))
              .transpose(1, 2)
              .reshape(config.kvHeads(), questions, groups * t, ofHeads.size(3));
    }
    Tensor product = grouped.matmul(ofKvHeads); // [Hkv, questions, groups * t, y]
    if (groups > 1) {
      product =
          product
              .view(config.kvHeads(), questions, groups, t, ofKvHeads.size(3))
              .transpose(1, 2)
              .reshape(config.heads(), questions, t, ofKvHeads.size(3));
    }
    return product;
  }

  /** Keeps only these questions, in this order: room of those that have ended is given back. */
  void keepOnly(long... questions) {
    Owned before = rows;
    rows = new Owned(before.get().index_select(3, backend.longs(questions)));
    before.close();
  }

  @Override
  public void close() {
    rows.close();
  }
}
