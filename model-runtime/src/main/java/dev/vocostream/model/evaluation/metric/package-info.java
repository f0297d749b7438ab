/** How answers are parsed and scored: functions of texts and numbers, without files or models. */
package dev.vocostream.model.evaluation.metric;
