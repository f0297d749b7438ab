package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The vocabulary of a SentencePiece {@code tokenizer.model}; a piece's id is its index.
 *
 * <p>Only what LLaMA-family tokenizers use is accepted: BPE, no normalisation, byte fallback. A
 * model that asks for anything else would be tokenised wrongly, so it is refused.
 */
public record SentencePieceModel(List<Piece> pieces) {
  static final String SPACE = "\u2581";
  private static final int MAX_BYTES = 32 << 20;

  /**
   * @param score the higher, the earlier the piece is merged
   */
  public record Piece(String text, float score, Type type) {}

  /** The file's codes, in order from 1. */
  public enum Type {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  public SentencePieceModel {
    pieces = List.copyOf(pieces);
  }

  /**
   * @throws InvalidCheckpointException if it is damaged or needs what is not supported
   */
  public static SentencePieceModel read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "%s must be at most %d bytes, has %d".formatted(file, MAX_BYTES, Files.size(file)));
      }
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          file + " cannot be read: a LLaVA-layout checkpoint directory must have it", e);
    }
  }

  static SentencePieceModel parse(byte[] bytes) {
    List<Piece> pieces = new ArrayList<>();
    boolean bpe = false;
    Protobuf in = new Protobuf(ByteBuffer.wrap(bytes));
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> pieces.add(piece(in.message()));
        case 2 -> bpe = isBpe(in.message());
        case 3 -> checkNormalizer(in.message());
        default -> in.skip();
      }
    }
    if (!bpe) {
      throw unsupported("model_type BPE with byte_fallback", "another");
    }
    return new SentencePieceModel(pieces);
  }

  private static Piece piece(Protobuf in) {
    String text = "";
    float score = 0;
    int type = 1;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> text = in.text();
        case 2 -> score = in.decimal();
        case 3 -> type = (int) in.number();
        default -> in.skip();
      }
    }
    if (text.isEmpty() || text.length() > 512 || type < 1 || type > Type.values().length) {
      throw unsupported("pieces of 1 to 512 characters", "'" + text + "' of type " + type);
    }
    Type known = Type.values()[type - 1];
    if (known == Type.USER_DEFINED || known == Type.UNUSED) {
      throw unsupported("normal, control, unknown and byte pieces", "'" + text + "' as " + known);
    }
    if (known == Type.BYTE && !text.matches("<0x[0-9A-F]{2}>")) {
      throw unsupported("byte pieces <0x00> to <0xFF>", "'" + text + "'");
    }
    return new Piece(text, score, known);
  }

  private static boolean isBpe(Protobuf in) {
    long modelType = 1;
    boolean byteFallback = false;
    boolean spaceBehind = false;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 3 -> modelType = in.number();
        case 24 -> spaceBehind = in.number() != 0;
        case 35 -> byteFallback = in.number() != 0;
        default -> in.skip();
      }
    }
    return modelType == 2 && byteFallback && !spaceBehind;
  }

  private static void checkNormalizer(Protobuf in) {
    // absent flags are true, which LLaMA's files override for extra whitespace only
    boolean trims = true;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 2 -> {
          int bytes = in.size();
          if (bytes > 0) {
            throw unsupported("the identity normalizer", "a character map of " + bytes + " bytes");
          }
        }
        case 4 -> trims = in.number() != 0;
        case 5 -> {
          if (in.number() == 0) {
            throw unsupported("escape_whitespaces", "false");
          }
        }
        default -> in.skip();
      }
    }
    if (trims) {
      throw unsupported("remove_extra_whitespaces false", "true");
    }
  }

  private static InvalidCheckpointException unsupported(String expected, String found) {
    return new InvalidCheckpointException(
        "tokenizer.model: only %s can be read, found %s".formatted(expected, found));
  }
}
