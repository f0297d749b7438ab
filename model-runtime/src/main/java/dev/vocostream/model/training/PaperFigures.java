package dev.vocostream.model.training;

import java.util.List;
import java.util.Map;

/** What the VoCo-LLaMA paper (arXiv 2406.12275) says of the same arms, as it is printed. */
final class PaperFigures {
  static final Map<String, String> TABLE_1 =
      Map.of("upper", "100", "voco-1", "83.7", "pool", "64.1", "q-former", "57.2", "lower", "0");

  static final Map<String, String> TABLE_2 =
      Map.of("voco-1", "83.8", "voco-2", "87.8", "voco-4", "90.4", "voco-8", "91.3");

  /** Means of GQA, POPE, SQA-I and VQA-T. */
  static final Map<String, String> TABLE_3 =
      Map.of("context+content", "64.1 points", "voco-1", "66.4 points");

  /** By the formula of the other tables from its figures: no retention is printed. */
  static final Map<String, String> TABLE_4 =
      Map.of("elastic-18", "92.6 (32 of 32)", "elastic-4", "88.0", "elastic-1", "80.7");

  /** MSVD-QA, MSRVTT-QA, ActivityNet-QA at 224 px. */
  static final Map<String, String> TABLE_8 =
      Map.of("video-2", "72.3 / 61.1 / 47.9", "video-8", "73.4 / 62.0 / 48.5");

  /** RefCOCO val's boxes, retention of all boxes; the same of expressions. */
  static final Map<String, List<String>> GROUNDING =
      Map.of(
          "grounding-upper", List.of("87.0", "100", "75.6", "100"),
          "grounding-8", List.of("85.2", "90.7", "73.9", "91.3"),
          "grounding-1", List.of("83.3", "79.9", "71.9", "81.6"),
          "grounding-lower", List.of("68.3", "0", "56.7", "0"));

  /** Bytes kept of a frame, seconds of an answer, operations; on an A100. */
  static final Map<String, List<String>> TABLE_7 =
      Map.of(
          "none", List.of("0", "440.5 ms", "9.6 T"),
          "full", List.of("302.4 MB", "154.9 ms (-64.8 %)", "1.2 T (-87.5 %)"),
          "voco", List.of("0.525 MB (-99.8 %)", "134.0 ms (-69.6 %)", "0.5 T (-94.8 %)"));

  private PaperFigures() {}
}
