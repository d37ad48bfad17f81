package io.github.whatsapp360.benchmarks.statistics;

import io.github.whatsapp360.testing.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which each subject is measured once. Each round has another order, so that other load on the machine
 * affects all subjects equally. Compared figures come from the same round.
 *
 * @param <S> the type of the subjects, for instance clients
 * @param <T> the type of the result of a measurement
 */
public final class Rounds<S, T> {

    private final List<S> subjects;
    private final Measurement<S, T> measurement;
    private final Map<S, List<T>> samples = new LinkedHashMap<>();

    /** A measurement of one subject. */
    @FunctionalInterface
    public interface Measurement<S, T> {
        T measure(S subject) throws Exception;
    }

    private Rounds(List<S> subjects, Measurement<S, T> measurement) {
        this.subjects = subjects;
        this.measurement = measurement;
        subjects.forEach(subject -> samples.put(subject, new ArrayList<>()));
    }

    public static <S, T> Rounds<S, T> run(int count, List<S> subjects, Measurement<S, T> measurement) throws Exception {
        return new Rounds<>(subjects, measurement).more(count);
    }

    /** Runs this number of additional rounds. */
    public Rounds<S, T> more(int count) throws Exception {
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < subjects.size(); i++) {
                S subject = subjects.get((round + i) % subjects.size());
                samples.get(subject).add(measurement.measure(subject));
            }
        }
        return this;
    }

    /** Returns the spread of a figure of one subject over all rounds. */
    public Spread of(S subject, ToDoubleFunction<T> figure) {
        return Spread.of(samples.get(subject).stream().mapToDouble(figure).toArray());
    }

    /** Returns the spread of the ratio of a figure of two subjects, round by round. */
    public Spread ratio(S subject, S other, ToDoubleFunction<T> figure) {
        List<T> numerators = samples.get(subject);
        List<T> denominators = samples.get(other);
        double[] ratios = new double[numerators.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(numerators.get(i)) / figure.applyAsDouble(denominators.get(i));
        }
        return Spread.of(ratios);
    }

    /**
     * Returns the ratio of the best rounds of two subjects. A disturbance always makes a round worse, so the best
     * rounds are the least disturbed.
     */
    public double bestRatio(S subject, S other, ToDoubleFunction<T> figure) {
        return of(subject, figure).max() / of(other, figure).max();
    }
}
