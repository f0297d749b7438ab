package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.text.SentencePieceModel.Piece;
import dev.vocostream.model.text.SentencePieceModel.Type;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The tokenizer of a {@code tokenizer.model}, as LLaMA's SentencePiece tokenizer does it. */
public final class SentencePieceTokenizer implements Tokenizer {
  private final List<Piece> pieces;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int[] byteIds = new int[256];
  private final BytePairEncoder encoder;

  public SentencePieceTokenizer(SentencePieceModel model) {
    this.pieces = model.pieces();
    Map<String, Float> scores = new HashMap<>();
    Arrays.fill(byteIds, -1);
    for (int id = 0; id < pieces.size(); id++) {
      Piece piece = pieces.get(id);
      if (piece.type() == Type.NORMAL) {
        scores.put(piece.text(), piece.score());
        ids.put(piece.text(), id);
      } else if (piece.type() == Type.BYTE) {
        byteIds[Integer.decode(piece.text().substring(1, piece.text().length() - 1))] = id;
      }
    }
    if (Arrays.stream(byteIds).anyMatch(id -> id < 0)) {
      throw new InvalidCheckpointException(
          "tokenizer.model must have all 256 byte pieces, <0x00> to <0xFF>");
    }
    encoder = new BytePairEncoder(scores);
  }

  @Override
  public int size() {
    return pieces.size();
  }

  @Override
  public long[] encode(String text) {
    return encoder.encode(text.replace(" ", SentencePieceModel.SPACE)).stream()
        .flatMapToLong(this::idsOf)
        .toArray();
  }

  @Override
  public long[] encodeFront(String text) {
    return encode(" " + text);
  }

  private LongStream idsOf(String piece) {
    Integer id = ids.get(piece);
    if (id != null) {
      return LongStream.of(id);
    }
    byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
    return IntStream.range(0, utf8.length).mapToLong(i -> byteIds[utf8[i] & 0xff]);
  }

  @Override
  public String decode(List<Long> tokens) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    for (long token : tokens) {
      if (token < 0 || token >= pieces.size()) {
        continue;
      }
      Piece piece = pieces.get((int) token);
      if (piece.type() == Type.BYTE) {
        utf8.write(Integer.decode(piece.text().substring(1, piece.text().length() - 1)));
      } else if (piece.type() == Type.NORMAL) {
        utf8.writeBytes(
            piece.text().replace(SentencePieceModel.SPACE, " ").getBytes(StandardCharsets.UTF_8));
      }
    }
    return utf8.toString(StandardCharsets.UTF_8);
  }
}
