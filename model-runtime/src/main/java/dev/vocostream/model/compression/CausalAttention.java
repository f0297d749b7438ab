package dev.vocostream.model.compression;

import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Causal attention of one sequence to itself, on a CPU in pieces: libtorch's reads keys in blocks
 * of 512 and computes a block whole though a row may see a part of it only.
 *
 * <pre>
 *   rows  0 .. 145     ◣                 a piece reads the keys up to its last row;
 *       146 .. 290     ■ ◣               the first needs no mask, the others one for
 *       291 .. 436     ■ ■ ◣             the triangle at their end. Of 16 squares
 *       437 .. 581     ■ ■ ■ ◣           ten are computed.
 * </pre>
 *
 * Lives as long as the scope it was made in.
 */
final class CausalAttention {
  private static final int PIECES = 4;
  private static final int FEWEST_ROWS = 256; // of a sequence that is worth it

  private final int rows;
  private final int piece;
  private final List<Tensor> masks =
      new ArrayList<>(); // bool [piece's rows, keys], from the second

  /**
   * @param rows of the sequence
   */
  CausalAttention(Backend backend, int rows) {
    this.rows = rows;
    boolean pieces = !backend.compute().isCuda() && rows >= FEWEST_ROWS;
    this.piece = pieces ? (rows + PIECES - 1) / PIECES : rows;
    for (int from = piece; from < rows; from += piece) {
      int to = Math.min(from + piece, rows);
      masks.add(backend.mask(VocoMask.CAUSAL.lastRows(to - from, to)));
    }
  }

  /**
   * @param q [B, H, rows, d]
   * @param k [B, Hkv, rows, d]
   * @param v [B, Hkv, rows, d]
   * @return [B, H, rows, d]
   */
  Tensor attend(Tensor q, Tensor k, Tensor v) {
    List<Tensor> read = new ArrayList<>();
    read.add(
        Attention.attendCausally(
            q.narrow(2, 0, piece), k.narrow(2, 0, piece), v.narrow(2, 0, piece)));
    for (int i = 0; i < masks.size(); i++) {
      int from = (i + 1) * piece;
      int to = Math.min(from + piece, rows);
      Tensor asking = q.narrow(2, from, to - from);
      Tensor keys = k.narrow(2, 0, to);
      read.add(Attention.attend(asking, keys, v.narrow(2, 0, to), masks.get(i)));
    }
    return Tensors.cat(read, 2);
  }
}
