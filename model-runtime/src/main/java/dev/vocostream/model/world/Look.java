package dev.vocostream.model.world;

/** What things are told apart by: no two of a scene have the same. */
record Look(Shape shape, Colour colour) {}
