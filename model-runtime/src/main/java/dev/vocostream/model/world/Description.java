package dev.vocostream.model.world;

import java.util.List;
import java.util.Objects;

/**
 * Words that fit a thing, and perhaps others.
 *
 * @param kind which of its looks are said
 * @param like the thing
 */
record Description(Kind kind, Seen like) {
  private static final double BORDER = 0.03;

  /** Which of a thing's looks are said. */
  enum Kind {
    SIZE,
    COLOUR,
    SHAPE,
    COLOUR_SHAPE,
    SIZE_SHAPE,
    SIZE_COLOUR,
    ALL,
    PLACE;

    boolean sized() {
      return this == SIZE || this == SIZE_SHAPE || this == SIZE_COLOUR || this == ALL;
    }

    boolean coloured() {
      return this == COLOUR || this == COLOUR_SHAPE || this == SIZE_COLOUR || this == ALL;
    }

    boolean shaped() {
      return this == SHAPE || this == COLOUR_SHAPE || this == SIZE_SHAPE || this == ALL;
    }
  }

  boolean fits(Seen other) {
    return (!kind.sized() || other.size() == like.size())
        && (!kind.coloured() || other.colour() == like.colour())
        && (!kind.shaped() || other.shape() == like.shape())
        && (kind != Kind.PLACE || other.place() == like.place());
  }

  boolean fitsAny(List<Seen> others) {
    return others.stream().anyMatch(this::fits);
  }

  int count(List<Seen> among) {
    return (int) among.stream().filter(this::fits).count();
  }

  /** Such as {@code small red thing}. */
  String words() {
    if (kind == Kind.PLACE) {
      return "thing " + at(like.place());
    }
    return looks() + (kind.shaped() ? like.shape().word() : "thing");
  }

  /** Such as {@code small red things}. */
  String plural() {
    String noun = kind.shaped() ? like.shape().word() : "thing";
    return looks() + noun + (noun.endsWith("s") ? "es" : "s");
  }

  /** With the article that goes before it. */
  String indefinite() {
    String words = words();
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
  }

  private String looks() {
    return (kind.sized() ? like.size().word() + " " : "")
        + (kind.coloured() ? like.colour().word() + " " : "");
  }

  /** Its colour and shape: how answers name it. */
  static String name(Seen thing) {
    return new Description(Kind.COLOUR_SHAPE, thing).words();
  }

  static String at(Place place) {
    Objects.requireNonNull(place);
    return switch (place) {
          case LEFT, RIGHT -> "on the ";
          case CENTRE -> "in the ";
          default -> "at the ";
        }
        + place.words();
  }

  /** Whether it is plain in which ninth a thing is. */
  static boolean clearlyPlaced(Seen thing) {
    return clear(thing.x()) && clear(thing.y());
  }

  private static boolean clear(double at) {
    return Math.abs(at - 1 / 3.0) > BORDER && Math.abs(at - 2 / 3.0) > BORDER;
  }
}
